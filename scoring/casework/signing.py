"""Signing what an officer decides, in the transaction of the act, and checking what was signed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.guards import Guard
from scoring.application.package import FORM
from scoring.application.plain import plain, sha256
from scoring.application.status import Act
from scoring.errors import NotAllowed
from scoring.records.signatures import OfficerKeyRow, SignatureRow
from scoring.records.signing import holds, is_countersigned, officer_key, sign_as_officer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from scoring.application.application import Recommendation
    from scoring.casework.file import File
    from scoring.casework.reviewing import Review
    from scoring.records.sealing import Seal


def refuse_unproved(file: File) -> None:
    """Raise NotAllowed (`proved`) for one who did not prove lately, by password and code, who they are."""
    if not file.officer.is_proved:
        raise NotAllowed(file.move.act, Guard.PROVED)


def sign(file: File, recommendation: int, statement: Mapping[str, object]) -> SignatureRow:
    """Sign a statement with the key of the officer who has the file in hand, and keep it. Raises NotAllowed (`proved`)."""
    refuse_unproved(file)
    session, officer, said = file.session, file.officer, plain(statement)
    last = session.scalar(sa.select(sa.func.max(SignatureRow.number)).where(SignatureRow.application_id == file.row.id))
    number = (last or 0) + 1
    key = officer_key(session, officer.account_id, file.at)
    row = SignatureRow(
        application_id=file.row.id,
        number=number,
        recommendation=recommendation,
        act=file.move.act,
        account_id=officer.account_id,
        key=key.number,
        at=file.at,
        statement=file.seal.close_document(said, statement_place(number)),
        digest=sha256(said),
        signature=sign_as_officer(session, key, said),
    )
    session.add(row)
    session.flush()
    return row


def sign_agreement(review: Review, decided: Mapping[str, object] | None = None) -> None:
    """Sign, as checker, what is done with what the maker proposed, and what is *decided* of it. Raises NotAllowed (`proved`)."""
    file, made = review.file, review.recommendation
    statement = {
        "form": FORM,
        "kind": file.move.act,
        "application": file.row.reference,
        "recommendation": made.number,
        "package": made.package,
        "checker": file.officer.account_id,
        "at": file.at,
        **(decided or {}),
    }
    sign(file, made.number, statement)


def refuse_unsigned(review: Review) -> None:
    """Raise NotAllowed (`signed`) where the maker's signature is missing, or is not over what the records hold."""
    file = review.file
    if not is_signed(file.session, file.row.id, file.seal, review.recommendation):
        raise NotAllowed(file.move.act, Guard.SIGNED)


def is_signed(session: Session, application_id: int, seal: Seal, made: Recommendation) -> bool:
    """Whether the maker signed the package of a recommendation, with a key that the service says is theirs."""
    row = signature_of(session, application_id, made.number, Act.RECOMMEND)
    if row is None or row.account_id != made.maker_id or row.digest != made.package:
        return False
    statement = seal.open_document(row.statement, statement_place(row.number))
    key = session.get_one(OfficerKeyRow, row.key)
    is_whole = sha256(statement) == row.digest and is_countersigned(session, key)
    return is_whole and holds(key.public, statement, row.signature)


def signature_of(session: Session, application_id: int, recommendation: int, act: str) -> SignatureRow | None:
    """Give what was signed by an act on a recommendation, None where nothing was."""
    of_it = (SignatureRow.application_id == application_id, SignatureRow.recommendation == recommendation, SignatureRow.act == act)
    return session.scalar(sa.select(SignatureRow).where(*of_it))


def statement_place(number: int) -> str:
    """Give where a statement that was signed stands."""
    return f"signatures.statement/{number}"
