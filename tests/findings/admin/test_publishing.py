"""Publishing as an act of the desk: what saving a record does not do, and what an editor sees before it is done."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from findings import publishing
from findings.admin.publishing import AT_ONCE
from findings.caching import version_poll
from findings.models import Actor, DatasetVersion, Edition, Finding, Redaction, Submission
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.publishing_page import PUBLIC, PUBLISH, REFERENCE, contents_in, look, name, send, texts
from tests.findings.admin.sent import address, open_form
from tests.findings.publish import publish_everything
from tests.findings.publishing.acts import change, ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_poll")]


# Saving


def bytes_of(reader: Client) -> list[bytes]:
    return [
        reader.get(address).getvalue() for address in ("/", PUBLIC, "/findings/", "/findings.csv", "/actors/angara/")
    ]


def test_saving_a_record_never_changes_the_public_site(published: Finding, publisher: Client) -> None:
    reader = Client()
    before = bytes_of(reader)
    published.title = "Words that nobody published"
    published.save()
    look(publisher, published)
    publisher.get(f"/admin/preview/finding/{REFERENCE}/")
    version_poll.forget()
    assert bytes_of(reader) == before
    assert DatasetVersion.objects.count() == 1
    # They are there once they are published, so their absence meant something.
    send(publisher, published)
    assert "Words that nobody published" in reader.get(PUBLIC).content.decode()


# Preview


def test_the_preview_is_the_public_page_marked(finding: Finding, editor: Client) -> None:
    publish_everything()
    finding.title = "Over 30,000 containers"
    finding.save()
    preview = editor.get(f"/admin/preview/finding/{REFERENCE}/")
    page = preview.content.decode()
    assert preview.templates[0].name == "findings/finding.html"
    assert "<h1>Over 30,000 containers</h1>" in page
    assert page.count('class="preview-mark"') == 1
    assert preview.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in preview.headers
    public = Client().get(PUBLIC).content.decode()
    assert "preview-mark" not in public
    assert "<h1>Over 20,000 containers</h1>" in public
    assert Client().get(f"/admin/preview/finding/{REFERENCE}/").status_code == 302


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_every_kind_of_subject_has_a_preview(finding: Finding, editor: Client, kind: SubjectKind) -> None:
    make.make_provision("2397-5", resolution=make.make_resolution("2397"))
    record: Any = publishing.acts.RECORDS[kind].objects.first()
    _kind, key = record.subject
    for _published in (False, True):
        response = editor.get(f"/admin/preview/{kind.value}/{key}/")
        assert (response.status_code, response.content.decode().count('class="preview-mark"')) == (200, 1)
        publish_everything()
    assert editor.get(f"/admin/preview/{kind.value}/nothing/").status_code == 404
    assert editor.get("/admin/preview/nothing/nothing/").status_code == 404


# Publish


def test_a_record_becomes_public_with_its_note_at_once(finding: Finding, publisher: Client) -> None:
    publish_everything_but(finding)
    reader = Client()
    assert reader.get(PUBLIC).status_code == 404
    page = look(publisher, finding)
    assert "Nothing is published of it: this is its first edition." in page
    assert "Publish as dataset version 2" in page
    response = send(publisher, finding, kind="first", note="Read in the report.")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        reverse("admin:findings_finding_change", args=[finding.pk]),
    )
    assert reader.get(PUBLIC).status_code == 200
    edition = Edition.objects.get(key=REFERENCE)
    assert (edition.edition_kind, edition.note, edition.published_by) == (
        "first",
        "Read in the report.",
        "pat-of-the-desk",
    )
    assert "pat-of-the-desk" not in reader.get(PUBLIC).content.decode()
    assert "Published: edition 1, in dataset version 2." in texts(publisher.get("/admin/"))


def test_what_differs_is_shown_before_it_is_published(published: Finding, publisher: Client) -> None:
    change(published, title="Over 30,000 containers")
    page = look(publisher, published)
    assert "What differs from edition 1, which is in force:" in page
    assert re.search(r"<del>.*20.*</del>", page)
    assert re.search(r"<ins>.*30.*</ins>", page)
    send(publisher, published, kind="correction", note="The figure was wrong.")
    assert ledger()[-1].endswith(f"finding {REFERENCE}, edition 2, correction from version 2")


def test_a_note_is_required(published: Finding, publisher: Client) -> None:
    change(published, title="Over 30,000 containers")
    for note in ("", "  \n"):
        page = texts(send(publisher, published, note=note))
        assert "Write the public note: readers are told why there is a new edition. A sentence will do." in page
    assert DatasetVersion.objects.count() == 1


def test_a_finding_without_a_source_is_refused_in_a_sentence_with_the_way_to_it(publisher: Client) -> None:
    finding = make.make_finding(REFERENCE)
    finding.citation_set.all().delete()
    way = reverse("admin:findings_finding_change", args=[finding.pk])
    sentence = f"Finding {REFERENCE} cites no source. Every claim needs at least one."
    page = look(publisher, finding)
    assert f'{sentence} <a href="{way}">Open the record</a>' in page
    refused = texts(send(publisher, finding, kind="first"))
    assert f'role="alert"><h2>This cannot be published yet</h2><ul><li>{sentence} <a href="{way}">' in refused
    assert DatasetVersion.objects.count() == 0


def test_many_are_published_at_once_as_one_dataset_version(published: Finding, publisher: Client) -> None:
    actor = Actor.objects.get()
    change(published, title="Over 30,000 containers")
    change(actor, description="A cargo ship.")
    send(publisher, published, actor)
    assert [line.partition(": ")[2] for line in ledger()[-2:]] == [
        f"finding {REFERENCE}, edition 2, update from version 2",
        "actor angara, edition 2, update from version 2",
    ]


def test_one_that_is_refused_keeps_all_of_them_back(published: Finding, publisher: Client) -> None:
    bare = make.make_finding("MSMT-2025-1-002", report=published.report)
    bare.citation_set.all().delete()
    change(published, title="Over 30,000 containers")
    send(publisher, published, bare)
    assert DatasetVersion.objects.count() == 1


def test_what_changed_since_the_page_was_made_is_looked_at_first(published: Finding, publisher: Client) -> None:
    """An editor publishes what he has seen, and nothing that somebody else saved a moment before."""
    change(published, title="Over 30,000 containers")
    seen = contents_in(look(publisher, published))
    change(published, title="Over 90,000 containers")
    form = {"subject": name(published), "edition_kind": "update", "note": "More.", "contents": seen}
    page = texts(publisher.post(PUBLISH, form))
    assert "A record has changed since this page was made." in page
    assert "90,000" in page
    assert DatasetVersion.objects.count() == 1
    assert publisher.post(PUBLISH, form | {"contents": contents_in(page)}).status_code == 302
    assert DatasetVersion.objects.count() == 2


def test_what_is_saved_in_the_last_moment_is_not_published_unseen(published: Finding, publisher: Client) -> None:
    """The publication itself compares, in its own snapshot: between the page's look and its act nothing slips in."""
    change(published, title="Over 30,000 containers")
    seen = contents_in(look(publisher, published))
    change(published, title="Over 90,000 containers")
    with pytest.raises(publishing.PublicationError, match="has changed since it was looked at"):
        publishing.publish([published.subject], editor="Kim", note="More.", seen=seen)
    assert DatasetVersion.objects.count() == 1


