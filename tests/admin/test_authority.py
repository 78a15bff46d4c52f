"""Authority through the pages: recorded at the counter, shown on both accounts, ended by officer and holder."""

from __future__ import annotations

import re

import pytest

from tests.admin.steps import hidden
from tests.admin.test_counter import COUNTER, NUMBER, OTHER, code_of, opened, verify

GIVEN = {
    "kind": "proxy",
    "name": "李委托",
    "identity_number": OTHER,
    "scheme": "",
    "first": "2026-03-02",
    "last": "2026/6/1",
    "proof": "委托书",
}


@pytest.fixture
def agent(desk, sign_in):
    """A client whose identity is verified, with its code."""
    client = sign_in("applicant1")
    code = code_of(client)
    verify(desk, code)
    return client, code


def typed(given):
    return {f"authority-{name}": value for name, value in given.items()}


def authorize(desk, code, **changes):
    page = opened(desk, "officer1", code).text.split('action="/admin/counter/authorize"', 1)[1]
    sent = hidden(f'id="main-content"><form{page}')
    return desk.as_("officer1").post(f"{COUNTER}authorize", data={**sent, **typed(GIVEN | changes)})


def end(client, address, page):
    [authority] = set(re.findall(r'name="authority" value="(\d+)"', page))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.split("main-content", 1)[1])[1]
    return client.post(address, data={"authority": authority, "csrf_token": token})


def test_it_is_recorded_and_both_accounts_show_it(desk, agent, sign_in):
    client, code = agent
    answer = authorize(desk, code)
    assert "The authority is recorded." in answer.text
    assert "李**" in answer.text
    assert "430***********0010" in answer.text
    page = client.get("/en/account").text
    assert "You may act for 李**" in page
    assert "from 2 March 2026 to 1 June 2026" in page
    principal = sign_in("applicant2")
    verify(desk, code_of(principal), name="李委托", identity_number=OTHER)
    page = principal.get("/en/account").text
    assert "The account a***@luohu.example may act for you" in page
    assert end(principal, "/en/account/end-authority", page).location == "/en/account#authority"
    assert "The authority is ended." in principal.get("/en/account").text
    assert "You may act for" not in client.get("/en/account").text
    assert {"Authority recorded", "Authority ended"} <= set(re.findall(r"Authority \w+", desk.page("auditor1", "/admin/journal/")))


@pytest.mark.parametrize(
    ("changes", "words", "chinese"),
    [
        ({"name": ""}, "Type the name as it stands", "请按身份证填写姓名"),
        ({"identity_number": NUMBER}, "nobody is their own proxy", "本人不能作自己的代理人"),
        ({"identity_number": "1"}, "Type the 18 characters", "18位"),
        ({"proof": ""}, "Say what proves it", "请写明授权证明"),
        ({"first": ""}, "Give a day", "请填写日期"),
        ({"last": "2026-03-01"}, "before the first", "早于起始日"),
        ({"first": "2026-01-01", "last": "2026-03-01"}, "has expired is not recorded", "截止日已过"),
        ({"kind": "employer"}, "Choose the scheme", "请选择制度"),
        ({"kind": "employer", "scheme": "ningbo"}, "does not let an employer", "不允许用人单位经办人代办"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(desk, agent, changes, words, chinese):
    for language, said in (("en", words), ("zh", chinese)):
        desk.as_("officer1").set_cookie("lang", language)
        answer = authorize(desk, agent[1], **changes)
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{(GIVEN | changes)["name"]}"' in answer.text
    assert "You may act for" not in agent[0].get("/en/account").text


def test_an_account_that_is_not_verified_acts_for_nobody(desk, agent, sign_in):
    code = code_of(sign_in("applicant2"))
    page = opened(desk, "officer1", code)
    assert "counter/authorize" not in page.text
    answer = desk.as_("officer1").post(f"{COUNTER}authorize", data={**hidden(page.text), **typed({**GIVEN, "code": code})})
    assert answer.status_code == 422
    assert "not verified yet. Verify it first" in answer.text
    assert agent


def test_an_officer_finds_what_a_person_gave_and_ends_it(desk, agent):
    address = f"{COUNTER}authorities"
    assert "Nobody may act for this person." in desk.send("officer1", address, identity_number=OTHER).text
    authorize(desk, agent[1])
    found = desk.send("officer1", address, identity_number=OTHER).text
    assert "The account a***@luohu.example acts." in found
    assert OTHER not in found
    assert end(desk.as_("officer1"), f"{COUNTER}end", found).status_code == 302
    assert "Nobody may act for this person." in desk.send("officer1", address, identity_number=OTHER).text
    assert desk.send("officer1", address, identity_number="1").status_code == 422


@pytest.mark.parametrize("typed", ["", "x", "999999", "9" * 30])
def test_what_is_no_authority_is_not_found(desk, agent, typed):
    page = desk.page("officer1", COUNTER)
    assert desk.as_("officer1").post(f"{COUNTER}end", data={**hidden(page), "authority": typed}).status_code == 404
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', agent[0].get("/en/account").text.split("main-content", 1)[1])[1]
    assert agent[0].post("/en/account/end-authority", data={"authority": typed, "csrf_token": token}).status_code == 404
