"""What is asked of the database in the same words each time is built once: built anew, it says the same."""

from __future__ import annotations

import pytest

from scoring.casework import admission, file, flags, lateness, originals, outside, reviews, round_waits
from scoring.records import asked, convert_agencies, staff

MODULES = (admission, file, flags, lateness, originals, outside, reviews, round_waits, asked, convert_agencies)
KEPT = [
    function
    for module in MODULES
    for function in vars(module).values()
    if hasattr(function, "cache_info") and function.__module__ == module.__name__
]


def test_each_module_keeps_some():
    assert {function.__module__ for function in KEPT} == {module.__name__ for module in MODULES}


@pytest.mark.parametrize("kept", KEPT, ids=lambda function: function.__name__)
def test_built_anew_it_says_the_same(kept):
    kept.cache_clear()
    assert str(kept()) == str(kept.__wrapped__())


def test_who_of_the_office_belongs_to_a_file_is_asked_in_the_same_words_too():
    before = str(staff.staff_of_household(1))
    staff._households.cache_clear()
    assert str(staff.staff_of_household(1)) == before
