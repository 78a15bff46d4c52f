"""What the use cases share of files kept beside evidence: looking them through, keeping them, reading them again.

They are looked through as evidence is. What is handed in with objections never takes the place that the applicant has for evidence.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.kept_file import FILES_MAX
from scoring.casework.evidence import MEBIBYTE, clean_name, look_through
from scoring.errors import EvidenceRefused, InputRefused, SettingsRefused
from scoring.evidence import store
from scoring.records.kept_files import ObjectionFileRow, ServiceReceiptRow, objection_file_place, service_receipt_place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.evidence import Scan
    from scoring.application.kept_file import KeptFile
    from scoring.casework.evidence import Binder
    from scoring.evidence.examining import Examined
    from scoring.records.sealing import Seal
    from scoring.settings_evidence import EvidenceSettings


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file as it came in."""

    content: bytes = field(repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that may be kept, and how it was scanned."""

    handed: HandedFile
    examined: Examined
    scan: Scan

    @property
    def digest(self) -> str:
        """The SHA-256 of what is kept, in hex."""
        return hashlib.sha256(self.examined.content).hexdigest()


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file with its content, as it is kept."""

    file: KeptFile
    content: bytes = field(repr=False)


def sound(handed: HandedFile, settings: EvidenceSettings) -> Sound:
    """Look a file through; nothing is kept yet. Raises EvidenceRefused as `evidence.look_through`."""
    return Sound(handed, *look_through(handed.content, settings))


def all_sound(handed: Sequence[HandedFile], settings: EvidenceSettings) -> tuple[Sound, ...]:
    """Look files through. Raises InputRefused (`files`) where there are too many, EvidenceRefused as `sound`."""
    if len(handed) > FILES_MAX:
        raise InputRefused("files", f"Hand in up to {FILES_MAX} files.")
    return tuple(sound(each, settings) for each in handed)


def keep_objection_files(
    session: Session, binder: Binder, objection: int, files: Sequence[Sound], settings: EvidenceSettings, at: datetime
) -> list[str]:
    """Keep what was handed in with an objection; give the digests. The application is locked.

    Raises EvidenceRefused: `too_much`: all objections to it hold as much as one application may.
    """
    size = sa.func.coalesce(sa.func.sum(ObjectionFileRow.size), 0)
    held = session.scalars(sa.select(size).where(ObjectionFileRow.application_id == binder.application_id)).one()
    if held + sum(len(each.examined.content) for each in files) > settings.application_mib * MEBIBYTE:
        raise EvidenceRefused("too_much", settings.application_mib)
    for number, each in enumerate(files, 1):
        of_it = {"application_id": binder.application_id, "objection": objection, "number": number}
        name, content = (objection_file_place(column, objection, number) for column in ("name", "content"))
        session.add(ObjectionFileRow(**of_it, **_columns(each, binder.seal, (name, content), settings, at)))
    return [each.digest for each in files]


def keep_service_receipt(
    session: Session, binder: Binder, service: tuple[int, int], file: Sound, settings: EvidenceSettings, at: datetime
) -> None:
    """Keep the signed proof of a service, named by document and turn, whose row is written."""
    document, turn = service
    name, content = (service_receipt_place(column, document, turn) for column in ("name", "content"))
    columns = _columns(file, binder.seal, (name, content), settings, at)
    session.add(ServiceReceiptRow(application_id=binder.application_id, document=document, turn=turn, **columns))


def opened(stored: str, seal: Seal, place: str, settings: EvidenceSettings) -> bytes:
    """Read a content. Raises SettingsRefused where it is not where it was put."""
    try:
        sealed = store.get(settings.folder, stored)
    except FileNotFoundError:
        remedy = f"{stored} is missing there: restore the folder, or name the one that holds this database's evidence."
        raise SettingsRefused("LUOHU_EVIDENCE", remedy) from None
    return seal.open_content(sealed, place)


def _columns(file: Sound, seal: Seal, places: tuple[str, str], settings: EvidenceSettings, at: datetime) -> dict[str, object]:
    name, content = places
    kept = file.examined
    return {
        "name": seal.close(clean_name(file.handed.name), name),
        "media": kept.media,
        "size": len(kept.content),
        "pages": kept.pages,
        "digest": file.digest,
        "stored": store.put(settings.folder, seal.close_content(kept.content, content)),
        "scan": file.scan,
        "at": at,
    }
