"""Answers live in cookies of the browser: as many as they need, dropped when spoilt, deleted on wish."""

from __future__ import annotations

import dataclasses
import secrets

import pytest
from flask import Flask, Response, request

from scoring.pages.cookies import HOURS, MOST, PIECE, Cookies, Kept, TooMuch, has_answers
from scoring.pages.sealing import key_from

COOKIES = Cookies(key_from("secret"), is_secure=True)


@pytest.fixture
def browser(trial):
    """A browser with cookies and a server that writes, reads and deletes answers: `browser("read")`."""
    app = Flask("scoring")
    told = {}

    @app.route("/<act>")
    def page(act):
        response = Response("")
        match act:
            case "write":
                COOKIES.write(request, response, trial, told["answers"])
            case "other":
                COOKIES.write(request, response, dataclasses.replace(trial, scheme="another"), told["answers"])
            case "read":
                told["kept"], told["has"] = COOKIES.read(request, trial), has_answers(request)
            case "forget":
                COOKIES.forget(request, response, trial)
            case "forget_all":
                COOKIES.forget(request, response)
        return response

    app.testing = True
    client = app.test_client()

    def act(name, answers=None):
        told["answers"] = answers
        client.get(f"/{name}", base_url="https://localhost")
        return told.get("kept"), told.get("has")

    act.client = client
    return act


def names(browser):
    return sorted(cookie.key for cookie in browser.client._cookies.values())


def noise(characters):
    """Give answers whose sealed text has about so many characters: random hexadecimal digits carry four bits each."""
    digits = secrets.token_hex(characters * 3 // 4)
    return {"papers": [{"number": digits, "out_on": "2020-01-01", "shared": True}]}


def test_nothing_is_kept_at_first(browser):
    assert browser("read") == (Kept({}), False)


def test_answers_are_read_back(browser):
    browser("write", {"works": True})
    assert names(browser) == ["answers~trial~1~0"]
    assert browser("read") == (Kept({"works": True}), True)


def test_cookies_are_for_the_server_only_and_end(browser):
    browser("write", {"works": True})
    cookie = next(iter(browser.client._cookies.values()))
    assert (cookie.http_only, cookie.secure, cookie.same_site, cookie.max_age) == (True, True, "Lax", HOURS * 3600)


def test_long_answers_take_several_cookies_and_short_ones_free_them(browser):
    answers = noise(PIECE + 1000)
    browser("write", answers)
    assert names(browser) == ["answers~trial~1~0", "answers~trial~1~1"]
    assert all(len(cookie.value) < 4000 for cookie in browser.client._cookies.values())
    assert browser("read")[0] == Kept(answers)
    browser("write", {"works": False})
    assert names(browser) == ["answers~trial~1~0"]
    assert browser("read")[0] == Kept({"works": False})


def test_a_cookie_that_lacks_or_was_changed_spoils_the_answers(browser):
    browser("write", noise(PIECE + 1000))
    browser.client.delete_cookie("answers~trial~1~1", domain="localhost")
    assert browser("read")[0] == Kept({}, is_spoilt=True)
    for value in ("", "9.", "x.abc", "1.abc", "²."):
        browser.client.set_cookie("answers~trial~1~0", value, domain="localhost")
        assert browser("read")[0] == Kept({}, is_spoilt=True), value


def test_answers_of_another_policy_are_foreign(browser):
    browser("other", {"works": True})
    other = next(iter(browser.client._cookies.values()))
    browser.client.set_cookie("answers~trial~1~0", other.value, domain="localhost")
    assert browser("read")[0] == Kept({}, is_spoilt=True)


def test_too_much_is_refused_and_changes_nothing(browser):
    browser("write", {"works": True})
    with pytest.raises(TooMuch):
        browser("write", noise(MOST + 2500))
    assert browser("read")[0] == Kept({"works": True})


def test_the_answers_of_all_policies_count_together(browser):
    browser("other", noise(4500))
    with pytest.raises(TooMuch):
        browser("write", noise(4500))


def test_forgetting_one_policy_or_all(browser):
    browser("write", {"works": True})
    browser("other", {"works": True})
    browser("forget")
    assert names(browser) == ["answers~another~1~0"]
    browser("forget_all")
    assert names(browser) == []
