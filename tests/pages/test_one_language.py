"""A page speaks one language: no English sentence on a Chinese page, no Chinese on an English one, but for proper names and quotations."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

PATHS = (
    "",
    "privacy",
    "accessibility",
    "display",
    "feedback",
    "progress",
    "verify",
    "publicity",
    "cities",
    "cities/you",
    "delete-answers",
    "answers-deleted",
    "nowhere",
    "account/sign-in",
    "account/sign-up",
    *(
        f"schemes/{scheme}"
        for scheme in ("guangzhou/2025", "beijing/2020", "ningbo/2010", "ningbo-yinzhou/2010", "shanghai/2018", "tianjin/2021")
    ),
    *(f"schemes/guangzhou/2025/{page}" for page in ("guide", "materials", "points")),
    "schemes/shanghai-graduates/2020/guide",
    *(f"check/guangzhou/2025/{page}" for page in ("short", "answers", "answers/save", "answers/load")),
    *(
        f"check/guangzhou/2025/questions/{section}"
        for section in ("about_you", "home", "work", "skills", "service", "tax", "honours", "record")
    ),
)
SENTENCE = re.compile(r"[A-Za-z’']{2,}(?:[ ,]+[A-Za-z’']{2,}){2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff，。；：（）]+")


NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号")
"""A document's number, which is its name in any language."""


VOID = {"br", "img", "input", "link", "meta", "hr", "path", "wbr", "rect", "line", "circle", "use"}


class Words(HTMLParser):
    """What a page says in its own language: nothing of what is marked as another one, of scripts, code or addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self.silent = [], []

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        given = dict(attrs)
        self.silent.append(tag in {"script", "style", "code"} or (tag != "html" and "lang" in given))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.silent.pop()

    def handle_data(self, data):
        if not any(self.silent) and data.strip():
            self.said.append(" ".join(data.split()))


def said(text):
    words = Words()
    words.feed(text)
    return words.said


@pytest.mark.parametrize("path", PATHS)
def test_a_chinese_page_has_no_english_sentence(visitor, path):
    page = visitor.get(f"/zh/{path}").text
    assert [words for words in said(page) if SENTENCE.search(words)] == []


@pytest.mark.parametrize("path", PATHS)
def test_an_english_page_has_no_chinese(visitor, path):
    page = visitor.get(f"/en/{path}").text
    assert [words for words in said(page) if CHINESE.search(NUMBER.sub("", words))] == []
