"""Every form of the console with one wrong input: the summary names field and remedy, leads there, and nothing typed is lost."""

from __future__ import annotations

from tests.admin.every_state import ACCEPTED, ASKED, GRANTED, PROPOSED, RECOMMENDED, RECORDED, SUBMITTED, VERIFIED
from tests.mistakes import faults_of

LONG, TOO_LONG = "字" * 4001, "Shorten it to 4000 characters; it has 4001."

ON_FILES = (
    # who, file, page, what is typed, the field, words of the error, what must still be there
    ("officer1", VERIFIED, "recommend", {"reason": "齐全。"}, "proposal", "Choose what you recommend", ("齐全。",)),
    ("officer1", RECORDED, "amend", {"on": "someday", "do": "check"}, "on", "is no day", ("someday",)),
    ("officer1", RECORDED, "note", {"reason": LONG}, "reason", TOO_LONG, (LONG,)),
    ("officer1", RECORDED, "interest", {"reason": ""}, "reason", "Say in which way", ()),
    ("officer1", RECORDED, "ask_departments", {"department": "", "purpose": "核实"}, "ask", "Choose at least one fact", ("核实",)),
    ("officer1", RECORDED, "evidence/add", {"valid_from": "someday"}, "file", "Choose the file", ("someday",)),
    (
        "officer1",
        RECORDED,
        "verify?fact=pension_months",
        {"fact": "pension_months", "reason": "不符"},
        "kind",
        "Say what was found",
        ("不符",),
    ),
    ("officer1", ACCEPTED, "ask_questions", {}, "about_0", "Ask at least one question", ()),
    ("supervisor1", RECOMMENDED, "decide", {"reason": "同意。"}, "act", "Choose what you decide", ("同意。",)),
    (
        "officer1",
        GRANTED,
        "register",
        {"on": "2026-03-02", "office": "分局"},
        "number",
        "Choose the person",
        ("2026-03-02", "分局"),
    ),
    ("officer1", GRANTED, "register", {"number": "0", "on": "someday", "office": "分局"}, "on", "is no day", ("someday", "分局")),
    ("supervisor1", GRANTED, "hold", {"reason": LONG}, "reason", TOO_LONG, (LONG,)),
    ("officer1", SUBMITTED, "ask_supplement", {}, "tick_0", "Tick everything that is missing", ()),
    ("officer1", SUBMITTED, "propose_not_accepting", {"reason": LONG}, "reason", TOO_LONG, (LONG,)),
    ("officer1", ASKED, "abandon", {"reason": LONG}, "reason", TOO_LONG, (LONG,)),
    ("supervisor1", PROPOSED, "return_proposal", {"reason": LONG}, "reason", TOO_LONG, (LONG,)),
    ("supervisor1", PROPOSED, "not_accept", {"reason": LONG}, "reason", TOO_LONG, (LONG,)),
)
ELSEWHERE = (
    ("officer1", "counter/", {"code": "12"}, "code", "Type the 9 letters", ("12",)),
    (
        "officer1",
        "counter/new-start",
        {"identity_number": "12", "saw_card": "y"},
        "identity_number",
        "Type the 18 characters",
        ("12",),
    ),
    ("officer1", "counter/authorities", {"identity_number": "12"}, "identity_number", "Type the 18 characters", ("12",)),
    (
        "officer1",
        "counter/prepare",
        {"name": "张", "identity_number": "12"},
        "identity_number",
        "Type the 18 characters",
        ("张", "12"),
    ),
    ("officer1", "counter/take-form", {"reference": "12"}, "reference", "Compare the number on the form", ("12",)),
    ("officer1", "applications/new/guangzhou/2025", {"on": "someday", "do": "check"}, "on", "is no day", ("someday",)),
    ("administrator1", "accounts/officer2/reset-factor", {"reason": LONG}, "reason", TOO_LONG, (LONG,)),
    (
        "administrator1",
        "accounts/officer2/identity",
        {"identity_number": "12"},
        "identity_number",
        "Type the 18 characters",
        ("12",),
    ),
    ("administrator1", "accounts/department1/department", {"department": "nowhere"}, "department", "Choose one of the list", ()),
    ("department1", "requests/batch", {}, "file", "Choose the file.", ()),
    ("policy_staff1", "drafts/new", {"text": "# 我的"}, "scheme", "Type the scheme", ("# 我的",)),
)


def test_a_wrong_input_on_a_file(desk, files):
    found = {}
    for who, state, page, typed, field, words, kept in ON_FILES:
        answer = desk.act(who, files[state], page, **typed)
        found[f"{page} {field}"] = faults_of(answer, field, words, kept)
    assert {page: faults for page, faults in found.items() if faults} == {}


def test_a_wrong_input_elsewhere(desk):
    found = {}
    for who, page, typed, field, words, kept in ELSEWHERE:
        found[page] = faults_of(desk.send(who, f"/admin/{page}", **typed), field, words, kept)
    assert {page: faults for page, faults in found.items() if faults} == {}
