"""Every applicants' page and state: no violation that axe finds and no scrolling sideways, in both languages, on phone and desk.

Leaving the host, breaking the content security policy and script errors fail every browser test by themselves.
"""

from __future__ import annotations

import pytest

from tests.browser.conftest import CHECK, answer_guangzhou, choose, continue_
from tests.browser_session import VIEWS
from tests.inspecting import inspect

pytestmark = pytest.mark.browser

SECTIONS = ("about_you", "home", "work", "skills", "service", "tax", "honours", "record")
PLAIN = (
    "",
    "privacy",
    "accessibility",
    "progress",
    "display",
    "feedback?page=/zh/cities",
    "cities",
    "cities/you",
    "verify",
    "publicity",
    "delete-answers",
    "answers-deleted",
    "nowhere",
    "schemes/guangzhou/2025",
    "schemes/beijing/2020",
    "schemes/ningbo/2010",
    "schemes/ningbo-yinzhou/2010",
    *(f"schemes/guangzhou/2025/{page}" for page in ("guide", "materials", "points", "text")),
    *(f"schemes/ningbo-yinzhou/2010/{page}" for page in ("guide", "differences")),
    f"{CHECK}/answers",
    f"{CHECK}/answers/save",
    f"{CHECK}/answers/load",
    f"{CHECK}/short",
    f"{CHECK}/short?question=offences",
    *(f"{CHECK}/questions/{section}" for section in SECTIONS),
)


@pytest.fixture(params=VIEWS, ids=str)
def view(request):
    return request.param


@pytest.fixture
def language(view):
    return view[1]


@pytest.fixture
def page(new_page, view):
    return new_page(width=view[0], language=view[1])


def test_pages_without_answers(page, language):
    for path in PLAIN:
        page.goto(f"/{language}/{path}")
        inspect(page)


def test_pages_with_answers(page, language):
    answer_guangzhou(page, language)
    inspect(page)
    for path in ("result", "plan", "checklist", "what-if", "questions/skills", "questions/skills?change=1"):
        page.goto(f"/{language}/{CHECK}/{path}")
        inspect(page)
    for details in page.locator("details").all():
        details.evaluate("e => e.open = true")
    page.goto(f"/{language}/delete-answers")
    inspect(page)


def test_the_result_with_everything_unfolded(page, language):
    answer_guangzhou(page, language)
    page.goto(f"/{language}/{CHECK}/result")
    for details in page.locator("details").all():
        details.evaluate("e => e.open = true")
    inspect(page)


def test_errors_and_rows(page, language):
    page.goto(f"/{language}/{CHECK}/questions/skills")
    page.click("#fact-patents-add")
    inspect(page)
    choose(page, "patents-0-of-kind", "invention")
    page.fill("#fact-research_months", "9999")
    continue_(page)
    inspect(page)


def test_ways_and_the_course_over_time(page, language):
    answer_guangzhou(page, language)
    for path in ("ways", "ways?cost=money", "forecast", "forecast?years=10"):
        page.goto(f"/{language}/{CHECK}/{path}")
        for details in page.locator("details").all():
            details.evaluate("e => e.open = true")
        inspect(page)


def test_ways_of_an_example_and_past_rounds(page, language):
    page.goto(f"/{language}/check/ningbo/2010/questions/work")
    page.fill("#fact-pension_months", "40")
    continue_(page)
    page.goto(f"/{language}/check/beijing/2020/questions/work")
    page.fill("#fact-employment_months", "80")
    continue_(page)
    for scheme in ("ningbo/2010", "beijing/2020"):
        for path in ("ways", "forecast"):
            page.goto(f"/{language}/check/{scheme}/{path}")
            inspect(page)


def test_a_question_that_another_opens(page, language):
    page.goto(f"/{language}/{CHECK}/questions/skills")
    choose(page, "hard_trade_now", "yes")
    continue_(page)
    inspect(page)


def test_an_open_result(page, language):
    page.goto(f"/{language}/{CHECK}/questions/home")
    page.fill("#fact-permit_months", "84")
    continue_(page)
    page.goto(f"/{language}/{CHECK}/result")
    inspect(page)


def test_what_is_refused(page, language):
    page.goto(f"/{language}/check/beijing/2020/questions/about_you")
    choose(page, "holds_residence_permit", "no")
    continue_(page)
    page.goto(f"/{language}/check/beijing/2020/result")
    inspect(page)


def test_spoilt_answers(page, language):
    page.goto(f"/{language}/{CHECK}/questions/about_you")
    page.context.add_cookies([{"name": "answers~guangzhou~2025~0", "value": "1.spoilt", "url": page.url}])
    page.reload()
    inspect(page)
