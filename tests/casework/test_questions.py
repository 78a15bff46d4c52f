"""Questions to the applicant of an accepted file: asked one set at a time, answered once, while the file's own terms may wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from scoring.application.application import Amendment
from scoring.application.clocks import Pause
from scoring.application.departments import Consultation, Inquiry
from scoring.application.desk import Flag
from scoring.application.due import Late, Timing
from scoring.application.filing import Asked, Asking, Difference
from scoring.application.notice import NoticeKind
from scoring.application.status import Status
from scoring.application.working_days import WorkingDays
from scoring.casework.amend_facts import amend_facts
from scoring.casework.ask_departments import ask_departments
from scoring.casework.ask_questions import ask_questions
from scoring.casework.claim_file import claim_next
from scoring.casework.declare_interest import declare_interest
from scoring.casework.escalate_overdue import escalate_overdue
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence, take_back_evidence
from scoring.casework.lateness import LateUnder, late_under
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.casework.messages import list_notices
from scoring.casework.pauses import pauses_by_reference
from scoring.casework.release_claim import give_back
from scoring.casework.return_application import return_application
from scoring.casework.workbench import read_bench
from scoring.errors import Blocked, CalendarUnknown, FactsRefused, InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.policy.library import Library
from scoring.policy.procedure import Duration
from scoring.records.questions import QuestionSetRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.filings import QUESTIONS, TIMING, accepted, asked, new_holder, new_key, pausing, questioned, submitted
from tests.casework.stories import AT, FACTS
from tests.evidence import made

ASKED_ON, LAST = date(2025, 10, 20), date(2025, 11, 3)
"""A Monday, and the tenth working day after it."""

DUE, PAUSED_DUE = date(2025, 11, 17), date(2025, 12, 1)
"""Twenty working days after acceptance on that Monday; and after a pause of ten."""

WORDS = {1: "学校已更名。", 2: "见附件。"}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def timing(**days: Duration | None) -> Timing:
    """Give the office's terms with some of them changed; None takes one out."""
    stated = {**TIMING.defaults.days, **days}
    return replace(TIMING, defaults=replace(TIMING.defaults, days={k: v for k, v in stated.items() if v is not None}))


def due_day(applicant, by: Timing = TIMING) -> date | None:
    """Give the day by which the file is to be recommended, as its page counts it."""
    file = applicant.own()
    procedure = applicant.office.library.find(file.scheme, file.policy_version).procedure
    (due,) = by.waiting(file.status, procedure, file.days, file.pauses)
    return due.day


def found(applicant, today: date, **search) -> bool:
    office = applicant.office
    wanted = ApplicationSearch(text=applicant.reference, today=today, **search)
    return bool(list_applications(office.transaction, wanted, Wanted(), officer=office.officer).items)


def is_late(applicant, today: date) -> bool:
    own = applicant.own()
    rules = Library([applicant.office.library.find(own.scheme, own.policy_version)])
    return found(applicant, today, late=late_under(rules, TIMING, today))


@pytest.fixture
def strict(office):
    """The office under policies that let questions pause."""
    return pausing(office)


def test_questions_are_asked_told_and_journalled(office):
    applicant = questioned(office)
    [questions] = applicant.own().questions
    assert [(each.number, each.about, each.words) for each in questions.questions] == [
        (1, "facts/education", "学校是否更名？"),
        (2, "evidence/diploma", "请交原件扫描件。"),
    ]
    assert "annex" in questions.questions[0].reference  # the policy's own article
    assert questions.questions[1].reference == "第五条"
    assert (questions.due, questions.paused_to, questions.answer, questions.asked_by) == (LAST, None, None, "officer")
    file = office.file(applicant)
    assert (file.application.status, file.application.claim.name) == (Status.ACCEPTED, "officer")
    assert dict(file.events[-1].facts) == {
        "questions": 1,
        "about": ["facts/education", "evidence/diploma"],
        "due": "2025-11-03",
        "paused_to": None,
        "status": "accepted",
    }
    notice = list_notices(office.transaction, applicant.holder).items[0]
    assert (notice.kind, notice.facts["until"]) == (NoticeKind.QUESTION_ASKED, "2025-11-03")
    assert (applicant.own().steps[-1].act, applicant.own().steps[-1].words) == ("ask_questions", "")
    assert "answer_questions" in applicant.own().acts


