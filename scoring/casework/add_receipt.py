"""补交送达回证: a signed proof that comes after a service was recorded is kept with that record, which stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.moves import Guard
from scoring.application.serving import TYPED
from scoring.application.status import Act
from scoring.casework.evidence import Binder
from scoring.casework.file import close_file, open_file
from scoring.casework.kept_files import keep_service_receipt
from scoring.casework.serve import last_service
from scoring.errors import NotAllowed, NotFound
from scoring.records.documents import DocumentRow
from scoring.records.kept_files import ServiceReceiptRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.casework.serve import Signed
    from scoring.records.database import Transaction


def add_receipt(
    transaction: Transaction, shown: Shown, number: int, signed: Signed, *, officer: Officer, at: datetime
) -> Application:
    """Keep the signed proof with the service of a document as it was recorded last; day, channel and remedies stay.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also where there is no such document.
        NotAllowed: `served`: no service is recorded, or the account recorded it itself; `unsigned`: a proof is kept with it: where
            that is another's, a supervisor records the service anew (`correct_service`).
    """
    with transaction() as session:
        file = open_file(session, shown, Act.ADD_RECEIPT, officer, at)
        made = session.get(DocumentRow, (file.row.id, number))
        if made is None:
            raise NotFound("document", f"{file.row.reference}/{number}")
        last = last_service(file, number)
        if last is None or last.channel not in TYPED:
            raise NotAllowed(Act.ADD_RECEIPT, Guard.SERVED)
        if session.get(ServiceReceiptRow, (file.row.id, number, last.turn)) is not None:
            raise NotAllowed(Act.ADD_RECEIPT, Guard.UNSIGNED)
        binder = Binder(file.row.id, file.seal)
        keep_service_receipt(session, binder, (number, last.turn), signed.file, signed.settings, at)
        facts = {"document": made.reference, "turn": last.turn, "receipt": signed.file.digest}
        return close_file(file, None, facts)
