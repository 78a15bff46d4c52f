"""Read a file that is kept beside evidence: of an objection by who looks into it, the signed proof of a service by any officer.

Every look is written into the log of reads before the content is given. No holder of an account reads either here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.casework.file import find
from scoring.casework.kept_files import FileContent, opened
from scoring.casework.objection_queries import INVESTIGATORS
from scoring.casework.viewing import View, note_view
from scoring.errors import NotFound
from scoring.records.applications import DataKeyRow
from scoring.records.convert_kept_files import objection_file, service_receipt
from scoring.records.kept_files import ObjectionFileRow, ServiceReceiptRow, objection_file_place, service_receipt_place
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom


def read_objection_file(
    room: EvidenceRoom, reference: str, objection: int, number: int, *, officer: Officer, at: datetime
) -> FileContent:
    """Give a file that was handed in with an objection.

    Raises:
        NotFound, NotAllowed: as `find`; NotFound also where there is none, and for who may not read who objects.
        SettingsRefused: its content is not where it was put.
    """
    what = f"objections/{objection}/files/{number}"
    with room.transaction() as session:
        row = find(session, reference, officer)
        kept = session.get(ObjectionFileRow, (row.id, objection, number))
        if kept is None or INVESTIGATORS.isdisjoint(officer.roles) or session.get(DataKeyRow, row.id) is None:
            raise NotFound("file", f"{reference}/{what}")
        seal = seal_of(session, row.id)
        file, stored = objection_file(kept, seal), kept.stored
        note_view(session, View(what, row.reference), by=officer, at=at)
    return FileContent(file, opened(stored, seal, objection_file_place("content", objection, number), room.settings))


def read_service_receipt(
    room: EvidenceRoom, reference: str, document: int, turn: int, *, officer: Officer, at: datetime
) -> FileContent:
    """Give the signed proof of a service. Raises as `read_objection_file`."""
    what = f"documents/{document}/receipts/{turn}"
    with room.transaction() as session:
        row = find(session, reference, officer)
        kept = session.get(ServiceReceiptRow, (row.id, document, turn))
        if kept is None or session.get(DataKeyRow, row.id) is None:
            raise NotFound("file", f"{reference}/{what}")
        seal = seal_of(session, row.id)
        file, stored = service_receipt(kept, seal), kept.stored
        note_view(session, View(what, row.reference), by=officer, at=at)
    return FileContent(file, opened(stored, seal, service_receipt_place("content", document, turn), room.settings))
