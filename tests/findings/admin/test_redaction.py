"""After a redaction nothing public says what was taken away: every address is asked, by crawl and by construction."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from findings.caching import kept_pages, version_poll
from findings.exports.every_form import RECORD_FORMS
from findings.exports.sitemaps import names as sitemap_names
from findings.models import Edition, Finding
from findings.vocabulary import EditionKind
from tests import factories as make
from tests.findings.admin.desk import logged_in, make_user
from tests.findings.admin.public_addresses import Found, addresses_of, crawl, routes
from tests.findings.publish import publish_everything
from tests.findings.publishing.acts import change, tables_with

REFERENCE = "MSMT-2025-1-001"
#: One made-up word in each place of a finding where words stand; the first edition has another title than the second.
WORDS = {
    "old title": "Zebrafinch",
    "title": "Quokkaberg",
    "summary": "Wombatville",
    "asserted_by": "Numbatian",
    "editors_note": "Bilbyesque",
    "measure": "Bandicoots",
    "supports": "Potoroos",
    "quote": "Kowarian",
    "locator": "Dunnartian",
}
#: Who published and who redacted: for the desk alone.
PUBLISHER, REDACTOR = "Pademelonia", "bettongish"


@pytest.fixture
def redacted_soon(db: None) -> Finding:
    """A finding of two editions, beside another that stays; all that they name stays too."""
    version_poll.forget()
    category = make.make_category("petroleum", name="Petroleum", leading_finding="MSMT-2025-1-002")
    source = make.make_source("msmt-report", title="The report")
    actor = make.make_vessel("angara", name="Angara", sources=[source])
    report = make.make_report("msmt-2025-1", code="MSMT/2025/1", reference_prefix="MSMT-2025-1", source=source)
    provision = make.make_provision("2397-5", resolution=make.make_resolution("2397"), paragraph="5")
    place = make.make_place("nampo", name="Nampo")
    common: dict[str, Any] = {"report": report, "category": category, "places": [place], "provisions": [provision]}
    make.make_finding("MSMT-2025-1-002", **common, title="Something that stays", citations=[(source, "origin")])
    finding = make.make_finding(
        REFERENCE,
        **common,
        title=f"{WORDS['old title']} seen",
        summary=f"{WORDS['summary']} is what is claimed.",
        asserted_by=WORDS["asserted_by"],
        editors_note=f"{WORDS['editors_note']}.",
        involvements=[(actor, "carrier")],
        quantities=[{"measure": WORDS["measure"]}],
    )
    quoted = {"quote": f"{WORDS['quote']} words.", "quote_language": "en"}
    make.make_citation(finding, source, "origin", f"annex {WORDS['locator']}", supports=WORDS["supports"], **quoted)
    publish_everything(editor=PUBLISHER)
    change(finding, title=f"{WORDS['title']} seen")
    publish_everything(EditionKind.CORRECTION, "The name was wrong.", editor=PUBLISHER)
    return finding


def every_address() -> list[str]:
    """Each route with all that can be asked of these subjects, and the questions that lead to what is redacted."""
    today = dt.datetime.now(dt.UTC).date()
    several = {"number": ["1", "2", "3"], "pair": ["1..2"]}
    forms = [form.name for form in RECORD_FORMS]
    constructed = addresses_of(
        {
            "": {"form": forms, "number": ["1"], "pair": ["1..2"], "name": list(sitemap_names()), "key": ["2397-5"]},
            "findings": {"slug": ["msmt-2025-1-001", "msmt-2025-1-002"], **several},
            "embed": {"slug": ["msmt-2025-1-001", "msmt-2025-1-002"], **several},
            "categories": {"slug": ["petroleum"]},
            "reports": {"slug": ["msmt-2025-1"]},
            "actors": {"slug": ["angara"]},
            "sources": {"slug": ["msmt-report"], "locator": ["para-1", "somewhere"]},
            "data": {"day": ["2026-01-01"], "name": ["findings.csv"], "before": ["1"], "after": ["2"]},
            "resolutions": {"slug": ["2397"]},
            "places": {"country": ["kp"], "slug": ["nampo"]},
        }
    )
    asked = ["lookup", "findings/", "findings.csv", "api/v1/search/", "api/v1/lookup/", "api/v1/findings/"]
    return [
        *constructed,
        *(f"/{address}?q={word}" for address in asked for word in [*WORDS.values(), REFERENCE]),
        *(f"/findings/?as_of={version}" for version in (1, 2, 3)),
        *(f"/findings.{form}?as_of={version}" for form in ("csv", "json", "bib", "txt", "atom") for version in (1, 2)),
        *(f"/findings/?view={view}" for view in ("table", "timeline", "map", "cite")),
        "/findings/?view=compare&actor=angara&actor=nobody",
        *(f"/api/v1/findings/?as_of={version}" for version in (1, 2)),
        f"/oembed?url={settings.SITE_URL}/findings/msmt-2025-1-001/v/2/",
        f"/oembed?url={settings.SITE_URL}/findings/msmt-2025-1-001/",
        f"/findings/msmt-2025-1-001/?at={today}",
        *(
            f"/{language}/findings/msmt-2025-1-001/{of}"
            for language in ("ko", "ja", "fr")
            for of in ("", "v/1/", "diff/1..2/")
        ),
        *(f"/{language}/findings/?view={view}" for language in ("ko", "fr") for view in ("table", "cite")),
    ]


def look_everywhere() -> Found:
    version_poll.forget()
    return crawl(Client(raise_request_exception=False), every_address(), every_file=False)


def test_redacted_words_are_nowhere_and_never_who_published_or_redacted(redacted_soon: Finding) -> None:
    before = look_everywhere()
    # Every route of the portal was met, so that a new one cannot be forgotten here.
    assert routes() - before.routes == set()
    # Each word stood in several places, so that their absence will mean something.
    where = {place: before.saying(word) for place, word in WORDS.items()}
    assert {place: len(addresses) >= 4 for place, addresses in where.items()} == dict.fromkeys(WORDS, True)
    shown = {"/", "/findings/", "/findings/msmt-2025-1-001/", "/findings.csv", "/findings.xlsx", "/findings.atom"}
    assert shown <= set(where["title"])
    assert "/findings/msmt-2025-1-001/v/1/" in where["old title"]
    assert before.status["/findings/msmt-2025-1-001/v/2/card.png"] == 200
    assert len(kept_pages) > 0

    publisher = logged_in(make_user(REDACTOR, "publisher"))
    form = {"numbers": ["1", "2"], "reason": "A court asked for it.", "typed": REFERENCE}
    assert publisher.post(f"/admin/redact/finding/{REFERENCE}/", form).status_code == 302

    after = crawl(Client(raise_request_exception=False), [*every_address(), *before.status, *before.passed_over])
    echoing = {address for address in after.status if "?" in address and any(w in address for w in WORDS.values())}
    told = {
        place: [address for address in after.saying(word) if address not in echoing] for place, word in WORDS.items()
    }
    assert told == {place: [] for place in WORDS}
    # A search says back what it was asked for, and finds nothing.
    assert [address for address in echoing if "msmt-2025-1-001" in after.said[address].lower()] == []
    assert after.status["/findings/msmt-2025-1-001/"] == 451
    assert "A court asked for it." in after.said["/findings/msmt-2025-1-001/"]
    assert {number: after.status[f"/findings/msmt-2025-1-001/v/{number}/card.png"] for number in (1, 2)} == {
        1: 451,
        2: 451,
    }
    assert {word: tables_with(word) for word in WORDS.values()} == {word: set() for word in WORDS.values()}
    # Who did it is told at the desk, and in no answer of before or after.
    acts = publisher.get("/admin/findings/datasetversion/").content.decode()
    assert [name in acts for name in (PUBLISHER, REDACTOR)] == [True, True]
    secrets = (PUBLISHER, REDACTOR, "published_by", "redacted_by")
    assert {name: before.saying(name) + after.saying(name) for name in secrets} == {name: [] for name in secrets}
    # What stays, stays.
    assert "Something that stays" in after.said["/findings/"]
    assert 500 not in after.status.values()


def test_the_ledger_still_verifies(redacted_soon: Finding, capsys: pytest.CaptureFixture[str]) -> None:
    publisher = logged_in(make_user("pat", "publisher"))
    form = {"numbers": ["2"], "reason": "A court asked for it.", "typed": REFERENCE}
    publisher.post(f"/admin/redact/finding/{REFERENCE}/", form)
    assert Edition.objects.filter(redacted_in__isnull=False).count() == 1
    call_command("verify_editions")
    assert "fit" in capsys.readouterr().out


def test_the_record_keeps_its_words_for_the_desk_and_comes_back_only_on_purpose(redacted_soon: Finding) -> None:
    publisher = logged_in(make_user("pat", "publisher"))
    form = {"numbers": ["1", "2"], "reason": "A court asked for it.", "typed": REFERENCE}
    publisher.post(f"/admin/redact/finding/{REFERENCE}/", form)
    assert publish_everything() is None
    page = publisher.get(f"/admin/publish/?subject=finding:{REFERENCE}").content.decode()
    assert "Edition 2 is redacted." in page
    assert 'name="again"' in page
    assert WORDS["title"] in page
