"""Codings of content: which of them a reader takes, and what packs a page (RFC 9110, 8.4 and 12.5.3)."""

from __future__ import annotations

import functools
import re

import brotli  # type: ignore[import-untyped]
from zlib_ng import gzip_ng

#: What a coding is called in Accept-Encoding and Content-Encoding.
BROTLI, GZIP = "br", "gzip"
#: What a reader takes who likes both as well, and who takes neither.
EITHER, NEITHER = "br, gzip", ""

#: The level of zlib-ng that makes pages as short as the usual one of zlib, in a third of its time.
GZIP_LEVEL = 5
#: The lowest quality that is clearly shorter than gzip, by a tenth, in twice to two and a half times its time. At 3 it
#: takes gzip's time and is longer; 4 spares one or two in a hundred of a page of 30 kB; 6 spares nothing more.
BROTLI_QUALITY = 5
#: The exponent of how far it looks back: 256 kB, as far as any page is long. With 64 kB the longest pages are longer by
#: two in a hundred, and beyond 256 kB nothing changes.
BROTLI_WINDOW = 18
#: Bytes of a page from which Brotli is worth its time where gzip is liked as well. The page of a finding has 32 kB,
#: seldom more than 39, is made in 4 or 5 ms, and would take 0.3 more; longer pages take longer to make, and weigh most.
BROTLI_FROM = 40_000

#: Names that mean one coding (RFC 9110, 8.4.1.3).
_CALLED = {"br": BROTLI, "gzip": GZIP, "x-gzip": GZIP}
_QUALITY = re.compile(r";[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)[ \t]*\Z", re.IGNORECASE)


@functools.lru_cache(maxsize=64)
def taken(accept_encoding: str) -> str:
    """What the reader who sent this Accept-Encoding takes: the coding preferred, or EITHER, or NEITHER.

    Only what is named is taken: who sends "*" takes the page as it is, too, and may have said more than was meant. A
    quality that cannot be read is none, as HeadersMiddleware has it.
    """
    qualities = {BROTLI: 0.0, GZIP: 0.0}
    for each in accept_encoding.split(","):
        coding = _CALLED.get(each.partition(";")[0].strip(" \t").lower())
        if coding is not None:
            stated = _QUALITY.search(each)
            qualities[coding] = max(qualities[coding], float(stated[1]) if stated else 1.0)
    if qualities[BROTLI] == qualities[GZIP]:
        return EITHER if qualities[BROTLI] else NEITHER
    return max(qualities, key=qualities.__getitem__)


def packed(content: bytes, taken: str) -> tuple[bytes, str]:
    """The content as it is sent to a reader who takes this, and its coding; the same content is the same bytes."""
    if taken == BROTLI or (taken == EITHER and len(content) >= BROTLI_FROM):
        return brotli.compress(content, quality=BROTLI_QUALITY, lgwin=BROTLI_WINDOW), BROTLI
    if taken != NEITHER:
        return gzip_ng.compress(content, GZIP_LEVEL, mtime=0), GZIP  # without a time in its head
    return content, ""
