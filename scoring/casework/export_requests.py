"""The open requests of a department as a sheet that it fills in and sends back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.sheet_answers import say_allowed
from scoring.application.sheet_columns import Column
from scoring.casework.department_queries import part_of_requests
from scoring.casework.sheets import write_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scoring.application.officer import Officer
    from scoring.casework.department_queries import Received
    from scoring.casework.sheets import SheetKind
    from scoring.engine.words import Language
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

EXPORT_MAX = 200
"""How many requests one sheet holds, so that one import can answer them all; the rest are further parts."""

COLUMNS = tuple(column for column in Column if column is not Column.PROBLEM)


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the open requests is wanted, from 1, as which kind of sheet."""

    number: int
    kind: SheetKind
    language: Language


@dataclass(frozen=True, slots=True)
class Exported:
    """A sheet, how many rows it has, and which part of how many it is."""

    content: bytes = field(repr=False)
    rows: int
    number: int
    parts: int


def export_requests(transaction: Transaction, library: Library, part: Part, *, officer: Officer) -> Exported:
    """Write the open requests of the officer's department, a row for each fact that is asked. Raises NotAllowed: `role`."""
    page = part_of_requests(transaction, library, part.number, EXPORT_MAX, officer=officer)
    rows = [row for received in page.items for row in _rows(received, part.language)]
    return Exported(write_sheet(part.kind, COLUMNS, rows, part.language), len(rows), page.number, page.pages)


def name_of(received: Received) -> str:
    """Give the name of a request in sheets: the number of its file and its own."""
    return f"{received.application}/{received.request.number}"


def _rows(received: Received, language: Language) -> Iterator[Mapping[Column, str]]:
    request, applicant = received.request, received.applicant
    common = {
        Column.REQUEST: name_of(received),
        Column.NAME: applicant.name,
        Column.IDENTITY_NUMBER: applicant.identity_number.reveal(),
        Column.PURPOSE: request.purpose,
        Column.BASIS: request.basis,
        Column.DUE: request.due.isoformat() if request.due else "",
        Column.CONTESTED: request.words,
    }
    for id_ in request.facts:
        fact = received.policy.facts[id_]
        label, can_be = fact.label.say(language), say_allowed(fact, language)
        yield {**common, Column.FACT: id_, Column.ASKED: label, Column.ALLOWED: can_be}
