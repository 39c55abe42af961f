"""Who may approve what: rules of publishing itself, by whichever door somebody comes to it."""

from __future__ import annotations

import pghistory
import pytest
from django.contrib.auth.models import User

from findings.models import DatasetVersion, Edition, Finding, Submission
from findings.publishing import PublicationError, contents_digest, standings
from findings.publishing.submissions import approve, submit
from findings.vocabulary import EditionKind
from tests.factories import make_desk_settings, make_finding
from tests.findings.publishing.acts import change

# The time of a change is that of its transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def finding() -> Finding:
    return make_finding("MSMT-2025-1-001", summary="Words that somebody looked at.")


def submitted(finding: Finding) -> Submission:
    """By Kim, as it stands."""
    kim, _made = User.objects.get_or_create(username="kim")
    seen = contents_digest(standings([finding.subject]))
    return submit([finding.subject], EditionKind.UPDATE, "Published.", kim, contents=seen)


def now(finding: Finding) -> str:
    """The digest of what stands there at this moment: whoever approves it has looked at it."""
    return contents_digest(standings([finding.subject]))


def test_nobody_approves_what_they_have_written_since(finding: Finding) -> None:
    make_desk_settings(second_person=True)
    lee, quinn = (User.objects.create(username=name) for name in ("lee", "quinn"))
    submission = submitted(finding)
    with pghistory.context(by="lee", reason="A better word"):
        change(finding, summary="Words of Lee alone.")

    with pytest.raises(PublicationError) as refused:
        approve(submission, lee, contents=now(finding))

    sentence = (
        "You have changed MSMT-2025-1-001 since this was submitted, so you would publish your own words. "
        "Somebody else approves it; or decline it, and it is submitted anew."
    )
    assert refused.value.reasons == [sentence]
    assert not DatasetVersion.objects.exists()
    approve(submission, quinn, contents=now(finding))
    assert Edition.objects.get().document["summary"] == "Words of Lee alone."


def test_a_desk_of_one_person_approves_what_it_has_written_since(finding: Finding) -> None:
    make_desk_settings(second_person=False)
    submission = submitted(finding)
    with pghistory.context(by="kim", reason="A better word"):
        change(finding, summary="Words of Kim.")
    approve(submission, User.objects.get(username="kim"), contents=now(finding))
    assert Edition.objects.get().document["summary"] == "Words of Kim."