def test_an_answer_in_words_changes_no_fact_and_moves_nothing(office):
    applicant = questioned(office)
    before = applicant.own()
    answered = applicant.explain(WORDS)
    assert [each.answer for each in answered.questions] == list(WORDS.values())
    assert (answered.answer.differences, answered.answer.assessment) == ((), None)
    own, file = applicant.own(), office.file(applicant)
    assert (own.status, own.received_at, own.receipts) == (Status.ACCEPTED, before.received_at, before.receipts)
    assert (own.version, own.steps[-1].act, own.steps[-1].by) == (before.version + 1, "answer_questions", "you")
    assert len(file.assessments) == 1
    assert "answer_questions" not in own.acts
    assert "学校" not in str(dict(file.events[-1].facts))


def test_the_same_form_answers_once_and_another_is_refused(office):
    applicant = questioned(office)
    key, shown = new_key(), applicant.shown
    first = applicant.explain(WORDS, key=key)
    assert applicant.explain(WORDS, key=key, shown=shown) == first
    with pytest.raises(NotAllowed, match="asked"):
        applicant.explain(WORDS)
    applicant.question()
    applicant.explain(WORDS)
    assert applicant.explain(WORDS, key=key) == first
    assert len(applicant.own().questions) == 2


def test_only_what_was_asked_about_is_changed_and_a_verdict_on_it_falls(office):
    applicant = accepted(office)
    application = office.verify(office.now(applicant))
    assert "education" in office.bench(application).standing.verdicts
    applicant.question()
    applicant.at += timedelta(days=1)
    answered = applicant.explain(WORDS, {"education": ("junior_college",)})
    assert answered.answer.differences == (Difference("facts/education", "bachelor", "junior_college"),)
    file = office.file(applicant)
    newest = file.assessments[0]
    assert (newest.number, newest.facts["education"], newest.kind) == (answered.answer.assessment, "junior_college", "claimed")
    assert {**newest.facts, "education": "bachelor"} == FACTS
    bench = office.bench(application)
    assert "education" not in bench.standing.verdicts
    assert bench.claimed.facts["education"] == "junior_college"
    assert office.file(applicant).submissions[0].digest == applicant.own().receipts[0].digest


def test_a_value_that_is_only_spelt_otherwise_is_no_other(office):
    applicant = accepted(office)
    applicant.question((Asked("facts/income_tax_three_years", "三年合计多少？"),))
    answered = applicant.explain({1: "三万五千元。"}, {"income_tax_three_years": ("35000.00",)})
    assert (answered.answer.differences, answered.answer.assessment) == ((), None)


def test_what_was_amended_at_the_office_meanwhile_stays(office):
    """An answer changes what it is about, and not the rest back to what was submitted."""
    applicant = questioned(office)
    facts = FACTS | {"pension_months": 90}
    shown = applicant.shown
    amend_facts(
        office.transaction, office.library, shown, Amendment(facts, AT.date(), None, "社保记录"), officer=office.officer, at=AT
    )
    applicant.explain(WORDS, {"education": ("junior_college",)})
    assert office.file(applicant).assessments[0].facts["pension_months"] == 90


def test_an_optional_fact_is_taken_back(office):
    applicant = accepted(office)
    applicant.question((Asked("facts/taxed_every_year", "是否每年缴税？"),))
    applicant.explain({1: "记不清。"}, {"taxed_every_year": ()})
    newest = office.file(applicant).assessments[0]
    assert "taxed_every_year" not in newest.facts
    assert office.file(applicant).questions[0].answer.differences == (
        Difference("facts/taxed_every_year", before=True, after=None),
    )


def test_the_same_value_is_no_change(office):
    applicant = questioned(office)
    assert applicant.explain(WORDS, {"education": ("bachelor",)}).answer.assessment is None


