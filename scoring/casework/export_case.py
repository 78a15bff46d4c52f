"""The proof of a decision is taken away for an outside body: which pieces it shows, and its digest, stand in the journal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.outside import CaseStepKind, Happened
from scoring.application.status import Act
from scoring.casework.file import close_file, open_file
from scoring.casework.outside import keep_step, open_in_hand
from scoring.casework.prove import labels_of, prove_for
from scoring.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Exported:
    """The bundle, and the SHA-256 that the journal keeps of it."""

    content: bytes = field(repr=False)
    digest: str


def export_case(transaction: Transaction, shown: Shown, case: int, *, officer: Officer, at: datetime) -> Exported:
    """Give the bundle with everything of the decision but who the persons are, and keep that it was taken for the body of a case.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the case; NotAllowed also `case_open`; `signed`:
            it was decided before anything was signed, so that nothing can be proven.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.EXPORT_CASE, officer, at)
        found = open_in_hand(file, case)
        labels = {label for label in labels_of(session, file.row) if not label.startswith("person:")}
        if not labels:
            raise NotAllowed(Act.EXPORT_CASE, Guard.SIGNED)
        content = prove_for(session, file.row, labels, officer, at)
        digest = hashlib.sha256(content).hexdigest()
        keep_step(file, found, CaseStepKind.EXPORTED, Happened(local_day(at), "", f"SHA-256 {digest}"))
        close_file(file, None, {"case": case, "digest": digest, "pieces": len(labels)})
        return Exported(content, digest)
