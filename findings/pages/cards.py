"""What the card image of a page says: a subject and its findings, a place, a list, the portal (C35, F053).

A card is read apart from its page. So it says what the page says first: of an actor that to be named is not to be
designated, of a provision that the editors map findings to it, of a country that its government need not have taken
part. Its numbers are those of one dataset version, which it names. It is in English, as all that other sites show.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from findings.documents.fields import Document
from findings.drawing.timelines import small_timeline
from findings.exports import cards
from findings.exports.addresses import address_of, form_address
from findings.exports.described import PORTAL
from findings.exports.view_cards import ViewCard
from findings.languages import in_english, inside, written
from findings.pages import parts, words
from findings.queries.editions import PublishedEdition
from findings.queries.facets import Counts
from findings.queries.questions import Question
from findings.queries.sentence import sentence
from findings.vocabulary import ActorKind, ReportKind, SourceKind, SubjectKind, Topic

#: Pairs of a `<meta>` that tell the image of a page.
type Properties = tuple[tuple[str, str], ...]
#: The form of a list that is its card, as its address ends.
LIST_CARD = "card.png"


def image_properties(address: str, alt: str) -> Properties:
    """What Open Graph says of a card image."""
    return (
        ("og:image", address),
        ("og:image:type", cards.MEDIA_TYPE),
        ("og:image:width", str(cards.WIDTH)),
        ("og:image:height", str(cards.HEIGHT)),
        ("og:image:alt", alt),
    )


@in_english
def portal_image() -> Properties:
    """The image of every page that has none of its own."""
    alt = _("%s, how many findings it holds, and that each says who asserts it.") % PORTAL
    return image_properties(address_of("card"), alt)


@in_english
def edition_image(edition: PublishedEdition, title: str) -> Properties:
    """The image of an edition of any subject, of this very one. `title` is that of its page."""
    document = edition.document
    match edition.kind:
        case SubjectKind.FINDING:
            alt = _("%(title)s. Asserted by %(asserter)s.") % {"title": title, "asserter": document["asserted_by"]}
        case SubjectKind.REPORT:
            alt = _("%(title)s. Issued by %(issuer)s.") % {"title": title, "issuer": document["issuer"]}
        case SubjectKind.ACTOR:
            alt = _("%(name)s (%(kind)s), named in findings. To be named is not to be designated.") % {
                "name": title,
                "kind": inside(ActorKind(document["actor_kind"]).label),
            }
        case SubjectKind.SOURCE:
            alt = _("%s. The findings that cite it, by year.") % title
        case SubjectKind.RESOLUTION:
            alt = _("%s. The findings that the editors map to its provisions, by year.") % title
        case SubjectKind.CATEGORY:
            alt = _("%s. The findings of this field, by year.") % title
    return image_properties(address_of(f"{edition.kind.value}-card", edition.slug, edition.number), alt)


@in_english
def provision_image(resolution: str, key: str, title: str) -> Properties:
    alt = _("%s. The findings that the editors map to it, by year.") % title
    return image_properties(address_of("provision-card", resolution, key), alt)


@in_english
def country_image(code: str) -> Properties:
    alt = _("%s. That a country is named does not say that its government took part.") % words.country_name(code)
    return image_properties(address_of("country-card", code.lower()), alt)


@in_english
def place_image(key: str, name: str) -> Properties:
    country, _slash, slug = key.partition("/")
    return image_properties(
        address_of("place-card", country, slug), _("%s. The findings that name it, by year.") % name
    )


def list_image(question: Question, title: str, current: int) -> Properties:
    """The image of a list as it is in a dataset version: the one it asks for, or the newest."""
    return image_properties(form_address(LIST_CARD, card_question(question, current)), title)


def card_question(question: Question, current: int) -> Question:
    """The question that the card of a list answers: at one dataset version, in no order."""
    return replace(question.pinned_to(current), sort="")


def question_of_edition(edition: PublishedEdition) -> Question:
    """The findings of a subject in the last dataset version that this edition of it was in force in."""
    keys: str | list[str] = edition.key
    if edition.kind is SubjectKind.RESOLUTION:
        keys = [each["key"] for each in edition.document["provisions"]]
    name = "provision" if edition.kind is SubjectKind.RESOLUTION else edition.kind.value
    until = None if edition.superseded_in is None else edition.superseded_in - 1
    return replace(Question.of(**{name: keys}), as_of=until)


def edition_card(edition: PublishedEdition, counts: Counts, version: int) -> ViewCard:
    """The card of an edition of any subject but a finding."""
    document = edition.document
    title, says, note = _said(edition.kind, document, counts.total)
    return ViewCard(
        kind=str(edition.kind.label),
        marks=(_("Edition %s") % edition.number, _version(version)),
        title=title,
        instead=edition.key,
        says=says,
        note=note,
        **_by_year(counts),
        category_key=edition.key if edition.kind is SubjectKind.CATEGORY else "",
    )


def _said(kind: SubjectKind, document: Document, total: int) -> tuple[str, str, str]:
    """The title of a subject, what is said of its findings, and what is to be known beside."""
    match kind:
        case SubjectKind.ACTOR:
            country = words.country_name(document["country"])
            note = ", ".join(filter(None, [str(ActorKind(document["actor_kind"]).label), country]))
            return document["name"], _("Named in %s; to be named is not to be designated") % _findings(total), note
        case SubjectKind.REPORT:
            code = f" ({document['code']})" if document["code"] and document["code"] not in document["title"] else ""
            return f"{document['title']}{code}", _("Issued by %s") % document["issuer"], _of_report(document, total)
        case SubjectKind.SOURCE:
            told = [str(SourceKind(document["source_kind"]).label), document["publisher"]]
            if not document["consulted"]:
                told.append(_("not consulted"))
            return document["title"], _("Cited by %s") % _findings(total), ", ".join(filter(None, told))
        case SubjectKind.RESOLUTION:
            title = ": ".join(filter(None, [document["symbol"], document["title"]]))
            says = _("The editors map %s to its provisions") % _findings(total)
            return title, says, _("Their own reading; the reports may cite others.")
    return document["name"], _each_asserted(total), document["definition"]


def _of_report(document: Document, total: int) -> str:
    held = _("%s, one record for each claim") % _findings(total)
    if document["report_kind"] == ReportKind.COMPILATION:
        return _("%s, gathered by the editors from other asserters; none is of the MSMT or the Panel") % _findings(
            total
        )
    read = _("read at first hand") if document["read_first_hand"] else _("read at second hand")
    return f"{held}; {read}"


def provision_card(edition: PublishedEdition, provision: Document, counts: Counts, version: int) -> ViewCard:
    """The card of a provision; a paragraph number that nobody has checked is said to be one."""
    paragraph = parts.paragraph_in_words(provision["paragraph"])
    if not paragraph:
        paragraph = _("%s (paragraph number not known)") % inside(Topic(provision["topic"]).label)
    return ViewCard(
        kind=_("Provision"),
        marks=(_version(version),),
        title=f"{edition.title}, {paragraph}: {provision['obligation']}",
        instead=provision["key"],
        says=_("The editors map %s to it") % _findings(counts.total),
        note=(
            _("Their own reading; the reports may cite others.")
            if provision["paragraph_checked"] or not provision["paragraph"]
            else _("Paragraph number not yet checked: the one usually cited.")
        ),
        **_by_year(counts),
    )


def country_card(code: str, counts: Counts, version: int) -> ViewCard:
    return ViewCard(
        kind=_("Country"),
        marks=(_version(version),),
        title=words.country_name(code),
        instead=code,
        says=ngettext(
            "%s names an actor of this country, or a place in it",
            "%s name an actor of this country, or a place in it",
            counts.total,
        )
        % _findings(counts.total),
        note=_("That a country is named does not say that its government took part."),
        **_by_year(counts),
    )


def place_card(key: str, name: str, country: str, counts: Counts, version: int) -> ViewCard:
    return ViewCard(
        kind=_("Place"),
        marks=(_version(version),),
        title=name,
        instead=key,
        says=_("Named in %s") % _findings(counts.total),
        note="" if words.is_country_itself(name, country) else words.country_name(country),
        **_by_year(counts),
    )


def list_card(question: Question, counts: Counts, version: int, withheld: int) -> ViewCard:
    """The sentence of a list, which begins with its number; `withheld` are findings that were redacted since."""
    note = ""
    if withheld:
        note = ngettext(
            "The text of %s more finding of that version has been taken away since.",
            "The text of %s more findings of that version has been taken away since.",
            withheld,
        ) % written(withheld)
    count = _findings(counts.total)
    return ViewCard(
        kind=_("List"),
        marks=(_version(version),),
        title=str(sentence(replace(question, as_of=None), counts)),
        instead=_("%s, by words that this card cannot show") % (count[:1].upper() + count[1:]),
        says=_said_of_list(question) if counts.total else "",
        note=note,
        **_by_year(counts),
    )


def _said_of_list(question: Question) -> str:
    if question.chosen.keys() & {"actor", "involvement"}:
        return _("Each with who asserts it and its sources; to be named is not to be designated")
    return _("Each with who asserts it and its sources")


def portal_card(counts: Counts, version: int) -> ViewCard:
    return ViewCard(
        kind=_("Portal"),
        marks=(_version(version),) if version else (),
        title=str(PORTAL),
        instead=str(PORTAL),
        says=_each_asserted(counts.total),
        note=_("What the monitoring reports say about breaches of the UN sanctions on the DPRK"),
        **_by_year(counts),
    )


def _findings(total: int) -> str:
    """“no finding”, “1 finding”, “198 findings”."""
    if not total:
        return _("no finding")
    return ngettext("%s finding", "%s findings", total) % written(total)


def _each_asserted(total: int) -> str:
    return _("%s, each with who asserts it and its sources") % _findings(total) if total else _("No finding")


def _version(number: int) -> str:
    return _("Dataset version %s") % number


class _ByYear(TypedDict):
    years: tuple[tuple[str, int], ...]
    caption: str


def _by_year(counts: Counts) -> _ByYear:
    """The bars of a card; where there are more years than it draws, it says so."""
    facet = next((facet for facet in counts.facets if facet.name == "year"), None)
    drawn = small_timeline({int(each.key): each.count for each in facet.values}, lambda _year: "") if facet else None
    if drawn is None:
        return {"years": (), "caption": ""}
    return {
        "years": tuple((bar.year.label, bar.findings) for bar in drawn.bars),
        "caption": _("findings by year; earlier ones not drawn") if drawn.earlier else _("findings by year"),
    }
