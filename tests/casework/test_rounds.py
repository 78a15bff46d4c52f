"""A round from its notice to the outcome of each file: who is in goes on, 未入围 is told points, rank and remedies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from scoring.application.application import Amendment
from scoring.application.moves import Guard
from scoring.application.notice import NoticeKind
from scoring.application.office import Level, Office
from scoring.application.procedure import Procedure
from scoring.application.retention import CLASSES
from scoring.application.rounds import Limit, RoundStage
from scoring.application.status import Part, Status
from scoring.casework.amend_facts import amend_facts
from scoring.casework.close_round import close_round
from scoring.casework.declare_interest import declare_interest
from scoring.casework.freeze_round import freeze_round
from scoring.casework.grant import grant
from scoring.casework.hold_round import hold_round
from scoring.casework.messages import list_notices
from scoring.casework.offer_earlier import offer_earlier
from scoring.casework.offices import keep_offices
from scoring.casework.rank_round import compute_again, rank_round
from scoring.casework.read_document import list_documents
from scoring.casework.return_application import return_application
from scoring.casework.take_out import take_out
from scoring.errors import (
    InputRefused,
    MoveRefused,
    NotAllowed,
    NotFound,
    NotYet,
    OrgansUnnamed,
    PolicyChanged,
    RoundChanged,
    Stale,
)
from scoring.policy.library import Library
from scoring.policy.wording import text
from scoring.records.database import reading
from scoring.records.ranking_rounds import RoundOutcomeRow, RoundPlaceRow, RoundPublicationRow, RoundReturnRow
from scoring.records.tables import ApplicationRow
from tests.casework.conftest import open_empty_office
from tests.casework.filings import Applying, new_holder
from tests.casework.holding import LOWER, LOWEST, SETTLED, UNLISTED, approved, followed, opened, unannounced
from tests.casework.stories import AT, FACTS, ON, TIMING, changed_rounds
from tests.casework.test_many_at_once import at_once
from tests.casework.test_reviews import SOON, asking, record
from tests.casework.test_reviews import opened as reopened


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


@pytest.fixture
def alone(kind, migrated_url, library, engines):
    """An office for one test alone, which leaves a published round behind: a second one is held by its rules never."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


def with_ties(office, ties):
    """The office under rules that deal otherwise with a tie at the line."""
    return replace(office, library=unannounced(office.library, ties))


def now(office, *files):
    return [office.now(one).status for one in files]


def redo(office, application, by="supervisor"):
    common = {"officer": getattr(office, by), "at": AT, "redo": "再查"}
    return_application(office.transaction, office.shown(application), **common)


def grant_it(office, application):
    common = {"officer": office.supervisor, "at": AT, "reason": "准予。"}
    return grant(office.transaction, office.library, TIMING, office.shown(application), **common)


def told(office, application):
    """The words of 未入围告知书 of a file, in both languages."""
    [content] = [
        one.content
        for one in list_documents(office.transaction, application.reference, officer=office.auditor)
        if one.kind == "not-selected"
    ]
    return content, str(content["parts"])


def test_from_the_notice_to_the_outcome_of_each_file(own):
    held = opened(own)
    best, last, second, tied = (approved(own, **facts) for facts in ({}, LOWEST, LOWER, LOWEST))
    assert held.standing().stage is RoundStage.OPEN
    with pytest.raises(Stale):  # it is not the list that was displayed
        replace_digest(held)
    assert held.freeze() == 4
    assert held.rank()[-1] == (4, 4)
    assert held.standing().stage is RoundStage.RANKED
    with pytest.raises(NotYet) as waits:  # a ranked file goes on once its round admits it
        grant_it(own, best)
    assert waits.value.why == Guard.ADMITTED
    with pytest.raises(NotAllowed) as counted:  # and nothing of it changes meanwhile
        redo(own, best)
    assert counted.value.why == Guard.NOT_COUNTED
    cut = held.standing().cuts[""]
    assert (cut["of"], cut["admitted"], cut["above"], cut["tied"]) == (4, 2, 1, 1)
    _publish_and_carry_out(own, held, best, last, second, tied)
    _read_the_notice(own, last)


