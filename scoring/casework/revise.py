"""复核立新卷: where the outcome would change, the first reviewer opens a new version of the file, which is decided as any file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard, move_of
from scoring.application.moves_reviews import REVIEWING
from scoring.application.officer import Role
from scoring.application.review import StepKind
from scoring.application.status import Act, Part
from scoring.casework.assessing import pinned_policy
from scoring.casework.correct import refuse_followed
from scoring.casework.file import close_file, keep_part, words
from scoring.casework.follow import Opening, open_version
from scoring.casework.reviews import Written, keep_step, open_reviewed
from scoring.casework.revoking import refuse_revoking
from scoring.errors import NotAllowed
from scoring.records import convert
from scoring.records.events import EventRow
from scoring.records.journal import stream_of
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.casework.evidence import EvidenceRoom
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow

_OWN = frozenset(act for act in Act if move_of(act).role is Role.APPLICANT)


def revise(  # noqa: PLR0913 - what it goes by, and who opens which for what reason
    room: EvidenceRoom, library: Library, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Open the version; give it. Until it is decided what was decided holds; whoever acted on the file takes no part in it.

    With the decision of the version the file is superseded and the review closed; if it is given up the review goes on.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the review; NotAllowed also `fresh_eyes`,
            `review_free`, `unfollowed`: a new version of the file is open, and `not_revoking`: a proposal to revoke is.
        InputRefused: `reason` is empty, and as `open_version`.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
        SettingsRefused: the content of a file of evidence is not where it was put.
    """
    with room.transaction() as session:
        file, found = open_reviewed(session, shown, number, Act.REVISE, officer, at)
        if not found.is_free:
            raise NotAllowed(Act.REVISE, Guard.REVIEW_FREE)
        refuse_followed(session, file.row, Act.REVISE)
        refuse_revoking(session, file.row.id, Act.REVISE)
        said = words(reason, "reason", "Say which contested item holds, and why the outcome would be another.")
        policy = pinned_policy(library, file.application.pin)
        version = open_version(session, file.row, Opening("review", policy, room.settings, officer, at, found.at))
        _keep_away(session, file.row, version)
        step = Written(StepKind.OPENED, officer.account_id, at, said, version_id=version.id)
        keep_step(session, file.row.id, file.seal, found, step)
        close_file(file, None, {"review": number, "version_file": version.reference}, said)
        return convert.application(session, version, seal_of(session, version.id))


def _keep_away(session: Session, older: ApplicationRow, version: ApplicationRow) -> None:
    """Whoever of the office did anything on the older file but review it takes no part in the version, whatever they did."""
    acted = sa.select(EventRow.actor_id).where(
        EventRow.stream == stream_of(older.id), EventRow.actor_id.is_not(None), EventRow.act.not_in({*REVIEWING, *_OWN})
    )
    for account_id in session.scalars(acted.distinct()):
        assert account_id is not None  # noqa: S101 - asked for
        keep_part(session, version.id, account_id, Part.FORMER)
    session.flush()
