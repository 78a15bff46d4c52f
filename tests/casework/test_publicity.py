"""公示: an approved batch stands on a public list until its last day; only then can it be granted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.application.publication import Stage
from scoring.application.status import Act, Part, Status
from scoring.casework.grant import grant
from scoring.casework.listing import Batch
from scoring.casework.public_lists import list_publications, public_lists, read_list, read_preview, read_public, waiting_batches
from scoring.casework.publish_list import propose_list, publish_list
from scoring.casework.return_application import return_application
from scoring.casework.second_look import read_second_look
from scoring.errors import CalendarUnknown, InputRefused, NoLongerPublic, NotAllowed, NotFound, NotYet, PolicyUnknown, Stale
from scoring.policy.procedure import Duration, Procedure, Publication
from scoring.policy.wording import text
from scoring.records.publications import PublicationLineRow
from scoring.records.tables import EventRow
from tests.casework.points_first import verifying
from tests.casework.publishing import OVER, batch_of, erase, publish, published, shown, with_list
from tests.casework.stories import AT, LATER, ON, TIMING, keyless

LAST = date(2026, 3, 9)
"""Seven days of the office's from 2 March."""

MORE = Publication(("masked_name", "total"), text("Website"), reference="art. 6")


@pytest.fixture
def listed(office):
    """The office with its rules as they are; whatever other tests left approved is on a list already."""
    office = with_list(office)
    for waiting in waiting_batches(office.transaction, office.library, officer=office.other_supervisor):
        for by in ("other_supervisor", "supervisor"):
            if read_preview(office.transaction, office.library, waiting.batch, officer=getattr(office, by)).listing.lines:
                publish(office, waiting.batch, by, at=AT - timedelta(days=40), starts=ON - timedelta(days=40))
    return office


def decide(office, application, at, by=None):
    who = by or office.supervisor
    return grant(office.transaction, office.library, TIMING, office.shown(application), officer=who, at=at, reason="准予。")


def test_what_is_on_a_list_waits_for_its_last_day(listed):
    application = listed.approved()
    with pytest.raises(NotYet) as early:
        decide(listed, application, AT)
    assert (early.value.why, early.value.until) == (Guard.PUBLISHED, None)
    number = publish(listed, batch_of(listed, application))
    on_it = listed.file(application).application
    assert on_it.status is Status.PUBLICITY
    last = listed.file(application).events[-1]
    assert (last.act, last.facts["publication"], last.facts["until"]) == (Act.PUBLISH, number, "2026-03-09")
    for at in (AT, OVER - timedelta(days=1)):
        with pytest.raises(NotYet) as early:
            decide(listed, application, at)
        assert (early.value.why, early.value.until) == (Guard.PUBLISHED, LAST)
        assert "2026-03-09" in str(early.value)
    assert decide(listed, application, OVER).kind == "granted"
    assert listed.file(application).application.status is Status.GRANTED


def test_rules_without_a_list_have_no_such_step(office):
    application = office.approved()
    with pytest.raises(InputRefused) as refused:
        read_preview(office.transaction, office.library, batch_of(office, application), officer=office.supervisor)
    assert refused.value.field == "policy"
    assert decide(office, application, AT).kind == "granted"


def test_a_list_shows_what_is_safe_to_anybody_and_only_on_its_days(listed):
    files = [listed.approved() for _ in range(6)]
    number = publish(listed, batch_of(listed, files[0]), starts=ON + timedelta(days=3))
    [made] = [one for one in list_publications(listed.transaction, officer=listed.auditor) if one.number == number]
    assert (made.starts, made.ends, made.lines, made.fields) == (
        date(2026, 3, 5),
        date(2026, 3, 12),
        6,
        ("masked_name", "district", "score_band"),
    )
    assert [made.stage(day) for day in (ON, made.starts, made.ends, made.ends + timedelta(days=1))] == [
        Stage.AHEAD,
        Stage.OPEN,
        Stage.OPEN,
        Stage.OVER,
    ]
    with pytest.raises(NotFound):
        read_public(listed.transaction, number, 1, today=ON)
    assert number not in {one.number for one in public_lists(listed.transaction, today=ON)}
    for day in (made.starts, made.ends):
        page = read_public(listed.transaction, number, 1, today=day)
        assert [line.number for line in page.lines] == [1, 2, 3, 4, 5, 6]
        assert {str(line.shown) for line in page.lines} == {str({"band": ["230", "240"], "district": "", "name": "王**"})}
        assert number in {one.number for one in public_lists(listed.transaction, today=day)}
    with pytest.raises(NoLongerPublic) as over:
        read_public(listed.transaction, number, 1, today=made.ends + timedelta(days=1))
    assert (over.value.ended, "2026-03-12" in str(over.value)) == (made.ends, True)
    with pytest.raises(NotFound):
        read_public(listed.transaction, 10**6, 1, today=ON)


