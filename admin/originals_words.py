"""The words of the console for originals that are shown once a grant is approved."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask_babel import gettext as _

from scoring.application.originals import OriginalsStep, Summons
from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts in the journal."""
    return {
        "summon_originals": _("Summoned to show originals"),
        "remind_originals": _("Reminded to show originals"),
        "see_originals": _("Originals shown"),
        "ask_cause": _("Asked why nobody came"),
        "give_cause": _("Applicant gave a cause"),
        "record_cause": _("Cause recorded"),
        "propose_forfeit": _("Forfeiture proposed"),
        "return_forfeit": _("Proposed forfeiture returned"),
        "forfeit": _("Forfeited"),
    }


def choices() -> dict[str, str]:
    """Name what can be done, by what the form sends."""
    return {
        "summon": _("Summon the applicant to show the originals"),
        "seen": _("Record that the originals were shown and match"),
        "not_matching": _("Record what did not match"),
        "remind": _("Record a reminder by telephone or by post"),
        "ask": _("Ask why nobody came"),
        "cause": _("Record the cause that the applicant gave"),
        "propose": _("Propose to take the application as forfeited"),
        "return": _("Return the proposal to the officers"),
        "forfeit": _("Take the application as forfeited, as proposed"),
    }


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(say_originals_step=say_originals_step, originals_state=originals_state)


def say_originals_step(step: OriginalsStep) -> str:
    """Name a step."""
    return {
        "reminded": _("Reminded"),
        "seen": _("Originals seen, they match"),
        "not_matching": _("Originals do not match"),
        "asked": _("Asked why nobody came"),
        "cause": _("Cause given"),
        "proposed": _("Forfeiture proposed"),
        "returned": _("Proposal returned"),
        "forfeited": _("Forfeited"),
    }[step.kind.value]


def originals_state(summons: Summons | None, today: date) -> tuple[str, str]:
    """Say where it stands, and in which colour."""
    if summons is None:
        return _("Nobody is summoned yet"), "yellow"
    if summons.is_seen:
        return _("Seen"), "green"
    if summons.mismatch is not None:
        return _("They do not match: a supervisor returns the file"), "orange"
    if summons.steps and summons.steps[-1].kind.value == "forfeited":
        return _("Forfeited"), "grey"
    if summons.proposal is not None:
        return _("Forfeiture proposed"), "purple"
    if summons.is_missed(today):
        return _("Nobody came"), "red"
    return _("Waited for"), "blue"


REMEDIES: Remedies = (
    (r"Say where the originals are shown.*", lambda: _("Say where the originals are shown: the office, its address, its hours.")),
    (r"Say how the person was reminded, and.*", lambda: _("Say how the person was reminded, and what proves it.")),
    (
        r"Give the day on which it was shown, from (\S+), the day of the summons, to (\S+)\.",
        lambda since, today: _(
            "Give the day on which it was shown, from %(since)s, the day of the summons, to %(today)s.", since=since, today=today
        ),
    ),
    (r"Say where which documents were seen.*", lambda: _("Say where which documents were seen, or what did not match.")),
    (r"Ask why nobody came, and.*", lambda: _("Ask why nobody came, and say what follows where no cause is given.")),
    (
        r"Say how the person was summoned and.*",
        lambda: _("Say how the person was summoned and reminded, and why the cause does not excuse it."),
    ),
)
