"""What is told when there is no answer: each problem in its form (RFC 9457)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.utils import timezone
from pytest_django import Settings

from findings import publishing
from findings.api.problems import KINDS
from findings.caching import version_poll
from findings.queries.filters import FILTERS
from findings.vocabulary import SubjectKind
from tests.findings.api.content import SUBJECTS, Published, edition, publish_everything, stamp
from tests.findings.api.described import PROBLEM, ApiClient

DOCS = "http://127.0.0.1:8000/api/v1/docs/#problem-"
KNOWN = ", ".join([*FILTERS, "q", "from", "to", "sort", "page", "as_of", "page_size"])


def test_a_bad_question_is_told_every_reason(api: ApiClient, published: Published) -> None:
    path = "/api/v1/findings/?colour=red&year=24&page=0&page_size=101&from=2025&to=2024&sort=size&as_of=9&q=is:true"
    response = api.get(path)
    reasons = [
        f"There is no parameter named “colour”. There are: {KNOWN}.",
        "There is no dataset version 9 yet: the newest is 1.",
        "“is:true” is not known. There are: disputed, second-hand, first-hand, corrected, undated.",
        "“24” cannot be a value of year. One is written like “2024”.",
        "“0” cannot be “page”. It is a number from 1 on.",
        "“size” is not an order. There are: relevance, latest, earliest, published, changed, reference.",
        "The period ends before it begins: “from” lies after “to”.",
        "“101” cannot be “page_size”. It is a number from 1 to 100.",
    ]
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json() == {
        "type": f"{DOCS}bad-question",
        "title": "The question cannot be answered",
        "status": 400,
        "detail": " ".join(reasons),
        "instance": path,
        "reasons": reasons,
        "more": 0,
    }


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("findings/?page=4&page_size=1", "There is no page 4 of this list: the last one is page 3."),
        ("findings/?page=999999999", "There is no page 999999999 of this list: the last one is page 1."),
        ("findings/?page=1&page=2", "The address names “page” 2 times. Once is right."),
        ("findings/?q=%00", "The search text has a character that no text can have (a zero byte)."),
        ("findings/?category=%00", "“\x00” cannot be a value of category. One is written like “petroleum”."),
        ("findings/?category=no-such", "There is no category “no-such” in the portal."),
        ("findings/?format=json", "There is no parameter named “format”."),
        (
            "findings/?as_of=today",
            "“today” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26.",
        ),
        ("findings/?as_of=2024-02", "“2024-02” cannot be “as_of”."),
        ("findings/?as_of=2020-01-01", "Nothing had been published when 2020-01-01 ended (UTC)."),
        ("facets/?facet=colour", "“colour” is not a facet. There are: category, report,"),
        ("facets/?page=2", "There is no parameter named “page”. There are: category, report,"),
        ("facets/?sort=latest", "There is no parameter named “sort”. There are: category, report,"),
        ("facets/?size=501", "“501” cannot be “size”. It is a number from 1 to 500."),
        ("facets/?containing=%00", "The text has a character that no text can have (a zero byte)."),
        ("search/", "Say what to look for: ?q=petroleum"),
        ("search/?q=+", "Say what to look for: ?q=petroleum"),
        ("search/?q=x&page=2", "There is no parameter named “page”. There are: q, as_of."),
        ("search/?q=" + "x" * 401, "The text is longer than 400 characters."),
        ("search/?q=x" + "+" * 400, "The text is longer than 400 characters."),
        ("match/", "Say what to look for: ?name=Angara"),
        ("match/?name=&name=+", "Say what to look for: ?name=Angara"),
        ("match/?names=x", "There is no parameter named “names”. There are: name, as_of."),
        ("match/?name=a%00b", "The search text has a character that no text can have (a zero byte)."),
        ("match/?name=" + "x" * 6001, "The list has 1 lines and 6,001 characters."),
        ("match/?name=x&as_of=99", "There is no dataset version 99 yet: the newest is 1."),
        ("connection/", "Name two different actors by their keys: ?actor=angara&actor=maia-1"),
        ("connection/?actor=msmt&actor=msmt", "Name two different actors by their keys: ?actor=angara&actor=maia-1"),
        ("connection/?actor=a&actor=b&actor=c", "Name two different actors by their keys"),
        ("connection/?actor=A+B&actor=msmt", "“A B” cannot be a value of actor. One is written like “kum-un-san-3”."),
        ("connection/?actor=no-such&actor=msmt", "There is no actor “no-such” in the portal."),
        ("connection/?actor=a&actor=b&year=2024", "There is no parameter named “year”. There are: actor, as_of."),
        ("connection/?actor=kum-un-san-3&actor=msmt&as_of=99", "There is no dataset version 99 yet: the newest is 1."),
        ("lookup/", "Say what to look for: ?q=petroleum"),
        ("lookup/?q=a%00b", "The text has a character that no text can have (a zero byte)."),
        ("actors/?q=x", "There is no parameter named “q”. There are: kind, designated, page, page_size, as_of."),
        ("actors/?designated=perhaps", "“perhaps” is not a value of designated. There are: yes, no."),
        ("actors/?kind=ship", "“ship” is not a value of kind. There are: state, government_body, company, bank"),
        ("actors/?kind=bank&kind=vessel", "The address names “kind” 2 times. Once is right."),
        ("actors/?designated=yes&designated=no", "The address names “designated” 2 times. Once is right."),
        ("sources/?kind=bank", "There is no parameter named “kind”. There are: page, page_size, as_of."),
        ("actors/?page=2", "There is no page 2 of this list: the last one is page 1."),
        ("actors/kum-un-san-3/?as_of=1", "There is no parameter named “as_of”. There are: none."),
        ("actors/kum-un-san-3/editions/?page=2", "There is no page 2 of this list: the last one is page 1."),
        ("actors/kum-un-san-3/editions/1/?page=1", "There is no parameter named “page”. There are: none."),
        ("provisions/?topic=coal", "There is no parameter named “topic”. There are: page, page_size, as_of."),
        ("provisions/?page=2", "There is no page 2 of this list: the last one is page 1."),
        (
            "editions/?kind=vessel",
            "“vessel” is not a kind of subject. There are: finding, report, actor, source, resolution, category.",
        ),
        ("editions/?since=0", "“0” cannot be “since”. It is a number from 1 to 999999999."),
        ("editions/?since=2026-03-26", "“2026-03-26” cannot be “since”. It is a number from 1 to 999999999."),
        ("editions/?since=99", "There is no dataset version 99 yet: the newest is 1."),
        ("editions/?as_of=99", "There is no dataset version 99 yet: the newest is 1."),
        ("editions/?page=2", "There is no page 2 of this list: the last one is page 1."),
        (
            "editions/?subject=actor",
            "There is no parameter named “subject”. There are: kind, since, page, page_size, as_of.",
        ),
        ("dataset/?x=1", "There is no parameter named “x”. There are: none."),
        ("?x=1", "There is no parameter named “x”. There are: none."),
        ("schema/?format=yaml", "There is no parameter named “format”. There are: none."),
    ],
)
def test_each_thing_that_is_wrong_has_its_sentence(
    api: ApiClient, published: Published, address: str, reason: str
) -> None:
    response = api.get(f"/api/v1/{address}")
    assert response.status_code == 400
    (told,) = response.json()["reasons"]
    assert told.startswith(reason)


def test_a_day_that_is_not_over_is_refused(api: ApiClient, published: Published) -> None:
    today = timezone.now().astimezone(dt.UTC).date()
    (told,) = api.get(f"/api/v1/findings/?as_of={today}").json()["reasons"]
    assert told.startswith(f"{today} is not over (UTC)")


def test_a_day_that_is_over_is_the_version_of_its_end(api: ApiClient, published: Published) -> None:
    tomorrow = timezone.now() + dt.timedelta(days=1)
    today = timezone.now().astimezone(dt.UTC).date()
    with patch("findings.queries.versions.timezone.now", return_value=tomorrow):
        response = api.get(f"/api/v1/findings/?as_of={today}&page_size=1")
        assert response.json()["question"]["as_of"] == 1
        assert "as_of=1" in response.headers["Link"]
        assert api.get(f"/api/v1/actors/?as_of={today}").json()["as_of"] == 1


def test_reasons_are_told_up_to_a_bound(api: ApiClient, published: Published) -> None:
    told = api.get("/api/v1/findings/?" + "&".join(f"country=x{n}" for n in range(25))).json()
    assert (len(told["reasons"]), told["more"]) == (20, 5)


def test_more_parameters_than_can_be_read(api: ApiClient, published: Published) -> None:
    response = api.get("/api/v1/findings/?" + "&".join(f"p{n}=1" for n in range(1100)))
    assert response.status_code == 400
    assert response.json()["reasons"] == ["The address, or what was sent with it, cannot be read."]


@pytest.mark.parametrize(("plural", "slug"), SUBJECTS)
def test_nothing_at_an_address_is_told_with_what_reads_alike(
    api: ApiClient, published: Published, plural: str, slug: str
) -> None:
    for rest in ("", "editions/", "editions/7/"):
        response = api.get(f"/api/v1/{plural}/{slug}-x/{rest}")
        assert response.status_code == 404
        assert response.headers["Cache-Control"].startswith("public")
        told = response.json()
        assert f"http://127.0.0.1:8000/api/v1/{plural}/{slug}/" in [each["address"] for each in told["closest"]]


def test_a_missing_finding_is_told_whole(api: ApiClient, published: Published) -> None:
    assert api.get("/api/v1/findings/s-2019-171-009/").json() == {
        "type": f"{DOCS}not-found",
        "title": "There is nothing at this address",
        "status": 404,
        "detail": "There is no finding “s-2019-171-009” in the portal.",
        "instance": "/api/v1/findings/s-2019-171-009/",
        "closest": [
            {
                "address": "http://127.0.0.1:8000/api/v1/findings/s-2019-171-001/",
                "title": "A ship changed its name",
            }
        ],
    }


def test_an_edition_that_there_is_not_is_not_told_as_a_finding_that_there_is_not(
    api: ApiClient, published: Published
) -> None:
    told = api.get("/api/v1/findings/s-2019-171-001/editions/7/").json()
    sentence = "There is no finding “s-2019-171-001” in the portal, or it has no edition 7."
    assert (told["status"], told["detail"]) == (404, sentence)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nowhere/",
        "/api/v1/findings/%00/",
        "/api/v1/findings/a_b/",
        "/api/v1/findings/%ff%fe/",
        "/api/v1/findings/msmt-2025-1-001/editions/0/",
        "/api/v1/findings/msmt-2025-1-001/editions/01/",
        "/api/v1/findings/msmt-2025-1-001/editions/9999999999/",
        "/api/v1/schema.xml",
        "/api/v2/",
        "/api/",
        "/api/v1/resolutions/2397/provisions/2397-9/",
        "/api/v1/lookup/?q=nothing-of-the-sort",
    ],
)
def test_every_other_address_is_nowhere(api: ApiClient, published: Published, path: str) -> None:
    response = api.get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (404, PROBLEM)
    assert response.json()["type"] == f"{DOCS}not-found"


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/api/v1/findings", "/api/v1/findings/"),
        ("/api/v1/findings/MSMT-2025-1-001/", "/api/v1/findings/msmt-2025-1-001/"),
        ("/api/v1/Findings/?page=1", "/api/v1/findings/?page=1"),
    ],
)
def test_capitals_and_a_missing_slash_are_put_right(
    api: ApiClient, published: Published, asked: str, right: str
) -> None:
    response = api.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, right)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(api: ApiClient, published: Published, method: str) -> None:
    response = getattr(api, method)("/api/v1/findings/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["type"] == f"{DOCS}method-not-allowed"
    assert int(response.headers["Content-Length"]) == len(response.content)


@pytest.mark.parametrize("address", ["findings/", "actors/kum-un-san-3/", "schema/", "schema.yaml", "dataset/"])
def test_a_form_that_there_is_not(api: ApiClient, published: Published, address: str) -> None:
    for accept in ("text/csv", "text/html, image/*;q=0.5", "application/json;q=0, application/yaml;q=0"):
        response = api.get(f"/api/v1/{address}", headers={"Accept": accept})
        assert (response.status_code, response.headers["Content-Type"]) == (406, PROBLEM)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.json()["type"] == f"{DOCS}not-acceptable"


@pytest.mark.parametrize(
    "accept", ["", " ", "*/*", "application/*", "application/json; charset=utf-8", "text/html, */*;q=0.8"]
)
def test_json_is_the_one_form(api: ApiClient, published: Published, accept: str) -> None:
    expected = api.get("/api/v1/dataset/").content
    response = api.get("/api/v1/dataset/", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.content) == (200, expected)
    assert "Vary" not in response.headers or "Accept," not in response.headers["Vary"]


@pytest.mark.parametrize("kind", [SubjectKind.FINDING, SubjectKind.ACTOR])
def test_a_withdrawn_subject_is_its_tombstone(api: ApiClient, published: Published, kind: SubjectKind) -> None:
    key, plural = ("MSMT-2025-1-001", "findings") if kind is SubjectKind.FINDING else ("kum-un-san-3", "actors")
    title = edition(kind, key).title
    publishing.withdraw(kind, key, editor="Kim", note="It was said of another.", replaced_by=None)
    version_poll.forget()
    for rest in ("", "editions/2/"):
        path = f"/api/v1/{plural}/{key.lower()}/{rest}"
        response = api.get(path)
        assert (response.status_code, response.headers["Content-Type"]) == (410, PROBLEM)
        assert response.headers["Cache-Control"].startswith("public")
        assert response.json() == {
            "type": f"{DOCS}withdrawn",
            "title": "This was withdrawn",
            "status": 410,
            "detail": "It was said of another.",
            "instance": path,
            "tombstone": {
                "kind": kind.value,
                "key": key,
                "title": title,
                "reason": "It was said of another.",
                "replaced_by": None,
                "edition": stamp(edition(kind, key, 2), plural),
            },
        }
    assert api.get(f"/api/v1/{plural}/{key.lower()}/editions/1/").status_code == 200
    assert api.get(f"/api/v1/{plural}/{key.lower()}/editions/").json()["count"] == 2


def test_what_replaces_it_is_named(api: ApiClient, published: Published) -> None:
    publishing.withdraw(
        SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="Twice.", replaced_by="MSMT-2025-1-002"
    )
    version_poll.forget()
    told = api.get("/api/v1/findings/msmt-2025-1-001/").json()
    assert told["tombstone"]["replaced_by"] == "MSMT-2025-1-002"


def test_a_withdrawn_resolution_takes_its_provisions_with_it(api: ApiClient, published: Published) -> None:
    publishing.withdraw(SubjectKind.RESOLUTION, "2397", editor="Kim", note="Wrong.")
    version_poll.forget()
    assert api.get("/api/v1/resolutions/2397/provisions/2397-5/").status_code == 410


def test_a_redacted_edition_is_its_reason(api: ApiClient, published: Published) -> None:
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="A court.")
    version_poll.forget()
    row = edition(SubjectKind.FINDING, "MSMT-2025-1-001")
    for rest in ("", "editions/1/"):
        path = f"/api/v1/findings/msmt-2025-1-001/{rest}"
        response = api.get(path)
        assert (response.status_code, response.headers["Content-Type"]) == (451, PROBLEM)
        assert response.json() == {
            "type": f"{DOCS}redacted",
            "title": "The text was taken away",
            "status": 451,
            "detail": "A court.",
            "instance": path,
            "kind": "finding",
            "key": "MSMT-2025-1-001",
            "reason": "A court.",
            "edition": stamp(row, "findings"),
        }
    (listed,) = api.get("/api/v1/findings/msmt-2025-1-001/editions/").json()["results"]
    assert listed == {**stamp(row, "findings"), "redaction": "A court."}


@pytest.fixture
def away() -> Iterator[None]:
    with patch("findings.caching.current_version", side_effect=OperationalError("connection refused")):
        version_poll.forget()
        yield
    version_poll.forget()


@pytest.mark.parametrize("address", ["findings/", "actors/kum-un-san-3/", "dataset/", "schema/"])
def test_an_absent_database_is_told_with_when_to_come_back(api: ApiClient, db: None, away: None, address: str) -> None:
    response = api.get(f"/api/v1/{address}")
    assert (response.status_code, response.headers["Content-Type"]) == (503, PROBLEM)
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == ("10", "no-store")
    assert response.json()["type"] == f"{DOCS}unavailable"


def test_a_slow_database_is_told_the_same(api: ApiClient, published: Published) -> None:
    with patch("findings.api.lists.counts", side_effect=OperationalError("canceling statement due to timeout")):
        response = api.get("/api/v1/findings/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")


def test_a_mistake_of_ours_is_a_problem_without_its_trace(api: ApiClient, published: Published) -> None:
    api.raise_request_exception = False
    with patch("findings.api.lists.counts", side_effect=KeyError("a secret")):
        response = api.get("/api/v1/findings/")
    assert (response.status_code, response.headers["Content-Type"]) == (500, PROBLEM)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json() == {
        "type": f"{DOCS}server-error",
        "title": "The portal made a mistake",
        "status": 500,
        "detail": "The portal made a mistake. The mistake is ours and has been recorded.",
        "instance": "/api/v1/findings/",
    }


def test_a_host_that_is_not_ours_is_a_problem(api: ApiClient, published: Published, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    response = api.get("/api/v1/findings/")
    assert (response.status_code, response.headers["Content-Type"]) == (400, PROBLEM)
    assert response.json()["reasons"] == ["The address, or what was sent with it, cannot be read."]


def test_a_status_that_no_address_has_has_its_kind_all_the_same() -> None:
    assert set(KINDS) == {400, 404, 405, 406, 410, 422, 429, 451, 500, 503}
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)


def test_drafts_do_not_change_what_a_problem_tells(api: ApiClient, published: Published) -> None:
    published.finding.title = "A draft"
    published.finding.save()
    told = api.get("/api/v1/findings/msmt-2025-1-009/").json()
    assert "A draft" not in [each["title"] for each in told["closest"]]
    publish_everything("Told.")
    told = api.get("/api/v1/findings/msmt-2025-1-009/").json()
    assert "A draft" in [each["title"] for each in told["closest"]]
