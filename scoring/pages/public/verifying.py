"""Verifying a document by its QR code: for anybody who holds it, without an account."""

from __future__ import annotations

from typing import ClassVar

from flask import make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from scoring.application.code import read_code
from scoring.application.document import SECRET_SIGNS, read_number
from scoring.casework.look_up_document import Verified, look_up_document, service_public_key
from scoring.errors import InputRefused, PolicyUnknown
from scoring.pages.account.forms import AccountForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web.language import language
from scoring.web.limits import Guesses
from scoring.web.services import Services

LONGEST = 200
NOT_KEPT = "noindex, nofollow, noarchive"


class TypedForm(AccountForm):
    """What stands on the document, typed by who cannot scan it."""

    number = StringField(_l("Number of the document"), description=_l("As it stands below the title; other brackets will do."))
    secret = StringField(
        _l("Code beside the QR code"),
        description=_l("27 letters and digits, with or without the hyphens."),
        render_kw={"autocapitalize": "characters"},
    )

    def read(self) -> tuple[str, str]:
        """Give number and secret as they were printed. Raises InputRefused."""
        number = read_number(self.number.data or "")
        if not number:
            raise InputRefused("number", _("Type the number of the document."))
        return number, read_code((self.secret.data or "")[:LONGEST], SECRET_SIGNS, at="secret")


class TailForm(FlaskForm):
    """The last characters of the identity number; number and secret travel along."""

    number = HiddenField()
    secret = HiddenField()
    tail = StringField()
    is_wrong = False


class VerifyDocument(Page):
    """`/zh/verify?number=…&secret=…`, as the QR code of a document says; what is typed is sent, and stands in no address."""

    methods: ClassVar[list[str]] = ["GET", "POST"]

    def dispatch_request(self) -> Answer:
        """Look the document up; alike for a number that nothing has and for another's secret."""
        if request.method == "POST" and "tail" not in request.form:
            return self._typed(TypedForm())
        form = TailForm()
        if request.method == "GET":
            form.number.data, form.secret.data = request.args.get("number", ""), request.args.get("secret", "")
        number, secret, tail = ((field.data or "")[:LONGEST] for field in (form.number, form.secret, form.tail))
        if not (number and secret):
            return self._page(TypedForm(formdata=None), None)
        found = self._look_up(number, secret, tail)
        form.is_wrong = found is not None and request.method == "POST" and found.rest is None
        return self._page(form, found, is_asked=True)

    def _typed(self, form: TypedForm) -> Answer:
        try:
            number, secret = form.read()
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(form, None), UNPROCESSABLE
        found = self._look_up(number, secret)
        if found is None:
            return self._page(form, None, is_asked=True)
        rest = TailForm(formdata=None)
        rest.number.data, rest.secret.data = number, secret
        return self._page(rest, found, is_asked=True)

    def _page(self, form: TypedForm | TailForm, found: Verified | None, *, is_asked: bool = False) -> Response:
        asks = TypedForm(formdata=None) if isinstance(form, TailForm) and found is None else form
        known = {"found": found, "is_asked": is_asked, "title": self._title(found), "language": language}
        page = render_template(
            "pages/public/verify.html", form=asks, key=service_public_key(self.services.transaction), say_holds=say_holds, **known
        )
        answer = make_response(page)
        answer.headers["X-Robots-Tag"] = NOT_KEPT
        return answer

    def _look_up(self, number: str, secret: str, tail: str = "") -> Verified | None:
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
        "undone": _("No longer valid: taken away after reconsideration or litigation; the grant holds again"),
    }[found.holds]
