"""Pairs and balances: every bar is as long as its number says, what is withheld has none, and nothing in them is foreign markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from scoring.charts import Balance, Pair, balance_chart, pair_chart

D = Decimal
PAIRS = [Pair("0", 5, 20), Pair("10", None, 0), Pair("20 <b>", 10, None)]
GROUPS = [Balance("North & east", 10, 5, 100), Balance("South", 0, 40, 80), Balance("West", None, None, None)]


def parts(drawn, name):
    root = ET.fromstring(drawn)
    return [{"text": node.text, **node.attrib} for node in root.iter() if node.get("class", "").split("__")[-1] == name]


def test_pairs_stand_side_by_side_on_one_scale():
    drawn = pair_chart("Points", PAIRS)
    before, after = parts(drawn, "before"), parts(drawn, "after")
    assert [(bar["x"], bar["width"], bar["height"]) for bar in before] == [
        ("2.66%", "14.00%", "50.0"),
        ("69.32%", "14.01%", "100.0"),
    ]
    assert [(bar["x"], bar["width"], bar["height"]) for bar in after] == [
        ("16.66%", "14.01%", "200.0"),
        ("49.99%", "14.01%", "0.0"),
    ]
    assert {D(bar["y"]) + D(bar["height"]) for bar in before + after} == {226}
    assert len(parts(drawn, "withheld")) == 2
    assert [label["text"] for label in parts(drawn, "label")] == ["5", "10", "15", "20", "0", "10", "20 <b>"]


def test_labels_do_not_crowd_on_a_phone():
    labels = [label["text"] for label in parts(pair_chart("Points", [Pair(f"from {n}", n, n) for n in range(24)]), "label")]
    assert [label for label in labels if "from" in label] == ["from 0", "from 4", "from 8", "from 12", "from 16", "from 20"]


def test_nothing_at_all_can_be_drawn():
    drawn = pair_chart("Points", [Pair("0", None, None)])
    assert (len(parts(drawn, "withheld")), [label["text"] for label in parts(drawn, "label")]) == (2, ["1", "0"])
    assert parts(balance_chart("Groups", GROUPS[2:]), "lose")[0]["width"] == "0.00%"


def test_shares_stand_on_both_sides_of_the_middle():
    drawn = balance_chart("Groups", GROUPS)
    assert [(bar["x"], bar["width"]) for bar in parts(drawn, "lose")] == [
        ("40.00%", "10.00%"),
        ("50.00%", "0.00%"),
        ("50.00%", "0.00%"),
    ]
    assert [(bar["x"], bar["width"]) for bar in parts(drawn, "gain")] == [
        ("50.00%", "5.00%"),
        ("50.00%", "50.00%"),
        ("50.00%", "0.00%"),
    ]
    said = [label["text"] for label in parts(drawn, "label")]
    assert said == ["North & east", "10.0%", "5.0%", "South", "0.0%", "50.0%", "West", "–", "–"]


@pytest.mark.parametrize("drawn", [pair_chart('A "b" <c>', PAIRS), balance_chart('A "b" <c>', GROUPS)])
def test_a_strict_page_may_hold_them(drawn):
    root = ET.fromstring(drawn)
    assert (root.attrib["role"], root.attrib["aria-label"], root[0].text) == ("img", 'A "b" <c>', 'A "b" <c>')
    assert not re.search(r"style=|<style|<script|on\w+=|href", drawn)
