"""What `luohu impact` prints: the tables of the report in plain lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from scoring.engine.words import Language

if TYPE_CHECKING:
    from scoring.inspection.impact.report import Report, Shown
    from scoring.inspection.impact.result import Hit

_WIDEST = 60  # of a first column that stays in line with the others


def report_lines(report: Report, language: Language) -> Iterator[str]:
    """Say the whole report."""
    from scoring.inspection.impact.hiding import K  # noqa: PLC0415 - loaded with NumPy, by who compares
    from scoring.inspection.impact.report import notices, tables  # noqa: PLC0415 - see above
    from scoring.inspection.impact.texts import say  # noqa: PLC0415 - see above

    yield f"{say('title', language)}: {say('change', language, before=report.before.name, after=report.after.name)}"
    yield from notices(report, language)
    for table in tables(report, language):
        yield from _table(table)
    if not report.impact.everybody.people:
        yield say("few", language, k=K)


def hit_lines(hits: Sequence[Hit], language: Language) -> Iterator[str]:
    """Name the rows that lose most; nothing where there are none."""
    from scoring.inspection.impact.texts import say  # noqa: PLC0415 - see above

    if hits:
        yield ""
        yield say("hits", language)
        yield from (f"  {say('hit', language, row=hit.row, before=hit.before, after=hit.after)}" for hit in hits)


def _table(table: Shown) -> Iterator[str]:
    yield ""
    yield table.heading
    rows = [table.columns, *table.rows] if table.rows and all(table.columns) else list(table.rows)
    widths = [min(max(map(_width, column)), _WIDEST) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [f"{cell}{' ' * (width - _width(cell))}" for cell, width in zip(row, widths, strict=True)]
        yield f"  {'  '.join(cells)}".rstrip()
    if table.note:
        yield f"  {table.note}"


def _width(text: str) -> int:
    """Count the columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