def test_nothing_that_names_a_person_lies_open_in_the_tables(listed):
    application = listed.approved()
    number = publish(listed, batch_of(listed, application))
    with listed.transaction() as session:
        line = session.scalars(sa.select(PublicationLineRow).where(PublicationLineRow.publication_id == number)).first()
        events = session.scalars(sa.select(EventRow.facts).where(EventRow.act.in_(("publish", "publish_list")))).all()
    assert b"\xe7\x8e\x8b" not in line.shown  # 王
    assert not any("王" in facts for facts in events)


def test_of_a_file_that_was_erased_a_line_shows_nothing(listed):
    application = listed.approved()
    number = publish(listed, batch_of(listed, application))
    erase(listed, application)
    with keyless(listed.transaction, application.id):
        page = read_list(listed.transaction, number, 1, officer=listed.auditor)
        assert [line.shown for line in page.lines] == [{}]


def test_a_long_list_has_pages(listed, monkeypatch):
    monkeypatch.setattr("scoring.casework.public_lists.PAGE", 2)
    files = [listed.approved() for _ in range(3)]
    number = publish(listed, batch_of(listed, files[0]))
    pages = [read_public(listed.transaction, number, wanted, today=ON) for wanted in (0, 1, 2, 9)]
    assert [(page.page, page.pages, [line.number for line in page.lines]) for page in pages] == [
        (1, 2, [1, 2]),
        (1, 2, [1, 2]),
        (2, 2, [3]),
        (2, 2, [3]),
    ]
    assert read_list(listed.transaction, number, 2, officer=listed.auditor).lines == pages[2].lines


def test_who_worked_on_a_file_leaves_it_to_others(listed):
    own, others = listed.recommend(listed.verified(by=listed.both), by=listed.both), listed.approved()
    listed.approve(own)
    batch = batch_of(listed, own)
    preview = read_preview(listed.transaction, listed.library, batch, officer=listed.both)
    assert (preview.listing.own, [line.reference for line in preview.listing.lines]) == (1, [others.reference])
    publish(listed, batch, "both")
    assert [listed.file(one).application.status for one in (own, others)] == [Status.APPROVED_PENDING, Status.PUBLICITY]
    assert listed.file(others).application.parts[listed.both.account_id] is Part.CHECKER


def test_a_list_that_is_not_the_displayed_one_is_not_published(listed):
    first = listed.approved()
    batch = batch_of(listed, first)
    seen = shown(listed, batch)
    second = listed.approved()
    common = {"officer": listed.supervisor, "at": AT}
    with pytest.raises(Stale):
        publish_list(listed.transaction, listed.library, TIMING, seen, ON, **common)
    assert {listed.file(one).application.status for one in (first, second)} == {Status.APPROVED_PENDING}
    publish(listed, batch)
    with pytest.raises(InputRefused) as refused:  # nobody waits any more
        publish_list(listed.transaction, listed.library, TIMING, seen, ON, **common)
    assert refused.value.field == "lines"


@pytest.mark.parametrize("who", ["officer", "auditor", "administrator"])
def test_only_supervisors_and_heads_publish(listed, who):
    application = listed.approved()
    seen = shown(listed, batch_of(listed, application))
    for act in (propose_list, lambda *given, **common: publish_list(*given[:2], TIMING, given[2], ON, **common)):
        with pytest.raises(NotAllowed) as refused:
            act(listed.transaction, listed.library, seen, officer=getattr(listed, who), at=AT)
        assert refused.value.why == Guard.ROLE


def test_a_head_publishes_too(listed):
    application = listed.approved()
    head = replace(listed.other_supervisor, roles=frozenset({Role.HEAD}))
    publish(replace(listed, other_supervisor=head), batch_of(listed, application), "other_supervisor")
    assert listed.file(application).application.status is Status.PUBLICITY


def test_rules_that_demand_more_need_two_people_who_saw_whom_it_gives_away(listed):
    listed = with_list(listed, MORE)
    application = listed.approved()
    batch = batch_of(listed, application)
    seen, common = shown(listed, batch), {"officer": listed.supervisor, "at": AT}
    preview = read_preview(listed.transaction, listed.library, batch, officer=listed.supervisor)
    assert (preview.listing.more, preview.listing.measured.alone, preview.listing.article) == (("total",), 1, "art. 6")
    with pytest.raises(NotAllowed) as refused:
        publish_list(listed.transaction, listed.library, TIMING, seen, ON, **common)
    assert refused.value.why == Guard.SECOND_PERSON
    propose_list(listed.transaction, listed.library, seen, **common)
    with pytest.raises(NotAllowed):  # the same person
        publish_list(listed.transaction, listed.library, TIMING, seen, ON, **common)
    again = read_preview(listed.transaction, listed.library, batch, officer=listed.other_supervisor)
    assert (len(again.proposed_by), again.is_own, again.needs_proposal, again.waits_for_another) == (1, False, False, False)
    own = read_preview(listed.transaction, listed.library, batch, officer=listed.supervisor)
    assert (preview.needs_proposal, own.waits_for_another) == (True, True)
    number = publish_list(listed.transaction, listed.library, TIMING, seen, ON, officer=listed.other_supervisor, at=AT)
    page = read_public(listed.transaction, number, 1, today=ON)
    assert page.lines[0].shown == {"name": "王**", "total": "230.00"}
    assert (page.publication.article, page.publication.proposed_by) == ("art. 6", again.proposed_by[0])


