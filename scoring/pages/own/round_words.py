"""What it means for the applicant that a round counts the application."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.rounds import Counted


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
