"""How much is tried of what nobody thought of; tests/fuzzing.py says how more is."""

from __future__ import annotations

from tests.fuzzing import TIMES

#: Examples of each property, and requests of each address, in an ordinary run.
ORDINARY = 20
EXAMPLES = ORDINARY * TIMES
