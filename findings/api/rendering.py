"""What the API sends: UTF-8, compact, the same bytes whatever was asked for."""

from __future__ import annotations

import json
from typing import Any

from rest_framework.renderers import BaseRenderer


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
