"""The pages that need no answers: start, schemes, privacy, accessibility, problems; in both languages."""

from __future__ import annotations

import re

import pytest


@pytest.mark.parametrize(
    ("accepts", "html"),
    [("", "zh-Hans-CN"), ("zh-CN", "zh-Hans-CN"), ("en-GB,en;q=0.9", "en"), ("fr", "zh-Hans-CN")],
)
def test_the_root_is_the_start_page_itself(visitor, accepts, html):
    answer = visitor.get("/", headers={"Accept-Language": accepts})
    assert answer.status_code == 200
    assert f'<html lang="{html}"' in answer.text
    assert 'href="/zh/"' in answer.text
    assert 'href="/en/"' in answer.text


def test_the_language_of_an_address_is_remembered(visitor):
    visitor.get("/en/")
    assert '<html lang="en"' in visitor.get("/").text
    visitor.get("/static/icon.svg").close()
    assert '<html lang="en"' in visitor.get("/").text
    visitor.get("/nowhere/here?lang=zh")
    assert '<html lang="zh-Hans-CN"' in visitor.get("/").text


def test_the_start_page_lists_real_schemes_and_examples_apart(visit):
    page = visit.get("")
    guangzhou, beijing, examples, ningbo = (
        page.index(words)
        for words in (
            f'href="/{visit.language}/schemes/guangzhou/2025"',
            f'href="/{visit.language}/schemes/beijing/2020"',
            {"zh": "不是任何城市的规定", "en": "not the rules of any city"}[visit.language],
            f'href="/{visit.language}/schemes/ningbo/2010"',
        )
    )
    assert guangzhou < beijing < examples < ningbo, "those in force first, examples last"
    assert {"zh": "已失效", "en": "No longer in force"}[visit.language] in page[beijing:examples]
    assert {"zh": "2020年12月31日", "en": "31 December 2020"}[visit.language] in page[beijing:examples]
    assert {"zh": "请勿填写真实个人信息", "en": "do not enter real persons"}[visit.language] in page
    assert {"zh": "不是官方结果", "en": "not an official result"}[visit.language] in page


def test_a_scheme_page_tells_the_rules(visit):
    page = visit.get("schemes/guangzhou/2025")
    words = {
        "zh": [
            "官方文本",
            "有效期2025年7月4日至2026年12月31日",
            "总积分达到150分的，可以申请",
            "名额有限，按另一项分数排名：基础指标",
            "16,000个名额",
            "申请条件",
            "缴纳社会保险满4年",
            "积分指标表",
            "基础指标",
            "入围后可享有的事项",
            "可享受",
            "可申请",
            "可参保",
            "文件来源",
            "穗府办规〔2025〕8号",
            "历次版本",
        ],
        "en": [
            "Official text",
            "in force from 4 July 2025 to 31 December 2026",
            "Whoever reaches 150 points in total may apply",
            "Places are limited and go by another sum: Base indicators",
            "16,000 places",
            "Conditions",
            "Four years of social insurance",
            "Point table",
            "What an admission opens",
            "Received",
            "May be applied for",
            "May be joined",
            "Sources",
            "穗府办规〔2025〕8号",
            "Versions",
        ],
    }[visit.language]
    for piece in words:
        assert piece in page, piece
    assert re.search(r'app-digest">[0-9a-f]{64}<', page)


def test_a_scheme_that_ended_says_so_as_of_its_last_day(visit):
    page = visit.get("schemes/beijing/2020")
    assert {"zh": "按其最后一日（2020年12月31日）显示", "en": "as of their last day, 31 December 2020"}[visit.language] in page
    assert {"zh": "非官方文本", "en": "Secondary source"}[visit.language] in page


def test_an_example_says_so_and_advises_nobody(visit):
    page = visit.get("schemes/ningbo/2010")
    assert {"zh": "示例：数值为演示而设，并非任何城市的规定", "en": "are not the rules of any city"}[visit.language] in page


def test_a_supplement_names_and_links_what_it_supplements(visit):
    page = visit.get("schemes/ningbo-yinzhou/2010")
    key, words, title = {
        "zh": ("区县补充办法", "补充", "宁波市外来务工人员积分落户（2010年，示例）"),
        "en": (
            "Supplement of a district",
            "supplements",
            "Ningbo points-based registration of migrant workers, 2010 (demonstration)",
        ),
    }[visit.language]
    link = f'<a class="govuk-link" href="/{visit.language}/schemes/ningbo/2010">{title}</a>'
    assert f'{key}</dt><dd class="govuk-summary-list__value">{words} {link} <span class="app-minor">ningbo@2010</span>' in page
    assert {"zh": "鄞州区补充指标", "en": "Indicators of Yinzhou"}[visit.language] in page
    assert key not in visit.get("schemes/ningbo/2010")


def test_a_scheme_without_a_version_leads_to_the_current_one(visit):
    answer = visit.client.get(f"/{visit.language}/schemes/beijing")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{visit.language}/schemes/beijing/2020")


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [("privacy", "不在服务器上保存", "stores nothing about you"), ("accessibility", "只用键盘", "keyboard alone")],
)
def test_further_pages(visit, path, zh, en):
    page = visit.get(path)
    assert {"zh": zh, "en": en}[visit.language] in page
    other = {"zh": "en", "en": "zh"}[visit.language]
    assert f'href="/{other}/{path}"' in page, "the language changes on the same page"


@pytest.mark.parametrize("path", ["unheard-of", "schemes/atlantis", "schemes/guangzhou/1999", "check/atlantis/1/answers"])
def test_what_is_not_there_is_a_page_in_the_readers_language(visit, path):
    page = visit.get(path, 404)
    assert f'<html lang="{ {"zh": "zh-Hans-CN", "en": "en"}[visit.language] }"' in page
    assert f'href="/{visit.language}/"' in page


def test_a_query_stays_when_the_language_changes_outside_the_pages(visitor):
    page = visitor.get("/nowhere/here?q=%E6%88%B7&lang=zh").text
    assert 'href="/nowhere/here?q=%E6%88%B7&amp;lang=en"' in page


def test_no_page_holds_english_in_chinese(visit_in):
    """The components' own words are replaced."""
    chinese = visit_in("zh")
    for path in ("", "schemes/guangzhou/2025", "check/guangzhou/2025/questions/skills", "delete-answers", "privacy"):
        page = re.sub(r"<(script|code|style)\b.*?</\1>|<!--.*?-->|<[^>]+>", " ", chinese.get(path), flags=re.DOTALL)
        for word in ("Skip to", "Menu", "Error", "Day", "Month", "Year", "Back", "GOV.UK", "Crown", "points", "Continue"):
            assert word not in page, (path, word)


def test_no_word_of_another_brand(visit):
    page = visit.get("")
    for word in ("GOV.UK", "crown", "fonts.googleapis", "GDS Transport"):
        assert word not in page


def test_templates_hold_no_inline_style(visit):
    for path in ("", "schemes/guangzhou/2025"):
        assert " style=" not in visit.get(path)


def test_who_confirms_a_line_stands_beside_it(visit):
    page = visit.get("schemes/tianjin/2021/points")
    expected = {
        "zh": ["由市人力社保局核查。", "结果须一致。", "就高认定。", "结果相加。"],
        "en": [
            "Confirmed by Human resources and social security bureau.",
            "their answers must agree.",
            "the highest answer counts.",
            "their answers are added.",
        ],
    }[visit.language]
    for words in expected:
        assert words in page, words
