"""What is pure of filing: numbers with check digits, windows, terms of drafts, statistics, and what differs."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.application import consent, declaration
from scoring.application.differences import differences
from scoring.application.draft_terms import kept_until, warned_from
from scoring.application.filing import Content, Difference, Named
from scoring.application.reference import CHANCES, is_reference, reference_of
from scoring.application.statistics import PROVINCES, SECTORS, EmployerClass, Statistics, check_statistics
from scoring.application.windows import open_round
from scoring.errors import InputRefused, WindowClosed
from scoring.policy.library import read_library
from scoring.policy.office_defaults import read_office_defaults
from scoring.policy.procedure import DRAFT, DRAFT_WARNING, Duration, Procedure
from tests.conftest import ROOT

LIBRARY = read_library(ROOT / "policies")
GUANGZHOU, SHANGHAI, BEIJING = (LIBRARY.versions(scheme)[-1] for scheme in ("guangzhou", "shanghai", "beijing"))
DEFAULTS = read_office_defaults(ROOT / "policies/office_defaults.yaml")
SAVED = datetime(2026, 3, 1, 17, tzinfo=UTC)  # 2 March at the office
WITHIN = datetime(2025, 10, 20, 2, tzinfo=UTC)
BEFORE = datetime(2025, 9, 1, tzinfo=UTC)


def announced(policy, **window):
    """Give the policy with another window of its own round."""
    return replace(policy, rounds=tuple(replace(r, **window) if r.policy == policy.version else r for r in policy.rounds))


@given(st.integers(2000, 2100), st.integers(0, CHANCES - 1))
def test_a_number_fits_its_check_digits(year, number):
    reference = reference_of(year, number)
    assert is_reference(reference)
    assert reference.startswith(f"{year}-{number:08d}-")


@given(st.integers(0, CHANCES - 1), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, by):
    digits = list(reference_of(2026, number))
    if digits[place] == "-":
        return
    digits[place] = str((int(digits[place]) + by) % 10)
    assert not is_reference("".join(digits))


@given(st.integers(0, CHANCES - 1), st.integers(5, 11))
def test_two_neighbours_exchanged_are_noticed(number, place):
    reference = reference_of(2026, number)
    a, b = reference[place : place + 2]
    assert a == b or not is_reference(reference[:place] + b + a + reference[place + 2 :])


@pytest.mark.parametrize("text", ["", "2026-000001", "2026-12345678", "2026-1234567-46", " 2026-12345678-46"])
def test_what_has_another_form_is_no_such_number(text):
    assert not is_reference(text)


def test_a_window_limits_the_time_only_where_places_are_limited_and_it_is_announced():
    assert open_round(GUANGZHOU, WITHIN) == "2025"
    assert open_round(SHANGHAI, WITHIN) is None
    assert open_round(BEIJING, WITHIN) is None
    assert open_round(announced(GUANGZHOU, window_from=None, window_until=None), BEFORE) is None


def test_a_closed_window_says_when_the_next_opens_and_when_the_last_closed():
    with pytest.raises(WindowClosed) as early:
        open_round(GUANGZHOU, BEFORE)
    first = next(r for r in GUANGZHOU.rounds if r.window_from)
    assert (early.value.opens, early.value.closed) == (first.window_from, None)
    assert str(first.window_from) in str(early.value)
    with pytest.raises(WindowClosed) as late:
        open_round(GUANGZHOU, SAVED)
    assert (late.value.opens, late.value.closed) == (None, first.window_until)
    assert "not announced" in str(late.value)


def test_a_window_open_on_one_side():
    assert open_round(announced(GUANGZHOU, window_until=None), SAVED) == "2025"
    assert open_round(announced(GUANGZHOU, window_from=None), BEFORE) == "2025"


def test_the_round_of_another_version_is_not_open_for_this_one():
    other = replace(GUANGZHOU, version="2024")
    with pytest.raises(WindowClosed):
        open_round(other, WITHIN)


def test_a_draft_is_kept_as_the_office_says_and_its_holder_warned_before():
    assert kept_until(SAVED, DEFAULTS) == date(2026, 5, 31)
    assert warned_from(SAVED, DEFAULTS) == date(2026, 5, 17)
    months = Procedure(days={DRAFT: Duration(6, "months"), DRAFT_WARNING: Duration(1, "months")})
    assert kept_until(SAVED, months) == date(2026, 9, 2)
    assert warned_from(SAVED, months) is None
    assert kept_until(SAVED, Procedure()) is None
    assert warned_from(SAVED, Procedure()) is None
    assert warned_from(SAVED, Procedure(days={DRAFT: Duration(90, "days")})) is None
    assert kept_until(SAVED, Procedure(days={DRAFT: Duration(90, "working_days")})) is None


def test_statistics_may_be_left_out_or_are_of_the_lists():
    check_statistics(Statistics())
    for sector in SECTORS:
        check_statistics(Statistics("440106", "天河南街道", sector, PROVINCES[0], EmployerClass.PRIVATE))
    assert (len(SECTORS), len(PROVINCES)) == (20, 34)


@pytest.mark.parametrize(
    "wrong", [{"sector": "a"}, {"sector": "U"}, {"province": "1"}, {"district": "44010"}, {"street": "街" * 81}]
)
def test_a_statistic_that_is_none_is_named(wrong):
    with pytest.raises(InputRefused) as refused:
        check_statistics(Statistics(**wrong))
    assert refused.value.field == f"statistics/{next(iter(wrong))}"


def test_differences_name_each_place_once_in_order():
    before = Content({"a": 1, "b": 2}, (Named("applicant", "王", "1"), Named("child", "一", "2")))
    after = Content({"b": 3, "c": None}, (Named("applicant", "王", "1"),), Statistics(sector="I"), "east")
    assert differences(before, before) == ()
    assert differences(before, after) == (
        Difference("facts/a", 1, None),
        Difference("facts/b", 2, 3),
        Difference("office", None, "east"),
        Difference("removed/1/identity_number", "2", None),
        Difference("removed/1/name", "一", None),
        Difference("removed/1/relation", "child", None),
        Difference("statistics/sector", "", "I"),
    )


SPOUSE, FIRST, SECOND = Named("spouse", "李", "2"), Named("child", "一", "3"), Named("child", "二", "4")


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ((SPOUSE, FIRST, SECOND), (SPOUSE, SECOND), ["removed/2"]),  # who stands behind moves up, and is the same
        ((SPOUSE, FIRST), (FIRST,), ["removed/1"]),
        ((FIRST,), (SPOUSE, FIRST), ["people/1"]),
        ((SPOUSE,), (FIRST,), ["people/1", "removed/1"]),  # another person, and not a spouse who became a child
        ((FIRST, SECOND), (SECOND, FIRST), []),
        ((FIRST,), (replace(FIRST, name="壹"),), ["people/1/name"]),
        ((FIRST,), (replace(FIRST, identity_number="5"),), ["people/1/identity_number"]),
        ((FIRST,), (replace(FIRST, relation="spouse"),), ["people/1/relation"]),
        ((FIRST,), (Named("child", "壹", "5"),), ["people/1/identity_number", "people/1/name"]),
        ((Named("child"), FIRST), (FIRST, Named("child")), []),
    ],
)
def test_a_person_is_the_same_wherever_they_stand(before, after, places):
    own = Named("applicant", "王", "1")
    found = [each.place for each in differences(Content({}, (own, *before)), Content({}, (own, *after)))]
    whole = ("identity_number", "name", "relation")
    assert found == [each for place in places for each in ([place] if place.count("/") > 1 else [f"{place}/{x}" for x in whole])]


def test_texts_that_are_agreed_to_stand_in_both_languages():
    for module in (consent, declaration):
        assert module.CURRENT in module.TEXTS
        for paragraph in module.TEXTS[module.CURRENT]:
            assert paragraph.say("zh") != paragraph.say("en")


def test_names_and_numbers_are_not_written_into_logs():
    assert "王" not in repr(Content({"x": "王"}, (Named("applicant", "王", "430103"),)))
    assert "430103" not in repr(Difference("people/0/identity_number", "430103", "430104"))
