"""增补名单: whoever is approved once a round is published is measured by its line, by two people again, and by nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from scoring.application.deadlines import moment_at
from scoring.application.moves import Guard
from scoring.application.office import Level, Office
from scoring.application.review import StepKind
from scoring.application.rounds import Awaited, AwaitedRound, Limit, RoundStage
from scoring.application.status import Status
from scoring.casework.cancel_round import cancel_round
from scoring.casework.declare_interest import declare_interest
from scoring.casework.lines import Wanted
from scoring.casework.offices import keep_offices
from scoring.casework.own_queries import read_own_file
from scoring.casework.rank_round import compute_again
from scoring.casework.review_queries import read_reviews
from scoring.casework.round_family import find_published, published_round
from scoring.casework.round_line import lines_of
from scoring.casework.round_places import most_without_points
from scoring.casework.round_queries import list_rounds, read_round
from scoring.casework.round_rules import refuse_other_notice
from scoring.casework.take_out import take_out
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, NotYet
from scoring.policy.library import Library
from scoring.policy.wording import text
from scoring.ranking import LastPlace, Line, Quota
from scoring.records.database import reading
from scoring.records.ranking_rounds import RankingRoundRow, RoundResultRow
from tests.casework.conftest import open_empty_office
from tests.casework.filings import Applying, new_holder
from tests.casework.holding import LOWER, LOWEST, NOTICE, UNLISTED, Round, approved, followed, opened, unannounced
from tests.casework.publishing import erase
from tests.casework.stories import AT, TIMING, keyless
from tests.casework.test_admission_again import approved_again, grants, reviewed, words_to
from tests.casework.test_reviews import asking, record, refused, served
from tests.casework.test_reviews import opened as reopened
from tests.casework.test_rounds import few, now, set_status
from tests.casework.test_rounds_ranked_again import with_rounds

RULES = ("guangzhou", "2025", "2025")
WINDOW = (moment_at(NOTICE.window_from), moment_at(NOTICE.window_until))


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


def held_by(office, **changes):
    """A published round of an office, carried out; its places are one unless told."""
    held = opened(office, **{"limit": Limit("number", 1), **changes})
    best = approved(office)
    held.through()
    return held, best


def out_of(office, application):
    common = {"officer": office.supervisor, "at": AT, "reason": "再核。"}
    return take_out(office.transaction, office.shown(application), **common)


def lines(office, held):
    with reading(office.transaction) as session:
        row = session.get_one(RankingRoundRow, held.number)
        return lines_of(session, row, office.library.find(row.scheme, row.policy_version).places)


def test_whoever_is_approved_later_is_in_where_they_reach_the_line_and_nobody_else(own):
    held = opened(own, name="第一批")
    best, second, left_out = approved(own), approved(own, **LOWER), approved(own, **LOWEST)
    held.through()
    equal, lower, ahead = approved(own, **LOWER), approved(own, **LOWEST), approved(own)
    with pytest.raises(NotYet):
        grants(own, ahead)
    assert own.file(ahead).awaits == AwaitedRound(held.number, "第一批", "follow_up")
    assert read_round(own.transaction, held.number, officer=own.auditor).family.waiting == 3
    late = followed(held, " 第一批增补名单 ")
    assert own.file(ahead).awaits == AwaitedRound(late.number, "第一批增补名单", "list")
    assert late.standing().stage is RoundStage.OPEN
    late.through()  # its list is settled at once: the window was that of the round
    assert now(own, equal, lower, ahead) == [Status.APPROVED_PENDING, Status.NOT_SELECTED, Status.APPROVED_PENDING]
    assert now(own, best, second, left_out) == [Status.APPROVED_PENDING, Status.APPROVED_PENDING, Status.NOT_SELECTED]
    assert [grants(own, one).kind for one in (equal, ahead)] == ["granted", "granted"]
    assert compute_again(own.transaction, own.library, late.number) == late.standing().result.digest
    announced = with_rounds(own, quota=9).find("guangzhou", "2025")  # what is announced otherwise since moves no line
    assert refuse_other_notice(late.standing().row, announced) is None
    _read(own, held, late, lower)


def _read(own, held, late, lower):
    said = words_to(own, lower)
    for words in (
        "列入第一批增补名单",
        "第一批的入围线：最后一名入围者的排名分值为184分",
        "不另设名额",
        "The line of 第一批: 184 points",
    ):
        assert words in said, said
    assert not any(words in said for words in ("您的排名：", "本批次名额", "确定的分数线"))
    first, last = (read_round(own.transaction, one.number, officer=own.auditor).family for one in (held, late))
    assert (first.follows, first.lists, first.waiting) == (None, ((late.number, "第一批增补名单"),), 0)
    assert (last.follows, last.lists, last.waiting) == ((held.number, "第一批"), (), 0)
    assert [one.family.follows is None for one in list_rounds(own.transaction, Wanted(), officer=own.auditor).items] == [
        False,
        True,
    ]
    assert lines(own, late) == lines(own, held)
    with reading(own.transaction) as session:
        row = session.get_one(RankingRoundRow, late.number)
        followed_row = session.get_one(RankingRoundRow, held.number)
        assert (row.places, row.figures, row.ties, row.fills_up) == (
            followed_row.places,
            followed_row.figures,
            followed_row.ties,
            True,
        )


def test_who_equals_the_last_place_is_out_where_it_was_drawn(own):
    office = replace(own, library=unannounced(own.library, "draw_line"))
    held = opened(office, name="第一批", limit=Limit("number", 1))
    drawn, _lost = approved(office), approved(office)
    held.through(drawn.reference)
    assert [line.is_shared for line in lines(office, held).values()] == [False]
    equal = approved(office)
    followed(held).through()
    assert now(office, equal) == [Status.NOT_SELECTED]
    assert "在第一批中，各项均与最后一名相同的，已按本机关公布的办法确定" in words_to(office, equal)


def test_a_line_that_was_set_beforehand_measures_later_ones_by_points_alone(own):
    held, _best = held_by(own, name="第一批", limit=Limit("line", line=Decimal(185)))
    assert lines(own, held) == {"": Line(-18500)}
    more, less = approved(own), approved(own, **LOWER)
    followed(held).through()
    assert now(own, more, less) == [Status.APPROVED_PENDING, Status.NOT_SELECTED]
    assert "第一批事先确定的分数线：185分" in words_to(own, less)


def test_places_that_stayed_free_go_to_who_is_approved_later_in_the_order_of_rank(own):
    held, best = held_by(own, name="第一批", limit=Limit("number", 3))
    lower = approved(own, **LOWER)
    followed(held).through()
    assert now(own, lower) == [Status.APPROVED_PENDING]
    assert [line.free.places for line in lines(own, held).values()] == [1]
    assert grants(own, approved_again(own, best, **LOWEST)).kind == "granted"  # nobody was left out, whose place it could be
    lowest, better = approved(own, **LOWEST), approved(own, **LOWER)
    last = followed(held)
    last.through()
    assert now(own, lowest, better) == [Status.NOT_SELECTED, Status.APPROVED_PENDING]
    said = words_to(own, lowest)
    assert all(
        words in said for words in ("第一批未用完的名额，按名次依次补入", "最后一名入围者的排名分值为184分", "并列的，全部入围")
    )
    assert [read_round(own.transaction, one.number, officer=own.auditor).family.free for one in (held, last)] == [0, 1]
    assert compute_again(own.transaction, own.library, last.number) == last.standing().result.digest
    assert grants(own, approved_again(own, lower)).kind == "granted"
    assert grants(own, better).kind == "granted"
    again = approved(own, **LOWEST)
    followed(held).through()
    assert now(own, again) == [Status.NOT_SELECTED]


@pytest.mark.parametrize(("ties", "words"), [("admit_none", "均不入围"), ("draw_line", "在并列者中确定")])
def test_who_is_tied_for_a_place_that_stayed_free_reads_which_rule_there_is(own, ties, words):
    office = replace(own, library=unannounced(own.library, ties))
    held, _best = held_by(office, name="第一批", limit=Limit("number", 2))
    one, other = approved(office, **LOWER), approved(office, **LOWER)
    followed(held).through(*((one.reference,) if ties == "draw_line" else ()))
    expected = Status.APPROVED_PENDING if ties == "draw_line" else Status.NOT_SELECTED
    assert now(office, one, other) == [expected, Status.NOT_SELECTED]
    assert all(said in words_to(office, other) for said in ("第一批未用完的名额，按名次依次补入", words))


def test_where_nobody_was_in_and_nobody_gets_a_free_place_the_letter_says_by_which_rule(own):
    office = replace(own, library=unannounced(own.library, "admit_none"))
    held = opened(office, name="第一批", limit=Limit("number", 1))
    _tied = [approved(office, nominated_skilled_worker=True)]
    held.through()
    one, other = approved(office), approved(office)
    followed(held).through()
    assert now(office, one, other) == [Status.NOT_SELECTED, Status.NOT_SELECTED]
    assert "本批次无人入围" in words_to(office, one)


def test_where_nobody_of_a_district_was_in_nobody_of_it_is_in_later(own):
    keep_offices(own.transaction, (Office("liwan", text("荔湾区局"), Level.CITY, "440103", None),), at=AT)
    liwan = replace(own, officer=replace(own.officer, office="liwan"))
    held = opened(own, name="第一批", limit=Limit("districts", districts={"440106": 3, "440103": 0}))
    outside = approved(liwan, nominated_skilled_worker=True)
    held.through()
    nobody = LastPlace(None, is_shared=True)
    assert lines(own, held) == {"440103": nobody, "440106": replace(nobody, free=Quota(3, "admit_all"))}
    later = approved(liwan)
    approved_again(own, outside, nominated_skilled_worker=False)  # it has no line to reach, and waits like everybody
    followed(held).through()
    assert now(own, later, outside) == [Status.NOT_SELECTED, Status.NOT_SELECTED]
    assert "第一批在您参加排名的范围内无人入围" in words_to(own, later)


def test_who_is_taken_out_stays_out_of_that_list_and_is_measured_by_the_next(own):
    held = opened(own, limit=Limit("number", 1))
    _best, second, early = approved(own), approved(own, **LOWER), approved(own, **LOWER)
    held.freeze()
    out_of(own, early)
    waiting = AwaitedRound(held.number, NOTICE.name, "result")
    assert own.file(early).awaits == waiting
    held.rank()
    held.hold()
    held.publish()
    held.close()
    approved_again(own, early, medical_months=84)  # put right since, it is as good as the best
    late = followed(held)
    late.freeze()
    late.rank()
    out_of(own, early)
    assert own.file(early).awaits == AwaitedRound(late.number, "增补名单", "result")
    late.rank()
    late.hold()
    late.publish()
    assert late.close() == []
    assert [line.is_shared for line in lines(own, late).values()] == [True]
    last = followed(held, "第二份增补名单")
    last.through()
    assert now(own, second, early) == [Status.NOT_SELECTED, Status.APPROVED_PENDING]
    assert grants(own, early).kind == "granted"


def test_the_line_is_nobodys_to_read_and_holds_when_its_last_one_is_erased(own):
    held, best = held_by(own)
    with reading(own.transaction) as session:
        kept = session.get_one(RoundResultRow, (held.number, 1))
    assert "cut_off" not in kept.cuts
    assert b"keys" not in kept.line
    [line] = lines(own, held).values()
    assert (line.keys[0], line.is_shared) == (-18600, True)
    grants(own, best)
    erase(own, best)
    with keyless(own.transaction, best.id):
        equal, lower = approved(own), approved(own, **LOWER)
        late = followed(held)
        late.through()
        assert now(own, equal, lower) == [Status.APPROVED_PENDING, Status.NOT_SELECTED]
        assert compute_again(own.transaction, own.library, late.number) == late.standing().result.digest


def test_results_and_notices_of_before_are_read_as_they_were_kept(own):
    held, _best = held_by(own)
    [line] = lines(own, held).values()
    policy = own.library.find("guangzhou", "2025")
    for keys, left in ((line.keys, 0), (line.keys, 1), (None, 0)):
        cuts = {"": {**held.standing().cuts[""], "cut_off": keys, "left": left}}
        with own.transaction() as session:
            turn = held.standing().result.turn + 1
            of_it = {"round_id": held.number, "turn": turn, "removed": 0, "outside": 0, "digest": f"{turn:064}"}
            session.add(RoundResultRow(**of_it, at=AT, cuts=json.dumps(cuts)))
        assert lines(own, held) == {"": LastPlace(keys, is_shared=not left)}
    old = RankingRoundRow(places='{"districts":{},"kind":"number","line":null,"number":1}', round="2025")
    assert most_without_points(old, few(policy)) == 1
    with reading(own.transaction) as session:
        assert (
            most_without_points(session.get_one(RankingRoundRow, held.number), few(policy)) is None
        )  # as it was when it was opened


def test_what_no_follow_up_list_is_opened_for(own):
    held = opened(own)
    approved(own)
    with pytest.raises(NotAllowed) as early:  # it is not published
        followed(held)
    held.through()
    for who, error in ((own.officer, NotAllowed), (own.head, NotAllowed), (replace(own.supervisor, office="nowhere"), NotFound)):
        with pytest.raises(error):
            followed(held, by=who)
    with pytest.raises(NotFound):
        followed(replace(held, number=10_000))
    refusals = {"": "Give the round the name of its notice, in at most 100 characters.", "x" * 101: None, "名": None}
    for name, remedy in refusals.items():
        with pytest.raises(InputRefused) as refused_:
            followed(held, name)
        assert refused_.value.field == "name"
        assert remedy in {None, refused_.value.remedy}
    assert refused_.value.remedy == "No approved application waits for a place of this round."
    approved(own)
    late = followed(held)
    with pytest.raises(InputRefused) as second:  # one at a time
        followed(held)
    assert second.value.remedy == f"Round {late.number} is open for these applications. Publish its result first, or cancel it."
    with pytest.raises(InputRefused) as again:
        opened(own)
    assert again.value.field == "round"
    cancel_round(own.transaction, late.number, officer=own.supervisor, at=AT, reason="名称有误。")
    late = followed(held)  # one that was opened in error keeps nobody from the next
    assert read_round(own.transaction, held.number, officer=own.auditor).family.lists == ((late.number, "增补名单"),)
    late.through()
    with pytest.raises(NotAllowed) as of_a_list:
        followed(late)
    assert [refused_.value.why for refused_ in (early, of_a_list)] == [Guard.COUNTED] * 2


def test_where_two_rounds_were_published_before_that_was_refused_the_newest_line_holds(own):
    held, _best = held_by(own)
    with own.transaction() as session:
        row = session.get_one(RankingRoundRow, held.number)
        kept = {column.key: getattr(row, column.key) for column in RankingRoundRow.__table__.columns if column.key != "id"}
        second = RankingRoundRow(**{**kept, "name": "第二批", "digest": "e" * 64})
        session.add(second)
        session.flush()
        newest = Round(own, second.id)
    approved(own, **LOWEST)
    newest.through()
    assert published_round(own.transaction, RULES, WINDOW, officer=own.supervisor) == newest.number
    with pytest.raises(NotAllowed):
        published_round(own.transaction, RULES, WINDOW, officer=own.officer)
    later = approved(own, **LOWEST)
    with pytest.raises(NotAllowed):
        followed(held)
    assert read_round(own.transaction, held.number, officer=own.auditor).family.waiting == 0
    followed(newest).through()
    assert now(own, later) == [Status.APPROVED_PENDING]
    with reading(own.transaction) as session:
        assert find_published(session, ("guangzhou", "2025", None), WINDOW) is None
    later_window = (WINDOW[1] + timedelta(minutes=1), WINDOW[1] + timedelta(days=1))  # other applications are in it
    assert published_round(own.transaction, RULES, later_window, officer=own.supervisor) is None


def test_who_asks_for_a_review_and_stays_below_the_line_has_one_result_and_not_two(own):
    held = opened(own, name="第一批", limit=Limit("number", 1))
    _best, lost = approved(own), approved(own, **LOWER)
    held.through()
    version = reviewed(own, lost)
    assert now(own, lost, version) == [Status.NOT_SELECTED, Status.APPROVED_PENDING]
    late = followed(held)
    late.freeze()
    late.rank()
    common = {"officer": own.other_supervisor, "at": AT, "reason": "亲属"}
    declare_interest(own.transaction, own.shown(lost), **common)
    with pytest.raises(NotAllowed) as refused_:  # of the file behind it too
        late.hold(by=own.other_supervisor)
    assert refused_.value.why == Guard.NO_INTEREST
    with pytest.raises(NotAllowed) as worked:  # who made the review
        late.hold(by=replace(own.other_officer, roles=own.supervisor.roles))
    assert worked.value.why == Guard.ONE_PART
    late.hold()
    late.publish(by=own.both)
    set_status(own, lost, Status.WITHDRAWN)
    with pytest.raises(MoveRefused):  # a version takes no place of such
        late.close()
    set_status(own, lost, Status.NOT_SELECTED)
    late.close()
    assert now(own, lost, version) == [Status.SUPERSEDED, Status.NOT_SELECTED]
    _one_result(own, lost, version)


def _one_result(own, lost, version):
    said = words_to(own, version)
    assert f"本结果取代申请{lost.reference}此前的结果" in said
    [found] = read_reviews(own.transaction, own.library, TIMING, lost.reference, officer=own.auditor).reviews
    assert found.closing.kind is StepKind.CHANGED
    assert f"复核编号：{found.receipt}" in said
    event, older = own.file(version).events[-1], own.file(lost).events[-1]
    assert (event.facts["replaces"], event.facts["review"]) == (lost.reference, found.receipt)
    assert (older.act, older.facts["decision"]) == ("supersede", event.facts["document"])
    assert found.closing.words == f"增补名单：{event.facts['document']}"


def test_a_refusal_that_a_review_overturns_is_ranked_with_all_others(own):
    before = record(own, served(own, refused(own)))
    granted_before = own.granted()
    held = opened(own, limit=Limit("number", 1))
    version = reopened(own, before, by="other_officer")
    own.recommend(own.verify(version, by=own.other_officer), UNLISTED, by=own.other_officer)
    own.approve(version, by=own.both)
    with pytest.raises(NotYet):
        grants(own, version, "both")
    held.through()
    assert now(own, before, version) == [Status.REFUSED, Status.APPROVED_PENDING]
    assert grants(own, version, "both").kind == "granted"
    assert now(own, before, granted_before) == [Status.SUPERSEDED, Status.GRANTED]


def test_who_was_granted_before_a_round_was_held_and_asks_for_a_review_is_ranked_too(own):
    before = own.granted()
    own.seal(before, 1)
    own.serve(before, 1)
    asked = record(own, own.now(before), asking(()))
    held = opened(own, limit=Limit("number", 0))
    version = reopened(own, asked, by="other_officer")
    own.recommend(own.verify(version, by=own.other_officer), UNLISTED, by=own.other_officer)
    own.approve(version, by=own.both)
    held.through()
    assert now(own, before, version) == [Status.SUPERSEDED, Status.NOT_SELECTED]
    assert "本结果取代申请" in words_to(own, version)
    assert all(entry.state == "ended" for entry in own.file(before).entitlements)


def test_so_many_are_selected_without_points_in_a_round_and_its_lists_together(own):
    policies = [few(policy) if policy.scheme == "guangzhou" else policy for policy in own.library.policies]
    strict = replace(own, library=Library(policies))
    held = opened(strict, limit=Limit("number", 1))
    first, ranked = approved(own, nominated_skilled_worker=True), approved(own)
    held.through()
    approved_again(own, ranked, nominated_skilled_worker=True, medical_months=60)  # below the line, and without points only now
    assert own.file(ranked).awaits.stage == "follow_up"
    approved_again(own, first, nominated_skilled_worker=True, medical_months=83)  # keeps the place it has
    assert own.file(first).awaits is None
    late = followed(held)
    late.freeze()
    late.rank()
    assert read_round(own.transaction, late.number, officer=own.auditor).family.outside_before == 1
    with pytest.raises(InputRefused) as beyond:
        late.hold()
    assert beyond.value.remedy == "1 are selected without points, and the round has 0 such places. Take 1 of them out."


def test_where_no_number_is_announced_who_needs_no_points_since_keeps_the_place(own):
    held, best = held_by(own)
    approved_again(own, best, nominated_skilled_worker=True, medical_months=60)
    assert grants(own, best).kind == "granted"
    nobody = approved(own, nominated_skilled_worker=True)  # whom no round admitted waits all the same
    with pytest.raises(NotYet):
        grants(own, nobody)
    late = followed(held)
    late.through()
    assert now(own, nobody) == [Status.APPROVED_PENDING]
    assert grants(own, nobody).kind == "granted"


def test_an_applicant_reads_what_the_application_waits_for(own):
    applicant = Applying(own, new_holder(own))
    applicant.begin()
    applicant.submit()
    held, _best = held_by(own, name="第一批")
    own.recommend(own.verify(applicant.accept()), UNLISTED)
    own.approve(applicant)
    read = read_own_file(own.transaction, applicant.reference, holder=applicant.holder)
    assert (read.counted, read.awaits) == (None, AwaitedRound(held.number, "第一批", "follow_up"))
    late = followed(held, "增补名单")
    read = read_own_file(own.transaction, applicant.reference, holder=applicant.holder)
    assert (read.awaited, read.awaits) == (Awaited(), AwaitedRound(late.number, "增补名单", "list"))  # no window: that is long over
    late.through()
    assert read_own_file(own.transaction, applicant.reference, holder=applicant.holder).awaits is None
