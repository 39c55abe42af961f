"""Accounts of the desk: who may log in, in which role, and the failures that lock-outs are counted by."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_totp.models import TOTPDevice

from findings.admin.access import forget_second_factor
from findings.admin.columns import NamedListMixin


@admin.register(User)
class AccountAdmin(NamedListMixin, UserAdmin):
    """Accounts of editors. Rights come with roles alone; a superuser is made at the command line alone."""

    list_display = ["username", "first_name", "last_name", "roles", "enrolled", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    actions = ["reset_second_factor"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["groups", "is_active"]}),
        (_("Log-in"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "password1", "password2", "groups"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        enrolled = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        accounts = super().get_queryset(request).prefetch_related("groups")
        return accounts.annotate(has_app=Exists(enrolled))

    @admin.display(description=_("roles"))
    def roles(self, account: User) -> str:
        names = [group.name for group in account.groups.all()]
        return ", ".join(["superuser", *names] if account.is_superuser else names)

    @admin.display(description=_("second factor"), boolean=True)
    def enrolled(self, account: Any) -> bool:
        return account.has_app

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True  # there are no accounts but editors'
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody gets at an account that may do more than their own."""
        reachable = obj is None or not obj.is_superuser or request.user.is_superuser
        return reachable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account that is not needed is made inactive: what it did stays its doing."""
        return False

    @admin.action(description=_("Reset the second factor (a lost telephone)"), permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        accounts = [each for each in queryset if self.has_change_permission(request, each)]
        forget_second_factor(accounts)
        for each in accounts:
            self.log_change(request, each, "Second factor reset.")
        told = ngettext(
            "%(count)s account enrols anew at its next log-in.",
            "%(count)s accounts enrol anew at their next log-in.",
            len(accounts),
        )
        self.message_user(request, told % {"count": len(accounts)}, messages.SUCCESS)


class WrittenByLogIns(NamedListMixin, admin.ModelAdmin):
    """Rows that the counting of log-ins writes, and nobody else."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AccessAttempt)
class FailureAdmin(WrittenByLogIns):
    """Failed log-ins. To delete the rows of somebody who is locked out lets them in at once."""

    list_display = ["username", "ip_address", "failures_since_start", "attempt_time"]
    search_fields = ["username", "ip_address"]
    fields = ["username", "ip_address", "failures_since_start", "attempt_time", "user_agent"]


@admin.register(AccessLog)
class LogInAdmin(WrittenByLogIns):
    """Who logged in, when and from where."""

    list_display = ["username", "ip_address", "attempt_time", "logout_time"]
    search_fields = ["username", "ip_address"]
    fields = ["username", "ip_address", "attempt_time", "logout_time", "user_agent"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
