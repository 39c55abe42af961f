"""What pydantic found wrong with a record → places in it and sentences about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from findings.curation.errors import shown
from findings.curation.marked import Where
from findings.curation.nearest import did_you_mean
from findings.curation.schema import Curated


class Wrong(NamedTuple):
    """One thing wrong with a record.

    `path` is the field it is about, and `value` what stands there as a message shows it, "" where it is not shown.
    `begins` is where it begins in the file, if that is another place.
    """

    path: Where
    value: str
    problem: str
    remedy: str
    begins: Where = ()


def sentences(error: ValidationError, model: type[Curated]) -> Iterator[Wrong]:
    """Everything that is wrong with the record that was to be a `model`."""
    for detail in error.errors(include_url=False):
        yield _sentence(detail, model)


def path_text(path: Where) -> str:
    """`("quantities", 0, "low")` → `quantities[0].low`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _sentence(detail: ErrorDetails, model: type[Curated]) -> Wrong:
    path, value = detail["loc"], detail["input"]
    match detail["type"]:
        case "curated":
            context = detail["ctx"]
            at = context["at"]
            if at:
                path, value = (*path, at), value[at]
            word = "" if isinstance(value, list | dict) or value in (None, "") else shown(value)
            return Wrong(path, word, context["problem"], context["remedy"])
        case "extra_forbidden":
            name = str(path[-1])
            fields = _model_at(model, path[:-1]).reading_order()
            near = did_you_mean(name, fields) or f"the fields here are {', '.join(fields)}"
            return Wrong(path[:-1], shown(name), "is an unknown field", near, begins=path)
        case "missing":
            return Wrong(path, "", "is missing", f"give it {_described(_model_at(model, path[:-1]), str(path[-1]))}")
        case "string_type" if value is None:
            return Wrong(path, "", "is empty", "write it, or leave the field out where it may be left out")
        case "string_type":
            return Wrong(path, "", f"is {shown(value)}", "write a text")
        case "list_type":
            return Wrong(path, "", "is not a list", "begin each item with a hyphen, or write them as [one, two]")
        case "model_type":
            return Wrong(path, "" if value is None else shown(value), "is not a mapping", "write its fields")
        case "too_long":
            return Wrong(path, "", f"has {len(value):,} items", f"at most {detail['ctx']['max_length']:,} are allowed")
        case _:
            return Wrong(path, shown(value), "does not fit the schema", detail["msg"])


def _model_at(model: type[Curated], path: Where) -> type[Curated]:
    """The model of the record or row at the path."""
    for step in path:
        if isinstance(step, str):
            model = model.row_model(step) or model
    return model


def _described(model: type[Curated], field: str) -> str:
    known = model.model_fields.get(field)
    return f"({known.description})" if known and known.description else ""
