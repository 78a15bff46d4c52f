"""A draft becomes an application, exactly once; the applicant is given a receipt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.assisted import check_online
from scoring.application.office import receiving
from scoring.application.procedure import channels_of
from scoring.application.status import Act
from scoring.application.windows import open_round
from scoring.casework.draft_content import rules_for
from scoring.casework.filing import Rules, check_handed_in, check_signature, filing_facts, keep_handed_in, receipt_of_key
from scoring.casework.own import Own, close_own, find_own, own_of
from scoring.casework.record_application import Here
from scoring.errors import InputRefused
from scoring.records import convert, convert_filings
from scoring.records.database import reading
from scoring.records.filings import DraftRow
from scoring.records.offices import OfficeRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.assisted import Standing
    from scoring.application.filing import Receipt, Signature
    from scoring.application.holder import Holder
    from scoring.application.office import Office
    from scoring.casework.record_application import Mode
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction


def submit_application(
    transaction: Transaction, library: Library, signature: Signature, *, holder: Holder, at: datetime, here: Here
) -> Receipt:
    """Hand in a draft as it was saved last.

    The same key gives the same receipt again, whether the first answer arrived or not, and however many ask at once.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        signature: what the form carried, the declaration that was accepted, and the key made for the form.
        holder: with `identity` as verified; without it nothing is submitted.
        at: the moment of the act, aware.
        here: this instance; outside a demonstration an illustrative policy decides nothing.

    Raises:
        NotFound: no draft of this holder.
        Stale: it was saved elsewhere meanwhile.
        MoveRefused: it was submitted (with another key), deleted or expired.
        NotAllowed: `identity` (the holder's is not verified), `real_rules`, `confirmed` (the applicant is somebody else: they
            confirm, by the own account or on the printed form).
        WindowClosed: places are limited and no round takes applications now; the draft stays. It says when the next opens.
        InputRefused: `scheme` (applicants do not submit online under it); `key`; `declaration`; `policy_version` (another one is in
            force by now: save once more); `facts` (something is open that can change the outcome); `identity_number` (the applicant
            is not the holder and gave no authority that holds today, or has another open application under the scheme); `office`
            (none chosen, or none that takes applications); `name`, `family/0/name`, `family/0/identity_number`,
            `family/0/relation`, `birth_date`, `statistics/…`;
            `points`: where they are approved before, there are none now, or the draft goes by an earlier approval.
        PolicyNotInForce: no version holds today, outside a demonstration.
        FactsRefused: as the engine says.
    """
    check_signature(signature)
    with transaction() as session:
        row = find_own(session, signature.shown.reference, holder, lock=True)
        given = receipt_of_key(session, row, signature.key)
        if given is not None:
            return given
        own = own_of(session, row, signature.shown, Act.SUBMIT, holder, at)
        return hand_in(own, _own_rules(library, row, at, here), signature)


def _own_rules(library: Library, row: ApplicationRow, at: datetime, here: Here) -> Rules:
    """Give by what an own draft is handed in. Raises InputRefused where the policy does not open the online way."""
    rules = rules_by(library, row, at, here.mode)
    if row.channel == "online":
        check_online(row.scheme, channels_of(rules.policy.procedure, here.timing.defaults))
    return rules


def hand_in(own: Own, rules: Rules, signature: Signature, confirmed: Standing | None = None) -> Receipt:
    """Make a submission of a draft that is locked; *confirmed* says how, where another filled it in. Raises as above."""
    session, row = own.session, own.row
    draft = convert_filings.draft(row, session.get_one(DraftRow, row.id), own.seal)
    content = replace(draft.content, office=_office(session, rules.policy, draft.content.office))
    handed_in = check_handed_in(own, rules, content, confirmed)
    kept = keep_handed_in(own, handed_in, signature)
    row.recorded_at, row.office_id = own.at, content.office
    session.execute(sa.delete(DraftRow).where(DraftRow.application_id == row.id))
    pinned = {"version": row.policy_version, "policy": rules.policy.digest, "office": content.office}
    close_own(own, {**filing_facts(kept, handed_in), **pinned})
    return convert_filings.receipt(session, row, kept)


def receiving_offices(transaction: Transaction, policy: Policy) -> tuple[Office, ...]:
    """Give the offices among which an applicant chooses under *policy*; see `application.office.receiving`."""
    with reading(transaction) as session:
        return _receiving(session, policy)


def _receiving(session: Session, policy: Policy) -> tuple[Office, ...]:
    offices = [convert.office(row) for row in session.scalars(sa.select(OfficeRow).order_by(OfficeRow.id))]
    return receiving(offices, policy.procedure.organ, policy.jurisdiction)


def _office(session: Session, policy: Policy, chosen: str | None) -> str | None:
    """Give the office that the file goes to: the one chosen, or the only one; None in an installation without offices for it."""
    offices = [office.id for office in _receiving(session, policy)]
    if chosen is None and len(offices) <= 1:
        return next(iter(offices), None)
    if chosen not in offices:
        raise InputRefused("office", "Choose the office to which the application goes.")
    return chosen


def rules_by(library: Library, row: ApplicationRow, at: datetime, mode: Mode) -> Rules:
    """Give by what a draft is handed in now. Raises InputRefused: `policy_version`, and what the library says."""
    policy, on = rules_for(library, row.scheme, at, mode)
    if policy.version != row.policy_version:
        remedy = f"Version {policy.version} of the rules is in force now. Save the draft once more: it then goes by that version."
        raise InputRefused("policy_version", remedy)
    round_id = open_round(policy, at) if row.kind == "application" else None  # points are declared at any time
    return Rules(policy, on, round_id, mode)
