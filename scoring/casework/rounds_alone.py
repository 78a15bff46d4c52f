"""A draft of rounds alone: the version is published and stays as it is, to the byte; only what the scheme announces changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.casework.kept_policies import newest_rounds, source_of
from scoring.errors import InputRefused, PolicyRefused
from scoring.inspection.difference.rounds import round_differences
from scoring.policy import load_source
from scoring.records.database import reading
from scoring.records.policies import PolicyRow, ReleaseRow, RoundsRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.casework.drafts import Draft, HandedIn
    from scoring.inspection.difference import Change
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


def rounds_alone(session: Session, row: PolicyRow, handed: HandedIn) -> HandedIn:
    """Give what was handed in of a published version with its very texts, where nothing but the rounds differs.

    A vocabulary that has grown since, and gives the version the same meaning, is that of the version; cases may be left out.

    Raises:
        InputRefused: `version`: the text is another one; `cases` or `vocabulary`: they would change; `rounds`: nothing would.
    """
    name = f"{row.scheme}@{row.version}"
    if handed.text != row.text:
        raise InputRefused("version", f"{name} is published and never changes. Give it a new version.")
    cases = session.get_one(ReleaseRow, row.id).cases
    if handed.cases.strip() and handed.cases != cases:
        raise InputRefused("cases", f"The cases of {name} are published with it. Leave them out, or give the text a new version.")
    if not _means_the_same(session, row, handed.vocabulary):
        raise InputRefused(
            "vocabulary", f"With this vocabulary {name} says something else. Leave it out, or give it a new version."
        )
    if handed.rounds is None or handed.rounds == newest_rounds(session, row.scheme)[1]:
        raise InputRefused("rounds", f"Nothing of {name} would change. Hand in other rounds, or give the text a new version.")
    return replace(handed, cases=cases, vocabulary=row.vocabulary)


def changes_of_rounds(transaction: Transaction, draft: Draft, policy: Policy) -> tuple[Change, ...]:
    """Give in what the rounds of a draft, which can be read as *policy*, differ from those that it began from.

    Nothing where it has none of its own, or where a published version cannot be read with them: a finding says so.
    """
    if not draft.rounds_are_own:
        return ()
    began = sa.select(RoundsRow.text).where(RoundsRow.scheme == policy.scheme, RoundsRow.number == draft.rounds_number)
    with reading(transaction) as session:
        text = session.scalar(began) or ""
        rows = session.scalars(sa.select(PolicyRow).where(PolicyRow.scheme == policy.scheme).order_by(PolicyRow.id)).all()
        old = [load_source(source_of(session, row, text)) for row in rows]
        try:
            new = [load_source(source_of(session, row, draft.source.rounds)) for row in rows]
        except PolicyRefused:
            return ()
    return round_differences(old, [policy, *new])


def _means_the_same(session: Session, row: PolicyRow, vocabulary: str | None) -> bool:
    if vocabulary is None or vocabulary == row.vocabulary:
        return True
    try:
        return load_source(replace(source_of(session, row, ""), vocabulary=vocabulary)).digest == row.digest
    except PolicyRefused:
        return False
