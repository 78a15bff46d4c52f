"""On which databases a test runs: what is proved twice costs time and proves nothing more.

What works on rows runs on both. A skin only translates, so that its tests run on SQLite, but for those marked `both_databases`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ON_BOTH = {"casework", "jobs", "records"}


def room(path: Path) -> str:
    """Name the folder of tests that *path* lies in; empty for a file beside the folders."""
    inside = path.relative_to(TESTS).parts
    return inside[0] if len(inside) > 1 else ""


def databases_of(test: pytest.Item) -> list[str]:
    """Name the databases that a test runs on."""
    both = room(test.path) in ON_BOTH or test.get_closest_marker("both_databases") is not None
    return ["sqlite", "postgres"] if both else ["sqlite"]
