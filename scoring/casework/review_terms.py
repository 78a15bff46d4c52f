"""How what was decided can be contested now: from the document that says so, as it was issued and served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.document import DocumentKind
from scoring.application.due import SERVICE
from scoring.application.procedure import ways_of
from scoring.application.review import Contesting
from scoring.application.serving import RemedyClock, remedy_clocks
from scoring.application.status import Act, Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.lateness import recorded_days
from scoring.casework.read_document import documents_of
from scoring.records import convert
from scoring.records.events import EventRow
from scoring.records.journal import stream_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow

_GRANT = (DocumentKind.GRANTED, DocumentKind.CORRECTED)
_DOCUMENTS = {
    Status.NOT_ACCEPTED: (DocumentKind.NOT_ACCEPTED,),
    **dict.fromkeys((Status.GRANTED, Status.SETTLED, Status.LAPSED, Status.REVOKED), _GRANT),
    Status.REFUSED: (DocumentKind.REFUSED, DocumentKind.CORRECTED),
    Status.FORFEITED: (DocumentKind.FORFEITED,),
    Status.NOT_SELECTED: (DocumentKind.NOT_SELECTED,),
}


def contesting(session: Session, row: ApplicationRow, library: Library, timing: Timing) -> Contesting:
    """Give the clock of every way to contest what was decided on a file.

    They are those that its document states, from its service. Where no document was issued they are those of the rules; a file
    that counts as given up was told to its account by the very act, and where there is no account, no term has begun.

    Raises:
        PolicyChanged, PolicyUnknown: nothing was issued, and the library lacks the pinned policy.
    """
    kinds = _DOCUMENTS.get(Status(row.status), ())
    issued = [each for each in documents_of(session, row) if each.kind in kinds]
    if issued:
        return Contesting(issued[-1].number, remedy_clocks(issued[-1], timing.working_days))
    policy = pinned_policy(library, convert.policy_pin(session, row))
    found = timing.remedies(ways_of(policy.procedure, timing.defaults), _days(session, row))
    return Contesting(None, tuple(RemedyClock(way.kind, way.organ.name, due) for way, due in found))


def _days(session: Session, row: ApplicationRow) -> dict[str, date]:
    days = dict(recorded_days(session, row.id))
    if row.status == Status.ABANDONED:
        given_up = sa.select(EventRow.at).where(EventRow.stream == stream_of(row.id), EventRow.act == Act.ABANDON)
        days["decision"] = local_day(session.scalars(given_up.order_by(EventRow.number.desc()).limit(1)).one())
        if row.account_id is not None:
            days[SERVICE] = days["decision"]
    return days
