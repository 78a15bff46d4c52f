"""Delete contents that nothing holds any more: of acts that came to no end, of files taken out, of erased applications."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.evidence import store
from scoring.records.applications import DataKeyRow
from scoring.records.database import reading
from scoring.records.evidence import EvidenceRemovalRow, EvidenceRow
from scoring.records.kept_files import ObjectionFileRow, ServiceReceiptRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.casework.evidence import EvidenceRoom

LONGEST_ACT = timedelta(hours=1)
"""What was written later than this long ago may belong to an act that is still being done."""

_AT_ONCE = 500


def sweep_evidence(room: EvidenceRoom, *, at: datetime) -> int:
    """Delete what is neither in a row, nor readable by a key that is still there; give how many files that were."""
    names = store.names(room.settings.folder, at - LONGEST_ACT)
    swept = 0
    while some := list(islice(names, _AT_ONCE)):
        with reading(room.transaction) as session:
            held = _held(session, some)
        for name in some:
            if name not in held:
                store.discard(room.settings.folder, name)
                swept += 1
    return swept


def _held(session: Session, names: Sequence[str]) -> set[str]:
    removed = sa.exists().where(
        EvidenceRemovalRow.application_id == EvidenceRow.application_id, EvidenceRemovalRow.number == EvidenceRow.number
    )
    rows = sa.select(EvidenceRow.stored).join(DataKeyRow, DataKeyRow.application_id == EvidenceRow.application_id)
    held = set(session.scalars(rows.where(EvidenceRow.stored.in_(names), ~removed)))
    for table in (ObjectionFileRow, ServiceReceiptRow):
        beside = sa.select(table.stored).join(DataKeyRow, DataKeyRow.application_id == table.application_id)
        held |= set(session.scalars(beside.where(table.stored.in_(names))))
    return held
