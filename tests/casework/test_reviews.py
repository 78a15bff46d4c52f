"""复核: what was decided is looked at anew by people who never touched the file, and one of two of them never suffices."""

from __future__ import annotations

import json
import tempfile
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.application.desk import Flag
from scoring.application.document import DocumentKind
from scoring.application.moves import Guard
from scoring.application.moves_reviews import REVIEWING
from scoring.application.officer import Role
from scoring.application.outside import CaseStepKind
from scoring.application.review import Asking, StepKind
from scoring.application.status import Act, Part, Status
from scoring.application.verifying import Judgement
from scoring.casework.ask_review import ask_review, record_review, record_withdrawn_review, withdraw_review
from scoring.casework.declare_interest import declare_interest
from scoring.casework.erase_application import read_erasable
from scoring.casework.escalate_reviews import escalate_reviews
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.lines import ApplicationSearch
from scoring.casework.list_due import read_due
from scoring.casework.own_archive import own_archive
from scoring.casework.own_queries import read_own_file
from scoring.casework.read_document import list_documents
from scoring.casework.record_case import close_case
from scoring.casework.refuse import refuse
from scoring.casework.review_queries import open_reviews, own_reviews, read_reviews
from scoring.casework.revise import revise
from scoring.casework.settle_review import admit_review, keep_decision, propose_keeping, return_keeping, turn_down_review
from scoring.errors import CaseworkError, InputRefused, NotAllowed, NotFound, Stale
from scoring.policy.library import Library
from scoring.records.tables import EventRow, NoticeRow, PartRow, ReviewStepRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework import outside
from tests.casework.filings import Applying, asked, new_holder, submitted
from tests.casework.scenes import scene
from tests.casework.stories import AT, LATER, REFUSE, TIMING, every_line
from tests.casework.versions import SETTINGS

CANARY = "金丝雀说：房产证明未被采信。"
SOON = LATER + timedelta(days=3)
"""Within ten working days of the service, which `Office.serve` records on the day of LATER."""
LATE = LATER + timedelta(days=40)
HOME = Judgement("owns_home", "adjust", (False,), "已出售。", "第六条")
STAFF = ("officer", "other_officer", "supervisor", "other_supervisor", "both", "head", "auditor")
_keys = count()


def asking(items=(1,), cause="", **changes):
    return replace(Asking(CANARY, items, f"review key {next(_keys):05}", cause), **changes)


@scene
def refused(office, *judged, timing=TIMING):
    """A file that was refused by `officer` and `supervisor`, whose home was found sold."""
    application = office.recommend(office.verify(office.record(), *(judged or (HOME,))), REFUSE)
    common = {"officer": office.supervisor, "at": AT, "reason": "不符合条件。"}
    refuse(office.transaction, office.library, timing, office.shown(application), **common)
    return office.now(application)


def last_document(office, application):
    return list_documents(office.transaction, application.reference, officer=office.auditor)[-1]


def served(office, application):
    """Seal and serve what was issued last."""
    number = last_document(office, application).number
    office.seal(application, number)
    office.serve(application, number)
    return office.now(application)


@scene
def by_account(office):
    """A file of somebody with an account that was refused and served."""
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.refuse(office.recommend(office.verify(applicant.accept(), HOME), REFUSE))
    served(office, applicant)
    return applicant


def ask(office, applicant, given=None, at=SOON):
    common = (office.transaction, office.library, TIMING, office.shown(applicant))
    return ask_review(*common, given or asking(), holder=applicant.holder, at=at)


@scene
def record(office, application=None, given=None, at=SOON, by="officer"):
    """Record a review at the counter; gives the file."""
    application = application or served(office, refused(office))
    common = (office.transaction, office.library, TIMING, office.shown(application))
    record_review(*common, given or asking(), officer=getattr(office, by), at=at)
    return office.now(application)


@scene
def late(office):
    return record(office, at=LATE, given=asking(cause="住院。"))


def act(office, use_case, application, by="other_officer", at=SOON, n=1, reason="经复核。"):
    who = getattr(office, by) if isinstance(by, str) else by
    return use_case(office.transaction, office.shown(application), n, officer=who, at=at, reason=reason)


