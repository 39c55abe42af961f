"""Names beside marks: inside the drawing, clear of everything, at every width that it can have."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.drawing import lettering
from findings.drawing.labels import Box, Placed, Wanted, Widths, disc, meet, placed

WIDTHS = Widths(272, 1000, 0.75)

_shares = st.floats(0, 1)
_names = st.lists(
    st.builds(
        Wanted, st.sampled_from(["Rajin", "Nampo", "Vostochny port", "평양"]), _shares, _shares, st.floats(2, 16)
    ),
    max_size=15,
)
_boxes = st.builds(
    lambda x, y, left, wide, top, high: Box(x, y, left, left + wide, top, top + high),
    *(_shares, _shares, st.integers(-90, 9), st.integers(1, 90), st.integers(-20, 5), st.integers(1, 20)),
)


def corners(box: Box, width: float) -> tuple[float, float, float, float]:
    x, y = box.x * width, box.y * width * WIDTHS.proportion
    return x + box.left, x + box.right, y + box.top, y + box.bottom


def overlap(a: Box, b: Box, width: float) -> bool:
    (left_a, right_a, top_a, bottom_a), (left_b, right_b, top_b, bottom_b) = corners(a, width), corners(b, width)
    slack = 1e-6
    return (
        left_a < right_b - slack and left_b < right_a - slack and top_a < bottom_b - slack and top_b < bottom_a - slack
    )


@given(_boxes, _boxes)
def test_boxes_meet_if_they_overlap_at_some_width(a: Box, b: Box) -> None:
    if any(overlap(a, b, width) for width in range(272, 1001, 7)):
        assert meet(a, b, WIDTHS)
        assert meet(b, a, WIDTHS)


@given(_names)
def test_placed_names_collide_with_nothing_and_stay_inside(names: list[Wanted]) -> None:
    discs = [disc(name.x, name.y, name.radius) for name in names]
    labels = [place.box for place in placed(names, discs, WIDTHS) if place is not None]
    for width in range(272, 1001, 26):
        for a, b in combinations(labels, 2):
            assert not overlap(a, b, width)
        for label in labels:
            assert not any(overlap(label, each, width) for each in discs)
            left, right, top, bottom = corners(label, width)
            assert min(left, top) >= -1e-6
            assert right <= width + 1e-6
            assert bottom <= width * WIDTHS.proportion + 1e-6


def test_a_name_stands_right_of_its_mark_if_it_can() -> None:
    name = Wanted("Rajin", 0.5, 0.5, 4)
    box = Box(0.5, 0.5, 7, 40, -7.5, 7.5)
    assert placed([name], [disc(0.5, 0.5, 4)], WIDTHS) == [Placed(7, 3.5, "start", box)]


def test_a_name_stands_left_where_the_right_is_taken_and_nowhere_where_all_is() -> None:
    name = Wanted("Rajin", 0.5, 0.5, 4)
    (left,) = placed([name], [Box(0.5, 0.5, 10, 20, -5, 5)], WIDTHS)
    assert left is not None
    assert left.anchor == "end"
    assert placed([name], [Box(0.5, 0.5, -60, 60, -60, 60)], WIDTHS) == [None]
    assert placed([replace(name, radius=0)], [], WIDTHS)[0] == Placed(
        0, 3.5, "middle", Box(0.5, 0.5, -16.5, 16.5, -7.5, 7.5)
    )


@pytest.mark.parametrize(
    ("words", "room", "expected"),
    [
        ("Nampo", 60, ("Nampo",)),
        ("Democratic People's Republic of Korea", 170, ("Democratic People's", "Republic of Korea")),
        ("조선민주주의인민공화국", 80, ("조선민주주의", "인민공화국")),
        ("", 80, ("",)),
    ],
)
def test_words_part_at_spaces_or_where_they_must(words: str, room: int, expected: tuple[str, ...]) -> None:
    assert lettering.lines(words, room) == expected


@given(st.text(max_size=60), st.integers(20, 200))
def test_no_line_is_longer_than_its_room_and_no_sign_is_lost(words: str, room: int) -> None:
    lines = lettering.lines(words, room)
    assert all(lettering.width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
