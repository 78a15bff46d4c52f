"""Reads of drafts: the list, one draft, and who acts from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.moves import Guard
from scoring.casework.drafts import READERS, Draft, DraftLine, DraftStatus, Step
from scoring.casework.kept_policies import newest_rounds, source_of
from scoring.casework.lines import Page
from scoring.casework.lists import page_of
from scoring.errors import NotAllowed, NotFound
from scoring.records import convert
from scoring.records.accounts import AccountRow, is_applicants, officer_of
from scoring.records.database import reading
from scoring.records.policies import (
    PolicyDraftRow,
    PolicyRow,
    ReleaseRow,
    RoundsReleaseRow,
    RoundsRow,
    SubmissionRow,
    WithdrawalRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.lines import Wanted
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class DraftSearch:
    """`text` is a part of `scheme@version`."""

    text: str = ""
    status: DraftStatus | None = None


def list_drafts(transaction: Transaction, search: DraftSearch, wanted: Wanted, *, officer: Officer) -> Page[DraftLine]:
    """Give one page of drafts, each by its newest revision, the newest import first. Raises NotAllowed for other roles."""
    if READERS.isdisjoint(officer.roles):
        raise NotAllowed("read", Guard.ROLE)
    query = _lines().where(PolicyDraftRow.revision == _newest()).order_by(PolicyDraftRow.id.desc())
    name = PolicyDraftRow.scheme + "@" + PolicyDraftRow.version
    if search.text.strip():
        query = query.where(name.contains(search.text.strip().lower(), autoescape=True))
    if search.status is not None:
        query = query.where(_STATUS[search.status])
    with reading(transaction) as session:
        return page_of(session, query, wanted, lambda row: _line(session, row))


def read_draft(transaction: Transaction, scheme: str, version: str, revision: int | None = None, *, officer: Officer) -> Draft:
    """Give one draft, by its newest revision where none is named. Raises NotFound, also for other roles."""
    with reading(transaction) as session:
        if READERS.isdisjoint(officer.roles):
            raise NotFound("draft", f"{scheme}@{version}")
        return find_draft(session, scheme, version, revision)


def find_draft(session: Session, scheme: str, version: str, revision: int | None = None) -> Draft:
    """Give one draft within a transaction. Raises NotFound."""
    of_name = _lines().where(PolicyDraftRow.scheme == scheme, PolicyDraftRow.version == version)
    rows = session.execute(of_name.order_by(PolicyDraftRow.revision.desc())).all()
    found = next((row for row in rows if revision in {None, row[0].revision}), None)
    if found is None:
        raise NotFound("draft", f"{scheme}@{version}")
    return _draft(session, found, rows[0][0].revision)


def officer_named(transaction: Transaction, username: str) -> Officer:
    """Give the person of an account that is open, by the name they sign in with. Raises NotFound."""
    with reading(transaction) as session:
        row = session.scalar(sa.select(AccountRow).where(AccountRow.username == username, AccountRow.active))
        if row is None or is_applicants(row):
            raise NotFound("open account", username)
        return officer_of(row)


_IS_PUBLISHED = sa.or_(ReleaseRow.draft_id.is_not(None), RoundsReleaseRow.draft_id.is_not(None))
_IS_OPEN = sa.and_(WithdrawalRow.draft_id.is_(None), sa.not_(_IS_PUBLISHED))
_STATUS = {
    DraftStatus.DRAFT: sa.and_(SubmissionRow.draft_id.is_(None), _IS_OPEN),
    DraftStatus.SUBMITTED: sa.and_(SubmissionRow.draft_id.is_not(None), _IS_OPEN),
    DraftStatus.PUBLISHED: _IS_PUBLISHED,
    DraftStatus.WITHDRAWN: WithdrawalRow.draft_id.is_not(None),
}


def _lines() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            PolicyDraftRow,
            SubmissionRow,
            WithdrawalRow,
            ReleaseRow,
            PolicyRow.published_at,
            RoundsReleaseRow,
            RoundsRow.published_at,
        )
        .select_from(PolicyDraftRow)
        .outerjoin(SubmissionRow, SubmissionRow.draft_id == PolicyDraftRow.id)
        .outerjoin(WithdrawalRow, WithdrawalRow.draft_id == PolicyDraftRow.id)
        .outerjoin(ReleaseRow, ReleaseRow.draft_id == PolicyDraftRow.id)
        .outerjoin(PolicyRow, PolicyRow.id == ReleaseRow.policy_id)
        .outerjoin(RoundsReleaseRow, RoundsReleaseRow.draft_id == PolicyDraftRow.id)
        .outerjoin(RoundsRow, RoundsRow.id == RoundsReleaseRow.rounds_id)
    )


def _newest() -> sa.ScalarSelect[Any]:
    other = aliased(PolicyDraftRow)
    same = (other.scheme == PolicyDraftRow.scheme, other.version == PolicyDraftRow.version)
    return sa.select(sa.func.max(other.revision)).where(*same).scalar_subquery()


def _line(session: Session, found: Any) -> DraftLine:
    row, submitted, withdrawn, release, published_at, announced, announced_at = found

    def step(account_id: int, at: Any, reason: str = "") -> Step:
        return Step(account_id, convert.account_name(session, account_id), at, reason)

    steps = {
        "submitted": submitted and step(submitted.submitted_by, submitted.submitted_at, submitted.reason),
        "withdrawn": withdrawn and step(withdrawn.withdrawn_by, withdrawn.withdrawn_at, withdrawn.reason),
        "published": (release and step(release.published_by, published_at, release.reason))
        or (announced and step(announced.published_by, announced_at)),
    }
    return DraftLine(
        scheme=row.scheme,
        version=row.version,
        revision=row.revision,
        status=next((s for s in _BY_PRECEDENCE if steps.get(s)), DraftStatus.DRAFT),
        loads=row.digest is not None,
        imported=step(row.imported_by, row.imported_at),
        of_rounds=row.of_rounds,
        **steps,
    )


_BY_PRECEDENCE = (DraftStatus.PUBLISHED, DraftStatus.WITHDRAWN, DraftStatus.SUBMITTED)


def _draft(session: Session, found: Any, newest: int) -> Draft:
    row, release = found[0], found[3]
    rounds = row.rounds or newest_rounds(session, row.scheme)[1]
    return Draft(
        id=row.id,
        line=_line(session, found),
        newest=newest,
        on=release.on if release else None,
        rounds_are_own=bool(row.rounds),
        rounds_number=row.rounds_number,
        source=source_of(session, row, rounds),
        cases=row.cases,
    )
