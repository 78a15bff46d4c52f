"""What must never stand in a row is refused by the database itself."""

from datetime import date

import pytest
import sqlalchemy as sa

from scoring.records.parting import PARTED
from scoring.records.tables import (
    AccountRow,
    ApplicationRow,
    EntitlementRow,
    EventRow,
    FlagClosingRow,
    IdentityIndexRow,
    IntakeProposalRow,
    NonAcceptanceRow,
    PartRow,
    PersonRow,
    PointsCitationRow,
    PolicyRow,
    ProposalReturnRow,
    RoleRow,
    RoundsRow,
    Row,
    SubmissionRow,
)
from tests.records.conftest import (
    AT,
    approval,
    assessment,
    decision,
    document_service,
    draft,
    grant_approval,
    recommendation,
    release,
    rounds_release,
    signature,
)

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
    """Take the guards of decisions away, and what rests on the decision there is."""
    if engine.dialect.name == "sqlite":
        return [
            *(f"DROP TRIGGER decisions_{guard}" for guard in ("no_update", "no_delete", "no_insert", "one_part", "signed")),
            *nothing_on_it(engine),
        ]
    return ["ALTER TABLE decisions DISABLE TRIGGER USER", *nothing_on_it(engine)]


def nothing_on_it(engine):
    """Delete every row that rests on the decision, directly or not, so that the decision itself can be taken away."""
    resting = {"decisions"}
    for table in Row.metadata.sorted_tables:
        if resting & {key.column.table.name for key in table.foreign_keys}:
            resting.add(table.name)
    for table in reversed(Row.metadata.sorted_tables):
        if table.name in resting - {"decisions"}:
            yield (
                f"DROP TRIGGER IF EXISTS {table.name}_no_delete"
                if engine.dialect.name == "sqlite"
                else f"ALTER TABLE {table.name} DISABLE TRIGGER USER"
            )
            yield f"DELETE FROM {table.name}"


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


def unsigned(engine):
    """Let what is signed change, but keep that a decision is signed."""
    if engine.dialect.name == "sqlite":
        gone = [f"DROP TRIGGER decisions_{guard}" for guard in ("no_update", "no_delete", "no_insert")]
        return [*gone, "DROP TRIGGER signatures_no_update", *nothing_on_it(engine), "DELETE FROM decisions"]
    kept = [f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change" for table in ("decisions", "signatures")]
    return [*kept, *nothing_on_it(engine), "DELETE FROM decisions"]


@pytest.mark.parametrize(
    "change",
    ["account_id = 2, key = 2 WHERE number = 1", "account_id = 1, key = 1 WHERE number = 2", "act = 'other' WHERE number = 1"],
)
def test_what_is_decided_is_signed_by_maker_and_checker(filled, engine, change):
    with pytest.raises(sa.exc.IntegrityError, match="maker and checker sign"):
        add(filled, decision(), *unsigned(engine), f"UPDATE signatures SET {change}")


def test_nobody_signs_with_the_key_of_another(filled):
    refused(filled, signature(number=3, act="other", account_id=3), "fk_signatures_officer_key|FOREIGN KEY")


def test_an_application_has_one_decision(filled, engine):
    refused(filled, decision(reference="other"), "append-only|uq_decisions_application_id")
    with pytest.raises(sa.exc.IntegrityError, match="application_id"):
        add(filled, decision(reference="other"), *unguarded(engine))


def test_a_grant_rests_on_an_eligible_assessment(filled, engine):
    with pytest.raises(sa.exc.IntegrityError, match="granted_eligible"):
        add(filled, decision(outcome="below_threshold"), *unguarded(engine), "DELETE FROM decisions")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"published_by": 1}, "two_people"),
        ({"published_by": 2}, "two_people"),
        ({"imported_by": 3, "published_by": 1}, "fk_policy_releases_draft_id_imported_by|FOREIGN KEY"),
        ({"submitted_by": 1}, "fk_releases_submission|FOREIGN KEY"),
        ({"draft_id": 2}, "fk_releases_submission|FOREIGN KEY"),  # it was never submitted
        ({"imported_by": None}, "whole"),
        ({"submitted_by": None}, "whole"),
        ({"on": None}, "whole"),
        ({"draft_id": None}, "whole"),
        ({"text_sha256": "short"}, "text_sha256"),
    ],
)
def test_a_version_is_published_by_a_second_person_or_by_the_installation(filled, changes, words):
    """Tried on a further version, so that no guard or key but the one meant refuses it."""
    with pytest.raises(sa.exc.IntegrityError, match=words):
        publish_another(filled, changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"published_by": 1}, "two_people"),
        ({"published_by": 2}, "two_people"),
        ({"imported_by": 3, "published_by": 1}, "fk_rounds_releases_draft|FOREIGN KEY"),
        ({"submitted_by": 1}, "fk_rounds_releases_submission|FOREIGN KEY"),
        ({"rounds_id": 99}, "rounds_id|FOREIGN KEY"),
    ],
)
def test_rounds_are_published_by_a_second_person(filled, changes, words):
    """Tried on further rounds and a further draft, as a version is."""
    with pytest.raises(sa.exc.IntegrityError, match=words):
        announce_another(filled, changes)