def opened(office, application, by="other_officer", at=SOON, n=1, reason="房产登记显示未出售，应予认定。"):
    room = EvidenceRoom(office.transaction, SETTINGS)
    who = getattr(office, by) if isinstance(by, str) else by
    return revise(room, office.library, office.shown(application), n, officer=who, at=at, reason=reason)


def sign(office, application, by="other_supervisor", use_case=keep_decision, reason="原决定事实清楚。", timing=TIMING):
    who = getattr(office, by) if isinstance(by, str) else by
    known = (office.transaction, office.library, timing, office.shown(application), 1)
    return use_case(*known, officer=who, at=SOON, reason=reason)


def reviews(office, application, by="auditor"):
    return read_reviews(office.transaction, office.library, TIMING, application.reference, officer=getattr(office, by))


def paper(office, application, language="zh"):
    """Everything that the newest document says."""
    parts = last_document(office, application).content["parts"]
    return "\n".join(text[language] for part in parts for text in [part.get("words", {"zh": "", "en": ""}), *part.get("items", ())])


def test_two_people_who_never_touched_the_file_keep_the_decision(office):
    application = record(office)
    act(office, propose_keeping, application)
    kept = sign(office, application)
    assert kept.status is Status.REFUSED
    assert (kept.parts[office.other_officer.account_id], kept.parts[office.other_supervisor.account_id]) == (
        Part.REVIEWER,
        Part.REVIEWER,
    )
    found = reviews(office, application).reviews[0]
    assert [step.kind for step in found.steps] == [StepKind.PROPOSED, StepKind.KEPT]
    assert found.closing.words == "原决定事实清楚。"
    event = office.file(application).events[-1]
    assert (event.act, event.facts["review"], event.facts["document"]) == (
        Act.KEEP_DECISION,
        1,
        last_document(office, application).reference,
    )


def test_the_decision_on_a_review_says_what_was_contested_looked_at_and_until_when_to_go_on(office):
    application = record(office)
    contested = last_document(office, application)
    act(office, propose_keeping, application)
    sign(office, application)
    assert last_document(office, application).kind is DocumentKind.REVIEWED
    said = paper(office, application)
    for words in (
        f"不予决定书（{contested.reference}）",
        f"{application.reference}-R1",
        CANARY,
        "申报是，原认定否",
        "如以上事项全部按申报认定：总积分230分（合格分值150分），结论不变。",
        "原决定事实清楚。",
        "行政复议：至2026年6月1日止",
        "提起行政诉讼：至",
        "均不停止、不重新计算",
    ):
        assert words in said, words
    english = paper(office, application, "en")
    assert "made by two people who never took part" in english
    assert "Terms from service run" not in english  # none runs from the service of this one
    assert last_document(office, application).content["remedies"] == []


def test_where_nothing_was_served_no_last_day_is_told_and_nothing_is_late(office):
    application = record(office, refused(office), at=LATE)
    found = reviews(office, application)
    assert (found.reviews[0].is_late, found.reviews[0].last, found.contesting.last) == (False, None, None)
    act(office, propose_keeping, application)
    sign(office, application)
    assert "期限尚不能计算" in paper(office, application)


def test_one_may_ask_to_the_end_of_the_term_and_the_office_answers_within_its_own(office):
    applicant = by_account(office)
    holder = applicant.holder
    own = own_reviews(office.transaction, office.library, TIMING, applicant.reference, holder=holder)
    last = own.contesting.last
    assert [clock.kind for clock in own.contesting.others] == ["reconsideration", "litigation"]
    at = LATER + timedelta(days=(last - LATER.date()).days)
    receipt = ask(office, applicant, at=at)
    assert receipt == f"{applicant.reference}-R1"
    own = own_reviews(office.transaction, office.library, TIMING, applicant.reference, holder=holder)
    asked_for = own.reviews[0]
    assert (asked_for.receipt, asked_for.is_late, asked_for.outcome, own.is_taken) == (receipt, False, None, True)
    assert (asked_for.grounds, asked_for.contested) == (CANARY, ("owns_home",))
    assert asked_for.due > last
    with office.transaction() as session:
        kinds = session.scalars(
            sa.select(NoticeRow.kind).where(NoticeRow.account_id == holder.account_id).order_by(NoticeRow.id)
        ).all()
    assert kinds[-1] == "review_asked"