@pytest.mark.parametrize(
    ("words", "facts", "error", "field"),
    [
        (WORDS, {"pension_months": (90,)}, InputRefused, "facts/pension_months"),
        ({1: " ", 2: "有"}, {}, InputRefused, "words/1"),
        ({1: "是"}, {"education": ("junior_college",)}, InputRefused, "words/2"),
        ({1: "字" * 5000, 2: "有"}, {}, InputRefused, "words/1"),
        (WORDS, {"education": ("kindergarten",)}, FactsRefused, None),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(office, words, facts, error, field):
    applicant = questioned(office)
    before = applicant.standing
    with pytest.raises(error) as refused:
        applicant.explain(words, facts)
    if field:
        assert refused.value.field == field
    assert applicant.standing == before
    assert applicant.own().questions[0].answer is None


def test_the_birth_date_stays_that_of_the_number(office):
    applicant = accepted(office)
    applicant.question((Asked("facts/birth_date", "请核对。", "第一条"),))
    with pytest.raises(InputRefused, match="Correct the wrong one"):
        applicant.explain({}, {"birth_date": ("1987-02-02",)})


def test_only_who_is_the_applicant_or_may_act_for_them_answers(office):
    applicant = questioned(office)
    holder = applicant.holder
    applicant.holder = replace(holder, identity=None)
    with pytest.raises(NotAllowed, match="identity"):
        applicant.explain(WORDS)
    applicant.holder = new_holder(office)
    with pytest.raises(NotFound):
        applicant.explain(WORDS)
    applicant.holder = holder
    with pytest.raises(InputRefused, match="declaration"):
        applicant.explain(WORDS, declaration="0")
    with pytest.raises(Stale):
        applicant.explain(WORDS, shown=replace(applicant.shown, version=1))
    applicant.explain(WORDS)


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ((), "items"),
        (QUESTIONS * 11, "items"),
        ((Asked("facts/shoe_size", "?"),), "items/0/about"),
        ((Asked("education", "?"),), "items/0/about"),
        ((Asked("evidence/nothing", "?"),), "items/0/about"),
        ((*QUESTIONS, Asked("facts/education", " ")), "items/2/words"),
        ((Asked("facts/permit_since", "?"),), "items/0/reference"),  # the policy names no article
    ],
)
def test_a_question_says_what_it_is_about(office, items, field):
    applicant = accepted(office)
    with pytest.raises(InputRefused) as refused:
        applicant.question(items)
    assert refused.value.field == field
    assert applicant.own().questions == ()


def test_the_officers_article_counts_where_the_policy_names_none(office):
    applicant = accepted(office)
    applicant.question((Asked("facts/permit_since", " 哪一天？ ", " 第九条 "),))
    [question] = applicant.own().questions[0].questions
    assert (question.reference, question.words) == ("第九条", "哪一天？")


def test_one_set_is_open_at_a_time_until_it_is_answered_or_overdue(office):
    applicant = questioned(office)
    applicant.at = noon(LAST)
    with pytest.raises(NotAllowed, match="none_open"):
        applicant.question()
    applicant.at = noon(LAST + timedelta(days=1))
    applicant.question()
    assert len(applicant.own().questions) == 2
    applicant.explain(WORDS)
    applicant.question()
    assert [each.answer is not None for each in applicant.own().questions] == [False, True, False]


def test_nobody_is_asked_who_has_no_account_to_answer_by(office):
    application = office.record()
    asking = Asking(office.shown(application), QUESTIONS)
    with pytest.raises(NotAllowed, match="account"):
        ask_questions(office.transaction, office.library, TIMING, asking, officer=office.officer, at=AT)


def test_a_file_that_is_not_verified_is_neither_asked_nor_answered(office):
    applicant = submitted(office)
    with pytest.raises(MoveRefused):
        applicant.question()
    with pytest.raises(MoveRefused):
        applicant.explain(WORDS)
    applicant.accept()
    with pytest.raises(NotAllowed, match="asked"):
        applicant.explain(WORDS)


