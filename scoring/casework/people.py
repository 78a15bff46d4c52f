"""Checking the people of an application against each other, the policy's rules on families, and the facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scoring.application.deadlines import years_after
from scoring.application.filing import Named
from scoring.engine.family_day import child_day
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.application.application import Facts, Intake
    from scoring.application.persons import Applicant, FamilyMember, Person
    from scoring.policy.model import Policy

NAME_MAX = 60
BIRTH_DATE = "birth_date"
"""The fact that the shared vocabulary keeps for the applicant's birth date."""

_WHO = {"spouse": "spouse", "child": "children"}


def check_people(intake: Intake, policy: Policy) -> Intake:
    """Give the intake with names tidied. Raises InputRefused for the first thing that cannot be.

    RoundUnknown as an assessment does, where a child comes along.
    """
    applicant = replace(intake.applicant, name=_name(intake.applicant, "name"))
    family = tuple(replace(member, name=_name(member, f"family/{n}/name")) for n, member in enumerate(intake.family))
    for n, member in enumerate(family):
        _check_member(member, n, policy, intake)
    _check_different((applicant, *family))
    if sum(member.relation == "spouse" for member in family) > 1:
        raise InputRefused(f"family/{len(family) - 1}/relation", "Only one person can be the spouse.")
    check_birth_date(applicant, intake.facts, policy)
    return replace(intake, applicant=applicant, family=family)


def named(people: Iterable[Person]) -> tuple[Named, ...]:
    """Give people as they are named in what is handed in."""
    return tuple(Named(person.relation, person.name, person.identity_number.reveal()) for person in people)


def refuse_added(submitted: Sequence[Named], people: Sequence[Named], policy: Policy) -> None:
    """Refuse who joins the family after the submission, where the policy closes it then.

    Somebody who was submitted is known by the number or, where that is put right, by the name.

    Raises:
        InputRefused: `family/0/name`: the first after the applicant was not submitted.
    """
    if policy.procedure.family.added_until != "submission":
        return
    left, rest = list(submitted[1:]), list(enumerate(people[1:]))
    for is_same in (_has_number, _has_name):
        for n, person in tuple(rest):
            found = next((one for one in left if is_same(one, person)), None)
            if found is not None:
                left.remove(found)
                rest.remove((n, person))
    if rest:
        remedy = (
            f"Under {policy.name} nobody is added to the family after the submission. People can be taken out, and either the name "
            "or the number of who was named can be put right, the other staying as submitted. To apply together with somebody "
            "else, the application must be withdrawn and a new one submitted."
        )
        raise InputRefused(f"family/{rest[0][0]}/name", remedy)


def _has_number(one: Named, other: Named) -> bool:
    return one.identity_number == other.identity_number


def _has_name(one: Named, other: Named) -> bool:
    return one.name.split() == other.name.split()


def _name(person: Person, field: str) -> str:
    name = " ".join(person.name.split())
    if not name:
        raise InputRefused(field, "Type the name as it stands on the identity card.")
    if len(name) > NAME_MAX:
        raise InputRefused(field, f"Shorten the name to {NAME_MAX} characters; it has {len(name)}.")
    return name


def _check_member(member: FamilyMember, n: int, policy: Policy, intake: Intake) -> None:
    rules = policy.procedure.family
    if rules.who and member.relation not in rules.who:
        allowed = " and ".join(_WHO[who] for who in rules.who)
        raise InputRefused(
            f"family/{n}/relation", f"Under {policy.name} only {allowed} can be registered along with the applicant."
        )
    if member.relation != "child" or rules.child_under is None:
        return
    day = child_day(policy, intake.on, intake.round)
    if years_after(member.birth_date, rules.child_under) <= day:
        remedy = f"A child must be under {rules.child_under} on {day}; this one is not. An older child applies on its own."
        raise InputRefused(f"family/{n}/identity_number", remedy)


def _check_different(people: tuple[Person, ...]) -> None:
    seen: set[str] = set()
    for n, person in enumerate(people):
        number = person.identity_number.reveal()
        if number in seen:
            raise InputRefused(
                f"family/{n - 1}/identity_number", "This number is already that of another person of the application."
            )
        seen.add(number)


def check_birth_date(applicant: Applicant, facts: Facts, policy: Policy) -> None:
    """Raise InputRefused, `birth_date`, where the facts and the identity number do not agree on it."""
    stated = facts.get(BIRTH_DATE)
    if BIRTH_DATE in policy.facts and stated is not None and str(stated) != applicant.birth_date.isoformat():
        remedy = f"The identity number says {applicant.birth_date}, the facts say {stated}. Correct the wrong one."
        raise InputRefused(BIRTH_DATE, remedy)
