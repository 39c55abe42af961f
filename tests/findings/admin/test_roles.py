"""What each role may do: the table, asked through real requests, and what keeps the table whole."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client

from findings import roles
from findings.caching import version_poll
from findings.models import DeskSettings, Finding, Submission
from findings.models.changes import Change
from tests import factories as make
from tests.findings.admin.desk import PASSWORD, logged_in, make_user
from tests.findings.publish import publish_everything
from tests.ground import ground

pytestmark = pytest.mark.django_db

REFERENCE = "MSMT-2025-1-001"
ROLES = ("viewer", "editor", "publisher", "administrator")

#: What is asked for → the roles that get it. Everybody else is refused.
ALLOWED: dict[str, set[str]] = {
    # The room itself
    "the front page": {*ROLES},
    # Records
    "the list of findings": {*ROLES},
    "the form of a finding": {*ROLES},
    "the form of an actor": {*ROLES},
    "the form of a source": {*ROLES},
    "add a finding": {"editor", "publisher"},
    "add an actor": {"editor", "publisher"},
    "change a finding": {"editor", "publisher"},
    "change an actor": {"editor", "publisher"},
    "delete an actor": {"editor", "publisher"},
    "preview a finding": {*ROLES},
    # Publishing
    "the page of publishing": {"editor", "publisher"},
    "publish": {"publisher"},
    "submit": {"editor"},
    "the list of submissions": {*ROLES},
    "a submission": {*ROLES},
    "approve a submission": {"publisher"},
    "decline a submission of another": {"publisher"},
    "the page of redacting": {"publisher"},
    "redact": {"publisher"},
    # What was published
    "the acts of publishing": {*ROLES},
    "an act of publishing": {*ROLES},
    "the former addresses": {*ROLES},
    "lead another address": {"publisher"},
    # The desk
    "the rules of the desk": {*ROLES},
    "change the rules of the desk": {"administrator"},
    "the list of accounts": {"administrator"},
    "make an account": {"administrator"},
    "change an account": {"administrator"},
    "reset a second factor": {"administrator"},
    "delete an account": set(),
    "the failed log-ins": {"administrator"},
    "the log-ins": {"administrator"},
}


@ground
def finding_changed_since_published() -> None:
    finding = make.make_finding(REFERENCE, involvements=[(make.make_actor("named"), "carrier")])
    publish_everything()
    make.make_actor("unnamed")
    finding.title = "Over 30,000 containers"
    finding.save()


@pytest.fixture
def finding(finding_changed_since_published: None) -> Finding:
    """A published finding that has changed since."""
    version_poll.forget()
    return Finding.objects.get()


class Asking:
    """One person of one role, asking for one thing."""

    def __init__(self, role: str, finding: Finding) -> None:
        self.client = logged_in(make_user("asking", role))
        self.finding = finding
        self.other = make_user("other", "editor")

    def get(self, address: str) -> bool:
        return self.client.get(address).status_code == 200

    def post(self, address: str, **form: Any) -> Any:
        return self.client.post(address, form)

    def asks(self, what: str) -> bool:
        """Whether the answer is yes, by what it does and not by its words."""
        finding = f"/admin/findings/finding/{self.finding.pk}"
        named, unnamed = (apps.get_model("findings.actor").objects.get(key=key) for key in ("named", "unnamed"))
        match what:
            case "the front page":
                return self.get("/admin/")
            case "the list of findings":
                return self.get("/admin/findings/finding/")
            case "the form of a finding":
                return self.get(f"{finding}/change/")
            case "the form of an actor":
                return self.get(f"/admin/findings/actor/{named.pk}/change/")
            case "the form of a source":
                return self.get(f"/admin/findings/source/{self.finding.citation_set.get().source_id}/change/")
            case "add a finding":
                return self.get("/admin/findings/finding/add/") and self._is_allowed("/admin/findings/finding/add/")
            case "add an actor":
                return self.get("/admin/findings/actor/add/") and self._is_allowed("/admin/findings/actor/add/")
            case "change a finding":
                return self._is_allowed(f"{finding}/change/")
            case "change an actor":
                return self._is_allowed(f"/admin/findings/actor/{named.pk}/change/")
            case "delete an actor":
                self.post(f"/admin/findings/actor/{unnamed.pk}/delete/", post="yes", why="Made by mistake.")
                return not type(unnamed).objects.filter(pk=unnamed.pk).exists()
            case "preview a finding":
                return self.get(f"/admin/preview/finding/{REFERENCE}/")
            case "the page of publishing":
                return self.get(f"/admin/publish/?subject=finding:{REFERENCE}")
            case "publish":
                return self._sends_the_form() and _versions() == 2
            case "submit":
                return self._sends_the_form() and (_versions(), Submission.objects.count()) == (1, 1)
            case "the list of submissions":
                return self.get("/admin/findings/submission/")
            case "a submission":
                return self.get(f"/admin/findings/submission/{self._submission().pk}/change/")
            case "approve a submission":
                submission = self._submission()
                self.post(self._way(submission), decision="approve", contents=submission.contents)
                return _versions() == 2
            case "decline a submission of another":
                submission = self._submission()
                self.post(self._way(submission), decision="decline", reason="No.")
                return Submission.objects.get().state == "declined"
            case "the page of redacting":
                return self.get(f"/admin/redact/finding/{REFERENCE}/")
            case "redact":
                self.post(f"/admin/redact/finding/{REFERENCE}/", numbers=["1"], reason="No.", typed=REFERENCE)
                return _versions() == 2
            case "the acts of publishing":
                return self.get("/admin/findings/datasetversion/")
            case "an act of publishing":
                return self.get("/admin/findings/datasetversion/1/change/")
            case "the former addresses":
                return self.get("/admin/findings/keyalias/")
            case "lead another address":
                self.client.post("/admin/address/actor/named/", {"address": "other", "reason": "Printed."})
                return _versions() == 2
            case "the rules of the desk":
                DeskSettings.objects.create()
                return self.get("/admin/findings/desksettings/1/change/")
            case "change the rules of the desk":
                DeskSettings.objects.create()
                self.post("/admin/findings/desksettings/1/change/", second_person="on")
                return DeskSettings.objects.get().second_person
            case "the list of accounts":
                return self.get("/admin/auth/user/")
            case "make an account":
                self.post(
                    "/admin/auth/user/add/",
                    username="new",
                    password1=PASSWORD,
                    password2=PASSWORD,
                    usable_password="true",
                )
                return User.objects.filter(username="new").exists()
            case "change an account":
                return self._is_allowed(f"/admin/auth/user/{self.other.pk}/change/")
            case "reset a second factor":
                self.post("/admin/auth/user/", action="reset_second_factor", _selected_action=[self.other.pk])
                return not apps.get_model("otp_totp.totpdevice").objects.filter(user=self.other).exists()
            case "delete an account":
                self.post(f"/admin/auth/user/{self.other.pk}/delete/", post="yes")
                return not User.objects.filter(pk=self.other.pk).exists()
            case "the failed log-ins":
                return self.get("/admin/axes/accessattempt/")
            case "the log-ins":
                return self.get("/admin/axes/accesslog/")
        raise AssertionError(what)

    def _is_allowed(self, address: str) -> bool:
        """Whether sending the form is taken up at all; with nothing in it, nothing is changed."""
        return self.post(address).status_code != 403

    def _sends_the_form(self) -> bool:
        address = f"/admin/publish/?subject=finding:{REFERENCE}"
        page = self.client.get(address)
        if page.status_code != 200:
            return False
        contents = page.context["form"].initial["contents"]
        sent = {"subject": f"finding:{REFERENCE}", "edition_kind": "update", "note": "More.", "contents": contents}
        return self.post("/admin/publish/", **sent).status_code == 302

    def _submission(self) -> Submission:
        client = logged_in(self.other)
        contents = client.get(f"/admin/publish/?subject=finding:{REFERENCE}").context["form"].initial["contents"]
        sent = {"subject": f"finding:{REFERENCE}", "edition_kind": "update", "note": "More.", "contents": contents}
        client.post("/admin/publish/", sent)
        return Submission.objects.get()

    def _way(self, submission: Submission) -> str:
        return f"/admin/findings/submission/{submission.pk}/change/"


def _versions() -> int:
    return apps.get_model("findings.datasetversion").objects.count()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", ALLOWED)
def test_a_role_may_do_what_the_table_says_and_nothing_else(finding: Finding, what: str, role: str) -> None:
    assert Asking(role, finding).asks(what) is (role in ALLOWED[what])


@pytest.mark.parametrize("what", ALLOWED)
def test_staff_without_a_role_see_the_front_page_alone(finding: Finding, what: str) -> None:
    asking = Asking("viewer", finding)
    User.objects.get(username="asking").groups.clear()
    assert asking.asks(what) is (what == "the front page")


def test_nobody_else_gets_in(finding: Finding) -> None:
    reader = make_user("reader", *ROLES, is_staff=False)
    # What is sent by nobody is asked for the log-in at once, since the session of its sender may have ended.
    for client, refused in ((Client(), 403), (logged_in(reader), 302)):
        assert client.get("/admin/findings/finding/").headers["Location"].startswith("/admin/login/")
        assert client.post("/admin/publish/", {"subject": f"finding:{REFERENCE}"}).status_code == refused
        assert _versions() == 1


# The table in findings/roles.py


def test_the_rights_of_each_role_are_those_of_the_table() -> None:
    roles.give(apps)
    rights = {
        group.name: {(right.content_type.app_label, right.codename) for right in group.permissions.all()}
        for group in Group.objects.all()
    }
    assert rights == {role: roles.codenames(role) for role in ROLES}
    # An editor's rights and those of a publisher differ by two acts; an administrator writes no record.
    assert rights["publisher"] - rights["editor"] == {("findings", "publish_subjects"), ("findings", "redact_editions")}
    assert rights["editor"] - rights["publisher"] == set()
    assert {name for _app, name in rights["administrator"] if not name.startswith("view_")} == {
        "add_user",
        "change_user",
        "change_desksettings",
        "delete_accessattempt",
    }
    assert {name for _app, name in rights["viewer"] if not name.startswith("view_")} == set()


def test_the_migration_gives_them_to_a_portal_that_has_none() -> None:
    """By the operation that `migrate` carries out, whatever earlier tests have left of the groups."""
    Group.objects.all().delete()
    (operation,) = import_module("findings.migrations.0008_roles").Migration.operations
    operation.code(apps, None)
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == {
        role: len(roles.codenames(role)) for role in ROLES
    }


def test_giving_them_again_takes_away_what_the_table_does_not_give() -> None:
    roles.give(apps)
    editor, publisher = Group.objects.get(name="editor"), Group.objects.get(name="publisher")
    editor.permissions.set(publisher.permissions.all())
    other = Group.objects.create(name="translators")
    other.permissions.set(publisher.permissions.all())
    roles.give(apps)
    assert editor.permissions.count() == len(roles.codenames("editor"))
    # A group that is the desk's own is left alone.
    assert other.permissions.count() == publisher.permissions.count()


def test_every_model_has_its_place_in_the_table() -> None:
    """A new model has to say who may do what with it; what the database itself writes has no rights to give."""
    models: list[type[Model]] = list(apps.get_app_config("findings").get_models())
    known = {name for names in roles.MODELS.values() for name in names}
    mine = {model._meta.label_lower for model in models if not issubclass(model, Change)}
    assert mine == {name for name in known if name.startswith("findings.")}
    assert [name for name in known if name.split(".")[0] != "findings" and not apps.get_model(name)] == []
