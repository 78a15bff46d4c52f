"""What is said of reviews of a decision, to applicants and to the office."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.serving import RemedyClock
from scoring.engine.saying import day_words
from scoring.web.language import language


def words_of_reviews(why: str) -> tuple[str, str, str]:
    """Say why something cannot be done about a review."""
    match why:
        case "fresh_eyes":
            return (
                _("You may not review this file"),
                _("A review is made by people who never did anything on the file, and you did. Nothing was changed."),
                _("Leave it to a colleague who has no part in it."),
            )
        case "reviewable":
            return (
                _("No review is offered"),
                _("Neither the rules nor the office offer a review of this. Nothing was changed."),
                _("The other ways to contest it stand in the document that was served."),
            )
        case "no_review":
            return (
                _("A review is open"),
                _("What was decided is being reviewed: nothing of it lapses meanwhile. Nothing was changed."),
                _("Wait until the review is closed; then the time is over all the same."),
            )
        case "unreviewed":
            return (
                _("A review was asked for already"),
                _("A review of this is open, or was answered: there is one at a time, and nothing is reviewed twice."),
                _("Read where it stands; the other ways to contest it stand in the document that was served."),
            )
        case _:
            return (
                _("This was done already"),
                _("The review has moved on since you opened it. Nothing was changed."),
                _("Open the review again and see where it stands."),
            )


def say_clock(clock: RemedyClock) -> str:
    """Say one way to contest a decision beside its review, and until when."""
    what = {
        "review": _("Review by the authority"),
        "reconsideration": _("Administrative reconsideration"),
        "litigation": _("An action in court"),
    }[clock.kind]
    known, day = {"what": what, "organ": clock.organ.say(language())}, clock.due.day
    if day is None or clock.due.is_earliest:
        said: str = _("%(what)s, before %(organ)s: its last day cannot be told yet; it runs from service.", **known)
    else:
        said = _("%(what)s, before %(organ)s: until %(day)s.", day=day_words(day, language()), **known)
    return said
