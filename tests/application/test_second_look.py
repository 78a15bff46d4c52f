"""What two assessments say otherwise is named item by item, and nothing that differs is passed over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.plain import canonical
from scoring.application.second_look import Difference, concern_of, differences
from scoring.policy.model import Period

LABEL = {"zh": "学历", "en": "Education"}


def award(id_, points, *below, lowest="0", highest="0", label=LABEL):
    return {"id": id_, "label": label, "points": points, "lowest": lowest, "highest": highest, "row": None, "awards": list(below)}


def document(**changes):
    found = {
        "outcome": "eligible",
        "total": "110",
        "lowest": "110",
        "highest": "110",
        "threshold": "100",
        "awards": [award("basic", "110", award("education", "60"), award("insurance", "50"))],
        "requirements": [{"id": "age", "label": None, "state": "met"}],
        "vetoes": [{"id": "crime", "label": {}, "state": "not_met"}],
        "entitlements": [],
    }
    return found | changes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"outcome": "below_threshold"}, [Difference("outcome", before="eligible", after="below_threshold")]),
        ({"total": "50", "lowest": "50", "highest": "50"}, [Difference("total", before="110", after="50")]),
        ({"lowest": "50"}, [Difference("part", "lowest")]),
        ({"threshold": None}, [Difference("threshold", before="100")]),
        (
            {"awards": [award("basic", "110", award("education", None, lowest="0", highest="60"), award("insurance", "50"))]},
            [Difference("award", "education", LABEL, "60", "0–60")],
        ),
        (
            {"awards": [award("basic", "110", award("education", "60"), award("home", "50", label=None))]},
            [Difference("award", "insurance", LABEL, "50"), Difference("award", "home", {}, None, "50")],
        ),
        (
            {"requirements": [{"id": "age", "label": None, "state": "not_met"}]},
            [Difference("verdict", "age", {}, "met", "not_met")],
        ),
        ({"vetoes": []}, [Difference("verdict", "crime", {}, "not_met")]),
        (
            {"awards": [award("basic", "110", award("education", "60"), award("insurance", "50")) | {"row": {"number": 2}}]},
            "awards",
        ),
        ({"entitlements": [{"id": "school"}]}, "entitlements"),
        ({"more": 1}, "more"),
    ],
)
def test_every_difference_is_named(changes, expected):
    named = [Difference("part", expected)] if isinstance(expected, str) else expected
    assert list(differences(document(), document(**changes))) == named


VALUES = st.one_of(st.none(), st.integers(0, 3).map(str))
AWARDS = st.lists(st.builds(award, st.sampled_from("abc"), VALUES), max_size=3, unique_by=lambda a: a["id"])
DOCUMENTS = st.fixed_dictionaries(
    {"total": VALUES, "lowest": VALUES, "awards": AWARDS, "entitlements": st.lists(VALUES, max_size=1)}
)


@given(DOCUMENTS, DOCUMENTS)
def test_nothing_differs_where_not_a_byte_does_and_something_wherever_one_does(before, after):
    one, other = document(**before), document(**after)
    assert (differences(one, other) == ()) == (canonical(one) == canonical(other))


@pytest.mark.parametrize(
    ("first", "last", "concern"),
    [
        (date(2026, 1, 1), None, "day"),
        (date(2026, 3, 2), date(2026, 3, 2), "day"),
        (date(2026, 3, 3), date(2026, 3, 20), "today"),
        (date(2026, 3, 21), None, "later"),
        (date(2025, 1, 1), date(2026, 3, 1), "later"),
    ],
)
def test_a_version_concerns_a_file_by_the_day_of_its_rules_or_by_today(first, last, concern):
    assert concern_of(Period(first, last), date(2026, 3, 2), date(2026, 3, 20)) == concern
