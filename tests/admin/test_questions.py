"""Questions to the applicant through the pages of the console: asked, shown with what the answer changed, flagged, listed."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest

from admin.question_words import QuestionWords
from scoring.application.filing import Asked
from scoring.application.questions import Question, QuestionSet
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence
from scoring.casework.publish_folder import publish_folder
from scoring.casework.submit_application import receiving_offices
from scoring.records.accounts import AccountRow, officer_of
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.admin.test_deadlines import SILENT
from tests.casework import hamlet
from tests.casework.filings import Applying, content_for, new_holder, pausing
from tests.casework.stories import AT, Office
from tests.evidence.made import pdf
from tests.pages.own_files import Own


@pytest.fixture
def accepted(office):
    """Hands in an application of Guangzhou's round of 2025, which officer1 accepts."""
    services = services_of(office)
    with services.transaction() as session:
        officer = officer_of(session.query(AccountRow).filter_by(username="officer1").one())
    staff = dict.fromkeys(
        ("officer", "other_officer", "supervisor", "other_supervisor", "both", "policy_staff", "auditor", "administrator"), officer
    )
    desk = Office(services.transaction, services.library, **staff)
    applicant = Applying(desk, new_holder(desk, "张示范"))
    applicant.begin()
    applicant.submit()
    applicant.at = services.clock.now()
    applicant.accept()
    return applicant


def address(applicant, page="/ask_questions"):
    return f"/admin/applications/{applicant.reference}{page}"


def ask(desk, applicant, **inputs):
    sent = {"about_0": "facts/education", "words_0": "学校是否更名？", **inputs}
    return desk.send("officer1", address(applicant), **sent)


def bench(desk, applicant):
    return unescape(desk.page("officer1", address(applicant, "/verify")))


def test_an_officer_asks_from_the_workbench(desk, accepted):
    page = bench(desk, accepted)
    assert "Ask the applicant" in page
    page = unescape(desk.as_("officer1").get(address(accepted) + "?fact=education").text)
    assert '<option selected value="facts/education">' in page
    for words in ("To be answered by 16 March 2026", "10 working days", "office default, not law", "the file’s own terms run on"):
        assert words in page
    answer = ask(desk, accepted, about_1="evidence/diploma", words_1="请交扫描件。", reference_1="第五条")
    assert answer.location.endswith("/verify#questions")
    page = bench(desk, accepted)
    for words in ("Waiting for the answer", "学校是否更名？", "第五条", "answer due by 16 March 2026", "no term waited"):
        assert words in page
    assert f'{address(accepted)}"' not in page
    assert "The applicant was asked and may still answer" in page
    file = unescape(desk.page("officer1", address(accepted, "")))
    assert "Applicant asked" in file
    assert "Questions to the applicant" in file


def test_lines_are_added_and_what_is_wrong_is_told_beside_its_line(desk, accepted):
    more = ask(desk, accepted, press="add")
    assert more.status_code == 200
    assert 'name="words_2"' in more.text
    assert "学校是否更名？" in more.text
    none = desk.send("officer1", address(accepted), about_0="", words_0=" ")
    assert none.status_code == 422
    assert "Ask at least one question" in none.text
    blank = ask(desk, accepted, about_1="facts/education", words_1=" ")
    assert blank.status_code == 422
    assert 'href="#words_1"' in blank.text
    unnamed = ask(desk, accepted, about_0="", about_1="facts/permit_since", words_1="哪一天？")
    assert unnamed.status_code == 422
    assert 'href="#about_0"' in unnamed.text
    article = ask(desk, accepted, about_0="facts/permit_since")
    assert 'href="#reference_0"' in article.text
    long = ask(desk, accepted, words_0="字" * 4001)
    assert long.status_code == 422
    assert "Shorten it to " in long.text
    desk.as_("officer1").set_cookie("lang", "zh")
    chinese = ask(desk, accepted, about_0="facts/nothing")
    assert "请选择问题涉及的申报事项或证明材料。" in chinese.text
    assert accepted.own().questions == ()


