"""The DOI of a release: in its files where it was reserved before they were made, else in a file beside its folder.

A release keeps its bytes for ever, and its sums may have been cited. So a DOI that is registered afterwards is told by
the portal's pages and catalogue, which change, and not by the release's files, which do not.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import gettext as _

#: What registration agencies ask of new ones; nothing in it has to be escaped in an address, BibTeX or XML.
_DOI = re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*/[A-Za-z0-9._;()/:-]+")
#: How people write one.
_BEFORE = re.compile(r"(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


class NoDoiError(Exception):
    """A text is no DOI. The message is a sentence that says what one looks like."""


def read_doi(text: str) -> str:
    """The DOI that is written here, without the resolver's address before it; DOIs have no capitals of their own.

    Raises NoDoiError where it is none.
    """
    doi = _BEFORE.sub("", text.strip(), count=1) if _BEFORE.match(text.strip()) else text.strip()
    if _DOI.fullmatch(doi) is None:
        raise NoDoiError(
            _(
                "“%(text)s” is no DOI. One is 10, a dot, the number of whoever registers it, a slash and a name of "
                "letters, digits and . _ ; ( ) / : - as in 10.5555/dataset.1."
            )
            % {"text": text}
        )
    return doi.lower()


def doi_address(doi: str) -> str:
    """Where a DOI is resolved; "" for none."""
    return f"https://doi.org/{doi}" if doi else ""


def beside(folder: Path) -> Path:
    """The file that has the DOI of the release in this folder, if that was registered after it was made."""
    return folder.absolute().with_name(f"{folder.absolute().name}.doi")


def doi_beside(folder: Path) -> str:
    """What that file says; "" where there is none, or it holds no DOI."""
    try:
        return read_doi(beside(folder).read_text(encoding="ascii"))
    except (OSError, ValueError, NoDoiError):
        return ""
