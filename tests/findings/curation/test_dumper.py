"""Dumping: the same records give the same bytes, and what is dumped loads back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.curation.dumper import DumpReport, OccupiedDirectoryError, dump
from findings.curation.files import FILES, REPORTS, head
from findings.curation.forms import KINDS
from findings.curation.loader import load
from findings.curation.stored import stored
from findings.models import Actor, Category, CuratedForm, Finding, Report, ReportEvent, Source
from tests import factories as make

from .small import NOTHING, REPORT, SMALL, CuratedFiles, texts, told

pytestmark = pytest.mark.django_db


def forms() -> dict[str, dict[str, object]]:
    return {kind: {record.name: record.form for record in stored(kind)} for kind in KINDS}


def empty() -> None:
    """As if nothing had ever been loaded."""
    tables: list[type[Model]] = [Finding, Report, Category, Actor, Source, CuratedForm]
    for table in tables:
        table._default_manager.all().delete()


def test_what_was_loaded_is_dumped_byte_for_byte(curated: CuratedFiles, tmp_path: Path) -> None:
    load(curated.directory)

    report = dump(tmp_path / "dumped")

    assert report == DumpReport(written=[*FILES, REPORT], stray=[])
    assert texts(tmp_path / "dumped") == {
        name: head(REPORTS if name.startswith(REPORTS) else name) + text for name, text in SMALL.items()
    }


def test_an_empty_database_is_dumped_as_files_without_records_that_load(tmp_path: Path) -> None:
    dump(tmp_path / "dumped")

    assert texts(tmp_path / "dumped") == {name: head(name) for name in FILES}
    assert told(load(tmp_path / "dumped")) == NOTHING | {"unchanged": 0}


def test_an_editors_work_is_dumped_and_loads_as_it_was(curated: CuratedFiles, tmp_path: Path) -> None:
    load(curated.directory)
    report = Report.objects.get()
    Actor.objects.filter(key="dprk").update(slug="north-korea", name="NO: “Korea” # 1")
    Finding.objects.filter(reference="MSMT-2025-1-002").update(summary="One.\n\nTwo:\r\n- three", editors_note="'null'")
    ReportEvent.objects.filter(slug="denied").update(position=20)
    make.make_event("praised", report=report, position=7, title="- Praised", quantities=[{"low": 3}])
    make.make_finding("MSMT-2025-1-1000", report=report, category=Category.objects.get(slug="labor"))
    Category.objects.filter(slug="labor").update(position=9)
    before = forms()

    dump(tmp_path / "dumped")
    again = load(tmp_path / "dumped")

    assert told(again) == NOTHING | {"unchanged": sum(map(len, before.values()))}
    assert forms() == before
    dump(tmp_path / "dumped again")
    assert texts(tmp_path / "dumped again") == texts(tmp_path / "dumped")
    assert "  - slug: praised\n    position: 7\n" in texts(tmp_path / "dumped")[REPORT]
    assert "  - slug: north-korea\n    key: dprk\n" in texts(tmp_path / "dumped")["actors.yaml"]


def test_findings_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    report, category = make.make_report(), make.make_category()
    for number in ("999", "1000", "002"):
        make.make_finding(f"{report.reference_prefix}-{number}", report=report, category=category)

    dump(tmp_path)

    lines = texts(tmp_path)[f"{REPORTS}/{report.slug}.yaml"].splitlines()
    assert [line[-4:].lstrip("-") for line in lines if "reference:" in line] == ["002", "999", "1000"]


def test_files_that_stand_there_are_not_written_over_unasked(curated: CuratedFiles) -> None:
    before = curated.texts()

    with pytest.raises(OccupiedDirectoryError) as caught:
        dump(curated.directory)

    assert str(caught.value) == f"{curated.directory} holds curated files already, actors.yaml among them"
    assert curated.texts() == before


def test_forced_it_writes_over_them_and_lists_what_it_left(curated: CuratedFiles) -> None:
    load(curated.directory)
    curated.write("reports/stray.yaml", "report:")

    report = dump(curated.directory, force=True)

    assert report == DumpReport(written=[*FILES, REPORT], stray=["reports/stray.yaml"])
    assert curated.texts()["reports/stray.yaml"] == "report:"
    assert [name for name in curated.texts() if name.endswith(".new")] == []


def test_the_number_of_statements_does_not_grow(tmp_path: Path) -> None:
    counts = []
    for number in (1, 5):
        for _ in range(number):
            make.make_event(quantities=[{"low": 1}], places=[make.make_place()])
            make.make_finding(quantities=[{"low": 1}], asserters=[make.make_actor()])
        with CaptureQueriesContext(connection) as queries:
            dump(tmp_path, force=True)
        counts.append(len(queries))

    # One for each table, but that involvements and the like are read for findings and for events; and the savepoint's.
    assert counts == [STATEMENTS, STATEMENTS]


STATEMENTS = 29

#: Text that a record may hold, with what YAML could stumble over.
WORDS = st.text(
    st.one_of(
        st.sampled_from("ab é:#-'\"\\,[]{}&*!|>%@`?~=. \n"), st.characters(codec="utf-8", exclude_categories=["C", "Z"])
    ),
    min_size=1,
    max_size=80,
).map(str.strip)
PROSE = WORDS.filter(bool)
LINES = PROSE.map(lambda text: " ".join(text.split())).filter(bool)
DATES = st.sampled_from(["2023", "2024-02", "2024-02-29"])
AMOUNTS = st.decimals(min_value=0, max_value=10**17, places=6, allow_nan=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    title=LINES,
    summary=PROSE,
    note=PROSE,
    aliases=st.lists(LINES, max_size=3, unique=True),
    amounts=st.lists(AMOUNTS, max_size=3),
    locator=st.one_of(st.sampled_from(["p. 11, note 6; p. 38", "Tables 2 and 3", "§ 4"]), LINES),
    start=st.one_of(st.none(), DATES),
    recheck=st.booleans(),
)
def test_any_record_is_dumped_and_loads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    summary: str,
    note: str,
    aliases: list[str],
    amounts: list[object],
    locator: str,
    start: str | None,
    recheck: bool,
) -> None:
    directory = tmp_path_factory.mktemp("dumped")
    with transaction.atomic():
        actor = make.make_actor(aliases=aliases, name=title, description=note)
        source = make.make_source(title=title, authors=aliases)
        make.make_finding(
            title=title,
            summary=summary,
            editors_note=note,
            period_start=start,
            recheck=recheck,
            asserters=[actor],
            quantities=[{"measure": title, "low": amount, "qualifier": "at_least"} for amount in amounts],
            citations=[(source, "origin", locator)],
        )
        before = forms()

        dump(directory)
        empty()
        report = load(directory)

        assert forms() == before
        assert (report.kept, report.absent, len(report.created)) == ([], [], 5)
        # The next example begins with nothing.
        transaction.set_rollback(True)
