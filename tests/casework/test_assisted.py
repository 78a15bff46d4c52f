"""Somebody else fills an application in: by authority or at the counter; the person confirms by the own account or on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from scoring.application import consent, declaration
from scoring.application.assisted import SIGNED_FORM, form_code
from scoring.application.authority import AuthorityKind, Authorization
from scoring.application.filing import Signature
from scoring.application.holder import Card, VerifiedIdentity
from scoring.application.moves import Guard
from scoring.application.notice import OF_THE_ACCOUNT, NoticeKind
from scoring.application.officer import Role
from scoring.application.status import Act, Status
from scoring.casework.close_account import close_account
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence, take_back_evidence
from scoring.casework.identify_staff import identify_staff
from scoring.casework.messages import list_notices
from scoring.casework.offer_draft import check_person, confirm_draft, offer_draft, send_back
from scoring.casework.own_evidence import offered_evidence_overview, read_offered_evidence
from scoring.casework.own_queries import read_draft, read_points_behind
from scoring.casework.preparations import blind_of, list_offered, list_prepared, read_offered, read_preparation, read_stated
from scoring.casework.prepare_application import AtCounter, ByAuthority, prepare_at_counter, prepare_by_authority
from scoring.casework.queries import read_file
from scoring.casework.record_application import Here
from scoring.casework.record_authority import end_authority, record_authority
from scoring.casework.save_draft import discard_draft
from scoring.casework.submit_application import receiving_offices
from scoring.casework.take_form import TakenForm, read_on_paper, take_form
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.policy.library import Library
from scoring.records.tables import NoticeRow, PartRow, PreparationRow, RoleRow
from scoring.records.verifying import verify
from scoring.settings_evidence import EvidenceSettings
from tests.casework.conftest import engage
from tests.casework.filings import OPEN_AT, TIMING, Applying, authorize, new_holder, new_key
from tests.casework.points_first import points_first
from tests.casework.stories import FACTS, number
from tests.evidence import made

NAME = "赵云"
HERE = Here("production", TIMING)
SCAN = HandedEvidence(SIGNED_FORM, made.image("JPEG"), "申请表.jpg")


class Helped(Applying):
    """Applying for somebody: `person` is the holder who confirms, `holder` who fills it in."""

    person = None

    def fill(self, **changes):
        offices = receiving_offices(self.office.transaction, self.office.library.current("guangzhou", self.at.date()))
        office = offices[0].id if offices[1:] else None
        return self.save(replace(self.draft().content, facts=FACTS, office=office, **changes))

    def offer(self):
        offer_draft(self.office.transaction, self.shown, holder=self.holder, at=self.at)

    def confirm(self, **changes):
        signed = replace(Signature(self.shown, declaration.CURRENT, new_key()), **changes)
        by = {"holder": self.person, "at": self.at, "mode": "production"}
        return confirm_draft(self.office.transaction, self.office.library, signed, **by)

    def send_back(self, words="婚姻状况写错了。"):
        send_back(self.office.transaction, self.shown, words, holder=self.person, at=self.at)

    def code(self):
        return form_code(read_stated(self.office.transaction, self.reference, holder=self.holder))

    def take(self, room, **changes):
        signed = Signature(self.shown, declaration.CURRENT, new_key())
        taken = replace(TakenForm(signed, self.code(), SCAN, compared=True), **changes)
        by = {"officer": self.office.officer, "at": self.at, "mode": "production"}
        return take_form(room, self.office.library, taken, **by)


def person_of(office, identity):
    return replace(new_holder(office), identity=VerifiedIdentity(NAME, identity, "counter", OPEN_AT))


@pytest.fixture
def room(office, tmp_path):
    return EvidenceRoom(office.transaction, EvidenceSettings(tmp_path / "evidence"))


@pytest.fixture
def proxy(office):
    """A draft that a proxy filled in, who was authorized at the counter."""
    agent, identity = new_holder(office, "李代办"), number()
    helped = Helped(office, agent)
    helped.authority = authorize(office, agent, NAME, identity)
    helped.person = person_of(office, identity)
    helped.reference = prepare(helped).reference
    helped.fill()
    return helped


@pytest.fixture
def counter(office):
    """A draft that an officer filled in at the counter."""
    from scoring.application.holder import Holder

    helped = Helped(office, Holder(office.officer.account_id))
    identity = number()
    helped.person = person_of(office, identity)
    helped.reference = at_counter(office, Card(f" {NAME} ", identity)).reference
    helped.fill()
    return helped


def prepare(helped, scheme="guangzhou", text=consent.CURRENT, authority=None, holder=None):
    given = ByAuthority(scheme, text, authority or helped.authority)
    by = {"holder": holder or helped.holder, "at": helped.at, "here": HERE}
    return prepare_by_authority(helped.office.transaction, helped.office.library, given, **by)


def at_counter(office, card, scheme="guangzhou", by=None, **changes):
    given = replace(AtCounter(scheme, consent.CURRENT, card, saw_card=True), **changes)
    policy = office.library.current("guangzhou", OPEN_AT.date())
    library = (
        Library([replace(policy, procedure=replace(policy.procedure, channels=()))]) if scheme == "guangzhou" else office.library
    )
    return prepare_at_counter(office.transaction, library, given, officer=by or office.officer, at=OPEN_AT, here=HERE)


def told_to(office, holder):
    """What an account was told of applications, the newest first."""
    return [notice.kind for notice in list_notices(office.transaction, holder).items if notice.kind not in OF_THE_ACCOUNT]


def preparation(helped):
    return read_preparation(helped.office.transaction, helped.reference, holder=helped.holder, on=OPEN_AT.date())


def end(helped):
    end_authority(helped.office.transaction, helped.authority, by=helped.office.officer, at=OPEN_AT)


def test_a_proxy_fills_in_and_the_person_confirms_by_the_own_account(office, proxy):
    assert (proxy.draft().channel, proxy.draft().content.people[0].name) == ("proxy", NAME)
    assert prepare(proxy).reference == proxy.reference, "a second click begins nothing"
    assert list_offered(office.transaction, holder=proxy.person) == ()
    proxy.offer()
    (offered,) = list_offered(office.transaction, holder=proxy.person)
    assert (offered.draft.reference, offered.by) == (proxy.reference, "李代办")
    assert read_offered(office.transaction, proxy.reference, holder=proxy.person) == offered
    key = new_key()
    receipt = proxy.confirm(key=key)
    assert (receipt.channel, proxy.confirm(key=key)) == ("proxy", receipt)
    file = read_file(office.transaction, proxy.reference, officer=office.officer)
    event = file.events[-1]
    assert (event.act, event.actor_id) == (Act.SUBMIT, proxy.person.account_id)
    told = {"typed_by": proxy.holder.account_id, "authority": proxy.authority, "confirmed": "account", "channel": "proxy"}
    assert told.items() <= event.facts.items()
    (line,) = list_prepared(office.transaction, proxy.holder.account_id)
    assert told_to(office, proxy.holder) == [NoticeKind.CONFIRMED], "once, however often the person confirms"
    assert (line.reference, line.status, line.name) == (proxy.reference, Status.SUBMITTED, "")
    with pytest.raises(NotFound):
        read_draft(office.transaction, proxy.reference, holder=proxy.holder)
    with pytest.raises(MoveRefused):
        proxy.confirm()
    close_account(office.transaction, holder=replace(proxy.holder), at=OPEN_AT)  # its authorities go; what it typed stays known


def test_the_person_reads_the_evidence_too(office, proxy, room):
    diploma = HandedEvidence("diploma", made.image("JPEG"))
    hand_in_evidence(room, office.library, proxy.shown, diploma, holder=proxy.holder, at=OPEN_AT)
    given = {"holder": proxy.person, "at": OPEN_AT}
    with pytest.raises(NotFound):
        read_offered_evidence(room, proxy.reference, 1, **given)
    proxy.offer()
    on = {"holder": proxy.person, "on": OPEN_AT.date()}
    (file,) = offered_evidence_overview(office.transaction, office.library, proxy.reference, **on).files
    assert read_offered_evidence(room, proxy.reference, file.number, **given).content.startswith(b"\xff\xd8")


def test_the_person_is_told_and_sends_back_with_words(office, proxy):
    with office.transaction() as session:
        session.add(_verified(session, proxy))
    proxy.offer()
    proxy.send_back(" 婚姻状况写错了。 ")
    assert (preparation(proxy).sent_back, preparation(proxy).is_offered) == ("婚姻状况写错了。", False)
    with pytest.raises(NotFound):
        read_offered(office.transaction, proxy.reference, holder=proxy.person)
    for act in (proxy.send_back, proxy.confirm):
        with pytest.raises(NotFound):
            act()
    with office.transaction() as session:
        query = sa.select(NoticeRow.kind, NoticeRow.account_id).where(NoticeRow.facts.contains(proxy.reference))
        told = set(session.execute(query.order_by(NoticeRow.id)).all())
    assert told == {("to_confirm", proxy.person.account_id), ("sent_back", proxy.holder.account_id)}
    proxy.offer()
    assert preparation(proxy).sent_back == ""
    with pytest.raises(InputRefused) as refused:
        proxy.send_back(" ")
    assert refused.value.field == "reason"


def _verified(session, helped):
    """Give the row by which the person's account is found."""
    from scoring.records.account_sealing import account_seal
    from scoring.records.sealing import keys_of
    from scoring.records.tables import VerifiedIdentityIndexRow, VerifiedIdentityRow

    account, person = helped.person.account_id, helped.person.identity
    seal = account_seal(session, account)
    named = seal.close(person.name, "verified_identities.name/1"), seal.close("1", "verified_identities.identity_number/1")
    how = {"by": "provider", "at": OPEN_AT, "version": 1}
    session.add(VerifiedIdentityRow(account_id=account, name=named[0], identity_number=named[1], **how))
    session.flush()
    return VerifiedIdentityIndexRow(account_id=account, blind=keys_of(session).blind(person.identity_number))


