"""Addresses: an old one goes on leading to its subject, until it is somebody's again."""

from __future__ import annotations

import pytest

from findings import publishing
from findings.curation.merging import merge
from findings.models import DatasetVersion, KeyAlias
from findings.publishing import PublicationError
from findings.queries.editions import Moved, edition_in_force
from findings.queries.ledger import verify
from findings.vocabulary import SubjectKind
from tests.factories import make_actor, make_finding, make_source
from tests.findings.publishing.acts import change, contents, publish

pytestmark = pytest.mark.django_db


def aliases() -> list[str]:
    """Every alias in the order they were made: "actor a → a from version 2 until 3"."""
    return [
        f"{each.subject_kind} {each} from version {each.published_in_id}"
        f"{f' until {each.superseded_in_id}' if each.superseded_in_id else ''}"
        for each in KeyAlias.objects.order_by("pk")
    ]


def at(slug: str) -> str | Moved | None:
    """The key of the actor whose page is at this address, or where it leads."""
    answer = edition_in_force(SubjectKind.ACTOR, slug)
    return answer if answer is None or isinstance(answer, Moved) else answer.key


def test_a_subject_at_a_new_address_leaves_an_alias_at_the_old_one() -> None:
    actor = make_actor("kum-un-san")
    publish(actor)
    change(actor, slug="kum-un-san-3")
    assert (aliases(), at("kum-un-san"), at("kum-un-san-3")) == ([], "kum-un-san", None)  # nothing is public by itself

    publish(actor, note="There are three ships of that name.")

    assert aliases() == ["actor kum-un-san → kum-un-san from version 2"]
    assert KeyAlias.objects.values("alias_kind", "reason").get() == {
        "alias_kind": "slug",
        "reason": "There are three ships of that name.",
    }
    assert at("kum-un-san-3") == "kum-un-san"
    assert at("kum-un-san") == Moved("kum-un-san-3", "There are three ships of that name.")


def test_an_address_that_comes_back_is_no_alias_any_more() -> None:
    actor = make_actor("a")
    for slug in ("a", "b", "a", "b"):
        change(actor, slug=slug)
        publish(actor)

    assert aliases() == [
        "actor a → a from version 2 until 3",
        "actor b → a from version 3 until 4",
        "actor a → a from version 4",
    ]
    assert (at("a"), at("b")) == (Moved("b", "Published."), "a")


def test_an_address_that_a_new_subject_takes_is_no_alias_any_more() -> None:
    old = make_actor("a")
    publish(old)
    change(old, slug="b")
    publish(old)
    new = make_actor("a", key="new")

    publish(new)

    assert aliases() == ["actor a → a from version 2 until 3"]
    assert (at("a"), at("b")) == ("new", "a")


def test_addresses_can_be_exchanged_in_one_act() -> None:
    first, second = make_actor("a"), make_actor("b")
    publish(first, second)
    change(first, slug="c")
    change(second, slug="a")
    change(first, slug="b")

    publish(first, second)

    assert aliases() == ["actor a → a from version 2 until 2", "actor b → b from version 2 until 2"]
    assert (at("a"), at("b")) == ("b", "a")
    assert verify().misfit is None


def test_an_address_that_another_subject_still_has_is_refused() -> None:
    first, second = make_actor("a"), make_actor("b")
    publish(first, second)
    change(second, slug="c")
    change(first, slug="b")
    before = contents()

    with pytest.raises(PublicationError) as refused:
        publish(make_source(), first)

    assert refused.value.reasons == [
        "Actor a cannot be published at the address “b”, which is that of “b”. Publish “b” at another address first."
    ]
    assert contents() == before
    publish(second)
    publish(first)
    assert (at("a"), at("b"), at("c")) == (Moved("b", "Published."), "a", "b")


def test_a_withdrawn_subject_keeps_its_address() -> None:
    first, second = make_actor("a"), make_actor("b")
    publish(first, second)
    publishing.withdraw(SubjectKind.ACTOR, "b", editor="Kim", note="It does not exist.")
    change(second, slug="c")
    change(first, slug="b")

    with pytest.raises(PublicationError, match=r"^Actor a cannot be published at the address “b”, "):
        publish(first)


def test_the_same_address_of_another_kind_of_subject_is_another_address() -> None:
    publish(make_actor("same"), make_source("same"))
    assert (at("same"), aliases()) == ("same", [])


def test_the_address_of_a_finding_is_its_reference_and_never_changes() -> None:
    finding = make_finding("MSMT-2025-1-001")
    publish(finding)
    change(finding, slug="another-short-name", title="Changed")
    publish(finding)

    assert aliases() == []


