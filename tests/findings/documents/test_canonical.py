"""The bytes that are digested, and the two digests, against RFC 8785 as another library has it.

vector.json holds two editions, one after the other, with everything that is needed to recompute them elsewhere: the
SHA-256 of the RFC 8785 form of `document` is `document_digest`; that of the list `covered` (the digest before, subject
kind, key, number, edition kind, note, dataset version, time, document digest) is `digest`. It never changes: an edition
that was published stays verifiable.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from findings.documents import canonical, document_digest, edition_digest

VECTOR: list[dict[str, Any]] = json.loads((Path(__file__).parent / "vector.json").read_text(encoding="utf-8"))

#: JSON as documents are: no floats, member names in ASCII, integers that every JSON parser reads exactly.
ascii_names = st.text(st.characters(codec="ascii"))
exact_integers = st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
documents = st.recursive(
    st.none() | st.booleans() | exact_integers | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(ascii_names, inner),
)


@given(documents)
def test_the_canonical_form_is_that_of_rfc_8785(value: Any) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_json_has_no_canonical_form(number: str) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"low": float(number)})


@pytest.mark.parametrize("edition", VECTOR, ids=["first", "second"])
def test_the_digests_of_the_vector(edition: dict[str, Any]) -> None:
    previous, kind, key, number, edition_kind, note, version, published_at, digest_of_document = edition["covered"]
    assert canonical(edition["document"]) == edition["document_canonical"]
    assert document_digest(edition["document"]) == edition["document_digest"] == digest_of_document
    assert edition["digest"] == edition_digest(
        previous=previous,
        subject_kind=kind,
        key=key,
        number=number,
        edition_kind=edition_kind,
        note=note,
        dataset_version=version,
        published_at=dt.datetime.fromisoformat(published_at),
        document_digest=digest_of_document,
    )


@pytest.mark.parametrize("edition", VECTOR, ids=["first", "second"])
def test_a_stranger_comes_to_the_same_digests(edition: dict[str, Any]) -> None:
    def digest(value: Any) -> str:
        return hashlib.sha256(rfc8785.dumps(value)).hexdigest()

    assert (digest(edition["document"]), digest(edition["covered"])) == (edition["document_digest"], edition["digest"])


def test_the_editions_of_the_vector_are_a_chain() -> None:
    first, second = VECTOR
    assert (first["covered"][0], second["covered"][0]) == ("", first["digest"])
    assert (first["digest"], second["digest"]) == (DIGEST_1, DIGEST_2)


#: Written down a second time, so that a change of the file is noticed.
DIGEST_1 = "0891948ee26608fee7e1b1d97502676748fcd9ac600a4eef80fea21536ea414a"
DIGEST_2 = "34b4896c8d97edb65156ac945e3725ceaf54dff4b77e1576f2caf24afffc9e49"


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 1, 21, tzinfo=dt.timezone(dt.timedelta(hours=9))),
        dt.datetime(2026, 1, 1, 12, microsecond=999_999, tzinfo=dt.UTC),
    ],
)
def test_a_moment_is_digested_in_utc_and_whole_seconds(moment: dt.datetime) -> None:
    _previous, kind, key, number, edition_kind, note, version, _published_at, digest = VECTOR[0]["covered"]
    assert VECTOR[0]["digest"] == edition_digest(
        previous="",
        subject_kind=kind,
        key=key,
        number=number,
        edition_kind=edition_kind,
        note=note,
        dataset_version=version,
        published_at=moment,
        document_digest=digest,
    )
