"""What differs between two editions, in words: one part for each difference, as `_difference.html` prints it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from findings.documents.differences import Difference, DifferenceKind, differences
from findings.documents.fields import Document
from findings.languages import begun_small, in_english, joined, labelled, recorded
from findings.pages import parts, words
from findings.partial_dates import PartialDate, period_in_words
from findings.vocabulary import (
    ActorKind,
    Authority,
    CitationRelation,
    EventType,
    IdentifierScheme,
    Measure,
    PlacePrecision,
    ReportKind,
    SourceKind,
    Support,
    Term,
    Topic,
)

type Mark = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class DifferencePart:
    """One difference in words.

    `kind` is "added", "removed", "changed" or "reordered", and `kind_in_words` its word. `before` and `after` are ""
    where there was, or is, nothing. `marks` are the words of both in their order, each with how it fares; () where the
    two have too little in common, and stand better one after the other. `language` is that of words that are quoted, ""
    of all others.
    """

    label: str
    kind: str
    kind_in_words: str
    before: str
    after: str
    marks: tuple[tuple[str, Mark], ...] = ()
    language: str = ""


def difference_parts(old_document: Document, new_document: Document) -> list[DifferencePart]:
    """Two documents of a subject, in today's schema, neither empty → what differs, in reading order.

    What is said twice in the same words (a name that stands beside two roles) is said once.
    """
    found = differences(_with_names(old_document), _with_names(new_document))
    # A quote that is taken out takes its language with it: the newer citation has none.
    languages = {each.path[:-1]: each.after or each.before for each in found if each.path[-1] == "quote_language"}
    return list(dict.fromkeys(_part(each, languages) for each in found))


def _with_names(document: Document) -> Document:
    """The same, with the publishers of the sources that carry a detail in place of their keys."""
    told = document | ({"events": list(map(_with_names, document["events"]))} if "events" in document else {})
    if "citations" not in told:
        return told
    publishers = {each["source"]["key"]: each["source"]["publisher"] for each in told["citations"]}

    def named(detail: Document) -> Document:
        if "carried_by" not in detail:
            return detail
        return detail | {"carried_by": [publishers.get(key, key) for key in detail["carried_by"]]}

    details = {name: list(map(named, told[name])) for name in ("quantities", "involvements", "places")}
    return told | details | {"period": named(told["period"])}


_KINDS = {
    DifferenceKind.ADDED: gettext_lazy("Added"),
    DifferenceKind.REMOVED: gettext_lazy("Taken out"),
    DifferenceKind.CHANGED: gettext_lazy("Changed"),
    DifferenceKind.REORDERED: gettext_lazy("In another order"),
}

#: A list's name → what one of its members is called, and the list itself.
_LISTS: dict[str, tuple[str | Promise, str | Promise]] = {
    "aliases": (gettext_lazy("Other name"), gettext_lazy("Other names")),
    "asserters": (gettext_lazy("Asserter"), gettext_lazy("Asserters")),
    "authors": (gettext_lazy("Author"), gettext_lazy("Authors")),
    "citations": (gettext_lazy("Source"), gettext_lazy("Sources")),
    "designations": (gettext_lazy("Designation"), gettext_lazy("Designations")),
    "events": (gettext_lazy("Event"), gettext_lazy("Events")),
    "identifiers": (gettext_lazy("Identifier"), gettext_lazy("Identifiers")),
    "involvements": (gettext_lazy("Actor"), gettext_lazy("Actors")),
    "places": (gettext_lazy("Place"), gettext_lazy("Places")),
    "provisions": (gettext_lazy("Provision"), gettext_lazy("Provisions")),
    "quantities": (gettext_lazy("Quantity"), gettext_lazy("Quantities")),
    "sources": (gettext_lazy("Source"), gettext_lazy("Sources")),
}

#: A member's name → what it is called; one of a schema to come that is not here stands with its underscores as spaces.
_MEMBERS: dict[str, str | Promise] = {
    "actor_kind": gettext_lazy("Kind"),
    "adopted": gettext_lazy("Adopted"),
    "archived": gettext_lazy("Date of the archived copy"),
    "archived_url": gettext_lazy("Archived copy"),
    "asserted_by": gettext_lazy("Asserted by"),
    "at_second_hand": gettext_lazy("At second hand"),
    "authority": gettext_lazy("Authority"),
    "category": gettext_lazy("Category"),
    "carried_by": gettext_lazy("Carried by"),
    "code": gettext_lazy("Symbol or number"),
    "consulted": gettext_lazy("Consulted by the editors"),
    "country": gettext_lazy("Country"),
    "definition": gettext_lazy("Definition"),
    "delisted": gettext_lazy("Delisted"),
    "description": gettext_lazy("Description"),
    "designated": gettext_lazy("Date of designation"),
    "editors_note": gettext_lazy("Editors’ note"),
    "event_type": gettext_lazy("Kind of event"),
    "former_keys": gettext_lazy("Former keys"),
    "issuer": gettext_lazy("Issuer"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "latitude": gettext_lazy("Latitude"),
    "leading_finding": gettext_lazy("Leading finding"),
    "list_reference": gettext_lazy("List reference"),
    "locators": gettext_lazy("Place in it"),
    "longitude": gettext_lazy("Longitude"),
    "measure": gettext_lazy("Measure"),
    "merged": gettext_lazy("Merged into it"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("Editors’ note"),
    "number": gettext_lazy("Number"),
    "obligation": gettext_lazy("Obligation"),
    "paragraph": gettext_lazy("Paragraph"),
    "paragraph_checked": gettext_lazy("Paragraph number checked"),
    "paragraph_note": gettext_lazy("Note on the paragraph number"),
    "period": gettext_lazy("Period"),
    "period_covered": gettext_lazy("Period covered"),
    "position": gettext_lazy("Place among the categories"),
    "precision": gettext_lazy("Precision"),
    "published": gettext_lazy("Date of publication"),
    "publisher": gettext_lazy("Publisher"),
    "qualifier": gettext_lazy("Qualifier"),
    "quote": gettext_lazy("Quote"),
    "quote_language": gettext_lazy("Language of the quote"),
    "read_first_hand": gettext_lazy("Read by the editors"),
    "reason": gettext_lazy("Reason"),
    "recheck": gettext_lazy("To be rechecked"),
    "reference": gettext_lazy("Reference"),
    "reference_prefix": gettext_lazy("Reference prefix"),
    "relation": gettext_lazy("How it stands to the claim"),
    "replaced_by": gettext_lazy("Replaced by"),
    "report": gettext_lazy("Report"),
    "report_kind": gettext_lazy("Kind"),
    "role": gettext_lazy("Role"),
    "scheme": gettext_lazy("Scheme"),
    "slug": gettext_lazy("Address on this portal"),
    "source": gettext_lazy("Source"),
    "source_kind": gettext_lazy("Kind"),
    "source_url": gettext_lazy("Address of the text"),
    "summary": gettext_lazy("Summary"),
    "support": gettext_lazy("How well attested"),
    "supports": gettext_lazy("What it supports"),
    "symbol": gettext_lazy("Symbol"),
    "title": gettext_lazy("Title"),
    "topic": gettext_lazy("Topic"),
    "unit": gettext_lazy("Unit"),
    "url": gettext_lazy("Address"),
    "value": gettext_lazy("Value"),
    "vote": gettext_lazy("Vote"),
    "withdrawn": gettext_lazy("Withdrawal"),
}

#: A member's name → the choice list that its value is taken from.
_TERMS: dict[str, type[Term]] = {
    "actor_kind": ActorKind,
    "authority": Authority,
    "event_type": EventType,
    "measure": Measure,
    "precision": PlacePrecision,
    "relation": CitationRelation,
    "report_kind": ReportKind,
    "scheme": IdentifierScheme,
    "source_kind": SourceKind,
    "support": Support,
    "topic": Topic,
}
_DATES = frozenset({"published", "adopted", "designated", "delisted", "archived"})


def _part(each: Difference, languages: dict[tuple[str, ...], str]) -> DifferencePart:
    # Of two documents the one language that both are in is told; the labels are the page's.
    before, after = (_in_words(each, value) for value in (each.before, each.after))
    return DifferencePart(
        label=_label(each),
        kind=each.kind.value,
        kind_in_words=str(_KINDS[each.kind]),
        before=before,
        after=after,
        marks=_marks(before, after) if before and after and each.kind is DifferenceKind.CHANGED else (),
        language=_language(each, languages),
    )


def _language(each: Difference, languages: dict[tuple[str, ...], str]) -> str:
    if each.path[-1] != "quote":
        return ""
    return languages.get(each.path[:-1]) or each.items[-1]["quote_language"]


# What it is called


def _label(each: Difference) -> str:
    """ "Summary"; "Source: Final report, place in it"; "Event: The first report came out. Quantity"."""
    names, path, items = [], list(each.path), list(each.items)
    while path:
        name = path.pop(0)
        if name not in _LISTS or not path:
            names.append(_LISTS[name][1] if name in _LISTS else _member(name, path_of=each.path))
            continue
        path.pop(0)  # the identity of the member
        one = _LISTS[name][0]
        names.append(_of(one, _name_of(name, items.pop(0))) if items else one)
    first, *rest = [name for name in names if name]
    told = [first, *(_inside(name) for name in rest)]
    return joined(told)


def _of(one: str | Promise, name: str) -> str:
    """“Source: Final report”."""
    return labelled(one, recorded(name))


def _inside(name: str | Promise) -> str | Promise:
    """A label behind another."""
    return name if isinstance(name, SafeString) else begun_small(name)


def _member(name: str, *, path_of: Sequence[str]) -> str:
    if name == "measure" and "quantities" in path_of:
        return pgettext("what a figure counts", "Measure")
    # The mapping in which a list's member keeps what it names says nothing that its name does not.
    if name in {"actor", "resolution"}:
        return ""
    return str(_MEMBERS.get(name) or name.replace("_", " ").capitalize())


def _name_of(name: str, item: Document) -> str:
    return in_english(_NAMES.get(name, _brief))(item)


def _brief(item: Document) -> str:
    """What a subject is called where another one names it."""
    return item.get("name") or item.get("code") or item.get("symbol") or item.get("title") or ""


def _source(citation: Document) -> str:
    source = citation["source"]
    return f"{source['title']} ({source['publisher']})"


def _provision(provision: Document) -> str:
    symbol = provision["resolution"]["symbol"] if "resolution" in provision else ""
    named = [symbol, parts.paragraph_in_words(provision["paragraph"])]
    return ", ".join(each for each in named if each) or provision["obligation"]


def _designation(each: Document) -> str:
    return " ".join(part for part in (str(Authority(each["authority"]).label), each["list_reference"]) if part)


_NAMES: dict[str, Callable[[Document], str]] = {
    "citations": _source,
    "designations": _designation,
    "events": lambda each: each["title"],
    "identifiers": lambda each: f"{IdentifierScheme(each['scheme']).label} {each['value']}",
    "involvements": lambda each: each["actor"]["name"],
    "provisions": _provision,
    "quantities": lambda each: " ".join(
        part
        for part in (words.qualifier(each)[0], words.figure(each), words.qualifier(each)[1], words.measure(each))
        if part
    ),
    "sources": lambda each: f"{each['title']} ({each['publisher']})",
}


# What it says


@in_english
def _in_words(each: Difference, value: Any) -> str:
    """A value of a document as readers meet it; "" for none."""
    if value is None or value in ("", []):
        return ""
    name = each.path[-1]
    if each.kind is DifferenceKind.REORDERED:
        return "; ".join(_whole(name, item) for item in value)
    if len(each.path) > 1 and each.path[-2] in _LISTS:
        return _whole(each.path[-2], value)
    return _value(name, value)


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "locators":
        return parts.locator_in_words(value)
    if name == "period":
        start, end = (None if text is None else PartialDate(text) for text in (value["start"], value["end"]))
        return period_in_words(start, end) or _("not stated")
    if isinstance(value, list):
        return "; ".join(_whole(name, item) for item in value)
    if isinstance(value, dict):
        return "; ".join(_value("", each) for each in value.values() if each) if name == "withdrawn" else _brief(value)
    if name in _TERMS and value in _TERMS[name].values:
        return str(_TERMS[name](value).label)
    if name in _DATES:
        return words.partial_in_words(value)
    if name == "country":
        return words.country_name(value)
    if name in {"language", "quote_language"}:
        return words.language_name(value)
    return str(value)


def _whole(name: str, item: Any) -> str:
    """A member of a list with everything that a reader needs to know of it."""
    if not isinstance(item, dict):
        return str(item)
    named = _name_of(name, item)
    if name == "citations":
        place = parts.locator_in_words(item["locators"]) or _("no page or paragraph recorded")
        relation = str(CitationRelation(item["relation"]).label)
        told = _("%(source)s. %(relation)s: %(supports)s; %(place)s") % {
            "source": named,
            "relation": relation,
            "supports": item["supports"],
            "place": place,
        }
        return f"{told}; {words.quoted(item['quote'], item['quote_language'])}" if "quote" in item else told
    if name == "involvements":
        role = parts.role_in_words(item["role"])
        return f"{named} ({role.lower()})" if role else named
    if name == "provisions" and item["obligation"] != named:
        return f"{named}: {item['obligation']}"
    if name == "designations":
        dates = [words.partial_in_words(item["designated"]), str(Measure(item["measure"]).label)]
        return "; ".join([named, *(each for each in dates if each)])
    if name == "events":
        return f"{named}. {item['summary']}"
    if name == "places":
        return (
            named
            if words.is_country_itself(named, item["country"])
            else f"{named}, {words.country_name(item['country'])}"
        )
    return named


# How the words fare

#: A figure with its commas and points (20,000; 1.5; 2024-03-26), a word, or a sign; a word of a script that sets no
#: spaces is a sign each.
_PIECES = re.compile(
    r"\d+(?:[.,:/-]\d+)+(?!\w)|[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|\s+|[^\w\s]"
)
#: Texts of more pieces than this are set one after the other: matching them takes time that grows with their square.
_MOST_PIECES = 2000
#: Two texts that share less than this part of their words read better one after the other.
_LEAST_IN_COMMON = 0.5


def _marks(before: str, after: str) -> tuple[tuple[str, Mark], ...]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > _MOST_PIECES:
        return ()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _LEAST_IN_COMMON:
        return ()
    marks: list[tuple[str, Mark]] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            marks.append(("".join(old[start:end]), "same"))
            continue
        if end > start:
            marks.append(("".join(old[start:end]), "removed"))
        if new_end > new_start:
            marks.append(("".join(new[new_start:new_end]), "added"))
    return tuple(marks)
