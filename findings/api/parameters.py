"""The parameters of the API: how they are read, and how they are described. Both come from the filters themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from findings.api.editions import EditionsAsked
from findings.api.fields import Shape
from findings.partial_dates import PartialDateError
from findings.queries.actors import CHOICES, EVERYBODY, ActorChoice, wrong_choices
from findings.queries.dates import read_date
from findings.queries.facets import FACET_SIZE, FACETS
from findings.queries.filters import FILTERS, Values
from findings.queries.matching import MOST_CHARACTERS, MOST_LINES, lines_of
from findings.queries.questions import ORDERS, OTHERS, Question, UnanswerableError
from findings.queries.search_text import LONGEST_TEXT
from findings.queries.versions import Version, check_as_of, number_on
from findings.vocabulary import SubjectKind

#: Results on a page unless told, and at most.
PAGE_SIZE, LARGEST_PAGE = 25, 100
#: Values of a facet at most.
LARGEST_FACET = 500
_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")
_LARGEST_NUMBER = 999_999_999
_PAIR = 2
#: Parameters beside the filters that may be named several times.
_SEVERAL = ("facet", "kind", "name")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and how many results a page of its answer holds."""

    question: Question
    size: int


@dataclass(frozen=True, slots=True)
class FacetsAsked:
    """A question whose facets are asked for: which, how many values of each, and which words their names contain."""

    question: Question
    names: tuple[str, ...]
    size: int
    containing: str


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page of a list of subjects, as of a dataset version (None: the newest); `actors` are those that are listed."""

    page: int
    size: int
    as_of: int | None
    actors: ActorChoice = EVERYBODY


def read_question(parameters: QueryDict, version: Version | None) -> Asked:
    """The question of a list of findings. `version` is the newest. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    question = reading.question(beside=["page_size"])
    size = reading.number("page_size", PAGE_SIZE, LARGEST_PAGE)
    return Asked(question, reading.checked(size))


def read_facets(parameters: QueryDict, version: Version | None) -> FacetsAsked:
    """The question of facets; without `facet`, those of the page. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    question = reading.question(beside=["facet", "size", "containing"], without=["page", "sort"])
    names = tuple(dict.fromkeys(name for name in parameters.getlist("facet") if name))
    reading.reasons += [
        _("“%(name)s” is not a facet. There are: %(known)s.") % {"name": name, "known": ", ".join(FILTERS)}
        for name in names
        if name not in FILTERS
    ]
    size = reading.number("size", FACET_SIZE, LARGEST_FACET)
    containing = reading.text("containing")
    return reading.checked(FacetsAsked(question, names or FACETS, size, containing))


def read_page(parameters: QueryDict, version: Version | None, *, versioned: bool = True) -> PageAsked:
    """The page of a list of subjects or editions. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    reading.known(["page", "page_size", *(["as_of"] if versioned else [])])
    page = reading.number("page", 1, _LARGEST_NUMBER)
    size = reading.number("page_size", PAGE_SIZE, LARGEST_PAGE)
    as_of = reading.as_of() if versioned else None
    return PageAsked(page, reading.checked(size), as_of)


def read_editions(parameters: QueryDict, version: Version | None) -> tuple[PageAsked, EditionsAsked]:
    """The page of the list of all editions, and which of them. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    reading.known(["kind", "since", "page", "page_size", "as_of"])
    kinds = tuple(dict.fromkeys(kind for kind in parameters.getlist("kind") if kind))
    reading.reasons += [
        _("“%(name)s” is not a kind of subject. There are: %(known)s.")
        % {"name": kind, "known": ", ".join(SubjectKind.values)}
        for kind in kinds
        if kind not in SubjectKind.values
    ]
    since = reading.version_number("since")
    page = reading.number("page", 1, _LARGEST_NUMBER)
    size = reading.number("page_size", PAGE_SIZE, LARGEST_PAGE)
    as_of = reading.as_of()
    asked = reading.checked(PageAsked(page, size, as_of))
    return asked, EditionsAsked(tuple(map(SubjectKind, kinds)), since, as_of)


def read_actors(parameters: QueryDict, version: Version | None) -> PageAsked:
    """The page of the list of actors, and which of them. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    reading.known([*CHOICES, "page", "page_size", "as_of"])
    # A filter of findings may be named several times, even one that is called as one of actors.
    reading.once(CHOICES)
    reading.reasons += wrong_choices(parameters)
    page = reading.number("page", 1, _LARGEST_NUMBER)
    size = reading.number("page_size", PAGE_SIZE, LARGEST_PAGE)
    as_of = reading.as_of()
    return reading.checked(PageAsked(page, size, as_of, ActorChoice.of(parameters)))


