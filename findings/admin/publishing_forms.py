"""What an editor says with an act of publishing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from findings.admin.missing import SENT_WITHOUT_CONTENTS
from findings.admin.pasted import ProseField
from findings.models import DeskSettings, Edition
from findings.publishing import Standing
from findings.vocabulary import EditionKind, SubjectKind

#: A public note, and a public reason: so many characters at most.
LONGEST_NOTE = 2000
TOO_LONG = _("It has %(show_value)d characters, and readers are shown %(limit_value)d at most. Say it in fewer words.")


class PublishForm(forms.Form):
    """Kind, public note, and what goes with them. Fields that do not apply to these subjects are left out."""

    edition_kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the kind: readers are told whether something was added or something was wrong."),
            "invalid_choice": _("This kind does not fit what is published now. Choose one of those below."),
        },
    )
    note = ProseField(
        label=_("Public note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it with the edition, in the feeds and among the corrections. It cannot be changed."),
        error_messages={
            "required": _("Write the public note: readers are told why there is a new edition. A sentence will do."),
            "max_length": TOO_LONG,
        },
    )
    replaced_by = forms.CharField(
        label=_("Replaced by"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "replacements", "autocomplete": "off"}),
        help_text=_(
            "Only with a withdrawal: the reference or key of what readers should use instead, if there is one."
        ),
    )
    again = forms.BooleanField(
        label=_("Publish again what was withdrawn or redacted"),
        required=False,
        help_text=_("Its words become public again."),
    )
    due_at = forms.DateTimeField(
        label=_("Not before (UTC)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: at once."),
        error_messages={"invalid": _("Write day and time, in UTC: 2026-03-26 14:30. Empty: at once.")},
    )
    contents = forms.CharField(widget=forms.HiddenInput, error_messages={"required": SENT_WITHOUT_CONTENTS})

    def __init__(self, found: list[Standing], desk: DeskSettings, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_too_long_instead_of_cutting(self.fields["note"])
        one = found[0] if len(found) == 1 else None
        self._of_findings = one is not None and one.kind == SubjectKind.FINDING
        has_edition = any(each.current is not None for each in found)
        is_changed = any(each.is_changed or not each.is_public for each in found)
        kinds = [EditionKind.UPDATE, EditionKind.CORRECTION] if has_edition else [EditionKind.FIRST]
        if not is_changed:
            kinds = []
        if one is not None and one.current is not None and not one.is_withdrawn:
            kinds.append(EditionKind.WITHDRAWAL)
        field: Any = self.fields["edition_kind"]
        field.choices = [(kind.value, f"{kind.label}. {kind.meaning}") for kind in kinds]
        self.only_withdraws = kinds == [EditionKind.WITHDRAWAL]
        if len(kinds) == 1 and not self.only_withdraws:  # nobody withdraws by having chosen nothing
            field.initial = kinds[0].value
        if EditionKind.WITHDRAWAL not in kinds:
            del self.fields["replaced_by"]
        if not any(each.current is not None and not each.is_public for each in found):
            del self.fields["again"]
        if not desk.scheduling:
            del self.fields["due_at"]

    def clean_due_at(self) -> Any:
        due_at = self.cleaned_data["due_at"]
        if due_at is not None and due_at <= timezone.now():
            raise forms.ValidationError(_("This time is past. Leave it empty to publish at once."))
        return due_at

    def clean_replaced_by(self) -> str:
        """As keys are written, however it was copied: addresses have a finding's reference in lower case."""
        typed: str = self.cleaned_data["replaced_by"]
        return typed.upper() if self._of_findings else typed.lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("replaced_by") and data.get("edition_kind") != EditionKind.WITHDRAWAL:
            self.add_error("replaced_by", _("Only what is withdrawn is replaced by another."))
        return data

    @property
    def act(self) -> EditionKind:
        """What is done: the first edition of a subject is published as an update is."""
        kind = EditionKind(self.cleaned_data["edition_kind"])
        return EditionKind.UPDATE if kind == EditionKind.FIRST else kind


class RedactForm(forms.Form):
    numbers = forms.TypedMultipleChoiceField(
        label=_("Editions"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Their words go from every page, file, feed and list. The digests stay, so the ledger still verifies."
        ),
        error_messages={
            "required": _("Tick the editions whose words are to go. None is ticked."),
            "invalid_choice": _("There is no edition %(value)s that can be redacted. Tick those that are shown."),
        },
    )
    reason = ProseField(
        label=_("Public reason"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands where the words stood, for ever. Do not repeat in it what is to be taken away."),
        error_messages={
            "required": _("Write the public reason: readers find it where the words stood."),
            "max_length": TOO_LONG,
        },
    )
    typed = forms.CharField(
        label=_("To confirm, type the reference or key"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, key: str, editions: list[Edition], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        _say_too_long_instead_of_cutting(self.fields["reason"])
        self.fields["typed"].error_messages["required"] = _(
            "Type %(key)s here. It is asked for because a redaction cannot be undone."
        ) % {"key": key}
        field: Any = self.fields["numbers"]
        field.choices = [
            (
                each.number,
                _("Edition %(number)s, %(kind)s, %(day)s: %(title)s")
                % {
                    "number": each.number,
                    "kind": EditionKind(each.edition_kind).label.lower(),
                    "day": f"{each.published_at:%Y-%m-%d}",
                    "title": each.title,
                },
            )
            for each in editions
        ]
        field.initial = [each.number for each in editions]

    def clean_typed(self) -> str:
        typed = self.cleaned_data["typed"].strip()
        if typed != self.key:
            raise forms.ValidationError(
                _("This is not %(key)s. Type it exactly: a redaction cannot be undone."), params={"key": self.key}
            )
        return typed


class AddressForm(forms.Form):
    """Another address of a subject, and the public reason."""

    address = forms.CharField(
        label=_("The other address"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Its last part, as in a link: kum-un-san-3."),
        error_messages={"required": _("Write the last part of the address that is to lead here: kum-un-san-3.")},
    )
    reason = ProseField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Public: readers find it beside the address. For instance where the address was printed."),
        error_messages={
            "required": _("Write the public reason: readers find it beside the address."),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_too_long_instead_of_cutting(self.fields["reason"])


def _say_too_long_instead_of_cutting(field: forms.Field) -> None:
    """A browser that is told the limit cuts what is pasted, without a word."""
    field.widget.attrs.pop("maxlength", None)
