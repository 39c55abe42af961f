"""Two records that are one: what is moved, what is kept, what readers find afterwards, and what is refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.curation.merging import MergeError, cautions, merge
from findings.models import Actor, Citation, Edition, Finding, KeyAlias, Merge, Source
from findings.vocabulary import SubjectKind
from tests.factories import (
    make_actor,
    make_actor_source,
    make_alias,
    make_asserter,
    make_citation,
    make_designation,
    make_event,
    make_finding,
    make_involvement,
    make_locator,
    make_report,
    make_source,
)
from tests.findings.admin.desk import logged_in, make_user

pytestmark = pytest.mark.django_db

ACTOR, SOURCE = SubjectKind.ACTOR, SubjectKind.SOURCE


def merged(kind: SubjectKind, survivor: str, goes: str) -> Any:
    return merge(kind, survivor, goes, editor="ed", reason="One and the same.")


# Actors


def test_what_named_the_one_names_the_other_and_what_it_was_called_is_kept() -> None:
    notice, report = make_source("notice"), make_source("report")
    angara = make_actor("angara", name="Angara", aliases=["Emelyanovskiy"], country="", description="")
    other = make_actor(
        "m-v-angara",
        name="M/V Angara",
        aliases=["Emelyanovskiy", "Angara", "Ангара"],
        identifiers=[("imo", "9179842")],
        sources=[report],
        country="RU",
        description="A cargo ship.",
    )
    make_actor_source(angara, report)
    make_designation(other, authority="us_ofac", source=notice, designated="2022-05", measure="asset_freeze")
    finding, event = make_finding("CTX-001"), make_event()
    make_involvement(finding, other, "carrier")
    make_involvement(event, other, "carrier")
    make_asserter(finding, other)

    done = merged(ACTOR, "angara", "m-v-angara")

    assert (done.survivor.key, done.was_published, done.findings) == ("angara", False, ["CTX-001"])
    actor = Actor.objects.get()
    assert (actor.key, actor.name, actor.country, actor.description) == ("angara", "Angara", "RU", "A cargo ship.")
    assert [each.name for each in actor.aliases.all()] == ["Emelyanovskiy", "Ангара", "M/V Angara"]
    assert [str(each.value) for each in actor.identifiers.all()] == ["9179842"]
    assert [each.authority for each in actor.designations.all()] == ["us_ofac"]
    assert [each.key for each in actor.sources.all()] == ["report"]
    assert Counter(type(each.finding or each.event).__name__ for each in actor.involvements.all()) == Counter(
        {"Finding": 1, "ReportEvent": 1}
    )
    assert actor.assertions.get().finding == finding
    assert Merge.objects.count() == 0  # nobody ever read of the other one


def test_what_both_say_is_said_once() -> None:
    one, other = make_actor("one"), make_actor("other")
    finding, source = make_finding(), make_source()
    for actor in (one, other):
        make_involvement(finding, actor, "carrier")
        make_asserter(finding, actor)
        make_designation(actor, list_reference="KPe.001", designated="2018", measure="asset_freeze", source=source)
    make_involvement(finding, other, "broker")

    merged(ACTOR, "one", "other")

    assert sorted(one.involvements.values_list("role", flat=True)) == ["broker", "carrier"]
    assert (one.assertions.count(), one.designations.count()) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({}, {}, []),
        ({"country": "KP"}, {"country": ""}, []),
        ({"country": "KP"}, {"country": "RU"}, ["They have different countries."]),
        ({"actor_kind": "person"}, {"actor_kind": "company"}, ["One is a person and the other is not."]),
        (
            {"identifiers": [("imo", "9179842")]},
            {"identifiers": [("imo", "9074729")]},
            ["They have different numbers of one register, IMO number: 9179842 and 9074729."],
        ),
        ({"identifiers": [("ofac", "1")]}, {"identifiers": [("ofac", "2")]}, []),
    ],
)
def test_what_speaks_against_it_is_told(one: dict[str, Any], other: dict[str, Any], told: list[str]) -> None:
    assert cautions(make_actor("one", **one), make_actor("other", **other)) == told


def test_dates_and_kinds_of_sources_speak_against_it() -> None:
    one = make_source(published="2024", source_kind="news")
    assert cautions(one, make_source(published="2024-03-01", source_kind="news")) == []
    assert cautions(one, make_source(published="2023", source_kind="un_document")) == [
        "They are documents of different kinds.",
        "They have different dates.",
    ]


# Sources


def places(finding: Finding) -> list[tuple[str, str, str, list[str]]]:
    return [
        (each.source.key, each.relation, each.supports, [step.printed for step in each.locators.all()])
        for each in finding.citation_set.order_by("pk")
    ]


def test_places_in_both_documents_are_kept_where_a_claim_cites_both() -> None:
    one, other = make_source("one"), make_source("other")
    finding = make_finding(citations=[(one, "origin", "p. 1")])
    make_citation(finding, other, "origin", supports="The date.", locator="p. 7, note 2")
    make_citation(finding, other, "relays", supports="All of it.", locator="p. 9")

    merged(SOURCE, "one", "other")

    assert places(finding) == [
        ("one", "origin", "The whole claim.; The date.", ["p. 1", "p. 7", "note 2"]),
        ("one", "relays", "All of it.", ["p. 9"]),
    ]
    assert Citation.objects.filter(source__key="other").count() == 0


def quotes(finding: Finding) -> list[tuple[str, str, str]]:
    return [(each.source.key, each.quote, each.quote_language) for each in finding.citation_set.order_by("pk")]


def test_a_quote_of_the_merged_document_is_kept_where_the_other_has_none() -> None:
    one, other = make_source("one"), make_source("other")
    finding, quoting = make_finding(citations=[(one, "origin")]), make_finding(citations=[])
    make_citation(finding, other, "origin", quote="Die erfundene Stelle.", quote_language="de")
    make_citation(quoting, one, "origin", quote="An invented passage.", quote_language="en")
    make_citation(quoting, other, "origin", quote="Another invented passage.", quote_language="en")

    merged(SOURCE, "one", "other")

    assert quotes(finding) == [("one", "Die erfundene Stelle.", "de")]
    assert quotes(quoting) == [("one", "An invented passage.", "en")]


def test_the_same_place_is_kept_once() -> None:
    one, other = make_source("one"), make_source("other")
    finding = make_finding(citations=[(one, "origin", "p. 1"), (other, "origin", "p. 1")])
    merged(SOURCE, "one", "other")
    assert places(finding) == [("one", "origin", "The whole claim.", ["p. 1"])]


def test_a_source_takes_what_it_lacks_and_everything_that_rests_on_the_other() -> None:
    one = make_source("one", url="", consulted=False, published=None)
    other = make_source(
        "other", url="https://example.org/o", archived_url="https://example.org/c", archived="2024", consulted=True
    )
    actor, report = make_actor(sources=[other]), make_report(source=other)
    make_designation(actor, source=other)

    merged(SOURCE, "one", "other")

    one.refresh_from_db()
    assert (one.url, one.archived_url, str(one.archived), one.consulted, str(one.published)) == (
        "https://example.org/o",
        "https://example.org/c",
        "2024",
        True,
        "2024-03",
    )
    report.refresh_from_db()
    assert (report.source, actor.sources.get(), actor.designations.get().source) == (one, one, one)
    assert Source.objects.count() == 1


# What readers find


def publish_all() -> None:
    publishing.publish(publishing.every_record(), editor="ed", note="All of it.")
    version_poll.forget()


def test_readers_are_led_from_the_one_to_the_other_for_ever(client: Client) -> None:
    one, other = make_actor("one", name="One"), make_actor("other", name="Other")
    finding = make_finding("CTX-001", involvements=[(other, "carrier")], citations=[(make_source(), "origin")])
    publish_all()
    other.slug = "another"
    other.save()
    publish_all()

    done = merged(ACTOR, "one", "other")
    assert (done.was_published, done.findings) == (True, ["CTX-001"])
    # Nothing is public by being merged.
    assert client.get("/actors/another/").status_code == 200

    publishing.publish([one.subject, finding.subject], editor="ed", note="They were one.")
    version_poll.forget()

    for old in ("another", "other"):
        response = client.get(f"/actors/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/actors/one/")
    assert client.get("/actors/another/v/2/").status_code == 200
    assert sorted(KeyAlias.objects.in_force().values_list("alias_kind", "old", "key", "reason")) == [
        ("merge", "another", "one", "They were one."),
        ("merge", "other", "one", "They were one."),
    ]
    assert Edition.objects.of(ACTOR, "one").first().document["former_keys"] == ["other"]  # type: ignore[union-attr]
    last = Edition.objects.of(ACTOR, "other").first()
    assert last is not None
    assert (last.edition_kind, last.document["withdrawn"]) == (
        "withdrawal",
        {"reason": "They were one.", "replaced_by": "one"},
    )
    assert "/actors/one/" in client.get("/findings/ctx-001/").content.decode()
    assert publishing.pending(publishing.every_record()) == []


def test_a_list_that_was_asked_for_by_the_merged_one_is_that_of_the_survivor(client: Client) -> None:
    one, other = make_actor("one", name="One"), make_actor("other", name="Other")
    finding = make_finding("CTX-001", involvements=[(other, "carrier")], citations=[(make_source(), "origin")])
    publish_all()
    merged(ACTOR, "one", "other")
    publishing.publish([one.subject, finding.subject], editor="ed", note="They were one.")
    version_poll.forget()

    for path in ("/findings/", "/findings.csv", "/findings.atom", "/findings.feed.json", "/findings.bib"):
        response = client.get(f"{path}?actor=other&actor=one&sort=reference")
        assert (response.status_code, response["Location"]) == (301, f"{path}?actor=one&sort=reference")
    assert client.get("/findings/?actor=other&view=table")["Location"] == "/findings/?actor=one&view=table"
    in_a_role = client.get("/findings/?involvement=other:carrier&involvement=one:victim&role=carrier")
    assert (in_a_role.status_code, in_a_role["Location"]) == (
        301,
        "/findings/?involvement=one:carrier&involvement=one:victim&role=carrier",
    )
    told = "The involvement “other:carrier” is found under “one:carrier” now: ask for involvement=one:carrier."
    assert client.get("/api/v1/findings/?involvement=other:carrier").json()["reasons"] == [told]
    # What is not a parameter that can be replaced is told in a sentence.
    sentence = "The actor “other” is found under “one” now: ask for actor=one."
    assert sentence in client.get("/findings/?q=actor:other").content.decode()
    assert client.get("/api/v1/findings/?actor=other").json()["reasons"] == [sentence]
    assert client.get("/findings/?actor=other&actor=nobody").status_code == 400
    # As of a time when they were two, it is asked for by its own name.
    for query in ("actor=other", "involvement=other:carrier"):
        then = client.get(f"/findings/?{query}&as_of=1")
        assert (then.status_code, "CTX-001" in then.content.decode()) == (200, True)


def test_until_findings_are_published_again_the_list_of_the_merged_one_is_answered(client: Client) -> None:
    """Decision 30: a finding says what it was published with, and the survivor's list would not have it."""
    one, other = make_actor("one", name="One"), make_actor("other", name="Other")
    finding = make_finding("CTX-001", involvements=[(other, "carrier")], citations=[(make_source(), "origin")])
    publish_all()
    merged(ACTOR, "one", "other")
    publishing.publish([one.subject], editor="ed", note="They were one.")
    version_poll.forget()

    def answers(asked: str) -> list[str]:
        """The references that are listed, which page, API and file have alike; the page counts as many."""
        page = client.get(f"/findings/?{asked}").context["page"]
        listed = client.get(f"/api/v1/findings/?{asked}").json()
        file = b"".join(client.get(f"/findings.jsonl?{asked}").streaming_content).decode()  # type: ignore[attr-defined]
        references = [row["reference"] for row in listed["results"]]
        assert (page.pages.total, listed["count"]) == (len(references), len(references))
        assert [json.loads(line)["reference"] for line in file.splitlines()] == references
        return references

    asked = (
        "actor=other",
        "involvement=other:carrier",
        "actor=one",
        "involvement=one:carrier",
        "actor=one&actor=other",
    )
    assert [answers(each) for each in asked] == [["CTX-001"], ["CTX-001"], [], [], ["CTX-001"]]
    # Its own page is the survivor's already: that is of the actor, and not of what was said of it.
    assert client.get("/actors/other/")["Location"] == "/actors/one/"

    publishing.publish([finding.subject], editor="ed", note="They were one.")
    version_poll.forget()
    assert client.get("/findings/?actor=other")["Location"] == "/findings/?actor=one"
    assert [answers(each) for each in ("actor=one", "involvement=one:carrier")] == [["CTX-001"], ["CTX-001"]]
    # The version between is answered as it was.
    assert [answers(f"{each}&as_of=2") for each in ("actor=other", "actor=one")] == [["CTX-001"], []]


