"""The short check without a browser: the order of questions, what is left open, what is kept, and where it ends."""

from __future__ import annotations

import re
from datetime import date

import pytest

from scoring.engine import day_of
from scoring.engine.questions.outcome import standing
from scoring.pages.short.agenda import agenda
from scoring.pages.short.bar import WIDTH, bar

BASE = "check/guangzhou/2025"
SHORT = f"{BASE}/short"
PENALTY = {
    f"fact-criminal_penalties-0-of-imposed_on-{part}": value for part, value in (("year", "2024"), ("month", "1"), ("day", "1"))
}


class Short:
    """Somebody in the short check: reads the question put, answers it, follows the redirects."""

    def __init__(self, visit, address=SHORT):
        self.visit, self.client = visit, visit.client
        self.open(address)

    def open(self, address=SHORT):
        self.status, self.page = 200, self.visit.get(address)
        return self

    @property
    def fact(self):
        found = re.search(r'name="shown" value="([^"]+)"', self.page)
        return found and found[1]

    @property
    def heading(self):
        return re.sub(r"<[^>]+>|\s+", " ", re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)[1]).strip()

    @property
    def range(self):
        return re.search(r'app-range__points">([^<]+)', self.page)[1].strip()

    @property
    def left(self):
        """Give the number of questions left that the page tells."""
        return int(re.search(r"(?:约剩|about )(\d+)", self.page)[1])

    def hidden(self, name):
        found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', self.page)
        return found[1] if found else None

    def send(self, *, token=None, **typed):
        """Send the form with what is *typed*, `value="yes"` for the question put itself, and follow to the next page."""
        action = re.search(r'<form method="post" id="short" action="([^"]+)"', self.page)[1]
        fields = {name: self.hidden(name) for name in ("csrf_token", "shown", "carried")}
        fields |= {"csrf_token": token} if token else {}
        names = {"value": f"fact-{self.fact}", "keep": f"keep-{self.fact}"}
        fields |= {names.get(name, name): value for name, value in typed.items()}
        return self.follow(self.client.post(action, data={name: value for name, value in fields.items() if value is not None}))

    def follow(self, answer):
        while answer.status_code == 302:
            answer = self.client.get(answer.headers["Location"])
        self.status, self.page, self.headers = answer.status_code, answer.text, answer.headers
        return self

    def until(self, fact):
        """Leave everything open until the question of *fact* is put."""
        while self.fact != fact:
            self.send(press="later")
        return self


@pytest.fixture
def short(visit):
    return Short(visit)


def said(short, zh, en):
    return {"zh": zh, "en": en}[short.visit.language]


def day(value):
    return {f"fact-birth_date-{part}": each for part, each in zip(("year", "month", "day"), value.split("-"), strict=True)}


def cookies(short):
    return {cookie.key: cookie.value for cookie in short.client._cookies.values()}


def test_conditions_come_first_and_penalties_last_of_them(visit_in, guangzhou):
    short, order = Short(visit_in("en")), []
    while short.fact:
        order.append(short.fact)
        short.send(press="later")
    conditions = standing(guangzhou, {}, on=date(2026, 3, 2)).condition_facts
    assert set(order[: len(conditions)]) == conditions
    assert order[len(conditions) - 1] == "criminal_penalties"
    assert order[-1] == "offences"
    assert len(order) == len(set(order)), "nothing is asked twice"
    assert short.heading == "So far: it is still open"
    assert "Nothing was taken for zero" in short.page


def test_it_ends_as_soon_as_a_condition_fails_and_goes_on_for_who_wants_the_points(short):
    assert short.fact == "holds_valid_permit"
    short.send(value="no")
    assert short.heading == said(short, "其余的不用再答了", "You need not answer the rest")
    assert said(short, "一项申请条件不符合", "a condition is not met") in short.page
    assert short.visit.get(f"{BASE}/result")
    short.open(f"{SHORT}?exact=1")
    assert short.fact is not None
    short.send(press="later")
    assert short.fact is not None, "it asks on, since that was wished"


def test_each_answer_narrows_the_range_and_says_so(short):
    before, left = short.range, short.left
    short.until("birth_date")
    assert short.range == before, "what is left open is not taken for zero"
    short.send(**day("1987-02-01"))
    assert short.range != before
    assert short.left < left
    assert said(short, f"上一题使范围从{before}缩小", f"Your last answer narrowed it down from {before}.") in short.page
    assert short.page.count("<rect") == 3, "what the answer took away is drawn"


