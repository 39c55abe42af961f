"""What the tables of a release are, for programs: Data Package v2, CSV on the Web, JSON Schema. All from field lists.

Data Package: datapackage.org, profile 2.0. CSVW: W3C, Metadata Vocabulary for Tabular Data. JSON Schema: 2020-12.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from findings.documents import moment
from findings.documents.field_list import LIST_SEPARATOR
from findings.documents.fields import Field, FieldType
from findings.documents.tables import TABLES, Table
from findings.exports.datasets.files import csv_name, jsonl_name, sha256_of
from findings.exports.datasets.releases import Release
from findings.exports.described import LICENCE, LICENCE_ADDRESS, PORTAL

type Json = dict[str, Any]

DATA_PACKAGE = "datapackage.json"
CSVW = "csv-metadata.json"
JSON_SCHEMA = "schema.json"


def side_name(table: Table) -> str:
    """The file that describes a table's CSV, where CSVW looks for it."""
    return f"{csv_name(table)}-metadata.json"


# Data Package


def data_package(release: Release, folder: Path) -> Json:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dprk-sanctions-findings",
        "id": release.doi_address or release.address,
        "title": release.title,
        "description": release.description,
        "homepage": release.address,
        "version": str(release.version),
        "created": moment(release.published_at),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE_ADDRESS, "title": LICENCE}],
        "contributors": [{"title": str(PORTAL), "path": f"{release.site}/", "roles": ["publisher"]}],
        "resources": [_resource(table, folder) for table in TABLES],
    }


def _resource(table: Table, folder: Path) -> Json:
    path = folder / csv_name(table)
    return {
        "name": table.name,
        "type": "table",
        "path": csv_name(table),
        "title": str(table.meaning),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": table_schema(table),
    }


def table_schema(table: Table) -> Json:
    """A table in the words of Table Schema."""
    schema: Json = {
        "fields": [_schema_field(field, table) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [each.field], "reference": {"resource": each.table, "fields": [each.target]}}
            for each in table.references
        ]
    return schema


_SCHEMA_TYPES: dict[FieldType, Json] = {
    FieldType.STRING: {"type": "string"},
    FieldType.INTEGER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    FieldType.PARTIAL_DATE: {"type": "string"},
    FieldType.TIMESTAMP: {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
    # Its own type for lists takes no pattern, and would cut a name that has the separator in it.
    FieldType.LIST: {"type": "string"},
}


def _schema_field(field: Field, table: Table) -> Json:
    constraints: Json = {}
    if field.name in table.required:
        constraints["required"] = True
    if table.key == (field.name,):
        constraints["unique"] = True
    if field.vocabulary is not None and field.type is FieldType.STRING:
        constraints["enum"] = [choice.value for choice in field.choices]
    elif field.pattern or field.vocabulary is not None:
        constraints["pattern"] = cell_pattern(field)
    return {
        "name": field.name,
        **_SCHEMA_TYPES[field.type],
        "title": field.name.replace("_", " "),
        "description": described(field),
        **({"constraints": constraints} if constraints else {}),
    }


def item_pattern(field: Field) -> str:
    """What a value, or a whole member of a list, matches; "" where anything does."""
    if field.pattern or field.vocabulary is None:
        return field.pattern
    return "|".join(choice.value for choice in field.choices)


def cell_pattern(field: Field) -> str:
    """What a whole cell of CSV matches. One that begins with a minus has an apostrophe before it (CITABLE C74)."""
    item = f"({item_pattern(field)})"
    if field.type is FieldType.LIST:
        item = f"{item}({LIST_SEPARATOR}{item})*"
    return f"'?{item}" if "(-?" in item else item


def described(field: Field) -> str:
    """Meaning, unit and rule, and that it is the editors' own: in one paragraph."""
    said = [str(field.meaning)]
    if field.unit:
        said.append(f"Unit: {field.unit}.")
    if field.rule:
        said.append(f"Rule: {field.rule}.")
    if field.type is FieldType.LIST:
        said.append("A list; its members are set apart by a semicolon and a space.")
    if field.is_editorial:
        said.append("Editorial.")
    return " ".join(said)


# CSV on the Web


def csvw_table(table: Table) -> Json:
    """One table in the words of CSVW, without what it refers to in others."""
    return {
        "url": csv_name(table),
        "dc:title": str(table.meaning),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "doubleQuote": True},
        "tableSchema": {
            "columns": [_column(field, table) for field in table.fields],
            "primaryKey": list(table.key),
        },
    }


