"""What is said to an officer who may not act on a round, or not as it stands."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_rounds(why: str) -> tuple[str, str, str]:
    """Say a guard of rounds: title, what happened, next step."""
    if why == "whole_round":
        return (
            _("A round is for all offices"),
            _("It is held for every file of its rules, and some lie with offices whose files you do not see. Nothing was changed."),
            _("Ask a supervisor of the office above them all, or one who belongs to no single office. You can read how it stands."),
        )
    return (
        _("This round cannot be cancelled as it stands"),
        _("Somebody agreed to its result, it is published, or it is cancelled already. Nothing was changed."),
        _("Have a second person give the result back first. What is published is not taken back."),
    )
