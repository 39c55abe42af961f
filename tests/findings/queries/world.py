"""Findings that differ in everything a filter can ask for, and what lists say of them: with an index, and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from hypothesis import strategies as st

from findings import publishing
from findings.models import DatasetVersion, Edition, Finding
from findings.partial_dates import PartialDate
from findings.queries import facets, lists
from findings.queries.filters import FILTERS
from findings.queries.index_keeping import answering_from, finding_indexes, index_for
from findings.queries.pictures import by_month, by_place
from findings.queries.questions import ORDERS, Question, UnanswerableError
from findings.queries.subjects import NAMING, findings_of, findings_of_provisions
from findings.queries.summaries import holdings
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

PERIODS = [
    ("2023-09", None),
    ("2024", "2024"),
    (None, "2022-09-07"),
    (None, None),
    ("2024-03-26", "2024-03"),
    ("2019-01", "2021"),
]
WORDS = ["coal", "oil", "ships"]
#: Of actors 1 to 4 in the first findings; in later ones each has the role of the next.
ROLES = ["carrier", "supplier", "host", "broker"]
CHOICES = {
    "category": ["category-1", "category-2", "unused"],
    "report": ["report-1", "report-2"],
    "asserter": ["actor-3"],
    "actor": ["actor-1", "actor-2", "actor-3", "actor-4"],
    "kind": ["vessel", "company", "person"],
    "role": ["carrier", "supplier", "victim"],
    # The second is another actor in the role of the first, the third the actor of the first in another role.
    "involvement": ["actor-1:carrier", "actor-4:carrier", "actor-1:supplier", "bystander:host"],
    "country": ["KP", "RU", "JP"],
    "place": ["kp/nampo", "kp/rajin"],
    "provision": ["2397-1", "2397-2"],
    "source": ["source-1", "source-2"],
    "at": ["source-1/p-1-note-6", "source-2/p-2-note-6"],
    "year": ["2022", "2024", "2020"],
    "support": ["strong", "single"],
    "hand": ["first", "second"],
    "disputed": ["yes", "no"],
    "edition": ["first", "correction"],
    "dating": ["stated", "open", "none"],
}


class World:
    """Records that differ in everything that a filter can ask for, and what editors do to them."""

    def __init__(self) -> None:
        make.make_category("unused")
        self.categories = [make.make_category(f"category-{n}") for n in (1, 2, 3)]
        self.sources = [make.make_source(f"source-{n}", consulted=n > 1) for n in (1, 2, 3)]
        self.reports = [make.make_report(f"report-{n}", source=self.sources[n - 1]) for n in (1, 2)]
        kinds, countries = ["vessel", "company", "state", "vessel"], ["KP", "RU", "CN", "KP"]
        # Two of one name: what is equal in number follows by its key.
        names = ["Twin", "Beta", "Alpha", "Twin"]
        self.actors = [
            make.make_actor(f"actor-{n + 1}", name=names[n], country=countries[n], actor_kind=kinds[n])
            for n in range(4)
        ]
        self.actors.append(make.make_actor("bystander"))  # whom no finding names
        resolution = make.make_resolution("2397")
        self.provisions = [make.make_provision(f"2397-{n}", resolution=resolution) for n in (1, 2)]
        self.places = [make.make_place("nampo", country="KP"), make.make_place("rajin", country="KP")]

    def add(self, n: int) -> Finding:
        start, end = PERIODS[n % 6]
        return make.make_finding(
            report=self.reports[n % 2],
            category=self.categories[n % 3],
            summary=f"About {WORDS[n % 3]} and {WORDS[n % 2]}.",
            support=["strong", "single"][n % 4 == 0],
            period_start=start,
            period_end=end,
            asserters=[self.actors[2]] if n % 5 == 0 else [],
            involvements=[(self.actors[i], ROLES[(i + n // 8) % 4]) for i in range(4) if n & (1 << i)],
            places=[place for i, place in enumerate(self.places) if n % (i + 2) == 0],
            provisions=[provision for i, provision in enumerate(self.provisions) if n % (i + 3) == 0],
            citations=[
                (self.sources[n % 3], "origin", f"p. {n % 2 + 1}, note 6"),
                *([(self.sources[(n + 1) % 3], "disputes")] if n == 7 else []),
            ],
        )

    # Acts: each takes any number and makes of it what can be done.

    def correct(self, n: int) -> None:
        """Another category, another period, other words; of one finding or of several at once."""
        for finding in Finding.objects.order_by("reference")[n % 9 : n % 9 + 1 + n % 3]:
            finding.category = self.categories[(n + 1) % 3]
            finding.period_start, finding.period_end = PERIODS[(n // 3) % 6]
            finding.summary = f"Now about {WORDS[n % 3]}, as of {n}."
            finding.save()
        publish_everything(EditionKind.CORRECTION, "Mended.")

    def grow(self, n: int) -> None:
        for more in range(1 + n % 3):
            self.add(n + more)
        publish_everything()

    def withdraw(self, n: int) -> None:
        current = Edition.objects.filter(subject_kind=SubjectKind.FINDING).in_force().readable().order_by("key")
        if edition := current[n % 5 : n % 5 + 1].first():
            publishing.withdraw(SubjectKind.FINDING, edition.key, editor="Kim", note="Wrong.")

    def redact(self, n: int) -> None:
        current = Edition.objects.filter(subject_kind=SubjectKind.FINDING).in_force().readable().order_by("-key")
        if edition := current[n % 5 : n % 5 + 1].first():
            publishing.redact(SubjectKind.FINDING, edition.key, [edition.number], editor="Kim", reason="A court.")

    def rename(self, n: int) -> None:
        """The findings that name the actor have new editions; of the bystander's name no finding takes notice."""
        actor = self.actors[n % 5]
        actor.name = f"Renamed {n}"
        actor.save()
        publish_everything()


