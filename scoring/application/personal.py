"""The register of personal data: every column that holds some, for what, on what basis, and by which retention class it goes.

A test walks the tables: a column that is neither here nor known to hold nothing personal fails it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from scoring.policy.wording import Text, text

DataPurpose: TypeAlias = Literal["handling", "finding", "account", "impartiality", "accountability", "improving"]
"""The closed list; a consent text says which of them it covers (`consent.COVERS`)."""

Basis: TypeAlias = Literal["consent", "duty"]
Retention: TypeAlias = Literal["file", "account", "record", "feedback"]

PURPOSES: Mapping[DataPurpose, Text] = MappingProxyType(
    {
        "handling": text({"zh": "办理落户申请", "en": "Handling the application"}),
        "finding": text(
            {"zh": "查找本人的申请或账号，防止重复申请", "en": "Finding a person's files or account; one application a person"}
        ),
        "account": text({"zh": "登录和联系申请人", "en": "Signing in, and reaching the applicant"}),
        "impartiality": text(
            {"zh": "工作人员回避本人及家人的申请", "en": "Keeping staff from files of their own and of their household"}
        ),
        "accountability": text({"zh": "留存操作和查阅记录", "en": "Recording who did and who saw what"}),
        "improving": text({"zh": "根据意见反馈改进服务", "en": "Making the service better by what people say about it"}),
    }
)
"""What personal data are kept for; nothing is kept for anything else."""

BASES: Mapping[Basis, Text] = MappingProxyType(
    {
        "consent": text(
            {
                "zh": "取得个人的同意（个人信息保护法第十三条第一项）",
                "en": "Consent (personal information protection law, art. 13 (1))",
            }
        ),
        "duty": text(
            {
                "zh": "履行法定职责所必需（个人信息保护法第十三条第三项）",
                "en": "Necessary for a duty by law (personal information protection law, art. 13 (3))",
            }
        ),
    }
)

RETENTIONS: Mapping[Retention, Text] = MappingProxyType(
    {
        "file": text(
            {"zh": "随申请档案：按档案的保存期限，由两人销毁", "en": "With the file: erased by two persons when its term is over"}
        ),
        "account": text({"zh": "随账号：注销时立即销毁", "en": "With the account: destroyed when it is closed"}),
        "record": text({"zh": "操作记录：长期保存", "en": "The record of acts: kept for good"}),
        "feedback": text(
            {"zh": "意见反馈：自提交之日起算，到期自动删除", "en": "Feedback: erased by itself, a term after it was given"}
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Personal:
    """One column. `how` says how it is kept: under the key of file, account, round or feedback, as a blind index, or in clear."""

    purpose: DataPurpose
    basis: Basis
    retention: Retention
    how: Literal["encrypted", "blind", "clear"]


_FILE = Personal("handling", "duty", "file", "encrypted")
_INDEX = Personal("finding", "duty", "file", "blind")
_ACCOUNT = Personal("account", "consent", "account", "encrypted")
_STAFF = Personal("accountability", "duty", "record", "clear")

REGISTER: Mapping[str, Personal] = MappingProxyType(
    {
        **dict.fromkeys(("persons.name", "persons.identity_number"), _FILE),
        **dict.fromkeys(("assessments.facts", "assessments.document", "applications.redo"), _FILE),
        **dict.fromkeys(("decisions.reason", "decisions.facts", "decisions.document", "recommendations.reason"), _FILE),
        **dict.fromkeys(("recommendations.secret", "signatures.statement"), _FILE),
        **dict.fromkeys(("drafts.content", "answer_drafts.content", "submissions.content"), _FILE),
        **dict.fromkeys(("supplement_items.words", "supplement_answers.words"), _FILE),
        **dict.fromkeys(("preparations.sent_back", "legal_holds.reason", "hold_liftings.reason"), _FILE),
        **dict.fromkeys(
            ("non_acceptances.reason", "intake_proposals.reason", "events.note", "views.reason", "evidence.name"), _FILE
        ),
        **dict.fromkeys(
            (
                "notes.words",
                "file_messages.words",
                "interests.reason",
                "flag_closings.reason",
                "verdicts.found",
                "sample_findings.words",
            ),
            _FILE,
        ),
        **dict.fromkeys(("questions.words", "question_answers.content", "question_drafts.content"), _FILE),
        **dict.fromkeys(("documents.content", "document_seals.pdf", "entitlement_changes.reason"), _FILE),
        **dict.fromkeys(("document_services.proof", "document_services.reason"), _FILE),
        **dict.fromkeys(("publication_lines.shown", "objections.content", "objection_steps.words"), _FILE),
        **dict.fromkeys(("objection_files.name", "service_receipts.name"), _FILE),
        "corrections.content": _FILE,
        **dict.fromkeys(("reviews.content", "review_steps.words"), _FILE),
        **dict.fromkeys(("originals_summonses.place", "originals_steps.words", "round_removals.reason"), _FILE),
        "round_results.line": Personal("handling", "duty", "record", "encrypted"),  # the line holds on when its last one is erased
        **dict.fromkeys(("settle_reminder_proofs.proof", "revocations.content", "revocation_steps.content"), _FILE),
        **dict.fromkeys(("outside_cases.content", "outside_case_steps.content"), _FILE),
        **dict.fromkeys(("agency_requests.content", "agency_answers.content"), _FILE),
        **dict.fromkeys(("identity_index.blind", "preparations.blind", "award_index.blind"), _INDEX),
        **dict.fromkeys(
            ("contacts.contact", "former_contacts.contact", "verified_identities.name", "verified_identities.identity_number"),
            _ACCOUNT,
        ),
        **dict.fromkeys(("authorities.name", "authorities.identity_number", "authorities.proof"), _ACCOUNT),
        **dict.fromkeys(("account_codes.code", "personal_requests.content", "personal_answers.content"), _ACCOUNT),
        **dict.fromkeys(
            ("contact_index.blind", "verified_identity_index.blind", "account_codes.blind", "authority_index.blind"),
            Personal("finding", "consent", "account", "blind"),
        ),
        **dict.fromkeys(("feedback.words", "feedback.note"), Personal("improving", "duty", "feedback", "encrypted")),
        "staff_identities.blind": Personal("impartiality", "duty", "record", "blind"),
        "attempts.subject": Personal("account", "duty", "account", "blind"),
        **dict.fromkeys(("accounts.username", "accounts.email", "accounts.name"), _STAFF),
    }
)
"""By `table.column`. In clear stand only names and addresses of the office's own people; an applicant's account has random ones."""
