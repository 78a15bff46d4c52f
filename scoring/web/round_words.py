"""What is said where something cannot be done since places are limited: about a round, or a file that one counts."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_rounds(why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    match why:
        case "not_counted":
            return (
                _("A round counts the file"),
                _("The file is ranked in a round, and nothing of it changes until that is over. Nothing was changed."),
                _("Take it out of the round first, with reasons, or wait for the result."),
            )
        case "whole_round":
            return (
                _("A round is for all offices"),
                _(
                    "It is held for every file of its rules, and some lie with offices whose files you do not see. Nothing was "
                    "changed."
                ),
                _(
                    "Ask a supervisor of the office above them all, or one who belongs to no single office. You can read how it "
                    "stands."
                ),
            )
        case "unpublished":
            return (
                _("This round cannot be cancelled as it stands"),
                _("Somebody agreed to its result, it is published, or it is cancelled already. Nothing was changed."),
                _("Have a second person give the result back first. What is published is not taken back."),
            )
        case _:
            return (
                _("Nothing here waits for this"),
                _("No round counts the file, or the round stands elsewhere by now. Nothing was changed."),
                _("Open the page of rounds, and see where it stands."),
            )


def words_of_admission() -> tuple[str, str, str]:
    """Say of what no round admitted yet title, what happened, next step."""
    return (
        _("No round admitted it yet"),
        _("Places are limited under these rules, and the file goes on once the result of a round admits it. Nothing was changed."),
        _("Open the page of rounds, and see where its round stands."),
    )


def words_of_window() -> tuple[str, str, str]:
    """Say of a list that is settled too early title, what happened, next step."""
    return (
        _("The window of the round is open"),
        _("The list of a round is settled once its window is over. Nothing was changed."),
        _("Settle it then."),
    )
