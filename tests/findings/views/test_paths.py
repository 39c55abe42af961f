"""How two actors are connected, as the comparison of them says it."""

from __future__ import annotations

import html
import itertools
import re

import pytest
from django.test import Client

from findings.models import Actor
from findings.pages import paths as pages_paths
from findings.queries import paths
from tests import factories as make
from tests.findings.publish import publish_everything

pytestmark = pytest.mark.django_db

CAUTION = (
    "A step means that one finding names both actors, nothing more: not that they dealt with each other. "
    "Looked for in all findings of this dataset version, whatever else is chosen."
)


@pytest.fixture(autouse=True)
def portal(db: None) -> None:
    """Angara – Beta – Coal Co. – Delta, and a State that all of them are named with."""
    report = make.make_report("report-1")
    actors = [make.make_actor(key, name=key.title()) for key in ("angara", "beta", "coal", "delta")]
    state = make.make_actor("state", name="State", actor_kind="state")
    make.make_actor("nobody", name="Nobody")
    for n, (one, two) in enumerate(itertools.pairwise(actors)):
        make.make_finding(
            report=report, title=f"Of {one.name} & {two.name}", involvements=[(one, "carrier"), (two, "other")],
            period_start=f"202{n}", period_end=f"202{n}",
        )  # fmt: skip
    for n, actor in enumerate([*actors, Actor.objects.get(key="nobody")]):
        make.make_finding(report=report, title=f"State {n}", involvements=[(actor, "host"), (state, "supplier")])
    publish_everything()


def section_of(client: Client, query: str) -> str:
    page = client.get(f"/findings/?view=compare&{query}").content.decode()
    found = re.search(r'<section class="chain">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def words_of(section: str) -> list[str]:
    """Heading, paragraphs and steps of it, as they are read."""
    told = re.findall(r"<(?:h2|p)\b[^>]*>(.*?)</(?:h2|p)>", section, re.DOTALL)
    return [" ".join(html.unescape(re.sub("<.*?>", "", each)).split()) for each in told]


def test_a_chain_is_told_step_by_step_with_roles_and_asserters(client: Client) -> None:
    section = section_of(client, "actor=angara&actor=coal")
    by = "The MSMT participating states One account First hand"
    none = (
        "No finding names both. The shortest chain that does not pass through a State has 2 findings; "
        "each names two of its actors:"
    )
    assert words_of(section) == [
        "How they are connected",
        CAUTION,
        none,
        "Angara as carrier – Beta named, no role stated",
        "MSMT-2025-1-001 Of Angara & Beta",
        by,
        "Beta as carrier – Coal named, no role stated",
        "MSMT-2025-1-002 Of Beta & Coal",
        by,
    ]
    assert re.findall('href="([^"]+)"', section) == [
        "/actors/angara/",
        "/actors/beta/",
        "/findings/msmt-2025-1-001/",
        "/actors/beta/",
        "/actors/coal/",
        "/findings/msmt-2025-1-002/",
    ]
    assert '<ol class="numbered">' in section


def test_where_a_finding_names_both_it_is_the_one_step(client: Client) -> None:
    section = section_of(client, "actor=beta&actor=angara")
    assert words_of(section)[2:5] == [
        "One finding names both:",
        "Beta named, no role stated – Angara as carrier",
        "MSMT-2025-1-001 Of Angara & Beta",
    ]
    assert "<ol>" in section


def test_where_there_is_none_it_says_what_was_looked_for(client: Client) -> None:
    assert words_of(section_of(client, "actor=angara&actor=nobody")) == [
        "How they are connected",
        CAUTION,
        "There is no chain of up to 3 findings between them that does not pass through a State.",
    ]


def test_where_too_many_findings_were_met_it_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (paths, pages_paths):
        monkeypatch.setattr(module, "MOST", 1)
    assert words_of(section_of(client, "actor=beta&actor=delta"))[2:] == [
        "Whether they are connected was not found out: the actors of one step are named more than 1 times."
    ]


def test_other_filters_do_not_bound_it(client: Client) -> None:
    chosen = section_of(client, "actor=angara&actor=coal&year=2020&country=KP")
    assert (
        chosen == section_of(client, "actor=angara&actor=coal&as_of=1") == section_of(client, "actor=angara&actor=coal")
    )


@pytest.mark.parametrize("query", ["actor=angara&actor=beta&actor=coal", "country=KP&country=RU", "actor=angara"])
def test_it_is_told_of_two_actors_alone(client: Client, query: str) -> None:
    assert section_of(client, query) == ""


@pytest.mark.parametrize(("key", "statements"), [("nobody", 8), ("beta", 8), ("coal", 9), ("delta", 10)])
def test_a_comparison_asks_five_statements_one_for_what_is_common_and_those_of_the_chain(
    client: Client, key: str, statements: int, django_assert_num_queries
) -> None:
    with django_assert_num_queries(statements):
        client.get(f"/findings/?view=compare&actor=angara&actor={key}")
