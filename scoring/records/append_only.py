"""Triggers that refuse to change or delete what was written, on both databases.

A migration that rebuilds a guarded table (SQLite copies and renames) loses its triggers: it must guard the table again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

GUARDED: Mapping[str, Sequence[Sequence[str]]] = {
    "policies": (("id",), ("scheme", "version")),
    "policy_rounds": (("id",), ("scheme", "number")),
    "policy_drafts": (("id",), ("scheme", "version", "revision")),
    "policy_submissions": (("draft_id",),),
    "policy_withdrawals": (("draft_id",),),
    "policy_releases": (("policy_id",), ("draft_id",)),
    "rounds_releases": (("rounds_id",), ("draft_id",)),
    "assessments": (("id",), ("application_id", "number")),
    "recommendations": (("id",), ("application_id", "number")),
    "decisions": (("id",), ("application_id",), ("reference",)),
    "entitlement_changes": (("entitlement_id", "number"),),
    "grant_approvals": (("application_id", "recommendation"),),
    "disposal_lists": (("id",),),
    "disposal_items": (("list_id", "application_id"),),
    "disposal_approvals": (("list_id", "turn"), ("list_id", "account_id")),
    "disposal_outcomes": (("list_id", "application_id"),),
    "samples": (("id",),),
    "sample_items": (("sample_id", "number"), ("sample_id", "decision_id")),
    "sample_findings": (("sample_id", "number", "turn"),),
    "sample_closings": (("sample_id",),),
    "recomputations": (("id",),),
    "recomputation_results": (("recomputation_id",),),
    "recomputation_findings": (("recomputation_id", "decision_id"),),
    "list_proposals": (("id",), ("id", "by")),
    "publications": (("id",), ("proposal",)),
    "corrections": (("application_id",),),
    "objections": (("application_id", "number"), ("receipt",), ("key",)),
    "objection_steps": (("application_id", "objection", "number"),),
    "objection_files": (("application_id", "objection", "number"), ("stored",)),
    "reviews": (("application_id", "number"), ("receipt",), ("key",)),
    "review_steps": (("application_id", "review", "number"),),
    "originals_summonses": (("application_id", "number"),),
    "originals_steps": (("application_id", "summons", "number"),),
    "ranking_rounds": (("id",),),
    "round_cancellations": (("round_id",),),
    "round_freezes": (("round_id",),),
    "round_files": (("round_id", "application_id"),),
    "round_removals": (("round_id", "application_id"),),
    "round_results": (("round_id", "turn"), ("round_id", "turn", "digest")),
    "round_places": (("round_id", "turn", "application_id"),),
    "round_holds": (("round_id", "number"), ("round_id", "number", "by")),
    "round_returns": (("round_id", "number"),),
    "round_publications": (("round_id",),),
    "round_outcomes": (("round_id", "application_id", "recommendation"),),
    "round_recomputations": (("round_id", "number"),),
    "outside_cases": (("application_id", "number"),),
    "outside_case_steps": (("application_id", "outside_case", "number"),),
    "publication_lines": (("publication_id", "number"), ("publication_id", "application_id")),
    "points_approvals": (("application_id", "number"), ("hash",)),
    "points_citations": (("application_id", "assessment"),),
    "service_keys": (("number",), ("public",)),
    "officer_keys": (("number",), ("public",)),
    "journal_seals": (("number",), ("first",), ("last",)),
    "signatures": (("application_id", "number"), ("application_id", "recommendation", "act")),
    "events": (("id",), ("stream", "number")),
    "journal_links": (("sequence",), ("event_id",), ("previous",)),
    "parts": (("application_id", "account_id"),),
    "registrations": (("application_id", "number"),),
    "revocations": (("application_id", "number"),),
    "revocation_steps": (("application_id", "revocation", "number"),),
    "personal_requests": (("id",), ("receipt",), ("account_id", "key")),
    "personal_answers": (("request_id",),),
    "settle_reminders": (("application_id", "number"),),
    "settle_reminder_proofs": (("application_id", "number"),),
    "erasure_proposals": (("application_id",),),
    "erasures": (("application_id",),),
    "views": (("sequence",), ("previous",)),
    "submissions": (("application_id", "number"), ("application_id", "key")),
    "supplements": (("application_id", "number"),),
    "supplement_extensions": (("application_id", "supplement"),),
    "supplement_items": (("application_id", "supplement", "number"),),
    "supplement_answers": (("application_id", "supplement", "number"),),
    "question_sets": (("application_id", "number"),),
    "questions": (("application_id", "question_set", "number"),),
    "question_answers": (("application_id", "question_set"), ("application_id", "key")),
    "intake_proposals": (("application_id", "number"),),
    "proposal_returns": (("application_id", "proposal"),),
    "non_acceptances": (("application_id",),),
    "documents": (("application_id", "number"), ("reference",), ("series", "kind", "year", "running")),
    "document_seals": (("application_id", "number"),),
    "document_services": (("application_id", "number", "turn"),),
    "service_receipts": (("application_id", "document", "turn"), ("stored",)),
    "evidence": (("application_id", "number"), ("stored",)),
    "evidence_removals": (("application_id", "number"),),
    "consents": (("account_id", "version"),),
    "service_consents": (("account_id", "turn"),),
    "interests": (("application_id", "account_id"),),
    "flag_closings": (("application_id", "flag", "subject"),),
    "notes": (("application_id", "number"),),
    "file_messages": (("application_id", "number"),),
    "verdicts": (("application_id", "number"),),
    "legal_holds": (("application_id", "number"),),
    "hold_liftings": (("application_id", "number"),),
    "agency_requests": (("id",), ("application_id", "number")),
    "agency_answers": (("request_id",),),
    "agency_delays": (("request_id",),),
    "agency_batches": (("id",), ("department", "digest")),
}
"""Each append-only table with its unique keys: SQLite's INSERT OR REPLACE deletes by them without a DELETE trigger."""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


FORWARD: Mapping[str, str] = {"chain_heads": "chain"}
"""Each table whose rows are never deleted and count forward only, with its key."""

POSTGRESQL_FORWARD = """
CREATE OR REPLACE FUNCTION refuse_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.count <= OLD.count OR NEW.chain <> OLD.chain THEN
        RAISE EXCEPTION '% only moves forward: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


def forward_statements(table: str, dialect: str) -> tuple[str, ...]:
    """Give the statements that let the rows of *table* only count forward, on `sqlite` or `postgresql`."""
    key = FORWARD[table]
    if dialect == "postgresql":
        refuse = "FOR EACH {} EXECUTE FUNCTION refuse_change()"
        return (
            POSTGRESQL_FORWARD,
            f"CREATE TRIGGER {table}_forward BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_back()",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse.format('ROW')}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {refuse.format('STATEMENT')}",
        )
    back = f"WHEN NEW.count <= OLD.count OR NEW.{key} <> OLD.{key} "
    same = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "  # noqa: S608 - names of ours
    return (_sqlite(table, "UPDATE", back), _sqlite(table, "DELETE"), _sqlite(table, "INSERT", same))


def guard_statements(table: str, dialect: str) -> tuple[str, ...]:
    """Give the statements that make *table* append-only on `sqlite` or `postgresql`."""
    if dialect == "postgresql":
        return (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        )
    return (
        _sqlite(table, "UPDATE"),
        _sqlite(table, "DELETE"),
        _sqlite(table, "INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_same_key(table)}) "),  # noqa: S608 - names of ours
    )


def _same_key(table: str) -> str:
    return " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in GUARDED[table])


def _sqlite(table: str, operation: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {operation} refused'); END"
    )