# Another address, led by an editor


def lead(address: str, key: str = "a", kind: SubjectKind = SubjectKind.ACTOR) -> None:
    publishing.lead_here(kind, key, address, editor="Lee", reason="The printed report names it so.")


def test_another_address_is_led_to_a_subject_by_an_act_of_publishing_without_an_edition() -> None:
    publish(make_actor("a"))
    before = contents()

    lead("printed-name")

    assert aliases() == ["actor printed-name → a from version 2"]
    assert at("printed-name") == Moved("a", "The printed report names it so.")
    assert KeyAlias.objects.get().alias_kind == "given"
    assert contents()["Edition"] == before["Edition"]
    version = DatasetVersion.objects.get(number=2)
    assert (version.published_by, version.note, version.editions) == ("Lee", "The printed report names it so.", 0)
    assert version.head == DatasetVersion.objects.get(number=1).head
    assert verify().misfit is None


def test_an_address_that_was_led_goes_on_leading_after_a_change_of_address_and_after_a_merge() -> None:
    one, other = make_actor("a"), make_actor("b")
    publish(one, other)
    lead("printed-name")
    change(one, slug="c")
    publish(one)
    assert at("printed-name") == Moved("c", "The printed report names it so.")

    merge(SubjectKind.ACTOR, "b", "a", editor="Kim", reason="One.")
    publish(other, note="They are one.")

    assert at("printed-name") == Moved("b", "They are one.")


def test_an_address_that_was_led_ends_when_a_subject_is_published_at_it() -> None:
    one, other = make_actor("a"), make_actor("b")
    publish(one, other)
    lead("printed-name")
    change(other, slug="printed-name")
    publish(other)
    assert aliases() == ["actor printed-name → a from version 2 until 3", "actor b → b from version 3"]
    assert at("printed-name") == "b"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("Printed Name", "“Printed Name” takes lower-case letters, digits and single hyphens: kum-un-san-3."),
        ("", "“” takes lower-case letters, digits and single hyphens: kum-un-san-3."),
        ("a\n", "“a\n” takes lower-case letters, digits and single hyphens: kum-un-san-3."),
        ("a", "“a” is the address or the key of “a”, so it cannot lead to another page."),
        ("b", "“b” is the address or the key of “b”, so it cannot lead to another page."),
        ("c", "“c” is the address or the key of “b”, so it cannot lead to another page."),
        ("d", "“d” leads to “e” already."),
        ("e", "“e” is the address or the key of “e”, so it cannot lead to another page."),
        (
            "draft",
            (
                "“draft” is the address of the record “draft”, which is not published at it yet. "
                "Give that record another one first."
            ),
        ),
    ],
)
def test_an_address_that_is_somebody_elses_or_none_is_refused(address: str, reason: str) -> None:
    others = [make_actor("b"), make_actor("d", key="e")]
    publish(make_actor("a"), *others)
    change(others[0], slug="c")
    change(others[1], slug="f")
    publish(*others)
    KeyAlias.objects.filter(old="b").update(superseded_in=2)  # "b" leads nowhere, and stays the key that it was
    make_actor("draft")
    before = contents()

    with pytest.raises(PublicationError) as refused:
        lead(address)

    assert refused.value.reasons == [reason]
    assert contents() == before


def test_no_address_leads_to_what_is_not_public_or_has_no_words_for_an_address() -> None:
    withdrawn, redacted = make_actor("withdrawn"), make_actor("redacted")
    finding = make_finding("MSMT-2025-1-001")
    make_actor("draft")
    publish(withdrawn, redacted, finding)
    publishing.withdraw(SubjectKind.ACTOR, "withdrawn", editor="Kim", note="It does not exist.")
    publishing.redact(SubjectKind.ACTOR, "redacted", [1], editor="Kim", reason="A court.")
    asked = [(SubjectKind.ACTOR, key) for key in ("withdrawn", "redacted", "draft", "nobody")]
    for kind, key in [*asked, (SubjectKind.FINDING, "MSMT-2025-1-001")]:
        with pytest.raises(PublicationError, match=rf"^No address can be led to {kind.label} {key}: it has to be "):
            lead("another", key, kind)
    assert aliases() == []


def test_another_address_needs_a_name_and_a_reason() -> None:
    publish(make_actor("a"))
    for editor, reason in (("", "Printed."), ("Lee", " ")):
        with pytest.raises(PublicationError, match="An act of publishing needs"):
            publishing.lead_here(SubjectKind.ACTOR, "a", "b", editor=editor, reason=reason)
    assert aliases() == []