def test_publishing_the_survivor_again_withdraws_nothing_again() -> None:
    one, _other = make_actor("one"), make_actor("other")
    publish_all()
    merged(ACTOR, "one", "other")
    publish_all()
    before = (Edition.objects.of(ACTOR, "other").count(), KeyAlias.objects.count())
    Actor.objects.update(description="Changed.")
    publish_all()
    assert (Edition.objects.of(ACTOR, "other").count(), KeyAlias.objects.count()) == before == (2, 1)
    assert Edition.objects.of(ACTOR, "one").count() == 3
    assert one.key == "one"


def test_one_that_was_merged_into_a_merged_one_leads_to_the_last(client: Client) -> None:
    for slug in ("one", "two", "three"):
        make_actor(slug)
    publish_all()
    merged(ACTOR, "two", "one")
    publish_all()
    merged(ACTOR, "three", "two")
    publish_all()
    assert dict(Merge.objects.values_list("merged_key", "survivor")) == {"one": "three", "two": "three"}
    for old in ("one", "two"):
        assert client.get(f"/actors/{old}/")["Location"] == "/actors/three/"
    assert dict(KeyAlias.objects.in_force().values_list("old", "key")) == {"one": "three", "two": "three"}


def test_the_key_of_a_merged_record_is_not_given_again() -> None:
    make_actor("one")
    make_actor("other")
    publish_all()
    merged(ACTOR, "one", "other")
    with pytest.raises(Exception, match=r'The key "other" is that of one merged into "one"'):
        make_actor("other")


