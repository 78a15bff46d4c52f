"""Where an application stands, for who has number and tail: no account, nothing in an address, nothing learnt by trying."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scoring.settings import Limits
from tests.pages.own_files import Own, hidden_of


@pytest.fixture
def own(app):
    applicant = Own(app)
    applicant.file.begin()
    applicant.file.submit()
    return applicant


def ask(client, number, tail, language="en"):
    page = client.get(f"/{language}/progress")
    return client.post(f"/{language}/progress", data=hidden_of(page.text) | {"number": number, "tail": tail})


def told(answer):
    """What is shown, without the token against forged forms, which is another each time."""
    main = answer.text.split('id="main-content"', 1)[1].split("</main>", 1)[0]
    return re.sub(r'name="csrf_token"[^>]*', "", main)


def test_number_and_tail_show_the_status_the_steps_and_the_next_day(own):
    client, tail = own.client.application.test_client(), own.identity_number.reveal()[-4:]
    found = ask(client, own.file.reference, tail)
    assert found.status_code == 200
    for words in ("Submitted, not accepted yet", "Handing in", 'aria-current="step"', "The office says whether it accepts"):
        assert words in found.text
    for secret in ("王小明", tail, own.file.reference):
        assert secret not in told(found)
    wide = own.file.reference.translate({ord("-"): "－"} | {ord(n): ord(n) + 0xFEE0 for n in "0123456789"})
    assert "已提交" in ask(client, f" {wide} ", tail.lower(), "zh").text
    own.file.withdraw()
    assert "Nothing is awaited." in ask(client, own.file.reference, tail).text


def test_questions_of_the_office_are_told_with_their_last_day(own):
    own.file.accept()
    own.file.question()
    client, tail = own.client.application.test_client(), own.identity_number.reveal()[-4:]
    assert "审核" in ask(client, own.file.reference, tail, "zh").text


def test_a_wrong_number_and_a_wrong_tail_are_answered_alike(own):
    client, tail = own.client.application.test_client(), own.identity_number.reveal()[-4:]
    wrong = "000X" if tail != "000X" else "001X"
    answers = [ask(client, own.file.reference, wrong), ask(client, "2026-00000000-00", wrong)]
    assert [answer.status_code for answer in answers] == [422, 422]
    one, other = map(told, answers)
    assert one.replace(own.file.reference, "2026-00000000-00") == other
    assert "No application has this number" in one


def test_what_cannot_be_right_is_said_beside_its_box_and_kept(visit):
    answer = visit.client.post(f"/{visit.language}/progress", data=hidden_of(visit.get("progress")) | {"tail": "12<"})
    assert answer.status_code == 422
    for words in ('href="#number"', 'href="#tail"', 'value="12&lt;"'):
        assert words in answer.text


def test_after_five_misses_one_waits_whether_there_is_such_a_number_or_not(template, opened):
    limits = Limits(sign_in=5, sign_in_address=0, api=0, look_up=0, upload=0)
    client = opened(replace(template.settings, database_url=template.copy("missed"), limits=limits)).test_client()
    assert [ask(client, "none", "0000").status_code for _ in range(6)] == [422] * 5 + [429]
    limits = replace(limits, sign_in=0, sign_in_address=5)
    client = opened(replace(template.settings, database_url=template.copy("walked"), limits=limits)).test_client()
    assert [ask(client, f"none{n}", "0000").status_code for n in range(6)] == [422] * 5 + [429]
