"""Whether an answer is what the description says: status, media type, headers and body, with no member too many."""

from __future__ import annotations

import copy
import functools
import re
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from findings.api.description import openapi

PROBLEM = "application/problem+json"


@functools.cache
def closed() -> dict[str, Any]:
    """The description, its objects closed: what it does not name may not be answered."""
    document = copy.deepcopy(openapi())
    for shape in document["components"]["schemas"].values():
        if "properties" in shape:
            shape["additionalProperties"] = False
    return document


def operation_at(path: str) -> dict[str, Any] | None:
    """The described operation that a path belongs to; the most literal one where several fit."""
    fitting = []
    for template, item in openapi()["paths"].items():
        pattern = re.sub(r"\\\{[a-z]+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path):
            fitting.append((template.count("{"), item["get"]))
    return min(fitting, key=lambda each: each[0])[1] if fitting else None


def misfits(shape: dict[str, Any], value: Any) -> list[str]:
    root = {**shape, "components": closed()["components"]}
    validator = OAS31Validator(root, format_checker=oas31_format_checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def check(path: str, response: Any) -> None:
    """Raises AssertionError where the answer is not as described."""
    status = response.status_code
    kind = response.headers.get("Content-Type", "")
    operation = operation_at(path)
    if operation is None or status == 405:
        assert status in {301, 404, 405}, f"{path} is not described, and answers {status}"
        if status >= 400:
            assert kind == PROBLEM
            name = "NothingHere" if status == 404 else "Problem"
            assert misfits({"$ref": f"#/components/schemas/{name}"}, response.json()) == []
        return
    described = operation["responses"].get(str(status))
    assert described is not None, f"{path} answers {status}, which is not described"
    for name, header in described.get("headers", {}).items():
        assert name in response.headers or not header.get("required"), f"{path} answers {status} without {name}"
    if "content" not in described:
        assert response.content == b"", f"{path} answers {status} with a body"
        return
    assert kind in described["content"], f"{path} answers {status} as {kind}"
    if kind.endswith("json"):
        assert misfits(described["content"][kind]["schema"], response.json()) == [], path


class ApiClient(Client):
    """A client that holds every answer of the API to its description."""

    def request(self, **request: Any) -> Any:
        response: HttpResponseBase = super().request(**request)
        path = request["PATH_INFO"]
        method = request.get("REQUEST_METHOD", "GET")
        if path.startswith("/api/v1/") and not path.startswith("/api/v1/docs/") and method not in {"OPTIONS", "HEAD"}:
            check(path, response)
        return response
