"""What it means for the applicant that a round counts the application, or that it waits for one."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.deadlines import local_day
from scoring.application.rounds import Awaited, AwaitedRound, Counted
from scoring.pages.words import say_day


def say_awaited(awaited: Awaited) -> str:
    """Say what an approved application waits for before any list counts it, until when, and what comes then."""
    if awaited.name is None or awaited.window_until is None:
        first = _(
            "Your application meets the conditions. Places are limited, so that it is not decided before a round ranks it. The "
            "next round that takes it is not opened yet."
        )
    else:
        first = _(
            "Your application meets the conditions. Places are limited, so that it is not decided before it is ranked. It waits "
            "for %(name)s, in which applications are taken until %(day)s.",
            name=awaited.name,
            day=say_day(local_day(awaited.window_until)),
        )
    then = _(
        "After that the list of everybody who takes part is settled and ranked, and you are told whether you were selected. The "
        "time that the office has to decide waits until then. You need do nothing; whether you have a place is not known yet."
    )
    return f"{first} {then}"


def say_own_awaited(awaits: AwaitedRound) -> str:
    """Say to an applicant what an approved application waits for that no round counts."""
    if awaits.stage == "result":
        return _(
            "Places are limited. Your application is approved, but is not on the list of this round. Once the result is "
            "published, it is measured by the line of this round on a follow-up list: if it reaches the line, or by its rank gets "
            "a place that stayed free, you are selected too. You are told either way, and need do nothing."
        )
    if awaits.stage == "list":
        return _(
            "Your application goes on this follow-up list, once it is settled. It is measured by the line of the round that the "
            "list follows: if it reaches the line, or by its rank gets a place that stayed free, you are selected too; otherwise "
            "you get the notice with your points, the line and what you can do. You are told either way, and need do nothing."
        )
    return _(
        "The result of this round was published before your application was approved, or without it. It is measured by the "
        "line of this round on a follow-up list: if it reaches the line, or by its rank gets a place that stayed free, you are "
        "selected too; otherwise you get the notice with your points, the line and what you can do. You are told either way, and "
        "need do nothing."
    )


def say_counted(counted: Counted) -> str:
    """Say what it means that a round counts the application, and what comes next: no rank, which the notice alone tells."""
    if counted.outcome is not None:
        return _(
            "Your application was selected in this round. The office goes on with it and tells you each step. You need do nothing."
        )
    if counted.is_published:
        return _(
            "The result of this round is published. The office now carries it out: you are told what became of your application."
        )
    return _(
        "Places are limited. Your application is on the list of this round and is ranked with all others on it. Two people look at "
        "the result before it is published; nobody is told a rank before. You are then told whether you were selected, and "
        "otherwise your rank, the points of the last place and what you can do. Until then nothing of the application changes, "
        "and you need do nothing."
    )
