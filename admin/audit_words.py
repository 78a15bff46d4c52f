"""The words of the console for what auditors do."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from admin import disposal_words
from scoring.application.audit import Again


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(say_again=say_again, say_verdict_of_sample=say_verdict_of_sample)


def acts() -> dict[str, str]:
    """Name the acts of auditors and of erasure by term, as the journal knows them."""
    return {
        **disposal_words.acts(),
        "order_recompute": _("Recomputation ordered"),
        "recompute": _("Decisions computed again"),
        "export_journal": _("Period of the journal taken away as a file"),
        "verify_chains": _("Every chain verified"),
        "draw_sample": _("Sample drawn"),
        "find_in_sample": _("Finding of a sample written down"),
        "close_sample": _("Sample closed"),
    }


def pages() -> dict[str, str]:
    """Name the pages of auditors, as the log of reads knows them."""
    return {
        "decisions.recompute": _("Decision, computed again"),
        "audit.index": _("Decisions, searched by an auditor"),
        "audit.sheet": _("Decisions, fetched as a sheet by an auditor"),
        "audit.reveals": _("Names shown in full, the list"),
        "audit.export_period": _("Period of the journal as a file"),
        "audit.samples": _("Samples of decisions, the list"),
        "audit.sample": _("Sample of decisions"),
        "audit.finding": _("Sample of decisions, what was found of one"),
        "audit.close_sample": _("Sample of decisions, to close it"),
        "audit.recomputations": _("What was computed again, the list"),
        "audit.recomputation": _("What was computed again"),
    }


def say_verdict_of_sample(verdict: str) -> str:
    """Say what an auditor found of a decision."""
    return {"": _("Not looked at yet"), "in_order": _("In order"), "not_in_order": _("Not in order")}[verdict]


def say_again(again: Again) -> str:
    """Say what came of computing a decision again."""
    return {
        "equal": _("Equal"),
        "unequal": _("Not equal"),
        "erased": _("Erased"),
        "refused": _("Refused"),
        "unreadable": _("Unreadable"),
    }[again]
