"""Files that nobody would send on purpose, sent to every import: each is read, or refused by its name.

They are files that are right but for a few places. How many is said in tests/fuzzing.py.
"""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook  # type: ignore[import-untyped]

from findings.curation.tables import COLUMNS
from findings.models import Actor, Finding, Proposal, Report, ReportEvent, Source
from tests.factories import make_category, make_place, make_provision
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.curation.small import REPORT, SMALL
from tests.findings.curation.un_lists import entity, person, un_list
from tests.fuzzing import CHANGES, Changes, examples, spoiled

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]
ADD = "/admin/findings/importrun/add/"


def a_row(kind: str) -> list[str]:
    given = {
        "slug": "pine",
        "name": "Pine",
        "kind": "company" if kind == "actor" else "news",
        "title": "An account",
        "country": "PA",
        "aliases": "Fir; Larch",
        "identifiers": "imo: 9179842; un_list: KPe.001",
        "publisher": "Reuters",
        "consulted": "true",
        "published": "2024-03",
        "language": "en",
        "url": "https://example.org/a?b=c",
    }
    return [given.get(name, "") for name in COLUMNS[kind]]


def workbook(kind: str) -> bytes:
    book = Workbook()
    for row in (list(COLUMNS[kind]), a_row(kind)):
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def csv(kind: str) -> bytes:
    return "".join(f"{','.join(row)}\n" for row in (COLUMNS[kind], a_row(kind))).encode()


#: What is sent in → file name and content that is right. A workbook is spoiled inside its package, see below.
RIGHT: dict[str, tuple[str, bytes]] = {
    "un_list": ("list.xml", un_list(entity("KPe.901", "PINE", "FIR", country="Panama"), person("KPi.901", "SO"))),
    "actor": ("actors.csv", csv("actor")),
    "source": ("sources.csv", csv("source")),
    "curated": ("all.yaml", (SMALL["sources.yaml"] + SMALL["actors.yaml"] + SMALL[REPORT]).encode()),
}


@pytest.fixture
def desk() -> Client:
    """With the categories, places and provisions that the report names: they are not sent in."""
    for category in ("arms-transfers", "labor"):
        make_category(category)
    for place in ("russia", "vladivostok"):
        make_place(place, country="RU")
    for provision in ("1718-x", "1718-8-a-b"):
        make_provision(provision)
    client = logged_in(make_user("kim", "editor"))
    client.raise_request_exception = False
    return client


def answer_to(desk: Client, what: str, name: str, content: bytes) -> int:
    """The status of the page after sending this, which is then as if it had not been sent."""
    with transaction.atomic():
        response = desk.post(ADD, {"what": what, "file": SimpleUploadedFile(name, content)}, follow=True)
        page = response.content.decode()
        # Nothing is written to a record by being sent; what was refused is told, with the name of the file.
        told = Proposal.objects.exists() or "<title>Error:" in page or f"Nothing is new in {name}" in page
        written = sum(model.objects.count() for model in (Actor, Source, Report, ReportEvent, Finding))
        assert (response.status_code, told, written) == (200, True, 0), page
        transaction.set_rollback(True)
    return response.status_code


WORKBOOKS = {"actor": ("actors.xlsx", workbook("actor")), "source": ("sources.xlsx", workbook("source"))}


@pytest.mark.parametrize(("what", "file"), [*RIGHT.items(), *WORKBOOKS.items()])
def test_what_is_spoiled_here_was_right(desk: Client, what: str, file: tuple[str, bytes]) -> None:
    """Or else each would be refused at its first byte."""
    desk.post(ADD, {"what": what, "file": SimpleUploadedFile(*file)})
    assert Proposal.objects.exists()


@examples(60)
@given(what=st.sampled_from(sorted(RIGHT)), changes=CHANGES)
def test_a_spoiled_file_is_read_or_refused(desk: Client, what: str, changes: Changes) -> None:
    name, content = RIGHT[what]
    assert answer_to(desk, what, name, spoiled(content, changes)) == 200


@examples(40)
@given(kind=st.sampled_from(["actor", "source"]), part=st.integers(0, 40), changes=CHANGES)
def test_a_spoiled_workbook_is_read_or_refused(desk: Client, kind: str, part: int, changes: Changes) -> None:
    """One part of its package is spoiled and packed again, so that its sums are right; or the package itself is."""
    saved = io.BytesIO()
    file_name, right = WORKBOOKS[kind]
    with zipfile.ZipFile(io.BytesIO(right)) as old, zipfile.ZipFile(saved, "w") as new:
        names = old.namelist()
        for name in names:
            is_it = name == names[part % len(names)]
            new.writestr(name, spoiled(old.read(name), changes) if is_it else old.read(name))
    content = saved.getvalue()
    assert answer_to(desk, kind, file_name, content if part < 30 else spoiled(content, changes)) == 200


@examples(40)
@given(
    what=st.sampled_from(sorted(RIGHT)),
    name=st.sampled_from(["a.csv", "a.xlsx", "a.yaml", "a.xml", "a"]),
    content=st.binary(max_size=200),
)
def test_whatever_is_sent_is_refused(desk: Client, what: str, name: str, content: bytes) -> None:
    assert answer_to(desk, what, name, content) == 200
