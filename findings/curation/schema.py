"""The one schema of all curated files: which records there are, and what each may hold.

Field descriptions are lines of the code book. A record refers to another by its key (a slug, a reference, a number).
What cannot be known from one record alone is in `rules`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from findings import vocabulary as words
from findings.curation.fields import (
    BOUNDED,
    Amount,
    Country,
    Date,
    Day,
    DocumentTitle,
    Flag,
    Language,
    Latitude,
    Line,
    LocatorText,
    Longitude,
    OneOf,
    PlaceName,
    Position,
    Prose,
    Quote,
    Reference,
    ReferencePrefix,
    ResolutionNumber,
    Slug,
    Summary,
    Title,
    Vote,
    WebAddress,
    distinct,
    imo_number_fits,
    refusal,
)
from findings.partial_dates import PartialDate


class Curated(BaseModel):
    """What all records and their rows have in common: no field that the schema does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    #: The fields that a reader meets first; the others follow as they are declared.
    leading: ClassVar[tuple[str, ...]] = ()
    #: A row so short that files show it on one line, in braces.
    one_line: ClassVar[bool] = False

    @classmethod
    def reading_order(cls) -> list[str]:
        """The fields in the order in which files hold them."""
        return [*cls.leading, *(name for name in cls.model_fields if name not in cls.leading)]

    @classmethod
    def row_model(cls, field: str) -> type[Curated] | None:
        """What the rows of a field are: in `list[Row]`, `Row | None` or `Row`; None where it holds no rows."""
        known = cls.model_fields.get(field)
        kinds = (known.annotation, *get_args(known.annotation)) if known else ()
        return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Curated)), None)


class Slugged(Curated):
    """A record that is known by its key: its first slug."""

    slug: Slug = Field(description="The last part of its address.")
    key: Slug = Field(
        "", description="Its first slug, by which everything refers to it for ever. Given only where the slug changed."
    )


class Category(Slugged):
    position: Position = Field(description="Its place in every list and chart.")
    name: Line = Field(description="Its name.")
    definition: Prose = Field(description="What belongs here, in one or two sentences.")
    leading_finding: Reference = Field(
        "", description="The finding of this category whose figure stands for it on the first page."
    )


class Source(Slugged):
    kind: Annotated[str, OneOf(words.SourceKind)] = Field(description="What kind of document it is.")
    title: DocumentTitle = Field(description="Its title, in its own language.")
    publisher: Line = Field(description="Who published it, and through whom it was read.")
    authors: Annotated[list[Line], BOUNDED] = Field([], description="Who wrote it, in the order given there.")
    published: Date = Field("", description="When it came out, as far as it is known.")
    language: Language = Field(description="ISO 639-1 code of its language.")
    consulted: Flag = Field(description="Whether the editors have read it; if not, it is cited at second hand.")
    url: WebAddress = Field("", description="Its address.")
    archived_url: WebAddress = Field("", description="The address of an archived copy.")
    archived: Date = Field("", description="When that copy was made, as far as it is known.")

    @model_validator(mode="after")
    def copy_has_an_address(self) -> Self:
        if self.archived and not self.archived_url:
            raise refusal(
                "is the date of a copy without an address", "give archived_url too, or leave it out", at="archived"
            )
        return self


class Place(Curated):
    """Known by its country and slug together: RU/vladivostok."""

    country: Country = Field(description="ISO 3166-1 code of the country it is in.")
    slug: Slug = Field(description="The last part of its address.")
    name: Line = Field(description="Its name.")
    latitude: Latitude = Field("", description="Degrees north (WGS 84). A place that is a whole country has none.")
    longitude: Longitude = Field("", description="Degrees east (WGS 84).")
    precision: Annotated[str, OneOf(words.PlacePrecision)] = Field("", description="How good the coordinates are.")

    @model_validator(mode="after")
    def coordinates_come_whole(self) -> Self:
        given = [name for name in ("latitude", "longitude", "precision") if getattr(self, name)]
        if len(given) in (1, 2):
            raise refusal(
                f"has {' and '.join(given)} alone", "give latitude, longitude and precision together, or none of them"
            )
        return self


class Identifier(Curated):
    one_line = True

    scheme: Annotated[str, OneOf(words.IdentifierScheme)] = Field(description="The register that gave the number.")
    value: Line = Field(description="The number.")

    @model_validator(mode="after")
    def check_digit_fits(self) -> Self:
        if self.scheme == words.IdentifierScheme.IMO and not imo_number_fits(self.value):
            raise refusal(
                "is not an IMO number",
                "write seven digits, of which the last is the check digit of the first six",
                at="value",
            )
        return self


