"""Checking a release: against its own sums, and against the database that it is said to be of."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import gettext as _

from findings.exports.datasets.files import SUMS, sha256_of

_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)")


def read_sums(folder: Path) -> dict[str, str]:
    """File → its SHA-256, as SHA256SUMS has them. Raises ValueError with a sentence where it cannot be read."""
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(
            _("%(folder)s has no %(name)s that can be read.") % {"folder": folder, "name": SUMS}
        ) from error
    sums = {}
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(
                _("%(name)s, line %(number)s, is no sum and name of a file.") % {"name": SUMS, "number": number}
            )
        sums[match[2]] = match[1]
    return sums


def wrong_sums(folder: Path) -> list[str]:
    """What does not fit SHA256SUMS, a sentence each; [] where every file does, and there is no other one."""
    try:
        sums = read_sums(folder)
    except ValueError as error:
        return [str(error)]
    sentences = []
    for name, digest in sums.items():
        path = folder / name
        if path.is_symlink() or not path.is_file():
            sentences.append(_("%(name)s is missing.") % {"name": name})
        elif sha256_of(path) != digest:
            sentences.append(_("%(name)s is not the file that was released: its SHA-256 is another.") % {"name": name})
    others = sorted(path.name for path in folder.iterdir() if path.name not in {*sums, SUMS})
    sentences += [_("%(name)s is no part of the release.") % {"name": name} for name in others]
    return sentences
