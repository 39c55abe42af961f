"""Editions, of one subject and of all, as a program meets them."""

from __future__ import annotations

from typing import Any

from findings import publishing
from findings.caching import version_poll
from findings.models import Edition
from findings.vocabulary import SubjectKind
from tests.findings.api.content import Published, edition, publish_everything, stamp
from tests.findings.api.described import ApiClient
from tests.findings.api.told import BASE, FINDING


def test_editions_are_listed_and_each_stays_at_its_address(api: ApiClient, published: Published) -> None:
    published.finding.title = "A tanker took petroleum at sea"
    published.finding.save()
    publishing.correct([published.finding.subject], editor="Kim", note="It was not refined.")
    version_poll.forget()
    first, second = (edition(SubjectKind.FINDING, "MSMT-2025-1-001", number) for number in (1, 2))
    stamps = [stamp(second, "findings"), stamp(first, "findings", superseded_in=2)]
    assert api.get("/api/v1/findings/msmt-2025-1-001/editions/").json() == {
        "count": 2,
        "page": 1,
        "pages": 1,
        "kind": "finding",
        "key": "MSMT-2025-1-001",
        "results": [{**each, "redaction": None} for each in stamps],
    }
    assert api.get("/api/v1/findings/msmt-2025-1-001/editions/1/").json() == {**FINDING, "edition": stamps[1]}
    assert api.get("/api/v1/findings/msmt-2025-1-001/").json()["edition"] == stamps[0]


def told(row: Edition, plural: str, **more: Any) -> dict[str, Any]:
    """An edition, as the list of all has it."""
    return {
        **stamp(row, plural, superseded_in=row.superseded_in_id),
        "redaction": None,
        "subject": {"kind": row.subject_kind, "key": row.key},
        "address": f"{BASE}/api/v1/{plural}/{row.slug}/editions/{row.number}/",
        **more,
    }


def test_the_editions_of_all_subjects_are_listed_those_published_last_first(
    api: ApiClient, published: Published
) -> None:
    published.vessel.name = "Kum Un San III"
    published.vessel.save()
    publishing.correct([published.vessel.subject], editor="Kim", note="Its name.")
    version_poll.forget()
    whole = Edition.objects.count()
    plurals = {"category": "categories"}
    everything = [
        told(row, plurals.get(row.subject_kind, f"{row.subject_kind}s"))
        for row in Edition.objects.order_by("-position")
    ]
    assert whole == 15
    assert api.get("/api/v1/editions/").json() == {
        "count": whole,
        "page": 1,
        "pages": 1,
        "as_of": None,
        "since": None,
        "results": everything,
    }
    new = {"count": 1, "page": 1, "pages": 1, "as_of": None, "since": 1, "results": everything[:1]}
    assert api.get("/api/v1/editions/?since=1").json() == new
    assert api.get("/api/v1/editions/?since=2").json() == {**new, "count": 0, "since": 2, "results": []}
    first = api.get("/api/v1/editions/?as_of=1").json()
    assert (first["as_of"], first["results"]) == (1, everything[1:])


def test_editions_are_asked_for_by_kinds_of_subject_and_paged(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/editions/?kind=report&kind=category&page_size=3&as_of=1")
    subjects = [each["subject"] for each in response.json()["results"]]
    assert subjects == [
        {"kind": "report", "key": "s-2019-171-report"},
        {"kind": "report", "key": "msmt-2025-1"},
        {"kind": "category", "key": "shipping"},
    ]
    path = "/api/v1/editions/?kind=report&kind=category&as_of=1"
    assert response.headers["Link"] == (
        f'<{path}&page=2&page_size=3>; rel="next", <{path}&page_size=3>; rel="first", '
        f'<{path}&page=2&page_size=3>; rel="last"'
    )
    rest = api.get(f"{path}&page=2&page_size=3").json()
    assert [each["subject"] for each in rest["results"]] == [{"kind": "category", "key": "petroleum"}]


def publish_redact_and_withdraw(published: Published, *, redacted: int) -> None:
    """Dataset version 2 has a second edition of a finding, 3 redacts one of its two, 4 withdraws the other finding."""
    published.finding.title = "Zzyzx"
    published.finding.save()
    publish_everything("Second.")
    publishing.redact(*published.finding.subject, [redacted], reason="A court asked.", editor="Kim")
    publishing.withdraw(*published.other.subject, editor="Kim", note="It was wrong.")
    version_poll.forget()


def test_editions_without_their_text_are_listed_and_say_why(api: ApiClient, published: Published) -> None:
    publish_redact_and_withdraw(published, redacted=2)
    response = api.get("/api/v1/editions/?kind=finding&since=1")
    withdrawal, redacted = (edition(SubjectKind.FINDING, key, 2) for key in ("MSMT-2025-1-002", "MSMT-2025-1-001"))
    assert response.json()["results"] == [
        told(withdrawal, "findings"),
        told(redacted, "findings", redaction="A court asked."),
    ]
    assert "Zzyzx" not in response.content.decode()


def test_who_keeps_a_copy_hears_of_a_redaction_however_old_the_edition(api: ApiClient, published: Published) -> None:
    publish_redact_and_withdraw(published, redacted=1)
    withdrawal, second, redacted = (
        told(edition(SubjectKind.FINDING, key, number), "findings", **more)
        for key, number, more in [
            ("MSMT-2025-1-002", 2, {}),
            ("MSMT-2025-1-001", 2, {}),
            ("MSMT-2025-1-001", 1, {"redaction": "A court asked."}),
        ]
    )
    listed = {
        asked: api.get(f"/api/v1/editions/?kind=finding&{asked}").json()["results"]
        for asked in ("since=1", "since=2", "since=3", "since=1&as_of=2", "since=2&as_of=3", "since=4")
    }
    assert listed == {
        "since=1": [withdrawal, second, redacted],
        "since=2": [withdrawal, redacted],
        "since=3": [withdrawal],
        "since=1&as_of=2": [second],
        "since=2&as_of=3": [redacted],
        "since=4": [],
    }


def test_an_edition_is_listed_at_the_address_that_its_subject_has_today(api: ApiClient, published: Published) -> None:
    published.vessel.slug = "kum-un-san-iii"
    published.vessel.save()
    publish_everything("Its address was mended.")
    listed = api.get("/api/v1/editions/?kind=actor").json()["results"]
    addresses = [each["address"] for each in listed if each["subject"]["key"] == "kum-un-san-3"]
    assert addresses == [f"{BASE}/api/v1/actors/kum-un-san-iii/editions/{number}/" for number in (2, 1)]
    for address in addresses:
        assert api.get(address.removeprefix(BASE)).status_code == 200
