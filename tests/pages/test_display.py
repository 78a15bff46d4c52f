"""Larger letters and a higher contrast: chosen once, held on every page of the browser, told to nobody else."""

from __future__ import annotations

import re

import pytest

from scoring.pages.display import own_path
from tests.pages.own_files import hidden_of


def choose(visit, back="", **chosen):
    token = hidden_of(visit.client.get(f"/{visit.language}/display", query_string={"back": back}).text)
    return visit.client.post(f"/{visit.language}/display", data=token | chosen)


def classes_of(page):
    return re.search(r'<html[^>]*class="([^"]*)"', page)[1].split()


def test_what_is_chosen_holds_on_every_page_and_can_be_taken_back(visit):
    here = f"/{visit.language}/privacy"
    assert f'href="/{visit.language}/display?back={here}"' in visit.get("privacy")
    answer = choose(visit, here, size="larger", contrast="high")
    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    for path, status in (("", 200), ("nowhere", 404), ("display", 200)):
        assert {"app-larger", "app-contrast"} <= set(classes_of(visit.get(path, status)))
    choose(visit, size="large")
    assert classes_of(visit.get(""))[1:] == ["app-large"]
    choose(visit, size="usual", contrast="usual")
    assert classes_of(visit.get("")) == ["govuk-template"]
    assert visit.client.get_cookie("display") is None


def test_what_is_not_offered_is_as_usual(visit):
    visit.client.set_cookie("display", '"><b~high')
    page = visit.get("")
    assert classes_of(page)[1:] == ["app-contrast"]
    choose(visit, size="huge", contrast="low")
    assert classes_of(visit.get("")) == ["govuk-template"]


@pytest.mark.parametrize("elsewhere", ["", "//host", "/\\host", "https://host", "/a\nb", "\\\\host"])
def test_nobody_is_led_elsewhere(elsewhere):
    assert own_path(elsewhere) == ""
    assert own_path("/admin/applications/") == "/admin/applications/"


def test_the_privacy_page_names_the_terms_of_the_office(visit):
    page = visit.get("privacy")
    for words in {"zh": ("120个月", "24个月", "90天", "办理落户申请"), "en": ("120 months", "24 months", "90 days", "Handling")}[
        visit.language
    ]:
        assert words in page


def test_the_start_page_leads_to_what_anybody_may_look_up(visit):
    page = visit.get("")
    for path in ("progress", "publicity", "verify", "accessibility"):
        assert f'href="/{visit.language}/{path}"' in page
