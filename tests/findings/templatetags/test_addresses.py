"""Addresses as text, in HTML."""

from __future__ import annotations

from django.template import Context, Template


def test_an_address_is_broken_behind_its_slashes_alone() -> None:
    template = Template("{% load addresses %}{{ url|in_pieces }}")
    assert template.render(Context({"url": "https://portal.example/findings/?q=a&b"})) == (
        '<span class="piece">https://portal.example/</span><wbr>'
        '<span class="piece">findings/</span><wbr>'
        '<span class="piece">?q=a</span><wbr>'
        '<span class="piece">&amp;b</span>'
    )
