"""Rules and awards in words: every kind of expression, of rule and of award, in Chinese and in English."""

from __future__ import annotations

import ast
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from scoring.engine import assess
from scoring.engine.prose import award_sentence, condition, fact_value, ranking_keys, rule_rows
from scoring.engine.words import UNITS, WORDS
from scoring.policy import load_policy
from scoring.policy.source_files import policy_files
from tests.conftest import ROOT
from tests.policy.small import HEAD, TOWN, VOCABULARY, load

FACTS = """\
facts:
  born: {ask: {section: about, order: 1}, type: date, label: {zh: 出生日期, en: Date of birth}}
  moved: {ask: {section: about, order: 1}, type: date, label: {zh: 迁入日期, en: Moved in}}
  months: {ask: {section: about, order: 1}, type: integer, min: 0, max: 600, unit: month, label: {zh: 参保月数, en: Months insured}}
  rent: {ask: {section: about, order: 1}, type: integer, min: 0, max: 600, unit: month, label: {zh: 租房月数, en: Months renting}}
  visits: {ask: {section: about, order: 1}, type: integer, min: 0, max: 50, label: {zh: 次数, en: Visits}}
  tax: {ask: {section: about, order: 1}, type: decimal, places: 2, min: 0, max: 1000000, unit: CNY, label: {zh: 个人所得税, en: Income tax}}
  weight: {ask: {section: about, order: 1}, type: integer, min: 0, max: 100, unit: {zh: 公斤, en: kg}, label: {zh: 重量, en: Weight}}
  permit: {ask: {section: about, order: 1}, type: boolean, label: {zh: 持有居住证, en: Holds a permit}}
  veteran: {ask: {section: about, order: 1}, type: boolean, label: {zh: 退役军人, en: Veteran}}
  school: {ask: {section: about, order: 1}, type: choice, label: {zh: 学历, en: Education}, options: {none: {zh: 无, en: None}, college: {zh: 大专, en: College}, bachelor: {zh: 本科, en: Bachelor}}}
  honours:
    type: list
    label: {zh: 荣誉, en: Honours}
    max_items: 9
    default: []
    of:
      level: {type: choice, label: {zh: 级别, en: Level}, options: {city: {zh: 市级, en: City}, state: {zh: 国家级, en: State}}}
      won_on: {type: date, label: {zh: 授予日期, en: Given on}}
      hours: {type: integer, min: 0, max: 100, unit: hour, label: {zh: 时数, en: Hours}}
      name: {type: text, label: {zh: 名称, en: Name}}
parameters:
  counted_to: {label: {zh: 计分截止日, en: the day points are counted to}, values: {2025-01-01: 2025-09-30}}
  unnamed: {values: {2025-01-01: 7}}
  trades: {label: {zh: 急需级别, en: the levels needed}, values: {2025-01-01: [college, bachelor]}}
"""
GROUPS = """\
groups:
  - id: base
    label: {zh: 基础指标, en: Base}
    criteria:
      - {id: plain, label: {zh: 居住证, en: Permit}, when: permit, points: 5}
"""
EXPRESSIONS = [
    # values and names
    ("permit", "持有居住证：是", "Holds a permit: yes"),
    ("not permit", "持有居住证：否", "Holds a permit: no"),
    ("not (months > 12)", "并非“参保月数超过12个月”", "not so: “Months insured” is more than 12 months"),
    ("permit == true", "持有居住证为是", "“Holds a permit” is yes"),
    ("months + unnamed", "参保月数 + unnamed", "Months insured + unnamed"),
    ("assessment_date", "评定之日", "the day of assessment"),
    # comparisons
    ("months == 12", "参保月数为12个月", "“Months insured” is 12 months"),
    ("months != 1", "参保月数不为1个月", "“Months insured” is not 1 month"),
    ("months < 12", "参保月数少于12个月", "“Months insured” is less than 12 months"),
    ("months <= 12", "参保月数不超过12个月", "“Months insured” is at most 12 months"),
    ("12 < months", "参保月数超过12个月", "“Months insured” is more than 12 months"),
    ("months >= rent", "参保月数不少于租房月数", "“Months insured” is at least “Months renting”"),
    ("tax >= 12000.5", "个人所得税不少于12,000.5元", "“Income tax” is at least 12,000.5 yuan"),
    ("weight >= 2", "重量不少于2公斤", "“Weight” is at least 2 kg"),
    ("visits >= 2", "次数不少于2", "“Visits” is at least 2"),
    ('born < "1990-01-31"', "出生日期早于1990年1月31日", "“Date of birth” is before 31 January 1990"),
    ('born <= "1990-01-31"', "出生日期不晚于1990年1月31日", "“Date of birth” is not after 31 January 1990"),
    ("born > moved", "出生日期晚于迁入日期", "“Date of birth” is after “Moved in”"),
    ("born >= counted_to", "出生日期不早于计分截止日", "“Date of birth” is not before the day points are counted to"),
    ("born == moved", "出生日期为迁入日期", "“Date of birth” is “Moved in”"),
    ("school == college", "学历为“大专”", "“Education” is “College”"),
    ("school != college", "学历不是“大专”", "“Education” is not “College”"),
    ("school < college", "学历低于“大专”", "“Education” is below “College”"),
    ("school <= college", "学历为“大专”及以下", "“Education” is “College” or below"),
    ("school > college", "学历高于“大专”", "“Education” is above “College”"),
    ("school >= college", "学历为“大专”及以上", "“Education” is “College” or above"),
    ("school in [college, bachelor]", "学历为“大专”、“本科”之一", "“Education” is one of “College”, “Bachelor”"),
    ("school in trades", "学历为急需级别之一", "“Education” is one of the levels needed"),
    (
        "12 <= months <= 24",
        "参保月数在12个月至24个月之间（含首尾）",
        "“Months insured” is from 12 months to 24 months, both included",
    ),
    (
        "12 < months <= 24",
        "参保月数超过12个月，且参保月数不超过24个月",
        "“Months insured” is more than 12 months, and “Months insured” is at most 24 months",
    ),
    ("years_between(born, moved) >= 18", "出生日期至迁入日期满18年", "at least 18 years from “Date of birth” to “Moved in”"),
    ("months_since(moved) < 1", "迁入日期至评定之日不满1个月", "less than 1 month from “Moved in” to the day of assessment"),
    ("age >= 18", "出生日期至评定之日满18年", "at least 18 years from “Date of birth” to the day of assessment"),
    (
        "age > 18",
        "出生日期至评定之日的整年数超过18年",
        "full years from “Date of birth” to the day of assessment is more than 18 years",
    ),
    # logic
    (
        "permit and months > 1 and veteran",
        "持有居住证：是，且参保月数超过1个月，且退役军人：是",
        "Holds a permit: yes, and “Months insured” is more than 1 month, and Veteran: yes",
    ),
    ("permit or veteran", "持有居住证：是，或退役军人：是", "Holds a permit: yes, or Veteran: yes"),
    (
        "permit and (veteran or months > 1)",
        "持有居住证：是，且（退役军人：是，或参保月数超过1个月）",
        "Holds a permit: yes, and (Veteran: yes, or “Months insured” is more than 1 month)",
    ),
    (
        "permit or 1 <= months <= 2",
        "持有居住证：是，或参保月数在1个月至2个月之间（含首尾）",
        "Holds a permit: yes, or “Months insured” is from 1 month to 2 months, both included",
    ),
    ("2 if permit else 1", "若持有居住证：是则为2，否则为1", "2 if Holds a permit: yes, otherwise 1"),
    # arithmetic
    ("months + rent - 1", "参保月数 + 租房月数 − 1", "Months insured + Months renting − 1"),
    ("months - (rent - 1)", "参保月数 − （租房月数 − 1）", "Months insured − (Months renting − 1)"),
    ("2 * (months + 1)", "2 × （参保月数 + 1）", "2 × (Months insured + 1)"),
    ("2 * months + 0.25", "2 × 参保月数 + 0.25", "2 × Months insured + 0.25"),
    ("-months", "−参保月数", "−Months insured"),
    ("-(months + 1)", "−（参保月数 + 1）", "−(Months insured + 1)"),
    ("months // 12 * 3", "（参保月数 ÷ 12的整数部分） × 3", "(the whole part of Months insured ÷ 12) × 3"),
    ("2 * age", "2 × 出生日期至评定之日的整年数", "2 × full years from “Date of birth” to the day of assessment"),
    ("3 + (2 if permit else 1)", "3 + （若持有居住证：是则为2，否则为1）", "3 + (2 if Holds a permit: yes, otherwise 1)"),
    # functions
    ("days_between(born, moved)", "出生日期至迁入日期的天数", "days from “Date of birth” to “Moved in”"),
    ("date(year(born), 7, 1)", "出生日期当年7月1日", "1 July of the year of “Date of birth”"),
    ("date(year(assessment_date) - 1, 1, 1)", "评定之日上一年1月1日", "1 January of the year before the day of assessment"),
    (
        "date(year(born) + 1, month(born), 1)",
        "（出生日期的年份 + 1）年出生日期的月份月1日",
        "the day (the year of “Date of birth” + 1)-the month of “Date of birth”-1",
    ),
    ("add_months(born, 12)", "出生日期之后12个月的同日", "“Date of birth” plus 12 months"),
    (
        "add_months(born, 12 * age)",
        "出生日期之后（12 × 出生日期至评定之日的整年数）个月的同日",
        "“Date of birth” plus (12 × full years from “Date of birth” to the day of assessment) months",
    ),
    ("max(0, months - 12)", "（参保月数 − 12），最少为0", "(Months insured − 12), at least 0"),
    ("min(months, 24)", "参保月数，最多为24个月", "“Months insured”, at most 24 months"),
    ("min(months, rent, 24)", "参保月数、租房月数、24中最小的一项", "the least of “Months insured”, “Months renting”, 24"),
    ("max(months, rent)", "参保月数、租房月数中最大的一项", "the greatest of “Months insured”, “Months renting”"),
    (
        "max(months, rent) > 3",
        "参保月数、租房月数中最大的一项超过3个月",
        "the greatest of “Months insured”, “Months renting” is more than 3 months",
    ),
    (
        "max(months, 2 if permit else 1)",
        "参保月数、（若持有居住证：是则为2，否则为1）中最大的一项",
        "the greatest of “Months insured”, (2 if Holds a permit: yes, otherwise 1)",
    ),
    ("abs(months - rent)", "（参保月数 − 租房月数）的绝对值", "the absolute value of (Months insured − Months renting)"),
    ("clamp(months, 1, 24)", "参保月数，最少为1，最多为24", "“Months insured”, at least 1 and at most 24"),
    (
        "count_of(permit, veteran) >= 1",
        "下列条件中成立的个数：持有居住证：是；退役军人：是不少于1",
        "how many hold of: Holds a permit: yes; Veteran: yes is at least 1",
    ),
    ("ratio(months, 12, 2)", "参保月数 ÷ 12，四舍五入至2位小数", "Months insured ÷ 12, rounded half up to 2 decimal places"),
    ("round_down(tax, 1)", "个人所得税，舍去至1位小数", "Income tax, rounded down to 1 decimal place"),
    ("round_up(tax * 0.5, 0)", "个人所得税 × 0.5，进位至0位小数", "Income tax × 0.5, rounded up to 0 decimal places"),
    # lists
    ("count(honours)", "“荣誉”的条数", "the number of entries in “Honours”"),
    (
        "count(honours, level == city)",
        "“荣誉”中符合条件的条数（级别为“市级”）",
        "the number of entries in “Honours” where “Level” is “City”",
    ),
    ("sum(honours, hours)", "“荣誉”中时数之和", "the sum of “Hours” over “Honours”"),
    (
        "sum(honours, hours, level == city)",
        "“荣誉”中符合条件的时数之和（级别为“市级”）",
        "the sum of “Hours” over the entries of “Honours” where “Level” is “City”",
    ),
    ("best(honours, hours)", "“荣誉”中最高的时数", "the highest “Hours” in “Honours”"),
    (
        "best(honours, hours, level == city)",
        "“荣誉”中符合条件的最高时数（级别为“市级”）",
        "the highest “Hours” among the entries of “Honours” where “Level” is “City”",
    ),
    ("all(honours)", "是", "yes"),
    ("any(honours)", "有“荣誉”", "there is an entry in “Honours”"),
    (
        "any(honours, years_since(won_on) < 5)",
        "“荣誉”中有一条符合：授予日期至评定之日不满5年",
        "for an entry in “Honours”: less than 5 years from “Given on” to the day of assessment",
    ),
    ("not any(honours)", "没有“荣誉”", "there is no entry in “Honours”"),
    ("not any(honours, level == city)", "“荣誉”中没有一条符合：级别为“市级”", "for no entry in “Honours”: “Level” is “City”"),
    (
        "all(honours, hours <= 9)",
        "“荣誉”中每一条都符合：时数不超过9小时",
        "for every entry in “Honours”: “Hours” is at most 9 hours",
    ),
]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def said():
    """The policy with every expression of the table as a variable."""
    variables = "".join(f"  v{n}: {_quoted(source)}\n" for n, (source, _, _) in enumerate(EXPRESSIONS))
    return load(HEAD + FACTS + f"variables:\n  age: years_since(born)\n{variables}" + GROUPS)