def test_nobody_is_asked_without_a_last_day_to_answer(office):
    """Nothing that waits for the applicant may wait for ever."""
    applicant = accepted(office)
    with pytest.raises(CalendarUnknown):
        applicant.question(timing=replace(TIMING, working_days=WorkingDays({})))
    with pytest.raises(NotAllowed, match="term_set"):
        applicant.question(timing=timing(question=None))
    assert applicant.own().questions == ()
    applicant.question(timing=timing(question=Duration(10, "days", "service")))
    assert applicant.own().questions[0].due == date(2025, 10, 30)


def test_a_file_recorded_under_one_policy_waits_and_under_another_does_not(office, strict):
    """The same questions: in one policy the terms run on, in the other they wait; clock, page and list agree."""
    plain, paused = questioned(office), questioned(strict)
    assert (due_day(plain), due_day(paused)) == (DUE, PAUSED_DUE)
    assert paused.own().pauses == (Pause(ASKED_ON + timedelta(days=1), LAST, "question"),)
    for day in (DUE, DUE + timedelta(days=1), PAUSED_DUE, PAUSED_DUE + timedelta(days=1)):
        assert (is_late(plain, day), is_late(paused, day)) == (day > DUE, day > PAUSED_DUE), day
    assert pauses_by_reference(office.transaction, [plain.reference, paused.reference]) == {paused.reference: paused.own().pauses}


def test_term_and_limit_come_from_the_policy_first(office):
    days = {"question": Duration(5, "working_days", "question"), "question_pause": Duration(3, "working_days")}
    applicant = questioned(pausing(office, days=days))
    [questions] = applicant.own().questions
    assert (questions.due, questions.paused_to) == (date(2025, 10, 27), date(2025, 10, 23))
    assert due_day(applicant) == date(2025, 11, 20)


@pytest.mark.parametrize("unit", ["days", "working_days", "months"])
@pytest.mark.parametrize("answered", [None, 4])
def test_list_and_clock_agree_on_every_day(office, unit, answered):
    """In whatever unit the term counts, before and after its end, with a pause that ended early or by itself."""
    term = Duration({"days": 30, "working_days": 20, "months": 1}[unit], unit, "acceptance")
    applicant = questioned(pausing(office, days={"verify": term}))
    if answered:
        applicant.at += timedelta(days=answered)
        applicant.explain(WORDS)
    end = due_day(applicant)
    agreed = [is_late(applicant, end + timedelta(days=n)) for n in range(-18, 6)]
    assert agreed == [n > 0 for n in range(-18, 6)]


def test_an_answer_lets_the_clock_run_from_the_day_after(strict):
    applicant = questioned(strict)
    applicant.at = noon(date(2025, 10, 23))
    applicant.explain(WORDS)
    assert due_day(applicant) == date(2025, 11, 20)  # three working days later
    assert (is_late(applicant, date(2025, 11, 20)), is_late(applicant, date(2025, 11, 21))) == (False, True)


def test_for_an_answer_on_the_same_day_no_term_waits(strict):
    applicant = questioned(strict)
    applicant.explain(WORDS)
    assert (due_day(applicant), applicant.own().pauses) == (DUE, ())
    assert pauses_by_reference(strict.transaction, [applicant.reference]) == {}


def test_silence_lets_the_clock_run_and_a_late_answer_still_counts(strict):
    applicant = questioned(strict)
    applicant.at = noon(LAST + timedelta(days=7))
    assert due_day(applicant) == PAUSED_DUE
    applicant.explain(WORDS, {"education": ("junior_college",)})
    assert (due_day(applicant), applicant.own().questions[0].answer.at) == (PAUSED_DUE, applicant.at)


