"""The only reader of os.environ.

Every variable is read once, here, into one typed value. A value that cannot be used is told in one sentence: the
variable, the value, what would be right; all of them at once, so that a deployment is mended in one go. The value of
SECRET_KEY and the password of DATABASE_URL are never part of a sentence.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import PurePath
from urllib.parse import urlsplit

#: What a production process cannot do without (`wsgi.py` refuses to start), and why.
REQUIRED_IN_PRODUCTION = {
    "DATABASE_URL": "the PostgreSQL server, as postgresql://USER:PASSWORD@HOST:5432/NAME",
    "SECRET_KEY": "a long random text, the same in every process",
    "ALLOWED_HOSTS": "the names the portal is reached under, separated by commas",
    "SITE_URL": "the public address that permalinks begin with, as https://portal.example.org",
}

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
#: RELEASE becomes part of an ETag, so only characters that need no quoting there (RFC 9110, 8.8.3).
RELEASE = re.compile(r"[A-Za-z0-9._+-]{1,64}")
#: What Django takes in ALLOWED_HOSTS: a name, one with a leading dot for its subdomains, an address, or "*".
HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")
#: A mail address, or an address of the web under TLS; nothing that could end the attribute it is printed in.
CONTACT = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|https://[^\s\"'<>]+")
#: The variable in which prometheus_client is told the folder that processes share.
METRICS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
DATABASE_SCHEMES = {"postgres", "postgresql"}
#: An address with several hosts, as libpq takes it: user and password, hosts, database, the rest.
SEVERAL_HOSTS = re.compile(
    r"(?P<begin>[^:/?#]+://(?:[^/?#]*@)?)(?P<hosts>[^/?#@]*,[^/?#@]*)(?P<database>(?:/[^?#]*)?)(?:\?(?P<options>[^#]*))?"
)
#: One of its hosts: a name or an address, with a port or without.
ONE_HOST = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:\[\]]*)(?::(?P<port>[0-9]*))?")


class SiteRole(StrEnum):
    """Which part of the portal a process is. INSTALLED_APPS are equal in all of them."""

    PUBLIC = "public"  #: pages and API, read-only database sessions, no admin
    EDITORS = "editors"  #: the admin beside the pages, for an address that only editors reach
    ALL = "all"  #: both in one process, as on the first run


class AdminTotp(StrEnum):
    """Whether editors need a second factor, the code of an authenticator app, to log in."""

    REQUIRED = "required"
    OPTIONAL = "optional"  #: who has enrolled an app needs it; for trying the admin out, never over https


class UnusableEnvironmentError(Exception):
    """One or more variables cannot be used. `str()` is one sentence a variable, one a line."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says. An empty variable counts as one that is not set."""

    # Neither is part of its text: Django's page of a developer shows every setting.
    database_url: str | None = field(repr=False)
    secret_key: str | None = field(repr=False)
    allowed_hosts: tuple[str, ...]
    site_url: str | None  #: scheme and host, without a slash at the end
    site_role: SiteRole
    debug: bool
    release: str | None
    admin_totp: AdminTotp
    contact: str | None  #: where readers report mistakes: a mail address, or an address of the web
    security_contact: str | None  #: where a weakness of the portal is reported, in the same form
    releases_dir: str | None = None  #: the folder of the releases of the dataset that are served
    export_dir: str | None = None  #: the folder of whole files that are kept ready
    metrics_dir: str | None = None  #: the folder in which processes of this machine add up what they count
    proxies: int = 0  #: how many proxies of ours each request passes, and each names whom it had it from

    def missing_in_production(self) -> list[str]:
        """One line for each variable that a production process needs and does not have."""
        present = {
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": self.secret_key,
            "ALLOWED_HOSTS": self.allowed_hosts,
            "SITE_URL": self.site_url,
        }
        return [f"{name}: {what}" for name, what in REQUIRED_IN_PRODUCTION.items() if not present[name]]


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment, checked. Raises UnusableEnvironmentError with a sentence for every value that cannot be used."""
    values = {name: variables.get(name, "").strip() for name in NAMES}
    sentences = [sentence for name, check in CHECKS.items() if values[name] and (sentence := check(values[name]))]
    if values["ADMIN_TOTP"] == AdminTotp.OPTIONAL and urlsplit(values["SITE_URL"]).scheme == "https":
        sentences.append(
            "ADMIN_TOTP is 'optional', but SITE_URL is an https address, so this is no trial: leave it out, and "
            "editors log in with a second factor."
        )
    if sentences:
        raise UnusableEnvironmentError(sentences)
    return Environment(
        database_url=values["DATABASE_URL"] or None,
        secret_key=values["SECRET_KEY"] or None,
        allowed_hosts=tuple(hosts(values["ALLOWED_HOSTS"])),
        site_url=values["SITE_URL"].rstrip("/") or None,
        site_role=SiteRole(values["SITE_ROLE"] or SiteRole.ALL),
        debug=values["DEBUG"].lower() in TRUE,
        release=values["RELEASE"] or None,
        admin_totp=AdminTotp(values["ADMIN_TOTP"] or AdminTotp.REQUIRED),
        contact=values["CONTACT"] or None,
        security_contact=values["SECURITY_CONTACT"] or None,
        releases_dir=values["RELEASES_DIR"] or None,
        export_dir=values["EXPORT_DIR"] or None,
        metrics_dir=values["METRICS_DIR"] or None,
        proxies=int(values["PROXIES"] or 0),
    )


def with_changes(**changes: str) -> dict[str, str]:
    """This process's variables with some set anew: the environment of a child process."""
    return {**os.environ, **changes}


