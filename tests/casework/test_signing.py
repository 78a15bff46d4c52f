"""What is proposed, agreed to and decided is signed: by whom it is done, over what the records hold."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.application import PolicyPin
from scoring.application.guards import Guard
from scoring.application.status import Act
from scoring.casework.pinned_texts import pinned_texts
from scoring.casework.second_look import read_second_look
from scoring.casework.signing import statement_place
from scoring.errors import NotAllowed, PolicyChanged
from scoring.policy.library import Library
from scoring.records.sealing import seal_of
from scoring.records.signing import destroy_closed, holds, is_countersigned, officer_key, service_key
from scoring.records.tables import AccountRow, OfficerKeyRow, OfficerPrivateKeyRow, SignatureRow
from tests.casework.conftest import engage
from tests.casework.points_first import approve, points_first, proposed
from tests.casework.stories import AT, ON, REFUSE, changed_rounds


def signed(office, application):
    """Give act, signer, statement and whether the signature holds, of each signature."""
    with office.transaction() as session:
        seal = seal_of(session, application.id)
        rows = sa.select(SignatureRow).where(SignatureRow.application_id == application.id).order_by(SignatureRow.number)
        found = []
        for row in session.scalars(rows):
            statement, key = seal.open_document(row.statement, statement_place(row.number)), session.get_one(OfficerKeyRow, row.key)
            assert is_countersigned(session, key)
            assert holds(key.public, statement, row.signature)
            assert not holds(key.public, {**statement, "form": 2}, row.signature)
            found.append((row.act, row.account_id, statement))
        return found


def test_maker_and_checker_sign_on_the_way_to_a_grant(office):
    application = office.granted()
    package = office.file(application).recommendation.package
    made, agreed, decided = signed(office, application)
    who = office.officer.account_id, office.supervisor.account_id, office.supervisor.account_id
    assert [one[:2] for one in (made, agreed, decided)] == list(
        zip((Act.RECOMMEND, Act.APPROVE_GRANT, Act.GRANT), who, strict=True)
    )
    assert (made[2]["application"], made[2]["outcome"]) == (application.reference, "eligible")
    assert (agreed[2]["package"], decided[2]["package"]) == (package, package)
    assert decided[2]["decision"] == {"reference": f"{application.reference}-D", "kind": "granted"}
    assert {"guangzhou/2025.yaml", "vocabulary.yaml"} <= set(decided[2]["texts"])


def test_points_are_approved_with_a_signature(office):
    first = points_first(office)
    record = proposed(first)
    approve(first, record)
    assert [one[0] for one in signed(first, first.file(record).application)] == [Act.RECOMMEND, Act.APPROVE]


def test_an_account_keeps_its_key_until_it_is_closed(office):
    with office.transaction() as session:
        leaving = engage(session, "leaving", [])
        key = officer_key(session, leaving.account_id, AT)
        assert officer_key(session, leaving.account_id, AT) is key
        assert service_key(session, AT) is service_key(session, AT)
        session.get_one(AccountRow, leaving.account_id).active = False
        session.flush()
        assert destroy_closed(session) == 1
        assert destroy_closed(session) == 0
        assert session.get(OfficerPrivateKeyRow, key.number) is None
        assert is_countersigned(session, key)
        assert officer_key(session, leaving.account_id, AT).number != key.number


def test_nothing_is_signed_for_who_did_not_prove_who_they_are(office):
    with pytest.raises(NotAllowed) as refused:
        office.recommend(office.verified(), by=replace(office.officer, is_proved=False))
    assert refused.value.why == Guard.PROVED


def test_what_was_proposed_without_a_signature_is_returned_first(office):
    application = office.recommended()
    office.propose_unsigned(application)
    look = read_second_look(office.transaction, office.library, application.reference, officer=office.supervisor, today=ON)
    assert {one.act: one.why for one in look.choices} == {
        Act.APPROVE_GRANT: Guard.SIGNED,
        Act.REFUSE: Guard.SIGNED,
        Act.RETURN: None,
    }


def test_without_a_round_the_rules_alone_are_what_it_goes_by(office):
    policy = office.library.find("guangzhou", "2025")
    with office.transaction() as session:
        texts = pinned_texts(session, PolicyPin(policy.scheme, policy.version, policy.digest))
    assert set(texts) == {"guangzhou/2025.yaml", "vocabulary.yaml"}


def test_figures_that_were_never_published_decide_nothing(office):
    """The service goes by other figures of the round than the ones that are kept."""
    other = replace(office, library=Library([replace(office.library.find("guangzhou", "2025"), rounds=changed_rounds(office))]))
    application = other.recommended(opinion=REFUSE, round="2025")
    with pytest.raises(PolicyChanged):
        other.refuse(application)
