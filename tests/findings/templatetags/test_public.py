"""What the editors' room takes from the templates of public pages."""

from __future__ import annotations

from django.template import Context, Template


def test_a_public_part_stands_in_a_page_of_the_editors_as_html_and_its_values_as_text() -> None:
    page = Template('{% load public %}{% public_part "findings/_address.html" url=url %}')
    assert page.render(Context({"url": "https://portal.example/?q=<a>"})) == (
        '<a href="https://portal.example/?q=&lt;a&gt;"><span class="piece">https://portal.example/</span><wbr>'
        '<span class="piece">?q=&lt;a&gt;</span></a>\n'
    )