def test_late_with_a_cause_it_waits_until_somebody_admits_it(office):
    application = late(office)
    found = reviews(office, application).reviews[0]
    assert (found.is_late, found.waits_for_admission, found.cause, found.is_free) == (True, True, "住院。", False)
    act(office, admit_review, application)
    found = reviews(office, application).reviews[0]
    assert (found.waits_for_admission, found.is_free, found.is_overdue(LATE.date())) == (False, True, False)
    act(office, propose_keeping, application, by="both")
    sign(office, application)


def test_what_comes_too_late_without_a_cause_that_counts_is_turned_down_in_writing(office):
    application = late(office)
    sign(office, application, use_case=turn_down_review, reason="住院于期限届满之后。")
    found = reviews(office, application)
    assert (found.reviews[0].closing.kind, found.is_taken) == (StepKind.TURNED_DOWN, False)
    assert last_document(office, application).kind is DocumentKind.REVIEW_NOT_ADMITTED
    said = paper(office, application)
    assert "住院。" in said
    assert "住院于期限届满之后。" in said
    assert "提起行政诉讼：至" in said


def test_a_proposal_is_returned_by_another_and_made_again(office):
    application = record(office)
    act(office, propose_keeping, application)
    with pytest.raises(NotAllowed):
        act(office, propose_keeping, application, by="both")
    act(office, return_keeping, application, by="other_supervisor", reason="请核对房产登记。")
    assert reviews(office, application).reviews[0].proposal is None
    act(office, propose_keeping, application, by="both")
    sign(office, application)
    assert reviews(office, application).reviews[0].closing.kind is StepKind.KEPT


def test_who_did_anything_on_the_file_reviews_nothing_of_it(office):
    application = record(office)  # recorded by the officer, refused by the supervisor
    for by in ("officer", "supervisor"):
        with pytest.raises(NotAllowed) as refused_:
            act(office, propose_keeping, application, by=by)
        assert refused_.value.why in {Guard.ONE_PART, Guard.FRESH_EYES}
        assert not reviews(office, application, by).is_fresh
    other = record(office, served(office, refused(office)), by="other_officer")
    with pytest.raises(NotAllowed) as refused_:
        act(office, propose_keeping, other)  # who took the request in at the counter
    assert refused_.value.why == Guard.FRESH_EYES
    assert reviews(office, other, "both").is_fresh


def test_who_declares_an_interest_in_a_refused_file_is_barred_from_its_review(office):
    application = record(office)
    declare_interest(office.transaction, office.shown(application), officer=office.other_officer, at=SOON, reason="亲属")
    with pytest.raises(NotAllowed) as refused_:
        act(office, propose_keeping, application)
    assert refused_.value.why == Guard.NO_INTEREST


def test_who_may_do_both_does_not_confirm_the_own_proposal(office):
    application = record(office)
    both = replace(office.other_supervisor, roles=frozenset({Role.SUPERVISOR, Role.HEAD}))
    act(office, propose_keeping, application, by=both)
    with pytest.raises(NotAllowed) as refused_:
        act(office, return_keeping, application, by=both)
    assert refused_.value.why == Guard.SECOND_PERSON
    with pytest.raises(NotAllowed) as refused_:
        sign(office, application, by=both)
    assert refused_.value.why == Guard.SECOND_PERSON
    made = {"kind": "kept", "at": AT, "by": both.account_id, "proposal": 1, "proposed_by": both.account_id, "words": b"w"}
    with pytest.raises(sa.exc.IntegrityError, match="two_people"), office.transaction() as session:
        session.add(ReviewStepRow(application_id=application.id, review=1, number=9, **made))
    made |= {"proposal": None, "proposed_by": None}
    with pytest.raises(sa.exc.IntegrityError, match="proposed_before"), office.transaction() as session:
        session.add(ReviewStepRow(application_id=application.id, review=1, number=9, **made))


