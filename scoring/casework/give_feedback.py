"""Anybody says what they think of the service, without a name, and gets a number that can be quoted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.code import SIGNS, with_check
from scoring.application.deadlines import local_day
from scoring.application.feedback import TEXT_MAX, FeedbackKind, Mark, Opened, marks_of
from scoring.casework.filing import check_key
from scoring.errors import InputRefused
from scoring.records.database import lock
from scoring.records.feedback import FeedbackRow, words_place
from scoring.records.feedback_sealing import add_sealed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from scoring.records.database import Transaction

_SIGNS = 8
_REMEDIES: dict[Mark, str] = {
    "identity_number": "The text holds an identity number. Take it out: nobody is to be named here.",
    "mobile": "The text holds a mobile number. Take it out: nobody is called back from here.",
    "mail": "The text holds a mail address. Take it out: nobody is written to from here.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was typed: `opened` is the page it was opened from, `key` makes one of many clicks."""

    kind: FeedbackKind
    words: str
    opened: Opened
    key: str


def faults(words: str, *, on: date, marks: Collection[Mark] = tuple(_REMEDIES), name: str = "words") -> tuple[InputRefused, ...]:
    """Give whatever is wrong with a text, of the input *name*; *marks* of a person are wrong in it."""
    said = plain(words)
    if not said:
        return (InputRefused(name, "Write what you want to say."),)
    found = [InputRefused(name, _REMEDIES[mark]) for mark in marks_of(said, on) if mark in marks]
    if len(said) > TEXT_MAX:
        found.append(InputRefused(name, f"Shorten it to {TEXT_MAX} characters; it has {len(said)}."))
    return tuple(found)


def give_feedback(transaction: Transaction, said: Said, *, at: datetime) -> str:
    """Keep it, encrypted; give its number. The same `key` gives the same number.

    Raises:
        InputRefused: `words` is empty, too long, or names a person; `key` is none.
    """
    check_key(said.key)
    for fault in faults(said.words, on=local_day(at)):
        raise fault
    with transaction() as session:
        lock(session, f"feedback {said.key}")
        known = session.scalar(sa.select(FeedbackRow.number).where(FeedbackRow.key == said.key))
        if known is not None:
            return known
        number = with_check("".join(secrets.choice(SIGNS) for _ in range(_SIGNS)))
        opened = {"page": said.opened.path, "scheme": said.opened.scheme}
        row = FeedbackRow(number=number, key=said.key, kind=said.kind, at=at, **opened)
        add_sealed(session, row, plain(said.words), words_place(number), at)
        return number


def plain(words: str) -> str:
    """Give a text as it is kept and counted: a line break is one character, nothing is blank around it."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()
