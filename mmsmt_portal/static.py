"""The static files, collected, hashed and compressed; again only when one of them has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command

from mmsmt_portal import stylesheets

type Progress = Callable[[int, int], None]

#: What `collectstatic` says of one file, in sum: copied, hashed, compressed in two ways (where that is smaller).
EVENTS_PER_FILE = 4


def collect(root: Path, mark: Path, progress: Progress) -> bool:
    """Fill `root`, unless it holds what the sources (and the programs that treat them) would give again.

    `mark` is the file that remembers the digest of the sources. Returns whether anything was done.
    """
    digest, files = digest_of_sources()
    if (root / "staticfiles.json").is_file() and mark.is_file() and mark.read_text() == digest:
        return False
    mark.unlink(missing_ok=True)
    call_command(CollectCounting(files * EVENTS_PER_FILE, progress), interactive=False, clear=True, verbosity=0)
    mark.write_text(digest)
    return True


def digest_of_sources() -> tuple[str, int]:
    """SHA-256 over names and contents of all static files, and their number."""
    digest = hashlib.sha256(f"Django {version('django')}, whitenoise {version('whitenoise')}".encode())
    digest.update(Path(stylesheets.__file__).read_bytes())
    files = 0
    for finder in get_finders():
        for path, storage in sorted(finder.list(ignore_patterns=[]), key=lambda found: found[0]):
            content = Path(storage.path(path)).read_bytes()
            digest.update(f"\0{path}\0{len(content)}\0".encode())
            digest.update(content)
            files += 1
    return digest.hexdigest(), files


class CollectCounting(CollectStatic):
    """`collectstatic` that counts its messages instead of writing them."""

    def __init__(self, total: int, progress: Progress) -> None:
        super().__init__()
        self._done, self._total, self._progress = 0, total, progress

    def log(self, msg: str, level: int = 2) -> None:
        self._done += 1
        self._progress(min(self._done, self._total), self._total)
