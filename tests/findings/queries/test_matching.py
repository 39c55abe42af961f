"""A list of names and numbers, and the actors that each line may be."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings import publishing
from findings.queries.matching import Candidate, Fit, Matched, lines_of, matched, names_in
from findings.queries.questions import UnanswerableError
from findings.vocabulary import ActorKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.ground import ground

KWANGSON = "Korea Kwangson Banking Corporation"


@ground
def actors() -> None:
    bank = make.make_actor("kwangson", name=KWANGSON, aliases=["KKBC"], actor_kind="bank")
    make.make_vessel("kum-un-san-3", name="Kum Un San 3", identifiers=[("imo", "8705539"), ("un_list", "KPe.022")])
    make.make_actor("cafe", name="Café-Étoile (조선)")
    make.make_actor("opera", name="Opéra Général Hélène")
    make.make_actor("delta", name="Delta Eteocle Company")
    make.make_finding(involvements=[(bank, "financier")])
    publish_everything()


def found(line: str) -> list[tuple[str, float, str, str]]:
    [answer] = matched([line])
    return [(each.fit.value, each.similarity, each.fitted, each.key) for each in answer.candidates]


FOUND = {
    "8705539": [("number", 1.0, "8705539", "kum-un-san-3")],
    "IMO: 8705539": [("number", 1.0, "8705539", "kum-un-san-3")],
    "un list kpe.022": [("number", 1.0, "KPE.022", "kum-un-san-3")],
    "JIE SHUN (IMO 8705539), Cambodia": [("number", 1.0, "8705539", "kum-un-san-3")],
    "JIE SHUN\t8705539": [("number", 1.0, "8705539", "kum-un-san-3")],
    "kkbc": [("name", 1.0, "KKBC", "kwangson")],
    "K.K.B.C.": [("name", 1.0, "KKBC", "kwangson")],
    "KOREA-KWANGSON  BANKING CORPORATION": [("name", 1.0, KWANGSON, "kwangson")],
    "KumUnSan3": [("name", 1.0, "Kum Un San 3", "kum-un-san-3")],
    "cafe etoile 조선": [("name", 1.0, "Café-Étoile (조선)", "cafe")],
    "Kwangsong Bank": [("alike", 0.37, KWANGSON, "kwangson")],
    "Opera General Helen": [("alike", 0.9, "Opéra Général Hélène", "opera")],  # without accents on either side
    "Opêra Genèral Hélen": [("alike", 0.9, "Opéra Général Hélène", "opera")],
    "Délta Étéocle": [("alike", 0.64, "Delta Eteocle Company", "delta")],
    "Korea": [],  # a word of a name is not like the name
    "submarine": [],
}


@pytest.mark.usefixtures("actors")
@pytest.mark.parametrize(("line", "candidates"), FOUND.items())
def test_a_line_fits_by_a_number_a_name_or_nearly(line: str, candidates: list[tuple[str, float, str, str]]) -> None:
    assert found(line) == candidates


def test_a_candidate_is_told_with_its_kind_and_its_findings(actors: None) -> None:
    assert matched(["kkbc", "nobody"]) == [
        Matched("kkbc", (Candidate(Fit.NAME, 1.0, "KKBC", "kwangson", "kwangson", KWANGSON, ActorKind.BANK, 1),)),
        Matched("nobody", ()),
    ]


def test_the_best_three_are_told_and_those_that_are_alike_only_where_none_fits(db: None) -> None:
    for name in ("Green Pine 1", "Green Pine 22", "Green Pine 333", "Green Pine 4444"):
        make.make_actor(name=name)
    publish_everything()
    assert [(name, similarity) for _fit, similarity, name, _key in found("Green Pine")] == [
        ("Green Pine 1", 0.85),
        ("Green Pine 22", 0.79),
        ("Green Pine 333", 0.73),
    ]
    assert [name for _fit, _similarity, name, _key in found("green pine 4444")] == ["Green Pine 4444"]


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_is_two_statements(actors: None, many: int, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        answers = matched(["kkbc", "8705539", "Kwangsong Bank"][:many])
    assert [len(each.candidates) for each in answers] == [1] * many


def test_a_list_without_a_line_asks_nothing(db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert matched([]) == []


def test_only_what_is_published_and_in_force_is_offered(db: None) -> None:
    kept = make.make_actor("kept", name="Ryonha One", identifiers=[("ofac", "11111")])
    gone = make.make_actor("gone", name="Ryonha Two", identifiers=[("ofac", "22222")])
    hidden = make.make_actor("hidden", name="Ryonha Three", identifiers=[("ofac", "33333")])
    report = make.make_report("ryonha-report", code="S/2019/171")
    publish_everything()
    make.make_actor("draft", name="Ryonha Four", identifiers=[("ofac", "44444")])
    kept.name = "Ryonha Unpublished"
    kept.save()
    publishing.withdraw(SubjectKind.ACTOR, gone.key, editor="Kim", note="Said twice.")
    publishing.redact(SubjectKind.ACTOR, hidden.key, [1], editor="Kim", reason="Another was meant.")
    lines = ["Ryonha One", "Ryonha Two", "Ryonha Three", "Ryonha Four", "11111", "22222", "33333", "44444", report.code]
    assert {each.line: [(one.key, one.name) for one in each.candidates] for each in matched(lines)} == {
        # One that is no longer called so, or never was, is like the one that is there.
        **{line: [("kept", "Ryonha One")] for line in lines[:4]},
        **{line: [] for line in lines[4:]},
        "11111": [("kept", "Ryonha One")],
    }


def test_a_list_is_matched_in_the_state_of_a_version(db: None) -> None:
    vessel = make.make_vessel("jie-shun", name="Jie Shun")
    publish_everything()
    vessel.name = "Sea Phoenix"
    vessel.save()
    publish_everything()
    answers = {version: matched(["Jie Shun", "Sea Phoenix"], version) for version in (1, 2, None)}
    assert {
        version: [[each.name for each in answer.candidates] for answer in found] for version, found in answers.items()
    } == {1: [["Jie Shun"], []], 2: [[], ["Sea Phoenix"]], None: [[], ["Sea Phoenix"]]}


HOSTILE = [
    "%",
    "_",
    "\\",
    "'",
    '"; --',
    "—",
    "x" * 400,
    "% % %",
    "شركة التعدين",
    "\u202eevil",
    "\ufeff",
    "{}",
    "%(lines)s",
    "%s",
]


def test_hostile_lines_are_names_of_nobody(actors: None) -> None:
    assert [each.candidates for each in matched(lines_of(HOSTILE))] == [()] * len(HOSTILE)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), max_size=5))
def test_every_list_has_an_answer_for_each_of_its_lines(actors: None, texts: list[str]) -> None:
    lines = lines_of(texts)
    answers = matched(lines)
    assert [each.line for each in answers] == lines
    assert all(len(each.candidates) <= 3 for each in answers)
    assert all(0 <= candidate.similarity <= 1 for each in answers for candidate in each.candidates)


def test_lines_are_read_each_once() -> None:
    assert lines_of(["  Kum  Un San 3\r\n\n \nAngara", "Angara", ""]) == ["Kum Un San 3", "Angara"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("JIE SHUN\r\nKum Un San 3\n\nJIE SHUN", ["JIE SHUN", "Kum Un San 3"]),
        ("JIE SHUN; Kum  Un San 3;", ["JIE SHUN", "Kum Un San 3"]),
        ("“JIE SHUN”, 8705539", ["JIE SHUN", "8705539"]),
        ("Green Pine, Ltd.\nKKBC", ["Green Pine, Ltd", "KKBC"]),  # lines first: a name may have a comma
        ("JIE SHUN", []),
        ("JIE SHUN,", []),
        ("", []),
        ("?!, ...", []),
        ("coal, which was carried by a vessel of another name in 2019, and iron", []),
        ("\n".join(map(str, range(101))), []),
    ],
)
def test_a_text_may_look_like_a_list_of_names(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_a_list_that_is_too_long_is_refused_with_the_limit() -> None:
    said = "At most 100 lines and 6,000 characters are matched at once."
    assert lines_of(["\n".join(map(str, range(100)))]) == [str(n) for n in range(100)]
    assert lines_of(["x" * 6000]) == ["x" * 6000]
    for texts, counted in {
        ("\n".join(map(str, range(101))),): "101 lines and 293 characters",
        tuple(map(str, range(101))): "101 lines and 293 characters",
        ("x" * 6001,): "1 lines and 6,001 characters",
    }.items():
        with pytest.raises(UnanswerableError) as raised:
            lines_of(texts)
        assert raised.value.reasons == [f"The list has {counted}. {said}"]


def test_a_zero_byte_is_refused() -> None:
    with pytest.raises(UnanswerableError) as raised:
        lines_of(["Ang\x00ara"])
    assert raised.value.reasons == ["The search text has a character that no text can have (a zero byte)."]
