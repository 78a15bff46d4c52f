"""A second person publishes a submitted version: from then on it never changes, and is served from its day of effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.application import PolicyPin
from scoring.application.deadlines import local_day
from scoring.casework.draft_moves import open_draft, require_ready
from scoring.casework.file import words
from scoring.casework.kept_policies import keep_rounds, keep_version, refuse_published, text_sha256
from scoring.errors import InputRefused
from scoring.records.policies import PolicyRow, ReleaseRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.drafts import Draft, DraftShown
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the publisher states: the day of effect, and why a version is published after it."""

    on: date
    reason: str = ""


def publish_policy(
    transaction: Transaction, shown: DraftShown, confirmed: Confirmed, *, officer: Officer, at: datetime
) -> PolicyPin:
    """Publish the newest revision of a submitted draft, with its rounds where it brings any.

    The day of effect is what the text says (`in_force.from`): the publisher confirms it. A version may be published after that
    day, since the regulation holds from its day whether it was entered or not; where another version was served meanwhile, the
    publisher says why. Recorded applications keep theirs in any case.

    Raises:
        NotAllowed: `role`, or `one_part` for who imported or submitted it.
        NotFound, Stale, MoveRefused: as `open_draft`.
        InputRefused: `version`: it is published, and the draft one of rounds alone; `on` is not the day of the text; `reason` is
            empty for a day that is past, or too long.
        PolicyNotReady: as for a submission.
    """
    with transaction() as session:
        draft = open_draft(session, shown, "publish", officer)
        refuse_published(session, shown.scheme, shown.version)
        policy = require_ready(session, draft)
        said = _reason(session, policy, confirmed, at)
        row = keep_version(session, draft.source, policy.digest, officer, at)
        session.add(_release(draft, row, confirmed.on, said, officer))
        if draft.rounds_are_own:
            keep_rounds(session, draft.source, officer, at)
        session.flush()
        return PolicyPin(policy.scheme, policy.version, policy.digest)


def _reason(session: Session, policy: Policy, confirmed: Confirmed, at: datetime) -> str:
    first = policy.in_force.first
    if confirmed.on != first:
        raise InputRefused("on", f"The text says {first}. Confirm that day, or import a text that says {confirmed.on}.")
    other = sa.select(PolicyRow.version).where(PolicyRow.scheme == policy.scheme).limit(1)
    is_late = first < local_day(at) and session.scalar(other) is not None
    if not is_late and not confirmed.reason.strip():
        return ""
    return words(confirmed.reason, "reason", f"{first} is past, and another version was served since: say why this one comes late.")


def _release(draft: Draft, row: PolicyRow, on: date, reason: str, officer: Officer) -> ReleaseRow:
    submitted = draft.line.submitted
    return ReleaseRow(
        policy_id=row.id,
        text_sha256=text_sha256(row.text),
        cases=draft.cases,
        draft_id=draft.id,
        imported_by=draft.line.imported.account_id,
        submitted_by=submitted.account_id if submitted else None,
        published_by=officer.account_id,
        on=on,
        reason=reason,
    )
