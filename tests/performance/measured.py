"""What the benchmark of pages showed of one number of findings, and how it is told: a table, and the goals."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

from tests.performance.asking import MIB, Download, in_ms
from tests.performance.making import WORKERS
from tests.performance.publishing import in_mib

#: The pages of P2.
QUERIES = (
    "one filter",
    "pair of filters",
    "one actor",
    "actor in a role",
    "place in a source",
    "text: common",
    "text: mid",
    "text: rare",
    "text: none",
)


@dataclass
class Measured:
    """What one N showed. Times in seconds, sizes in bytes, rates in answers per second."""

    findings: int
    publishing_rate: float = 0.0
    pages: dict[str, list[float]] = field(default_factory=dict)
    served: dict[str, list[float]] = field(default_factory=dict)
    computed: dict[str, list[float]] = field(default_factory=dict)
    indexed: dict[str, float] = field(default_factory=dict)
    stated: dict[str, float] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)
    resident: list[int] = field(default_factory=list)
    proportional: list[int] = field(default_factory=list)
    after_csv: int = 0
    csv_made: Download | None = None
    csv_kept: Download | None = None
    visible_after: float = 0.0
    slowest_meanwhile: float = 0.0
    index_seconds: float = 0.0
    index_memory: int = 0

    def median(self, page: str) -> float:
        return statistics.median(self.pages[page])


def told(result: Measured) -> str:
    lines = [
        f"\n{result.findings:,} findings, {WORKERS} workers. Milliseconds.",
        f"{'page':22}{'least':>9}{'median':>9}{'p99':>9}{'server':>9}{'computed':>10}{'index':>10}{'SQL':>10}{'SQL/index':>11}",
    ]
    for name in result.pages:
        line = f"{name:22}{in_ms(min(result.pages[name]))}{in_ms(result.median(name))}{in_ms(p99(result.pages[name]))}"
        line += f"{in_ms(statistics.median(result.served[name]))} {in_ms(statistics.median(result.computed[name]))}"
        if name in result.indexed:
            indexed, stated = result.indexed[name], result.stated[name]
            line += f" {in_ms(indexed)} {in_ms(stated)}{stated / indexed:10.1f}×"
        lines.append(line)
    constant = result.rates["constant view"]
    lines += [
        "Answers per second: "
        + ", ".join(f"{name} {rate:,.0f} ({rate / constant:.2f})" for name, rate in result.rates.items()),
        f"Worker: {memory(result.resident)} resident, {memory(result.proportional)} proportional",
        f"Index: built in {result.index_seconds:.2f} s, {in_mib(result.index_memory)} (peak of the build included)",
    ]
    if result.csv_made and result.csv_kept:
        lines.append(
            f"The whole CSV: its first reader {result.csv_made.told()}, worker +{in_mib(result.after_csv)}; "
            f"the next one {result.csv_kept.told()}"
        )
    lines.append(
        f"A correction: on every page {result.visible_after:.2f} s after its commit, the slowest page meanwhile "
        f"{in_ms(result.slowest_meanwhile)} ms"
    )
    return "\n".join(lines)


def goals(results: list[Measured]) -> str:
    """The goals, held against the largest N; P1 and the growth of P8 against the smallest as well.

    P2 and P6 are goals of the server's own time; how long the whole answer took stands beside it.
    """
    least, most = results[0], results[-1]
    browse = most.median("browse")
    queries = [statistics.median(most.served[name]) for name in QUERIES]
    computed = [statistics.median(most.computed[name]) for name in QUERIES]
    slowest = max(p99(most.served[name]) for name in QUERIES)
    whole = max(p99(most.pages[name]) for name in QUERIES)
    finding = statistics.median(most.served["finding page"])
    constant = most.rates["constant view"]
    deep = max(most.median("page 50"), most.median("last page")) / browse
    grown = max(most.resident) - max(least.resident)
    made, kept = most.csv_made, most.csv_kept
    assert made is not None
    assert kept is not None
    csv = kept.rate >= 100_000 and max(made.first_byte, kept.first_byte) <= 0.2 and most.after_csv <= 16 * MIB
    of_csv = (
        f"kept file {kept.rate:,.0f} rows/s, its first reader {made.rate:,.0f}; "
        f"first byte {in_ms(made.first_byte).strip()} ms, +{in_mib(most.after_csv)}"
    )
    resident, proportional = max(most.resident), max(most.proportional)
    of_queries = (
        f"median query {in_ms(statistics.median(queries))} ms, slowest p99 {in_ms(slowest)} ms of the server, "
        f"{in_ms(whole)} ms whole; "
        f"computed for one {in_ms(statistics.median(computed))} ms, of the slowest kind {in_ms(max(computed))} ms"
    )
    said: dict[str, tuple[bool | None, str]] = {
        "P1": (
            browse <= 1.2 * least.median("browse") if len(results) > 1 else None,
            f"browse {browse / least.median('browse'):.2f} × that of {least.findings:,}",
        ),
        "P2": (statistics.median(queries) <= 0.020 and slowest <= 0.050, of_queries),
        "P3": (None, "not measured here"),
        "P4": (most.rates["kept page"] >= 0.7 * constant, f"kept page {most.rates['kept page'] / constant:.2f} ×"),
        "P5": (most.rates["304"] >= 0.8 * constant, f"304 {most.rates['304'] / constant:.2f} ×"),
        "P6": (
            finding <= 0.004,
            f"finding page {in_ms(finding)} ms of the server, {in_ms(most.median('finding page'))} ms whole",
        ),
        "P7": (csv, of_csv),
        "P8": (
            resident <= 130 * MIB and proportional <= 80 * MIB and grown <= 30 * MIB,
            f"{in_mib(resident)} resident, {in_mib(proportional)} proportional, +{in_mib(grown)} for more findings",
        ),
        "P9": (None, "not measured here"),
        "P10": (deep <= 1.5, f"deep pages {deep:.2f} × the first"),
        "P11": (
            most.publishing_rate >= 1000 and most.visible_after <= 2.0,
            f"{most.publishing_rate:,.0f} editions/s, a correction visible after {most.visible_after:.2f} s",
        ),
    }
    words = {True: "met", False: "NOT MET", None: "–"}
    lines = [f"{name:4}{words[met]:9}{measured}" for name, (met, measured) in said.items()]
    return "\n".join([f"\nGoals, at {most.findings:,}:", *lines])


def ratios(results: list[Measured]) -> dict[str, float]:
    """What /about/conformance/ tells of speed (findings/pages/conformance.py says what each is, and its goal)."""
    least, most = results[0], results[-1]
    browse, constant = most.median("browse"), most.rates["constant view"]
    found = {
        "list": browse / least.median("browse"),
        "deep": most.median("last page") / browse,
        "kept": most.rates["kept page"] / constant,
        "unchanged": most.rates["304"] / constant,
        "sets": most.stated["one filter"] / most.indexed["one filter"],
    }
    return {name: round(ratio, 2) for name, ratio in found.items()}


def memory(sizes: list[int]) -> str:
    return " and ".join(map(in_mib, sizes))


def p99(times: list[float]) -> float:
    return sorted(times)[min(int(len(times) * 0.99), len(times) - 1)]
