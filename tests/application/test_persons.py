"""People carry their birth date in their number and are never shown whole by accident."""

from datetime import date

import pytest

from scoring.application.identity import IdentityNumber
from scoring.application.persons import Applicant, FamilyMember, masked

NUMBER = IdentityNumber("440106198702010008")


@pytest.mark.parametrize("person", [Applicant("王小明", NUMBER), FamilyMember("spouse", "王小明", NUMBER)])
def test_a_person_is_masked_in_every_display_form(person):
    assert person.masked_name == "王**"
    assert person.birth_date == date(1987, 2, 1)
    for shown in (repr(person), str(person), f"{person}"):
        assert "小明" not in shown
        assert "19870201" not in shown


def test_the_applicant_stands_first():
    assert Applicant("王", NUMBER).relation == "applicant"


@pytest.mark.parametrize(("name", "shown"), [("王", "王"), ("王明", "王*"), ("欧阳小明", "欧***"), ("", "")])
def test_masking_leaves_the_first_character(name, shown):
    assert masked(name) == shown
