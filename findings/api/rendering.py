"""What the API sends: UTF-8, compact, the same bytes whatever was asked for."""

from __future__ import annotations

import json
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer


class OneForm(BaseContentNegotiation):
    """An address has one form. Whether a reader takes it was decided before (findings.api.routes)."""

    def select_parser(self, request: Any, parsers: list[Any]) -> None:
        return None

    def select_renderer(self, request: Any, renderers: list[Any], format_suffix: str | None = None) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type


class JSONRenderer(BaseRenderer):
    """The one representation there is. DRF's own renderer would let `Accept: …; indent=4` change the bytes."""

    media_type = "application/json"
    format = "json"
    charset = None  # RFC 8259, 11: JSON is UTF-8 and has no such parameter
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


class WrittenRenderer(BaseRenderer):
    """For what is written once and sent as it is: the description of the API."""

    charset = None
    render_style = "binary"

    def render(self, data: bytes, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return data


class WrittenJSONRenderer(WrittenRenderer):
    media_type = "application/json"
    format = "json"


class WrittenYAMLRenderer(WrittenRenderer):
    media_type = "application/yaml"  # RFC 9512
    format = "yaml"
