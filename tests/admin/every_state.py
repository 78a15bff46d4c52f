"""Files of the console in every state that has forms."""

from __future__ import annotations

from scoring.web.services import services_of
from tests.casework.filings import Applying, new_holder
from tests.casework.stories import number
from tests.pages.own_files import office_of

RECORDED, VERIFIED, RECOMMENDED, GRANTED = "recorded", "verified", "recommended", "granted"
SUBMITTED, ASKED, PROPOSED, ACCEPTED = "submitted", "asked", "proposed", "accepted"


def couple():
    """Give two people who stand in no other file."""
    numbers = {"applicant-identity_number": "19870201", "family-0-identity_number": "19880815"}
    return {name: number(day).reveal() for name, day in numbers.items()}


def in_every_state(office, desk):
    """Make one file in each state; gives their references."""
    services = services_of(office)

    def handed_in():
        work = office_of(services)
        applicant = Applying(work, new_holder(work))
        applicant.begin()
        applicant.submit()
        return applicant

    found = {state: handed_in() for state in (SUBMITTED, ASKED, PROPOSED, ACCEPTED)}
    found[ASKED].ask()
    found[PROPOSED].propose()
    found[ACCEPTED].accept()
    people = (couple() for _ in range(4))
    verified = desk.record(**next(people))
    desk.accept_all(verified)
    return {
        **{state: applicant.reference for state, applicant in found.items()},
        RECORDED: desk.record(**next(people)),
        VERIFIED: verified,
        RECOMMENDED: desk.recommended(**next(people)),
        GRANTED: desk.granted(**next(people)),
    }
