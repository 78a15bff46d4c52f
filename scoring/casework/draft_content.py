"""What a draft may hold, and by which version: anything may be missing, but what is there must be of the right kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.statistics import check_statistics
from scoring.casework.people import NAME_MAX
from scoring.engine.compiling import compiled
from scoring.engine.figures import day_of
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.filing import Content
    from scoring.casework.record_application import Mode
    from scoring.policy.library import Library
    from scoring.policy.model import Policy

PEOPLE_MAX = 20
NUMBER_MAX = 30  # characters of an identity number as typed


def rules_for(library: Library, scheme: str, at: datetime, mode: Mode) -> tuple[Policy, date]:
    """Give the version by which one applies today, and the day it is read for.

    A demonstration also takes applications under a version that has ended, as of its last day.

    Raises:
        PolicyUnknown: there is no such scheme.
        PolicyNotInForce: outside a demonstration, where no version holds today.
    """
    today = local_day(at)
    policy = library.current(scheme, today) if mode == "demonstration" else library.in_force(scheme, today)
    return policy, day_of(policy, today)[0]


def check_content(content: Content, policy: Policy) -> None:
    """Check the form of a draft's content.

    Raises:
        InputRefused: `people` (the first is not the applicant, or there are too many), `people/1/name` and
            `people/1/identity_number` (too long), `people/1/relation` (two applicants), `statistics/sector` and its like.
        FactsRefused: a fact is unknown to the policy, or its value is not allowed; missing ones are none.
    """
    compiled(policy).read(content.facts)
    check_statistics(content.statistics)
    people = content.people
    if not people or people[0].relation != "applicant" or len(people) > PEOPLE_MAX:
        raise InputRefused("people", f"Name the applicant first, and no more than {PEOPLE_MAX} people.")
    for number, person in enumerate(people):
        if number and person.relation == "applicant":
            raise InputRefused(f"people/{number}/relation", "Only the first person is the applicant. Say spouse or child.")
        if len(person.name) > NAME_MAX:
            raise InputRefused(f"people/{number}/name", f"Shorten the name to {NAME_MAX} characters; it has {len(person.name)}.")
        if len(person.identity_number) > NUMBER_MAX:
            raise InputRefused(f"people/{number}/identity_number", "Type the 18 characters of the identity number alone.")