class Designation(Curated):
    authority: Annotated[str, OneOf(words.Authority)] = Field(description="Who has listed the actor.")
    list_reference: Line = Field("", description="Its number on that list.")
    designated: Date = Field("", description="When, as far as it is known.")
    measure: Annotated[str, OneOf(words.Measure)] = Field(description="What the listing does.")
    source: Slug = Field(description="The document that says so.")
    delisted: Date = Field("", description="When it was taken off the list.")

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        _in_order(self.designated, self.delisted, "designated", "delisted")
        return self


class Actor(Slugged):
    kind: Annotated[str, OneOf(words.ActorKind)] = Field(description="What kind of actor it is.")
    name: Line = Field(description="The name that pages use.")
    aliases: Annotated[list[Line], BOUNDED, distinct("the alias")] = Field([], description="Other names it goes by.")
    country: Country = Field("", description="ISO 3166-1 code of its country, where one applies.")
    identifiers: Annotated[list[Identifier], BOUNDED, distinct("the number", "scheme", "value")] = Field(
        [], description="Numbers under which it stands in registers. A list number alone makes nobody designated."
    )
    description: Prose = Field("", description="Who or what it is.")
    designations: Annotated[
        list[Designation], BOUNDED, distinct("the designation", "authority", "list_reference", "designated", "measure")
    ] = Field([], description="By whom it is listed, on what source.")
    sources: Annotated[list[Slug], BOUNDED, distinct("the source")] = Field(
        [], description="The documents that these particulars rest on."
    )


class Provision(Curated):
    key: Slug = Field(description="Its permanent key, though the paragraph number may be corrected: 2397-5.")
    paragraph: Line = Field("", description="The paragraph’s number, or numbers; left out where it is not known.")
    paragraph_checked: Flag = Field(description="Whether the number has been checked against the text.")
    paragraph_note: Prose = Field("", description="What is to be said about the number.")
    topic: Annotated[str, OneOf(words.Topic)] = Field(description="What it is about.")
    obligation: Prose = Field(description="What it obliges states to, in one sentence.")
    source_url: WebAddress = Field("", description="The address of the text consulted.")

    @model_validator(mode="after")
    def checked_paragraph_has_a_number(self) -> Self:
        if self.paragraph_checked and not self.paragraph:
            raise refusal(
                "says that a number was checked, but there is none", "give the paragraph", at="paragraph_checked"
            )
        return self


class Resolution(Curated):
    number: ResolutionNumber = Field(description="Its number, which is its key and its address.")
    symbol: Line = Field(description="Its symbol: S/RES/1718 (2006).")
    adopted: Day = Field(description="The day it was adopted.")
    title: DocumentTitle = Field("", description="Its title.")
    vote: Vote = Field("", description="Votes in favour, against and abstaining: 15-0-0.")
    url: WebAddress = Field("", description="The address of its text.")
    provisions: Annotated[list[Provision], BOUNDED, distinct("the provision", "key")] = Field(
        [], description="Its paragraphs that findings are mapped to, in reading order."
    )


#: The sources that carry a detail, by their keys. Which may be named is said in `rules`.
Carriers = Annotated[list[Slug], BOUNDED, distinct("the source")]
CARRIED_BY = "The cited sources that give it, of those that were consulted; left out where it is not known which do."


class Period(Curated):
    """`2024-03-26` to `2024-03` is a period: the bounds are compared, not the texts."""

    one_line = True

    start: Date = Field("", description="When it began: a year, a month or a day. The precision is part of the fact.")
    end: Date = Field("", description="When it ended.")
    carried_by: Carriers = Field([], description=CARRIED_BY)

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if not self.start and not self.end:
            raise refusal("has neither start nor end", "give one of them, or leave the period out")
        _in_order(self.start, self.end, "start", "end")
        return self


class Involvement(Curated):
    one_line = True

    actor: Slug = Field(description="Who.")
    role: Annotated[str, OneOf(words.Role)] = Field(description="What it is said to have done.")
    carried_by: Carriers = Field([], description=CARRIED_BY)


class Quantity(Curated):
    measure: Line = Field(description="Of what: containers of munitions and related materiel.")
    qualifier: Annotated[str, OneOf(words.Qualifier)] = Field(description="How the figure is bounded.")
    low: Amount = Field("", description="The lower bound, in the unit; left out where none is known.")
    high: Amount = Field("", description="The upper bound, in the unit; left out where none is known.")
    unit: Annotated[str, OneOf(words.Unit)] = Field(description="What is counted.")
    carried_by: Carriers = Field([], description=CARRIED_BY)

    @model_validator(mode="after")
    def bounds_fit(self) -> Self:
        if not self.low and not self.high:
            raise refusal("has neither low nor high", "give one of them, or both")
        if self.low and self.high and Decimal(self.low) > Decimal(self.high):
            raise refusal(f"is above high {self.high}", "give low ≤ high", at="low")
        needs = {"exact": ("low", "high"), "at_least": ("low",), "more_than": ("low",)}.get(self.qualifier, ())
        if self.qualifier == "exact" and self.low != self.high:
            raise refusal("does not fit low and high", "an exact figure has low equal to high", at="qualifier")
        if any(not getattr(self, bound) for bound in needs):
            raise refusal("does not fit the bounds", "at_least and more_than need low", at="qualifier")
        if self.qualifier in ("up_to", "fewer_than") and (self.low or not self.high):
            raise refusal("does not fit the bounds", "up_to and fewer_than take high alone", at="qualifier")
        return self


