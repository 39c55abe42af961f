"""The unit of systemd, and what docs/operations.md says of commands: that they are those of the tests."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_the_configurations_that_are_named_are_there() -> None:
    named = set(re.findall(r"`(docs/operations/[\w.-]+|tests/[\w/.]+)`", GUIDE + (ROOT / "README.md").read_text()))
    assert {name for name in named if not (ROOT / name).exists()} == set()
    assert {path.name for path in EXAMPLES.iterdir()} == {"nginx.conf", "varnish.vcl", "portal-public.service"}