@pytest.mark.parametrize(
    ("number", "zh", "en"), [(n, *row[1:]) for n, row in enumerate(EXPRESSIONS)], ids=[row[0] for row in EXPRESSIONS]
)
def test_expressions(said, number, zh, en):
    words = condition(said, said.variables[f"v{number}"])
    assert (words.say("zh"), words.say("en")) == (zh, en)


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("months", "参保月数（从低到高）", "Months insured (lowest first)"),
        ("-months", "参保月数（从高到低）", "Months insured (highest first)"),
        ("moved", "迁入日期（从早到晚）", "Moved in (earliest first)"),
        ("-moved", "迁入日期（从晚到早）", "Moved in (latest first)"),
        ("permit", "持有居住证：是（不符合的在先）", "Holds a permit: yes (those who do not meet it first)"),
        ("-permit", "持有居住证：是（符合的在先）", "Holds a permit: yes (those who meet it first)"),
        ("-school", "学历（从高到低）", "Education (highest first)"),
    ],
)
def test_keys_of_a_ranking(key, zh, en):
    policy = load(HEAD + FACTS + GROUPS + f"selection: {{ranking: {{by: points(base), then: [{key}]}}}}\n")
    by, then = ranking_keys(policy)
    assert (by.say("zh"), by.say("en")) == ("“基础指标”得分（从高到低）", "the points for “Base” (highest first)")
    assert (then.say("zh"), then.say("en")) == (zh, en)