def _publish_and_carry_out(own, held, best, last, second, tied):
    held.hold()
    assert held.standing().stage is RoundStage.HELD
    digest = held.publish()
    assert held.standing().stage is RoundStage.PUBLISHED
    assert held.close()[-1] == (4, 4)
    assert held.standing().stage is RoundStage.CLOSED
    assert held.jobs() == ["rank_round", "close_round"]
    assert now(own, best, last, second, tied) == [Status.APPROVED_PENDING, Status.NOT_SELECTED] * 2
    event, two = own.file(last).events[-1], (own.supervisor.account_id, own.other_supervisor.account_id)
    assert (event.act, event.facts["digest"], event.facts["status"]) == ("not_select", digest, "not_selected")
    assert (event.facts["held_by"], event.facts["published_by"]) == two
    assert event.facts["list"] == held.standing().freeze.digest
    assert [own.now(last).parts[who] for who in two] == [Part.CHECKER, Part.CHECKER]
    assert CLASSES[Status.NOT_SELECTED] == "closed"
    assert compute_again(own.transaction, own.library, held.number) == held.standing().result.digest
    assert len(held.close()) == 4  # done again it changes nothing
    assert own.file(last).events[-1] == event
    assert list(rank_round(own.transaction, own.library, held.number, at=AT)) == []
    assert grant_it(own, best).kind == "granted"


def _read_the_notice(own, last):
    content, words = told(own, last)
    for said in (
        "第3名，参加排名共4人",
        "本结果不是不予批准的决定",
        "入围2人",
        "全部入围",
        "Your rank: 3, of 4",
        "Places in this round: 2",
    ):
        assert said in words, said
    for said in ("您也可以随时重新申请", "申请复核", "administrative reconsideration"):
        assert said in words, said
    assert [way["kind"] for way in content["remedies"]] == ["review", "reconsideration", "litigation"]


def replace_digest(held):
    freeze_round(held.office.transaction, held.number, "0" * 64, officer=held.office.supervisor, at=SETTLED)


def test_who_is_not_selected_is_told_and_may_apply_again_with_what_was_verified(own):
    applicant = Applying(own, new_holder(own))
    applicant.begin()
    applicant.submit()
    held = opened(own, limit=Limit("line", line=500))
    own.recommend(own.verify(applicant.accept()), UNLISTED)
    own.approve(applicant)
    held.through()
    assert now(own, applicant) == [Status.NOT_SELECTED]
    assert list_notices(own.transaction, applicant.holder).items[0].kind == NoticeKind.NOT_SELECTED
    assert [step.act for step in applicant.own().steps][-1] == "not_select"
    assert "Nobody was selected in this round." in told(own, applicant)[1]
    assert "The line of this round was set beforehand: 500 points." in told(own, applicant)[1]
    again = Applying(own, applicant.holder)
    again.begin()
    offers = offer_earlier(own.transaction, own.library, again.reference, holder=applicant.holder, today=ON)
    assert {offer.earlier.reference for offer in offers} == {applicant.reference}


def test_a_tie_at_the_line_is_drawn_by_the_rule_of_the_office(own):
    office = with_ties(own, "draw_line")
    held = opened(office)
    best, *tied = (approved(office, **facts) for facts in ({}, LOWER, LOWER, LOWER))
    held.freeze()
    slow = rank_round(office.transaction, office.library, held.number, at=AT)
    assert next(slow) == (4, 4)
    held.rank()
    assert list(slow) == []  # what another ranked meanwhile stands
    assert held.standing().result.turn == 1
    assert held.standing().cuts[""]["left"] == 1
    for drawn in ((), [best.reference], [one.reference for one in tied[:2]], ["nobody"]):
        with pytest.raises(InputRefused) as wrong:
            held.hold(*drawn)
        assert (wrong.value.field, wrong.value.remedy) == ("drawn", "Choose exactly 1 of the 3 who are tied at the line.")
    held.hold(tied[1].reference, reason="2026年3月2日公证抽签。")
    held.publish()
    held.close()
    assert now(office, best, *tied) == [
        *(Status.APPROVED_PENDING, Status.NOT_SELECTED, Status.APPROVED_PENDING, Status.NOT_SELECTED)
    ]