def test_the_answer_stands_there_with_what_it_changed(desk, accepted):
    assert ask(desk, accepted, about_1="evidence/diploma", words_1="请交扫描件。").status_code == 302
    services = services_of(desk.as_("officer1").application)
    room = EvidenceRoom(services.transaction, services.settings.evidence)
    handed = HandedEvidence("diploma", pdf(), "学历证书.pdf")
    hand_in_evidence(room, services.library, accepted.shown, handed, holder=accepted.holder, at=services.clock.now())
    accepted.at = services.clock.now()
    accepted.explain({1: "学校已更名。"}, {"education": ("junior_college",)})
    page = bench(desk, accepted)
    for words in ("The applicant answered", "学校已更名。", "What the answer changed", "Bachelor", "Junior college", "/evidence/1"):
        assert words in page, words
    assert "Ask the applicant" in page  # once more
    assert "The answer changed no fact." not in page
    assert "Questions answered by the applicant" in unescape(desk.page("officer1", address(accepted, "")))
    accepted.question((Asked("facts/education", "何时？"),))
    accepted.explain({1: "2010年。"})
    assert "The answer changed no fact." in bench(desk, accepted)


def test_where_the_policy_lets_terms_wait_file_and_list_say_so(desk, accepted):
    accepted.office = pausing(accepted.office)
    before = unescape(desk.page("officer1", address(accepted, "")))
    assert "by 30 March 2026" in before
    accepted.question()
    page = bench(desk, accepted)
    for words in ("Clock paused: question", "The file’s terms wait until the answer, at most to 16 March 2026"):
        assert words in page
    assert "by 14 April 2026" in unescape(desk.page("officer1", address(accepted, "")))
    assert "The file’s terms wait until the answer, at most to 16 March 2026" in desk.page("officer1", "/admin/applications/")
    found = desk.page("officer1", "/admin/applications/?flag=clock-paused")
    assert accepted.reference in found
    assert "Clock paused: question" in found
    assert "14 April 2026" in found
    accepted.explain()
    assert accepted.reference not in desk.page("officer1", "/admin/applications/?flag=clock-paused")
    assert "by 30 March 2026" in unescape(desk.page("officer1", address(accepted, "")))


def test_two_officers_at_once(desk, accepted):
    page = desk.page("officer1", address(accepted))
    accepted.question()
    sent = {**hidden(page), "about_0": "facts/education", "words_0": "我写的问题"}
    answer = desk.as_("officer1").post(address(accepted), data=sent)
    assert answer.status_code == 409
    assert "我写的问题" in answer.text
    again = desk.as_("officer1").post(address(accepted), data=sent | {"version": str(accepted.shown.version)})
    assert "The applicant was asked already" in again.text


def test_where_no_term_to_answer_is_set_nobody_is_asked_and_the_page_says_where_to_set_it(office, desk, tmp_path):
    rules = "procedure: {in_flight: pin, channels: [online], days: {question: {n: 5, unit: days, from: decision}}}"
    text = hamlet.text(first="2026-03-01")
    folder = tmp_path / "hamlet"
    folder.mkdir()
    (folder / "1.yaml").write_text(text.replace(SILENT, rules), "utf-8")
    (folder / "1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    own = Own(office)
    services = own.services
    publish_folder(services.transaction, tmp_path, at=AT)
    services.live.refresh()
    applicant = own.file
    applicant.at, applicant.mode = services.clock.now(), "demonstration"
    applicant.office = replace(applicant.office, library=services.library)
    [place, *_] = receiving_offices(services.transaction, services.library.find("hamlet", "1"))
    applicant.begin(scheme="hamlet", content=content_for(applicant.holder, facts={"years": 5}, office=place.id))
    applicant.submit()
    applicant.accept()
    client = desk.as_("officer1")
    page = client.get(address(applicant))
    assert page.status_code == 403
    for words in ("No term to answer is set", "`question` under `days` in office_defaults.yaml", "`procedure.days`"):
        assert words in unescape(page.text)
    client.set_cookie("lang", "zh")
    assert "未设定回答期限" in client.get(address(applicant)).text


def test_what_came_in_at_the_counter_is_asked_at_the_counter(desk):
    reference = desk.record()
    assert "Questions to the applicant" not in desk.page("officer1", f"/admin/applications/{reference}/verify")
    answer = desk.send("officer1", f"/admin/applications/{reference}/ask_questions", about_0="facts/education", words_0="？")
    assert answer.status_code == 409
    assert "Nobody could read it" in answer.text


def test_a_file_that_is_not_verified_has_no_such_page(desk, accepted):
    accepted.withdraw()
    assert desk.as_("officer1").get(address(accepted)).status_code == 409


def test_without_the_rules_things_are_called_by_their_names():
    words = QuestionWords(None)
    question = Question(1, "facts/education", "", "？")
    assert words.about(question) == "education"
    assert words.new_files(QuestionSet(1, AT, "林", None, None, (question,)), question) == ()
