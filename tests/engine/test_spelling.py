"""What is made once for each policy: the code of its awards, the decimals of its points, the words of its rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.engine.award import Award, MatchedRow, RowWords, Verdict
from scoring.engine.lazy import Lazy
from scoring.engine.row_words import Words, count_rows, row_words
from scoring.engine.spelling_plan import Kept, plan_of
from scoring.policy import load_policy
from scoring.policy.library import read_library
from scoring.policy.loading import load_source
from scoring.policy.source_files import read_source
from scoring.policy.wording import text
from tests.conftest import ROOT

GUANGZHOU = load_policy(ROOT / "policies/guangzhou/2025.yaml")


def test_a_plan_is_made_once_for_each_policy():
    assert plan_of(GUANGZHOU) is plan_of(GUANGZHOU)
    source = read_source(ROOT / "policies/guangzhou/2025.yaml")
    other = load_source(replace(source, text=source.text + "# other words\n"))
    assert plan_of(other) is not plan_of(GUANGZHOU), "another load may have other words"


def test_decimals_are_exact_and_not_kept_without_end():
    decimals = plan_of(load_policy(ROOT / "policies/guangzhou/2025.yaml")).decimals
    assert isinstance(decimals, Kept)
    assert decimals[None] is None
    assert [str(decimals[coded]) for coded in (0, 1, -205, 15000)] == ["0.00", "0.01", "-2.05", "150.00"]
    assert decimals[1] is decimals[1]
    assert all(decimals[coded] == Decimal(coded).scaleb(-2) for coded in range(6000))
    assert len(decimals) == 4096


def test_words_of_a_row_are_made_when_it_is_met():
    income_tax = next(item for item in GUANGZHOU.criteria_in_order() if item.id == "income_tax")
    words = Words(GUANGZHOU, income_tax)
    assert len(words) == 0
    assert [words[number].label.say("en") for number in (1, 3, 3)] == ["≥ 10000", "≥ 60000", "≥ 60000"]
    assert sorted(words) == [1, 3]


def test_every_part_has_its_place():
    """The code packs the parts by their order alone: this is the order it packs them in."""
    for kind, names in (
        (Award, "about kind points lowest highest cap uncapped facts row applies counts yields_to awards"),
        (MatchedRow, "number words points units"),
        (Verdict, "about state facts waived"),
    ):
        parts = names.split()
        made = kind(parts)
        assert [getattr(made, name) for name in parts] == parts


def test_awards_rows_and_verdicts_name_their_parts_and_are_compared_by_them():
    row = MatchedRow((2, RowWords(text("Bachelor"), "art. 7"), Decimal("30.00"), None))
    assert (row.label, row.reference) == (text("Bachelor"), "art. 7")
    assert repr(row).startswith("MatchedRow(number=2, words=RowWords(label=Text(")
    assert repr(row).endswith(
        "points=Decimal('30.00'), units=None, label=Text(translations=(('', 'Bachelor'),)), reference='art. 7')"
    )
    assert row == MatchedRow((2, RowWords(text("Bachelor"), "art. 7"), Decimal("30.00"), None))
    with pytest.raises(AttributeError):
        row.units = 3


def test_what_is_lazy_is_worked_out_once():
    made = []

    class Thing:
        @Lazy
        def answer(self) -> int:
            """The answer."""
            made.append(self)
            return 42

    thing = Thing()
    assert (thing.answer, thing.answer, len(made)) == (42, 42, 1)
    assert vars(Thing)["answer"].__doc__ == "The answer."


def test_every_row_of_every_criterion_has_words_and_there_is_no_row_more():
    for policy in read_library(ROOT / "policies").policies:
        for criterion in policy.criteria_in_order():
            rows = count_rows(criterion)
            assert row_words(policy, criterion, rows) is not None
            if rows > 1:
                with pytest.raises(IndexError):
                    row_words(policy, criterion, rows + 1)