def test_without_a_ranking_nothing_ranks(said):
    assert ranking_keys(said) == ()


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        ("admitted", "取得资格", "admitted"),
        ("total >= 40", "总积分不少于40", "the total is at least 40"),
        (
            "points(base) > 1 and permit",
            "“基础指标”得分超过1，且持有居住证：是",
            "the points for “Base” is more than 1, and Holds a permit: yes",
        ),
    ],
)
def test_conditions_of_entitlements(when, zh, en):
    policy = load(
        HEAD
        + FACTS
        + GROUPS
        + f"entitlements: [{{id: home, label: Home, service: housing, beneficiaries: [applicant], when: {when}}}]\n"
    )
    words = condition(policy, policy.entitlements[0].when)
    assert (words.say("zh"), words.say("en")) == (zh, en)


RULES = [
    ("when: permit, points: 5", [("持有居住证：是", "5分", "Holds a permit: yes", "5 points")]),
    (
        "cases: [{when: permit, points: 1, label: {zh: 有证, en: Permit}, reference: annex 3}]",
        [("有证", "1分", "Permit", "1 point", "annex 3")],
    ),
    ("when: permit, points: -1", [("持有居住证：是", "−1分", "Holds a permit: yes", "−1 point")]),
    (
        "when: permit, points: 'months - 2'",
        [("持有居住证：是", "参保月数 − 2（分）", "Holds a permit: yes", "Months insured − 2 (points)")],
    ),
    (
        "lookup: school, points: {college: 20, bachelor: {points: 30.5, reference: annex 4}}",
        [
            ("学历：大专", "20分", "Education: College", "20 points"),
            ("学历：本科", "30.5分", "Education: Bachelor", "30.5 points", "annex 4"),
        ],
    ),
    (
        "bands: age, points: [{points: 1}, {from: 18, points: 10}, {above: 45, points: 5}]",
        [
            (
                "出生日期至评定之日的整年数：不足18年",
                "1分",
                "full years from “Date of birth” to the day of assessment: below 18 years",
                "1 point",
            ),
            (
                "出生日期至评定之日的整年数：满18年，45年及以下",
                "10分",
                "full years from “Date of birth” to the day of assessment: from 18 years, 45 years or less",
                "10 points",
            ),
            (
                "出生日期至评定之日的整年数：超过45年",
                "5分",
                "full years from “Date of birth” to the day of assessment: above 45 years",
                "5 points",
            ),
        ],
    ),
    (
        "bands: months, points: [{points: 1}, {above: 1, points: 3}]",
        [
            ("参保月数：1个月及以下", "1分", "Months insured: 1 month or less", "1 point"),
            ("参保月数：超过1个月", "3分", "Months insured: above 1 month", "3 points"),
        ],
    ),
    ("bands: months, points: [{points: 2}]", [("参保月数：任何值", "2分", "Months insured: any value", "2 points")]),
    (
        "per: months, every: 12, points: 8",
        [("参保月数，每满12个月", "8分", "Months insured: for every full 12 months", "8 points")],
    ),
    ("per: months, points: 0.25", [("参保月数，每1个月", "0.25分", "Months insured: for every 1 month", "0.25 points")]),
    ("per: visits, points: 2", [("次数，每1项", "2分", "Visits: for each one", "2 points")]),
    (
        "per: months, every: 12, after: 60, at_least: 72, points: 3",
        [
            (
                "参保月数超过60个月的部分，每满12个月（满72个月起计）",
                "3分",
                "what exceeds 60 months of Months insured: for every full 12 months (counted from 72 months on)",
                "3 points",
            )
        ],
    ),
    ("per: count(honours), points: 2", [("“荣誉”每条", "2分", "each entry in “Honours”", "2 points")]),
    (
        "per: 'count(honours, level == city)', points: 2",
        [("“荣誉”中符合条件的每条（级别为“市级”）", "2分", "each entry in “Honours” where “Level” is “City”", "2 points")],
    ),
    (
        "per: count(honours), every: 2, points: 2",
        [("“荣誉”的条数，每满2", "2分", "the number of entries in “Honours”: for every full 2", "2 points")],
    ),
    (
        "per: 'sum(honours, hours)', at_least: 5, points: 2",
        [
            (
                "“荣誉”中时数之和，每1项（满5起计）",
                "2分",
                "the sum of “Hours” over “Honours”: for each one (counted from 5 on)",
                "2 points",
            )
        ],
    ),
    (
        "per: count(honours), at_least: 2, points: 2",
        [
            (
                "“荣誉”的条数，每1项（满2起计）",
                "2分",
                "the number of entries in “Honours”: for each one (counted from 2 on)",
                "2 points",
            )
        ],
    ),
    (
        "each: honours, where: level == state, points: 2, max: 6",
        [
            (
                "“荣誉”中符合下列条件的逐条计分：级别为“国家级”",
                "",
                "each entry in “Honours” counts by itself where “Level” is “State”",
                "",
            ),
            ("每条", "2分", "each entry", "2 points"),
            ("最高", "6分", "at most", "6 points"),
        ],
    ),
    (
        "each: honours, per: hours, every: 50, points: 2, max_each: 2, combine: {highest: 2}",
        [
            ("“荣誉”逐条计分", "", "each entry in “Honours” counts by itself", ""),
            ("时数，每满50小时", "2分", "Hours: for every full 50 hours", "2 points"),
            ("每条最多", "2分", "at most for each entry", "2 points"),
            ("只计最高的2项", "", "only the 2 highest count", ""),
        ],
    ),
    (
        "each: honours, first: 20, further: 5",
        [
            ("“荣誉”逐条计分", "", "each entry in “Honours” counts by itself", ""),
            ("第一条", "20分", "the first entry", "20 points"),
            ("以后每条", "5分", "each further entry", "5 points"),
        ],
    ),
    (
        "over: [months, rent], per: value, every: 12, points: 2",
        [
            (
                "参保月数、租房月数分别计算，每满12个月",
                "2分",
                "each of Months insured, Months renting by itself: for every full 12 months",
                "2 points",
            )
        ],
    ),
    (
        "cases: [{when: permit, points: 5}, {otherwise: 0}]",
        [("持有居住证：是", "5分", "Holds a permit: yes", "5 points"), ("其他情形", "0分", "otherwise", "0 points")],
    ),
    (
        "formula: 'max(0, 2 * months)', min: 3",
        [
            ("按公式计算", "（2 × 参保月数），最少为0（分）", "by formula", "(2 × Months insured), at least 0 (points)"),
            ("最低", "3分", "at least", "3 points"),
        ],
    ),
    (
        "applies: veteran, when: permit, points: 5",
        [("仅限：退役军人：是", "", "only where Veteran: yes", ""), ("持有居住证：是", "5分", "Holds a permit: yes", "5 points")],
    ),
    (
        "yields_to: [plain], when: veteran, points: 5",
        [
            ("退役军人：是", "5分", "Veteran: yes", "5 points"),
            ("已按“居住证”计分的，本项不计", "", "not counted where “Permit” gives points", ""),
        ],
    ),
]


