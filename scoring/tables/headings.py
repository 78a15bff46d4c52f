"""The headings of a table: which column is which fact, and which one identifies the rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scoring.errors import TableRefused
from scoring.policy.language.nearest import nearest

ID = "id"
"""The column that is no fact: whatever stands in it is handed on."""


def read_headings(file: str, facts: Collection[str], headings: Sequence[object]) -> list[str]:
    """Give the fact id of each heading, which is its first word; what follows is for who reads the table.

    Raises:
        TableRefused: there are none, or one is none of *facts* or stands there twice.
    """
    names = [next(iter(str(heading or "").removeprefix("\ufeff").split(maxsplit=1)), "") for heading in headings]
    if not any(names):
        raise TableRefused(file, "no_columns")
    known = {ID, *facts}
    for place, name in enumerate(names):
        if name not in known:
            raise TableRefused(file, "column_unknown", {"found": name, "nearest": nearest(name, tuple(facts)) or "–"})
        if name in names[:place]:
            raise TableRefused(file, "column_twice", {"found": name})
    return names
