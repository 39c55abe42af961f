"""The questions that QuerySets answer."""

from __future__ import annotations

import pytest

from findings.models import Actor, Category, Edition, Finding, KeyAlias, Report, Resolution, Source, Subject
from findings.vocabulary import SubjectKind
from tests.factories import (
    make_finding,
    make_report,
    make_source,
)
from tests.findings.models.every import RECORDS, name
from tests.findings.models.ledger import make_dataset_version, make_edition, make_key_alias

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Actor, Category, Finding, Report, Resolution, Source], ids=name)
def test_subjects_are_found_by_key_in_the_order_of_keys(model: type[Subject]) -> None:
    first, second, third = (RECORDS[model]() for _ in range(3))
    keys = [each.subject[1] for each in (first, second, third)]
    assert list(model._default_manager.keyed([keys[2], keys[0], "unknown"])) == [first, third]  # type: ignore[attr-defined]
    assert list(model._default_manager.keys()) == keys  # type: ignore[attr-defined]


def test_findings_to_recheck_are_found() -> None:
    doubtful = make_finding(recheck=True)
    make_finding()
    assert list(Finding.objects.to_recheck()) == [doubtful]


def test_findings_that_end_after_their_report_are_found() -> None:
    report = make_report(published="2019-03-12")
    late, next_month = (make_finding(report=report, period_start=None, period_end=day) for day in ("2021", "2019-04"))
    for day in ("2019-03", "2019-03-12", "2019", None):
        make_finding(report=report, period_start=None, period_end=day)
    make_finding(report=make_report(published=None), period_start=None, period_end="2021")
    assert list(Finding.objects.ending_after_their_report()) == [late, next_month]


def test_findings_that_date_whole_months_to_the_day_are_found() -> None:
    def dated(start: str | None, end: str | None) -> Finding:
        return make_finding(period_start=start, period_end=end)

    year, leap = dated("2017-01-01", "2017-12-31"), dated("2024-02-01", "2024-02-29")
    for start, end in (
        ("2017", "2017"),
        ("2024-02", "2024-02"),
        ("2024-02-01", "2024-02-28"),
        ("2024-02-02", "2024-02-29"),
        ("2024-02-01", "2024-03"),
        ("2024-02", "2024-02-29"),
        (None, "2024-02-29"),
        ("2024-02-01", None),
        (None, None),
    ):
        dated(start, end)
    assert list(Finding.objects.with_whole_months_in_days()) == [year, leap]


def test_sources_that_were_not_consulted_are_found() -> None:
    unread = make_source(consulted=False)
    make_source()
    assert list(Source.objects.not_consulted()) == [unread]


def test_editions_are_in_force_from_one_version_until_another() -> None:
    first, second, third = make_dataset_version(), make_dataset_version(), make_dataset_version()
    old = make_edition(key="actor", published_in=first, superseded_in=second)
    new = make_edition(key="actor", number=2, edition_kind="update", published_in=second)
    other = make_edition(published_in=third)
    assert set(Edition.objects.in_force(1)) == {old}
    assert set(Edition.objects.in_force(2)) == {new}
    assert set(Edition.objects.in_force(3)) == set(Edition.objects.in_force()) == {new, other}
    assert [each.is_in_force for each in (old, new, other)] == [False, True, True]


def test_aliases_are_in_force_from_one_version_until_another() -> None:
    first, second = make_dataset_version(), make_dataset_version()
    old = make_key_alias(published_in=first, superseded_in=second)
    new = make_key_alias(published_in=second)
    assert (list(KeyAlias.objects.in_force(1)), list(KeyAlias.objects.in_force())) == ([old], [new])


def test_an_alias_that_ends_in_the_version_it_began_in_was_never_in_force() -> None:
    version = make_dataset_version()
    make_key_alias(published_in=version, superseded_in=version)
    assert list(KeyAlias.objects.in_force(1)) == list(KeyAlias.objects.in_force()) == []


def test_editions_of_a_subject_are_listed_with_the_newest_first() -> None:
    first, second = make_dataset_version(), make_dataset_version()
    old = make_edition(key="actor", published_in=first, superseded_in=second)
    new = make_edition(key="actor", number=2, edition_kind="update", published_in=second)
    other = make_edition()
    source = make_edition(key="actor", subject_kind=SubjectKind.SOURCE)
    assert list(Edition.objects.of(SubjectKind.ACTOR, "actor")) == [new, old]
    assert set(Edition.objects.of(SubjectKind.ACTOR)) == {old, new, other}
    assert list(Edition.objects.of(SubjectKind.SOURCE)) == [source]


def test_editions_are_found_at_the_address_they_were_published_under() -> None:
    here = make_edition(slug="kum-un-san-3")
    make_edition(slug="kum-un-san-3", subject_kind=SubjectKind.SOURCE)
    make_edition(slug="elsewhere", key="kum-un-san-3")
    assert list(Edition.objects.at(SubjectKind.ACTOR, "kum-un-san-3")) == [here]


def test_withdrawn_and_redacted_editions_are_not_readable() -> None:
    readable = make_edition()
    make_edition(number=2, edition_kind="withdrawal")
    make_edition(document={}, redacted_in=make_dataset_version())
    assert list(Edition.objects.readable()) == [readable]
    assert Edition.objects.count() == 3


def test_the_ledger_runs_in_the_order_of_publishing() -> None:
    second, first = make_edition(position=2), make_edition(position=1)
    assert list(Edition.objects.ledger()) == [first, second]
