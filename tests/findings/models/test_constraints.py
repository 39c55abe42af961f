"""Every rule that a table of the portal has: how it is broken, and that nobody gets past it.

The tables name each constraint; one that is not in them fails `test_every_rule_is_broken_here`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from findings.models import FindingText, ReportEvent, Word
from findings.models.assertions import Detail, Part
from tests.factories import NOON, make_citation, make_designation, make_event, make_finding, make_report
from tests.findings.models.every import LEDGER, MODELS, RECORDS, Model, name
from tests.findings.models.ledger import (
    make_dataset_version,
    make_edition,
    make_entry,
    make_key_alias,
    make_redaction,
    make_subject_entry,
)


class Again(tuple[str, ...]):
    """Broken by a second record that has these fields from the first."""

    def __new__(cls, *fields: str) -> Again:
        return super().__new__(cls, fields)


type Break = dict[str, Any] | Again


def of_a_slugged_subject(model: str) -> dict[str, Break]:
    return {
        f"{model}_key_is_unique": Again("key"),
        f"{model}_key_is_a_slug": {"key": "kum-un-san-"},
        f"{model}_slug_is_unique": Again("slug"),
        f"{model}_slug_is_a_slug": {"slug": "Kum Un San"},
    }


def of_an_assertion(model: str) -> dict[str, Break]:
    return {
        f"{model}_title_is_written": {"title": ""},
        f"{model}_title_is_short": {"title": "a" * 201},
        f"{model}_summary_is_written": {"summary": ""},
        f"{model}_summary_is_short": {"summary": "a" * 2001},
        f"{model}_asserted_by_is_written": {"asserted_by": ""},
        f"{model}_support_is_in_vocabulary": {"support": "weak"},
        f"{model}_period_start_exists": {"period_start": "2023-02-29"},
        f"{model}_period_end_exists": {"period_end": "2024-04-31"},
        f"{model}_period_ends_after_it_begins": {"period_start": "2024-04", "period_end": "2024-03-31"},
        f"{model}_period_carried_by_has_no_empty_key": {"period_carried_by": [""]},
        f"{model}_period_carried_by_comes_with_a_period": {
            "period_start": None,
            "period_end": None,
            "period_carried_by": ["reuters"],
        },
        f"{model}_slug_is_a_slug": {"slug": "containers_over_20000"},
    }


def of_a_part(model: str, *said_once: str) -> dict[str, Break]:
    rules: dict[str, Break] = {f"{model}_belongs_to_one": {"finding": None, "event": None}}
    if said_once:
        rules[f"{model}_is_said_once_by_finding"] = Again("finding", *said_once)
        rules[f"{model}_is_said_once_by_event"] = Again("event", *said_once)
    return rules


#: The tables whose rows hang on a finding or an event.
PARTS = [*(each for each in Part.__subclasses__() if each is not Detail), *Detail.__subclasses__()]

#: Rule of a record → how a valid record is made to break it.
RECORD_RULES: dict[str, Break] = {
    **of_a_slugged_subject("actor"),
    "actor_name_is_written": {"name": ""},
    "actor_actor_kind_is_in_vocabulary": {"actor_kind": "ship"},
    "actor_country_is_iso_3166": {"country": "XX"},
    "actoralias_name_is_written": {"name": ""},
    "actoralias_is_said_once": Again("actor", "name"),
    "actorsource_is_said_once": Again("actor", "source"),
    **of_a_part("asserter", "actor"),
    "importrun_import_kind_is_in_vocabulary": {"import_kind": "rumour"},
    "importrun_file_name_is_written": {"file_name": ""},
    "importrun_started_by_is_written": {"started_by": ""},
    "importrun_digest_is_a_sha_256": {"file_digest": "A" * 64},
    "linkcheck_url_is_written": {"url": ""},
    "linkcheck_url_is_a_web_address": {"url": "ftp://example.org/1"},
    "linkcheck_state_is_in_vocabulary": {"state": "asleep"},
    "linkcheck_url_is_unique": Again("url"),
    "linkcheck_status_is_of_http": {"status": 42},
    "merge_subject_kind_is_in_vocabulary": {"subject_kind": "place"},
    "merge_merged_key_is_written": {"merged_key": ""},
    "merge_merged_name_is_written": {"merged_name": ""},
    "merge_survivor_is_written": {"survivor": ""},
    "merge_reason_is_written": {"reason": ""},
    "merge_merged_by_is_written": {"merged_by": ""},
    "merge_is_made_once": Again("subject_kind", "merged_key"),
    "merge_leads_to_another": {"merged_key": "one", "survivor": "one"},
    "proposal_action_is_in_vocabulary": {"action": "forget"},
    "proposal_record_kind_is_in_vocabulary": {"record_kind": "place"},
    "proposal_matched_by_is_in_vocabulary": {"matched_by": "luck"},
    "proposal_state_is_in_vocabulary": {"state": "unsure", "decided_by": "editor", "decided_at": NOON},
    "proposal_record_key_is_written": {"record_key": ""},
    "proposal_entry_is_written": {"entry": ""},
    "proposal_label_is_written": {"label": ""},
    "proposal_is_made_once": Again("fingerprint"),
    "proposal_score_is_a_share": {"score": Decimal("1.001")},
    "proposal_is_decided_by_somebody": {"state": "accepted"},
    "review_reviewed_by_is_written": {"reviewed_by": ""},
    "desksettings_are_one_row": {"id": 2},
    "submission_note_is_written": {"note": ""},
    "submission_state_is_in_vocabulary": {"state": "lost"},
    "submission_edition_kind_is_in_vocabulary": {"edition_kind": "first"},
    "submission_names_subjects": {"subjects": []},
    "submission_withdraws_one": {"edition_kind": "withdrawal", "subjects": ["actor:a", "actor:b"]},
    "submission_waits_or_was_decided": {"state": "declined"},
    "submission_set_aside_was_declined": {"set_aside_at": NOON},
    **of_a_slugged_subject("category"),
    "category_name_is_written": {"name": ""},
    "category_position_is_unique": Again("position"),
    "category_leading_finding_is_a_reference": {"leading_finding": "containers-over-20000"},
    **of_a_part("citation", "source", "relation"),
    "citation_relation_is_in_vocabulary": {"relation": "mentions"},
    "citation_supports_is_written": {"supports": ""},
    "citation_quote_is_short": {"quote": "a" * 601, "quote_language": "en"},
    "citation_quote_is_one_line": {"quote": "Two lines\nof a page.", "quote_language": "en"},
    "citation_quote_is_plain_text": {"quote": "A <b>bold</b> claim.", "quote_language": "en"},
    "citation_quote_language_comes_with_a_quote": {"quote": "A claim.", "quote_language": ""},
    "curatedform_is_one_per_record": Again("record", "name"),
    "designation_authority_is_in_vocabulary": {"authority": "un"},
    "designation_measure_is_in_vocabulary": {"measure": "blame"},
    "designation_designated_exists": {"designated": "2018-13"},
    "designation_delisted_exists": {"delisted": "2018-06-31"},
    "designation_ends_after_it_begins": {"designated": "2018-03-30", "delisted": "2018-02"},
    "designation_is_said_once": Again("actor", "authority", "list_reference", "designated", "measure"),
    **of_an_assertion("finding"),
    "finding_reference_is_unique": Again("reference"),
    "finding_reference_is_well_formed": {"reference": "MSMT-2025-1-1"},
    "finding_slug_is_unique_in_its_report": Again("report", "slug"),
    "identifier_value_is_written": {"value": ""},
    "identifier_scheme_is_in_vocabulary": {"scheme": "mmsi"},
    "identifier_names_one_actor": Again("scheme", "value"),
    "identifier_imo_check_digit_fits": {"scheme": "imo", "value": "9074728"},
    **of_a_part("involvement", "actor", "role"),
    "involvement_carried_by_has_no_empty_key": {"carried_by": ["reuters", ""]},
    "involvement_role_is_in_vocabulary": {"role": "culprit"},
    "locator_locator_kind_is_in_vocabulary": {"locator_kind": "column"},
    "locator_joined_is_in_vocabulary": {"joined": "or"},
    "locator_kind_comes_with_its_value": {"locator_kind": "page", "start": ""},
    "locator_printed_is_written": {"printed": ""},
    "locator_position_is_unique": Again("citation", "position"),
    "place_slug_is_a_slug": {"slug": "Rajin"},
    "place_name_is_written": {"name": ""},
    "place_country_is_iso_3166": {"country": ""},
    "place_slug_is_unique_in_its_country": Again("country", "slug"),
    "place_latitude_in_range": {"latitude": "90.00001"},
    "place_longitude_in_range": {"longitude": "-180.00001"},
    "place_coordinates_come_whole": {"precision": ""},
    **of_a_part("placemention", "place"),
    "placemention_carried_by_has_no_empty_key": {"carried_by": ["reuters", ""]},
    "provision_key_is_unique": Again("key"),
    "provision_key_is_a_slug": {"key": "2397(5)"},
    "provision_position_is_unique": Again("resolution", "position"),
    "provision_checked_paragraph_has_a_number": {"paragraph_checked": True, "paragraph": ""},
    "provision_topic_is_in_vocabulary": {"topic": "arms"},
    "provision_obligation_is_written": {"obligation": ""},
    "provision_source_url_is_a_web_address": {"source_url": "ftp://example.org/s-res-2397"},
    **of_a_part("provisionmapping", "provision"),
    **of_a_part("quantity"),
    "quantity_carried_by_has_no_empty_key": {"carried_by": ["reuters", ""]},
    "quantity_measure_is_written": {"measure": ""},
    "quantity_qualifier_is_in_vocabulary": {"qualifier": "roughly"},
    "quantity_unit_is_in_vocabulary": {"unit": "bags"},
    "quantity_has_a_bound": {"qualifier": "about", "low": None, "high": None},
    "quantity_low_is_not_above_high": {"qualifier": "about", "low": 900, "high": 90},
    "quantity_is_not_negative": {"qualifier": "about", "low": -1, "high": None},
    "quantity_bounds_fit_their_qualifier": {"qualifier": "exact", "low": 20000, "high": 20001},
    **of_a_slugged_subject("report"),
    "report_title_is_written": {"title": ""},
    "report_title_is_short": {"title": "a" * 401},
    "report_issuer_is_written": {"issuer": ""},
    "report_report_kind_is_in_vocabulary": {"report_kind": "rumour"},
    "report_published_exists": {"published": "2025-00"},
    "report_url_is_a_web_address": {"url": "ftp://example.org/report"},
    "report_code_is_unique": Again("code"),
    "report_reference_prefix_is_unique": Again("reference_prefix"),
    "report_reference_prefix_is_well_formed": {"reference_prefix": "MSMT/2025/1"},
    **of_an_assertion("reportevent"),
    "reportevent_event_type_is_in_vocabulary": {"event_type": "party"},
    "reportevent_slug_is_unique_in_its_report": Again("report", "slug"),
    "resolution_number_is_unique": Again("number"),
    "resolution_number_is_digits": {"number": "S-1718"},
    "resolution_vote_is_three_numbers": {"vote": "unanimous"},
    "resolution_symbol_is_written": {"symbol": ""},
    "resolution_title_is_short": {"title": "a" * 401},
    "resolution_url_is_a_web_address": {"url": "ftp://example.org/s-res-1718"},
    **of_a_slugged_subject("source"),
    "source_title_is_written": {"title": ""},
    "source_title_is_short": {"title": "a" * 401},
    "source_publisher_is_written": {"publisher": ""},
    "source_published_exists": {"published": "2024-02-30"},
    "source_url_is_a_web_address": {"url": "ftp://example.org/source"},
    "source_archived_url_is_a_web_address": {"archived_url": "ftp://example.org/source"},
    "source_archived_exists": {"archived_url": "https://example.org/copy", "archived": "2024-02-30"},
    "source_archived_is_of_a_copy": {"archived_url": "", "archived": "2024-02"},
    "source_source_kind_is_in_vocabulary": {"source_kind": "blog"},
    "source_language_is_iso_639_1": {"language": "EN"},
}


def supersede_at_birth() -> None:
    version = make_dataset_version()
    make_edition(published_in=version, superseded_in=version)


def give_a_number_again() -> None:
    first, second = make_dataset_version(), make_dataset_version()
    make_edition(key="actor", published_in=first, superseded_in=second)
    make_edition(key="actor", published_in=second)


def put_two_editions_in_force() -> None:
    make_edition(key="actor")
    make_edition(key="actor", number=2, edition_kind="update")


def give_an_address_to_two() -> None:
    make_edition(slug="actor")
    make_edition(slug="actor")


def lead_to_two() -> None:
    make_key_alias(old="actor", key="actor-1")
    make_key_alias(old="actor", key="actor-2")


def supersede_before_birth() -> None:
    first, second = make_dataset_version(), make_dataset_version()
    make_key_alias(published_in=second, superseded_in=first)


#: Rule of the ledger → what breaks it.
LEDGER_RULES: dict[str, Callable[[], object]] = {
    "datasetversion_counts_from_one": lambda: make_dataset_version(number=0),
    "datasetversion_published_by_is_written": lambda: make_dataset_version(published_by=""),
    "datasetversion_note_is_written": lambda: make_dataset_version(note=""),
    "datasetversion_head_is_a_sha_256": lambda: make_dataset_version(head="0" * 63),
    "edition_subject_kind_is_in_vocabulary": lambda: make_edition(subject_kind="place"),
    "edition_edition_kind_is_in_vocabulary": lambda: make_edition(edition_kind="revision", number=2),
    "edition_number_is_given_once": give_a_number_again,
    "edition_in_force_is_one": put_two_editions_in_force,
    "edition_address_names_one_subject": give_an_address_to_two,
    "edition_first_is_number_one": lambda: make_edition(edition_kind="first", number=2),
    "edition_is_superseded_later": supersede_at_birth,
    "edition_redacted_document_is_empty": lambda: make_edition(redacted_in=make_dataset_version()),
    "edition_note_is_written": lambda: make_edition(note=""),
    "edition_published_by_is_written": lambda: make_edition(published_by=""),
    "edition_document_digest_is_a_sha_256": lambda: make_edition(document_digest="A" * 64),
    "edition_digest_is_a_sha_256": lambda: make_edition(digest=""),
    "findingentry_support_is_in_vocabulary": lambda: make_entry(support="weak"),
    "findingentry_edition_kind_is_in_vocabulary": lambda: make_entry(edition_kind="draft"),
    "subjectentry_subject_kind_is_in_vocabulary": lambda: make_subject_entry(subject_kind="place"),
    "subjectentry_is_superseded_later": lambda: make_subject_entry(published_in=1, superseded_in=1),
    "findingentry_is_superseded_later": lambda: make_entry(published_in=1, superseded_in=1),
    "findingentry_last_day_is_not_before_first": lambda: make_entry(last_day=dt.date(2023, 8, 31)),
    "keyalias_subject_kind_is_in_vocabulary": lambda: make_key_alias(subject_kind="place"),
    "keyalias_alias_kind_is_in_vocabulary": lambda: make_key_alias(alias_kind="nickname"),
    "keyalias_leads_to_one_key": lead_to_two,
    "keyalias_is_not_superseded_earlier": supersede_before_birth,
    "keyalias_old_is_written": lambda: make_key_alias(old=""),
    "keyalias_key_is_written": lambda: make_key_alias(key=""),
    "keyalias_reason_is_written": lambda: make_key_alias(reason=""),
    "redaction_subject_kind_is_in_vocabulary": lambda: make_redaction(subject_kind="place"),
    "redaction_reason_is_written": lambda: make_redaction(reason=""),
    "redaction_redacted_by_is_written": lambda: make_redaction(redacted_by=""),
}

CONSTRAINTS: dict[str, tuple[Model, models.BaseConstraint]] = {
    constraint.name: (model, constraint) for model in MODELS for constraint in model._meta.constraints
}


def broken(rule: str) -> models.Model:
    """A record that breaks one rule and no other, not saved."""
    model, _constraint = CONSTRAINTS[rule]
    build = RECORDS[model]
    owner = {"owner": make_event()} if rule.endswith("_by_event") else {}
    how = RECORD_RULES[rule]
    if isinstance(how, Again):
        first = build(**owner)
        how = {field: getattr(first, field) for field in how}
    record = build(**owner)
    record.delete()
    record._state.adding = True
    for field, value in how.items():
        setattr(record, field, value)
    return record


def refusal_of_the_database(write: Callable[[], object]) -> str:
    """The name of the constraint for which the database refuses to write."""

    @transaction.atomic
    def write_and_check() -> None:
        write()
        connection.check_constraints()  # also those that are only checked at the end of a transaction

    with pytest.raises(IntegrityError) as refusal:
        write_and_check()
    return refusal.value.__cause__.diag.constraint_name  # type: ignore[union-attr]


def test_every_rule_is_broken_here() -> None:
    assert sorted([*RECORD_RULES, *LEDGER_RULES]) == sorted(CONSTRAINTS)


def test_every_rule_is_named_after_its_table_and_fits_into_a_name() -> None:
    """PostgreSQL cuts names to 63 bytes, and a name cut short is no longer the one that is looked for."""
    wrong = [
        name
        for name, (model, _constraint) in CONSTRAINTS.items()
        if not name.startswith(f"{model._meta.model_name}_") or len(name) > 63
    ]
    assert wrong == []


def test_every_rule_of_a_record_has_a_sentence_of_its_own() -> None:
    default = models.BaseConstraint.default_violation_error_message
    assert [rule for rule in RECORD_RULES if CONSTRAINTS[rule][1].violation_error_message == default] == []


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RECORD_RULES)
def test_a_record_that_breaks_a_rule_is_refused_by_the_database(rule: str) -> None:
    record = broken(rule)
    assert refusal_of_the_database(lambda: record.save(force_insert=True)) == rule


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RECORD_RULES)
def test_an_editor_who_breaks_a_rule_is_told_in_a_sentence(rule: str) -> None:
    record = broken(rule)
    model, constraint = CONSTRAINTS[rule]
    with pytest.raises(ValidationError) as told:
        constraint.validate(model, record)
    assert told.value.messages == [str(constraint.violation_error_message)]
    with pytest.raises(ValidationError) as told:
        record.full_clean()
    assert [sentence for sentence in told.value.messages if not re.fullmatch(r"[A-Z“].+\.", sentence)] == []
    assert [sentence for sentence in told.value.messages if rule in sentence or "violate" in sentence] == []


@pytest.mark.django_db
@pytest.mark.parametrize("rule", LEDGER_RULES)
def test_a_row_of_the_ledger_that_breaks_a_rule_is_refused_by_the_database(rule: str) -> None:
    assert refusal_of_the_database(LEDGER_RULES[rule]) == rule


@pytest.mark.django_db
@pytest.mark.parametrize("model", PARTS, ids=name)
def test_a_part_does_not_belong_to_a_finding_and_to_an_event(model: type[Part]) -> None:
    part = RECORDS[model](make_finding())
    assert (
        refusal_of_the_database(lambda: model._default_manager.filter(pk=part.pk).update(event=make_event()))
        == f"{model._meta.model_name}_belongs_to_one"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("model", PARTS, ids=name)
def test_a_finding_and_an_event_may_have_the_same_part(model: type[Part]) -> None:
    of_finding = RECORDS[model](make_finding())
    said = {each.name: getattr(of_finding, each.name) for each in model._meta.fields}
    model._default_manager.create(**said | {"id": None, "finding": None, "event": make_event()})
    assert model._default_manager.filter(event__isnull=False).count() >= 1


@pytest.mark.django_db
def test_a_first_edition_has_the_number_one_and_no_other_kind_has() -> None:
    assert refusal_of_the_database(lambda: make_edition(number=1, edition_kind="update")) == (
        "edition_first_is_number_one"
    )
    assert refusal_of_the_database(lambda: make_edition(number=0)) == "edition_first_is_number_one"


@pytest.mark.django_db
def test_a_designation_without_a_date_is_said_once_too() -> None:
    first = make_designation(designated=None)
    assert (
        refusal_of_the_database(
            lambda: make_designation(first.actor, list_reference=first.list_reference, designated=None)
        )
        == "designation_is_said_once"
    )


@pytest.mark.django_db
def test_reports_without_a_code_do_not_share_one() -> None:
    assert [make_report(code="").code, make_report(code="").code] == ["", ""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end"),
    [("2024-03-26", "2024-03"), ("2024-03", "2024-03-01"), ("2024", "2024-01-01"), (None, "2024"), ("2024", None)],
)
def test_a_period_is_compared_by_what_its_ends_can_mean(start: str | None, end: str | None) -> None:
    make_finding(period_start=start, period_end=end).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("qualifier", "low", "high", "fits"),
    [
        ("exact", 5, 5, True),
        ("exact", 5, None, False),
        ("exact", None, 5, False),
        ("about", 5, 6, True),
        ("about", 5, None, True),
        ("about", None, 5, True),
        ("at_least", 5, None, True),
        ("at_least", 5, 6, True),
        ("at_least", None, 6, False),
        ("more_than", 0, None, True),
        ("more_than", None, 5, False),
        ("up_to", None, 5, True),
        ("up_to", 5, None, False),
        ("up_to", 4, 5, False),
        ("fewer_than", None, 5, True),
        ("fewer_than", 4, 5, False),
    ],
)
def test_the_bounds_of_a_quantity_fit_its_qualifier(
    qualifier: str, low: int | None, high: int | None, *, fits: bool
) -> None:
    rule = "quantity_bounds_fit_their_qualifier"
    record = broken(rule)
    for field, value in {"qualifier": qualifier, "low": low, "high": high}.items():
        setattr(record, field, value)
    if fits:
        record.save(force_insert=True)
    else:
        assert refusal_of_the_database(lambda: record.save(force_insert=True)) == rule


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "is_one"),
    [("9074729", True), ("9074728", False), ("907472", False), ("IMO9074729", False), ("9074729 ", False)],
)
def test_an_imo_number_is_known_by_its_check_digit(value: str, *, is_one: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT imo_number_fits(%s)", [value])
        assert cursor.fetchone() == (is_one,)


def test_events_are_parts_of_reports_and_no_findings() -> None:
    assert not hasattr(ReportEvent, "reference")


def test_rules_are_walked_for_every_model() -> None:
    # The text of a finding edition is words alone: it has nothing that could be wrong by itself.
    assert {model for model, _constraint in CONSTRAINTS.values()} == {*RECORDS, *LEDGER} - {FindingText, Word}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("", ""),
        ("a" * 600, "en"),
        ("예문은 […] 지어낸 것이다.", "ko"),
        ("Fewer than 3 < 4, and more.", "en"),
        ("Write to <desk@example.org>.", "en"),
        ("Une phrase\u00a0: inventée.", "fr"),
    ],
)
def test_a_quote_is_plain_words_with_their_language(quote: str, language: str) -> None:
    make_citation(quote=quote, quote_language=language).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quote", "language", "rule"),
    [
        ("", "en", "citation_quote_language_comes_with_a_quote"),
        ("A claim.", "EN", "citation_quote_language_comes_with_a_quote"),
        (" A claim.", "en", "citation_quote_is_one_line"),
        ("A claim. ", "en", "citation_quote_is_one_line"),
        ("A  claim.", "en", "citation_quote_is_one_line"),
        ("A\tclaim.", "en", "citation_quote_is_one_line"),
        ("A\u0085claim.", "en", "citation_quote_is_one_line"),
        ("A claim.<br/>", "en", "citation_quote_is_plain_text"),
        ('<p class="x">A claim.', "en", "citation_quote_is_plain_text"),
    ],
)
def test_other_quotes_are_refused(quote: str, language: str, rule: str) -> None:
    assert refusal_of_the_database(lambda: make_citation(quote=quote, quote_language=language)) == rule
