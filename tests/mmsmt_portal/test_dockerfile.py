"""The image, step by step without Docker: what it is made from, what its steps give, and that it agrees with README."""

from __future__ import annotations

import fnmatch
import json
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest

from mmsmt_portal import environment, release
from mmsmt_portal.embedded_postgres import PrivateServer
from tests.mmsmt_portal.test_environment import PRODUCTION

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "Dockerfile").read_text()
README = (ROOT / "README.md").read_text()


def instructions() -> list[tuple[str, str]]:
    """(instruction, argument), in order, with continued lines joined and comments left out."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def arguments(instruction: str) -> list[str]:
    return [rest for word, rest in instructions() if word == instruction]


#: What a build may lack: COPY takes a pattern that fits nothing beside files that are there.
OPTIONAL = "conformance.jso[n]"


def copied() -> dict[str, str]:
    """What every build takes from the checkout: source → target in the working directory of the build."""
    found: dict[str, str] = {}
    for rest in arguments("COPY"):
        if not rest.startswith("--from="):
            *sources, target = shlex.split(rest)
            found |= {source: source if target == "./" else target for source in sources if source != OPTIONAL}
    return found


def command() -> list[str]:
    return json.loads(arguments("CMD")[0])


def is_let_in(path: str) -> bool:
    """Whether .dockerignore lets a file of the checkout into the build: the last pattern that fits decides."""
    verdict = True
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        pattern, admits = line.removeprefix("!").rstrip("/").removeprefix("**/"), line.startswith("!")
        parts = path.split("/")
        heads = ["/".join(parts[: length + 1]) for length in range(len(parts))]
        if any(fnmatch.fnmatchcase(head, pattern) for head in (parts if line.startswith("**/") else heads)):
            verdict = admits
    return verdict


def test_it_is_built_with_the_python_of_the_project_and_the_pinned_packages() -> None:
    bases = {rest.split()[0] for rest in arguments("FROM")}
    (version,) = {re.fullmatch(r"python:(\d+\.\d+)-slim", base)[1] for base in bases}  # type: ignore[index]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert [int(part) for part in version.split(".")] >= [int(part) for part in oldest.split(".")]
    assert (ROOT / ".python-version").read_text().strip() == version
    (install,) = [rest for rest in arguments("RUN") if "pip install" in rest]
    assert install.split("pip install ")[1] == "--require-hashes -r requirements/base.txt"
    pins = (ROOT / "requirements" / "base.txt").read_text()
    names = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]
    assert {name for name in names if f"\n{name}==" not in f"\n{pins}" and f"\n{name}[" not in f"\n{pins}"} == set()


def test_it_is_not_root_and_holds_no_secret() -> None:
    assert arguments("USER") == ["10001:10001"]
    assert [word for word, _ in instructions()].index("USER") > TEXT.count("RUN ") - 1
    settings = " ".join(arguments("ENV") + arguments("ARG"))
    assert [name for name in environment.NAMES if name in settings] == []


def test_what_is_copied_is_what_the_portal_is_made_of_and_nothing_else_comes_near() -> None:
    assert set(copied()) == {"requirements/base.txt", "manage.py", "LICENSE", "fixtures", *release.SOURCES}
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    candidates = [*filter(None, files), ".env", ".portal/secret-key", ".git/config", "findings/__pycache__/apps.pyc"]
    let_in = {path for path in candidates if is_let_in(path)}
    assert {path.split("/")[0] for path in let_in} <= {source.split("/")[0] for source in copied()}
    assert {path for path in let_in if path.startswith("requirements/")} <= {"requirements/base.txt"}
    assert not let_in & {".env", ".portal/secret-key", ".git/config", "findings/__pycache__/apps.pyc"}
    assert all(is_let_in(source) for source in [*copied(), "conformance.json"])
    assert OPTIONAL in TEXT


def test_the_command_of_the_image_is_that_of_readme() -> None:
    assert f"\n{shlex.join(command())}\n" in README
    assert f"--publish {arguments('EXPOSE')[0]}:{arguments('EXPOSE')[0]}" in README


@pytest.mark.serve
def test_the_steps_of_the_image_give_a_portal_that_serves(tmp_path: Path) -> None:
    image = tmp_path / "portal"
    image.mkdir()
    for source, target in copied().items():
        (image / target).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, image / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, image / target)

    def run(line: list[str], **variables: str) -> None:
        done = subprocess.run(
            [sys.executable if part.endswith("python") else part for part in line],
            cwd=image,
            env=environment.with_changes(**dict.fromkeys(PRODUCTION, "") | variables),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr

    for step in arguments("RUN"):
        if "manage.py" in step or "compileall" in step:
            run(shlex.split(step))
    built = {path: path.stat().st_mtime_ns for path in image.rglob("*") if path.is_file()}

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with PrivateServer(tmp_path / "postgres", durable=False) as url:
        variables = PRODUCTION | {"DATABASE_URL": url}
        # README: docker run --env-file portal.env portal python manage.py migrate
        run(["python", "manage.py", "migrate", "--verbosity=0"], **variables | {"SITE_ROLE": "editors"})
        # README: docker run --env-file portal.env --publish 8000:8000 portal
        serving = [part.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for part in command()]
        check = json.loads(arguments("HEALTHCHECK")[0].partition("CMD ")[2])
        check = [part.replace(":8000/", f":{port}/") for part in check]
        with subprocess.Popen(
            [sys.executable, "-m", *serving],
            cwd=image,
            env=environment.with_changes(**variables),
            stderr=subprocess.PIPE,
            text=True,
        ) as server:
            try:
                deadline = time.monotonic() + 30
                while time.monotonic() < deadline:
                    with socket.socket() as probe:
                        if probe.connect_ex(("127.0.0.1", port)) == 0:
                            break
                    time.sleep(0.05)
                run(check)
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/version", timeout=10) as response:
                    assert json.loads(response.read()) == {"release": PRODUCTION["RELEASE"], "dataset_version": None}
            finally:
                server.send_signal(signal.SIGTERM)
                _, said = server.communicate(timeout=120)
        assert server.returncode == 0
        assert [json.loads(line)["level"] for line in said.splitlines() if '"level": "INFO"' not in line] == []
    # A user who owns no file of the image can run it: nothing was written.
    assert {path: path.stat().st_mtime_ns for path in image.rglob("*") if path.is_file()} == built
