"""The words of the console for revoking a grant."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask_babel import gettext as _

from scoring.application.revocation import Ground, Revocation, RevokingKind, RevokingStep
from scoring.pages.words import say_day
from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts in the journal."""
    return {
        "propose_revoking": _("Revoking the grant proposed"),
        "answer_revoking": _("Applicant answered the proposal to revoke"),
        "record_revoking_answer": _("Answer to the proposal to revoke recorded"),
        "record_revoking_hearing": _("Hearing about revoking recorded"),
        "revoke": _("Grant revoked"),
        "drop_revoking": _("Proposal to revoke dropped"),
    }


def pages() -> dict[str, str]:
    """Name the pages in the log of reads."""
    return {
        "applications.propose_revoking": _("File, to propose revoking"),
        "applications.revocation": _("Proposal to revoke a grant"),
    }


def revoking_acts() -> dict[str, str]:
    """Name what can be done about a proposal, by what the form sends."""
    return {
        "stated": _("Record at the counter: the person states their case"),
        "asked": _("Record at the counter: the person asks for a hearing"),
        "waived": _("Record at the counter: the person waives the hearing"),
        "heard": _("Record the hearing that was held"),
        "revoke": _("Revoke the grant, as proposed"),
        "drop": _("Drop the proposal: the grant stands"),
    }


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(say_ground=say_ground, say_revoking_step=say_revoking_step, revoking_state=revoking_state)


def say_ground(ground: Ground) -> str:
    """Name a ground."""
    return {
        Ground.FRAUD: _("It was got by fraud or other improper means"),
        Ground.LEGAL_ERROR: _("The decision is against the law or the rules"),
    }[ground]


def say_revoking_step(step: RevokingStep) -> str:
    """Name a step."""
    return {
        RevokingKind.STATED: _("The applicant stated their case"),
        RevokingKind.ASKED: _("The applicant asked for a hearing"),
        RevokingKind.WAIVED: _("The applicant waived the hearing"),
        RevokingKind.HEARD: _("A hearing was held"),
        RevokingKind.REVOKED: _("Revoked"),
        RevokingKind.DROPPED: _("Dropped"),
    }[step.kind]


def revoking_state(found: Revocation, today: date) -> tuple[str, str]:
    """Say where a proposal stands, and the colour of its tag."""
    if found.closing is not None:
        return say_revoking_step(found.closing), "grey"
    if found.is_heard(today):
        return _("Waits for the head"), "purple"
    if found.wish is RevokingKind.ASKED:
        return _("A hearing is to be held"), "red"
    return _("Waits for the applicant"), "yellow"


def say_hearing_term(found: Revocation) -> str:
    """Say until when a hearing can be asked for."""
    if found.due is None:
        return _("not begun: the notice is not served, or the last day cannot be told")
    return say_day(found.due)


REMEDIES: Remedies = (
    (r"Say which facts were found, .*", lambda: _("Say which facts were found, and how they are known.")),
    (r"Name the article by which .*", lambda: _("Name the article by which the decision is revoked.")),
    (r"Choose what is said: .*", lambda: _("Choose what is said.")),
    (r"Write what is said against it\.", lambda: _("Write what is said against it.")),
    (
        r"Give a day from (\S+), on which it was proposed, to today\.",
        lambda day: _("Give a day from %(day)s, on which it was proposed, to today.", day=day),
    ),
    (
        r"Say in up to (\d+) characters who was there\.",
        lambda most: _("Say in up to %(most)s characters who was there.", most=most),
    ),
    (r"Write down what was said at the hearing\.", lambda: _("Write down what was said at the hearing.")),
    (r"Give the reasons: the person reads them\.", lambda: _("Give the reasons: the person reads them.")),
)
