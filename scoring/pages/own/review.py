"""Asking that what was decided be looked at anew, and where a review stands."""

from __future__ import annotations

import secrets
from typing import ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.application.own_file import OwnFile
from scoring.application.preflight import PreFlight
from scoring.application.review import Asking, OwnReview
from scoring.application.status import Act
from scoring.casework.ask_review import ask_review, withdraw_review
from scoring.casework.own_queries import read_own_file
from scoring.casework.read_preflight import read_own_preflight
from scoring.casework.review_queries import OwnReviews, own_reviews
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.files import FileAct, file_address, policy_of, shown
from scoring.pages.own.forms import ActForm
from scoring.pages.own.review_words import say_review
from scoring.pages.preflight_words import PreFlightWords
from scoring.pages.view import Answer, Page
from scoring.web.person import signed_in_holder
from scoring.web.review_words import say_clock

CONFLICT = 409
KEY_BYTES = 24


class AskForm(ActForm):
    """What is held to be wrong."""

    items = SelectMultipleField(_l("The items you contest"), coerce=int, validate_choice=False)
    grounds = TextAreaField(_l("What is wrong, and why"), description=_l("Name documents that prove it, also new ones."))
    cause = TextAreaField(_l("What kept you from asking in time"), description=_l("The office looks whether that counts."))
    key = HiddenField()


class TakeBackForm(ActForm):
    """Taking back that one asked."""

    statement = TextAreaField(_l("Your statement"), description=_l("Write that you take it back. You may say why; you need not."))


class AskReview(FileAct):
    """`/zh/account/applications/<reference>/reviews/new`."""

    act = Act.ASK_REVIEW
    comes_again = True

    def answer(self, file: OwnFile, holder: Holder) -> Answer:
        """Ask what is held to be wrong, or take it; a second click finds the same number."""
        form, found = AskForm(), self._reviews(file, holder)
        if request.method == "GET":
            if found.is_taken or found.contesting is None or found.contesting.review is None:
                return redirect(file_address(file.reference))
            form.key.data = secrets.token_urlsafe(KEY_BYTES)
            return self._page(file, holder, form)
        if not form.validate_on_submit():
            return self._page(file, holder, form), UNPROCESSABLE
        return self._ask(file, holder, form)

    def _ask(self, file: OwnFile, holder: Holder, form: AskForm) -> Answer:
        services, seen = self.services, Shown(file.reference, form.shown_version)
        asking = Asking(form.grounds.data or "", tuple(form.items.data or ()), form.key.data or "", form.cause.data or "")
        known = (services.transaction, services.library, services.timing)
        try:
            receipt = ask_review(*known, seen, asking, holder=holder, at=services.clock.now())
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(file, holder, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed, CalendarUnknown):
            now = read_own_file(services.transaction, file.reference, holder=holder)
            return self._page(now, holder, form, is_conflict=True), CONFLICT
        flash(_("The office has it. Its number is %(number)s.", number=receipt), "own")
        return redirect(url_for("pages.own_review", reference=file.reference, number=int(receipt.rpartition("-R")[2])))

    def _reviews(self, file: OwnFile, holder: Holder) -> OwnReviews:
        services = self.services
        return own_reviews(services.transaction, services.library, services.timing, file.reference, holder=holder)

    def _page(self, file: OwnFile, holder: Holder, form: AskForm, *, is_conflict: bool = False) -> str:
        services, found = self.services, self._reviews(file, holder)
        form.version.data = str(file.version)
        flight = read_own_preflight(services.transaction, services.library, file.reference, holder=holder)
        words = PreFlightWords(flight) if flight else None
        form.items.choices = [SelectChoice(item.number, words.name(item)) for item in flight.items] if flight and words else []
        is_late = found.contesting is not None and found.contesting.is_late(services.clock.today())
        known = {"flight": flight, "flight_words": words, "found": found, "is_late": is_late, "say_clock": say_clock}
        is_possible = self.act in file.acts and not found.is_taken
        known |= {"is_conflict": is_conflict, "is_possible": is_possible, **shown(services, file)}
        return render_template("pages/own/ask_review.html", form=form, **known)


class OwnReviewPage(Page):
    """`/zh/account/applications/<reference>/reviews/<number>`: its number, until when it is answered, what came of it."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Show it, and let it be taken back as long as it is open."""
        holder, form = signed_in_holder(), TakeBackForm()
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(reference, number, holder, form), UNPROCESSABLE if request.method == "POST" else 200
        services, seen = self.services, Shown(reference, form.shown_version)
        try:
            said = form.statement.data or ""
            withdraw_review(services.transaction, seen, number, holder=holder, at=services.clock.now(), statement=said)
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(reference, number, holder, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed):
            return self._page(reference, number, holder, form, is_conflict=True), CONFLICT
        flash(_("You took it back. What was decided stands, and can be contested as its document says."), "own")
        return redirect(file_address(reference))

    def _page(self, reference: str, number: int, holder: Holder, form: TakeBackForm, *, is_conflict: bool = False) -> str:
        services = self.services
        file = read_own_file(services.transaction, reference, holder=holder)
        found = own_reviews(services.transaction, services.library, services.timing, reference, holder=holder)
        review = next((each for each in found.reviews if each.number == number), None)
        if review is None:
            raise NotFound("review", str(number))
        form.version.data = str(file.version)
        flight = read_own_preflight(services.transaction, services.library, reference, holder=holder)
        known = {"review": review, "found": found, "contested": contested_names(flight, review.contested)}
        known |= {
            "is_possible": is_open(file, review),
            "is_conflict": is_conflict,
            "say_clock": say_clock,
            "say_review": say_review,
        }
        policy = policy_of(services, file.scheme, file.policy_version)
        return render_template("pages/own/review.html", form=form, policy=policy, **known, **shown(services, file))


def is_open(file: OwnFile, review: OwnReview) -> bool:
    """Whether it can be taken back."""
    return review.outcome is None and not review.version and Act.WITHDRAW_REVIEW in file.acts


def contested_names(flight: PreFlight | None, facts: tuple[str, ...]) -> list[str]:
    """Name the contested items of a review."""
    if flight is None:
        return []
    words = PreFlightWords(flight)
    return [words.name(item) for item in flight.items if set(item.facts) <= set(facts)]