class PlaceMention(Curated):
    one_line = True

    place: PlaceName = Field(description="Where: RU/vladivostok.")
    carried_by: Carriers = Field([], description=CARRIED_BY)


class Citation(Curated):
    source: Slug = Field(description="The document.")
    relation: Annotated[str, OneOf(words.CitationRelation)] = Field(description="How it stands to the claim.")
    locator: LocatorText = Field("", description="The place in it, as printed: p. 11, note 6; p. 38.")
    supports: Line = Field(description="Which part of the claim it carries.")
    quote: Quote = Field(
        "",
        description="The passage word for word, in the original language, without quotation marks around it; "
        "[…] for what is left out. Only of a source that was consulted.",
    )
    quote_language: Language = Field("", description="ISO 639-1 code of the language of the quote.")

    @model_validator(mode="after")
    def quote_has_a_language(self) -> Self:
        if self.quote and not self.quote_language:
            raise refusal("is in no language", "give quote_language, such as en or ko, too", at="quote")
        if self.quote_language and not self.quote:
            raise refusal("is the language of no quote", "give the quote too, or leave it out", at="quote_language")
        return self


class Assertion(Curated):
    """Somebody asserts something of a period, attested so well: a finding, or an event of a report."""

    title: Title = Field(description="The claim in one line, without a full stop.")
    summary: Summary = Field(description="What is claimed, in the editors’ own words.")
    period: Period | None = Field(None, description="When it happened, as far as it is known.")
    asserted_by: Line = Field(description="Who makes the claim, in words.")
    asserters: Annotated[list[Slug], BOUNDED, distinct("the actor")] = Field(
        [], description="The actors who make the claim."
    )
    involvements: Annotated[list[Involvement], BOUNDED, distinct("the involvement", "actor", "role")] = Field(
        [], description="Who is named, in which role. The role is the report’s claim."
    )
    quantities: Annotated[list[Quantity], BOUNDED] = Field([], description="The figures of the claim.")
    places: Annotated[list[PlaceMention], BOUNDED, distinct("the place", "place")] = Field(
        [], description="The places that it names."
    )
    provisions: Annotated[list[Slug], BOUNDED, distinct("the provision")] = Field(
        [], description="The provisions that the editors hold it to fall under."
    )
    citations: Annotated[list[Citation], BOUNDED, distinct("the citation", "source", "relation")] = Field(
        [], description="The documents, and what each carries."
    )
    support: Annotated[str, OneOf(words.Support)] = Field(
        description="How well attested it is that the claim was made. Not whether it is true."
    )
    editors_note: Prose = Field("", description="What the editors have to add.")
    recheck: Flag = Field(False, description="Whether it is still to be checked which cited page carries each detail.")


class Event(Assertion):
    leading = ("slug", "position", "type", "category")

    slug: Slug = Field(description="Its name among the events of its report.")
    position: Position = Field("", description="Its place on the report’s page; left out where it is that of the list.")
    type: Annotated[str, OneOf(words.EventType)] = Field(description="What kind of event it is.")
    category: Slug = Field("", description="The category it belongs to, if to one.")


class Finding(Assertion):
    leading = ("reference", "slug", "category")

    reference: Reference = Field(description="Given once, never changed, never used again: MSMT-2025-1-001.")
    slug: Slug = Field(description="A short name for the editors’ lists.")
    category: Slug = Field(description="The category it belongs to.")


class Report(Slugged):
    code: Line = Field("", description="Its symbol: MSMT/2025/1. Never an invented one.")
    reference_prefix: ReferencePrefix = Field(description="What the references of its findings begin with.")
    kind: Annotated[str, OneOf(words.ReportKind)] = Field(description="What kind of publication it is.")
    title: DocumentTitle = Field(description="Its title.")
    issuer: Line = Field(description="Who issued it.")
    published: Date = Field("", description="When it came out, as far as it is known.")
    period_covered: Line = Field("", description="The period it covers, in words.")
    url: WebAddress = Field("", description="Its address.")
    source: Slug = Field("", description="The source that is its own text; none where it has no public address.")
    read_first_hand: Flag = Field(description="Whether the editors have read its text.")
    note: Prose = Field("", description="What is to be said about it.")


def _in_order(start: str, end: str, start_field: str, end_field: str) -> None:
    if start and end and PartialDate(start).earliest > PartialDate(end).latest:
        raise refusal(f"lies before {start_field} {start}", f"give {start_field} ≤ {end_field}", at=end_field)
