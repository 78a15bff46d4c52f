"""更正决定书: which decision is put right, what of it, why, and what it says from now on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring.application.document import DocumentKind
from scoring.application.following import Changes, Error, changes
from scoring.application.persons import FamilyMember
from scoring.application.second_look import Difference
from scoring.notices.correction_documents import Corrects, corrected, say_changes
from scoring.notices.correction_texts import CORRECTION
from scoring.notices.document_parts import Part
from scoring.notices.documents import Body
from scoring.policy.wording import text
from tests.application.test_following import CHILD, OWN, SPOUSE, policy, said
from tests.casework.stories import FACTS, TOO_FEW

BODY = Body(DocumentKind.GRANTED, (Part("paragraph", text({"zh": "准予。", "en": "Granted."})),))
CORRECTS = Corrects(
    "2026-000001", "2026-000001-D", date(2026, 3, 2), "落户准〔2026〕1号", Error("office", "错", "看错一行", "第 2 页")
)


def lines(older, newer, language="zh"):
    found = say_changes(policy(), changes(older, newer), older.persons, newer.persons)
    return [line.say(language) for line in found]


def test_facts_points_and_people_stand_with_what_they_were():
    renamed = FamilyMember("spouse", "李晓红", SPOUSE.identity_number)
    found = lines(said(FACTS, SPOUSE), said(FACTS | {"housing_fund_months": 12}, renamed))
    assert "配偶：李晓红的姓名：原为“李小红”，更正为“李晓红”。" in found
    assert any(line.startswith("总积分：原为“") for line in found)
    assert any("60" in line and "12" in line for line in found)


def test_who_and_what_is_added_or_falls_away():
    added, removed = lines(said(), said(FACTS, CHILD)), lines(said(FACTS, CHILD), said())
    assert any(line.startswith("子女：王一的姓名：原无") for line in added)
    assert any(line.startswith("王一：增加“") for line in added)
    assert any(line.startswith("子女：王一与申请人的关系：原为“子女”，现予删除") for line in removed)
    assert any(line.startswith("王一：不再有“") for line in removed)


def test_an_outcome_and_a_fact_that_is_not_stated_any_more():
    found = lines(said(), said(TOO_FEW), "en")
    assert "Conclusion: “eligible” before, “below the threshold” now." in found
    without = {name: value for name, value in FACTS.items() if name != "income_tax_three_years"}
    assert any("falls away" in line or "nothing now" in line for line in lines(said(), said(without), "en"))


@pytest.mark.parametrize(("state", "words"), [("met", "符合"), ("not_met", "不符合"), ("open", "未定")])
def test_verdicts_and_awards_by_their_names(state, words):
    found = (
        Difference("verdict", "residence", {"zh": "居住条件", "en": "Residence"}, None, state),
        Difference("award", "unlabelled", {}, "1.0", "2.0"),
        Difference("threshold", before="100", after="90"),
    )
    said_ = [line.say("zh") for line in say_changes(policy(), Changes((), found, ()), (OWN,), (OWN,))]
    assert said_ == [
        f"居住条件：原无，现为“{words}”。",
        "unlabelled：原为“1.0”，更正为“2.0”。",
        "合格分值：原为“100”，更正为“90”。",
    ]


def test_the_document_names_what_it_puts_right_and_says_the_rest():
    made = corrected(BODY, CORRECTS, lines_of("改"))
    assert made.kind is DocumentKind.CORRECTED
    assert [part.form for part in made.parts] == [
        *("paragraph", "paragraph", "heading", "list", "heading", "typed", "typed", "heading", "paragraph")
    ]
    words = "".join(part.words.say("zh") for part in made.parts)
    for needed in ("2026-000001-D", "落户准〔2026〕1号", "看错一行", "第 2 页", "准予。"):
        assert needed in words
    assert made.ways == BODY.ways


def test_without_change_number_or_reasons_it_says_so():
    made = corrected(BODY, replace(CORRECTS, document="", error=None), ())
    assert [part.form for part in made.parts] == ["paragraph", "heading", "paragraph", "heading", "paragraph"]
    assert made.parts[2].words.say("zh") == CORRECTION["unchanged"][0]


def lines_of(*words):
    return tuple(text({"zh": word, "en": word}) for word in words)


@pytest.mark.parametrize("outcome", ["eligible", "below_threshold", "requirements_not_met", "vetoed", "provisional"])
def test_every_outcome_has_its_words(outcome):
    assert CORRECTION[f"outcome_{outcome}"]
