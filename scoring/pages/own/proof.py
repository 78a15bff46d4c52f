"""The proof of the decision on an own file: what of it is shown is chosen, then it is downloaded."""

from __future__ import annotations

from typing import ClassVar

from flask import make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from scoring.casework.own_queries import read_own_file
from scoring.casework.prove import list_own_pieces, prove_own
from scoring.pages.own.files import policy_of, shown
from scoring.pages.view import Answer, Page
from scoring.policy.model import Policy
from scoring.web.csp import alone
from scoring.web.language import language
from scoring.web.person import signed_in_holder

FACT, PERSON = "fact:", "person:"


class OwnProof(Page):
    """`/zh/account/applications/<reference>/proof`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]

    def dispatch_request(self, reference: str) -> Answer:
        """Ask what is to be shown, then send the bundle. Raises NotFound, alike for another's and for what is not decided."""
        services, holder, form = self.services, signed_in_holder(), FlaskForm()
        pieces = list_own_pieces(services.transaction, reference, holder=holder)
        if request.method == "POST" and pieces:
            chosen, at = request.form.getlist("shown"), services.clock.now()
            return sent_bundle(prove_own(services.transaction, reference, chosen, holder=holder, at=at), reference)
        file = read_own_file(services.transaction, reference, holder=holder)
        policy = policy_of(services, file.scheme, file.policy_version)
        return render_template("pages/own/proof.html", form=form, pieces=say_pieces(policy, pieces), **shown(services, file))


def sent_bundle(content: bytes, reference: str) -> Response:
    """Answer with a bundle, as a file alone."""
    answer = make_response(content)
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f"attachment; filename={reference}-proof.zip"
    alone()
    return answer


def say_pieces(policy: Policy | None, pieces: tuple[str, ...]) -> list[tuple[str, str]]:
    """Name each piece that can be shown."""
    return [(label, _say_piece(policy, label)) for label in pieces]


def _say_piece(policy: Policy | None, label: str) -> str:
    if label.startswith(FACT):
        fact = label.removeprefix(FACT)
        return policy.facts[fact].label.say(language()) if policy and fact in policy.facts else fact
    if label.startswith(PERSON):
        number = int(label.removeprefix(PERSON))
        return _("Name and identity number of the applicant") if number == 0 else _("Name and number of member %(n)d", n=number)
    return {
        "reason": _("Reasons of the officer who proposed it"),
        "published_list": _("Published list"),
        "decision_reason": _("Reasons of the decision"),
    }[label]
