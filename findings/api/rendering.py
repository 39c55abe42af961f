"""What the API sends: UTF-8, compact, the same bytes whatever was asked for."""

from __future__ import annotations

import json
from typing import Any

import yaml
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


class OpenApiJSONRenderer(JSONRenderer):
    """The description of the API."""


class OpenApiYAMLRenderer(BaseRenderer):
    """The same for people: application/yaml is RFC 9512's."""

    media_type = "application/yaml"
    format = "yaml"
    charset = None
    render_style = "binary"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return yaml.dump(data, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=120).encode()


class _PlainDumper(yaml.SafeDumper):
    """Without anchors: a shape that is used twice is written twice, as readers of YAML expect."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
