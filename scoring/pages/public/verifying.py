"""Verifying a document by its QR code: for anybody who holds it, without an account."""

from __future__ import annotations

from typing import ClassVar

from flask import make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from scoring.casework.look_up_document import Verified, look_up_document, service_public_key
from scoring.errors import PolicyUnknown
from scoring.pages.view import Page
from scoring.web.language import language
from scoring.web.limits import Guesses
from scoring.web.services import Services

LONGEST = 200
NOT_KEPT = "noindex, nofollow, noarchive"


class TailForm(FlaskForm):
    """The last characters of the identity number; number and secret travel along."""

    number = HiddenField()
    secret = HiddenField()
    tail = StringField()


class VerifyDocument(Page):
    """`/zh/verify?number=…&secret=…`, as the QR code of a document says; the identity tail is sent, and stands in no address."""

    methods: ClassVar[list[str]] = ["GET", "POST"]

    def dispatch_request(self) -> Response:
        """Look the document up; alike for a number that nothing has and for another's secret."""
        form = TailForm()
        if request.method == "GET":
            form.number.data, form.secret.data = request.args.get("number", ""), request.args.get("secret", "")
        number, secret, tail = ((field.data or "")[:LONGEST] for field in (form.number, form.secret, form.tail))
        is_asked = bool(number and secret)
        found = self._look_up(number, secret, tail) if is_asked else None
        is_wrong = found is not None and request.method == "POST" and found.rest is None
        known = {"found": found, "is_asked": is_asked, "is_wrong": is_wrong, "title": self._title(found), "language": language}
        page = render_template(
            "pages/public/verify.html", form=form, key=service_public_key(self.services.transaction), say_holds=say_holds, **known
        )
        answer = make_response(page)
        answer.headers["X-Robots-Tag"] = NOT_KEPT
        return answer

    def _look_up(self, number: str, secret: str, tail: str) -> Verified | None:
        """Count the attempt for number and address, whether there is such a number or not. Raises TooManyRequests."""
        guesses = Guesses(self.services)
        guesses.begin("document", number)
        found = look_up_document(self.services.transaction, number, secret, tail)
        if found is not None and (found.rest is not None or not tail):
            guesses.succeed("document", number)
        return found

    def _title(self, found: Verified | None) -> str:
        return "" if found is None else say_scheme(self.services, found)


def say_scheme(services: Services, found: Verified) -> str:
    """Name the scheme by its rules, by its id where this service knows them no more."""
    try:
        return services.library.find(found.scheme, found.version).title.say(language())
    except PolicyUnknown:
        return found.scheme


def say_holds(found: Verified) -> str:
    """Say whether a document holds."""
    return {
        "valid": _("Valid"),
        "superseded": _("No longer valid: superseded"),
        "revoked": _("No longer valid: revoked"),
        "lapsed": _("No longer valid: lapsed"),
    }[found.holds]
