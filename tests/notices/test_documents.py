"""A document says its terms, organs and reasons in both languages, and only what is known."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

import pytest

from scoring.application.due import Due
from scoring.application.identity import IdentityNumber
from scoring.application.persons import Applicant
from scoring.application.procedure import Organ, Term, Way
from scoring.application.reasons.words import WORDS as STATED
from scoring.notices import documents
from scoring.notices.document_texts import WORDS
from scoring.notices.documents import About, Grounds, Mark, content_of
from scoring.policy import load_policy
from scoring.policy.procedure import Duration
from scoring.policy.wording import text
from tests.conftest import ROOT

ON = date(2026, 3, 2)
ORGAN = Organ(text({"zh": "某某市公安局", "en": "Police"}), "", is_office_default=False)
COURT = Organ(text({"zh": "人民法院", "en": "the court"}), "", is_office_default=True)
SIXTY = Duration(60, "days", "service")


@pytest.fixture(scope="module")
def about():
    policy = load_policy(ROOT / "policies/guangzhou/2025.yaml")
    applicant = Applicant("王小明", IdentityNumber("430103198702010002"))
    return About("2026-000001", applicant, policy, ORGAN, text({"zh": "天河窗口", "en": "Tianhe window"}), ON)


def said(content, language="zh"):
    words = [part["words"] for part in content["parts"] if "words" in part]
    return "\n".join(each[language] for each in (*words, *(item for part in content["parts"] for item in part.get("items", []))))


def written(about, body):
    return content_of(about, body, Mark("落户受〔2026〕1号", "s" * 22))


def test_both_languages_name_the_same_things():
    def fields(words):
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}

    assert {key for key, (zh, en) in WORDS.items() if fields(zh) != fields(en)} == set()


def test_the_reason_stands_under_the_name_by_which_the_statement_refers_to_it():
    assert WORDS["own_words"] == STATED["title_reason"]


def test_heading_and_addressee(about):
    content = written(about, documents.acceptance(about, ON, (), by_silence=False))
    assert (content["organ"]["zh"], content["office"]["zh"], content["on"]) == ("某某市公安局", "天河窗口", "2026-03-02")
    assert content["addressee"] == {"name": "王小明", "identity_number": "430***********0002"}
    assert written(replace(about, office=ORGAN.name), documents.acceptance(about, ON, (), by_silence=False))["office"] is None
    assert written(replace(about, office=None), documents.acceptance(about, ON, (), by_silence=False))["office"] is None


@pytest.mark.parametrize(
    ("term", "day", "words"),
    [
        (
            Term(Duration(20, "working_days", "acceptance"), "第九条", is_office_default=False),
            ON,
            "20个工作日内，至2026年3月2日止（第九条）",
        ),
        (Term(Duration(2, "months", "receipt"), "", is_office_default=False), None, "自收到申请之日起2个月内。"),
        (Term(Duration(3, "days"), "", is_office_default=True), None, "核查申报事项：3日内（本机关自定期限"),
        (None, None, "核查申报事项：未规定期限。"),
    ],
)
def test_a_term_is_said_as_far_as_it_is_known(about, term, day, words):
    content = written(about, documents.acceptance(about, ON, (Due("verify", term, day=day),), by_silence=True))
    assert words in said(content)
    assert "未在规定期限内" in said(content)
    assert "送达之日" not in said(content), "no term runs from its service"


@pytest.mark.parametrize(
    ("within", "words"),
    [
        (
            Term(SIXTY, "第六条", is_office_default=False),
            "如不服本决定书，可以自收到本决定书之日起60日内向人民法院提起行政诉讼（第六条）。另见须知。",
        ),
        (Term(SIXTY, "", is_office_default=True), "提起行政诉讼（一般期限，以法律规定为准）。\n"),
        (Term(Duration(60, "days", "decision"), "", is_office_default=False), "自作出决定之日起60日内"),
        (Term(Duration(60, "days", "publication"), "", is_office_default=False), "自发出本决定书之日起60日内"),
        (Term(Duration(60, "days"), "", is_office_default=False), "可以在60日内向"),
        (None, "如不服本决定书，可以向人民法院提起行政诉讼。另见须知。"),
    ],
)
def test_a_way_to_contest_is_said_as_far_as_it_is_known(about, within, words):
    way = Way("litigation", COURT, within, text({"zh": "另见须知。", "en": "See there."}))
    content = written(about, documents.not_accepted(about, "不在受理范围。", (way,)))
    assert words in said(content) + "\n"
    assert bool(content["remedies"][0]["within"]) == (within is not None)


def test_what_is_missing_has_its_last_day_where_there_is_one(about):
    items = [(text({"zh": "学历", "en": "Degree"}), "第五条", "请补交。"), (text("住所"), "", "请说明。")]
    term = Term(Duration(15, "working_days", "service"), "", is_office_default=True)
    content = written(about, documents.supplement(about, items, ON, term))
    assert "学历：请补交。（依据：第五条）" in said(content)
    assert "住所：请说明。\n" in said(content) + "\n"
    assert "请在2026年3月2日前（含当日）补正" in said(content)
    assert "Degree: 请补交。 (basis: 第五条)" in said(content, "en")
    assert "未规定补正期限" in said(written(about, documents.supplement(about, items, None, term)))


def test_a_decision_says_only_the_grounds_there_are(about):
    grounds = Grounds("理由如下。", None, ON, "", ())
    refused = said(written(about, documents.refused(about, grounds)))
    assert "总积分" not in refused
    assert "名单" not in refused
    assert "救济" not in refused
    granted = documents.granted(about, replace(grounds, total="230.00", published_list="名单"), [], [about.applicant])
    assert "总积分：230分" in said(written(about, granted))
    assert "批准事项" not in said(written(about, granted))
    entitlement = next(iter(about.policy.entitlements))
    for starts, words in (("decision", "自决定之日起生效"), ("registration", "自本人办理登记之日起生效")):
        unlocked = [(about.applicant, replace(entitlement, starts=starts))]
        assert words in said(written(about, documents.granted(about, grounds, unlocked, [about.applicant])))


def test_without_remedies_a_refusal_to_accept_says_that_one_may_apply_again(about):
    assert "您也可以随时重新申请。" in said(written(about, documents.not_accepted(about, "理由", ())))
