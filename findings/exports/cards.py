"""The card image of an edition of a finding: what another site shows where its address is posted (CITABLE C35).

1200 × 630 pixels in the portal's typography: the margin says which, the middle says what, the foot says who says so.
The same edition gives the same bytes. A name in a script that the faces lack is never drawn as boxes: the card then
shows the reference alone, and the words stay on the page.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from findings.documents.entries import is_disputed
from findings.documents.fields import Document
from findings.exports.described import PORTAL
from findings.vocabulary import CitationRelation

WIDTH, HEIGHT = 1200, 630
MEDIA_TYPE = "image/png"
#: The light palette of static/css/portal.css.
PAPER, INK, SOFT, LINE, ACCENT = "#f8f7f2", "#1a1d1b", "#555a56", "#858277", "#00594b"
#: Category → its colour there. One that is not here has the grey of rules.
CATEGORIES = {
    "arms-transfers": "#532200",
    "petroleum": "#a68569",
    "labor": "#014b90",
    "finance": "#888f3e",
    "military-training": "#4f165a",
    "technology-transfer": "#c67590",
    "shipping": "#00382c",
    "cyber": "#638ddd",
    "natural-resources": "#5c5234",
    "luxury-goods": "#7d8dba",
}
#: Face → the package that brings it, its file there, and the weights (axis `wght`) of what is set in it.
SERIF, SANS = "serif", "sans"
_PACKAGES = {
    SERIF: ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),
    SANS: ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
}
REGULAR, BOLD = 400, 650

MARGIN, GUTTER = 64, 296
TITLE_SIZES = (60, 52, 46, 40, 35)
TITLE_TOP, TITLE_BOTTOM = 96, 440
#: From line to line of a title, in sizes of its letters.
LEADING = 1.24
#: Colours of the finished image: four inks on paper, and what lies between them at the edges of letters.
COLOURS = 64

type Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class CardText:
    """The words on a card."""

    reference: str
    category: str
    category_key: str
    title: str
    asserted_by: str
    source: str
    edition: str


def card_text(document: Document, number: int) -> CardText:
    """A finding's document → what its card says. The hand always stands beside the source."""
    origin = next((each for each in document["citations"] if each["relation"] == CitationRelation.ORIGIN), None)
    report = document["report"]
    named = origin["source"]["title"] if origin and not report["code"] else report["code"] or report["title"]
    hand = _("second hand") if document["at_second_hand"] else _("first hand")
    read = _("%(source)s, read at %(hand)s") % {"source": named, "hand": hand}
    return CardText(
        reference=document["reference"],
        category=document["category"]["name"],
        category_key=document["category"]["key"],
        title=document["title"],
        asserted_by=_("Asserted by %s") % document["asserted_by"],
        source=_("%(read)s; a source disputes it") % {"read": read} if is_disputed(document) else read,
        edition=_("Edition %s") % number,
    )


def card(text: CardText) -> bytes:
    """The image, as PNG."""
    image, draw = begun()
    if can_be_set(text):
        _margin(draw, text)
        _claim(draw, text)
    else:
        draw.text((MARGIN, 250), text.reference, fill=INK, font=face(SERIF, 72, BOLD), anchor="ls")
        draw.text((MARGIN, 306), text.edition, fill=SOFT, font=face(SANS, 25, REGULAR), anchor="ls")
    return finished(image, draw)


def begun() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty card, and what draws on it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 11), fill=ACCENT)
    return image, draw


def finished(image: Image.Image, draw: ImageDraw.ImageDraw) -> bytes:
    """The card with its foot, as PNG."""
    draw.line((MARGIN, HEIGHT - 92, WIDTH - MARGIN, HEIGHT - 92), fill=LINE, width=1)
    draw.text((MARGIN, HEIGHT - 46), str(PORTAL), fill=ACCENT, font=face(SERIF, 28, BOLD), anchor="ls")
    note = _("What a report asserts, not a judgement")
    draw.text((WIDTH - MARGIN, HEIGHT - 46), note, fill=SOFT, font=face(SANS, 24, REGULAR), anchor="rs")
    written = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", compress_level=6)
    return written.getvalue()


def can_be_set(text: CardText) -> bool:
    """Whether the faces have every letter of it, written from left to right without joining."""
    return are_drawn(f"{text.title}{text.asserted_by}{text.source}{text.category}")


def are_drawn(words: str) -> bool:
    """Whether the faces have every letter of the words."""
    return all(_has(letter) for letter in set(words))


# Bounded: whoever searches chooses the letters.
@functools.lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    """Whether both faces draw the letter as something else than the box of what they lack."""
    if letter.isspace():
        return True
    return all(_drawn(name, letter) not in ((b"", (0, 0)), _drawn(name, "\U0010fffe")) for name in (SERIF, SANS))


def _drawn(name: str, letter: str) -> tuple[bytes, tuple[int, int]]:
    mask = face(name, 40, REGULAR).getmask(letter)
    return bytes(mask), mask.size


