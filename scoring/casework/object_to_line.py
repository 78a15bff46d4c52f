"""异议: somebody objects to a line of an open list, on the public page or at the counter; who they are stays secret."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.clocks import due_day
from scoring.application.contact import contact
from scoring.application.deadlines import local_day
from scoring.application.identity import identity_number
from scoring.application.moves import Guard
from scoring.application.permits import permit, permit_itself
from scoring.application.procedure import term_of
from scoring.application.publication import Stage
from scoring.application.status import Act, Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.evidence import Binder
from scoring.casework.file import refuse_barred, words
from scoring.casework.kept_files import all_sound, keep_objection_files
from scoring.casework.scope import within
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.convert_publications import publication, standing_of
from scoring.records.journal import Entry, append, stream_of
from scoring.records.objections import ObjectionRow, content_place
from scoring.records.publications import PublicationLineRow, PublicationRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom
    from scoring.casework.kept_files import HandedFile
    from scoring.policy.library import Library

NAME_MAX = 60
_RECEIPT_BYTES = 12


@dataclass(frozen=True, slots=True)
class Handed:
    """An objection as it is typed. `key` makes one of however many clicks; `is_signed`: the person signs for it.

    `is_to_be_told`: they wish to be told at the contact once it is closed. `files` prove what it says.
    """

    publication: int
    line: int
    name: str = field(repr=False)
    identity_number: str = field(repr=False)
    contact: str = field(repr=False)
    words: str = field(repr=False)
    key: str
    is_signed: bool
    is_to_be_told: bool = False
    files: tuple[HandedFile, ...] = ()


def object_to_line(
    room: EvidenceRoom, library: Library, timing: Timing, handed: Handed, *, officer: Officer | None, at: datetime
) -> str:
    """Keep an objection; give the number of its receipt. *officer* records it at the counter, None on the public page.

    Raises:
        NotFound: there is no such list or line, or its first day has not come; or it lies out of the officer's scope.
        NotAllowed: `in_period`: the list is over, or the file was taken off it since; or by the table of moves.
        InputRefused: `name`, `identity_number`, `contact`, `words` or `signed` is not as it must be; `files`: there are too many.
        EvidenceRefused: a file is refused, as `kept_files.all_sound` and `keep_objection_files`.
        CalendarUnknown: the term to look into it cannot be counted.
    """
    said = _read(handed, at)
    files = all_sound(handed.files, room.settings)
    with room.transaction() as session:
        row = _on_line(session, handed, officer)
        known = session.scalar(sa.select(ObjectionRow).where(ObjectionRow.key == handed.key))
        if known is not None:
            return known.receipt
        _refuse_late(session, row, handed.publication, at)
        _permit(session, row, officer)
        made = _written(session, row, (library, timing), (handed, said), officer, at)
        digests = keep_objection_files(session, Binder(row.id, seal_of(session, row.id)), made.number, files, room.settings, at)
        row.version += 1
        facts = {"objection": made.number, "publication": handed.publication, "due": made.due, "status": Status(row.status)}
        kept = {"files": digests} if digests else {}
        append(session, Entry(stream_of(row.id), Act.OBJECT, officer, at, {**facts, **kept}))
        return made.receipt


def _written(
    session: Session,
    row: ApplicationRow,
    rules: tuple[Library, Timing],
    objected: tuple[Handed, Mapping[str, object]],
    officer: Officer | None,
    at: datetime,
) -> ObjectionRow:
    """Write the row of an objection, with the last day to look into it."""
    (library, timing), (handed, said) = rules, objected
    term = term_of(pinned_policy(library, convert.policy_pin(session, row)).procedure, "objection", timing.defaults)
    last = session.scalar(sa.select(sa.func.max(ObjectionRow.number)).where(ObjectionRow.application_id == row.id))
    number = (last or 0) + 1
    made = ObjectionRow(
        application_id=row.id,
        number=number,
        publication_id=handed.publication,
        at=at,
        by=officer.account_id if officer else None,
        due=due_day(local_day(at), term.duration, timing.working_days) if term else None,
        receipt=secrets.token_urlsafe(_RECEIPT_BYTES),
        key=handed.key,
        content=seal_of(session, row.id).close_document(said, content_place(number)),
    )
    session.add(made)
    session.flush()
    return made


def faults(handed: Handed, *, at: datetime) -> tuple[InputRefused, ...]:
    """Name everything that is wrong with what was typed, at once; `object_to_line` raises the first of them."""
    found = []
    for read in _readers(handed, at).values():
        try:
            read()
        except InputRefused as refused:
            found.append(refused)
    return tuple(found)


def _read(handed: Handed, at: datetime) -> dict[str, object]:
    said = {field: read() for field, read in _readers(handed, at).items()}
    told = {"is_to_be_told": True} if handed.is_to_be_told else {}
    return {field: value for field, value in said.items() if field != "signed"} | told


def _readers(handed: Handed, at: datetime) -> dict[str, Callable[[], object]]:
    return {
        "name": lambda: _name(handed),
        "signed": lambda: _sign(handed),
        "identity_number": lambda: identity_number(handed.identity_number, on=local_day(at)).reveal(),
        "contact": lambda: contact(handed.contact).reveal(),
        "words": lambda: words(handed.words, "words", "Say what is wrong, and how you know it."),
    }


def _name(handed: Handed) -> str:
    name = " ".join(handed.name.split())
    if not name or len(name) > NAME_MAX:
        raise InputRefused("name", "Give your name as it stands on the identity card.")
    return name


def _sign(handed: Handed) -> None:
    if not handed.is_signed:
        raise InputRefused("signed", "Sign the objection: an objection that nobody signs is not looked into.")


def _on_line(session: Session, handed: Handed, officer: Officer | None) -> ApplicationRow:
    """Give the file on that line, locked."""
    query = (
        sa.select(ApplicationRow)
        .join(PublicationLineRow, PublicationLineRow.application_id == ApplicationRow.id)
        .where(PublicationLineRow.publication_id == handed.publication, PublicationLineRow.number == handed.line)
    )
    if officer is not None:
        query = query.where(within(officer))
    row = session.scalar(query.with_for_update(of=ApplicationRow))
    if row is None:
        raise NotFound("line", f"{handed.publication}/{handed.line}")
    if officer is not None:
        refuse_barred(session, row.id, officer)
    return row


def _refuse_late(session: Session, row: ApplicationRow, number: int, at: datetime) -> None:
    stage = publication(session, session.get_one(PublicationRow, number)).stage(local_day(at))
    if stage is Stage.AHEAD:
        raise NotFound("list", str(number))
    standing = standing_of(session, row.id)
    is_on_it = row.status == Status.PUBLICITY and standing is not None and standing.number == number
    if stage is Stage.OVER or not is_on_it:
        raise NotAllowed(Act.OBJECT, Guard.IN_PERIOD)


def _permit(session: Session, row: ApplicationRow, officer: Officer | None) -> None:
    if officer is None:
        permit_itself(Act.OBJECT, Status(row.status))
    else:
        permit(Act.OBJECT, officer, Status(row.status), convert.parts(session, row.id))
