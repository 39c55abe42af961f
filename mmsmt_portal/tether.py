"""Run a command that ends when its parent does, with the rights it should have. A script, run with `python -I -S`.

    tether.py RIGHTS SIGNAL PARENT COMMAND [ARGUMENT …]

It replaces itself by COMMAND, so the parent's child is the command itself. SIGNAL (a number) is what the kernel sends
the command when PARENT (a process id) is gone, however it ended: kill -9 of the parent leaves nothing running.
RIGHTS is one of

    own             those of the parent
    user-namespace  for a command that refuses to be root: its own user namespace, where the one known user is 65534.
                    Outside of it nothing changes: its files belong to the caller, no mode and no owner is touched
    nobody          those of the user `nobody`, for machines that allow no user namespaces

Exit code 126: the rights could not be had, or COMMAND could not be run; standard error says why.

The steps are in the order in which the kernel keeps them: a change of user clears the signal. Linux is what they are
for; where the kernel has no such signal the command runs without it.
"""

import ctypes
import os
import pwd
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1  # linux/prctl.h
NOBODY = 65534  # the overflow user of the kernel: the id of someone who is nobody outside


def enter_user_namespace() -> None:
    user, group = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    # A process may map itself alone, and its group only after it has given up changing groups (user_namespaces(7)).
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def become_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def main(rights: str, signal: int, parent: int, command: list[str]) -> None:
    if rights == "user-namespace":
        enter_user_namespace()
    elif rights == "nobody":
        become_nobody()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal)
        if os.getppid() != parent:  # it ended before the signal was set
            sys.exit(0)
    os.execv(command[0], command)  # noqa: S606 - no shell is what is wanted


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
    except (OSError, KeyError, AttributeError) as error:
        sys.stderr.write(f"{sys.argv[4]}: {error}\n")
        sys.exit(126)
