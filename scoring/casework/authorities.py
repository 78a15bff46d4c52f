"""Reads of recorded authority: for whom an account may act, who may act for a person, and the one that covers an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.authority import Authority, AuthorityKind, Authorization
from scoring.application.holder import Card, Holder
from scoring.application.identity import IdentityNumber
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.holders import contact_of
from scoring.errors import NotAllowed
from scoring.records.account_sealing import account_seal
from scoring.records.database import reading
from scoring.records.holders import AuthorityIndexRow, AuthorityRow
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction


def authority_of(session: Session, holder: Holder, number: IdentityNumber, *, scheme: str, on: date) -> Authority | None:
    """Give the authority by which the holder may act for the person with this number, under a scheme on a day; None without."""
    found = _read(session, _given_by(session, number).where(AuthorityRow.agent_id == holder.account_id))
    return next((one for one in found if one.holds(on) and one.given.scheme in {None, scheme}), None)


def authority_by_id(session: Session, authority_id: int) -> Authority | None:
    """Give an authority, whether it holds or not; None without."""
    return next(iter(_read(session, sa.select(AuthorityRow).where(AuthorityRow.id == authority_id))), None)


def authorities_held(transaction: Transaction, holder: Holder, *, on: date) -> tuple[Authority, ...]:
    """Give what the holder may act by on a day, and from a later day on."""
    with reading(transaction) as session:
        held = sa.select(AuthorityRow).where(AuthorityRow.agent_id == holder.account_id, _is_live(on))
        return _read(session, held.order_by(AuthorityRow.id))


def authorities_given(transaction: Transaction, holder: Holder, *, on: date) -> tuple[Authority, ...]:
    """Give who may act for the holder, whose identity is verified, on a day or from a later day on."""
    if holder.identity is None:
        return ()
    with reading(transaction) as session:
        given = _given_by(session, holder.identity.identity_number).where(_is_live(on))
        return _read(session, given.order_by(AuthorityRow.id))


def authorities_of_person(transaction: Transaction, number: IdentityNumber, *, officer: Officer, on: date) -> tuple[Authority, ...]:
    """Give who may act for a person at the counter. Raises NotAllowed, `role`, for all but officers."""
    if Role.OFFICER not in officer.roles:
        raise NotAllowed("authorities_of_person", Guard.ROLE)
    with reading(transaction) as session:
        return _read(session, _given_by(session, number).where(_is_live(on)).order_by(AuthorityRow.id))


def place(column: str, authority_id: int) -> str:
    """Where what is personal of an authority stands."""
    return f"authorities.{column}/{authority_id}"


def _given_by(session: Session, number: IdentityNumber) -> sa.Select[AuthorityRow]:
    joined = sa.select(AuthorityRow).join(AuthorityIndexRow, AuthorityIndexRow.authority_id == AuthorityRow.id)
    return joined.where(AuthorityIndexRow.blind == keys_of(session).blind(number))


def _is_live(on: date) -> sa.ColumnElement[bool]:
    return sa.and_(AuthorityRow.ended_at.is_(None), AuthorityRow.last >= on)


def _read(session: Session, rows: sa.Select[AuthorityRow]) -> tuple[Authority, ...]:
    return tuple(_authorities(session, session.scalars(rows).all()))


def _authorities(session: Session, rows: Iterable[AuthorityRow]) -> Iterable[Authority]:
    for row in rows:
        seal = account_seal(session, row.agent_id)
        number = IdentityNumber(seal.open(row.identity_number, place("identity_number", row.id)))
        card = Card(seal.open(row.name, place("name", row.id)), number)
        proof = seal.open(row.proof, place("proof", row.id))
        given = Authorization(AuthorityKind(row.kind), card, row.scheme, row.first, row.last, proof)
        contact = contact_of(session, row.agent_id, seal)
        yield Authority(row.id, row.agent_id, contact, given, row.recorded_at, row.ended_at)
