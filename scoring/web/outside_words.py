"""What is said where something cannot be done about a case before an outside body."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from scoring.web.originals_words import words_of_originals
from scoring.web.round_words import words_of_rounds


def words_of_cases(why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    match why:
        case "decision_served":
            return (
                _("The decision is not served"),
                _("A case can be brought against a decision once it was served, and no service is recorded. Nothing was changed."),
                _("Record the service of the decision first."),
            )
        case "not_stayed":
            return (
                _("It is suspended already"),
                _("The body suspended what the decision does, and that is recorded. Nothing was changed."),
                _("Open the case again and see where it stands."),
            )
        case "effective":
            return (
                _("The decision is suspended"),
                _("A reconsideration authority or a court suspended what the decision does. Nothing was changed."),
                _("Once it has effect again, record that with the case, and do this then."),
            )
        case "stayed":
            return (
                _("Nothing is suspended"),
                _("The body has not suspended what the decision does, or let it go on since. Nothing was changed."),
                _("Open the case again and see where it stands."),
            )
        case _:
            return (
                _("The case is closed"),
                _("What came of it is recorded, and stays. Nothing was changed."),
                _("Record another case where there is one."),
            )


def words_of_endings(_why: str) -> tuple[str, str, str]:
    """Say why a grant that ended is not restored."""
    return (
        _("How the grant ended still stands"),
        _(
            "No body annulled the lapse or the revocation, or ordered it anew, or the grant holds again already. Nothing was "
            "changed."
        ),
        _("Open the case again and see where it stands."),
    )


AFTER_APPROVAL: Mapping[str, Callable[[str], tuple[str, str, str]]] = {
    **dict.fromkeys(("checks_originals", "unsummoned", "summoned", "absent", "reminded_twice"), words_of_originals),
    **dict.fromkeys(("counted", "not_counted", "whole_round", "unpublished"), words_of_rounds),
    **dict.fromkeys(("decision_served", "case_open", "not_stayed", "stayed", "effective"), words_of_cases),
    "annulled": words_of_endings,
}
"""By guard: of originals that are shown and rounds that are held once a grant is approved,
and of what is contested once it is decided."""
