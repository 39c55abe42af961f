"""What is told in plain text to who asks for a file that is not given: there is none, it is withdrawn, or redacted."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.test import Client

from findings import publishing
from findings.caching import version_poll
from findings.models import Finding
from findings.vocabulary import SubjectKind
from tests import factories as make
from tests.findings.publish import publish_everything

FINDING = "/findings/msmt-2025-1-001"


def told(response: HttpResponseBase) -> tuple[int, str, str]:
    return response.status_code, response.headers["Content-Type"], response.getvalue().decode()


PLAIN = "text/plain; charset=utf-8"


def test_an_unknown_subject_or_edition_is_nowhere_and_what_is_near_is_named(portal: Finding, client: Client) -> None:
    near = "Near it:\nOver 20,000 containers: http://127.0.0.1:8000/findings/msmt-2025-1-001/\n"
    assert told(client.get("/findings/msmt-2025-1-002.json")) == (
        404,
        PLAIN,
        f"There is no finding with the address “msmt-2025-1-002”, or it has no such edition.\n{near}",
    )
    assert told(client.get(f"{FINDING}/v/2.json"))[:2] == (404, PLAIN)
    assert told(client.get("/findings/a_b.json"))[:2] == (404, PLAIN)


def test_a_withdrawn_subject_is_gone_in_every_form_and_its_reason_is_told(records: Finding, client: Client) -> None:
    make.make_finding("CTX-001", category=records.category)
    publish_everything()
    publishing.withdraw(
        SubjectKind.FINDING, "MSMT-2025-1-001", editor="Kim", note="It said the same twice.", replaced_by="CTX-001"
    )
    version_poll.forget()
    response = client.get(f"{FINDING}.json")
    assert (response.status_code, response.headers["Content-Type"]) == (410, PLAIN)
    first, second = response.content.decode().splitlines()
    assert first.startswith("MSMT-2025-1-001, “Over 20,000 containers”, was withdrawn on ")
    assert first.endswith(": It said the same twice.")
    assert second == "It is replaced by CTX-001: http://127.0.0.1:8000/findings/ctx-001/"
    # As its pages: the tombstone is an edition, and what was published before it stays.
    assert client.get(f"{FINDING}/v/2.json").status_code == 410
    assert client.get(f"{FINDING}/v/1.json").status_code == 200


def test_a_redacted_edition_is_in_no_form_and_the_reason_is_told(portal: Finding, client: Client) -> None:
    assert b"Over 20,000" in client.get(f"{FINDING}.json").content
    publishing.redact(SubjectKind.FINDING, "MSMT-2025-1-001", [1], editor="Kim", reason="Another man was meant.")
    version_poll.forget()
    for end in (".json", "/v/1.json", ".bib", ".jsonld", ".txt"):
        assert told(client.get(f"{FINDING}{end}")) == (
            451,
            PLAIN,
            "The text of MSMT-2025-1-001, edition 1, has been taken away: Another man was meant.\n",
        )
