"""Files that are kept ready: whole or not at all, of this state or none, and few."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from findings.exports import kept
from findings.queries.versions import Version

FIRST = Version(1, dt.datetime(2026, 3, 1, tzinfo=dt.UTC), "1" * 64)
SECOND = Version(2, dt.datetime(2026, 3, 2, tzinfo=dt.UTC), "2" * 64)
CHUNKS = [b"reference\r\n", b"MSMT-2025-1-001\r\n" * 1000]


def write(form: str = "csv", version: Version = FIRST, chunks: list[bytes] = CHUNKS) -> None:
    assert list(kept.keep(form, version, chunks)) == chunks


def names(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[2] for path in folder.iterdir())


def test_a_file_is_there_once_all_of_it_was_taken(export_dir: Path) -> None:
    assert kept.find("csv", FIRST, compressed=False) is None
    chunks = kept.keep("csv", FIRST, CHUNKS)
    assert (next(chunks), kept.find("csv", FIRST, compressed=False)) == (CHUNKS[0], None)
    assert (list(chunks), sorted(path.suffix for path in export_dir.iterdir())) == (CHUNKS[1:], [".csv", ".gz"])
    plain, compressed = (kept.find("csv", FIRST, compressed=each) for each in (False, True))
    assert plain is not None
    assert compressed is not None
    assert plain.path.read_bytes() == gzip.decompress(compressed.path.read_bytes()) == b"".join(CHUNKS)
    assert [each.sha256 for each in (plain, compressed)] == [
        hashlib.sha256(each.path.read_bytes()).hexdigest() for each in (plain, compressed)
    ]
    assert compressed.path.stat().st_size < plain.path.stat().st_size / 10


def test_a_large_file_is_compressed_when_its_reader_has_it(
    export_dir: Path, monkeypatch: pytest.MonkeyPatch, later: list[Callable[[], None]]
) -> None:
    monkeypatch.setattr(kept, "COMPRESSED_AT_ONCE", 1000)
    write()
    assert [path.suffix for path in export_dir.iterdir()] == [".csv"]
    for work in later:
        work()
    compressed = kept.find("csv", FIRST, compressed=True)
    assert compressed is not None
    assert gzip.decompress(compressed.path.read_bytes()) == b"".join(CHUNKS)


def test_what_has_been_replaced_meanwhile_is_not_compressed(
    export_dir: Path, monkeypatch: pytest.MonkeyPatch, later: list[Callable[[], None]]
) -> None:
    """It may hold what has been redacted since."""
    monkeypatch.setattr(kept, "COMPRESSED_AT_ONCE", 1000)
    write()
    first = kept.find("csv", FIRST, compressed=False)
    write(version=SECOND)
    assert first is not None
    first.path.write_bytes(b"read before it was removed")
    monkeypatch.setattr(Path, "exists", lambda path: path != first.path)
    for work in later:
        work()
    assert kept.find("csv", FIRST, compressed=True) is None
    assert kept.find("csv", SECOND, compressed=True) is not None


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """The work of threads, to be done when the test says so."""
    works: list[Callable[[], None]] = []

    class Later:
        def __init__(self, target: Callable[..., None], args: tuple[Any, ...], **_options: Any) -> None:
            self.start = partial(works.append, partial(target, *args))

    monkeypatch.setattr(kept.threading, "Thread", Later)
    return works


def test_a_digest_is_written_as_the_header_wants_it() -> None:
    # The example of RFC 9530, B.1: the digest of {"hello": "world"} and a line feed.
    digest = hashlib.sha256(b'{"hello": "world"}\n').hexdigest()
    assert kept.KeptFile(Path(), digest).content_digest == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


def test_a_reader_who_leaves_leaves_no_file(export_dir: Path) -> None:
    chunks = kept.keep("csv", FIRST, CHUNKS)
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    assert list(export_dir.iterdir()) == []


def test_a_stream_that_breaks_leaves_no_file(export_dir: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield CHUNKS[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        list(kept.keep("csv", FIRST, broken()))
    assert list(export_dir.iterdir()) == []


def test_a_new_state_removes_the_files_of_the_one_before(export_dir: Path, settings: Settings) -> None:
    for form in ("csv", "json", "jsonl"):
        write(form)
    assert len(names(export_dir)) == 6
    for number in range(2, 30):
        write("csv", Version(number, FIRST.published_at, f"{number:064x}"))
        assert len(names(export_dir)) == 2
    assert kept.find("csv", FIRST, compressed=False) is None


@pytest.mark.parametrize(("name", "value"), [("RELEASE", "0.2.0"), ("SITE_URL", "https://portal.example.org")])
def test_another_release_or_address_is_another_state(settings: Settings, name: str, value: str) -> None:
    write()
    setattr(settings, name, value)
    assert kept.find("csv", FIRST, compressed=False) is None


def test_a_redaction_is_another_state_though_the_ledger_has_the_same_head() -> None:
    write()
    assert kept.find("csv", Version(2, FIRST.published_at, FIRST.head), compressed=False) is None


def test_two_processes_that_write_at_once_do_no_harm(export_dir: Path) -> None:
    one, other = kept.keep("csv", FIRST, CHUNKS), kept.keep("csv", FIRST, CHUNKS)
    assert [next(one), next(other), *one, *other] == [CHUNKS[0], CHUNKS[0], CHUNKS[1], CHUNKS[1]]
    assert len(names(export_dir)) == 2
    found = kept.find("csv", FIRST, compressed=False)
    assert found is not None
    assert found.path.read_bytes() == b"".join(CHUNKS)


def test_what_was_given_up_long_ago_is_removed_and_what_is_being_written_is_not(export_dir: Path) -> None:
    export_dir.mkdir(mode=0o700)
    old, new = export_dir / ".old.part", export_dir / ".new.part"
    for path in (old, new):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    write()
    assert (old.exists(), new.exists()) == (False, True)


def test_what_was_given_up_is_removed_before_anything_is_written(
    export_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that it has filled nothing else would ever be finished."""
    export_dir.mkdir(mode=0o700)
    old = export_dir / ".old.part"
    old.write_bytes(b"")
    os.utime(old, (0, 0))

    def write_if_there_is_room(self: kept._Part, data: bytes) -> int:
        if old.exists():
            raise OSError(28, "No space left on device")
        return self.file.write(data)

    monkeypatch.setattr(kept._Part, "write", write_if_there_is_room)
    write()
    assert (old.exists(), kept.find("csv", FIRST, compressed=False) is not None) == (False, True)


