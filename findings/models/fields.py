"""Fields and database functions that several records share.

The functions are made by migration 0001. They are IMMUTABLE and name nothing outside pg_catalog, so that constraints
may use them and a dump restores under any search path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Func, Q
from django.db.models.functions import Length
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from findings.partial_dates import PartialDate, PartialDateError
from findings.vocabulary import COUNTRIES

#: A finding's reference: its report's prefix and a number.
REFERENCE = r"^[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3,}$"
#: An ISO 639-1 code.
LANGUAGE = r"^[a-z]{2}$"
#: Characters of a quote at most: long enough for the sentence that carries a claim, and no replacement of the source.
LONGEST_QUOTE = 600
#: Characters of a title that the editors write: lists, cards and citations show it whole. The longest so far has 108.
LONGEST_TITLE = 200
#: Of a title that a document has: that of a regulation takes three lines, and is quoted as it is.
LONGEST_DOCUMENT_TITLE = 400
#: Of what is claimed, in the editors' own words: some paragraphs. The longest so far has 419.
LONGEST_SUMMARY = 2000
#: What no text in one line has: a control character, a space at an end, two in a row. Other spaces are letters of their
#: script: Japanese and French set them where they mean something.
UNEVEN_SPACE = r"[\u0001-\u001f\u007f-\u009f]|^ | $|  "
#: A tag of HTML, which a text that is copied from a page may bring along.
MARKUP = r"</?[A-Za-z][A-Za-z0-9]*(\s[^<>]*)?/?>"


class PartialDateEarliest(Func):
    """partial_date_earliest(text) → the first day it can mean; NULL where there is no such date."""

    function = "partial_date_earliest"
    output_field = models.DateField()
    arity = 1


class PartialDateLatest(Func):
    """partial_date_latest(text) → the last day it can mean; NULL where there is no such date."""

    function = "partial_date_latest"
    output_field = models.DateField()
    arity = 1


class ImoNumberFits(Func):
    """imo_number_fits(text) → whether it is seven digits whose last is the check digit of the first six."""

    function = "imo_number_fits"
    output_field = models.BooleanField()
    arity = 1


if TYPE_CHECKING:
    _PartialDateBase = models.CharField[PartialDate | str | None, PartialDate | None]
else:
    _PartialDateBase = models.CharField


class PartialDateField(_PartialDateBase):
    """A date known to the year, month or day (`partial_dates.PartialDate`); NULL where none is recorded."""

    description = _("A date known to the year, the month or the day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for argument in ("null", "blank", "max_length"):
            kwargs.pop(argument, None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_context: object) -> PartialDate | None:
        # Stored texts have passed the constraint; parsing them again would be paid on every row read.
        return None if value is None else PartialDate(value)

    def to_python(self, value: object) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None  # type: ignore[return-value]
        try:
            return PartialDate.parse(str(value))
        except PartialDateError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: object) -> str | None:
        return None if value is None or value == "" else str(value)

    def value_from_object(self, obj: models.Model) -> str | None:  # type: ignore[override]
        # What a form starts from. It compares that with the text it is sent to find out what was changed.
        value = super().value_from_object(obj)
        return None if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # A text that is too long for a date is no date: the form says that, and not how long a date may be.
        return super().formfield(**{"empty_value": None, "max_length": None} | kwargs)

    def run_validators(self, value: object) -> None:
        super().run_validators(str(value))


class CountryField(models.CharField):
    """An ISO 3166-1 alpha-2 code; "" where none applies or none is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 2
        kwargs.setdefault("choices", sorted(COUNTRIES.items(), key=lambda item: item[1]))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        kwargs.pop("choices", None)
        return name, path, args, kwargs


class StoredField(models.GeneratedField):
    """A generated column that is stored. Every supported server (PostgreSQL 15+) has them.

    Django's check would ask the server for its version, and `manage.py check` is to need no server.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "db_persist": True})

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return super().check(**{**kwargs, "databases": []})


def date_exists(field: str) -> CheckConstraint:
    """The partial date, where given, is one that exists."""
    return CheckConstraint(
        name=f"%(class)s_{field}_exists",
        condition=Q(**{f"{field}__isnull": True}) | Q(_is_not_null(PartialDateEarliest(field))),
        violation_error_message=_(
            "This date does not exist. Write a year (2024), a month (2024-03) or a day (2024-03-26)."
        ),
    )


def country_is_known(*, required: bool) -> CheckConstraint:
    """The country is an ISO 3166-1 alpha-2 code."""
    codes = sorted(COUNTRIES) if required else ["", *sorted(COUNTRIES)]
    return CheckConstraint(
        name="%(class)s_country_is_iso_3166",
        condition=Q(country__in=codes),
        violation_error_message=_("The country is not an ISO 3166-1 code of two letters, such as KP or RU."),
    )


def choice_is_known(field: str, choices: type[models.TextChoices]) -> CheckConstraint:
    """The value is one of the vocabulary."""
    return CheckConstraint(
        name=f"%(class)s_{field}_is_in_vocabulary",
        condition=Q(**{f"{field}__in": sorted(choices.values)}),
        violation_error_message=format_lazy(
            _("“{field}” takes one of these: {choices}."), field=field, choices=", ".join(sorted(choices.values))
        ),
    )


def is_written(field: str) -> CheckConstraint:
    """The text is not empty."""
    return CheckConstraint(
        name=f"%(class)s_{field}_is_written",
        condition=~Q(**{field: ""}),
        violation_error_message=format_lazy(_("“{field}” must not be empty."), field=field),
    )


def is_short(field: str, most: int, sentence: Any) -> CheckConstraint:
    """The text has so many characters at most; `sentence` says `{most}`, and what helps."""
    return CheckConstraint(
        name=f"%(class)s_{field}_is_short",
        condition=models.lookups.LessThanOrEqual(Length(field), most),
        violation_error_message=format_lazy(sentence, most=f"{most:,}"),
    )


def has_a_document_title() -> CheckConstraint:
    return is_short(
        "title",
        LONGEST_DOCUMENT_TITLE,
        _("The title of a document has at most {most} characters. Keep its beginning, with […] for the rest."),
    )


def is_slug(field: str = "slug") -> CheckConstraint:
    """Lower-case words of a to z and 0 to 9, joined by single hyphens."""
    return CheckConstraint(
        name=f"%(class)s_{field}_is_a_slug",
        condition=Q(**{f"{field}__regex": r"^[a-z0-9]+(-[a-z0-9]+)*$"}),
        violation_error_message=format_lazy(
            _("“{field}” takes lower-case letters, digits and single hyphens: kum-un-san-3."), field=field
        ),
    )


def is_web_address(field: str = "url") -> CheckConstraint:
    """An http or https address, or empty."""
    return CheckConstraint(
        name=f"%(class)s_{field}_is_a_web_address",
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": r"^https?://[^\s]+$"}),
        violation_error_message=_("An address begins with http:// or https:// and holds no space."),
    )


def _is_not_null(expression: Func) -> models.lookups.IsNull:
    return models.lookups.IsNull(expression, False)
