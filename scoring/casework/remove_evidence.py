"""Take a document out again, at the counter, while an officer works on the application: the wrong file, or one too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.status import Act
from scoring.casework.evidence import kept_row
from scoring.casework.file import close_file, open_file, words
from scoring.evidence import store
from scoring.records.evidence import EvidenceRemovalRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom


def remove_evidence(room: EvidenceRoom, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Mark the file as taken out, and delete its content once that is certain. What it was stays on record, by its digest.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also where there is no such file (any more).
        InputRefused: `reason` is empty.
    """
    with room.transaction() as session:
        file = open_file(session, shown, Act.REMOVE_EVIDENCE, officer, at)
        row = kept_row(session, file.row.id, number, shown.reference)
        said = words(reason, "reason", "Say why the file is taken out.")
        session.add(EvidenceRemovalRow(application_id=file.row.id, number=number, at=at, by=officer.account_id))
        application = close_file(file, file.move.target, {"evidence": number, "digest": row.digest}, said)
        stored = row.stored
    store.discard(room.settings.folder, stored)
    return application
