"""The applicant hands a file in, or takes it back: in a draft, and while the office asks for a supplement.

A file that answers a question is handed in while the application is verified, one for a review while that is open; both stay: the
office sees them at once.

Neither moves the application. What was submitted stays as it was submitted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.status import Act, Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.evidence import Binder, check, keep_file, kept_row, same, summary
from scoring.casework.own import find_own
from scoring.casework.pauses import is_asked
from scoring.casework.preparations import check_authority
from scoring.casework.reviews import takes_evidence
from scoring.errors import InputRefused, MoveRefused, Stale
from scoring.evidence import store
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.evidence import EvidenceRemovalRow
from scoring.records.evidence_reading import evidence_file, evidence_files
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.evidence import EvidenceFile
    from scoring.application.holder import Holder
    from scoring.casework.evidence import EvidenceRoom, HandedEvidence
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow

HANDING_IN = (Status.DRAFT, Status.SUPPLEMENT)
"""Where files are handed in and taken back; also while questions stand unanswered or a review is open."""


def hand_in_evidence(
    room: EvidenceRoom, library: Library, shown: Shown, handed: HandedEvidence, *, holder: Holder, at: datetime
) -> EvidenceFile:
    """Look the file through and keep it; the same file for the same purpose is kept once, however often it is sent.

    Args:
        room: transactions and the settings of evidence.
        library: the published policies.
        shown: the reference and the version that the form carried; the version rises by one.
        handed: the file; `kind` and `item` as `own_evidence_overview` names them.
        holder: whose application it is.
        at: the moment of the act, aware.

    Raises:
        NotFound: none of the holder's.
        NotAllowed: `authority`: it is filled in for somebody, and the authority is over.
        MoveRefused: neither a draft nor being supplemented, no question unanswered, and no review open; before anything is done
            with the file.
        Stale: it was changed after it was shown.
        InputRefused, EvidenceRefused: as `evidence.check` and `evidence.keep_file`.
        PolicyChanged, PolicyUnknown: the policy cannot be read.
    """
    with reading(room.transaction) as session:
        row = find_own(session, shown.reference, holder)
        _check_wanted(session, row)
        pin = convert.policy_pin(session, row)
    fit = check(handed, room.settings, pinned_policy(library, pin), at)
    with room.transaction() as session:
        row = find_own(session, shown.reference, holder, lock=True)
        _check_wanted(session, row)
        seal = seal_of(session, row.id)
        there = same(evidence_files(session, row.id, seal), fit)
        if there is not None:
            return there
        _check_version(row, shown)
        check_authority(session, row, Act.ADD_EVIDENCE, at)
        kept = keep_file(session, Binder(row.id, seal), fit, room.settings, by=holder.account_id, at=at)
        note_evidence(session, row, Act.ADD_EVIDENCE, holder, at, summary(kept))
        return evidence_file(session, kept, seal)


def take_back_evidence(room: EvidenceRoom, shown: Shown, number: int, *, holder: Holder, at: datetime) -> None:
    """Mark the file as taken back, and delete its content once that is certain.

    Raises:
        NotFound: none of the holder's, or no such file (any more).
        MoveRefused, Stale: as `hand_in_evidence`.
        InputRefused: `number`: the file was submitted, and stays.
    """
    with room.transaction() as session:
        row = find_own(session, shown.reference, holder, lock=True)
        _check_status(row, Act.REMOVE_EVIDENCE)
        kept = kept_row(session, row.id, number, shown.reference)
        _check_version(row, shown)
        check_authority(session, row, Act.REMOVE_EVIDENCE, at)
        if row.received_at is not None and kept.added_at <= row.received_at:
            raise InputRefused("number", "This file was submitted and stays. Hand in another one beside it.")
        session.add(EvidenceRemovalRow(application_id=row.id, number=number, at=at, by=holder.account_id))
        note_evidence(session, row, Act.REMOVE_EVIDENCE, holder, at, {"evidence": number, "digest": kept.digest})
        stored = kept.stored
    store.discard(room.settings.folder, stored)


def _check_wanted(session: Session, row: ApplicationRow) -> None:
    is_answering = row.status == Status.ACCEPTED and is_asked(session, row.id)
    if not is_answering and not takes_evidence(session, row.id):
        _check_status(row, Act.ADD_EVIDENCE)


def _check_status(row: ApplicationRow, act: Act) -> None:
    if row.status not in HANDING_IN:
        raise MoveRefused(act, row.status, HANDING_IN)


def _check_version(row: ApplicationRow, shown: Shown) -> None:
    if row.version != shown.version:
        raise Stale(row.reference, shown.version, row.version)


def note_evidence(
    session: Session, row: ApplicationRow, act: Act, holder: Holder, at: datetime, facts: Mapping[str, object]
) -> None:
    """Write the next version and the event; the status stays."""
    row.version += 1
    append(session, Entry(stream_of(row.id), act, holder, at, {**facts, "status": row.status}))
    session.flush()
