"""Everything that is held about an applicant, in one archive that they take away; that it was taken is written down."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.evidence import Media
from scoring.application.plain import plain
from scoring.casework.archive_parts import LEFT_OUT, OF_ACCOUNT, OF_APPLICATION
from scoring.casework.holders import Done, find_account, note_act
from scoring.casework.own_history import SAID, TOLD
from scoring.evidence import store
from scoring.records import convert
from scoring.records.account_sealing import account_seal
from scoring.records.applications import ApplicationRow, DataKeyRow
from scoring.records.events import EventRow
from scoring.records.evidence import EvidenceRemovalRow, EvidenceRow
from scoring.records.evidence_reading import content_place
from scoring.records.journal import stream_of
from scoring.records.kept_files import ServiceReceiptRow, service_receipt_place
from scoring.records.sealing import seal_of
from scoring.records.tables import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.casework.archive_parts import Part
    from scoring.casework.evidence import EvidenceRoom
    from scoring.records.sealing import Seal

ACT = "own_archive"


@dataclass(frozen=True, slots=True)
class _Stored:
    """A file that goes in under `name`; its content lies under `stored`, sealed for `place`."""

    name: str
    stored: str
    place: str
    seal: Seal = field(repr=False)


def own_archive(room: EvidenceRoom, *, holder: Holder, at: datetime) -> bytes:
    """Give a ZIP: `account.json`, for each file `applications/<reference>.json` and its files, and what is left out and why.

    Args:
        room: opens the one transaction of this act; says where evidence lies.
        holder: whose account it is.
        at: the moment of the act, aware.

    Raises:
        NotFound: the account was closed meanwhile.
    """
    documents: dict[str, object] = {"left_out.json": {table: dict(why.translations) for table, why in LEFT_OUT.items()}}
    stored: list[_Stored] = []
    with room.transaction() as session:
        account_id = find_account(session, holder.account_id).id
        documents["account.json"] = _account(session, account_id)
        own = sa.select(ApplicationRow).where(ApplicationRow.account_id == account_id).order_by(ApplicationRow.id)
        for row in session.scalars(own).all():
            seal = seal_of(session, row.id) if session.get(DataKeyRow, row.id) else None
            documents[f"applications/{row.reference}.json"] = _application(session, row, seal, account_id)
            stored += [*_evidence(session, row, seal), *_receipts(session, row, seal)] if seal else ()
        note_act(session, account_id, Done(ACT, holder, at, {"applications": len(documents) - 2, "files": len(stored)}))
    return _packed(documents, stored, room, at)


def _account(session: Session, account_id: int) -> dict[str, object]:
    seal = account_seal(session, account_id)
    found: dict[str, object] = {part.table: _rows(session, part, account_id, seal, account_id) for part in OF_ACCOUNT}
    events = sa.select(EventRow).where(EventRow.stream == f"account:{account_id}").order_by(EventRow.number)
    return found | {"history": [_event(session, row, seal, account_id) for row in session.scalars(events)]}


def _application(session: Session, row: ApplicationRow, seal: Seal | None, account_id: int) -> dict[str, object]:
    """Give everything of a file; after its erasure what is still there in clear."""
    found: dict[str, object] = {part.table: _rows(session, part, row.id, seal, account_id) for part in OF_APPLICATION}
    is_told = sa.or_(EventRow.act.in_(TOLD), EventRow.actor_id == account_id)
    events = sa.select(EventRow).where(EventRow.stream == stream_of(row.id), is_told).order_by(EventRow.number)
    history = [
        _event(session, event, seal if _is_said(event, account_id) else None, account_id) for event in session.scalars(events)
    ]
    return found | {"history": history}


def _is_said(event: EventRow, account_id: int) -> bool:
    """Whether the words of an act are the applicant's to read."""
    return event.act in SAID or event.actor_id == account_id


