"""Asking too often is answered 429, as a page or a problem document, with how long to wait and no word on who exists."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus

import pytest

from scoring.settings import Limits
from scoring.web.limits import EVIDENCE, MINUTE, MOST_KEPT, SHEETS, UPLOADS, Minutes, address
from tests.conftest import ROOT
from tests.signing_in import enter, enter_account, fresh_code, give_code, give_password

ASSESS = "/api/v1/policies/guangzhou/2025/assessments"
OFF = Limits(0, 0, 0, 0, 0, 0)
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS


@pytest.fixture
def limited(template, opened):
    """Makes a service with limits of its own on a fresh database: `limited(sign_in=2)`."""

    def make(**changes):
        limits = replace(OFF, **changes)
        return opened(replace(template.settings, database_url=template.copy("limited"), limits=limits))

    return make


def plain(answer):
    return re.sub(r'(csrf_token"[^>]*value|value|nonce)="[^"]*"', "", answer.text)


def test_an_account_and_a_name_that_is_nobodys_wait_alike(limited):
    app = limited(sign_in=2)
    answers = {}
    for name in ("officer1", "nobody"):
        client = app.test_client()
        answers[name] = [give_password(client, name, "wrong") for _attempt in range(4)]
    for mine, theirs in zip(*answers.values(), strict=True):
        assert (mine.status_code, plain(mine), "Retry-After" in mine.headers) == (
            theirs.status_code,
            plain(theirs),
            "Retry-After" in theirs.headers,
        )
    assert [answer.status_code for answer in answers["officer1"]] == [200, 200, TOO_MANY, TOO_MANY]
    assert 0 < int(answers["officer1"][-1].headers["Retry-After"]) <= 30
    assert "Wait 1 minute and try again." in answers["officer1"][-1].text


def test_while_one_waits_the_right_password_opens_nothing_either(limited, passwords):
    app = limited(sign_in=2)
    for _attempt in range(2):
        give_password(app.test_client(), "officer1", "wrong")
    assert give_password(app.test_client(), " OFFICER1 ", passwords["officer1"]).status_code == TOO_MANY
    assert enter(app, app.test_client(), "officer2", passwords["officer2"]).status_code == HTTPStatus.FOUND


def test_success_begins_the_count_anew(limited, passwords):
    app = limited(sign_in=3, sign_in_address=5)
    for _round in range(3):
        assert give_password(app.test_client(), "officer1", "wrong").status_code == HTTPStatus.OK
        assert enter(app, app.test_client(), "officer1", passwords["officer1"]).status_code == HTTPStatus.FOUND


def test_another_process_knows_of_it(limited, template, opened, passwords):
    app = limited(sign_in=1)
    other = opened(app.extensions["luohu"].settings)
    give_password(app.test_client(), "officer1", "wrong")
    assert give_password(other.test_client(), "officer1", passwords["officer1"]).status_code == TOO_MANY
    assert template


def test_codes_are_not_guessed_either(limited, passwords):
    app = limited(sign_in=2)
    client = app.test_client()
    give_password(client, "officer1", passwords["officer1"])
    wrong = "000000" if fresh_code(app, "officer1") != "000000" else "111111"
    assert [give_code(client, wrong).status_code for _attempt in range(3)] == [200, 200, TOO_MANY]
    assert give_code(client, fresh_code(app, "officer1")).status_code == TOO_MANY


def test_one_address_does_not_try_many_names(limited, passwords):
    app = limited(sign_in_address=3)
    tried = [give_password(app.test_client(), f"name{n}", "wrong").status_code for n in range(4)]
    assert tried == [200, 200, 200, TOO_MANY]
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert enter(app, elsewhere, "officer1", passwords["officer1"]).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(("language", "words"), [("zh", "请等待 1 分钟后重试。"), ("en", "Wait 1 minute and try again.")])
def test_the_api_answers_with_a_problem_document(limited, language, words):
    client = limited(api=2).test_client()
    sent = {"json": {"on": "2026-03-02", "facts": {}}, "headers": {"Accept-Language": language}}
    answers = [client.post(ASSESS, **sent) for _question in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, TOO_MANY]
    assert answers[-1].mimetype == "application/problem+json"
    assert answers[-1].json["code"] == "too_many_requests"
    assert words in answers[-1].json["detail"]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert client.post(ASSESS.replace("assessments", "bounds"), **sent).status_code == TOO_MANY
    many = {"json": {"applicants": [{"id": "A", "facts": {}}]}}
    assert client.post(f"{ASSESS}/batch", **many).status_code == TOO_MANY
    assert client.get("/api/v1/policies").status_code == HTTPStatus.OK
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert client.post(ASSESS, **sent, **elsewhere).status_code == HTTPStatus.OK


def test_what_is_read_out_of_the_own_files_is_limited_too(limited, passwords):
    client = limited(look_up=1).test_client()
    assert enter_account(client, "applicant1@luohu.example", passwords["applicant1"]).status_code == HTTPStatus.FOUND
    first, *others = (f"/en/{page}" for page in ("account/applications/x/files/1", "draft/x/files/1", "account/prepared/x/files/1"))
    assert client.get(first).status_code == HTTPStatus.NOT_FOUND
    assert {client.get(page).status_code for page in (first, *others, "/en/account/archive")} == {TOO_MANY}


def test_pages_that_look_up_are_limited_and_others_are_not(limited):
    client = limited(look_up=1).test_client()
    page = "/zh/check/guangzhou/2025/answers"
    assert client.get(page).status_code != TOO_MANY
    answer = client.get(page)
    assert (answer.status_code, answer.mimetype) == (TOO_MANY, "text/html")
    assert "请等待 1 分钟后重试。" in answer.text
    assert client.get("/zh/").status_code == HTTPStatus.OK


WITH_FILES = {
    "pages/applying/add_file.html": "pages.draft_add_file",
    "pages/own/answer_file.html": "pages.own_supplement_file",
    "pages/own/review_file.html": "pages.own_review_file",
    "pages/own/questions.html": "pages.own_questions",
    "pages/public/object.html": "pages.object",
    "pages/saved/load.html": "pages.load_answers",
    "console/add_evidence.html": "applications.add_evidence",
    "console/record_objection.html": "applications.record_objection",
    "console/serve.html": "applications.serve",
    "console/take_form.html": "counter.take_form",
    "console/batch.html": "requests.batch",
    "console/import.html": "drafts.new",
}
"""Every page that takes a file, and where it sends it."""


def test_every_page_that_takes_a_file_is_limited_and_large_enough_for_it():
    folders = [ROOT / package / "templates" for package in ("scoring", "admin")]
    found = {
        str(path.relative_to(folder))
        for folder in folders
        for path in folder.rglob("*.html")
        if "multipart" in path.read_text("utf-8")
    }
    assert found == set(WITH_FILES)
    assert set(WITH_FILES.values()) <= UPLOADS
    of_texts = {"drafts.new", "pages.load_answers"}  # policies and answers are small
    assert set(WITH_FILES.values()) - of_texts <= {*EVIDENCE, *SHEETS}


def test_a_minute_later_one_may_ask_again():
    now = [0.0]
    minutes = Minutes(lambda: now[0])
    assert [minutes.wait("api", "a", 2) for _question in range(3)] == [0, 0, 60]
    now[0] = 59.5
    assert minutes.wait("api", "a", 2) == 1
    assert minutes.wait("api", "b", 2) == minutes.wait("look_up", "a", 2) == 0
    now[0] = MINUTE
    assert minutes.wait("api", "a", 2) == 0


def test_many_askers_take_no_more_room_than_is_set():
    now = [0.0]
    minutes = Minutes(lambda: now[0])
    for n in range(MOST_KEPT):
        minutes.wait("api", str(n), 1)
    assert minutes.wait("api", str(MOST_KEPT), 1) == 0
    assert minutes.wait("api", str(MOST_KEPT), 1) == 60
    assert minutes.wait("api", str(MOST_KEPT - 1), 1) == 60
    assert minutes.wait("api", "0", 1) == 0
    now[0] = MINUTE
    minutes.wait("api", "new", 1)
    assert minutes.wait("api", "new", 1) == 60


@pytest.mark.parametrize(
    ("given", "counted"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::1", "2001:db8:1:2::/64"), ("", "")],
)
def test_a_household_is_one_address(public_app, given, counted):
    with public_app.test_request_context(environ_base={"REMOTE_ADDR": given}):
        assert address() == counted
