"""Files that many tests hand in are looked through once: the answer about the same content is the same.

Only an answer is kept, never a refusal. The tests of looking through themselves (`tests/evidence`) start a process each time.
"""

from __future__ import annotations

import os
from functools import lru_cache

from scoring.evidence import examining, sheets
from scoring.evidence.confinement import confined

_kept = lru_cache(maxsize=200)(confined)


def _answer(module: str, content: bytes, *words: str):
    looking = os.environ.get("PYTEST_CURRENT_TEST", "").startswith("tests/evidence/")
    said, made = (confined if looking else _kept)(module, content, *words)
    return dict(said), made


def look_once() -> None:
    """From here on."""
    examining.confined = _answer
    sheets.confined = _answer
