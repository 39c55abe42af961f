"""Compare the UN Security Council Consolidated List with the records, and keep what differs as proposals."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from findings.curation.errors import CuratedErrors
from findings.curation.un_list import LARGEST, read_un_list
from findings.curation.un_list_proposals import ProposedImport, propose
from findings.models.imports import MatchedBy, ProposalAction


class Command(BaseCommand):
    help = (
        "Read the UN Security Council Consolidated List (its XML), and keep what the records lack of it as proposals. "
        "Nothing is written into a record before an editor accepts it in the admin."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the list as the United Nations publish it in XML")
        parser.add_argument("--dry-run", action="store_true", help="say what would be proposed, and keep nothing")
        parser.add_argument("--editor", default="import_un_list", help="who imports it; shown to editors")

    def handle(self, *, file: Path, dry_run: bool, editor: str, **_options: Any) -> None:
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
            listing = read_un_list(content, file.name)
        except OSError as error:
            self.stderr.write(f"{file}: cannot be read ({error.strerror}); name the list in XML.\nNothing was kept.")
            raise SystemExit(1) from None
        except CuratedErrors as errors:
            self.stderr.write(f"{errors}\nNothing was kept.")
            raise SystemExit(1) from None
        proposed = propose(listing, content, file_name=file.name, editor=editor, dry_run=dry_run)
        self.stdout.write(
            f"The list of {listing.dated or 'an unknown day'}: {len(listing.entries)} entries of the DPRK regime"
            f"{f', {listing.others} of others' if listing.others else ''}."
        )
        for line in told(proposed, dry_run=dry_run):
            self.stdout.write(line)


def told(proposed: ProposedImport, *, dry_run: bool) -> list[str]:
    """The import in lines."""
    by = {each: proposed.matched[each] for each in MatchedBy if proposed.matched[each]}
    lines = ["Matched by " + "; ".join(f"{each.label}: {number}" for each, number in by.items()) + "."]
    counted = {ProposalAction(action).label: number for action, number in proposed.by_action().items()}
    if counted:
        lines.append("New proposals: " + ", ".join(f"{label} {number}" for label, number in counted.items()) + ".")
    else:
        lines.append("Nothing new is proposed.")
    if proposed.known:
        lines.append(f"Proposed before, and not again: {proposed.known}.")
    if dry_run:
        lines.append("A dry run: nothing was kept.")
    elif counted:
        lines.append("Decide on them in the admin, under Proposals.")
    return lines
