"""Both sums: the total with its threshold, and the sum that ranks where it is another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from scoring.engine import assess
from scoring.pages.sums import sums
from scoring.policy import load_policy

FULL = {
    "birth_date": "1987-02-01",
    "works_lawfully": True,
    "holds_valid_permit": True,
    "permit_months": 84,
    "permit_since": "2018-09-30",
    "pension_months": 84,
    "medical_months": 84,
    "education": "bachelor",
}


def of(policy, facts, on=date(2026, 3, 2)):
    return sums(assess(policy, facts, on=on))


def test_guangzhou_has_the_total_and_the_base_indicators(guangzhou):
    total, base = of(guangzhou, FULL)
    assert (total.points, total.threshold, total.does_rank, total.is_reached) == (Decimal(144), Decimal(150), False, False)
    assert total.short_by == 6
    assert (base.points, base.threshold, base.does_rank) == (Decimal(114), None, True)
    assert base.label.say("zh") == "基础指标"


def test_what_is_open_is_a_range_with_a_pale_part(guangzhou):
    total, base = of(guangzhou, {"permit_months": 84})
    assert total.points is None
    assert total.lowest < total.highest
    assert total.bar.possible > 0
    assert not total.is_reached
    assert total.short_by == 0
    assert base.points is None


def test_bars_stay_within_their_ground(guangzhou):
    for facts in (FULL, FULL | {"permit_months": 600}, {}):
        for one in of(guangzhou, facts):
            assert 0 <= one.bar.sure <= one.bar.sure + one.bar.possible <= 1000
            assert one.bar.mark is None or 0 <= one.bar.mark <= 1000


def test_where_the_total_ranks_there_is_one_sum(trial):
    (total,) = of(trial, {})
    assert not total.does_rank
    assert not total.label


def test_a_threshold_that_depends_on_open_answers_is_open_itself(trial, tmp_path):
    written = (Path(__file__).parent / "trial/1.yaml").read_text("utf-8")
    copy = tmp_path / "trial/1.yaml"
    copy.parent.mkdir()
    copy.write_text(written.replace("threshold: 5", 'threshold: "5 if level >= high else 4"'), "utf-8")
    either = load_policy(copy)
    assert [of(policy, {})[0].has_open_threshold for policy in (trial, either)] == [False, True]
    (known,) = of(either, {"level": "high"})
    assert (known.has_open_threshold, known.threshold) == (False, 5)
