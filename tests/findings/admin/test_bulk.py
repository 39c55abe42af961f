"""Changing several records at once: after a look, with a reason, and nothing that a slip could do harm with."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings.admin.records import RecordAdmin
from findings.models import Actor, Finding, Involvement, Report, ReportEvent, Source
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.sent import WHY, address, editor

pytestmark = pytest.mark.django_db

MAKERS: dict[str, Any] = {
    "actor": make.make_actor,
    "finding": make.make_finding,
    "report": make.make_report,
    "reportevent": make.make_event,
    "source": make.make_source,
}


@pytest.fixture
def client(db: None) -> Client:
    return editor()


def look(client: Client, records: list[Any]) -> Any:
    """The page that asks."""
    chosen = {"action": "change_selected", "_selected_action": [each.pk for each in records]}
    return client.post(reverse(f"admin:findings_{records[0]._meta.model_name}_changelist"), chosen)


def send(client: Client, looked: Any, **entered: Any) -> Any:
    """What that page would send, with what is entered in it."""
    records = [each for each, _said in looked.context["records"]]
    sent = {
        "action": looked.context["action"],
        "confirmed": "yes",
        "contents": looked.context["contents"],
        "_selected_action": [each.pk for each in records],
        **dict.fromkeys(looked.context["form"].fields, ""),
        "why": WHY,
        **entered,
    }
    return client.post(looked.wsgi_request.path, sent, follow=True)


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def shown(looked: Any) -> tuple[list[str], list[tuple[str, list[str]]]]:
    return looked.context["heads"], [(str(each), said) for each, said in looked.context["records"]]


def test_only_marks_and_kinds_are_changed_at_once(client: Client) -> None:
    """A name, a role, an amount, a key or an address is changed on the page of its record."""
    offered = {}
    for model, model_admin in admin.site._registry.items():
        kind = model._meta.model_name or ""
        if isinstance(model_admin, RecordAdmin) and "change_selected" in str(model_admin.actions):
            offered[kind] = list(look(client, [MAKERS[kind]()]).context["form"].fields)
    assert offered == {
        "actor": ["actor_kind", "country", "why"],
        "finding": ["category", "recheck", "why"],
        "report": ["read_first_hand", "why"],
        "reportevent": ["category", "recheck", "why"],
        "source": ["source_kind", "language", "consulted", "why"],
    }


def test_several_findings_are_given_a_category_after_a_look_and_with_a_reason(client: Client) -> None:
    findings = [make.make_finding() for _ in range(3)]
    category = make.make_category("labor", name="Labor")

    looked = look(client, findings[:2])
    assert looked.context["title"] == "Change several findings"
    assert shown(looked) == (
        ["Finding", "Category now", "Recheck now"],
        [(str(finding), [finding.category.name, "done"]) for finding in findings[:2]],
    )
    refused = send(client, looked, category=category.pk, why="")
    assert dict(refused.context["form"].errors) == {
        "why": ["Say why: the record’s history keeps a reason for every change."]
    }
    refused = send(client, looked)
    assert dict(refused.context["form"].errors) == {"__all__": ["Choose what is to be changed."]}
    assert Finding.objects.filter(category=category).count() == 0

    done = send(client, looked, category=category.pk, recheck="yes")

    assert told(done) == ["2 findings were changed."]
    assert list(Finding.objects.order_by("pk").values_list("category__key", "recheck")) == [
        ("labor", True),
        ("labor", True),
        ("category-3", False),
    ]
    assert Involvement.objects.count() == 0


def test_events_are_given_a_category_or_none(client: Client) -> None:
    labor = make.make_category("labor", name="Labor")
    events = [make.make_event(), make.make_event(category=labor, recheck=True), make.make_event(category=labor)]

    looked = look(client, events)
    assert looked.context["title"] == "Change several report events"
    assert shown(looked) == (
        ["Report event", "Category now", "Recheck now"],
        [
            (events[0].title, ["–", "done"]),
            (events[1].title, ["Labor", "to be rechecked"]),
            (events[2].title, ["Labor", "done"]),
        ],
    )
    assert told(send(client, looked, category=labor.pk, recheck="yes")) == ["2 report events were changed."]
    assert list(ReportEvent.objects.order_by("pk").values_list("category__key", "recheck")) == [("labor", True)] * 3
    assert told(send(client, look(client, events[:1]), category="-", recheck="no")) == ["1 report event was changed."]
    assert list(ReportEvent.objects.order_by("pk").values_list("category__key", "recheck")) == [
        (None, False),
        ("labor", True),
        ("labor", True),
    ]


def test_whether_sources_were_consulted_is_asked_with_what_hangs_on_it(client: Client) -> None:
    sources = [make.make_source(consulted=False, language="en"), make.make_source(consulted=True, language="en")]

    looked = look(client, sources)
    assert shown(looked) == (
        ["Source", "Kind now", "Language now", "Consulted now"],
        [
            (str(sources[0]), [sources[0].get_source_kind_display(), "en", "not consulted"]),
            (str(sources[1]), [sources[1].get_source_kind_display(), "en", "consulted"]),
        ],
    )
    assert (
        '<p class="caution">Whether a source was consulted decides at which hand the findings and events that cite it '
        "were read: their pages say so once they are published again. What is marked as consulted has been read by an "
        "editor. A source that was not consulted cannot be quoted and carries no detail: a claim that quotes it, or "
        "names it for a detail, is refused when it is published.</p>"
    ) in looked.content.decode()

    assert told(send(client, looked, consulted="yes", source_kind="news")) == ["2 sources were changed."]
    assert list(Source.objects.values_list("source_kind", "language", "consulted")) == [("news", "en", True)] * 2


def test_actors_are_given_a_kind_and_a_country_or_none(client: Client) -> None:
    actors = [make.make_actor(actor_kind="company", country="KP"), make.make_actor(actor_kind="company", country="")]

    looked = look(client, actors)
    assert shown(looked)[1] == [
        (str(actors[0]), ["Company", "Democratic People's Republic of Korea"]),
        (str(actors[1]), ["Company", "–"]),
    ]
    assert "they go on with those of before until they are published again" in looked.content.decode()
    assert told(send(client, looked, country="-")) == ["1 actor was changed."]
    assert told(send(client, look(client, actors), actor_kind="bank")) == ["2 actors were changed."]
    assert list(Actor.objects.values_list("actor_kind", "country")) == [("bank", "")] * 2


def test_reports_are_marked_as_read(client: Client) -> None:
    reports = [make.make_report(read_first_hand=False), make.make_report(read_first_hand=True)]

    looked = look(client, reports)
    assert "decided by the sources that they cite, not here" in looked.content.decode()
    assert told(send(client, looked, read_first_hand="yes")) == ["1 report was changed."]
    assert list(Report.objects.values_list("read_first_hand", flat=True)) == [True, True]


def test_a_change_of_several_is_one_act_with_its_reason_in_the_history_of_each(client: Client) -> None:
    sources = [make.make_source(language="en") for _ in range(2)]
    send(client, look(client, sources), language="ko")

    acts = [client.get(address(each, "history")).context["acts"][0] for each in sources]
    assert [(act.who, act.why) for act in acts] == [("kim", WHY)] * 2


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("EN", "Nothing was changed. A language is an ISO 639-1 code of two small letters, such as en or ko."),
        ("eng", "Ensure this value has at most 2 characters (it has 3)."),
    ],
)
def test_a_broken_rule_is_a_sentence_and_nothing_is_changed(client: Client, language: str, sentence: str) -> None:
    sources = [make.make_source(language="ko", consulted=False) for _ in range(2)]

    refused = send(client, look(client, sources), language=language, consulted="yes")

    assert refused.status_code == 200
    assert [str(each) for said in refused.context["form"].errors.values() for each in said] == [sentence]
    assert list(Source.objects.values_list("language", "consulted")) == [("ko", False)] * 2


def test_what_changed_since_the_look_is_looked_at_again(client: Client) -> None:
    sources = [make.make_source(language="ko") for _ in range(2)]
    looked = look(client, sources)
    Source.objects.filter(pk=sources[0].pk).update(language="ja")

    again = send(client, looked, language="en")

    assert dict(again.context["form"].errors) == {
        "__all__": ["Something here has changed since you opened this page, so nothing was done. Look again."]
    }
    assert [said[1] for _each, said in again.context["records"]] == ["ja", "ko"]
    assert list(Source.objects.order_by("pk").values_list("language", flat=True)) == ["ja", "ko"]
    assert told(send(client, again, language="en")) == ["2 sources were changed."]


def test_who_may_only_look_at_records_is_not_offered_it_and_cannot_send_it(client: Client) -> None:
    sources = [make.make_source(consulted=False)]
    looked = look(client, sources)
    url, action = reverse("admin:findings_source_changelist"), "Change kind, language or whether consulted …"
    viewer = logged_in(make_user("lee", "viewer"), Client())

    lists = [each.get(url) for each in (client, viewer)]
    send(viewer, looked, consulted="yes")

    assert [(each.status_code, action in each.content.decode()) for each in lists] == [(200, True), (200, False)]
    assert list(Source.objects.values_list("consulted", flat=True)) == [False]


#: Kind → statements about records: of the page that asks, and of the change with the list it leads to.
STATEMENTS = {"actor": (3, 7), "finding": (10, 17), "report": (5, 10), "reportevent": (6, 11), "source": (5, 11)}
CHANGES = {
    "actor": {"actor_kind": "bank"},
    "finding": {"recheck": "yes"},
    "report": {"read_first_hand": "no"},
    "reportevent": {"recheck": "yes"},
    "source": {"language": "ko"},
}


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("kind", STATEMENTS)
def test_it_asks_the_same_number_of_questions_however_many_are_chosen(client: Client, kind: str, n: int) -> None:
    records = [MAKERS[kind]() for _ in range(n)]
    look(client, records)
    with CaptureQueriesContext(connection) as asked:
        looked = look(client, records)
    with CaptureQueriesContext(connection) as changing:
        send(client, looked, **CHANGES[kind])
    counted = [sum('"findings_' in each["sql"] for each in captured) for captured in (asked, changing)]
    assert tuple(counted) == STATEMENTS[kind]
