"""The first page: what this is, how much of it there is, the categories at a glance, the latest editions."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from findings.drawing.timelines import Timeline
from findings.exports.addresses import absolute
from findings.languages import inside
from findings.pages import parts, pictures, words
from findings.pages.frames import LISTS, detail_url, edition_url
from findings.pages.parts import Link, QuantityPart
from findings.pages.pictures import CapPart
from findings.queries.lists import Row
from findings.queries.pictures import Months
from findings.queries.questions import Question
from findings.queries.subjects import ListedSubject
from findings.queries.summaries import CategoryGlance, Holdings, LatestEdition
from findings.vocabulary import SubjectKind

#: The kinds of subjects that are counted. The categories stand there, each with its own number.
HELD = (SubjectKind.FINDING, SubjectKind.REPORT, SubjectKind.ACTOR, SubjectKind.SOURCE, SubjectKind.RESOLUTION)


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A category: its count, its share of the largest one (per cent, for the bar), and its leading figure."""

    key: str
    link: Link
    count: int
    share: str
    quantity: QuantityPart | None
    claim: str
    leading: Link | None


@dataclass(frozen=True, slots=True)
class LatestRow:
    published: str
    reference: str
    url: str
    title: str
    edition: Link
    kind: str


@dataclass(frozen=True, slots=True)
class HomePage:
    holdings: list[tuple[Link, int]]
    findings: int
    two_or_more_accounts: int
    one_account: int
    at_second_hand: int
    first_hand: int
    categories: list[GlanceRow]
    latest: list[LatestRow]
    permalink: str
    timeline: Timeline | None = None
    cap: CapPart | None = None


def home_page(
    holdings: Holdings,
    glances: list[CategoryGlance],
    latest: list[LatestEdition],
    months: Months | None = None,
    reports: tuple[ListedSubject, ...] = (),
    deliveries: list[Row] | None = None,
) -> HomePage:
    """`months` and `reports` make the timeline; `deliveries` are the findings whose figures stand against the cap."""
    largest = max((each.category.findings for each in glances), default=0) or 1
    findings = holdings.subjects[SubjectKind.FINDING]
    return HomePage(
        holdings=[(Link(str(LISTS[kind]), reverse(f"{kind.value}-list")), holdings.subjects[kind]) for kind in HELD],
        findings=findings,
        two_or_more_accounts=holdings.two_or_more_accounts,
        one_account=holdings.one_account,
        at_second_hand=holdings.at_second_hand,
        first_hand=findings - holdings.at_second_hand,
        categories=[_glance(each, largest) for each in glances],
        latest=[_latest(each) for each in latest],
        timeline=pictures.timeline(Question(), months, [each.category for each in glances], reports),
        cap=pictures.cap_chart(deliveries or []),
        permalink=absolute(reverse("home")),
    )


def _glance(glance: CategoryGlance, largest: int) -> GlanceRow:
    document = glance.leading.document if glance.leading else None
    quantities = parts.quantity_parts(document) if document else []
    return GlanceRow(
        key=glance.category.key,
        link=Link(glance.category.title, detail_url(SubjectKind.CATEGORY, glance.category.slug)),
        count=glance.category.findings,
        share=f"{100 * glance.category.findings / largest:.1f}%",
        quantity=quantities[0] if quantities else None,
        claim=document["title"] if document else "",
        leading=(
            Link(document["reference"], detail_url(SubjectKind.FINDING, glance.leading.slug))
            if document and glance.leading
            else None
        ),
    )


def _latest(each: LatestEdition) -> LatestRow:
    return LatestRow(
        published=words.date_in_words(each.published_at),
        reference=each.key,
        url=detail_url(each.kind, each.slug),
        title=each.title,
        edition=Link(_("Edition %s") % each.number, edition_url(each.kind, each.slug, each.number)),
        kind=inside(each.edition_kind.label),
    )