# What is refused


def test_what_is_not_there_and_what_has_no_reason_is_not_merged() -> None:
    make_actor("one")
    make_actor("other")
    with pytest.raises(MergeError, match=r"Say why the two are one"):
        merge(ACTOR, "one", "other", editor="ed", reason=" ")
    for goes in ("one", "nobody"):
        with pytest.raises(MergeError, match=r"Two records are needed"):
            merged(ACTOR, "one", goes)
    assert Actor.objects.count() == 2


@pytest.mark.parametrize("survivor", ["one", "other"])
def test_what_was_withdrawn_keeps_its_notice(survivor: str) -> None:
    make_actor("one", name="One")
    make_actor("other", name="Other")
    publish_all()
    publishing.withdraw(ACTOR, "other", editor="ed", note="It was wrong.")
    goes = "other" if survivor == "one" else "one"
    with pytest.raises(MergeError, match=r"“Other” was withdrawn or redacted\. Its notice stays"):
        merged(ACTOR, survivor, goes)
    assert Actor.objects.count() == 2


# The pages


def address(survivor: str, goes: str, kind: str = "actor") -> str:
    return f"/admin/findings/merge/add/?kind={kind}&survivor={survivor}&merged={goes}"


@pytest.fixture
def desk() -> Client:
    return logged_in(make_user("kim", "editor"))


