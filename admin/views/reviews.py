"""复核: one review with everything that is looked at, and recording one at the counter; the queue of those that wait."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict
from wtforms.fields.choices import SelectChoice

from admin.conflicts import conflict
from admin.refusal_words import say_refusal
from admin.review_forms import CounterReviewForm, ReviewActForm, TakenBackForm
from admin.review_words import review_acts
from admin.view import ConsoleView
from admin.views.acting import UNPROCESSABLE, ActPages, Answer, shown_by
from scoring.application.application import Shown
from scoring.application.review import Asking, DecisionReview
from scoring.application.status import Act
from scoring.casework.ask_review import record_review, record_withdrawn_review
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.queries import ApplicationFile
from scoring.casework.read_document import list_documents
from scoring.casework.read_preflight import read_preflight
from scoring.casework.review_queries import FileReviews, open_reviews, read_reviews
from scoring.casework.revise import revise
from scoring.casework.revocation_queries import read_revocations
from scoring.casework.settle_review import admit_review, keep_decision, propose_keeping, return_keeping, turn_down_review
from scoring.casework.statements import read_statement
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, NotFound, OrgansUnnamed, Stale
from scoring.pages.own.files import policy_of
from scoring.pages.own.review import KEY_BYTES, contested_names
from scoring.pages.preflight_words import PreFlightWords
from scoring.web.language import language
from scoring.web.services import Services

_REFUSED = (Stale, MoveRefused, NotAllowed, OrgansUnnamed, CalendarUnknown)


class ReviewsView(ConsoleView):
    """`/admin/reviews/`."""

    @expose("/")
    def index(self) -> str:
        """List the open reviews, what is due first first."""
        waiting = open_reviews(self.services.transaction, officer=self.officer)
        return self.render("console/reviews.html", reviews=waiting, today=self.services.clock.today())


class ReviewPages(ActPages):
    """Looking at what was decided anew."""

    @expose("/<reference>/reviews/<int:number>", methods=["GET", "POST"])
    def review(self, reference: str, number: int) -> Answer:
        """Show a review, and do the next thing about it."""
        file, found, review = self._reviewed(reference, number)
        form = ReviewActForm()
        if request.method == "GET":
            form.version.data = str(file.application.version)
            return self._review_page(file, found, review, form)
        if not form.validate():
            return self._review_page(file, found, review, form), UNPROCESSABLE
        if form.act.data not in self._review_choices(file, found, review):
            form.refuse("act", _("Choose what you do."))
            return self._review_page(file, found, review, form), UNPROCESSABLE
        if not form.is_proved():
            return self._review_page(file, found, review, form), UNPROCESSABLE
        try:
            self._do_review(form, reference, number)
        except InputRefused as refused:
            form.refuse("reason", say_refusal(refused))
            return self._review_page(file, found, review, form), UNPROCESSABLE
        except _REFUSED as error:
            return conflict(self.render, error, form, file=file)
        flash(_("Done: %(what)s.", what=review_acts()[form.act.data]), "success")
        return redirect(url_for("applications.review", reference=reference, number=number))

    @expose("/<reference>/reviews/new", methods=["GET", "POST"])
    def record_review(self, reference: str) -> Answer:
        """Record a review for who asks at the counter."""
        file, form = self._file(reference), CounterReviewForm()
        if Act.RECORD_REVIEW not in file.application.acts:
            raise Conflict
        if request.method == "GET":
            form.version.data, form.key.data = str(file.application.version), secrets.token_urlsafe(KEY_BYTES)
            return self._counter_page(file, form)
        if not form.validate():
            return self._counter_page(file, form), UNPROCESSABLE
        asking = Asking(form.grounds.data or "", tuple(form.items.data or ()), form.key.data or "", form.cause.data or "")
        services, shown = self.services, shown_by(form, reference)
        try:
            receipt = self._take_review(shown, asking)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._counter_page(file, form), UNPROCESSABLE
        except _REFUSED as error:
            return conflict(self.render, error, form, file=file)
        found = read_reviews(services.transaction, services.library, services.timing, reference, officer=self.officer).reviews[-1]
        flash(_("The review is recorded. Give the person this number: %(number)s", number=receipt), "success")
        return redirect(url_for("applications.review", reference=reference, number=found.number))

    @expose("/<reference>/reviews/<int:number>/take-back", methods=["GET", "POST"])
    def record_withdrawn_review(self, reference: str, number: int) -> Answer:
        """Record at the counter that a review is taken back."""
        file, _found, review = self._reviewed(reference, number)
        form = TakenBackForm()
        if request.method == "GET":
            if not may_take_back(file, review):
                raise Conflict
            form.version.data = str(file.application.version)
            return self._taken_back_page(file, review, form)
        if not form.validate():
            return self._taken_back_page(file, review, form), UNPROCESSABLE
        said = {"statement": form.statement.data or "", "proof": form.proof.data or ""}
        given: dict[str, Any] = {"officer": self.officer, "at": self._now(), **said}
        try:
            record_withdrawn_review(self.services.transaction, shown_by(form, reference), number, **given)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._taken_back_page(file, review, form), UNPROCESSABLE
        except _REFUSED as error:
            return conflict(self.render, error, form, file=file)
        flash(_("The review is recorded as taken back."), "success")
        return redirect(url_for("applications.review", reference=reference, number=number))

    def _taken_back_page(self, file: ApplicationFile, review: DecisionReview, form: TakenBackForm) -> str:
        return self.render("console/take_review_back.html", file=file, application=file.application, review=review, form=form)

    def _take_review(self, shown: Shown, asking: Asking) -> str:
        services = self.services
        known = (services.transaction, services.library, services.timing)
        return record_review(*known, shown, asking, officer=self.officer, at=self._now())

    def _reviewed(self, reference: str, number: int) -> tuple[ApplicationFile, FileReviews, DecisionReview]:
        services, file = self.services, self._file(reference)
        found = read_reviews(services.transaction, services.library, services.timing, reference, officer=self.officer)
        review = next((each for each in found.reviews if each.number == number), None)
        if review is None:
            raise NotFound("review", str(number))
        return file, found, review

    def _review_choices(self, file: ApplicationFile, found: FileReviews, review: DecisionReview) -> dict[str, str]:
        """Give what this officer can do about a review now; a file is not opened anew while its grant is to be revoked."""
        choices = review_choices(file, found, review, self.officer.account_id)
        return {name: words for name, words in choices.items() if name != "revise" or not self._is_to_be_revoked(file)}

    def _is_to_be_revoked(self, file: ApplicationFile) -> bool:
        known = (self.services.transaction, self.services.library, self.services.timing)
        found = read_revocations(*known, file.application.reference, officer=self.officer)
        return bool(found) and found[-1].closing is None

    def _do_review(self, form: ReviewActForm, reference: str, number: int) -> None:
        services, shown, said = self.services, shown_by(form, reference), form.reason.data or ""
        given: dict[str, Any] = {"officer": self.officer, "at": self._now(), "reason": said}
        of_it = (services.transaction, shown, number)
        known = (services.transaction, services.library, services.timing, shown, number)
        match form.act.data:
            case "admit":
                admit_review(*of_it, **given)
            case "turn_down":
                turn_down_review(*known, **given)
            case "revise":
                room = EvidenceRoom(services.transaction, services.settings.evidence)
                revise(room, services.library, shown, number, **given)
            case "propose":
                propose_keeping(*of_it, **given)
            case "return":
                return_keeping(*of_it, **given)
            case _:
                keep_decision(*known, **given)

    def _review_page(self, file: ApplicationFile, found: FileReviews, review: DecisionReview, form: ReviewActForm) -> str:
        services, reference = self.services, file.application.reference
        flight = read_preflight(services.transaction, services.library, reference, officer=self.officer)
        known = (services.transaction, services.library, services.timing)
        documents = list_documents(services.transaction, reference, officer=self.officer)
        shown = {
            "contested": contested_names(flight, review.contested),
            "document": next((each for each in documents if each.number == review.document), None),
            "evidence": self.evidence_of(reference),
            "kinds": kinds_of(services, file),
            "statement": read_statement(*known, reference, officer=self.officer),
            "choices": self._review_choices(file, found, review),
            "today": services.clock.today(),
            "may_take_back": may_take_back(file, review),
            "is_revoking": review.is_free and self._is_to_be_revoked(file),
        }
        words = PreFlightWords(flight) if flight else None
        common = {"file": file, "application": file.application, "found": found, "review": review, "form": form}
        return self.render("console/review.html", flight=flight, flight_words=words, **common, **shown)

    def _counter_page(self, file: ApplicationFile, form: CounterReviewForm) -> str:
        services, reference = self.services, file.application.reference
        flight = read_preflight(services.transaction, services.library, reference, officer=self.officer)
        found = read_reviews(services.transaction, services.library, services.timing, reference, officer=self.officer)
        words = PreFlightWords(flight) if flight else None
        form.items.choices = [SelectChoice(item.number, words.name(item)) for item in flight.items] if flight and words else []
        is_late = found.contesting is not None and not found.is_ordered and found.contesting.is_late(services.clock.today())
        common = {"file": file, "application": file.application, "found": found, "form": form, "is_late": is_late}
        return self.render("console/record_review.html", flight=flight, flight_words=words, **common)


def may_take_back(file: ApplicationFile, review: DecisionReview) -> bool:
    """Whether it can be recorded that a review is taken back."""
    return Act.RECORD_WITHDRAWN_REVIEW in file.application.acts and review.closing is None and not review.version


def kinds_of(services: Services, file: ApplicationFile) -> dict[str, str]:
    """Name the kinds of evidence of a file's rules."""
    policy = policy_of(services, file.application.pin.scheme, file.application.pin.version)
    return {id_: kind.label.say(language()) for id_, kind in policy.evidence.items()} if policy else {}


def review_choices(file: ApplicationFile, found: FileReviews, review: DecisionReview, account_id: int) -> dict[str, str]:
    """Give what this officer can do about a review now."""
    acts, proposal = set(file.application.acts), review.proposal
    is_second = proposal is not None and proposal.by_id != account_id
    possible = {
        "admit": Act.ADMIT_REVIEW in acts and review.waits_for_admission,
        "turn_down": Act.TURN_DOWN_REVIEW in acts and review.waits_for_admission,
        "propose": Act.PROPOSE_KEEPING in acts and review.is_free,
        "revise": Act.REVISE in acts and review.is_free and file.followed_by is None,
        "return": Act.RETURN_KEEPING in acts and is_second,
        "keep": Act.KEEP_DECISION in acts and is_second,
    }
    return {name: words for name, words in review_acts().items() if found.is_fresh and possible[name]}
