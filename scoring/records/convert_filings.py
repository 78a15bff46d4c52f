"""Rows of what is filed become dataclasses here and nowhere else."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.differences import differences
from scoring.application.filing import (
    Content,
    Difference,
    Draft,
    Earlier,
    Extension,
    Item,
    ItemAnswer,
    Named,
    Proposal,
    Receipt,
    Submission,
    Supplement,
)
from scoring.application.identity import IdentityNumber
from scoring.application.persons import masked
from scoring.application.plain import plain
from scoring.application.statistics import NOTHING_SAID, Statistics
from scoring.records.convert import account_name
from scoring.records.decisions import AssessmentRow
from scoring.records.filings import (
    DraftRow,
    FilingRow,
    IntakeProposalRow,
    ProposalReturnRow,
    SupplementAnswerRow,
    SupplementExtensionRow,
    SupplementItemRow,
    SupplementRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from scoring.records.applications import ApplicationRow
    from scoring.records.sealing import Seal

DRAFT = "drafts.content/1"
"""Where the content of a draft stands."""


def content_document(content: Content) -> dict[str, Any]:
    """Give a content as it is sealed."""
    return {
        "facts": plain(content.facts),
        "people": [asdict(person) for person in content.people],
        "statistics": asdict(content.statistics),
        "office": content.office,
        **({"points": content.points} if content.points else {}),
        **({"earlier": [plain(asdict(one)) for one in content.earlier]} if content.earlier else {}),
    }


def content_of(document: Mapping[str, Any]) -> Content:
    """Read what `content_document` gave."""
    return Content(
        facts=document["facts"],
        people=tuple(Named(**person) for person in document["people"]),
        statistics=Statistics(**document["statistics"]),
        office=document["office"],
        points=document.get("points", ""),
        earlier=tuple(_earlier(**one) for one in document.get("earlier", ())),
    )


def draft(row: ApplicationRow, kept: DraftRow, seal: Seal) -> Draft:
    """Give a draft with its content."""
    return Draft(
        reference=row.reference,
        version=row.version,
        scheme=row.scheme,
        policy_version=row.policy_version,
        begun_at=kept.begun_at,
        saved_at=kept.saved_at,
        consent=kept.consent,
        channel=cast("Any", row.channel),
        kind=cast("Any", row.kind),
        content=content_of(seal.open_document(kept.content, DRAFT)),
    )


def filings(session: Session, application_id: int) -> list[FilingRow]:
    """Give the submissions of an application, oldest first."""
    query = sa.select(FilingRow).where(FilingRow.application_id == application_id).order_by(FilingRow.number)
    return list(session.scalars(query))


def filed(row: FilingRow, seal: Seal) -> Content:
    """Give what one submission handed in."""
    return content_of(seal.open_document(row.content, filing_place(row.number)))


def statistics(rows: Sequence[FilingRow], seal: Seal) -> Statistics:
    """Give what was said for statistics in the newest of the submissions, which come last; nothing where none was made."""
    return filed(rows[-1], seal).statistics if rows else NOTHING_SAID


def filing_place(number: int) -> str:
    """Where the content of a submission stands."""
    return f"submissions.content/{number}"


def receipt(session: Session, row: ApplicationRow, kept: FilingRow) -> Receipt:
    """Give the receipt of one submission."""
    claimed = session.scalars(
        sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id, AssessmentRow.number == kept.assessment)
    ).one()
    return Receipt(
        reference=row.reference,
        number=kept.number,
        at=kept.signed_at,
        channel=cast("Any", kept.channel),
        scheme=row.scheme,
        policy_version=row.policy_version,
        round=claimed.round,
        office=row.office_id,
        declaration=kept.declaration,
        digest=kept.digest,
        outcome=claimed.outcome,
        total=claimed.total,
        days={"receipt": local_day(kept.signed_at)},
    )


def submissions(session: Session, rows: Sequence[FilingRow], seal: Seal) -> tuple[Submission, ...]:
    """Give all submissions of an application, oldest first, each with what is new in it."""
    found = []
    before: Content | None = None
    for row in rows:
        content = filed(row, seal)
        new = () if before is None else tuple(_masked(each) for each in differences(before, content))
        found.append(
            Submission(
                number=row.number,
                at=row.signed_at,
                by=account_name(session, row.signed_by),
                channel=cast("Any", row.channel),
                declaration=row.declaration,
                digest=row.digest,
                assessment=row.assessment,
                differences=new,
            )
        )
        before = content
    return tuple(found)


def supplements(session: Session, application_id: int, seal: Seal) -> tuple[Supplement, ...]:
    """Give what was asked for, oldest first, with every item and its answer."""
    query = sa.select(SupplementRow).where(SupplementRow.application_id == application_id).order_by(SupplementRow.number)
    return tuple(_supplement(session, row, seal) for row in session.scalars(query).all())


def _supplement(session: Session, row: SupplementRow, seal: Seal) -> Supplement:
    answers = {each.number: _answer(each, seal) for each in session.scalars(_of(SupplementAnswerRow, row))}
    items = session.scalars(_of(SupplementItemRow, row)).all()
    extension = session.get(SupplementExtensionRow, (row.application_id, row.number))
    return Supplement(
        number=row.number,
        round=row.round,
        asked_at=row.asked_at,
        asked_by=account_name(session, row.asked_by),
        due=extension.due if extension else row.due,
        extension=Extension(extension.at, extension.before) if extension else None,
        items=tuple(
            Item(i.number, i.about, i.reference, seal.open(i.words, item_place(row.number, i.number)), answers.get(i.number))
            for i in items
        ),
    )


def proposal(session: Session, row: ApplicationRow, seal: Seal) -> Proposal | None:
    """Give the newest proposal not to accept, if it was made of what was submitted last and was not returned."""
    query = sa.select(IntakeProposalRow).where(IntakeProposalRow.application_id == row.id).order_by(IntakeProposalRow.number.desc())
    found = session.scalars(query.limit(1)).first()
    if found is None or row.received_at is None or found.at < row.received_at:
        return None
    if session.get(ProposalReturnRow, (row.id, found.number)):
        return None
    return Proposal(
        number=found.number,
        at=found.at,
        maker_id=found.maker_id,
        maker=account_name(session, found.maker_id),
        reason=seal.open(found.reason, proposal_place(found.number)),
    )


def item_place(supplement_number: int, number: int) -> str:
    """Where the words of an item stand."""
    return f"supplement_items.words/{supplement_number}/{number}"


def answer_place(supplement_number: int, number: int) -> str:
    """Where the words of an answer stand."""
    return f"supplement_answers.words/{supplement_number}/{number}"


def proposal_place(number: int) -> str:
    """Where the reason of a proposal stands."""
    return f"intake_proposals.reason/{number}"


def _earlier(fact: str, value: list[Any], reference: str, as_of: str) -> Earlier:
    return Earlier(fact, tuple(value), reference, date.fromisoformat(as_of))


def _of(table: Any, row: SupplementRow) -> sa.Select[Any]:
    of_this = (table.application_id == row.application_id, table.supplement == row.number)
    return sa.select(table).where(*of_this).order_by(table.number)


def _answer(row: SupplementAnswerRow, seal: Seal) -> ItemAnswer:
    return ItemAnswer(cast("Any", row.kind), seal.open(row.words, answer_place(row.supplement, row.number)))


def _masked(change: Difference) -> Difference:
    """Mask names and identity numbers."""
    if change.place.endswith("/name"):
        return replace(change, before=_mask(change.before, masked), after=_mask(change.after, masked))
    if change.place.endswith("/identity_number"):
        return replace(change, before=_mask(change.before, _number), after=_mask(change.after, _number))
    return change


def _mask(value: str | None, mask: Any) -> str | None:
    return mask(value) if value else value


def _number(text: str) -> str:
    return str(IdentityNumber(text))
