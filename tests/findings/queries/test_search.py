"""Finding a thing by what one has at hand."""

from __future__ import annotations

import pytest
from django.db import connection

from findings.queries import search
from findings.queries.search import Target, lookup, named
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.ground import ground


@ground
def named_subjects() -> None:
    make.make_actor("kwangson", name="Korea Kwangson Banking Corporation", aliases=["KKBC"])
    vessel = make.make_vessel("kum-un-san-3", name="Kum Un San 3")
    make.make_identifier(vessel, scheme="imo", value="8705539")
    make.make_actor("angara", name="Angara")
    source = make.make_source("s-2019-171", title="Report of the Panel of Experts")
    report = make.make_report("s-2019-171", code="S/2019/171", reference_prefix="S-2019-171", source=source)
    make.make_provision("2397-5", resolution=make.make_resolution("2397", symbol="S/RES/2397 (2017)"), paragraph="5")
    make.make_finding("S-2019-171-007", report=report, citations=[(source, "origin", "paras. 20-22")])
    make.make_report("poe-2024-04-25", code="", reference_prefix="POE-2024-04", source=None)
    make.make_report("s-2019-17", code="S/2019/17", reference_prefix="S-2019-17", source=None)
    publish_everything()


def keys(text: str) -> list[tuple[str, str]]:
    return [(hit.kind.value, hit.key) for hit in named(text)]


NAMED = {
    "kwangson": [("actor", "kwangson")],
    "Kwangsong Bank": [("actor", "kwangson")],  # misspelt: near by its trigrams
    "kkbc": [("actor", "kwangson")],
    "IMO 8705539": [("actor", "kum-un-san-3")],
    "8705539": [("actor", "kum-un-san-3")],
    "imo: 8705539": [("actor", "kum-un-san-3")],
    "S/2019/171": [("report", "s-2019-171")],
    "resolution 2397": [("resolution", "2397")],
    "submarine": [],
    "-kwangson": [],  # and not all that are called something else
    '-"kwangson bank" -angara': [],
    "submarine -kwangsong": [],
    "resolution -kwangson 2397": [("resolution", "2397")],
    "": [],
}


@pytest.mark.usefixtures("named_subjects")
@pytest.mark.parametrize(("text", "found"), NAMED.items())
def test_a_subject_is_found_by_any_of_its_names_and_numbers(text: str, found: list[tuple[str, str]]) -> None:
    assert keys(text) == found


def test_a_name_is_near_without_its_accents(db: None) -> None:
    make.make_actor("opera", name="Opéra Général Hélène")
    publish_everything()
    assert keys("Opera General Helen") == keys("Opêra Genèral Hélen") == [("actor", "opera")]


def test_words_of_three_letters_are_near_no_name_but_their_own(db: None) -> None:
    """Of trigrams they have so few that “abc” would be near Labor."""
    make.make_category("labor", name="Labor")
    make.make_actor("abe", name="Abe")
    make.make_actor("abcd", name="Abcd")
    make.make_actor("bao", name="Báo")
    publish_everything()
    assert keys("abc") == keys("lab") == keys("a.b.c") == []
    assert keys("abe") == [("actor", "abe")]
    assert keys("bao") == [("actor", "bao")]
    assert keys("labr") == [("category", "labor")]


LOOKED_UP = {
    "S-2019-171-007": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "s/2019/171 7": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "S-2019-171-7": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "S/2019/171": Target(SubjectKind.REPORT, "s-2019-171"),
    "S/2019/171, para. 21": Target(SubjectKind.SOURCE, "s-2019-171", at="para. 21"),
    "2397/5": Target(SubjectKind.RESOLUTION, "2397-5", "2397"),
    "S/RES/2397 (2017)": Target(SubjectKind.RESOLUTION, "2397"),
    "s/res/2397(2017)": Target(SubjectKind.RESOLUTION, "2397"),
    "S/RES/2397(2017), para. 5": Target(SubjectKind.RESOLUTION, "2397-5", "2397"),
    "S/RES/2397 (2017), para. 5": Target(SubjectKind.RESOLUTION, "2397-5", "2397"),
    "UNSCR 2397 OP 5": Target(SubjectKind.RESOLUTION, "2397-5", "2397"),
    "S/2019/171 ¶ 21": Target(SubjectKind.SOURCE, "s-2019-171", at="para. 21"),
    "para. 21 of S/2019/171": Target(SubjectKind.SOURCE, "s-2019-171", at="para. 21"),
    "s/2019/171, paragraph 21": Target(SubjectKind.SOURCE, "s-2019-171", at="paragraph 21"),
    "paragraph 21 in S/2019/171": Target(SubjectKind.SOURCE, "s-2019-171", at="paragraph 21"),
    "S/2019/171 page 40": Target(SubjectKind.SOURCE, "s-2019-171", not_cited="page 40"),
    "OP5 of 2397": Target(SubjectKind.RESOLUTION, "2397-5", "2397"),
    "paragraph 5 of resolution 2397 (2017)": Target(SubjectKind.RESOLUTION, "2397-5", "2397"),
    "https://undocs.org/S/2019/171": Target(SubjectKind.REPORT, "s-2019-171"),
    "https://docs.un.org/en/S/RES/2397(2017)": Target(SubjectKind.RESOLUTION, "2397"),
    "https://example.org/S/2019/171": None,
    "Ｓ－２０１９－１７１－００７": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "[S‑2019–171‑007].": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "S 2019/171": Target(SubjectKind.REPORT, "s-2019-171"),
    "2397": Target(SubjectKind.RESOLUTION, "2397"),
    "2397 (2017)": Target(SubjectKind.RESOLUTION, "2397"),
    "UNSCR 2397": Target(SubjectKind.RESOLUTION, "2397"),
    "Security Council resolution 2397 (2017)": Target(SubjectKind.RESOLUTION, "2397"),
    "imo 8705539": Target(SubjectKind.ACTOR, "kum-un-san-3"),
    "S/2019/171 para. 17": Target(SubjectKind.SOURCE, "s-2019-171", not_cited="para. 17"),
    "S/2019/17, table 2": Target(SubjectKind.REPORT, "s-2019-17", not_cited="table 2"),
    "S/2019/1718, table 2": None,
    "S2019-171-007": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "s2019171007": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "S 2019171 7": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "S-2019-1717": Target(SubjectKind.FINDING, "S-2019-171-007"),
    "S-20191-717": None,  # it was written with a hyphen where the reference has none
    "s2019171": None,
    "S-2019-171-999": None,
    "angara": None,  # a name is for a search: another actor may have it too
    "": None,
}


@pytest.mark.usefixtures("named_subjects")
@pytest.mark.parametrize(("text", "target"), LOOKED_UP.items())
def test_what_a_journalist_has_at_hand_leads_to_one_thing(text: str, target: Target | None) -> None:
    assert lookup(text) == target


def test_a_search_is_two_statements(named_subjects: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        named("kum")


@pytest.mark.django_db(transaction=True)
def test_what_a_search_sets_ends_with_it() -> None:
    before = settings_of_session()
    named("kum")
    assert settings_of_session() == before


def settings_of_session() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_limit()")  # the settings of trigrams are known once the extension has been used
        cursor.execute(
            "SELECT current_setting('pg_trgm.word_similarity_threshold'), current_setting('random_page_cost')"
        )
        return cursor.fetchone()


def test_among_more_names_than_are_compared_some_are_shown(
    named_subjects: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COMPARED", 1)
    assert [len(named(text)) for text in ("resolution", "2397", "kwangson")] == [1, 1, 1]