def choose_settings() -> None:
    """Name the settings to Django, for a process that was started without manage.py."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mmsmt_portal.settings")


def metrics_folder_of(parent: str) -> tuple[str, bool]:
    """Where the workers of a gunicorn that starts add up what they count, and whether that is for this start alone.

    It is METRICS_DIR, or else a new name in `parent`; "" where nobody could read the numbers, in a public process by
    itself. Nothing is made yet. prometheus_client is told by METRICS_VARIABLE, which it reads as it is imported.
    """
    given = os.environ.get("METRICS_DIR", "").strip()
    if given:
        return given, False
    if os.environ.get("SITE_ROLE", "").strip() == SiteRole.PUBLIC:
        return "", False
    return str(PurePath(parent) / f"portal-metrics-{os.getpid()}-{secrets.token_hex(8)}"), True


def metrics_folder() -> str:
    """The folder in which this process adds to what others count, "" where it counts for itself."""
    return os.environ.get(METRICS_VARIABLE, "")


def is_continuous_integration() -> bool:
    """Whether CI is set: what a developer's machine may lack is then a failure."""
    return os.environ.get("CI", "").lower() not in FALSE


def hosts(value: str) -> list[str]:
    return [host.strip() for host in value.split(",") if host.strip()]


def check_database_url(value: str) -> str | None:
    form = "It has the form postgresql://USER:PASSWORD@HOST:5432/NAME."
    try:
        parts = urlsplit(with_hosts_as_options(value))
        port = parts.port
    except ValueError:
        return (
            "DATABASE_URL cannot be taken apart: its port is not a number up to 65535, or a character of its "
            f"user or password needs percent-encoding. {form}"
        )
    shown = without_password(value)
    if parts.scheme not in DATABASE_SCHEMES:
        return f"DATABASE_URL is {shown!r}, which is not an address of a PostgreSQL server. {form}"
    if port == 0:
        return f"DATABASE_URL is {shown!r}, and 0 is no port of a server. {form}"
    if not parts.path.strip("/"):
        return f"DATABASE_URL is {shown!r}, which names no database. {form}"
    return None


def with_hosts_as_options(url: str) -> str:
    """An address with its hosts, where it has several, as the options `host` and `port` after the question mark.

    `postgresql://u@one:5432,two:5433/portal` is an address to libpq (its manual, "Specifying Multiple Hosts"), which
    tries one after the other; to parsers of addresses of the web it is none. Raises ValueError where a port is none.
    """
    found = SEVERAL_HOSTS.fullmatch(url)
    if found is None:
        return url
    each = [ONE_HOST.fullmatch(host) for host in found["hosts"].split(",")]
    hosts = [one["host"].strip("[]") if one else "" for one in each]
    ports = [(one["port"] or "5432") if one else "" for one in each]
    if not all(hosts) or not all(1 <= int(port) <= 65535 for port in ports):
        raise ValueError("not a list of hosts")
    options = f"host={','.join(hosts)}&port={','.join(ports)}" + (f"&{found['options']}" if found["options"] else "")
    return f"{found['begin']}{found['database']}?{options}"


