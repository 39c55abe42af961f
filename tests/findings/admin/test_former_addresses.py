"""Former addresses at the desk: where each leads today, why, since when and by whom; and one more, led by an editor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from findings import publishing
from findings.caching import version_poll
from findings.curation.merging import merge
from findings.models import DatasetVersion, DeskSettings, KeyAlias
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.sent import address, editor
from tests.findings.publishing.acts import change

pytestmark = pytest.mark.django_db

FORMER = "/admin/findings/keyalias/"
ADD = "/admin/address/actor/angara/"
PRINTED = {"address": "printed-name", "reason": "The printed report names it so."}


@pytest.fixture
def client(db: None) -> Client:
    version_poll.forget()
    return editor("looking")


def publish(*records: Any, by: str = "lee", note: str = "Published.") -> None:
    publishing.publish([record.subject for record in records], editor=by, note=note)


def rows(client: Client, query: str = "") -> list[str]:
    """Each row in words, as it is read."""
    page = client.get(f"{FORMER}{query}")
    assert page.status_code == 200, page.headers
    table = re.findall(r"<tr><td.*?</tr>", page.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table]


@pytest.fixture
def former(db: None) -> dict[str, Any]:
    """A changed address, a merge, one that came into use again, and one that an editor has led."""
    kept, merged = make.make_actor("angara", name="Angara"), make.make_actor("angara-2", name="Angara II")
    source = make.make_source("report", title="The report")
    publish(kept, merged, source)
    change(kept, slug="angara-ship")
    publish(kept, by="pat", note="There are two.")
    merge(SubjectKind.ACTOR, "angara", "angara-2", editor="kim", reason="Same IMO number.")
    publish(kept, by="lee", note="They are one ship.")
    for slug in ("report-2025", "report"):
        change(source, slug=slug)
        publish(source, by="pat", note="Its address.")
    publishing.lead_here(SubjectKind.ACTOR, "angara", "printed-name", editor="sam", reason="So it is printed.")
    return {"kept": kept, "source": source}


def test_every_former_address_tells_where_it_leads_today_why_since_when_and_by_whom(
    client: Client, former: dict[str, Any]
) -> None:
    day = f"{DatasetVersion.objects.latest('number').published_at:%Y-%m-%d}"
    ship, mended = "Angara , /actors/angara-ship/", "its address was mended"
    report = "The report , /sources/report/"
    assert rows(client) == [
        f"/actors/printed-name/ {ship} an editor led it here So it is printed. version 6 {day} sam –",
        f"/sources/report-2025/ {report} {mended} Its address. version 5 {day} pat –",
        f"/sources/report/ {report} {mended} Its address. version 4 {day} pat version 5 {day} pat",
        f"/actors/angara-2/ {ship} it was merged into another They are one ship. version 3 {day} lee –",
        f"/actors/angara/ {ship} {mended} There are two. version 2 {day} pat –",
    ]


def test_a_row_leads_where_it_says(client: Client, former: dict[str, Any]) -> None:
    page = client.get(f"{FORMER}?q=printed").content.decode()
    record = address(former["kept"])
    for link in ("/actors/printed-name/", "/actors/angara-ship/", record, "/admin/findings/datasetversion/6/change/"):
        assert f'href="{link}"' in page
    led = client.get("/actors/printed-name/")
    assert (led.status_code, led.headers["Location"]) == (301, "/actors/angara-ship/")


def test_an_address_of_what_was_withdrawn_or_redacted_says_so(client: Client, former: dict[str, Any]) -> None:
    publishing.withdraw(SubjectKind.ACTOR, "angara", editor="pat", note="It was scrapped before.")
    assert "Angara , /actors/angara-ship/ (withdrawn)" in rows(client, "?q=printed")[0]
    publishing.redact(SubjectKind.SOURCE, "report", [3], editor="pat", reason="A court.")
    assert "/sources/report-2025/ report , /sources/report/ its" in rows(client, "?q=report-2025")[0]


@pytest.mark.parametrize(
    ("query", "olds"),
    [
        ("?today=ended", ["report"]),
        ("?today=leads", ["printed-name", "report-2025", "angara-2", "angara"]),
        ("?why=merge", ["angara-2"]),
        ("?why=given", ["printed-name"]),
        ("?subject=source", ["report-2025", "report"]),
        ("?subject=actor:angara", ["printed-name", "angara-2", "angara"]),
        ("?q=printed", ["printed-name"]),
        ("?q=one+ship", ["angara-2"]),
        ("?q=nothing+of+that+kind", []),
    ],
)
def test_former_addresses_are_found_by_what_they_are_and_by_words(
    client: Client, former: dict[str, Any], query: str, olds: list[str]
) -> None:
    assert [each.old for each in client.get(f"{FORMER}{query}").context["cl"].result_list] == olds


@pytest.mark.parametrize("query", ["?why=nonsense", "?subject=nonsense"])
def test_a_filter_that_is_none_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{FORMER}{query}").headers["Location"] == f"{FORMER}?e=1"


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_the_same_statements_for_one_address_and_for_three(client: Client, n: int) -> None:
    actors = [make.make_actor(f"a-{number}") for number in range(n)]
    publish(*actors)
    for number, actor in enumerate(actors):
        change(actor, slug=f"b-{number}")
    publish(*actors)
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get(FORMER).context["cl"].result_list) == n
    # The rows and their count, where they lead (2), and the records (1).
    assert sum('"findings_' in each["sql"] for each in asked) == 5


def test_nobody_changes_a_former_address_by_hand(client: Client, former: dict[str, Any]) -> None:
    before = list(KeyAlias.objects.order_by("pk").values())
    pk = before[0]["id"]
    assert client.get(f"{FORMER}add/").status_code == 403
    assert client.post(f"{FORMER}{pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"{FORMER}{pk}/change/", {"old": "other", "key": "other"})
    assert list(KeyAlias.objects.order_by("pk").values()) == before


def test_the_front_page_and_the_record_lead_to_the_list(client: Client, former: dict[str, Any]) -> None:
    viewer = logged_in(make_user("vi", "viewer"))
    assert f'href="{FORMER}"' in viewer.get("/admin/").content.decode()
    form = viewer.get(address(former["kept"])).content.decode()
    assert f'href="{FORMER}?subject=actor:angara"' in form
    assert ADD not in form
    assert f'href="{ADD}"' in client.get(address(former["kept"])).content.decode()


# One more, led by an editor


@pytest.fixture
def angara(db: None) -> Any:
    actor = make.make_actor("angara", name="Angara")
    publish(actor)
    return actor


def test_a_publisher_leads_another_address_to_a_record_with_a_public_reason(angara: Any) -> None:
    version_poll.forget()
    publisher = logged_in(make_user("pat", "publisher"))
    assert publisher.get(ADD).status_code == 200
    done = publisher.post(ADD, PRINTED)
    assert (done.status_code, done.headers["Location"]) == (302, f"{FORMER}?subject=actor:angara")
    assert KeyAlias.objects.values_list("alias_kind", "old", "key", "reason").get() == (
        "given",
        "printed-name",
        "angara",
        "The printed report names it so.",
    )
    public = Client().get("/actors/angara/").content.decode()
    assert "/actors/printed-name/" in public
    assert "The printed report names it so." in public
    told = publisher.get(f"/admin/findings/actor/{angara.pk}/history/").content.decode()
    assert "Another address leads here: /actors/printed-name/" in told
    acts = publisher.get("/admin/findings/datasetversion/?kind=given").content.decode()
    assert 'angara</a>, <a href="/actors/printed-name/">printed-name</a>' in acts
    assert "Another address" in publisher.get("/admin/findings/datasetversion/2/change/").content.decode()


def test_a_refused_address_comes_back_with_the_sentence_and_what_was_entered(angara: Any, client: Client) -> None:
    page = client.post(ADD, PRINTED | {"address": "angara"})
    assert page.context["form"].errors == {
        "address": ["“angara” is the address or the key of “angara”, so it cannot lead to another page."]
    }
    assert "The printed report names it so." in page.content.decode()
    silent = client.post(ADD, {})
    assert silent.context["form"].errors == {
        "address": ["Write the last part of the address that is to lead here: kum-un-san-3."],
        "reason": ["Write the public reason: readers find it beside the address."],
    }
    assert KeyAlias.objects.count() == 0


def test_where_a_second_person_publishes_nobody_leads_an_address_alone(angara: Any, client: Client) -> None:
    DeskSettings.objects.create(second_person=True)
    for page in (client.get(ADD), client.post(ADD, PRINTED)):
        assert "The rules of the desk ask for a second person" in page.content.decode()
        assert 'name="address"' not in page.content.decode()
    assert KeyAlias.objects.count() == 0


def test_only_a_publisher_leads_an_address_and_only_to_what_is_public(angara: Any, client: Client) -> None:
    editing = logged_in(make_user("ed", "editor"))
    assert (editing.get(ADD).status_code, editing.post(ADD, PRINTED).status_code) == (403, 403)
    make.make_actor("draft")
    for name in ("actor/draft", "actor/nobody", "finding/MSMT-2025-1-001", "nonsense/angara"):
        assert client.post(f"/admin/address/{name}/", PRINTED).status_code == 404
    assert KeyAlias.objects.count() == 0
