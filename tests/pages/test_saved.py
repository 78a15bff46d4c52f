"""Answers saved to a file and loaded again: what is taken, what is left out and named, and every way a file can be wrong."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import pytest

from scoring.pages.saved.answer_file import MOST_BYTES, Unreadable, read, write
from tests.pages.test_short import Short

ON = date(2026, 3, 2)
BASE = "check/guangzhou/2025"
ANSWERS = {"birth_date": "1987-02-01", "holds_valid_permit": True, "permit_months": 84, "education": "bachelor"}
PENALTIES = {"criminal_penalties": [{"imposed_on": "2015-06-01"}]}


def said(visit, zh, en):
    return {"zh": zh, "en": en}[visit.language]


def token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def load(visit, content, *, base=BASE, **ticked):
    """Send a file; a dict is written as JSON."""
    sent = content if isinstance(content, bytes) else json.dumps(content).encode()
    page = visit.get(f"{base}/answers/load")
    fields = {"csrf_token": token(page), "file": (io.BytesIO(sent), "mine.json"), **ticked}
    return visit.client.post(f"/{visit.language}/{base}/answers/load", data=fields)


def save(visit, *, base=BASE, **ticked):
    page = visit.get(f"{base}/answers/save")
    return visit.client.post(f"/{visit.language}/{base}/answers/save", data={"csrf_token": token(page), **ticked})


def document(guangzhou, facts, **changes):
    return json.loads(write(guangzhou, facts, on=ON)) | changes


def test_what_was_saved_is_loaded_again(visit, guangzhou):
    assert load(visit, document(guangzhou, ANSWERS)).status_code == 200
    answer = save(visit)
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == "attachment; filename=luohu-guangzhou-2025.json"
    assert answer.headers["Cache-Control"] == "no-store"
    found = answer.get_json()
    assert found == {
        "kind": "luohu-answers",
        "format": 1,
        "scheme": "guangzhou",
        "version": "2025",
        "digest": visit.client.get("/api/v1/policies/guangzhou/2025").get_json()["digest"],
        "saved_on": "2026-03-02",
        "facts": ANSWERS,
    }
    visit.client.post(f"/{visit.language}/delete-answers", data={"csrf_token": token(visit.get("delete-answers"))})
    page = load(visit, found).text
    assert "govuk-inset-text" not in page, "it is of these very rules"
    assert said(visit, "从文件中载入了4项答案", "4 answers were taken from the file") in page
    assert 'value="84"' in visit.get(f"{BASE}/questions/home")


def test_the_api_takes_the_facts_of_the_file_as_they_are(visit_in, guangzhou):
    visit = visit_in("en")
    load(visit, document(guangzhou, ANSWERS | {"offences": []}), sensitive="yes")
    facts = save(visit, sensitive="yes").get_json()["facts"]
    answer = visit.client.post("/api/v1/policies/guangzhou/2025/assessments", json={"facts": facts})
    assert answer.status_code == 200, answer.text


def test_sensitive_answers_go_in_and_out_only_where_that_was_ticked(visit, guangzhou):
    file = document(guangzhou, ANSWERS | PENALTIES)
    page = load(visit, file).text
    assert said(visit, "敏感事项，未勾选在本浏览器中保存", "sensitive, and keeping it in this browser was not ticked") in page
    assert "sensitive" not in re.findall(r'name="([^"]+)"', visit.get(f"{BASE}/answers/save")), "there are none to ask about"
    load(visit, file, sensitive="yes")
    assert 'name="sensitive"' in visit.get(f"{BASE}/answers/save")
    assert "criminal_penalties" not in save(visit).get_json()["facts"]
    assert save(visit, sensitive="yes").get_json()["facts"] == ANSWERS | PENALTIES


def test_other_answers_stay(visit, guangzhou):
    load(visit, document(guangzhou, ANSWERS))
    load(visit, document(guangzhou, {"permit_months": 12}))
    assert save(visit).get_json()["facts"] == ANSWERS | {"permit_months": 12}


def test_of_another_version_what_fits_is_taken_and_the_rest_named(visit, guangzhou):
    facts = ANSWERS | {
        "permit_months": 9999,
        "education": "wizard",
        "gone": 1,
        "patents": [{"kind": "x"}],
        "birth_date": "1987-02-30",
    }
    page = load(visit, document(guangzhou, facts, version="2018", digest="0" * 64)).text
    assert said(visit, "另一版规则（2018版）", "under other rules: version 2018") in page
    assert said(visit, "载入了1项", "1 answer was taken") in page
    rows = dict(re.findall(r'summary-list__key">([^<]+)</dt><dd class="govuk-summary-list__value">([^<]+)<', page))
    assert rows.pop("gone") == said(visit, "本版规则不问此项", "not asked under these rules")
    assert len(rows) == 4
    assert set(rows.values()) == {
        said(visit, "本版规则没有这样的答案，请重新回答", "these rules do not allow this answer; please answer it again")
    }
    assert save(visit).get_json()["facts"] == {"holds_valid_permit": True}


def test_a_file_in_which_nothing_fits_changes_nothing(visit, guangzhou):
    page = load(visit, document(guangzhou, {"gone": 1})).text
    assert said(visit, "没有载入答案", "No answer was loaded") in page


def test_of_another_scheme_it_says_where_to_load_it(visit, guangzhou):
    answer = load(visit, document(guangzhou, ANSWERS, scheme="beijing"))
    assert answer.status_code == 422
    assert "beijing" in answer.text
    assert f'href="/{visit.language}/check/beijing/2020/answers/load"' in answer.text
    unknown = load(visit, document(guangzhou, ANSWERS, scheme="atlantis"))
    assert unknown.status_code == 422
    assert "atlantis" in unknown.text
    assert "answers/load" not in unknown.text.split("<form", 1)[0].split("<main", 1)[1]


WRONG = {
    "empty": b"",
    "blank": b" \n",
    "large": b'{"kind": "luohu-answers", "x": "' + b"a" * MOST_BYTES + b'"}',
    "picture": b"\x89PNG\r\n\x1a\n\xff\xfe",
    "broken": b'{"kind":\n "luohu-answers",\n oops}',
    "half": b'{"kind": "luohu-answers", "facts": {"a": 1',
    "twice": b'{"kind": "luohu-answers", "facts": {"a": 1, "a": 2}}',
    "deep": b"[" * 60000,
    "deep_object": b'{"a":' * 10000 + b"1" + b"}" * 10000,
    "endless": b'{"kind": ' + b"9" * 6000 + b"}",
    "nan": b'{"kind": NaN}',
    "list": b"[1]",
    "other": b'{"facts": {}}',
    "no_facts": b'{"kind": "luohu-answers", "format": 1, "facts": []}',
    "format": b'{"kind": "luohu-answers", "format": 2, "facts": {}}',
    "format_true": b'{"kind": "luohu-answers", "format": true, "facts": {}}',
    "format_none": b'{"kind": "luohu-answers", "facts": {}}',
    "scheme_odd": b'{"kind": "luohu-answers", "format": 1, "scheme": {"a": "\\u0000\\ud800"}, "facts": {}}',
}
FAULTS = {
    "empty": "empty", "blank": "empty", "large": "too_large", "picture": "not_text", "broken": "not_json", "half": "not_json",
    "twice": "twice", "deep": "too_deep", "deep_object": "too_deep", "endless": "not_json", "nan": "not_json", "list": "other_kind",
    "other": "other_kind", "no_facts": "other_kind", "format": "other_format", "format_true": "other_format",
    "format_none": "other_format", "scheme_odd": "other_scheme",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_says_beside_the_field_what_is_wrong_and_what_to_do(name, guangzhou, visit_in):
    with pytest.raises(Unreadable) as found:
        read(WRONG[name], guangzhou, with_sensitive=False)
    assert found.value.fault == FAULTS[name]
    visit = visit_in("en")
    load(visit, document(guangzhou, ANSWERS))
    answer = load(visit, WRONG[name])
    assert answer.status_code == 422
    told = re.search(r'id="file-error">(.*?)</p>', answer.text, re.DOTALL)[1]
    assert (
        re.sub(r"<[^>]+>", "", told).removeprefix("Error:").strip()
        in re.search(r"error-summary__list.*?</ul>", answer.text, re.DOTALL)[0]
    )
    assert "<title>Error: " in answer.text
    assert save(visit).get_json()["facts"] == ANSWERS, "what was there stays"


def test_odd_characters_and_what_only_an_office_enters_are_left_out(guangzhou, trial):
    papers = [{"number": "a\0", "out_on": "2020-01-01", "shared": True}]
    loaded = read(write(trial, {"papers": papers}, on=ON), trial, with_sensitive=False)
    assert [(left.fact, left.reason) for left in loaded.left] == [("papers", "not_allowed")]
    halves = json.dumps(
        {"kind": "luohu-answers", "format": 1, "scheme": "trial", "facts": {"\ud800": 1, "level": "\ud800"}}
    ).encode()
    assert [left.reason for left in read(halves, trial, with_sensitive=False).left] == ["unknown", "not_allowed"]
    entered = [fact.id for fact in guangzhou.facts.values() if fact.ask is None]
    assert [left.reason for left in read(_with(guangzhou, dict.fromkeys(entered)), guangzhou, with_sensitive=False).left] == [
        "not_asked" for _fact in entered
    ]


def _with(policy, facts):
    return json.dumps({"kind": "luohu-answers", "format": 1, "scheme": policy.scheme, "facts": facts}).encode()


@pytest.mark.parametrize(
    "value", [None, True, 1, -1, 1.5, 10**30, "x", [], {}, [[]], [None], [{}], [{"a": [1]}], {"a": {}}, "9" * 300]
)
def test_no_value_whatever_breaks_the_reading(value, guangzhou):
    every = dict.fromkeys(guangzhou.facts, value)
    loaded = read(_with(guangzhou, every), guangzhou, with_sensitive=True)
    assert len(loaded.answers) + len(loaded.left) == len(every)


def test_a_form_too_old_loses_neither_tick_nor_answers(visit, guangzhou):
    load(visit, document(guangzhou, ANSWERS | PENALTIES), sensitive="yes")
    for page in ("save", "load"):
        answer = visit.client.post(f"/{visit.language}/{BASE}/answers/{page}", data={"csrf_token": "old", "sensitive": "yes"})
        assert answer.status_code == 422
        assert said(visit, "您填写的内容都还在", "What you typed is still here") in answer.text
        assert re.search(r'name="sensitive"[^>]* checked', answer.text)


def test_more_than_a_browser_keeps_is_refused(visit, guangzhou, monkeypatch):
    monkeypatch.setattr("scoring.pages.cookies.MOST", 10)
    answer = load(visit, document(guangzhou, ANSWERS))
    assert answer.status_code == 422
    assert said(visit, "超出浏览器能保存的数量", "more answers than your browser can keep") in answer.text


def test_without_answers_there_is_nothing_to_save(visit):
    page = visit.get(f"{BASE}/answers/save")
    assert said(visit, "没有可保存的内容", "There is nothing to save") in page
    answer = visit.client.post(f"/{visit.language}/{BASE}/answers/save", data={})
    assert answer.mimetype == "text/html"
    none = visit.client.post(
        f"/{visit.language}/{BASE}/answers/load", data={"csrf_token": token(visit.get(f"{BASE}/answers/load"))}
    )
    assert none.status_code == 422
    assert said(visit, "没有收到文件", "nothing was sent") in none.text


def test_contradictory_answers_out_of_a_file_are_told_where_the_check_ends(visit):
    base = "check/beijing/2020"
    facts = {
        "education": "bachelor",
        "employment_months": 3,
        "study_overlap_months": 9,
        "holds_residence_permit": False,
        "criminal_penalties": [],
    }
    file = {"kind": "luohu-answers", "format": 1, "scheme": "beijing", "version": "2020", "facts": facts}
    load(visit, file, base=base, sensitive="yes")
    short = Short(visit, f"{base}/short")
    while short.fact:
        short.send(press="later")
    assert short.heading == said(visit, "有的答案互相矛盾", "Some answers contradict each other")
    assert "?question=study_overlap_months" in short.page or "?question=employment_months" in short.page
    assert "app-range" not in short.page
