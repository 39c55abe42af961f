"""Text as it was typed or pasted → text as it is kept.

What is copied from a PDF brings what nobody sees: soft hyphens and zero-width spaces inside words, which no search
finds; spaces that do not break; letters taken apart into their strokes (Korean from some systems); control characters,
which a curated file refuses. Readers would quote it, and the ledger would keep it for ever.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.db import models

#: Soft hyphen, zero-width space, word joiner, byte order mark: where a line of another page broke.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
#: What ends a line: of a PDF, a word processor, a form that was sent.
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: Control characters but NUL, which Django's forms refuse with a sentence, and those that are space.
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def one_line(text: str) -> str:
    """Every run of white space is one space, and line ends are white space."""
    return unicodedata.normalize("NFC", " ".join(_CONTROL.sub("", _UNSEEN.sub("", text)).split()))


def prose(text: str) -> str:
    """The same within each line; lines are ended by a single line feed, as curated files have them."""
    return "\n".join(map(one_line, _LINE_ENDS.split(text))).strip("\n")


class LineField(forms.CharField):
    """A text in one line."""

    plain = staticmethod(one_line)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return (self.plain(text) or self.empty_value) if isinstance(text, str) else text

    def was_odd(self, sent: Any) -> bool:
        """Whether what was sent held more than the text that is kept: white space at its ends does not count."""
        text = "" if sent is None else "\n".join(_LINE_ENDS.split(str(sent))).strip()
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
