"""The API in words: an overview and a page for each resource, made from its own description, without a script.

What several resources have in common stands on pages of its own: the parameters that many operations share, what a
problem is made of, the vocabularies. Each operation, object and vocabulary is described on one page, and named on the
overview under the anchor that led to it when all was one page: links that others keep go on leading there.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings.api.description import openapi
from findings.api.problems import KINDS
from findings.api.wording import DescribedSchema, Endpoint, Parameter, Shape, described_schema, endpoint, schemas_in
from findings.caching import PublicRequest
from findings.exports.addresses import absolute
from findings.pages.heads import plain_head
from findings.pages.nearby import NoPageError, no_page
from findings.pages.parts import Link

#: The pages of what resources have in common, beside those of the resources.
PARAMETERS, PROBLEMS, VOCABULARIES = "parameters", "problems", "vocabularies"
_COMMON = {
    PARAMETERS: gettext_lazy("Shared parameters"),
    PROBLEMS: gettext_lazy("Problems"),
    VOCABULARIES: gettext_lazy("Vocabularies"),
}
#: Objects that every resource answers with, and the resource that they are about. Else the first that has one has it.
_ABOUT = {"Edition": "editions", "EditionList": "editions", "ListedEdition": "editions"}


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation, the parameters that are its own, and the names of those that are described once for many."""

    endpoint: Endpoint
    parameters: tuple[Parameter, ...]
    filters: tuple[str, ...]
    of_lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedParameters:
    anchor: str
    title: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class DescribedProblem:
    status: int
    anchor: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Group:
    """A resource as the overview has it."""

    name: str
    link: Link
    endpoints: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True)
class DocsPage:
    """The overview. `hrefs`: the name of an operation, object, vocabulary or shared parameter → its description."""

    title: str
    description: str
    base: str
    schema_url: str
    yaml_url: str
    permalink: str
    groups: tuple[Group, ...]
    problems: tuple[DescribedProblem, ...]
    objects: tuple[str, ...]
    vocabularies: tuple[str, ...]
    hrefs: Mapping[str, str]
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocsPart:
    """A page under the overview: of a resource, or of what many have in common."""

    title: str
    name: str
    base: str
    permalink: str
    operations: tuple[Operation, ...]
    shared: tuple[SharedParameters, ...]
    objects: tuple[DescribedSchema, ...]
    vocabularies: tuple[DescribedSchema, ...]
    hrefs: Mapping[str, str]
    pages: tuple[Link, ...]


def docs(request: PublicRequest) -> HttpResponse:
    page = docs_page()
    head = plain_head(page.permalink, page.title, page.description)
    return render(request, "api/docs.html", {"page": page, "head": head, "version": request.dataset_version})


def docs_part(request: PublicRequest, name: str) -> HttpResponse:
    if name not in _titles():
        raise no_docs(name)
    page = docs_part_page(name)
    described = _("%s in the API of the portal: addresses, parameters, answers, and what each member of them means.")
    head = plain_head(page.permalink, _("%s (API)") % page.title, described % page.title)
    return render(request, "api/docs_part.html", {"page": page, "head": head, "version": request.dataset_version})


def is_of_docs(request: HttpRequest) -> bool:
    """Whether a page was asked for, which a person reads: what goes wrong there is told on a page too."""
    return request.path_info.startswith(reverse("api:docs"))


def no_docs(name: str) -> NoPageError:
    sentence = _("The documentation of the API has no page “%s”.") % name
    return no_page(sentence, name, _links(), Link(_("The API"), reverse("api:docs")))


@functools.cache
def docs_page() -> DocsPage:
    """The overview of the description. Made once by a process, as the description is."""
    document = openapi()
    return DocsPage(
        title=document["info"]["title"],
        description=document["info"]["description"],
        base=absolute(reverse("api:index")),
        schema_url=reverse("api:schema"),
        yaml_url=reverse("api:schema-yaml"),
        permalink=absolute(reverse("api:docs")),
        groups=tuple(
            Group(tag["name"], Link(tag["description"], _url(tag["name"])), _endpoints(document, tag["name"]))
            for tag in document["tags"]
        ),
        problems=_problems(document),
        objects=tuple(schema.name for schema in _schemas() if schema.members),
        vocabularies=tuple(schema.name for schema in _schemas() if schema.choices),
        hrefs={name: f"{_url(page)}#{name}" for name, page in _places().items()},
        pages=_links(),
    )


