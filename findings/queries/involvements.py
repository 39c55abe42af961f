"""Actors in their roles: what an involvement is called, and which of them the facet of a question counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.languages import begun_small
from findings.queries.questions import Question
from findings.vocabulary import Role

#: The filter whose values are involvements.
INVOLVEMENT = "involvement"


def actor_and_role(value: str) -> tuple[str, str]:
    """The key of the actor, and the role, of a value of an address."""
    actor, _colon, role = value.rpartition(":")
    return actor, role


def in_words(actor: str, role: str) -> str:
    """“Angara as carrier”, of an actor's name and a role."""
    if role == Role.OTHER:
        return _("%(actor)s without a stated role") % {"actor": actor}
    words = pgettext("an actor in a role", "%(actor)s as %(role)s")
    return words % {"actor": actor, "role": begun_small(Role(role).label)}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The involvements that a facet counts, beside those chosen: in any of these roles, or of any of these actors.

    One of the two is empty; both are where the question asks for neither.
    """

    roles: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @classmethod
    def by(cls, question: Question) -> Self:
        """Who asks for carriers is told who carried, and who asks for Angara, what it is said to have done."""
        if roles := question.chosen.get("role"):
            return cls(roles=roles)
        if actors := question.chosen.get("actor"):
            return cls(actors=actors)
        chosen = question.chosen.get(INVOLVEMENT, ())
        return cls(roles=tuple(dict.fromkeys(actor_and_role(value)[1] for value in chosen)))

    def condition(self, column: str) -> tuple[str, list[list[str]]]:
        """SQL that a value, as `column` of entries holds it, is one of them; and its parameters."""
        if not (self.roles or self.actors):
            return "TRUE", []
        half, wanted = (1, self.roles) if self.roles else (2, self.actors)
        return f"split_part({column}, ':', {half}) = ANY(%s::text[])", [list(wanted)]


def role_asked_for(question: Question) -> str:
    """The one role that a question asks for, by itself or with an actor; "" where it is none or several."""
    narrowed = Narrowed.by(question)
    return narrowed.roles[0] if len(narrowed.roles) == 1 else ""
