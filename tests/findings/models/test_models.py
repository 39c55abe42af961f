"""What holds for every model: words for readers, a builder, and the rules that a field of its kind must have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import models
from django.utils.functional import Promise

from findings.models import DatasetVersion, Designation, DeskSettings, Quantity, Subject
from findings.models.fields import CountryField, PartialDateField
from findings.vocabulary import SubjectKind
from tests.factories import make_designation, make_quantity
from tests.findings.models.every import BUILDERS, LEDGER, MODELS, RECORDS, Model, name

every_model = pytest.mark.parametrize("model", MODELS, ids=name)


def fields(*kinds: type[models.Field]) -> Iterator[tuple[Model, models.Field]]:
    """(model, field) of every field of these kinds."""
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if isinstance(field, kinds):
                yield model, field


def rule(model: Model, words: str) -> str:
    return f"{model._meta.model_name}_{words}"


def rules(model: Model) -> dict[str, models.BaseConstraint]:
    return {constraint.name: constraint for constraint in model._meta.constraints}


def test_every_model_has_a_builder() -> None:
    assert sorted(BUILDERS, key=name) == MODELS


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=name)
def test_what_a_builder_builds_is_valid_and_can_be_built_again(model: Model) -> None:
    for built in [BUILDERS[model](), BUILDERS[model]()]:
        built.full_clean()
    assert model._default_manager.count() >= (1 if model is DeskSettings else 2)  # there is one desk


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS, ids=name)
def test_what_a_builder_returns_is_what_is_read_back(model: Model) -> None:
    built = BUILDERS[model]()
    read = model._default_manager.get(pk=built.pk)
    values = {field.attname: getattr(built, field.attname) for field in model._meta.concrete_fields}
    assert {field.attname: getattr(read, field.attname) for field in model._meta.concrete_fields} == values


@pytest.mark.django_db
@every_model
def test_every_row_is_named_in_words(model: Model) -> None:
    text = str(BUILDERS[model]())
    assert text == text.strip() != ""
    assert "object (" not in text
    assert "None" not in text


@every_model
def test_every_model_is_named_for_its_readers(model: Model) -> None:
    """Set by hand, and marked for translation: Django would make a name of the class's."""
    assert isinstance(model._meta.verbose_name, Promise)
    assert isinstance(model._meta.verbose_name_plural, Promise)
    assert model._meta.verbose_name != model._meta.verbose_name_plural


def test_every_help_text_is_a_sentence_and_marked_for_translation() -> None:
    texts = [(model.__name__, field.name, field.help_text) for model, field in fields(models.Field) if field.help_text]
    assert [each for each in texts if not (isinstance(each[2], Promise) and str(each[2]).endswith("."))] == []
    assert len(texts) > 10


@every_model
def test_every_choice_is_one_of_its_vocabulary(model: Model) -> None:
    allowed = {}
    for constraint in model._meta.constraints:
        if constraint.name.endswith("_is_in_vocabulary"):
            [(lookup, values)] = constraint.condition.children  # type: ignore[attr-defined]
            allowed[lookup.removesuffix("__in")] = sorted(values)
    expected = {
        field.name: sorted(value for value, _label in field.choices)
        for _model, field in fields(models.Field)
        # A country, and how precise a place is, may be left open: their rules have other names.
        if _model is model and field.choices and not isinstance(field, CountryField) and field.name != "precision"
    }
    assert allowed == expected


def test_every_country_is_checked() -> None:
    checked = [(model, rule(model, f"{field.name}_is_iso_3166")) for model, field in fields(CountryField)]
    assert [each for model, each in checked if each not in rules(model)] == []
    assert [each for _model, each in checked] == ["actor_country_is_iso_3166", "place_country_is_iso_3166"]


def test_every_partial_date_exists() -> None:
    checked = [(model, rule(model, f"{field.name}_exists")) for model, field in fields(PartialDateField)]
    assert [each for model, each in checked if each not in rules(model)] == []
    assert "finding_period_start_exists" in [each for _model, each in checked]


def test_every_address_on_the_web_is_one() -> None:
    checked = [(model, rule(model, f"{field.name}_is_a_web_address")) for model, field in fields(models.URLField)]
    assert [each for model, each in checked if each not in rules(model)] == []
    assert "source_archived_url_is_a_web_address" in [each for _model, each in checked]


@pytest.mark.parametrize("model", RECORDS, ids=name)
def test_every_slug_is_a_slug_and_names_one_thing(model: Model) -> None:
    """Within its report or country, where it has one."""
    if "slug" in [field.name for field in model._meta.fields]:
        assert rule(model, "slug_is_a_slug") in rules(model)
        unique = [each for each in rules(model).values() if isinstance(each, models.UniqueConstraint)]
        assert [each.name for each in unique if "slug" in each.fields] != []