def test_what_was_left_open_can_be_answered_later(short):
    short.send(press="later")
    assert short.fact == "works_lawfully"
    assert f'href="/{short.visit.language}/{SHORT}?question=holds_valid_permit"' in short.page
    short.open(f"{SHORT}?question=holds_valid_permit").send(value="yes")
    assert short.fact == "works_lawfully"
    assert "question=holds_valid_permit" not in short.page.split("<form", 1)[1]
    assert re.search(r'value="yes" checked', short.open(f"{SHORT}?question=holds_valid_permit").page)


def test_an_answer_taken_back_is_open_again(short):
    short.send(value="yes")
    short.open(f"{SHORT}?question=holds_valid_permit").send(press="later")
    assert not re.search(r'value="yes" checked', short.open(f"{SHORT}?question=holds_valid_permit").page)


def test_back_leads_to_the_question_before_and_first_to_the_scheme(short):
    assert f'href="/{short.visit.language}/schemes/guangzhou/2025"' in short.page.split("<main", 1)[0]
    short.send(value="yes").send(value="yes")
    assert "?question=works_lawfully" in short.page.split("<main", 1)[0]
    short.open(f"{SHORT}?question=works_lawfully")
    assert "?question=holds_valid_permit" in short.page.split("<main", 1)[0]


def test_a_question_that_is_not_asked_is_not_shown(short):
    assert short.open(f"{SHORT}?question=hard_trade_months").fact == "holds_valid_permit"
    assert short.open(f"{SHORT}?question=nothing").fact == "holds_valid_permit"


def test_going_on_without_an_answer_says_what_to_do(short):
    short.send()
    assert short.status == 422
    assert said(short, "请回答，或者按“不清楚，暂不回答”。", "Give an answer, or press “I do not know”.") in short.page
    short.until("birth_date").send(**day("1987-13-1"))
    assert short.status == 422
    assert 'value="13"' in short.page


def test_a_form_too_old_is_shown_once_more_with_what_was_typed(short):
    short.send(value="yes", token="old")
    assert short.status == 422
    assert said(short, "您填写的内容都还在", "What you typed is still here") in short.page
    assert re.search(r'value="yes" checked', short.page)
    assert short.send(value="yes").fact == "works_lawfully"
    short.send(press="later", token="old")
    assert (short.status, short.fact) == (422, "works_lawfully")


def test_after_the_session_ended_the_answer_typed_last_is_taken_and_the_check_goes_on(short):
    short.send(value="yes")
    for cookie in list(short.client._cookies.values()):
        short.client.delete_cookie(cookie.key)
    short.send(value="yes")
    assert short.status == 422
    assert re.search(r'value="yes" checked', short.page)
    assert short.send(value="yes").fact == "holds_valid_permit"


def test_a_sensitive_answer_is_kept_only_where_that_was_ticked(short):
    short.until("criminal_penalties").send(**PENALTY, keep="yes")
    assert said(short, "不符合", "not met") in short.page
    assert short.hidden("carried") is None
    assert "2024" in short.open(f"{SHORT}?question=criminal_penalties").page


def test_without_the_tick_only_the_form_carries_it(short):
    short.until("criminal_penalties")
    before = cookies(short)
    short.send(**PENALTY)
    kept = {name for name in cookies(short) if name.endswith("~0")}
    assert kept == {name for name in before if name.endswith("~0")} == set()
    assert said(short, "只计入、不保存：刑事处罚", "kept nowhere, as you wished: Criminal penalties") in short.page
    result = short.client.post(f"/{short.visit.language}/{BASE}/result", data={"carried": short.hidden("carried")})
    assert (
        said(short, "本页计入了没有保存的答案：刑事处罚", "counts answers that are kept nowhere: Criminal penalties") in result.text
    )
    assert said(short, "近5年内未受过刑事处罚", "No criminal penalty") in result.text
    again = short.follow(short.client.get(f"/{short.visit.language}/{SHORT}"))
    assert again.fact == "criminal_penalties", "whoever leaves the pages is asked again"


def test_plan_ways_time_and_papers_count_it_too_and_say_so_where_they_do_not(short):
    short.send(value="yes").until("criminal_penalties").send(**PENALTY)
    base, sealed = f"/{short.visit.language}/{BASE}", short.hidden("carried")
    counted = said(short, "本页计入了没有保存的答案：刑事处罚", "counts answers that are kept nowhere: Criminal penalties")
    not_counted = said(short, "本页没有计入：刑事处罚", "Not counted here")
    for path in ("result", "plan", "ways", "forecast?years=10", "checklist"):
        with_it = short.client.post(f"{base}/{path}", data={"carried": sealed}).text
        assert counted in with_it, path
        assert not_counted not in with_it, path
        assert re.search(f'form="onward" formaction="{base}/result', with_it) or path == "result", path
        assert re.search(r'<form method="post" id="onward"[^>]*><input type="hidden" name="carried" value="[\w-]+">', with_it), path
        without = short.client.get(f"{base}/{path}").text
        assert not_counted in without, path
        assert counted not in without, path
        assert f'{base}/short?question=criminal_penalties"' in without, path
    assert not_counted in short.client.get(f"{base}/what-if").text
    short.open(f"{SHORT}?question=criminal_penalties").send(**PENALTY, keep="yes")
    assert not_counted not in short.client.get(f"{base}/plan").text