def test_two_of_a_list_are_set_side_by_side(desk: Client) -> None:
    one, other = make_actor("one", name="One"), make_actor("other", name="Other", aliases=["Third"])
    make_involvement(make_finding("CTX-001"), other, "carrier")

    chosen = {"action": "merge_selected", "_selected_action": [one.pk, other.pk]}
    response = desk.post("/admin/findings/actor/", chosen)
    assert response["Location"] == address("one", "other")

    page = desk.get(address("one", "other"))
    lines = {line.label: (line.survivor, line.merged) for line in page.context["lines"]}
    assert lines["name"] == (["One"], ["Other"])
    assert lines["aliases"] == ([], ["Third"])
    assert [[(each.name, each.how) for each in side.references] for side in page.context["sides"]] == [
        [],
        [("CTX-001 Finding 1", "Carrier")],
    ]
    assert address("other", "one").partition("?")[2].replace("&", "&amp;") in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_two_are_asked_for(desk: Client, number: int) -> None:
    chosen = {"action": "merge_selected", "_selected_action": [make_actor().pk for _ in range(number)]}
    response = desk.post("/admin/findings/actor/", chosen, follow=True)
    assert "Select two records to merge, no more and no fewer." in response.content.decode()


def test_a_merge_takes_a_reason_and_says_what_readers_find(desk: Client) -> None:
    one, other = make_actor("one", name="One"), make_actor("other", name="Other")
    make_finding("CTX-001", involvements=[(other, "carrier")], citations=[(make_source(), "origin")])
    publish_all()
    contents = desk.get(address("one", "other")).context["form"].initial["contents"]

    refused = desk.post(address("one", "other"), {"contents": contents, "reason": ""})
    assert (refused.status_code, Actor.objects.count()) == (200, 2)

    response = desk.post(address("one", "other"), {"contents": contents, "reason": "One firm."}, follow=True)

    text = response.content.decode()
    assert "“Other” was merged into “One”." in text
    assert "/admin/publish/?subject=actor%3Aone&amp;subject=finding%3ACTX-001" in text
    assert list(Actor.objects.values_list("key", flat=True)) == ["one"]
    assert list(Merge.objects.values_list("merged_key", "survivor", "reason", "merged_by")) == [
        ("other", "one", "One firm.", "kim")
    ]
    history = desk.get(f"/admin/findings/actor/{one.pk}/history/").content.decode()
    assert "One firm." in history


