"""Text that is pasted from a PDF: what nobody sees of it is not kept."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from findings import publishing
from findings.curation.plain import one_line, prose
from findings.models import Finding
from tests import factories as make
from tests.findings.admin.sent import address, editor, errors, open_form

#: 조선 with its letters taken apart, as some systems copy it, and whole.
APART, WHOLE = "\u110c\u1169\u1109\u1165\u11ab", "\uc870\uc120"


@pytest.mark.parametrize(
    ("pasted", "line", "text"),
    [
        ("ship\u00adto\u00adship", "shiptoship", "shiptoship"),
        ("con\u200btain\ufeffers", "containers", "containers"),
        ("20\u00a0000\u2009t", "20 000 t", "20 000 t"),
        ("대북\u3000제재  위반", "대북 제재 위반", "대북 제재 위반"),
        (APART, WHOLE, WHOLE),
        ("one\r\ntwo", "one two", "one\ntwo"),
        ("one \u2028 two\x0cthree", "one two three", "one\ntwo\nthree"),
        ("one\r\n\r\n  two", "one two", "one\n\ntwo"),
        ("a\x07b\x9fc", "abc", "abc"),
        ("9 \u202e000,02\u202c t", "9 000,02 t", "9 000,02 t"),
        ("\u2066one\u2069", "one", "one"),
        # A joiner inside a word of another script, and the marks of its direction, are part of it.
        ("می\u200cخواهم\u200f", "می\u200cخواهم\u200f", "می\u200cخواهم\u200f"),
    ],
)
def test_what_is_kept_of_a_pasted_text(pasted: str, line: str, text: str) -> None:
    assert (one_line(pasted), prose(pasted)) == (line, text)


@given(st.text())
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert prose(prose(text)) == prose(text)
    assert "\n" not in one_line(text)


@pytest.fixture
def client(db: None) -> Client:
    return editor()


def test_a_record_is_kept_in_plain_text_and_the_editor_is_told(client: Client) -> None:
    finding = make.make_finding()
    sent = open_form(client, address(finding), title="Con\u00adtainers\u00a0of arms", summary=f"{APART}.\r\nTwo.")
    page = client.post(address(finding), sent | {"_continue": "on"}, follow=True).content.decode()
    finding.refresh_from_db()
    assert (finding.title, finding.summary) == ("Containers of arms", f"{WHOLE}.\nTwo.")
    assert "were made plain in: Title, Summary." in page


def test_lines_as_a_browser_sends_them_are_no_difference(client: Client) -> None:
    finding = make.make_finding(summary="One.\n\nTwo.", citations=[(make.make_source(), "origin", "p. 1")])
    publishing.publish(list(publishing.every_record()), editor="Kim", note="Published.")
    sent = open_form(client, address(finding), summary="One.\r\n\r\nTwo.")
    page = client.post(address(finding), sent | {"_continue": "on"}, follow=True).content.decode()
    assert publishing.pending([finding.subject]) == []
    assert "made plain" not in page


def test_a_figure_that_is_no_number_is_told_and_kept_in_the_form(client: Client) -> None:
    """A browser's own box for numbers would have sent nothing of it, and said nothing."""
    finding = make.make_finding()
    quantity = make.make_quantity(finding)
    row = {"quantity_set-0-low": "20,000", "quantity_set-0-high": ""}
    response = client.post(address(finding), open_form(client, address(finding)) | row)
    assert errors(response)["quantity_set-0-low"] == [
        "Write digits alone, with a point before decimals: 20000 or 17413.96."
    ]
    assert 'value="20,000"' in response.content.decode()
    assert 'type="number" name="quantity_set-0-low"' not in response.content.decode()
    assert Finding.objects.get().quantity_set.get().low == quantity.low


def test_nothing_but_invisible_marks_is_nothing(client: Client) -> None:
    finding = make.make_finding()
    sent = open_form(client, address(finding), title="\u00ad\u200b")
    assert errors(client.post(address(finding), sent)) == {"title": ["Write the claim in one line."]}
