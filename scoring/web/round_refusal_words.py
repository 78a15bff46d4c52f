"""What is said where a round is not ranked, since its rules changed or files of it cannot be."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from scoring.errors import RoundChanged, Unranked


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