def test_the_form_carries_it_from_question_to_question_and_back(short):
    short.until("criminal_penalties").send()
    assert short.hidden("carried")
    assert short.fact != "criminal_penalties"
    following = short.fact
    short.send(press="later")
    assert short.hidden("carried")
    short.send(question=following)
    assert short.fact == following
    short.send(question="criminal_penalties")
    assert (short.fact, short.status) == ("criminal_penalties", 200)
    short.send(press="decline")
    assert short.hidden("carried") is None
    assert short.fact != "criminal_penalties"


def test_who_prefers_not_to_say_is_not_asked_again_and_nothing_is_taken_for_granted(short):
    short.until("criminal_penalties").send(press="decline")
    assert short.fact != "criminal_penalties"
    assert "?question=criminal_penalties" in short.page


@pytest.mark.parametrize("text", ["nonsense", "AAAA", ""])
def test_what_does_not_open_is_not_carried(short, text):
    short.client.set_cookie("answers~guangzhou~2025~way", "nonsense")
    answer = short.client.post(f"/{short.visit.language}/{SHORT}", data={"carried": text})
    assert answer.status_code == 200
    assert 'name="carried"' not in answer.text


def test_more_than_a_browser_keeps_is_refused_with_what_was_typed(short, monkeypatch):
    monkeypatch.setattr("scoring.pages.cookies.MOST", 10)
    short.send(value="yes")
    assert short.status == 422
    assert said(short, "浏览器无法保存", "more answers than your browser can keep") in short.page
    assert re.search(r'value="yes" checked', short.page)


def test_a_row_is_added_and_its_form_kept(short):
    short.until("criminal_penalties").send(press="add:criminal_penalties", **PENALTY)
    assert short.page.count("app-record__head") == 2
    assert 'value="2024"' in short.page
    assert short.hidden("carried") is None


def test_a_question_page_without_answers_may_come_out_of_the_browsers_memory(short):
    path = f"/{short.visit.language}/{SHORT}"
    assert short.client.get(path).headers["Cache-Control"] == "private, max-age=0"
    short.send(value="yes")
    assert short.client.get(f"{path}?question=holds_valid_permit").headers["Cache-Control"] == "no-store"
    short.until("criminal_penalties")
    assert short.headers["Cache-Control"] == "no-store"


def test_the_link_to_share_holds_no_answer(short):
    short.send(value="no")
    url = f"http://localhost/{short.visit.language}/{SHORT}"
    assert f'<a class="govuk-link" href="{url}">{url}</a>' in short.page
    assert f'data-copy="{url}"' in short.page
    assert url in short.visit.get("schemes/guangzhou/2025")


def test_scheme_and_start_offer_the_short_check_first(visit):
    for path in ("", "schemes/guangzhou/2025"):
        page = visit.get(path)
        assert page.index(f'href="/{visit.language}/{SHORT}"') < page.index(f'href="/{visit.language}/{BASE}"')


def test_every_scheme_can_be_gone_through(visit_in):
    for name in ("beijing/2020", "shanghai/2018", "shanghai-graduates/2020", "tianjin/2021", "ningbo/2010", "ningbo-yinzhou/2010"):
        short = Short(visit_in("en"), f"check/{name}/short")
        while short.fact:
            short.send(press="later")
        assert short.heading == "So far: it is still open", name


def test_once_everything_is_known_nothing_is_asked(trial):
    on, _ended = day_of(trial, date(2026, 3, 2))
    found = agenda(trial, {}, (), on=on, is_exact=True)
    assert found.fact
    left = agenda(trial, {}, found.further, on=on, is_exact=True)
    assert (left.questions, left.further) == ((), ())
    assert set(left.left) == set(found.further)


def test_the_bar_narrows_with_the_range_and_is_never_invisible(guangzhou):
    on = date(2026, 3, 2)
    all_open = standing(guangzhou, {}, on=on)
    whole = bar(guangzhou, all_open, None, on=on)
    assert (whole.start, whole.width) == (0, WIDTH)
    assert 0 < whole.zero < whole.mark < WIDTH
    part = standing(guangzhou, {"birth_date": "1987-02-01", "offences": []}, on=on)
    narrowed = bar(guangzhou, part, (all_open.lowest, all_open.highest), on=on)
    assert narrowed.start > whole.start
    assert narrowed.width < whole.width == narrowed.before_width