@functools.cache
def docs_part_page(name: str) -> DocsPart:
    """The page of this name, one of `_titles`."""
    here = [schema for schema in _schemas() if _places()[schema.name] == name]
    return DocsPart(
        title=_titles()[name],
        name=name,
        base=absolute(reverse("api:index")),
        permalink=absolute(_url(name)),
        operations=tuple(_operation(each) for each in _endpoints(openapi(), name)),
        shared=_shared() if name == PARAMETERS else (),
        objects=tuple(schema for schema in here if schema.members),
        vocabularies=tuple(schema for schema in here if schema.choices),
        hrefs={each: f"{'' if page == name else _url(page)}#{each}" for each, page in _places().items()},
        pages=_links(),
    )


def _titles() -> dict[str, str]:
    """Every page under the overview, in the order in which they are listed: its name in the address → its title."""
    resources = {tag["name"]: tag["description"] for tag in openapi()["tags"]}
    return resources | {name: str(title) for name, title in _COMMON.items()}


def _url(name: str) -> str:
    return reverse("api:docs-part", args=[name])


def _links() -> tuple[Link, ...]:
    return tuple(Link(title, _url(name)) for name, title in _titles().items())


def _endpoints(document: Shape, tag: str) -> tuple[Endpoint, ...]:
    operations = ((address, each["get"]) for address, each in document["paths"].items())
    return tuple(endpoint(address, each) for address, each in operations if each["tags"] == [tag])


def _operation(each: Endpoint) -> Operation:
    filters, of_lists = (group.parameters for group in _shared())
    return Operation(
        each,
        tuple(parameter for parameter in each.parameters if parameter not in {*filters, *of_lists}),
        tuple(parameter.name for parameter in each.parameters if parameter in filters),
        tuple(parameter.name for parameter in each.parameters if parameter in of_lists),
    )


@functools.cache
def _shared() -> tuple[SharedParameters, SharedParameters]:
    """What several operations take in the same words: those of one resource alone, and those of several."""
    of_tags = {tag: _endpoints(openapi(), tag) for tag in _titles()}
    taken = [(parameter, tag) for tag, each in of_tags.items() for one in each for parameter in one.parameters]
    operations = Counter(parameter for parameter, _tag in taken)
    tags = Counter(parameter for parameter, _tag in dict.fromkeys(taken))
    shared = [each for each, count in operations.items() if count > 1 and not each.is_required]
    return (
        SharedParameters("filters", _("Filters of findings"), tuple(each for each in shared if tags[each] == 1)),
        SharedParameters("lists", _("Of lists"), tuple(each for each in shared if tags[each] > 1)),
    )


@functools.cache
def _schemas() -> tuple[DescribedSchema, ...]:
    return tuple(described_schema(name, shape) for name, shape in openapi()["components"]["schemas"].items())


@functools.cache
def _places() -> dict[str, str]:
    """The name of each operation, object, vocabulary and shared parameter → the page that describes it.

    An object stands with the first resource whose answers hold it, however deep; what only problems hold, with them.
    """
    document = openapi()
    places = {parameter.name: PARAMETERS for group in _shared() for parameter in group.parameters}
    for operation in (path["get"] for path in document["paths"].values()):
        places[operation["operationId"]] = operation["tags"][0]
    vocabularies = {schema.name: VOCABULARIES for schema in _schemas() if schema.choices}
    objects: dict[str, str] = {}
    for tag in (each["name"] for each in document["tags"]):
        for operation in (path["get"] for path in document["paths"].values()):
            if operation["tags"] == [tag]:
                for name in _held_by(operation["responses"]["200"]):
                    objects.setdefault(name, tag)
    others = {schema.name: PROBLEMS for schema in _schemas()}
    return places | others | objects | _ABOUT | vocabularies


def _held_by(shape: Shape) -> set[str]:
    """The objects that a shape refers to, those that these refer to, and so on."""
    schemas = openapi()["components"]["schemas"]
    held: set[str] = set()
    waiting = list(schemas_in(shape))
    while waiting:
        name = waiting.pop()
        if name not in held:
            held.add(name)
            waiting += schemas_in(schemas[name])
    return held


def _problems(document: Shape) -> tuple[DescribedProblem, ...]:
    """The kinds of problem that an address can have; and 405, which none has for the method it describes."""
    told = {status for each in document["paths"].values() for status in each["get"]["responses"]}
    return tuple(
        DescribedProblem(status, f"problem-{kind.name}", str(kind.title), str(kind.meaning))
        for status, kind in KINDS.items()
        if str(status) in told or status == 405
    )