def _rows(session: Session, part: Part, owner_id: int, seal: Seal | None, account_id: int) -> list[dict[str, Any]]:
    table = Row.metadata.tables[part.table]
    query = sa.select(table).where(table.c[part.owner] == owner_id).order_by(*table.primary_key.columns)
    rows = session.execute(query).mappings().all()
    return [dict(_columns(table, part, row, seal, account_id)) for row in rows]


def _columns(
    table: sa.Table, part: Part, row: Mapping[Any, Any], seal: Seal | None, account_id: int
) -> Iterator[tuple[str, object]]:
    for column in table.columns:
        name, value = column.name, row[column.name]
        if name in part.without:
            continue
        if is_account(column):
            yield name, _who(value, account_id)
        elif name in part.sealed or name in part.documents:
            yield name, _opened(part, name, row, seal)
        else:
            yield name, json.loads(value) if name in part.json else plain(value)


def _opened(part: Part, name: str, row: Mapping[Any, Any], seal: Seal | None) -> object:
    """Decrypt a column; None where there is nothing in it, or the file was erased."""
    if seal is None or row[name] is None:
        return None
    if name in part.documents:
        return seal.open_document(row[name], part.documents[name].format(**row))
    return seal.open(row[name], part.sealed[name].format(**row))


def is_account(column: sa.Column[Any]) -> bool:
    """Whether a column names an account: who did something, or whose it is."""
    return any(key.column.table.name == "accounts" or is_account(key.column) for key in column.foreign_keys)


def _who(account: int | None, account_id: int) -> str | None:
    """Say who did it. The office stands under its acts, not the person."""
    return None if account is None else "you" if account == account_id else "office"


def _event(session: Session, row: EventRow, seal: Seal | None, account_id: int) -> dict[str, Any]:
    event = convert.event(session, row, seal)
    by = _who(event.actor_id, account_id) or "installation"
    return {"act": event.act, "at": plain(event.at), "by": by, "words": event.note, "number": event.number, "hash": event.hash}


def _evidence(session: Session, row: ApplicationRow, seal: Seal) -> list[_Stored]:
    removed = sa.select(EvidenceRemovalRow.number).where(EvidenceRemovalRow.application_id == row.id)
    query = sa.select(EvidenceRow).where(EvidenceRow.application_id == row.id, EvidenceRow.number.not_in(removed))
    folder = f"applications/{row.reference}-evidence"
    return [
        _Stored(f"{folder}/{found.number:03d}{Media(found.media).ending}", found.stored, content_place(found.number), seal)
        for found in session.scalars(query.order_by(EvidenceRow.number))
    ]


def _receipts(session: Session, row: ApplicationRow, seal: Seal) -> list[_Stored]:
    """Give the signed proofs of service of a file: who was served signed them."""
    query = sa.select(ServiceReceiptRow).where(ServiceReceiptRow.application_id == row.id)
    folder = f"applications/{row.reference}-served"
    return [
        _Stored(
            f"{folder}/{found.document:03d}-{found.turn}{Media(found.media).ending}",
            found.stored,
            service_receipt_place("content", found.document, found.turn),
            seal,
        )
        for found in session.scalars(query.order_by(ServiceReceiptRow.document, ServiceReceiptRow.turn))
    ]


def _packed(documents: Mapping[str, object], stored: list[_Stored], room: EvidenceRoom, at: datetime) -> bytes:
    """Pack everything, in memory alone; contents that are not where they were put are named."""
    day, packed, missing = local_day(at), io.BytesIO(), []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)

        for file in stored:
            try:
                sealed = store.get(room.settings.folder, file.stored)
            except FileNotFoundError:
                missing.append(file.name)
            else:
                put(file.name, file.seal.open_content(sealed, file.place))
        for name, document in {**documents, "missing.json": missing}.items():
            put(name, json.dumps(document, ensure_ascii=False, indent=2).encode())
    return packed.getvalue()
