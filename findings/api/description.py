"""The description of the API: what each address takes and answers, and the OpenAPI 3.1 document made of it."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.serializers import BaseSerializer

from findings.api.fields import COUNT, NUMBER, TEXT
from findings.api.problems import KINDS, MEDIA_TYPE
from findings.api.serializers.problems import (
    BadQuestionSerializer,
    NothingHereSerializer,
    ProblemSerializer,
    RedactedSerializer,
    WithdrawnSerializer,
)

#: Status code → what the body of its problem has.
PROBLEMS: dict[int, type[BaseSerializer]] = {
    400: BadQuestionSerializer,
    404: NothingHereSerializer,
    410: WithdrawnSerializer,
    451: RedactedSerializer,
}
#: The problems that every address can have, beside those of its own.
EVERYWHERE = (400, 406, 429, 500, 503)


@dataclass(frozen=True, slots=True)
class Operation:
    """What an address takes and answers.

    `parameters` makes those of the query, `path` says what the variables of the path mean, `refusals` are the status
    codes of problems beside those that every address can have. `moves`: a former address is redirected.
    """

    name: str
    tag: str
    summary: str | Promise
    answer: type[BaseSerializer] | dict[str, Any]
    parameters: Callable[[], list[OpenApiParameter]] = list
    path: tuple[OpenApiParameter, ...] = ()
    description: str | Promise = ""
    refusals: tuple[int, ...] = ()
    is_list: bool = False
    moves: bool = False
    media_type: str = "application/json"


class OperationSchema(AutoSchema):
    """Describes a view by its `operation`; nothing is guessed from the view's code."""

    @property
    def _operation(self) -> Operation:
        return self.view.operation

    def get_operation_id(self) -> str:
        return self._operation.name

    def get_tags(self) -> list[str]:
        return [self._operation.tag]

    def get_summary(self) -> str:
        return str(self._operation.summary)

    def get_description(self) -> str:
        return str(self._operation.description)

    def get_override_parameters(self) -> list[Any]:
        return [*self._operation.path, *self._operation.parameters(), *_headers(self._operation)]

    def _get_parameters(self) -> list[dict[str, Any]]:
        """As they are read: of a form that was sent, an empty field counts as one that was left out."""
        return [
            {**each, "allowEmptyValue": True} if each["in"] == "query" and not each.get("required") else each
            for each in super()._get_parameters()
        ]

    def get_response_serializers(self) -> Any:
        operation = self._operation
        answers: dict[Any, Any] = {
            (200, operation.media_type): OpenApiResponse(operation.answer, description=_("The answer.")),
        }
        if operation.moves:
            answers[301] = OpenApiResponse(description=_("The subject has another address: that of “Location”."))
        answers[304] = OpenApiResponse(description=_("What the reader has, by its ETag, is still the answer."))
        for status in sorted({*EVERYWHERE, *operation.refusals}):
            answers[status, MEDIA_TYPE] = OpenApiResponse(
                PROBLEMS.get(status, ProblemSerializer), description=f"{KINDS[status].title}."
            )
        return answers


def _headers(operation: Operation) -> list[OpenApiParameter]:
    """The headers of its answers."""
    headers = [
        _header("ETag", TEXT, _("The validator: it changes with the code and the dataset version."), [200, 304], True),
        _header("Dataset-Version", NUMBER, _("The dataset version that answered; none before the first."), [200, 304]),
        _header("Retry-After", COUNT, _("Seconds after which to ask again."), [429, 503], True),
        _header("RateLimit-Policy", TEXT, _("How many requests one address may make (IETF draft)."), [200, 304, 429]),
        _header("RateLimit", TEXT, _("How many of them are left, and for how many seconds."), [429]),
    ]
    if operation.moves:
        headers.append(_header("Location", TEXT, _("The address of the subject today."), [301], True))
    if operation.is_list:
        headers += [
            _header("Link", TEXT, _("The pages of the list: first, prev, next, last (RFC 8288)."), [200]),
            _header("Total-Count", COUNT, _("How many results there are in all."), [200], True),
        ]
    return headers


def _header(
    name: str, shape: dict[str, Any], words: str, statuses: list[int], required: bool = False
) -> OpenApiParameter:
    return OpenApiParameter(
        name, shape, OpenApiParameter.HEADER, description=words, response=statuses, required=required
    )


class IncompleteDescriptionError(Exception):
    """The description could not be made without guessing. The message is what drf-spectacular says."""


def openapi() -> dict[str, Any]:
    """The OpenAPI document. Made once by a process: it depends on the code and the settings alone.

    Raises IncompleteDescriptionError on the first warning of the generator.
    """
    with _MAKING:
        return _made()


@functools.cache
def _made() -> dict[str, Any]:
    with GENERATOR_STATS.silence():
        document = SchemaGenerator().get_schema(request=None, public=True)
    if GENERATOR_STATS:
        raise IncompleteDescriptionError("\n".join([*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]))
    return document


#: The generator counts its warnings in one place for the whole process.
_MAKING = threading.Lock()


@functools.cache
def as_json() -> bytes:
    return json.dumps(openapi(), ensure_ascii=False, separators=(",", ":")).encode()


@functools.cache
def as_yaml() -> bytes:
    return yaml.dump(openapi(), Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=120).encode()


class _PlainDumper(yaml.SafeDumper):
    """Without anchors: a shape that is used twice is written twice, as readers of YAML expect."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
