"""How much is tried of what nobody meant, and how a file is spoiled.

    FUZZ=50 .venv/bin/pytest -m fuzz

asks the public addresses 100,000 times, the API by its own description for fifty times what an ordinary run does, and
spoils fifty times as many files for every import. Without FUZZ it is a fiftieth of that, in every run of the tests, and
the same one each time, so that a failure is there again for whoever looks for it.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TIMES = int(os.environ.get("FUZZ", "1"))
#: Requests to the public addresses.
REQUESTS = 2_000 * TIMES


def examples(ordinary: int) -> Any:
    """The settings of a property that is tried `ordinary` times in an ordinary run; examples may share a fixture."""
    return settings(
        max_examples=ordinary * TIMES,
        derandomize=TIMES == 1,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


#: Places in a file, each with how many bytes are taken out there and what is put in.
CHANGES = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=1 << 20),
        st.integers(min_value=0, max_value=12),
        st.one_of(
            st.sampled_from([b"", b" ", b"\n", b'"', b"'", b"\0", b"<", b">", b"&", b"&a;", b"null", b"-1", b"\xff"]),
            st.sampled_from([b"1e999", b"\xef\xbb\xbf", b"[", b"}", b",", b";", b"9" * 30, "가".encode(), b"=1+1"]),
            st.binary(max_size=6),
            st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
        ),
    ),
    min_size=1,
    max_size=4,
)
type Changes = list[tuple[int, int, bytes]]


def spoiled(content: bytes, changes: Changes) -> bytes:
    """The content with something taken out and something put in at each of these places."""
    for at, length, written in changes:
        at %= len(content) + 1
        content = content[:at] + written + content[at + length :]
    return content
