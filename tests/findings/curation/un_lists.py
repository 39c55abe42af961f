"""Lists in the form of the UN Security Council Consolidated List, of invented entries; and the real one, cut down.

`REAL` is the DPRK part of the list of 19 April 2025 as the United Nations published it, without what the import does
not read: birth dates, passports, addresses and comments were taken out of the file.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

REAL = Path(__file__).parent / "un-list-dprk-2025-04-19.xml"

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def entity(reference: str, name: str, *aliases: str, regime: str = "DPRK", country: str = "") -> str:
    return _entry(
        "ENTITY", reference, [name], aliases, regime, f"<ENTITY_ADDRESS><COUNTRY>{country}</COUNTRY></ENTITY_ADDRESS>"
    )


def person(reference: str, *names: str, aliases: tuple[str, ...] = (), regime: str = "DPRK") -> str:
    nationality = "<NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>"
    secret = "<INDIVIDUAL_DOCUMENT><NUMBER>PASSPORT-654</NUMBER></INDIVIDUAL_DOCUMENT>"
    return _entry("INDIVIDUAL", reference, names, aliases, regime, nationality + secret)


def _entry(tag: str, reference: str, names: object, aliases: object, regime: str, more: str) -> str:
    parts = zip(("FIRST_NAME", "SECOND_NAME", "THIRD_NAME"), names, strict=False)  # type: ignore[call-overload]
    called = "".join(f"<{part}>{escape(name)}</{part}>\n" for part, name in parts)
    others = "".join(
        f"<{tag}_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>{escape(alias)}</ALIAS_NAME></{tag}_ALIAS>\n"
        for alias in aliases  # type: ignore[attr-defined]
    )
    return (
        f"<{tag}><DATAID>1</DATAID>\n{called}<UN_LIST_TYPE>{regime}</UN_LIST_TYPE>\n"
        f"<REFERENCE_NUMBER>{reference} </REFERENCE_NUMBER><LISTED_ON>2017-08-05</LISTED_ON>\n"
        f"<LAST_DAY_UPDATED><VALUE>2018-01-02</VALUE><VALUE>2020-03-04</VALUE></LAST_DAY_UPDATED>\n{others}{more}</{tag}>\n"
    )


def un_list(*entries: str) -> bytes:
    """The file of a list that holds these entries."""
    persons = "".join(each for each in entries if each.startswith("<INDIVIDUAL>"))
    entities = "".join(each for each in entries if each.startswith("<ENTITY>"))
    return (
        f'{HEAD}<CONSOLIDATED_LIST dateGenerated="2025-04-19T23:00:04.625Z">\n'
        f"<INDIVIDUALS>\n{persons}</INDIVIDUALS>\n<ENTITIES>\n{entities}</ENTITIES>\n</CONSOLIDATED_LIST>\n"
    ).encode()