@pytest.mark.parametrize(("fills_up", "moves_up"), [(True, Status.APPROVED_PENDING), (False, Status.NOT_SELECTED)])
def test_the_place_of_who_is_taken_out_is_filled_up_as_the_notice_says(own, fills_up, moves_up):
    held = opened(own, fills_up=fills_up, limit=Limit("number", 1))
    best, second = approved(own), approved(own, **LOWER)
    held.freeze()
    held.rank()
    taken = take_out(own.transaction, own.shown(best), officer=own.supervisor, at=AT, reason="社保记录有疑问。")
    assert (taken.status, held.standing().stage) == (Status.APPROVED_PENDING, RoundStage.FROZEN)
    with pytest.raises(NotAllowed):  # what was ranked before counts no more
        held.hold()
    assert held.rank()
    assert held.standing().result.turn == 2
    held.hold()
    held.publish()
    held.close()
    assert held.standing().stage is RoundStage.CLOSED
    assert now(own, best, second) == [Status.APPROVED_PENDING, moves_up]
    redo(own, best)  # it can be looked at once more, and what is approved again waits for a follow-up list
    own.recommend(own.verify(own.now(best)), UNLISTED)
    own.approve(best)
    with pytest.raises(NotYet):
        grant_it(own, best)
    followed(held).through()
    assert grant_it(own, best).kind == "granted"


def test_who_was_taken_out_stands_neither_above_the_line_nor_at_it_though_ranks_count_them(own):
    held = opened(own, fills_up=False, limit=Limit("number", 3))
    best, second, tied, alike, last = (approved(own, **facts) for facts in ({}, LOWER, LOWER, LOWER, LOWEST))
    held.freeze()
    held.rank()
    cut = held.standing().cuts[""]
    assert (cut["admitted"], cut["above"], cut["tied"], cut["empty"]) == (4, 1, 3, 0)
    for one in (best, tied):
        take_out(own.transaction, own.shown(one), officer=own.supervisor, at=AT, reason="社保记录有疑问。")
    held.rank()
    cut = held.standing().cuts[""]
    assert (cut["of"], cut["admitted"], cut["above"], cut["tied"], cut["empty"]) == (3, 2, 0, 2, 2)
    held.hold()
    held.publish()
    held.close()
    words = told(own, last)[1]
    assert "第5名，参加排名共5人" in words
    assert "移出本批次的2人" in words
    assert "入围2人，其中高于该名次的0人" in words
    assert now(own, second, alike) == [Status.APPROVED_PENDING] * 2
    assert compute_again(own.transaction, own.library, held.number) == held.standing().result.digest


def test_who_is_put_right_below_the_line_does_not_go_on(own):
    held = opened(own, limit=Limit("number", 1))
    best = approved(own)
    held.through()
    redo(own, best)
    own.recommend(own.verify(amend(own, best)), UNLISTED)
    own.approve(best)
    with pytest.raises(NotYet):
        grant_it(own, best)
    with pytest.raises(InputRefused) as second:  # no places of its own for who ranks below one that was left out
        opened(own, name="第二批", limit=Limit("number", 1))
    assert "its line holds" in second.value.remedy
    followed(held).through()
    assert now(own, best) == [Status.NOT_SELECTED]


def amend(office, application):
    amendment = Amendment(FACTS | LOWEST, ON, None, "更正。")
    common = {"officer": office.officer, "at": AT}
    return amend_facts(office.transaction, office.library, office.shown(application), amendment, **common)


