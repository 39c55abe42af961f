"""Every mistake of `mistakes.txt` is told in exactly the sentences that stand there."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from findings.curation.errors import CuratedErrors
from findings.curation.reader import read

from .small import CuratedFiles


class Mistake(NamedTuple):
    """A file, the lines that stand there, those that are written in their place, and what is to be said."""

    file: str
    old: str
    new: str
    messages: list[str]


def mistakes() -> list[Mistake]:
    blocks = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8").split("\n\n")
    return [_mistake(block.splitlines()) for block in blocks if not block.startswith("#")]


def _mistake(lines: list[str]) -> Mistake:
    file, *rest = lines

    def those(marks: str) -> str:
        return "".join(f"{line[1:]}\n" for line in rest if line[0] in marks)

    return Mistake(file, those(" -"), those(" +"), [line[2:] for line in rest if line[0] == "!"])


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: mistake.messages[0].partition(": ")[2][:60])
def test_a_mistake_is_told(curated: CuratedFiles, mistake: Mistake) -> None:
    curated.replace(mistake.file, mistake.old, mistake.new)

    with pytest.raises(CuratedErrors) as caught:
        read(curated.directory)

    assert str(caught.value).splitlines() == mistake.messages
