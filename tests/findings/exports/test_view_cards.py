"""The card image of a page that is no finding: what is drawn, in every length and script."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any, cast

import pytest
from PIL import Image, ImageChops

from findings.exports import cards, view_cards
from findings.exports.view_cards import ViewCard, view_card
from tests.findings.exports.test_cards import opened

YEARS = tuple((str(year), year % 7) for year in range(2014, 2026))
TOLD = ViewCard(
    kind="Actor",
    marks=("Edition 2", "Dataset version 41"),
    title="Angara",
    instead="angara",
    says="Named in 12 findings; to be named is not to be designated",
    note="Vessel, Russian Federation",
    years=YEARS,
    caption="findings by year",
)
#: Where the chart can stand, and where the title never comes: what is drawn there is the chart's.
CHART = (cards.GUTTER, 300, cards.WIDTH - cards.MARGIN, 440)


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return len(image.crop(box).getcolors(1 << 20) or ()) > 1


def test_each_part_of_what_is_told_is_drawn() -> None:
    first = view_card(TOLD)
    assert view_card(TOLD) == first
    assert opened(first).size == (1200, 630)
    others: dict[str, Any] = {"marks": ("Edition 3",), "years": YEARS[1:], "category_key": "petroleum"}
    changed = {name: view_card(replace(TOLD, **{name: others.get(name, "Another")})) for name in TOLD.__slots__}
    # `instead` is drawn only where the title cannot be.
    assert [name for name, image in changed.items() if image == first] == ["instead"]


def test_a_chart_of_two_years_is_not_drawn() -> None:
    assert inked(opened(view_card(TOLD)), CHART)
    assert not inked(opened(view_card(replace(TOLD, years=YEARS[:2]))), CHART)


@pytest.mark.parametrize("words", ["조선광업 무기", "朝鮮鑛業", "عربي", "\U0001f6a2", "नमस्ते"])
def test_a_name_that_the_faces_lack_is_replaced_and_a_line_left_out(words: str) -> None:
    """No box, and nothing of the length of what was not drawn."""
    assert view_card(replace(TOLD, title=words)) == view_card(replace(TOLD, title="angara"))
    assert view_card(replace(TOLD, note=words)) == view_card(replace(TOLD, note=""))
    assert view_card(replace(TOLD, title=words)) != view_card(TOLD)


@pytest.mark.parametrize("years", [(), YEARS], ids=["no chart", "a chart"])
@pytest.mark.parametrize("lines", ["one", "two " * 60], ids=["short lines", "long lines"])
@pytest.mark.parametrize("title", ["g", "jagged quays " * 4, "jagged quays " * 60, "g" * 600])
def test_no_title_runs_into_what_stands_below_it(
    title: str, lines: str, years: tuple[tuple[str, int], ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is below the title, chart and lines, looks as it does without one: before colours are made fewer."""
    monkeypatch.setattr(cards, "finished", lambda image, _draw: image)
    told = replace(TOLD, title=title, says=lines, note=lines, years=years)
    images = [replace(told, title=""), replace(told, title="", says="", note="", years=()), told]
    without, empty, whole = (cast("Image.Image", view_card(each)) for each in images)
    drawn = ImageChops.difference(without, empty).getbbox()
    assert drawn is not None
    below = (0, drawn[1], cards.WIDTH, cards.HEIGHT)
    assert whole.crop(below).tobytes() == without.crop(below).tobytes()
    assert whole.tobytes() != without.tobytes()


def test_the_longest_card_is_light_and_bounded() -> None:
    """What is searched for may be a word of four hundred signs, among sixty values of filters."""
    longest = replace(TOLD, title=f"{'W' * 400} {'naming the ship ' * 2_000}", says="says " * 900, note="note " * 900)
    began = time.thread_time()
    assert len(view_card(longest)) < 60_000
    assert time.thread_time() - began < 5  # it was a minute when words were broken a letter at a time
    assert view_card(longest) == view_card(replace(longest, title=longest.title[: view_cards.LONGEST_TITLE]))


def test_letters_that_were_looked_for_are_forgotten_again() -> None:
    """Whoever searches chooses them, so there is an end to what a process keeps of them."""
    assert cards._has.cache_info().maxsize == 4096
