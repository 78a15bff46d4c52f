"""Reading the register of entitlements: one person of a file, with every step of what they have; and the file's register anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.status import Act
from scoring.casework.file import find
from scoring.casework.queries import file_in
from scoring.errors import NotFound
from scoring.records.convert_entitlements import changes
from scoring.records.database import reading
from scoring.records.entitlements import EntitlementRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.application.entitlement import Change, EntitlementEntry
    from scoring.application.officer import Officer
    from scoring.casework.queries import ApplicationFile
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class PersonRegister:
    """What one person of a file has, each with its steps, oldest first. `acts` are what the reader may do with the file."""

    file: ApplicationFile
    person: int
    entries: tuple[tuple[EntitlementEntry, tuple[Change, ...]], ...]
    acts: tuple[Act, ...]


def read_person(transaction: Transaction, reference: str, person: int, *, officer: Officer) -> PersonRegister:
    """Give what a person of a file has (0 is the applicant). Raises NotFound, also for what lies out of scope; NotAllowed."""
    with reading(transaction) as session:
        row = find(session, reference, officer)
        file = file_in(session, row, officer)
        own = tuple(entry for entry in file.entitlements if entry.person == person)
        if not own:
            raise NotFound("person", str(person))
        query = sa.select(EntitlementRow.entitlement, EntitlementRow.id).where(
            EntitlementRow.application_id == row.id, EntitlementRow.person == person
        )
        ids: Mapping[str, int] = dict(session.execute(query).all())
        seal = seal_of(session, row.id)
        entries = tuple((entry, changes(session, ids[entry.entitlement], seal)) for entry in own)
        return PersonRegister(file, person, entries, file.application.acts)
