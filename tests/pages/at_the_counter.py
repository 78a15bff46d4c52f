"""Verifying the identity of an applicant's account, as an officer at the counter does who sees the card."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa


def officer_of(services):
    """Give the officer at the counter."""
    return staff(services, "officer1")


def staff(services, username):
    """Give somebody of the office who just signed in."""
    from scoring.records.accounts import AccountRow
    from scoring.records.accounts import officer_of as as_officer

    with services.transaction() as session:
        row = session.scalars(sa.select(AccountRow).where(AccountRow.username == username)).one()
        return replace(as_officer(row), is_proved=True)


def code_of(services, holder):
    """Give the code that the account shows."""
    from scoring.casework.counter import show_code

    return show_code(services.transaction, holder=holder, at=services.clock.now()).code


def verify(services, holder, name, number):
    """Verify that the account is this person's."""
    from scoring.application.holder import Card
    from scoring.application.identity import identity_number
    from scoring.casework.verify_identity import verify_identity

    at, code = services.clock.now(), code_of(services, holder)
    card = Card(name, identity_number(number, on=services.clock.today()))
    return verify_identity(services.transaction, code, card, officer=officer_of(services), at=at, saw_card=True)


def record(services, holder, given):
    """Record that the account may act for somebody."""
    from scoring.casework.record_authority import record_authority

    at, code = services.clock.now(), code_of(services, holder)
    return record_authority(services.transaction, services.library, code, given, officer=officer_of(services), at=at)


def account_of(services):
    """Give the account that was opened last."""
    from scoring.records.accounts import AccountRow

    with services.transaction() as session:
        return session.scalars(sa.select(sa.func.max(AccountRow.id))).one()


def open_windows(services):
    """Open two windows of the authority that takes applications, so that there is a choice."""
    from scoring.application.office import Level, Office
    from scoring.casework.offices import keep_offices
    from scoring.policy.wording import text

    names = (("east", {"zh": "东区窗口", "en": "East window"}), ("west", {"zh": "西区窗口", "en": "West window"}))
    above = "guangzhou_human_resources"
    windows = tuple(Office(f"guangzhou_{id_}", text(name), Level.WINDOW, "440106", above) for id_, name in names)
    keep_offices(services.transaction, windows, at=services.clock.now())
