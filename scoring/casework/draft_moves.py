"""A draft while one act is done with it: locked, checked against role, revision, status and the rule of two persons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.checking import Checked, check_policy, check_texts
from scoring.casework.draft_queries import find_draft
from scoring.casework.drafts import DraftStatus
from scoring.casework.kept_policies import STREAM, newest_rounds, refuse_published
from scoring.casework.rounds_in_use import hindrances_of
from scoring.errors import Finding, MoveRefused, NotAllowed, PolicyNotReady, Position, Stale
from scoring.records.database import lock, reading
from scoring.records.journal import Entry, append

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.drafts import Draft, DraftAct, DraftShown
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

FROM: Mapping[str, tuple[DraftStatus, ...]] = {
    "submit": (DraftStatus.DRAFT,),
    "withdraw": (DraftStatus.DRAFT, DraftStatus.SUBMITTED),
    "publish": (DraftStatus.SUBMITTED,),
}
"""From which status each act is possible."""


def require_policy_staff(act: str, officer: Officer) -> None:
    """Raise NotAllowed for everybody but policy staff."""
    if Role.POLICY_STAFF not in officer.roles:
        raise NotAllowed(act, Guard.ROLE)


def open_draft(session: Session, shown: DraftShown, act: DraftAct, officer: Officer) -> Draft:
    """Give the draft for an act, no other act on policies going on meanwhile.

    Raises:
        NotAllowed: `role`; or `one_part`: who imported or submitted it does not publish it.
        NotFound: there is no such draft.
        Stale: a newer revision was imported since.
        MoveRefused: its status does not allow the act.
        InputRefused: `version`: the installation published one of that name meanwhile.
    """
    require_policy_staff(act, officer)
    lock(session, STREAM)
    draft = find_draft(session, shown.scheme, shown.version)
    if draft.line.revision != shown.revision:
        raise Stale(shown.name, shown.revision, draft.line.revision)
    if act == "publish" and officer.account_id in draft.line.hands:
        raise NotAllowed(act, Guard.ONE_PART)
    if draft.line.status not in FROM[act]:
        raise MoveRefused(act, draft.line.status, FROM[act])
    if act != "withdraw" and not draft.line.of_rounds:
        refuse_published(session, shown.scheme, shown.version)
    return draft


def require_ready(session: Session, draft: Draft) -> Policy:
    """Check the draft's texts once more and give the policy. Raises PolicyNotReady with everything that stands in the way."""
    checked = check_draft(session, draft)
    if checked.policy is None or checked.obstacles:
        raise PolicyNotReady(draft.line.scheme, draft.line.version, checked.obstacles)
    return checked.policy


def check_draft(session: Session, draft: Draft) -> Checked:
    """Check the texts of a draft, and that its own rounds begin from the newest ones and leave those in use as they are.

    Of a draft of rounds alone the cases are not run: they held when its version was published, for the rounds of that time.
    """
    checked = check_texts(draft.source) if draft.line.of_rounds else check_policy(draft.source, draft.cases)
    if not draft.rounds_are_own or draft.line.status is DraftStatus.PUBLISHED:
        return checked
    scheme, file = draft.line.scheme, f"{draft.line.scheme}/rounds.yaml"
    if newest_rounds(session, scheme)[0] != draft.rounds_number:
        unmet: tuple[Finding, ...] = (Finding("rounds_changed", Position(file, 1, 1), {"file": file}),)
    else:
        unmet = hindrances_of(session, scheme, draft.source.rounds) if checked.policy else ()
    return Checked(checked.policy, checked.findings, checked.results, (*checked.unmet, *unmet))


def check_kept_draft(transaction: Transaction, draft: Draft) -> Checked:
    """Check a draft as it is kept, outside of any act."""
    with reading(transaction) as session:
        return check_draft(session, draft)


def write_down(session: Session, draft: Draft, act: DraftAct, officer: Officer, at: datetime) -> None:
    """Put an act on a draft into the journal."""
    facts = {"scheme": draft.line.scheme, "version": draft.line.version, "revision": draft.line.revision}
    append(session, Entry(STREAM, act, officer, at, facts))