def test_places_are_set_district_by_district_and_who_needs_no_points_stands_outside(own):
    keep_offices(own.transaction, (Office("liwan", text("荔湾区局"), Level.CITY, "440103", None),), at=AT)
    liwan = replace(own, officer=replace(own.officer, office="liwan"))
    held = opened(own, limit=Limit("districts", districts={"440106": 3, "440103": 0}))
    elsewhere, outside = approved(liwan), approved(liwan, nominated_skilled_worker=True)
    held.through()
    assert now(own, elsewhere, outside) == [Status.NOT_SELECTED, Status.APPROVED_PENDING]
    assert held.standing().result.outside == 1
    assert {district: cut["of"] for district, cut in held.standing().cuts.items()} == {"440103": 1, "440106": 0}
    assert "本批次名额按区分配" in told(own, elsewhere)[1]
    with reading(own.transaction) as session:
        places = session.scalars(sa.select(RoundPlaceRow).where(RoundPlaceRow.round_id == held.number)).all()
    assert {(row.application_id, row.place, row.rank) for row in places} == {
        (elsewhere.id, "not_selected", 1),
        (outside.id, "outside", None),
    }
    assert grant_it(own, outside).kind == "granted"


def test_no_more_are_selected_without_points_than_the_rules_announce(own):
    policies = [few(policy) if policy.scheme == "guangzhou" else policy for policy in own.library.policies]
    held = opened(replace(own, library=Library(policies)))
    some = [approved(own, nominated_skilled_worker=True) for _ in range(2)]
    held.freeze()
    held.rank()
    strict = replace(held, office=own)  # what is announced otherwise since changes nothing of a round that is open
    with pytest.raises(InputRefused) as refused:
        strict.hold()
    assert refused.value.remedy == "2 are selected without points, and the round has 1 such places. Take 1 of them out."
    take_out(own.transaction, own.shown(some[0]), officer=own.supervisor, at=AT, reason="按抽签结果。")
    strict.rank()
    strict.hold()
    strict.publish()
    strict.close()
    assert [grant_it(own, some[1]).kind, now(own, some[0])] == ["granted", [Status.APPROVED_PENDING]]
    redo(own, some[0])


def few(policy):
    """The rules with one place for those who need no points."""
    return replace(policy, rounds=tuple(replace(each, quota_without_points=1) for each in policy.rounds))


def test_two_people_who_are_nothing_else_on_any_of_its_files_publish_a_result(own):
    held = opened(own)
    mine = own.recommend(own.verified(by=own.both), UNLISTED, by=own.both)
    own.approve(mine)
    other = approved(own)
    held.freeze()
    held.rank()
    for who, why in ((own.both, Guard.ONE_PART), (own.officer, Guard.ROLE)):
        with pytest.raises(NotAllowed) as refused:
            held.hold(by=who)
        assert refused.value.why == why
    number = held.hold(by=own.supervisor)
    for who, why in ((own.supervisor, Guard.SECOND_PERSON), (own.both, Guard.ONE_PART), (own.head, Guard.ROLE)):
        with pytest.raises(NotAllowed) as refused:
            held.publish(by=who)
        assert refused.value.why == why
    with pytest.raises(NotAllowed):
        held.give_back(by=own.supervisor)
    held.give_back()
    with pytest.raises(NotAllowed):
        held.publish()
    assert held.hold(by=own.supervisor) == number + 1
    alone = {"round_id": held.number, "number": number + 1, "held_by": own.supervisor.account_id, "by": own.supervisor.account_id}
    for row in (RoundPublicationRow(**alone, at=AT, digest="0" * 64), RoundReturnRow(**alone, at=AT, reason="x")):
        with pytest.raises(IntegrityError), own.transaction() as session:
            session.add(row)
    _declare_an_interest(own, held, mine, other)


def _declare_an_interest(own, held, mine, other):
    common = {"at": AT, "reason": "亲属"}
    declare_interest(own.transaction, own.shown(other), officer=own.supervisor, **common)
    with pytest.raises(NotAllowed) as refused:  # who declared an interest since agreed to nothing
        held.publish()
    assert refused.value.why == Guard.NO_INTEREST
    held.give_back()
    with pytest.raises(NotAllowed) as refused:
        held.hold(by=own.supervisor)
    assert refused.value.why == Guard.NO_INTEREST
    take_out(own.transaction, own.shown(other), officer=own.other_supervisor, at=AT, reason="另行处理。")
    redo(own, other, by="other_supervisor")
    held.rank()
    held.hold()
    held.publish()
    declare_interest(own.transaction, own.shown(mine), officer=own.other_supervisor, **common)
    held.close()  # what they agreed to is carried out; they are nothing on that file any more
    assert own.now(mine).parts[own.other_supervisor.account_id] is Part.BARRED
    assert own.now(mine).parts[own.supervisor.account_id] is Part.CHECKER


