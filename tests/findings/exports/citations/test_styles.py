"""The styles of bibliographies, compared whole, and held against citeproc for any title."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from citeproc.formatter import plain
from hypothesis import example, given
from hypothesis import strategies as st

from findings.exports.citations import csl, styles
from findings.exports.citations.cited import Cited
from tests.findings.exports.citations.examples import ACTOR, EVERY_KIND, RESOLUTION, SITE, finding

TRANSFER = f"{SITE}/findings/s-2019-171-001/v/2/"
TEXTS = {
    "a finding": (
        finding("Ship-to-ship transfer of refined petroleum to vessel X"),
        {
            "apa": "DPRK Sanctions Findings. (2026). Ship-to-ship transfer of refined petroleum to vessel X "
            f"(Finding S-2019-171-001; Version 2). DPRK Sanctions Findings. {TRANSFER}",
            "chicago": "DPRK Sanctions Findings. 2026. Ship-to-ship Transfer of Refined Petroleum to Vessel X. "
            f"Finding S-2019-171-001. Version 2. DPRK Sanctions Findings. {TRANSFER}.",
            "mla": "DPRK Sanctions Findings. Ship-to-ship Transfer of Refined Petroleum to Vessel X. Version 2, "
            f"Finding S-2019-171-001, DPRK Sanctions Findings, 1 Apr. 2026, {TRANSFER}.",
            "harvard": "DPRK Sanctions Findings (2026) Ship-to-ship transfer of refined petroleum to vessel X. "
            f"Finding S-2019-171-001. DPRK Sanctions Findings. Available at: {TRANSFER}.",
            "ieee": "DPRK Sanctions Findings, “Ship-to-ship transfer of refined petroleum to vessel X,” DPRK Sanctions "
            f"Findings, Finding S-2019-171-001, Apr. 2026. [Online]. Available: {TRANSFER}",
        },
    ),
    "a record of an actor": (
        ACTOR,
        {
            "apa": "DPRK Sanctions Findings. (2026). Angara (Record of an Actor angara; Version 1). "
            f"DPRK Sanctions Findings. {SITE}/actors/angara/v/1/",
            "chicago": "DPRK Sanctions Findings. 2026. Angara. Record of an Actor angara. Version 1. "
            f"DPRK Sanctions Findings. {SITE}/actors/angara/v/1/.",
            "mla": "DPRK Sanctions Findings. Angara. Version 1, Record of an actor angara, "
            f"DPRK Sanctions Findings, 26 Nov. 2026, {SITE}/actors/angara/v/1/.",
            "harvard": "DPRK Sanctions Findings (2026) Angara. Record of an actor angara. "
            f"DPRK Sanctions Findings. Available at: {SITE}/actors/angara/v/1/.",
            "ieee": "DPRK Sanctions Findings, “Angara,” DPRK Sanctions Findings, Record of an actor angara, "
            f"Nov. 2026. [Online]. Available: {SITE}/actors/angara/v/1/",
        },
    ),
    "a record of a resolution": (
        RESOLUTION,
        {
            "apa": "DPRK Sanctions Findings. (2026). S/RES/1718 (2006): Non-proliferation/DPRK (Record of a Resolution "
            f"No. 1718; Version 1). DPRK Sanctions Findings. {SITE}/resolutions/1718/v/1/",
        },
    ),
    "a question": (
        finding("Who owns “An San 1”?"),
        {
            "apa": "DPRK Sanctions Findings. (2026). Who owns “An San 1”? (Finding S-2019-171-001; Version 2). "
            f"DPRK Sanctions Findings. {TRANSFER}",
        },
    ),
    "a title that ends a sentence": (
        finding("Who paid?"),
        {
            "harvard": "DPRK Sanctions Findings (2026) Who paid? Finding S-2019-171-001. "
            f"DPRK Sanctions Findings. Available at: {TRANSFER}.",
        },
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_an_edition_in_a_style(name: str) -> None:
    cited, expected = TEXTS[name]
    assert {style: styles.as_text(cited, style) for style in expected} == expected


def test_the_title_is_in_italics_where_the_style_has_it_so() -> None:
    shown = {style: styles.as_html(finding("Coal"), style) for style in styles.STYLES}
    assert {style: re.findall("<i>(.*?)</i>", text) for style, text in shown.items()} == {
        "apa": ["Coal"],
        "chicago": ["Coal"],
        "mla": ["Coal"],
        "harvard": ["Coal"],
        "ieee": [],
    }


def test_html_holds_texts_as_texts() -> None:
    hostile = finding("</i><script>alert(1)</script> & 'a' \"b\"", key="<b>-1")
    for style in styles.STYLES:
        shown = styles.as_html(hostile, style)
        assert set(re.findall("<[^>]*>", shown)) <= {"<i>", "</i>"}
        assert "&lt;/i&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; 'a' \"b\"" in shown
        assert hostile.title in styles.as_text(hostile, style)


def written(cited: Cited, style: str) -> str:
    """The citation as citeproc writes all of it."""
    text = styles.by_citeproc(csl.item(cited), style, plain)
    # The one thing that ours does otherwise: the comma behind a quoted title stands inside, as IEEE has it.
    return text.replace(f"“{cited.title}”,", f"“{cited.title},”") if style == "ieee" else text


@pytest.mark.parametrize("style", styles.STYLES)
@pytest.mark.parametrize("cited", EVERY_KIND, ids=lambda cited: cited.kind)
def test_what_is_filled_is_what_citeproc_writes(cited: Cited, style: str) -> None:
    # Some styles give capitals to a key in small letters, and with that make another key of it. Ours stays as it is.
    cited = replace(cited, key=cited.key.upper())
    assert styles.as_text(cited, style) == written(cited, style)


#: Titles as they are written. One that ends in a stop is better in ours than in citeproc's, and has a test above;
#: white space is one space each, as a Cited has it.
titles = (
    st.text(st.sampled_from("abcXYZ  -–,:;&%_{}()[]/'\"$#é한العربية0123456789"), min_size=1, max_size=300)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not text.endswith((",", ";", ":")))
)


@given(
    title=titles,
    number=st.integers(1, 99),
    published=st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)),
    style=st.sampled_from(list(styles.STYLES)),
)
@example(title="x" * 300, number=1, published=dt.date(2026, 5, 31), style="apa")
@example(title="iPhones of the DPRK: a study in the use of", number=10, published=dt.date(2026, 9, 1), style="mla")
def test_what_is_filled_is_what_citeproc_writes_for_any_title(
    title: str, number: int, published: dt.date, style: str
) -> None:
    cited = finding(title, number=number, published=published)
    assert styles.as_text(cited, style) == written(cited, style)


def test_citeproc_is_asked_once_for_a_style_a_kind_and_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    by_citeproc = styles.by_citeproc

    def counted(item: dict[str, Any], style: str) -> str:
        asked.append(style)
        return by_citeproc(item, style)

    monkeypatch.setattr(styles, "by_citeproc", counted)
    styles._mould.cache_clear()
    for n in range(1, 51):
        styles.as_text(finding(f"Claim {n}", key=f"S-2019-171-{n:03}", number=n), "apa")
    assert asked == ["apa"]
    styles.as_text(finding(published=dt.date(2026, 4, 2)), "apa")
    styles.as_text(ACTOR, "apa")
    assert asked == ["apa"] * 3