def _ruled(rule: str, group: str = ""):
    criterion = f"      - {{id: ruled, label: {{zh: 指标, en: Item}}, {rule}}}\n"
    groups = GROUPS.replace("    criteria:", f"    {group}\n    criteria:") if group else GROUPS
    return load(HEAD + FACTS + "variables:\n  age: years_since(born)\n" + groups + criterion)


def _item(policy, id_: str):
    return next(item for item in policy.walk() if item.id == id_)


@pytest.mark.parametrize(("rule", "rows"), RULES, ids=[rule for rule, _ in RULES])
def test_rules(rule, rows):
    policy = _ruled(rule)
    found = [
        (r.condition.say("zh"), r.points.say("zh"), r.condition.say("en"), r.points.say("en"), r.reference)
        for r in rule_rows(policy, _item(policy, "ruled"))
    ]
    assert found == [(*row, "")[:5] for row in rows]


@pytest.mark.parametrize(
    ("group", "rows"),
    [
        ("combine: sum", []),
        ("combine: highest", [("只计最高的一项", "")]),
        ("combine: {highest: 2}", [("只计最高的2项", "")]),
        ("max: 10", [("最高", "10分")]),
        ("applies: veteran", [("仅限：退役军人：是", "")]),
    ],
)
def test_a_group_says_only_what_limits_it(group, rows):
    policy = _ruled("when: veteran, points: 1", group)
    assert [(r.condition.say("zh"), r.points.say("zh")) for r in rule_rows(policy, _item(policy, "base"))] == rows


