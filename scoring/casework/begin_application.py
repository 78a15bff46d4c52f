"""An applicant begins: a draft, sealed from the start, under the version in force; no legal act yet."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application import consent
from scoring.application.deadlines import local_day
from scoring.application.filing import Content, Draft
from scoring.application.moves import move_of
from scoring.application.permits import permit_holder
from scoring.application.points import come_first
from scoring.application.reference import CHANCES, reference_of
from scoring.application.status import Act, Channel, FileKind, Status
from scoring.casework.draft_content import check_content, rules_for
from scoring.casework.points import with_points
from scoring.errors import InputRefused
from scoring.records import convert_filings
from scoring.records.applications import ApplicationRow
from scoring.records.database import lock
from scoring.records.filings import DraftRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import keys_of, new_seal, seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.casework.record_application import Mode
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Beginning:
    """Under which scheme, with what is known already (the self-check's answers), and which consent text was accepted."""

    scheme: str
    consent: str
    content: Content = field(default_factory=Content)
    channel: Channel = "online"
    kind: FileKind = "application"


def begin_application(
    transaction: Transaction, library: Library, beginning: Beginning, *, holder: Holder, at: datetime, mode: Mode
) -> Draft:
    """Begin a draft; the account needs nothing more than to exist.

    Who has a draft of that kind under the scheme already, begun the same way (`channel`), is given that one as it is, so that a
    double click begins nothing twice: compare `begun_at` with *at* to tell, and offer `save_draft` where the answers at hand are
    other ones.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        beginning: anything in its content may be missing; facts are as the self-check has them.
        holder: whose draft it is; nobody else ever sees it.
        at: the moment of the act, aware.
        mode: what this instance is for; a demonstration also takes applications under a version that has ended.

    Raises:
        InputRefused: `consent` is not the version of today; `kind`: points are not approved before one applies; what `save_draft`
            refuses of the content.
        PolicyUnknown, PolicyNotInForce, FactsRefused: as library and engine say.
    """
    check_consent(beginning.consent)
    policy, on = rules_for(library, beginning.scheme, at, mode)
    check_content(beginning.content, policy)
    check_kind(beginning.kind, policy)
    permit_holder(Act.BEGIN, None)
    with transaction() as session:
        lock(session, f"drafts:{holder.account_id}")
        begun = _begun(session, beginning, holder)
        if begun is not None:
            return begun
        blind = keys_of(session).blind(holder.identity.identity_number) if holder.identity else None
        return start(session, taking_over(session, policy, beginning, blind), (policy, on), holder, at)[1]


def check_kind(kind: FileKind, policy: Policy) -> None:
    """Raise InputRefused for a points record under rules where points are not approved before."""
    if kind == "points" and not come_first(policy):
        raise InputRefused("kind", "Under these rules points are verified with the application. Apply at once.")


def taking_over(session: Session, policy: Policy, beginning: Beginning, blind: bytes | None) -> Beginning:
    """Give a beginning as it goes by the approved points of the person of that blind index, where it is of an application."""
    if beginning.kind == "points":
        return beginning
    return replace(beginning, content=with_points(session, policy, beginning.content, blind))


def check_consent(version: str) -> None:
    """Raise InputRefused for a `consent` that is not the version of today."""
    if version != consent.CURRENT:
        raise InputRefused("consent", "Read what you agree to, and tick the box: without it nothing can be kept.")


def start(
    session: Session, beginning: Beginning, rules: tuple[Policy, date], by: Holder | Officer, at: datetime
) -> tuple[ApplicationRow, Draft]:
    """Write a new draft, whose content was checked, by the policy and the day of *rules*; give its row and the draft."""
    (policy, on), move = rules, move_of(Act.BEGIN)
    row = _row(session, beginning, policy, by, at)
    row.status, row.on = move.after(Status.DRAFT), on
    seal = new_seal(session, row.id, at)
    sealed = seal.close_document(convert_filings.content_document(beginning.content), convert_filings.DRAFT)
    kept = DraftRow(application_id=row.id, begun_at=at, saved_at=at, consent=beginning.consent, content=sealed)
    session.add(kept)
    facts = {"scheme": policy.scheme, "version": policy.version, "consent": beginning.consent, "channel": beginning.channel}
    facts["kind"] = beginning.kind
    append(session, Entry(stream_of(row.id), Act.BEGIN, by, at, {**facts, "status": move.target}))
    session.flush()
    return row, convert_filings.draft(row, kept, seal)


def _begun(session: Session, beginning: Beginning, holder: Holder) -> Draft | None:
    query = sa.select(ApplicationRow, DraftRow).join(DraftRow, DraftRow.application_id == ApplicationRow.id)
    own = query.where(ApplicationRow.account_id == holder.account_id, ApplicationRow.scheme == beginning.scheme)
    same = (ApplicationRow.channel == beginning.channel, ApplicationRow.kind == beginning.kind)
    found = session.execute(own.where(*same)).first()
    return convert_filings.draft(found[0], found[1], seal_of(session, found[0].id)) if found else None


def _row(session: Session, beginning: Beginning, policy: Policy, by: Holder | Officer, at: datetime) -> ApplicationRow:
    row = ApplicationRow(
        reference=free_reference(session, local_day(at).year),
        version=1,
        status=Status.DRAFT,
        scheme=policy.scheme,
        policy_version=policy.version,
        on=local_day(at),
        recorded_at=at,
        recorded_by=by.account_id,
        account_id=by.account_id,
        channel=beginning.channel,
        kind=beginning.kind,
    )
    session.add(row)
    session.flush()
    return row


def free_reference(session: Session, year: int) -> str:
    """Give a number that no file has. By chance, so that nobody can tell from one number how many there are, or another's."""
    lock(session, "applications")
    found = (reference_of(year, secrets.randbelow(CHANCES)) for _ in count())
    return next(reference for reference in found if _is_free(session, reference))


def _is_free(session: Session, reference: str) -> bool:
    return session.scalar(sa.select(ApplicationRow.id).where(ApplicationRow.reference == reference)) is None
