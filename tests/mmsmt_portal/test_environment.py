"""The environment: what each variable may be, and the sentence that a wrong one gets."""

from __future__ import annotations

import pytest

from mmsmt_portal import environment
from mmsmt_portal.environment import AdminTotp, Environment, SiteRole, UnusableEnvironmentError

KEY = "k3y-" * 13 + "x"
PRODUCTION = {
    "DATABASE_URL": "postgresql://portal:secret@db.example:5432/portal",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "portal.example.org, www.portal.example.org",
    "SITE_URL": "https://portal.example.org/",
    "SITE_ROLE": "public",
    "DEBUG": "0",
    "RELEASE": "1.2.0+ab12",
    "ADMIN_TOTP": "required",
    "CONTACT": "editors@portal.example.org",
    "SECURITY_CONTACT": "https://portal.example.org/security",
    "PROXIES": "1",
}


def sentences(**variables: str) -> list[str]:
    with pytest.raises(UnusableEnvironmentError) as caught:
        environment.read(variables)
    return caught.value.sentences


def test_a_production_environment_is_read_whole() -> None:
    assert environment.read(PRODUCTION) == Environment(
        database_url="postgresql://portal:secret@db.example:5432/portal",
        secret_key=KEY,
        allowed_hosts=("portal.example.org", "www.portal.example.org"),
        site_url="https://portal.example.org",
        site_role=SiteRole.PUBLIC,
        debug=False,
        release="1.2.0+ab12",
        admin_totp=AdminTotp.REQUIRED,
        contact="editors@portal.example.org",
        security_contact="https://portal.example.org/security",
        proxies=1,
    )
    assert environment.read(PRODUCTION).missing_in_production() == []


def test_an_empty_environment_is_a_first_run() -> None:
    nothing = Environment(
        database_url=None,
        secret_key=None,
        allowed_hosts=(),
        site_url=None,
        site_role=SiteRole.ALL,
        debug=False,
        release=None,
        admin_totp=AdminTotp.REQUIRED,
        contact=None,
        security_contact=None,
    )
    assert environment.read({}) == nothing
    assert environment.read(dict.fromkeys(PRODUCTION, " ")) == nothing


def test_production_is_told_all_that_it_lacks_at_once() -> None:
    assert environment.read({"ALLOWED_HOSTS": "portal.example.org"}).missing_in_production() == [
        "DATABASE_URL: the PostgreSQL server, as postgresql://USER:PASSWORD@HOST:5432/NAME",
        "SECRET_KEY: a long random text, the same in every process",
        "SITE_URL: the public address that permalinks begin with, as https://portal.example.org",
    ]


FORM = "It has the form postgresql://USER:PASSWORD@HOST:5432/NAME."


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("portal", f"DATABASE_URL is 'portal', which is not an address of a PostgreSQL server. {FORM}"),
        ("sqlite:///x", f"DATABASE_URL is 'sqlite:///x', which is not an address of a PostgreSQL server. {FORM}"),
        ("postgres://u:pw@h", f"DATABASE_URL is 'postgres://u@h', which names no database. {FORM}"),
        ("postgres://u:pw@h:0/d", f"DATABASE_URL is 'postgres://u@h:0/d', and 0 is no port of a server. {FORM}"),
        (
            "postgres://u:p/w@h:99999/d",
            (
                "DATABASE_URL cannot be taken apart: its port is not a number up to 65535, or a character of its "
                f"user or password needs percent-encoding. {FORM}"
            ),
        ),
        (
            "postgres://u:pw@one:5432,two:99999/d",
            (
                "DATABASE_URL cannot be taken apart: its port is not a number up to 65535, or a character of its "
                f"user or password needs percent-encoding. {FORM}"
            ),
        ),
        ("postgres://u:pw@one,two/", f"DATABASE_URL is 'postgres://u@one,two/', which names no database. {FORM}"),
    ],
)
def test_a_database_url_that_cannot_be_one(value: str, sentence: str) -> None:
    assert sentences(DATABASE_URL=value) == [sentence]


