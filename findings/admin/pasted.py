"""The fields of forms in which text is typed or pasted, and what they say of what was made plain."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from findings.curation.plain import LINE_ENDS, one_line, prose


class LineField(forms.CharField):
    """A text in one line."""

    plain = staticmethod(one_line)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return (self.plain(text) or self.empty_value) if isinstance(text, str) else text

    def was_odd(self, sent: Any) -> bool:
        """Whether what was sent held more than the text that is kept: white space at its ends does not count."""
        text = "" if sent is None else "\n".join(LINE_ENDS.split(str(sent))).strip()
        return bool(text) and self.plain(text) != text


class ProseField(LineField):
    """A text in paragraphs."""

    plain = staticmethod(prose)


#: For `formfield_overrides`: the texts of records.
PLAIN_TEXTS: dict[Any, dict[str, Any]] = {
    models.CharField: {"form_class": LineField},
    models.TextField: {"form_class": ProseField},
}


def odd_texts(form: Any) -> list[str]:
    """The labels of the fields of a sent form whose text was made plain."""
    return [
        str(form.fields[name].label or name)
        for name, field in form.fields.items()
        if isinstance(field, LineField) and field.was_odd(form[name].data)
    ]