def test_at_the_counter_a_review_is_taken_back_with_proof(office):
    applicant = by_account(office)
    ask(office, applicant)
    given = {"officer": office.officer, "at": SOON, "statement": "我撤回。"}
    for proof in (" ", "长" * 201):
        with pytest.raises(InputRefused) as wrong:
            record_withdrawn_review(office.transaction, office.shown(applicant), 1, proof=proof, **given)
        assert wrong.value.field == "proof"
    record_withdrawn_review(office.transaction, office.shown(applicant), 1, proof="本人签名的书面撤回，已核对身份证", **given)
    [review] = reviews(office, applicant).reviews
    assert (review.closing.kind, review.closing.by) == (StepKind.WITHDRAWN, "officer")
    assert review.closing.words == "我撤回。\n本人签名的书面撤回，已核对身份证"
    steps = read_own_file(office.transaction, applicant.reference, holder=applicant.holder).steps
    assert (steps[-1].act, steps[-1].by, steps[-1].words) == (Act.RECORD_WITHDRAWN_REVIEW, "office", review.closing.words)
    assert ask(office, applicant).endswith("-R2"), "while the time runs"


def test_what_a_body_orders_anew_is_reviewed_once_more_however_late(office):
    application = record(office)
    act(office, propose_keeping, application)
    sign(office, application)
    assert not reviews(office, application).is_ordered
    outside.record(office, office.now(application), at=LATE)
    with pytest.raises(NotAllowed, match="unreviewed"):
        record(office, application, at=LATE)
    outside.do(office, close_case, application, CaseStepKind.ANEW, at=LATE)
    assert reviews(office, application).is_ordered
    record(office, application, asking(()), at=LATE + timedelta(days=1))
    found = reviews(office, application)
    assert (found.is_ordered, found.reviews[-1].is_late, found.reviews[-1].is_admitted) == (False, False, True)
    with pytest.raises(NotAllowed, match="unreviewed"):
        record(office, application, asking(()), at=LATE + timedelta(days=2))
    version = opened(office, application, at=LATE + timedelta(days=1), n=2)
    assert version.replaces.reference == application.reference


def test_one_is_open_at_a_time_and_what_was_answered_is_not_reviewed_again(office):
    applicant = by_account(office)
    ask(office, applicant)
    with pytest.raises(NotAllowed) as refused_:
        ask(office, applicant)
    assert refused_.value.why == Guard.UNREVIEWED
    withdraw_review(office.transaction, office.shown(applicant), 1, holder=applicant.holder, at=SOON, statement="我撤回。")
    with pytest.raises(NotAllowed):
        withdraw_review(office.transaction, office.shown(applicant), 1, holder=applicant.holder, at=SOON, statement="我撤回。")
    assert ask(office, applicant).endswith("-R2")
    act(office, propose_keeping, applicant, n=2)
    known = (office.transaction, office.library, TIMING, office.shown(applicant), 2)
    keep_decision(*known, officer=office.other_supervisor, at=SOON, reason="维持。")
    with pytest.raises(NotAllowed):
        ask(office, applicant)
    own = own_reviews(office.transaction, office.library, TIMING, applicant.reference, holder=applicant.holder)
    assert [each.outcome for each in own.reviews] == [StepKind.WITHDRAWN, StepKind.KEPT]
    steps = read_own_file(office.transaction, applicant.reference, holder=applicant.holder).steps
    assert [(step.act, step.by) for step in steps[-4:]] == [
        (Act.ASK_REVIEW, "you"),
        (Act.WITHDRAW_REVIEW, "you"),
        (Act.ASK_REVIEW, "you"),
        (Act.KEEP_DECISION, "office"),
    ]


def test_two_clicks_ask_once(office):
    applicant, given_ = by_account(office), asking()
    shown = office.shown(applicant)
    common = (office.transaction, office.library, TIMING, shown, given_)
    first = ask_review(*common, holder=applicant.holder, at=SOON)
    assert ask_review(*common, holder=applicant.holder, at=SOON) == first
    another = by_account(office)
    for key in ("", "k" * 65, given_.key):
        with pytest.raises(InputRefused) as wrong:
            ask(office, another, replace(given_, key=key))
        assert wrong.value.field == "key"
    application = served(office, refused(office))
    common = (office.transaction, office.library, TIMING, office.shown(application), asking())
    first = record_review(*common, officer=office.officer, at=SOON)
    assert record_review(*common, officer=office.officer, at=SOON) == first
    with pytest.raises(Stale):
        record_review(*common[:4], asking(), officer=office.officer, at=SOON)


@pytest.mark.parametrize("items", [(7,), (1, 2)])
def test_what_is_contested_is_one_of_the_items_that_are_shown(office, items):
    application = served(office, refused(office))
    with pytest.raises(InputRefused) as refused_:
        record(office, application, asking(items))
    assert refused_.value.field == "items"


