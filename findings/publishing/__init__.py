"""The only writer of editions. Each act of publishing is one transaction and one new dataset version."""

from findings.publishing.acts import Publication, correct, every_record, pending, publish, redact, withdraw
from findings.publishing.addresses import ADDRESSED, lead_here
from findings.publishing.projection import rebuild_entries
from findings.publishing.refusals import PublicationError
from findings.publishing.restoring import restore
from findings.publishing.standing import Standing, carrying, contents_digest, named_but_not_public, named_in, standings

__all__ = [
    "ADDRESSED",
    "Publication",
    "PublicationError",
    "Standing",
    "carrying",
    "contents_digest",
    "correct",
    "every_record",
    "lead_here",
    "named_but_not_public",
    "named_in",
    "pending",
    "publish",
    "rebuild_entries",
    "redact",
    "restore",
    "standings",
    "withdraw",
]
