"""Record that an account may act for somebody, at the counter; and end it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.authority import Authorization, check_channel, check_period
from scoring.application.deadlines import local_day
from scoring.application.holder import Holder
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.authorities import place
from scoring.casework.counter import account_by_code
from scoring.casework.file import words
from scoring.casework.holders import Done, find_account, holder_of, note_act
from scoring.casework.verify_identity import checked_card
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.account_sealing import account_seal
from scoring.records.holders import AuthorityIndexRow, AuthorityRow
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.policy.library import Library
    from scoring.records.database import Transaction


_PROOF = "Say what proves it: which paper, by whom, of which day."


def record_authority(
    transaction: Transaction, library: Library, code: str, given: Authorization, *, officer: Officer, at: datetime
) -> int:
    """Keep that the account whose code is shown may act for the person who gave authority; gives its id. Once more changes nothing.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies: they say who may apply for somebody.
        code: of the account that will act, as its page shows it.
        given: with the principal as identified by the card.
        officer: who saw the principal, or the proof.
        at: the moment of the act, aware.

    Raises:
        NotAllowed: `role`: no officer.
        InputRefused: `code`, `name`, `proof`, `last`, `kind` or `scheme` cannot be; the identity of the account is not verified, or
            it is the principal's own.
        PolicyUnknown: there is no such scheme.
    """
    if Role.OFFICER not in officer.roles:
        raise NotAllowed("record_authority", Guard.ROLE)
    checked = _checked(library, given, at)
    with transaction() as session:
        agent_id = account_by_code(session, code, at)
        find_account(session, agent_id, lock=True)
        identity = holder_of(session, agent_id).identity
        if identity is None:
            raise InputRefused("code", "The identity of the account that will act is not verified yet. Verify it first.")
        if identity.identity_number == checked.principal.identity_number:
            raise InputRefused("identity_number", "This is the number of the account itself: nobody is their own proxy.")
        blind = keys_of(session).blind(checked.principal.identity_number)
        kept = _same(session, agent_id, checked, blind)
        if kept is not None:
            return kept
        row = AuthorityRow(agent_id=agent_id, recorded_at=at, recorded_by=officer.account_id)
        _keep(session, row, checked, blind)
        facts = {"authority": row.id, "kind": row.kind, "scheme": row.scheme, "first": row.first, "last": row.last}
        note_act(session, agent_id, Done("record_authority", officer, at, facts))
        return row.id


def end_authority(transaction: Transaction, authority_id: int, *, by: Officer | Holder, at: datetime) -> None:
    """End an authority at once: by an officer, by who acts, or by who gave it. What has ended stays ended.

    Raises:
        NotAllowed: `role`: an officer of another role.
        NotFound: there is none, or none that is this holder's.
    """
    if isinstance(by, Officer) and Role.OFFICER not in by.roles:
        raise NotAllowed("end_authority", Guard.ROLE)
    with transaction() as session:
        row = session.scalar(sa.select(AuthorityRow).where(AuthorityRow.id == authority_id).with_for_update(of=AuthorityRow))
        if row is None or (isinstance(by, Holder) and not _concerns(session, row, by)):
            raise NotFound("authority", str(authority_id))
        if row.ended_at is None:
            row.ended_at, row.ended_by = at, by.account_id
            note_act(session, row.agent_id, Done("end_authority", by, at, {"authority": row.id}))


def _checked(library: Library, given: Authorization, at: datetime) -> Authorization:
    """Give what is recorded with its words tidied. Raises InputRefused and PolicyUnknown."""
    on = local_day(at)
    card, proof = checked_card(given.principal), words(given.proof, "proof", _PROOF)
    check_period(given.first, given.last, on)
    check_channel(given.kind, given.scheme, library.current(given.scheme, on).procedure.channels if given.scheme else ())
    return replace(given, principal=card, proof=proof)


def _keep(session: Session, row: AuthorityRow, given: Authorization, blind: bytes) -> None:
    row.kind, row.scheme, row.first, row.last = given.kind, given.scheme, given.first, given.last
    row.name = row.identity_number = row.proof = b""  # its number names the place that they are encrypted for
    session.add(row)
    session.flush()
    seal = account_seal(session, row.agent_id)
    row.name = seal.close(given.principal.name, place("name", row.id))
    row.identity_number = seal.close(given.principal.identity_number.reveal(), place("identity_number", row.id))
    row.proof = seal.close(given.proof, place("proof", row.id))
    session.add(AuthorityIndexRow(authority_id=row.id, blind=blind))


def _same(session: Session, agent_id: int, given: Authorization, blind: bytes) -> int | None:
    same = (
        sa.select(AuthorityRow.id)
        .join(AuthorityIndexRow, AuthorityIndexRow.authority_id == AuthorityRow.id)
        .where(AuthorityRow.agent_id == agent_id, AuthorityRow.kind == given.kind, AuthorityIndexRow.blind == blind)
        .where(AuthorityRow.first == given.first, AuthorityRow.last == given.last, AuthorityRow.ended_at.is_(None))
        .where(AuthorityRow.scheme.is_(None) if given.scheme is None else AuthorityRow.scheme == given.scheme)
    )
    return session.scalar(same)


def _concerns(session: Session, row: AuthorityRow, holder: Holder) -> bool:
    if row.agent_id == holder.account_id:
        return True
    if holder.identity is None:
        return False
    blind = session.scalar(sa.select(AuthorityIndexRow.blind).where(AuthorityIndexRow.authority_id == row.id))
    return blind == keys_of(session).blind(holder.identity.identity_number)
