"""What a change does to people: it adds up, the same twice is no change, order is nothing, and small groups stay unseen."""

from __future__ import annotations

import random  # noqa: TID251 - hypothesis seeds it
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.inspection.impact import Impact, Standing, Tally, compare, withhold
from scoring.inspection.impact.cuts import can_cut, cut, default_facts, nice_step
from scoring.inspection.impact.hiding import hide
from scoring.inspection.impact.result import COUNTS, LINES
from scoring.inspection.impact.standing import Parts
from scoring.ranking import Quota, select
from tests.inspection.impacts import WHY, by_group, followers, people, standing, village

D = Decimal
ON = date(2026, 3, 2)


def compared(drawn, **more) -> Impact:
    before, after, gone, went, groups = zip(*drawn, strict=True) if drawn else ((),) * 5
    return compare(standing(before, unscored=gone), standing(after, unscored=went), [by_group(groups)], **more)


def test_who_gains_who_loses_and_who_crosses_the_line():
    before = standing([5, 9, 10, 12, 3, 7], unscored=[0, 0, 0, 0, 1, 0])
    after = standing([50, 120, 90, 120, 30, 70], line=100, places=1, unscored=[0, 0, 0, 0, 0, 2])
    found = compare(before, after, hits=3)
    assert found.everybody == Tally(
        *(4, 1, 2, 1),  # people; lose, same, gain
        *(1, 1, 1, 1),  # lose the line, keep it, stay below, gain it
        *(D("36.0"), D("38.0"), D("9.000"), D("9.500"), D("9.50"), D("10.50")),
    )
    assert (found.everybody.mean_shift, found.everybody.median_shift) == (D("0.5"), D(1))
    assert (found.rows, found.left_out) == (6, 2)
    assert [(each.side, each.why, each.people) for each in found.unscored] == [("before", WHY[0], 1), ("after", WHY[1], 1)]
    assert [(hit.row, hit.before, hit.after) for hit in found.hits] == [(3, 10, 9)]
    assert (found.bins.start, found.bins.step, sum(found.bins.before)) == (D("5.0"), D("0.5"), 4)
    assert found.bins.before == (1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1)


def test_the_mean_is_rounded_half_up_and_sums_beyond_64_bits_are_exact():
    tally = compare(standing([1, 0, 0, 0, 0, 0, 0, 0]), standing([-1] + [0] * 7)).everybody
    assert (tally.mean_before, tally.mean_after, tally.median_after) == (D("0.13"), D("-0.13"), 0)
    huge = 2**62
    assert compare(standing([huge, huge]), standing([huge, huge])).everybody.before == 2 * huge


def test_a_quota_moves_the_cut_off():
    before, after = standing([20, 18, 15, 12, 11, 9], line=10), standing([11, 18, 19, 12, 12, 30], line=10)
    shift = compare(before, after, quota=3, ties=("admit_all", "draw_line")).quota
    assert (shift.before.ranked, shift.before.cut_off, shift.before.within) == (5, 15, 3)
    assert (shift.after.ranked, shift.after.cut_off, shift.after.within, shift.after.open) == (6, 18, 3, 0)
    assert (shift.both, shift.lose, shift.gain) == (2, 1, 1)
    shift = compare(before, after, quota=4, ties=("admit_all", "draw_line")).quota
    assert (shift.after.within, shift.after.open, shift.both, shift.lose, shift.gain) == (3, 2, 2, 2, 1)
    nobody = compare(standing([1]), standing([20]), quota=1).quota
    assert (nobody.before.cut_off, nobody.before.ranked, nobody.gain) == (None, 0, 1)


@given(people(), st.integers(1, 30))
def test_it_adds_up(drawn, quota):
    found = compared(drawn, quota=quota)
    kept = [each for each in drawn if not each[2] and not each[3]]
    whole = found.everybody
    assert (found.rows, found.left_out, whole.people) == (len(drawn), len(drawn) - len(kept), len(kept))
    for side in ("before", "after"):
        refused = sum(each.people for each in found.unscored if each.side == side)
        assert refused == sum(1 for each in drawn if each[2 if side == "before" else 3])
    for names in (COUNTS, LINES):
        assert sum(getattr(whole, name) for name in names) == whole.people
    for name in (*COUNTS, *LINES, "people", *(("before", "after") if kept else ())):
        assert sum(getattr(tally, name) for _, tally in found.cuts[0].groups) == getattr(whole, name)
    if kept:
        assert (whole.before, whole.after) == (sum(each[0] for each in kept), sum(each[1] for each in kept))
        assert sum(found.bins.before) == sum(found.bins.after) == len(kept)
    shift = found.quota
    assert (shift.both + shift.lose, shift.both + shift.gain) == (shift.before.within, shift.after.within)
    assert (shift.before.ranked, shift.after.ranked) == (whole.lose_line + whole.keep_line, whole.gain_line + whole.keep_line)


