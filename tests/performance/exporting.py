"""Whether a release of the dataset is written in memory that does not grow with it.

    python -m tests.performance.exporting --findings 10000 100000

For each N: makes a private PostgreSQL in a temporary folder, loads and publishes N synthetic findings (synthetic.py),
and writes the release as `manage.py export_dataset` does, in a process of its own. Printed are the peak memory
(resident set) of that process before and after, the seconds, and the size of all files, which need room on the disk.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from findings.exports.datasets.making import export
from mmsmt_portal import database
from mmsmt_portal.embedded_postgres import PrivateServer
from tests.performance.publishing import in_a_process, in_mib, load, peak_memory, publish, say


@dataclass(frozen=True, slots=True)
class Written:
    """A release as it was written: bytes of memory before and at most, seconds, bytes of all files, their number."""

    before: int
    peak: int
    seconds: float
    size: int
    files: int


def write(url: str, folder: Path) -> Written:
    database.use(url)
    before, begin = peak_memory(), time.perf_counter()
    export(folder)
    seconds = time.perf_counter() - begin
    sizes = [file.stat().st_size for file in folder.iterdir()]
    return Written(before, peak_memory(), seconds, sum(sizes), len(sizes))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.performance.exporting",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--findings", type=int, nargs="+", default=[10_000], metavar="N", help="how many are published")
    for findings in parser.parse_args(arguments).findings:
        with (
            tempfile.TemporaryDirectory(prefix="portal-benchmark-") as folder,
            PrivateServer(Path(folder) / "postgres", durable=False) as url,
        ):
            counts, _seconds = in_a_process(load, url, findings, 1718)
            in_a_process(publish, url, sum(counts.values()), False)
            written = in_a_process(write, url, Path(folder) / "release")
        say(
            f"{findings:,} SYNTHETIC findings: {written.files} files, {in_mib(written.size)}, in "
            f"{written.seconds:.1f} s = {findings / written.seconds:,.0f} findings per second; peak memory "
            f"{in_mib(written.before)} before, {in_mib(written.peak)} in the end"
        )


if __name__ == "__main__":
    main()
