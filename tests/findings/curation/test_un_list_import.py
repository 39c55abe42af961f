"""From the UN list to the records: what is proposed, what an editor's decision writes, and that nothing else does."""

from __future__ import annotations

import hashlib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings.curation.proposals import ProposalError, accept, accept_all, reject
from findings.curation.un_list import read_un_list
from findings.curation.un_list_matching import likeness, tight
from findings.curation.un_list_proposals import SOURCE, ProposedImport, in_writing, propose
from findings.models import Actor, ImportRun, Merge, Proposal
from findings.models.imports import MatchedBy
from tests.factories import make_actor, make_designation, make_source
from tests.findings.management.commands import run

from .un_lists import REAL, entity, person, un_list

pytestmark = pytest.mark.django_db

PINE = entity("KPe.901", "PINE TRADING CORPORATION", '"PINE"', "FIR TRADING", country="Panama")


@pytest.fixture
def source() -> None:
    """The list itself, as the records have it: what a designation rests on."""
    make_source(SOURCE)


def proposed(*entries: str, **how: Any) -> ProposedImport:
    content = un_list(*entries)
    return propose(read_un_list(content, "list.xml"), content, file_name="list.xml", editor="ed", **how)


def open_proposals() -> list[tuple[str, str, dict[str, Any]]]:
    """(what, of which actor, what would be written) of those that wait, in their order."""
    return list(Proposal.objects.open().values_list("action", "record_key", "payload"))


def decisions() -> dict[str, str]:
    """What → what became of it, of all proposals; for entries that have one of each."""
    return dict(Proposal.objects.values_list("action", "state"))


def listing(measure: str = "asset_freeze", number: str = "KPe.901") -> dict[str, str]:
    return {
        "authority": "un_1718",
        "list_reference": number,
        "designated": "2017-08-05",
        "measure": measure,
        "source": SOURCE,
    }


