"""The applicant answers what the office asks while it verifies the application: in words, by files, by putting answers right."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder

from scoring.application.application import PolicyPin
from scoring.application.filing import Asked
from scoring.application.points import Approval
from scoring.application.questions import Question, QuestionSet
from scoring.errors import FactsRefused, InputRefused
from scoring.findings import FactProblem
from scoring.pages.forms import as_form_data
from scoring.pages.own.question_form import answerable, form_for
from scoring.pages.own.question_words import say_asked, say_asked_about, say_pause
from scoring.pages.own.words import say_refused
from scoring.records.tables import VerifiedIdentityIndexRow, VerifiedIdentityRow
from tests.casework.filings import QUESTIONS, pausing
from tests.casework.stories import AT
from tests.evidence.made import pdf
from tests.pages.own_files import Own, hidden_of
from tests.sending import send_scan

ANSWERS = {"words_1": "学校已更名。", "words_2": "见附件。", "declaration": "y"}


@pytest.fixture
def accepted(app):
    own = Own(app)
    own.file.begin()
    own.file.submit()
    own.file.accept()
    own.file.at = own.services.clock.now()
    return own


@pytest.fixture
def asked(accepted):
    accepted.file.question()
    return accepted


def send(own, form=None, **typed):
    """Send the form with the answers that stand on its page; give status and page."""
    page = form or own.get("/questions")
    boxes = dict(re.findall(r'name="(fact-[\w-]+)"[^>]*value="([^"]*)"[^>]* checked', page))
    return own.send("/questions", page, **{**boxes, **typed})


def file(content=None):
    return (io.BytesIO(content or pdf()), "学历证书.pdf")


def test_questions_are_told_answered_and_kept_in_view(asked):
    page = asked.get()
    assert "You answer questions of the office: by 16 March 2026." in page
    assert "The office asked you something." in page
    assert "You answer questions of the office" in asked.client.get("/en/account/applications").text
    page = asked.get("/questions")
    for words in (*(each.words for each in QUESTIONS), "Basis: 第五条", "Diploma", "Answer by 16 March 2026"):
        assert words in page
    assert "term to decide waits" not in page
    assert 'name="fact-education" type="radio" value="bachelor" checked' in page or re.search(
        r'value="bachelor"[^>]* checked', page
    )
    answer, _text = send(asked, **{**ANSWERS, "fact-education": "master"})
    assert answer.status_code == 302
    page = asked.get()
    for words in ("Your answer is with the office.", "学校已更名。", "You put it right: ", "You answered the office’s questions."):
        assert words in page
    assert "See the questions and answer" not in page
    assert asked.client.get(asked.path + "/questions").location == asked.path
    assert asked.file.own().declared["education"] == "master"


def test_where_the_clock_waits_the_page_says_so_and_after_the_last_day_what_still_counts(accepted):
    accepted.file.office = pausing(accepted.file.office)
    accepted.file.at -= timedelta(days=60)
    accepted.file.question()
    assert "This day is over and the office goes on without." in accepted.get("/questions")
    assert "受理机构将继续办理" in accepted.get("/questions", language="zh")
    assert "You answer questions" not in accepted.get()
    accepted.file.at += timedelta(days=60)
    accepted.file.question()
    page = accepted.get("/questions")
    words = "Until you answer, and until 16 March 2026 at the longest, the office’s own term to decide waits."
    assert words in page
    assert f"You answer questions of the office: by 16 March 2026. {words}" in accepted.get()


def test_what_is_missing_is_told_beside_each_input_and_what_was_typed_stays(asked):
    answer, text = send(asked, words_1="学校已更名。")
    assert answer.status_code == 422
    assert "Read the declaration" in text
    answer, text = send(asked, **{**ANSWERS, "words_2": ""})
    assert answer.status_code == 422
    assert "Answer in words, with a file, or by putting your answer right." in text
    assert "学校已更名。" in text
    answer, text = send(asked, **{**ANSWERS, "words_1": "字" * 4001})
    assert "Shorten it to 4000 characters; it has 4001." in text
    answer, text = send(asked, **{**ANSWERS, "key": ""})
    assert answer.status_code == 422
    assert "Load the page anew" in text
    assert asked.file.own().questions[0].answer is None


def test_what_was_typed_is_there_at_the_next_visit_until_it_is_sent(accepted):
    accepted.file.question((Asked("facts/education", "？"), Asked("evidence/diploma", "！", "五")))
    old = accepted.get("/questions")
    kept, _text = send(accepted, old, words_1="写到一半", then="save", **{"fact-education": "master"})
    assert kept.status_code == 302
    assert "What you typed is kept, and is not with the office yet." in accepted.get()
    page = accepted.get("/questions")
    assert "写到一半" in page
    assert re.search(r'value="master"[^>]* checked', page)
    stale, text = send(accepted, old, words_1="另一窗口", then="save")
    assert (stale.status_code, "另一窗口" in text) == (409, True)
    bad, text = send(accepted, page, words_1="字" * 4001, then="save")
    assert (bad.status_code, "it has 4001" in text) == (422, True)
    form, text = send(accepted, page, words_1="写完了。", then="file", file_2=file())
    assert form.status_code == 200
    assert "写完了。" in accepted.get("/questions")
    assert send(accepted, text, words_1="写完了。", declaration="y")[0].status_code == 302
    [one] = accepted.file.own().questions
    assert [each.answer for each in one.questions] == ["写完了。", ""]
    assert [each.after for each in one.answer.differences] == ["master"]


def test_files_are_kept_at_once_and_answer_without_words(asked):
    form = asked.get("/questions")
    answer, text = send(asked, form, words_1="写到一半", file_2=file(), then="file")
    assert answer.status_code == 200
    assert "写到一半" in text
    assert "学历证书.pdf" in text
    same, text = send(asked, text, file_2=file(), then="file")  # the same file once more changes nothing
    assert (same.status_code, text.count("学历证书.pdf")) == (200, 2)  # at both questions: it proves what the first is about
    bad, text = send(asked, text, **ANSWERS, file_2=(io.BytesIO(b"MZ"), "x.exe"))
    assert bad.status_code == 422
    assert "neither a PDF nor" in text
    done, _text = send(asked, text, words_1="学校已更名。", words_2="", declaration="y")
    assert done.status_code == 302
    [one] = asked.office.file(asked.file.own()).questions
    assert [each.answer for each in one.questions] == ["学校已更名。", ""]
    assert "学历证书.pdf" not in asked.get()


def test_a_fact_is_put_right_once_and_only_where_something_can_prove_it_a_file_is_asked_for(accepted):
    asked = (Asked("facts/birth_date", "请核对出生日期。"), Asked("facts/education", "？"), Asked("facts/education", "！"))
    accepted.file.question((*asked, Asked("facts/pension_months", "核对月数。")))
    page = accepted.get("/questions")
    months = {"fact-pension_months": "84"}
    assert 'name="file_2"' in page
    assert 'name="file_4"' not in page
    at = [page.index(f'id="question-{number}"') for number in (2, 3)]
    assert 'name="fact-education"' in page[at[0] : at[1]]
    assert 'name="fact-education"' not in page[at[1] :]
    words = {f"words_{number}": "是。" for number in (1, 2, 3, 4)} | {"declaration": "y"}
    born = {"fact-birth_date-year": "1987", "fact-birth_date-month": "2", "fact-birth_date-day": "2"}
    answer, text = send(accepted, page, **words, **months, **born)
    assert answer.status_code == 422
    assert "By your identity number you were born on 1 February 1987, by your answers on 2 February 1987." in text
    answer, text = send(accepted, page, **words, **months, **born | {"fact-birth_date-month": "13"})
    assert answer.status_code == 422
    answer, text = send(accepted, page, **words, **months, **born | {"fact-birth_date-day": "1"})
    assert answer.status_code == 302


def test_what_contradicts_the_rules_is_told_beside_its_input(accepted):
    accepted.file.question((Asked("facts/volunteering", "请核对。", "附件"),))
    added = accepted.send("/questions", press="add:volunteering")[1]
    row = {"fact-volunteering-0-of-in_year": "2026", "fact-volunteering-0-of-hours": "60"}
    answer, text = send(accepted, added, words_1="是。", declaration="y", **row)
    assert answer.status_code == 422
    assert "The answers contradict each other: No volunteering after the year points are counted to." in text


def test_a_contradiction_in_what_was_not_asked_about_is_told_above_the_form(in_language, guangzhou):
    problem = FactProblem("contradiction", "volunteering", "/volunteering", [], "", check="volunteering_in_time")
    with in_language("en"):
        form = form_for(guangzhou, QuestionSet(1, AT, "林", None, None, (Question(1, "facts/education", "", "？"),)), None)(
            formdata=None
        )
        form.refuse_act(guangzhou, FactsRefused((problem,)))
        [told] = form.summary()
    assert told["href"] == "#main-content"


def test_without_the_token_of_the_form_nothing_is_kept(asked):
    page = asked.get("/questions")
    forged = re.sub(r'(name="csrf_token"[^>]*value=")[^"]*', r"\1x", page)
    assert forged != page
    answer, _text = send(asked, forged, **ANSWERS, file_2=file())
    assert answer.status_code in {400, 422}
    assert "学历证书.pdf" not in asked.get("/questions")


def test_rows_are_added_without_sending(accepted):
    accepted.file.question((Asked("facts/patents", "请列出专利。"),))
    answer, text = accepted.send("/questions", words_1="两项。", press="add:patents")
    assert answer.status_code == 200
    assert "fact-patents-0" in text
    assert "两项。" in text


def test_of_two_tabs_the_later_one_is_told(asked):
    form = asked.get("/questions")
    assert send(asked, form, **ANSWERS)[0].status_code == 302
    answer, text = send(asked, form, **{**ANSWERS, "key": "k" * 20})
    assert answer.status_code == 409
    assert "This is no longer possible" in text
    assert send(asked, form, **ANSWERS)[0].status_code == 302  # the same form once more


def test_what_the_office_did_meanwhile_is_told_and_what_was_typed_stays(asked):
    form = asked.get("/questions")
    office = asked.office
    office.verify(office.file(asked.file.own()).application)
    answer, text = send(asked, form, **ANSWERS, **{"fact-education": "master"})
    assert answer.status_code == 409
    assert "The application changed meanwhile" in text
    assert "学校已更名。" in text
    assert (
        send(asked, text, **{name: value for name, value in ANSWERS.items() if name != "words_1"}, words_1="再发。")[0].status_code
        == 302
    )


def test_a_withdrawn_application_is_not_answered(asked):
    form = asked.get("/questions")
    asked.file.withdraw()
    answer, text = send(asked, form, **ANSWERS)
    assert answer.status_code == 409
    assert "This is no longer possible" in text


def test_who_is_not_verified_any_more_is_told_what_to_do(asked):
    with asked.services.transaction() as session:
        for table in (VerifiedIdentityIndexRow, VerifiedIdentityRow):
            for row in session.query(table).filter_by(account_id=asked.file.holder.account_id):
                session.delete(row)
    answer, text = send(asked, **ANSWERS)
    assert answer.status_code == 422
    assert "Show the card at a counter first." in text


def test_nobody_elses_questions_are_shown(asked, app):
    other = Own(app, "13800138001")
    other.file.reference = asked.file.reference
    other.get("/questions", status=404)


def test_an_application_without_questions_leads_to_its_page(accepted):
    assert accepted.client.get(accepted.path + "/questions").location == accepted.path
    page = accepted.get()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', accepted.get("/withdraw"))[1]
    assert accepted.client.post(accepted.path + "/questions", data={"csrf_token": token}).location == accepted.path
    assert "See the questions" not in page


def test_later_questions_are_answered_anew(asked):
    assert send(asked, **ANSWERS)[0].status_code == 302
    asked.file.question((Asked("facts/education", "何时毕业？"),))
    page = asked.get("/questions")
    assert "何时毕业？" in page
    assert "学校是否更名？" not in page


OLD = (Asked("facts/birth_date", "请核对出生日期。"), Asked("facts/volunteering", "请核对。", "附件"), *QUESTIONS)
OLD_WORDS = {"words_1": "第一问的话。", "words_2": "第二问的话。", "words_4": "第四问的话。"}
BORN = {"fact-birth_date-year": "1987", "fact-birth_date-month": "13", "fact-birth_date-day": "1"}


@pytest.fixture
def overtaken(accepted):
    """A page of the first set, and a second set that was asked since the first was over."""
    accepted.file.at -= timedelta(days=60)
    accepted.file.question(OLD)
    page = accepted.get("/questions")
    accepted.file.at += timedelta(days=60)
    accepted.file.question((Asked("facts/education", "何时毕业？"),))
    return accepted, page


def test_a_page_of_earlier_questions_answers_none_of_the_new_ones_and_nothing_typed_is_lost(overtaken):
    own, page = overtaken
    hours = {"fact-volunteering-0-of-in_year": "2024", "fact-volunteering-0-of-hours": "60"}
    answer, text = send(own, page, **OLD_WORDS, **BORN, **hours, declaration="y", **{"fact-education": "master"})
    assert answer.status_code == 409
    for words in (*OLD_WORDS.values(), "1987; 13; 1", "Year: 2024, Hours: 60", "Master", "What you had typed"):
        assert words in text, words
    assert "The office has asked something new since you opened the page, and no answer was sent." in text
    form = text.split("<form", 1)[1]
    assert "何时毕业？" in form
    assert not any(words in form for words in OLD_WORDS.values())
    assert re.search(r'value="bachelor"[^>]* checked', form)
    assert [each.answer for each in own.file.own().questions] == [None, None]
    assert send(own, text, words_1="2010年。", declaration="y")[0].status_code == 302
    [question] = own.file.own().questions[1].questions
    assert question.answer == "2010年。"


@pytest.mark.parametrize("sent", [{"press": "add:volunteering"}, {"then": "file"}, {"asked": "x"}, {"asked": "9"}])
def test_whatever_was_pressed_on_it_the_words_stay(overtaken, sent):
    own, page = overtaken
    answer, text = send(own, page, **OLD_WORDS, **sent, file_4=file())
    assert answer.status_code == 409
    assert all(words in text for words in OLD_WORDS.values())


def test_a_page_of_earlier_questions_is_told_where_nothing_is_asked_any_more(overtaken):
    own, page = overtaken
    assert send(own, words_1="2010年。", declaration="y")[0].status_code == 302
    answer, text = send(own, page, **OLD_WORDS)
    assert answer.status_code == 409
    assert "This is no longer possible" in text
    assert "第四问的话。" in text


def test_of_several_kinds_of_document_one_is_chosen(in_language, guangzhou):
    fact = replace(guangzhou.facts["education"], evidence=("diploma", "research_proof", "insurance_record"))
    policy = replace(guangzhou, facts={**guangzhou.facts, "education": fact})
    question = Question(1, "facts/education", "", "？")
    asked = QuestionSet(1, AT, "林", None, None, (question, Question(2, "facts/nominated_skilled_worker", "", "？")))
    with in_language("en"):
        form = form_for(policy, asked, None)(formdata=None)
        assert [choice.value for choice in form["kind_1"].choices] == ["diploma", "research_proof"]
        assert [field.fact.id for field in form.questions()] == ["education"]  # nobody asks an applicant the other one
        assert form.file_for(policy, question, 10) is None
    for kind, kept in (("research_proof", True), ("insurance_record", False)):
        with in_language("en") as context:
            sent = {"kind_1": kind, "file_1": (io.BytesIO(pdf()), "a.pdf")}
            context.request = Request(EnvironBuilder(method="POST", data=sent).get_environ())
            form = form_for(policy, asked, None)(formdata=None)
            if kept:
                assert form.file_for(policy, question, 10).kind == kind
                continue
            with pytest.raises(InputRefused) as refused:
                form.file_for(policy, question, 10)
            assert not form.fault(question, say_refused(refused.value))
            assert form.summary() == [{"text": say_refused(refused.value), "href": "#file_1"}]


def test_what_a_question_is_about_is_named_by_its_own_name_where_the_rules_are_not_known(in_language, guangzhou):
    with in_language("en"):
        for policy, about, words in (
            (guangzhou, "facts/education", guangzhou.facts["education"].label.say("en")),
            (guangzhou, "evidence/diploma", "Diploma"),
            (guangzhou, "evidence/nothing", "nothing"),
            (None, "facts/education", "education"),
        ):
            assert say_asked_about(policy, about) == words
        assert (
            say_asked(QuestionSet(1, AT, "林", None, None, ()), AT.date()) == "You answer questions of the office: no term is set."
        )
        assert say_pause(QuestionSet(1, AT, "林", None, None, ())) == ""


def test_what_was_approved_since_it_was_asked_about_is_not_offered(guangzhou):
    questions = (Question(1, "facts/education", "", "？"), Question(2, "facts/patents", "", "？"))
    asked = QuestionSet(1, AT, "林", None, None, questions)
    pin = PolicyPin("guangzhou", "2025", "d" * 64)
    approval = Approval("2025-1", 1, AT, AT.date(), pin, 1, "林", 2, "陈", "eligible", "100", "p" * 64, ("patents",), "h" * 64)
    assert [fact.id for fact in answerable(guangzhou, asked, None)] == ["education", "patents"]
    assert [fact.id for fact in answerable(guangzhou, asked, approval)] == ["education"]


def test_what_was_approved_when_the_page_was_read_and_is_not_any_more_stands_there_as_declared(in_language, guangzhou):
    asked = QuestionSet(1, AT, "林", None, None, (Question(1, "facts/education", "", "？"), Question(2, "facts/patents", "", "？")))
    pin = PolicyPin("guangzhou", "2025", "d" * 64)
    approval = Approval("2025-1", 1, AT, AT.date(), pin, 1, "林", 2, "陈", "eligible", "100", "p" * 64, ("education",), "h" * 64)
    with in_language("en"):
        form = form_for(guangzhou, asked, approval)(formdata=MultiDict({"words_1": "已更名。"}))
        assert form.find("education") is None
        form.take_missing(form_for(guangzhou, asked, None)(formdata=None, data=as_form_data({"education": "bachelor"})))
        assert form.answers()["education"] == "bachelor"
        assert "bachelor" in form.find("education")()
    assert form["words_1"].data == "已更名。"


@pytest.mark.parametrize(
    ("place", "remedy", "words"),
    [
        ("facts/education", "This was approved in 2025-1, and stays as it is. Answer in words or with a document.", "（2025-1）"),
        (
            "points",
            "An application goes by these points. Withdraw the application first, or wait until it is decided.",
            "请先撤回申请",
        ),
    ],
)
def test_what_approved_points_refuse_is_said_in_words(in_language, place, remedy, words):
    with in_language("zh"):
        assert words in say_refused(InputRefused(place, remedy))


def test_a_scan_is_handed_in(asked):
    typed = {"words_1": "写到一半", "then": "file"}
    answer = send_scan(asked.client, asked.path + "/questions", "file_2", **hidden_of(asked.get("/questions")), **typed)
    assert answer.status_code == 200
    assert "扫描件.png" in answer.text
