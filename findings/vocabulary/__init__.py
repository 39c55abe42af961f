"""Every choice list of the portal, with the meaning of each member.

A member is written `NAME = "value", _("meaning"), _("Label")`. The value stands in the database, in documents and in
the curated files, and never changes; the label is what a page prints; the meaning is the line of the code book.
This room imports nothing of ours.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from findings.vocabulary.countries import COUNTRIES

__all__ = [
    "COUNTRIES",
    "ActorKind",
    "Authority",
    "CitationRelation",
    "Dating",
    "EditionKind",
    "EventType",
    "IdentifierScheme",
    "LocatorKind",
    "Measure",
    "PlacePrecision",
    "Qualifier",
    "ReportKind",
    "Role",
    "SourceKind",
    "SubjectKind",
    "Support",
    "Topic",
    "Unit",
]


class Term(models.TextChoices):
    """A choice list whose members carry a one-line `meaning` beside value and label."""

    meaning: str | Promise

    def __new__(cls, value: str, meaning: str | Promise = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class SubjectKind(Term):
    """The six kinds of thing that have a public page and editions of their own."""

    FINDING = "finding", _("One atomic claim of one report."), _("Finding")
    REPORT = "report", _("A publication that asserts findings."), _("Report")
    ACTOR = "actor", _("A state, body, company, vessel, person or group named in the reports."), _("Actor")
    SOURCE = "source", _("A document that findings cite."), _("Source")
    RESOLUTION = "resolution", _("A Security Council resolution and its provisions."), _("Resolution")
    CATEGORY = "category", _("A field of conduct that findings are grouped by."), _("Category")


class EditionKind(Term):
    FIRST = "first", _("The first edition of a subject."), _("First")
    UPDATE = "update", _("Something was added or newly known; nothing published was wrong."), _("Update")
    CORRECTION = "correction", _("Something published was wrong and is put right."), _("Correction")
    WITHDRAWAL = (
        "withdrawal",
        _("The subject is withdrawn; a tombstone with the reason remains."),
        _("Withdrawal"),
    )


class ReportKind(Term):
    MSMT_REPORT = (
        "msmt_report",
        _("A report of the Multilateral Sanctions Monitoring Team."),
        _("MSMT report"),
    )
    PANEL_OF_EXPERTS_REPORT = (
        "panel_of_experts_report",
        _("A report or paper of the 1718 Committee's Panel of Experts."),
        _("Panel of Experts report"),
    )
    COMMITTEE_DESIGNATION = (
        "committee_designation",
        _("Listings by the 1718 Committee, with the reasons it gave."),
        _("Committee designation"),
    )
    COMPILATION = (
        "compilation",
        _("Claims of other asserters, gathered by the editors. Never the MSMT's or the Panel's own claim."),
        _("Compilation by the editors"),
    )


class EventType(Term):
    """What happened around a report."""

    PUBLICATION = "publication", _("The report, or a part of it, came out."), _("Publication")
    METHOD = "method", _("How the report was made, and what it covers."), _("Method")
    STATEMENT = "statement", _("Participating states said something about it."), _("Statement")
    BRIEFING = "briefing", _("It was presented to others."), _("Briefing")
    REACTION = "reaction", _("Somebody it names or concerns answered."), _("Reaction")
    RECOMMENDATION = "recommendation", _("It recommends that something be done."), _("Recommendation")
    COMMITMENT = "commitment", _("Its authors say what they will do."), _("Commitment")
    CONCLUSION = "conclusion", _("It draws a conclusion over many findings."), _("Conclusion")
    MEASURE = "measure", _("An authority took a measure that bears on it."), _("Measure")
    BACKGROUND = "background", _("What one needs to know to read it."), _("Background")


class ActorKind(Term):
    STATE = "state", _("A state."), _("State")
    GOVERNMENT_BODY = "government_body", _("A ministry, agency, party organ or court."), _("Government body")
    COMPANY = "company", _("A company or other firm."), _("Company")
    BANK = "bank", _("A bank or other financial institution."), _("Bank")
    VESSEL = "vessel", _("A ship."), _("Vessel")
    AIRCRAFT = "aircraft", _("An aircraft."), _("Aircraft")
    PERSON = "person", _("A natural person."), _("Person")
    MILITARY_UNIT = "military_unit", _("A unit of armed forces."), _("Military unit")
    NETWORK = "network", _("Persons and companies said to act together."), _("Network")
    THREAT_GROUP = "threat_group", _("A group known by its conduct in computer networks."), _("Threat group")
    PORT = "port", _("A port or terminal."), _("Port")
    EXCHANGE = "exchange", _("A market for virtual assets."), _("Exchange")
    MONITORING_BODY = "monitoring_body", _("A body that monitors sanctions."), _("Monitoring body")
    RESEARCH_GROUP = "research_group", _("A research or investigative organisation."), _("Research group")
    OTHER = "other", _("None of these."), _("Other")


class Role(Term):
    """What an actor is said to have done in a finding. The role is the report's claim, not the portal's."""

    SUPPLIER = "supplier", _("Said to have provided the goods, people or money."), _("Supplier")
    RECIPIENT = "recipient", _("Said to have received them."), _("Recipient")
    CARRIER = "carrier", _("Said to have moved them."), _("Carrier")
    BROKER = "broker", _("Said to have arranged the deal."), _("Broker")
    FINANCIER = "financier", _("Said to have moved, held or laundered the money."), _("Financier")
    EMPLOYER = "employer", _("Said to have employed the workers."), _("Employer")
    FACILITATOR = "facilitator", _("Said to have made it possible."), _("Facilitator")
    TRAINER = "trainer", _("Said to have given the training."), _("Trainer")
    PERPETRATOR = "perpetrator", _("Said to have carried out the attack or the theft."), _("Perpetrator")
    VICTIM = "victim", _("Said to have suffered it."), _("Victim")
    HOST = "host", _("The state or place said to have let it happen on its soil."), _("Host")
    LOCATION = "location", _("Where it is said to have happened."), _("Location")
    OTHER = "other", _("Named in the finding; no sharper role is known."), _("Named, no role stated")


class Qualifier(Term):
    """How a figure is bounded. The qualifier is part of the figure and is never dropped."""

    EXACT = "exact", _("The source gives exactly this figure."), _("exactly")
    ABOUT = "about", _("The source gives it as an approximation."), _("about")
    AT_LEAST = "at_least", _("A lower bound, itself included."), _("at least")
    MORE_THAN = "more_than", _("A lower bound, itself excluded."), _("more than")
    UP_TO = "up_to", _("An upper bound, itself included."), _("up to")
    FEWER_THAN = "fewer_than", _("An upper bound, itself excluded."), _("fewer than")


class Unit(Term):
    """What is counted. The label is the plural; the curated measure beside it says of what."""

    ACCOUNTS = "accounts", _("Accounts with a bank or a service."), _("accounts")
    ADDRESSES = "addresses", _("Addresses of virtual assets."), _("addresses")
    AIRCRAFT = "aircraft", _("Aircraft."), _("aircraft")
    ATTACKS = "attacks", _("Attacks."), _("attacks")
    BANKS = "banks", _("Banks."), _("banks")
    BARRELS = "barrels", _("Barrels of oil or oil products."), _("barrels")
    BARRELS_PER_YEAR = "barrels_per_year", _("Barrels in a year."), _("barrels per year")
    BOTTLES = "bottles", _("Bottles."), _("bottles")
    BOXES = "boxes", _("Boxes."), _("boxes")
    BRIGADES = "brigades", _("Military brigades."), _("brigades")
    CALLS = "calls", _("Calls of ships at a port."), _("calls")
    CASES = "cases", _("Cases: matters investigated or counted as one."), _("cases")
    COMPANIES = "companies", _("Companies."), _("companies")
    COMPONENTS = "components", _("Components of equipment."), _("components")
    CONTAINERS = "containers", _("Freight containers."), _("containers")
    CONTRACTS = "contracts", _("Contracts."), _("contracts")
    COUNTRIES = "countries", _("Countries."), _("countries")
    DELIVERIES = "deliveries", _("Deliveries."), _("deliveries")
    ENTITIES = "entities", _("Legal entities."), _("entities")
    ETH = "ETH", _("Ether, the currency of Ethereum."), _("ETH")
    EUR = "EUR", _("Euro."), _("EUR")
    EXCHANGES = "exchanges", _("Markets for virtual assets."), _("exchanges")
    GROUPS = "groups", _("Groups of people."), _("groups")
    HOURS = "hours", _("Hours."), _("hours")
    INCIDENTS = "incidents", _("Incidents."), _("incidents")
    ITEMS = "items", _("Items of goods."), _("items")
    JPY = "JPY", _("Japanese yen."), _("JPY")
    KILOLITRES = "kilolitres", _("Thousand litres."), _("kilolitres")
    LANGUAGES = "languages", _("Languages."), _("languages")
    MISSILES = "missiles", _("Missiles."), _("missiles")
    MILLIMETRES = "mm", _("Millimetres, as of a calibre."), _("mm")
    MODELS = "models", _("Models of equipment."), _("models")
    PAGES = "pages", _("Pages."), _("pages")
    PERCENT = "percent", _("Parts of a hundred."), _("per cent")
    PERSONAS = "personas", _("Invented identities."), _("personas")
    PERSONS = "persons", _("Persons."), _("persons")
    ROUNDS = "rounds", _("Rounds of ammunition."), _("rounds")
    SHIPMENTS = "shipments", _("Shipments."), _("shipments")
    SHIPS = "ships", _("Ships, where the source counts hulls of any kind."), _("ships")
    STATES = "states", _("States, as members of the United Nations or of a team."), _("states")
    STATUES = "statues", _("Statues."), _("statues")
    STEPS = "steps", _("Steps of a procedure."), _("steps")
    TONNES = "tonnes", _("Metric tonnes."), _("tonnes")
    USD = "USD", _("United States dollars."), _("US$")
    VEHICLES = "vehicles", _("Vehicles."), _("vehicles")
    VESSELS = "vessels", _("Vessels named or listed as such."), _("vessels")
    VICTIMS = "victims", _("Victims."), _("victims")
    VOYAGES = "voyages", _("Voyages."), _("voyages")

    @property
    def is_currency(self) -> bool:
        """A currency stands before its figure: "US$ 37,600,000"."""
        return self in {Unit.USD, Unit.EUR, Unit.JPY, Unit.ETH}


class SourceKind(Term):
    MSMT_REPORT = (
        "msmt_report",
        _("A report of the Multilateral Sanctions Monitoring Team."),
        _("MSMT report"),
    )
    UN_DOCUMENT = "un_document", _("A document of the United Nations."), _("UN document")
    JOINT_STATEMENT = "joint_statement", _("A statement of several states."), _("Joint statement")
    GOVERNMENT_STATEMENT = (
        "government_statement",
        _("A statement of one government."),
        _("Government statement"),
    )
    DESIGNATION = "designation", _("A notice by which an authority lists somebody."), _("Designation notice")
    THINK_TANK = "think_tank", _("A publication of a research organisation."), _("Research publication")
    NEWS = "news", _("A press report."), _("Press report")
    DATASET = "dataset", _("A data set."), _("Data set")
    SEED = "seed", _("The description this portal was asked for with."), _("Commission")


class CitationRelation(Term):
    """How a source stands to the claim it is cited for."""

    ORIGIN = "origin", _("The document that asserts the claim."), _("Asserts it")
    RELAYS = "relays", _("Passes on what the origin says."), _("Relays it")
    CORROBORATES = (
        "corroborates",
        _("Says the same on evidence of its own, independent of the origin."),
        _("Corroborates it"),
    )
    DISPUTES = "disputes", _("Denies or contradicts the claim."), _("Disputes it")


class Support(Term):
    """How well attested it is that the claim was made. Never how likely the claim is to be true."""

    STRONG = (
        "strong",
        _(
            "At least two independent published accounts carry it. "
            "This is how well attested it is that it was said, not whether it is true."
        ),
        _("Two or more accounts"),
    )
    SINGLE = (
        "single",
        _(
            "One published account carries it. "
            "This is how well attested it is that it was said, not whether it is true."
        ),
        _("One account"),
    )


class Dating(Term):
    """What a finding states of its period. Read from its bounds: a list of months has what may have begun in them."""

    STATED = (
        "stated",
        _("The period has a stated beginning; its end may be stated or not."),
        _("A stated beginning"),
    )
    OPEN = (
        "open",
        _("The period has a stated end, and may have begun at any time before it."),
        _("An end alone"),
    )
    NONE = "none", _("No period is stated. Questions about time leave such findings out."), _("No stated period")


class LocatorKind(Term):
    """A kind of place inside a document."""

    PARAGRAPH = "paragraph", _("A numbered paragraph."), _("paragraph")
    PAGE = "page", _("A page."), _("page")
    TABLE = "table", _("A numbered table."), _("table")
    FIGURE = "figure", _("A numbered figure."), _("figure")
    BOX = "box", _("A numbered box."), _("box")
    ANNEX = "annex", _("An annex."), _("annex")
    NOTE = "note", _("A footnote or endnote."), _("note")
    SECTION = "section", _("A numbered section."), _("section")
    ENTRY = "entry", _("An entry of a list, under its number there."), _("entry")
    VERBATIM = "verbatim", _("A place given in words, printed as the editors wrote it."), _("as printed")


class IdentifierScheme(Term):
    IMO = (
        "imo",
        _("IMO ship identification number: seven digits, the last a check digit."),
        _("IMO number"),
    )
    UN_LIST = (
        "un_list",
        _("Permanent reference number of the UN Security Council Consolidated List."),
        _("UN list reference"),
    )
    OFAC = "ofac", _("Entry number of the list of the US Office of Foreign Assets Control."), _("OFAC entry")
    TAIL_NUMBER = "tail_number", _("Registration mark of an aircraft."), _("Tail number")


class Authority(Term):
    """Who can designate."""

    UN_1718 = (
        "un_1718",
        _("The Security Council or its 1718 Committee."),
        _("United Nations (1718 Committee)"),
    )
    US_OFAC = "us_ofac", _("US Treasury, Office of Foreign Assets Control."), _("United States (OFAC)")
    US_STATE = "us_state", _("US Department of State."), _("United States (State Department)")
    EU = "eu", _("The Council of the European Union."), _("European Union")
    UK = "uk", _("The United Kingdom."), _("United Kingdom")
    KR = "kr", _("The Republic of Korea."), _("Republic of Korea")
    JP = "jp", _("Japan."), _("Japan")
    OTHER = "other", _("Another authority, named in the source."), _("Another authority")


class Measure(Term):
    """What a designation does."""

    ASSET_FREEZE = "asset_freeze", _("Funds and economic resources are frozen."), _("asset freeze")
    TRAVEL_BAN = "travel_ban", _("Entry and transit are refused."), _("travel ban")
    PORT_BAN = "port_ban", _("The vessel may not enter ports."), _("port entry ban")
    OTHER = "other", _("Another measure, or one not recorded."), _("measure not recorded")


class PlacePrecision(Term):
    LOCALITY = "locality", _("The coordinates are good to about 1 km: a port or a city."), _("about 1 km")
    REGION = "region", _("The coordinates mark a region, good to some tens of kilometres."), _("a region")


class Topic(Term):
    """What a provision is about."""

    ARMS_EMBARGO = "arms_embargo", _("Arms and related materiel."), _("Arms embargo")
    WMD_GOODS = "wmd_goods", _("Goods for nuclear, missile and other WMD programmes."), _("WMD-related goods")
    TRAINING_SECURITY = (
        "training_security",
        _("Military, police and security training."),
        _("Training and security cooperation"),
    )
    DESIGNATIONS_ASSET_FREEZE = (
        "designations_asset_freeze",
        _("Designations and frozen assets."),
        _("Designations and asset freeze"),
    )
    TRAVEL_BAN = "travel_ban", _("Travel of designated persons."), _("Travel ban")
    FINANCE_BANKING = "finance_banking", _("Banks, cash and financial services."), _("Finance and banking")
    JOINT_VENTURES = "joint_ventures", _("Joint ventures and cooperative entities."), _("Joint ventures")
    LABOR = "labor", _("Workers abroad."), _("Labor")
    REFINED_PETROLEUM = "refined_petroleum", _("Refined petroleum products."), _("Refined petroleum")
    CRUDE_OIL = "crude_oil", _("Crude oil."), _("Crude oil")
    COAL_MINERALS = "coal_minerals", _("Coal, iron and other minerals."), _("Coal and minerals")
    SEAFOOD = "seafood", _("Seafood and fishing rights."), _("Seafood")
    TEXTILES = "textiles", _("Textiles."), _("Textiles")
    LUXURY_GOODS = "luxury_goods", _("Luxury goods."), _("Luxury goods")
    SHIPPING_VESSELS = "shipping_vessels", _("Ships, flags, ports and inspection."), _("Shipping and vessels")
    SHIP_TO_SHIP = "ship_to_ship", _("Transfers from ship to ship."), _("Ship-to-ship transfer")
    OTHER = "other", _("Another matter."), _("Other")
