"""What a start writes: at a terminal a bar that is redrawn, in a file a line that grows."""

from __future__ import annotations

import io
import re

import pytest

from mmsmt_portal import steps
from mmsmt_portal.steps import Steps


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def without_times(text: str) -> str:
    return re.sub(r"\d+\.\d s", "0.0 s", text)


def test_in_a_file_a_step_is_one_line() -> None:
    out = io.StringIO()
    with Steps(out).step("Loading") as step:
        step(1, 2)  # too early to be worth a word
        step.outcome = "515 new"
    assert without_times(out.getvalue()) == "Loading … 0.0 s: 515 new\n"


def test_in_a_file_a_long_step_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "FILE_PACE", 0)
    out = io.StringIO()
    with Steps(out).step("Loading") as step:
        step(1, 4)
        step(2, 8)
        step(4, 4)
        step(0, 0)
    assert without_times(out.getvalue()) == "Loading … 25% 100% 0.0 s\n"


def test_at_a_terminal_a_long_step_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "TERMINAL_PACE", 0)
    out = Terminal()
    with Steps(out).step("Loading") as step:
        step(15, 30)
    assert without_times(out.getvalue()) == (
        "Loading …\rLoading … ███████████████··············· 50%\x1b[K\rLoading … 0.0 s\x1b[K\n"
    )


def test_a_step_that_fails_leaves_room_for_the_sentence() -> None:
    out = io.StringIO()
    with pytest.raises(ValueError, match="no"), Steps(out).step("Loading"):
        raise ValueError("no")
    assert out.getvalue() == "Loading …\n"


class Interrupted(io.StringIO):
    """Ctrl-C arrives as soon as something like `after` has been written."""

    def __init__(self, after: str) -> None:
        super().__init__()
        self.after = after

    def write(self, text: str) -> int:
        written = super().write(text)
        if self.after in text:
            raise KeyboardInterrupt
        return written


@pytest.mark.parametrize(("after", "left"), [("Loading …", "Loading …\n"), (" s", "Loading … 0.0 s\n")])
def test_a_step_that_is_interrupted_as_it_begins_or_ends_is_one_line(after: str, left: str) -> None:
    out = Interrupted(after)
    with pytest.raises(KeyboardInterrupt), Steps(out).step("Loading"):
        pass
    assert without_times(out.getvalue()) == left
