"""A draft is seen by its holder alone, takes anything that is of the right kind, and leaves nothing behind."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application import consent
from scoring.application.filing import Content, Named
from scoring.application.reference import is_reference
from scoring.application.statistics import Statistics
from scoring.application.status import Act, Status
from scoring.casework.expire_drafts import DraftWarning, expire_drafts
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.casework.own_queries import list_own, read_draft, read_own_file
from scoring.casework.queries import check_journal, read_file
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotFound, PolicyNotInForce, PolicyUnknown, Stale
from scoring.policy.procedure import Procedure
from scoring.records.tables import ApplicationRow, DataKeyRow, DraftRow, EventRow
from tests.casework.conftest import open_office
from tests.casework.filings import OPEN_AT, TIMING, applying, begun, content_for, new_holder, submitted
from tests.casework.stories import FACTS


@pytest.fixture(scope="module")
def office(kind, migrated_url, library, engines):
    """A database without offices, whatever other tests put into theirs."""
    return open_office(migrated_url(kind), library, engines)


def acts(office, reference):
    with office.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == reference)).one()
        query = sa.select(EventRow).where(EventRow.stream == f"application:{row.id}").order_by(EventRow.number)
        return [(event.act, event.actor_id) for event in session.scalars(query)]


def test_a_draft_begins_with_the_answers_of_the_self_check_and_nothing_else(office):
    applicant = applying(office)
    draft = applicant.begin(content=Content({"education": "bachelor"}))
    assert (draft.scheme, draft.policy_version, draft.version, draft.consent, draft.channel) == (
        "guangzhou",
        "2025",
        1,
        consent.CURRENT,
        "online",
    )
    assert is_reference(draft.reference)
    assert draft.content.facts == {"education": "bachelor"}
    assert draft.content.people == (Named("applicant"),)
    assert applicant.draft() == draft
    assert acts(office, draft.reference) == [("begin", applicant.holder.account_id)]
    (line,) = list_own(office.transaction, holder=applicant.holder)
    assert (line.reference, line.status, line.changed_at) == (draft.reference, Status.DRAFT, OPEN_AT)


def test_beginning_again_gives_the_draft_there_is(office):
    applicant = applying(office)
    first = applicant.begin()
    assert applicant.begin(content=Content()) == first
    assert applicant.begin(channel="proxy").reference != first.reference


def test_an_account_without_a_verified_identity_may_keep_a_draft(office):
    applicant = applying(office)
    applicant.holder = replace(applicant.holder, identity=None)
    assert applicant.begin(content=Content()).content == Content()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"consent": "0"}, InputRefused),
        ({"scheme": "guangzho"}, PolicyUnknown),
        ({"scheme": "shanghai"}, PolicyNotInForce),
        ({"content": Content({"education": "wizard"})}, FactsRefused),
        ({"content": Content({"unheard_of": 1})}, FactsRefused),
    ],
)
def test_what_no_draft_can_begin_with(office, changes, error):
    with pytest.raises(error):
        applying(office).begin(**changes)


def test_a_demonstration_takes_applications_under_a_version_that_has_ended(office):
    applicant = applying(office, mode="demonstration")
    draft = applicant.begin(scheme="shanghai", content=Content())
    assert draft.policy_version == "2018"
    assert applicant.save(Content(statistics=Statistics(sector="M"))).content.statistics.sector == "M"


def test_saving_keeps_everything_under_a_new_version(office):
    applicant = begun(office)
    family = (Named("spouse", "李小红"), Named("child"))
    content = content_for(applicant.holder, statistics=Statistics("440106", "天河南街道", "I", "43", "private"))
    content = replace(content, people=(*content.people, *family), facts={"education": "bachelor"})
    applicant.at += timedelta(days=1)
    draft = applicant.save(content)
    assert (draft.version, draft.content, draft.saved_at, draft.begun_at) == (2, content, applicant.at, OPEN_AT)
    assert applicant.draft() == draft
    assert [act for act, _ in acts(office, draft.reference)] == ["begin", "save"]


def test_two_windows_cannot_overwrite_each_other(office):
    applicant = begun(office)
    shown = applicant.shown
    applicant.save(Content())
    with pytest.raises(Stale):
        applicant.save(Content(FACTS), shown)
    assert applicant.draft().content == Content()


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content(people=()), "people"),
        (Content(people=(Named("spouse"),)), "people"),
        (Content(people=(Named("applicant"),) + (Named("child"),) * 20), "people"),
        (Content(people=(Named("applicant"), Named("applicant"))), "people/1/relation"),
        (Content(people=(Named("applicant", "王" * 61),)), "people/0/name"),
        (Content(people=(Named("applicant", "王", "1" * 31),)), "people/0/identity_number"),
        (Content(statistics=Statistics(district="广州")), "statistics/district"),
        (Content(statistics=Statistics(street="街" * 81)), "statistics/street"),
        (Content(statistics=Statistics(sector="U")), "statistics/sector"),
        (Content(statistics=Statistics(province="99")), "statistics/province"),
        (Content(statistics=Statistics(employer_class="circus")), "statistics/employer_class"),
    ],
)
def test_what_no_draft_can_hold(office, content, field):
    applicant = begun(office)
    with pytest.raises(InputRefused) as refused:
        applicant.save(content)
    assert refused.value.field == field
    assert applicant.draft().version == 1


def test_a_draft_does_not_exist_for_anybody_else(office):
    applicant, other = begun(office), new_holder(office)
    with pytest.raises(NotFound):
        read_draft(office.transaction, applicant.reference, holder=other)
    with pytest.raises(NotFound):
        read_own_file(office.transaction, applicant.reference, holder=applicant.holder)
    assert list_own(office.transaction, holder=other) == ()
    applicant.holder, own = other, applicant.holder
    for act in (lambda: applicant.save(Content()), applicant.discard, applicant.submit, applicant.withdraw):
        with pytest.raises(NotFound):
            act()
    for officer in (office.officer, office.supervisor, office.auditor):
        with pytest.raises(NotFound):
            read_file(office.transaction, applicant.reference, officer=officer)
        search = ApplicationSearch(text=applicant.reference)
        assert list_applications(office.transaction, search, Wanted(), officer=officer).total == 0
    assert read_draft(office.transaction, applicant.reference, holder=own).version == 1


def test_nothing_of_a_draft_stands_readable(office):
    applicant = begun(office)
    with office.transaction() as session:
        kept = session.scalars(
            sa.select(DraftRow)
            .join(ApplicationRow, ApplicationRow.id == DraftRow.application_id)
            .where(ApplicationRow.reference == applicant.reference)
        ).one()
        for word in ("bachelor", "王小明", applicant.holder.identity.identity_number.reveal()):
            assert word.encode() not in kept.content


def nothing_is_left(office, applicant, status):
    with office.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)).one()
        assert row.status == status
        assert session.get(DataKeyRow, row.id) is None
        assert session.get(DraftRow, row.id) is None
    assert list_own(office.transaction, holder=applicant.holder) == ()
    with pytest.raises(NotFound):
        applicant.draft()
    with pytest.raises(NotFound):
        read_own_file(office.transaction, applicant.reference, holder=applicant.holder)
    assert check_journal(office.transaction, officer=office.auditor) is None


def test_a_deleted_draft_leaves_its_number_and_no_key(office):
    applicant = begun(office)
    applicant.discard()
    nothing_is_left(office, applicant, Status.DISCARDED)
    with pytest.raises(MoveRefused):
        applicant.discard()
    assert applicant.begin().version == 1


def test_a_draft_expires_after_a_warning_and_saving_keeps_it(office):
    applicant, other, gone = begun(office), begun(office), submitted(office)

    def sweep(days, defaults=TIMING.defaults):
        swept = expire_drafts(office.transaction, defaults, at=OPEN_AT + timedelta(days=days))
        own = {applicant.reference, other.reference, gone.reference}
        return own & set(swept.expired), {each for each in swept.warned if each.reference in own}

    def warning(of, days=90):
        return DraftWarning(of.holder.account_id, of.reference, (OPEN_AT + timedelta(days=days)).date())

    assert sweep(1000, Procedure()) == (set(), set())
    assert sweep(75) == (set(), set())
    assert sweep(76) == (set(), {warning(applicant), warning(other)})
    assert sweep(77) == (set(), set()), "one is warned once"
    other.at += timedelta(days=80)
    other.save(Content())
    assert sweep(90) == (set(), set()), "the last day counts whole"
    assert sweep(91) == ({applicant.reference}, set())
    assert sweep(91) == (set(), set())
    nothing_is_left(office, applicant, Status.EXPIRED)
    assert acts(office, applicant.reference)[-1] == (Act.EXPIRE, None)
    assert sweep(156) == (set(), {warning(other, 170)}), "a draft that was saved is warned again"
    assert gone.status == Status.SUBMITTED


def test_a_draft_that_was_saved_while_the_schedule_ran_stays(office, monkeypatch):
    from scoring.casework import expire_drafts as module

    applicant = begun(office)
    late = OPEN_AT + timedelta(days=95)
    until = module.kept_until

    def saved_meanwhile(saved_at, defaults):
        if applicant.draft().saved_at == saved_at:
            applicant.at = late
            applicant.save(Content())
        return until(saved_at, defaults)

    monkeypatch.setattr(module, "kept_until", saved_meanwhile)
    assert applicant.reference not in expire_drafts(office.transaction, TIMING.defaults, at=late).expired
    assert applicant.status == Status.DRAFT