def announce_another(transaction, changes):
    with transaction() as session:
        rounds, further = RoundsRow(scheme="guangzhou", number=8, text="r", published_at=AT), draft(revision=8, of_rounds=True)
        session.add_all([rounds, further])
        session.flush()
        session.add(SubmissionRow(draft_id=further.id, reason="r", submitted_at=AT, submitted_by=2))
        session.flush()
        session.add(rounds_release(**{"rounds_id": rounds.id, "draft_id": further.id} | changes))


def publish_another(transaction, changes):
    with transaction() as session:
        policy = PolicyRow(scheme="guangzhou", version="2028", digest="a" * 64, text="t", vocabulary="", published_at=AT)
        further = draft(version="2028", revision=7)
        session.add_all([policy, further])
        session.flush()
        session.add(SubmissionRow(draft_id=further.id, reason="r", submitted_at=AT, submitted_by=2))
        session.flush()
        session.add(release(**{"policy_id": policy.id, "draft_id": further.id} | changes))


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
        lambda: draft(revision=0),
        lambda: draft(revision=1),
        lambda: draft(revision=2, digest="short"),
        lambda: draft(revision=2, imported_by=99),
        lambda: SubmissionRow(draft_id=99, reason="r", submitted_at=AT, submitted_by=1),
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


def test_a_status_or_channel_that_is_none_is_refused(filled):
    words = {"scheme": "guangzhou", "policy_version": "2025", "on": AT.date(), "recorded_at": AT, "recorded_by": 1, "version": 1}
    refused(filled, ApplicationRow(reference="x", status="lost", **words), "status_known")
    refused(filled, ApplicationRow(reference="x", status="draft", channel="pigeon", **words), "channel_known")


def test_nobody_alone_refuses_to_accept(filled, engine):
    sqlite = [f"DROP TRIGGER non_acceptances_{guard}" for guard in ("no_update", "no_delete", "no_insert", "one_part")]
    guards = sqlite if engine.dialect.name == "sqlite" else ["ALTER TABLE non_acceptances DISABLE TRIGGER USER"]
    row = {"application_id": 1, "proposal": 1, "at": AT, "reason": b"r"}
    emptied = (*guards, "DELETE FROM non_acceptances")
    with pytest.raises(sa.exc.IntegrityError, match="two_people"):
        add(filled, NonAcceptanceRow(**row, maker_id=1, checker_id=1), *emptied)
    with pytest.raises(sa.exc.IntegrityError, match=r"fk_non_acceptances_proposal|FOREIGN KEY"):
        add(filled, NonAcceptanceRow(**row, maker_id=3, checker_id=2), *emptied)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"checker_id": 1}, "two_people"),
        ({"maker_id": 2, "checker_id": 1}, "fk_points_approvals_recommendation|FOREIGN KEY"),
        ({"recommendation": 9}, "fk_points_approvals_recommendation|FOREIGN KEY"),
        ({"checker_id": 3}, "declared an interest"),
        ({"number": 0}, "number_positive"),
        ({"outcome": "fine"}, "outcome_known"),
        ({"hash": "short"}, "hash_sha256"),
    ],
)
def test_points_are_approved_by_two_people_of_what_was_proposed(filled, changes, words):
    refused(filled, approval(**({"number": 2, "hash": "i" * 64} | changes)), words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"checker_id": 1}, "two_people|another part"),
        ({"maker_id": 2}, "fk_grant_approvals_recommendation|FOREIGN KEY|two_people"),
        ({"recommendation": 9}, "a grant of exactly this was not proposed"),
        ({"package": "q" * 64}, "a grant of exactly this was not proposed"),
        ({"application_id": 2}, "a grant of exactly this was not proposed"),
        ({"checker_id": 3}, "declared an interest"),
    ],
)
def test_a_grant_is_approved_by_a_second_person_of_exactly_what_was_proposed(filled, changes, words):
    add_all(filled, recommendation(number=2), grant_approval(recommendation=2), undo=True)  # the approval itself can stand
    with pytest.raises(sa.exc.IntegrityError, match=words):
        add_all(filled, recommendation(number=2), grant_approval(**({"recommendation": 2} | changes)))


