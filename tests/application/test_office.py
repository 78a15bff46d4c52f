"""To which offices an application goes: those of the authority that the policy names, else those of its place."""

from __future__ import annotations

import pytest

from scoring.application.office import Level, Office, receiving
from scoring.policy.wording import EMPTY, text


def office(name, level, division, within=None):
    return Office(name, text({"zh": name, "en": name}), level, division, within)


CITY = office("人社局", Level.CITY, "440100")
DISTRICT = office("天河人社局", Level.DISTRICT, "440106", "人社局")
EAST = office("东窗口", Level.WINDOW, "440106", "天河人社局")
WEST = office("西窗口", Level.WINDOW, "440104", "人社局")
SCHOOLS = office("教育局", Level.CITY, "440100")
OTHER = office("北京人社局", Level.CITY, "110000")
HERE = text({"zh": "人社局", "en": "Bureau"})


@pytest.mark.parametrize(
    ("offices", "organ", "jurisdiction", "expected"),
    [
        ((CITY, SCHOOLS, OTHER), HERE, "440100", (CITY,)),
        ((CITY, DISTRICT, SCHOOLS, OTHER), HERE, "440100", (CITY,)),
        ((CITY, DISTRICT, EAST, WEST, SCHOOLS, OTHER), HERE, "440100", (EAST, WEST)),
        ((CITY, EAST, DISTRICT, SCHOOLS, office("入学窗口", Level.WINDOW, "440106", "教育局")), HERE, "440100", (EAST,)),
        ((CITY, EAST, DISTRICT, WEST), text({"zh": "教育局", "en": "Schools"}), "440100", (EAST, WEST)),
        ((SCHOOLS, OTHER), HERE, "440100", (SCHOOLS,)),
        ((CITY, SCHOOLS, OTHER), EMPTY, "440100", (CITY, SCHOOLS)),
        ((CITY, DISTRICT, EAST, OTHER), EMPTY, "440106", (EAST,)),
        ((CITY, OTHER), EMPTY, "440106", (CITY,)),
        ((CITY, OTHER), EMPTY, "110101", (OTHER,)),
        ((CITY, OTHER), EMPTY, "310000", ()),
        ((), HERE, "440100", ()),
    ],
)
def test_an_application_goes_to_the_windows_of_the_authority_else_to_the_offices_of_the_place(
    offices, organ, jurisdiction, expected
):
    assert receiving(offices, organ, jurisdiction) == expected
