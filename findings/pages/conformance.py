"""What the portal was checked for when it was built, by what, and what came out: the failures too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from findings.exports.addresses import absolute
from findings.languages import written
from findings.pages import words

#: Group of checks → (what it is called, what it holds the portal to), in the order of the page.
GROUPS: dict[str, tuple[str | Promise, str | Promise]] = {
    "html": (gettext_lazy("HTML"), gettext_lazy("The markup of every kind of page, without an error or a warning.")),
    "accessibility": (
        gettext_lazy("Accessibility"),
        gettext_lazy("WCAG 2.2, levels A and AA, as far as a program can judge, on every kind of page."),
    ),
    "pages": (
        gettext_lazy("Pages in a browser"),
        gettext_lazy("From 320 pixels to wide, light and dark, with and without scripts, weight included."),
    ),
    "citations": (
        gettext_lazy("Citations"),
        gettext_lazy("BibTeX, RIS and CSL-JSON say the same; texts in each style; titles that try them."),
    ),
    "metadata": (
        gettext_lazy("Metadata and typed links"),
        gettext_lazy("FAIR Signposting, JSON-LD, Highwire, Dublin Core, Open Graph, sitemaps, embedding."),
    ),
    "links": (
        gettext_lazy("Links"),
        gettext_lazy("Every link from the main page leads somewhere, and a link leads to every page."),
    ),
    "editions": (
        gettext_lazy("Editions"),
        gettext_lazy("History, differences, corrections, Memento (RFC 7089), former addresses."),
    ),
    "feeds": (gettext_lazy("Feeds"), gettext_lazy("Atom (RFC 4287), JSON Feed 1.1, paging (RFC 5005).")),
    "api": (
        gettext_lazy("The API"),
        gettext_lazy("OpenAPI 3.1; every answer against its schema; random requests; problem details (RFC 9457)."),
    ),
    "releases": (
        gettext_lazy("Releases"),
        gettext_lazy("Data Package, CSVW, FollowTheMoney, DCAT: a real release is taken, a changed byte refused."),
    ),
    "ledger": (
        gettext_lazy("Ledger"),
        gettext_lazy("What is published cannot be changed, and a stranger can verify that it was not."),
    ),
    "hostile": (
        gettext_lazy("Hostile input"),
        gettext_lazy("Random requests to every public address; nothing unpublished or redacted is in an answer."),
    ),
    "access": (
        gettext_lazy("The editors’ room"),
        gettext_lazy("Log-in, rights of each role, publishing, redaction, two editors at once."),
    ),
    "everything": (gettext_lazy("All tests"), gettext_lazy("The groups above and all others.")),
}


#: Ratio that the benchmark measures → (what is compared, its goal): at most so much, or at least; None for no goal.
RATIOS: dict[str, tuple[str | Promise, float | None, float | None]] = {
    "list": (gettext_lazy("Time of a list among the most findings, to that among the fewest"), 1.2, None),
    "deep": (gettext_lazy("Time of the last page of a list, to that of the first"), 1.5, None),
    "kept": (gettext_lazy("Answers a second of a page that is kept, to those of a view that does nothing"), None, 0.7),
    "unchanged": (gettext_lazy("Answers a second that nothing has changed (304), to the same"), None, 0.8),
    "sets": (gettext_lazy("Time of a filtered list’s counts and rows by plain SQL, to that by sets"), None, None),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A group of checks: what it is, with which tools, and what came out."""

    name: str
    meaning: str
    tools: str
    result: str
    failed: list[str]
    is_good: bool


@dataclass(frozen=True, slots=True)
class RatioRow:
    """A ratio that was measured: of what to what, and whether it is within its goal, "" for none."""

    name: str
    ratio: str
    goal: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class SpeedPart:
    """The ratios, and among how many findings they were measured."""

    findings: str
    rows: list[RatioRow]


@dataclass(frozen=True, slots=True)
class ConformancePage:
    """`checked` is "" where no build checked this copy; `is_of_this_code` whether what was checked is what runs.

    `speed` is None where the build measured none.
    """

    permalink: str
    release: str
    checked: str
    is_of_this_code: bool
    rows: list[CheckRow]
    speed: SpeedPart | None


def conformance_page(found: dict[str, Any] | None) -> ConformancePage:
    """The content of the file that a build wrote, None where there is none → the page."""
    groups = found["groups"] if found else {}
    return ConformancePage(
        permalink=absolute(reverse("about-conformance")),
        release=settings.RELEASE,
        checked=words.date_in_words(dt.datetime.fromisoformat(found["checked_at"])) if found else "",
        is_of_this_code=found is not None and found["code"] == settings.CODE_DIGEST,
        rows=[_row(name, groups.get(name)) for name in GROUPS] if found else [],
        speed=_speed(found["ratios"]) if found and "ratios" in found else None,
    )


def _speed(ratios: dict[str, Any]) -> SpeedPart:
    numbers = [written(number) for number in ratios["findings"]]
    measured = ratios["measured"]
    rows = [_ratio(measured[name], *RATIOS[name]) for name in RATIOS if name in measured]
    return SpeedPart(_("%(first)s and %(last)s") % {"first": numbers[0], "last": numbers[-1]}, rows)


def _ratio(ratio: float, what: str | Promise, most: float | None, least: float | None) -> RatioRow:
    goal = ""
    if most is not None:
        goal = _("at most %(ratio)s") % {"ratio": _times(most)}
    elif least is not None:
        goal = _("at least %(ratio)s") % {"ratio": _times(least)}
    is_met = (most is None or ratio <= most) and (least is None or ratio >= least)
    return RatioRow(str(what), _times(ratio), goal, is_met)


def _times(ratio: float) -> str:
    return f"{written(Decimal(str(ratio)))} ×"


def _row(name: str, group: dict[str, Any] | None) -> CheckRow:
    label, meaning = GROUPS[name]
    if group is None:
        return CheckRow(str(label), str(meaning), "", _("Not run by this build."), [], False)
    return CheckRow(
        str(label),
        str(meaning),
        ", ".join(f"{tool} {version}".strip() for tool, version in sorted(group["tools"].items())),
        _result(group),
        group["failed"],
        not group["failed"],
    )


def _result(group: dict[str, Any]) -> str:
    """ "214 passed, 1 failed, 2 not run": what is nothing is left out, but for what passed."""
    passed, failed, skipped = group["passed"], len(group["failed"]), group["skipped"]
    parts = [_("%(count)s passed") % {"count": passed}]
    if failed:
        parts.append(_("%(count)s failed") % {"count": failed})
    if skipped:
        parts.append(ngettext("%(count)s not run", "%(count)s not run", skipped) % {"count": skipped})
    return ", ".join(parts)
