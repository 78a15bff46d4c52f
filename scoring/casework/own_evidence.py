"""Evidence as the applicant sees it: what the own answers demand, what of it is there, and the own files themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.evidence import demands, overview
from scoring.casework.assessing import assess_now, declared, pinned_policy
from scoring.casework.evidence import kept_row
from scoring.casework.own import find_own
from scoring.casework.points import approval_of, cited
from scoring.casework.preparations import find_shown
from scoring.casework.read_evidence import WHOLE, read_kept
from scoring.engine.figures import day_of
from scoring.errors import NotFound, ScoringError
from scoring.evidence.examining import show
from scoring.records import convert, convert_filings
from scoring.records.applications import DataKeyRow
from scoring.records.database import reading
from scoring.records.evidence_reading import evidence_file, evidence_files
from scoring.records.filings import DraftRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Facts, PolicyPin
    from scoring.application.evidence import Demand, EvidenceFile, EvidenceOverview
    from scoring.application.filing import Content
    from scoring.application.holder import Holder
    from scoring.application.points import Approval
    from scoring.casework.evidence import EvidenceRoom
    from scoring.casework.read_evidence import EvidenceContent
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class _Claims:
    """From what demands follow: the facts as claimed, their day, whether a family applies too, and the approval gone by."""

    facts: Facts = field(repr=False)
    on: date
    has_family: bool
    cites: Approval | None


def own_evidence_overview(
    transaction: Transaction, library: Library, reference: str, *, holder: Holder, on: date
) -> EvidenceOverview:
    """Lay what the answers of a draft, or of what is declared since it was submitted, demand beside what was handed in.

    On the day *on* (today) a document must be valid to count. Where the answers cannot be assessed yet, nothing is demanded.
    Raises NotFound for what is not the holder's, and for a draft that was deleted or expired.
    """
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        if session.get(DataKeyRow, row.id) is None:
            raise NotFound("application", reference)
        return _overview(session, library, row, on)


def offered_evidence_overview(
    transaction: Transaction, library: Library, reference: str, *, holder: Holder, on: date
) -> EvidenceOverview:
    """Lay the same out for a draft that is put before the holder. Raises NotFound."""
    with reading(transaction) as session:
        return _overview(session, library, find_shown(session, reference, holder), on)


def describe_own_evidence(transaction: Transaction, reference: str, number: int, *, holder: Holder) -> EvidenceFile:
    """Say what a file is, without its content. Raises NotFound, also for what is not the holder's."""
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        return evidence_file(session, kept_row(session, row.id, number, reference), seal_of(session, row.id))


def read_own_evidence(room: EvidenceRoom, reference: str, number: int, *, holder: Holder, at: datetime) -> EvidenceContent:
    """Give the whole file, to be sent as an attachment only. Raises as `read_evidence` does."""
    with room.transaction() as session:
        row = find_own(session, reference, holder)
        kept = read_kept(session, row, (number, WHOLE), by=holder, at=at)
    return kept.content(room.settings)


def read_offered_evidence(room: EvidenceRoom, reference: str, number: int, *, holder: Holder, at: datetime) -> EvidenceContent:
    """Give a file of a draft that is put before the holder. Raises as `read_evidence` does."""
    with room.transaction() as session:
        row = find_shown(session, reference, holder)
        kept = read_kept(session, row, (number, WHOLE), by=holder, at=at)
    return kept.content(room.settings)


def show_own_evidence(room: EvidenceRoom, reference: str, number: int, page: int, *, holder: Holder, at: datetime) -> bytes:
    """Give one page (from 1), painted anew as a PNG. Raises as `show_evidence` does."""
    with room.transaction() as session:
        row = find_own(session, reference, holder)
        kept = read_kept(session, row, (number, page), by=holder, at=at)
    found = kept.content(room.settings)
    return show(found.file.media, found.content, page)


def _overview(session: Session, library: Library, row: ApplicationRow, on: date) -> EvidenceOverview:
    seal = seal_of(session, row.id)
    kept = session.get(DraftRow, row.id)
    found = _drafted(session, convert_filings.draft(row, kept, seal).content, on) if kept else _declared(session, row, seal)
    return overview(_demands(library, convert.policy_pin(session, row), found), evidence_files(session, row.id, seal), on)


def _drafted(session: Session, content: Content, on: date) -> _Claims:
    return _Claims(content.facts, on, len(content.people) > 1, approval_of(session, content.points) if content.points else None)


def _declared(session: Session, row: ApplicationRow, seal: Seal) -> _Claims:
    """Give what is declared by now: an amendment, or an answer to questions, may have changed what was handed in."""
    claimed, has_family = declared(session, row, seal), bool(convert.application(session, row, seal).family)
    return _Claims(claimed.facts, claimed.on, has_family, cited(session, row.id))


def _demands(library: Library, pin: PolicyPin, claims: _Claims) -> tuple[Demand, ...]:
    try:
        policy = pinned_policy(library, pin)
        day, _ended = day_of(policy, claims.on)
        assessment = assess_now(policy, claims.facts, day, pin.round).assessment
    except ScoringError:
        return ()
    return demands(assessment, has_family=claims.has_family, settled=claims.cites.facts if claims.cites else ())