def test_without_items_or_where_nothing_was_decided_on_the_merits_the_grounds_are_enough(office):
    application = record(office, given=asking(()))
    act(office, propose_keeping, application)
    sign(office, application)
    assert "您争议的事项" not in paper(office, application)
    applicant = submitted(office)
    applicant.propose()
    applicant.not_accept()
    ask(office, applicant, asking(()))
    with pytest.raises(InputRefused):  # there is nothing that could be listed
        ask(office, given_up(office), asking((1,)))


def given_up(office):
    applicant = asked(office)
    applicant.at = LATER
    applicant.abandon()
    return applicant


def test_what_counts_as_given_up_is_reviewed_too_counted_from_the_act(office):
    applicant = given_up(office)
    own = own_reviews(office.transaction, office.library, TIMING, applicant.reference, holder=applicant.holder)
    assert (own.contesting.document, own.contesting.last is not None) == (None, True)
    with pytest.raises(InputRefused) as refused_:
        ask(office, applicant, asking(()), at=LATER + timedelta(days=30))
    assert refused_.value.field == "cause"
    ask(office, applicant, asking(()), at=LATER + timedelta(days=1))
    act(office, propose_keeping, applicant)
    sign(office, applicant)
    assert "维持视为放弃的处理" in paper(office, applicant)
    with office.transaction() as session:  # as if it had come in at the counter, without an account
        session.execute(sa.text("UPDATE applications SET account_id = NULL WHERE reference = :r"), {"r": applicant.reference})
    assert reviews(office, applicant).contesting.last is None


def test_a_grant_is_reviewed_and_settles_meanwhile(office):
    granted = served(office, office.granted())
    application = record(office, granted, asking(()))
    office.register(application, 0)
    act(office, propose_keeping, application)
    assert sign(office, application).status is Status.SETTLED
    assert "准予决定书" in paper(office, application)
    assert reviews(office, application).contesting is None  # what is settled is reviewed no more


def test_where_neither_rules_nor_office_offer_a_review_none_is_asked_for(office):
    ways = tuple(way for way in TIMING.defaults.remedies if way.kind != "review")
    silent = replace(TIMING, defaults=replace(TIMING.defaults, remedies=ways))
    application = refused(office, timing=silent)
    with pytest.raises(NotAllowed) as refused_:
        record(office, application)
    assert refused_.value.why == Guard.REVIEWABLE


def test_what_was_decided_before_documents_were_issued_is_contested_by_the_rules(office, monkeypatch):
    application = refused(office)
    monkeypatch.setattr("scoring.casework.review_terms.documents_of", lambda *_: ())
    found = reviews(office, application).contesting
    assert (found.document, [clock.kind for clock in found.clocks]) == (None, ["review", "reconsideration", "litigation"])
    assert found.last is None


def test_where_the_rules_are_not_known_any_more_nothing_is_promised(office):
    applicant = given_up(office)
    found = read_reviews(office.transaction, Library(()), TIMING, applicant.reference, officer=office.auditor)
    assert (found.contesting, found.reviews) == (None, ())


def test_an_open_review_is_a_flag_and_stands_in_the_queue_by_its_last_day(office):
    application = record(office)
    waiting = [one for one in open_reviews(office.transaction, officer=office.auditor) if one.reference == application.reference]
    assert [(one.number, one.contests) for one in waiting] == [(1, Status.REFUSED)]
    assert waiting[0].due > SOON.date()
    assert flags(office, application) == [application.reference]
    act(office, propose_keeping, application)
    sign(office, application)
    assert application.reference not in {one.reference for one in open_reviews(office.transaction, officer=office.auditor)}
    assert flags(office, application) == []
    with pytest.raises(NotAllowed):
        open_reviews(office.transaction, officer=office.policy_staff)


def test_a_review_that_is_not_answered_in_time_is_noticed_once_and_told(office):
    applicant = by_account(office)
    ask(office, applicant)

    def done(days):
        return escalate_reviews(office.transaction, at=SOON + timedelta(days=days))

    due = reviews(office, applicant).reviews[0].due
    last = (due - SOON.date()).days
    assert applicant.reference not in done(last)
    assert applicant.reference in done(last + 1)
    assert applicant.reference not in done(last + 2)
    with office.transaction() as session:
        told = sa.select(NoticeRow.kind).where(NoticeRow.account_id == applicant.holder.account_id).order_by(NoticeRow.id)
        assert session.scalars(told).all()[-1] == "delayed"


