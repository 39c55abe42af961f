"""The desk looks back: every act of publishing, with who did it, when and why; and the same in a record's history."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings import publishing
from findings.curation.merging import merge
from findings.models import Actor, DatasetVersion
from findings.publishing.submissions import approve, submit
from findings.vocabulary import EditionKind, SubjectKind
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.sent import address, editor
from tests.findings.publishing.acts import change
from tests.ground import ground

pytestmark = pytest.mark.django_db

ACTS = "/admin/findings/datasetversion/"
REFERENCE = "MSMT-2025-1-001"


@pytest.fixture
def client(db: None) -> Client:
    return editor("looking")


def publish(*records: Any, editor: str = "lee", note: str = "Published.", **more: Any) -> None:
    assert publishing.publish([record.subject for record in records], editor=editor, note=note, **more)


def told(client: Client, query: str = "") -> list[tuple[int, str, list[str], list[str], str]]:
    """The rows of the list: number, who, kinds, subjects, why."""
    page = client.get(f"{ACTS}{query}")
    assert page.status_code == 200, page.headers
    return [
        (
            each.number,
            each.published_by,
            each.told.kinds_in_words,
            [f"{one.kind} {one.key}: {one.numbers}" for one in each.told.subjects],
            each.note,
        )
        for each in page.context["cl"].result_list
    ]


@ground
def everything() -> None:
    """One act of each kind: two first editions, a correction, a redaction, a merge, a withdrawal."""
    kept, merged = make.make_actor("angara", name="Angara"), make.make_actor("angara-2", name="Angara II")
    publish(kept, merged, note="First.")
    change(kept, name="Angara I")
    publish(kept, editor="pat", note="The number was left out.", kind=EditionKind.CORRECTION)
    publishing.redact(SubjectKind.ACTOR, "angara", [1], editor="sam", reason="A court asked for it.")
    merge(SubjectKind.ACTOR, "angara", "angara-2", editor="kim", reason="Same IMO number.")
    publish(kept, note="They are one ship.")
    publishing.withdraw(SubjectKind.ACTOR, "angara", editor="pat", note="It was scrapped before.")


def test_every_act_of_publishing_is_told_with_who_did_it_and_why_the_newest_first(
    client: Client, everything: None
) -> None:
    assert told(client) == [
        (5, "pat", ["Withdrawal"], ["Actor angara: 4"], "It was scrapped before."),
        (4, "lee", ["Update", "Withdrawal", "Merge"], ["Actor angara: 3", "Actor angara-2: 2"], "They are one ship."),
        (3, "sam", ["Redaction"], ["Actor angara: 1"], "A court asked for it."),
        (2, "pat", ["Correction"], ["Actor angara: 2"], "The number was left out."),
        (1, "lee", ["First: 2"], ["Actor angara: 1", "Actor angara-2: 1"], "First."),
    ]


def test_a_row_says_the_time_in_utc_and_leads_to_the_record_and_to_the_edition(client: Client) -> None:
    actor = make.make_actor("angara", name="Angara")
    publish(actor)
    page = client.get(ACTS).content.decode()
    assert f"{DatasetVersion.objects.get().published_at:%Y-%m-%d %H:%M:%S}" in page
    assert "When (UTC)" in page
    assert f'Actor <a href="{address(actor)}">angara</a>, <a href="/actors/angara/v/1/">edition 1</a>' in page
    assert client.get("/actors/angara/v/1/").status_code == 200


def test_what_has_no_record_any_more_is_told_without_a_way_to_one(client: Client, everything: None) -> None:
    page = client.get(f"{ACTS}?subject=actor:angara-2").content.decode()
    assert 'Actor angara-2, <a href="/actors/angara-2/v/2/">edition 2</a>' in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?kind=first", [1]),
        ("?kind=update", [4]),
        ("?kind=correction", [2]),
        ("?kind=withdrawal", [5, 4]),
        ("?kind=redaction", [3]),
        ("?kind=merge", [4]),
        ("?published_by=pat", [5, 2]),
        ("?published_by=pat&kind=correction", [2]),
        ("?subject=actor", [5, 4, 3, 2, 1]),
        ("?subject=finding", []),
        ("?subject=actor:angara", [5, 4, 3, 2, 1]),
        ("?subject=actor:angara-2", [4, 1]),
        ("?q=scrapped", [5]),
        ("?q=PAT", [5, 2]),
        ("?q=angara-2", [4, 1]),
        ("?q=Angara+II", [4, 1]),
        ("?q=3", [3]),
        ("?q=nothing+of+that+kind", []),
        ("?published_at__year=1999", []),
    ],
)
def test_acts_are_found_by_kind_editor_subject_day_and_words(
    client: Client, everything: None, query: str, numbers: list[int]
) -> None:
    assert [number for number, *_rest in told(client, query)] == numbers


def test_acts_are_found_by_their_day(client: Client, everything: None, monkeypatch: pytest.MonkeyPatch) -> None:
    last = DatasetVersion.objects.latest("number").published_at
    later = last.replace(year=last.year + 1, month=3, day=9)
    monkeypatch.setattr(publishing.ledger, "timezone", SimpleNamespace(now=lambda: later))
    publish(make.make_actor("later"))
    day = f"?published_at__year={later.year}&published_at__month=3&published_at__day=9"
    assert [number for number, *_rest in told(client, day)] == [6]


@pytest.mark.parametrize("query", ["?kind=nonsense", "?subject=nonsense", "?subject=nonsense:angara"])
def test_a_filter_that_is_none_is_refused_and_never_an_empty_list(client: Client, query: str) -> None:
    publish(make.make_actor())
    assert client.get(f"{ACTS}{query}").headers["Location"] == f"{ACTS}?e=1"


def test_an_act_of_many_editions_names_some_and_has_them_all_on_pages_of_its_own(client: Client) -> None:
    publish(*(make.make_actor(f"a-{n:03}", name=f"Actor {n}") for n in range(1, 104)))
    [(number, _who, kinds, subjects, _why)] = told(client)
    assert (number, kinds) == (1, ["First: 103"])
    assert subjects == [f"Actor a-{n:03}: 1" for n in range(1, 6)]
    assert f'<a href="{ACTS}1/change/">and 98 more</a>' in client.get(ACTS).content.decode()

    pages = [client.get(f"{ACTS}1/change/{query}").context["subjects"] for query in ("", "?p=2")]
    assert [[each.key for each in page] for page in pages] == [
        [f"a-{n:03}" for n in range(1, 101)],
        ["a-101", "a-102", "a-103"],
    ]


def test_the_page_of_an_act_tells_the_merges_with_who_merged_and_why(client: Client, everything: None) -> None:
    page = client.get(f"{ACTS}4/change/").content.decode()
    assert re.search(r"“angara-2” went into “angara”: kim, .* UTC\. Same IMO number\.", page)
    assert "Same IMO number." not in client.get(f"{ACTS}1/change/").content.decode()


def test_the_page_of_an_act_tells_who_submitted_it_and_who_approved() -> None:
    actor, author, publisher = make.make_actor("angara"), make_user("ann", "editor"), make_user("pat", "publisher")
    standing = publishing.contents_digest(publishing.standings([actor.subject]))
    submission = submit([actor.subject], EditionKind.UPDATE, "Please.", author, contents=standing)
    approve(submission, publisher, contents=standing)
    page = logged_in(publisher).get(f"{ACTS}1/change/")
    assert (page.context["submission"].submitted_by, page.context["submission"].decided_by) == (author, publisher)
    assert f'<a href="/admin/findings/submission/{submission.pk}/change/">ann, ' in page.content.decode()


def statements(client: Client, url: str) -> int:
    """Those that read what was published and recorded; those of the session and of accounts are the same for all."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return sum('"findings_' in each["sql"] for each in asked)


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_the_same_statements_for_one_act_and_for_three(client: Client, n: int) -> None:
    actors = [make.make_actor(f"a-{number}") for number in range(n)]
    for actor in actors:
        publish(actor)
    for actor in actors:
        publishing.redact(*actor.subject, [1], editor="sam", reason="A court.")
    # The rows and their count, 2 of the days, 1 of the editors, 5 of what each act brought, 1 of the records.
    assert statements(client, ACTS) == 11


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_of_an_act_takes_the_same_statements_for_one_edition_and_for_three(client: Client, n: int) -> None:
    publish(*(make.make_actor(f"a-{number}") for number in range(n)))
    assert statements(client, f"{ACTS}1/change/") == 13


