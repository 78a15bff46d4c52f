"""Telling an applicant of an act, in the transaction of that act: the notice stands in the account, its delivery in the outbox."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from scoring.application.contact import contact
from scoring.application.notice import TOLD_OF, Channel, DeliveryState, NoticeKind, checked_facts
from scoring.application.plain import canonical
from scoring.records.account_sealing import account_seal
from scoring.records.holders import ContactRow, FormerContactRow
from scoring.records.notices import DeliveryRow, NoticeRow, ObjectorDeliveryRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.contact import Contact
    from scoring.application.objection import Objection
    from scoring.application.status import Act
    from scoring.records.applications import ApplicationRow


_DATED = frozenset(
    {
        *(NoticeKind.SUPPLEMENT_ASKED, NoticeKind.SUPPLEMENT_EXTENDED, NoticeKind.QUESTION_ASKED, NoticeKind.OBJECTION_TOLD),
        *(NoticeKind.ORIGINALS_SUMMONED, NoticeKind.ORIGINALS_DUE, NoticeKind.ORIGINALS_MISSED),
    }
)
"""What carries the last day to answer."""


def tell_of_act(session: Session, row: ApplicationRow, act: Act, facts: Mapping[str, object], at: datetime) -> None:
    """Tell the holder of an application's account of an act, where it is one that is told of and there is an account.

    What was asked for carries its last day, the `due` of the act's facts.
    """
    kind = TOLD_OF.get(act)
    if kind is None:
        return
    until = {"until": facts["due"]} if kind in _DATED and facts["due"] else {}
    tell_holder(session, row, kind, at, **until)


def tell_holder(session: Session, row: ApplicationRow, kind: NoticeKind, at: datetime, **days: object) -> None:
    """Write a notice about an application to its account; one that was recorded at the counter has none."""
    if row.account_id is not None:
        notify(session, row.account_id, kind, {**about(row), **days}, at, application_id=row.id)


def about(row: ApplicationRow) -> Mapping[str, str]:
    """Give what every notice about a file says of it: its number, and that it is a points record where it is one."""
    return {"reference": row.reference, **({"of": row.kind} if row.kind == "points" else {})}


def notify(
    session: Session,
    account_id: int,
    kind: NoticeKind,
    facts: Mapping[str, object],
    at: datetime,
    *,
    application_id: int | None = None,
) -> NoticeRow:
    """Write a notice to an applicant's account, and order its delivery to the account's contact where that is proven.

    Args:
        session: the transaction of the act that is told of.
        account_id: whose account.
        kind: what is told.
        facts: `about` the application (nothing for what concerns the account alone); `on` and `until`, days, where they matter.
        at: the moment of the act, aware.
        application_id: the application, whose officers then see how the delivery stands.

    Raises:
        InputRefused: the facts are not those, or hold something personal.
    """
    notice = NoticeRow(
        account_id=account_id, application_id=application_id, kind=kind, facts=canonical(checked_facts(kind, facts)), at=at
    )
    session.add(notice)
    session.flush()
    contact = session.get(ContactRow, account_id)
    if contact is not None and contact.proven_at is not None:
        order_delivery(session, notice, contact.kind, at)
    return notice


def tell_former(session: Session, account_id: int, former: Contact, at: datetime) -> None:
    """Tell account and former contact, which was proven, that another one has taken its place; that one is not proven yet."""
    notice = notify(session, account_id, NoticeKind.CONTACT_REPLACED, {}, at)
    sealed = account_seal(session, account_id).close(former.reveal(), former_place(notice.id))
    session.add(FormerContactRow(notice_id=notice.id, account_id=account_id, contact=sealed))
    order_delivery(session, notice, former.kind, at)


def former_place(notice_id: int) -> str:
    """Give where a former contact stands."""
    return f"former_contacts.contact/{notice_id}"


def tell_objector(session: Session, application_id: int, objection: Objection, at: datetime) -> None:
    """Order that who objected is told that the objection is closed, where they wish so."""
    objector = objection.objector
    if objector is None or not objector.is_to_be_told:
        return
    made = _ordered(session, None, contact(objector.contact).kind, at)
    session.add(ObjectorDeliveryRow(delivery_id=made.id, application_id=application_id, objection=objection.number))
    session.flush()


def order_delivery(session: Session, notice: NoticeRow, kind: str, at: datetime) -> None:
    """Put a notice into the outbox, for the way to a contact of this kind."""
    _ordered(session, notice.id, kind, at)


def _ordered(session: Session, notice_id: int | None, kind: str, at: datetime) -> DeliveryRow:
    channel = Channel.to("phone" if kind == "phone" else "email")
    key = secrets.token_hex(16)
    row = DeliveryRow(notice_id=notice_id, channel=channel, key=key, state=DeliveryState.WAITING, due_at=at)
    session.add(row)
    session.flush()
    return row