def test_a_review_that_was_answered_meanwhile_delays_nobody(office, monkeypatch):
    applicant = by_account(office)
    ask(office, applicant)

    def after_it_was_withdrawn(found, do):
        withdraw_review(office.transaction, office.shown(applicant), 1, holder=applicant.holder, at=SOON, statement="我撤回。")
        return tuple(filter(None, map(do, found)))

    monkeypatch.setattr("scoring.casework.escalate_reviews.one_by_one", after_it_was_withdrawn)
    assert applicant.reference not in escalate_reviews(office.transaction, at=SOON + timedelta(days=60))


def test_what_is_reviewed_is_not_erased_meanwhile(office):
    applicant = by_account(office)
    years = SOON.date() + timedelta(days=365 * 20)

    def read():
        due = read_due(office.transaction, TIMING.retention, officer=office.supervisor, today=years)
        return {each.reference for each in due}

    assert applicant.reference in read()
    ask(office, applicant)
    assert applicant.reference not in read()
    assert read_erasable(office.transaction, TIMING.retention, applicant.reference, officer=office.supervisor).is_held
    withdraw_review(office.transaction, office.shown(applicant), 1, holder=applicant.holder, at=SOON, statement="我撤回。")
    assert applicant.reference in read()


def flags(office, application):
    search = ApplicationSearch(flag=Flag.REVIEW)
    return [
        one.reference for one in every_line(office.transaction, search, office.auditor) if one.reference == application.reference
    ]


def test_another_review_than_there_is_is_not_found(office):
    application = record(office)
    with pytest.raises(NotFound):
        act(office, propose_keeping, application, n=7)


def test_the_journal_and_notices_hold_none_of_its_words_and_the_archive_gives_them_back(office):
    applicant = by_account(office)
    ask(office, applicant)
    with office.transaction() as session:
        facts = [json.dumps(row.facts, default=str) for row in session.scalars(sa.select(EventRow))]
        told = [row.facts for row in session.scalars(sa.select(NoticeRow))]
    assert not any("金丝雀" in text for text in (*facts, *told))
    room = EvidenceRoom(office.transaction, EvidenceSettings(Path(tempfile.mkdtemp()) / "evidence"))
    archive = zipfile.ZipFile(BytesIO(own_archive(room, holder=applicant.holder, at=SOON)))
    assert any("金丝雀" in archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(STAFF), st.sampled_from(sorted(REVIEWING))), min_size=6, max_size=10))
def test_whoever_tries_what_nobody_is_two_of_maker_checker_and_reviewer(office, tries):
    application = late(office)
    done = []
    calls = {
        Act.ADMIT_REVIEW: lambda by: act(office, admit_review, application, by=by),
        Act.TURN_DOWN_REVIEW: lambda by: sign(office, application, by=by, use_case=turn_down_review),
        Act.PROPOSE_KEEPING: lambda by: act(office, propose_keeping, application, by=by),
        Act.RETURN_KEEPING: lambda by: act(office, return_keeping, application, by=by),
        Act.KEEP_DECISION: lambda by: sign(office, application, by=by),
        Act.REVISE: lambda by: opened(office, application, by),
    }
    assert set(calls) == REVIEWING
    for by, what in [("other_officer", Act.ADMIT_REVIEW), *tries]:
        try:
            calls[what](by)
        except CaseworkError:
            continue
        done.append((getattr(office, by).account_id, what))
    with office.transaction() as session:
        parts = {
            row.account_id: row.part for row in session.scalars(sa.select(PartRow).where(PartRow.application_id == application.id))
        }
    assert (parts[office.officer.account_id], parts[office.supervisor.account_id]) == (Part.MAKER, Part.CHECKER)
    assert {account for account, _ in done} == {account for account, part in parts.items() if part == Part.REVIEWER}
    found = reviews(office, application).reviews[0]
    if found.closing and found.closing.kind is StepKind.KEPT:
        assert found.closing.by_id != next(step.by_id for step in reversed(found.steps) if step.kind is StepKind.PROPOSED)
