"""Reading public lists: what waits for one and which there are, for the office; those that are open today, for anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.procedure import publishes
from scoring.application.publication import Stage
from scoring.casework.listing import Batch, Listing, awaits_list, listing_of
from scoring.casework.scope import offices_below, within
from scoring.errors import Erased, NoLongerPublic, NotAllowed, NotFound, PolicyUnknown
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow
from scoring.records.convert_publications import publication
from scoring.records.database import reading
from scoring.records.publications import ListProposalRow, PublicationLineRow, PublicationRow, line_place
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.application.publication import Publication
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

PAGE = 50
"""How many lines of a public list stand on one page."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A batch of so many approved files that waits for its list."""

    batch: Batch
    files: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A list as it would be made, and who proposed exactly this one already (names), where it needs two people."""

    listing: Listing
    proposed_by: tuple[str, ...]
    is_own: bool

    @property
    def waits_for_another(self) -> bool:
        """Whether the reader proposed it, and nobody else did."""
        return self.is_own and len(self.proposed_by) == 1

    @property
    def needs_proposal(self) -> bool:
        """Whether it must be proposed before somebody publishes it."""
        return bool(self.listing.more) and not self.proposed_by


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as anybody reads it."""

    number: int
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page of an open list; pages count from 1."""

    publication: Publication
    lines: tuple[ShownLine, ...]
    page: int
    pages: int


def waiting_batches(transaction: Transaction, library: Library, *, officer: Officer) -> tuple[Waiting, ...]:
    """Give what waits for a list and the officer may see. Raises NotAllowed for who may read no file."""
    _refuse_others(officer)
    key = (ApplicationRow.scheme, ApplicationRow.policy_version, ApplicationRow.round)
    query = sa.select(*key, sa.func.count()).where(*awaits_list(), within(officer))
    with reading(transaction) as session:
        found = session.execute(query.group_by(*key).order_by(*key)).all()
    batches = ((Batch(scheme, version, round_), count) for scheme, version, round_, count in found)
    return tuple(Waiting(batch, count) for batch, count in batches if _publishes(library, batch))


def _publishes(library: Library, batch: Batch) -> bool:
    try:
        return publishes(library.find(batch.scheme, batch.version).procedure)
    except PolicyUnknown:
        return False


def read_preview(transaction: Transaction, library: Library, batch: Batch, *, officer: Officer) -> Preview:
    """Give the list that would be made now. Raises as `listing_of`, and NotAllowed for who may read no file."""
    _refuse_others(officer)
    used = sa.select(PublicationRow.proposal).where(PublicationRow.proposal.is_not(None))
    with reading(transaction) as session:
        listing = listing_of(session, library, batch, officer)
        query = (
            sa.select(AccountRow.id, AccountRow.name)
            .join(ListProposalRow, ListProposalRow.by == AccountRow.id)
            .where(ListProposalRow.digest == listing.digest, ListProposalRow.id.not_in(used))
            .order_by(ListProposalRow.id)
        )
        by = dict(session.execute(query).all())
    return Preview(listing, tuple(by.values()), officer.account_id in by)


def list_publications(transaction: Transaction, *, officer: Officer) -> tuple[Publication, ...]:
    """Give the lists of the officer's offices, the newest first. Raises NotAllowed for who may read no file."""
    _refuse_others(officer)
    with reading(transaction) as session:
        query = sa.select(PublicationRow).where(_of_offices(officer)).order_by(PublicationRow.id.desc())
        return tuple(publication(session, row) for row in session.scalars(query))


def read_list(transaction: Transaction, number: int, page: int, *, officer: Officer) -> PublicPage:
    """Give a page of a list as it was published, whenever it is open. Raises NotFound, and NotAllowed for who may read no file."""
    _refuse_others(officer)
    with reading(transaction) as session:
        row = session.scalar(sa.select(PublicationRow).where(PublicationRow.id == number, _of_offices(officer)))
        if row is None:
            raise NotFound("list", str(number))
        return _page(session, row, page)


def public_lists(transaction: Transaction, *, today: date) -> tuple[Publication, ...]:
    """Give the lists that are open today, the newest first."""
    query = sa.select(PublicationRow).where(PublicationRow.starts_on <= today, PublicationRow.ends_on >= today)
    with reading(transaction) as session:
        return tuple(publication(session, row) for row in session.scalars(query.order_by(PublicationRow.id.desc())))


def read_public(transaction: Transaction, number: int, page: int, *, today: date) -> PublicPage:
    """Give a page of an open list.

    Raises:
        NotFound: there is none of this number, or its first day has not come: nobody can tell which.
        NoLongerPublic: its last day is over.
    """
    with reading(transaction) as session:
        row = session.get(PublicationRow, number)
        stage = publication(session, row).stage(today) if row else Stage.AHEAD
        if row is None or stage is Stage.AHEAD:
            raise NotFound("list", str(number))
        if stage is Stage.OVER:
            raise NoLongerPublic(number, row.ends_on)
        return _page(session, row, page)


def _page(session: Session, row: PublicationRow, page: int) -> PublicPage:
    pages = -(-row.lines // PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE
    query = sa.select(PublicationLineRow).where(
        PublicationLineRow.publication_id == row.id,
        PublicationLineRow.number > first,
        PublicationLineRow.number <= first + PAGE,
    )
    found = session.scalars(query.order_by(PublicationLineRow.number)).all()
    return PublicPage(publication(session, row), tuple(_lines(session, found)), page, pages)


def _lines(session: Session, rows: Sequence[PublicationLineRow]) -> list[ShownLine]:
    """Read lines; of a file that was erased since nothing can be read."""
    lines = []
    for row in rows:
        try:
            shown = seal_of(session, row.application_id).open_document(row.shown, line_place(row.publication_id, row.number))
        except Erased:
            shown = {}
        lines.append(ShownLine(row.number, shown))
    return lines


def _of_offices(officer: Officer) -> sa.ColumnElement[bool]:
    if officer.office is None:
        return sa.true()
    return PublicationRow.office_id.in_(offices_below(officer.office))


def _refuse_others(officer: Officer) -> None:
    if not officer.may_read_files:
        raise NotAllowed("read_lists", Guard.ROLE)
