"""The unit of systemd, and what docs/operations.md says of commands: that they are those of the tests."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mmsmt_portal import metrics
from tests.operations.site import EXAMPLES, GUNICORN, ROOT

UNIT = (EXAMPLES / "portal-public.service").read_text()
GUIDE = (ROOT / "docs" / "operations.md").read_text()


def test_the_unit_starts_what_readme_starts() -> None:
    (command,) = re.findall(r"^ExecStart=(.*)$", UNIT, flags=re.MULTILINE)
    assert Path(command.split()[0]).name == GUNICORN[0]
    assert command.split()[1:] == [part.replace("0.0.0.0:8000", "127.0.0.1:8001") for part in GUNICORN[1:]]
    assert f"\n{' '.join(GUNICORN)}\n" in (ROOT / "README.md").read_text()


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze here")
    unit = tmp_path / "portal-public.service"
    unit.write_text(UNIT.replace("/opt/portal/bin/gunicorn", sys.executable).replace("User=portal\nGroup=portal\n", ""))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
    assert [line for line in done.stderr.splitlines() if "portal-public" in line] == []


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("pg_basebackup --pgdata=BACKUP --checkpoint=fast", "test_backups.py"),
        ("pg_verifybackup BACKUP", "test_backups.py"),
        ("pg_restore --exit-on-error --no-owner --no-privileges --dbname=portal", "test_backups.py"),
        ("restore_command = 'cp", "test_backups.py"),
        ("archive_command = 'test ! -f", "test_backups.py"),
        ("--write-recovery-conf --wal-method=stream --create-slot --slot=replica", "postgres.py"),
        ("target_session_attrs=prefer-standby", "conftest.py"),
    ],
)
def test_what_the_guide_says_to_do_a_test_does(words: str, file: str) -> None:
    assert words in GUIDE
    done = (Path(__file__).parent / file).read_text()
    parts = [part for part in re.split(r"[ =']", words) if part and not part.isupper()]
    assert [part for part in parts if part not in done] == []


def test_each_row_of_figures_names_the_test_that_measures_it_again() -> None:
    table = GUIDE.partition("| what was done |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert len(rows) > 15
    assert {len(row) for row in rows} == {5}
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    tests = re.findall(
        r"^((?:@pytest\.mark\.quick\n)?)(?:@.*\n)*def (test_\w+)\(", "".join(each.read_text() for each in files), re.M
    )
    for row in rows:
        name, quick = re.fullmatch(r"`(\w+)`(, quick)?", row[-1]).groups()  # type: ignore[union-attr]
        found = [(marked != "", test) for marked, test in tests if name in test]
        assert [marked for marked, _ in found] == [quick is not None], row
    named = [row[-1].split("`")[1] for row in rows if row[-1].endswith(", quick")]
    assert len(named) == sum(marked != "" for marked, _ in tests)


def test_what_an_alert_looks_at_is_there() -> None:
    """Each number by its name and its labels, and each line of the log by its words."""
    alerts = GUIDE.partition("## Alerts worth having")[2]
    described = set(re.findall(r"^# TYPE (portal_\w+) ", metrics.told().content.decode(), re.MULTILINE))
    looked_at = re.findall(r"\b(portal_\w+)(?:\{([^}]*)\})?", alerts)
    assert {name.removesuffix("_bucket") for name, _ in looked_at} <= described
    labels = {(name, label) for name, said in looked_at for label in re.findall(r"(\w+)!?=", said)}
    assert labels == {
        ("portal_requests_total", "kind"),
        ("portal_requests_total", "status"),
        ("portal_request_seconds_bucket", "kind"),
    }
    code = "".join(each.read_text() for part in ("findings", "mmsmt_portal") for each in (ROOT / part).rglob("*.py"))
    lines = re.findall(r"\(“([^”]+)”\)", alerts)
    assert len(lines) == 2
    assert [line for line in lines if line not in code] == []


def test_the_configurations_that_are_named_are_there() -> None:
    named = set(re.findall(r"`(docs/operations/[\w.-]+|tests/[\w/.]+)`", GUIDE + (ROOT / "README.md").read_text()))
    assert {name for name in named if not (ROOT / name).exists()} == set()
    assert {path.name for path in EXAMPLES.iterdir()} == {"nginx.conf", "varnish.vcl", "portal-public.service"}
