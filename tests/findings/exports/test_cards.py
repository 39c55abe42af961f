"""The card image: what is on it, in every length and script."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from findings.exports import cards
from findings.exports.cards import CardText, card, card_text, cut, fitted, wrapped
from tests.findings.exports.test_data_forms import an_edition_of_the_first_schema

TEXT = CardText(
    reference="MSMT-2025-1-001",
    category="Arms transfers",
    category_key="arms-transfers",
    title="Over 20,000 containers of munitions since September 2023",
    asserted_by="Asserted by MSMT",
    source="MSMT/2025/1, read at second hand",
    edition="Edition 1",
)
ROOM = cards.WIDTH - cards.MARGIN - cards.GUTTER


def opened(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB")


def test_a_card_says_which_what_who_and_at_which_hand() -> None:
    assert card_text(an_edition_of_the_first_schema().document, 3) == replace(TEXT, edition="Edition 3")


def test_the_same_words_give_the_same_bytes() -> None:
    cards.face.cache_clear()
    first = card(TEXT)
    cards.face.cache_clear()
    assert card(TEXT) == first
    assert opened(first).size == (1200, 630)
    assert {card(replace(TEXT, **{name: "Another"})) == first for name in TEXT.__slots__} == {False}


def test_a_card_is_light_enough_for_a_program_that_shows_it_beside_others() -> None:
    longest = replace(TEXT, title="Debris of a missile found in a city " * 9, asserted_by="Asserted by a State " * 9)
    assert len(card(longest)) < 60_000


def test_a_short_title_is_large_and_a_long_one_small() -> None:
    sizes = [fitted("word " * words)[0] for words in (2, 20, 34, 60)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (cards.TITLE_SIZES[0], cards.TITLE_SIZES[-1])


@settings(max_examples=40)
@given(st.text(st.characters(max_codepoint=0x24F, categories=["L", "N", "P", "Zs"]), min_size=1, max_size=400))
def test_no_title_leaves_its_room(title: str) -> None:
    size, lines = fitted(title)
    assert max(cards._width(line, cards.SERIF, size, cards.BOLD) for line in lines) <= ROOM
    assert len(lines) * size * cards.LEADING <= cards.TITLE_BOTTOM - cards.TITLE_TOP
    whole = "".join(wrapped(title, cards.SERIF, size, cards.BOLD, ROOM)).replace(" ", "")
    assert whole == "".join(title.split())


def test_what_does_not_fit_is_cut_behind_a_word() -> None:
    _size, lines = fitted("many words " * 60)
    assert lines[-1].endswith(("many…", "words…"))
    assert cut(["as it is"], 1, cards.SANS, 25, cards.REGULAR) == ["as it is"]


@pytest.mark.parametrize("words", ["조선광업 무기", "朝鮮鑛業", "عربي", "שלום", "\U0001f6a2", "\ue000", "नमस्ते"])
def test_letters_that_the_faces_lack_are_never_boxes(words: str) -> None:
    """The card then shows the reference alone: nothing of the title's length or shape."""
    lacking = card(replace(TEXT, title=words))
    assert lacking == card(replace(TEXT, title="", asserted_by="무", source="", category="", category_key=""))
    assert lacking != card(TEXT)
    assert not cards.can_be_set(replace(TEXT, asserted_by=words))


def test_latin_can_always_be_set() -> None:
    assert cards.can_be_set(replace(TEXT, title="“Quoted” and ‘so’: 5,000 t of coal, US$ 37 million; 50% (a)…"))