def test_nobody_changes_an_act_by_hand(client: Client) -> None:
    publish(make.make_actor())
    before = DatasetVersion.objects.values().get()
    sent = {"note": "Other", "published_by": "nobody"}
    assert client.get(f"{ACTS}add/").status_code == 403
    assert client.post(f"{ACTS}1/delete/", {"post": "yes"}).status_code == 403
    client.post(f"{ACTS}1/change/", sent)
    client.post(ACTS, {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"})
    assert DatasetVersion.objects.values().get() == before


def test_an_act_that_there_is_not_has_no_page(client: Client) -> None:
    assert client.get(f"{ACTS}7/change/").status_code == 404


def test_the_front_page_leads_to_the_list() -> None:
    page = logged_in(make_user("vi", "viewer")).get("/admin/").content.decode()
    assert f'href="{ACTS}"' in page
    assert "Acts of publishing" in page


# The history of a record


def history(client: Client, record: Any) -> Any:
    return client.get(reverse(f"admin:findings_{record._meta.model_name}_history", args=[record.pk]))


def test_a_history_tells_publications_beside_the_edits(client: Client) -> None:
    with pghistory.context(by="kim", reason="Recorded"):
        actor = make.make_actor("angara", name="Angara")
    publish(actor, note="First.")
    publishing.redact(SubjectKind.ACTOR, "angara", [1], editor="sam", reason="A court asked for it.")
    with pghistory.context(by="kim", reason="Mended"):
        Actor.objects.update(name="Angara I")
    publish(actor, editor="pat", note="The number was left out.", kind=EditionKind.CORRECTION, again=True)

    page = history(client, actor)

    assert [
        (each.what, each.numbers, each.version, each.who, each.why)
        for each in page.context["past"]
        if each.is_publication
    ] == [
        ("Correction", "2", 3, "pat", "The number was left out."),
        ("Redaction", "1", 2, "sam", "A court asked for it."),
        ("First", "1", 1, "lee", "First."),
    ]
    assert [each.why for each in page.context["past"] if not each.is_publication] == ["Mended", "Recorded"]
    said = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "pat : The number was left out. published Edition 2 (correction) , dataset version 3" in said
    assert "sam : A court asked for it. Redacted: edition 1, dataset version 2" in said
    assert f'href="{ACTS}?subject=actor:angara"' in page.content.decode()


def test_an_edition_stands_above_the_change_that_it_published(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions are dated to the second, changes to the millionth of one."""
    actor = make.make_actor("angara")
    changed = Actor.pgh_event_model.objects.get().pgh_created_at  # type: ignore[attr-defined]
    monkeypatch.setattr(publishing.ledger, "timezone", SimpleNamespace(now=lambda: changed))
    publish(actor)
    assert [each.is_publication for each in history(client, actor).context["past"]] == [True, False]


def test_the_history_of_a_record_that_is_gone_tells_its_publications_too(client: Client, everything: None) -> None:
    pk = Actor.pgh_event_model.objects.filter(key="angara-2").first().pgh_obj_id  # type: ignore[attr-defined]
    past = client.get(reverse("admin:findings_actor_history", args=[pk])).context["past"]
    assert [(each.what, each.numbers, each.why) for each in past if each.is_publication] == [
        ("Withdrawal", "2", "They are one ship."),
        ("First", "1", "First."),
    ]


def test_what_has_no_editions_of_its_own_has_a_history_of_edits_alone(client: Client) -> None:
    place = make.make_place(name="Nampo")
    page = history(client, place)
    assert [each.is_publication for each in page.context["past"]] == [False]
    assert "Acts of publishing that are about it" not in page.content.decode()


def test_who_may_see_records_and_no_ledger_is_not_told_who_published() -> None:
    finding = make.make_finding(REFERENCE)
    publish(finding, editor="pat-of-the-desk")
    user = make_user("vi")
    user.user_permissions.add(_permission("view_finding"))
    page = history(logged_in(user), finding)
    assert page.status_code == 200
    assert "pat-of-the-desk" not in page.content.decode()
    assert logged_in(user).get(ACTS).status_code == 403
    user.user_permissions.add(_permission("view_datasetversion"))
    assert "pat-of-the-desk" in history(logged_in(user), finding).content.decode()


def _permission(codename: str) -> Any:
    return Permission.objects.get(codename=codename)


@pytest.mark.parametrize("n", [1, 3])
def test_a_history_takes_the_same_statements_for_one_edition_and_for_three(client: Client, n: int) -> None:
    actor = make.make_actor("angara")
    for number in range(n):
        Actor.objects.update(name=f"Angara {number}")
        publish(actor)
    assert statements(client, reverse("admin:findings_actor_history", args=[actor.pk])) == 10
