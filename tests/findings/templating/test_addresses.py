"""Addresses as text, in HTML."""

from __future__ import annotations

import pytest

from tests.findings.templating.rendering import rendered


def test_an_address_is_broken_behind_its_slashes_alone() -> None:
    assert rendered("{{ url|in_pieces }}", url="https://portal.example/findings/?q=a&b") == (
        '<span class="piece">https://portal.example/</span><wbr>'
        '<span class="piece">findings/</span><wbr>'
        '<span class="piece">?q=a</span><wbr>'
        '<span class="piece">&amp;b</span>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "MSMT-2025-1-024, edition 2, available at https://portal.example/findings/msmt-2025-1-024/v/2/.",
            (
                '<span class="piece">MSMT-2025-1-024,</span> edition 2, available at '
                '<span class="piece">https://portal.example/</span><wbr><span class="piece">findings/</span><wbr>'
                '<span class="piece">msmt-2025-1-024/</span><wbr><span class="piece">v/</span><wbr>'
                '<span class="piece">2/.</span>'
            ),
        ),
        (
            "UN1718-2018-007; so",
            '<span class="piece">UN1718-2018-007;</span> so',
        ),
        (
            "it sank (CTX-022) https://portal.example/a.",
            (
                'it sank <span class="piece">(CTX-022)</span> <span class="piece">https://portal.example/</span><wbr>'
                '<span class="piece">a.</span>'
            ),
        ),
        (
            "<b> https://portal.example/?a=1&b=2",
            (
                '&lt;b&gt; <span class="piece">https://portal.example/</span><wbr>'
                '<span class="piece">?a=1</span><wbr><span class="piece">&amp;b=2</span>'
            ),
        ),
        ("<https://portal.example/>", '&lt;<span class="piece">https://portal.example/</span>&gt;'),
        ("S/2019/171, para. 9-10, of 2019-03-12", "S/2019/171, para. 9-10, of 2019-03-12"),
    ],
)
def test_in_a_line_references_stay_whole_and_addresses_break_at_slashes(text: str, html: str) -> None:
    assert rendered("{{ text|unparted }}", text=text) == html
