"""Facets as links: the value that a reader chooses or lets go, and the page of all values of one filter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from findings.exports.addresses import absolute
from findings.languages import recorded
from findings.pages.frames import canonical_address, list_url
from findings.pages.looks import Look
from findings.pages.parts import Link
from findings.queries.facets import Counts, Facet
from findings.queries.filters import is_recorded
from findings.queries.involvements import INVOLVEMENT, Narrowed, actor_and_role
from findings.queries.questions import Question
from findings.queries.sentence import sentence
from findings.vocabulary import Role

#: How many values of a facet a list shows: see `facet_part`.
SHOWN = 6


@dataclass(slots=True)  # not frozen, as FacetValue
class FacetLink:
    """A value of a facet: the link chooses it, or lets it go. `id` is the same wherever the value stands in a page."""

    name: str
    url: str
    count: int
    is_chosen: bool
    id: str


@dataclass(frozen=True, slots=True)
class FacetPart:
    """A facet; `all` leads to the list of all its values, where not all are here. `hidden` are those that are not.

    Of thousands of values it is not counted for a list how many they are: `hidden` is 0 then.
    """

    name: str
    label: str
    links: tuple[FacetLink, ...]
    hidden: int
    all: Link | None

    @property
    def more(self) -> str:
        """What is said of the values that are not here."""
        if not self.hidden:
            return _("and more")
        return ngettext("and one more", "and %(more)s more", self.hidden) % {"more": self.hidden}


def facet_part(
    question: Question,
    facet: Facet,
    look: Look = Look(),  # noqa: B008 - frozen
    size: int | None = None,
) -> FacetPart:
    """A facet as links: each chooses its value, or lets it go.

    The `size` first are shown, and those chosen; all are a link away. Where one alone would be left, it is shown as
    well, in the line that would say so.
    """
    shown = facet.values
    if size is not None:
        shown = tuple(value for place, value in enumerate(shown) if place < size or value.chosen)
    if facet.distinct == len(facet.values) == len(shown) + 1:
        shown = facet.values
    kept = look if look.view != "values" else look.as_list()
    label, names, narrower = (
        _involvements(question, facet) if facet.name == INVOLVEMENT else (facet.label, {}, question)
    )
    choose, let_go = (kept.url_toggling(each, facet.name) for each in (narrower, question))
    is_name = is_recorded(facet.name)
    return FacetPart(
        facet.name,
        label,
        tuple(
            FacetLink(
                names.get(value.key) or (recorded(value.name) if is_name else value.name),
                (let_go if value.chosen else choose)(value.key),
                value.count,
                value.chosen,
                f"{facet.name}-{value.key.lower().replace('/', '-').replace(':', '-')}",
            )
            for value in shown
        ),
        max((facet.distinct or 0) - len(shown), 0),
        Link(
            _("All of them") if facet.distinct is None else _("All %s") % facet.distinct,
            Look(view="values", of=facet.name).url(question.from_the_start()),
        )
        if facet.distinct is None or facet.distinct > len(shown)
        else None,
    )


def _involvements(question: Question, facet: Facet) -> tuple[str, dict[str, str], Question]:
    """The heading of the facet of involvements, what its values are called below it, and the question that one joins.

    Where all are of one role, that is the heading and they are actors. Where all are of one actor, they are its roles:
    who chooses one asks for no more than the actor in it.
    """
    narrowed = Narrowed.by(question)
    split = {value.key: (*actor_and_role(value.key), value.actor) for value in facet.values}
    actors, roles = ({each[half] for each in split.values()} for half in (0, 1))
    if len(narrowed.roles) == 1 and roles <= set(narrowed.roles):
        names = {key: recorded(name) for key, (_actor, _role, name) in split.items()}
        return str(Role(narrowed.roles[0]).label), names, question
    if len(narrowed.actors) == 1 and actors <= set(narrowed.actors):
        chosen = {name: values for name, values in question.chosen.items() if name != "actor"}
        names = {key: str(Role(role).label) for key, (_actor, role, _name) in split.items()}
        return _("Role"), names, replace(question, chosen=chosen)
    return facet.label, {}, question


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """All values of one filter, with their counts in the answer to a question."""

    title: str
    facet: FacetPart
    distinct: int | None
    containing: str
    back: Link
    hidden: tuple[tuple[str, str], ...]
    canonical: str
    permalink: str


def values_page(question: Question, counts: Counts, look: Look) -> ValuesPage:
    facet = next(each for each in counts.facets if each.name == look.of)
    part = facet_part(question, facet, look)
    said = sentence(question, counts)
    query = QueryDict(question.query())
    hidden = [(name, value) for name in query for value in query.getlist(name) if name != "page"]
    return ValuesPage(
        title=_("%(label)s: all values among %(set)s") % {"label": part.label, "set": str(said)},
        facet=part,
        distinct=facet.distinct,
        containing=look.containing,
        back=Link(str(said), list_url(question)),
        hidden=(*hidden, ("view", "values"), ("of", look.of)),
        canonical=canonical_address(question),
        permalink=absolute(look.url(question)),
    )
