"""公示: an approved batch goes onto a public list, until its last day; where it shows more than is safe, two people agree to it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.clocks import due_day
from scoring.application.deadlines import local_day
from scoring.application.moves import Guard, move_of
from scoring.application.plain import canonical, sha256
from scoring.application.procedure import term_of
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, file_of
from scoring.casework.listing import Listing, listing_of
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.records.database import lock
from scoring.records.journal import Entry, append
from scoring.records.publications import PUBLICATIONS, ListProposalRow, PublicationLineRow, PublicationRow, line_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.listing import Batch
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

PROPOSE = "propose_list"
PUBLISH = "publish_list"


@dataclass(frozen=True, slots=True)
class ListShown:
    """What the person saw who now acts: the list of which batch, by its digest."""

    batch: Batch
    digest: str


def propose_list(transaction: Transaction, library: Library, shown: ListShown, *, officer: Officer, at: datetime) -> int:
    """Propose a list that shows more than can be made general; give its number. Another person publishes it.

    Raises:
        NotAllowed: `role`; `second_person`: the rules demand no more, so that one person publishes it.
        Stale: it is not the list that was displayed.
        InputRefused: as `listing_of`; `lines`: nobody stands on it.
    """
    with transaction() as session:
        listing = _listed(session, library, shown, officer)
        if not listing.more:
            raise NotAllowed(PROPOSE, Guard.SECOND_PERSON)
        row = ListProposalRow(
            scheme=shown.batch.scheme,
            policy_version=shown.batch.version,
            round=shown.batch.round,
            office_id=officer.office,
            digest=listing.digest,
            at=at,
            by=officer.account_id,
        )
        session.add(row)
        session.flush()
        facts = {"proposal": row.id, "digest": row.digest, "measured": asdict(listing.measured)}
        append(session, Entry(PUBLICATIONS, PROPOSE, officer, at, facts))
        return row.id


def publish_list(  # noqa: PLR0913 - what it goes by, and who acts on what for which days
    transaction: Transaction, library: Library, timing: Timing, shown: ListShown, starts: date, *, officer: Officer, at: datetime
) -> int:
    """Publish a list from the day *starts* on, for as long as the rules say, else the office; give its number.

    Every file on it is 公示中 from now on, and each applicant is told.

    Raises:
        NotAllowed: `role`; `second_person`: the rules demand more than can be made general, and nobody else proposed this list.
        Stale: it is not the list that was displayed.
        InputRefused: as `listing_of`; `lines`: nobody stands on it; `starts`: a day that is over; `days`: neither rules nor office
            say for how long.
        CalendarUnknown: the working days of a year that it reaches into are not known.
    """
    with transaction() as session:
        listing = _listed(session, library, shown, officer)
        proposal = _proposal(session, listing, officer)
        if listing.more and proposal is None:
            raise NotAllowed(PUBLISH, Guard.SECOND_PERSON)
        period = _period(library, timing, listing, starts, local_day(at))
        row = _row(listing, proposal, period, officer, at)
        session.add(row)
        session.flush()
        _put_on(session, library, listing, row, officer, at)
        facts = {"publication": row.id, "lines": row.lines, "digest": row.digest, "starts": row.starts_on, "ends": row.ends_on}
        append(session, Entry(PUBLICATIONS, PUBLISH, officer, at, facts))
        return row.id


def _listed(session: Session, library: Library, shown: ListShown, officer: Officer) -> Listing:
    """Make the list anew, and hold every file on it, if it is the one that was displayed."""
    if not move_of(Act.PUBLISH).is_for(officer):
        raise NotAllowed(Act.PUBLISH, Guard.ROLE)
    lock(session, PUBLICATIONS)
    listing = listing_of(session, library, shown.batch, officer, lock=True)
    if not listing.lines:
        raise InputRefused("lines", "Nobody is approved and waits for a list. Open the page of publicity again.")
    if listing.digest != shown.digest:
        raise Stale(f"{shown.batch.scheme}@{shown.batch.version}", 0, len(listing.lines))
    return listing


def _proposal(session: Session, listing: Listing, officer: Officer) -> ListProposalRow | None:
    """Give the newest proposal of exactly this list by somebody else, where one is needed."""
    if not listing.more:
        return None
    used = sa.select(PublicationRow.proposal).where(PublicationRow.proposal.is_not(None))
    query = sa.select(ListProposalRow).where(ListProposalRow.digest == listing.digest, ListProposalRow.id.not_in(used))
    others = query.where(ListProposalRow.by != officer.account_id).order_by(ListProposalRow.id.desc())
    return session.scalars(others.limit(1)).first()


def _period(library: Library, timing: Timing, listing: Listing, starts: date, today: date) -> tuple[date, date]:
    """Give first and last day. The day on which it begins is not counted."""
    if starts < today:
        raise InputRefused("starts", f"{starts} is over. Choose today ({today}) or a day to come.")
    procedure = library.find(listing.batch.scheme, listing.batch.version).procedure
    term = term_of(procedure, "publicity", timing.defaults)
    ends = due_day(starts, term.duration, timing.working_days) if term else None
    if ends is None:
        raise InputRefused(
            "days", "Neither these rules nor the office say for how long a list is public: set `publicity` under `days`."
        )
    return starts, ends


def _row(
    listing: Listing, proposal: ListProposalRow | None, period: tuple[date, date], officer: Officer, at: datetime
) -> PublicationRow:
    starts, ends = period
    return PublicationRow(
        scheme=listing.batch.scheme,
        policy_version=listing.batch.version,
        round=listing.batch.round,
        office_id=officer.office,
        fields=canonical(listing.fields),
        article=listing.article if listing.more else "",
        measured=canonical(asdict(listing.measured)),
        lines=len(listing.lines),
        starts_on=starts,
        ends_on=ends,
        proposal=proposal.id if proposal else None,
        proposed_by=proposal.by if proposal else None,
        published_at=at,
        published_by=officer.account_id,
        digest=sha256({"list": listing.digest, "starts": starts, "ends": ends}),
    )


def _put_on(session: Session, library: Library, listing: Listing, made: PublicationRow, officer: Officer, at: datetime) -> None:
    for number, (line, row) in enumerate(zip(listing.lines, listing.rows, strict=True), start=1):
        file = file_of(session, row, Act.PUBLISH, officer, at)
        pinned_policy(library, file.application.pin)
        shown = file.seal.close_document(line.shown, line_place(made.id, number))
        session.add(PublicationLineRow(publication_id=made.id, number=number, application_id=row.id, shown=shown))
        facts = {"publication": made.id, "line": number, "on": made.starts_on, "until": made.ends_on}
        close_file(file, file.move.target, facts)
