"""Guangzhou as it is: originals are seen before anything is published or granted. Other tests go by a copy of its rules without."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from scoring.casework.forfeit import ask_cause, propose_forfeit, record_cause
from scoring.casework.summon_originals import remind_by_hand, see_originals, summon_originals
from scoring.policy.library import Library
from tests.casework.scenes import scene
from tests.casework.stories import AT, ON, TIMING

if TYPE_CHECKING:
    from tests.casework.stories import Office

PLACE = "越秀区某路1号政务中心三楼"
DUE = ON + timedelta(days=15)
MISSED = AT + timedelta(days=16)
"""The day after the last one to show what was asked for on the first day."""


def with_originals(office: Office) -> Office:
    """Give the office as it goes by rules that have originals seen."""
    return replace(office, library=_seeing(office.library))


@cache
def _seeing(library: Library) -> Library:
    def seeing(policy):
        if policy.scheme != "guangzhou":
            return policy
        return replace(policy, procedure=replace(policy.procedure, originals_check=True))

    return Library([seeing(policy) for policy in library.policies])


def summon(office: Office, application, *, by="officer", at=AT, place=PLACE, timing=TIMING):
    common = {"officer": getattr(office, by), "at": at}
    return summon_originals(office.transaction, office.library, timing, office.shown(application), place, **common)


def do(office: Office, use_case, application, *given, by="officer", at=AT, **words):
    return use_case(office.transaction, office.shown(application), *given, officer=getattr(office, by), at=at, **words)


def see(office: Office, application, *, at=AT, is_match=True, on=None):
    return do(
        office, see_originals, application, on or at.date(), is_match=is_match, at=at, found="身份证、学历证书原件，与提交的一致。"
    )


def show_originals(office: Office, application) -> None:
    """Summon somebody and see what they bring, at once."""
    summon(office, application)
    see(office, application)


def remind(office: Office, application, *, at=AT, by="officer"):
    return do(office, remind_by_hand, application, by=by, at=at, proof="电话 020-12345678")


def ask(office: Office, application, *, at=MISSED, timing=TIMING):
    common = {"officer": office.officer, "at": at, "asked": "您未到场，请说明事由。"}
    return ask_cause(office.transaction, office.library, timing, office.shown(application), **common)


@scene
def missed(office: Office, application=None):
    """Give a file whose applicant was summoned, reminded twice, did not come, and said why."""
    application = application or office.approved()
    summon(office, application)
    remind(office, application)
    remind(office, application)
    ask(office, application)
    do(office, record_cause, application, at=MISSED, cause="本人来电称忘记了。")
    return office.now(application)


@scene
def proposed(office: Office, application=None):
    """Give a file that an officer proposes to take as forfeited."""
    application = missed(office, application)
    do(office, propose_forfeit, application, at=MISSED, reason="两次提醒，无正当理由。")
    return office.now(application)
