"""The words of the console for what is refused about the announcement of a round."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.web.refusal_words import Remedies

REMEDIES: Remedies = (
    (
        r"Name the round by digits, letters.* at most (\d+), such as 2026\.",
        lambda most: _("Name the round by digits, letters, points and hyphens, in at most %(most)s, such as 2026.", most=most),
    ),
    (
        r"Round (\S+) is announced already\..*",
        lambda name: _("Round %(name)s is announced already. Give this one another name.", name=name),
    ),
    (
        r"Give the day on which the round was announced.*",
        lambda: _("Give the day on which the round was announced, such as 2026-03-02."),
    ),
    (
        r"Give a whole number of places, from 0 to (\d+), or nothing.*",
        lambda most: _("Give a whole number of places, from 0 to %(most)s, or nothing where the notice gives none.", most=most),
    ),
    (
        r"A window has a beginning and an end\..*",
        lambda: _("A window has a beginning and an end. Give both moments, or neither where the notice sets no window."),
    ),
    (r"The window of the announcement ends before it begins\.", lambda: _("The window of the announcement ends before it begins.")),
    (
        r"These rules hold from (\S+) to (\S+): nobody.*",
        lambda first, last: _(
            "These rules hold from %(first)s to %(last)s: nobody applies by them outside. Give a window within.",
            first=first,
            last=last,
        ),
    ),
    (
        r"The window of round (\S+) is open then\..*",
        lambda name: _(
            "The window of round %(name)s is open then. Applications are of one round alone: give windows apart.", name=name
        ),
    ),
    (
        r"The rules set this figure for each round\..*",
        lambda: _("The rules set this figure for each round. Give it as the notice says it."),
    ),
    (
        r"This is no value of the figure\. Expected: (.+)\.",
        lambda form: _("This is no value of the figure. Expected: %(form)s.", form=form),
    ),
    (r"Name the notice: .*", lambda: _("Name the notice: its address, or its number and title.")),
    (r"Shorten it to (\d+) characters\.", lambda most: _("Shorten it to %(most)s characters.", most=most)),
    (r"Choose how sure the figures are\.", lambda: _("Choose how sure the figures are.")),
    (
        r"Line (\d+), “(.*)”: write a name of small letters.*",
        lambda number, line: _(
            "Line %(number)s, “%(line)s”: write a name of small letters and a day or two, such as tax 2026-01-31.",
            number=number,
            line=line,
        ),
    ),
    (
        r"(\S+) takes no further entry as it is written\..*",
        lambda file: _("%(file)s takes no further entry as it is written. Import it with the entry by hand.", file=file),
    ),
    (
        r"The rounds or the entry changed since it was displayed\..*",
        lambda: _("The rounds or the entry changed since it was displayed. Look at it once more."),
    ),
)