def test_what_was_changed_since_is_not_confirmed(proxy):
    proxy.offer()
    before = proxy.shown
    proxy.fill()
    with pytest.raises(NotFound):
        read_offered(proxy.office.transaction, proxy.reference, holder=proxy.person)
    for act in (proxy.confirm, proxy.send_back):
        with pytest.raises(Stale):
            act()
    with pytest.raises(Stale):
        proxy.confirm(shown=before)
    assert proxy.status == Status.DRAFT


def test_nothing_is_there_for_anybody_else(office, proxy):
    proxy.offer()
    nobody, other = replace(proxy.person, identity=None), new_holder(office)
    assert list_offered(office.transaction, holder=nobody) == ()
    for person in (nobody, other):
        with pytest.raises(NotFound):
            read_offered(office.transaction, proxy.reference, holder=person)
    assert list_prepared(office.transaction, other.account_id) == ()
    own = Applying(office, other)
    own.begin()
    assert read_preparation(office.transaction, own.reference, holder=other, on=OPEN_AT.date()) is None
    with pytest.raises(NotFound):
        offer_draft(office.transaction, own.shown, holder=other, at=OPEN_AT)


def test_the_draft_names_the_person_it_is_for(proxy, room):
    content = proxy.draft().content
    proxy.save(replace(content, people=(replace(content.people[0], identity_number=number().reveal()),)))
    for act in (proxy.offer, lambda: proxy.take(room)):
        with pytest.raises(InputRefused) as refused:
            act()
        assert refused.value.field == "identity_number"


