"""docs/security.md: each test that it names is there, each item is named once, and its bounds are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from findings.api import parameters
from findings.queries import comparison, lists, questions, search_text
from findings.views import exceptions
from mmsmt_portal import database, gunicorn_config
from mmsmt_portal.environment import SiteRole
from mmsmt_portal.management.commands import migrate

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in re.findall(r"^\| V[0-9].*", TEXT, re.M)]
NGINX, VARNISH = ((ROOT / "docs" / "operations" / name).read_text() for name in ("nginx.conf", "varnish.vcl"))
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


def items(cell: str) -> list[str]:
    """The numbers at the beginning of a row: V3.5.1–V3.5.3 are three."""
    found = []
    for first, last in re.findall(r"(V[0-9.]+[0-9])(?:–(V[0-9.]+[0-9]))?", cell):
        section, _, begin = first.rpartition(".")
        end = last.rpartition(".")[2] if last else begin
        found += [f"{section}.{number}" for number in range(int(begin), int(end) + 1)]
    return found


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE)


def test_every_row_is_whole_and_says_how_or_that_it_is_not_met() -> None:
    assert len(NAMED) > 50
    assert [row for row in ROWS if len(row) != 4] == []
    # What no test holds, says how it is met all the same, that it is not, or whose it is.
    assert [row[0] for row in ROWS if not row[2] and not (row[1] or row[3])] == []


def test_an_item_stands_in_its_chapter() -> None:
    chapters = re.split(r"^### (V[0-9]+) ", TEXT, flags=re.MULTILINE)[1:]
    for chapter, text in zip(chapters[::2], chapters[1::2], strict=True):
        rows = re.findall(r"^\| (V[0-9].*?) \|", text.split("\n## ")[0], re.MULTILINE)
        assert rows != []
        assert [item for row in rows for item in items(row) if not item.startswith(f"{chapter}.")] == []


def test_the_bounds_are_those_of_the_code() -> None:
    """Each number of the table of bounds, where it is from."""
    seconds = {role: limit // 1000 for role, limit in database.STATEMENT_TIMEOUT.items()}
    locks = {role: limit // 1000 for role, limit in database.LOCK_TIMEOUT.items()}
    said = [
        f"{gunicorn_config.limit_request_line:,} bytes, {gunicorn_config.limit_request_fields} headers",
        f"headers of {gunicorn_config.limit_request_field_size:,} bytes",
        f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields",
        f"| {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} | 400",
        f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 2**20} MB",
        f"{search_text.LONGEST_TEXT} characters and {search_text.MOST_WORDS} words of text",
        f"{questions.MOST_VALUES} values of filters in all",
        f"{lists.PAGE_SIZE} findings; in the API up to {parameters.LARGEST_PAGE}",
        f"{parameters.LARGEST_FACET} values of each; {comparison.MOST} sides",
        f"{seconds[SiteRole.PUBLIC]} s of a public process, {seconds[SiteRole.EDITORS]} s of an editors' one",
        f"Retry-After: {exceptions.RETRY_AFTER_SECONDS}",
        f"{locks[SiteRole.PUBLIC]} s; {locks[SiteRole.EDITORS]} s of an editors' process; {migrate.LOCK_TIMEOUT} s of",
        f"| {database.IDLE_IN_TRANSACTION_TIMEOUT // 1000} s | is ended",
        f"| {gunicorn_config.timeout} s | is replaced",
        f"{settings.AXES_FAILURE_LIMIT} of a user name from an address",
        f"then {int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)} minutes",
    ]
    assert [each for each in said if each not in TEXT] == []


def test_the_proxy_counts_as_is_said() -> None:
    configured = dict(re.findall(r"zone=(\w+):\w+ rate=(\d+r/[sm]);", NGINX))
    assert configured == {"pages": "50r/s", "api": "10r/s", "exports": "12r/m", "login": "30r/m"}
    assert "pages 50 a second, API 10, exports 12 a minute, log-in 30 a minute" in TEXT


def test_each_proxy_keeps_to_what_it_says_of_its_limits() -> None:
    """`q` of its quota in `w` seconds is the rate that is kept, and twice that may come at once."""
    told = {name: (int(q), int(w)) for name, q, w in re.findall(r"\"(\w+)\";q=(\d+);w=(\d+)", NGINX)}
    per_second = {"s": 1, "m": 60}
    rates = re.findall(r"zone=(\w+):\w+ rate=(\d+)r/([sm]);", NGINX)
    assert {name: int(rate) / per_second[unit] for name, rate, unit in rates} == {
        name: quota / window for name, (quota, window) in told.items()
    }
    bursts = {name: int(burst) for name, burst in re.findall(r"limit_req zone=(\w+) burst=(\d+) nodelay;", NGINX)}
    assert bursts.keys() == told.keys()
    assert [name for name, burst in bursts.items() if burst + 1 < 2 * told[name][0]] == []

    buckets = set(re.findall(r"\"(\w+):\" \+ client\.identity, (\d+), (\d+)s", VARNISH))
    of_varnish = {name: (int(q), int(w)) for name, q, w in re.findall(r"\"(\w+)\";q=(\d+);w=(\d+)", VARNISH)}
    assert of_varnish == {name: quota for name, quota in told.items() if name != "login"}
    assert buckets == {(name, str(2 * quota), str(2 * window)) for name, (quota, window) in of_varnish.items()}


@pytest.mark.parametrize("password", ["한국어로 된 긴 비밀번호입니다", "a-very-long-one " * 8, "correct horse battery"])
def test_passwords_are_long_and_of_any_kind(password: str) -> None:
    validate_password(password)
    for refused in ("elevensigns", "administrator", "123456789012345"):
        with pytest.raises(ValidationError):
            validate_password(refused)
    assert PBKDF2PasswordHasher.iterations >= 600_000  # the settings of production name none, so it is Django's
