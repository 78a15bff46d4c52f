"""The words of the console for public lists and objections."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask_babel import gettext as _

from scoring.application.objection import Objection, Step, StepKind
from scoring.application.publication import Stage
from scoring.application.publicity import Measure
from scoring.web.refusal_words import Remedies

STAGE_COLOURS = {Stage.AHEAD: "yellow", Stage.OPEN: "blue", Stage.OVER: "grey"}


def acts() -> dict[str, str]:
    """Name the acts of lists and objections."""
    return {
        "propose_list": _("Public list proposed"),
        "publish_list": _("Public list published"),
        "object": _("Objection received"),
        "tell_objection": _("Applicant told of an objection"),
        "answer_objection": _("Applicant answered an objection"),
        "record_hearing": _("Applicant heard about an objection"),
        "dismiss_objection": _("Objection dismissed"),
        "propose_upholding": _("Upholding an objection proposed"),
        "return_upholding": _("Proposal to uphold returned"),
        "uphold_in_part": _("Objection upheld in part"),
        "uphold": _("Objection upheld, refused"),
    }


def pages() -> dict[str, str]:
    """Name the pages in the log of reads."""
    return {
        "publicity.index": _("Public lists and open objections"),
        "publicity.new": _("Preview of a public list"),
        "publicity.published": _("Public list, as published"),
        "applications.objection": _("Objection to a file"),
        "applications.record_objection": _("File, to record an objection"),
    }


def objection_acts() -> dict[str, str]:
    """Name what can be done about an objection, by what the form sends."""
    return {
        "tell": _("Tell the applicant what is objected"),
        "hear": _("Record what the applicant said at the counter"),
        "dismiss": _("Dismiss the objection"),
        "propose_part": _("Propose to uphold it in part: the file is looked at again"),
        "propose_whole": _("Propose to uphold it: the application is refused"),
        "return": _("Return the proposal to the supervisors"),
        "uphold_in_part": _("Uphold it in part, as proposed"),
        "uphold": _("Uphold it and refuse the application, as proposed"),
    }


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        say_stage=say_stage,
        stage_colour=STAGE_COLOURS.get,
        say_share=say_share,
        objection_state=objection_state,
        say_objection_step=say_objection_step,
    )


def say_stage(stage: Stage) -> str:
    """Name where a list stands."""
    return {"ahead": _("Not open yet"), "open": _("Open"), "over": _("Over")}[stage]


def say_share(measured: Measure) -> str:
    """Say of how many people an outsider finds the line, in numbers and per cent."""
    share = round(100 * measured.alone / measured.lines) if measured.lines else 0
    return _("%(alone)d of %(lines)d lines (%(share)d %%)", alone=measured.alone, lines=measured.lines, share=share)


def objection_state(objection: Objection, today: date) -> tuple[str, str]:
    """Say where an objection stands, and the colour of its tag."""
    if objection.closing is not None:
        return say_objection_step(objection.closing), "grey"
    if objection.is_overdue(today):
        return _("Overdue"), "red"
    if objection.proposal is not None:
        return _("Waits for the head"), "purple"
    if objection.told is not None and not objection.is_heard(today):
        return _("Waits for the applicant"), "yellow"
    return _("To be looked into"), "blue"


def say_objection_step(step: Step) -> str:
    """Name a step."""
    return {
        StepKind.TOLD: _("The applicant was told"),
        StepKind.ANSWERED: _("The applicant answered"),
        StepKind.PROPOSED: _("Proposed to uphold it") if step.extent == "whole" else _("Proposed to uphold it in part"),
        StepKind.RETURNED: _("The proposal was returned"),
        StepKind.DISMISSED: _("Dismissed"),
        StepKind.IN_PART: _("Upheld in part"),
        StepKind.UPHELD: _("Upheld"),
        StepKind.OVERTAKEN: _("Closed with another one"),
    }[step.kind]


REMEDIES: Remedies = (
    (r"Sign the objection: .*", lambda: _("An objection that nobody signs is not looked into.")),
    (r"Give your name as it .*", lambda: _("Give the name as it stands on the identity card.")),
    (r"Say what is wrong, and how .*", lambda: _("Say what is wrong, and how it is known.")),
    (
        r"Say in your own words what is objected.*",
        lambda: _("Say in your own words what is objected, without a hint at who objects."),
    ),
    (r"Write what the applicant said.*", lambda: _("Write what the applicant said, when and where.")),
    (r"Say what was looked into, .*", lambda: _("Say what was looked into, and why the objection does not hold.")),
    (r"Say what was found, .*", lambda: _("Say what was found, and what follows from it.")),
    (r"Say what is to be looked into .*", lambda: _("Say what is to be looked into once more.")),
    (r"Say what holds of .*", lambda: _("Say what holds of the objection, and what is to be looked at again.")),
    (r"(\S+) is over\. Choose today.*", lambda day: _("%(day)s is over. Choose today or a day to come.", day=day)),
    (
        r"Neither these rules nor the office say for how long.*",
        lambda: _("Neither rules nor office say for how long a list is public."),
    ),
)