def read_text(parameters: QueryDict, version: Version | None, *, versioned: bool = False) -> tuple[str, int | None]:
    """The words of a search or look-up, and the dataset version. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    reading.known(["q", *(["as_of"] if versioned else [])])
    text = reading.text("q")
    if not text and not reading.reasons:
        reading.reasons.append(_("Say what to look for: ?q=petroleum"))
    as_of = reading.as_of() if versioned else None
    return reading.checked(text), as_of


def read_names(parameters: QueryDict, version: Version | None) -> tuple[list[str], int | None]:
    """The lines of a list to match, and the dataset version. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    reading.known(["name", "as_of"])
    lines: list[str] = []
    try:
        lines = lines_of(parameters.getlist("name"))
    except UnanswerableError as error:
        reading.reasons += error.reasons
    if not lines and not reading.reasons:
        reading.reasons.append(_("Say what to look for: ?name=Angara"))
    as_of = reading.as_of()
    return reading.checked(lines), as_of


def read_pair(parameters: QueryDict, version: Version | None) -> tuple[tuple[str, str], int | None]:
    """The keys of two actors, and the dataset version. Raises UnanswerableError with every reason."""
    reading = _Reading(parameters, version)
    reading.known(["actor", "as_of"])
    keys = tuple(dict.fromkeys(key for key in parameters.getlist("actor") if key))
    reading.reasons += [wrong for key in keys if (wrong := FILTERS["actor"].wrong(key, "actor"))]
    if len(keys) != _PAIR and not reading.reasons:
        reading.reasons.append(_("Name two different actors by their keys: ?actor=angara&actor=maia-1"))
    as_of = reading.as_of()
    one, other = reading.checked(keys)
    return (one, other), as_of


def read_nothing(parameters: QueryDict) -> None:
    """Raises UnanswerableError where an address without parameters was asked with some."""
    reading = _Reading(parameters, None)
    reading.known([])
    reading.checked(None)


