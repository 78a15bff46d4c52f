"""The words of the console for rounds."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from scoring.application.audit import Again
from scoring.application.rounds import AwaitedRound, Place, RoundStage
from scoring.web.round_refusal_words import say_changed, say_why_unranked

STAGE_COLOURS = {
    RoundStage.OPEN: "yellow",
    RoundStage.FROZEN: "orange",
    RoundStage.RANKED: "blue",
    RoundStage.HELD: "purple",
    RoundStage.PUBLISHED: "turquoise",
    RoundStage.CLOSED: "green",
    RoundStage.CANCELLED: "grey",
}


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(
        say_round_stage=say_round_stage,
        round_stage_colour=STAGE_COLOURS.get,
        say_ties=say_ties,
        say_place=say_place,
        say_awaited=say_awaited,
        say_round_again=say_round_again,
        say_round_changed=say_changed,
        say_why_unranked=say_why_unranked,
    )


def acts() -> dict[str, str]:
    """Name the acts in the journal."""
    return {
        "open_round": _("Round opened"),
        "cancel_round": _("Round cancelled"),
        "open_follow_up": _("Follow-up list opened"),
        "freeze_round": _("List of the round settled"),
        "order_ranking": _("Ranking ordered"),
        "rank_round": _("Round ranked"),
        "hold_round": _("First person agreed to the result"),
        "return_round": _("Result given back"),
        "publish_round": _("Result of the round published"),
        "order_recompute_round": _("Round to be computed again"),
        "recompute_round": _("Round computed again"),
        "take_out": _("Taken out of the round"),
        "admit": _("Selected"),
        "not_select": _("Not selected"),
    }


def jobs() -> dict[str, str]:
    """Name the jobs."""
    return {
        "rank_round": _("Rank the list of a round"),
        "close_round": _("Carry out the result of a round"),
        "recompute_round": _("Compute the result of a round again"),
        "order_closings": _("Go on carrying out published rounds"),
    }


def say_round_stage(stage: RoundStage) -> str:
    """Say where a round stands."""
    return {
        RoundStage.OPEN: _("Open: applications are handled"),
        RoundStage.FROZEN: _("List settled, to be ranked"),
        RoundStage.RANKED: _("Ranked, waits for a first person"),
        RoundStage.HELD: _("Waits for a second person"),
        RoundStage.PUBLISHED: _("Published, being carried out"),
        RoundStage.CLOSED: _("Closed"),
        RoundStage.CANCELLED: _("Cancelled"),
    }[stage]


def say_awaited(awaits: AwaitedRound) -> str:
    """Say what an approved application waits for that no round counts."""
    match awaits.stage:
        case "list":
            return _("It will stand on the list of %(name)s, once that is settled.", name=awaits.name)
        case "result":
            return _(
                "It is not on the list of %(name)s. Once that result is published, a follow-up list measures it by the line there.",
                name=awaits.name,
            )
        case _:
            return _("A supervisor opens a follow-up list, which measures it by the line of %(name)s.", name=awaits.name)


def say_ties(ties: str) -> str:
    """Say what becomes of a tie at the cut-off."""
    return {
        "admit_all": _("Everybody tied at the last place is selected"),
        "admit_none": _("Where a tie at the last place exceeds the places, nobody tied is selected"),
        "draw_line": _("Where a tie at the last place exceeds the places, a further rule of the office draws"),
    }[ties]


def say_round_again(again: Again) -> tuple[str, str]:
    """Say what came of computing a published result again, and in which colour."""
    return {
        "equal": (_("Equal"), "green"),
        "unequal": (_("Not equal"), "red"),
        "erased": (_("Cannot be computed: a file of the round is erased"), "grey"),
        "refused": (_("Refused: the rules are not here, or an application does not come out as it was approved"), "red"),
        "unreadable": (_("Unreadable: what is kept was changed"), "red"),
    }[again]


def say_place(place: Place) -> tuple[str, str]:
    """Say what the result says of an application, and in which colour."""
    return {
        Place.ADMITTED: (_("Selected"), "green"),
        Place.OUTSIDE: (_("Selected without points"), "green"),
        Place.UNDECIDED: (_("Tied at the line"), "orange"),
        Place.NOT_SELECTED: (_("Not selected"), "grey"),
    }[place]
