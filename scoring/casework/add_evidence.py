"""Take a document in: at the counter, for an application that an officer works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.permits import permit
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.evidence import Binder, check, keep_file, same, summary
from scoring.casework.file import close_file, find, open_file
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.evidence_reading import evidence_file, evidence_files
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Shown
    from scoring.application.evidence import EvidenceFile
    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom, HandedEvidence
    from scoring.policy.library import Library


def add_evidence(
    room: EvidenceRoom, library: Library, shown: Shown, handed: HandedEvidence, *, officer: Officer, at: datetime
) -> EvidenceFile:
    """Look the file through and keep it; the same file for the same purpose is kept once, however often it is sent.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; before anything is done with the file.
        InputRefused, EvidenceRefused: as `evidence.check` and `evidence.keep_file`.
        PolicyChanged, PolicyUnknown: the policy that the application is recorded under cannot be read.
    """
    with reading(room.transaction) as session:
        row = find(session, shown.reference, officer)
        application = convert.application(session, row, seal_of(session, row.id))
    permit(Act.ADD_EVIDENCE, officer, application.status, application.parts, kind=application.kind)
    policy = pinned_policy(library, application.pin)
    fit = check(handed, room.settings, policy, at)
    with room.transaction() as session:
        row = find(session, shown.reference, officer, lock=True)
        seal = seal_of(session, row.id)
        there = same(evidence_files(session, row.id, seal), fit)
        if there is not None:
            return there
        file = open_file(session, shown, Act.ADD_EVIDENCE, officer, at)
        kept = keep_file(session, Binder(row.id, seal), fit, room.settings, by=officer.account_id, at=at)
        close_file(file, file.move.target, summary(kept))
        return evidence_file(session, kept, seal)
