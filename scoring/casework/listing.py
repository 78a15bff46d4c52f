"""公示 in preparation: the approved files of one version and round, and the list that would be made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.plain import sha256
from scoring.application.procedure import publishes
from scoring.application.publicity import DEFAULT, Candidate, Line, Measure, arrange, demanded, measure
from scoring.application.status import Part, Status
from scoring.casework.admission import has_place
from scoring.casework.originals import has_seen
from scoring.casework.scope import barred, within
from scoring.errors import InputRefused
from scoring.records.applications import ApplicationRow, DataKeyRow, PartRow, PersonRow
from scoring.records.decisions import AssessmentRow, RecommendationRow
from scoring.records.offices import OfficeRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.policy.procedure import ListField

_CITY = "00"


@dataclass(frozen=True, slots=True)
class Batch:
    """Whose list: the approved files of one version, in one round, or in none (None)."""

    scheme: str
    version: str
    round: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it would be made now, for the officer who asks: what it shows and gives away.

    `more` are the fields that go beyond what can be made general: with them `article` must say what demands them, and a second
    person publishes it. `own` counts approved files that stay away, since the officer worked on them or is barred from them.
    `unplaced` counts those that no round admitted yet, `unseen` of the others those that wait for their originals to be seen.
    `digest` is that of what is shown of whom, in which order.
    """

    batch: Batch
    fields: tuple[ListField, ...]
    more: tuple[ListField, ...]
    article: str
    lines: tuple[Line, ...] = field(repr=False)
    measured: Measure
    unprotected: Measure
    own: int
    unplaced: int
    unseen: int
    digest: str
    rows: tuple[ApplicationRow, ...] = field(repr=False)


def listing_of(session: Session, library: Library, batch: Batch, officer: Officer, *, lock: bool = False) -> Listing:
    """Make the list. `rows` are the files in the order of the lines.

    Raises:
        PolicyUnknown: there is no such version.
        InputRefused: `policy`: its rules have no list made public; `article`: they demand more than can be made general, and name
            no article for that.
    """
    policy = library.find(batch.scheme, batch.version)
    fields = fields_of(policy)
    seen = has_seen() if policy.procedure.originals_check else sa.true()
    placed = has_place() if policy.selection.ranking else sa.true()
    found, own = _approved(session, batch, officer, sa.and_(placed, seen), lock=lock)
    people = [person for person, _row in found]
    lines = arrange(people, fields)
    by_reference = {person.reference: row for person, row in found}
    shown = [(line.reference, line.shown) for line in lines]
    return Listing(
        batch=batch,
        fields=fields,
        more=demanded(fields),
        article=policy.procedure.publication.reference,
        lines=lines,
        measured=measure(lines),
        unprotected=measure(_as_they_are(people, fields)),
        own=own,
        unplaced=_count(session, batch, officer, ~placed),
        unseen=_count(session, batch, officer, sa.and_(placed, ~seen)),
        digest=sha256({"of": [batch.scheme, batch.version, batch.round], "fields": list(fields), "lines": shown}),
        rows=tuple(by_reference[line.reference] for line in lines),
    )


def fields_of(policy: Policy) -> tuple[ListField, ...]:
    """Give what a list under these rules shows. Raises InputRefused as `listing_of`."""
    if not publishes(policy.procedure):
        raise InputRefused("policy", f"The rules of {policy.name} have no list made public: grant it without one.")
    fields = policy.procedure.publication.fields or DEFAULT
    if demanded(fields) and not policy.procedure.publication.reference:
        needed = ", ".join(demanded(fields))
        raise InputRefused("article", f"{policy.name} demands {needed} and names no article: state `publication.reference`.")
    return fields


def _as_they_are(people: Sequence[Candidate], fields: Sequence[ListField]) -> tuple[Line, ...]:
    """Give the lines as exact points and names would show them, to measure what making them general is for."""
    exact: Sequence[ListField] = [*(each for each in fields if each != "score_band"), "total"]
    return arrange(people, exact)


def _approved(
    session: Session, batch: Batch, officer: Officer, ready: sa.ColumnElement[bool], *, lock: bool
) -> tuple[list[tuple[Candidate, ApplicationRow]], int]:
    """Give everybody who is approved, with their file; and how many files the officer must leave to others."""
    newest = aliased(RecommendationRow)
    last = sa.select(sa.func.max(newest.number)).where(newest.application_id == ApplicationRow.id).scalar_subquery()
    assessed = sa.and_(AssessmentRow.application_id == ApplicationRow.id, AssessmentRow.number == RecommendationRow.assessment)
    query = (
        sa.select(ApplicationRow, PersonRow.name, AssessmentRow.total, OfficeRow.division, PartRow.part, DataKeyRow)
        .add_columns(barred(officer.account_id))
        .join(PersonRow, sa.and_(PersonRow.application_id == ApplicationRow.id, PersonRow.number == 0))
        .join(DataKeyRow, DataKeyRow.application_id == ApplicationRow.id)  # so that reading the names asks for no key again
        .join(RecommendationRow, sa.and_(RecommendationRow.application_id == ApplicationRow.id, RecommendationRow.number == last))
        .join(AssessmentRow, assessed)
        .outerjoin(OfficeRow, OfficeRow.id == ApplicationRow.office_id)
        .outerjoin(PartRow, sa.and_(PartRow.application_id == ApplicationRow.id, PartRow.account_id == officer.account_id))
        .where(*of_batch(batch), within(officer), ready)
        .order_by(ApplicationRow.id)
    )
    found, own = [], 0
    for row, name, total, division, part, _key, is_barred in session.execute(
        query.with_for_update(of=ApplicationRow) if lock else query
    ):
        if is_barred or part not in {None, Part.CHECKER}:
            own += 1
            continue
        district = "" if division is None or division.endswith(_CITY) else division
        known = seal_of(session, row.id).open(name, "persons.name/0")
        found.append((Candidate(row.reference, known, district, Decimal(total)), row))
    return found, own


def awaits_list() -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions that it is approved, and no correction: whose error is put right stood on a list before."""
    return ApplicationRow.status == Status.APPROVED_PENDING, sa.func.coalesce(ApplicationRow.cause, "") != "correction"


def _count(session: Session, batch: Batch, officer: Officer, condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(ApplicationRow).where(*of_batch(batch), within(officer), condition)
    return session.scalars(query).one()


def of_batch(batch: Batch) -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions on an `ApplicationRow` that it is approved and to be listed, and of a batch."""
    is_round = ApplicationRow.round.is_(None) if batch.round is None else ApplicationRow.round == batch.round
    return (
        *awaits_list(),
        ApplicationRow.scheme == batch.scheme,
        ApplicationRow.policy_version == batch.version,
        is_round,
    )
