"""Revoking a grant, as the applicant reads it."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from scoring.application.revocation import Ground, Revocation, RevokingKind
from scoring.application.status import Act
from scoring.pages.words import say_day


def revoking_steps() -> dict[Act, str]:
    """Say the acts in the history of the own file."""
    return {
        Act.PROPOSE_REVOKING: _("The office told you that it means to revoke the grant."),
        Act.ANSWER_REVOKING: _("You answered what was found."),
        Act.RECORD_REVOKING_ANSWER: _("The office recorded what you said about revoking the grant."),
        Act.RECORD_REVOKING_HEARING: _("A hearing about revoking the grant was recorded."),
        Act.REVOKE: _("The grant was revoked."),
        Act.DROP_REVOKING: _("The grant is not revoked: the proposal was dropped."),
    }


def say_own_ground(ground: Ground) -> str:
    """Name a ground."""
    return {
        Ground.FRAUD: _("The office found that the grant was got by fraud or other improper means."),
        Ground.LEGAL_ERROR: _("The office found that the decision is against the law or the rules."),
    }[ground]


def say_own_kind(kind: RevokingKind) -> str:
    """Name a step."""
    return {
        RevokingKind.STATED: _("You stated your case"),
        RevokingKind.ASKED: _("You asked for a hearing"),
        RevokingKind.WAIVED: _("You waived the hearing"),
        RevokingKind.HEARD: _("A hearing was held"),
        RevokingKind.REVOKED: _("The grant was revoked"),
        RevokingKind.DROPPED: _("The proposal was dropped: the grant stands"),
    }[kind]


def say_revoking(found: Revocation, today: date) -> str:
    """Say where a proposal stands, and until when a hearing can be asked for."""
    if found.closing is not None:
        return say_own_kind(found.closing.kind)
    if found.hearing is not None or found.wish is RevokingKind.WAIVED:
        return _("The office decides next. As long as nothing is decided you may state your case.")
    if found.wish is RevokingKind.ASKED:
        return _("You asked for a hearing. Nothing is decided before it was held.")
    if found.due is None:
        return _("Nothing is decided yet. You may state your case and ask for a hearing; the time for that has not begun.")
    if today > found.due:
        return _("The time to ask for a hearing is over. As long as nothing is decided you may state your case.")
    return _("Nothing is decided yet. You may state your case, and ask for a hearing until %(day)s.", day=say_day(found.due))
