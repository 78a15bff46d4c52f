"""Who may do what: role × action × office, the whole product in one table. What does not stand here is denied to everybody.

An action is an endpoint of pages, API or console (whose rows stand in `access_console`). The console asks `may_open` before
every page; what is for `ANYBODY` asks nobody. Where a row says `OWN_OFFICE`, the query itself leaves out every file outside the
office of the person and those below it (`casework.scope`), so that such a file is answered as one that does not exist. No row
gives a file to who is not in `FILE_READERS`. What is `OWN` is of the signed-in applicant alone: no address names it, so that
nobody can ask for another's. Where a row says `TYPED` also an officer opens it, for what they fill in themselves at the
counter. Where a row says `OWN_FILES` an address names a file, and the query finds it by the account alone (`casework.own`):
another's is answered as one that does not exist. Where a row says `OWN_DEPARTMENT` the query finds a request by the department
alone (`casework.requests`): another department's is answered as one that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.holder import Holder
from scoring.application.officer import Officer, Role
from scoring.web.access_console import CONSOLE
from scoring.web.access_rows import ANYBODY, BY_TOKEN, OWN, OWN_FILES, PASSWORD_GIVEN, STAFF, TYPED, Access, Reach

__all__ = ["ACCESS", "BY_TOKEN", "CONSOLE", "OWN", "OWN_FILES", "PASSWORD_GIVEN", "TYPED", "Access", "Reach", "may_open"]

PAGES: Mapping[str, Access] = {
    "pages.root": ANYBODY,
    "pages.start": ANYBODY,
    "pages.scheme": ANYBODY,
    "pages.current": ANYBODY,
    **dict.fromkeys(("pages.guide", "pages.materials", "pages.point_table", "pages.differences"), ANYBODY),
    **dict.fromkeys(("pages.policy_text", "pages.policy_file", "pages.policy_files"), ANYBODY),
    "pages.check": ANYBODY,
    "pages.cities": ANYBODY,
    "pages.profile": ANYBODY,
    "pages.missing": ANYBODY,
    "pages.questions": ANYBODY,
    "pages.answers": ANYBODY,
    **dict.fromkeys(("pages.short_check", "pages.save_answers", "pages.load_answers"), ANYBODY),
    "pages.result": ANYBODY,
    "pages.ways": ANYBODY,
    "pages.forecast": ANYBODY,
    **dict.fromkeys(("pages.plan", "pages.checklist", "pages.what_if"), ANYBODY),
    "pages.verify_document": ANYBODY,
    "pages.progress": ANYBODY,
    "pages.ask_delete": ANYBODY,
    "pages.deleted": ANYBODY,
    **dict.fromkeys(("pages.public_lists", "pages.public_list", "pages.object", "pages.objection_receipt"), ANYBODY),
    "pages.privacy": ANYBODY,
    "pages.accessibility": ANYBODY,
    "pages.display": ANYBODY,
    **dict.fromkeys(("pages.feedback", "pages.feedback_given"), ANYBODY),
    "pages.consent": ANYBODY,
    "pages.sign_up": ANYBODY,
    "pages.sign_in": ANYBODY,
    "pages.new_start": ANYBODY,
    "pages.sign_out": OWN,
    "pages.renew_consent": OWN,
    "pages.electronic_service": OWN,
    "pages.counter_code": OWN,
    "pages.contact": OWN,
    "pages.contact_code": OWN,
    "pages.change_contact": OWN,
    "pages.end_authority": OWN,
    "pages.identity_service": OWN,
    "pages.identity_stated": OWN,
    "pages.account": OWN,
    "pages.messages": OWN,
    "pages.own_archive": OWN,
    "pages.personal_requests": OWN,
    "pages.own_files": OWN,
    "pages.own_file": OWN_FILES,
    **dict.fromkeys(("pages.own_letter", "pages.own_document", "pages.own_proof"), OWN_FILES),
    **dict.fromkeys(("pages.own_withdraw", "pages.own_objection", "pages.own_originals", "pages.own_revocation"), OWN_FILES),
    **dict.fromkeys(("pages.own_ask_review", "pages.own_review", "pages.own_review_file"), OWN_FILES),
    "pages.own_questions": OWN_FILES,
    "pages.own_supplement": OWN_FILES,
    "pages.own_supplement_item": OWN_FILES,
    "pages.own_supplement_family": OWN_FILES,
    "pages.own_supplement_member": OWN_FILES,
    "pages.own_supplement_remove_member": OWN_FILES,
    "pages.own_supplement_file": OWN_FILES,
    "pages.own_supplement_send": OWN_FILES,
    "pages.own_supplement_extend": OWN_FILES,
    "pages.own_evidence": OWN_FILES,
    "pages.own_remove_evidence": OWN_FILES,
    "pages.password": OWN,
    "pages.close_account": OWN,
    "pages.account_closed": ANYBODY,
    "pages.apply": OWN,
    "pages.for_others": OWN,
    "pages.prepared": OWN_FILES,
    "pages.prepared_file": OWN_FILES,
    "pages.send_back": OWN_FILES,
    "pages.draft_confirming": TYPED,
    "pages.draft_form": TYPED,
    "pages.draft": TYPED,
    "pages.draft_you": TYPED,
    "pages.draft_family": TYPED,
    "pages.draft_member": TYPED,
    "pages.draft_remove_member": TYPED,
    "pages.draft_answers": TYPED,
    "pages.draft_earlier": TYPED,
    "pages.draft_files": TYPED,
    "pages.draft_add_file": TYPED,
    "pages.draft_file": TYPED,
    "pages.draft_remove_file": TYPED,
    "pages.draft_office": TYPED,
    "pages.draft_statistics": TYPED,
    "pages.draft_check": TYPED,
    "pages.draft_submit": TYPED,
    "pages.draft_discard": TYPED,
    "pages.receipt": OWN_FILES,
    "static": ANYBODY,
    "healthz": ANYBODY,
    "readyz": ANYBODY,
    "security.login": ANYBODY,
    "security.logout": ANYBODY,  # of nobody it only leads on
    "security.two_factor_setup": PASSWORD_GIVEN,
    "security.two_factor_token_validation": PASSWORD_GIVEN,
    "security.change_password": STAFF,
}

API: Mapping[str, Access] = {
    "policies_v1.Policies": ANYBODY,
    "policies_v1.OnePolicy": ANYBODY,
    "policies_v1.Assessments": ANYBODY,
    "policies_v1.OfBatches": ANYBODY,
    "policies_v1.OfBounds": ANYBODY,
    "policies_v1.OfAdvice": ANYBODY,
    "policies_v1.OfForecast": ANYBODY,
    "policies_v1.OfNextQuestion": ANYBODY,
    **dict.fromkeys((f"agencies_v1.{kind}" for kind in ("School", "Housing", "Pension", "Medical")), BY_TOKEN),
    "api-docs.openapi_json": ANYBODY,
    "api_docs.page": ANYBODY,
    "api_docs.asset": ANYBODY,
}

ACCESS: Mapping[str, Access] = {**PAGES, **API, **CONSOLE}
_NOBODY = Access(frozenset())


def may_open(person: Officer | Holder | None, endpoint: str) -> bool:
    """Whether this person, or the public where it is None, may do the action *endpoint*; nobody what the table does not list."""
    row = ACCESS.get(endpoint, _NOBODY)
    match person:
        case Officer(roles=roles):
            return row.public or not roles.isdisjoint(row.roles)
        case Holder():
            return row.public or Role.APPLICANT in row.roles
        case None:
            return row.public
