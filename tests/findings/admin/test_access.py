"""Who comes into the editors' room, how, and what its answers tell those who keep copies."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from findings.admin.access import address_of
from findings.caching import version_poll
from findings.models import Finding
from tests import factories as make
from tests.findings.admin.desk import PASSWORD, code_of, log_in, logged_in, make_user

pytestmark = pytest.mark.django_db
REFUSED = "User name, password and code do not fit together."


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


# Log-in


def test_password_and_code_open_the_door(client: Client) -> None:
    user = make_user()
    assert log_in(client, "kim", token=code_of(user)).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("name", "password", "token"),
    [
        ("kim", PASSWORD, ""),
        ("kim", PASSWORD, "000000"),
        ("kim", PASSWORD, "not-a-code"),
        ("kim", PASSWORD, "１２３"),
        ("kim", PASSWORD, "\x00"),
        ("kim", "another password", "right"),
        ("nobody", PASSWORD, "right"),
        ("reader", PASSWORD, ""),
        ("gone", PASSWORD, ""),
    ],
)
def test_whatever_is_wrong_is_told_in_the_same_words(client: Client, name: str, password: str, token: str) -> None:
    user = make_user()
    make_user("reader", is_staff=False, app=False)
    make_user("gone", is_active=False, app=False)
    response = log_in(client, name, password, code_of(user) if token == "right" else token)
    page = response.content.decode()
    assert response.status_code == 200
    if "\x00" not in token:  # that one is no text, and is said to be none at its field
        assert page.count("errornote") == page.count(REFUSED) == 1
    assert client.get("/admin/").status_code == 302


def test_a_code_is_taken_once(client: Client) -> None:
    user = make_user()
    token = code_of(user)
    assert log_in(client, "kim", token=token).status_code == 302
    assert REFUSED in log_in(Client(), "kim", token=token).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert log_in(Client(), "kim", token=code_of(user, steps=1)).status_code == 302


def test_the_next_page_is_of_this_host(client: Client) -> None:
    user = make_user()
    response = client.post(
        "/admin/login/?next=https://elsewhere.example/",
        {"username": "kim", "password": PASSWORD, "token": code_of(user), "next": "https://elsewhere.example/"},
    )
    assert response.headers["Location"] == "/admin/"


# Enrolment


def test_the_first_log_in_leads_to_enrolment_and_no_further(client: Client) -> None:
    make_user(app=False)
    assert log_in(client, "kim").status_code == 302
    for address in ("/admin/", "/admin/findings/finding/", "/admin/publish/?subject=finding:X-001"):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith("/admin/second-factor/?next=")


def test_enrolment_shows_the_secret_as_picture_and_text_and_then_recovery_codes(client: Client) -> None:
    user = make_user(app=False)
    log_in(client, "kim")
    page = client.get("/admin/second-factor/?next=/admin/password_change/").content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert device.confirmed is False
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)
    assert secret is not None
    assert secret[1].replace(" ", "") in device.config_url
    assert "<svg" in page
    # Nothing that the content security policy would refuse, and not the secret as an address.
    assert not re.search(r"style=|<style|onclick=|<script(?![^>]*src=)|otpauth:|data:", page)

    wrong = client.post("/admin/second-factor/", {"token": "000000"}).content.decode()
    assert "This is not the code of this secret." in wrong
    assert TOTPDevice.objects.get(user=user).confirmed is False
    TOTPDevice.objects.update(throttling_failure_count=0)

    done = client.post(
        "/admin/second-factor/?next=/admin/password_change/", {"token": code_of(user, confirmed=False)}
    ).content.decode()
    codes = re.findall(r"<li>([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})</li>", done)
    assert len(set(codes)) == 10
    assert 'href="/admin/password_change/"' in done
    assert client.get("/admin/").status_code == 200

    other = Client()
    assert log_in(other, "kim", token=codes[0].upper()).status_code == 302
    assert other.get("/admin/").status_code == 200
    assert REFUSED in log_in(Client(), "kim", token=codes[0]).content.decode()
    assert StaticToken.objects.count() == 9


def test_a_new_app_takes_the_place_of_the_old_one(client: Client) -> None:
    user = make_user()
    logged_in(user, client)
    client.get("/admin/second-factor/")
    client.post("/admin/second-factor/", {"token": code_of(user, confirmed=False)})
    assert TOTPDevice.objects.filter(user=user).count() == 1
    assert client.get("/admin/").status_code == 200


def test_nobody_enrols_for_an_account_that_has_an_app(client: Client) -> None:
    """The password alone would else be enough: a thief of it would enrol an app of his own."""
    user = make_user()
    client.force_login(user, backend="findings.admin.access.SecondFactorBackend")
    for response in (client.get("/admin/second-factor/"), client.post("/admin/second-factor/", {"token": "1"})):
        assert (response.status_code, response.headers["Location"]) == (302, "/admin/login/")
    assert client.get("/admin/login/").status_code == 200
    assert client.get("/admin/").status_code == 302
    assert TOTPDevice.objects.count() == 1


def test_a_stranger_does_not_enrol(client: Client) -> None:
    assert client.get("/admin/second-factor/").headers["Location"] == "/admin/login/"


def test_a_trial_may_do_without_a_second_factor(client: Client, settings: Any) -> None:
    settings.ADMIN_TOTP_REQUIRED = False
    make_user(app=False)
    log_in(client, "kim")
    assert client.get("/admin/").status_code == 200
    user = make_user("lee")
    assert REFUSED in log_in(Client(), "lee").content.decode()
    assert log_in(Client(), "lee", token=code_of(user)).status_code == 302


def test_an_administrator_resets_the_app_of_a_lost_telephone(client: Client) -> None:
    lost = make_user("lee", "editor")
    administrator = logged_in(make_user("ada", "administrator"))
    administrator.post("/admin/auth/user/", {"action": "reset_second_factor", "_selected_action": [lost.pk]})
    assert not TOTPDevice.objects.filter(user=lost).exists()
    log_in(client, "lee")
    assert "/admin/second-factor/" in client.get("/admin/", follow=True).redirect_chain[-1][0]


def test_nobody_makes_himself_more_than_he_is() -> None:
    """An administrator gives roles; a superuser's account, and the making of one, are out of reach."""
    root = User.objects.create_superuser("root", password=PASSWORD)
    administrator = make_user("ada", "administrator")
    client = logged_in(administrator)
    page = client.get(f"/admin/auth/user/{administrator.pk}/change/").content.decode()
    assert 'name="groups"' in page
    assert "is_superuser" not in page
    assert "user_permissions" not in page
    assert 'name="username"' not in client.get(f"/admin/auth/user/{root.pk}/change/").content.decode()
    assert client.post(f"/admin/auth/user/{root.pk}/change/", {"username": "mine"}).status_code == 403
    assert client.get(f"/admin/auth/user/{root.pk}/password/").status_code == 403
    client.post("/admin/auth/user/", {"action": "reset_second_factor", "_selected_action": [root.pk]})
    client.post(
        f"/admin/auth/user/{administrator.pk}/change/", {"username": "ada", "is_superuser": "on", "is_active": "on"}
    )
    assert User.objects.get(pk=administrator.pk).is_superuser is False
    assert User.objects.get(pk=root.pk).username == "root"


