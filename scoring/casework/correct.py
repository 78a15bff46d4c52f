"""启动更正: an officer opens a new version of a granted file, in which a clerical error is put right."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, cast

from scoring.application.following import Correction, Error, Follower
from scoring.application.guards import Guard
from scoring.application.status import Act, Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.follow import Opening, open_version, version_of
from scoring.casework.revoking import refuse_revoking
from scoring.errors import NotAllowed
from scoring.records import convert
from scoring.records.corrections import GROUNDS, CorrectionRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.sealing import Seal


def correct(room: EvidenceRoom, library: Library, shown: Shown, error: Error, *, officer: Officer, at: datetime) -> Application:
    """Open the correction; give the new version. Until that is decided the decision there is holds.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `unfollowed`: a new version of it is open,
            `not_revoking`: a proposal to revoke is.
        InputRefused: `wrong`, `reason`, `proof` is empty.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
        SettingsRefused: the content of a file of evidence is not where it was put.
    """
    with room.transaction() as session:
        file = open_file(session, shown, Act.CORRECT, officer, at)
        given = _checked(error)
        refuse_followed(session, file.row, Act.CORRECT)
        refuse_revoking(session, file.row.id, Act.CORRECT)
        policy = pinned_policy(library, file.application.pin)
        row = open_version(session, file.row, Opening("correction", policy, room.settings, officer, at))
        seal = seal_of(session, row.id)
        said = {name: value for name, value in asdict(given).items() if name != "asked_by"}
        kept = {"asked_by": given.asked_by, "at": at, "by": officer.account_id}
        session.add(CorrectionRow(application_id=row.id, content=seal.close_document(said, GROUNDS), **kept))
        close_file(file, None, {"version_file": row.reference, "asked_by": given.asked_by}, given.wrong)
        return convert.application(session, row, seal)


def refuse_followed(session: Session, row: ApplicationRow, act: Act) -> None:
    """Raise NotAllowed (`unfollowed`) where a new version of the file is open: first that is decided, or given up."""
    if version_of(session, row.id) is not None:
        raise NotAllowed(act, Guard.UNFOLLOWED)


def correction_of(session: Session, application_id: int, seal: Seal) -> Correction | None:
    """Give why a version was opened as a correction; None for any other file."""
    row = session.get(CorrectionRow, application_id)
    if row is None:
        return None
    said = seal.open_document(row.content, GROUNDS)
    return Correction(Error(cast("Any", row.asked_by), **said), row.at, convert.account_name(session, row.by))


def follower_of(session: Session, application_id: int) -> Follower | None:
    """Give the new version that follows a file; None where there is none."""
    row = version_of(session, application_id)
    return None if row is None else Follower(row.reference, Status(row.status))


def _checked(error: Error) -> Error:
    return replace(
        error,
        wrong=words(error.wrong, "wrong", "Say what is wrong in the decision, and what should stand there."),
        reason=words(error.reason, "reason", "Say how the error came about, so that it is plain that it is a clerical one."),
        proof=words(error.proof, "proof", "Name the document, the page of the file or the record that shows what is right."),
    )
