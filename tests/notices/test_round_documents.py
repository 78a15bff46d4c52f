"""未入围告知书: the places by number, line or district, the rank, and where the line fell, in figures that agree with each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.application.rounds import Limit
from scoring.notices.documents import About
from scoring.notices.round_documents import Ranked, not_selected
from scoring.policy.wording import text
from tests.application.test_following import policy
from tests.casework.stories import ON

CUT = {"of": 5, "admitted": 2, "left": 0, "points": "97.5", "above": 1, "tied": 1, "empty": 0}
DISTRICTS = Limit("districts", districts={"440106": 3})
OFFICE = text({"zh": "天河窗口", "en": "Tianhe window"})


def said(language="zh", office=OFFICE, limit=DISTRICTS, district="440106", **cut):
    about = About("2026-000001", None, policy(), None, office, ON)
    ranked = Ranked("第一批", "90", 4, CUT | cut, limit, "admit_all", ON, district)
    [ranking] = [part for part in not_selected(about, ranked, ()).parts if part.items and "90" in part.items[0].say("zh")]
    return " ".join(each.say(language) for each in ranking.items)


def test_a_district_round_names_the_district_and_its_places():
    assert "参加天河窗口所在区（行政区划代码440106）的排名，该区名额：3个" in said()
    assert "for the district of Tianhe window (division code 440106), which has 3;" in said("en")
    assert "该区名额：0个" in said(district="440111")


@pytest.mark.parametrize("of", [{"district": ""}, {"office": None}])
def test_who_belongs_to_no_district_is_told_so(of):
    assert "您的申请不属于任何一个有名额的区" in said(**of)
    assert "belongs to no district that has any" in said("en", **of)


@pytest.mark.parametrize(
    ("limit", "words"), [(Limit("number", 2), "本批次名额：2个"), (Limit("line", line=Decimal(95)), "分数线：95分")]
)
def test_other_rounds_name_their_places_or_their_line(limit, words):
    assert words in said(limit=limit, district="")


@pytest.mark.parametrize("limit", [DISTRICTS, Limit("line", line=Decimal(95))])
@pytest.mark.parametrize("points", ["97.5", None])
def test_who_was_taken_out_and_counts_in_the_ranks_is_named_whatever_the_line(limit, points):
    words = said(limit=limit, empty=2, points=points)
    assert "第4名，参加排名共7人" in words
    assert "以上名次和参加排名人数计入结果公布前移出本批次的2人" in words
    assert "移出本批次" not in said(limit=limit, points=points)


def test_what_is_drawn_counts_among_those_who_are_in():
    assert "入围3人，其中高于该名次的1人" in said(left=1)
