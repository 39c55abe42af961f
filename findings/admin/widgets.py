"""Form fields and widgets of the records' forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from findings import locators
from findings.admin.pasted import LineField
from findings.locators import LocatorStep
from findings.vocabulary import LocatorKind


class KnownAutocomplete(AutocompleteSelect):
    """Django's widget, which asks the database for the name of what is chosen, each row of a form once.

    What a form has read with its record it can say here: `known`, id as text → name.
    """

    known: dict[str, str]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        """An empty box says what to do: its words are also all that a screen reader has to call it by."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": str(_("Type to choose"))}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        known = getattr(self, "known", {})
        chosen = [each for each in value if each]
        if not all(each in known for each in chosen):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, each, known[each], True, len(options)) for each in chosen]
        return [(None, options, 0)]


class PlaceInOrderField(forms.IntegerField):
    """The place of a row among its like: counted from 0 where it is kept, and from 1 where people read it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"required": False, "label": gettext_lazy("No."), "min_value": 1, "max_value": 32_768, **options}
        )
        self.widget.attrs["class"] = "place-in-order"
        wrong = gettext_lazy("Rows are counted 1, 2, 3 … Leave it empty, and the row goes to the end.")
        self.error_messages.update(dict.fromkeys(("invalid", "min_value", "max_value"), wrong))
        for each in self.validators:
            each.message = wrong  # type: ignore[attr-defined]

    def prepare_value(self, value: Any) -> Any:
        """What is kept comes as a number; what was entered, as its text."""
        return value + 1 if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        number: int | None = super().clean(value)
        return None if number is None else number - 1

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class LocatorField(LineField):
    """The place in a source as it is printed, “p. 11, note 6; p. 38” → its steps (findings.locators)."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "label": gettext_lazy("Place in it"),
            "required": False,
            "help_text": gettext_lazy(
                "As it is printed: p. 11, note 6; paras. 21-23; Table 2; annex 4. A semicolon begins another place."
            ),
        }
        super().__init__(**{**defaults, **kwargs})


def located(text: str, *, in_words: bool) -> tuple[LocatorStep, ...]:
    """The steps of a printed locator. Raises ValidationError with a sentence for what cannot be taken."""
    steps = locators.parse(text)
    sentences = []
    for step in steps:
        if step.kind == LocatorKind.VERBATIM and not in_words:
            sentences.append(
                _(
                    "“%(text)s” is not understood as a place. Write it as p. 11, para. 21, paras. 21-23, Table 2, "
                    "Figure 3, Box 1, annex 4, note 6, section 5 or entry 7; or, if it has no number, tick “in words”."
                )
                % {"text": step.printed}
            )
        elif step.start.isdecimal() and step.end.isdecimal() and int(step.end) < int(step.start):
            sentences.append(
                _("“%(text)s” ends before it begins: write the smaller number first.") % {"text": step.printed}
            )
    places = locators.canonical(steps)
    sentences += [
        _("“%(place)s” stands there twice: say each place once.") % {"place": locators.place_in_words(place)}
        for place in dict.fromkeys(places)
        if places.count(place) > 1
    ]
    if sentences:
        raise forms.ValidationError(sentences)
    return steps
