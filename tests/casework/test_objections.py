"""异议: anybody objects to who stands on a list; the applicant is heard, two people uphold, and nobody learns who objected."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import count

import pytest
import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.objection import StepKind
from scoring.application.officer import Role
from scoring.application.status import Act, Status
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.grant import grant
from scoring.casework.hear_objection import answer_objection, record_hearing, tell_objection
from scoring.casework.kept_files import HandedFile
from scoring.casework.object_to_line import Handed, faults, object_to_line
from scoring.casework.objection_queries import open_objections, own_objections, read_objections, read_receipt
from scoring.casework.own_archive import own_archive
from scoring.casework.own_queries import read_own_file
from scoring.casework.return_application import return_application
from scoring.casework.settle_objection import dismiss_objection, propose_upholding, return_upholding, uphold, uphold_in_part
from scoring.errors import InputRefused, NotAllowed, NotFound, NotYet, OrgansUnnamed, Stale
from scoring.policy.procedure import Procedure
from scoring.records.database import reading
from scoring.records.tables import EventRow, NoticeRow, ObjectionRow, ObjectionStepRow
from tests.casework.filings import Applying, new_holder
from tests.casework.publishing import OVER, batch_of, erase, publish, published, with_list
from tests.casework.scenes import scene
from tests.casework.stories import AT, ON, TIMING, keyless, number
from tests.casework.versions import SETTINGS
from tests.evidence.made import pdf

CANARY = {"name": "金丝雀", "contact": "canary.objects@example.cn", "words": "金丝雀说：他没有住满年限。"}
_keys = count()


@pytest.fixture
def listed(office):
    return with_list(office)


def handed(office, application, **changes):
    standing = [event.facts for event in office.file(application).events if event.act == Act.PUBLISH][-1]
    made = {"publication": standing["publication"], "line": standing["line"], "identity_number": number().reveal(), **CANARY}
    return Handed(**(made | {"key": f"key {next(_keys)}", "is_signed": True} | changes))


@scene
def objected(office, application=None, *, at=AT, by=None, **changes):
    """Somebody objects to a file on a list; gives the file and the number of the receipt."""
    application = application or published(office)
    typed = handed(office, application, **changes)
    receipt = object_to_line(EvidenceRoom(office.transaction, SETTINGS), office.library, TIMING, typed, officer=by, at=at)
    return office.now(application), receipt


def tell(office, application, by="supervisor", substance="有人认为居住年限不足。", n=1):
    common = {"officer": getattr(office, by), "at": AT, "substance": substance}
    return tell_objection(office.transaction, office.library, TIMING, office.shown(application), n, **common)


def act(office, use_case, application, *given, by="supervisor", at=AT, n=1, **words):
    words = words or {"reason": "经核查。"}
    return use_case(office.transaction, office.shown(application), n, *given, officer=getattr(office, by), at=at, **words)


@scene
def heard(office, application=None):
    application, receipt = objected(office, application)
    tell(office, application)
    act(office, record_hearing, application, answer="本人称已住满。")
    return application, receipt


def sign(office, application, by="head", reason="异议成立。"):
    common = {"officer": getattr(office, by), "at": AT, "reason": reason}
    return uphold(office.transaction, office.library, TIMING, office.shown(application), 1, **common)


def status(office, application):
    return office.now(application).status


def test_an_objection_holds_the_grant_back_until_it_is_dismissed(listed):
    application, receipt = objected(listed)
    assert read_receipt(listed.transaction, receipt).state == "open"
    with pytest.raises(NotYet) as early:
        grant(
            listed.transaction, listed.library, TIMING, listed.shown(application), officer=listed.supervisor, at=OVER, reason="准予"
        )
    assert early.value.why == Guard.UNOBJECTED
    with pytest.raises(NotYet):
        return_application(listed.transaction, listed.shown(application), officer=listed.supervisor, at=AT, redo="重核")
    act(listed, dismiss_objection, application, reason="已核实，居住年限足够。")
    told = read_receipt(listed.transaction, receipt)
    assert (told.state, told.words) == ("dismissed", "已核实，居住年限足够。")
    grant(listed.transaction, listed.library, TIMING, listed.shown(application), officer=listed.supervisor, at=OVER, reason="准予")
    assert status(listed, application) is Status.GRANTED


def test_the_applicant_is_heard_and_two_people_refuse(listed):
    application, receipt = objected(listed)
    other = objected(listed, application)[1]
    with pytest.raises(NotAllowed) as unheard:
        act(listed, propose_upholding, application, "whole")
    assert unheard.value.why == Guard.HEARD
    tell(listed, application)
    act(listed, record_hearing, application, answer="本人称已住满。")
    act(listed, propose_upholding, application, "whole")
    for by in ("supervisor", "other_supervisor"):
        with pytest.raises(NotAllowed):
            sign(listed, application, by)
    decision = sign(listed, application)
    assert (decision.kind, decision.checker_id, status(listed, application)) == ("refused", listed.head.account_id, Status.REFUSED)
    last = listed.file(application).events[-1]
    assert (last.act, last.facts["place_filled"], "document" in last.facts) == (Act.UPHOLD, False, True)
    assert [read_receipt(listed.transaction, one).state for one in (receipt, other)] == ["upheld", "overtaken"]


def test_upheld_in_part_the_file_is_looked_at_again(listed):
    application, receipt = heard(listed)
    act(listed, propose_upholding, application, "part")
    with pytest.raises(NotAllowed) as refused:  # what was proposed is signed, and nothing else
        sign(listed, application)
    assert refused.value.why == Guard.SECOND_PERSON
    act(listed, return_upholding, application, by="head", reason="请再核。")
    assert read_objections(listed.transaction, application.reference, officer=listed.supervisor)[0].proposal is None
    act(listed, propose_upholding, application, "part")
    act(listed, uphold_in_part, application, by="head", reason="部分成立：重核年限。")
    found = listed.file(application).application
    assert (found.status, found.redo) == (Status.ACCEPTED, "部分成立：重核年限。")
    assert read_receipt(listed.transaction, receipt).state == "in_part"


def test_who_both_supervises_and_heads_does_not_sign_their_own_proposal(listed):
    both = replace(listed.supervisor, roles=frozenset({Role.SUPERVISOR, Role.HEAD}))
    office = replace(listed, supervisor=both)
    application, _ = heard(office)
    act(office, propose_upholding, application, "whole")
    with pytest.raises(NotAllowed) as refused:
        sign(office, application, "supervisor")
    assert refused.value.why == Guard.SECOND_PERSON
    made = {"kind": "upheld", "at": AT, "by": both.account_id, "proposal": 3, "proposed_by": both.account_id, "words": b"w"}
    with pytest.raises(sa.exc.IntegrityError, match="two_people"), office.transaction() as session:
        session.add(ObjectionStepRow(application_id=application.id, objection=1, number=9, **made))


def test_time_to_answer_that_ran_out_counts_as_heard(listed):
    application, _ = objected(listed)
    tell(listed, application)
    [found] = read_objections(listed.transaction, application.reference, officer=listed.supervisor)
    assert found.told.due == date(2026, 3, 9)
    assert [found.is_heard(day) for day in (found.told.due, found.told.due + timedelta(days=1))] == [False, True]
    act(listed, propose_upholding, application, "whole", at=OVER)


def test_what_is_due_stands_in_the_desk_first_first(listed):
    application, _ = objected(listed)
    waiting = [one for one in open_objections(listed.transaction, officer=listed.auditor) if one.reference == application.reference]
    assert [(one.number, one.due) for one in waiting] == [(1, date(2026, 3, 23))]
    [found] = read_objections(listed.transaction, application.reference, officer=listed.supervisor)
    assert [found.is_overdue(day) for day in (found.due, found.due + timedelta(days=1))] == [False, True]
    act(listed, dismiss_objection, application)
    assert application.reference not in {one.reference for one in open_objections(listed.transaction, officer=listed.auditor)}
    with pytest.raises(NotAllowed):
        open_objections(listed.transaction, officer=listed.policy_staff)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"is_signed": False}, "signed"),
        ({"identity_number": "1"}, "identity_number"),
        ({"contact": "nobody"}, "contact"),
        ({"words": ""}, "words"),
    ],
)
def test_what_is_not_complete_is_not_taken(listed, changes, field):
    application = published(listed)
    with pytest.raises(InputRefused) as refused:
        objected(listed, application, **changes)
    assert refused.value.field == field
    assert read_objections(listed.transaction, application.reference, officer=listed.head) == ()


def test_one_objects_on_the_days_of_the_list_and_once_with_each_key(listed):
    application = published(listed)
    first = handed(listed, application)
    for at in (AT, OVER):  # a second click after the last day finds the first
        receipt = object_to_line(EvidenceRoom(listed.transaction, SETTINGS), listed.library, TIMING, first, officer=None, at=at)
        assert receipt == read_objections(listed.transaction, application.reference, officer=listed.head)[0].receipt
    with pytest.raises(NotAllowed) as late:
        objected(listed, application, at=OVER)
    assert late.value.why == Guard.IN_PERIOD
    with pytest.raises(NotFound):
        objected(listed, application, line=10**6)
    ahead = listed.approved()
    publish(listed, batch_of(listed, ahead), starts=ON + timedelta(days=3))
    with pytest.raises(NotFound):
        objected(listed, ahead)


def test_the_counter_records_an_objection_within_its_office(listed):
    application, _ = objected(listed, by=listed.officer)
    [found] = read_objections(listed.transaction, application.reference, officer=listed.supervisor)
    assert (found.recorded_by, found.objector.name) == (listed.officer.name, "金丝雀")
    assert [event.actor_id for event in listed.file(application).events][-1] == listed.officer.account_id
    with pytest.raises(NotFound):
        objected(listed, application, by=replace(listed.officer, office="nowhere"))
    with pytest.raises(NotAllowed):
        objected(listed, application, by=listed.auditor)


def test_what_was_done_is_not_done_again(listed):
    application, _ = heard(listed)
    for again, why in (
        (lambda: tell(listed, application), Guard.UNTOLD),
        (lambda: act(listed, record_hearing, application, answer="再说"), Guard.TOLD),
        (lambda: act(listed, return_upholding, application, by="head"), Guard.SECOND_PERSON),
        (lambda: act(listed, uphold_in_part, application, by="head"), Guard.SECOND_PERSON),
    ):
        with pytest.raises(NotAllowed) as refused:
            again()
        assert refused.value.why == why
    act(listed, propose_upholding, application, "part")
    for again in (dismiss_objection, lambda *given, **words: propose_upholding(*given, "part", **words)):
        with pytest.raises(NotAllowed) as refused:
            act(listed, again, application)
        assert refused.value.why == Guard.OBJECTED
    with pytest.raises(NotFound):
        act(listed, dismiss_objection, application, n=7)
    stale = replace(listed.shown(application), version=1)
    with pytest.raises(Stale):
        dismiss_objection(listed.transaction, stale, 1, officer=listed.supervisor, at=AT, reason="x")
    with pytest.raises(InputRefused):
        act(listed, return_upholding, application, by="head", reason=" ")


def test_nothing_is_refused_before_organs_are_named(listed):
    application, _ = heard(listed)
    act(listed, propose_upholding, application, "whole")
    nobody = replace(TIMING, defaults=Procedure())
    common = {"officer": listed.head, "at": AT, "reason": "x"}
    with pytest.raises(OrgansUnnamed):
        uphold(listed.transaction, listed.library, nobody, listed.shown(application), 1, **common)
    assert status(listed, application) is Status.PUBLICITY


def test_who_objects_is_read_by_those_alone_who_look_into_it(listed):
    application, receipt = objected(listed)
    for who in ("supervisor", "head"):
        [found] = read_objections(listed.transaction, application.reference, officer=getattr(listed, who))
        assert (found.objector.contact, found.receipt) == (CANARY["contact"], receipt)
    for who in ("officer", "auditor"):
        [found] = read_objections(listed.transaction, application.reference, officer=getattr(listed, who))
        assert (found.objector, found.receipt) == (None, "")
        assert "金丝雀" not in repr(found)
    with listed.transaction() as session:
        row = session.get_one(ObjectionRow, (application.id, 1))
        assert not any(secret.encode() in row.content for secret in CANARY.values())
    with pytest.raises(NotFound):
        read_receipt(listed.transaction, "guess")


def test_of_a_file_that_was_erased_a_receipt_says_that_it_is_gone(listed):
    application, receipt = objected(listed)
    erase(listed, application)
    with keyless(listed.transaction, application.id):
        assert read_receipt(listed.transaction, receipt).state == "gone"


def listed_online(office):
    """Give somebody who applied by an account and stands on a list, and their file."""
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()))
    office.approve(applicant)
    application = office.file(applicant).application
    publish(office, batch_of(office, application))
    return applicant, application


def test_the_holder_answers_and_finds_the_objector_nowhere(listed):
    applicant, application = listed_online(listed)
    objected(listed, application, is_to_be_told=True, files=(HandedFile(pdf(), f"{CANARY['name']}.pdf"),))
    assert own_objections(listed.transaction, applicant.reference, holder=applicant.holder) == ()
    tell(listed, application)
    shown = applicant.shown
    answer_objection(listed.transaction, shown, 1, holder=applicant.holder, at=AT, answer="我已住满。")
    with pytest.raises(NotAllowed):
        answer_objection(listed.transaction, applicant.shown, 1, holder=applicant.holder, at=AT, answer="再答")
    act(listed, propose_upholding, application, "whole")
    sign(listed, application, reason="年限不足。")
    [own] = own_objections(listed.transaction, applicant.reference, holder=applicant.holder)
    assert (own.substance, own.answer, own.outcome, own.findings) == (
        "有人认为居住年限不足。",
        "我已住满。",
        StepKind.UPHELD,
        "年限不足。",
    )
    found = read_own_file(listed.transaction, applicant.reference, holder=applicant.holder)
    assert [step.act for step in found.steps][-4:] == [Act.PUBLISH, Act.TELL_OBJECTION, Act.ANSWER_OBJECTION, Act.UPHOLD]
    archive = zipfile.ZipFile(BytesIO(own_archive(EvidenceRoom(listed.transaction, SETTINGS), holder=applicant.holder, at=AT)))
    assert all(name.endswith(".json") for name in archive.namelist()), "nothing that was handed in against them"
    everything = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
    assert "我已住满。" in everything
    with reading(listed.transaction) as session:
        notices = "".join(session.scalars(sa.select(NoticeRow.facts)))
        facts = "".join(session.scalars(sa.select(EventRow.facts)))
    receipts = {one.receipt for one in read_objections(listed.transaction, applicant.reference, officer=listed.head)}
    seen = everything + notices + facts + repr(found) + repr(own) + json.dumps([step.words for step in found.steps])
    assert not any(secret in seen for secret in ("金丝雀", CANARY["contact"], *receipts))
    assert "objection_files" in json.loads(archive.read("left_out.json"))


def test_everything_wrong_with_an_objection_is_named_at_once():
    empty = Handed(1, 1, name=" ", identity_number="1", contact="", words="", key="k", is_signed=False)
    assert [wrong.field for wrong in faults(empty, at=AT)] == ["name", "signed", "identity_number", "contact", "words"]
    typed = {"name": "李四", "identity_number": number().reveal(), "contact": "a@example.cn", "words": "年限不足。"}
    assert faults(Handed(1, 1, **typed, key="k", is_signed=True), at=AT) == ()
