"""Agencies that tests register, and families whose members are all registered."""

from __future__ import annotations

from scoring.application.agencies import AgencyKind
from scoring.casework.agencies import AgencyDetails, Reached, ShownAgency, register_agency
from scoring.casework.agency_queries import read_agency
from scoring.casework.lines import Wanted
from tests.casework.scenes import scene
from tests.casework.stories import AT

URL = "https://school.example.cn/luohu"


def agency(office, kind=AgencyKind.SCHOOL, *, of=None, url="", name="第一小学"):
    """Register an agency."""
    details = AgencyDetails(name, kind, of, Reached("020-12345678", url))
    return register_agency(office.transaction, details, officer=office.administrator, at=AT, is_demonstration=True)


def shown(office, found):
    """What an administrator sees who opens the agency now."""
    return ShownAgency(found.username, read(office, found).agency.version)


def read(office, found):
    return read_agency(office.transaction, found.username, Wanted(1, 100), officer=office.administrator)


@scene
def settled(office, **changes):
    """Grant a family, and register everybody."""
    application = office.granted(family=office.family(), **changes)
    for person in range(3):
        office.register(application, person)
    return office.now(application)
