"""The forms of records in the admin: they say what is wrong, and where."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import DataError, IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from findings import locators, publishing
from findings.admin.rules import field_of, refusal
from findings.models import Actor, Citation, Finding, Identifier, Involvement, Report, Resolution, Source
from findings.models.fields import LONGEST_DOCUMENT_TITLE, LONGEST_SUMMARY, LONGEST_TITLE
from findings.models.trees import TREES
from tests import factories as make
from tests.findings.admin.inlines_of import form_fields
from tests.findings.admin.sent import WHY, add_address, add_row, address, editor, errors, open_form, standing
from tests.findings.models.every import RECORDS

pytestmark = pytest.mark.django_db

KINDS = sorted(model._meta.model_name or "" for model in TREES)


@pytest.fixture
def client(db: None) -> Client:
    return editor()


def test_every_record_has_a_form_of_its_own_or_on_the_page_of_its_owner() -> None:
    edited = {model for model in admin.site._registry if model in RECORDS}
    for model_admin in admin.site._registry.values():
        edited |= {inline.model for inline in model_admin.inlines}
    # A locator is a text of its citation; a curated form is the loader's own memory.
    assert {model.__name__ for model in RECORDS} - {model.__name__ for model in edited} >= {"Locator", "CuratedForm"}
    assert set(TREES) <= edited


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_is_told_at_a_field_that_the_form_has(kind: str) -> None:
    """A rule that is about what no form edits (a key, the two owners of a row) is told by none."""
    model = apps.get_model("findings", kind)
    homeless = []
    for edited, fields in form_fields(model).items():
        for constraint in edited._meta.constraints:
            field = field_of(constraint, edited)
            if field not in fields:
                homeless.append(constraint.name.removeprefix(f"{edited._meta.model_name}_"))
    assert set(homeless) <= {
        "belongs_to_one",
        "key_is_unique",
        "key_is_a_slug",
        "number_is_digits",
        "position_is_unique",
    }


def test_every_relation_is_chosen_by_typing() -> None:
    typed = [
        (edited.model.__name__, field.name)
        for model_admin in admin.site._registry.values()
        if model_admin.model in TREES
        for edited in [model_admin, *model_admin.get_inline_instances(_request())]
        for field in edited.model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.name in _edited(edited)
        and field.name not in edited.autocomplete_fields
    ]
    assert typed == []


def _edited(model_admin: Any) -> set[str]:
    request = _request()
    fieldsets = model_admin.get_fieldsets(request)
    flat = {name for _name, options in fieldsets for line in options["fields"] for name in _line(line)}
    return flat - set(model_admin.get_readonly_fields(request))


def _line(line: Any) -> list[str]:
    return [line] if isinstance(line, str) else list(line)


def _request() -> Any:
    class Everybody:
        is_active = is_staff = True

        def has_perm(self, *_args: Any) -> bool:
            return True

    class Request:
        GET: dict[str, str] = {}
        user = Everybody()

    return Request()


# A new finding


def finding_entered(client: Client, report: Report, category: Any, **entered: Any) -> dict[str, Any]:
    return open_form(
        client,
        add_address("finding"),
        **{
            "report": report.pk,
            "reference": "MSMT-2025-1-001",
            "slug": "containers",
            "category": category.pk,
            "title": "Over 20,000 containers",
            "summary": "More than 20,000 containers were sent.",
            "period_start": "2023-09",
            "asserted_by": "MSMT",
            "support": "single",
        }
        | entered,
    )


@pytest.fixture
def report(db: None) -> Report:
    return make.make_report(reference_prefix="MSMT-2025-1")


@pytest.fixture
def category(db: None) -> Any:
    return make.make_category()


def test_a_finding_is_recorded_with_its_sources_and_their_places(client: Client, report: Report, category: Any) -> None:
    source, actor = make.make_source(), make.make_actor()
    sent = finding_entered(client, report, category)
    sent = add_row(sent, "involvement_set", actor=actor.pk, role="supplier")
    sent = add_row(sent, "quantity_set", qualifier="more_than", low="20000", unit="containers", measure="munitions")
    sent = add_row(
        sent, "citation_set", source=source.pk, relation="origin", locator="p. 11, note 6; p. 38", supports="all of it"
    )
    sent = add_row(sent, "citation_set", source=make.make_source().pk, relation="relays", supports="the figure")

    response = client.post(add_address("finding"), sent)

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/findings/finding/")
    finding = Finding.objects.get()
    assert (finding.reference, str(finding.period_start), finding.period_end) == ("MSMT-2025-1-001", "2023-09", None)
    assert [(each.position, each.actor, each.role) for each in finding.involvement_set.all()] == [
        (0, actor, "supplier")
    ]
    assert [
        (each.position, each.relation, locators.printed(map(_step, each.locators.all())))
        for each in finding.citation_set.all()
    ] == [(0, "origin", "p. 11, note 6; p. 38"), (1, "relays", "")]
    assert publishing.pending([finding.subject]) == [finding.subject]


def _step(row: Any) -> locators.LocatorStep:
    return locators.LocatorStep(row.locator_kind, row.start, row.end, row.printed, row.joined)


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ({"period_end": "2023-08"}, {"period_end": ["The period ends before it begins."]}),
        ({"period_start": "2023-02-30"}, {"period_start": ["“2023-02-30” is a date that does not exist."]}),
        (
            {"reference": "MSMT-2025-2-001"},
            {
                "reference": [
                    "A reference begins with the prefix of its report.",
                    "The next free one of this report is MSMT-2025-1-001.",
                ]
            },
        ),
        (
            {"slug": "No slug"},
            {"slug": ["A short name takes lower-case letters, digits and single hyphens: containers-over-20000."]},
        ),
        ({"title": ""}, {"title": ["Write the claim in one line."]}),
        ({"why": "  "}, {"why": ["Say why: the record’s history keeps a reason for every change."]}),
    ],
    ids=lambda value: next(iter(value)),
)
def test_a_broken_rule_is_a_sentence_at_its_field_and_nothing_is_saved(
    client: Client, report: Report, category: Any, entered: dict[str, str], told: dict[str, list[str]]
) -> None:
    response = client.post(add_address("finding"), finding_entered(client, report, category, **entered))

    assert (response.status_code, errors(response)) == (200, told)
    assert Finding.objects.count() == 0


@pytest.mark.parametrize(
    ("row", "fields", "told"),
    [
        (
            "quantity_set",
            {"qualifier": "exact", "low": "2", "high": "1", "unit": "ships", "measure": "ships"},
            {
                "quantity_set-0-low": ["The low bound is above the high one."],
                "quantity_set-0-qualifier": [
                    (
                        "The bounds do not fit the qualifier: “exact” takes low equal to high, “at least” and “more "
                        "than” a low bound, “up to” and “fewer than” a high bound alone."
                    )
                ],
            },
        ),
        (
            "citation_set",
            {"relation": "origin", "supports": "all", "locator": "somewhere in the middle"},
            {
                "citation_set-0-source": ["Choose the source."],
                "citation_set-0-locator": [
                    (
                        "“somewhere in the middle” is not understood as a place. Write it as p. 11, para. 21, "
                        "paras. 21-23, Table 2, Figure 3, Box 1, annex 4, note 6, section 5 or entry 7; or, if it has "
                        "no number, tick “in words”."
                    )
                ],
            },
        ),
        (
            "citation_set",
            {"relation": "origin", "supports": "all", "locator": "pp. 59-57"},
            {
                "citation_set-0-source": ["Choose the source."],
                "citation_set-0-locator": ["“pp. 59-57” ends before it begins: write the smaller number first."],
            },
        ),
    ],
    ids=["bounds", "words", "backwards"],
)
def test_a_broken_rule_of_a_row_is_told_in_the_row(
    client: Client, report: Report, category: Any, row: str, fields: dict[str, str], told: dict[str, list[str]]
) -> None:
    sent = add_row(finding_entered(client, report, category), row, **fields)
    assert errors(client.post(add_address("finding"), sent)) == told


def test_a_passage_copied_from_a_page_is_kept_as_one_line(client: Client, report: Report, category: Any) -> None:
    sent = add_row(
        finding_entered(client, report, category),
        "citation_set",
        source=make.make_source().pk,
        relation="origin",
        supports="all",
        quote="  An inven\u00adted\r\n\r\npassage\u00a0[…]  of two lines. ",
        quote_language="en",
    )
    assert client.post(add_address("finding"), sent).status_code == 302
    assert list(Finding.objects.get().citation_set.values_list("quote", "quote_language")) == [
        ("An invented passage […] of two lines.", "en")
    ]


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        (
            {"quote": "An invented passage."},
            {
                "citation_set-0-quote_language": [
                    (
                        "A quote comes with its language, an ISO 639-1 code of two small letters such as en or ko; "
                        "without a quote there is none."
                    )
                ]
            },
        ),
        (
            {"quote": "a" * 601, "quote_language": "en"},
            {
                "citation_set-0-quote": [
                    "A quote has at most 600 characters. Keep what carries the claim, with […] for the rest."
                ]
            },
        ),
        (
            {"quote": "An <em>invented</em> passage.", "quote_language": "en"},
            {"citation_set-0-quote": ["A quote is plain text: leave out tags such as <b>."]},
        ),
    ],
    ids=["no language", "too long", "markup"],
)
def test_a_broken_rule_of_a_quote_is_told_at_the_quote(
    client: Client, report: Report, category: Any, quoted: dict[str, str], told: dict[str, list[str]]
) -> None:
    source = make.make_source()
    sent = finding_entered(client, report, category)
    sent = add_row(sent, "citation_set", source=source.pk, relation="origin", supports="all", **quoted)
    assert errors(client.post(add_address("finding"), sent)) == told
    assert Finding.objects.count() == 0


def test_a_text_that_is_too_long_is_told_at_its_field_and_one_that_just_fits_is_recorded(
    client: Client, report: Report, category: Any
) -> None:
    sent = finding_entered(client, report, category)
    longer = {"title": "a" * (LONGEST_TITLE + 1), "summary": "a" * (LONGEST_SUMMARY + 1)}
    assert errors(client.post(add_address("finding"), sent | longer)) == {
        "title": ["A title has at most 200 characters. The summary has room for the rest."],
        "summary": ["A summary has at most 2,000 characters. Figures, actors and sources have fields of their own."],
    }
    assert Finding.objects.count() == 0
    fits = {"title": "a" * LONGEST_TITLE, "summary": "한" * LONGEST_SUMMARY}  # characters are counted, not bytes
    assert client.post(add_address("finding"), sent | fits).status_code == 302
    assert Finding.objects.get().title == fits["title"]


def test_the_title_of_a_document_has_more_room(client: Client) -> None:
    sent = open_form(client, add_address("source"), slug="a", source_kind="un_document", publisher="UN", language="en")
    longer = client.post(add_address("source"), sent | {"title": "a" * (LONGEST_DOCUMENT_TITLE + 1)})
    assert errors(longer) == {
        "title": ["The title of a document has at most 400 characters. Keep its beginning, with […] for the rest."]
    }
    assert client.post(add_address("source"), sent | {"title": "a" * LONGEST_DOCUMENT_TITLE}).status_code == 302


def test_what_was_not_read_is_not_quoted(client: Client, report: Report, category: Any) -> None:
    source = make.make_source(title="A report", publisher="An office", consulted=False)
    quoted = {"quote": "An invented passage.", "quote_language": "en"}
    sent = finding_entered(client, report, category)
    sent = add_row(sent, "citation_set", source=source.pk, relation="origin", supports="all", **quoted)
    assert errors(client.post(add_address("finding"), sent)) == {
        "citation_set-0-quote": [
            (
                "“A report (An office)” was not consulted, and nobody can quote what they have not read. Take the "
                "quote out, or mark the source as consulted first if it was."
            )
        ]
    }
    assert Finding.objects.count() == 0


def test_a_place_in_words_is_kept_when_the_editor_says_so(client: Client, report: Report, category: Any) -> None:
    sent = add_row(
        finding_entered(client, report, category),
        "citation_set",
        source=make.make_source().pk,
        relation="origin",
        supports="all",
        locator="the second video",
        in_words="on",
    )
    assert client.post(add_address("finding"), sent).status_code == 302
    assert [each.locator_kind for each in Citation.objects.get().locators.all()] == ["verbatim"]


def test_a_reference_that_was_ever_given_is_not_given_again(client: Client, report: Report, category: Any) -> None:
    make.make_finding("MSMT-2025-1-001", report=report)
    sent = finding_entered(client, report, category)
    assert errors(client.post(add_address("finding"), sent)) == {
        "reference": [
            "“MSMT-2025-1-001” is taken: a key is given once and never again, and another record has or had it.",
            "The next free one of this report is MSMT-2025-1-002.",
        ]
    }


def test_the_key_of_a_new_record_is_its_slug_and_stays_when_the_slug_is_mended(client: Client) -> None:
    sent = open_form(client, add_address("actor"), name="Kum Un San 3", slug="kum-un-san", actor_kind="vessel")
    assert client.post(add_address("actor"), sent).status_code == 302
    actor = Actor.objects.get()

    sent = open_form(client, address(actor), slug="kum-un-san-3", key="another")
    assert client.post(address(actor), sent).status_code == 302

    actor.refresh_from_db()
    assert (actor.key, actor.slug) == ("kum-un-san", "kum-un-san-3")
    sent = open_form(client, add_address("actor"), name="Another", slug="kum-un-san", actor_kind="vessel")
    assert errors(client.post(add_address("actor"), sent)) == {
        "slug": ["“kum-un-san” is taken: a key is given once and never again, and another record has or had it."]
    }


# What the database refuses


def test_two_rows_that_exchange_what_they_say_are_refused_with_a_sentence_and_not_with_a_trace(client: Client) -> None:
    """The forms are right one by one; the statements, one after the other, are not."""
    one, other = make.make_actor(), make.make_actor()
    finding = make.make_finding(involvements=[(one, "carrier"), (other, "carrier")])
    sent = open_form(client, address(finding)) | {
        "involvement_set-0-actor": other.pk,
        "involvement_set-1-actor": one.pk,
        "title": "Kept in the form",
    }

    response = client.post(address(finding), sent)

    assert response.status_code == 200
    assert {sentence for each in errors(response).values() for sentence in each} == {"This is recorded here already."}
    assert response.context["adminform"].form["title"].value() == "Kept in the form"
    assert Finding.objects.get().title == "Finding 1"


def test_a_position_that_two_provisions_would_have_is_told_at_their_rows(client: Client) -> None:
    resolution = make.make_resolution()
    make.make_provision(resolution=resolution)
    make.make_provision(resolution=resolution)
    sent = open_form(client, address(resolution)) | {"provisions-0-position": "3", "title": "Kept in the form"}

    response = client.post(address(resolution), sent)

    assert (response.status_code, errors(response)) == (
        200,
        {"provisions": ["Two of these rows have the same position."], "": ["This row says what one above says."]},
    )
    assert response.context["adminform"].form["title"].value() == "Kept in the form"
    assert [each.position for each in resolution.provisions.all()] == [1, 2]


def test_two_provisions_exchange_their_positions(client: Client) -> None:
    resolution = make.make_resolution()
    first = make.make_provision(resolution=resolution)
    second = make.make_provision(resolution=resolution)
    sent = open_form(client, address(resolution)) | {"provisions-0-position": "3", "provisions-1-position": "2"}

    assert client.post(address(resolution), sent).status_code == 302
    assert list(resolution.provisions.all()) == [second, first]


def test_what_is_published_is_not_deleted_and_the_editor_is_told_why(client: Client) -> None:
    source = make.make_source("published-once")
    publishing.publish([source.subject], editor="Kim", note="First.")

    response = client.post(address(source, "delete"), {"post": "yes", "why": WHY}, follow=True)

    assert [str(each) for each in response.context["messages"]] == [
        (
            'Nothing was deleted. The source "published-once" has been published and cannot be deleted: its key would '
            "be free again. Withdraw it, or merge it into another."
        )
    ]
    assert Source.objects.count() == 1


def test_a_provision_is_chosen_by_what_it_asks_and_not_by_its_key_alone(client: Client) -> None:
    make.make_provision("1718-8-d", obligation="States must freeze funds.")
    make.make_provision("1718-8-e", obligation="States must keep listed persons out.")
    asked = {"app_label": "findings", "model_name": "provisionmapping", "field_name": "provision", "term": "freeze"}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [each["text"] for each in found] == ["1718-8-d: States must freeze funds."]


def test_a_published_provision_is_not_deleted_with_its_resolution_s_form(client: Client) -> None:
    provision = make.make_provision("1718-8")
    publishing.publish([provision.resolution.subject], editor="Kim", note="First.")
    sent = open_form(client, address(provision.resolution)) | {"provisions-0-DELETE": "on", "title": "Kept in the form"}

    response = client.post(address(provision.resolution), sent)

    assert errors(response) == {
        "": [
            (
                'The provision "1718-8" has been published and cannot be deleted: its key would be free again. '
                "Withdraw it, or merge it into another."
            )
        ]
    }
    assert response.context["adminform"].form["title"].value() == "Kept in the form"
    assert Resolution.objects.get().provisions.count() == 1


def test_nothing_is_deleted_without_a_reason(client: Client) -> None:
    place = make.make_place()
    response = client.post(address(place, "delete"), {"post": "yes", "why": " "}, follow=True)
    assert [str(each) for each in response.context["messages"]] == [
        "Nothing was deleted. Say why: the record’s history keeps a reason for every change."
    ]
    place.refresh_from_db()


def test_what_a_reference_names_may_be_gone_when_the_transaction_ends() -> None:
    """What the database refuses, whatever it is, becomes a sentence; what is a failure stays one."""
    finding = make.make_finding()
    make.make_involvement(finding)
    with pytest.raises(IntegrityError) as unknown, transaction.atomic():
        _name_nobody()
    with pytest.raises(IntegrityError) as twice, transaction.atomic():
        Finding.objects.create(**{**_columns(finding), "slug": "another"})
    with pytest.raises(DataError) as failure, transaction.atomic():
        Finding.objects.filter(pk=finding.pk).extra(where=["1/0 = 1"]).first()

    assert [refusal(each.value) for each in (unknown, twice, failure)] == [
        "Something that this refers to (actor) is not there any more. Restore it first, or choose another.",
        "This reference is taken. A reference is given once and never again.",
        None,
    ]


def _name_nobody() -> None:
    Involvement.objects.update(actor_id=0)
    connection.check_constraints()


def _columns(record: Any) -> dict[str, Any]:
    return {each.attname: getattr(record, each.attname) for each in record._meta.concrete_fields if each.name != "id"}


# Rows


def test_rows_are_counted_from_one_where_people_read_them(client: Client) -> None:
    finding = make.make_finding()
    first = make.make_involvement(finding, position=0)
    second = make.make_involvement(finding, position=1)
    sent = open_form(client, address(finding))
    assert [sent[f"involvement_set-{n}-position"] for n in range(2)] == ["1", "2"]

    for entered in ("0", "-3", "first", "40000"):
        refused = client.post(address(finding), sent | {"involvement_set-0-position": entered})
        assert errors(refused) == {
            "involvement_set-0-position": ["Rows are counted 1, 2, 3 … Leave it empty, and the row goes to the end."]
        }
        assert standing(refused)["involvement_set-0-position"] == entered

    assert client.post(address(finding), sent | {"involvement_set-0-position": "3"}).status_code == 302
    assert [(each.pk, each.position) for each in finding.involvement_set.all()] == [(second.pk, 1), (first.pk, 2)]


def test_a_row_without_a_position_follows_the_others(client: Client) -> None:
    finding = make.make_finding(involvements=[(make.make_actor(), "carrier"), (make.make_actor(), "carrier")])
    new = make.make_actor()
    sent = add_row(open_form(client, address(finding)), "involvement_set", actor=new.pk, role="broker")

    assert client.post(address(finding), sent).status_code == 302
    assert [each.position for each in finding.involvement_set.all()] == [1, 2, 3]
    assert finding.involvement_set.last().actor == new  # type: ignore[union-attr]


def test_the_number_of_one_ship_does_not_name_another(client: Client) -> None:
    make.make_identifier(scheme="imo", value="8705539")
    actor = make.make_actor()
    sent = add_row(open_form(client, address(actor)), "identifiers", scheme="imo", value="8705539")
    assert errors(client.post(address(actor), sent)) == {
        "identifiers-0-value": ["Another actor has this number. One number names one actor."]
    }
    sent = add_row(open_form(client, address(actor)), "identifiers", scheme="imo", value="8705538")
    assert errors(client.post(address(actor), sent)) == {
        "identifiers-0-value": [
            "This is not an IMO number: seven digits, of which the last is the check digit of the first six."
        ]
    }
    assert Identifier.objects.count() == 1


# How a record stands to its edition


def test_the_form_says_how_the_record_stands_to_its_edition(client: Client) -> None:
    finding = make.make_finding(title="As published")
    publishing.publish([finding.subject], editor="Kim", note="First.")
    page = client.get(address(finding)).content.decode()
    assert "Edition 1 is in force and says what this record says." in page
    assert "difference" not in page.split("<form ")[-1].split("fieldset")[0]

    Finding.objects.update(title="As corrected")
    Citation.objects.all().delete()

    response = client.get(address(finding))
    page = response.content.decode()
    assert "Edition 1 is in force, and this record differs from it." in page
    assert f"{finding.reference} cites no source. Every claim needs at least one." in page.replace("Finding ", "")
    assert [(each.label, each.before, each.after) for each in response.context["edition_differences"]][:1] == [
        ("Title", "As published", "As corrected")
    ]
