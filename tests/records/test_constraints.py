"""What must never stand in a row is refused by the database itself."""

import pytest
import sqlalchemy as sa

from scoring.records.tables import (
    AccountRow,
    ApplicationRow,
    EntitlementRow,
    EventRow,
    IdentityIndexRow,
    PartRow,
    PersonRow,
    PolicyRow,
    RoleRow,
)
from tests.records.conftest import AT, assessment, decision

ENTITLEMENT = {
    "application_id": 1,
    "decision_id": 1,
    "person": 0,
    "entitlement": "school",
    "label": "[]",
    "service": "schooling",
    "confers": "treatment",
    "granted_by": "[]",
    "starts": "registration",
    "reference": "",
    "valid_for": "",
    "apply_within": "",
}


COLUMNS = (
    'application_id, kind, at, "on", scheme, policy_version, digest, recommendation, outcome, reason, published_list, package, '
    "facts, document"
)


def refused(transaction, row, words=None):
    with pytest.raises(sa.exc.IntegrityError, match=words):
        add(transaction, row)


def add(transaction, row, *before):
    """Add *row* after the statements that take a guard away; all is rolled back when the row is refused."""
    with transaction() as session:
        for statement in before:
            session.execute(sa.text(statement))
        session.add(row)


def unguarded(engine):
    if engine.dialect.name == "sqlite":
        return [f"DROP TRIGGER decisions_no_{operation}" for operation in ("update", "delete", "insert")]
    return ["ALTER TABLE decisions DISABLE TRIGGER USER"]


def test_direct_sql_cannot_let_one_person_decide_alone(filled, engine):
    """The guard against a second decision is taken away first, so that only the CHECK is left."""
    names = f"reference, maker_id, checker_id, {COLUMNS}"
    copy = f"INSERT INTO decisions ({names}) SELECT 'other', maker_id, maker_id, {COLUMNS} FROM decisions"
    with pytest.raises(sa.exc.IntegrityError, match="two_people"):
        add(filled, PartRow(), *unguarded(engine), copy)


def test_the_maker_of_a_decision_is_the_one_who_recommended(filled, engine):
    """Everything but the maker is right, and the application has no decision."""
    with pytest.raises(sa.exc.IntegrityError, match=r"fk_decisions_recommendation|FOREIGN KEY"):
        add(filled, decision(maker_id=3), *unguarded(engine), "DELETE FROM decisions")


def test_the_maker_of_a_decision_is_never_its_checker(filled, engine):
    with pytest.raises(sa.exc.IntegrityError, match="two_people"):
        add(filled, decision(checker_id=1), *unguarded(engine), "DELETE FROM decisions")


def test_an_application_has_one_decision(filled, engine):
    refused(filled, decision(reference="other"), "append-only|uq_decisions_application_id")
    with pytest.raises(sa.exc.IntegrityError, match="application_id"):
        add(filled, decision(reference="other"), *unguarded(engine))


def test_a_grant_rests_on_an_eligible_assessment(filled, engine):
    with pytest.raises(sa.exc.IntegrityError, match="granted_eligible"):
        add(filled, decision(outcome="below_threshold"), *unguarded(engine), "DELETE FROM decisions")


@pytest.mark.parametrize(
    "row",
    [
        lambda: PartRow(application_id=1, account_id=1, part="checker"),
        lambda: PartRow(application_id=1, account_id=3, part="both"),
        lambda: assessment(number=1),
        lambda: assessment(number=2, outcome="fine"),
        lambda: PersonRow(application_id=1, number=1, relation="applicant", name=b"n", identity_number=b"i"),
        lambda: PersonRow(application_id=1, number=1, relation="uncle", name=b"n", identity_number=b"i"),
        lambda: IdentityIndexRow(application_id=1, number=0, blind=b"short"),
        lambda: IdentityIndexRow(application_id=1, number=9, blind=b"x" * 32),
        lambda: EntitlementRow(**ENTITLEMENT, state="in_force"),
        lambda: EntitlementRow(**ENTITLEMENT, state="pending", since=AT.date()),
        lambda: EntitlementRow(**ENTITLEMENT, state="used"),
        lambda: EventRow(stream="x", number=0, act="a", at=AT, facts="{}", previous="", hash="h" * 64),
        lambda: EventRow(stream="x", number=1, act="a", at=AT, facts="{}", previous="", hash="short"),
        lambda: PolicyRow(scheme="x", version="1", digest="short", text="", vocabulary="", published_at=AT),
        lambda: RoleRow(name="emperor"),
        lambda: AccountRow(username="lin", email="other@office.cn", name="x", fs_uniquifier="x", created_at=AT),
    ],
)
def test_a_row_that_cannot_be_is_refused(filled, row):
    refused(filled, row())


@pytest.mark.parametrize("changes", [{"status": "lost"}, {"version": 0}, {"policy_version": "1999"}])
def test_an_application_that_cannot_be_is_refused(filled, changes):
    values = {"version": 1, "status": "accepted", "scheme": "guangzhou", "policy_version": "2025"} | changes
    refused(filled, ApplicationRow(reference="other", on=AT.date(), recorded_at=AT, recorded_by=1, **values))
