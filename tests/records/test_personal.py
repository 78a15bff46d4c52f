"""Every column that may hold something personal stands in the register, and is kept as the register says."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from scoring.application.consent import COVERS, CURRENT, TEXTS
from scoring.application.personal import BASES, PURPOSES, REGISTER, RETENTIONS
from scoring.records.tables import Row

KEYS = {
    *(
        "data_keys.wrapped",
        "account_keys.wrapped",
        "round_keys.wrapped",
        "feedback_keys.wrapped",
        "agencies.wrapped",
        "service_private_keys.wrapped",
        "officer_private_keys.wrapped",
    ),
    *(
        "service_keys.public",
        "officer_keys.public",
        "officer_keys.countersignature",
        "signatures.signature",
        "journal_seals.signature",
    ),
}
"""Nothing of a person: keys, and what they signed."""

PLAIN_TABLES = {
    *(
        "alembic_version",
        "offices",
        "roles",
        "policies",
        "policy_drafts",
        "policy_rounds",
        "policy_submissions",
        "policy_withdrawals",
    ),
    *(
        "policy_releases",
        "rounds_releases",
        "jobs",
        "schedules",
        "workers",
        "chain_heads",
        "journal_links",
        "entitlements",
        "deliveries",
    ),
    *("document_seals", "journal_seals", "agencies", "agency_tokens", "agency_messages"),
    *("disposal_lists", "disposal_items", "disposal_approvals", "disposal_outcomes"),
    *("publications", "list_proposals"),
    *("ranking_rounds", "round_freezes", "round_files", "round_results", "round_places", "round_cancellations"),
    *("round_holds", "round_returns", "round_publications", "round_outcomes", "round_recomputations"),
    *("samples", "sample_items", "sample_closings"),
    *("list_proposals", "publications"),
    *("recomputations", "recomputation_results", "recomputation_findings"),
    "feedback",  # its words and note are encrypted; the rest is chance, a kind, and the address of a page
}
"""Tables of the office, of rules and of the machinery."""

PLAIN_NAMES = {
    *(
        "stream",
        "act",
        "facts",
        "previous",
        "hash",
        "algorithm",
        "digest",
        "round",
        "round_digest",
        "package",
        "scheme",
        "policy_version",
    ),
    *(
        "reference",
        "status",
        "channel",
        "kind",
        "key",
        "outcome",
        "total",
        "proposal",
        "approval",
        "published_list",
        "part",
        "relation",
        "office",
    ),
    *(
        "office_id",
        "version",
        "by",
        "page",
        "sought",
        "retention",
        "consent",
        "declaration",
        "about",
        "fact",
        "state",
        "item",
        "media",
        "stored",
        "flag",
        "scan",
        "department",
        "series",
        "verdict",
        "receipt",
        "extent",
        "cause",
        "asked_by",
    ),
    *("receipt", "extent", "contests"),  # a random number that the objector alone is told; a word of two
    *("password", "fs_uniquifier", "tf_primary_method", "tf_totp_secret"),
}
"""Names of text columns that hold ids, states, digests and secrets, wherever they stand. `facts` of events are checked where they are written."""


def columns():
    return [(f"{table.name}.{column.name}", table.name, column) for table in Row.metadata.sorted_tables for column in table.columns]


def test_whatever_is_encrypted_or_a_blind_index_stands_in_the_register():
    kept = {name for name, _, column in columns() if isinstance(column.type, sa.LargeBinary)}
    assert kept - KEYS - REGISTER.keys() == set(), "give each a purpose, a basis and a retention class in application.personal"


def test_whatever_is_text_stands_in_the_register_or_holds_nothing_personal():
    texts = {name for name, table, column in columns() if isinstance(column.type, sa.String) and table not in PLAIN_TABLES}
    unknown = {name for name in texts - REGISTER.keys() if name.partition(".")[2] not in PLAIN_NAMES}
    assert unknown == set(), "encrypt it and put it into application.personal, or say here why it is nobody's"


def test_the_register_names_only_what_there_is():
    assert REGISTER.keys() <= {name for name, _, _ in columns()}


@pytest.mark.parametrize("name", REGISTER)
def test_a_personal_column_is_kept_as_the_register_says(name):
    personal = REGISTER[name]
    column = {each: column for each, _, column in columns()}[name]
    assert isinstance(column.type, sa.LargeBinary) == (personal.how == "encrypted" or name.endswith(".blind"))
    assert (personal.purpose in PURPOSES, personal.basis in BASES, personal.retention in RETENTIONS) == (True, True, True)
    assert (personal.how == "clear") == name.startswith("accounts.")


def test_every_blind_index_and_every_digest_names_its_algorithm():
    for table in Row.metadata.sorted_tables:
        names = set(table.columns.keys())
        if names & {"blind", "digest", "package"}:
            assert "algorithm" in names, table.name


def test_what_is_said_is_said_in_both_languages():
    for words in (*PURPOSES.values(), *BASES.values(), *RETENTIONS.values()):
        assert words.as_dict().keys() == {"zh", "en"}


def test_consent_and_register_speak_of_the_same_purposes():
    assert COVERS.keys() == TEXTS.keys()
    for covered in COVERS.values():
        assert set(covered) <= set(PURPOSES)
    assert set(PURPOSES) == {personal.purpose for personal in REGISTER.values()}, "a purpose for which nothing is kept"
    by_consent = {personal.purpose for personal in REGISTER.values() if personal.basis == "consent"}
    assert by_consent <= set(COVERS[CURRENT]), "the text of today does not speak of it"
