"""An officer takes the signed 申请表: what the paper states is the draft as it is now, and the draft becomes an application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.assisted import CODE_LENGTH, SIGNED_FORM, Standing, form_code
from scoring.application.code import read_code
from scoring.application.filing import Signature
from scoring.application.holder import Holder
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.status import Act, Part
from scoring.casework.assessing import pinned_policy
from scoring.casework.evidence import Binder, check, keep_file, same, summary
from scoring.casework.file import keep_part, refuse_barred
from scoring.casework.filing import check_signature, receipt_of_key
from scoring.casework.hand_in_evidence import note_evidence
from scoring.casework.offer_draft import account_of, check_person
from scoring.casework.own import own_of
from scoring.casework.preparations import channel_of, check_authority, draft_of, stated
from scoring.casework.submit_application import hand_in, rules_by
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.evidence_reading import evidence_files
from scoring.records.preparations import PreparationRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.evidence import EvidenceFile
    from scoring.application.filing import Draft, Receipt
    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom, Fit, HandedEvidence
    from scoring.casework.own import Own
    from scoring.casework.record_application import Mode
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

_ANOTHER = (
    "The code is not that of the draft as it is now: it was changed after printing, or a sign is wrong. Compare the code; if it is "
    "right, print the form anew and have it signed."
)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A draft whose form the officer has in hand, and the signed forms that were scanned in."""

    draft: Draft
    digest: str
    scans: tuple[EvidenceFile, ...]


@dataclass(frozen=True, slots=True)
class TakenForm:
    """A signed form in the officer's hands.

    `signature` carries the draft as it was shown, the declaration that stands on the form, and the key made for the page. `code` is
    that of the form, `scan` the form scanned in, None where it is among the evidence. `compared`: the officer compared the form
    with card and signature.
    """

    signature: Signature
    code: str
    scan: HandedEvidence | None
    compared: bool


def read_on_paper(transaction: Transaction, reference: str, code: str, *, officer: Officer) -> OnPaper:
    """Give the draft that a form states, by the number and the code that stand on it.

    Raises:
        NotAllowed: `role`.
        InputRefused: `reference`: no draft of this number is filled in for somebody; `code`: it states something else, or a sign is
            wrong.
    """
    _check_role(officer)
    with reading(transaction) as session:
        row, _prepared = _find(session, reference)
        draft, digest, scans = _compared(session, row, code)
        return OnPaper(draft, digest, scans)


def take_form(room: EvidenceRoom, library: Library, taken: TakenForm, *, officer: Officer, at: datetime, mode: Mode) -> Receipt:
    """Submit a draft on its signed form. The same key gives the same receipt again.

    Args:
        room: transactions and the settings of evidence.
        library: the published policies.
        taken: the form and what the officer says of it.
        officer: who took it; becomes a maker of the file, as an officer does who typed it.
        at: the moment of the act, aware.
        mode: as `submit_application`.

    Raises:
        NotAllowed: `role`; `authority`: that of who typed it is over; `no_interest`: it is of the officer's own household.
        InputRefused: `reference` and `code` as `read_on_paper`; `compared`; `scan`: there is none; as `submit_application`.
        EvidenceRefused: the scan.
        Stale, MoveRefused, WindowClosed, PolicyNotInForce, FactsRefused: as `submit_application`.
    """
    _check_role(officer)
    signature = _signed(taken)
    fit = _looked_through(room, library, signature.shown.reference, taken.scan, at)
    with room.transaction() as session:
        row, prepared = _find(session, signature.shown.reference, lock=True)
        given = receipt_of_key(session, row, signature.key)
        if given is not None:
            return given
        own = own_of(session, row, signature.shown, Act.SUBMIT, Holder(officer.account_id), at)
        check_authority(session, row, Act.SUBMIT, at)
        draft, _digest, scans = _compared(session, row, taken.code)
        check_person(session, prepared, draft)
        _keep_scan(own, room, fit, scans)
        for maker in {officer.account_id} | ({prepared.typed_by} if row.channel == "counter" else set()):
            keep_part(session, row.id, maker, Part.MAKER)
        if row.channel == "counter":
            row.account_id = account_of(session, prepared)
        standing = Standing(channel_of(row), prepared.typed_by, prepared.authority_id, "paper")
        receipt = hand_in(own, rules_by(library, row, at, mode), signature, standing)
        refuse_barred(session, row.id, officer)
        return receipt


def _signed(taken: TakenForm) -> Signature:
    if not taken.compared:
        raise InputRefused("compared", "Compare the form with the card and the signature, and say so.")
    check_signature(taken.signature)
    return taken.signature


def _check_role(officer: Officer) -> None:
    if Role.OFFICER not in officer.roles:
        raise NotAllowed(Act.SUBMIT, Guard.ROLE)


def _find(session: Session, reference: str, *, lock: bool = False) -> tuple[ApplicationRow, PreparationRow]:
    query = (
        sa.select(ApplicationRow, PreparationRow)
        .join(PreparationRow, PreparationRow.application_id == ApplicationRow.id)
        .where(ApplicationRow.reference == reference.strip().upper())
    )
    found = session.execute(query.with_for_update(of=ApplicationRow) if lock else query).first()
    if found is None:
        raise InputRefused("reference", "There is no such draft that was filled in for somebody. Compare the number on the form.")
    return found[0], found[1]


def _compared(session: Session, row: ApplicationRow, code: str) -> tuple[Draft, str, tuple[EvidenceFile, ...]]:
    """Give draft, digest and scans, where the code is that of the draft as it is now. Raises InputRefused."""
    typed = read_code(code, CODE_LENGTH)
    try:
        draft = draft_of(session, row)
    except NotFound:
        raise InputRefused("reference", "This draft was submitted, deleted or has expired.") from None
    seal = seal_of(session, row.id)
    digest = stated(session, row, draft, seal)
    if form_code(digest) != typed:
        raise InputRefused("code", _ANOTHER)
    files = evidence_files(session, row.id, seal)
    return draft, digest, tuple(file for file in files if file.kind == SIGNED_FORM and not file.is_removed)


def _looked_through(room: EvidenceRoom, library: Library, reference: str, scan: HandedEvidence | None, at: datetime) -> Fit | None:
    if scan is None:
        return None
    with reading(room.transaction) as session:
        row, _prepared = _find(session, reference)
        pin = convert.policy_pin(session, row)
    return check(scan, room.settings, pinned_policy(library, pin), at)


def _keep_scan(own: Own, room: EvidenceRoom, fit: Fit | None, scans: Sequence[EvidenceFile]) -> None:
    """Keep the scan, once; it is an act of its own before the submission."""
    if fit is None:
        if not scans:
            raise InputRefused("scan", "Scan the signed form in: without it nothing is submitted on paper.")
        return
    if same(scans, fit) is None:
        row, session = own.row, own.session
        kept = keep_file(session, Binder(row.id, own.seal), fit, room.settings, by=own.holder.account_id, at=own.at)
        note_evidence(session, row, Act.ADD_EVIDENCE, own.holder, own.at, summary(kept))
