"""Who may do what: role × action × office, the whole product in one table. What does not stand here is denied to everybody.

An action is an endpoint of pages, API or console. The console asks `may_open` before every page; what is for `ANYBODY` asks
nobody. Where a row says `OWN_OFFICE`, the query itself leaves out every file outside the office of the person and those below
it (`casework.scope`), so that such a file is answered as one that does not exist. No row gives a file to who is not in
`FILE_READERS`. What is `OWN` is of the signed-in applicant alone: no address names it, so that nobody can ask for another's.
Where a row says `TYPED` also an officer opens it, for what they fill in themselves at the counter.
Where a row says `OWN_FILES` an address names a file, and the query finds it by the account alone (`casework.own`): another's is
answered as one that does not exist. Where a row says `OWN_DEPARTMENT` the query finds a request by the department alone
(`casework.requests`): another department's is answered as one that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scoring.application.holder import Holder
from scoring.application.officer import FILE_READERS, SIGNING_IN, Officer, Role


class Reach(StrEnum):
    """Whose an action touches."""

    NO_FILE = "no_file"
    OWN_OFFICE = "own_office"  # of the own office and those below it; of the whole installation where the account has no office
    OWN_DEPARTMENT = "own_department"  # what the own department is asked about files, and nothing else of them
    OWN = "own"  # of the applicant who is signed in
    OWN_FILES = "own_files"  # of the applicant who is signed in: drafts and applications of the own account


@dataclass(frozen=True, slots=True)
class Access:
    """One row: who may do it, and to whose files. `public` is for everybody, signed in or not."""

    roles: frozenset[Role]
    reach: Reach = Reach.NO_FILE
    public: bool = False


def _by(*roles: Role) -> Access:
    return Access(frozenset(roles))


def _files(*roles: Role) -> Access:
    return Access(frozenset(roles), Reach.OWN_OFFICE)


ANYBODY = Access(frozenset(Role), public=True)
STAFF = Access(SIGNING_IN)  # an agency comes with a token and never signs in
OWN = Access(frozenset({Role.APPLICANT}), Reach.OWN)
OWN_FILES = Access(frozenset({Role.APPLICANT}), Reach.OWN_FILES)
TYPED = Access(frozenset({Role.APPLICANT, Role.OFFICER}), Reach.OWN_FILES)  # of the own account: what it fills in itself
PASSWORD_GIVEN = Access(frozenset())  # the second step of signing in: of nobody who is signed in, or has not begun to
_DRAFT_READERS = _by(Role.POLICY_STAFF, Role.AUDITOR)
_DRAFTERS = _by(Role.POLICY_STAFF)
_POLICY_READERS = _by(*FILE_READERS, Role.POLICY_STAFF)
_FILE_READERS = _files(*FILE_READERS)
_REQUESTED = Access(frozenset({Role.DEPARTMENT}), Reach.OWN_DEPARTMENT)
_AT_COUNTER = _by(Role.OFFICER, Role.SUPERVISOR)

PAGES: Mapping[str, Access] = {
    "pages.root": ANYBODY,
    "pages.start": ANYBODY,
    "pages.scheme": ANYBODY,
    "pages.current": ANYBODY,
    "pages.check": ANYBODY,
    "pages.questions": ANYBODY,
    "pages.answers": ANYBODY,
    "pages.result": ANYBODY,
    "pages.ways": ANYBODY,
    "pages.forecast": ANYBODY,
    "pages.ask_delete": ANYBODY,
    "pages.deleted": ANYBODY,
    "pages.privacy": ANYBODY,
    "pages.accessibility": ANYBODY,
    "pages.consent": ANYBODY,
    "pages.sign_up": ANYBODY,
    "pages.sign_in": ANYBODY,
    "pages.new_start": ANYBODY,
    "pages.sign_out": OWN,
    "pages.renew_consent": OWN,
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
    "pages.own_files": OWN,
    "pages.own_file": OWN_FILES,
    **dict.fromkeys(("pages.own_letter", "pages.own_document"), OWN_FILES),
    "pages.own_withdraw": OWN_FILES,
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
    "policies_v1.OfBounds": ANYBODY,
    "policies_v1.OfAdvice": ANYBODY,
    "policies_v1.OfForecast": ANYBODY,
    "policies_v1.OfNextQuestion": ANYBODY,
    "api-docs.openapi_json": ANYBODY,
    "api_docs.page": ANYBODY,
    "api_docs.asset": ANYBODY,
}

CONSOLE: Mapping[str, Access] = {
    "home.index": STAFF,
    "home.static": ANYBODY,
    "applications.index": _FILE_READERS,
    "applications.file": _FILE_READERS,
    "applications.choose": _by(Role.OFFICER),
    "applications.record": _files(Role.OFFICER),
    "applications.accept": _files(Role.OFFICER),
    "applications.ask_supplement": _files(Role.OFFICER),
    "applications.abandon": _files(Role.OFFICER),
    "applications.propose_not_accepting": _files(Role.OFFICER),
    "applications.return_proposal": _files(Role.SUPERVISOR),
    "applications.not_accept": _files(Role.SUPERVISOR),
    "applications.amend": _files(Role.OFFICER),
    "applications.add_evidence": _files(Role.OFFICER),
    "applications.remove_evidence": _files(Role.OFFICER),
    **dict.fromkeys(("applications.letter", "applications.document"), _FILE_READERS),
    "applications.evidence": _FILE_READERS,
    "applications.evidence_page": _FILE_READERS,
    "applications.evidence_file": _FILE_READERS,
    "applications.recommend": _files(Role.OFFICER),
    "applications.decide": _files(Role.SUPERVISOR),
    "applications.adjust": _files(Role.OFFICER),
    "applications.register": _files(Role.OFFICER),
    "applications.erase": _files(Role.SUPERVISOR),
    "applications.lapse": _files(Role.SUPERVISOR),
    "applications.hold": _files(Role.SUPERVISOR),
    "counter.index": _AT_COUNTER,
    "counter.verify": _by(Role.OFFICER),
    "counter.correct": _by(Role.SUPERVISOR),
    "counter.new_start": _by(Role.OFFICER),
    "applications.reveal": _FILE_READERS,
    "applications.verify": _FILE_READERS,
    "applications.claim_next": _files(Role.OFFICER),
    "applications.claim": _files(Role.OFFICER),
    "applications.give_back": _files(Role.OFFICER),
    "applications.release": _files(Role.SUPERVISOR),
    "applications.assign": _files(Role.SUPERVISOR),
    "applications.declare": _files(Role.OFFICER, Role.SUPERVISOR),
    "applications.close_flag": _files(Role.OFFICER, Role.SUPERVISOR),
    "applications.note": _files(Role.OFFICER, Role.SUPERVISOR),
    "applications.ask_departments": _files(Role.OFFICER),
    "applications.ask_questions": _files(Role.OFFICER),
    "applications.contest_answer": _files(Role.OFFICER),
    "applications.withdraw_request": _files(Role.OFFICER),
    **dict.fromkeys(("requests.index", "requests.answer", "requests.decline", "requests.batch"), _REQUESTED),
    **dict.fromkeys(("requests.batch_file", "requests.import_answers", "requests.bad_rows"), _REQUESTED),
    "counter.authorize": _by(Role.OFFICER),
    "counter.authorities": _by(Role.OFFICER),
    "counter.end": _by(Role.OFFICER),
    "counter.prepare": _by(Role.OFFICER),
    "counter.take_form": _by(Role.OFFICER),
    "decisions.index": _FILE_READERS,
    "decisions.decision": _FILE_READERS,
    "decisions.reveal": _FILE_READERS,
    "entitlements.index": _FILE_READERS,
    "policies.index": _POLICY_READERS,
    "policies.policy": _POLICY_READERS,
    "drafts.index": _DRAFT_READERS,
    "drafts.draft": _DRAFT_READERS,
    "drafts.new": _DRAFTERS,
    "drafts.submit": _DRAFTERS,
    "drafts.withdraw": _DRAFTERS,
    "drafts.publish": _DRAFTERS,
    "journal.index_view": _files(Role.AUDITOR),
    "journal.verify": _by(Role.AUDITOR),
    "access_log.index": _files(Role.AUDITOR),
    "accounts.index_view": _by(Role.ADMINISTRATOR),
    "accounts.reset_factor": _by(Role.ADMINISTRATOR),
    "accounts.identify": _by(Role.ADMINISTRATOR),
    "accounts.department": _by(Role.ADMINISTRATOR),
    "background.index": _by(Role.ADMINISTRATOR),
    "background.try_out": _by(Role.ADMINISTRATOR),
    "background.revive": _by(Role.ADMINISTRATOR),
    "background.cancel": _by(Role.ADMINISTRATOR),
    "background.retry": _by(Role.ADMINISTRATOR),
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
