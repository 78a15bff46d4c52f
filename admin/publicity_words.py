"""The words of the console for public lists."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from scoring.application.publication import Stage
from scoring.application.publicity import Measure

STAGE_COLOURS = {Stage.AHEAD: "yellow", Stage.OPEN: "blue", Stage.OVER: "grey"}


def acts() -> dict[str, str]:
    """Name the acts of lists."""
    return {
        "propose_list": _("Public list proposed"),
        "publish_list": _("Public list published"),
    }


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(say_stage=say_stage, stage_colour=STAGE_COLOURS.get, say_share=say_share)


def say_stage(stage: Stage) -> str:
    """Name where a list stands."""
    return {"ahead": _("Not open yet"), "open": _("Open"), "over": _("Over")}[stage]


def say_share(measured: Measure) -> str:
    """Say of how many people an outsider finds the line, in numbers and per cent."""
    share = round(100 * measured.alone / measured.lines) if measured.lines else 0
    return _("%(alone)d of %(lines)d lines (%(share)d %%)", alone=measured.alone, lines=measured.lines, share=share)
