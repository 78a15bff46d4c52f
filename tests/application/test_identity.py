"""Identity numbers are checked once, and shown masked everywhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from scoring.application.identity import IdentityNumber, identity_number, normalised
from scoring.errors import InputRefused

ON = date(2026, 3, 2)
EASTERN = {ord("0") + n: 0x660 + n for n in range(10)}  # the same number in other figures would be another person


def number(area="440106", birth="19870201", sequence=0):
    body = f"{area}{birth}{sequence:03d}"
    return body + ric.calc_check_digit(body + "0")


def test_a_right_number_is_read_and_masked():
    read = identity_number(number(), on=ON)
    assert read.reveal() == number()
    assert read.birth_date == date(1987, 2, 1)
    assert str(read) == f"440***********{number()[-4:]}"
    assert number() not in repr(read)
    assert f"{read}" == str(read)


@pytest.mark.parametrize("typed", [" 4401 0619870201 0003 ", "４４０１０６１９８７０２０１０００３"])
def test_blanks_and_full_width_digits_are_understood(typed):
    expected = identity_number(number(), on=ON)
    assert number() == "440106198702010003"
    assert identity_number(typed, on=ON) == expected


def test_a_small_x_is_understood():
    with_x = next(n for n in (number(sequence=s) for s in range(100)) if n.endswith("X"))
    assert identity_number(with_x.lower(), on=ON).reveal() == with_x


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "18 characters"),
        ("44010619870201000", "18 characters"),
        ("44010619870201000A", "18 characters"),
        (number()[:6] + number()[6:-1].translate(EASTERN) + number()[-1], "18 characters"),
        (number()[:-1] + ("0" if number()[-1] != "0" else "1"), "last character"),
        (number(birth="19870230"), "not a date"),
        (number(birth="20260303"), "in the future"),
        (number(area="999999"), "area code"),
        (number(area="119999"), "area code"),
        (number(area="110103", birth="20110101"), "area code"),  # 崇文区 was dissolved in 2010
    ],
)
def test_a_wrong_number_is_refused_with_what_to_compare(typed, words):
    with pytest.raises(InputRefused, match=words) as refused:
        identity_number(typed, on=ON, at="family/1/identity_number")
    assert refused.value.field == "family/1/identity_number"
    assert typed == "" or typed not in str(refused.value)


def test_somebody_born_on_the_day_itself_is_accepted():
    assert identity_number(number(birth="20260302"), on=ON).birth_date == ON


@pytest.mark.parametrize("area", ["110103", "440304", "431003"])
def test_old_counties_and_counties_founded_after_the_birth_are_accepted(area):
    """Numbers were given out years after the birth: 福田区 exists since 1990, its people are older."""
    assert identity_number(number(area=area), on=ON).birth_date == date(1987, 2, 1)


@pytest.mark.parametrize("typed", ["810000199408230021", "830000199201300022", number(area="820000")])
def test_permits_of_hong_kong_macao_and_taiwan_residents_are_accepted(typed):
    assert identity_number(typed, on=ON).is_permit


def test_a_card_is_no_permit():
    assert not identity_number(number(), on=ON).is_permit


@given(st.text(max_size=24))
def test_no_text_breaks_the_reader(text):
    try:
        read = identity_number(text, on=ON)
    except InputRefused:
        return
    assert read == IdentityNumber(normalised(text))