def test_an_authority_that_is_over_stops_everything_and_loses_nothing(office, proxy, room):
    assert (preparation(proxy).holds, preparation(proxy).last) == (True, OPEN_AT.date() + timedelta(days=400))
    file = hand_in_evidence(
        room, office.library, proxy.shown, HandedEvidence("diploma", made.image()), holder=proxy.holder, at=OPEN_AT
    )
    content = proxy.draft().content
    end(proxy)
    assert preparation(proxy).holds is False
    again = HandedEvidence("diploma", made.image(size=(3, 3)))
    acts = (
        lambda: proxy.save(content),
        proxy.offer,
        lambda: proxy.take(room),
        lambda: hand_in_evidence(room, office.library, proxy.shown, again, holder=proxy.holder, at=OPEN_AT),
        lambda: take_back_evidence(room, proxy.shown, file.number, holder=proxy.holder, at=OPEN_AT),
    )
    for act in acts:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.why == Guard.AUTHORITY
    with pytest.raises(InputRefused) as refused:
        prepare(proxy)
    assert (refused.value.field, proxy.draft().content) == ("authority", content)
    proxy.authority = authorize_again(office, proxy)
    assert prepare(proxy).reference == proxy.reference
    assert preparation(proxy).holds is True
    proxy.offer()
    discard_draft(office.transaction, proxy.shown, holder=proxy.holder, at=OPEN_AT)
    assert list_prepared(office.transaction, proxy.holder.account_id) == ()


def test_who_may_no_longer_act_for_a_person_is_not_told_of_their_points(office, proxy):
    policy = office.library.find("guangzhou", "2025")
    record = Applying(points_first(office), proxy.person)
    record.begin(kind="points")
    record.submit()
    asked = {"holder": proxy.holder, "on": OPEN_AT.date()}
    assert read_points_behind(office.transaction, policy, proxy.reference, **asked).reference == record.reference
    end(proxy)
    assert read_points_behind(office.transaction, policy, proxy.reference, **asked) is None


