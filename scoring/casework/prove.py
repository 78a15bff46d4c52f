"""A proof bundle of a decision: for its holder, and for the office, with what of it is to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.commitments import salt
from scoring.application.merkle import path
from scoring.application.status import Act
from scoring.casework.file import find
from scoring.casework.own import find_own
from scoring.casework.pinned_texts import pinned_texts
from scoring.casework.reviewing import package_of
from scoring.casework.seal_journal import is_sealed, seal_over, seal_within
from scoring.casework.signing import statement_place
from scoring.casework.viewing import View, note_view
from scoring.errors import NotFound
from scoring.notices.proof_bundle import ProofParts, Signed, proof_bundle
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, DecisionRow, RecommendationRow
from scoring.records.events import EventRow, LinkRow
from scoring.records.journal import stream_of
from scoring.records.sealing import seal_of
from scoring.records.signatures import OfficerKeyRow, ServiceKeyRow, SignatureRow
from scoring.records.signing import officer_statement, seal_statement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

_FILES = {Act.RECOMMEND: "recommendation.json", Act.APPROVE_GRANT: "agreement.json"}


@dataclass(frozen=True, slots=True)
class Proven:
    """A decision that can be proven: its row, its signatures by the name of their file, and its pieces by label."""

    decision: DecisionRow
    signatures: Mapping[str, SignatureRow]
    secret: bytes = field(repr=False)
    pieces: Mapping[str, Any] = field(repr=False)


def list_pieces(transaction: Transaction, reference: str, *, officer: Officer) -> tuple[str, ...]:
    """Give what an officer can show of the decision on a file: all but who the persons are. Empty where nothing was signed.

    Raises:
        NotFound, NotAllowed: as `find`; NotFound also where nothing is decided.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        return tuple(label for label in labels_of(session, row) if not label.startswith("person:"))


def list_own_pieces(transaction: Transaction, reference: str, *, holder: Holder) -> tuple[str, ...]:
    """Give what the holder can show of the decision on an own file. Raises NotFound."""
    with reading(transaction) as session:
        return labels_of(session, find_own(session, reference, holder))


def prove(transaction: Transaction, reference: str, shown: Collection[str], *, officer: Officer, at: datetime) -> bytes:
    """Give the bundle of the decision on a file, with the pieces that are shown; who the persons are is never among them.

    Raises:
        NotFound, NotAllowed: as `find`; NotFound also where nothing is decided, or it was decided before anything was signed.
    """
    with transaction() as session:
        row = find(session, reference, officer)
        return prove_for(session, row, {label for label in shown if not label.startswith("person:")}, officer, at)


def prove_own(transaction: Transaction, reference: str, shown: Collection[str], *, holder: Holder, at: datetime) -> bytes:
    """Give the bundle of the decision on an own file, with the pieces that are shown. Raises NotFound."""
    with transaction() as session:
        return prove_for(session, find_own(session, reference, holder), set(shown), holder, at)


def labels_of(session: Session, row: ApplicationRow) -> tuple[str, ...]:
    """Name what can be shown of the decision on a file; nothing where nothing was signed. Raises NotFound without a decision."""
    proven = _proven(session, row, seal_of(session, row.id))
    return () if proven is None else tuple(label for label in proven.pieces if label != "assessment")


def _proven(session: Session, row: ApplicationRow, seal: Seal) -> Proven | None:
    """Read what was decided; None where it was not signed. Raises NotFound where nothing is decided."""
    decision = session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == row.id))
    if decision is None:
        raise NotFound("decision", row.reference)
    of_it = (SignatureRow.application_id == row.id, SignatureRow.recommendation == decision.recommendation)
    rows = session.scalars(sa.select(SignatureRow).where(*of_it))
    signatures = {_FILES.get(Act(one.act), "decision.json"): one for one in rows}
    if not signatures:
        return None
    made = session.scalars(_numbered(RecommendationRow, row.id, decision.recommendation)).one()
    basis = session.scalars(_numbered(AssessmentRow, row.id, made.assessment)).one()
    recommended = convert.recommendation(session, made, seal)
    assessed = convert.assessed(session, basis, row.scheme, row.policy_version, seal)
    pieces = package_of(convert.application(session, row, seal), assessed, recommended).pieces()
    said = convert.decision(session, decision, seal)
    return Proven(decision, signatures, recommended.secret or b"", {**pieces, "decision_reason": said.reason})


def _numbered(table: Any, application_id: int, number: int) -> Any:
    return sa.select(table).where(table.application_id == application_id, table.number == number)


def prove_for(session: Session, row: ApplicationRow, shown: set[str], by: Officer | Holder, at: datetime) -> bytes:
    """Give the bundle with the pieces that are shown, and note who was shown it. Raises NotFound where nothing was signed."""
    seal = seal_of(session, row.id)
    proven = _proven(session, row, seal)
    if proven is None:
        raise NotFound("proof", row.reference)
    if all(label in shown for label in proven.pieces if label.startswith("fact:")):
        shown.add("assessment")  # it says all facts, so it is shown with all of them or not at all
    note_view(session, View("proof", row.reference), by=by, at=at)
    statements = {name: _signed(session, one, seal) for name, one in proven.signatures.items()}
    journal, service = _place(session, row, proven.decision, at)
    return proof_bundle(
        ProofParts(
            service=service,
            statements=statements,
            texts=pinned_texts(session, convert.decision(session, proven.decision, seal).pin),
            journal=journal,
            shown={
                label: {"salt": salt(proven.secret, label), "value": value}
                for label, value in proven.pieces.items()
                if label in shown
            },
        )
    )


def _signed(session: Session, row: SignatureRow, seal: Seal) -> Signed:
    key = session.get_one(OfficerKeyRow, row.key)
    statement = seal.open_document(row.statement, statement_place(row.number))
    return Signed(statement, row.signature, officer_statement(key), key.countersignature)


def _place(session: Session, row: ApplicationRow, decision: DecisionRow, at: datetime) -> tuple[dict[str, object], bytes]:
    """Give the decision's event, its link, and the way from there to a seal, made now where there is none over it yet."""
    of_file = sa.select(EventRow, LinkRow).join(LinkRow, LinkRow.event_id == EventRow.id)
    decided = of_file.where(EventRow.stream == stream_of(row.id), EventRow.facts.contains(f'"decision":"{decision.reference}"'))
    event, link = session.execute(decided.order_by(EventRow.number).limit(1)).one()
    if not is_sealed(session, link.sequence):
        seal_within(session, at)
    seal = seal_over(session, link.sequence)
    under = sa.select(LinkRow.hash).where(LinkRow.sequence >= seal.first, LinkRow.sequence <= seal.last).order_by(LinkRow.sequence)
    steps = path(session.scalars(under).all(), link.sequence - seal.first)
    service = session.get_one(ServiceKeyRow, seal.service_key)
    place: dict[str, object] = {
        "event": _event(event),
        "link": {"sequence": link.sequence, "previous": link.previous, "hash": link.hash},
        "path": [{"side": step.side, "hash": step.hash} for step in steps],
        "seal": {"statement": seal_statement(seal), "signature": seal.signature.hex()},
    }
    return place, service.public


def _event(row: EventRow) -> dict[str, object]:
    return {
        "stream": row.stream,
        "number": row.number,
        "act": row.act,
        "actor": "" if row.actor_id is None else str(row.actor_id),
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "facts": row.facts,
        "note": None if row.note is None else row.note.hex(),
        "previous": row.previous,
        "hash": row.hash,
        "algorithm": row.algorithm,
    }
