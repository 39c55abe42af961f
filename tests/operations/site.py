"""A whole site on loopback: a copy of the portal as the image holds it, its processes, and nginx in front.

Commands and configurations are those of README and docs/operations; only addresses, folders and the certificate differ.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mmsmt_portal import environment, release
from mmsmt_portal.processes import end_child, tethered
from tests.mmsmt_portal.test_environment import PRODUCTION
from tests.operations.postgres import READER, Server, free_port, wait_until
from tests.operations.readers import Site

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "docs" / "operations"
ENDING = ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0))
EDITOR = "operations"
#: As README has it; the address to bind and the number of workers differ between machines. (The program itself,
#: not `python -m gunicorn`: an upgrade by USR2 starts again what stands here, and finds no module that way.)
GUNICORN = ["gunicorn", "--config=python:mmsmt_portal.gunicorn_config", "--bind=0.0.0.0:8000", "--workers=2"]


@dataclass
class Portal:
    """A copy of the portal with its static files collected, in a folder of its own."""

    folder: Path

    @classmethod
    def copied_to(cls, folder: Path) -> Portal:
        folder.mkdir()
        for source in (*release.SOURCES, "fixtures"):
            shutil.copytree(ROOT / source, folder / source, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "manage.py", folder)
        portal = cls(folder)
        portal.manage("collectstatic", "--noinput", "--verbosity=0")
        return portal

    def variables(self, **given: str) -> dict[str, str]:
        return environment.with_changes(**dict.fromkeys(environment.NAMES, "") | given)

    def manage(self, *command: str, url: str = "", given: str | None = None) -> str:
        """Run a command of the portal to its end, as an editors' process would. Returns what it wrote."""
        variables = PRODUCTION | {"DATABASE_URL": url, "SITE_ROLE": "editors"} if url else {}
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=self.folder,
            env=self.variables(**variables),
            input=given,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self, *command: str, url: str) -> subprocess.Popen[bytes]:
        """Start a command of the portal and leave it running."""
        return tethered(
            [sys.executable, "manage.py", *command],
            on_our_end=signal.SIGKILL,
            cwd=self.folder,
            env=self.variables(**PRODUCTION | {"DATABASE_URL": url, "SITE_ROLE": "editors"}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def fill(self, server: Server) -> None:
        """From an empty database to a published one, by the commands of README."""
        url = server.url()
        self.manage("migrate", "--verbosity=0", url=url)
        self.manage("load_fixtures", url=url)
        self.manage("publish", "--curated", f"--editor={EDITOR}", "--note=First publication", url=url)
        self.manage(
            "create_reader_role", READER, "--password-from-stdin", url=url, given=f"{server.passwords[READER]}\n"
        )

    def correct(self, server: Server, note: str, *keys: str) -> str:
        """Change the titles of findings and publish them as a correction. Returns what the command said."""
        for key in keys:
            server.ask("UPDATE findings_finding SET title = %s WHERE reference = %s", f"{note}: {key}", key)
        names = [part for key in keys for part in ("finding", key)]
        return self.manage(
            "publish", *names, "--kind=correction", f"--editor={EDITOR}", f"--note={note}", url=server.url()
        )

    def head(self, server: Server) -> str:
        """The ledger recomputed: how many editions fit, and the digest of the last."""
        return self.manage("verify_editions", url=server.url())


@dataclass
class Process:
    """One gunicorn of the portal, in one role, on one port."""

    portal: Portal
    role: str
    url: str
    port: int = field(default_factory=free_port)
    workers: int = 2
    variables: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def site(self) -> Site:
        return Site(self.port)

    @property
    def log_file(self) -> Path:
        return self.portal.folder.with_name(f"{self.role}-{self.port}.log")

    @property
    def pid_file(self) -> Path:
        return self.portal.folder.with_name(f"{self.role}-{self.port}.pid")

    def start(self) -> None:
        own = {
            "DATABASE_URL": self.url,
            "SITE_ROLE": self.role,
            "SITE_URL": f"https://{Site.host}",
            "ALLOWED_HOSTS": f"{Site.host},editors.{Site.host}",
        }
        serving = [part.replace("0.0.0.0:8000", f"127.0.0.1:{self.port}") for part in GUNICORN[:-1]]
        with self.log_file.open("ab") as log:
            self.process = tethered(
                [
                    Path(sys.executable).with_name(serving[0]),
                    *serving[1:],
                    f"--workers={self.workers}",
                    f"--pid={self.pid_file}",
                ],
                on_our_end=signal.SIGTERM,
                cwd=self.portal.folder,
                stdout=log,
                stderr=log,
                env=self.portal.variables(**PRODUCTION | own | self.variables),
            )
        wait_until(lambda: self.site.get("/health/ready").status == 200, 60)

    def master(self) -> int:
        return int(self.pid_file.read_text())

    def workers_of(self, master: int) -> list[int]:
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [int(pid) for pid in children]

    def stop(self) -> None:
        """End it, and the one that took over from it (USR2), if one did."""
        if self.process is None:
            return
        for file in (self.pid_file, self.pid_file.with_suffix(".pid.2")):
            if file.exists() and (pid := int(file.read_text())) != self.process.pid:
                os.kill(pid, signal.SIGTERM)
                wait_until(lambda pid=pid: not Path(f"/proc/{pid}").exists(), 20)
        end_child(self.process, ENDING)

    def log(self) -> str:
        return self.log_file.read_text(errors="replace")


# nginx


@dataclass
class Nginx:
    """nginx with docs/operations/nginx.conf."""

    folder: Path
    public: list[int]
    editors: int
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def site(self) -> Site:
        return Site(self.port, tls=True)

    @property
    def editors_site(self) -> Site:
        return Site(self.port, tls=True, host=f"editors.{Site.host}")

    def configuration(self, *changes: tuple[str, str]) -> str:
        """The example with what has to differ here. Every one of these is there, or the example has changed."""
        text = (EXAMPLES / "nginx.conf").read_text()
        certificate, key = self.certificate()
        temporary = "".join(
            f"    {name}_temp_path {self.folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        for old, new in (
            ("user www-data;", "user root;" if os.geteuid() == 0 else ""),
            ("worker_processes auto;", "worker_processes 1;"),
            ("/run/nginx.pid", f"{self.folder}/nginx.pid"),
            ("http {\n", f"http {{\n{temporary}"),
            ("/var/log/nginx/", f"{self.folder}/"),
            ("/var/cache/nginx/portal", f"{self.folder}/cache"),
            ("/etc/ssl/portal/fullchain.pem", str(certificate)),
            ("/etc/ssl/portal/key.pem", str(key)),
            ("127.0.0.1:8001", f"127.0.0.1:{self.public[0]}"),
            ("127.0.0.1:8002", f"127.0.0.1:{self.public[-1]}"),
            ("127.0.0.1:8003", f"127.0.0.1:{self.editors}"),
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("listen 80", f"listen 127.0.0.1:{free_port()}"),
            ("allow 10.0.0.0/8;", "allow 127.0.0.0/8;"),
            *changes,
        ):
            assert old in text, old
            text = text.replace(old, new)
        # What the test did not change would be an address of this machine's.
        assert re.findall(r"\b(?:listen|server) [^;]*:(?:80|443|800\d)\b", text) == []
        return text

    def certificate(self) -> tuple[Path, Path]:
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        if not certificate.exists():
            subprocess.run(
                [
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:prime256v1",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    f"/CN={Site.host}",
                    "-keyout",
                    key,
                    "-out",
                    certificate,
                ],
                check=True,
                capture_output=True,
            )
        return certificate, key

    def start(self, *changes: tuple[str, str]) -> None:
        self.folder.mkdir(exist_ok=True)
        file = self.folder / "nginx.conf"
        file.write_text(self.configuration(*changes))
        with (self.folder / "said.log").open("ab") as said:
            self.process = tethered(
                [
                    shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin") or "nginx",
                    "-c",
                    file,
                    "-p",
                    self.folder,
                    "-g",
                    "daemon off;",
                ],
                on_our_end=signal.SIGTERM,
                stdout=said,
                stderr=said,
            )
        try:
            wait_until(lambda: self.site.get("/health/live").status != 0, 10)
        except AssertionError:
            raise AssertionError((self.folder / "said.log").read_text()) from None

    def stop(self) -> None:
        if self.process is not None:
            end_child(self.process, ENDING)


@contextmanager
def running(*things: Server | Process | Nginx) -> Iterator[None]:
    """Everything that was started ends, the last first."""
    try:
        for thing in things:
            thing.start()
        yield
    finally:
        for thing in reversed(things):
            thing.stop()
