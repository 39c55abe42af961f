"""A record in another form: what a form is, and where an edition stands in it.

Every subject has its forms at two addresses: `/findings/{slug}.bib` is of the edition in force when it is asked for,
`/findings/{slug}/v/{n}.bib` is of edition n, for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from findings.exports.addresses import absolute, path_of
from findings.languages import without_language
from findings.queries.editions import PublishedEdition
from findings.vocabulary import SubjectKind

type Writer = Callable[[PublishedEdition], bytes]


@dataclass(frozen=True, slots=True)
class Variants:
    """One parameter of a form, and the writer for each of its values: `?style=apa`."""

    parameter: str
    writers: Mapping[str, Writer]


@dataclass(frozen=True, slots=True)
class RecordForm:
    """A form that a readable edition can be written in.

    `name` is how its address ends, without the first dot. `relation` is how a file in it stands to the edition's page
    (CITABLE, 3): it `describes` it, or, as content, the page is its `collection`. `kinds` are the kinds of subjects
    that have it. `write_in_force` is for the address without a number, where that says more than the edition does.
    `of_provisions` where it can be of one provision of a resolution.
    """

    name: str
    media_type: str
    write: Writer
    relation: str = "describes"
    variants: Variants | None = None
    kinds: frozenset[SubjectKind] = field(default_factory=lambda: frozenset(SubjectKind))
    write_in_force: Writer | None = None
    of_provisions: bool = False


def edition_page(edition: PublishedEdition) -> str:
    """The absolute address of the page of this very edition: what is cited."""
    return absolute(edition_path(edition))


def edition_path(edition: PublishedEdition) -> str:
    """The path of it in English, behind which its files stand."""
    return without_language(path_of(f"{edition.kind.value}-edition", edition.slug, edition.number))


#: The parameter that makes a form of a resolution one of its provision.
PROVISION = "provision"


def provision_anchor(key: str) -> str:
    """Where a provision stands on the page of its resolution, and of each edition of it."""
    return f"{PROVISION}-{key}"


def file_beside(page: str, form: str) -> str:
    """Where a subject is in a form, by the absolute address of its page; as form_path, without a look at the routes."""
    return f"{page.removesuffix('/')}.{form}"


def form_path(kind: SubjectKind, slug: str, form: str, number: int | None = None) -> str:
    """Where a subject is in a form: as it is in force, or as its edition `number` has it."""
    if number is None:
        return reverse(f"{kind.value}-form", args=[slug, form])
    return reverse(f"{kind.value}-edition-form", args=[slug, number, form])
