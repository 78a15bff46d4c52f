"""The rows that are set apart, with their number, fact and reason, in a CSV file beside the result."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from scoring.engine.texts import say_problem
from scoring.tables.blocks import Broken
from scoring.tables.scoring import Rejected
from scoring.tables.texts import say_broken
from scoring.tables.writing import harmless

HEADINGS = ("row", "id", "fact", "value", "reason")


@contextmanager
def set_apart(target: Path, language: str) -> Iterator[Apart]:
    """Give the file of rows that are set apart. When all is done it stands under its name; without such rows there is none."""
    apart = Apart(target, language)
    try:
        yield apart
        apart.close()
        if apart.rows:
            apart.beside.replace(apart.path)
        else:
            apart.path.unlink(missing_ok=True)  # that of an earlier result
    finally:
        with suppress(OSError):  # a full disk has been told of already
            apart.close()
        apart.beside.unlink(missing_ok=True)


def path_apart(target: Path) -> Path:
    """Name the file that stands beside *target* where rows were set apart."""
    return target.with_name(f"{target.name}.rejected.csv")


class Apart:
    """The file of rows that were set apart, written `beside` its name first."""

    def __init__(self, target: Path, language: str) -> None:
        self.path, self.language, self.rows = path_apart(target), language, 0
        self.beside = self.path.with_name(f"{self.path.name}.part")
        self._file: TextIO | None = None

    def put(self, rejected: Sequence[Rejected]) -> None:
        """Write a line for everything that is wrong with each row."""
        if not rejected:
            return
        self.rows += len(rejected)
        is_new = self._file is None
        self._file = self._file or self.beside.open("w", encoding="utf-8-sig", newline="")
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
