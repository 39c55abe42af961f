"""What a long start says while it runs: each step as it begins, how far it is, how long it took.

    Making a private PostgreSQL in .portal/postgres … 0.8 s
    Loading the curated records … 1.9 s: 515 new

At a terminal a step that reports how far it is has a bar, redrawn in place; in a file it has a percentage now and then.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

#: Seconds between two drawings of a bar, and between two percentages in a file; before the first one has passed,
#: nothing is drawn: a step that is over by then needs no bar.
TERMINAL_PACE = 0.1
FILE_PACE = 2.0
BAR_WIDTH = 30
ERASE_TO_END_OF_LINE = "\x1b[K"


class CannotServeError(Exception):
    """The portal cannot be served. `str()` is what a person reads: why, and what would help."""


class Step:
    """One step that runs. Call it with `(done, total)` to say how far it is; set `outcome` to say what came of it."""

    def __init__(self, label: str, out: TextIO) -> None:
        self.label = label
        self.outcome = ""
        self._out = out
        self._terminal = out.isatty()
        self._begin = self._drawn = time.monotonic()
        self._percent = ""
        self._line_is_open = False

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` units, of whatever kind; it may change on the way. A total of 0 says nothing."""
        now = time.monotonic()
        if total <= 0 or now - self._drawn < (TERMINAL_PACE if self._terminal else FILE_PACE):
            return
        share = min(done / total, 1.0)
        percent = f"{share:.0%}"
        if percent == self._percent:
            return
        self._drawn, self._percent = now, percent
        if self._terminal:
            bar = "█" * round(share * BAR_WIDTH)
            self.write(f"\r{self.label} … {bar:·<{BAR_WIDTH}} {percent}{ERASE_TO_END_OF_LINE}")
        else:
            self.write(f" {percent}")

    def begin(self) -> None:
        self.write(f"{self.label} …")

    def end(self) -> None:
        seconds = time.monotonic() - self._begin
        line = f" {seconds:.1f} s" + (f": {self.outcome}" if self.outcome else "")
        self.write(f"\r{self.label} …{line}{ERASE_TO_END_OF_LINE}\n" if self._terminal else f"{line}\n")

    def break_off(self) -> None:
        """Leave the next sentence a line of its own."""
        if self._line_is_open:
            self.write("\n")

    def write(self, text: str) -> None:
        # Noted first: whoever presses Ctrl-C interrupts between these two lines at the soonest.
        self._line_is_open = not text.endswith("\n")
        self._out.write(text)
        self._out.flush()


class Steps:
    """The steps of one start, written to `out`."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._begin = time.monotonic()

    @contextmanager
    def step(self, label: str) -> Iterator[Step]:
        """Announce a step, and its time when it is done. What is said after an exception has a line of its own."""
        step = Step(label, self._out)
        try:
            step.begin()
            yield step
            step.end()
        except BaseException:
            step.break_off()
            raise

    def say(self, sentence: str) -> None:
        self._out.write(f"{sentence}\n")
        self._out.flush()

    def seconds(self) -> float:
        """Since the first step."""
        return time.monotonic() - self._begin
