"""A question as an address asks it."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from findings.partial_dates import PartialDate
from findings.queries.filters import FILTERS
from findings.queries.questions import OTHERS, Question, UnanswerableError
from tests import factories as make
from tests.findings.publish import publish_everything
from tests.fuzzing import examples


def read(query: str) -> Question:
    return Question.read(QueryDict(query))


def test_an_address_without_parameters_asks_for_everything() -> None:
    assert read("") == Question()
    assert Question().query() == ""


def test_an_address_is_read_whole() -> None:
    query = (
        "q=refined+petroleum&category=petroleum&category=shipping&actor=angara&country=RU&year=2024"
        "&from=March+2024&to=2025&sort=reference&page=2&as_of=7"
    )
    assert read(query) == Question(
        chosen={
            "category": ("petroleum", "shipping"),
            "actor": ("angara",),
            "country": ("RU",),
            "year": ("2024",),
        },
        page=2,
        text="refined petroleum",
        since=PartialDate("2024-03"),
        until=PartialDate("2025"),
        sort="reference",
        as_of=7,
    )


OPERATORS = {
    "actor:angara tanker": Question({"actor": ("angara",)}, text="tanker"),
    "report:MSMT/2025/1": Question({"report": ("msmt-2025-1",)}),
    "provision:2397/5": Question({"provision": ("2397-5",)}),
    "country:ru -coal": Question({"country": ("RU",)}, text="-coal"),
    'country:"Viet Nam" category:"Arms transfers" kind:"threat group"': Question(
        {"country": ("VN",), "category": ("arms-transfers",), "kind": ("threat_group",)}
    ),
    "year:2024 year:2025": Question({"year": ("2024", "2025")}),
    "is:disputed": Question({"disputed": ("yes",)}),
    "is:second-hand": Question({"hand": ("second",)}),
    "is:undated tanker": Question({"dating": ("none",)}, text="tanker"),
    'place:kp/nampo "fuel oil"': Question({"place": ("kp/nampo",)}, text='"fuel oil"'),
    "at:msmt-2025-2/p-25": Question({"at": ("msmt-2025-2/p-25",)}),
    'involvement:angara:carrier involvement:"Lady R:Broker" oil': Question(
        {"involvement": ("angara:carrier", "lady-r:broker")}, text="oil"
    ),
    "“coal export” actor:„angara“": Question({"actor": ("angara",)}, text='"coal export"'),
    "the team’s": Question(text="the team's"),
    'coal from:2024 to:"March 2025"': Question(text="coal", since=PartialDate("2024"), until=PartialDate("2025-03")),
    "ratio 3:1 note:well": Question(text="ratio 3:1 note:well"),
    "actor:angara OR actor:lady-r oil or coal": Question({"actor": ("angara", "lady-r")}, text="oil or coal"),
    'country:Russia country:"north korea" country:UK': Question({"country": ("RU", "KP", "GB")}),
    "IMO 8705539 or imo:8705539": Question(text="8705539 or 8705539"),
    "UN list KPe.022, OFAC entry 16085": Question(text="KPe.022, 16085"),
    "UN 1718 Committee, IMO 87": Question(text="UN 1718 Committee, IMO 87"),
}


@pytest.mark.parametrize(("text", "question"), OPERATORS.items())
def test_operators_in_a_search_are_filters(text: str, question: Question) -> None:
    query = QueryDict(mutable=True)
    query["q"] = text
    assert Question.read(query) == question


def test_a_place_in_a_search_is_understood_by_its_name(db: None, django_assert_num_queries) -> None:
    nampo, port = make.make_place("nampo", name="Nampo"), make.make_place("port-said", name="Port Said", country="EG")
    make.make_place("unnamed", name="Unnamed")
    make.make_finding(places=[nampo])
    publish_everything()
    asked = Question({"place": ("kp/nampo",)}, text="coal")
    with django_assert_num_queries(1):
        assert read("q=place:Nampo+coal") == asked
    with django_assert_num_queries(0):
        assert read("q=place:kp/nampo+coal") == read("q=place:KP/Nampo+coal") == asked
    make.make_finding(places=[port])
    publish_everything(note="More.")
    assert read('q=place:"Port+Said"+place:nampo') == Question({"place": ("eg/port-said", "kp/nampo")})
    assert read('q=place:"port+said"&as_of=2') == Question({"place": ("eg/port-said",)}, as_of=2)
    assert told('q=place:"port+said"&as_of=1') == [
        "No finding names a place “port said”. One is written like “kp/nampo”."
    ]
    assert told("q=place:Unnamed+place:남포") == [
        "No finding names a place “Unnamed”. One is written like “kp/nampo”.",
        "No finding names a place “남포”. One is written like “kp/nampo”.",
    ]


def test_places_of_one_name_are_told_apart(db: None) -> None:
    for country in ("RU", "KP"):
        make.make_finding(places=[make.make_place("rason", name="Rason", country=country)])
    publish_everything()
    assert told("q=place:Rason") == [
        "Several places are called “Rason”. Write which one: place:kp/rason, place:ru/rason."
    ]


def told(query: str) -> list[str]:
    with pytest.raises(UnanswerableError) as caught:
        read(query)
    return caught.value.reasons


def test_a_bound_in_a_search_stands_in_place_of_the_one_of_the_form() -> None:
    """What was typed last: the form sends the other along, folded away."""
    assert read("q=from:2024&from=2019&to=2025") == Question(since=PartialDate("2024"), until=PartialDate("2025"))


NAMES = ", ".join([*FILTERS, *OTHERS])
WRONG = {
    "colour=red": f"There is no filter named “colour”. There are: {NAMES}.",
    "category=Petroleum": "“Petroleum” cannot be a value of category. One is written like “petroleum”.",
    "country=XX": "“XX” cannot be a value of country. One is written like “RU”.",
    "q=country:Atlantis": "“Atlantis” cannot be a value of country. One is written like “RU”.",
    "support=weak": "“weak” is not a value of support. There are: strong, single.",
    "dating=undated": "“undated” is not a value of dating. There are: stated, open, none.",
    "hand=third": "“third” is not a value of hand. There are: first, second.",
    "year=²024": "“²024” cannot be a value of year. One is written like “2024”.",
    "year=99999999999": "“99999999999” cannot be a value of year. One is written like “2024”.",
    "page=0": "“0” cannot be “page”. It is a number from 1 on.",
    "page=²": "“²” cannot be “page”. It is a number from 1 on.",
    "as_of=1e9": "“1e9” cannot be “as_of”. It is the number of a dataset version, or a day: 2026-03-26.",
    "sort=guilt": "“guilt” is not an order. There are: relevance, latest, earliest, published, changed, reference.",
    "from=2025&to=2024": "The period ends before it begins: “from” lies after “to”.",
    "q=from:yesterday": "“yesterday” is not a date. Write 2024, 2024-03, March 2024 or 2024-03-26.",
    "q=is:guilty": "“is:guilty” is not known. There are: disputed, second-hand, first-hand, corrected, undated.",
    "q=coal+-actor:angara": (
        "“-actor:angara” cannot be asked: a minus leaves out words, and not the values of a filter."
    ),
    "q=coal+NOT+russia": "“NOT” leaves out nothing. A minus before a word does: coal -russia.",
    "q=actor:angara+or+country:RU": (
        "“or” can stand between words or between values of one filter, not beside another filter."
    ),
    "q=coal+OR+actor:angara": (
        "“OR” can stand between words or between values of one filter, not beside another filter."
    ),
    "q=from:2024+from:2025": "The address names “from” 2 times. Once is right.",
    "q=%00": "The search text has a character that no text can have (a zero byte).",
    f"q={'x' * 401}": "The search text is longer than 400 characters.",
    f"q={'a+' * 61}": "The search text has 61 words. It can have at most 60.",
    "&".join(f"actor=a-{n}&year={1900 + n}" for n in range(51)): (
        "The filters have 102 values in all. A question has at most 100."
    ),
    "actor=%00": "“\x00” cannot be a value of actor. One is written like “kum-un-san-3”.",
}


@pytest.mark.parametrize(("query", "sentence"), WRONG.items(), ids=[key[:20] for key in WRONG])
def test_what_cannot_be_answered_is_told_in_a_sentence(query: str, sentence: str) -> None:
    with pytest.raises(UnanswerableError) as refused:
        read(query)
    assert refused.value.reasons == [sentence]


def test_as_much_as_a_question_may_have_is_answered() -> None:
    text, values = " ".join(["oil"] * 60), tuple(f"a-{n}" for n in range(100))
    asked = "&".join([f"q={text}", *(f"actor={value}" for value in [*values, *values])])
    assert read(asked) == Question({"actor": values}, text=text)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(UnanswerableError) as refused:
        read("support=weak&page=0&sort=guilt")
    assert refused.value.reasons == [WRONG["support=weak"], WRONG["page=0"], WRONG["sort=guilt"]]


def test_a_value_is_chosen_and_let_go_from_the_first_page() -> None:
    question = Question({"category": ("petroleum",)}, page=3)
    with_shipping = question.toggled("category", "shipping")
    assert with_shipping == Question({"category": ("petroleum", "shipping")})
    assert with_shipping.toggled("category", "petroleum").toggled("category", "shipping") == Question()


values = {name: st.sampled_from(list(each.choices or {each.example: ""})) for name, each in FILTERS.items()}
questions = st.builds(
    Question,
    chosen=st.dictionaries(st.sampled_from(list(FILTERS)), st.none(), max_size=4).flatmap(
        lambda names: st.fixed_dictionaries(
            {
                name: st.lists(values[name], min_size=1, max_size=2, unique=True).map(tuple)
                for name in FILTERS
                if name in names
            }
        )
    ),
    page=st.integers(1, 50),
    text=st.sampled_from(["", "refined petroleum", '"fuel oil" -coal', "é 한 العربية &=?#"]),
    since=st.sampled_from([None, PartialDate("2016"), PartialDate("2017-12-09")]),
    until=st.sampled_from([None, PartialDate("2024-03")]),
    sort=st.sampled_from(["", "published"]),
    as_of=st.sampled_from([None, 1, 12]),
)


@given(questions)
def test_the_canonical_address_of_a_question_asks_that_question(question: Question) -> None:
    assert read(question.query()) == question


@pytest.mark.parametrize(
    ("asked", "order", "query"),
    [
        ("", "latest", ""),
        ("sort=latest", "latest", ""),
        ("sort=relevance", "latest", ""),  # without words nothing fits better than another
        ("q=oil", "relevance", "q=oil"),
        ("q=oil&sort=relevance", "relevance", "q=oil"),
        ("q=oil&sort=latest", "latest", "q=oil&sort=latest"),
        ("q=category:petroleum", "latest", "category=petroleum"),  # a filter in words is no word
        ("sort=earliest", "earliest", "sort=earliest"),
    ],
)
def test_a_list_with_words_is_ordered_by_how_well_they_fit(asked: str, order: str, query: str) -> None:
    assert (read(asked).order, read(asked).query()) == (order, query)


@pytest.mark.fuzz
@examples(100)
@given(st.text(max_size=80))
def test_any_query_string_is_a_question_or_a_sentence(query: str) -> None:
    reasons: list[str] = []
    try:
        read(query)
    except UnanswerableError as error:
        reasons = error.reasons
    assert [reason for reason in reasons if not reason.endswith(".")] == []
