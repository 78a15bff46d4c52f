"""Look at a document: every look at its content is written into the log of reads before the content is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.casework.evidence import kept_row
from scoring.casework.file import find
from scoring.casework.kept_files import opened
from scoring.casework.viewing import View, note_view
from scoring.errors import NotFound
from scoring.evidence.examining import show
from scoring.records.database import reading
from scoring.records.evidence_reading import content_place, evidence_file
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.evidence import EvidenceFile
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal
    from scoring.settings_evidence import EvidenceSettings

WHOLE = -1
"""In the place of a page: the whole file."""


@dataclass(frozen=True, slots=True)
class EvidenceContent:
    """A file with its content, as it is kept."""

    file: EvidenceFile
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file, the name its content lies under, and the seal that opens it."""

    file: EvidenceFile
    stored: str
    seal: Seal = field(repr=False)

    def content(self, settings: EvidenceSettings) -> EvidenceContent:
        """Read the content. Raises SettingsRefused where it is not where it was put."""
        return EvidenceContent(self.file, opened(self.stored, self.seal, content_place(self.file.number), settings))


def describe_evidence(transaction: Transaction, reference: str, number: int, *, officer: Officer) -> EvidenceFile:
    """Say what a file is, without its content. Raises NotFound, also for what lies outside the officer's scope."""
    with reading(transaction) as session:
        row = find(session, reference, officer)
        return evidence_file(session, kept_row(session, row.id, number, reference), seal_of(session, row.id))


def read_evidence(room: EvidenceRoom, reference: str, number: int, *, officer: Officer, at: datetime) -> EvidenceContent:
    """Give the whole file.

    Raises:
        NotFound: no such file, none any more, or none that the officer may see.
        SettingsRefused: its content is not where it was put.
    """
    with room.transaction() as session:
        kept = read_kept(session, find(session, reference, officer), (number, WHOLE), by=officer, at=at)
    return kept.content(room.settings)


def show_evidence(room: EvidenceRoom, reference: str, number: int, page: int, *, officer: Officer, at: datetime) -> bytes:
    """Give one page (from 1), painted anew as a PNG. Raises as `read_evidence`; NotFound also for a page that there is not."""
    with room.transaction() as session:
        kept = read_kept(session, find(session, reference, officer), (number, page), by=officer, at=at)
    found = kept.content(room.settings)
    return show(found.file.media, found.content, page)


def read_kept(session: Session, row: ApplicationRow, wanted: tuple[int, int], *, by: Officer | Holder, at: datetime) -> Kept:
    """Write the look at a page of a file, or with page `WHOLE` at all of it, down; give what its content is read by.

    *row* was found as somebody's whose it is to see. Raises NotFound where there is no such file or page.
    """
    number, page = wanted
    kept = kept_row(session, row.id, number, row.reference)
    if page != WHOLE and not 0 < page <= kept.pages:
        raise NotFound("evidence", f"{row.reference}/{number}/{page}")
    looked_at = f"evidence/{number}" if page == WHOLE else f"evidence/{number}/{page}"
    note_view(session, View(looked_at, row.reference), by=by, at=at)
    seal = seal_of(session, row.id)
    return Kept(evidence_file(session, kept, seal), kept.stored, seal)
