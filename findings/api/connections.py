"""How two actors are connected, as a comparison of them shows it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from findings.api.description import Operation
from findings.api.editions import Stamp, stamps_of
from findings.api.parameters import as_of, pair, read_pair
from findings.api.routes import Route
from findings.api.serializers.connections import ConnectionSerializer
from findings.exports.addresses import absolute
from findings.pages.frames import detail_url
from findings.queries.absent import names_of_absent
from findings.queries.paths import Member, Path, Step, path
from findings.vocabulary import SubjectKind

_CONNECTION = ConnectionSerializer()


class Connection(Route):
    operation = Operation(
        "connect_actors",
        "search",
        _("How two actors are connected"),
        ConnectionSerializer,
        lambda: [pair(), as_of()],
        description=_(
            "The shortest chain of at most three findings, each of which names the actor before and after it. A State "
            "can be an end of a chain and is not passed through. A step means that one finding names both actors, "
            "nothing more: not that they dealt with each other."
        ),
    )

    def get(self, request: Request) -> Response:
        keys, version = read_pair(request.query_params, request.dataset_version)
        names = names_of_absent("actor", list(keys), version)
        found = path(*keys, version)
        findings = [step.finding for step in (*found.steps, *found.also)]
        stamps = stamps_of(SubjectKind.FINDING, {each.reference: each.number for each in findings}) if findings else {}
        body = {
            "actors": [_actor(key, names[key]) for key in keys],
            "as_of": version,
            "outcome": _outcome(found),
            "steps": [_step(each, stamps) for each in found.steps],
            "also": [_step(each, stamps) for each in found.also],
        }
        return Response(_CONNECTION.to_representation(body))


def _outcome(found: Path) -> str:
    if found.is_cut:
        return "unknown"
    return {0: "none", 1: "direct"}.get(len(found.steps), "chain")


def _step(step: Step, stamps: dict[str, Stamp]) -> dict[str, Any]:
    return {
        "before": _member(step.before),
        "finding": {**step.finding.document, "edition": stamps[step.finding.reference]},
        "after": _member(step.after),
    }


def _member(member: Member) -> dict[str, Any]:
    return {**_actor(member.key, member.name), "roles": list(member.roles)}


def _actor(key: str, name: str) -> dict[str, Any]:
    return {"key": key, "name": name, "permalink": absolute(detail_url(SubjectKind.ACTOR, key))}
