"""What a policy cites is said in the reader's words: no key of a source, no English in a Chinese page."""

from __future__ import annotations

import re

import pytest

from scoring.pages.basis import say_basis
from scoring.policy import load_policy
from tests.conftest import ROOT

SAID = {
    "art. 6(1)": ("第6条第（1）项", "art. 6(1)"),
    "annex base 1.2(1)": ("附件基础指标1.2(1)", "annex base 1.2(1)"),
    "annex plus 6.1 to 6.4": ("附件加分指标6.1至6.4", "annex plus 6.1 to 6.4"),
    "art. 8; questions 13": ("第8条；《2025年度积分制入户工作热点13问》第13项", "art. 8; Thirteen questions on the 2025 round, 13"),
    "housing art. 22": ("《广州市公共租赁住房保障办法》第22条", "Measure on public rental housing, art. 22"),
    "medical part 1": (
        "《2026年度城乡居民基本医疗保险参保缴费通告》第1部分",
        "Notice on residents’ medical insurance for 2026, part 1",
    ),
    "国发〔2014〕8号 part 3": ("国发〔2014〕8号第3部分", "国发〔2014〕8号 part 3"),
    "measure": ("《广州市积分制入户管理办法》", "Measure on points-based household registration"),
    "": ("", ""),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_places_and_sources_are_named_as_is_usual(public_app, language):
    with public_app.test_request_context(f"/{language}/"):
        guangzhou = load_policy(ROOT / "policies/guangzhou/2025.yaml")
        for reference, said in SAID.items():
            assert say_basis(guangzhou, reference) == said[language == "en"], reference
        listed = say_basis(load_policy(ROOT / "policies/beijing/2020.yaml"), "list, indicator 3")
    assert (
        listed
        == {
            "zh": "《2020年积分落户公示名单》第3项指标",
            "en": "Published list of 2020 with the points of every indicator, indicator 3",
        }[language]
    )


def test_no_chinese_page_cites_in_english(visit_in):
    visit = visit_in("zh")
    for scheme in ("guangzhou/2025", "beijing/2020", "tianjin/2021", "shanghai/2018", "shanghai-graduates/2020"):
        for page in ("points", "materials", "guide"):
            cited = re.findall(r'app-reference">(.*?)</span>', visit.get(f"schemes/{scheme}/{page}"))
            assert cited or page != "points"
            assert [each for each in cited if re.search("[A-Za-z]{2}", each)] == [], (scheme, page)