# Lock-out


def fail(client: Client, times: int, name: str = "kim", **more: Any) -> list[int]:
    return [log_in(client, name, "wrong", **more).status_code for _n in range(times)]


@pytest.mark.parametrize("name", ["kim", "nobody-of-this-name"])
def test_the_fifth_failure_locks_out_and_says_until_when(client: Client, name: str) -> None:
    make_user()
    assert fail(client, 5, name) == [200, 200, 200, 200, 429]
    response = log_in(client, name, "wrong")
    last = AccessAttempt.objects.get().attempt_time
    until = (last + dt.timedelta(minutes=15, seconds=59)).strftime("%H:%M UTC")
    page = response.content.decode()
    assert (response.status_code, f"<b>{until}</b>" in page) == (429, True)
    assert 890 < int(response.headers["Retry-After"]) <= 900
    assert name not in page


def test_who_is_locked_out_stays_out_with_the_right_password_and_comes_in_after_the_time(client: Client) -> None:
    user = make_user()
    fail(client, 5)
    assert log_in(client, "kim", token=code_of(user)).status_code == 429
    # Trying on does not move the time that was told.
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=14))
    assert log_in(client, "kim", "wrong").status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert log_in(client, "kim", token=code_of(user)).status_code == 302


def test_others_and_other_addresses_are_not_locked_out_with_him(client: Client) -> None:
    user, other = make_user(), make_user("lee")
    fail(client, 5)
    assert log_in(client, "lee", token=code_of(other)).status_code == 302
    assert log_in(Client(), "kim", token=code_of(user), REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.7", "192.0.2.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        (2, "1.2.3.4, 203.0.113.7,10.0.0.2", "203.0.113.7"),
        (1, "2001:DB8:0::7", "2001:db8::7"),
        (1, "", "192.0.2.1"),
        (2, "203.0.113.7", "192.0.2.1"),
        (1, "203.0.113.7, unknown", "192.0.2.1"),
    ],
)
def test_an_address_is_the_one_that_our_own_proxies_saw(
    settings: Settings, proxies: int, told: str, address: str
) -> None:
    """What a reader wrote himself stands to the left of it, and is believed by nobody."""
    settings.PROXIES = proxies
    request = RequestFactory().get("/admin/login/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=told)
    assert address_of(request) == address


def test_behind_a_proxy_who_guesses_a_name_shuts_out_nobody_else(client: Client, settings: Settings) -> None:
    settings.PROXIES = 1
    user = make_user()
    # Whatever he claims to come from, it is he.
    claims = [f"198.51.100.{number}, 203.0.113.66" for number in range(5)]
    guessed = [fail(client, 1, HTTP_X_FORWARDED_FOR=claim)[0] for claim in claims]
    assert guessed == [200, 200, 200, 200, 429]
    assert AccessAttempt.objects.get().ip_address == "203.0.113.66"
    assert log_in(Client(), "kim", token=code_of(user), HTTP_X_FORWARDED_FOR="203.0.113.7").status_code == 302


def test_wrong_codes_count_as_wrong_passwords_do(client: Client) -> None:
    make_user()
    assert [log_in(client, "kim", token="000000").status_code for _n in range(5)] == [200, 200, 200, 200, 429]


def test_a_log_in_forgets_the_failures_before_it(client: Client) -> None:
    user = make_user()
    fail(client, 4)
    assert log_in(client, "kim", token=code_of(user)).status_code == 302
    assert fail(Client(), 4) == [200] * 4


def test_neither_password_nor_code_is_kept(client: Client) -> None:
    make_user()
    log_in(client, "kim", "a-secret-typed-here", "123987")
    kept = str(AccessAttempt.objects.values().get())
    assert "a-secret-typed-here" not in kept
    assert "123987" not in kept


def test_an_administrator_opens_the_door_again(client: Client) -> None:
    user = make_user()
    fail(client, 5)
    administrator = logged_in(make_user("ada", "administrator"))
    attempts = [each.pk for each in AccessAttempt.objects.all()]
    page = administrator.get("/admin/axes/accessattempt/").content.decode()
    assert "kim" in page
    administrator.post(
        "/admin/axes/accessattempt/", {"action": "delete_selected", "_selected_action": attempts, "post": "yes"}
    )
    assert log_in(client, "kim", token=code_of(user)).status_code == 302


# Sessions


def test_a_session_ends_after_an_idle_hour(client: Client) -> None:
    logged_in(make_user(), client)
    assert client.get("/admin/").status_code == 200
    session = client.session
    left = session.get_expiry_date() - timezone.now()
    assert dt.timedelta(minutes=59) < left <= dt.timedelta(hours=1)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    # It goes with the browser, to the admin alone, and no script reads it.
    assert (cookie["max-age"], cookie["path"], cookie["httponly"], cookie["samesite"]) == ("", "/admin/", True, "Lax")


def test_a_session_ends_after_a_working_day_however_busy(client: Client) -> None:
    logged_in(make_user(), client)
    client.get("/admin/")
    session = client.session
    session["began"] -= settings.SESSION_LONGEST
    session.save()
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


# Answers


def answers_of(client: Client) -> dict[str, Any]:
    finding = Finding.objects.get()
    return {
        "page": client.get("/admin/"),
        "list": client.get("/admin/findings/submission/"),
        "redirect": client.get("/admin/findings/submission"),
        "not found": client.get("/admin/findings/nothing/"),
        "outside of it": client.get("/admin/nothing"),
        "without a slash": client.get("/admin"),
        "preview": client.get(f"/admin/preview/finding/{finding.reference}/"),
        "refused": Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"}),
        "wrong method": client.put("/admin/login/"),
    }


def test_every_answer_of_the_admin_is_for_one_reader(client: Client, caplog: Any) -> None:
    make.make_finding()
    logged_in(User.objects.create_superuser("root", password=PASSWORD), client)
    for who in (client, Client(raise_request_exception=False)):
        for name, response in answers_of(who).items():
            told = (response.headers.get("Cache-Control"), response.headers.get("X-Robots-Tag"))
            assert (name, told) == (name, ("private, no-store", "noindex, nofollow"))
    assert answers_of(client)["refused"].status_code == 403


def test_so_is_an_error(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_here(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr("findings.admin.preview.standings", fail_here)
    logged_in(make_user("root", is_superuser=True), client)
    response = client.get("/admin/preview/finding/MSMT-2025-1-001/")
    assert (response.status_code, response.headers["Cache-Control"]) == (500, "private, no-store")


def test_no_public_page_sets_a_cookie_for_an_editor(client: Client) -> None:
    version_poll.forget()
    logged_in(make_user(), client)
    client.cookies[settings.SESSION_COOKIE_NAME]["path"] = "/"
    response = client.get("/")
    assert (dict(response.cookies), response.headers.get("Vary", "")) == ({}, "Accept-Encoding")