@pytest.mark.parametrize(
    ("fact", "value", "zh", "en"),
    [
        ("permit", True, "是", "yes"),
        ("permit", False, "否", "no"),
        ("months", 1, "1个月", "1 month"),
        ("months", 84, "84个月", "84 months"),
        ("visits", 0, "0", "0"),
        ("tax", Decimal("35000.50"), "35,000.5元", "35,000.5 yuan"),
        ("born", date(1987, 5, 1), "1987年5月1日", "1 May 1987"),
        ("school", "college", "大专", "College"),
        ("honours", (), "0条", "0 entries"),
        ("honours", ({},), "1条", "1 entry"),
        ("months", None, "未填写", "not given"),
    ],
)
def test_values(said, fact, value, zh, en):
    words = fact_value(said, said.facts[fact], value)
    assert (words.say("zh"), words.say("en")) == (zh, en)


ANSWERS = {
    "born": "1990-01-01",
    "moved": "2020-01-01",
    "months": 30,
    "rent": 7,
    "visits": 0,
    "tax": "0",
    "weight": 0,
    "permit": True,
    "veteran": False,
    "school": "college",
}
HONOURS = {"honours": [{"level": "city", "won_on": "2024-01-01", "hours": 100, "name": "A"}]}
AWARDS = [
    ("when: permit, points: 5", {}, "持有居住证：是，得5分。", "Holds a permit: yes. 5 points."),
    (
        "cases: [{when: permit, points: 5, label: {zh: 有证, en: With permit}}]",
        {},
        "持有居住证：是，属于“有证”这一档，得5分。",
        "Holds a permit: yes (row “With permit”). 5 points.",
    ),
    (
        "per: months, every: 12, points: 1",
        {},
        "参保月数：30个月，计2次，得2分。",
        "Months insured: 30 months, counted 2 times. 2 points.",
    ),
    (
        "per: months, every: 30, points: 1",
        {},
        "参保月数：30个月，计1次，得1分。",
        "Months insured: 30 months, counted once. 1 point.",
    ),
    (
        "per: months, every: 12, points: 8, max: 10",
        {},
        "参保月数：30个月，计2次，得10分（按规则为16分，以10分为限）。",
        "Months insured: 30 months, counted 2 times. 10 points (by the rule 16 points, limited to 10 points).",
    ),
    ("lookup: school, points: {college: 20}", {}, "学历：大专，得20分。", "Education: College. 20 points."),
    (
        "lookup: school, points: {college: {points: 20, label: {zh: 专科, en: Junior}}}",
        {},
        "学历：大专，属于“专科”这一档，得20分。",
        "Education: College (row “Junior”). 20 points.",
    ),
    ("lookup: school, points: {bachelor: 20}", {}, "学历：大专，得0分。", "Education: College. 0 points."),
    (
        "bands: months, points: [{from: 12, points: 4}, {from: 36, points: 8}]",
        {},
        "参保月数：30个月，属于“满12个月，不足36个月”这一档，得4分。",
        "Months insured: 30 months (row “from 12 months, below 36 months”). 4 points.",
    ),
    (
        "bands: months, points: [{from: 12, points: 4, label: {zh: 一年以上, en: A year}}]",
        {},
        "参保月数：30个月，属于“一年以上”这一档，得4分。",
        "Months insured: 30 months (row “A year”). 4 points.",
    ),
    (
        "each: honours, per: hours, every: 50, points: 2",
        HONOURS,
        "荣誉：1条，计1次，得4分。",
        "Honours: 1 entry, counted once. 4 points.",
    ),
    (
        "formula: months - rent",
        {},
        "参保月数：30个月；租房月数：7个月，得23分。",
        "Months insured: 30 months; Months renting: 7 months. 23 points.",
    ),
    ("formula: '3'", {}, "得3分。", "3 points."),
    ("applies: veteran, when: permit, points: 5", {}, "不适用，不计分。", "Not applicable, no points."),
    (
        "yields_to: [plain], per: months, points: 1",
        {},
        "参保月数：30个月，得0分（已按“居住证”计分，本项不计）。",
        "Months insured: 30 months. 0 points (not counted, since “Permit” gives points).",
    ),
    (
        "per: months, points: 1",
        {"months": None},
        "尚缺“参保月数”，得分在0分到600分之间。",
        "Not known yet: “Months insured”. Between 0 points and 600 points.",
    ),
    (
        "formula: months + rent",
        {"months": None, "rent": None},
        "尚缺“参保月数、租房月数”，得分在0分到1,200分之间。",
        "Not known yet: “Months insured, Months renting”. Between 0 points and 1,200 points.",
    ),
]