def test_what_was_not_approved_is_not_granted(filled, engine):
    emptied = (*without_append_only(engine), "DELETE FROM decisions")
    with pytest.raises(sa.exc.IntegrityError, match="what is granted was approved before"):
        add_all(filled, recommendation(number=2), decision(recommendation=2), before=emptied)


def add_all(transaction, *rows, before=(), undo=False):
    """Add rows one after the other after what takes a guard away."""
    with transaction() as session:
        for statement in before:
            session.execute(sa.text(statement))
        for row in rows:
            session.add(row)
            session.flush()
        if undo:
            session.rollback()


SIGNED = {
    "recommendations": lambda who: recommendation(number=2, maker_id=who),
    "grant_approvals": lambda who: grant_approval(recommendation=2, checker_id=who),
    "decisions": lambda who: decision(checker_id=who, kind="refused", outcome="below_threshold"),
    "points_approvals": lambda who: approval(number=2, hash="i" * 64, checker_id=who),
    "intake_proposals": lambda who: IntakeProposalRow(application_id=1, number=2, at=AT, maker_id=who, reason=b"r"),
    "proposal_returns": lambda who: ProposalReturnRow(application_id=1, proposal=2, at=AT, maker_id=1, checker_id=who),
    "non_acceptances": lambda who: NonAcceptanceRow(application_id=1, proposal=1, at=AT, maker_id=1, checker_id=who, reason=b"r"),
}
"""What somebody signs as maker or checker of a file."""


@pytest.mark.parametrize("table", PARTED)
def test_who_reviews_a_file_signs_nothing_else_on_it(filled, engine, table):
    """Account 4 reviews both files: neither maker nor checker of them any more."""
    person = AccountRow(id=4, username="four", email="four@office.cn", name="four", fs_uniquifier="four", created_at=AT)
    parts = [PartRow(application_id=file, account_id=4, part="reviewer") for file in (1, 2)]
    proposed = [recommendation(number=2)] if table == "grant_approvals" else []
    emptied = (*without_append_only(engine), "DELETE FROM decisions")
    with pytest.raises(sa.exc.IntegrityError, match="another part on the file"):
        add_all(filled, person, *parts, *proposed, SIGNED[table](4), before=emptied)


@pytest.mark.parametrize(("who", "part"), [(1, "reviewer"), (2, "reviewer"), (1, "checker"), (2, "maker"), (4, "judge")])
def test_nobody_is_two_of_maker_checker_and_reviewer(filled, who, part):
    """One part a person by the primary key, which takes no second row."""
    refused(filled, PartRow(application_id=1, account_id=who, part=part), "append-only|pk_parts|UNIQUE|part_known")


def execute(transaction, *statements):
    with transaction() as session:
        for statement in statements:
            session.execute(statement)