def test_there_is_nothing_to_publish_of_what_has_not_changed(published: Finding, publisher: Client) -> None:
    page = look(publisher, published)
    assert "It says what edition 1 says, which is in force." in page
    assert 'value="update"' not in page
    # What is left to do is never done by having chosen nothing.
    assert re.findall(r'<input type="radio"[^>]*value="(\w+)"[^>]*?( checked)?>', page) == [("withdrawal", "")]
    assert "Withdraw as dataset version 2" in page
    refused = texts(send(publisher, published, kind=""))
    assert "Choose the kind: readers are told whether something was added or something was wrong." in refused
    assert DatasetVersion.objects.count() == 1


def test_the_selection_of_a_list_is_published(published: Finding, publisher: Client) -> None:
    second = make.make_finding("MSMT-2025-1-002", report=published.report, category=published.category)
    response = publisher.post(
        "/admin/findings/finding/", {"action": "publish_selected", "_selected_action": [published.pk, second.pk]}
    )
    assert response.headers["Location"] == f"{PUBLISH}?subject=finding:{REFERENCE}&subject=finding:MSMT-2025-1-002"


def test_a_record_is_saved_on_the_way_to_its_publication(published: Finding, publisher: Client, editor: Client) -> None:
    """Saving publishes nothing: the page that follows shows what differs, and asks for the note."""
    for client, title in ((publisher, "Over 30,000 containers"), (editor, "Over 40,000 containers")):
        form = address(published)
        assert 'name="_publish"' in texts(client.get(form))
        saved = client.post(form, open_form(client, form, title=title) | {"_publish": "Save and publish …"})
        assert saved.headers["Location"] == f"{PUBLISH}?subject=finding:{REFERENCE}"
        published.refresh_from_db()
        assert (published.title, DatasetVersion.objects.count()) == (title, 1)


