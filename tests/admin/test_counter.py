"""The counter's pages: an account found by its code, the identity verified and corrected, a new start; each wrong input told."""

from __future__ import annotations

import re

import pytest

from tests.admin.steps import hidden
from tests.pages.test_account import fill

COUNTER, NUMBER, OTHER = "/admin/counter/", "430103198702010002", "430103198702010010"


@pytest.fixture
def applicant(sign_in):
    return sign_in("applicant1")


def code_of(client):
    """Have the account show its code; gives it as the page does."""
    page = client.get("/en/account").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.split("main-content", 1)[1])[1]
    client.post("/en/account/counter-code", data={"csrf_token": token})
    return re.search(r'id="counter-code">([0-9A-Z-]+)<', client.get("/en/account").text)[1]


def opened(desk, username, code):
    return desk.send(username, COUNTER, code=code)


def act(desk, username, page, address, /, **typed):
    """Send the form of the account's page."""
    return desk.as_(username).post(f"{COUNTER}{address}", data={**hidden(page.text), **typed})


def verify(desk, code, /, username="officer1", **changes):
    typed = {"name": "张示范", "identity_number": NUMBER, "saw_card": "y"} | changes
    return act(desk, username, opened(desk, username, code), "verify", **typed)


def test_an_identity_is_verified_and_the_account_shows_it_masked(desk, applicant):
    assert "Not verified yet" in applicant.get("/en/account").text
    code = code_of(applicant)
    assert code_of(applicant) == code
    page = opened(desk, "officer1", code.lower())
    assert "a***@luohu.example" in page.text
    assert "applicant1" not in page.text
    answer = verify(desk, code)
    assert answer.status_code == 200
    assert "The identity of this account is verified." in answer.text
    assert "张**" in answer.text
    assert NUMBER not in answer.text
    account = applicant.get("/en/account").text
    assert "by an officer who saw the card, 2 March 2026" in account
    assert "430***********0002" in account
    assert NUMBER not in account
    assert "Identity verified" in desk.page("auditor1", "/admin/journal/")


@pytest.mark.parametrize(
    ("changes", "words", "chinese"),
    [
        ({"name": ""}, "Type the name as it stands", "请按身份证填写姓名"),
        ({"identity_number": "43010319870201000"}, "Type the 18 characters", "18位"),
        ({"identity_number": "430103198702010003"}, "The last character does not fit", "与身份证核对"),
    ],
)
def test_what_is_wrong_on_the_card_is_told_and_nothing_typed_is_lost(desk, applicant, changes, words, chinese):
    code = code_of(applicant)
    answer = verify(desk, code, **changes)
    assert answer.status_code == 422
    assert words in answer.text
    typed = {"name": "张示范", "identity_number": NUMBER} | changes
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    desk.as_("officer1").set_cookie("lang", "zh")
    assert chinese in verify(desk, code, **changes).text


def test_without_the_tick_nothing_is_verified(desk, applicant):
    code = code_of(applicant)
    typed = {"name": "张示范", "identity_number": NUMBER}
    answer = act(desk, "officer1", opened(desk, "officer1", code), "verify", **typed)
    assert answer.status_code == 422
    assert "Confirm that you saw the card" in answer.text
    assert "Not verified yet" in applicant.get("/en/account").text


@pytest.mark.parametrize(("code", "words"), [("ABC", "Type the 9 letters"), ("AAAAAAAAB", "A sign of the code"), ("AAAAAAAAY", "")])
def test_a_code_that_is_nobodys_is_told(desk, code, words):
    from scoring.application.code import with_check

    typed = with_check("AAAAAAAA") if not words else code
    answer = opened(desk, "officer1", typed)
    assert answer.status_code == 422
    assert (words or "No account shows this code now") in answer.text


def test_an_expired_page_leads_back_to_the_code(desk, applicant):
    page = opened(desk, "officer1", code_of(applicant))
    answer = act(desk, "officer1", page, "verify", code="ABC", name="张示范", identity_number=NUMBER, saw_card="y")
    assert answer.status_code == 422
    assert "Find the account" in answer.text


def test_a_number_of_another_account_is_refused_with_the_remedy(desk, applicant, sign_in):
    verify(desk, code_of(applicant))
    answer = verify(desk, code_of(sign_in("applicant2")))
    assert answer.status_code == 422
    assert "verified for another account, that of a***@luohu.example" in answer.text
    assert "give it a new start" in answer.text


def test_a_supervisor_corrects_and_a_stale_page_keeps_what_was_typed(desk, applicant):
    code = code_of(applicant)
    assert "An officer who sees the card verifies" in opened(desk, "supervisor1", code).text
    verify(desk, code)
    assert "A supervisor corrects" in opened(desk, "officer1", code).text
    page, late = opened(desk, "supervisor1", code), opened(desk, "supervisor2", code)
    right = {"name": "张示例", "identity_number": OTHER}
    assert "Say what was wrong" in act(desk, "supervisor1", page, "correct", **right).text
    answer = act(desk, "supervisor1", page, "correct", reason="One digit was typed wrongly.", **right)
    assert "The identity of this account is corrected." in answer.text
    assert "430***********0010" in applicant.get("/en/account").text
    answer = act(desk, "supervisor2", late, "correct", reason="The same in other words.", **right)
    assert answer.status_code == 409
    assert "corrected meanwhile" in answer.text
    assert "The same in other words." in answer.text
    answer = act(desk, "supervisor1", opened(desk, "supervisor1", code), "correct", reason="Once more.", **right)
    assert answer.status_code == 409
    assert "another supervisor corrects it" in answer.text


def test_a_lost_password_is_replaced_with_a_code_shown_once(desk, applicant, sign_in):
    verify(desk, code_of(applicant))
    assert "Confirm that you saw" in desk.send("officer1", f"{COUNTER}new-start", identity_number=NUMBER).text
    refused = desk.send("officer1", f"{COUNTER}new-start", identity_number=OTHER, saw_card="y")
    assert refused.status_code == 422
    assert "No account has this number verified" in refused.text
    assert desk.send("officer1", f"{COUNTER}new-start", identity_number="1", saw_card="y").status_code == 422
    given = desk.send("officer1", f"{COUNTER}new-start", identity_number=NUMBER, saw_card="y")
    assert "a***@luohu.example" in given.text
    code = re.search(r'id="new-start-code">([0-9A-Z-]+)<', given.text)[1]
    new = "five plain words"
    typed = {"contact": "applicant1@luohu.example", "code": code, "password": new, "again": new}
    client = sign_in(None)
    for changes, words in (
        ({"again": "other"}, "The two passwords differ"),
        ({"contact": "lin"}, "Type a mobile number"),
        ({"contact": "applicant2@luohu.example"}, "This code does not belong to this account"),
        ({"code": "ABC"}, "Type the 15 letters and digits"),
        ({"code": "A" * 15}, "A sign of the code is wrong"),
    ):
        answer = fill(client, "/en/account/new-start", **(typed | changes))
        assert answer.status_code == 422
        assert words in answer.text
    assert fill(client, "/en/account/new-start", **typed).location == "/en/account"
    assert client.get("/en/account").status_code == 200
    assert applicant.get("/en/account").status_code == 302, "the sessions before have ended"
    assert fill(client, "/en/account/new-start", **typed).status_code == 422
