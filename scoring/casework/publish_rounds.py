"""A second person publishes submitted rounds: they are announced from then on, and the version that they are of stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.casework.draft_moves import open_draft, require_ready
from scoring.casework.draft_queries import find_draft
from scoring.casework.kept_policies import keep_rounds
from scoring.errors import NotFound
from scoring.records.policies import RoundsReleaseRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.casework.drafts import Draft, DraftShown
    from scoring.records.database import Transaction


def publish_rounds(transaction: Transaction, shown: DraftShown, *, officer: Officer, at: datetime) -> Draft:
    """Publish the newest revision of a submitted draft of rounds alone: one more text of rounds, and no version touched.

    Raises:
        NotAllowed: `role`, or `one_part` for who imported or submitted it.
        NotFound: there is no such draft, or it brings a version.
        Stale, MoveRefused: as `open_draft`.
        PolicyNotReady: newer rounds were published since, a version cannot be read with these, or a round in use would change.
    """
    with transaction() as session:
        draft = open_draft(session, shown, "publish", officer)
        if not draft.line.of_rounds or draft.line.submitted is None:
            raise NotFound("draft of rounds", shown.name)
        require_ready(session, draft)
        row = keep_rounds(session, draft.source, officer, at)
        session.add(
            RoundsReleaseRow(
                rounds_id=row.id,
                draft_id=draft.id,
                imported_by=draft.line.imported.account_id,
                submitted_by=draft.line.submitted.account_id,
                published_by=officer.account_id,
            )
        )
        session.flush()
        return find_draft(session, shown.scheme, shown.version)
