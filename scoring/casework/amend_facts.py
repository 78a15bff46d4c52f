"""Put new facts in place of the old ones while an application is accepted; mistyped names and numbers too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scoring.application.application import Amendment, Application, Intake
from scoring.application.moves import Guard
from scoring.application.points import taken_over
from scoring.application.status import Act
from scoring.casework.assessing import assess_now, check_day, keep, pinned_policy, summary
from scoring.casework.file import File, close_file, open_file, words
from scoring.casework.keeping import keep_people, refuse_second
from scoring.casework.people import check_people, named, refuse_added
from scoring.casework.points import approved_facts, cite, cited, now_approved
from scoring.errors import InputRefused, NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Shown
    from scoring.application.officer import Officer
    from scoring.application.persons import Person
    from scoring.application.points import Approval
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def amend_facts(
    transaction: Transaction, library: Library, shown: Shown, amendment: Amendment, *, officer: Officer, at: datetime
) -> Application:
    """Assess the new facts and keep them; the former assessment stays.

    An application that cites approved points goes by what is approved in that record now, and takes those facts over from it.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `points_stand`: nothing is approved there now.
        InputRefused: `reason` is empty, `identity_number` is another's than the cited points, or what `record_application` and
            `people.refuse_added` refuse of day and people.
        PolicyChanged, PolicyUnknown, OutsideForce, RoundUnknown, FactsRefused: as library and engine say.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.AMEND, officer, at)
        reason = words(amendment.reason, "reason", "Say what was wrong and how you know what is right.")
        policy = pinned_policy(library, file.application.pin)
        check_day(amendment.on, at)
        checked = check_people(_amended(file.application, amendment), policy)
        approval = _approval(file, checked)
        if approval:
            checked = replace(checked, facts=taken_over(checked.facts, approval, approved_facts(session, approval)))
        fresh = assess_now(policy, checked.facts, checked.on, checked.round)
        facts = summary(kept := keep(session, file.row.id, file.seal, fresh, officer, at))
        if approval:
            facts |= cite(session, file.row.id, kept.number, approval, officer, at)
        people: tuple[Person, ...] = (checked.applicant, *checked.family)
        if people != file.application.persons:
            refuse_added(named(file.application.persons), named(people), policy)
            refuse_second(session, checked, policy.procedure.duplicates, officer, own=file.row.reference)
            keep_people(session, file.row.id, file.seal, people)
            facts["people"] = "amended"
        file.row.on, file.row.round = fresh.assessment.on, fresh.pin.round
        return close_file(file, file.move.target, facts, reason)


def _approval(file: File, checked: Intake) -> Approval | None:
    """Give the approved points by which an application goes from here on; None where it cites none."""
    before = cited(file.session, file.row.id)
    if before is None:
        return None
    if checked.applicant.identity_number != file.application.applicant.identity_number:
        raise InputRefused("identity_number", f"The application goes by the approved points of this person: {before.record}.")
    now = now_approved(file.session, before)
    if now is None:
        raise NotAllowed(Act.AMEND, Guard.POINTS_STAND)
    return now


def _amended(application: Application, amendment: Amendment) -> Intake:
    """Give the application as if it were recorded now."""
    return Intake(
        scheme=application.pin.scheme,
        version=application.pin.version,
        applicant=amendment.applicant or application.applicant,
        family=application.family if amendment.family is None else amendment.family,
        facts=amendment.facts,
        on=amendment.on,
        round=amendment.round,
        kind=application.kind,
    )
