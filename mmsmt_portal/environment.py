"""The only reader of os.environ."""

import os


def database_url() -> str:
    return os.environ.get("DATABASE_URL", "postgres:///portal")
