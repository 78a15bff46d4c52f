"""送达: an officer records that a sealed document reached its addressee; remedies run from there. A supervisor corrects that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.document import ServiceChannel
from scoring.application.moves import Guard
from scoring.application.notice import NoticeKind
from scoring.application.serving import TYPED, took_effect
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.electronic_service import may_serve_by_account
from scoring.casework.evidence import Binder
from scoring.casework.file import close_file, open_file, words
from scoring.casework.kept_files import keep_service_receipt
from scoring.casework.notify import tell_holder
from scoring.documents.glyphs import check_glyphs
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.convert_services import service_place
from scoring.records.documents import DocumentRow, DocumentSealRow, DocumentServiceRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.application.serving import Serving
    from scoring.casework.file import File
    from scoring.casework.kept_files import Sound
    from scoring.policy.library import Library
    from scoring.records.database import Transaction
    from scoring.settings_evidence import EvidenceSettings


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed proof of a service, looked through, and where it is kept."""

    file: Sound
    settings: EvidenceSettings


def serve(  # noqa: PLR0913 - what it goes by, and who serves what how
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    serving: Serving,
    *,
    officer: Officer,
    at: datetime,
    signed: Signed | None = None,
) -> Application:
    """Record that a document was served. Served by the account it is so from this moment.

    *signed* is 送达回证 as the receiver signed it, or what the post gave back; it is kept with the record.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also where there is no such document.
        NotAllowed: `sealed`: it bears no seal; `unserved`: its service is recorded; `service_agreed`: the account is not the
            applicant's own, or they did not agree to be served by it.
        InputRefused: as `took_effect`; `proof`, and of a correction `reason`: a character that no font of documents has;
            `receipt`: nothing is signed of what is served by the account.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.SERVE, officer, at)
        sealed = _sealed(file, serving.number)
        if last_service(file, serving.number) is not None:
            raise NotAllowed(Act.SERVE, Guard.UNSERVED)
        is_by_account = serving.channel is ServiceChannel.ACCOUNT
        if is_by_account and not may_serve_by_account(session, file.row, file.application):
            raise NotAllowed(Act.SERVE, Guard.SERVICE_AGREED)
        facts = _keep(file, serving, sealed, library, timing)
        return close_file(file, None, {**facts, **_signed(file, serving, 1, signed)})


def correct_service(  # noqa: PLR0913 - as `serve`, with the reason
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    serving: Serving,
    *,
    officer: Officer,
    at: datetime,
    reason: str,
    signed: Signed | None = None,
) -> Application:
    """Record a service anew that was typed wrong; what was recorded before stays beside it, and remedies run from the new day.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused, InputRefused, PolicyChanged, PolicyUnknown: as `serve`.
        NotAllowed: `served`: none is recorded, or it is, or would be, one by the account.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.CORRECT_SERVICE, officer, at)
        given = words(reason, "reason", "Say what was recorded wrong, and how you know.")
        check_glyphs(given, font=timing.issuing.font)
        last = last_service(file, serving.number)
        if last is None or not {last.channel, serving.channel} <= {*TYPED}:
            raise NotAllowed(Act.CORRECT_SERVICE, Guard.SERVED)
        facts = _keep(file, serving, _sealed(file, serving.number), library, timing, (last.turn + 1, given))
        return close_file(file, None, {**facts, **_signed(file, serving, last.turn + 1, signed)}, given)


def _signed(file: File, serving: Serving, turn: int, signed: Signed | None) -> Mapping[str, object]:
    """Keep the signed proof; give what the act's event says of it."""
    if signed is None:
        return {}
    if serving.channel not in TYPED:
        raise InputRefused("receipt", "Served by the account nothing is signed: leave the file out.")
    binder = Binder(file.row.id, file.seal)
    keep_service_receipt(file.session, binder, (serving.number, turn), signed.file, signed.settings, file.at)
    return {"receipt": signed.file.digest}


def _sealed(file: File, number: int) -> DocumentSealRow:
    """Give the seal of a document. Raises NotFound where there is no such document, NotAllowed where it bears no seal."""
    if file.session.get(DocumentRow, (file.row.id, number)) is None:
        raise NotFound("document", f"{file.row.reference}/{number}")
    sealed = file.session.get(DocumentSealRow, (file.row.id, number))
    if sealed is None:
        raise NotAllowed(file.move.act, Guard.SEALED)
    return sealed


def last_service(file: File, number: int) -> DocumentServiceRow | None:
    """Give the service of a document as it was recorded last; None where none was."""
    of_this = (DocumentServiceRow.application_id == file.row.id, DocumentServiceRow.number == number)
    return file.session.scalar(sa.select(DocumentServiceRow).where(*of_this).order_by(DocumentServiceRow.turn.desc()).limit(1))


def _keep(
    file: File, serving: Serving, sealed: DocumentSealRow, library: Library, timing: Timing, turn: tuple[int, str] = (1, "")
) -> Mapping[str, object]:
    """Keep the service, tell the holder, and give what the act's event says of it."""
    procedure = pinned_policy(library, file.application.pin).procedure
    check_glyphs(serving.proof, "proof", font=timing.issuing.font)  # 送达回证 is set with it
    on, effective_on = took_effect(serving, local_day(sealed.at), local_day(file.at), procedure, timing)
    is_typed, is_notice = serving.channel in TYPED, serving.channel is ServiceChannel.PUBLIC_NOTICE
    (count, reason), number = turn, serving.number
    close = file.seal.close
    file.session.add(
        DocumentServiceRow(
            application_id=file.row.id,
            number=number,
            turn=count,
            channel=serving.channel,
            served_on=on,
            effective_on=effective_on,
            until=serving.until if is_notice else None,
            proof=close(serving.proof.strip(), service_place("proof", number, count)) if is_typed else None,
            reason=close(reason, service_place("reason", number, count)) if reason else None,
            at=file.at,
            by=file.officer.account_id,
        )
    )
    file.session.flush()
    tell_holder(file.session, file.row, NoticeKind.SERVED, file.at)
    made = file.session.get_one(DocumentRow, (file.row.id, number))
    days = {"served_on": on, "effective_on": effective_on}
    return {"document": made.reference, "pdf_digest": sealed.digest, "channel": serving.channel, "turn": count, **days}
