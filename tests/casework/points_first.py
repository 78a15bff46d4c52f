"""Guangzhou as it is: points are approved before one applies. Other tests go by a copy of its rules that verifies them together."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from scoring.application.application import Opinion
from scoring.casework.adjust_points import adjust_points
from scoring.casework.approve_points import approve_points
from scoring.policy.library import Library
from scoring.policy.procedure import Publication
from tests.casework.filings import Applying, new_holder
from tests.casework.scenes import scene
from tests.casework.stories import AT

if TYPE_CHECKING:
    from scoring.application.points import Approval
    from tests.casework.stories import Office

APPROVE = Opinion("approve", "核查无误。")


@cache
def verifying(library: Library, order: Literal["with_application", "before_application"]) -> Library:
    """Give the policies with Guangzhou's order of acts, and without its public list and its check of originals."""

    def ordered(policy):
        if policy.scheme != "guangzhou":
            return policy
        rest = {"publication": Publication(), "originals_check": False}
        return replace(policy, procedure=replace(policy.procedure, verification=order, **rest))

    return Library([ordered(policy) for policy in library.policies])


def points_first(office: Office) -> Office:
    """Give the office as it goes by Guangzhou's rules as they are."""
    return replace(office, library=verifying(office.library, "before_application"))


@scene
def declared(office: Office, **changes) -> Applying:
    """Declare points."""
    applicant = Applying(office, new_holder(office), **changes)
    applicant.begin(kind="points")
    applicant.submit()
    return applicant


@scene
def verified(office: Office, **changes) -> Applying:
    """Declare points, which are accepted and verified."""
    record = declared(office, **changes)
    office.verify(record.accept())
    return record


@scene
def proposed(office: Office, **changes) -> Applying:
    record = verified(office, **changes)
    propose(office, record)
    return record


def propose(office: Office, record: Applying) -> None:
    office.recommend(office.now(record), APPROVE)


def approve(office: Office, record: Applying, by: str = "supervisor") -> Approval:
    common = {"officer": getattr(office, by), "at": AT, "reason": "经复核，计分无误。"}
    return approve_points(office.transaction, office.library, office.shown(record), **common)


@scene
def approved(office: Office, **changes) -> Applying:
    record = proposed(office, **changes)
    approve(office, record)
    return record


def adjust(office: Office, record: Applying, by: str = "officer") -> None:
    """An audit takes the approved points up again."""
    adjust_points(office.transaction, office.shown(record), officer=getattr(office, by), at=AT, reason="审计发现社保月数有误。")


def approve_again(office: Office, record: Applying) -> Approval:
    adjust(office, record)
    propose(office, record)
    return approve(office, record)


@scene
def citing(office: Office, record: Applying | None = None) -> Applying:
    """Apply by approved points."""
    record = record or approved(office)
    applicant = Applying(office, record.holder)
    applicant.begin()
    applicant.submit()
    return applicant


@scene
def recommended(office: Office, record: Applying | None = None) -> Applying:
    """Apply by approved points; the application is accepted, verified and recommended."""
    applicant = citing(office, record)
    office.recommend(office.verify(applicant.accept()))
    return applicant
