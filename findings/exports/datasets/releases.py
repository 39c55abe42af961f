"""A release: what its own file, `release.json`, says of it, and what is said of it in words and citations."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as format_date

from findings.documents import moment
from findings.exports.datasets.dois import doi_address
from findings.exports.described import PORTAL
from findings.languages import in_english

RELEASE = "release.json"


class NoReleaseError(Exception):
    """A folder holds no release. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Release:
    """`since` is the dataset version that its changes are counted from, 0 for none.

    `years` are the first and the last that a finding touches; `redactions` those that took text out of it, as the table
    of redactions has them; `counts` the rows of each table; `site` the base of its addresses, without a slash behind.
    `doi` is "" unless there is one; `doi_is_later` where it was registered after the release was made, whose files
    therefore do not name it.
    """

    version: int
    published_at: dt.datetime
    head: str
    note: str
    since: int
    site: str
    counts: dict[str, int]
    years: tuple[str, str] | None
    redactions: tuple[dict[str, Any], ...]
    doi: str = ""
    doi_is_later: bool = False

    @property
    @in_english
    def address(self) -> str:
        return f"{self.site}{reverse('release-detail', args=[self.version])}"

    @property
    def doi_address(self) -> str:
        return doi_address(self.doi)

    @property
    @in_english
    def title(self) -> str:
        return f"{PORTAL}, dataset version {self.version}"

    @property
    @in_english
    def date(self) -> str:
        return format_date(self.published_at.astimezone(dt.UTC), "j F Y")

    @property
    def findings(self) -> int:
        return self.counts["findings"]

    @property
    def redacted_in(self) -> set[int]:
        """The dataset versions whose redactions it has followed."""
        return {int(each["dataset_version"]) for each in self.redactions}

    @property
    @in_english
    def description(self) -> str:
        return (
            f"All {self.findings:,} findings in force in dataset version {self.version} of {self.date}: what the "
            "Multilateral Sanctions Monitoring Team (MSMT) and its predecessor, the Panel of Experts of the Security "
            "Council’s 1718 Committee, reported on violations of the UN sanctions on the DPRK, with who asserts each "
            "claim, its sources and the places in them, actors and their roles, quantities, and how well each is "
            "attested; with every edition ever published. A record says what a report asserts. It is not a judgement, "
            "and to be named is not to be designated."
        )

    @property
    @in_english
    def citation(self) -> str:
        """How the release is cited, in one line."""
        year = self.published_at.astimezone(dt.UTC).year
        return (
            f"{PORTAL}. ({year}). {self.title} ({self.date}) [Data set]. {PORTAL}. {self.doi_address or self.address}"
        )

    @property
    @in_english
    def bibtex(self) -> str:
        day = self.published_at.astimezone(dt.UTC)
        doi = f"  doi = {{{self.doi}}},\n" if self.doi else ""
        return (
            f"@misc{{dprk-sanctions-findings-v{self.version},\n"
            f"  author = {{{{{PORTAL}}}}},\n"
            f"  title = {{{{{self.title}}}}},\n"
            f"  year = {{{day.year}}},\n"
            f"  month = {format_date(day, 'b')},\n"
            f"  version = {{{self.version}}},\n"
            f"  howpublished = {{Data set}},\n"
            f"{doi}"
            f"  url = {{{self.address}}}\n"
            "}\n"
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "dataset_version": self.version,
            "published_at": moment(self.published_at),
            "note": self.note,
            "head": self.head,
            "changes_since": self.since,
            "site": self.site,
            "address": self.address,
            "doi": self.doi,
            "license": "CC-BY-4.0",
            "citation": self.citation,
            "years": list(self.years) if self.years else None,
            "rows": self.counts,
            "redactions": list(self.redactions),
        }


def read_release(folder: Path) -> Release:
    """The release in a folder. Raises NoReleaseError where there is none."""
    try:
        said = json.loads((folder / RELEASE).read_text(encoding="utf-8"))
        years = said["years"]
        return Release(
            version=said["dataset_version"],
            published_at=dt.datetime.fromisoformat(said["published_at"]),
            head=said["head"],
            note=said["note"],
            since=said["changes_since"],
            site=said["site"],
            counts=said["rows"],
            years=(years[0], years[1]) if years else None,
            redactions=tuple(said["redactions"]),
            doi=said["doi"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoReleaseError(
            f"{folder} is not a release: {RELEASE} is not there, or cannot be read ({type(error).__name__})."
        ) from error
