"""The words of the console for cases before outside bodies."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, url_for
from flask_babel import gettext as _

from admin.deadlines import recorded_days_of
from scoring.application.outside import CaseClock, CaseStepKind, OutsideCase
from scoring.application.revocation import Revocation
from scoring.application.status import Act
from scoring.casework.queries import ApplicationFile
from scoring.casework.review_queries import FileReviews
from scoring.pages.own.outside_words import OUTSIDE_WORDS, clocks_for
from scoring.policy.model import Policy
from scoring.web.refusal_words import Remedies
from scoring.web.services import Services


def acts() -> dict[str, str]:
    """Name the acts in the journal."""
    return {
        "record_case": _("Case before an outside body recorded"),
        "record_order": _("Order of an outside body recorded"),
        "answer_body": _("Outside body answered in writing"),
        "stay_execution": _("Execution suspended by an outside body"),
        "lift_stay": _("Execution goes on"),
        "export_case": _("Proof of the decision taken for an outside body"),
        "close_case": _("Outcome of a case recorded"),
        "restore": _("The grant holds again"),
    }


def choices() -> dict[str, str]:
    """Name what can be recorded, by what the form sends."""
    return {
        "order": _("Something that the body sent or ordered"),
        "answer": _("The office’s answer in writing"),
        "stay": _("The body suspends what the decision does: entitlements in force are suspended"),
        "lift": _("The decision has effect again: what was suspended for the body is resumed"),
        "upheld": _("Outcome: upheld"),
        "anew": _("Outcome: a new decision is ordered"),
        "annulled": _("Outcome: annulled"),
        "withdrawn": _("Outcome: withdrawn"),
        "restore": _("The grant holds again, by what the body did: how it ended is taken away. Only the words are needed."),
    }


def next_acts(
    case: OutsideCase, file: ApplicationFile, reviews: FileReviews, revocations: Sequence[Revocation]
) -> list[tuple[str, str]]:
    """Give what follows an outcome by which the decision does not stand, with its address: what is open, else what may begin.

    Nothing for who may begin nothing, and where a new version is open, which the page of the file names.
    """
    acts, to = set(file.application.acts), {"reference": file.application.reference}
    if case.may_restore and Act.RESTORE in acts:
        return [(_("Let the grant hold again"), url_for("applications.outside_case", number=case.number, **to))]
    if case.outcome is None or not case.is_ordered or case.ending or file.followed_by:
        return []
    found = []
    open_review = next((each for each in reviews.reviews if each.closing is None), None)
    if open_review is not None:
        address = url_for("applications.review", number=open_review.number, **to)
        found.append((_("The review that looks at it anew"), address))
    elif reviews.is_ordered and Act.RECORD_REVIEW in acts:
        found.append((_("Record the review that looks at it anew"), url_for("applications.record_review", **to)))
    if case.outcome.kind is CaseStepKind.ANNULLED and revocations and revocations[-1].closing is None:
        found.append((_("The proposal to revoke it"), url_for("applications.revocation", **to)))
    elif case.outcome.kind is CaseStepKind.ANNULLED and Act.PROPOSE_REVOKING in acts:
        found.append((_("Propose to revoke the grant"), url_for("applications.propose_revoking", **to)))
    return found


def clocks_of(services: Services, policy: Policy | None, file: ApplicationFile) -> tuple[CaseClock, ...]:
    """Give until when what was decided on a file can be brought before whom outside the office; nothing before the decision."""
    return clocks_for(services, policy, file.application.status, recorded_days_of(file), file.cases)


def into_templates(app: Flask) -> None:
    """Let the console's templates say them."""
    app.jinja_env.globals.update(OUTSIDE_WORDS)


REMEDIES: Remedies = (
    (
        r"Give the day, from (\S+), on which the body suspended it, to (\S+)\.",
        lambda first, last: _("Give the day, from %(first)s, on which the body suspended it, to %(last)s.", first=first, last=last),
    ),
    (r"Name the body, up to.*", lambda: _("Name the body, up to 200 characters.")),
    (r"Give the number of the case, up to.*", lambda: _("Give the number of the case, up to 200 characters.")),
    (r"Give the number of the document, up to.*", lambda: _("Give the number of the document, up to 200 characters.")),
    (r"Say what is asked of the body\.", lambda: _("Say what is asked of the body.")),
    (r"Say what the document says, or.*", lambda: _("Say what the document says, or what was done.")),
    (r"Say by which decision of the body.*", lambda: _("Say by which decision of the body the grant holds again.")),
    (r"Choose what came of it\.", lambda: _("Choose what came of it.")),
    (
        r"Give the day on which it was filed, up to (\S+)\.",
        lambda today: _("Give the day on which it was filed, up to %(today)s.", today=today),
    ),
    (
        r"Give the day on which the office learned of it, from (\S+) to (\S+)\.",
        lambda first, last: _(
            "Give the day on which the office learned of it, from %(first)s to %(last)s.", first=first, last=last
        ),
    ),
    (
        r"Give a last day to answer from (\S+) on, or none\.",
        lambda first: _("Give a last day to answer from %(first)s on, or none.", first=first),
    ),
    (
        r"Give the day, from (\S+), on which the case was filed, to (\S+)\.",
        lambda first, last: _("Give the day, from %(first)s, on which the case was filed, to %(last)s.", first=first, last=last),
    ),
)