def test_pauses_never_overlap_and_end_with_the_limit_of_the_file(strict):
    applicant = questioned(strict)
    for day in (date(2025, 10, 23), date(2025, 10, 24)):
        applicant.at = noon(day)
        applicant.explain(WORDS)
        applicant.question()  # on the very day of the answer
    applicant.at = noon(date(2025, 11, 20))  # the third set lapsed after ten working days
    applicant.question()
    pauses = applicant.own().pauses
    assert [(each.first, each.last) for each in pauses] == [
        (date(2025, 10, 21), date(2025, 10, 23)),
        (date(2025, 10, 24), date(2025, 10, 24)),
        (date(2025, 10, 25), date(2025, 11, 7)),
        (date(2025, 11, 21), date(2025, 11, 28)),  # 3 + 1 + 10 of twenty are gone: six are left of ten
    ]
    applicant.at = noon(date(2025, 12, 10))
    applicant.question()
    assert applicant.own().questions[-1].paused_to is None  # asked all the same
    assert due_day(applicant) == date(2025, 12, 15)  # twenty working days on


def test_the_office_is_not_called_late_for_the_days_on_which_it_waited(strict):
    applicant = questioned(strict)
    done = escalate_overdue(strict.transaction, strict.library, TIMING, at=noon(DUE + timedelta(days=1)))
    assert applicant.reference not in done
    done = escalate_overdue(strict.transaction, strict.library, TIMING, at=noon(PAUSED_DUE + timedelta(days=1)))
    assert applicant.reference in done


def test_without_the_rules_of_a_term_nobody_is_excused(strict):
    applicant = questioned(strict)
    found_late = LateUnder("guangzhou", "2025", Late(Status.ACCEPTED, "acceptance", ASKED_ON), DUE)
    assert found(applicant, DUE, late=(found_late,))


def test_a_year_that_is_not_known_excuses_nobody(strict):
    applicant = questioned(strict)
    known = WorkingDays({year: days for year, days in TIMING.working_days.years.items() if year < 2025})
    unknown = replace(TIMING, working_days=known)
    today = date(2025, 12, 31)
    assert found(applicant, today, late=late_under(strict.library, unknown, today))


def test_the_flag_stands_while_the_clock_waits(office, strict):
    plain, paused = questioned(office), questioned(strict)
    for applicant, day, stands in ((plain, ASKED_ON, False), (paused, ASKED_ON, True), (paused, LAST, True)):
        assert found(applicant, day, flag=Flag.PAUSED) == stands
    assert not found(paused, LAST + timedelta(days=1), flag=Flag.PAUSED)
    wanted = ApplicationSearch(text=paused.reference, today=LAST)
    [line] = list_applications(office.transaction, wanted, Wanted(), officer=office.officer).items
    assert line.flags == (Flag.PAUSED,)
    paused.explain(WORDS)
    assert not found(paused, ASKED_ON, flag=Flag.PAUSED)


def test_while_an_answer_may_come_in_time_nothing_is_recommended(office):
    applicant = accepted(office)
    application = office.verify(office.now(applicant))
    applicant.question()
    shown = office.now(applicant)
    common = {"officer": office.auditor}
    assert ("asked", "") in read_bench(office.transaction, office.library, application.reference, today=LAST, **common).obstacles
    after = LAST + timedelta(days=1)
    assert not read_bench(office.transaction, office.library, application.reference, today=after, **common).obstacles
    assert office.recommend(shown).status == Status.RECOMMENDED
    with pytest.raises(MoveRefused):
        applicant.explain(WORDS)


def test_a_recommendation_before_the_last_day_is_blocked(strict):
    applicant = accepted(strict)
    strict.verify(strict.file(applicant).application)
    applicant.at = AT
    applicant.question()
    with pytest.raises(Blocked) as blocked:
        strict.recommend(strict.file(applicant).application)
    assert ("asked", "") in blocked.value.obstacles
    applicant.explain(WORDS)
    assert strict.recommend(strict.file(applicant).application).status == Status.RECOMMENDED


def test_departments_do_not_wait(strict):
    applicant = questioned(strict)
    consultation = Consultation(applicant.shown, (Inquiry("tax", ("income_tax_three_years",)),), "核实")
    ask_departments(strict.transaction, strict.library, TIMING, consultation, officer=strict.officer, at=applicant.at)
    [request] = strict.bench(strict.file(applicant).application).requests
    assert request.due == LAST  # ten working days, as if nobody had been asked


