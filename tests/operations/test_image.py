"""The portal as the image runs it where it may do least: no root, nothing to write to but memory, no shell.

There is no Docker here. The same is had from namespaces: every file system is read-only, /tmp and /dev/shm are in
memory, shells are covered, and the portal lies in /srv/portal, owned by nobody it runs as.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mmsmt_portal.processes import TETHER, end_child
from tests.mmsmt_portal.test_dockerfile import arguments, command
from tests.mmsmt_portal.test_environment import PRODUCTION
from tests.operations.machine import missing
from tests.operations.postgres import READER, Server, free_port, wait_until
from tests.operations.readers import Site
from tests.operations.site import EDITOR, ENDING, Portal

#: What a container gets by `--read-only --tmpfs /tmp --user 10001:10001` from an image without a shell.
ROOM = """
mount -o remount,bind,ro /
mount -t tmpfs -o size=1m tmpfs /srv
mkdir /srv/portal
mount --bind {folder} /srv/portal
mount -o remount,bind,ro /srv
mount -t tmpfs -o size=64m tmpfs /tmp
mount -t tmpfs -o size=64m tmpfs /dev/shm
for shell in /bin/sh /bin/dash /bin/bash /usr/bin/sh /usr/bin/dash /usr/bin/bash; do
    if test -f $shell && test ! -L $shell; then mount --bind /dev/null $shell; fi
done
cd /srv/portal
exec unshare --user --map-user={uid} --map-group={gid} -- "$@"
"""
#: What a process in that room finds.
LOOK = """
import json, os, subprocess
def can_write(folder):
    try:
        with open(folder + "/written", "w"):
            return True
    except OSError:
        return False
def has_shell():
    try:
        return subprocess.run(["sh", "-c", "true"]).returncode == 0
    except OSError:
        return False
folders = ["/srv/portal", "/srv", "/etc", "/var/tmp", "/tmp", "/dev/shm"]
print(json.dumps([os.getuid(), os.getgid(), has_shell(), [each for each in folders if can_write(each)]]))
"""


@pytest.fixture(scope="module")
def room(portal: Portal) -> list[str]:
    """What stands before a command that runs there."""
    ((user,),) = [arguments("USER")]
    uid, gid = user.split(":")
    script = f"set -e{ROOM.format(folder=shlex.quote(str(portal.folder)), uid=uid, gid=gid)}"
    begin = ["unshare", "--user", "--map-root-user", "--mount", "--", "sh", "-c", script, "room"]
    done = subprocess.run([*begin, sys.executable, "-c", LOOK], capture_output=True, text=True)
    if done.returncode != 0:
        missing(f"namespace for a test of the image: {done.stderr.strip()}")
    assert json.loads(done.stdout) == [int(uid), int(gid), False, ["/tmp", "/dev/shm"]]  # noqa: S108
    return begin


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (
            "public",
            ["/", "/findings/", "/findings/?q=petroleum", "/findings.csv", "/findings.xlsx", "/api/v1/findings/"],
        ),
        ("editors", ["/", "/findings.csv", "/admin/login/", "/metrics"]),
    ],
)
def test_it_needs_no_root_nothing_to_write_to_and_no_shell(
    portal: Portal, primary: Server, room: list[str], tmp_path: Path, role: str, paths: list[str]
) -> None:
    site = Site(free_port())
    serving = [part.replace("0.0.0.0:8000", f"127.0.0.1:{site.port}") for part in command()]
    variables = PRODUCTION | {"DATABASE_URL": primary.url(READER if role == "public" else "portal"), "SITE_ROLE": role}
    log = tmp_path / "said.log"
    with log.open("wb") as said:
        # The last of those that take each other's place is tied to us: what was set before a change of user is lost.
        tie = [sys.executable, "-I", "-S", str(TETHER), "own", str(int(signal.SIGTERM)), str(os.getpid())]
        process = subprocess.Popen(
            [*room, *tie, str(Path(sys.executable).with_name(serving[0])), *serving[1:]],
            env=portal.variables(**variables),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            process_group=0,
        )
    try:
        wait_until(lambda: site.get("/health/ready").status == 200, 60)
        answers = {path: site.get(path) for path in paths}
        assert {path: answer.status for path, answer in answers.items()} == dict.fromkeys(paths, 200)
    finally:
        end_child(process, ENDING)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line for line in lines if line["level"] != "INFO"] == []
    # What each was answered is told, with what the answer said of itself.
    told = {line["path"]: line for line in lines if line["message"] == "request"}
    assert told.keys() >= {path.partition("?")[0] for path in paths}
    page = told["/"]
    version, identifier = answers["/"].version, answers["/"].headers["x-request-id"]
    assert (page["method"], page["status"], page["cache"], page["dataset_version"], page["request_id"]) == (
        "GET",
        "200",
        "made",
        str(version),
        identifier,
    )


def test_so_do_its_commands(portal: Portal, primary: Server, room: list[str]) -> None:
    variables = PRODUCTION | {"DATABASE_URL": primary.url(), "SITE_ROLE": "editors"}
    for line in (
        ["migrate", "--verbosity=0"],
        ["load_fixtures"],
        ["publish", "--curated", f"--editor={EDITOR}", "--note=In the image"],
        ["verify_editions"],
        ["export_dataset", "/dev/shm/released"],  # noqa: S108
    ):
        done = subprocess.run(
            [*room, sys.executable, "manage.py", *line],
            env=portal.variables(**variables),
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert (line, done.returncode, done.stderr) == (line, 0, "")
