"""The card image of a page that is no finding: of another subject, of a place, of a list, of the portal (C35, F053).

It looks as the card of a finding does: the margin says what it is a card of, the middle its name and its findings by
year, and below them what these numbers are. The same words give the same bytes. A line in a script that the faces lack
is left out, and a name in one is replaced by the key it has here: neither is ever drawn as boxes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import ImageDraw

from findings.exports import cards
from findings.exports.cards import BOLD, GUTTER, HEIGHT, INK, LINE, MARGIN, REGULAR, SANS, SERIF, SOFT, WIDTH

#: A title of more characters than these fits in no size: what lies behind them is not measured.
LONGEST_TITLE = 600
ROOM = WIDTH - MARGIN - GUTTER
#: Size of the lines below the title, and from one to the next.
SAID, LINE_HEIGHT = 25, 34
#: The chart: the height of its highest bar, the size of its numbers, and what is kept free above and below it.
BAR, NUMBER, ABOVE, BELOW = 78, 20, 34, 54
#: Fewer years than these say less in a picture than in words.
FEWEST_YEARS = 3


@dataclass(frozen=True, slots=True)
class ViewCard:
    """What a card says. `marks` stand in the margin below `kind`; `years` are (year, findings), each once, in order,
    and `caption` what they are.

    `instead` is set where the faces lack letters of the title. `says` tells the number of findings and what it means.
    """

    kind: str
    marks: tuple[str, ...]
    title: str
    instead: str
    says: str
    note: str = ""
    years: tuple[tuple[str, int], ...] = ()
    caption: str = ""
    category_key: str = ""


def view_card(told: ViewCard) -> bytes:
    """The image, as PNG."""
    image, draw = cards.begun()
    _margin(draw, told)
    says = _lines(told.says, BOLD, 2)
    note = _lines(told.note, REGULAR, 2)
    top = HEIGHT - 116 - LINE_HEIGHT * (len(says) + len(note) - 1)
    for number, (line, weight, colour) in enumerate(
        [*((line, BOLD, INK) for line in says), *((line, REGULAR, SOFT) for line in note)]
    ):
        place = (GUTTER, top + LINE_HEIGHT * number)
        draw.text(place, line, fill=colour, font=cards.face(SANS, SAID, weight), anchor="ls")
    bottom = top - SAID - 20
    if len(told.years) >= FEWEST_YEARS:
        bottom = _chart(draw, told, bottom)
    _title(draw, told, bottom)
    return cards.finished(image, draw)


def _lines(words: str, weight: int, most: int) -> list[str]:
    """The words in at most so many lines; none where the faces lack letters of them."""
    words = words.replace("\u00a0", " ")[:LONGEST_TITLE]
    if not words or not cards.are_drawn(words):
        return []
    return cards.cut(cards.wrapped(words, SANS, SAID, weight, ROOM), most, SANS, SAID, weight)


def _margin(draw: ImageDraw.ImageDraw, told: ViewCard) -> None:
    room = GUTTER - MARGIN - 32
    font = cards.face(SANS, 26, BOLD)
    draw.text((MARGIN, 138), told.kind, fill=INK, font=font, anchor="ls")
    if told.category_key:
        left = MARGIN + round(font.getlength(told.kind)) + 14
        draw.rectangle((left, 121, left + 15, 136), fill=cards.CATEGORIES.get(told.category_key, LINE))
    baseline = 183
    for mark in told.marks:
        for line in cards.wrapped(mark, SANS, 22, REGULAR, room):
            draw.text((MARGIN, baseline), line, fill=SOFT, font=cards.face(SANS, 22, REGULAR), anchor="ls")
            baseline += 28
        baseline += 10


def _title(draw: ImageDraw.ImageDraw, told: ViewCard, bottom: float) -> None:
    title = told.title.replace("\u00a0", " ")[:LONGEST_TITLE]
    size, lines = cards.fitted(title if cards.are_drawn(title) else told.instead, bottom)
    baseline = cards.TITLE_TOP + round(size * 0.83)
    for line in lines:
        draw.text((GUTTER, baseline), line, fill=INK, font=cards.face(SERIF, size, BOLD), anchor="ls")
        baseline += round(size * cards.LEADING)


def _chart(draw: ImageDraw.ImageDraw, told: ViewCard, bottom: int) -> int:
    """Findings by year, standing on a line above `bottom`; where the room above the chart ends."""
    years = told.years
    base = bottom - BELOW + 20
    font = cards.face(SANS, NUMBER, REGULAR)
    highest = max(count for _year, count in years)
    step = ROOM / len(years)
    is_marked = False
    for number, (year, count) in enumerate(years):
        left, right = round(GUTTER + step * number), round(GUTTER + step * (number + 1)) - 7
        top = base - max(round(BAR * count / highest), 2 if count else 0)
        if count:
            draw.rectangle((left, top, right, base - 1), fill=LINE)
        if count == highest and not is_marked:
            draw.text(((left + right) / 2, top - 7), f"{count:,}", fill=SOFT, font=font, anchor="ms")
            is_marked = True
        if number in {0, len(years) - 1}:
            draw.text(((left + right) / 2, base + 25), year, fill=SOFT, font=font, anchor="ms")
    draw.text((GUTTER + ROOM / 2, base + 25), told.caption, fill=SOFT, font=font, anchor="ms")
    draw.line((GUTTER, base, WIDTH - MARGIN, base), fill=LINE, width=2)
    return base - BAR - ABOVE
