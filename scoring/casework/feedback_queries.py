"""Reading what was said about the service: a page of the list, one of it; and what was done, by its number alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import sqlalchemy as sa

from scoring.application.code import read_code
from scoring.application.feedback import Closing, Feedback, FeedbackKind, Opened
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.lists import counting, page_of
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.feedback import FeedbackRow, note_place, words_place
from scoring.records.feedback_sealing import seal_of_feedback

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.lines import Page, Wanted
    from scoring.records.database import Transaction

READERS = frozenset({Role.SUPERVISOR, Role.POLICY_STAFF, Role.ADMINISTRATOR})
"""Who reads it and deals with it: who answers for the work, for the rules and for the pages."""

NUMBER_SIGNS = 9
State: TypeAlias = Literal["", "open", "closed"]


@dataclass(frozen=True, slots=True)
class FeedbackSearch:
    """`text` is a number, or a part of the address of the page; the words themselves are encrypted and not searched."""

    text: str = ""
    state: State = ""
    kind: FeedbackKind | None = None
    scheme: str = ""


def list_feedback(transaction: Transaction, search: FeedbackSearch, wanted: Wanted, *, officer: Officer) -> Page[Feedback]:
    """Give one page, the newest first. Raises NotAllowed for who does not deal with it."""
    refuse_others("read_feedback", officer)
    query = sa.select(FeedbackRow).where(*_conditions(search)).order_by(FeedbackRow.id.desc())
    with reading(transaction) as session:
        return page_of(session, query.select_from(FeedbackRow), wanted, lambda found: _feedback(session, found[0]))


def count_open(transaction: Transaction, *, officer: Officer) -> int:
    """Count what nobody dealt with yet. Raises NotAllowed for who does not deal with it."""
    refuse_others("read_feedback", officer)
    with reading(transaction) as session:
        query = sa.select(FeedbackRow.id).select_from(FeedbackRow).where(FeedbackRow.closed_at.is_(None))
        return session.scalars(counting(query)).one()


def schemes_named(transaction: Transaction, *, officer: Officer) -> tuple[str, ...]:
    """Give the schemes whose pages something was said about, in order. Raises NotAllowed for who does not deal with it."""
    refuse_others("read_feedback", officer)
    with reading(transaction) as session:
        named = sa.select(FeedbackRow.scheme).where(FeedbackRow.scheme != "").distinct().order_by(FeedbackRow.scheme)
        return tuple(session.scalars(named))


def read_feedback(transaction: Transaction, number: str, *, officer: Officer) -> Feedback:
    """Give one by its number. Raises NotFound; NotAllowed for who does not deal with it."""
    refuse_others("read_feedback", officer)
    with reading(transaction) as session:
        return _feedback(session, find_feedback(session, number))


def read_given(transaction: Transaction, number: str) -> Feedback:
    """Give one to whoever has its number, typed with hyphens, blanks or small letters. Raises NotFound, also once it was erased.

    By whom it was dealt with is not told.
    """
    try:
        code = read_code(number, NUMBER_SIGNS)
    except InputRefused:
        raise NotFound("feedback", number) from None
    with reading(transaction) as session:
        return _feedback(session, find_feedback(session, code), is_public=True)


def find_feedback(session: Session, number: str, *, lock: bool = False) -> FeedbackRow:
    """Give the row of one. Raises NotFound."""
    query = sa.select(FeedbackRow).where(FeedbackRow.number == number)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("feedback", number)
    return row


def refuse_others(act: str, officer: Officer) -> None:
    """Raise NotAllowed for who does not deal with what is said about the service."""
    if officer.roles.isdisjoint(READERS):
        raise NotAllowed(act, Guard.ROLE)


def _conditions(search: FeedbackSearch) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted := search.text.strip():
        number = FeedbackRow.number == "".join(sign for sign in wanted.upper() if sign.isalnum())
        found.append(sa.or_(number, FeedbackRow.page.contains(wanted, autoescape=True)))
    if search.state:
        is_open = FeedbackRow.closed_at.is_(None)
        found.append(is_open if search.state == "open" else ~is_open)
    if search.kind:
        found.append(FeedbackRow.kind == search.kind)
    if search.scheme:
        found.append(FeedbackRow.scheme == search.scheme)
    return found


def _feedback(session: Session, row: FeedbackRow, *, is_public: bool = False) -> Feedback:
    seal = seal_of_feedback(session, row.id)
    closing = None
    if row.closed_at is not None and row.note is not None:
        by = "" if is_public else account_name(session, row.closed_by)
        closing = Closing(row.closed_at, by, seal.open(row.note, note_place(row.number)))
    words = seal.open(row.words, words_place(row.number))
    return Feedback(row.number, FeedbackKind(row.kind), words, Opened(row.page, row.scheme), row.at, closing)
