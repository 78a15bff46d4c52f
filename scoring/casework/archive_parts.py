"""What an archive of everything held about oneself is made of: which tables go in, which are left out, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from scoring.policy.wording import Text, text


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the archive.

    `sealed` and `documents` give the place of each encrypted column, words or a JSON value, as a format of the row's own columns;
    `json` are columns of JSON in clear, `without` columns that are left out. `owner` is the column that names account or file.
    """

    table: str
    owner: str
    sealed: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    json: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def _file(table: str, owner: str = "application_id", **rest: Mapping[str, str] | tuple[str, ...]) -> Part:
    return Part(table, owner, **rest)  # type: ignore[arg-type]  # each is what the field of its name holds


_SECRETS = ("username", "email", "name", "password", "fs_uniquifier", "tf_primary_method", "tf_totp_secret", "tf_counter")

OF_ACCOUNT: tuple[Part, ...] = (
    Part("accounts", "id", without=(*_SECRETS, "office_id", "department")),
    Part("contacts", "account_id", {"contact": "contacts.contact/1"}),
    Part("former_contacts", "account_id", {"contact": "former_contacts.contact/{notice_id}"}),
    Part("consents", "account_id"),
    Part("service_consents", "account_id"),
    Part(
        "verified_identities",
        "account_id",
        {"name": "verified_identities.name/1", "identity_number": "verified_identities.identity_number/1"},
    ),
    Part("authorities", "agent_id", {name: f"authorities.{name}/{{id}}" for name in ("name", "identity_number", "proof")}),
    Part("personal_requests", "account_id", documents={"content": "personal_requests.content/{receipt}"}, without=("key",)),
    Part("personal_answers", "account_id", documents={"content": "personal_answers.content/{request_id}"}),
    Part("notices", "account_id", json=("facts",)),
)
"""What is kept with the account, by the account's key."""

OF_APPLICATION: tuple[Part, ...] = (
    _file("applications", "id", without=("redo", "claimed_by", "claimed_at")),
    _file("persons", sealed={name: f"persons.{name}/{{number}}" for name in ("name", "identity_number")}),
    _file("drafts", documents={"content": "drafts.content/1"}),
    _file("preparations", sealed={"sent_back": "preparations.sent_back/1"}, without=("blind", "algorithm")),
    _file("answer_drafts", documents={"content": "answer_drafts.content/1"}),
    _file("submissions", documents={"content": "submissions.content/{number}"}, without=("key",)),
    _file("supplements"),
    _file("supplement_extensions"),
    _file("supplement_items", sealed={"words": "supplement_items.words/{supplement}/{number}"}),
    _file("supplement_answers", sealed={"words": "supplement_answers.words/{supplement}/{number}"}),
    _file("question_sets"),
    _file("questions", sealed={"words": "questions.words/{question_set}/{number}"}),
    _file("question_drafts", documents={"content": "question_drafts.content/1"}),
    _file("question_answers", documents={"content": "question_answers.content/{question_set}"}, without=("key",)),
    _file("assessments", documents={name: f"assessments.{name}/{{number}}" for name in ("facts", "document")}),
    _file("non_acceptances", sealed={"reason": "non_acceptances.reason/1"}),
    _file(
        "decisions",
        sealed={"reason": "decisions.reason/1"},
        documents={name: f"decisions.{name}/1" for name in ("facts", "document")},
    ),
    _file("reviews", documents={"content": "reviews.content/{number}"}, without=("key",)),
    _file("documents", documents={"content": "documents.content/{number}"}),
    _file("file_messages", sealed={"words": "file_messages.words/{number}"}),
    _file("document_seals", without=("pdf",)),  # whose words are in `documents`
    _file("document_services", sealed={name: f"document_services.{name}/{{number}}/{{turn}}" for name in ("proof", "reason")}),
    _file("service_receipts", sealed={"name": "service_receipts.name/{document}/{turn}"}, without=("stored",)),
    _file("publication_lines", documents={"shown": "publication_lines.shown/{publication_id}/{number}"}),
    _file("corrections", documents={"content": "corrections.content/1"}),
    _file("round_files"),
    _file("round_places"),
    _file("round_removals", sealed={"reason": "round_removals.reason/{round_id}"}),
    _file("round_outcomes"),
    _file("originals_summonses", sealed={"place": "originals_summonses.place/{number}"}),
    _file("outside_cases", documents={"content": "outside_cases.content/{number}"}),
    _file("outside_case_steps", documents={"content": "outside_case_steps.content/{outside_case}/{number}"}),
    _file("points_approvals", json=("facts",)),
    _file("points_citations"),
    _file("registrations"),
    _file("revocation_steps", documents={"content": "revocation_steps.content/{revocation}/{number}"}),
    _file("settle_reminders"),
    _file("settle_reminder_proofs", sealed={"proof": "settle_reminder_proofs.proof/{number}"}),
    _file("entitlements", json=("label", "granted_by")),
    _file("entitlement_changes", sealed={"reason": "entitlement_changes.reason/{entitlement_id}/{number}"}),
    _file("agency_messages", without=("key",)),
    _file("evidence", sealed={"name": "evidence.name/{number}"}, without=("stored",)),
    _file("evidence_removals"),
    _file("escalations"),
    _file("erasures"),
)
"""What is kept with each file, by the file's key."""

