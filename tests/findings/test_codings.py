"""Which coding a reader gets: one that was asked for, and the same page in it."""

from __future__ import annotations

import gzip

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from findings.codings import BROTLI, BROTLI_FROM, EITHER, GZIP, NEITHER, packed, taken

LINE = b"<li><a href='/findings/msmt-2025-1-001/'>Over 20,000 containers</a></li>\n"
SHORT, LONG = LINE * 10, LINE * (BROTLI_FROM // len(LINE) + 1)
UNPACKED = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", NEITHER),
        ("identity", NEITHER),
        ("deflate, zstd", NEITHER),
        ("*", NEITHER),  # who takes anything takes the page as it is
        ("gzip, deflate, br, zstd", EITHER),
        ("br;q=0.5, gzip;q=0.500", EITHER),
        ("gzip", GZIP),
        ("x-gzip", GZIP),
        ("GZIP ; Q=0.5", GZIP),
        ("gzip, br;q=0", GZIP),
        ("gzip, br;q=0.000", GZIP),
        ("gzip;q=1, br;q=0.5", GZIP),
        ("br", BROTLI),
        ("gzip;q=0, br;q=0.001", BROTLI),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", BROTLI),
        ("br;q=0, gzip;q=0.", NEITHER),
        ("brotli, gzipped, not-gzip, br/gzip", NEITHER),
        ("gzip;q=nine, br", EITHER),  # no quality: it is as if it were not there
        (",, ;;;, \t, ;q=1", NEITHER),
    ],
)
def test_the_coding_that_a_reader_prefers_is_taken(header: str, expected: str) -> None:
    assert taken(header) == expected


def test_a_page_leaves_in_brotli_where_it_is_long_or_nothing_else_is_liked_as_well() -> None:
    assert len(SHORT) < BROTLI_FROM <= len(LONG)
    sent = {each: (packed(SHORT, each)[1], packed(LONG, each)[1]) for each in (EITHER, BROTLI, GZIP, NEITHER)}
    assert sent == {EITHER: ("gzip", "br"), BROTLI: ("br", "br"), GZIP: ("gzip", "gzip"), NEITHER: ("", "")}


def test_the_same_page_is_the_same_bytes() -> None:
    for each in (EITHER, BROTLI, GZIP):
        assert packed(LONG, each) == packed(LONG, each)


NAMES = ["gzip", "br", "x-gzip", "deflate", "zstd", "identity", "*", "compress"]
QUALITIES = ["", "0", "0.0", "0.000", "0.001", "0.5", "0.999", "1", "1.000"]
#: Codings with their qualities, each named once, as RFC 9110 has them written.
HEADERS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(QUALITIES)), max_size=5, unique_by=lambda each: each[0]
)


def as_written(codings: list[tuple[str, str]]) -> str:
    return ", ".join(f"{name};q={quality}" if quality else name for name, quality in codings)


@given(HEADERS, st.sampled_from([SHORT, LONG]))
@example([("gzip", "0"), ("br", "0")], LONG)
def test_an_answer_is_in_a_coding_that_was_accepted_and_is_the_same_page(
    codings: list[tuple[str, str]], page: bytes
) -> None:
    content, coding = packed(page, taken(as_written(codings)))
    assert UNPACKED[coding](content) == page
    liked = {"gzip": 0.0, "br": 0.0}
    for name, quality in codings:
        known = name.removeprefix("x-")
        if known in liked:
            liked[known] = max(liked[known], float(quality or 1))
    if coding:
        assert liked[coding] == max(liked.values()) > 0
    else:
        assert liked == {"gzip": 0.0, "br": 0.0}


@given(st.text(), st.sampled_from([SHORT, LONG]))
def test_whatever_is_sent_the_page_is_the_same(header: str, page: bytes) -> None:
    content, coding = packed(page, taken(header))
    assert UNPACKED[coding](content) == page
    assert not coding or coding in header.lower()