def csvw_side_file(table: Table) -> Json:
    return {"@context": "http://www.w3.org/ns/csvw", **csvw_table(table), "dc:license": {"@id": LICENCE_ADDRESS}}


def csvw_group(release: Release) -> Json:
    """All tables together, with what refers to what."""
    described_tables = []
    for table in TABLES:
        one = csvw_table(table)
        # A reference that may be empty is none for CSVW, whose validators ask for a row behind every one.
        if references := [each for each in table.references if each.field in table.required]:
            one["tableSchema"]["foreignKeys"] = [
                {
                    "columnReference": [each.field],
                    "reference": {
                        "resource": csv_name(next(other for other in TABLES if other.name == each.table)),
                        "columnReference": [each.target],
                    },
                }
                for each in references
            ]
        described_tables.append(one)
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "@id": release.address,
        "dc:title": release.title,
        **({"dc:identifier": release.doi_address} if release.doi else {}),
        "dc:license": {"@id": LICENCE_ADDRESS},
        "tables": described_tables,
    }


_DATATYPES: dict[FieldType, Any] = {
    FieldType.INTEGER: "integer",
    FieldType.DECIMAL: "decimal",
    FieldType.BOOLEAN: {"base": "boolean", "format": "true|false"},
    FieldType.TIMESTAMP: {"base": "dateTimeStamp"},
}


def _column(field: Field, table: Table) -> Json:
    datatype = _DATATYPES.get(field.type)
    if datatype is None:
        pattern = item_pattern(field)
        # In a list the apostrophe stands before the first member.
        datatype = (
            {"base": "string", "format": f"'?({pattern})" if "(-?" in pattern else pattern} if pattern else "string"
        )
    return {
        "name": field.name,
        "titles": field.name,
        "dc:description": described(field),
        "datatype": datatype,
        **({"separator": LIST_SEPARATOR} if field.type is FieldType.LIST else {}),
        **({"required": True} if field.name in table.required else {}),
    }


# JSON Schema


def json_schema(release: Release) -> Json:
    """A line of each table's JSON Lines, under the name of the table."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{release.address}{JSON_SCHEMA}",
        "title": release.title,
        "$defs": {table.name: _line_schema(table) for table in TABLES},
    }


def _line_schema(table: Table) -> Json:
    more: Json = {table.json_only: {"type": "object"}} if table.json_only else {}
    return {
        "title": jsonl_name(table),
        "description": str(table.meaning),
        "type": "object",
        "properties": {**{field.name: _member(field, table) for field in table.fields}, **more},
        "required": [*(field.name for field in table.fields), *more],
        "additionalProperties": False,
    }


def _member(field: Field, table: Table) -> Json:
    value: Json
    match field.type:
        case FieldType.INTEGER | FieldType.BOOLEAN:
            value = {"type": field.type.value}
        case FieldType.DECIMAL:
            value = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
        case FieldType.TIMESTAMP:
            value = {"type": "string", "format": "date-time"}
        case FieldType.LIST:
            value = {"type": "array", "items": {"type": "string", **_pattern(field)}}
        case _:
            value = {"type": "string", **_pattern(field)}
            if field.vocabulary is not None and not field.pattern:
                value = {"type": "string", "enum": [choice.value for choice in field.choices]}
    if field.name in table.required:
        return {"description": described(field), **value}
    absent = [] if field.type is FieldType.LIST else [{"const": ""}, {"type": "null"}]
    if not absent:
        return {"description": described(field), **value}
    return {"description": described(field), "anyOf": [value, *absent]}


def _pattern(field: Field) -> Json:
    pattern = item_pattern(field)
    return {"pattern": f"^({pattern})$"} if pattern else {}