def authorize_again(office, helped, kind=AuthorityKind.PROXY, scheme=None):
    from scoring.casework.counter import show_code

    code = show_code(office.transaction, holder=helped.holder, at=OPEN_AT).code
    identity = helped.person.identity
    days = (OPEN_AT.date(), OPEN_AT.date() + timedelta(days=30))
    given = Authorization(kind, Card(identity.name, identity.identity_number), scheme, *days, "委托书")
    return record_authority(office.transaction, office.library, code, given, officer=office.officer, at=OPEN_AT)


def test_an_authority_covers_its_own_account_and_scheme(office, proxy):
    with pytest.raises(InputRefused) as refused:
        prepare(proxy, holder=new_holder(office))
    assert refused.value.field == "authority"
    with pytest.raises(InputRefused) as refused:
        prepare(proxy, authority=10**6)
    assert refused.value.field == "authority"
    here = replace(HERE, mode="demonstration")
    given = ByAuthority("beijing", consent.CURRENT, proxy.authority)
    with pytest.raises(InputRefused) as refused:
        prepare_by_authority(office.transaction, office.library, given, holder=proxy.holder, at=OPEN_AT, here=here)
    assert (refused.value.field, "other rules" in refused.value.remedy) == ("authority", True)
    with pytest.raises(InputRefused) as refused:
        prepare(proxy, text="0")
    assert refused.value.field == "consent"


def test_an_agent_of_the_employer_where_the_policy_says_so(office, proxy):
    agent = authorize_again(office, proxy, AuthorityKind.EMPLOYER, "beijing")
    given, by = ByAuthority("beijing", consent.CURRENT, agent), {"holder": proxy.holder, "at": OPEN_AT}
    here = replace(HERE, mode="demonstration")
    assert prepare_by_authority(office.transaction, office.library, given, here=here, **by).channel == "agent"
    closed = office.library.current("beijing", OPEN_AT.date())
    library = Library([replace(closed, procedure=replace(closed.procedure, channels=("online",)))])
    with pytest.raises(InputRefused) as refused:
        prepare_by_authority(office.transaction, library, given, here=here, **by)
    assert refused.value.field == "kind"


def colleague_of(office, identity):
    """Engage an officer whose own number that is."""
    with office.transaction() as session:
        role = session.scalars(sa.select(RoleRow).where(RoleRow.name == Role.OFFICER)).one()
        colleague = engage(session, f"applying_{new_key()[:8]}", [role])
    identify_staff(office.transaction, colleague.name, identity, officer=office.administrator, at=OPEN_AT)
    return colleague


def test_at_the_counter_the_person_signs_on_paper(office, counter, room):
    assert counter.draft().channel == "counter"
    assert at_counter(office, Card(NAME, counter.person.identity.identity_number)).reference == counter.reference
    assert (preparation(counter).holds, preparation(counter).last) == (True, None)
    code = counter.code()
    paper = read_on_paper(office.transaction, counter.reference, code.lower(), officer=office.other_officer)
    assert (paper.draft.reference, form_code(paper.digest), paper.scans) == (counter.reference, code, ())
    key = Signature(counter.shown, declaration.CURRENT, new_key())
    taken = TakenForm(key, code, SCAN, compared=True)
    by = {"officer": office.other_officer, "at": OPEN_AT, "mode": "production"}
    with pytest.raises(NotAllowed) as refused:
        take_form(room, office.library, taken, **by | {"officer": colleague_of(office, counter.person.identity.identity_number)})
    assert refused.value.why == Guard.NO_INTEREST
    receipt = take_form(room, office.library, taken, **by)
    assert (receipt.channel, take_form(room, office.library, taken, **by)) == ("counter", receipt)
    file = read_file(office.transaction, counter.reference, officer=office.auditor)
    assert [event.act for event in file.events][-2:] == [Act.ADD_EVIDENCE, Act.SUBMIT]
    told = {"typed_by": office.officer.account_id, "authority": None, "confirmed": "paper", "channel": "counter"}
    assert told.items() <= file.events[-1].facts.items()
    assert file.events[-1].actor_id == office.other_officer.account_id
    with office.transaction() as session:
        assert verify(session) is None
        row = (
            session.execute(sa.select(PreparationRow).where(PreparationRow.typed_by == office.officer.account_id))
            .scalars()
            .all()[-1]
        )
        parts = dict(
            session.execute(sa.select(PartRow.account_id, PartRow.part).where(PartRow.application_id == row.application_id)).all()
        )
    assert parts == {office.officer.account_id: "maker", office.other_officer.account_id: "maker"}


