#!/usr/bin/env python
"""Django's command line for the portal: `manage.py help` lists the commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mmsmt_portal.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed for this Python. Install the portal's packages first:\n"
            "  python3 -m venv .venv && .venv/bin/pip install -r requirements/dev.txt\n"
            "and start this command with .venv/bin/python."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
