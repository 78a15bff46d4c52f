"""Every form of an account and of what was submitted with one wrong input: the summary names field and remedy, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.mistakes import faults_of
from tests.pages.own_files import Own, hidden_of

LONG = "字" * 4001
NOBODY = (
    # page, what is typed, the field, words of the error, what must still be there
    ("sign-in", {"contact": "nowhere", "password": "x"}, "contact", "Check both and try again", ("nowhere",)),
    (
        "new-start",
        {"contact": "13800138000", "code": "12", "password": "six plain words", "again": "six plain words"},
        "code",
        "Type the 15 letters",
        ("13800138000", "12"),
    ),
)
ACCOUNT = (
    ("contact/change", {"contact": "nowhere", "password": "x"}, "contact", "11 digits", ("nowhere",)),
    ("password", {"current": "x", "password": "six plain words", "again": "six plain words"}, "current", "not your password", ()),
    ("close", {"password": "x"}, "password", "not your password", ()),
    ("archive", {"password": "x"}, "password", "not your password", ()),
)
SUBMITTED = (
    ("/withdraw", {"statement": "我撤回。"}, "sure", "Tick the box", ("我撤回。",)),
    ("/withdraw", {"statement": "", "sure": "y"}, "statement", "Write that you withdraw", ()),
)
ASKED = (
    ("/supplement/extend", {"reason": LONG}, "reason", "Shorten it to 4000 characters", (LONG,)),
    ("/supplement/1", {"kind": "answered", "words": " "}, "words", "Say in words", ()),
    ("/supplement/1", {"words": "已补交。"}, "kind", "Answer it, or say", ("已补交。",)),
    ("/supplement/1/file", {"valid_from": "someday"}, "file", "Choose the file", ("someday",)),
    (
        "/supplement/2/family/1",
        {"relation": "spouse", "name": "李", "identity_number": "12"},
        "identity_number",
        "Type the 18 characters",
        ("李", "12"),
    ),
    ("/supplement/2/family/1", {"name": "李", "identity_number": ""}, "relation", "Choose one of the answers", ("李",)),
)
DRAFT = (
    ("you", {"name": "张", "identity_number": "12"}, "identity_number", "Type the 18 characters", ("张", "12")),
    (
        "family/1",
        {"name": "李", "identity_number": "12", "relation": "spouse"},
        "identity_number",
        "Type the 18 characters",
        ("李", "12"),
    ),
    ("family/1", {"name": "李"}, "relation", "Choose one of the answers", ("李",)),
    ("answers/home", {"fact-permit_months": "many"}, "fact-permit_months", "Enter a whole number from 0 to 600", ("many",)),
    ("files/identity_card/add", {"valid_from": "someday"}, "file", "Choose the file", ("someday",)),
    ("office", {}, "office", "Choose the office", ()),
    ("statistics", {"street": "x" * 81}, "street", "Shorten it to 80 characters", ("x" * 81,)),
)


@pytest.fixture
def own(app):
    return Own(app)


def wrong(own, prefix, table):
    """Send each form of a table; gives what is wrong with the answers."""
    found = {}
    for page, typed, field, words, kept in table:
        answer = own.client.post(prefix + page, data=hidden_of(own.client.get(prefix + page).text) | typed)
        found[f"{page} {field}"] = faults_of(answer, field, words, kept)
    return {page: faults for page, faults in found.items() if faults}


def test_a_wrong_input_on_the_pages_of_an_account(own):
    assert wrong(own, "/en/account/", ACCOUNT) == {}
    own.client.delete_cookie("luohu_session")
    assert wrong(own, "/en/account/", NOBODY) == {}


def test_a_wrong_input_from_the_draft_to_the_answer(own):
    own.file.begin()
    assert wrong(own, f"/en/draft/{own.file.reference}/", DRAFT) == {}
    own.file.submit()
    assert wrong(own, own.path, SUBMITTED) == {}
    own.file.at = own.services.clock.now()  # so that the term to answer runs
    own.file.ask()
    assert wrong(own, own.path, ASKED) == {}
