"""Synthetic records, as many as are wanted: plainly labelled, and the same for the same seed.

They are curated forms, shaped like the curated findings in number and length of everything that hangs on one (about
two actors, three citations, one quantity …), and written by the loader's own writer. They never become fixtures: every
title begins with SYNTHETIC, every reference with SYN-, and the one who asserts them is called SYNTHETIC.

They are skewed as real ones are: a few categories and countries have most of the findings, and the actor or provision
of rank r is named r times less often than the first one (Zipf). Sources and places are a little less skewed: of the 226
sources of the curated findings, ten have a third of the citations. Three words are as frequent as their names in
WORDS_SEARCHED say.
"""

# ruff: noqa: S311 - nothing here is secret

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, batched
from random import Random

from findings.curation.forms import Form, name_of
from findings.curation.writing import Ids, write
from findings.vocabulary import Qualifier, Role, SubjectKind, Topic, Unit

#: The one asserter of every synthetic finding.
ASSERTER = "synthetic"
#: Findings written at a time: with their rows, some ten thousand rows.
BATCH = 1000

CATEGORIES, PLACES, RESOLUTIONS, PROVISIONS_EACH = 8, 100, 10, 6
#: There are more reports, actors and sources where there are more findings; of reports and sources at most so many.
FINDINGS_OF_A_REPORT, FINDINGS_OF_AN_ACTOR, FINDINGS_OF_A_SOURCE = 200, 20, 50
MOST_REPORTS, MOST_SOURCES = 20, 2000
#: Countries of actors, the most frequent first.
COUNTRIES = ["KP", "CN", "RU", "", "JP", "KR", "US", "SG", "MY", "VN", "TH", "ID", "PH", "IN", "AE", "IR", "SY", "YE"]
#: The exponent of r with which the source, or place, of rank r is rarer than the first one.
LESS_SKEWED = 0.8
#: What a search can look for: in 19 % of the findings, in 2 %, in 0.02 %, in none.
WORDS_SEARCHED = {
    "common": ("harbour", 0.19),
    "mid": ("quota", 0.02),
    "rare": ("zeppelin", 0.0002),
    "none": ("kiwi", 0),
}

#: How many subjects there are of each kind.
Counts = dict[SubjectKind, int]

_WORDS = [
    "vessel",
    "cargo",
    "transfer",
    "barrel",
    "convoy",
    "ledger",
    "broker",
    "crew",
    "manifest",
    "container",
    "wallet",
]
_ROLES = [Role.SUPPLIER, Role.RECIPIENT, Role.CARRIER, Role.BROKER, Role.FACILITATOR]
_UNITS = [Unit.TONNES, Unit.BARRELS, Unit.USD, Unit.CONTAINERS, Unit.PERSONS]
_LOCATORS = ["para. {0}", "p. {0}", "p. {0}, note 6", "paras. {0}-{1}; annex {0}", "table {0}", ""]


def load(findings: int, seed: int) -> Counts:
    """Write so many findings, with the records that they need, in batches. Returns how many subjects there are."""
    ids, written = Ids(), Counts()
    for kind, records in forms(findings, seed).items():
        done = 0
        for batch in batched(records, BATCH):
            write(kind, [(name_of(kind, form), form, None) for form in batch], ids)
            done += len(batch)
            if kind == "finding":
                # Nothing refers to a finding: were their ids kept, memory would grow with them.
                ids["finding"].clear()
        if kind in SubjectKind:
            written[SubjectKind(kind)] = done
    return written


def forms(findings: int, seed: int) -> dict[str, Iterator[Form]]:
    """Kind → its curated forms; each kind refers to those before it, and has a stream of chance of its own."""

    def chance(kind: str) -> Random:
        return Random(f"{seed} {kind}")

    return {
        "category": _categories(),
        "source": _sources(findings, chance("source")),
        "place": _places(chance("place")),
        "actor": _actors(findings, chance("actor")),
        "resolution": _resolutions(),
        "report": _reports(findings),
        "finding": _findings(findings, chance("finding")),
    }


def _categories() -> Iterator[Form]:
    for n in range(CATEGORIES):
        slug = f"synthetic-{n}"
        yield {
            "key": slug,
            "slug": slug,
            "position": str(n),
            "name": f"SYNTHETIC category {n}",
            "definition": f"SYNTHETIC: what is of kind {n}.",
        }


def _sources(findings: int, random: Random) -> Iterator[Form]:
    for n in range(_sources_of(findings)):
        slug = f"synthetic-source-{n}"
        yield {
            "key": slug,
            "slug": slug,
            "kind": "news",
            "title": f"SYNTHETIC source {n}: {_text(random, 60)}",
            "publisher": "SYNTHETIC publisher",
            "authors": ["A. Synthetic"],
            "published": f"20{random.randint(10, 25)}-0{random.randint(1, 9)}",
            "language": "en",
            "consulted": random.random() < 0.7,
            "url": f"https://example.org/synthetic/{n}",
        }


def _places(random: Random) -> Iterator[Form]:
    for n in range(PLACES):
        yield {
            "country": "KP",
            "slug": f"synthetic-place-{n}",
            "name": f"SYNTHETIC place {n}",
            "latitude": f"{random.uniform(38, 42):.4f}",
            "longitude": f"{random.uniform(125, 130):.4f}",
            "precision": "locality",
        }