APPROVED = """
INSERT INTO points_approvals (application_id, number, at, "on", recommendation, maker_id, checker_id, digest, package, outcome, total,
    facts, hash)
SELECT :file, 2, at, "on", recommendation, maker_id, checker_id, digest, package, outcome, total, facts, :hash FROM points_approvals
WHERE application_id = 2
"""
CITED = """
INSERT INTO points_citations (application_id, assessment, approval, at, "by")
SELECT :file, assessment, approval, at, "by" FROM points_citations
"""
ELSEWHERE = (
    (
        "INSERT INTO policies (scheme, version, digest, text, vocabulary, published_at) "
        "SELECT 'ningbo', version, digest, text, vocabulary, published_at FROM policies WHERE scheme = 'guangzhou'"
    ),
    "UPDATE applications SET scheme = 'ningbo' WHERE id = 2",
)


@pytest.mark.parametrize(
    ("before", "statement", "file", "words"),
    [
        ((), APPROVED, 1, "the file is no points record"),
        ((), CITED, 2, "an application cites an approval under its own scheme"),
        (ELSEWHERE, CITED, 1, "an application cites an approval under its own scheme"),
    ],
)
def test_points_are_approved_in_a_points_record_and_cited_by_an_application_of_its_scheme(filled, before, statement, file, words):
    written = sa.text(statement).bindparams(**{"file": file, "hash": "k" * 64} if statement is APPROVED else {"file": file})
    with pytest.raises(sa.exc.IntegrityError, match=words):
        execute(filled, *map(sa.text, before), written)


def test_only_what_is_approved_is_cited(filled):
    refused(filled, PointsCitationRow(application_id=1, assessment=1, approval="j" * 64, at=AT, by=1))


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("other", "accepted", "kind_known"),
        ("application", "approved", "approved_points"),
        *(("points", status, "decided_application") for status in ("approved_pending", "granted", "refused", "settled", "lapsed")),
    ],
)
def test_a_points_record_is_never_decided_and_an_application_never_approved(filled, what, status, words):
    values = {"scheme": "guangzhou", "policy_version": "2025", "on": AT.date(), "recorded_at": AT, "recorded_by": 1, "version": 1}
    refused(filled, ApplicationRow(reference="x", kind=what, status=status, **values), words)


@pytest.mark.parametrize(
    "row", [lambda: PartRow(application_id=1, account_id=3, part="maker"), lambda: recommendation(number=2, maker_id=3)]
)
def test_who_declared_an_interest_is_neither_maker_nor_checker(filled, row):
    refused(filled, row(), "declared an interest")


def test_who_declared_an_interest_decides_nothing(filled, engine):
    with pytest.raises(sa.exc.IntegrityError, match="declared an interest"):
        add(filled, decision(checker_id=3), *without_append_only(engine), "DELETE FROM decisions")


def without_append_only(engine):
    if engine.dialect.name == "sqlite":
        guards = ("no_update", "no_delete", "no_insert", "signed")
        return [*(f"DROP TRIGGER decisions_{guard}" for guard in guards), *nothing_on_it(engine)]
    return ["ALTER TABLE decisions DISABLE TRIGGER decisions_no_change", *nothing_on_it(engine)]


@pytest.mark.parametrize("changes", [{"flag": "overdue"}, {"flag": "other"}])
def test_only_flags_that_stay_are_closed(filled, changes):
    refused(filled, FlagClosingRow(application_id=1, subject=9, at=AT, by=1, reason=b"r", **changes), "flag_known")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"turn": 0}, "turn_positive"),
        ({"channel": "pigeon"}, "channel_known"),
        ({"effective_on": date(2020, 1, 1)}, "effect_not_before"),
        ({"proof": None}, "proof_of_what_is_typed"),
        ({"channel": "account"}, "proof_of_what_is_typed"),
        ({"channel": "public_notice"}, "until_of_notices"),
        ({"until": AT.date()}, "until_of_notices"),
        ({"reason": None}, "reason_of_corrections"),
        ({"turn": 1}, "append-only|reason_of_corrections|UNIQUE"),
    ],
)
def test_a_service_is_of_a_sealed_document_with_what_proves_it(filled, changes, words):
    row = document_service(**({"turn": 2, "reason": b"r"} | changes))
    refused(filled, row, words)


def test_what_bears_no_seal_is_not_served(filled):
    unsealed = document_service()
    unsealed.number = 2
    refused(filled, unsealed, "FOREIGN KEY|fk_document_services_document_seals")


def test_a_document_is_served_once(filled):
    refused(filled, document_service(), "append-only|pk_document_services|UNIQUE")