@given(people(), st.integers(1, 30), st.sampled_from(["admit_all", "admit_none", "draw_line"]))
def test_a_quota_is_what_the_whole_ranking_gives(drawn, quota, ties):
    shift = compared(drawn, quota=quota, ties=(ties, ties)).quota
    kept = [each for each in drawn if not each[2] and not each[3]]
    for place, side in ((0, shift.before), (1, shift.after)):
        candidates = [((-each[place],), str(row)) for row, each in enumerate(kept) if each[place] >= 10]
        whole = select(candidates, Quota(quota, ties))
        assert (side.ranked, side.within, side.open) == (len(candidates), whole.count, whole.open)
        assert side.cut_off == (None if whole.cut_off is None else -whole.cut_off[0])


@given(people(), st.integers(1, 30))
def test_the_same_policy_twice_changes_nothing(drawn, quota):
    same = [(before, before, gone, gone, group) for before, _, gone, _, group in drawn]
    found = compared(same, quota=quota, hits=9)
    whole = found.everybody
    assert (whole.lose, whole.gain, whole.lose_line, whole.gain_line, whole.before) == (0, 0, 0, 0, whole.after)
    assert (found.quota.before, found.quota.lose, found.quota.gain, found.hits) == (found.quota.after, 0, 0, ())
    assert found.bins is None or found.bins.before == found.bins.after


@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_people_is_nothing(drawn, chance: random.Random):
    mixed = chance.sample(drawn, len(drawn))
    assert compared(mixed, quota=7) == compared(drawn, quota=7)


@given(people(), st.integers(1, 30))
def test_no_small_group_is_written_or_can_be_worked_out(drawn, quota):
    found = compared(drawn, quota=quota, hits=9)
    written = withhold(found)
    assert written.hits == ()
    assert [count for count in counts_of(written) if count is not None and 0 < count < 5] == []
    assert (written.rows, written.left_out, written.everybody.people).count(None) != 1
    if written.everybody.people:
        (cut_,), (shown,) = found.cuts, written.cuts
        assert len(shown.groups) in (0, len(cut_.groups))
        for names in (COUNTS, LINES) if shown.groups else ():
            pairs = [*zip(shown.groups, cut_.groups, strict=True), ((None, written.everybody), (None, found.everybody))]
            table = [[getattr(real, name) for name in (*names, "people")] for _, (_, real) in pairs]
            hidden = {
                (r, c)
                for r, ((_, tally), _) in enumerate(pairs)
                for c, name in enumerate((*names, "people"))
                if getattr(tally, name) is None
            }
            assert followers(table, frozenset(hidden)) == set()
        for (_, tally), (_, real) in zip(shown.groups, cut_.groups, strict=bool(shown.groups)):
            assert (tally.mean_before is None) == (tally.people is None)
            assert real.people >= 5 or tally.people is None
        for real, shown_ in ((found.bins.before, written.bins.before), (found.bins.after, written.bins.after)):
            hidden = frozenset((0, place) for place, count in enumerate(shown_) if count is None)
            assert followers([[*real, sum(real)]], hidden) == set()
        lines = written.everybody
        assert None not in (lines.lose_line, lines.keep_line) or written.quota.before.ranked is None


def counts_of(written: Impact) -> list[int | None]:
    tallies = [written.everybody, *(tally for cut_ in written.cuts for _, tally in cut_.groups)]
    counts = [getattr(tally, name) for tally in tallies for name in (*COUNTS, *LINES, "people")]
    counts += [written.rows, written.left_out, *(each.people for each in written.unscored)]
    counts += [*written.bins.before, *written.bins.after] if written.bins else []
    if (shift := written.quota) is not None:
        sides = [count for side in (shift.before, shift.after) for count in (side.ranked, side.within, side.open)]
        counts += [shift.both, shift.lose, shift.gain, *sides]
    return counts


