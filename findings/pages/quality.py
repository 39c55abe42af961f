"""The page that says how good the data is: each gap counted, beside the whole it is a part of."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from findings.exports.addresses import absolute
from findings.pages.frames import detail_url, list_url
from findings.pages.parts import Link
from findings.queries.quality import CountedSubjects, Quality, Share
from findings.queries.questions import Question
from findings.vocabulary import SubjectKind


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One gap: what is counted, `part` of `whole`, the share in per cent in words, and the rows behind it, if any."""

    words: str
    part: int
    whole: int
    share: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class QualityGroup:
    title: str
    of: str
    rows: list[QualityRow]


@dataclass(frozen=True, slots=True)
class NamedPart:
    """Subjects by name under a sentence; `more` are those not listed."""

    words: str
    links: list[Link]
    more: int


@dataclass(frozen=True, slots=True)
class QualityPage:
    permalink: str
    groups: list[QualityGroup]
    named: list[NamedPart]
    years: str


def quality_page(found: Quality) -> QualityPage:
    return QualityPage(
        permalink=absolute(reverse("quality")),
        groups=[
            QualityGroup(
                _("Findings"),
                _("of all findings in force"),
                [
                    _row(_("At second hand: the editors have not read the report"), found.second_hand, hand="second"),
                    _row(_("On one published account alone"), found.one_account, support="single"),
                    _row(_("To be rechecked: which page carries what"), found.to_recheck),
                    _row(_("Without a date"), found.undated, dating="none"),
                    _row(_("Without a figure"), found.without_figure),
                    _row(_("Without an actor"), found.without_actor),
                    _row(_("Mapped to no provision"), found.without_provision),
                ],
            ),
            QualityGroup(
                _("Places in sources"),
                _("of all citations of findings"),
                [
                    _row(_("No page or paragraph recorded"), found.citations_without_place),
                    _row(_("A place in words, outside the grammar"), found.places_in_words),
                ],
            ),
            QualityGroup(
                _("Details of claims"),
                _("of all that findings state of each kind"),
                [
                    _row(_("Figures that name no source that carries them"), found.figures_without_source),
                    _row(_("Actors in roles that name none"), found.roles_without_source),
                    _row(_("Places that name none"), found.mentions_without_source),
                    _row(_("Periods that name none"), found.periods_without_source),
                ],
            ),
            QualityGroup(
                _("Provisions"),
                _("of all provisions"),
                [
                    _row(_("Paragraph number not checked against a text"), found.provisions_unchecked),
                    _row(_("Paragraph number not known"), found.provisions_without_paragraph),
                ],
            ),
            QualityGroup(
                _("Sources"),
                _("of all sources"),
                [
                    _row(_("Not consulted: known through other documents"), found.sources_unread),
                    _row(_("Without an archived copy"), found.sources_without_copy),
                ],
            ),
            QualityGroup(
                _("Actors and places"),
                _("of all actors, of all places named"),
                [
                    _row(_("Actors without an identifier"), found.actors_without_identifier),
                    _row(_("Places without coordinates"), found.places_without_coordinates),
                ],
            ),
        ],
        named=[
            _named(_("Reports that the editors have not read first-hand"), SubjectKind.REPORT, found.reports_unread),
            _named(_("Reports without a finding"), SubjectKind.REPORT, found.reports_without_findings),
            _named(_("Categories without a finding"), SubjectKind.CATEGORY, found.categories_without_findings),
        ],
        years=_years(found),
    )


def _row(words: str, share: Share, **chosen: str) -> QualityRow:
    return QualityRow(words, share.part, share.whole, _share(share), list_url(Question.of(**chosen)) if chosen else "")


def _share(share: Share) -> str:
    """A share in per cent; one that would be rounded to nothing or to all is said to be less, or nearly all."""
    if not share.whole:
        return ""
    percent = round(100 * share.part / share.whole)
    if share.part and not percent:
        return _("under 1 %")
    if share.part < share.whole and percent == 100:
        return _("over 99 %")
    return _("%(percent)s %%") % {"percent": percent}


def _named(words: str, kind: SubjectKind, named: CountedSubjects) -> NamedPart:
    links = [Link(title, detail_url(kind, slug)) for slug, title in named.subjects]
    return NamedPart(words, links, named.total - len(links))


def _years(found: Quality) -> str:
    if found.first_year is None:
        return ""
    bounds = {"first": found.first_year, "last": found.last_year}
    if not found.years_without:
        return _("Every year from %(first)s to %(last)s is touched by a finding.") % bounds
    years = ", ".join(str(year) for year in found.years_without)
    return _("From %(first)s to %(last)s, no finding touches these years: %(years)s.") % {**bounds, "years": years}