class _Reading:
    """One reading of the parameters of an address: what is wrong with them is gathered, and told at once."""

    def __init__(self, parameters: QueryDict, version: Version | None) -> None:
        self.parameters = parameters
        self.version = version
        self.reasons: list[str] = []
        self.once(name for name in parameters if name not in {*FILTERS, *_SEVERAL})

    def checked[T](self, value: T) -> T:
        """The value. Raises UnanswerableError if anything was wrong."""
        if self.reasons:
            raise UnanswerableError(list(dict.fromkeys(self.reasons)))
        return value

    def once(self, names: Iterable[str]) -> None:
        self.reasons += [
            _("The address names “%(name)s” %(times)s times. Once is right.") % {"name": name, "times": times}
            for name in names
            if (times := len(self.parameters.getlist(name))) > 1
        ]

    def known(self, names: list[str]) -> None:
        listed = ", ".join(names) or _("none")
        self.reasons += [
            _("There is no parameter named “%(name)s”. There are: %(known)s.") % {"name": name, "known": listed}
            for name in self.parameters
            if name not in names
        ]

    def question(self, *, beside: Iterable[str], without: Iterable[str] = ()) -> Question:
        """The question as `queries.questions` reads it, and `as_of` resolved before.

        `beside` are parameters of the address that are not the question's, `without` those that it does not take.
        """
        own = [name for name in (*FILTERS, *OTHERS) if name not in set(without)]
        self.known([*own, *beside])
        asked = self.parameters.copy()
        for name in list(asked):
            if name not in own or name == "as_of":
                del asked[name]
        if as_of := self.as_of():
            asked["as_of"] = str(as_of)
        try:
            return Question.read(asked)
        except UnanswerableError as error:
            self.reasons += error.reasons
            return Question()

    def as_of(self) -> int | None:
        """`as_of`, a number or a day, as the number of a dataset version (DESIGN 4; CITABLE C25)."""
        text = self.parameters.get("as_of", "").strip()
        if not text:
            return None
        try:
            if _NUMBER.match(text):
                check_as_of(int(text), self.version)
                return int(text)
            day = self._day(text)
            return number_on(day, self.version) if day else None
        except UnanswerableError as error:
            self.reasons += error.reasons
            return None

    def version_number(self, name: str) -> int | None:
        """The number of a dataset version that there is; None where none was given."""
        if not self.parameters.get(name):
            return None
        number = self.number(name, 0, _LARGEST_NUMBER)
        try:
            if number:
                check_as_of(number, self.version)
        except UnanswerableError as error:
            self.reasons += error.reasons
        return number

    def _day(self, text: str) -> dt.date | None:
        try:
            date = read_date(text)
        except PartialDateError:
            date = None
        if date is not None and date.precision == "day":
            return date.earliest
        self.reasons.append(
            _("“%(text)s” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26.")
            % {"text": text}
        )
        return None

    def number(self, name: str, default: int, largest: int) -> int:
        text = self.parameters.get(name, "")
        if not text:
            return default
        if not _NUMBER.match(text) or int(text) > largest:
            self.reasons.append(
                _("“%(text)s” cannot be “%(name)s”. It is a number from 1 to %(largest)s.")
                % {"text": text, "name": name, "largest": largest}
            )
            return default
        return int(text)

    def text(self, name: str) -> str:
        given = self.parameters.get(name, "")
        if "\x00" in given:
            self.reasons.append(_("The text has a character that no text can have (a zero byte)."))
        # As it was given, blanks included: that is what the description says of it.
        if len(given) > LONGEST_TEXT:
            self.reasons.append(_("The text is longer than %(most)s characters.") % {"most": LONGEST_TEXT})
        return " ".join(given.split())


# How they are described


def question_parameters(*, paged: bool = True) -> list[OpenApiParameter]:
    """Those of a question: the filters, and what is beside them, in the order of addresses."""
    operators = ", ".join(f"`{name}:{values.example}`" for name, values in FILTERS.items())
    words = (
        _("Words to search for, in the websearch syntax: quotes, minus, OR. A word may be a filter: %s.") % operators
    )
    others = other_parameters()
    described = [q(words), *(_filter(name, values) for name, values in FILTERS.items())]
    described += [others[name] for name in ("from", "to", "as_of")]
    if paged:
        described += [others["sort"], *page_parameters(versioned=False)]
    return described


def facet_parameters() -> list[OpenApiParameter]:
    return [
        *question_parameters(paged=False),
        _many(
            "facet",
            {"type": "string", "enum": list(FILTERS)},
            _("The facets to count; without it, those that the page offers."),
        ),
        _one("containing", {"type": "string", "maxLength": LONGEST_TEXT}, _("Only values whose name has these words.")),
        _one("size", _number(LARGEST_FACET, FACET_SIZE), _("How many values of each facet at most.")),
    ]


def page_parameters(*, versioned: bool = True) -> list[OpenApiParameter]:
    return [
        _one("page", _number(_LARGEST_NUMBER, 1), _("Which page of the list.")),
        _one("page_size", _number(LARGEST_PAGE, PAGE_SIZE), _("How many results a page has.")),
        *([as_of()] if versioned else []),
    ]


def edition_parameters() -> list[OpenApiParameter]:
    return [
        _many(
            "kind",
            {"type": "string", "enum": list(SubjectKind.values)},
            _("Only editions of subjects of this kind. Several values are “or”."),
        ),
        _one(
            "since",
            {"type": "integer", "minimum": 1, "maximum": _LARGEST_NUMBER},
            _(
                "The number of a dataset version: only editions that were published after it, or whose text was taken "
                "away after it. Who keeps a copy asks since the `Dataset-Version` of the last answer."
            ),
        ),
        *page_parameters(),
    ]


