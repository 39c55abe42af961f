"""How much is tried of what nobody thought of: `API_EXAMPLES=1000 pytest tests/findings/api` tries more."""

from __future__ import annotations

import os

#: Examples of each property, and requests of each address, in an ordinary run.
ORDINARY = 20
EXAMPLES = int(os.environ.get("API_EXAMPLES", ORDINARY))
