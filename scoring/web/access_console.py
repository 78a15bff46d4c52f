"""Who may do what in the console: the rows of its pages and acts, a part of the table in `access`."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.officer import FILE_READERS, Role
from scoring.web.access_rows import ANYBODY, STAFF, Access, Reach, by, files

_DRAFT_READERS = by(Role.POLICY_STAFF, Role.AUDITOR)
_DRAFTERS = by(Role.POLICY_STAFF)
_POLICY_READERS = by(*FILE_READERS, Role.POLICY_STAFF)
_FILE_READERS = files(*FILE_READERS)
_REQUESTED = Access(frozenset({Role.DEPARTMENT}), Reach.OWN_DEPARTMENT)
_AT_COUNTER = by(Role.OFFICER, Role.SUPERVISOR)

_OF_AGENCIES = ("index", "new", "agency", "change", "token", "secret", "revoke", "close", "again")

CONSOLE: Mapping[str, Access] = {
    "home.index": STAFF,
    "home.static": ANYBODY,
    "applications.index": _FILE_READERS,
    "applications.file": _FILE_READERS,
    "applications.choose": by(Role.OFFICER),
    "applications.record": files(Role.OFFICER),
    "applications.accept": files(Role.OFFICER),
    "applications.ask_supplement": files(Role.OFFICER),
    "applications.abandon": files(Role.OFFICER),
    "applications.propose_not_accepting": files(Role.OFFICER),
    "applications.return_proposal": files(Role.SUPERVISOR),
    "applications.not_accept": files(Role.SUPERVISOR),
    "applications.amend": files(Role.OFFICER),
    "applications.add_evidence": files(Role.OFFICER),
    "applications.remove_evidence": files(Role.OFFICER),
    **dict.fromkeys(("applications.letter", "applications.document"), _FILE_READERS),
    "applications.service_proof": _FILE_READERS,
    "applications.serve": files(Role.OFFICER),
    "applications.correct_service": files(Role.SUPERVISOR),
    "applications.evidence": _FILE_READERS,
    "applications.evidence_page": _FILE_READERS,
    "applications.evidence_file": _FILE_READERS,
    "applications.recommend": files(Role.OFFICER),
    "applications.decide": files(Role.SUPERVISOR),
    "applications.adjust": files(Role.OFFICER),
    "applications.register": files(Role.OFFICER),
    "applications.erase": files(Role.SUPERVISOR),
    "applications.lapse": files(Role.SUPERVISOR),
    "applications.hold": files(Role.SUPERVISOR),
    "counter.index": _AT_COUNTER,
    "counter.verify": by(Role.OFFICER),
    "counter.correct": by(Role.SUPERVISOR),
    "counter.new_start": by(Role.OFFICER),
    "applications.reveal": _FILE_READERS,
    "applications.verify": _FILE_READERS,
    "applications.claim_next": files(Role.OFFICER),
    "applications.claim": files(Role.OFFICER),
    "applications.give_back": files(Role.OFFICER),
    "applications.release": files(Role.SUPERVISOR),
    "applications.assign": files(Role.SUPERVISOR),
    "applications.declare": files(Role.OFFICER, Role.SUPERVISOR),
    "applications.close_flag": files(Role.OFFICER, Role.SUPERVISOR),
    "applications.note": files(Role.OFFICER, Role.SUPERVISOR),
    "applications.ask_departments": files(Role.OFFICER),
    "applications.ask_questions": files(Role.OFFICER),
    "applications.contest_answer": files(Role.OFFICER),
    "applications.withdraw_request": files(Role.OFFICER),
    **dict.fromkeys(("requests.index", "requests.answer", "requests.decline", "requests.batch"), _REQUESTED),
    **dict.fromkeys(("requests.batch_file", "requests.import_answers", "requests.bad_rows"), _REQUESTED),
    "counter.authorize": by(Role.OFFICER),
    "counter.authorities": by(Role.OFFICER),
    "counter.end": by(Role.OFFICER),
    "counter.prepare": by(Role.OFFICER),
    "counter.take_form": by(Role.OFFICER),
    **dict.fromkeys(("publicity.index", "publicity.published"), _FILE_READERS),
    "applications.objection": _FILE_READERS,
    "applications.record_objection": files(Role.OFFICER, Role.SUPERVISOR),
    "publicity.new": files(Role.SUPERVISOR, Role.HEAD),
    "decisions.index": _FILE_READERS,
    "decisions.decision": _FILE_READERS,
    "decisions.reveal": _FILE_READERS,
    "decisions.proof": _FILE_READERS,
    "unserved.index": _FILE_READERS,
    **dict.fromkeys(("entitlements.index", "entitlements.person"), _FILE_READERS),
    "entitlements.turn": files(Role.SUPERVISOR),
    "policies.index": _POLICY_READERS,
    "policies.policy": _POLICY_READERS,
    "drafts.index": _DRAFT_READERS,
    "drafts.draft": _DRAFT_READERS,
    "drafts.new": _DRAFTERS,
    "drafts.submit": _DRAFTERS,
    "drafts.withdraw": _DRAFTERS,
    "drafts.publish": _DRAFTERS,
    **dict.fromkeys(
        ("audit.index", "audit.sheet", "audit.recomputations", "audit.recomputation", "audit.reveals"), files(Role.AUDITOR)
    ),
    **dict.fromkeys(("disposals.index", "disposals.disposal"), files(Role.SUPERVISOR, Role.AUDITOR)),
    "disposals.approve": files(Role.SUPERVISOR),
    "audit.export": files(Role.AUDITOR),
    **dict.fromkeys(("audit.samples", "audit.sample", "audit.finding", "audit.close_sample"), files(Role.AUDITOR)),
    "decisions.recompute": files(Role.AUDITOR),
    "journal.index_view": files(Role.AUDITOR),
    "journal.verify": by(Role.AUDITOR),
    "access_log.index": files(Role.AUDITOR),
    "accounts.index_view": by(Role.ADMINISTRATOR),
    "accounts.reset_factor": by(Role.ADMINISTRATOR),
    "accounts.identify": by(Role.ADMINISTRATOR),
    "accounts.department": by(Role.ADMINISTRATOR),
    **dict.fromkeys((f"agencies.{page}" for page in _OF_AGENCIES), by(Role.ADMINISTRATOR)),
    "background.index": by(Role.ADMINISTRATOR),
    "background.try_out": by(Role.ADMINISTRATOR),
    "background.revive": by(Role.ADMINISTRATOR),
    "background.cancel": by(Role.ADMINISTRATOR),
    "background.retry": by(Role.ADMINISTRATOR),
}
