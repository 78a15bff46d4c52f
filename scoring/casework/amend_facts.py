"""Put new facts in place of the old ones while an application is accepted; mistyped names and numbers too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scoring.application.application import Amendment, Application, Intake
from scoring.application.moves import Guard
from scoring.application.points import taken_over
from scoring.application.status import Act
from scoring.casework.assessing import assess_now, check_day, keep, pinned_policy, summary
from scoring.casework.file import File, close_file, open_file, refuse_barred, words
from scoring.casework.keeping import keep_people, refuse_second
from scoring.casework.people import check_people, named, refuse_added
from scoring.casework.points import approved_facts, cite, cited, now_approved, person_of
from scoring.errors import InputRefused, NotAllowed
from scoring.records.sealing import keys_of

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

    An application that cites approved points goes by what is approved in that record now, takes those facts over from it and is of
    its person: so a number that was wrong in both is put right.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`, also where it becomes a file of the officer's own household;
            NotAllowed also `points_stand`: nothing is approved there now.
        InputRefused: `reason` is empty, `identity_number` is not that of the cited points record, or what `record_application` and
            `people.refuse_added` refuse of day and people.
        PolicyChanged, PolicyUnknown, OutsideForce, RoundUnknown, FactsRefused: as library and engine say.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.AMEND, officer, at)
        reason = words(amendment.reason, "reason", "Say what was wrong and how you know what is right.")
        policy = pinned_policy(library, file.application.pin)
        check_day(amendment.on, at)
        intake = _amended(file.application, amendment)
        approval = _approval(file, intake)
        if approval:
            intake = replace(intake, facts=taken_over(intake.facts, approval, approved_facts(session, approval)))
        checked = check_people(intake, policy)
        fresh = assess_now(policy, checked.facts, checked.on, checked.round)
        facts = summary(kept := keep(session, file.row.id, file.seal, fresh, officer, at))
        if approval:
            facts |= cite(session, file.row.id, kept.number, approval, officer, at)
        people: tuple[Person, ...] = (checked.applicant, *checked.family)
        if people != file.application.persons:
            refuse_added(named(file.application.persons), named(people), policy)
            refuse_second(session, checked, policy.procedure.duplicates, officer, own=file.row.reference)
            keep_people(session, file.row.id, file.seal, people)
            refuse_barred(session, file.row.id, officer)
            facts["people"] = "amended"
        file.row.on, file.row.round = fresh.assessment.on, fresh.pin.round
        return close_file(file, file.move.target, facts, reason)


def _approval(file: File, intake: Intake) -> Approval | None:
    """Give the approved points by which an application goes from here on; None where it cites none.

    They are of one person: a wrong number is put right in the points record first, where a second person approves the points
    anew, and then here. Until both say the same nothing can be decided.
    """
    before = cited(file.session, file.row.id)
    if before is None:
        return None
    now = now_approved(file.session, before)
    if now is None:
        raise NotAllowed(Act.AMEND, Guard.POINTS_STAND)
    if keys_of(file.session).blind(intake.applicant.identity_number) != person_of(file.session, now):
        said = f"The application goes by the approved points of the person in {now.record}: write the number that stands there."
        raise InputRefused("identity_number", f"{said} Where that one is wrong, have those points adjusted and put it right there.")
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
