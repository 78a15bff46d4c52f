"""An officer records for whom an account may act; it expires, is ended by whom it concerns, and covers no other person or scheme."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.authority import AuthorityKind, Authorization
from scoring.application.holder import Holder
from scoring.application.moves import Guard
from scoring.casework.authorities import authorities_given, authorities_held, authorities_of_person, authority_of
from scoring.casework.close_account import close_account
from scoring.casework.record_authority import end_authority, record_authority
from scoring.errors import InputRefused, NotAllowed, NotFound, PolicyUnknown
from scoring.records.tables import AuthorityRow
from tests.casework.stories import AT, ON, number
from tests.casework.test_counter import UNKNOWN, card, code_of, verify
from tests.casework.test_holders import events, signed_up

LAST = ON + timedelta(days=90)


@pytest.fixture
def agent(office):
    """An account that may act: its holder and its code."""
    holder = signed_up(office)
    code = code_of(office, holder)
    return verify(office, code, card()), code


def authorization(**changes):
    return replace(Authorization(AuthorityKind.PROXY, card(name="李委托"), None, ON, LAST, " 公证委托书，2026年3月1日 "), **changes)


def record(office, code, given, by=None):
    return record_authority(office.transaction, office.library, code, given, officer=by or office.officer, at=AT)


def covering(office, holder, given, **changes):
    wanted = {"scheme": "guangzhou", "on": ON} | changes
    with office.transaction() as session:
        return authority_of(session, holder, given.principal.identity_number, **wanted)


def test_an_account_acts_for_who_gave_authority_and_nobody_else(office, agent):
    holder, code = agent
    given = authorization()
    authority = record(office, code, given)
    found = covering(office, holder, given)
    assert (found.id, found.agent_id, found.given) == (authority, holder.account_id, replace(given, proof=given.proof.strip()))
    assert authorities_held(office.transaction, holder, on=ON) == (found,)
    assert authorities_of_person(office.transaction, given.principal.identity_number, officer=office.officer, on=ON) == (found,)
    assert covering(office, signed_up(office), given) is None
    assert covering(office, holder, authorization()) is None
    for on in (ON - timedelta(days=1), LAST + timedelta(days=1)):
        assert covering(office, holder, given, on=on) is None
    assert authorities_held(office.transaction, holder, on=LAST + timedelta(days=1)) == ()
    with office.transaction() as session:
        row = session.get_one(AuthorityRow, authority)
        assert given.principal.identity_number.reveal().encode() not in row.identity_number + row.name + row.proof
    act, actor, facts = events(office, holder)[-1]
    assert (act, actor) == ("record_authority", office.officer.account_id)
    assert given.principal.identity_number.reveal() not in facts
    assert "委托" not in facts


def test_the_same_once_more_changes_nothing(office, agent):
    holder, code = agent
    for given in (authorization(), authorization(scheme="guangzhou")):
        assert record(office, code, given) == record(office, code, given)
    assert [act for act, _, _ in events(office, holder)].count("record_authority") == 2


def test_of_one_scheme_it_covers_that_one_alone(office, agent):
    holder, code = agent
    given = authorization(scheme="guangzhou")
    record(office, code, given)
    assert covering(office, holder, given)
    assert covering(office, holder, given, scheme="beijing") is None


def test_an_employers_agent_needs_a_policy_that_says_so(office, agent):
    holder, code = agent
    given = authorization(kind=AuthorityKind.EMPLOYER, scheme="beijing")
    channels = {policy.scheme: policy.procedure.channels for policy in office.library.policies}
    allowing = [scheme for scheme, words in channels.items() if "employer" in words]
    refusing = next(scheme for scheme, words in channels.items() if "employer" not in words)
    for scheme in allowing:
        record(office, code, of_it := replace(given, scheme=scheme))
        assert covering(office, holder, of_it, scheme=scheme).given.kind is AuthorityKind.EMPLOYER
    with pytest.raises(InputRefused, match="does not let an employer's agent"):
        record(office, code, replace(given, scheme=refusing))


@pytest.mark.parametrize("by", ["supervisor", "auditor", "administrator", "policy_staff"])
def test_only_an_officer_records_reads_and_ends(office, agent, by):
    person = getattr(office, by)
    authority = record(office, agent[1], authorization())
    for ask in (
        lambda: record(office, agent[1], authorization(), by=person),
        lambda: authorities_of_person(office.transaction, number(), officer=person, on=ON),
        lambda: end_authority(office.transaction, authority, by=person, at=AT),
    ):
        with pytest.raises(NotAllowed) as refused:
            ask()
        assert refused.value.why == Guard.ROLE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"proof": " "}, "proof"),
        ({"principal": card(name="")}, "name"),
        ({"last": ON - timedelta(days=1)}, "last"),
        ({"kind": AuthorityKind.EMPLOYER}, "scheme"),
    ],
)
def test_what_is_missing_is_named(office, agent, changes, field):
    with pytest.raises(InputRefused) as refused:
        record(office, agent[1], authorization(**changes))
    assert refused.value.field == field
    assert authorities_held(office.transaction, agent[0], on=ON) == ()


def test_a_scheme_that_there_is_not_is_refused(office, agent):
    with pytest.raises(PolicyUnknown):
        record(office, agent[1], authorization(scheme="nowhere"))


def test_who_acts_is_known_and_somebody_else(office, agent):
    holder, code = agent
    with pytest.raises(InputRefused, match="not verified yet"):
        record(office, code_of(office, signed_up(office)), authorization())
    with pytest.raises(InputRefused, match="No account shows this code"):
        record(office, UNKNOWN, authorization())
    own = replace(card(), identity_number=holder.identity.identity_number)
    with pytest.raises(InputRefused, match="nobody is their own proxy") as refused:
        record(office, code, authorization(principal=own))
    assert refused.value.field == "identity_number"


def test_the_officer_the_agent_and_the_person_may_end_it_a_stranger_not(office, agent):
    holder, code = agent
    person = signed_up(office)
    principal = card(name="李委托")
    assert authorities_given(office.transaction, person, on=ON) == ()
    person = verify(office, code_of(office, person), principal)
    stranger = verify(office, code_of(office, other := signed_up(office)), card())
    for by in (office.officer, holder, person):
        given = authorization(principal=principal)
        authority = record(office, code, given)
        assert [one.id for one in authorities_given(office.transaction, person, on=ON)] == [authority]
        for who in (stranger, Holder(other.account_id), Holder(10**6)):
            with pytest.raises(NotFound):
                end_authority(office.transaction, authority, by=who, at=AT)
        assert covering(office, holder, given)
        for _ in range(2):
            end_authority(office.transaction, authority, by=by, at=AT)
        assert covering(office, holder, given) is None
        assert authorities_given(office.transaction, person, on=ON) == ()
        act, actor, _ = events(office, holder)[-1]
        assert (act, actor) == ("end_authority", by.account_id)
    assert [act for act, _, _ in events(office, holder)].count("end_authority") == 3
    with pytest.raises(NotFound):
        end_authority(office.transaction, 10**6, by=office.officer, at=AT)


def test_a_closed_account_acts_for_nobody(office, agent):
    holder, code = agent
    given = authorization()
    record(office, code, given)
    close_account(office.transaction, holder=holder, at=AT)
    assert authorities_of_person(office.transaction, given.principal.identity_number, officer=office.officer, on=ON) == ()
    with office.transaction() as session:
        assert session.scalar(sa.select(AuthorityRow.id).where(AuthorityRow.agent_id == holder.account_id)) is None
