"""Record an application that a person handed in: assessed at once, accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard, Move
from scoring.application.permits import permit
from scoring.application.points import taken_over
from scoring.application.status import Act, Status
from scoring.casework.admission import refuse_out_of_window
from scoring.casework.assessing import Fresh, assess_now, check_day, keep, summary
from scoring.casework.file import refuse_barred, take_part
from scoring.casework.issue import Occasion, about_of, issue
from scoring.casework.keeping import keep_people, refuse_second
from scoring.casework.people import check_people
from scoring.casework.points import approved_facts, cite, points_to_record
from scoring.errors import NotAllowed
from scoring.notices import documents
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.database import lock
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import keys_of, new_seal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Intake
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.application.points import Approval
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

Mode = Literal["demonstration", "production"]


@dataclass(frozen=True, slots=True)
class Here:
    """What this instance is for, and what the office goes by where a policy says nothing."""

    mode: Mode
    timing: Timing


def record_application(
    transaction: Transaction, library: Library, intake: Intake, *, officer: Officer, at: datetime, here: Here
) -> Application:
    """Record who applies under which policy with which facts, and assess them. 受理通知书 is issued.

    Where points are approved before one applies, a person with a points record here applies by it, as online. Who has none comes
    with a paper file, from before this installation or an office that keeps its own: what was approved there is no approval here,
    so that the officer verifies it fact by fact with the application, and a second person decides.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        intake: what the officer typed; identity numbers come from `application.identity.identity_number`.
        officer: who records; becomes a maker of this file, which belongs to the own office.
        at: the moment of the act, aware.
        here: this instance; outside a demonstration an illustrative policy decides nothing.

    Raises:
        NotAllowed: `role`; `real_rules`: an illustrative policy outside a demonstration; `no_interest`: of the own household.
        PolicyUnknown, OutsideForce, RoundUnknown, FactsRefused, WindowClosed: as library, engine and `refuse_out_of_window` say.
        InputRefused: `field` names the input: `on` (a day to come), `name`, `identity_number`, `birth_date`, `family/0/name`,
            `family/0/identity_number`, `family/0/relation`; `points`: declared here, not approved now; `reason`: as `issue`.
    """
    move = permit(Act.RECORD, officer, None, {})
    policy = _rules(library, intake, here.mode, at)
    checked = check_people(intake, policy)
    with transaction() as session:
        approval = points_to_record(session, policy, keys_of(session).blind(checked.applicant.identity_number))
        refuse_second(session, checked, policy.procedure.duplicates, officer)
        fresh = _assessed(session, policy, checked, approval, at)
        row = _row(session, checked, fresh, move, officer, at)
        seal = new_seal(session, row.id, at)
        keep_people(session, row.id, seal, (checked.applicant, *checked.family))
        refuse_barred(session, row.id, officer)
        take_part(session, row.id, move, officer)
        kept = keep(session, row.id, seal, fresh, officer, at)
        cites = cite(session, row.id, kept.number, approval, officer, at) if approval else {}
        facts = {**_issue(session, row, seal, policy, here, officer, at), **cites, **summary(kept), **_policy(policy)}
        append(session, Entry(stream_of(row.id), Act.RECORD, officer, at, facts | {"status": move.target}))
        return convert.application(session, row, seal)


def _rules(library: Library, intake: Intake, mode: Mode, at: datetime) -> Policy:
    policy = library.find(intake.scheme, intake.version)
    if policy.provenance == "illustrative" and mode != "demonstration":
        raise NotAllowed(Act.RECORD, Guard.REAL_RULES)
    check_day(intake.on, at)
    return policy


def _assessed(session: Session, policy: Policy, checked: Intake, approval: Approval | None, at: datetime) -> Fresh:
    """Assess what is recorded, what was approved before in its place; within the window of its round where one is held."""
    facts = taken_over(checked.facts, approval, approved_facts(session, approval)) if approval else checked.facts
    fresh = assess_now(policy, facts, checked.on, checked.round)
    refuse_out_of_window(session, policy, fresh.pin.round, at)
    return fresh


def _row(session: Session, intake: Intake, fresh: Fresh, move: Move, officer: Officer, at: datetime) -> ApplicationRow:
    lock(session, "applications")
    # below the id that the row will get, and above every number given before: unique without a counter of its own
    number = (session.scalar(sa.select(sa.func.max(ApplicationRow.id))) or 0) + 1
    row = ApplicationRow(
        reference=f"{local_day(at).year}-{number:06d}",
        version=1,
        status=move.target,
        scheme=intake.scheme,
        policy_version=intake.version,
        on=intake.on,
        round=fresh.pin.round,
        recorded_at=at,
        recorded_by=officer.account_id,
        office_id=officer.office,
        channel="counter",
        received_at=at,
        accepted_at=at,
    )
    session.add(row)
    session.flush()
    return row


def _issue(  # noqa: PLR0913, PLR0917 - who recorded what, under which rules, here
    session: Session, row: ApplicationRow, seal: Seal, policy: Policy, here: Here, officer: Officer, at: datetime
) -> dict[str, object]:
    """Issue 受理通知书: what is recorded is received and accepted on one day. Give what the act's event says of it."""
    on = local_day(at)
    terms = here.timing.waiting(Status.ACCEPTED, policy.procedure, {"receipt": on, "acceptance": on})
    application = convert.application(session, row, seal)
    occasion = Occasion(session, row, seal, application, Act.RECORD, officer.account_id, at, row.version)
    about = about_of(occasion, policy, here.timing)
    return issue(occasion, here.timing, about, documents.acceptance(about, on, terms, by_silence=False))


def _policy(policy: Policy) -> dict[str, object]:
    return {"scheme": policy.scheme, "version": policy.version}
