"""What is not public is in no answer: drafts, texts that were taken away, who published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from findings import publishing
from findings.api.description import openapi
from findings.caching import version_poll
from findings.models import DatasetVersion, Edition
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.api.content import SUBJECTS, Published, publish_everything
from tests.findings.api.described import ApiClient

SECRET = "Zzyzx"
KINDS = ["finding", "report", "actor", "source", "resolution", "category"]


def every_answer(api: ApiClient) -> Iterator[tuple[str, int, str]]:
    """(address, status, body) of everything that the API can be asked of what there is, in all its versions."""
    newest = DatasetVersion.objects.count()
    lists = [
        "findings",
        "facets",
        "provisions",
        "editions",
        *(plural for plural, _slug in SUBJECTS if plural != "findings"),
    ]
    addresses = [f"{each}/{query}" for each in lists for query in ("", *(f"?as_of={n + 1}" for n in range(newest)))]
    addresses += [
        f"search/?q={SECRET}",
        f"search/?q={SECRET}&as_of=1",
        f"lookup/?q={SECRET}",
        f"match/?name={SECRET}&name={SECRET}+3&name={SECRET}+Trading",
        f"match/?name={SECRET}&as_of=1",
        "connection/?actor=kum-un-san-3&actor=nampo",
        "connection/?actor=kum-un-san-3&actor=nampo&as_of=1",
        "dataset/",
        "schema/",
        "",
    ]
    addresses += [f"findings/?q={SECRET}", f"findings/?q={SECRET}&as_of=1", "facets/?size=500&facet=place&facet=actor"]
    plurals = {kind: plural for kind, (plural, _slug) in zip(KINDS, SUBJECTS, strict=True)}
    for kind, key, number in Edition.objects.values_list("subject_kind", "key", "number"):
        home = f"{plurals[kind]}/{key.lower()}/"
        addresses += [home, f"{home}editions/", f"{home}editions/{number}/"]
    for address in dict.fromkeys(addresses):
        response = api.get(f"/api/v1/{address}")
        yield address, response.status_code, response.content.decode()


def draft_everywhere(published: Published) -> None:
    """Changes of every record, and new ones, that nobody has published."""
    for record in (published.finding, published.report):
        record.title = f"{SECRET} {record.title}"
        record.save()
    published.vessel.name = f"{SECRET} 3"
    published.vessel.save()
    make.make_alias(published.vessel, f"{SECRET} Star")
    actor = make.make_actor(name=f"{SECRET} Trading", identifiers=[("ofac", SECRET)])
    place = make.make_place(name=SECRET)
    source = make.make_source(title=SECRET)
    make.make_finding(
        "MSMT-2025-1-009",
        title=SECRET,
        summary=SECRET,
        category=make.make_category(name=SECRET),
        involvements=[(actor, "carrier")],
        places=[place],
        citations=[(source, "origin")],
    )
    make.make_provision("2397-9", resolution=make.make_resolution("2375", title=SECRET), obligation=SECRET)
    make.make_event("hidden", report=published.report, title=SECRET)


def test_drafts_are_in_no_answer(api: ApiClient, published: Published) -> None:
    draft_everywhere(published)
    told = list(every_answer(api))
    assert [address for address, _status, body in told if SECRET in body and SECRET not in address] == []
    assert {status for address, status, _body in told if SECRET not in address} == {200}
    publish_everything("Now.")
    published_now = [address for address, _status, body in every_answer(api) if SECRET in body]
    assert len(published_now) > 20  # so that their absence before meant something


@pytest.mark.parametrize("kind", [SubjectKind.FINDING, SubjectKind.ACTOR, SubjectKind.REPORT])
def test_a_text_that_was_taken_away_is_in_no_answer(api: ApiClient, published: Published, kind: SubjectKind) -> None:
    record: Any = {"finding": published.finding, "actor": published.vessel, "report": published.report}[kind.value]
    setattr(record, "name" if kind is SubjectKind.ACTOR else "title", SECRET)
    record.save()
    publishing.publish([record.subject], editor="Kim", note="Changed.")
    version_poll.forget()
    assert any(SECRET in body for address, _status, body in every_answer(api) if SECRET not in address)
    publishing.redact(kind, record.subject[1], [2], editor="Kim", reason="A court.")
    version_poll.forget()
    told = list(every_answer(api))
    assert [address for address, _status, body in told if SECRET in body and SECRET not in address] == []
    assert 451 in {status for _address, status, _body in told}


def test_a_list_as_of_a_version_says_what_it_leaves_out(api: ApiClient, published: Published) -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    answer = api.get("/api/v1/findings/?as_of=1").json()
    assert (answer["count"], answer["question"]["withheld"]) == (2, 1)


def test_a_list_says_the_same_of_what_is_withheld_as_its_side_file(api: ApiClient, published: Published) -> None:
    """The text is taken away in version 2, and its edition stays in force. A withdrawal afterwards ends that."""

    def said(query: str) -> tuple[int, int]:
        version_poll.forget()
        file = api.get(f"/findings.json.meta.json{query}").json()
        lists = [api.get(f"/api/v1/{name}/{query}").json()["question"]["withheld"] for name in ("findings", "facets")]
        assert lists == [file["withheld"]] * 2
        return lists[0], file["dataset_version"]["number"]

    assert said("") == (0, 1)
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    assert [said(""), said("?as_of=1"), said("?as_of=2"), said("?category=petroleum")] == [
        (1, 2),
        (1, 1),
        (1, 2),
        (1, 2),
    ]
    publishing.withdraw(SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="It was none.")
    assert [said(""), said("?as_of=2")] == [(0, 3), (1, 2)]


def test_who_published_is_in_no_answer(api: ApiClient, published: Published) -> None:
    told = [address for address, _status, body in every_answer(api) if "Kim" in body or "published_by" in body]
    assert told == []
    assert "published_by" not in str(openapi())
