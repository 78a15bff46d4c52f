"""What is decided is never changed or deleted, not even by somebody with a connection to the database."""

import pytest
import sqlalchemy as sa

from scoring.records.append_only import GUARDED

STATEMENTS = {
    "policies": "digest = digest",
    "policy_rounds": "text = 'other'",
    "policy_drafts": "text = 'other'",
    "policy_submissions": "submitted_by = 1",
    "policy_withdrawals": "reason = 'other'",
    "policy_releases": "published_by = 1",
    "rounds_releases": "published_by = 1",
    "assessments": "total = '999'",
    "recommendations": "proposal = 'refuse'",
    "decisions": "kind = 'refused'",
    "service_keys": "public = public",
    "officer_keys": "public = public",
    "journal_seals": "root = root",
    "signatures": "act = 'other'",
    "events": "act = 'other'",
    "journal_links": "hash = previous",
    "parts": "part = 'checker'",
    "entitlement_changes": "state = 'ended'",
    "grant_approvals": "checker_id = 3",
    "list_proposals": '"by" = 1',
    "publications": "lines = 2",
    "publication_lines": "shown = shown",
    "objections": "due = NULL",
    "objection_steps": "due = NULL",
    "objection_files": "digest = digest",
    "service_receipts": "digest = digest",
    "reviews": "due = NULL",
    "review_steps": "kind = 'kept'",
    "outside_cases": "due = NULL",
    "outside_case_steps": "kind = 'upheld'",
    "originals_summonses": "approval = approval",
    "originals_steps": "due = NULL",
    "ranking_rounds": "ties = 'admit_none'",
    "round_cancellations": "reason = 'other'",
    "round_freezes": "files = 2",
    "round_files": "district = '440106'",
    "round_removals": '"by" = 2',
    "round_results": "cuts = '[]'",
    "round_places": "place = 'not_selected'",
    "round_holds": "drawn = '[1]'",
    "round_returns": "reason = 'other'",
    "round_publications": "digest = digest",
    "round_outcomes": "outcome = 'not_selected'",
    "round_recomputations": "again = 'unequal'",
    "points_approvals": "total = '0'",
    "points_citations": "assessment = 2",
    "registrations": "office = 'other'",
    "revocations": "document = document",
    "revocation_steps": "kind = kind",
    "personal_requests": "due = NULL",
    "personal_answers": "kind = kind",
    "settle_reminders": "until = until",
    "settle_reminder_proofs": "proof = proof",
    "erasure_proposals": "proposed_by = 2",
    "erasures": "erased_by = 3",
    "views": "page = 'other'",
    "evidence": "digest = digest",
    "evidence_removals": "number = number",
    "consents": "version = '2'",
    "service_consents": "version = '2'",
    "submissions": "declaration = '2'",
    "supplements": "due = NULL",
    "supplement_extensions": "by = 2",
    "supplement_items": "about = 'other'",
    "supplement_answers": "kind = 'declined'",
    "question_sets": "due = NULL",
    "questions": "about = 'other'",
    "question_answers": "declaration = '2'",
    "intake_proposals": "maker_id = 2",
    "proposal_returns": "proposal = 2",
    "non_acceptances": "proposal = 2",
    "interests": "reason = reason",
    "flag_closings": '"by" = 1',
    "notes": "words = words",
    "file_messages": "words = words",
    "verdicts": "found = found",
    "legal_holds": "reason = reason",
    "hold_liftings": "lifted_by = 3",
    "agency_requests": "due = NULL",
    "agency_answers": "content = content",
    "documents": "reference = 'x'",
    "document_seals": "serial = '0'",
    "disposal_lists": "at = at",
    "disposal_items": "retention = 'closed'",
    "disposal_approvals": "account_id = 3",
    "disposal_outcomes": "outcome = 'kept'",
    "samples": "seed = '2'",
    "sample_items": "decision_id = decision_id",
    "sample_findings": "verdict = 'in_order'",
    "sample_closings": "at = at",
    "recomputations": "selection = '{}'",
    "recomputation_results": "equal = equal",
    "recomputation_findings": "again = 'erased'",
    "document_services": "turn = 9",
    "agency_delays": "at = at",
    "agency_batches": "rows = 0",
    "corrections": "asked_by = 'office'",
}


def refused(engine, statement, words="append-only"):
    with pytest.raises(sa.exc.DBAPIError, match=words), engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.usefixtures("filled")
def test_a_row_cannot_be_changed(engine, table):
    refused(engine, f"UPDATE {table} SET {STATEMENTS[table]}")


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.usefixtures("filled")
def test_a_row_cannot_be_deleted(engine, table):
    refused(engine, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.usefixtures("filled")
def test_a_table_cannot_be_emptied_or_its_rows_replaced(engine, table):
    if engine.dialect.name == "postgresql":
        refused(engine, f"TRUNCATE {table} CASCADE")
    else:
        refused(engine, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.usefixtures("filled")
def test_a_row_cannot_be_replaced_by_its_other_keys(engine):
    """With a fresh id SQLite would delete the old row without a word."""
    names = "stream, number, act, actor_id, at, facts, note, previous, hash"
    rows = f"INTO events ({names}) SELECT {names} FROM events WHERE number = 1"
    on_conflict = "ON CONFLICT (stream, number) DO UPDATE SET act = 'other'"
    refused(engine, f"INSERT {rows} {on_conflict}" if engine.dialect.name == "postgresql" else f"INSERT OR REPLACE {rows}")


@pytest.mark.usefixtures("filled")
def test_a_row_can_be_added(engine):
    names = "scheme, text, published_at, number"
    with engine.connect() as connection:
        connection.execute(sa.text(f"INSERT INTO policy_rounds ({names}) SELECT scheme, text, published_at, 2 FROM policy_rounds"))
        assert connection.scalar(sa.text("SELECT count(*) FROM policy_rounds")) == 2
        connection.rollback()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chain_heads SET count = count - 1",
        "UPDATE chain_heads SET hash = '" + "0" * 64 + "'",
        "UPDATE chain_heads SET count = count + 1, chain = 'other'",
        "DELETE FROM chain_heads",
    ],
)
def test_the_end_of_a_chain_only_moves_forward(engine, statement):
    refused(engine, statement, "forward|append-only")


@pytest.mark.usefixtures("filled")
def test_the_end_of_a_chain_can_be_neither_emptied_nor_replaced(engine):
    if engine.dialect.name == "postgresql":
        refused(engine, "TRUNCATE chain_heads")
    else:
        refused(engine, "INSERT OR REPLACE INTO chain_heads SELECT * FROM chain_heads")
