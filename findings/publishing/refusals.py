"""Why something cannot be published: sentences for the editor."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from findings.documents import Compiled
from findings.documents.fields import Document
from findings.models import DeskSettings
from findings.vocabulary import CitationRelation, SubjectKind


class PublicationError(Exception):
    """Nothing was published. `reasons` are sentences; one that is about a subject names it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def unsaid(editor: str, note: str) -> list[str]:
    """What is wrong with the name and the note of an act of publishing; [] where nothing is."""
    reasons = []
    if not editor.strip():
        reasons.append(_("An act of publishing needs the name of the editor who does it."))
    if not note.strip():
        reasons.append(_("An act of publishing needs a note: readers are told why there is a new edition."))
    if not all(_can_be_stored(text) for text in (editor, note)):
        reasons.append(_("The name or the note holds a character that is no text, such as NUL. Write it anew."))
    return reasons


def unknown(kind: SubjectKind, key: str) -> str:
    return _("There is no %(kind)s “%(key)s” to publish.") % {"kind": kind.label.lower(), "key": key}


def missing(compiled: Compiled, desk: DeskSettings) -> list[str]:
    """What a compiled subject lacks to be published under the rules of the desk; [] where nothing is missing."""
    name = _name(compiled.kind, compiled.key)
    if compiled.kind == SubjectKind.FINDING:
        return _missing_in_assertion(name, compiled.document, desk)
    if compiled.kind == SubjectKind.REPORT:
        return [
            reason
            for event in compiled.document["events"]
            for reason in _missing_in_assertion(f"{name}, event {event['slug']}", event, desk)
        ]
    return []


def changed_meanwhile() -> str:
    return _("A record, or what is published of it, has changed since it was looked at. Look at it again.")


def address_taken(compiled: Compiled, holder: str) -> str:
    """`holder` is the key of the subject that has the address under which this one would be published."""
    return _(
        "%(name)s cannot be published at the address “%(address)s”, which is that of “%(holder)s”. "
        "Publish “%(holder)s” at another address first."
    ) % {"name": _name(compiled.kind, compiled.key), "address": compiled.slug, "holder": holder}


def not_public(kind: SubjectKind, key: str) -> str:
    return _("%(name)s is not public, so it cannot be withdrawn.") % {"name": _name(kind, key)}


def no_replacement(kind: SubjectKind, key: str, other: str) -> str:
    return _("%(name)s cannot be replaced by “%(other)s”: name another one that is public.") % {
        "name": _name(kind, key),
        "other": other,
    }


def nothing_to_redact(kind: SubjectKind, key: str, numbers: Iterable[int]) -> str:
    return _("%(name)s has no editions %(numbers)s that can be redacted.") % {
        "name": _name(kind, key),
        "numbers": ", ".join(map(str, numbers)) or "–",
    }


def key_taken(kind: SubjectKind, key: str, holder: str) -> str:
    """`holder` is the key of the subject whose address is the key of one that is to be redacted."""
    return _(
        "%(name)s cannot be redacted: its address would be “%(key)s”, which is that of “%(holder)s”. "
        "Publish “%(holder)s” at another address first."
    ) % {"name": _name(kind, key), "key": key, "holder": holder}


def nothing_to_lead_to(kind: SubjectKind, key: str) -> str:
    return _(
        "No address can be led to %(name)s: it has to be public, and of a kind whose addresses are words: an actor, a "
        "source, a report or a category."
    ) % {"name": _name(kind, key)}


def address_is_no_slug(address: str) -> str:
    return _("“%(address)s” takes lower-case letters, digits and single hyphens: kum-un-san-3.") % {"address": address}


def address_leads(address: str, key: str) -> str:
    return _("“%(address)s” leads to “%(key)s” already.") % {"address": address, "key": key}


def address_is_held(address: str, holder: str) -> str:
    return _("“%(address)s” is the address or the key of “%(holder)s”, so it cannot lead to another page.") % {
        "address": address,
        "holder": holder,
    }


def address_is_a_record(address: str, holder: str) -> str:
    return _(
        "“%(address)s” is the address of the record “%(holder)s”, which is not published at it yet. "
        "Give that record another one first."
    ) % {"address": address, "holder": holder}


def _name(kind: SubjectKind, key: str) -> str:
    return f"{kind.label} {key}"


def _missing_in_assertion(name: str, content: Document, desk: DeskSettings) -> list[str]:
    if not content["citations"]:
        return [_("%(name)s cites no source. Every claim needs at least one.") % {"name": name}]
    quoting = [
        _(
            "%(name)s quotes “%(source)s”, which was not consulted: nobody can quote what they have not read. Take the "
            "quote out, or mark the source as consulted if it was."
        )
        % {"name": name, "source": each["source"]["title"]}
        for each in content["citations"]
        if "quote" in each and not each["source"]["consulted"]
    ]
    bare = _without_source(name, content) if desk.sourced_details else []
    return [*quoting, *_wrongly_carried(name, content), *bare]


def _wrongly_carried(name: str, content: Document) -> list[str]:
    """A detail is carried by sources that the claim cites, by more than a dispute, and that were read."""
    carrying = {
        each["source"]["key"]
        for each in content["citations"]
        if each["source"]["consulted"] and each["relation"] != CitationRelation.DISPUTES
    }
    details = [content["period"], *content["quantities"], *content["involvements"], *content["places"]]
    named = dict.fromkeys(key for detail in details for key in detail.get("carried_by", []))
    return [
        _(
            "%(name)s has a detail that is said to be carried by “%(source)s”: that is to be a source that it cites, "
            "that was consulted, and that does not dispute it. Cite it, or choose others for that detail."
        )
        % {"name": name, "source": key}
        for key in named
        if key not in carrying
    ]


def _without_source(name: str, content: Document) -> list[str]:
    """What the desk refuses where it asks for the sources of every detail."""
    period = content["period"]
    details = [
        *([(_("the period"), period)] if period["start"] or period["end"] else []),
        *((each["measure"], each) for each in content["quantities"]),
        *((each["actor"]["name"], each) for each in content["involvements"]),
        *((each["name"], each) for each in content["places"]),
    ]
    bare = dict.fromkeys(words for words, detail in details if "carried_by" not in detail)
    if not bare:
        return []
    return [
        _("%(name)s does not say which of its sources carry these details, and the desk asks for that: %(details)s.")
        % {"name": name, "details": "; ".join(bare)}
    ]


def _can_be_stored(text: str) -> bool:
    """Whether it is Unicode text that PostgreSQL and a digest take: no NUL, no half of a surrogate pair."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False
