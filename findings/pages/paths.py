"""How two actors are connected, as a comparison of them says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from findings.exports.addresses import path_of
from findings.pages import parts
from findings.pages.frames import detail_url
from findings.pages.parts import Link, Mark
from findings.queries.paths import LONGEST, MOST, Member, Path, Step
from findings.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class StepPart:
    """Two actors, each with what the finding says of it, and the finding: never without who asserts it."""

    before: Link
    before_roles: str
    after: Link
    after_roles: str
    finding: Link
    title: str
    asserted_by: str
    attestation: Mark
    hand: Mark


@dataclass(frozen=True, slots=True)
class PathPart:
    """A sentence that says what was found, or looked at, and the steps: one after another if `is_chain`, or each by
    itself a way from one actor to the other."""

    sentence: str
    is_chain: bool
    steps: tuple[StepPart, ...]


def path_part(found: Path) -> PathPart:
    return PathPart(_sentence(found), len(found.steps) > 1, tuple(_step(each) for each in (*found.steps, *found.also)))


def _sentence(found: Path) -> str:
    if found.is_cut:
        return (
            _("Whether they are connected was not found out: the actors of one step are named more than %s times.")
            % MOST
        )
    match len(found.steps):
        case 0:
            return (
                _("There is no chain of up to %s findings between them that does not pass through a State.") % LONGEST
            )
        case 1:
            return _("Findings name both. The newest:") if found.also else _("One finding names both:")
        case n:
            return (
                _(
                    "No finding names both. The shortest chain that does not pass through a State has %s findings; each"
                    " names two of its actors:"
                )
                % n
            )


def _step(step: Step) -> StepPart:
    document = step.finding.document
    return StepPart(
        before=_actor(step.before),
        before_roles=parts.roles_of(document, step.before.key),
        after=_actor(step.after),
        after_roles=parts.roles_of(document, step.after.key),
        finding=Link(step.finding.reference, detail_url(SubjectKind.FINDING, step.finding.slug)),
        title=step.finding.title,
        asserted_by=document["asserted_by"],
        attestation=parts.attestation(document),
        hand=parts.hand(document),
    )


def _actor(member: Member) -> Link:
    return Link(member.name, path_of("actor-detail", member.key))
