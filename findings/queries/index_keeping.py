"""The index that a process keeps of the findings in force, and which one answers a reader.

**One answer, one version.** An index holds the state of exactly one dataset version, read in one snapshot. Who answers
a reader says which version was promised (`answering_from`); rows and counts then come from the index of that version or
from none. Without a promise there is no index, so commands and tests get the statements. What a newer version has
changed meanwhile does no harm: editions are immutable, the words of superseded ones stay, positions that came later are
in no set. The one exception is meant: a redacted edition has no entry any more, so no row of it is ever shown.

**Each process its own.** A thread of the process builds it (`FindingIndexes.start`), for a new version from the index
before and what that version changed; requests go on with the index of the version that they were promised. Each worker
builds its own after it was forked: threads and connections do not survive a fork. To share one between workers it
would have to be built before the fork, when nothing may connect to the database yet.
"""

from __future__ import annotations

import ctypes
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from django.db import Error, connection

from findings.queries.common_words import read_common_words
from findings.queries.index import FindingIndex
from findings.queries.index_reading import extended, read_index
from findings.queries.questions import Question
from findings.queries.snapshots import snapshot

logger = logging.getLogger(__name__)

#: Seconds that a request waits, at least and at most, for the index of a version that this process has just heard of.
PATIENCE, MOST_PATIENCE = 0.25, 4.0
#: Seconds that PostgreSQL counts for each finding: where it would take longer, waiting is the shorter way.
COUNTED_FOR = 4e-6
#: Seconds until a build that failed is tried again.
RETRY = 5.0

_promised: ContextVar[int | None] = ContextVar("promised_dataset_version", default=None)


class FindingIndexes:
    """The indexes of this process: that of the newest dataset version that it knows of, and the one before.

    The one before is for requests that were promised it. They share what did not change.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._kept: tuple[FindingIndex, ...] = ()
        self._wanted = 0
        self._patient_until = float("-inf")
        self._thread: threading.Thread | None = None
        self._ends = False

    def start(self) -> None:
        """Build in a thread, now and whenever a new version is heard of. To be called after a fork, once."""
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="finding-index", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and forget what was built."""
        with self._news:
            self._ends = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._thread, self._kept, self._wanted = None, (), 0

    @property
    def version(self) -> int:
        """The newest dataset version that this process has an index of, 0 while it has none."""
        kept = self._kept
        return kept[0].version if kept else 0

    def at(self, version: int) -> FindingIndex | None:
        """The index of a dataset version, None while there is none. May wait for one that is on its way."""
        found = self._find(version)
        if found is not None or self._thread is None:
            return found
        with self._news:
            if version > self._wanted:
                self._wanted, self._patient_until = version, time.monotonic() + self._patience()
                self._news.notify_all()
            # The first index takes as long as reading everything; the next ones only what changed.
            if self._kept and version == self._wanted:
                self._news.wait_for(
                    lambda: self._find(version) is not None, timeout=max(self._patient_until - time.monotonic(), 0)
                )
        return self._find(version)

    def build(self) -> None:
        """Bring the newest index up to the current version, or build it, on this thread's connection."""
        before = self._kept[0] if self._kept else None
        with snapshot():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")  # a limit that is made for pages
            index = extended(before) if before else None
            is_new = index is None
            if is_new:
                index = read_index()
            if index is None or (before is not None and index.version <= before.version):
                return
            self._keep(index, before)
            if is_new:
                # The words can wait: what is asked for them is answered without them, only not as soon.
                self._keep(replace(index, words=read_common_words(index.everything)), before)
                hand_memory_back()

    def _keep(self, index: FindingIndex, before: FindingIndex | None) -> None:
        with self._news:
            self._kept = (index, before) if before else (index,)
            self._news.notify_all()

    def _patience(self) -> float:
        """As long as PostgreSQL would take for the list, within bounds."""
        findings = len(self._kept[0].everything) if self._kept else 0
        return min(max(PATIENCE, findings * COUNTED_FOR), MOST_PATIENCE)

    def _find(self, version: int) -> FindingIndex | None:
        return next((index for index in self._kept if index.version == version), None)

    def _run(self) -> None:
        while not self._ends:
            try:
                self.build()
            except Error as error:
                logger.warning("The index of findings could not be built: %s", error)
            finally:
                connection.close()
            with self._news:
                # Still behind: the database was away, or its replica has yet to hear of the version.
                self._news.wait_for(lambda: self._ends, timeout=RETRY if self._is_behind() else 0)
                self._news.wait_for(lambda: self._ends or self._is_behind())

    def _is_behind(self) -> bool:
        return self._wanted > self.version


def hand_memory_back() -> None:
    """Give the system what the C library keeps of memory that is free again: nothing as large is read soon."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
    if trim is not None:
        trim(0)


#: Those of this process; `start` is called where a process serves pages.
finding_indexes = FindingIndexes()


@contextmanager
def answering_from(version: int | None) -> Iterator[None]:
    """Within it, this thread answers from a dataset version that the reader has been told."""
    token = _promised.set(version)
    try:
        yield
    finally:
        _promised.reset(token)


def promised_version() -> int | None:
    """The dataset version that this thread has promised to answer from, if any."""
    return _promised.get()


def index_for(question: Question) -> FindingIndex | None:
    """The index that a question can be answered from, if there is one: see the top of this module."""
    promised = _promised.get()
    if promised is None or question.as_of not in {None, promised}:
        return None
    return finding_indexes.at(promised)