def test_a_file_that_was_taken_for_given_up_costs_the_file_and_not_the_reader(
    export_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    slow = kept.keep("csv", FIRST, CHUNKS)
    taken = [next(slow)]
    (part,) = export_dir.iterdir()
    os.utime(part, (0, 0))
    write("json")  # another worker
    assert not part.exists()
    assert [*taken, *slow] == CHUNKS
    assert (kept.find("csv", FIRST, compressed=False), len(caplog.messages)) == (None, 1)


def test_a_folder_that_others_may_write_to_is_not_used(export_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    export_dir.mkdir()
    export_dir.chmod(0o777)
    write()
    assert list(export_dir.iterdir()) == []
    assert f"Exports are not kept: {export_dir} can be written to by others." in caplog.messages


def test_a_link_to_a_folder_is_not_used(export_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    export_dir.symlink_to(tmp_path / "elsewhere")
    write()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_cannot_be_made_costs_the_file_and_not_the_reader(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.EXPORT_DIR = tmp_path / "file" / "exports"
    write()
    assert kept.find("csv", FIRST, compressed=False) is None


def test_a_full_disk_costs_the_file_and_not_the_reader(
    export_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(self: object, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept._Part, "write", full)
    write()
    assert list(export_dir.iterdir()) == []
    assert caplog.messages == ["An export could not be kept: [Errno 28] No space left on device"]
