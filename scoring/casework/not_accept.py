"""不予受理: an officer proposes not to take an application on; a second person confirms, or returns the proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.procedure import ways_of
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.naming_organs import refuse_unnamed
from scoring.errors import NotAllowed
from scoring.notices import documents
from scoring.records import convert_filings
from scoring.records.filings import IntakeProposalRow, NonAcceptanceRow, ProposalReturnRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def propose_not_accepting(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Propose not to accept. It binds nobody: accepting or asking for a supplement instead is still possible.

    The office's term to accept goes on: where nobody confirms in time, the application counts as accepted.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.PROPOSE_NOT_ACCEPTING, officer, at)
        given = words(reason, "reason", "Say which rule keeps the office from accepting, in words the applicant will understand.")
        count = sa.select(sa.func.count()).where(IntakeProposalRow.application_id == file.row.id)
        number = session.scalars(count).one() + 1
        sealed = file.seal.close(given, convert_filings.proposal_place(number))
        by = {"maker_id": officer.account_id, "reason": sealed}
        session.add(IntakeProposalRow(application_id=file.row.id, number=number, at=at, **by))
        session.flush()
        return close_file(file, file.move.target, {"proposal": number}, given)


def not_accept(  # noqa: PLR0913 - what it goes by, and who acts on what with which words
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Confirm the proposal that stands; the applicant is told the reason and may contest it, or apply again at once.

    不予受理决定书 is issued.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `second_person`: nobody proposed it of what was submitted last.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.NOT_ACCEPT, officer, at)
        refuse_unnamed(file, library, timing)
        given = words(reason, "reason", "Give the reason in words that the applicant will understand.")
        of_this = _standing(session, file, officer)
        sealed = file.seal.close(given, "non_acceptances.reason/1")
        session.add(NonAcceptanceRow(**of_this, at=at, reason=sealed))
        session.flush()
        policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
        about = about_of(occasion, policy, timing)
        body = documents.not_accepted(about, given, ways_of(policy.procedure, timing.defaults))
        issued = issue(occasion, timing, about, body)
        return close_file(file, file.move.target, {"proposal": of_this["proposal"], **issued}, given)


def return_proposal(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Return the proposal that stands to the officers, with what speaks against it; another one may follow.

    The applicant is told nothing: as before, the application waits to be accepted.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused, InputRefused: as `not_accept`.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RETURN_PROPOSAL, officer, at)
        given = words(reason, "reason", "Say what speaks against it, or what to do instead.")
        of_this = _standing(session, file, officer)
        session.add(ProposalReturnRow(**of_this, at=at))
        session.flush()
        return close_file(file, file.move.target, {"proposal": of_this["proposal"]}, given)


def _standing(session: Session, file: File, checker: Officer) -> dict[str, int]:
    """Name the proposal that stands, and both people. Raises NotAllowed where none stands."""
    proposal = convert_filings.proposal(session, file.row, file.seal)
    if proposal is None:
        raise NotAllowed(file.move.act, Guard.SECOND_PERSON)
    made = {"application_id": file.row.id, "proposal": proposal.number, "maker_id": proposal.maker_id}
    return {**made, "checker_id": checker.account_id}
