"""What is said of public lists: that an act waits for one, that one is over."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from scoring.engine.saying import day_words
from scoring.errors import NoLongerPublic, NotYet
from scoring.web.language import language
from scoring.web.round_words import words_of_admission, words_of_window


def words_of_publicity(error: NotYet | NoLongerPublic) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    match error:
        case NoLongerPublic(ended=ended):
            day = day_words(ended, language())
            return (
                _("This list is no longer public"),
                _("It could be read until %(day)s. It is shown to nobody any more.", day=day),
                _("Those who stood on it read in their account what was decided."),
            )
        case NotYet(why="unobjected"):
            return (
                _("An objection is open"),
                _("Somebody objects to this application on its public list. Nothing was changed."),
                _("Close every objection first: its page leads there."),
            )
        case NotYet(why="admitted"):
            return words_of_admission()
        case NotYet(why="term_over"):
            return words_of_window()
        case NotYet(why="originals_seen"):
            return (
                _("The originals were not seen"),
                _("These rules have originals shown before anything is published or granted. Nothing was changed."),
                _("Summon the applicant, and record what was seen: the page of originals leads there."),
            )
        case NotYet(until=date() as until):
            day = day_words(until, language())
            return (
                _("The public list is still open"),
                _("This application stands on a public list until %(day)s, that day included. Nothing was changed.", day=day),
                _("Grant it from the day after on, if no objection is open."),
            )
        case NotYet():
            return (
                _("It must stand on a public list first"),
                _("These rules have a list made public before anybody is granted, and it stands on none that is over."),
                _("Publish the list on the page of publicity; grant it after its last day."),
            )


def words_of_objections(why: str) -> tuple[str, str, str]:
    """Say why something cannot be done about an objection."""
    if why == "in_period":
        return (
            _("Nobody can object any more"),
            _("The list is over, or this person does not stand on it any more. Nothing of yours was kept."),
            _("What was decided can be asked of the office."),
        )
    if why == "heard":
        return (
            _("The applicant was not heard"),
            _("The applicant was not told what is objected, or still has time to answer. Nothing was changed."),
            _("Tell the applicant first; then wait for the answer, or for the last day to answer."),
        )
    return (
        _("This was done already"),
        _("The objection has moved on since you opened it. Nothing was changed."),
        _("Open the objection again and see where it stands."),
    )
