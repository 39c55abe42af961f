"""A benchmark run whole, as a person runs it."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

from mmsmt_portal import environment


def output_of(name: str, *arguments: str) -> str:
    """What `python -m tests.performance.NAME` prints, on a server of its own. It has to end well, and complain not."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.performance.{name}", *arguments],
        cwd=settings.BASE_DIR,
        env=environment.with_changes(DATABASE_URL=""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