def test_publishing_the_survivor_offers_the_findings_that_named_the_other(desk: Client) -> None:
    """Also to who comes later, and not by the link that the merge gave."""
    make_actor("one", name="One")
    for reference, named in (("CTX-001", make_actor("other", name="Other")), ("CTX-002", make_actor("third"))):
        make_finding(reference, involvements=[(named, "carrier")], citations=[(make_source(), "origin")])
    publish_all()
    merged(ACTOR, "one", "other")
    page = desk.get("/admin/publish/", {"subject": "actor:one"}).content.decode()
    assert re.findall(r'name="subject" value="([^"]*)" checked', page) == ["finding:CTX-001"]


def test_what_speaks_against_a_merge_has_to_be_overruled(desk: Client) -> None:
    make_actor("one", country="KP")
    make_actor("other", country="RU")
    page = desk.get(address("one", "other"))
    assert "They have different countries." in page.content.decode()
    sent = {"contents": page.context["form"].initial["contents"], "reason": "One firm."}
    desk.post(address("one", "other"), sent)
    assert Actor.objects.count() == 2
    desk.post(address("one", "other"), {**sent, "sure": "on"})
    assert Actor.objects.count() == 1


def test_what_has_changed_meanwhile_is_looked_at_again(desk: Client) -> None:
    one, _other = make_actor("one"), make_actor("other")
    contents = desk.get(address("one", "other")).context["form"].initial["contents"]
    make_alias(one, "New")
    response = desk.post(address("one", "other"), {"contents": contents, "reason": "One firm."})
    assert "One of the two has changed since you opened this page." in response.content.decode()
    assert Actor.objects.count() == 2
    again = response.context["form"]["contents"].value()
    desk.post(address("one", "other"), {"contents": again, "reason": "One firm."})
    assert Actor.objects.count() == 1


def test_the_form_that_asks_which_two_says_what_is_wrong(desk: Client) -> None:
    make_actor("one")
    assert desk.get("/admin/findings/merge/add/").status_code == 200
    assert "There is no such record: “nobody”." in desk.get(address("one", "nobody")).content.decode()
    assert "This is the same record. Name another one." in desk.get(address("one", "one")).content.decode()


def test_a_viewer_merges_nothing() -> None:
    make_actor("one")
    make_actor("other")
    viewer = logged_in(make_user("vi", "viewer"))
    assert viewer.get(address("one", "other")).status_code == 403
    assert viewer.post(address("one", "other"), {"reason": "One firm."}).status_code == 403
    assert Actor.objects.count() == 2


def test_sources_are_merged_on_the_same_page(desk: Client) -> None:
    one, other = make_source("one"), make_source("other")
    finding = make_finding("CTX-001", citations=[(other, "origin", "p. 1")])
    make_locator(finding.citation_set.get(), position=9)
    page = desk.get(address("one", "other", "source"))
    assert [[each.how for each in side.references] for side in page.context["sides"]] == [[], ["Asserts it"]]
    sent = {"contents": page.context["form"].initial["contents"], "reason": "One document."}
    desk.post(address("one", "other", "source"), sent)
    assert list(Source.objects.values_list("key", flat=True)) == ["one"]
    assert finding.citation_set.get().source == one
