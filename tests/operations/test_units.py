"""The units of systemd, and what docs/operations.md says of commands: that they are those of the tests."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from mmsmt_portal import metrics
from tests.operations.site import EXAMPLES, GUNICORN, ROOT

UNITS = ("portal-public.service", "portal-publish-due.service", "portal-publish-due.timer")
UNIT = (EXAMPLES / "portal-public.service").read_text()
GUIDE = (ROOT / "docs" / "operations.md").read_text()


def test_the_unit_starts_what_readme_starts() -> None:
    (command,) = re.findall(r"^ExecStart=(.*)$", UNIT, flags=re.MULTILINE)
    assert Path(command.split()[0]).name == GUNICORN[0]
    assert command.split()[1:] == [part.replace("0.0.0.0:8000", "127.0.0.1:8001") for part in GUNICORN[1:]]
    assert f"\n{' '.join(GUNICORN)}\n" in (ROOT / "README.md").read_text()


def settings_of(name: str) -> dict[str, dict[str, str]]:
    """The sections of a unit, each setting once: what systemd would read twice, or not at all, is refused here."""
    read = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((EXAMPLES / name).read_text())
    return {section: dict(read[section]) for section in read.sections()}


def test_the_timer_starts_the_command_that_publishes_what_is_due() -> None:
    service, timer = settings_of("portal-publish-due.service"), settings_of("portal-publish-due.timer")
    program, *arguments = service["Service"]["ExecStart"].split()
    assert (Path(program).name, arguments) == ("python", ["manage.py", "publish_due"])
    assert "publish_due" in get_commands()
    assert service["Service"]["Type"] == "oneshot"  # so that a run which still goes on is not started twice
    # A timer starts the service of its own name; `systemctl enable` is for the timer alone.
    assert "Unit" not in timer["Timer"]
    assert {"Unit", "Service"} == set(service)
    assert timer["Install"] == {"WantedBy": "timers.target"}


def test_the_timer_looks_every_few_minutes_and_after_an_outage_at_once() -> None:
    timer = settings_of("portal-publish-due.timer")["Timer"]
    every = re.fullmatch(r"\*:0/(\d+)", timer["OnCalendar"])
    assert every is not None
    assert 60 % int(every[1]) == 0  # evenly, over the hour too
    assert f"every {['', 'minute', 'two minutes'][int(every[1])]}" in GUIDE
    assert timer["Persistent"] == "yes"


def test_what_publishes_runs_as_the_editors_process_and_as_closed_in_as_a_public_one() -> None:
    public, due = (settings_of(name)["Service"] for name in UNITS[:2])
    assert due["EnvironmentFile"] == "/etc/portal/editors.env" != public["EnvironmentFile"]
    own = {"Type", "EnvironmentFile", "ExecStart", "TimeoutStartSec"}
    of_a_server = {"NotifyAccess", "ExecReload", "KillMode", "TimeoutStopSec", "Restart", "RestartSec"}
    assert {name: value for name, value in due.items() if name not in own} == {
        name: value for name, value in public.items() if name not in own | of_a_server
    }


@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_the_unit(tmp_path: Path, name: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze here")
    for each in UNITS:  # a timer is looked at together with its service
        text = re.sub(r"/opt/portal/bin/\w+", sys.executable, (EXAMPLES / each).read_text())
        (tmp_path / each).write_text(text.replace("User=portal\nGroup=portal\n", ""))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", tmp_path / name], capture_output=True, text=True)
    assert [line for line in done.stderr.splitlines() if "portal-pub" in line] == []


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
    assert {path.name for path in EXAMPLES.iterdir()} == {"nginx.conf", "varnish.vcl", *UNITS}