def _assessed(policy, changes):
    facts = {key: value for key, value in (ANSWERS | changes).items() if value is not None}
    return assess(policy, facts, on=date(2025, 11, 1))


@pytest.mark.parametrize(("rule", "changes", "zh", "en"), AWARDS, ids=[row[0] for row in AWARDS])
def test_awards(rule, changes, zh, en):
    policy = _ruled(rule)
    sentence = award_sentence(policy, _assessed(policy, changes).award("ruled"))
    assert (sentence.say("zh"), sentence.say("en")) == (zh, en)


@pytest.mark.parametrize(
    ("group", "id_", "changes", "zh", "en"),
    [
        ("", "base", {}, "各项合计6分。", "Together 6 points."),
        (
            "max: 4",
            "base",
            {},
            "各项合计4分（按规则为6分，以4分为限）。",
            "Together 4 points (by the rule 6 points, limited to 4 points).",
        ),
        ("combine: highest", "base", {}, "就高计5分。", "The highest counts: 5 points."),
        (
            "combine: highest",
            "ruled",
            {},
            "参保月数：30个月，计1次，得1分（同组就高，本项不另计）。",
            "Months insured: 30 months, counted once. 1 point (another item of the group is higher, so this one does not count).",
        ),
        ("applies: veteran", "base", {}, "不适用，不计分。", "Not applicable, no points."),
        ("", "base", {"months": None}, "得分在5分到25分之间。", "Between 5 points and 25 points."),
    ],
)
def test_awards_of_groups(group, id_, changes, zh, en):
    policy = _ruled("per: months, every: 30, points: 1", group)
    sentence = award_sentence(policy, _assessed(policy, changes).award(id_))
    assert (sentence.say("zh"), sentence.say("en")) == (zh, en)


# --- the words themselves ---------------------------------------------------------------------------------------------


def _places(words: str) -> Counter[str]:
    return Counter({name for _, name, _, _ in Formatter().parse(words) if name})


@pytest.mark.parametrize("code", [code for code in WORDS if code != "day"])
def test_both_languages_have_the_same_places(code):
    zh, en = WORDS[code]
    extra = {"name"} if "month" in _places(zh) and code.startswith("date_") else set()
    zh_places = set(_places(zh)) - {"month"} if extra else set(_places(zh))
    assert zh_places == set(_places(en)) - extra


def test_no_word_is_left_over():
    """Each code is written in the code that says it, or made there from the name of a function or an operator."""
    source = "".join(
        (ROOT / f"scoring/engine/{name}.py").read_text(encoding="utf-8") for name in ("naming", "saying", "rows", "prose")
    )
    written = {
        node.value
        for node in ast.walk(ast.parse(source.replace("from __future__ import annotations", "")))
        if isinstance(node, ast.Constant)
    }
    functions = {
        "years_between",
        "months_between",
        "days_between",
        "year",
        "month",
        "add_months",
        "abs",
        "clamp",
        "half_up",
        "down",
        "up",
    }
    operators = {f"{kind}{sign}" for kind in ("", "day", "choice", "period") for sign in ("==", "!=", "<", "<=", ">", ">=")}
    folds = {f"{name}{condition}" for name in ("count", "sum", "best", "any", "none", "all") for condition in ("", "_if")}
    assert set(WORDS) - written - functions - operators - folds - {"and", "or", "min_limit", "max_limit"} == set()


def test_chinese_has_no_stray_spaces_and_chinese_marks():
    """Spaces stand only around signs of arithmetic."""
    for path in policy_files(ROOT / "policies"):
        policy = load_policy(path)
        rows = [row for item in policy.walk() for row in rule_rows(policy, item)]
        for words in [text.say("zh") for row in rows for text in (row.condition, row.points)]:
            assert not re.search(r" (?![+−×÷])(?<![+−×÷] )", words), words
            assert not re.search(r"[,;:()]", re.sub(r"\d,\d", "", words)), words


def test_units_have_a_singular():
    assert all(many in (one, f"{one}s") for _, one, many in UNITS.values())


def test_a_year_of_the_calendar_takes_no_separator():
    policy = load(TOWN, VOCABULARY)
    assert rule_rows(policy, policy.groups[0].items[2])[0].condition.say("en") == (
        "each entry in “Honours” counts by itself where “Year” is more than 2000"
    )
    year = policy.facts["honours"].fields[1]
    assert (fact_value(policy, year, 2010).say("zh"), fact_value(policy, policy.facts["wage"], Decimal(2010)).say("zh")) == (
        "2010",
        "2,010",
    )
