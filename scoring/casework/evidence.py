"""What the use cases of evidence share: what was handed in, whether it may be kept, and keeping it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.assisted import SIGNED_FORM
from scoring.application.deadlines import local_day
from scoring.application.evidence import FAMILY
from scoring.errors import EvidenceRefused, InputRefused, NotFound
from scoring.evidence import store
from scoring.evidence.examining import Examined, examine
from scoring.evidence.scanning import scan
from scoring.records.applications import DataKeyRow
from scoring.records.evidence import EvidenceRemovalRow, EvidenceRow
from scoring.records.evidence_reading import content_place, name_place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.evidence import EvidenceFile, Scan
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal
    from scoring.settings_evidence import EvidenceSettings

MEBIBYTE = 1024 * 1024
NAME_MAX = 120
UNNAMED = "–"


@dataclass(frozen=True, slots=True)
class EvidenceRoom:
    """Where evidence is worked with: rows through `transaction`, contents and limits as `settings` say."""

    transaction: Transaction
    settings: EvidenceSettings


@dataclass(frozen=True, slots=True)
class Binder:
    """The application that a file goes into, by its id, and its seal."""

    application_id: int
    seal: Seal = field(repr=False)


@dataclass(frozen=True, slots=True)
class HandedEvidence:
    """A file as it came in, what it is to prove, and the days that stand in the document.

    `kind` is a kind of evidence of the policy, `item` a criterion, requirement, veto or `family` it is handed in for; empty where
    it proves all that its kind is demanded for.
    """

    kind: str
    content: bytes = field(repr=False)
    name: str = field(default="", repr=False)
    item: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A file that may be kept: looked through, made anew where it is an image, scanned where there is a scanner."""

    handed: HandedEvidence
    examined: Examined
    scan: Scan

    @property
    def content(self) -> bytes:
        """What is kept."""
        return self.examined.content

    @property
    def digest(self) -> str:
        """The SHA-256 of what is kept, in hex."""
        return hashlib.sha256(self.content).hexdigest()


def check(handed: HandedEvidence, settings: EvidenceSettings, policy: Policy, at: datetime) -> Fit:
    """Look a file through, whoever handed it in; nothing is kept yet.

    Raises:
        InputRefused: `kind`, `item`, `valid_from` or `valid_to` cannot be.
        EvidenceRefused: the file is too large, or for one of the reasons of `examine` and `scan`.
    """
    _check_purpose(handed, policy)
    if handed.valid_from and handed.valid_from > local_day(at):
        raise InputRefused("valid_from", "This day is still to come. Give the day that stands in the document.")
    if handed.valid_to and handed.valid_from and handed.valid_to < handed.valid_from:
        raise InputRefused("valid_to", "The last day lies before the first. Give both as they stand in the document.")
    return Fit(handed, *look_through(handed.content, settings))


def look_through(content: bytes, settings: EvidenceSettings) -> tuple[Examined, Scan]:
    """Look a content through: how large, what it is, whether it is harmless; give what is kept of it.

    Raises EvidenceRefused: `too_large`, or for one of the reasons of `examine` and `scan`.
    """
    if len(content) > settings.file_mib * MEBIBYTE:
        raise EvidenceRefused("too_large", settings.file_mib)
    scanned = scan(settings.scanner, content)
    examined = examine(content)
    if len(examined.content) > settings.file_mib * MEBIBYTE:
        raise EvidenceRefused("too_large", settings.file_mib)
    return examined, scanned


def same(files: Sequence[EvidenceFile], fit: Fit) -> EvidenceFile | None:
    """Give the file that is there already: the same content for the same purpose."""
    asked = (fit.digest, fit.handed.kind, fit.handed.item)
    return next((f for f in files if not f.is_removed and (f.digest, f.kind, f.item) == asked), None)


def keep_file(session: Session, binder: Binder, fit: Fit, settings: EvidenceSettings, *, by: int, at: datetime) -> EvidenceRow:
    """Encrypt the file, write it to its place and keep its row. The application is locked. Raises EvidenceRefused: `too_much`."""
    own = sa.select(sa.func.max(EvidenceRow.number)).where(EvidenceRow.application_id == binder.application_id)
    number = (session.scalar(own) or 0) + 1
    if _bytes_kept(session, binder.application_id) + len(fit.content) > settings.application_mib * MEBIBYTE:
        raise EvidenceRefused("too_much", settings.application_mib)
    handed, examined = fit.handed, fit.examined
    row = EvidenceRow(
        application_id=binder.application_id,
        number=number,
        kind=handed.kind,
        item=handed.item,
        name=binder.seal.close(clean_name(handed.name), name_place(number)),
        media=examined.media,
        size=len(fit.content),
        pages=examined.pages,
        digest=fit.digest,
        stored=store.put(settings.folder, binder.seal.close_content(fit.content, content_place(number))),
        scan=fit.scan,
        valid_from=handed.valid_from,
        valid_to=handed.valid_to,
        added_at=at,
        added_by=by,
    )
    session.add(row)
    return row


def summary(row: EvidenceRow) -> dict[str, object]:
    """Give what an event says of a file; nothing personal."""
    return {
        "evidence": row.number,
        "kind": row.kind,
        "item": row.item,
        "media": row.media,
        "size": row.size,
        "digest": row.digest,
        "scan": row.scan,
    }


def kept_row(session: Session, application_id: int, number: int, reference: str) -> EvidenceRow:
    """Give the row of a file that is there. Raises NotFound, also where it was taken out again or its application erased."""
    row = session.get(EvidenceRow, (application_id, number))
    is_gone = session.get(EvidenceRemovalRow, (application_id, number)) or not session.get(DataKeyRow, application_id)
    if row is None or is_gone:
        raise NotFound("evidence", f"{reference}/{number}")
    return row


def clean_name(name: str) -> str:
    """Give the last part of a file's name, without what a screen does not show or would show turned around."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] not in "CZ" or c == " ")
    return shown.strip(" .")[-NAME_MAX:] or UNNAMED


def _check_purpose(handed: HandedEvidence, policy: Policy) -> None:
    kind = policy.evidence.get(handed.kind)
    if handed.kind == SIGNED_FORM and not handed.item:
        return
    if kind is None or kind.proof != "document":
        raise InputRefused("kind", "Choose which kind of evidence the file is.")
    conditions = (*policy.walk(), *policy.requirements, *policy.vetoes)
    if handed.item not in {"", FAMILY, *(condition.id for condition in conditions)}:
        raise InputRefused("item", "Choose what the file is to prove.")


def _bytes_kept(session: Session, application_id: int) -> int:
    removed = sa.select(EvidenceRemovalRow.number).where(EvidenceRemovalRow.application_id == application_id)
    sizes = sa.select(sa.func.coalesce(sa.func.sum(EvidenceRow.size), 0)).where(
        EvidenceRow.application_id == application_id, EvidenceRow.number.not_in(removed)
    )
    return int(session.scalars(sizes).one())