def analyze() -> None:
    """PostgreSQL's statistics, which it makes by itself after a while: they name the frequent words."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE findings_findingtext")


def version() -> int:
    return DatasetVersion.objects.latest("number").number


def outcome(ask: Callable[[], Any]) -> Any:
    """What comes of asking: an answer, or the reasons why there is none."""
    try:
        return ask()
    except UnanswerableError as error:
        return error.reasons


def counts(question: Question, size: int, which: str, **options: Any) -> facets.Counts:
    """The counts that a list asks for, or those of all filters, or of none."""
    names = {"of a list": facets.offered(question), "all": tuple(FILTERS), "none": ()}[which]
    return facets.counts(question, facets=names, size=size, **options)


def answers(question: Question, **options: Any) -> list[Any]:
    """Everything that a list says to a question."""
    return [
        outcome(lambda: counts(question, options["facet_size"], options["facets"], containing=options["containing"])),
        outcome(lambda: lists.rows(question, size=options["page_size"])),
        by_month(question),
        by_place(question),
        holdings(),
        [findings_of(kind, keys) for kind, keys in NAMED.items()],
        findings_of_provisions(),
    ]


#: Kind → keys of subjects that findings name, and one that none names.
NAMED = {kind: [*CHOICES[name], "none"] for kind, name in NAMING.items()} | {SubjectKind.RESOLUTION: ["2397", "2270"]}


def answers_both_ways(question: Question, **options: Any) -> tuple[list[Any], list[Any]]:
    finding_indexes.build()
    with answering_from(version()):
        assert index_for(question) is not None
        indexed = answers(question, **options)
    return indexed, answers(question, **options)


asked = st.dictionaries(st.sampled_from(list(CHOICES)), st.integers(1, 15), max_size=3).map(
    lambda picks: {
        name: tuple(value for i, value in enumerate(CHOICES[name]) if pick & (1 << i)) or (CHOICES[name][0],)
        for name, pick in picks.items()
    }
)
bounds = st.sampled_from([None, *map(PartialDate, ["2021", "2022-09", "2024-03-01", "2025"])])
questions = st.builds(
    Question,
    chosen=asked,
    page=st.integers(1, 5),
    text=st.sampled_from(["", "", "coal", "oil -ships", '"about oil"', "coal or oil", "nowhere", "the", "-oil"]),
    since=bounds,
    until=bounds,
    sort=st.sampled_from(list(ORDERS)),
)
options = st.fixed_dictionaries(
    {
        "facet_size": st.sampled_from([1, 2, 3, 100]),
        "containing": st.sampled_from(["", "", "a", "TWIN", "no such name"]),
        "page_size": st.sampled_from([1, 3, 25]),
        "facets": st.sampled_from(["of a list", "all", "none"]),
    }
)
