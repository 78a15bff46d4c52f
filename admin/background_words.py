"""The words of the console for background work: what jobs do, where they stand, what went wrong."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from admin import round_words
from scoring.application.background import JobState

JOB_COLOURS = {
    JobState.QUEUED: "yellow",
    JobState.RUNNING: "blue",
    JobState.DONE: "green",
    JobState.FAILED: "red",
    JobState.CANCELLED: "grey",
}


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(
        say_job=say_job,
        say_job_state=say_job_state,
        job_colour=JOB_COLOURS.get,
        say_step=say_step,
        say_job_error=say_job_error,
        say_every=say_every,
    )


def say_job(kind: str) -> str:
    """Name what a job does."""
    return {
        "try_out": _("Try the workers"),
        "send_notices": _("Send notices to applicants"),
        "expire_drafts": _("Let old drafts expire"),
        "remind_supplements": _("Remind of supplements"),
        "seal_documents": _("Seal what was issued"),
        "remind_questions": _("Remind of questions"),
        "remind_settling": _("Remind of registration"),
        "remind_originals": _("Remind of originals to be shown"),
        "accept_on_silence": _("Accept where the office kept silent"),
        "escalate_overdue": _("Notice what is overdue, and tell applicants"),
        "seal_journal": _("Seal the journal"),
        "list_due": _("List files that are due for erasure"),
        "dispose": _("Erase the files of an approved list"),
        "verify_chains": _("Verify every chain"),
        "index_decisions": _("Enter decisions under what gave them points"),
        "recompute_decisions": _("Compute decisions again"),
        "clean_up": _("Clear away what is old"),
        "tell_agencies": _("Tell agencies what begins and ends"),
        "run_out_entitlements": _("End entitlements whose last day is over"),
        "sweep_evidence": _("Delete files that nothing holds"),
        **round_words.jobs(),
    }.get(kind, kind)


def job_acts() -> dict[str, str]:
    """Name the acts of administrators on background work and on keys, as the journal knows them."""
    return {
        "queue_job": _("Background job ordered"),
        "cancel_job": _("Background job cancelled"),
        "retry_job": _("Background job tried again"),
        "revive_dead": _("Undelivered notices sent again"),
        "begin_rotation": _("Rewrapping under a new master key begun"),
        "rotate_keys": _("Every data key rewrapped under a new master key"),
    }


def say_job_state(state: JobState) -> str:
    """Name where a job stands."""
    return {
        "queued": _("Waiting"),
        "running": _("Running"),
        "done": _("Done"),
        "failed": _("Failed"),
        "cancelled": _("Cancelled"),
    }[state]


def say_step(step: str) -> str:
    """Name what a job is at."""
    return {
        "counting": _("counting"),
        "sending": _("sending"),
        "computing": _("computing"),
        "verifying": _("verifying"),
        "erasing": _("erasing"),
        "ranking": _("ranking"),
        "closing": _("closing"),
    }.get(step, step)


def say_job_error(code: str) -> str:
    """Say why a job failed."""
    return {
        "worker_lost": _("The process that did it ended without a word"),
        "kind_unknown": _("This version does not know this kind of work"),
        "fault": _("A fault of the program"),
    }.get(code, code)


def say_every(every: timedelta) -> str:
    """Say how often work comes round."""
    minutes = every // timedelta(minutes=1)
    if minutes % 60:
        return str(ngettext("every minute", "every %(num)d minutes", minutes))
    return str(ngettext("every hour", "every %(num)d hours", minutes // 60))