def test_who_may_publish_nothing_is_not_led_there(published: Finding) -> None:
    viewer = logged_in(make_user("vera", "viewer"))
    page = viewer.get(address(published))
    assert (page.status_code, published.title in texts(page), 'name="_publish"' in texts(page)) == (200, True, False)


def test_a_selection_too_long_for_an_address_is_kept(publisher: Client) -> None:
    for number in range(AT_ONCE + 1):
        make.make_category(f"a-category-with-a-long-name-{number}", position=number)
    keys = list(publishing.acts.RECORDS[SubjectKind.CATEGORY].objects.values_list("pk", flat=True))
    sent = {"action": "publish_selected", "_selected_action": keys[:AT_ONCE]}
    location = publisher.post("/admin/findings/category/?all=", sent).headers["Location"]
    assert location == f"{PUBLISH}?selection=kept"
    page = texts(publisher.get(location))
    assert page.count('<section class="subject">') == AT_ONCE
    assert len(set(re.findall(r'name="subject" value="([^"]+)"', page))) == AT_ONCE
    page = texts(publisher.post("/admin/findings/category/?all=", sent | {"_selected_action": keys}, follow=True))
    assert "200 are published from one page at most." in page


def test_an_address_that_names_nothing_says_how_to_choose(publisher: Client) -> None:
    for query in ("", "?subject=", "?subject=thing:x", "?subject=finding", "?selection=kept"):
        page = texts(publisher.get(f"{PUBLISH}{query}", follow=True))
        assert "Choose in a list what is to be published" in page
    unknown = texts(publisher.get(f"{PUBLISH}?subject=finding:X-001"))
    assert "There is no finding “X-001” to publish." in unknown


def test_renaming_an_actor_offers_the_findings_that_carry_its_name(published: Finding, publisher: Client) -> None:
    actor = Actor.objects.get()
    other = make.make_finding("MSMT-2025-1-002", report=published.report, category=published.category)
    publish_everything()
    assert "would need a new edition" not in look(publisher, actor)
    change(actor, name="Angara 2")
    page = look(publisher, actor)
    assert "1 finding would need a new edition with it" in page
    assert f'value="finding:{REFERENCE}" checked' in page
    assert other.reference not in page
    both = texts(publisher.post(PUBLISH, {"subject": [name(actor), name(published)], "look": "1"}))
    assert both.count('<section class="subject">') == 2
    assert "2 subjects become public together" in both
    assert DatasetVersion.objects.count() == 2
    send(publisher, actor, published)
    assert "Angara 2" in Client().get(PUBLIC).content.decode()


def test_what_is_named_and_not_public_is_offered_with_it(published: Finding, publisher: Client, editor: Client) -> None:
    """Its page would be a link that leads nowhere."""
    assert "not public" not in look(publisher, published)
    new = make.make_source("second-count", title="A second count")
    make.make_citation(published, new, relation="corroborates", supports="figure")
    page = look(publisher, published)
    assert "1 record that is named here is not public" in page
    assert 'value="source:second-count" checked' in page
    send(editor, published)
    submission = Submission.objects.get()
    decide = texts(publisher.get(reverse("admin:findings_submission_change", args=[submission.pk])))
    assert "1 record that is named here is not public" in decide
    assert f'<a href="{address(new)}">A second count</a>' in decide
    both = texts(publisher.post(PUBLISH, {"subject": [name(published), name(new)], "look": "1"}))
    assert "2 subjects become public together" in both
    assert "not public" not in both
    send(publisher, published, new)
    assert Client().get("/sources/second-count/").status_code == 200
    assert "not public" not in look(publisher, published)


# Withdraw


