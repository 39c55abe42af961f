"""An editor's whole day in a browser: from the first log-in to a withdrawal, and what readers see of it meanwhile."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.contrib.auth.models import User
from django.urls import reverse
from django_otp.oath import TOTP
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from findings.caching import version_poll
from findings.models import Category, Edition, Finding, Report
from tests.browser.conftest import Site
from tests.findings.admin.desk import PASSWORD, make_user

# What this day does is committed, for the live server to see; afterwards the tables are emptied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REFERENCE = "MSMT-2025-1-902"
PUBLIC = "/findings/msmt-2025-1-902/"


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.refused = []  # type: ignore[attr-defined]

    def told(message: ConsoleMessage) -> None:
        """What the content security policy refuses is told here, and is a mistake of the page."""
        if "Content Security Policy" in message.text:
            page.refused.append(message.text)  # type: ignore[attr-defined]

    page.on("console", told)
    yield page
    context.close()


def accessible(page: Page) -> None:
    """axe finds nothing, in either of the admin's colour schemes, and nothing was refused by the policy."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(400)  # links fade from one scheme into the other
        violations = Axe().run(page).response["violations"]
        assert [(page.url, scheme, each["id"], [n["html"] for n in each["nodes"]]) for each in violations] == []
    page.emulate_media(color_scheme="light")
    assert page.refused == []  # type: ignore[attr-defined]


