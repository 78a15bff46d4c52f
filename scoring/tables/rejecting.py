"""The rows that are set apart, with their number, fact and reason, in a CSV file beside the result."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from scoring.engine.texts import say_problem
from scoring.tables.blocks import Broken
from scoring.tables.scoring import Rejected
from scoring.tables.texts import say_broken
from scoring.tables.writing import harmless

HEADINGS = ("row", "id", "fact", "value", "reason")


class Apart:
    """The file of rows that were set apart: it is there only where there are some."""

    def __init__(self, target: Path, language: str) -> None:
        self.path, self.language = target.with_name(f"{target.name}.rejected.csv"), language
        self.path.unlink(missing_ok=True)
        self.rows = 0
        self._file: TextIO | None = None

    def put(self, rejected: Sequence[Rejected]) -> None:
        """Write a line for everything that is wrong with each row."""
        if not rejected:
            return
        self.rows += len(rejected)
        is_new = self._file is None
        self._file = self._file or self.path.open("w", encoding="utf-8-sig", newline="")
        writer = csv.writer(self._file)
        writer.writerows([HEADINGS] if is_new else [])
        writer.writerows(line for row in sorted(rejected, key=lambda row: row.number) for line in self._lines(row))

    def close(self) -> None:
        """Close the file, where one was begun."""
        if self._file is not None:
            self._file.close()

    def _lines(self, row: Rejected) -> Iterator[tuple[int, str, str, str, str]]:
        if isinstance(row.problems, Broken):
            yield row.number, harmless(row.id), "", harmless(row.problems.text), say_broken(row.problems.code, self.language)
            return
        for problem in row.problems:
            value = "" if problem.value is None else harmless(str(problem.value))
            yield row.number, harmless(row.id), problem.pointer.removeprefix("/"), value, say_problem(problem, self.language)
