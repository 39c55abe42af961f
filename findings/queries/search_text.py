"""Words as people search for them, and among them filters by name: `actor:angara`, `from:2024`, `is:disputed`."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from findings.queries.filters import FILTERS
from findings.vocabulary.countries import COUNTRIES, WRITTEN_ALSO

#: Signs that a search text may have at most.
LONGEST_TEXT = 400
#: Words that it may have at most: each is a search of its own, and a sentence copied whole has fewer.
MOST_WORDS = 60
#: The bounds of a period, which a word of a search text can be as well: `from:2024 to:2025`.
PERIOD = ("from", "to")
#: A word of a search text that is a filter, `actor:angara`, `provision:2397/5`: minus, name, value.
OPERATOR = re.compile(r'(?<!\S)(-?)([a-z]+):("[^"]*"|\S+)', re.IGNORECASE)
#: What stands for a filter that was taken from a text, before its name: a character that no text has.
_TAKEN = "\x00"
#: What is written before a number that is recorded without it: “IMO” of IMO 8705539, “UN list” of UN list KPe.022.
_NUMBERED = re.compile(
    r"\b(?:imo(?:\s+(?:number|no\.?))?[\s:#]*(?=[0-9]{7}\b)"
    r"|ofac(?:\s+(?:number|no\.?|list|entry))?[\s:#]*(?=[0-9]{4,6}\b)"
    r"|un(?:\s+list)?[\s:#]*(?=kp[ei]\.[0-9]{3}\b))",
    re.IGNORECASE,
)
#: The operator of other search engines, in capitals as they have it; as a word it is too common to be searched.
_NOT = re.compile(r"(?<!\S)NOT(?!\S)")
_PHRASE = re.compile(r'"[^"]*"')
#: A phrase, or else a word or phrase that is left out: -russia.
_PHRASE_OR_LEFT_OUT = re.compile(r'("[^"]*")|(?<!\S)-(?:"[^"]*"?|\w\S*)')
#: Quotes as telephones and documents set them → those that a phrase stands in.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛＇", "'"))
#: What `is:` can say → the filter and the value it stands for.
_IS = {
    "disputed": ("disputed", "yes"),
    "second-hand": ("hand", "second"),
    "first-hand": ("hand", "first"),
    "corrected": ("edition", "correction"),
    "undated": ("dating", "none"),
}


def read_text(text: str, reasons: list[str]) -> tuple[str, dict[str, list[str]]]:
    """A search text → its words, and its operators: filter, or bound of the period → values.

    For each thing that is wrong a sentence is added to `reasons`.
    """
    if "\x00" in text:
        reasons.append(_("The search text has a character that no text can have (a zero byte)."))
        return "", {}
    if len(text) > LONGEST_TEXT:
        reasons.append(_("The search text is longer than %(most)s characters.") % {"most": LONGEST_TEXT})
        return "", {}
    text = _NUMBERED.sub("", text.translate(_QUOTES))
    operators: dict[str, list[str]] = {}

    def take(match: re.Match[str]) -> str:
        minus, name, value = match[1], match[2].lower(), match[3].strip('"')
        if name not in FILTERS and name not in PERIOD and name != "is":
            return match[0]  # an ordinary word with a colon in it
        if minus:
            reasons.append(
                _("“%(written)s” cannot be asked: a minus leaves out words, and not the values of a filter.")
                % {"written": match[0]}
            )
            return ""
        if name == "is":
            if value.lower() not in _IS:
                reasons.append(
                    _("“is:%(value)s” is not known. There are: %(known)s.") % {"value": value, "known": ", ".join(_IS)}
                )
                return ""
            name, value = _IS[value.lower()]
        operators.setdefault(name, []).append(value if name in PERIOD else as_value(name, value))
        return f"{_TAKEN}{name}"

    if _NOT.search(_PHRASE.sub("", text)):
        reasons.append(_("“NOT” leaves out nothing. A minus before a word does: coal -russia."))
    words = _without_taken(OPERATOR.sub(take, text).split(), reasons)
    reasons += [
        _("The address names “%(name)s” %(times)s times. Once is right.") % {"name": name, "times": times}
        for name in PERIOD
        if (times := len(operators.get(name, ()))) > 1
    ]
    if len(words) > MOST_WORDS:
        told = {"words": len(words), "most": MOST_WORDS}
        reasons.append(_("The search text has %(words)s words. It can have at most %(most)s.") % told)
    return " ".join(words), operators


def without_left_out(text: str) -> str:
    """The words of a search that are to be found, without those that a minus leaves out."""
    return " ".join(_PHRASE_OR_LEFT_OUT.sub(lambda match: match[1] or "", text).split())


def _without_taken(words: list[str], reasons: list[str]) -> list[str]:
    """The words without the signs of filters that were taken from among them, and without each “or” between two values
    of one filter, which are alternatives in any case. Beside a filter it can mean nothing else."""
    kept = []
    for place, word in enumerate(words):
        around = [*words[max(place - 1, 0) : place], *words[place + 1 : place + 2]]
        if word.lower() == "or" and any(each.startswith(_TAKEN) for each in around):
            if len(around) < 2 or around[0] != around[1]:
                reasons.append(
                    _("“%(or)s” can stand between words or between values of one filter, not beside another filter.")
                    % {"or": word}
                )
        elif not word.startswith(_TAKEN):
            kept.append(word)
    return kept


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
_CODES |= {name: (code,) for name, code in WRITTEN_ALSO.items()}
