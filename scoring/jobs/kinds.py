"""Every kind of job there is, and which of them come round by themselves. Each calls one use case, with the moment of this edge."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from scoring.application.background import Schedule
from scoring.casework import watch_jobs
from scoring.casework.accept import accept_on_silence
from scoring.casework.close_round import close_round
from scoring.casework.dispose import dispose
from scoring.casework.erase_feedback import erase_feedback
from scoring.casework.escalate_overdue import escalate_overdue
from scoring.casework.escalate_requests import escalate_requests
from scoring.casework.escalate_reviews import escalate_reviews
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.expire_drafts import expire_drafts
from scoring.casework.index_awards import index_decisions
from scoring.casework.list_due import list_due
from scoring.casework.order_closings import order_closings
from scoring.casework.rank_round import rank_round
from scoring.casework.recompute_decisions import order_of_all, recompute_decisions
from scoring.casework.recompute_round import recompute_round, recompute_rounds
from scoring.casework.remind_originals import remind_originals
from scoring.casework.remind_questions import remind_questions
from scoring.casework.remind_settling import remind_settling
from scoring.casework.remind_supplements import remind_supplements
from scoring.casework.round_hindrances import hindrance_of
from scoring.casework.run_out_entitlements import run_out_entitlements
from scoring.casework.seal_document import seal_documents
from scoring.casework.seal_journal import seal_journal
from scoring.casework.sweep_evidence import sweep_evidence
from scoring.casework.verify_chains import verify_chains
from scoring.errors import PolicyChanged, PolicyUnknown, RoundChanged, Unranked
from scoring.jobs.desk import Desk, JobFailed, Progress, Work
from scoring.jobs.sending import send_notices
from scoring.jobs.webhooks import tell_agencies


def try_out(_desk: Desk, arguments: Mapping[str, Any], progress: Progress) -> None:
    """Count to `steps`, with a pause of `pause` milliseconds after each: shows that workers live and report."""
    steps, pause = int(arguments.get("steps", 5)), int(arguments.get("pause", 200))
    for step in range(steps):
        progress(step, steps, "counting")
        time.sleep(pause / 1000)
    progress(steps, steps, "counting")


def clean_up(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Delete what is old of background work and of attempts to sign in, and what was said about the service."""
    kept = timedelta(days=desk.settings.background.kept)
    watch_jobs.clean_up(desk.transaction, SCHEDULES, at=desk.clock.now(), kept=kept)
    erase_feedback(desk.transaction, desk.timing.retention, at=desk.clock.now())


