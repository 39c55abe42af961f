"""Which dataset version is current, and which one was at a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from findings.models import DatasetVersion
from findings.queries.questions import UnanswerableError


@dataclass(frozen=True, slots=True)
class Version:
    """A dataset version: its number, when it was published (UTC), and the head digest of the ledger in it."""

    number: int
    published_at: dt.datetime
    head: str


def current_version() -> Version | None:
    """The newest dataset version; None while nothing has been published. One statement."""
    return _first(DatasetVersion.objects.order_by("-number"))


def version_of(number: int) -> Version | None:
    """The dataset version of this number; None where there is none yet."""
    return _first(DatasetVersion.objects.filter(number=number))


def version_at(day: dt.date) -> Version | None:
    """The last version published before that day ended, UTC; None where none had been."""
    ended = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
    return _first(DatasetVersion.objects.filter(published_at__lt=ended).order_by("-number"))


def _first(versions: QuerySet[DatasetVersion]) -> Version | None:
    row = versions.values_list("number", "published_at", "head").first()
    return Version(*row) if row else None


def why_not_as_of(number: int, current: Version | None) -> str | None:
    """Why a list cannot be asked as of this version, in a sentence; None where it can."""
    if current is not None and number <= current.number:
        return None
    newest = current.number if current else 0
    return _("There is no dataset version %(number)s yet: the newest is %(newest)s.") % {
        "number": number,
        "newest": newest,
    }


def why_not_on(day: dt.date, current: Version | None) -> str | None:
    """Why a list cannot be asked as of this date, in a sentence: today is not over; None where it can."""
    if day < timezone.now().astimezone(dt.UTC).date():
        return None
    return _(
        "%(day)s is not over (UTC), so what was in force on it is not settled. "
        "Ask as of dataset version %(number)s, the newest one."
    ) % {"day": day.isoformat(), "number": current.number if current else 0}


def check_as_of(number: int, current: Version | None) -> None:
    """Raises UnanswerableError where there is no such dataset version. `current` is what this process believes it is.

    That may be a second old: a link to a newer one, which another process has just made, is good.
    """
    reason = why_not_as_of(number, current)
    if reason and version_of(number) is None:
        raise UnanswerableError([reason], {"as_of": [str(number)]})


def number_on(day: dt.date, current: Version | None) -> int:
    """The dataset version in force when a day ended, UTC (CITABLE C25). Raises UnanswerableError."""
    if reason := why_not_on(day, current):
        raise UnanswerableError([reason])
    version = version_at(day)
    if version is None:
        raise UnanswerableError([_("Nothing had been published when %(day)s ended (UTC).") % {"day": day.isoformat()}])
    return version.number
