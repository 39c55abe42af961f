"""Reading the UN list: what is taken from it, and what is refused in which sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.curation.errors import CuratedErrors
from findings.curation.un_list import LARGEST, LONGEST_TEXT, Listed, ListedAlias, read_un_list
from tests.fuzzing import examples

from .un_lists import HEAD, REAL, entity, person, un_list

COMPANY = entity("KPe.901", "PINE TRADING (PT)", '"PINE"', "Pine; Fir", country="Panama")
PERSON = person("KPi.901", "SO", "MAN-HO", aliases=("So Man Ho",))


def refusals(content: bytes) -> list[str]:
    with pytest.raises(CuratedErrors) as refused:
        read_un_list(content, "list.xml")
    return str(refused.value).splitlines()


def test_an_entry_is_a_number_names_a_day_and_a_country() -> None:
    listing = read_un_list(un_list(PERSON, COMPANY, entity("QDe.001", "OTHER", regime="Al-Qaida")), "list.xml")

    assert (listing.dated, listing.others) == ("2025-04-19", 1)
    assert listing.entries == (
        Listed(
            "KPi.901", True, "SO MAN-HO", (ListedAlias("So Man Ho", "a.k.a."),), "2017-08-05", "KP", "2020-03-04", 4
        ),
        Listed(
            "KPe.901",
            False,
            "PINE TRADING (PT)",
            (ListedAlias("PINE", "a.k.a."), ListedAlias("Pine", "a.k.a."), ListedAlias("Fir", "a.k.a.")),
            "2017-08-05",
            "PA",
            "2020-03-04",
            14,
        ),
    )


def test_of_a_person_no_document_is_kept() -> None:
    content = un_list(PERSON)
    assert b"PASSPORT-654" in content
    assert "PASSPORT-654" not in repr(read_un_list(content, "list.xml"))


def test_the_real_list_is_read_whole() -> None:
    listing = read_un_list(REAL.read_bytes(), REAL.name)
    people = [entry for entry in listing.entries if entry.is_person]
    assert (listing.dated, len(listing.entries), len(people), listing.others) == ("2025-04-19", 155, 80, 0)
    assert [entry.reference for entry in listing.entries if not entry.name or not entry.listed_on] == []


BOMB = (
    f'{HEAD}<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
    "<CONSOLIDATED_LIST><ENTITIES>&b;</ENTITIES></CONSOLIDATED_LIST>"
)
OUTSIDE = f'{HEAD}<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<CONSOLIDATED_LIST>&x;</CONSOLIDATED_LIST>'

REFUSED: dict[str, tuple[bytes, list[str]]] = {
    "nothing": (b"", ["list.xml: is empty; give the list as the United Nations publish it in XML"]),
    "too large": (
        b" " * LARGEST + b"<a/>",
        [f"list.xml: is {LARGEST + 4:,} bytes long; at most {LARGEST:,} are read; is it the list?"],
    ),
    "no XML": (b"KPe.001;Pine", ["list.xml:1: is not XML: not well-formed (invalid token); is it the list in XML?"]),
    "another XML": (b"<html/>", ["list.xml:1: begins with the element “html”; the list begins with CONSOLIDATED_LIST"]),
    "no section": (
        b"<CONSOLIDATED_LIST/>",
        ["list.xml:1: holds neither INDIVIDUALS nor ENTITIES; a list has both inside CONSOLIDATED_LIST"],
    ),
    "truncated": (
        un_list(COMPANY)[:400],
        [
            (
                "list.xml:10: CONSOLIDATED_LIST/ENTITIES/ENTITY/LAST_DAY_UPDATED: is not XML: unclosed token; "
                "get the file anew; it is not whole"
            )
        ],
    ),
    "a bomb of entities": (
        BOMB.encode(),
        ["list.xml:2: has a document type; the list has none; entities are not read"],
    ),
    "an entity from outside": (
        OUTSIDE.encode(),
        ["list.xml:2: has a document type; the list has none; entities are not read"],
    ),
    "an entity that nobody declared": (
        f"{HEAD}<CONSOLIDATED_LIST>&x;</CONSOLIDATED_LIST>".encode(),
        ["list.xml:2: CONSOLIDATED_LIST: is not XML: undefined entity; get the file anew; it is not whole"],
    ),
    "too deep": (
        b"<CONSOLIDATED_LIST>\n" + b"<a>" * 100_000,
        ["list.xml:2: CONSOLIDATED_LIST/a/a/a/a/a/a/a: has more than 8 elements inside each other; is it the list?"],
    ),
    "a huge text": (
        b"<CONSOLIDATED_LIST>" + b"x" * (LONGEST_TEXT + 1),
        ["list.xml:1: CONSOLIDATED_LIST: holds more than 50,000 characters; no text of the list is so long"],
    ),
    "UTF-16": (
        un_list(COMPANY).decode().encode("utf-16"),
        ["list.xml:1: is UTF-16; save it as UTF-8, as it is published"],
    ),
    "bytes of Latin-1": (
        un_list(entity("KPe.901", "CAFÉ")).decode().encode("latin-1"),
        ["list.xml:7: byte 0xc9 is not UTF-8; get the file anew; it is UTF-8"],
    ),
    "another encoding declared": (
        un_list(COMPANY).replace(b"utf-8", b"koi8-r"),
        ["list.xml:1: declares the encoding “koi8-r”; the list is UTF-8; save it so"],
    ),
    "entries that say too little": (
        un_list(entity("", ""), entity("12", "PINE")).replace(b"2017-08-05", b"2017-13-05"),
        [
            "list.xml:6: entry number 1: FIRST_NAME: is missing; every entry has a name",
            "list.xml:6: entry number 1: LISTED_ON: “2017-13-05” is not a day; write one such as 2017-08-05",
            "list.xml:6: entry number 1: REFERENCE_NUMBER: is not a number of the list; write one such as KPe.001",
            "list.xml:12: entry 12: LISTED_ON: “2017-13-05” is not a day; write one such as 2017-08-05",
            "list.xml:12: entry 12: REFERENCE_NUMBER: 12 is not a number of the list; write one such as KPe.001",
        ],
    ),
    "a number twice": (
        un_list(entity("KPe.901", "PINE"), entity("KPe.901", "FIR")),
        [
            (
                "list.xml:12: entry KPe.901: REFERENCE_NUMBER: “KPe.901” is that of the entry on line 6 too; "
                "a number names one entry"
            )
        ],
    ),
}


@pytest.mark.parametrize(("content", "sentences"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_a_sentence_that_says_where(content: bytes, sentences: list[str]) -> None:
    assert refusals(content) == sentences


def test_of_many_errors_a_hundred_are_told() -> None:
    told = refusals(un_list(*(entity(f"KPe.{n}", "") for n in range(100, 300))))
    assert len(told) == 101
    assert "list.xml:600: has 100 errors or more; mend these first, or get the file anew" in told


@pytest.mark.fuzz
@examples(100)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"<CONSOLIDATED_LIST>{text}".encode()))
def test_whatever_is_given_is_read_or_refused(content: bytes) -> None:
    told: list[str] = []
    try:
        read_un_list(content, "list.xml")
    except CuratedErrors as refused:
        told = str(refused).splitlines()
    assert [line for line in told if not line.startswith("list.xml")] == []


@given(st.integers(min_value=1, max_value=REAL.stat().st_size - 3))
def test_the_real_list_cut_anywhere_is_refused(end: int) -> None:
    """All but the last bytes, which are white space."""
    assert refusals(REAL.read_bytes()[:end]) != []
