"""Handing in a document for a review that was asked for."""

from __future__ import annotations

from typing import ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.application.own_file import OwnFile
from scoring.application.review import OwnReview
from scoring.casework.hand_in_evidence import hand_in_evidence
from scoring.casework.own_queries import read_own_file
from scoring.casework.review_queries import own_reviews
from scoring.errors import EvidenceRefused, InputRefused, MoveRefused, NotFound, Stale
from scoring.pages.applying.draft_page import shown_version
from scoring.pages.applying.files import handed, room_of
from scoring.pages.applying.forms import FileForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.files import policy_of, shown
from scoring.pages.own.review import CONFLICT, is_open
from scoring.pages.view import Answer, Page
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.language import language
from scoring.web.person import signed_in_holder


class ReviewFileForm(FileForm):
    """A document for a review."""

    kind = RadioField(_l("What kind of document it is"), validate_choice=False)


class AddReviewFile(Page):
    """`/zh/account/applications/<reference>/reviews/<number>/file`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Ask for the file, or keep it; one that is refused is told with its remedy."""
        holder = signed_in_holder()
        file, review = self._read(reference, number, holder)
        form = self._form(file)
        if request.method == "GET":
            return self._page(file, review, form, 200) if is_open(file, review) else redirect(_back(reference, number))
        if not form.validate_on_submit():
            return self._page(file, review, form, UNPROCESSABLE)
        services = self.services
        try:
            given = handed(form, form.kind.data or "", services.settings.evidence.file_mib)
            seen, at = Shown(reference, shown_version()), services.clock.now()
            hand_in_evidence(room_of(services), services.library, seen, given, holder=holder, at=at)
        except (Stale, MoveRefused):
            return self._page(*self._read(reference, number, holder), form, CONFLICT)
        except EvidenceRefused as refused:
            form.fault("file", " ".join(say_evidence_refusal(refused)))
        except InputRefused as refused:
            form.refuse(refused)
        else:
            flash(_("The office has the document."), "own")
            return redirect(_back(reference, number))
        return self._page(file, review, form, UNPROCESSABLE)

    def _read(self, reference: str, number: int, holder: Holder) -> tuple[OwnFile, OwnReview]:
        services = self.services
        file = read_own_file(services.transaction, reference, holder=holder)
        found = own_reviews(services.transaction, services.library, services.timing, reference, holder=holder)
        review = next((each for each in found.reviews if each.number == number), None)
        if review is None:
            raise NotFound("review", str(number))
        return file, review

    def _form(self, file: OwnFile) -> ReviewFileForm:
        form, policy = ReviewFileForm(), policy_of(self.services, file.scheme, file.policy_version)
        kinds = policy.evidence.values() if policy else ()
        form.kind.choices = [SelectChoice(kind.id, kind.label.say(language())) for kind in kinds if kind.proof == "document"]
        return form

    def _page(self, file: OwnFile, review: OwnReview, form: ReviewFileForm, status: int) -> Answer:
        most = self.services.settings.evidence.file_mib
        known = {
            "review": review,
            "form": form,
            "most": most,
            "is_conflict": status == CONFLICT,
            "is_possible": is_open(file, review),
        }
        back = _back(file.reference, review.number)
        return render_template("pages/own/review_file.html", back=back, **known, **shown(self.services, file)), status


def _back(reference: str, number: int) -> str:
    return url_for("pages.own_review", reference=reference, number=number)
