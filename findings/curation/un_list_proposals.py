"""Entries of the UN list → proposals to the editors. No record is written here.

What is proposed once is never proposed again, whatever became of it: a proposal has a fingerprint of what it says.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from findings.curation.un_list import Listed, UnList
from findings.curation.un_list_matching import Match, Matcher, known_actors, tight
from findings.models import Actor, Designation, ImportRun, Merge, Proposal
from findings.models.imports import ImportKind, MatchedBy, ProposalAction, ProposalState
from findings.vocabulary import ActorKind, Authority, IdentifierScheme, Measure

#: The source that designations rest on: the list itself, as the curated sources have it.
SOURCE = "un-consolidated-list"

#: What being on the list means: resolution 1718 (2006), paragraph 8 (d) and, for persons, 8 (e).
_MEASURES = {True: (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN), False: (Measure.ASSET_FREEZE,)}

#: Words of a name that suggest what kind of actor it is. Only a suggestion: the editor chooses.
_KINDS = (
    (ActorKind.BANK, {"bank", "banking", "credit"}),
    (ActorKind.MILITARY_UNIT, {"force", "army", "navy"}),
    (
        ActorKind.GOVERNMENT_BODY,
        {"ministry", "department", "bureau", "committee", "commission", "academy", "office", "administration"},
    ),
)


@dataclass
class ProposedImport:
    """What an import came to: its run (None on a dry run), its new proposals, and how many entries matched by what."""

    run: ImportRun | None
    proposals: list[Proposal]
    matched: Counter[MatchedBy]
    known: int

    def by_action(self) -> dict[str, int]:
        """Action → how many new proposals."""
        counted = Counter(each.action for each in self.proposals)
        return {action: counted[action] for action in ProposalAction.values if counted[action]}


def propose(listing: UnList, content: bytes, *, file_name: str, editor: str, dry_run: bool = False) -> ProposedImport:
    """Compare the list with the records, and keep what is new as open proposals; on a dry run keep nothing.

    So many statements, whatever the list holds.
    """
    with transaction.atomic():
        if not dry_run:
            # Two imports at once would propose the same twice.
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE findings_proposal IN SHARE ROW EXCLUSIVE MODE")
        run = ImportRun(
            import_kind=ImportKind.UN_LIST,
            file_name=file_name,
            file_digest=hashlib.sha256(content).hexdigest(),
            dated=listing.dated,
            entries=len(listing.entries),
            started_by=editor,
            started_at=timezone.now(),
        )
        comparing = _Comparing(run)
        found = [proposal for entry in listing.entries for proposal in comparing.of(entry)]
        new = [each for each in found if each.fingerprint not in comparing.made]
        for position, proposal in enumerate(new):
            proposal.position = position
        if not dry_run:
            run.save()
            Proposal.objects.bulk_create(new)
    return ProposedImport(None if dry_run else run, new, comparing.matched, len(found) - len(new))


class _Comparing:
    """The records and former proposals that entries are compared with: read once."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.matched: Counter[MatchedBy] = Counter()
        self.matcher = Matcher(known_actors())
        made = Proposal.objects.filter(run__import_kind=ImportKind.UN_LIST)
        #: Fingerprints of everything that was ever proposed.
        self.made: set[str] = set()
        #: Entry → keys of actors that an editor said it is not.
        self.ruled_out: dict[str, set[str]] = defaultdict(set)
        for fingerprint, action, state, entry, key in made.values_list(
            "fingerprint", "action", "state", "entry", "record_key"
        ):
            self.made.add(fingerprint)
            if action == ProposalAction.IDENTIFIER and state == ProposalState.REJECTED:
                self.ruled_out[entry].add(key)
        listed = Designation.objects.filter(authority=Authority.UN_1718)
        #: (key, list reference, measure) of what is recorded; the measure "" stands for one that is not.
        self.designated = set(listed.values_list("actor__key", "list_reference", "measure"))
        #: Slugs and keys that a new actor cannot have.
        self.taken = {
            *Actor.objects.values_list("slug", flat=True),
            *Actor.objects.values_list("key", flat=True),
            *Merge.objects.values_list("merged_key", flat=True),
        }

    def of(self, entry: Listed) -> Iterator[Proposal]:
        """Everything that an entry proposes, whether it was proposed before or not."""
        match = self.matcher.match(entry, except_for=self.ruled_out[entry.reference])
        self.matched[match.matched_by if match else MatchedBy.NOTHING] += 1
        if match is None or not match.is_sure:
            yield self._new_actor(entry, match)
        if match is None:
            return
        if match.matched_by != MatchedBy.REFERENCE:
            yield self._proposal(entry, match, ProposalAction.IDENTIFIER, _identifier(entry))
        names = {tight(name) for name in self.matcher.by_key[match.key].names}
        for name in dict.fromkeys(in_writing(each) for each in (entry.name, *(alias.name for alias in entry.aliases))):
            if tight(name) not in names and tight(name):
                names.add(tight(name))
                yield self._proposal(entry, match, ProposalAction.ALIAS, {"name": name}, told=tight(name))
        for designation in _designations(entry):
            if (match.key, entry.reference, designation["measure"]) not in self.designated:
                yield self._proposal(entry, match, ProposalAction.DESIGNATION, designation, told=designation["measure"])

    def _new_actor(self, entry: Listed, match: Match | None) -> Proposal:
        name = in_writing(entry.name)
        slug = stem = slugify(name)[:80].strip("-") or entry.reference.lower().replace(".", "-")
        if slug in self.taken:
            slug = f"{stem}-{entry.reference.lower().replace('.', '-')}"
        self.taken.add(slug)
        aliases = {tight(each): each for each in (in_writing(alias.name) for alias in entry.aliases)}
        form: dict[str, Any] = {
            "slug": slug,
            "kind": _kind(entry),
            "name": name,
            "aliases": [alias for form_of_it, alias in aliases.items() if form_of_it not in {"", tight(name)}],
            "country": entry.country,
            "identifiers": [_identifier(entry)],
            "designations": list(_designations(entry)),
            "sources": [SOURCE],
        }
        payload = {field: value for field, value in form.items() if value}
        return self._proposal(entry, match, ProposalAction.CREATE, payload, key=slug)

    def _proposal(
        self,
        entry: Listed,
        match: Match | None,
        action: ProposalAction,
        payload: dict[str, Any],
        *,
        told: str = "",
        key: str = "",
    ) -> Proposal:
        """`told` is what of the payload makes it the same proposal again, beside entry, action and actor."""
        of_actor = "" if action == ProposalAction.CREATE or match is None else match.key
        said = json.dumps([ImportKind.UN_LIST, entry.reference, action, of_actor, told])
        return Proposal(
            run=self.run,
            fingerprint=hashlib.sha256(said.encode()).hexdigest(),
            action=action,
            record_key=key or of_actor,
            entry=entry.reference,
            label=entry.name,
            matched_by=match.matched_by if match else MatchedBy.NOTHING,
            score=match.score if match else None,
            payload=payload,
            evidence=_evidence(entry, match),
        )


