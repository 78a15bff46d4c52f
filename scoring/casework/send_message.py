"""留言: the office tells the applicant of a file something in plain words; they read it on the file's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.status import Act
from scoring.casework.file import close_file, open_file, words
from scoring.errors import NotAllowed
from scoring.records.convert_messages import message_place
from scoring.records.file_messages import FileMessageRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def send_message(transaction: Transaction, shown: Shown, text: str, *, officer: Officer, at: datetime) -> Application:
    """Keep a message, encrypted, for good, and tell the holder of the file's account that there is one.

    It is no service of a document and begins no term. The journal says that one was sent, not what it says; so does what goes out
    by mail or short message.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `account`: the file came from no account, so that nobody could read it.
        InputRefused: `words` is empty or too long.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.SEND_MESSAGE, officer, at)
        if file.row.account_id is None:
            raise NotAllowed(Act.SEND_MESSAGE, Guard.ACCOUNT)
        said = words(text, "words", "Write what the applicant should know.")
        count = sa.select(sa.func.count()).where(FileMessageRow.application_id == file.row.id)
        number = session.scalars(count).one() + 1
        sealed = file.seal.close(said, message_place(number))
        of_it = {"application_id": file.row.id, "number": number, "office_id": file.row.office_id}
        session.add(FileMessageRow(**of_it, at=at, by=officer.account_id, words=sealed))
        return close_file(file, None, {"message": number})
