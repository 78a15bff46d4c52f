"""Advice in words, in both languages, and as plain JSON values."""

from __future__ import annotations

import json
from decimal import Decimal
from string import Formatter

import pytest

from scoring.engine.advice import Rank, advice_sentences, as_document, change_sentence, way_sentence
from scoring.engine.advice.texts import TEXTS
from tests.engine.test_advice import ASK, EACH, LIST, OLD, ONE, PER_A, SUM, THREE, advice_on, broken_off, fact, policy, to


def names(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_have_the_same_places(code):
    zh, en = TEXTS[code]
    assert names(zh) == names(en)
    assert zh != en


def said(text) -> tuple[str, str]:
    return (text.say("zh"), text.say("en"))


FACTS = (
    f"  n: {{type: integer, min: 0, max: 90, unit: month, label: {{zh: 月数, en: Months}}, attainable: {{effort: 1, step: 12}}, evidence: [paper], {ASK}}}\n"
    f"  d: {{type: integer, min: 0, max: 9, label: {{zh: 欠费, en: Debts}}, attainable: {{effort: 1, step: -1, costs: [money, health]}}, evidence: [paper, form], {ASK}}}\n"
    f"  b: {{type: boolean, label: {{zh: 汇算, en: Settled}}, attainable: {{effort: 1}}, {ASK}}}\n"
    f"  e: {{type: choice, label: {{zh: 考试, en: Test}}, options: {{x: {{zh: 甲, en: First}}, y: {{zh: 乙, en: Second}}}}, elective: true, {ASK}}}\n"
)
CRITERIA = "{id: kn, label: K, per: n, every: 12, points: 1}, {id: kd, label: K, per: d, points: -1}, {id: kb, label: K, when: b, points: 2}, {id: ke, label: K, lookup: e, points: {y: 1}}"
PAPERS = "evidence: {paper: {label: {zh: 证明, en: Statement}}, form: {label: {zh: 表格, en: Form}}}\n"
NOW = {"n": 0, "d": 1, "b": False, "e": "x"}


@pytest.fixture(scope="module")
def all_changes():
    (way,) = (advice := advice_on(policy(FACTS, CRITERIA, to(10) + PAPERS), NOW)).ways
    return advice, way


def test_each_change_is_said_as_what_it_is(all_changes):
    advice, way = all_changes
    sentences = {c.fact.id: said(change_sentence(advice.before.policy, c)) for c in way.changes}
    assert sentences == {
        "n": ("把“月数”从0个月提高到84个月", "raise “Months” from 0 months to 84 months"),
        "d": ("把“欠费”从1降低到0", "lower “Debts” from 1 to 0"),
        "b": ("使“汇算”由“否”变为“是”", "turn “Settled” from “no” to “yes”"),
        "e": ("“考试”选择“乙”（现为“甲”）", "for “Test” choose “Second” (now “First”)"),
    }


def test_a_way_says_effort_gain_costs_and_proof():
    advice = advice_on(policy(FACTS, CRITERIA, to(1) + PAPERS), {**NOW, "b": True, "d": 3, "n": 84})
    assert advice.ways == ()
    advice = advice_on(policy(FACTS.replace("max: 90", "max: 12"), CRITERIA, to(4) + PAPERS), NOW)
    assert said(way_sentence(advice, advice.ways[0])) == (
        (
            "把“月数”从0个月提高到12个月，并把“欠费”从1降低到0，并使“汇算”由“否”变为“是”，并“考试”选择“乙”（现为“甲”）。"
            "共需努力3；总积分增加5分，达到4分。此外还要付出：钱、身体负担（如献血）。证明材料：证明、表格。"
        ),
        (
            "Raise “Months” from 0 months to 12 months, and lower “Debts” from 1 to 0, and turn “Settled” from “no” to “yes”, and for “Test” choose “Second” (now “First”). "
            "Effort 3 in all; 5 points more, 4 points in total. It also costs money, a strain on health (such as giving blood). Proof: Statement, Form."
        ),
    )


def test_added_records_are_counted_and_told():
    advice = advice_on(policy(LIST, EACH, to(4)), {"l": [OLD]})
    (change,) = advice.ways[0].changes
    assert said(change_sentence(advice.before.policy, change)) == (
        "“L”增加1条（K：Low、I：50、T：2025年11月1日、B：是）；1条（K：Top、I：50、T：2025年11月1日、B：是）",
        "add to “L”: 1 entry (K: Low, I: 50, T: 1 November 2025, B: yes); 1 entry (K: Top, I: 50, T: 1 November 2025, B: yes)",
    )
    plain = LIST.partition("      k:")[0] + "      w: {type: text, label: W}\n"
    advice = advice_on(policy(plain, "{id: k, label: K, per: count(l), points: 1}", to(2)), {"l": []})
    assert said(change_sentence(advice.before.policy, advice.ways[0].changes[0])) == ("“L”增加2条", "add to “L”: 2 entries")


RANKED = "selection: {threshold: 2, ranking: {by: points(ka) + points(kb)}}\n"


def test_for_a_rank_the_ranking_sum_is_told():
    advice = advice_on(policy(THREE, SUM, RANKED), {"a": 0, "b": 0, "c": 1}, aim=Rank(Decimal(3)))
    assert said(way_sentence(advice, advice.ways[0])) == (
        "把“A”从0提高到3。共需努力3；排名分增加3分，达到3分。",
        "Raise “A” from 0 to 3. Effort 3 in all; 3 points more in the ranking, 3 points there.",
    )


def test_while_answers_are_missing_a_way_tells_what_is_certain():
    advice = advice_on(policy(THREE, SUM, to(8)), {"b": 0, "c": 0})
    assert said(way_sentence(advice, advice.ways[0])) == (
        "把“B”从0提高到2，并把“C”从0提高到1。共需努力7；总积分增加8分，至少达到8分。",
        "Raise “B” from 0 to 2, and raise “C” from 0 to 1. Effort 7 in all; 8 points more, at least 8 points in total.",
    )
    advice = advice_on(policy(THREE, SUM, RANKED), {"b": 0, "c": 1}, aim=Rank(Decimal(4)))
    assert said(way_sentence(advice, advice.ways[0]))[1].endswith("4 points more in the ranking, at least 4 points there.")


NOTHING = {"a": 0, "b": 0, "c": 0}


@pytest.mark.parametrize(
    ("advice", "zh", "en"),
    [
        (lambda: advice_on(policy(THREE, SUM, to(0)), NOTHING), "已经达到", "reached already"),
        (lambda: advice_on(policy(THREE, SUM, to(4)), NOTHING), "已证明", "it is proved"),
        (lambda: broken_off(policy(ONE, PER_A, to(700))), "不能保证", "there may be one"),
        (lambda: advice_on(policy(THREE, SUM, RANKED), NOTHING, aim=Rank()), "最划算的在前", "the best value for effort first"),
        (
            lambda: advice_on(policy(THREE, SUM, to(13)), NOTHING),
            "最多12分，结论为“未达到合格分值”",
            "at most 12 points, with the outcome “below the threshold”",
        ),
        (
            lambda: advice_on(policy(THREE, SUM, RANKED), NOTHING, aim=Rank(Decimal(9))),
            "最多8分，结论为“符合条件”",
            "at most 8 points, with the outcome “eligible”",
        ),
        (
            lambda: broken_off(policy(ONE, "{id: k, label: K, formula: 5 if a == 37 else 0}", to(6)), limit=2),
            "目前找到的最高为0分",
            "the highest found is 0 points",
        ),
        (lambda: advice_on(policy(THREE, SUM, RANKED), {"a": 4, "b": 4, "c": 4}, aim=Rank()), "没有一项", "No single thing"),
        (lambda: advice_on(policy(THREE, SUM, to(9)), {"c": 0}), "还没有一个办法是确定可行的：A、B。", "no way is certain: A, B."),
        (lambda: broken_off(policy(ONE, "{id: k, label: K, when: a == 37, points: 1}", to(1))), "没有找到办法", "No way was found"),
        (lambda: advice_on(policy(THREE, SUM, to(9)), NOTHING, aim=Rank()), "不参加排名", "no ranking"),
    ],
)
def test_where_the_person_stands(advice, zh, en):
    (sentence,) = advice_sentences(advice())
    assert zh in sentence.say("zh")
    assert en in sentence.say("en")


def test_gains_that_are_no_proof_say_so():
    loaded = policy(ONE, "{id: k, label: K, formula: 5 if a == 37 else a}", "selection: {ranking: {by: total}}\n")
    found = broken_off(loaded, aim=Rank(), limit=1)
    assert not found.proven
    assert "the best found" in advice_sentences(found)[0].say("en")


def test_what_was_left_out_is_said():
    facts = fact("a", "boolean", "attainable: {effort: 1, costs: [move, employer]}")
    advice = advice_on(policy(facts, "{id: k, label: K, when: a, points: 1}", to(1)), {"a": False}, allowed=frozenset())
    assert said(advice_sentences(advice)[1]) == (
        "要付出以下代价的办法没有列出，需要时请另行选择：搬家、更换用人单位。",
        "Ways with these costs are not shown; choose them if you want to see them: moving home, a change of employer.",
    )


def test_as_plain_values(all_changes):
    advice, _ = all_changes
    found = json.loads(json.dumps(as_document(advice)))
    assert (found["aim"], found["cut_off"], found["standing"], found["proven"], found["highest"]) == (
        "threshold",
        None,
        "ways",
        True,
        None,
    )
    (way,) = found["ways"]
    assert (way["cost"], way["gained"], way["ranked"], way["total"], way["outcome"]) == (9, "11.00", None, "10.00", "eligible")
    assert way["changes"][0] == {
        "fact": "n",
        "old": 0,
        "new": 84,
        "added": [],
        "efforts": 7,
        "cost": 7,
        "costs": [],
        "evidence": ["paper"],
        "sentence": {"zh": "把“月数”从0个月提高到84个月", "en": "raise “Months” from 0 months to 84 months"},
    }
    assert way["sentence"]["en"].startswith("Raise “Months”")


def test_the_highest_as_plain_values():
    loaded = policy(THREE, SUM, RANKED, rounds='- {round: "2025", policy: "1"}\n')
    found = as_document(advice_on(loaded, NOTHING, aim=Rank(Decimal(9))))
    assert (found["aim"], found["cut_off"], found["standing"], found["round"]) == ("rank", "9", "unreachable", "2025")
    assert (found["highest"]["ranked"], found["ways"]) == ("8.00", [])
    fixed = as_document(advice_on(loaded, {"a": 9, "b": 9, "c": 9}, aim=Rank(Decimal(9))))
    assert fixed["highest"]["sentence"] is None
    added = as_document(advice_on(policy(LIST, EACH, to(1)), {}))["ways"][0]["changes"][0]["added"]
    assert added == [{"k": "low", "i": 50, "t": "2025-11-01", "b": True, "w": "+1"}]
