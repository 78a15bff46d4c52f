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
    """A browser with cookies and a server that writes, reads and deletes answers: `browser("read")`.

    The policy `sharing` shares whether one works, and the level; `narrow` shares both too, and knows fewer levels.
    """
    sharing = with_facts(trial, "sharing", works={"shared": True}, level={"shared": True})
    few = trial.facts["level"].options[:1]
    narrow = with_facts(trial, "narrow", works={"shared": True}, level={"shared": True, "options": few})
    acts = {
        "write": lambda response, answers: COOKIES.write(request, response, trial, answers),
        "other": lambda response, answers: COOKIES.write(request, response, dataclasses.replace(trial, scheme="another"), answers),
        "forget": lambda response, _: COOKIES.forget(request, response, trial),
        "forget_all": lambda response, _: COOKIES.forget(request, response),
        "read": lambda _response, _: COOKIES.read(request, trial),
        "write_sharing": lambda response, answers: COOKIES.write(request, response, sharing, answers),
        "write_narrow": lambda response, answers: COOKIES.write(request, response, narrow, answers),
        "write_profile": lambda response, answers: COOKIES.write_profile(request, response, answers),
        "read_sharing": lambda _response, _: COOKIES.read(request, sharing),
        "read_narrow": lambda _response, _: COOKIES.read(request, narrow),
        "read_profile": lambda _response, _: COOKIES.profile(request),
        "forget_spoilt": lambda response, _: COOKIES.forget_spoilt(request, response, sharing),
        "forget_spoilt_profile": lambda response, _: COOKIES.forget_spoilt(request, response),
    }
    app = Flask("scoring")
    told = {}

    @app.route("/<name>")
    def page(name):
        response = Response("")
        kept = acts[name](response, told["answers"])
        if kept is not None:
            told["kept"], told["has"] = kept, has_answers(request)
        return response

    app.testing = True
    client = app.test_client()

    def act(name, answers=None):
        told["answers"] = answers
        client.get(f"/{name}", base_url="https://localhost")
        return told.get("kept"), told.get("has")

    act.client = client
    return act


def with_facts(policy, scheme, **changes):
    """Give *policy* as another scheme, with facts changed."""
    facts = {**policy.facts, **{fact: dataclasses.replace(policy.facts[fact], **new) for fact, new in changes.items()}}
    return dataclasses.replace(policy, scheme=scheme, facts=facts)


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


def test_a_shared_answer_counts_in_every_scheme_and_changes_in_all(browser):
    browser("write_sharing", {"works": True, "income": "10.00"})
    assert names(browser) == ["answers~sharing~1~0", "answers~~0"]
    assert browser("read_narrow")[0] == Kept({"works": True})
    assert browser("read")[0] == Kept({}), "who does not share it does not take it"
    browser("write_narrow", {"works": False})
    assert names(browser) == ["answers~sharing~1~0", "answers~~0"], "what is nobody's own needs no cookie of its own"
    assert browser("read_sharing")[0] == Kept({"works": False, "income": "10.00"})
    browser("write_narrow", {})
    assert browser("read_sharing")[0] == Kept({"income": "10.00"})
    assert names(browser) == ["answers~sharing~1~0"]


def test_what_an_edition_does_not_allow_stays_for_those_that_do(browser, trial):
    highest = trial.facts["level"].options[-1].id
    browser("write_sharing", {"works": True, "level": highest})
    assert browser("read_narrow")[0] == Kept({"works": True})
    browser("write_narrow", {"works": False})
    assert browser("read_sharing")[0] == Kept({"works": False, "level": highest})


def test_the_profile_is_written_as_a_whole(browser):
    browser("write_profile", {"works": True, "papers": [{"number": "1"}]})
    assert browser("read_profile")[0] == Kept({"works": True, "papers": [{"number": "1"}]})
    browser("write_profile", {})
    assert names(browser) == []


def test_a_spoilt_profile_leaves_the_rest_and_goes_alone(browser):
    browser("write_sharing", {"works": True, "income": "10.00"})
    browser.client.set_cookie("answers~~0", "1.abc", domain="localhost")
    assert browser("read_sharing")[0] == Kept({"income": "10.00"}, is_spoilt=True)
    browser("forget_spoilt")
    assert names(browser) == ["answers~sharing~1~0"]
    browser.client.set_cookie("answers~sharing~1~0", "1.abc", domain="localhost")
    browser("forget_spoilt_profile")
    assert names(browser) == ["answers~sharing~1~0"], "of policies nothing was said"
    browser("forget_spoilt")
    assert names(browser) == []