def drop_drafts(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Warn of drafts that are near their end, and let those expire whose last day is over."""
    expire_drafts(desk.transaction, desk.timing.defaults, at=desk.clock.now())


def remind(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Remind applicants that what was asked for can soon no longer be handed in."""
    remind_supplements(desk.transaction, desk.timing.defaults, at=desk.clock.now())


def remind_of_questions(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Remind applicants that the last day to answer the office's questions is near."""
    remind_questions(desk.transaction, desk.timing.defaults, at=desk.clock.now())


def remind_of_settling(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Remind who is granted and not registered that the last day for it is near."""
    remind_settling(desk.transaction, desk.library(), desk.timing, at=desk.clock.now())


def remind_of_originals(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Remind applicants that the last day to show originals is near."""
    remind_originals(desk.transaction, desk.timing.defaults, at=desk.clock.now())


def take_as_accepted(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Accept what the office neither accepted nor asked about in time."""
    accept_on_silence(desk.transaction, desk.library(), desk.timing, at=desk.clock.now())


def notice_delays(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Notice terms of the office and of departments that ran out, and tell whom they keep waiting."""
    escalate_overdue(desk.transaction, desk.library(), desk.timing, at=desk.clock.now())
    escalate_requests(desk.transaction, at=desk.clock.now())
    escalate_reviews(desk.transaction, at=desk.clock.now())


def seal_issued(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Seal what was issued, where the office has a seal."""
    seal_documents(desk.transaction, desk.settings.seal, at=desk.clock.now(), font=desk.timing.issuing.font)


def sweep_files(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Delete contents of evidence that nothing holds any more."""
    sweep_evidence(EvidenceRoom(desk.transaction, desk.settings.evidence), at=desk.clock.now())


def run_out(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """End entitlements whose last day is over."""
    run_out_entitlements(desk.transaction, at=desk.clock.now())


def enter_decisions(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Enter decisions under the criteria that gave them points, where they were made before there was such an index."""
    index_decisions(desk.transaction)


def put_on_lists(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Put files whose retention is over on lists, for two people to approve."""
    list_due(desk.transaction, desk.timing.retention, at=desk.clock.now())


def carry_out(desk: Desk, arguments: Mapping[str, Any], progress: Progress) -> None:
    """Erase the files of an approved `list`."""
    for done, total in dispose(desk.transaction, desk.timing.retention, int(arguments["list"]), at=desk.clock.now()):
        progress(done, total, "erasing")


def rank(desk: Desk, arguments: Mapping[str, Any], progress: Progress) -> None:
    """Rank the settled list of a `round`."""
    try:
        for done, total in rank_round(desk.transaction, desk.library(), int(arguments["round"]), at=desk.clock.now()):
            progress(done, total, "ranking")
    except (PolicyChanged, PolicyUnknown, RoundChanged, Unranked) as error:  # trying again changes nothing
        raise JobFailed(error.code, hindrance_of(error), is_final=True) from error


def carry_out_round(desk: Desk, arguments: Mapping[str, Any], progress: Progress) -> None:
    """Carry out the published result of a `round`."""
    number, at = int(arguments["round"]), desk.clock.now()
    for done, total in close_round(desk.transaction, desk.library(), desk.timing, number, at=at):
        progress(done, total, "closing")


def go_on_closing(desk: Desk, _arguments: Mapping[str, Any], progress: Progress) -> None:
    """Order what is left of published rounds."""
    for done, total in order_closings(desk.transaction, at=desk.clock.now()):
        progress(done, total, "closing")


def verify_all(desk: Desk, _arguments: Mapping[str, Any], progress: Progress) -> None:
    """Verify every chain of the journal and of the log of reads."""
    for done, total in verify_chains(desk.transaction, at=desk.clock.now()):
        progress(done, total, "verifying")


def recompute(desk: Desk, arguments: Mapping[str, Any], progress: Progress) -> None:
    """Compute the decisions of the `recomputation` of that number again; without one, all there are and each published round."""
    at = desk.clock.now()
    number = int(arguments.get("recomputation") or order_of_all(desk.transaction, at=at))
    for done, total in recompute_decisions(desk.transaction, desk.library(), number, at=at):
        progress(done, total, "computing")
    if "recomputation" not in arguments:
        for done, total in recompute_rounds(desk.transaction, desk.library(), at=at):
            progress(done, total, "ranking")


def recompute_ranked(desk: Desk, arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Compute the published result of a `round` again, as its recomputation of number `turn`."""
    number, turn, by = int(arguments["round"]), int(arguments["turn"]), int(arguments["by"])
    recompute_round(desk.transaction, desk.library(), number, turn, at=desk.clock.now(), by=by)


def seal(desk: Desk, _arguments: Mapping[str, Any], _progress: Progress) -> None:
    """Seal what the journal holds since the last seal."""
    seal_journal(desk.transaction, at=desk.clock.now())


KINDS: Mapping[str, Work] = {
    "try_out": try_out,
    "send_notices": send_notices,
    "tell_agencies": tell_agencies,
    "expire_drafts": drop_drafts,
    "remind_supplements": remind,
    "remind_questions": remind_of_questions,
    "remind_settling": remind_of_settling,
    "remind_originals": remind_of_originals,
    "accept_on_silence": take_as_accepted,
    "escalate_overdue": notice_delays,
    "seal_documents": seal_issued,
    "run_out_entitlements": run_out,
    "recompute_decisions": recompute,
    "verify_chains": verify_all,
    "list_due": put_on_lists,
    "dispose": carry_out,
    "rank_round": rank,
    "close_round": carry_out_round,
    "order_closings": go_on_closing,
    "recompute_round": recompute_ranked,
    "index_decisions": enter_decisions,
    "seal_journal": seal,
    "clean_up": clean_up,
    "sweep_evidence": sweep_files,
}

SCHEDULES: tuple[Schedule, ...] = (
    Schedule("send_notices", timedelta(minutes=1)),
    Schedule("tell_agencies", timedelta(minutes=1)),
    Schedule("expire_drafts", timedelta(hours=1)),
    Schedule("remind_supplements", timedelta(hours=1)),
    Schedule("remind_questions", timedelta(hours=1)),
    Schedule("remind_settling", timedelta(hours=1)),
    Schedule("remind_originals", timedelta(hours=1)),
    Schedule("accept_on_silence", timedelta(minutes=10)),
    Schedule("escalate_overdue", timedelta(hours=1)),
    Schedule("seal_documents", timedelta(minutes=1)),
    Schedule("run_out_entitlements", timedelta(hours=1)),
    Schedule("clean_up", timedelta(hours=1)),
    Schedule("index_decisions", timedelta(days=1)),
    Schedule("recompute_decisions", timedelta(days=1)),
    Schedule("seal_journal", timedelta(days=1)),
    Schedule("verify_chains", timedelta(days=1)),
    Schedule("order_closings", timedelta(days=1)),
    Schedule("list_due", timedelta(days=1)),
    Schedule("sweep_evidence", timedelta(days=1)),
)
