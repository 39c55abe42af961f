"""What a reader who asked too often is told, by each of the proxies."""

from __future__ import annotations

import json

#: The headers that tell it.
TOLD = (
    "ratelimit-policy",
    "ratelimit",
    "retry-after",
    "cache-control",
    "content-type",
    "access-control-allow-origin",
    "access-control-expose-headers",
)
SENTENCE = (
    b"More was asked from your address than is answered. Please try again in five seconds. "
    b"The whole dataset is at /data/ as one file.\n"
)
#: Of the type that the API describes (findings/api/problems.py).
PROBLEM = (
    json.dumps(
        {
            "type": "https://portal.example.org/api/v1/docs/#problem-too-many-requests",
            "title": "More was asked than is answered",
            "status": 429,
            "detail": "More was asked from your address than is answered. Try again in five seconds; the whole dataset "
            "is at /data/ as one file.",
            "violated-policies": ["api"],
        },
        separators=(",", ":"),
    ).encode()
    + b"\n"
)
