"""Chosen values that no finding has: what they are called, or why they cannot be asked for."""

from __future__ import annotations

import sys

from django.utils.translation import gettext as _

from findings.models import Edition, FindingEntry, KeyAlias, SubjectEntry
from findings.queries.filters import FILTERS
from findings.queries.involvements import INVOLVEMENT
from findings.queries.names import PLACE, key_of, kind_of
from findings.queries.questions import OtherKeysError, UnanswerableError
from findings.vocabulary import SubjectKind


def names_of_absent(name: str, keys: list[str], version: int | None) -> dict[str, str]:
    """Value of filter `name` → its name, or that of what it is named by. At most one statement.

    Raises UnanswerableError where the portal knows nothing by it: OtherKeysError if all of these lead to keys of today.
    """
    if not keys:
        return {}
    values = FILTERS[name]
    if values.choices is not None:
        return {key: str(values.choices[key]) for key in keys}
    if name == "year":
        return {key: key for key in keys}
    subjects = {key: key_of(name, values.text_of(key)) for key in keys}
    if name == PLACE:
        names = _names_of_places(keys, version)
    else:
        entries = SubjectEntry.objects.in_force(version).filter(
            subject_kind=kind_of(name), key__in=list(subjects.values())
        )
        if name == "provision":
            # A resolution stands among them under its number; findings are mapped to its paragraphs.
            entries = entries.exclude(part_of="")
        found = dict(entries.values_list("key", "name"))
        names = {key: found[subject] for key, subject in subjects.items() if subject in found}
    if unknown := [key for key in keys if key not in names]:
        raise _unknown(name, {key: subjects[key] for key in unknown}, version)
    return names


def _unknown(name: str, subjects: dict[str, str], version: int | None) -> UnanswerableError:
    """Why values cannot be asked for: value → the key of the subject that it names."""
    named = {INVOLVEMENT: "actor", "at": "source"}.get(name, name)
    if kind := FILTERS[named].subject:
        lead_to = _keys_of_today(kind, list(subjects.values()), version)
        today = {
            key: f"{lead_to[subject]}{key.removeprefix(subject)}"
            for key, subject in subjects.items()
            if subject in lead_to
        }
        if len(today) == len(subjects):
            return OtherKeysError(name, today)
    paragraphs = _paragraphs_of(list(subjects.values()), version) if name == "provision" else {}
    reasons = [
        _("“%(key)s” is a resolution, and findings are mapped to its paragraphs. There are: %(known)s.")
        % {"key": subject, "known": ", ".join(paragraphs[subject])}
        if subject in paragraphs
        else _("There is no %(name)s “%(key)s” in the portal.") % {"name": named, "key": subject}
        for subject in dict.fromkeys(subjects.values())
    ]
    return UnanswerableError(reasons, {name: list(subjects)})


def _paragraphs_of(resolutions: list[str], version: int | None) -> dict[str, list[str]]:
    """Number of a resolution → the keys of its paragraphs on record; numbers of none are absent."""
    provisions = SubjectEntry.objects.in_force(version).filter(
        subject_kind=SubjectKind.RESOLUTION, part_of__in=resolutions
    )
    found: dict[str, list[str]] = {}
    for number, key in sorted(provisions.values_list("part_of", "key"), key=lambda pair: _by_numbers(pair[1])):
        found.setdefault(number, []).append(key)
    return found


def _by_numbers(key: str) -> list[tuple[int, str]]:
    """The order in which paragraphs stand: 2397-8 before 2397-14, and what has no number last."""
    return [(int(part), "") if part.isdigit() else (sys.maxsize, part) for part in key.split("-")]


def _keys_of_today(kind: SubjectKind, old: list[str], version: int | None) -> dict[str, str]:
    """Keys merged into others, and addresses that are no keys → the key that each leads to; others are absent."""
    known = SubjectEntry.objects.in_force(version).filter(subject_kind=kind).values("key")
    aliases = KeyAlias.objects.in_force(version).filter(subject_kind=kind, old__in=old, key__in=known)
    addresses = Edition.objects.of(kind).in_force(version).readable().filter(slug__in=old)
    found = {**dict(aliases.values_list("old", "key")), **dict(addresses.values_list("slug", "key"))}
    return {address: key for address, key in found.items() if address != key}


def _names_of_places(keys: list[str], version: int | None) -> dict[str, str]:
    """The names of places as findings name them, one finding asked for each; places that none names are absent."""
    entries = FindingEntry.objects.in_force(version).order_by()
    named = [entries.filter(places__contains=[key]).values_list("edition__document__places", flat=True) for key in keys]
    first, *others = (each[:1] for each in named)
    return {place["key"]: place["name"] for places in first.union(*others, all=True) for place in places}
