"""The vocabulary: what stands in the database, on pages and in the code book."""

from __future__ import annotations

import pickle
import re

from django.utils.functional import Promise

from findings import vocabulary
from findings.vocabulary import COUNTRIES, Role, Term, Unit

LISTS = [each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, Term)]
LISTS.remove(Term)
MEMBERS = [member for each in LISTS for member in each]


def names(members: list[Term]) -> list[str]:
    return [f"{type(member).__name__}.{member.name}" for member in members]


def test_every_list_is_public() -> None:
    assert sorted(each.__name__ for each in LISTS) == [each for each in vocabulary.__all__ if each != "COUNTRIES"]


def test_every_list_is_walked() -> None:
    assert {"Unit.BARRELS", "Role.SUPPLIER", "LocatorKind.VERBATIM"} < set(names(MEMBERS))


def test_every_member_has_a_meaning_of_one_line_that_ends_with_a_full_stop() -> None:
    assert names([each for each in MEMBERS if not re.fullmatch(r"[A-Z].*\S\.", str(each.meaning))]) == []


def test_every_member_has_a_label_without_a_full_stop() -> None:
    assert names([each for each in MEMBERS if not re.fullmatch(r"\S(.*[^\s.])?", str(each.label))]) == []


def test_label_and_meaning_are_marked_for_translation() -> None:
    marked = [each for each in MEMBERS if isinstance(each._label_, Promise) and isinstance(each.meaning, Promise)]
    assert names(marked) == names(MEMBERS)


def test_every_value_is_words_of_small_letters_or_the_code_of_a_currency() -> None:
    assert names([each for each in MEMBERS if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*|[A-Z]{3}", each.value)]) == []


def test_no_two_members_of_a_list_are_printed_alike() -> None:
    assert [each.__name__ for each in LISTS if len({str(label) for label in each.labels}) < len(each)] == []


def test_a_member_is_its_value_wherever_text_is_wanted() -> None:
    assert (Role.SUPPLIER, str(Role.SUPPLIER), f"{Role.SUPPLIER}") == ("supplier", "supplier", "supplier")
    assert Role("supplier") is Role.SUPPLIER
    assert pickle.loads(pickle.dumps(Role.SUPPLIER)) is Role.SUPPLIER  # noqa: S301 - our own bytes


def test_choices_are_value_and_label_in_the_order_of_the_list() -> None:
    assert Role.choices[:2] == [("supplier", "Supplier"), ("recipient", "Recipient")]


def test_a_currency_stands_before_its_figure() -> None:
    assert [unit.value for unit in Unit if unit.is_currency] == ["ETH", "EUR", "JPY", "USD"]


def test_there_are_249_countries_under_codes_of_two_capitals_in_order() -> None:
    assert len(COUNTRIES) == 249
    assert [code for code in COUNTRIES if not re.fullmatch(r"[A-Z]{2}", code)] == []
    assert list(COUNTRIES) == sorted(COUNTRIES)


def test_every_country_has_a_name_of_its_own_in_reading_order() -> None:
    """ "Republic of Korea", never "Korea, Republic of": a comma stands only where things are listed."""
    assert [each for each in COUNTRIES.values() if each != each.strip() or ("," in each and " and " not in each)] == []
    assert len(set(COUNTRIES.values())) == len(COUNTRIES)


def test_countries_are_called_as_the_reports_call_them() -> None:
    assert [COUNTRIES[code] for code in ["CN", "KP", "KR", "RU", "VN"]] == [
        "China",
        "Democratic People's Republic of Korea",
        "Republic of Korea",
        "Russian Federation",
        "Viet Nam",
    ]
