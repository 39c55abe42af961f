"""The projections of editions that lists, counts and searches read: narrow, derived, rebuilt by one command.

`manage.py rebuild_entries` makes all of them anew from the documents.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import CheckConstraint, F, Func, Index, Q
from django.utils.translation import gettext_lazy as _

from findings.models.editions import Edition, InForceQuerySet, is_superseded_later
from findings.models.fields import StoredField, choice_is_known
from findings.vocabulary import EditionKind, SubjectKind, Support


class FindingEntry(models.Model):
    """The narrow projection of one finding edition: what lists filter, count and sort by.

    Withdrawn and redacted editions have none.
    Arrays hold keys. `first_day` and `last_day` are the bounds of the stated period; a period without a stated end has
    the last day that its beginning can mean. `published_in` and `superseded_in` repeat those of the edition.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, db_column="position", related_name="entry"
    )
    published_in = models.PositiveIntegerField()
    superseded_in = models.PositiveIntegerField(null=True)
    reference = models.CharField()
    category = models.CharField()
    report = models.CharField()
    support = models.CharField(choices=Support.choices)
    edition_kind = models.CharField(choices=EditionKind.choices)
    at_second_hand = models.BooleanField()
    disputed = models.BooleanField()
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    years = ArrayField(models.PositiveSmallIntegerField(), help_text=_("Every year that the stated period touches."))
    actors = ArrayField(models.CharField())
    roles = ArrayField(models.CharField())
    acts = ArrayField(models.CharField(), help_text=_("“role:actor”, so that one question can ask for both."))
    actor_kinds = ArrayField(models.CharField())
    asserters = ArrayField(models.CharField())
    countries = ArrayField(models.CharField(), help_text=_("Of its actors and its places."))
    places = ArrayField(models.CharField(), help_text=_("“country/slug”."))
    provisions = ArrayField(models.CharField())
    sources = ArrayField(models.CharField())
    locators = ArrayField(models.CharField(), help_text=_("“source/place”, the place in canonical form: para-21."))

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a finding")
        verbose_name_plural = _("entries of findings")
        constraints = [
            choice_is_known("support", Support),
            choice_is_known("edition_kind", EditionKind),
            is_superseded_later(),
            CheckConstraint(
                name="findingentry_last_day_is_not_before_first",
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(first_day__lte=F("last_day")),
            ),
        ]
        indexes = [
            Index(
                F("last_day").desc(nulls_last=True),
                F("reference"),
                condition=Q(superseded_in__isnull=True),
                name="findingentry_latest_period",
            ),
            Index(fields=["category"], condition=Q(superseded_in__isnull=True), name="findingentry_category"),
            Index(fields=["report"], condition=Q(superseded_in__isnull=True), name="findingentry_report"),
            # Those that a feed has to look up when they last changed.
            Index(fields=["edition"], condition=Q(edition_kind=EditionKind.UPDATE), name="findingentry_updates"),
            GinIndex(fields=["actors"], name="findingentry_actors"),
            GinIndex(fields=["acts"], name="findingentry_acts"),
            GinIndex(fields=["provisions"], name="findingentry_provisions"),
            GinIndex(fields=["sources"], name="findingentry_sources"),
            GinIndex(fields=["locators"], name="findingentry_locators"),
            GinIndex(fields=["places"], name="findingentry_places"),
        ]

    def __str__(self) -> str:
        return self.reference


class FindingText(models.Model):
    """The words of a finding edition that search looks through, and their weighted vector.

    Apart from the entry, so that counting does not read text. A title counts most (A), then the summary (B), the names
    and numbers of actors and places (C), and the sources with their locators (D). `line` is the finding's line of a CSV
    in the format `line_format` (documents.lines), "" where there is none.

    All texts stand outside the rows themselves (toast_tuple_target, in the migration), so that the rows are short: a
    word of a fifth of all findings is on every page of them, and there are as few pages as can be.
    """

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, db_column="position", related_name="text"
    )
    title = models.TextField()
    summary = models.TextField()
    names = models.TextField()
    sources = models.TextField()
    line = models.TextField(default="")
    line_format = models.CharField(default="")
    search = StoredField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("summary", weight="B", config="english")
        + SearchVector("names", weight="C", config="english")
        + SearchVector("sources", weight="D", config="english"),
        output_field=SearchVectorField(),
    )

    class Meta:
        verbose_name = _("text of a finding")
        verbose_name_plural = _("texts of findings")
        indexes = [GinIndex(fields=["search"], name="findingtext_search")]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word of finding editions, in small letters, and in how many of them it is: what a misspelt one is near to."""

    word = models.CharField(primary_key=True)
    editions = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("word of findings")
        verbose_name_plural = _("words of findings")
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="word_trigrams")]

    def __str__(self) -> str:
        return self.word


class WithoutAccents(Func):
    """A text in capitals and without the marks above and below Latin letters; signs of other scripts stay whole."""

    template = "normalize(regexp_replace(normalize(upper(%(expressions)s), NFKD), '[\\u0300-\\u036f]', '', 'g'), NFC)"
    output_field = models.TextField()
    arity = 1


class SubjectEntry(models.Model):
    """A name under which search finds a subject other than a finding: an actor, a report, a source, a provision …

    A provision stands here under its own key, `part_of` the number of its resolution ("" for all others). `names` are
    all names it goes by, one a line; `identifiers` its numbers, symbols and references in capitals, without the words
    before them.

    What follows is of actors alone, and empty for all others. `designated_by` are the authorities whose designation of
    it is in force, each once: none, and it is not recorded as designated. `designation_sources` are the keys of the
    sources that its designations rest on, ended ones too, one for each of them; `sources` those that its particulars
    rest on. They have defaults of the database, for a release that does not know them yet.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, db_column="position", related_name="subject_entries")
    published_in = models.PositiveIntegerField()
    superseded_in = models.PositiveIntegerField(null=True)
    subject_kind = models.CharField(choices=SubjectKind.choices)
    key = models.CharField()
    part_of = models.CharField()
    name = models.TextField()
    names = models.TextField()
    identifiers = ArrayField(models.CharField())
    actor_kind = models.CharField(db_default="")
    designated_by = ArrayField(models.CharField(), db_default=[])
    designation_sources = ArrayField(models.CharField(), db_default=[])
    sources = ArrayField(models.CharField(), db_default=[])
    search = StoredField(expression=SearchVector("names", config="simple"), output_field=SearchVectorField())

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a subject")
        verbose_name_plural = _("entries of subjects")
        constraints = [choice_is_known("subject_kind", SubjectKind), is_superseded_later()]
        indexes = [
            Index(fields=["subject_kind", "key"], condition=Q(superseded_in__isnull=True), name="subjectentry_key"),
            GinIndex(fields=["search"], name="subjectentry_search"),
            GinIndex(fields=["identifiers"], name="subjectentry_identifiers"),
            GinIndex(OpClass(WithoutAccents("names"), name="gin_trgm_ops"), name="subjectentry_alike"),
            GinIndex(fields=["designation_sources"], name="subjectentry_designations"),
            GinIndex(fields=["sources"], name="subjectentry_sources"),
        ]

    def __str__(self) -> str:
        return self.name