def test_who_is_to_answer_is_not_next(office):
    applicant = questioned(office)
    shown = applicant.shown
    give_back(office.transaction, shown, officer=office.officer, at=applicant.at)
    taken = set()
    while (
        next_one := claim_next(office.transaction, office.library, TIMING, officer=office.other_officer, at=noon(LAST))
    ) is not None:
        taken.add(next_one.reference)
    assert applicant.reference not in taken
    after = noon(LAST + timedelta(days=1))
    claimed = claim_next(office.transaction, office.library, TIMING, officer=office.other_officer, at=after)
    assert claimed.reference == applicant.reference


def test_a_document_answers_a_question_and_stays(office, tmp_path):
    applicant = accepted(office)
    room = EvidenceRoom(office.transaction, EvidenceSettings(Path(tmp_path)))
    common = {"holder": applicant.holder, "at": noon(date(2025, 10, 22))}

    def hand_in(size: int):
        handed = HandedEvidence("diploma", made.image(size=(1, size)))
        return hand_in_evidence(room, office.library, applicant.shown, handed, **common)

    with pytest.raises(MoveRefused):
        hand_in(11)
    applicant.question()
    kept = hand_in(12)
    applicant.at = common["at"]
    with pytest.raises(MoveRefused):
        take_back_evidence(room, applicant.shown, kept.number, holder=applicant.holder, at=common["at"])
    answered = applicant.explain({})  # both questions: one is about the diploma, the other about what it proves
    assert [each.answer for each in answered.questions] == ["", ""]
    with pytest.raises(MoveRefused):
        hand_in(13)


def test_what_is_asked_and_answered_is_sealed(office):
    applicant = questioned(office)
    applicant.explain(WORDS)
    with office.transaction() as session:
        for table, column in (("questions", "words"), ("question_answers", "content")):
            for value in session.execute(sa.text(f"SELECT {column} FROM {table}")).scalars():
                assert "学校".encode() not in bytes(value)
        assert session.scalars(sa.select(QuestionSetRow.number)).first() == 1


@pytest.mark.parametrize("who", ["supervisor", "policy_staff", "auditor", "administrator"])
def test_only_an_officer_asks(office, who):
    applicant = accepted(office)
    before = applicant.standing
    with pytest.raises((NotAllowed, NotFound)):
        applicant.question(by=who)
    assert applicant.standing == before


def test_a_barred_officer_and_one_who_checks_do_not_ask(office):
    applicant = accepted(office)
    declare_interest(office.transaction, applicant.shown, officer=office.other_officer, at=AT, reason="亲属")
    with pytest.raises(NotAllowed):
        applicant.question(by="other_officer")
    application = office.verify(office.now(applicant))
    office.recommend(office.close_flags(application))
    return_application(office.transaction, office.shown(application), officer=office.both, at=AT, redo="重核")
    with pytest.raises(NotAllowed):
        applicant.question(by="both")
    applicant.question()


def test_in_every_other_status_both_acts_are_refused(office):
    """Submitted, supplement, recommended, decided, withdrawn: nothing is asked and nothing answered."""
    decided = accepted(office)
    application = office.verify(office.now(decided))
    recommended = accepted(office)
    office.recommend(office.verify(office.now(recommended)))
    office.refuse(office.recommend(application))
    withdrawn = questioned(office)
    withdrawn.withdraw()
    for applicant in (submitted(office), asked(office), recommended, decided, withdrawn):
        before = applicant.standing
        with pytest.raises(MoveRefused):
            applicant.question()
        with pytest.raises(MoveRefused):
            applicant.explain(WORDS)
        assert applicant.standing == before


def test_who_saw_an_older_version_is_told(office):
    applicant = accepted(office)
    applicant.shown_as = replace(applicant.shown, version=1)
    with pytest.raises(Stale):
        applicant.question()
    applicant.shown_as = None
    applicant.question()
    applicant.shown_as = replace(applicant.shown, version=2)
    with pytest.raises(Stale):
        applicant.explain(WORDS)