def actor_parameters() -> list[OpenApiParameter]:
    """Those of the list of actors."""
    return [*(_choice(name, values) for name, values in CHOICES.items()), *page_parameters()]


def q(words: str, *, required: bool = False) -> OpenApiParameter:
    """`q`, which every search has."""
    shape: Shape = {"type": "string", "maxLength": LONGEST_TEXT}
    return _one("q", {**shape, "minLength": 1} if required else shape, words, required=required)


def names() -> OpenApiParameter:
    """`name`, once for each line of a list to match."""
    shape: Shape = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": MOST_LINES}
    words = _("A name, an IMO number or a list number. At most %(characters)s characters in all.") % {
        "characters": f"{MOST_CHARACTERS:,}"
    }
    return OpenApiParameter("name", shape, description=words, style="form", explode=True, required=True)


def pair() -> OpenApiParameter:
    """`actor`, once for each of the two that may be connected."""
    shape = _filter("actor", FILTERS["actor"]).type
    words = _("The permanent key of an actor; twice, for two different ones.")
    two: Shape = {**shape, "minItems": _PAIR, "maxItems": _PAIR, "uniqueItems": True}  # type: ignore[dict-item]
    return OpenApiParameter("actor", two, description=words, style="form", explode=True, required=True)


def _choice(name: str, values: Values) -> OpenApiParameter:
    """A filter that takes one value of those that there are."""
    choices = values.choices or {}
    words = " ".join(word for word in (f"{values.label}.", str(values.extra.get("help_text", ""))) if word)
    listed = [f"* `{value}`: {label}" for value, label in choices.items()]
    return _one(name, {"type": "string", "enum": list(choices)}, "\n".join([words, *listed]))


def _filter(name: str, values: Values) -> OpenApiParameter:
    if values.choices is not None:
        shape: Shape = {"type": "string", "enum": list(values.choices)}
    else:
        shape = {"type": "string", "pattern": f"^{values.shape.pattern.replace(chr(92) + 'Z', '$').removeprefix('^')}"}
    words = [
        f"{values.label}.",
        str(values.extra.get("help_text", "")),
        _("Several values are “or”."),
        _("Example: %s.") % values.example,
    ]
    if values.choices is not None and name != "country":
        words += [f"* `{value}`: {label}" for value, label in values.choices.items()]
    text = "\n".join([" ".join(word for word in words[:4] if word), *words[4:]])
    return _many(name, shape, text)


def _many(name: str, shape: Shape, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "array", "items": shape}, description=words, style="form", explode=True)


def _one(name: str, shape: Shape, words: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, shape, description=words, required=required)


def _number(largest: int, default: int) -> Shape:
    return {"type": "integer", "minimum": 1, "maximum": largest, "default": default}


def other_parameters() -> dict[str, OpenApiParameter]:
    """The parameters of a question that are no filters, by name: `queries.questions.OTHERS` but for `q` and `page`."""
    date: Shape = {"type": "string", "examples": ["2024", "2024-03", "March 2024", "2024-03-26"]}
    orders = "\n".join(f"* `{name}`: {label}" for name, (label, _columns) in ORDERS.items())
    described = [
        _one(
            "from",
            date,
            _(
                "Only findings whose stated period touches this year, month or day, or a later one. A period without a "
                "stated end ends with what its beginning can mean: since September 2023, with that month."
            ),
        ),
        _one(
            "to",
            date,
            _(
                "Only findings whose stated period touches this year, month or day, or an earlier one. A period "
                "without a stated beginning may have begun at any time before its end."
            ),
        ),
        _one(
            "sort",
            {"type": "string", "enum": list(ORDERS)},
            f"{_('The order of the results: by relevance where there are words, else the latest period first.')}"
            f"\n{orders}",
        ),
        as_of(),
    ]
    return {each.name: each for each in described}


def as_of() -> OpenApiParameter:
    return _one(
        "as_of",
        {"type": "string", "examples": ["7", "2026-03-26"]},
        _(
            "The state to ask: the number of a dataset version, or a day that is over (UTC), which means the last "
            "version published before it ended. The same question as of the same version has the same answer for ever: "
            "who takes several pages while editors publish asks for each as of the `Dataset-Version` of the first."
        ),
    )
