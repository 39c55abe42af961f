"""The address that a first run serves on: taken before anything slow is done, and told as a person types it."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mmsmt_portal.steps import CannotServeError

#: The file, beside the private database, that says what the permalinks of a run begin with.
BASE = "base-address"


@contextmanager
def take_address(host: str, port: int) -> Iterator[socket.socket]:
    """Bind the address, and keep it: gunicorn is handed the socket itself. Raises CannotServeError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise CannotServeError(f"--host is {host!r}, which is no address of this machine; try 127.0.0.1.") from None
    listener = socket.socket(family, kind, protocol)
    # An address whose last user has just ended can be taken again at once; one that is listened on cannot.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except PermissionError:
        listener.close()
        raise CannotServeError(f"Port {port} is kept for the system; choose another, as --port 8000.") from None
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else port - 1
            raise CannotServeError(
                f"Port {port} of {host} is in use by another program; end it, or choose another port, as "
                f"--port {other}."
            ) from None
        raise CannotServeError(f"--host is {host!r}, which is no address of this machine; try 127.0.0.1.") from None
    with listener:
        yield listener


def address_of(listener: socket.socket) -> tuple[str, int]:
    host, port, *_ = listener.getsockname()
    return host, port


def is_any(host: str) -> bool:
    """Whether this stands for all addresses of the machine."""
    return ipaddress.ip_address(host).is_unspecified


def reachable(host: str) -> str:
    """Where this machine reaches itself when it listens on `host`."""
    if not is_any(host):
        return host
    return "::1" if ":" in host else "127.0.0.1"


def in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def web_address(host: str, port: int) -> str:
    return f"http://{in_url(reachable(host))}:{port}/"


@contextmanager
def leaving_base(portal_dir: Path, base: str) -> Iterator[None]:
    """Write down what the permalinks of this run begin with, for commands that are given beside it, until it ends."""
    portal_dir.mkdir(mode=0o700, exist_ok=True)
    file = portal_dir / BASE
    file.write_text(f"{base}\n")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def base_left(portal_dir: Path) -> str | None:
    """What the permalinks of a run here begin with. One that was killed leaves it, so ask whether there is a run."""
    try:
        return (portal_dir / BASE).read_text().strip() or None
    except OSError:
        return None