_KEYS = text(
    {
        "zh": "密钥、验证码和索引：用于解密或查找，本身不含您的信息。",
        "en": "Keys, codes and indexes: they would open or find what is encrypted, and say nothing about you.",
    }
)
_INTERNAL = text(
    {
        "zh": "受理机构作出决定前的内部记录和意见；决定书中写明理由。",
        "en": "What the office notes and proposes within itself before it decides; the decision gives its reasons.",
    }
)
_OTHERS = text(
    {
        "zh": "他人对您的申请提出的异议及其身份：属于他人的信息。转告您的异议要点、您的陈述和处理结果见经过。",
        "en": "What others objected and who they are: it is theirs. What you were told, answered and read stands in the history.",
    }
)
_SHOWING = text(
    {
        "zh": "受理机构对查验原件的内部处理：您被告知的、您说明的事由和查验结果见经过。",
        "en": "How the office dealt with your originals: what you were told and said, and what was seen, stands in the history.",
    }
)
_REPORTED = text(
    {
        "zh": "拟撤销决定的线索来源：属于他人的信息。查明的事实和依据见撤销告知书，陈述、听证和结果在档案中。",
        "en": "Who reported what a revocation rests on: it is theirs. What was found stands in the notice, the rest is here.",
    }
)
_STAFF = text(
    {
        "zh": "工作人员的账号及其对政策、公示名单和系统所做的操作。",
        "en": "Accounts of the office's own people, and what they did with policies, public lists and the installation.",
    }
)
_READS = text(
    {
        "zh": "查阅记录：工作人员何时查阅了您的申请，由审计人员保管，可向受理机构申请查询。",
        "en": "The log of reads: when people of the office looked at your files. Auditors keep it; ask the office for it.",
    }
)
_AUDIT = text(
    {
        "zh": "审计人员对受理机构所作决定的抽查和重新计算，不改变您的申请。",
        "en": "What auditors checked of the office’s decisions: it changes nothing of your files.",
    }
)
REASONS: tuple[Text, ...] = (_KEYS, _INTERNAL, _READS, _AUDIT, _OTHERS, _SHOWING, _REPORTED)
"""Why something of one's own is left out."""

LEFT_OUT: Mapping[str, Text] = MappingProxyType(
    {
        **dict.fromkeys(
            ("account_keys", "data_keys", "round_keys", "account_codes", "contact_codes", "contact_index", "identity_index"), _KEYS
        ),
        "officer_keys": _STAFF,
        "signatures": _INTERNAL,
        **dict.fromkeys(("verified_identity_index", "authority_index", "officer_private_keys", "award_index"), _KEYS),
        **dict.fromkeys(("intake_proposals", "proposal_returns", "verdicts", "recommendations", "grant_approvals"), _INTERNAL),
        **dict.fromkeys(("parts", "interests", "flag_closings", "notes"), _INTERNAL),
        **dict.fromkeys(("erasure_proposals", "legal_holds", "hold_liftings"), _INTERNAL),
        **dict.fromkeys(("agency_requests", "agency_answers", "agency_delays"), _INTERNAL),
        "review_steps": _INTERNAL,
        "views": _READS,
        **dict.fromkeys(("disposal_items", "disposal_approvals", "disposal_outcomes"), _INTERNAL),
        **dict.fromkeys(("samples", "sample_items", "sample_findings", "sample_closings"), _AUDIT),
        **dict.fromkeys(("objections", "objection_steps", "objection_files", "objector_deliveries"), _OTHERS),
        "originals_steps": _SHOWING,
        "revocations": _REPORTED,
        **dict.fromkeys(("recomputations", "recomputation_results", "recomputation_findings", "round_recomputations"), _AUDIT),
        **dict.fromkeys(("accounts_roles", "agency_batches", "jobs", "policies", "policy_drafts", "policy_rounds"), _STAFF),
        **dict.fromkeys(("publications", "list_proposals"), _STAFF),
        **dict.fromkeys(
            ("ranking_rounds", "round_freezes", "round_results", "round_holds", "round_returns", "round_publications"), _STAFF
        ),
        "round_cancellations": _STAFF,
        **dict.fromkeys(("policy_submissions", "policy_withdrawals", "policy_releases", "rounds_releases"), _STAFF),
        "staff_identities": _STAFF,
        **dict.fromkeys(("agencies", "agency_tokens"), _STAFF),
        **dict.fromkeys(("feedback", "feedback_keys"), _STAFF),  # nobody is named in it but who of the office dealt with it
    }
)
"""Tables that name an account or a file and are not in the archive, with the reason. Of `events` there is the history."""