def check_secret_key(value: str) -> str | None:
    # The rule of Django's own check security.W009: 50 characters, 5 of them different.
    if len(value) < 50 or len(set(value)) < 5:
        return (
            f"SECRET_KEY is too weak ({len(value)} characters); use at least 50 random ones, such as python3 -c "
            "'import secrets; print(secrets.token_urlsafe(50))' prints."
        )
    return None


def check_allowed_hosts(value: str) -> str | None:
    wrong = [host for host in hosts(value) if not HOST.fullmatch(host)]
    if wrong:
        return (
            f"ALLOWED_HOSTS has {wrong[0]!r}, which is not the name of a host; write names without scheme, port "
            "or path, separated by commas: portal.example.org,www.portal.example.org."
        )
    return None


def check_site_url(value: str) -> str | None:
    right = "It is the scheme and host that permalinks begin with: https://portal.example.org."
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return f"SITE_URL is {value!r}, which cannot be taken apart. {right}"
    if parts.username is not None or parts.password is not None:
        return f"SITE_URL has a user name or a password in it, and every reader would see them. {right}"
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return f"SITE_URL is {value!r}, which is not an address of the web. {right}"
    if parts.path.strip("/") or parts.query or parts.fragment:
        return f"SITE_URL is {value!r}, but the portal lives at the root of its host. {right}"
    return None


def check_site_role(value: str) -> str | None:
    if value not in set(SiteRole):
        return f"SITE_ROLE is {value!r}; it is one of {', '.join(SiteRole)}."
    return None


def check_admin_totp(value: str) -> str | None:
    if value not in set(AdminTotp):
        return f"ADMIN_TOTP is {value!r}; it is one of {', '.join(AdminTotp)}."
    return None


def check_debug(value: str) -> str | None:
    if value.lower() not in TRUE | FALSE:
        return f"DEBUG is {value!r}; it is 1 or 0."
    return None


def check_release(value: str) -> str | None:
    if not RELEASE.fullmatch(value):
        return (
            f"RELEASE is {value!r}; it is up to 64 letters, digits and the marks . _ + - such as a version or a commit."
        )
    return None


def check_contact(value: str) -> str | None:
    if not (CONTACT.fullmatch(value) and len(value) <= 254):
        return (
            f"CONTACT is {value!r}; it is where readers report mistakes: a mail address, such as "
            "editors@portal.example.org, or an address that begins with https://."
        )
    return None


def check_security_contact(value: str) -> str | None:
    if not (CONTACT.fullmatch(value) and len(value) <= 254):
        return (
            f"SECURITY_CONTACT is {value!r}; it is where a weakness of the portal is reported: a mail address, such as "
            "security@portal.example.org, or an address that begins with https://."
        )
    return None


def check_folder(name: str, value: str) -> str | None:
    if not PurePath(value).is_absolute() or "\0" in value:
        return f"{name} is {value!r}; it is the absolute path of a folder, such as /srv/portal/releases."
    return None


def check_proxies(value: str) -> str | None:
    if not re.fullmatch(r"[0-9]", value):
        return (
            f"PROXIES is {value!r}; it is how many proxies stand in front of this process and set X-Forwarded-For: "
            "0 for none, 1 for one."
        )
    return None


def without_password(url: str) -> str:
    """The address with its password, if it has one, left out: for people and logs.

    A password can stand in the authority (`user:password@`) and in the query (`?password=`).
    """
    url = re.sub(r"(://[^/?#@:]*):[^/?#]*@", r"\1@", url)
    return re.sub(r"([?&](?:password|passfile|sslpassword)=)[^&#]*", r"\1…", url, flags=re.IGNORECASE)


CHECKS: dict[str, Callable[[str], str | None]] = {
    "DATABASE_URL": check_database_url,
    "SECRET_KEY": check_secret_key,
    "ALLOWED_HOSTS": check_allowed_hosts,
    "SITE_URL": check_site_url,
    "SITE_ROLE": check_site_role,
    "DEBUG": check_debug,
    "RELEASE": check_release,
    "ADMIN_TOTP": check_admin_totp,
    "CONTACT": check_contact,
    "SECURITY_CONTACT": check_security_contact,
    "RELEASES_DIR": partial(check_folder, "RELEASES_DIR"),
    "EXPORT_DIR": partial(check_folder, "EXPORT_DIR"),
    "METRICS_DIR": partial(check_folder, "METRICS_DIR"),
    "PROXIES": check_proxies,
}
NAMES = tuple(CHECKS)
