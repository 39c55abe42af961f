"""Running a command as a person does: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
from typing import Any

from django.core.management import call_command


def run(*arguments: object) -> tuple[int, list[str], list[str]]:
    """(exit code, lines printed, lines of errors)."""
    out, err = io.StringIO(), io.StringIO()
    code: Any = 0
    try:
        call_command(*map(str, arguments), stdout=out, stderr=err, no_color=True)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()