def everything() -> str:
    """A digest of every row of every table."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')  # noqa: S608 - names of our own tables
            digest.update(repr((table, cursor.fetchall())).encode())
    return digest.hexdigest()


# What is proposed


def test_of_an_actor_known_by_its_number_what_is_missing_is_proposed() -> None:
    make_actor("pine", name="Pine Trading Corp.", aliases=["Fir Trading"], identifiers=[("un_list", "KPe.901")])

    found = proposed(PINE)

    assert open_proposals() == [
        ("alias", "pine", {"name": "Pine"}),
        ("designation", "pine", listing()),
    ]
    assert (found.matched, found.by_action()) == (Counter({MatchedBy.REFERENCE: 1}), {"alias": 1, "designation": 1})
    assert Proposal.objects.values_list("matched_by", "score", "entry", "label").first() == (
        "reference",
        Decimal(1),
        "KPe.901",
        "PINE TRADING CORPORATION",
    )


def test_what_is_recorded_is_not_proposed() -> None:
    pine = make_actor(
        name="Pine Trading Corporation", aliases=["Pine", "Fir-Trading"], identifiers=[("un_list", "KPe.901")]
    )
    make_designation(pine, list_reference="KPe.901", measure="asset_freeze")
    proposed(PINE)
    assert open_proposals() == []


def test_who_is_nobody_of_the_records_is_a_new_actor() -> None:
    make_actor("oak", name="Oak Shipping")

    proposed(PINE, person("KPi.901", "SO", "MAN-HO", aliases=("So Manho", "So Man Il")))

    assert open_proposals() == [
        (
            "create",
            "so-man-ho",
            {
                "slug": "so-man-ho",
                "kind": "person",
                "name": "So Man-ho",
                "aliases": ["So Man Il"],
                "country": "KP",
                "identifiers": [{"scheme": "un_list", "value": "KPi.901"}],
                "designations": [listing(number="KPi.901"), listing("travel_ban", "KPi.901")],
                "sources": [SOURCE],
            },
        ),
        (
            "create",
            "pine-trading-corporation",
            {
                "slug": "pine-trading-corporation",
                "kind": "company",
                "name": "Pine Trading Corporation",
                "aliases": ["Pine", "Fir Trading"],
                "country": "PA",
                "identifiers": [{"scheme": "un_list", "value": "KPe.901"}],
                "designations": [listing()],
                "sources": [SOURCE],
            },
        ),
    ]


def test_the_address_of_another_actor_is_not_proposed_again() -> None:
    make_actor("pine-trading-corporation", name="Another", identifiers=[("un_list", "KPe.900")])
    proposed(PINE)
    assert open_proposals()[0][1] == "pine-trading-corporation-kpe-901"


def test_one_of_the_same_name_gets_the_number_and_one_of_a_like_name_is_a_question() -> None:
    make_actor("pine", name="PINE Trading Corp")
    make_actor("cedar", name="Cedarwood Trading")

    proposed(PINE, entity("KPe.902", "CEDARWOODS TRADING"))

    rows = Proposal.objects.values_list("entry", "action", "record_key", "matched_by", "score")
    assert [row for row in rows if row[1] in {"create", "identifier"}] == [
        ("KPe.901", "identifier", "pine", "name", Decimal(1)),
        ("KPe.902", "create", "cedarwoods-trading", "similar", Decimal("0.750")),
        ("KPe.902", "identifier", "cedar", "similar", Decimal("0.750")),
    ]


def test_a_person_is_no_company_and_one_number_is_one_entry() -> None:
    make_actor("pine", name="Pine Trading Corporation", actor_kind="person")
    make_actor("other", name="Pine Trading Corporation", identifiers=[("un_list", "KPe.900")])
    proposed(PINE)
    assert [(action, key) for action, key, _payload in open_proposals()] == [("create", "pine-trading-corporation")]


def test_two_of_the_same_name_are_a_question() -> None:
    make_actor("pine-1", name="Pine Trading Corporation")
    make_actor("pine-2", name="Pine Trading Corporation")

    proposed(entity("KPe.901", "PINE TRADING CORPORATION"))

    assert [(action, key) for action, key, _payload in open_proposals()] == [
        ("create", "pine-trading-corporation"),
        ("identifier", "pine-1"),
        ("designation", "pine-1"),
    ]
    assert {tuple(each.evidence["others"]) for each in Proposal.objects.all()} == {("pine-2",)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("YO'N CHO'NG NAM", "Yon Chong-nam"),
        ("PINE CO., LTD", "Pine Company Limited"),
        ("OFFICE (OFF)", "Office"),
        ("Café", "CAFE"),
    ],
)
def test_names_are_compared_without_what_transcriptions_leave_out(one: str, other: str) -> None:
    assert tight(one) == tight(other)


def test_likeness_is_that_of_telling_words() -> None:
    assert likeness("Korea Pugang Trading Corporation", "Korea Kumsan Trading Corporation") < Decimal("0.2")
    assert likeness("Namchongang Trading", "Nam Chong Gang Trading") > Decimal("0.3")
    assert (likeness("Pine", "Pine"), likeness("", "Pine")) == (Decimal(1), Decimal(0))


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("BANK OF EAST LAND", "Bank of East Land"),
        ("KIM TONG-HO", "Kim Tong-ho"),
        ("PAK TO CHUN", "Pak To Chun"),
        ("FIRST OIL JV CO LTD", "First Oil JV Co Ltd"),
        ("LEADER (HONG KONG) INTERNATIONAL", "Leader (Hong Kong) International"),
        ("OCEAN COMPANY (OMM)", "Ocean Company (OMM)"),
        ("2ND ACADEMY", "2nd Academy"),
        ("Pak Il Kyu", "Pak Il Kyu"),
    ],
)
def test_a_name_in_capitals_is_proposed_as_a_text_writes_it(listed: str, written: str) -> None:
    assert in_writing(listed) == written


@pytest.mark.parametrize("number", [1, 3])
def test_an_import_takes_so_many_statements_whatever_the_list_holds(number: int) -> None:
    for each in range(number):
        make_actor(name=f"Pine {each}", identifiers=[("un_list", f"KPe.91{each}")])
    entries = [entity(f"KPe.9{each}0", f"PINE {each}", f"FIR {each}") for each in range(number)]
    with CaptureQueriesContext(connection) as queries:
        proposed(*entries)
    # Savepoint and lock; three of actors, one each of proposals, designations and taken slugs, keys, merged keys; the
    # run and its proposals.
    assert len(queries) == 13


# Again


def test_what_was_proposed_is_not_proposed_again_whatever_became_of_it(source: None) -> None:
    make_actor("pine", name="Pine Trading Corp.", identifiers=[("un_list", "KPe.901")])
    first = proposed(PINE)
    again = proposed(PINE)
    assert (len(first.proposals), again.proposals, again.known) == (3, [], 3)

    one, other, third = Proposal.objects.all()
    accept(one.pk, editor="ed")
    reject([other.pk], editor="ed")

    later = proposed(PINE)
    assert (later.proposals, later.known) == ([], 2)
    assert open_proposals() == [(third.action, "pine", third.payload)]


def test_a_dry_run_says_the_same_and_keeps_nothing() -> None:
    make_actor("pine", name="Pine Trading Corp.", identifiers=[("un_list", "KPe.901")])
    dry = proposed(PINE, dry_run=True)
    assert (dry.by_action(), dry.run, ImportRun.objects.count(), Proposal.objects.count()) == (
        {"alias": 2, "designation": 1},
        None,
        0,
        0,
    )
    assert proposed(PINE).by_action() == dry.by_action()


# What a decision writes


def of_actor(key: str) -> tuple[list[str], list[str], list[tuple[str, str, str]]]:
    """Aliases, numbers, listings of an actor in the records."""
    actor = Actor.objects.get(key=key)
    return (
        [alias.name for alias in actor.aliases.all()],
        [each.value for each in actor.identifiers.all()],
        [(str(each), str(each.designated), each.measure) for each in actor.designations.all()],
    )


def test_an_import_writes_no_record() -> None:
    make_actor("pine", name="Pine Trading Corp.", identifiers=[("un_list", "KPe.901")])
    proposed(PINE, entity("KPe.902", "OAK"))
    assert (of_actor("pine"), Actor.objects.count()) == (([], ["KPe.901"], []), 1)


def test_what_is_accepted_is_written_with_its_source(source: None) -> None:
    make_actor("pine", name="Pine Trading Corp.", aliases=["Old"], identifiers=[("un_list", "KPe.901")])
    proposed(PINE)

    decided = accept_all(Proposal.objects.values_list("pk", flat=True), editor="ed")

    assert (decided.accepted, decided.refused) == (3, [])
    assert of_actor("pine") == (
        ["Old", "Pine", "Fir Trading"],
        ["KPe.901"],
        [("United Nations (1718 Committee) KPe.901", "2017-08-05", "asset_freeze")],
    )
    assert Actor.objects.get().designations.get().source.key == SOURCE
    assert set(Proposal.objects.values_list("state", "decided_by")) == {("accepted", "ed")}


def test_an_editor_puts_a_new_actor_right_before_it_is_written(source: None) -> None:
    proposed(PINE)
    proposal = Proposal.objects.get()

    accept(proposal.pk, editor="ed", changes={"name": "Pine", "slug": "pine", "kind": "bank", "country": ""})

    actor = Actor.objects.get()
    assert (actor.key, actor.name, actor.actor_kind, actor.country) == ("pine", "Pine", "bank", "")
    assert Proposal.objects.get().record_key == "pine"
    assert proposed(PINE).by_action() == {"alias": 1}  # the name that the editor took away


def test_an_entry_is_a_new_actor_or_one_that_is_there(source: None) -> None:
    make_actor("pine", name="Pinewood Trading")
    proposed(entity("KPe.901", "PINEWOODS TRADING"))
    assert [(action, key) for action, key, _payload in open_proposals()] == [
        ("create", "pinewoods-trading"),
        ("identifier", "pine"),
        ("alias", "pine"),
        ("designation", "pine"),
    ]
    new, number, alias, _listing = Proposal.objects.all()

    with pytest.raises(ProposalError, match=r"Decide first whether “Pinewood Trading” is entry KPe\.901"):
        accept(alias.pk, editor="ed")
    accept(new.pk, editor="ed")

    assert decisions() == {
        "create": "accepted",
        "identifier": "overtaken",
        "alias": "overtaken",
        "designation": "overtaken",
    }
    assert of_actor("pine") == ([], [], [])
    with pytest.raises(ProposalError, match="It has been decided already: overtaken by ed"):
        accept(number.pk, editor="ed")


def test_who_is_accepted_to_be_there_is_not_new() -> None:
    make_actor("pine", name="Pinewood Trading")
    proposed(entity("KPe.901", "PINEWOODS TRADING"))
    accept(Proposal.objects.get(action="identifier").pk, editor="ed")
    assert decisions() == {"create": "overtaken", "identifier": "accepted", "alias": "open", "designation": "open"}


def test_who_is_rejected_is_not_asked_about_again() -> None:
    make_actor("pine", name="Pine Trading Corporation")
    proposed(PINE)
    reject([Proposal.objects.get(action="identifier").pk], editor="ed")
    assert set(Proposal.objects.values_list("state", flat=True)) == {"rejected", "overtaken"}

    proposed(PINE)

    assert [(action, key) for action, key, _payload in open_proposals()] == [("create", "pine-trading-corporation")]


def test_a_listing_waits_for_its_source() -> None:
    make_actor("pine", name="Pine", identifiers=[("un_list", "KPe.901")])
    proposed(entity("KPe.901", "PINE"))
    before = everything()
    with pytest.raises(ProposalError) as refused:
        accept(Proposal.objects.get().pk, editor="ed")
    assert str(refused.value) == (
        "There is no source “un-consolidated-list” that it could rest on. Record the source first."
    )
    assert everything() == before


def test_a_number_that_another_actor_has_by_now_is_refused_in_a_sentence() -> None:
    make_actor("pine", name="Pine Trading Corporation")
    proposed(PINE)
    make_actor("fir", identifiers=[("un_list", "KPe.901")])
    with pytest.raises(ProposalError, match=r"Another actor has this number\. One number names one actor\."):
        accept(Proposal.objects.get(action="identifier").pk, editor="ed")


def test_a_slug_that_is_no_slug_is_refused_in_a_sentence(source: None) -> None:
    proposed(PINE)
    before = everything()
    with pytest.raises(ProposalError) as refused:
        accept(Proposal.objects.get().pk, editor="ed", changes={"slug": "Pine Trading"})
    assert str(refused.value) == (
        "slug: “Pine Trading” is not well formed; write lower-case letters, digits and single hyphens: kum-un-san-3."
    )
    assert everything() == before


def test_what_was_proposed_of_an_actor_that_was_merged_goes_to_the_survivor() -> None:
    make_actor("pine", name="Pine Trading Corporation")
    proposed(PINE)
    Actor.objects.all().delete()
    make_actor("fir")
    Merge.objects.create(
        subject_kind="actor",
        merged_key="pine",
        merged_name="Pine",
        survivor="fir",
        reason="One.",
        merged_by="ed",
        merged_at="2026-01-01T00:00Z",
    )
    accept(Proposal.objects.get(action="identifier").pk, editor="ed")
    assert of_actor("fir")[1] == ["KPe.901"]


# The real list, and the command


def test_the_real_list_is_proposed_once_and_once_accepted_proposes_nothing(source: None) -> None:
    make_actor("komid", name="Korea Mining Development Trading Corporation", identifiers=[("un_list", "KPe.001")])
    make_actor("office-39", name="Office 39")

    assert run("import_un_list", REAL, "--editor", "ed") == (
        0,
        [
            "The list of 2025-04-19: 155 entries of the DPRK regime.",
            "Matched by its number on the list: 1; the same name: 1; nothing: it would be new: 153.",
            "New proposals: new record 153, identifier 1, alias 9, designation 2.",
            "Decide on them in the admin, under Proposals.",
        ],
        [],
    )
    assert run("import_un_list", REAL)[1][-2:] == [
        "Nothing new is proposed.",
        "Proposed before, and not again: 165.",
    ]

    decided = accept_all(Proposal.objects.values_list("pk", flat=True), editor="ed")

    assert (decided.accepted, decided.refused) == (165, [])
    assert run("import_un_list", REAL)[1] == [
        "The list of 2025-04-19: 155 entries of the DPRK regime.",
        "Matched by its number on the list: 155.",
        "Nothing new is proposed.",
    ]
    assert Actor.objects.filter(designations__list_reference="KPi.001").distinct().get().name == "Yun Ho-jin"


def test_a_dry_run_of_the_command_leaves_every_table_as_it_is() -> None:
    before = everything()
    code, told, errors = run("import_un_list", REAL, "--dry-run")
    assert (code, told[-1], errors) == (0, "A dry run: nothing was kept.", [])
    assert everything() == before
    run("import_un_list", REAL)
    assert everything() != before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            un_list(PINE)[:400],
            "list.xml:10: CONSOLIDATED_LIST/ENTITIES/ENTITY/LAST_DAY_UPDATED: is not XML: unclosed token",
        ),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "list.xml:1: has a document type"),
        (un_list(PINE).decode().encode("utf-16"), "list.xml:1: is UTF-16"),
        (un_list(entity("KPe.901", "")), "list.xml:6: entry KPe.901: FIRST_NAME: is missing"),
    ],
    ids=["truncated", "hostile", "mis-encoded", "malformed"],
)
def test_after_a_bad_file_every_table_is_as_it_was(content: bytes, sentence: str, tmp_path: Path) -> None:
    make_actor("pine", name="Pine")
    proposed(entity("KPe.905", "PINE"))
    before = everything()
    path = tmp_path / "list.xml"
    path.write_bytes(content)

    code, told, errors = run("import_un_list", path)

    assert (code, told, errors[-1]) == (1, [], "Nothing was kept.")
    assert errors[0].startswith(sentence)
    assert everything() == before


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    assert run("import_un_list", path) == (
        1,
        [],
        [f"{path}: cannot be read (No such file or directory); name the list in XML.", "Nothing was kept."],
    )
