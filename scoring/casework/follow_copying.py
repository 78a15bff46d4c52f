"""What a new version of a file takes along from the older one, encrypted anew: its evidence, and what the desk knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa

from scoring.casework.flags import closing_place
from scoring.errors import SettingsRefused
from scoring.evidence import store
from scoring.records.desk import FlagClosingRow, InterestRow
from scoring.records.evidence import EvidenceRemovalRow, EvidenceRow
from scoring.records.evidence_reading import content_place, name_place

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal

Sealed: TypeAlias = "tuple[int, Seal]"
"""A file, by its id, with its seal."""

_KEPT = ("kind", "item", "media", "size", "pages", "digest", "scan", "valid_from", "valid_to", "added_at", "added_by", "algorithm")


def copy_evidence(session: Session, folder: Path, older: Sealed, newer: Sealed) -> None:
    """Keep each file that was not taken out, under its number, with its content encrypted under the key of the newer one.

    What is written in an act that comes to no end is swept away like any other. Raises SettingsRefused.
    """
    removed = sa.select(EvidenceRemovalRow.number).where(EvidenceRemovalRow.application_id == older[0])
    rows = sa.select(EvidenceRow).where(EvidenceRow.application_id == older[0], EvidenceRow.number.not_in(removed))
    for row in session.scalars(rows.order_by(EvidenceRow.number)).all():
        content = older[1].open_content(_content(folder, row.stored), content_place(row.number))
        copied = EvidenceRow(
            application_id=newer[0],
            number=row.number,
            name=newer[1].close(older[1].open(row.name, name_place(row.number)), name_place(row.number)),
            stored=store.put(folder, newer[1].close_content(content, content_place(row.number))),
            **{name: getattr(row, name) for name in _KEPT},
        )
        session.add(copied)


def copy_desk(session: Session, older: Sealed, newer: Sealed) -> None:
    """Keep who declared an interest, which bars them here too, and which flags were looked into."""
    for one in session.scalars(sa.select(InterestRow).where(InterestRow.application_id == older[0])).all():
        place = f"interests.reason/{one.account_id}"
        reason = newer[1].close(older[1].open(one.reason, place), place)
        session.add(InterestRow(application_id=newer[0], account_id=one.account_id, at=one.at, reason=reason))
    for flag in session.scalars(sa.select(FlagClosingRow).where(FlagClosingRow.application_id == older[0])).all():
        place = closing_place(flag.flag, flag.subject)
        reason = newer[1].close(older[1].open(flag.reason, place), place)
        given = {"flag": flag.flag, "subject": flag.subject, "at": flag.at, "by": flag.by}
        session.add(FlagClosingRow(application_id=newer[0], reason=reason, **given))


def _content(folder: Path, stored: str) -> bytes:
    try:
        return store.get(folder, stored)
    except FileNotFoundError:
        remedy = f"{stored} is missing there: restore the folder, or name the one that holds this database's evidence."
        raise SettingsRefused("LUOHU_EVIDENCE", remedy) from None