def _identifier(entry: Listed) -> dict[str, str]:
    return {"scheme": IdentifierScheme.UN_LIST.value, "value": entry.reference}


def _designations(entry: Listed) -> Iterator[dict[str, str]]:
    for measure in _MEASURES[entry.is_person]:
        yield {
            "authority": Authority.UN_1718.value,
            "list_reference": entry.reference,
            "designated": entry.listed_on,
            "measure": measure.value,
            "source": SOURCE,
        }


def _evidence(entry: Listed, match: Match | None) -> dict[str, Any]:
    """What an editor reads to decide. Of a person no more than the names: no birth date, no document."""
    evidence: dict[str, Any] = {
        "listed_on": entry.listed_on,
        "updated_on": entry.updated_on,
        "country": entry.country,
        "aliases": [f"{alias.name} ({alias.quality})" if alias.quality else alias.name for alias in entry.aliases],
        "line": entry.line,
        "others": list(match.others) if match else [],
        "like": match.key if match and not match.is_sure else "",
    }
    return {name: value for name, value in evidence.items() if value}


def _kind(entry: Listed) -> str:
    if entry.is_person:
        return ActorKind.PERSON.value
    said = set(re.findall(r"[a-z]+", entry.name.lower()))
    return next((kind for kind, telling in _KINDS if said & telling), ActorKind.COMPANY).value


def in_writing(name: str) -> str:
    """A name in capitals as a text writes it: “BANK OF EAST LAND” → “Bank of East Land”. Others stay as they are."""
    if name != name.upper():
        return name
    return " ".join(_word(each, first=number == 0) for number, each in enumerate(name.split()))


_SMALL = {"of", "and", "the", "for"}
_WORDS = {"CO", "LTD", "CORP", "INC", "PTE"}


def _word(word: str, *, first: bool) -> str:
    core = word.strip(".,()&")
    if core.lower() in _SMALL and not first:
        return word.lower()
    if core not in _WORDS and not re.search(r"[AEIOUY]", core) and not core[:1].isdigit():
        return word  # an abbreviation without a vowel: JV, SHPG
    if re.fullmatch(r"\([A-Z]{2,5}\)", word):
        return word  # the abbreviation of what stands before it: (OMM)
    return re.sub(r"[^\W_][\w'’-]*", lambda found: found[0][0] + found[0][1:].lower(), word)