@pytest.mark.parametrize("typed", ["MSMT-2025-1-002", " msmt-2025-1-002"])
def test_a_finding_is_withdrawn_with_its_replacement(published: Finding, publisher: Client, typed: str) -> None:
    """Also as the address of its page has the reference."""
    make.make_finding("MSMT-2025-1-002", report=published.report, category=published.category)
    publish_everything()
    send(publisher, published, kind="withdrawal", note="It was said twice.", replaced_by=typed)
    response = Client().get(PUBLIC)
    assert response.status_code == 410
    assert "It was said twice." in texts(response)
    assert '<a href="/findings/msmt-2025-1-002/">MSMT-2025-1-002</a>' in texts(response)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"replaced_by": "MSMT-2025-1-777"},
            "cannot be replaced by “MSMT-2025-1-777”: name another one that is public.",
        ),
        ({"replaced_by": REFERENCE}, f"cannot be replaced by “{REFERENCE}”"),
        (
            {"edition_kind": "update", "replaced_by": "MSMT-2025-1-002"},
            "Only what is withdrawn is replaced by another.",
        ),
    ],
)
def test_a_replacement_is_another_public_one(
    published: Finding, publisher: Client, more: dict[str, str], sentence: str
) -> None:
    change(published, title="Over 30,000 containers")
    assert sentence in texts(send(publisher, published, **{"kind": "withdrawal"} | more))
    assert DatasetVersion.objects.count() == 1


def test_a_replacement_is_looked_for_when_it_is_submitted(published: Finding, editor: Client) -> None:
    """Not only when somebody approves it: who has typed it can mend it."""
    page = texts(send(editor, published, kind="withdrawal", note="It was said twice.", replaced_by="MSMT-2025-1-777"))
    assert "cannot be replaced by “MSMT-2025-1-777”: name another one that is public." in page
    assert not Submission.objects.exists()


def test_what_was_withdrawn_comes_back_only_on_purpose(published: Finding, publisher: Client) -> None:
    send(publisher, published, kind="withdrawal", note="It was said twice.")
    assert "Withdrawn by edition 2." in look(publisher, published)
    assert "Nothing has changed" in texts(send(publisher, published, note="It was right after all."))
    assert Client().get(PUBLIC).status_code == 410
    assert send(publisher, published, note="It was right after all.", again="on").status_code == 302
    assert Client().get(PUBLIC).status_code == 200


# Redact


def redact(client: Client, **more: Any) -> Any:
    form = {"numbers": ["1"], "reason": "Another man was meant.", "typed": REFERENCE} | more
    return client.post(f"/admin/redact/finding/{REFERENCE}/", form)


def test_a_redaction_asks_for_a_reason_and_for_the_reference_typed(published: Finding, publisher: Client) -> None:
    page = texts(publisher.get(f"/admin/redact/finding/{REFERENCE}/"))
    assert "Edition 1, first," in page
    for more, sentence in (
        ({"typed": "msmt-2025-1-001"}, f"This is not {REFERENCE}. Type it exactly: a redaction cannot be undone."),
        ({"typed": ""}, f"Type {REFERENCE} here. It is asked for because a redaction cannot be undone."),
        ({"reason": " "}, "Write the public reason: readers find it where the words stood."),
        ({"reason": "x" * 2001}, "It has 2001 characters, and readers are shown 2000 at most."),
        ({"numbers": []}, "Tick the editions whose words are to go. None is ticked."),
        ({"numbers": ["2"]}, "There is no edition 2 that can be redacted."),
    ):
        assert sentence in texts(redact(publisher, **more))
    assert not Redaction.objects.exists()
    assert redact(publisher).status_code == 302
    redaction = Redaction.objects.get()
    assert (redaction.numbers, redaction.redacted_by, redaction.reason) == (
        [1],
        "pat-of-the-desk",
        "Another man was meant.",
    )
    response = Client().get(PUBLIC)
    assert response.status_code == 451
    assert "Another man was meant." in texts(response)
    assert publisher.get(f"/admin/redact/finding/{REFERENCE}/").status_code == 404


def test_a_redaction_says_what_it_does_not_reach(published: Finding, publisher: Client) -> None:
    page = texts(publisher.get("/admin/redact/actor/angara/"))
    assert (
        f'Finding <span class="mono">{REFERENCE}</span>, editions 1: <a href="/admin/redact/finding/{REFERENCE}/">'
        in page
    )
    assert "No edition of another subject names it." in texts(publisher.get(f"/admin/redact/finding/{REFERENCE}/"))


def publish_everything_but(finding: Finding) -> None:
    subjects = [subject for subject in publishing.every_record() if subject != finding.subject]
    publishing.publish(subjects, editor="Kim", note="Published.")
    version_poll.forget()


def test_a_superuser_may_do_all_of_it(published: Finding) -> None:
    root = User.objects.create_superuser("root")
    client = Client()
    client.force_login(root, backend="findings.admin.access.SecondFactorBackend")
    assert client.get("/admin/").status_code == 302  # not without the second factor, though