#: Beginning → end. Where a model has both, a rule holds them together. (The values of a locator are as printed, "21",
#: "xii", "B", and have no order.)
PAIRS = {
    "low": "high",
    "period_start": "period_end",
    "first_day": "last_day",
    "designated": "delisted",
    "published_in": "superseded_in",
    "start": "end",
}


def test_every_pair_of_beginning_and_end_is_ordered() -> None:
    found = []
    for model in MODELS:
        names = {field.name for field in model._meta.fields}
        for low, high in PAIRS.items():
            if {low, high} <= names:
                found.append((model.__name__, low, high))
                checks = [each for each in rules(model).values() if isinstance(each, models.CheckConstraint)]
                compared = [
                    each.name for each in checks if {low, high} <= models.Q(each.condition).referenced_base_fields
                ]
                assert compared != [], f"{model.__name__} does not compare {low} and {high}"
    assert found == [
        ("Designation", "designated", "delisted"),
        ("Edition", "published_in", "superseded_in"),
        ("Finding", "period_start", "period_end"),
        ("FindingEntry", "first_day", "last_day"),
        ("FindingEntry", "published_in", "superseded_in"),
        ("KeyAlias", "published_in", "superseded_in"),
        ("Locator", "start", "end"),
        ("Quantity", "low", "high"),
        ("ReportEvent", "period_start", "period_end"),
        ("SubjectEntry", "published_in", "superseded_in"),
    ]


def test_every_field_that_ends_as_one_of_a_pair_has_its_other() -> None:
    ends = ("_low", "_high", "_start", "_end", "_from", "_to")
    known = {*PAIRS, *PAIRS.values()}
    loose = [(model.__name__, field.name) for model, field in fields(models.Field) if field.name.endswith(ends)]
    assert [each for each in loose if each[1] not in known] == []


def test_every_kind_of_subject_is_one_model_with_a_key() -> None:
    subjects = [model for model in MODELS if issubclass(model, Subject)]
    assert {model.kind: model.key_field for model in subjects} == {
        SubjectKind.FINDING: "reference",
        SubjectKind.REPORT: "key",
        SubjectKind.ACTOR: "key",
        SubjectKind.SOURCE: "key",
        SubjectKind.RESOLUTION: "number",
        SubjectKind.CATEGORY: "key",
    }
    assert len(subjects) == len(SubjectKind)
    assert [each for each in subjects if rule(each, f"{each.key_field}_is_unique") not in rules(each)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", [model for model in RECORDS if issubclass(model, Subject)], ids=name)
def test_a_subject_is_named_by_kind_and_key(model: type[Subject]) -> None:
    record = RECORDS[model]()
    assert record.subject == (model.kind, getattr(record, model.key_field))


def test_nothing_published_hangs_on_what_can_be_deleted() -> None:
    """No deletion of a record or of a version cascades into the ledger."""
    links = [
        (model.__name__, field.name, field.remote_field.on_delete)  # type: ignore[union-attr]
        for model, field in fields(models.ForeignKey)
        if model in LEDGER and field.related_model is DatasetVersion
    ]
    assert {on_delete for _model, _field, on_delete in links} == {models.PROTECT}
    assert [
        (model.__name__, field.name)
        for model, field in fields(models.ForeignKey)
        if model in LEDGER and field.related_model in RECORDS
    ] == []


def test_what_others_cite_cannot_be_deleted_from_under_them() -> None:
    cited = {("Citation", "source"), ("Designation", "source"), ("Involvement", "actor"), ("Quantity", "finding")}
    assert {
        (model.__name__, field.name, field.remote_field.on_delete is models.PROTECT)  # type: ignore[union-attr]
        for model, field in fields(models.ForeignKey)
        if (model.__name__, field.name) in cited
    } == {
        ("Citation", "source", True),
        ("Designation", "source", True),
        ("Involvement", "actor", True),
        ("Quantity", "finding", False),
    }


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ({"low": 20000, "qualifier": "more_than"}, "more than 20000 containers: containers of munitions"),
        ({"low": 5, "high": 5, "qualifier": "exact"}, "exactly 5 containers: containers of munitions"),
        (
            {"low": "17413.96", "high": 18000, "qualifier": "about"},
            "about 17413.96–18000 containers: containers of munitions",
        ),
        ({"low": None, "high": "0.5", "qualifier": "up_to"}, "up to 0.5 containers: containers of munitions"),
    ],
)
@pytest.mark.django_db
def test_a_quantity_is_named_by_the_bounds_it_has(bounds: dict, text: str) -> None:
    made = make_quantity(**bounds)
    assert (str(made), str(Quantity.objects.get(pk=made.pk))) == (text, text)


@pytest.mark.django_db
def test_a_designation_is_named_by_authority_and_number() -> None:
    assert str(make_designation(list_reference="KPe.001")) == "United Nations (1718 Committee) KPe.001"
    assert str(make_designation(list_reference="")) == "United Nations (1718 Committee)"
    assert Designation.objects.count() == 2
