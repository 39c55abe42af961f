"""Publish what was approved for a time that has come."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from findings.publishing.submissions import publish_due


class Command(BaseCommand):
    help = (
        "Publish the submissions that were approved and whose time has come. Run it every few minutes. What has "
        "changed since it was approved is not published: it waits for another look, and the exit code is 1."
    )

    def handle(self, **options: Any) -> None:
        done = publish_due()
        for submission, reasons in done:
            if reasons:
                self.stderr.write(f"Submission {submission.pk} was not published. {' '.join(reasons)}")
            else:
                self.stdout.write(f"Submission {submission.pk} is published: {submission.published_in or 'no change'}.")
        if not done:
            self.stdout.write("Nothing is due.")
        if any(reasons for _submission, reasons in done):
            raise SystemExit(1)
