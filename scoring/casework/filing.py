"""Handing in: what is checked before a draft or an answer becomes a submission, and how it is kept."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from scoring.application import declaration
from scoring.application.application import Intake
from scoring.application.assisted import Standing
from scoring.application.authority import AuthorityKind
from scoring.application.deadlines import local_day
from scoring.application.filing import Content, Receipt, Signature
from scoring.application.identity import identity_number
from scoring.application.moves import Guard
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.plain import sha256
from scoring.application.points import taken_over
from scoring.application.status import Act
from scoring.casework.assessing import Fresh, assess_now, keep
from scoring.casework.authorities import authority_of
from scoring.casework.draft_content import check_content
from scoring.casework.keeping import keep_people, refuse_second
from scoring.casework.people import check_people, named
from scoring.casework.points import approved_facts, check_points, cite, cited
from scoring.engine.assessment import Outcome
from scoring.errors import InputRefused, NotAllowed
from scoring.records import convert_filings
from scoring.records.filings import FilingRow
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.points import Approval
    from scoring.application.status import Channel, FileKind
    from scoring.casework.own import Own
    from scoring.casework.record_application import Mode
    from scoring.policy.model import Policy
    from scoring.records.applications import ApplicationRow

_KEY = range(16, 65)
CHANNELS_OF: Mapping[AuthorityKind, Channel] = {AuthorityKind.PROXY: "proxy", AuthorityKind.EMPLOYER: "agent"}


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a content is checked: the policy, the day it is read for, the round, and what this instance is for."""

    policy: Policy
    on: date
    round: str | None
    mode: Mode


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A content that passed every check, the assessment of what it claims, and how it comes in."""

    content: Content
    intake: Intake = field(repr=False)
    fresh: Fresh
    standing: Standing
    approval: Approval | None = None


def check_key(key: str) -> None:
    """Raise InputRefused (`key`) for what no form carries that makes one of many clicks."""
    if len(key) not in _KEY:
        raise InputRefused("key", "Load the page anew and send the form again.")


def check_signature(given: Signature) -> None:
    """Raise InputRefused for a `key` that is none, or a `declaration` that is not the one of today."""
    check_key(given.key)
    if given.declaration != declaration.CURRENT:
        raise InputRefused("declaration", "Read the declaration and tick the box: without it nothing can be submitted.")


def receipt_of_key(session: Session, row: ApplicationRow, key: str) -> Receipt | None:
    """Give the receipt that this form was answered with already; None where it is new."""
    query = sa.select(FilingRow).where(FilingRow.application_id == row.id, FilingRow.key == key)
    found = session.scalar(query)
    return convert_filings.receipt(session, row, found) if found else None


def check_handed_in(own: Own, rules: Rules, content: Content, confirmed: Standing | None = None) -> HandedIn:
    """Check a whole content as it is handed in: by the holder, or *confirmed* by the person for whom another filled it in.

    Raises:
        NotAllowed: `real_rules`; `identity` where the holder's is not verified; `confirmed`: the applicant is somebody else.
        InputRefused: as `submit_application` says.
        FactsRefused, OutsideForce, RoundUnknown: as the engine says.
    """
    if rules.policy.provenance == "illustrative" and rules.mode != "demonstration":
        raise NotAllowed(own.move.act, Guard.REAL_RULES)
    check_content(content, rules.policy)
    intake = check_people(_intake(own, rules, content), rules.policy)
    standing = confirmed or standing_of(own, rules.policy.scheme, intake.applicant)
    approval = _approval(own, rules, content, intake)
    if approval and own.move.act is not Act.SUBMIT:  # an answer goes by what the application cites, whatever became of it since
        facts = taken_over(content.facts, approval, approved_facts(own.session, approval))
        content, intake = replace(content, facts=facts, points=approval.hash), replace(intake, facts=facts)
    fresh = assess_now(rules.policy, intake.facts, intake.on, rules.round)
    if fresh.assessment.outcome == Outcome.PROVISIONAL:
        missing = ", ".join(fresh.assessment.missing)
        raise InputRefused("facts", f"Answer what is still open, since it can change the outcome: {missing}.")
    refuse_second(own.session, intake, rules.policy.procedure.duplicates, own.holder, own=own.row.reference)
    return HandedIn(_tidied(content, intake), intake, fresh, standing, approval)


def _approval(own: Own, rules: Rules, content: Content, intake: Intake) -> Approval | None:
    """Give the approved points by which an application is handed in: those of the applicant now, then those that it cites."""
    if own.row.kind == "points":
        return None
    if own.move.act is not Act.SUBMIT:
        return cited(own.session, own.row.id)
    return check_points(own.session, rules.policy, content, keys_of(own.session).blind(intake.applicant.identity_number))


def keep_handed_in(own: Own, handed_in: HandedIn, given: Signature) -> FilingRow:
    """Keep people, assessment and submission; the digest covers the content with a random value beside it."""
    session, row, seal, at = own.session, own.row, own.seal, own.at
    keep_people(session, row.id, seal, (handed_in.intake.applicant, *handed_in.intake.family))
    assessment = keep(session, row.id, seal, handed_in.fresh, own.holder, at)
    number = len(convert_filings.filings(session, row.id)) + 1
    document = {**convert_filings.content_document(handed_in.content), "salt": secrets.token_hex(32)}
    kept = FilingRow(
        application_id=row.id,
        number=number,
        key=given.key,
        signed_at=at,
        signed_by=own.holder.account_id,
        channel=handed_in.standing.channel,
        declaration=given.declaration,
        digest=sha256(document),
        content=seal.close_document(document, convert_filings.filing_place(number)),
        assessment=assessment.number,
    )
    session.add(kept)
    if handed_in.approval:
        cite(session, row.id, assessment.number, handed_in.approval, own.holder, at)
    row.on, row.round, row.received_at = handed_in.fresh.assessment.on, handed_in.fresh.pin.round, at
    row.channel = handed_in.standing.channel
    session.flush()
    return kept


def filing_facts(kept: FilingRow, handed_in: HandedIn) -> dict[str, object]:
    """Give what an event says of a submission; nothing personal."""
    return {
        "submission": kept.number,
        "digest": kept.digest,
        "assessment": kept.assessment,
        "declaration": kept.declaration,
        **asdict(handed_in.standing),
        **({"points": handed_in.approval.hash} if handed_in.approval else {}),
    }


def _intake(own: Own, rules: Rules, content: Content) -> Intake:
    policy, on = rules.policy, rules.on
    numbers = [identity_number(p.identity_number, on=on, at=_place(n, "identity_number")) for n, p in enumerate(content.people)]
    family = tuple(
        FamilyMember("spouse" if person.relation == "spouse" else "child", person.name, number)
        for person, number in zip(content.people[1:], numbers[1:], strict=True)
    )
    applicant = Applicant(content.people[0].name, numbers[0])
    return Intake(policy.scheme, policy.version, applicant, family, content.facts, on, kind=cast("FileKind", own.row.kind))


def _place(number: int, item: str) -> str:
    """Name an input as `check_people` does."""
    return f"family/{number - 1}/{item}" if number else item


def standing_of(own: Own, scheme: str, applicant: Applicant) -> Standing:
    """Say how it comes in where the holder hands it in: for themselves, or answering for a person who gave authority.

    Raises:
        NotAllowed: `identity` where the holder's is not verified; `confirmed`: a draft that the person must confirm.
        InputRefused: `identity_number`: the applicant is somebody else, who gave no authority that holds today.
    """
    identity = own.holder.identity
    if identity is None:
        raise NotAllowed(own.move.act, Guard.IDENTITY)
    if (applicant.identity_number, applicant.name) == (identity.identity_number, identity.name):
        return Standing("online", own.holder.account_id, None, "account")
    on = local_day(own.at)
    authority = authority_of(own.session, own.holder, applicant.identity_number, scheme=scheme, on=on)
    if authority is None or authority.given.principal.name != applicant.name:
        remedy = "Applicant and account are not the same person. Write name and number as they were verified, or have authority."
        raise InputRefused("identity_number", remedy)
    if own.move.act is Act.SUBMIT:
        raise NotAllowed(own.move.act, Guard.CONFIRMED)
    return Standing(CHANNELS_OF[authority.given.kind], own.holder.account_id, authority.id, "account")


def _tidied(content: Content, intake: Intake) -> Content:
    return replace(content, people=named((intake.applicant, *intake.family)))
