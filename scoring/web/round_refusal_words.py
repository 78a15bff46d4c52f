"""What is said to an officer who may not act on a round, or not as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from scoring.errors import RoundChanged, Unranked


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


def words_of_ranking(error: RoundChanged | Unranked) -> tuple[str, str, str]:
    """Say why a round is not ranked: title, what happened, next step."""
    match error:
        case RoundChanged(differs=differs):
            return say_changed(differs)
        case Unranked(files=files):
            return (
                _("Some files cannot be ranked"),
                _(", ").join(f"{reference} {say_why_unranked(why)}" for reference, why in files),
                _("Take them out of the round, or have them put right. Then have the list ranked again."),
            )


def say_changed(differs: Sequence[str]) -> tuple[str, str, str]:
    """Say that the rules changed under a round: title, what differs, next step."""
    return (
        _("The rules say otherwise of this round than when it was opened"),
        _("These differ: %(names)s. Nothing was computed.", names=_(", ").join(differs)),
        _("Have policy staff put it back in rounds.yaml as it was; or cancel the round, and open it anew."),
    )


def say_why_unranked(why: str) -> str:
    """Say why one file cannot be ranked."""
    known: dict[str, str] = {
        "same_again": _("does not come out as it was approved"),
        "erased": _("is erased"),
        "unreadable": _("cannot be read: what is kept of it was changed"),
    }
    return known[why] if why in known else str(_("cannot be assessed (%(why)s)", why=why))