def code(secret: str, steps: int = 0) -> str:
    totp = TOTP(base64.b32decode(secret + "=" * (-len(secret) % 8)))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def test_an_editors_day(page: Page, browser: Browser, site: Site) -> None:
    make_user("noor", "publisher", app=False)
    readers: list[Page] = []

    def reads(address: str) -> Page:
        """A reader who has not been here: a browser keeps a page for the minute that its caching allows."""
        readers.append(browser.new_page(base_url=site.url))
        readers[-1].goto(address)
        return readers[-1]

    def status_of(address: str) -> int:
        return page.request.get(address, headers={"Cache-Control": "no-cache"}).status

    # She logs in with her password, and enrols the app of her telephone.
    page.goto("/admin/")
    expect(page).to_have_url(re.compile(r"/admin/login/\?next=/admin/"))
    accessible(page)
    page.get_by_label("Username").fill("noor")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("User name, password and code do not fit together.")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enrol an authenticator app")
    accessible(page)
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows now").fill(code(secret))
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".codes li")).to_have_count(10)
    accessible(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_url(f"{site.url}/admin/")

    # She logs out, and in again with the app's next code.
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/")
    page.get_by_label("Username").fill("noor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Code").fill(code(secret, steps=1))
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{site.url}/admin/")

    # She writes a finding, without a source.
    report, category = Report.objects.get(key="msmt-2025-1"), Category.objects.get(key="labor")
    page.goto(f"/admin/findings/finding/add/?report={report.pk}&category={category.pk}")
    page.get_by_label("Reference:").fill(REFERENCE)
    page.get_by_label("Short name:").fill("workers-at-a-mill")
    page.get_by_label("Title:").fill("Workers at a flax mill")
    page.get_by_label("Summary:").fill("Some 30 workers were said to be at a flax mill.")
    page.get_by_label("Asserted by:").fill("The MSMT participating states")
    page.get_by_label("Support:").select_option("single")
    page.locator("#id_why").fill("Read in the report.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    finding = Finding.objects.get(reference=REFERENCE)
    expect(page.locator(".standing")).to_contain_text("Not public: nothing of this record has been published.")

    # It cannot be published, and she is told why and where.
    page.get_by_role("link", name="Publish …").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publish")
    accessible(page)
    refusal = f"Finding {REFERENCE} cites no source. Every claim needs at least one."
    expect(page.locator(".refusal")).to_contain_text(refusal)
    page.get_by_label("Public note").fill("Read in the report.")
    page.get_by_role("button", name="Publish as dataset version").click()
    expect(page.get_by_role("alert")).to_contain_text(refusal)
    assert status_of(PUBLIC) == 404

    # She adds the source, and looks at the preview.
    page.get_by_role("link", name="Open the record").first.click()
    page.get_by_role("button", name="Add another Citation").click()
    page.locator("#citation_set-0 .select2-selection").first.click()
    page.locator(".select2-search__field").fill("Unlawful Military Cooperation")
    page.locator(".select2-results__option").first.click()
    page.locator("#id_citation_set-0-relation").select_option("origin")
    page.locator("#id_citation_set-0-supports").fill("The whole claim.")
    page.locator("#id_why").fill("The report is the origin.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")
    page.get_by_role("link", name="Preview").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Workers at a flax mill")
    expect(page.locator(".preview-mark")).to_contain_text("Preview.")
    accessible(page)
    assert status_of(PUBLIC) == 404

    # She publishes it; readers find it at once.
    page.go_back()
    page.get_by_role("link", name="Publish …").click()
    page.get_by_label("Public note").fill("Read in the report.")
    page.get_by_role("button", name="Publish as dataset version").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Published: edition 1")
    assert status_of(PUBLIC) == 200
    expect(reads(PUBLIC).get_by_role("heading", level=1)).to_have_text("Workers at a flax mill")
    feed = f"/findings.atom?report=msmt-2025-1&category={category.key}"
    assert "Workers at a flax mill" in page.request.get(feed).text()

    # She corrects it, with a note; until then readers see what was published.
    page.get_by_label("Title:").fill("Workers at a cotton mill")
    page.locator("#id_why").fill("The report says cotton.")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".standing")).to_contain_text("Edition 1 is in force, and this record differs from it.")
    expect(reads(PUBLIC).get_by_role("heading", level=1)).to_have_text("Workers at a flax mill")
    page.get_by_role("link", name="Publish …").click()
    expect(page.locator(".difference").first).to_contain_text("cotton")
    accessible(page)
    page.get_by_role("radio", name=re.compile("Correction")).check()
    page.get_by_label("Public note").fill("The mill was a cotton mill.")
    page.get_by_role("button", name="Publish as dataset version").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Published: edition 2")
    expect(reads(PUBLIC).get_by_role("heading", level=1)).to_have_text("Workers at a cotton mill")
    assert "Workers at a cotton mill" in page.request.get(feed).text()
    expect(reads("/corrections/").get_by_role("main")).to_contain_text("The mill was a cotton mill.")

    # It was flax after all: she goes back to the record as it was, and publishes that.
    page.goto(reverse("admin:findings_finding_history", args=[finding.pk]))
    accessible(page)
    revert_to_the_first(page)
    finding.refresh_from_db()
    assert finding.title == "Workers at a flax mill"
    page.goto(reverse("admin:findings_finding_change", args=[finding.pk]))
    page.get_by_role("link", name="Publish …").click()
    page.get_by_role("radio", name=re.compile("Correction")).check()
    page.get_by_label("Public note").fill("Flax, after all.")
    page.get_by_role("button", name="Publish as dataset version").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Published: edition 3")

    # In the end it is withdrawn: readers find a tombstone with the reason.
    page.get_by_role("link", name="Publish …").click()
    page.get_by_role("radio", name=re.compile("Withdrawal")).check()
    page.get_by_label("Public note").fill("It is the same claim as another one.")
    page.get_by_label("Replaced by").fill("MSMT-2025-1-001")
    page.get_by_role("button", name="Withdraw as dataset version").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Published: edition 4")
    assert status_of(PUBLIC) == 410
    expect(reads(PUBLIC).get_by_role("main")).to_contain_text("It is the same claim as another one.")

    # What a court asks for is another page.
    page.goto(f"/admin/redact/finding/{REFERENCE}/")
    accessible(page)
    page.set_viewport_size({"width": 320, "height": 700})
    for address in (f"/admin/redact/finding/{REFERENCE}/", f"/admin/publish/?subject=finding:{REFERENCE}"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert [each.edition_kind for each in Edition.objects.filter(key=REFERENCE).order_by("number")] == [
        "first",
        "correction",
        "correction",
        "withdrawal",
    ]
    assert User.objects.get(username="noor").last_login is not None
    version_poll.forget()
    for reader in readers:
        reader.close()


def revert_to_the_first(page: Page) -> None:
    """The record as it was before its title was changed: after the change before the newest one."""
    page.get_by_role("link", name="Bring back the state after this change").first.click()
    page.locator("#id_why").fill("The report says flax.")
    page.get_by_role("button", name=re.compile("Bring")).click()