def test_what_stops_half_way_goes_on_and_what_fails_for_one_is_done_for_the_rest(own):
    held = opened(own, limit=Limit("number", 0))
    files = [approved(own), approved(own, **LOWER), approved(own, **LOWEST)]
    held.freeze()
    held.rank()
    held.hold()
    held.publish()
    assert next(close_round(own.transaction, own.library, TIMING, held.number, at=AT)) == (1, 3)
    assert now(own, *files) == [Status.NOT_SELECTED, Status.APPROVED_PENDING, Status.APPROVED_PENDING]
    set_status(own, files[1], Status.WITHDRAWN)
    with pytest.raises(MoveRefused):
        held.close()
    assert now(own, files[2]) == [Status.NOT_SELECTED]
    assert held.standing().stage is RoundStage.PUBLISHED
    set_status(own, files[1], Status.APPROVED_PENDING)
    held.close()
    assert held.standing().stage is RoundStage.CLOSED
    assert [event.act for event in own.file(files[0]).events].count("not_select") == 1


def set_status(office, application, status):
    with office.transaction() as session:
        session.get_one(ApplicationRow, application.id).status = status


@pytest.mark.commits
def test_however_many_publish_at_once_a_round_is_published_once(alone):
    held = opened(alone)
    approved(alone)
    held.freeze()
    held.rank()
    held.hold()
    results = at_once(*[held.publish, held.give_back] * 5)
    assert results["str"] + results["NoneType"] == 1
    assert set(results) <= {"str", "NoneType", "NotAllowed"}
    if held.standing().stage is RoundStage.RANKED:
        held.hold()
        held.publish()
    held.close()


def test_a_round_is_ranked_by_its_rules_as_they_were_alone(own):
    held = opened(own)
    approved(own)
    held.freeze()
    with pytest.raises(RoundChanged):
        list(rank_round(own.transaction, poorer(own), held.number, at=AT))
    other = Library([replace(p, digest="f" * 64) if p.scheme == "guangzhou" else p for p in own.library.policies])
    with pytest.raises(PolicyChanged):
        list(rank_round(own.transaction, other, held.number, at=AT))
    held.rank()
    unnamed, common = replace(TIMING, defaults=Procedure()), {"officer": own.supervisor, "at": AT, "reason": "x"}
    with pytest.raises(OrgansUnnamed):
        hold_round(own.transaction, without_organs(own), unnamed, held.shown(), (), **common)
    held.hold()
    held.publish()
    held.close()


def poorer(office):
    """The rules with another day for the round, by which points differ."""
    return Library([replace(p, rounds=changed_rounds(office)) if p.scheme == "guangzhou" else p for p in office.library.policies])


def without_organs(office):
    """The rules without anybody who could be turned to."""
    return Library([replace(p, procedure=Procedure()) if p.scheme == "guangzhou" else p for p in office.library.policies])


def test_a_round_of_another_office_is_none_and_none_is_opened_twice(own):
    held = opened(own)
    with pytest.raises(InputRefused) as twice:
        opened(own)
    assert twice.value.field == "round"
    elsewhere = replace(own.supervisor, office="nowhere")
    with pytest.raises(NotFound):
        held.freeze(by=elsewhere)
    with pytest.raises(NotFound):
        list(rank_round(own.transaction, own.library, 10_000, at=AT))
    with pytest.raises(NotYet) as early:
        held.freeze(at=datetime(2025, 11, 10, 9, 0, tzinfo=UTC))  # 17:00 at the offices: the last minute counts
    assert early.value.why == Guard.TERM_OVER
    for wrong in ({"name": ""}, {"limit": Limit("number", -1)}):
        with pytest.raises(InputRefused):
            opened(own, **wrong)
    with pytest.raises(NotAllowed):
        held.close()
    with pytest.raises(InputRefused):
        held.freeze()  # nobody is approved
    with pytest.raises(NotAllowed):
        held.rank()
    approved(own)
    held.through()
    with reading(own.transaction) as session:
        found = session.scalars(sa.select(RoundOutcomeRow).where(RoundOutcomeRow.round_id == held.number)).all()
    assert len(found) == 1