def test_a_proposal_is_of_exactly_one_list_and_of_rules_that_need_one(listed):
    first = listed.approved()
    with pytest.raises(NotAllowed) as refused:
        propose_list(listed.transaction, listed.library, shown(listed, batch_of(listed, first)), officer=listed.supervisor, at=AT)
    assert refused.value.why == Guard.SECOND_PERSON
    more = with_list(listed, MORE)
    batch = batch_of(more, first)
    propose_list(more.transaction, more.library, shown(more, batch), officer=more.supervisor, at=AT)
    more.approved()
    with pytest.raises(NotAllowed):  # somebody else stands on it by now
        publish_list(more.transaction, more.library, TIMING, shown(more, batch), ON, officer=more.other_supervisor, at=AT)


def test_rules_that_demand_more_name_their_article(listed):
    silent = with_list(listed, Publication(("name",)))
    application = silent.approved()
    with pytest.raises(InputRefused) as refused:
        read_preview(silent.transaction, silent.library, batch_of(silent, application), officer=silent.supervisor)
    assert refused.value.field == "article"


@pytest.mark.parametrize(
    ("starts", "days", "error", "field"),
    [
        (ON - timedelta(days=1), 7, InputRefused, "starts"),
        (ON, None, InputRefused, "days"),
        (date(2093, 3, 2), 7, CalendarUnknown, None),
    ],
)
def test_a_period_that_cannot_be_is_refused(listed, starts, days, error, field):
    application = listed.approved()
    timing = replace(TIMING, defaults=Procedure(days={"publicity": Duration(days, "days")} if days else {}))
    seen = shown(listed, batch_of(listed, application))
    with pytest.raises(error) as refused:
        publish_list(listed.transaction, listed.library, timing, seen, starts, officer=listed.supervisor, at=AT)
    assert getattr(refused.value, "field", None) == field
    assert listed.file(application).application.status is Status.APPROVED_PENDING


def test_what_comes_back_from_a_list_is_published_anew(listed):
    application = published(listed)
    return_application(listed.transaction, listed.shown(application), officer=listed.supervisor, at=AT, redo="重核")
    listed.recommend(listed.file(application).application)
    listed.approve(application)
    with pytest.raises(NotYet) as early:
        decide(listed, application, LATER)
    assert early.value.until is None
    publish(listed, batch_of(listed, application), starts=LATER.date(), at=LATER)
    with pytest.raises(NotYet):
        decide(listed, application, LATER)
    assert decide(listed, application, LATER + timedelta(days=12)).kind == "granted"


def test_the_second_look_says_that_it_waits(listed):
    application = published(listed)

    def why(today):
        common = {"officer": listed.supervisor, "today": today}
        look = read_second_look(listed.transaction, listed.library, application.reference, **common)
        return {choice.act: choice.why for choice in look.choices}, look.file.listed.ends

    assert why(LAST) == ({Act.GRANT: Guard.PUBLISHED, Act.RETURN: None}, LAST)
    assert why(LAST + timedelta(days=1)) == ({Act.GRANT: None, Act.RETURN: None}, LAST)


def test_what_waits_is_counted_by_version_and_round(listed):
    application = listed.approved()
    found = {one.batch: one.files for one in waiting_batches(listed.transaction, listed.library, officer=listed.auditor)}
    assert found[batch_of(listed, application)] >= 1
    nothing_known = replace(listed, library=verifying(type(listed.library)([]), "with_application"))
    assert waiting_batches(nothing_known.transaction, nothing_known.library, officer=listed.auditor) == ()
    with pytest.raises(PolicyUnknown):
        read_preview(listed.transaction, listed.library, Batch("nowhere", "1"), officer=listed.supervisor)


def test_lists_are_for_those_who_read_files_and_for_their_offices(listed):
    number = publish(listed, batch_of(listed, listed.approved()))
    elsewhere = replace(listed.supervisor, office="nowhere")
    assert list_publications(listed.transaction, officer=elsewhere) == ()
    with pytest.raises(NotFound):
        read_list(listed.transaction, number, 1, officer=elsewhere)
    staff: Officer = listed.policy_staff
    for read in (
        lambda: list_publications(listed.transaction, officer=staff),
        lambda: read_list(listed.transaction, number, 1, officer=staff),
        lambda: waiting_batches(listed.transaction, listed.library, officer=staff),
        lambda: read_preview(listed.transaction, listed.library, Batch("guangzhou", "2025"), officer=staff),
    ):
        with pytest.raises(NotAllowed):
            read()
