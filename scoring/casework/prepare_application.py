"""Somebody else begins a draft for a person: who holds authority, or an officer at the counter who saw the card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.assisted import check_counter
from scoring.application.authority import check_channel
from scoring.application.deadlines import local_day
from scoring.application.filing import Content, Named
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.application.procedure import channels_of
from scoring.application.status import Act, Part
from scoring.casework.authorities import authority_by_id
from scoring.casework.begin_application import Beginning, check_consent, start, taking_over
from scoring.casework.draft_content import rules_for
from scoring.casework.file import keep_part
from scoring.casework.filing import CHANNELS_OF
from scoring.casework.points import next_kind
from scoring.casework.preparations import blind_of
from scoring.casework.record_application import Here
from scoring.casework.verify_identity import checked_card
from scoring.errors import InputRefused, NotAllowed
from scoring.records import convert_filings
from scoring.records.applications import ApplicationRow
from scoring.records.database import lock
from scoring.records.filings import DraftRow
from scoring.records.preparations import PreparationRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.filing import Draft
    from scoring.application.holder import Card, Holder
    from scoring.application.status import Channel
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Agreed:
    """Under which scheme, and the consent text that the person was shown and agrees to."""

    scheme: str
    consent: str


@dataclass(frozen=True, slots=True)
class ByAuthority(Agreed):
    """By which recorded authority."""

    authority: int


@dataclass(frozen=True, slots=True)
class AtCounter(Agreed):
    """For the person of which card, and that the officer saw it."""

    card: Card
    saw_card: bool


@dataclass(frozen=True, slots=True)
class _Person:
    """Who is applied for, on which channel, and by which authority (None at the counter)."""

    card: Card
    channel: Channel
    authority: int | None


def prepare_by_authority(
    transaction: Transaction, library: Library, preparing: ByAuthority, *, holder: Holder, at: datetime, here: Here
) -> Draft:
    """Begin a draft for who gave the holder authority, or go on with the one there is.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        preparing: scheme, consent and authority.
        holder: who fills it in.
        at: the moment of the act, aware.
        here: this instance.

    Raises:
        InputRefused: `consent`; `authority`: none of the holder's that holds today and is for the scheme; `kind`: the policy
            lets no employer's agent apply.
        PolicyUnknown, PolicyNotInForce: as the library says.
    """
    check_consent(preparing.consent)
    rules = rules_for(library, preparing.scheme, at, here.mode)
    with transaction() as session:
        lock(session, f"drafts:{holder.account_id}")
        authority = authority_by_id(session, preparing.authority)
        is_own = authority is not None and authority.agent_id == holder.account_id
        if authority is None or not is_own or not authority.holds(local_day(at)):
            raise InputRefused("authority", "This authority does not hold today. It is recorded anew at the counter.")
        if authority.given.scheme not in {None, preparing.scheme}:
            raise InputRefused("authority", "This authority is for other rules. Choose those it was given for.")
        check_channel(authority.given.kind, preparing.scheme, channels_of(rules[0].procedure, here.timing.defaults))
        person = _Person(authority.given.principal, CHANNELS_OF[authority.given.kind], authority.id)
        return _begin(session, preparing, rules, person, holder, at)


def prepare_at_counter(
    transaction: Transaction, library: Library, preparing: AtCounter, *, officer: Officer, at: datetime, here: Here
) -> Draft:
    """Begin a draft for a person at the counter, or go on with the one there is.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        preparing: scheme, consent and card.
        officer: who saw it, and fills the draft in.
        at: the moment of the act, aware.
        here: this instance.

    Raises:
        NotAllowed: `role`: no officer.
        InputRefused: `saw_card`, `consent`, `name`; `scheme`: nobody applies at the counter under it.
        PolicyUnknown, PolicyNotInForce: as the library says.
    """
    if Role.OFFICER not in officer.roles:
        raise NotAllowed(Act.BEGIN, Guard.ROLE)
    if not preparing.saw_card:
        raise InputRefused("saw_card", "Confirm that you saw the card: without it nothing is verified.")
    check_consent(preparing.consent)
    checked, rules = checked_card(preparing.card), rules_for(library, preparing.scheme, at, here.mode)
    check_counter(preparing.scheme, channels_of(rules[0].procedure, here.timing.defaults))
    with transaction() as session:
        lock(session, f"drafts:{officer.account_id}")
        draft = _begin(session, preparing, rules, _Person(checked, "counter", None), officer, at)
        application = sa.select(ApplicationRow.id).where(ApplicationRow.reference == draft.reference)
        keep_part(
            session, session.scalars(application).one(), officer.account_id, Part.MAKER
        )  # who fills it in checks nothing of it
        return draft


def _begin(
    session: Session, preparing: Agreed, rules: tuple[Policy, date], person: _Person, by: Holder | Officer, at: datetime
) -> Draft:
    scheme, blind = rules[0].scheme, blind_of(session, person.card.identity_number)
    kind = next_kind(session, rules[0], blind)
    begun = _begun(session, (scheme, kind), blind, by.account_id)
    if begun is not None:
        row, kept, prepared = begun
        prepared.authority_id = person.authority  # an authority that was recorded anew takes the place of the one that is over
        return convert_filings.draft(row, kept, seal_of(session, row.id))
    named = Named("applicant", person.card.name, person.card.identity_number.reveal())
    begun_for = Beginning(scheme, preparing.consent, Content(people=(named,)), person.channel, kind)
    beginning = taking_over(session, rules[0], begun_for, blind)
    row, draft = start(session, beginning, rules, by, at)
    typed = {"typed_by": by.account_id, "authority_id": person.authority, "begun_at": at}
    session.add(PreparationRow(application_id=row.id, blind=blind, **typed))
    session.flush()
    return draft


def _begun(
    session: Session, named: tuple[str, str], blind: bytes, account_id: int
) -> tuple[ApplicationRow, DraftRow, PreparationRow] | None:
    """Give the draft under this scheme and of this kind that the account fills in for the person already."""
    scheme, kind = named
    query = (
        sa.select(ApplicationRow, DraftRow, PreparationRow)
        .join(DraftRow, DraftRow.application_id == ApplicationRow.id)
        .join(PreparationRow, PreparationRow.application_id == ApplicationRow.id)
        .where(PreparationRow.typed_by == account_id, PreparationRow.blind == blind, ApplicationRow.scheme == scheme)
        .where(ApplicationRow.kind == kind)
    )
    found = session.execute(query).first()
    return (found[0], found[1], found[2]) if found else None
