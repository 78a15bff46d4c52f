"""The words of the console for drafts of policies: where they stand, and what a use case refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from admin.refusal_words import say_refusal
from scoring.application.moves import Guard
from scoring.casework.drafts import DraftStatus
from scoring.casework.texts import say_obstacle
from scoring.errors import Finding, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.inspection.lint import LintFinding
from scoring.inspection.texts import say_lint
from scoring.web.language import language
from scoring.web.status_words import Words

DRAFT_COLOURS = {
    DraftStatus.DRAFT: "blue",
    DraftStatus.SUBMITTED: "purple",
    DraftStatus.PUBLISHED: "green",
    DraftStatus.WITHDRAWN: "grey",
}


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(say_draft=say_draft, draft_colour=DRAFT_COLOURS.get, say_found=say_found, say_advice=say_advice)


def say_draft(status: DraftStatus) -> str:
    """Name where a draft stands."""
    return {
        "draft": _("Draft"),
        "submitted": _("Waits for publication"),
        "published": _("Published"),
        "withdrawn": _("Withdrawn"),
    }[str(status)]


def say_found(finding: Finding) -> str:
    """Say a finding in the reader's language."""
    return say_obstacle(finding, language())


def say_advice(finding: LintFinding) -> str:
    """Say what the linter found in the reader's language."""
    return say_lint(finding, language())


def words_of_conflict(error: Stale | MoveRefused | NotAllowed) -> Words:
    """Say why an act on a draft was not done."""
    match error:
        case Stale(seen=seen, current=current):
            return Words(
                _("A newer revision was imported"),
                _(
                    "You had revision %(seen)s before you; revision %(current)s counts now. Nothing was done.",
                    seen=seen,
                    current=current,
                ),
                _("Open the draft again, read what is new, and act anew."),
            )
        case NotAllowed(why=Guard.ONE_PART):
            return Words(
                _("Another person has to publish it"),
                _("You imported or submitted this draft. Nothing was done."),
                _("Ask another person of the policy staff."),
            )
        case _:
            return Words(
                _("The draft does not stand there any more"),
                _("Somebody acted on it meanwhile, or the step before is still to be done. Nothing was done."),
                _("Open the draft again and see what is possible now."),
            )


def say_draft_refusal(refused: InputRefused) -> str:
    """Say in the reader's language what a use case found wrong with an input."""
    for pattern, words in _REMEDIES:
        if (match := re.fullmatch(pattern, refused.remedy)) is not None:
            return words(*match.groups())
    return say_refusal(refused)


_REMEDIES: tuple[tuple[str, Callable[..., Any]], ...] = (
    (
        r"(\S+) is published and never changes\..*",
        lambda name: _("%(name)s is published and never changes. Give the text a new version.", name=name),
    ),
    (
        r"The cases of (\S+) are published with it\..*",
        lambda name: _("The cases of %(name)s are published with it. Leave them out, or give the text a new version.", name=name),
    ),
    (
        r"With this vocabulary (\S+) says something else\..*",
        lambda name: _("With this vocabulary %(name)s says something else. Leave it out, or give it a new version.", name=name),
    ),
    (
        r"Nothing of (\S+) would change\..*",
        lambda name: _("Nothing of %(name)s would change. Hand in other rounds, or give the text a new version.", name=name),
    ),
    (
        r"Type the scheme: .*",
        lambda: _("Type the scheme: small letters, digits, hyphens and underscores, as in the head of the text."),
    ),
    (
        r"Type the version: .*",
        lambda: _("Type the version: it begins with a digit, such as 2026.1, as in the head of the text."),
    ),
    (r"Type the text of the version.*", lambda: _("Type the text of the version, or choose its file.")),
    (
        r"Shorten it to (\d+) KB, or split it\.",
        lambda limit: _("It is longer than %(limit)s KB. Shorten or split it.", limit=limit),
    ),
    (r"This is no text\..*", lambda: _("This is no text. Choose a YAML file.")),
    (r"Say what the version changes.*", lambda: _("Say what the version changes, and on what instrument it rests.")),
    (r"Say why it goes no further.*", lambda: _("Say why it goes no further, and what is to be done instead.")),
    (
        r"The text says (\S+)\. Confirm that day, or import a text that says (\S+)\.",
        lambda first, on: _("The text says %(first)s. Confirm that day, or import a text that says %(on)s.", first=first, on=on),
    ),
    (
        r"(\S+) is past, and another version.*",
        lambda first: _("%(first)s is past, and another version was served since: say why this one comes late.", first=first),
    ),
)