def test_few_people_are_not_written_of_at_all():
    written = withhold(compare(standing([1, 2, 3, 4]), standing([4, 3, 2, 1]), [by_group([0, 1, 0, 1])], quota=2))
    assert {getattr(written.everybody, field.name) for field in fields(Tally)} == {None}
    assert (written.rows, written.left_out, written.cuts, written.bins, written.quota) == (None, 0, (), None, None)
    empty = withhold(compare(standing([]), standing([]), [by_group([])], quota=2))
    assert (empty.rows, empty.left_out, empty.everybody.people, empty.cuts, empty.bins) == (0, 0, 0, (), None)


def test_large_groups_are_written_whole():
    points = list(range(20)) * 10
    groups = [n % 2 for n in range(200)]
    found = compare(standing(points), standing([p + 2 for p in points]), [by_group(groups), by_group([1] * 200)], quota=50)
    written = withhold(found)
    assert written == replace(found, cuts=(found.cuts[0], replace(found.cuts[1], groups=())))


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    cell = st.one_of(st.just(0), st.integers(0, 9), st.integers(5, 40))
    inner = [draw(st.lists(cell, min_size=columns, max_size=columns)) for _ in range(rows)]
    sums = [sum(column) for column in zip(*inner, strict=True)]
    return [[*row, sum(row)] for row in (*inner, sums)]


@given(tables())
def test_what_is_hidden_in_a_table_cannot_be_worked_out(table):
    hidden = hide(table)
    rows, columns = len(table) - 1, len(table[0]) - 1
    inner = {(r, c) for r in range(rows) for c in range(columns)}
    assert {(r, c) for r, c in inner if 0 < table[r][c] < 5} <= hidden <= inner
    assert followers(table, hidden) == set()
    for r, row in enumerate(table):
        dark = sum(n for c, n in enumerate(row[:-1]) if (r, c) in hidden)
        assert row[-1] < 5 or not any((r, c) in hidden for c in range(columns)) or dark >= 5


@given(st.lists(st.lists(st.one_of(st.just(0), st.integers(0, 14)), min_size=3, max_size=3), min_size=2, max_size=2))
def test_nobody_knows_of_a_hidden_cell_that_it_is_small(inner):
    """By every way in which six numbers, none of them less than it can be, add up to the sums that are shown."""
    table = [[*row, sum(row)] for row in (*inner, [sum(column) for column in zip(*inner, strict=True)])]
    hidden = hide(table)
    if len(hidden) == 6:
        return  # all of it is hidden
    possible = [
        two
        for a in range(table[0][3] + 1)
        for b in range(table[0][3] + 1 - a)
        if min(min(two := [[a, b, table[0][3] - a - b], [table[2][0] - a, table[2][1] - b, table[2][2] - (table[0][3] - a - b)]]))
        >= 0
        and all(two[r][c] == inner[r][c] if (r, c) not in hidden else two[r][c] for r in range(2) for c in range(3))
    ]
    for r, c in hidden:
        if 0 < table[r][c] < 5:
            assert max(two[r][c] for two in possible) >= 5


def test_zeros_hide_nothing_and_what_cannot_be_hidden_takes_all_with_it():
    table = [[0, 10, 0, 10], [0, 26, 7, 33], [0, 43, 7, 50], [0, 58, 2, 60], [0, 137, 16, 153]]
    assert hide(table) == {(3, 1), (3, 2), (1, 1), (1, 2)}
    lone = [[0, 0, 10, 10], [0, 100, 2, 102], [0, 100, 12, 112]]
    assert hide(lone) == {(r, c) for r in range(2) for c in range(3)}


def test_a_bridge_between_two_closed_rings_is_seen():
    """Each row and column has two hidden cells or none, and one of them follows all the same."""
    small = {(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 3), (2, 2), (3, 2), (3, 3)}
    inner = [[9 if (r, c) in small else 30 + r + c for c in range(4)] for r in range(4)]
    table = [[*row, sum(row)] for row in (*inner, [sum(column) for column in zip(*inner, strict=True)])]
    assert followers(table, frozenset(small)) == {(1, 2)}
    hidden = hide(table, small)
    assert hidden > small
    assert followers(table, hidden) == set()


