"""A list of due files is approved by two supervisors; then each is erased in both their names, and what became of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from scoring.application.application import Shown
from scoring.application.background import Order
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.disposals import approvals_of, find_list
from scoring.casework.erase_application import erase_application, propose_erasure
from scoring.casework.legal_hold import HELD
from scoring.casework.list_due import STREAM
from scoring.casework.queue_job import add_job
from scoring.errors import CaseworkError, NotAllowed, Stale
from scoring.records.accounts import AccountRow, officer_of
from scoring.records.applications import ApplicationRow
from scoring.records.database import lock, reading
from scoring.records.disposals import DisposalApprovalRow, DisposalItemRow, DisposalOutcomeRow
from scoring.records.erasures import ErasureProposalRow
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.policy.procedure import Duration
    from scoring.records.database import Transaction

APPROVE, DISPOSE = "approve_disposal", "dispose"
KIND = "dispose"


def approve_disposal(transaction: Transaction, number: int, turn: int, *, officer: Officer, at: datetime) -> int:
    """Approve a list; the second approval has it carried out in the background. Gives how many approvals there are now.

    Args:
        transaction: opens the one transaction of this act.
        number: of the list.
        turn: how many approvals the officer was shown.
        officer: a supervisor, another one than who approved it before.
        at: the moment of the act, aware.

    Raises:
        NotAllowed: `role`; `second_person`: the officer approved it already; `once`: two did.
        NotFound: there is no such list, or it lies out of scope.
        Stale: somebody approved it meanwhile.
    """
    if Role.SUPERVISOR not in officer.roles:
        raise NotAllowed(APPROVE, Guard.ROLE)
    with transaction() as session:
        row = find_list(session, number, officer)
        lock(session, f"disposal:{number}")
        before = approvals_of(session, number)
        if len(before) != turn:
            raise Stale(str(number), turn, len(before))
        if len(before) > 1:
            raise NotAllowed(APPROVE, Guard.ONCE)
        if officer.account_id in {one.account_id for one in before}:
            raise NotAllowed(APPROVE, Guard.SECOND_PERSON)
        session.add(DisposalApprovalRow(list_id=row.id, turn=turn + 1, account_id=officer.account_id, at=at))
        append(session, Entry(STREAM, APPROVE, officer, at, {"list": number, "turn": turn + 1}))
        if turn:
            add_job(session, Order(KIND, {"list": number}, f"dispose:{number}"), at=at, by=officer.account_id)
        session.flush()
        return turn + 1


def dispose(transaction: Transaction, retention: Mapping[str, Duration], number: int, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Erase what stands on an approved list, and is still due and not held; tells how far it is. Done again it goes on.

    Raises:
        NotAllowed: `second_person`: the list was not approved by two.
    """
    with reading(transaction) as session:
        approvals = approvals_of(session, number)
        if len(approvals) != 2:  # noqa: PLR2004 - two people
            raise NotAllowed(DISPOSE, Guard.SECOND_PERSON)
        pair = tuple(officer_of(session.get_one(AccountRow, one.account_id)) for one in approvals)
        items = session.scalars(sa.select(DisposalItemRow.application_id).where(DisposalItemRow.list_id == number)).all()
        done = set(session.scalars(sa.select(DisposalOutcomeRow.application_id).where(DisposalOutcomeRow.list_id == number)))
    for count, application_id in enumerate(sorted(items), 1):
        if application_id not in done:
            outcome = _erase(transaction, retention, application_id, pair, at)
            with transaction() as session:
                session.add(DisposalOutcomeRow(list_id=number, application_id=application_id, at=at, outcome=outcome))
                append(
                    session, Entry(STREAM, DISPOSE, None, at, {"list": number, "application": application_id, "outcome": outcome})
                )
        yield count, len(items)


def _erase(
    transaction: Transaction, retention: Mapping[str, Duration], application_id: int, pair: tuple[Officer, ...], at: datetime
) -> Literal["erased", "held", "kept"]:
    """Propose and erase one file, in the names of both; another's proposal stands, and one of the two carries it out."""
    first, second = pair
    try:
        shown, proposed_by = _shown(transaction, application_id)
        if proposed_by is None:
            propose_erasure(transaction, retention, shown, officer=first, at=at)
            shown, proposed_by = _shown(transaction, application_id)
        who = first if proposed_by == second.account_id else second
        erase_application(transaction, retention, shown, officer=who, at=at)
    except CaseworkError as refused:
        return "held" if isinstance(refused, NotAllowed) and refused.why == HELD else "kept"
    return "erased"


def _shown(transaction: Transaction, application_id: int) -> tuple[Shown, int | None]:
    with reading(transaction) as session:
        row = session.get_one(ApplicationRow, application_id)
        proposal = session.get(ErasureProposalRow, application_id)
        return Shown(row.reference, row.version), proposal.proposed_by if proposal else None