def _actors(findings: int, random: Random) -> Iterator[Form]:
    yield {"key": ASSERTER, "slug": ASSERTER, "kind": "monitoring_body", "name": "SYNTHETIC"}
    countries = _skewed(len(COUNTRIES))
    for n in range(_shared(findings, FINDINGS_OF_AN_ACTOR)):
        slug = f"synthetic-actor-{n}"
        yield {
            "key": slug,
            "slug": slug,
            "kind": random.choice(["company", "vessel", "person", "bank"]),
            "name": f"SYNTHETIC actor {n}",
            "country": random.choices(COUNTRIES, cum_weights=countries)[0],
            "aliases": [f"SYNTHETIC alias {n}"],
            "sources": [f"synthetic-source-{random.randrange(_sources_of(findings))}"],
        }


def _resolutions() -> Iterator[Form]:
    for n in range(RESOLUTIONS):
        number = str(90000 + n)  # no resolution has so high a number
        yield {
            "number": number,
            "symbol": f"SYNTHETIC/RES/{number}",
            "adopted": "2006-10-14",
            "title": f"SYNTHETIC resolution {n}",
            "provisions": [
                {
                    "key": f"{number}-{paragraph}",
                    "paragraph": str(paragraph),
                    "paragraph_checked": False,
                    "topic": Topic.OTHER,
                    "obligation": f"SYNTHETIC: states do what paragraph {paragraph} says.",
                }
                for paragraph in range(PROVISIONS_EACH)
            ],
        }


def _reports(findings: int) -> Iterator[Form]:
    for n in range(_reports_of(findings)):
        slug = f"synthetic-{n}"
        yield {
            "key": slug,
            "slug": slug,
            "code": f"SYNTHETIC/{n}",
            "reference_prefix": f"SYN-{n}",
            "kind": "compilation",
            "title": f"SYNTHETIC report {n}",
            "issuer": "SYNTHETIC",
            "published": "2025-05-29",
            "read_first_hand": False,
        }


def _findings(findings: int, random: Random) -> Iterator[Form]:
    actors, categories = _skewed(_shared(findings, FINDINGS_OF_AN_ACTOR)), _skewed(CATEGORIES)
    sources, places = _skewed(_sources_of(findings), LESS_SKEWED), _skewed(PLACES, LESS_SKEWED)
    provisions = _skewed(RESOLUTIONS * PROVISIONS_EACH)
    each = -(-findings // _reports_of(findings))
    for n in range(findings):
        report, place_in_report = divmod(n, each)
        day = random.randint(10, 27)
        yield {
            "report": f"synthetic-{report}",
            "reference": f"SYN-{report}-{place_in_report + 1:03}",
            "slug": f"synthetic-{place_in_report + 1}",
            "category": f"synthetic-{_some(random, categories, 1).pop()}",
            "title": f"SYNTHETIC: {_text(random, 55)}",
            "summary": f"SYNTHETIC: {_text(random, 150)}{_words_searched(random)}.",
            "period": {"start": f"20{random.randint(10, 22)}-03-{day}", "end": f"20{random.randint(23, 25)}-09"},
            "asserted_by": "SYNTHETIC",
            "asserters": [ASSERTER],
            "involvements": [
                {"actor": f"synthetic-actor-{actor}", "role": random.choice(_ROLES)}
                for actor in _some(random, actors, random.choice([1, 2, 2, 3]))
            ],
            "quantities": [_quantity(random) for _ in range(random.choice([0, 1, 1, 1]))],
            "places": [
                {"place": f"KP/synthetic-place-{n}"} for n in _some(random, places, random.choice([0, 0, 1, 2]))
            ],
            "provisions": [
                f"{90000 + n // PROVISIONS_EACH}-{n % PROVISIONS_EACH}"
                for n in _some(random, provisions, random.choice([1, 1, 1, 2]))
            ],
            "citations": [
                {
                    "source": f"synthetic-source-{source}",
                    "relation": "relays" if place else "origin",
                    "locator": random.choice(_LOCATORS).format(random.randint(1, 200), 201),
                    "supports": f"SYNTHETIC: {_text(random, 30)}",
                }
                for place, source in enumerate(_some(random, sources, random.choice([2, 3, 3, 4])))
            ],
            "support": random.choice(["strong", "single"]),
            "editors_note": f"SYNTHETIC: {_text(random, 90)}.",
        }


def _quantity(random: Random) -> Form:
    low = random.randint(1, 50_000)
    return {
        "measure": f"SYNTHETIC {random.choice(_WORDS)}",
        "qualifier": Qualifier.AT_LEAST,
        "low": f"{low}.{random.randint(1, 99)}",
        "unit": random.choice(_UNITS),
    }


def _shared(findings: int, each: int) -> int:
    """How many there are of what `each` findings share; enough for one finding to name several."""
    return max(findings // each, 5)


def _reports_of(findings: int) -> int:
    return min(_shared(findings, FINDINGS_OF_A_REPORT), MOST_REPORTS)


def _sources_of(findings: int) -> int:
    return min(_shared(findings, FINDINGS_OF_A_SOURCE), MOST_SOURCES)


def _skewed(many: int, exponent: float = 1) -> list[float]:
    """Cumulative weights of so many things: rank r weighs 1 by r to the power of `exponent`."""
    return list(accumulate(rank**-exponent for rank in range(1, many + 1)))


def _some(random: Random, skewed: list[float], many: int) -> set[int]:
    """Ranks, from 0, drawn by their weights: so many, or fewer where one is drawn twice."""
    return {*random.choices(range(len(skewed)), cum_weights=skewed, k=many)}


def _words_searched(random: Random) -> str:
    return "".join(f" {word}" for word, share in WORDS_SEARCHED.values() if random.random() < share)


def _text(random: Random, length: int) -> str:
    """Words, about so many characters."""
    text = random.choice(_WORDS)
    while len(text) < length:
        text += f" {random.choice(_WORDS)}"
    return text