@functools.cache
def face(name: str, size: int, weight: int) -> Font:
    """A face at a size in pixels; where its package is not installed, the one that Pillow brings, which has Latin."""
    package, file = _PACKAGES[name]
    if find_spec(package) is None:
        return ImageFont.load_default(size)
    # By its path: from bytes, each size would hold two megabytes of its own.
    font = ImageFont.truetype(str(files(package) / "files" / file), size, layout_engine=ImageFont.Layout.BASIC)
    axes = {"Weight": weight, "Width": 100}
    font.set_variation_by_axes([axes[_name(axis)] for axis in font.get_variation_axes()])
    return font


def _name(axis: object) -> str:
    name = axis["name"]  # type: ignore[index]
    return name.decode() if isinstance(name, bytes) else str(name)


def _margin(draw: ImageDraw.ImageDraw, text: CardText) -> None:
    """Which: the reference, the category with its swatch, the edition, hung in the margin."""
    room = GUTTER - MARGIN - 32
    size = next((size for size in (26, 24, 22, 20, 18) if _width(text.reference, SANS, size, BOLD) <= room), 15)
    draw.text((MARGIN, 138), text.reference, fill=INK, font=face(SANS, size, BOLD), anchor="ls")
    draw.rectangle((MARGIN, 166, MARGIN + 15, 181), fill=CATEGORIES.get(text.category_key, LINE))
    lines = wrapped(text.category, SANS, 22, REGULAR, room - 27)[:2]
    for number, line in enumerate(lines):
        draw.text((MARGIN + 27, 183 + 28 * number), line, fill=SOFT, font=face(SANS, 22, REGULAR), anchor="ls")
    below = 183 + 28 * len(lines) + 18
    draw.text((MARGIN, below), text.edition, fill=SOFT, font=face(SANS, 22, REGULAR), anchor="ls")


def _claim(draw: ImageDraw.ImageDraw, text: CardText) -> None:
    """What, as large as it fits, and below it who says so and where that was read. An asserter may take two lines."""
    room = WIDTH - MARGIN - GUTTER
    asserter = cut(wrapped(text.asserted_by, SANS, 25, BOLD, room), 2, SANS, 25, BOLD)
    source = cut(wrapped(text.source, SANS, 25, REGULAR, room), 1, SANS, 25, REGULAR)
    size, lines = fitted(text.title, TITLE_BOTTOM - 34 * (len(asserter) - 1))
    baseline = TITLE_TOP + round(size * 0.83)
    for line in lines:
        draw.text((GUTTER, baseline), line, fill=INK, font=face(SERIF, size, BOLD), anchor="ls")
        baseline += round(size * LEADING)
    baseline = HEIGHT - 152 - 34 * (len(asserter) - 1)
    for line in asserter:
        draw.text((GUTTER, baseline), line, fill=INK, font=face(SANS, 25, BOLD), anchor="ls")
        baseline += 34
    draw.text((GUTTER, HEIGHT - 116), source[0], fill=SOFT, font=face(SANS, 25, REGULAR), anchor="ls")


def fitted(title: str, bottom: float = TITLE_BOTTOM) -> tuple[int, list[str]]:
    """The size in which a title fits above `bottom`, and its lines; the longest are cut behind a word."""
    for size in TITLE_SIZES:
        lines = wrapped(title, SERIF, size, BOLD, WIDTH - MARGIN - GUTTER)
        most = int((bottom - TITLE_TOP) / (size * LEADING))
        if len(lines) <= most:
            return size, lines
    return size, cut(lines, most, SERIF, size, BOLD)


def cut(lines: list[str], most: int, name: str, size: int, weight: int) -> list[str]:
    """At most so many of the lines; where some are left out, the last one ends in an ellipsis behind a word."""
    kept = lines[:most]
    if len(lines) > most:
        while _width(f"{kept[-1]}…", name, size, weight) > WIDTH - MARGIN - GUTTER:
            kept[-1] = kept[-1].rpartition(" ")[0] or kept[-1][:-1]
        kept[-1] = f"{kept[-1].rstrip(' ,;:–')}…"
    return kept


def wrapped(words: str, name: str, size: int, weight: int, room: int) -> list[str]:
    """The words in lines of at most `room` pixels; a word that is longer than a line is broken where the line ends."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        if line and _width(f"{line} {word}", name, size, weight) <= room:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        while _width(word, name, size, weight) > room:
            cut = _broken(word, name, size, weight, room)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line or not lines else lines


def _broken(word: str, name: str, size: int, weight: int, room: int) -> int:
    """How many letters of a word fit in a line, at least one. By halving: what is searched for may be one long word."""
    fits, too_long = 1, len(word)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if _width(word[:middle], name, size, weight) <= room:
            fits = middle
        else:
            too_long = middle
    return fits


def _width(words: str, name: str, size: int, weight: int) -> float:
    return face(name, size, weight).getlength(words)