def test_at_the_counter_the_person_may_confirm_by_the_own_account(office, counter):
    counter.offer()
    counter.send_back()
    counter.offer()
    (offered,) = list_offered(office.transaction, holder=counter.person)
    assert offered.by == ""
    assert counter.confirm().channel == "counter"


@pytest.mark.parametrize("scan", [SCAN, None])
def test_a_form_counts_only_for_what_it_states(office, proxy, room, scan):
    printed = proxy.code()
    hand_in_evidence(room, office.library, proxy.shown, HandedEvidence("diploma", made.image()), holder=proxy.holder, at=OPEN_AT)
    with pytest.raises(InputRefused) as refused:
        proxy.take(room, code=printed)
    assert (refused.value.field, "print the form anew" in refused.value.remedy) == ("code", True)
    code = proxy.code()
    hand_in_evidence(room, office.library, proxy.shown, SCAN, holder=proxy.holder, at=OPEN_AT)
    assert proxy.code() == code, "the scan of the form is no part of what it states"
    assert len(read_on_paper(office.transaction, proxy.reference, code, officer=office.officer).scans) == 1
    proxy.take(room, scan=scan)
    assert told_to(office, proxy.holder) == [NoticeKind.SUBMITTED], "the file stays with the account that filled it in"
    file = read_file(office.transaction, proxy.reference, officer=office.officer)
    assert [event.act for event in file.events].count(Act.ADD_EVIDENCE) == 2
    assert file.events[-1].facts["confirmed"] == "paper"
    with pytest.raises(InputRefused) as refused:
        read_on_paper(office.transaction, proxy.reference, code, officer=office.officer)
    assert refused.value.field == "reference"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"scan": None}, "scan"), ({"compared": False}, "compared"), ({"code": "ABC"}, "code")],
)
def test_what_a_form_needs(proxy, room, changes, field):
    with pytest.raises(InputRefused) as refused:
        proxy.take(room, **changes)
    assert (refused.value.field, proxy.status) == (field, Status.DRAFT)


def test_only_an_officer_at_the_counter(office, proxy):
    card = Card(NAME, number())
    acts = (
        lambda: at_counter(office, card, by=office.supervisor),
        lambda: read_on_paper(office.transaction, proxy.reference, proxy.code(), officer=office.supervisor),
    )
    for act in acts:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.why == Guard.ROLE
    for changes, field in (
        ({"saw_card": False}, "saw_card"),
        ({"consent": "0"}, "consent"),
        ({"card": Card(" ", number())}, "name"),
    ):
        with pytest.raises(InputRefused) as refused:
            at_counter(office, **{"card": card, **changes})
        assert refused.value.field == field
    with pytest.raises(InputRefused) as refused:
        prepare_at_counter(
            office.transaction,
            office.library,
            AtCounter("guangzhou", consent.CURRENT, card, saw_card=True),
            officer=office.officer,
            at=OPEN_AT,
            here=HERE,
        )
    assert refused.value.field == "scheme", "Guangzhou takes applications online alone"
    with pytest.raises(InputRefused) as refused:
        read_on_paper(office.transaction, "nothing", "ABC", officer=office.officer)
    assert refused.value.field == "reference"


def test_who_fills_in_for_somebody_submits_nothing_whatever_ways_are_open(office, proxy):
    policy = office.library.current("guangzhou", OPEN_AT.date())
    closed = Library([replace(policy, procedure=replace(policy.procedure, channels=("proxy",)))])
    proxy.office = replace(office, library=closed)
    with pytest.raises(NotAllowed) as refused:
        proxy.submit()
    assert refused.value.why == Guard.CONFIRMED
    proxy.offer()
    assert proxy.confirm().channel == "proxy", "the person confirms, though nobody submits online alone"


def test_the_day_of_a_draft_is_that_of_the_office(office, counter):
    """Saved after midnight in Shanghai, when it is the day before in UTC, a number of that very day is one."""
    newborn = number("20260303")
    draft = read_draft(office.transaction, counter.reference, holder=counter.holder)
    people = (replace(draft.content.people[0], identity_number=newborn.reveal()),)
    after_midnight = replace(draft, saved_at=datetime(2026, 3, 2, 17, tzinfo=UTC), content=replace(draft.content, people=people))
    with office.transaction() as session:
        check_person(session, PreparationRow(blind=blind_of(session, newborn)), after_midnight)