def test_rules_that_do_not_rank_wait_for_no_round(own):
    def unranked(policy):
        return replace(policy, selection=replace(policy.selection, ranking=None)) if policy.scheme == "guangzhou" else policy

    free = replace(own, library=Library([unranked(policy) for policy in own.library.policies]))
    opened(own)
    application = approved(own)
    with pytest.raises(NotYet):
        grant_it(own, application)
    with pytest.raises(NotAllowed) as next_guard:  # these are other rules than those it was approved by
        grant_it(free, application)
    assert next_guard.value.why == Guard.SAME_AGAIN
    redo(own, application)


def test_a_list_on_which_everybody_was_taken_out_has_an_empty_result(own):
    held = opened(own)
    application = approved(own)
    held.freeze()
    take_out(own.transaction, own.shown(application), officer=own.supervisor, at=AT, reason="另行处理。")
    redo(own, application)
    held.rank()
    assert (held.standing().cuts[""]["of"], held.standing().result.removed) == (0, 1)
    held.hold()
    held.publish()
    assert held.close() == []
    assert held.standing().stage is RoundStage.CLOSED


def test_a_review_of_the_result_leads_to_a_version_that_is_admitted_where_it_reaches_the_line(own):
    held = opened(own, limit=Limit("number", 1))
    best, last = approved(own), approved(own, **LOWEST)
    held.through()
    own.seal(own.now(last), 2)
    own.serve(own.now(last), 2)
    record(own, own.now(last), asking(()))
    version = reopened(own, own.now(last), by="other_officer")
    assert own.now(last).status is Status.NOT_SELECTED  # until the version is decided
    raised = raise_to(own, version, FACTS)
    own.recommend(own.verify(raised, by=own.other_officer), UNLISTED, by=own.other_officer)
    own.approve(version, by=own.both)
    followed(held).through()  # it reaches the line, and the older file stands until it is granted
    assert now(own, last, version) == [Status.NOT_SELECTED, Status.APPROVED_PENDING]
    common = {"officer": own.both, "at": SOON, "reason": "经复核，医保月数属实。"}
    granted = grant(own.transaction, own.library, TIMING, own.shown(version), **common)
    assert granted.kind == "granted"
    assert now(own, best, last, version) == [Status.APPROVED_PENDING, Status.SUPERSEDED, Status.GRANTED]


def raise_to(office, version, facts):
    amendment = Amendment(facts, ON, None, "按复核认定。")
    common = {"officer": office.other_officer, "at": SOON}
    return amend_facts(office.transaction, office.library, office.shown(version), amendment, **common)


@pytest.mark.commits
def test_a_file_is_on_the_list_or_returned_and_taken_out_or_in_the_result_never_both(alone):
    held = opened(alone)
    one, other = approved(alone), approved(alone, **LOWER)
    digest = held.list_digest()
    results = at_once(
        lambda: freeze_round(alone.transaction, held.number, digest, officer=alone.supervisor, at=SETTLED), lambda: redo(alone, one)
    )
    if alone.now(one).status is Status.ACCEPTED:  # who was quicker
        assert results == {"Stale": 1, "NoneType": 1}
        assert held.freeze() == 1
    else:
        assert results == {"int": 1, "NotAllowed": 1}
    held.rank()
    held.hold()
    taken = at_once(
        held.publish, lambda: take_out(alone.transaction, alone.shown(other), officer=alone.supervisor, at=AT, reason="再核。")
    )
    assert taken in ({"str": 1, "NotAllowed": 1}, {"Application": 1, "NotAllowed": 1})
    if held.standing().stage is RoundStage.FROZEN:
        held.rank()
        held.hold()
        held.publish()
    held.close()
    assert held.standing().stage is RoundStage.CLOSED
