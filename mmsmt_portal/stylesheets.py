"""Static files as they are collected: with a name for each content, compressed, style sheets without their comments.

A comment in a style sheet is for who reads the source. Readers of pages fetch the sheet on their first visit, where it
is a tenth of its weight.
"""

from __future__ import annotations

import re

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

#: A string, which is kept; or a comment, but for licences (`/*!`) and source maps (`/*#`), with its line if that has
#: nothing else.
_STRING_OR_COMMENT = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?:(?<=\n)[ \t]*)?/\*(?![!#]).*?\*/(?:[ \t]*\n)?""",
    re.DOTALL,
)


def without_comments(sheet: str) -> str:
    return _STRING_OR_COMMENT.sub(lambda found: found["string"] or "", sheet)


class StaticFiles(CompressedManifestStaticFilesStorage):
    """The storage that collectstatic writes to."""

    def _save(self, name: str, content: File[bytes]) -> str:
        if name.endswith(".css"):
            content.seek(0)  # it has been read for its digest
            content = ContentFile(without_comments(content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved
