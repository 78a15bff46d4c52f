"""Shanghai's two tables, figure by figure at, below and above each edge, and what the text of either promises and does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from scoring.engine import assess
from scoring.errors import FactsRefused
from scoring.policy import load_policy
from tests.conftest import ROOT

ON = date(2022, 3, 2)
PERSON = {
    "birth_date": "1991-06-01",
    "holds_residence_permit": True,
    "registered_elsewhere": True,
    "works_lawfully": True,
    "insured_now": True,
    "education": "none",
    "insured_months": 0,
    "income_tax_matches": True,
}
GRADUATE = {
    "education": "none",
    "school_class": "third",
    "studied_in_shanghai": False,
    "rank_quarter": "fourth",
    "language_level": "none",
    "computing_level": "none",
    "good_faith_employer": False,
    "key_field": "none",
    "project_or_remote": "none",
}
WAGES = {
    "2018-01-01": 7132,
    "2019-01-01": 7832,
    "2019-11-01": 8211,
    "2020-07-01": 9339,
    "2021-07-01": 10338,
    "2022-07-01": 11396,
    "2023-07-01": 12183,
    "2024-07-01": 12307,
    "2025-07-01": 12434,
}
AGES = {17: 30, 18: 30, 42: 30, 43: 30, 44: 29, 45: 27, 54: 9, 55: 7, 56: 5, 57: 5, 60: 5, 61: 0, 80: 0}
DEGREES = {
    "none": 0,
    "senior_secondary": 0,
    "junior_college": 50,
    "bachelor_one": 60,
    "bachelor": 90,
    "master_one": 100,
    "master": 100,
    "doctor_one": 110,
    "doctor": 110,
}
SKILLS = {"none": 0, "beginner": 15, "intermediate": 30, "advanced": 60}
GUARDED = {"technician": 100, "master_technician": 140}
TABLE = {
    "age_points": ("birth_date", {f"{2022 - age}-03-02": points for age, points in AGES.items()}),
    "education_points": ("education", DEGREES),
    "skill_points": ("skill_level", SKILLS | dict.fromkeys(GUARDED, 0)),
    "title_points": ("title", dict.fromkeys(("none", "junior", "intermediate", "senior"), 0)),
    "insured_years": ("insured_months", {0: 0, 11: 0, 12: 3, 23: 3, 24: 6, 480: 120, 492: 123, 600: 150}),
    "startup": ("startup_talent", {False: 0, True: 120}),
    "intermediary": ("intermediary_talent", {False: 0, True: 120}),
    "sanitation": ("sanitation_months", {12: 0, 48: 0, 59: 0, 60: 20, 71: 20, 72: 24, 600: 200}),
    "remote_area": ("remote_area_months", {12: 0, 59: 0, 60: 10, 71: 10, 72: 12, 119: 18, 120: 20, 132: 20, 144: 20}),
    "graduate": ("fresh_graduate", {False: 0, True: 10}),
    "award_points": ("award", {"none": 0, "municipal_special": 30, "municipal": 60, "province": 110}),
}
MARRIED = {
    "2022-03-02": 0,
    "2021-03-03": 0,
    "2021-03-02": 4,
    "2013-03-02": 36,
    "2012-03-03": 36,
    "2012-03-02": 40,
    "2011-03-02": 40,
    "1990-01-01": 40,
}
COMPANY = [
    ("company_tax", {"company_tax_three_years": "299999.99"}, 0),
    ("company_tax", {"company_tax_three_years": 300000}, 10),
    ("company_tax", {"company_tax_three_years": "599999.99"}, 10),
    ("company_tax", {"company_tax_three_years": 600000, "company_share": 50}, 10),
    ("company_tax", {"company_tax_three_years": 600000, "company_share": "49.99"}, 0),
    ("investment", {"company_tax_three_years": 3599999}, 110),
    ("investment", {"company_tax_three_years": 3600000}, 120),
    ("investment", {"company_tax_three_years": 3900000}, 120),
    ("local_jobs", {"local_staff": "9.99"}, 0),
    ("local_jobs", {"local_staff": 10}, 10),
    ("local_jobs", {"local_staff": "19.99"}, 10),
    ("local_jobs", {"local_staff": 20, "company_share": 50}, 10),
    ("investment", {"company_tax_three_years": 600000, "local_staff": 30}, 30),
    ("investment", {"company_tax_three_years": 900000, "local_staff": 20}, 30),
]
MORE = [
    ("shortage", {"shortage_major": True, "works_in_major": True}, 30),
    ("shortage", {"shortage_major": True}, 0),
    ("shortage", {"works_in_major": True}, 0),
    ("investment", {"company_tax_three_years": 3600000, "local_staff": 120}, 0),
    ("local_spouse", {"married_on": "2011-03-02"}, 0),
    ("false_paper_points", {"false_papers": [{"found_on": "2019-03-02"}]}, 0),
    ("false_paper_points", {"false_papers": [{"found_on": "2019-03-03"}]}, -150),
    ("false_paper_points", {"false_papers": [{"found_on": "2021-01-01"}] * 2}, -300),
    ("detention_points", {"detentions": [{"imposed_on": "2017-03-02"}]}, 0),
    ("detention_points", {"detentions": [{"imposed_on": "2017-03-03"}]}, -50),
    ("detention_points", {"detentions": [{"imposed_on": "2021-01-01"}] * 3}, -150),
    ("crime_points", {"criminal_penalties": [{"imposed_on": "2017-03-02"}]}, 0),
    ("crime_points", {"criminal_penalties": [{"imposed_on": "2017-03-03"}]}, -150),
    *[("local_spouse", {"spouse_registered_here": True, "married_on": day}, points) for day, points in MARRIED.items()],
    *[(id_, {"founded_company": True} | answers, points) for id_, answers, points in COMPANY],
]
ROWS = [(id_, {fact: value}, points) for id_, (fact, rows) in TABLE.items() for value, points in rows.items()]
STEPS = {"none": 0, "lower": 3, "higher": 6}
GRADUATE_TABLE = {
    "degree": (
        "education",
        {
            "none": 0,
            "senior_secondary": 0,
            "junior_college": 0,
            "bachelor_one": 21,
            "bachelor": 21,
            "master_one": 24,
            "master": 24,
            "doctor_one": 27,
            "doctor": 27,
        },
    ),
    "school": ("school_class", {"third": 8, "second": 12, "first": 15}),
    "school_in_shanghai": ("studied_in_shanghai", {False: 0, True: 2}),
    "rank": ("rank_quarter", {"fourth": 2, "third": 4, "second": 6, "first": 8}),
    "language": ("language_level", {"none": 0, "lower": 7, "higher": 8}),
    "computing": ("computing_level", {"none": 0, "lower": 6, "higher": 7}),
    "honours_and_contests": ("honour_points", {0: 0, 1: 1, 14: 14, 15: 15, 16: 15, 100: 15}),
    "contests": ("contest_points", {0: 0, 14: 14, 16: 16}),
    "patent": ("holds_patent", {False: 0, True: 5}),
    "programme": ("national_programme", {False: 0, True: 5}),
    "good_faith": ("good_faith_employer", {False: 0, True: 5}),
    "field": ("key_field", STEPS),
    "project": ("project_or_remote", STEPS),
    "company": ("own_company", {False: 0, True: 5}),
}
GRADUATE_ROWS = [(id_, {fact: value}, points) for id_, (fact, rows) in GRADUATE_TABLE.items() for value, points in rows.items()]


def paid(first: str, last: str, base: object, *, goes_on: bool = False) -> dict[str, object]:
    return {"first_month": f"{first}-01", "last_month": f"{last}-01", "goes_on": goes_on, "base": str(base)}


def stretches(times: str) -> list[dict[str, object]]:
    """Give 36 months up to February 2022, each at so many times the wage of its own time."""
    parts = [
        ("2019-03", "2019-10", 7832),
        ("2019-11", "2020-06", 8211),
        ("2020-07", "2021-06", 9339),
        ("2021-07", "2022-02", 10338),
    ]
    return [paid(first, last, Decimal(times) * wage) for first, last, wage in parts]


@pytest.fixture(scope="module")
def policy():
    return load_policy(ROOT / "policies/shanghai/2018.yaml")


@pytest.fixture(scope="module")
def graduates():
    return load_policy(ROOT / "policies/shanghai-graduates/2020.yaml")


@pytest.fixture(scope="module")
def assessed(policy):
    def assessed(on=ON, **answers):
        return assess(policy, PERSON | answers, on=on)

    return assessed


@pytest.mark.parametrize(("criterion", "answers", "points"), [*ROWS, *MORE], ids=lambda value: str(value)[:60])
def test_the_figure_of_the_table(assessed, criterion, answers, points):
    assert assessed(**answers).award(criterion).points == Decimal(points)


@pytest.mark.parametrize(("criterion", "answers", "points"), GRADUATE_ROWS, ids=lambda value: str(value)[:60])
def test_the_figure_of_the_graduates_table(graduates, criterion, answers, points):
    assert assess(graduates, GRADUATE | answers, on=date(2020, 6, 1)).award(criterion).points == Decimal(points)


@pytest.mark.parametrize(("skill", "points"), (SKILLS | GUARDED).items())
def test_higher_skill_levels_need_six_months_at_the_average_wage(assessed, skill, points):
    six = [paid("2021-09", "2022-02", 10338)]
    assert assessed(skill_level=skill, contributions=six).award("skill_points").points == points
    unproven = assessed(skill_level=skill, contributions=six, income_tax_matches=False)
    assert unproven.award("skill_points").points == (0 if skill in GUARDED else points)


@pytest.mark.parametrize(
    ("contributions", "months"),
    [
        ([paid("2021-09", "2022-02", 10338)], 6),
        ([paid("2021-09", "2022-02", "10337.99")], 0),
        ([paid("2021-10", "2022-02", 10338)], 5),
        ([paid("2020-12", "2021-06", 9339)], 4),  # March 2021 is the first of the last twelve months
        ([paid("2021-03", "2021-06", "9338.99")], 0),
        ([paid("2021-03", "2021-06", 9339), paid("2021-07", "2021-08", 10338)], 6),
        ([paid("2021-09", "2021-12", 10338, goes_on=True)], 6),  # whatever the last month filled in
        ([paid("2021-09", "2022-03", 10338)], 6),  # the month of assessment itself is not over
    ],
)
@pytest.mark.parametrize(("title", "points"), [("junior", 0), ("intermediate", 100), ("senior", 140)])
def test_titles_stand_behind_their_guard(assessed, contributions, months, title, points):
    found = assessed(title=title, contributions=contributions)
    assert found.award("title_points").points == (points if months >= 6 else 0)


@pytest.mark.parametrize(
    ("answers", "counts", "points"),
    [
        ({"education": "bachelor", "title": "intermediate"}, True, 100),
        ({"education": "bachelor", "title": "intermediate"}, False, 90),
        ({"education": "doctor", "title": "intermediate"}, True, 110),
        ({"education": "doctor", "skill_level": "master_technician"}, True, 140),
        ({"education": "junior_college", "skill_level": "advanced"}, False, 60),
        ({"title": "senior", "skill_level": "technician"}, True, 140),
        ({"title": "senior", "skill_level": "technician"}, False, 0),
    ],
)
def test_the_higher_of_education_and_title_after_the_guard(assessed, answers, counts, points):
    found = assessed(contributions=[paid("2021-09", "2022-02", 10338)] if counts else [], **answers)
    assert found.award("education_or_title").points == points


@pytest.mark.parametrize(
    ("times", "points"),
    [("0.7999", 0), ("0.8", 25), ("0.9999", 25), ("1", 50), ("1.9999", 50), ("2", 100), ("2.9999", 100), ("3", 120)],
)
def test_the_level_of_contributions_by_the_wage_of_each_time(assessed, times, points):
    cents = [entry | {"base": str(Decimal(str(entry["base"])).quantize(Decimal("0.01")))} for entry in stretches(times)]
    assert assessed(contributions=cents).award("contribution_level").points == points


@pytest.mark.parametrize(("first", "points"), [("2019-02", 50), ("2019-03", 50), ("2019-04", 0)])
def test_36_of_48_months(assessed, first, points):
    _, *rest = stretches("1")
    assert assessed(contributions=[paid(first, "2019-10", 7832), *rest]).award("contribution_level").points == points


@pytest.mark.parametrize(("first", "points"), [("2020-02", 120), ("2020-03", 120), ("2020-04", 0)])
def test_24_of_36_months_at_three_times_the_wage(assessed, first, points):
    rest = [paid("2020-07", "2021-06", 28017), paid("2021-07", "2022-02", 31014)]
    assert assessed(contributions=[paid(first, "2020-06", 24633), *rest]).award("contribution_level").points == points


def test_the_level_falls_as_the_window_moves_on_unless_contributions_go_on(assessed):
    """36 months from the first of the last 48, and a month later 35; what goes on makes up for it."""
    ended = [paid("2018-03", "2018-12", 7132), paid("2019-01", "2019-10", 7832), paid("2019-11", "2020-06", 8211)]
    ended += [paid("2021-09", "2022-02", 10338), paid("2021-07", "2021-08", 10338)]
    going_on = [*ended[:3], ended[3] | {"goes_on": True}, ended[4]]
    later = date(2022, 4, 1)
    assert assessed(contributions=ended).award("contribution_level").points == 50
    assert assessed(later, contributions=ended).award("contribution_level").points == 0
    assert assessed(later, contributions=going_on).award("contribution_level").points == 50


def test_the_wage_is_dated_and_marked(policy):
    wage = policy.parameters["average_wage"]
    assert {str(day): int(value) for day, value in wage.values.items()} == WAGES
    assert "10338、11396、12183元）来自记忆，未经核实" in policy.note.say("zh")
    assert "(10,338, 11,396 and 12,183 yuan) are from memory, unverified" in policy.note.say("en")


@pytest.mark.parametrize(
    "contributions",
    [
        [paid("2019-10", "2019-11", 8211)],  # the wage changes in the middle of the stretch
        [paid("2022-02", "2022-01", 10338)],
        [paid("2022-01", "2022-04", 10338)],
        [paid("2022-01", "2022-02", 10338) | {"first_month": "2022-01-02"}],
        [paid("2022-01", "2022-02", 10338) | {"last_month": "2022-02-28"}],
        [paid("2021-07", "2022-02", 10338), paid("2021-07", "2022-02", 20676)],
        [*stretches("1"), paid("2019-04", "2019-10", 7832), paid("2020-08", "2021-06", 9339)],
    ],
)
def test_stretches_that_cannot_be_are_sent_back(assessed, contributions):
    with pytest.raises(FactsRefused):
        assessed(contributions=contributions)


@pytest.mark.parametrize("first", [day for day in WAGES if "2019-01-01" < day < "2022"])
def test_a_stretch_is_split_where_the_wage_changes(assessed, first):
    year, month, _ = first.split("-")
    before = f"{year}-{int(month) - 1:02}"
    assert assessed(contributions=[paid(before, before, 1), paid(first[:7], first[:7], 1)])
    with pytest.raises(FactsRefused):
        assessed(contributions=[paid(before, first[:7], 1)])


@pytest.mark.parametrize(
    ("id_", "fact"),
    [
        ("residence_permit", "holds_residence_permit"),
        ("from_elsewhere", "registered_elsewhere"),
        ("lawful_work", "works_lawfully"),
        ("insured", "insured_now"),
    ],
)
def test_each_condition_refuses_alone(assessed, id_, fact):
    refused = assessed(education="bachelor", **{fact: False})
    assert {r.id for r in refused.requirements if r.state != "met"} == {id_}
    assert refused.outcome == "requirements_not_met"


@pytest.mark.parametrize(
    ("born", "state"), [("2004-03-03", "not_met"), ("2004-03-02", "met"), ("1961-03-03", "met"), ("1961-03-02", "not_met")]
)
def test_from_18_to_60(assessed, born, state):
    assert {r.id: r.state for r in assessed(birth_date=born).requirements}["age_limit"] == state


def test_a_serious_crime_refuses_whatever_the_points(assessed):
    found = assessed(education="doctor", serious_crime=True)
    assert (found.total, found.outcome, found.entitlements) == (Decimal(140), "vetoed", ())


@pytest.mark.parametrize(("born", "outcome"), [("1978-03-03", "eligible"), ("1978-03-02", "below_threshold")])
def test_120_is_the_line(assessed, born, outcome):
    """Aged 43 a bachelor has just 120, aged 44 one fewer."""
    found = assessed(education="bachelor", birth_date=born)
    assert (found.threshold, found.outcome) == (120, outcome)


def test_the_total_has_no_floor(assessed):
    offences = [{"imposed_on": "2021-01-01"}] * 3
    assert assessed(detentions=offences, criminal_penalties=offences).total == 30 - 150 - 450


@pytest.mark.parametrize(("honours", "outcome"), [(11, "below_threshold"), (12, "eligible"), (13, "eligible")])
def test_72_is_the_line(graduates, honours, outcome):
    answers = {"education": "bachelor", "school_class": "first", "rank_quarter": "first", "language_level": "higher"}
    answers |= {"good_faith_employer": True, "key_field": "lower", "honour_points": honours}
    found = assess(graduates, GRADUATE | answers, on=date(2020, 6, 1))
    assert (found.threshold, found.total, found.outcome) == (72, 60 + honours, outcome)


def test_it_says_first_that_it_is_no_registration(policy, graduates):
    assert policy.grants == "residence_treatment"
    assert policy.note.say("zh").startswith("这是居住证积分，不是落户")
    assert policy.note.say("en").startswith("These are points on a residence permit, not registration")
    assert "registration" not in {e.service for e in policy.entitlements}
    assert {e.starts for e in policy.entitlements} == {"decision"}
    assert graduates.grants == "registration"
    assert {e.confers for e in graduates.entitlements} == {"right_to_apply"}


def test_what_120_does_not_bring_is_said(policy):
    treatment = next(e for e in policy.entitlements if e.id == "resident_treatment")
    for zh, en in (("父母投靠", "move of parents"), ("最低生活保障", "minimum living"), ("共有产权住房", "shared-ownership")):
        assert zh in treatment.note.say("zh")
        assert en in treatment.note.say("en")


def test_marriage_is_never_advised(policy):
    lawful = {id_ for id_, fact in policy.facts.items() if fact.attainable is not None}
    assert lawful == {"education", "title", "skill_level", "works_in_major"}


def test_the_five_years_of_sanitation_turn_once_and_never_back(assessed):
    points = [assessed(sanitation_months=months).award("sanitation").points for months in range(0, 601, 12)]
    assert all(later >= earlier for earlier, later in pairwise(points))
    assert [points[4], points[5]] == [0, 20]
