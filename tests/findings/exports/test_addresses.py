"""The path of a page by the name of its view: the one that Django's `reverse` gives."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from findings.exports.addresses import address_of, path_of
from findings.languages import speaking

ASKED: list[tuple[str, tuple[object, ...]]] = [
    ("home", ()),
    ("finding-detail", ("msmt-2025-1-001",)),
    ("finding-edition", ("msmt-2025-1-001", 12)),
    ("finding-edition", ("v", 1)),
    ("finding-diff", ("msmt-2025-1-001", (1, 2))),
    ("finding-edition-form", ("msmt-2025-1-001", 1, "csl.json")),
    ("provision-detail", ("2397", "2397-5")),
    ("place-detail", ("kp", "nampo")),
    ("place-in-source", ("s-2019-171", "para-21")),
    ("source-detail", ("With Capitals & spaces",)),
    ("source-detail", ("%s",)),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "parts"), ASKED)
def test_a_path_is_what_the_routes_make_of_it(name: str, parts: tuple[object, ...], language: str) -> None:
    with speaking(language):
        assert [path_of(name, *parts) for _time in range(2)] == [reverse(name, args=parts)] * 2


def test_a_path_begins_with_the_language() -> None:
    told = [path_of("finding-detail", "a")]
    with speaking("ko"):
        told.append(path_of("finding-detail", "a"))
    assert told == ["/findings/a/", "/ko/findings/a/"]


@pytest.mark.parametrize("number", [0, -1, 10**9])
def test_a_number_that_no_edition_has_has_no_path(number: int) -> None:
    with pytest.raises(NoReverseMatch):
        path_of("finding-edition", "msmt-2025-1-001", number)


def test_an_absolute_address_names_no_language() -> None:
    with speaking("fr"):
        assert address_of("finding-detail", "a") == "http://127.0.0.1:8000/findings/a/"
