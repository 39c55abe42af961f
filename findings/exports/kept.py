"""Files of all findings, kept ready: written once for each state of code and content, beside their compressed form.

To compress a file takes three times what it takes to make it. So the reader for whom it is made does not wait for that:
the compressed form of a large file is written afterwards, by a thread.

They lie in the folder of the setting EXPORT_DIR, by default one of this user's under the system's folder for temporary
files. A file's name says which state it is of, and its digest. Those of another state are removed when one is written,
so the folder holds a handful of files at most, and none of a text that has been redacted since. What a process that was
killed has left unfinished is removed when one is begun, an hour later. Two processes that
write the same file at once write the same bytes; the one that ends last replaces the other's.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import stat
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from zlib_ng import zlib_ng

from findings.queries.versions import Version

#: Bytes of a file whose compressed form is there at the same time.
COMPRESSED_AT_ONCE = 4 * 2**20
#: Bytes that are compressed at a time.
PIECE = 2**20
#: Seconds after which a file that is still being written was given up by its process.
GIVEN_UP_AFTER = 3600

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is ready; `sha256` is that of its bytes as they are sent."""

    path: Path
    sha256: str

    @property
    def content_digest(self) -> str:
        """The value of the header Content-Digest (RFC 9530, 2)."""
        return f"sha-256=:{base64.b64encode(bytes.fromhex(self.sha256)).decode()}:"


def find(form: str, version: Version | None, *, compressed: bool) -> KeptFile | None:
    """The file of all findings in this form, if it is ready."""
    folder = _folder()
    if folder is None:
        return None
    for path in folder.glob(f"{_state(version)}.*.{form}{'.gz' if compressed else ''}"):
        return KeptFile(path, path.name.split(".")[1])
    return None


def keep(form: str, version: Version | None, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Passes the chunks on, and writes them to the file on their way. It is there once the last one has been taken.

    A disk that is full or refuses to be written costs the file, and not the reader who is waiting for it.
    """
    writing = _Writing.begin(form, version)
    try:
        for chunk in chunks:
            if writing is not None and not writing.write(chunk):
                writing = None
            yield chunk
        if writing is not None:
            writing.finish()
            writing = None
    finally:
        if writing is not None:
            writing.abandon()


class _Writing:
    """A file on its way. Whatever fails on disk is logged, and ends the writing."""

    def __init__(self, folder: Path, form: str, state: str) -> None:
        self.folder, self.form, self.state = folder, form, state
        self.part = _Part(folder)

    @classmethod
    def begin(cls, form: str, version: Version | None) -> _Writing | None:
        folder = _folder()
        if folder is None:
            return None
        try:
            # First of all: on a disk that they have filled, nothing would be finished that could remove them.
            _remove_given_up(folder)
            return cls(folder, form, _state(version))
        except OSError as error:
            _say(error)
            return None

    def write(self, chunk: bytes) -> bool:
        """False where it cannot go on."""
        try:
            self.part.write(chunk)
        except OSError as error:
            _say(error)
            self.abandon()
            return False
        return True

    def finish(self) -> None:
        try:
            file = self.part.finish(f"{self.state}.{self.part.sha256}.{self.form}")
            _remove_others(self.folder, self.state)
            if file.stat().st_size <= COMPRESSED_AT_ONCE:
                _compress(file, self.state)
            else:
                threading.Thread(target=_compress, args=(file, self.state), name="compress", daemon=True).start()
        except OSError as error:
            _say(error)
            self.abandon()

    def abandon(self) -> None:
        self.part.abandon()


def _compress(file: Path, state: str) -> None:
    """Write the compressed form of a file, unless the file is that of an earlier state by now."""
    # The form of gzip (RFC 1952) without a name or a time in its head: the same bytes compress to the same bytes.
    compressor = zlib_ng.compressobj(wbits=zlib_ng.MAX_WBITS + 16)
    try:
        part = _Part(file.parent)
        try:
            with file.open("rb") as plain:
                while piece := plain.read(PIECE):
                    part.write(compressor.compress(piece))
            part.write(compressor.flush())
            compressed = part.finish(f"{state}.{part.sha256}{file.suffix}.gz")
        except BaseException:
            part.abandon()
            raise
        if not file.exists():
            compressed.unlink(missing_ok=True)
    except OSError as error:
        _say(error)


class _Part:
    """A file under a name of its own, which gets its final one in a single step once it is whole."""

    def __init__(self, folder: Path) -> None:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        self.path = Path(name)
        self.file: IO[bytes] = os.fdopen(handle, "wb")
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        self._digest.update(data)
        self.file.write(data)

    def finish(self, name: str) -> Path:
        self.file.close()
        return self.path.replace(self.path.with_name(name))

    def abandon(self) -> None:
        with suppress(OSError):
            self.file.close()
        self.path.unlink(missing_ok=True)


def _state(version: Version | None) -> str:
    """What the bytes depend on, in a name: the code, the ledger up to its head, the base of the addresses."""
    parts = [
        settings.RELEASE,
        settings.SITE_URL,
        str(version.number if version else 0),
        version.head if version else "",
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _folder() -> Path | None:
    """The folder, made if need be; None where there can be none that is this process's own.

    In a folder that others may write to, somebody else's file could be served as the portal's.
    """
    chosen = getattr(settings, "EXPORT_DIR", None)
    folder = Path(chosen) if chosen else Path(tempfile.gettempdir()) / f"portal-exports-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        _say(error)
        return None
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    if not is_ours:
        logger.warning("Exports are not kept: %s can be written to by others.", folder)
    return folder if is_ours else None


def _remove_given_up(folder: Path) -> None:
    """Removes what was left unfinished by a process that was killed.

    One that writes for so long without a byte loses its file and nothing else: its reader gets the rest all the same.
    """
    for path in folder.glob(".*.part"):
        with suppress(OSError):  # another process was faster
            if time.time() - path.stat().st_mtime > GIVEN_UP_AFTER:
                path.unlink()


def _remove_others(folder: Path, state: str) -> None:
    """Removes the files of every other state."""
    for path in folder.iterdir():
        if not path.name.endswith(".part") and not path.name.startswith(f"{state}."):
            with suppress(OSError):
                path.unlink()


def _say(error: OSError) -> None:
    logger.warning("An export could not be kept: %s", error)
