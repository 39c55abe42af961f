"""Words as people search for them, and among them filters by name: `actor:angara`, `from:2024`, `is:disputed`."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from findings.queries.filters import FILTERS
from findings.vocabulary import COUNTRIES

#: Signs that a search text may have at most.
LONGEST_TEXT = 400
#: Words that it may have at most: each is a search of its own, and a sentence copied whole has fewer.
MOST_WORDS = 60
#: The bounds of a period, which a word of a search text can be as well: `from:2024 to:2025`.
PERIOD = ("from", "to")
#: A word of a search text that is a filter: `actor:angara`, `provision:2397/5`.
_OPERATOR = re.compile(r'(?<!\S)([a-z]+):("[^"]*"|\S+)', re.IGNORECASE)
#: Quotes as telephones and documents set them → those that a phrase stands in.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛＇", "'"))
#: What `is:` can say → the filter and the value it stands for.
_IS = {
    "disputed": ("disputed", "yes"),
    "second-hand": ("hand", "second"),
    "first-hand": ("hand", "first"),
    "corrected": ("edition", "correction"),
}


def read_text(text: str, reasons: list[str]) -> tuple[str, dict[str, list[str]]]:
    """A search text → its words, and its operators: filter, or bound of the period → values.

    For each thing that is wrong a sentence is added to `reasons`.
    """
    if "\x00" in text:
        reasons.append(_("The search text has a sign that no text can have (a zero byte)."))
        return "", {}
    if len(text) > LONGEST_TEXT:
        reasons.append(_("The search text is longer than %(most)s signs.") % {"most": LONGEST_TEXT})
        return "", {}
    text = text.translate(_QUOTES)
    operators: dict[str, list[str]] = {}

    def take(match: re.Match[str]) -> str:
        name, value = match[1].lower(), match[2].strip('"')
        if name == "is":
            if value.lower() not in _IS:
                reasons.append(
                    _("“is:%(value)s” is not known. There are: %(known)s.") % {"value": value, "known": ", ".join(_IS)}
                )
                return ""
            name, value = _IS[value.lower()]
        elif name not in FILTERS and name not in PERIOD:
            return match[0]  # an ordinary word with a colon in it
        operators.setdefault(name, []).append(value if name in PERIOD else as_value(name, value))
        return ""

    words = _OPERATOR.sub(take, text).split()
    if len(words) > MOST_WORDS:
        told = {"words": len(words), "most": MOST_WORDS}
        reasons.append(_("The search text has %(words)s words. It can have at most %(most)s.") % told)
    return " ".join(words), operators


def as_value(name: str, value: str) -> str:
    """A value as people write it, as its filter has it: ru, Viet Nam, 2397/5, MSMT/2025/1, Arms transfers.

    The value itself where none of this makes it one that can be.
    """
    low = value.strip().lower()
    written = (value, low.upper(), low, re.sub(r"[\s/]+", "-", low), re.sub(r"[\s-]+", "_", low))
    readings = [*written, *_CODES.get(low, ())] if name == "country" else written
    if name == "involvement":
        # The role may stand first.
        readings = [*written, *(":".join(reversed(each.split(":"))) for each in written)]
    return next((each for each in readings if FILTERS[name].wrong(each, name) is None), value)


#: The name of a country in small letters → its code.
_CODES = {country.lower(): (code,) for code, country in COUNTRIES.items()}