@pytest.mark.parametrize(
    ("value", "taken_apart"),
    [
        (
            "postgresql://u:p@one:5433,two/d?target_session_attrs=prefer-standby",
            "postgresql://u:p@/d?host=one,two&port=5433,5432&target_session_attrs=prefer-standby",
        ),
        ("postgresql://u:p@[::1]:5433,127.0.0.1:5432/d", "postgresql://u:p@/d?host=::1,127.0.0.1&port=5433,5432"),
        ("postgresql://u:a,b@one/d", "postgresql://u:a,b@one/d"),
        ("postgresql://u:p@one:5432/d", "postgresql://u:p@one:5432/d"),
    ],
)
def test_a_database_url_may_name_several_hosts(value: str, taken_apart: str) -> None:
    assert environment.read({"DATABASE_URL": value}).database_url == value
    assert environment.with_hosts_as_options(value) == taken_apart


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SITE_ROLE", "reader", "SITE_ROLE is 'reader'; it is one of public, editors, all."),
        ("DEBUG", "maybe", "DEBUG is 'maybe'; it is 1 or 0."),
        *(
            (
                "PROXIES",
                value,
                (
                    f"PROXIES is {value!r}; it is how many proxies stand in front of this process and set "
                    "X-Forwarded-For: 0 for none, 1 for one."
                ),
            )
            for value in ("-1", "10", "¹", "yes")
        ),
        (
            "SITE_URL",
            "portal.example.org",
            (
                "SITE_URL is 'portal.example.org', which is not an address of the web. It is the scheme and host that "
                "permalinks begin with: https://portal.example.org."
            ),
        ),
        (
            "SITE_URL",
            "https://example.org/portal",
            (
                "SITE_URL is 'https://example.org/portal', but the portal lives at the root of its host. It is the "
                "scheme and host that permalinks begin with: https://portal.example.org."
            ),
        ),
        (
            "SITE_URL",
            "https://example.org:port",
            (
                "SITE_URL is 'https://example.org:port', which cannot be taken apart. It is the scheme and host that "
                "permalinks begin with: https://portal.example.org."
            ),
        ),
        (
            "ALLOWED_HOSTS",
            "a.example, https://b.example",
            (
                "ALLOWED_HOSTS has 'https://b.example', which is not the name of a host; write names without scheme, "
                "port or path, separated by commas: portal.example.org,www.portal.example.org."
            ),
        ),
        (
            "RELEASE",
            'v"1"',
            "RELEASE is 'v\"1\"'; it is up to 64 letters, digits and the marks . _ + - such as a version or a commit.",
        ),
        (
            "CONTACT",
            'https://portal.example.org/"onclick',
            (
                "CONTACT is 'https://portal.example.org/\"onclick'; it is where readers report mistakes: a mail "
                "address, such as editors@portal.example.org, or an address that begins with https://."
            ),
        ),
        (
            "SECURITY_CONTACT",
            "http://portal.example.org/security",
            (
                "SECURITY_CONTACT is 'http://portal.example.org/security'; it is where a weakness of the portal is "
                "reported: a mail address, such as security@portal.example.org, or an address that begins with https://."
            ),
        ),
        ("ADMIN_TOTP", "no", "ADMIN_TOTP is 'no'; it is one of required, optional."),
        (
            "CONTACT",
            "the editors",
            (
                "CONTACT is 'the editors'; it is where readers report mistakes: a mail address, "
                "such as editors@portal.example.org, or an address that begins with https://."
            ),
        ),
    ],
)
def test_a_wrong_value_gets_a_sentence(name: str, value: str, sentence: str) -> None:
    assert sentences(**{name: value}) == [sentence]


def test_a_log_in_without_a_second_factor_is_for_trying_out() -> None:
    assert environment.read({"ADMIN_TOTP": "optional"}).admin_totp is AdminTotp.OPTIONAL
    assert sentences(ADMIN_TOTP="optional", SITE_URL="https://portal.example.org") == [
        (
            "ADMIN_TOTP is 'optional', but SITE_URL is an https address, so this is no trial: leave it out, and "
            "editors log in with a second factor."
        )
    ]


def test_all_wrong_values_are_told_together() -> None:
    assert sentences(DEBUG="x", SITE_ROLE="y") == [
        "SITE_ROLE is 'y'; it is one of public, editors, all.",
        "DEBUG is 'x'; it is 1 or 0.",
    ]


def test_a_secret_is_never_part_of_a_sentence() -> None:
    told = " ".join(
        sentences(
            SECRET_KEY="hunter2", DATABASE_URL="mysql://u:hunter2@h/d", SITE_URL="https://u:hunter2@portal.example"
        )
    )
    assert "SECRET_KEY is too weak (7 characters)" in told
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:pw@h:5432/d", "postgresql://u@h:5432/d"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("postgresql://h/d?user=u&password=pw&sslmode=require", "postgresql://h/d?user=u&password=…&sslmode=require"),
        ("postgresql://:pw@h/d", "postgresql://@h/d"),
        ("postgresql://u:p@w@h/d", "postgresql://u@h/d"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert environment.without_password(url) == shown


@pytest.mark.parametrize("name", ["RELEASES_DIR", "EXPORT_DIR"])
def test_a_folder_is_named_by_its_absolute_path(name: str) -> None:
    assert sentences(**{name: "releases"}) == [
        f"{name} is 'releases'; it is the absolute path of a folder, such as /srv/portal/releases."
    ]
    read = environment.read({name: "/srv/portal/files"})
    assert getattr(read, name.lower()) == "/srv/portal/files"
    assert getattr(environment.read({}), name.lower()) is None