def test_parts_are_joined_in_their_order_and_reasons_once():
    whole = standing([1, 12, 3, 14], unscored=[0, 1, 2, 0])
    first = Standing(0, whole.points[:2], whole.admitted[:2], np.array([0, 1]), WHY[:1], (whole.keys[0][:2],))
    second = Standing(
        0, whole.points[2:], whole.admitted[2:], np.array([2, 0]), WHY[::-1][:1] * 0 + (WHY[0], WHY[1]), (whole.keys[0][2:],)
    )
    found = together(first, second)
    assert (found.unscored.tolist(), found.reasons, found.points.tolist()) == ([0, 1, 2, 0], WHY, [1, 12, 3, 14])
    assert [key.tolist() for key in found.keys] == [[-1, -12, -3, -14]]
    assert (together(replace(first, keys=None)).keys, len(found)) == (None, 4)


def test_where_a_tie_at_the_line_admits_none_the_line_is_above_it():
    for points, last, within in (([9, 8, 5, 5, 5, 1], 8, 2), ([5, 5, 5, 1], None, 0)):
        side = compare(
            standing(points, line=0), standing(points, line=0), quota=3 if last else 2, ties=("admit_none",) * 2
        ).quota.after
        assert (side.cut_off, side.within, side.open) == (last, within, 0)


def together(*found):
    parts = Parts()
    for part in found:
        parts.add(part)
    return parts.whole()


def test_points_stay_exact_where_a_width_ends():
    """The parts are as narrow as they can be; sums and differences are not."""
    before, after = standing([2**31 - 1] * 6), standing([-(2**31)] * 6)
    narrow = [replace(each, points=each.points.astype(np.int32)) for each in (before, after)]
    found = compare(*narrow, hits=1)
    assert (found.everybody.lose, found.everybody.before, found.everybody.after) == (6, 6 * (2**31 - 1), -6 * 2**31)
    assert (found.hits[0].before, found.hits[0].after) == (2**31 - 1, -(2**31))
    finer = compare(narrow[0], replace(narrow[1], places=2))
    assert (finer.everybody.before, finer.everybody.median_after) == (6 * (2**31 - 1), D("-21474836.48"))


def groups_of(id_, coded, **more):
    given_ = more.pop("given", None)
    made = cut(village().facts[id_], np.array(coded), None if given_ is None else np.array(given_), on=ON, **more)
    return [made.groups[code].say("en") for code in made.codes]


def test_groups_by_kind_of_fact():
    assert groups_of("married", [True, False]) == ["yes", "no"]
    assert groups_of("education", [0, 3]) == ["None", "Master"]
    assert groups_of("education", [0, 3], given=[True, True]) == ["None", "Master"]
    assert groups_of("education", [0, 3], given=[True, False]) == ["None", "not given"]
    days = [20060302, 20060303, 19860302, 19660303, 19660302, 19000101]
    assert groups_of("moved_in", days) == [
        "20–29 years",
        "under 20 years",
        "40–49 years",
        "50–59 years",
        "60 years and over",
        "60 years and over",
    ]
    assert groups_of("moved_in", days[:3], edges=[D(30)]) == ["under 30 years", "under 30 years", "30 years and over"]
    assert groups_of("months", [0, 11, 12, 120], edges=[D(12), D("59.5")]) == [
        "below 12",
        "below 12",
        "12 to below 60",
        "60 and more",
    ]
    assert groups_of("wage", [1050, 99], edges=[D("10.5")]) == ["10.5 and more", "below 10.5"]
    assert groups_of("months", [0, 35, 700]) == ["below 200", "below 200", "600 and more"]
    assert groups_of("months", [7, 7]) == ["7 and more"] * 2
    assert groups_of("months", []) == []


def test_which_facts_people_are_grouped_by_unless_somebody_says():
    facts = list(village().facts.values())
    assert default_facts(facts, facts) == ["married", "patent", "education"]
    shared = [replace(fact, shared=fact.id in ("education", "honours")) for fact in facts]
    assert default_facts(shared, facts) == ["education"]
    assert default_facts(shared, facts[:1]) == []
    assert [fact.id for fact in facts if not can_cut(fact)] == ["honours", "gifts"]


@pytest.mark.parametrize(
    ("span", "most", "step"), [(0, 8, 1), (6, 8, 1), (7, 8, 2), (14, 8, 5), (35, 8, 10), (699, 8, 100), (700, 8, 200)]
)
def test_a_step_is_a_round_number(span, most, step):
    assert nice_step(span, most) == step
