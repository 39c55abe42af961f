"""What a search shows beside the findings: other subjects that have these words, and the one thing that they name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings import locators
from findings.pages.frames import LISTS, detail_url
from findings.pages.parts import Link
from findings.queries.lists import HIT_BEGINS, HIT_ENDS
from findings.queries.search import Hit, Target
from findings.vocabulary import SubjectKind

#: The order of the groups, and their headings; provisions are parts of resolutions and stand apart.
_GROUPS = {
    (SubjectKind.ACTOR, False): LISTS[SubjectKind.ACTOR],
    (SubjectKind.REPORT, False): LISTS[SubjectKind.REPORT],
    (SubjectKind.CATEGORY, False): LISTS[SubjectKind.CATEGORY],
    (SubjectKind.RESOLUTION, False): LISTS[SubjectKind.RESOLUTION],
    (SubjectKind.RESOLUTION, True): gettext_lazy("Provisions"),
    (SubjectKind.SOURCE, False): LISTS[SubjectKind.SOURCE],
}


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A subject that a search found, and the other names it goes by."""

    link: Link
    other_names: str


@dataclass(frozen=True, slots=True)
class SearchGroup:
    label: str
    links: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True)
class Straight:
    """The one thing that the words of a search name; `not_cited` is a place in it that no finding cites, or ""."""

    link: Link
    not_cited: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet; `is_hit` where the search hit it."""

    words: str
    is_hit: bool


def search_groups(hits: list[Hit]) -> list[SearchGroup]:
    """Subjects grouped by kind, the best first; groups without a hit are absent."""
    groups = []
    for (kind, is_part), label in _GROUPS.items():
        links = tuple(_named(hit) for hit in hits if hit.kind == kind and bool(hit.part_of) == is_part)
        if links:
            groups.append(SearchGroup(str(label), links))
    return groups


def target_url(target: Target) -> str:
    """Where a look-up leads: the page of the subject, or of a place in a source.

    A place that no finding cites has no page: the look-up leads to the places of its source that have one.
    """
    if target.part_of:
        return reverse("provision-detail", args=[target.part_of, target.key])
    if target.at:
        places = locators.canonical(locators.parse(target.at))
        if places:
            return reverse("place-in-source", args=[target.key, places[0]])
    page = detail_url(target.kind, target.key.lower())
    return f"{page}#places" if target.not_cited and target.kind is SubjectKind.SOURCE else page


def straight_to(target: Target | None, hits: Iterable[Hit] = ()) -> Straight | None:
    """The one thing that the words of a search name, if they name one: by its name where it is among the hits."""
    if target is None:
        return None
    name = next((hit.name for hit in hits if (hit.kind, hit.key) == (target.kind, target.key)), target.key)
    words = name if not target.at else _("%(source)s, %(place)s") % {"source": name, "place": target.at}
    return Straight(Link(words, target_url(target)), target.not_cited)


def pieces(snippet: str) -> tuple[Piece, ...]:
    """A snippet with its hits between HIT_BEGINS and HIT_ENDS → its pieces in order; () for ""."""
    found = []
    for part in snippet.split(HIT_BEGINS):
        hit, ends, rest = part.partition(HIT_ENDS)
        if ends:
            found.append(Piece(hit, is_hit=True))
            found.append(Piece(rest, is_hit=False))
        else:
            found.append(Piece(hit, is_hit=False))
    return tuple(piece for piece in found if piece.words)


def _named(hit: Hit) -> NamedLink:
    url = reverse("provision-detail", args=[hit.part_of, hit.key]) if hit.part_of else detail_url(hit.kind, hit.key)
    others = [name for name in hit.names.splitlines() if name != hit.name] if hit.kind == SubjectKind.ACTOR else []
    return NamedLink(Link(hit.name, url), "; ".join(others))
