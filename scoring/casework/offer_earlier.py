"""A draft is offered what was verified in the holder's earlier files: by the same account, of the same person, under the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.earlier import fits, offers
from scoring.application.filing import Earlier
from scoring.application.status import OPEN, PRIVATE, Status
from scoring.casework.assessing import declared, pinned_policy
from scoring.casework.own import find_own
from scoring.casework.preparations import draft_of
from scoring.casework.workbench import findings_of
from scoring.engine.facts_read import facts_read
from scoring.errors import FactsRefused, PolicyChanged, PolicyUnknown
from scoring.records.applications import ApplicationRow, IdentityIndexRow
from scoring.records.database import reading
from scoring.records.evidence_reading import evidence_files
from scoring.records.preparations import PreparationRow
from scoring.records.sealing import keys_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.earlier import Offer
    from scoring.application.evidence import EvidenceFile
    from scoring.application.holder import Holder
    from scoring.application.verifying import FactVerdict
    from scoring.casework.workbench import Findings
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


def offer_earlier(transaction: Transaction, library: Library, reference: str, *, holder: Holder, today: date) -> tuple[Offer, ...]:
    """Give the facts that one of the holder's drafts may take over from files that are closed; see `application.earlier.taking`.

    Of several files the newest that says anything of a fact decides about it. What was rejected says nothing to take over, and
    neither does what rests on an answer or a document that is out of validity on the day *today*. A draft that is filled in for
    somebody else is offered nothing, and neither is anybody whose identity is not verified.

    Raises NotFound: no draft of this holder.
    """
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        draft = draft_of(session, row)
        if holder.identity is None or session.get(PreparationRow, row.id) is not None:
            return ()
        policy = library.current(row.scheme, today)
        blind = keys_of(session).blind(holder.identity.identity_number)
        found: dict[str, Earlier | None] = {}
        for closed in _closed(session, row, blind):
            for fact, one in _said(session, library, closed, policy, today):
                found.setdefault(fact, one)
        return offers(policy, {fact: one for fact, one in found.items() if one is not None}, draft.content)


def _closed(session: Session, draft: ApplicationRow, blind: bytes) -> Sequence[ApplicationRow]:
    """Give the closed files of that person and the account of the draft, the newest first. Those that were erased have no index.

    None that was corrected or reviewed: its facts do not hold, and the new version took its own over from it, with another day.
    """
    query = (
        sa.select(ApplicationRow)
        .join(IdentityIndexRow, IdentityIndexRow.application_id == ApplicationRow.id)
        .where(IdentityIndexRow.blind == blind, IdentityIndexRow.number == 0)
        .where(ApplicationRow.account_id == draft.account_id, ApplicationRow.scheme == draft.scheme)
        .where(ApplicationRow.status.not_in(OPEN | PRIVATE | {Status.SUPERSEDED}), ApplicationRow.cause.is_(None))
        .order_by(ApplicationRow.received_at.desc(), ApplicationRow.id.desc())
    )
    return session.scalars(query).all()


def _said(
    session: Session, library: Library, row: ApplicationRow, policy: Policy, today: date
) -> Iterator[tuple[str, Earlier | None]]:
    """Give every fact that a closed file says something of, with what can be taken over of it under *policy*, if anything can."""
    seal = seal_of(session, row.id)
    try:
        before = pinned_policy(library, declared(session, row, seal).pin)
        found = findings_of(session, row, seal, before, today)
    except (FactsRefused, PolicyChanged, PolicyUnknown):
        return  # what cannot be read as it was verified is not offered as verified
    files = [file for file in evidence_files(session, row.id, seal) if not file.is_removed]
    for fact in dict.fromkeys((*found.departments, *found.standing.verdicts)):
        verdict = found.standing.verdicts.get(fact)
        as_of = _as_of(found, before, verdict, files, today) if verdict else None
        if verdict and as_of and fact in policy.facts and fits(before.facts[fact], policy.facts[fact], verdict.verified):
            yield fact, Earlier(fact, verdict.verified, row.reference, as_of)
        else:
            yield fact, None


def _as_of(found: Findings, policy: Policy, verdict: FactVerdict, files: Sequence[EvidenceFile], today: date) -> date | None:
    """Give the day as of which a fact is verified; None where nothing is, or not any more."""
    if verdict.kind == "reject" or not verdict.verified:
        return None
    asked = found.departments.get(verdict.fact)
    if verdict.departments:
        closing = asked.latest.closing if asked and asked.latest else None
        return closing.valid_from if closing else None
    if asked is not None and asked.state != "refused":
        return None  # a department has the fact, or its answer is out of validity
    return local_day(verdict.at) if _is_proved(policy, verdict.fact, files, today) else None


def _is_proved(policy: Policy, fact: str, files: Sequence[EvidenceFile], today: date) -> bool:
    """Whether of every kind of document that was handed in for a fact one is valid still."""
    read = facts_read(policy)
    parts = [part for part in (*policy.requirements, *policy.vetoes, *policy.walk()) if fact in read[part.id]]
    kinds = {*policy.facts[fact].evidence, *(kind for part in parts for kind in part.about.evidence)}
    return all(any(other.holds(today) for other in files if other.kind == file.kind) for file in files if file.kind in kinds)
