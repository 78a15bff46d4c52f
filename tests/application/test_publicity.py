"""A public list tells no outsider who stands on it: of whatever an outsider may know, five people at least are alike."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.application.publicity import DEFAULT, NAMELESS, Candidate, K, Measure, arrange, demanded, measure

SAFE = [
    ("masked_name", "district", "score_band"),
    ("masked_name",),
    ("district", "reference"),
    ("score_band", "rank"),
    ("masked_name", "score_band"),
]


def people(*known):
    return [Candidate(f"2026-{n:06d}", name, district, Decimal(total)) for n, (name, district, total) in enumerate(known)]


some = st.lists(
    st.tuples(
        st.sampled_from(["王小明", "王一", "李四", "张三", "欧阳明", "赵"]),
        st.sampled_from(["440104", "440106", ""]),
        st.sampled_from(["112", "119.5", "120", "131", "188", "305", "-3"]),
    ),
    max_size=40,
)


def fits(shown, person):
    """Whether an outsider who knows surname, district and points of somebody can take a line for theirs."""
    low, high = shown["band"] or ("-Infinity", "Infinity") if "band" in shown else ("-Infinity", "Infinity")
    name = shown.get("name", NAMELESS)
    return (
        name in {NAMELESS, f"{person.name[:1]}**"}
        and shown.get("district", "") in {"", person.district}
        and Decimal(low) <= person.total < Decimal(high)
    )


@settings(max_examples=150, deadline=None)
@given(some, st.sampled_from(SAFE))
def test_whoever_is_looked_for_five_lines_fit_at_least_and_one_of_them_is_theirs(known, fields):
    found = people(*known)
    lines = arrange(found, fields)
    by_reference = {line.reference: line.shown for line in lines}
    for person in found:
        assert fits(by_reference[person.reference], person)
        assert sum(fits(line.shown, person) for line in lines) >= min(K, len(found))
    assert measure(lines).rare == (len(lines) if len(lines) < K else 0)


@settings(max_examples=60, deadline=None)
@given(some, st.sampled_from(SAFE), st.data())
def test_everybody_stands_on_it_once_in_whatever_order_they_come(known, fields, data):
    found = people(*known)
    lines = arrange(found, fields)
    assert sorted(line.reference for line in lines) == [person.reference for person in found]
    assert arrange(data.draw(st.permutations(found)), fields) == lines


def test_what_is_shared_by_five_is_shown_and_a_length_of_names_is_not():
    [line, *_] = arrange(people(*[("王小明", "440104", "112")] * 3, *[("王一", "440104", "119.5")] * 2), DEFAULT)
    assert line.shown == {"name": "王**", "district": "440104", "band": ["110", "120"]}


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        (("李四", "440104", "112"), {"name": NAMELESS, "district": "440104", "band": ["110", "120"]}),
        (("李四", "440106", "112"), {"name": NAMELESS, "district": "", "band": ["110", "120"]}),
        (("李四", "440106", "105"), {"name": NAMELESS, "district": "", "band": ["100", "120"]}),
        (("李四", "440106", "140"), {"name": NAMELESS, "district": "", "band": ["100", "150"]}),
        (("李四", "440106", "190"), {"name": NAMELESS, "district": "", "band": ["100", "200"]}),
        (("李四", "440106", "290"), {"name": NAMELESS, "district": "", "band": None}),
    ],
)
def test_what_is_rare_loses_the_surname_then_the_district_then_the_narrow_band(other, shown):
    lines = arrange(people(("王小明", "440104", "112"), *[other] * 4), DEFAULT)
    assert [line.shown for line in lines] == [shown] * 5


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        (("李四", "440106", "305"), {"name": NAMELESS, "district": "", "band": None}),
        (("李四", "440104", "112"), {"name": NAMELESS, "district": "440104", "band": ["110", "120"]}),
    ],
)
def test_few_who_are_left_take_the_nearest_group_along_and_what_all_have_in_common_is_shown(other, shown):
    lines = arrange(people(*[("王小明", "440104", "112")] * 6, other), DEFAULT)
    assert [line.shown for line in lines] == [shown] * 7


def test_a_list_of_fewer_than_five_says_nothing_that_tells_them_apart():
    lines = arrange(people(("王小明", "440104", "112"), ("李四", "440106", "188")), DEFAULT)
    assert [line.shown for line in lines] == [{"name": NAMELESS, "district": "", "band": None}] * 2
    assert measure(lines) == Measure(lines=2, alone=0, rare=2, least=2)
    assert measure(lines[:1]).alone == 0
    assert arrange([], DEFAULT) == ()
    assert measure(()) == Measure(0, 0, 0, 0)


def test_a_rank_is_that_of_the_total_and_equal_totals_share_it():
    lines = arrange(people(("王", "", "112"), ("李", "", "188"), ("张", "", "188"), ("赵", "", "90")), ("rank", "reference"))
    assert [(line.shown["rank"], line.shown["reference"]) for line in lines if line.shown["rank"] != 1] == [
        (3, "2026-000000"),
        (4, "2026-000003"),
    ]
    assert [line.shown["rank"] for line in lines] == [1, 1, 3, 4]


@pytest.mark.parametrize(
    ("fields", "more"),
    [
        (DEFAULT, ()),
        (("rank", "district", "score_band"), ()),
        (("rank", "masked_name"), ("rank",)),
        (("masked_name", "total"), ("total",)),
        (("name", "district"), ("name",)),
    ],
)
def test_what_goes_beyond_the_safe_fields_is_named(fields, more):
    assert demanded(fields) == more


def test_what_rules_demand_is_shown_as_it_is_and_whom_it_gives_away_is_counted():
    lines = arrange(people(("王小明", "", "112.5"), *[("李四", "", "188")] * 5), ("masked_name", "total"))
    assert [line.shown for line in lines if line.shown["total"] == "112.5"] == [{"name": "王**", "total": "112.5"}]
    assert measure(lines) == Measure(lines=6, alone=1, rare=1, least=1)
