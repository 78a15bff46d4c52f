"""Applications: the list, one file, and every act of an officer or supervisor on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import redirect, request, url_for
from flask_admin import expose

from admin.deadlines import deadlines_of, next_deadlines
from admin.forms import RevealForm, ShownForm
from admin.intake_words import is_term_over, words_for
from admin.offers import Standing, offered
from admin.outside_words import clocks_of, next_acts
from admin.question_words import QuestionWords
from admin.search import due_wanted, moved, search_wanted
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from admin.views.acting import Answer
from admin.views.consulting import ConsultPages
from admin.views.deciding import DecidePages
from admin.views.desk import DeskPages
from admin.views.erasing import ErasePages, show_remains
from admin.views.evidence import EvidencePages
from admin.views.filing import read_basis
from admin.views.following import FollowingPages
from admin.views.intake import IntakePages
from admin.views.letters import LetterPages
from admin.views.objections import ObjectionPages
from admin.views.originals import OriginalsPages, summons_in_force
from admin.views.outside import OutsidePages
from admin.views.questioning import QuestionPages
from admin.views.recording import RecordPages
from admin.views.revealing import show_whole
from admin.views.reviews import ReviewPages
from admin.views.revoking import RevokingPages
from admin.views.serving import ServePages
from admin.views.settling import SettlingPages
from admin.views.verifying import VerifyPages
from scoring.application.desk import Flag
from scoring.application.retention import CLASSES
from scoring.application.revocation import Revocation
from scoring.application.settling import Window
from scoring.application.status import PRIVATE, Status
from scoring.casework.deliveries import deliveries_of
from scoring.casework.legal_hold import read_holding
from scoring.casework.lines import Wanted
from scoring.casework.lists import list_applications
from scoring.casework.objection_queries import read_objections
from scoring.casework.offices import list_offices
from scoring.casework.queries import ApplicationFile
from scoring.casework.read_document import list_documents
from scoring.casework.review_queries import FileReviews, read_reviews
from scoring.errors import Erased
from scoring.pages.applying.details import cities_of, statistics_rows
from scoring.pages.own.documents import can_seal, say_document
from scoring.pages.own.service_words import ServiceWords


class ApplicationsView(
    RecordPages,
    RevokingPages,
    VerifyPages,
    QuestionPages,
    ConsultPages,
    IntakePages,
    LetterPages,
    ObjectionPages,
    ReviewPages,
    OriginalsPages,
    OutsidePages,
    ServePages,
    SettlingPages,
    FollowingPages,
    DecidePages,
    DeskPages,
    EvidencePages,
    ErasePages,
    ConsoleView,
):
    """`/admin/applications/`."""

    @expose("/", methods=["GET", "POST"])
    def index(self) -> Answer:
        """List applications, the newest first; by their deadlines, what came first."""
        elsewhere = moved()
        if elsewhere is not None:
            return elsewhere
        search = search_wanted(self.services)
        page = list_applications(self.services.transaction, search, Wanted(*page_wanted()), officer=self.officer)
        return self.render(
            "console/applications.html",
            page=page,
            deadlines=next_deadlines(self.services, page),
            search=search,
            due=due_wanted(),
            statuses=[status for status in Status if status not in PRIVATE],
            schemes=self.services.library.schemes(),
            flags=list(Flag),
            offices=list_offices(self.services.transaction),
            sizes=PAGE_SIZES,
        )

    @expose("/<reference>")
    def file(self, reference: str) -> str:
        """Show one application with all that belongs to it."""
        return self._page_of(reference, RevealForm(formdata=None), whole=False)

    @expose("/<reference>/reveal", methods=["GET", "POST"])
    def reveal(self, reference: str) -> Answer:
        """Show the file with names and numbers in full, this once, for a reason."""
        if request.method == "GET":
            self._file(reference)
            return redirect(url_for("applications.file", reference=reference))
        return show_whole(self, reference, partial(self._page_of, reference))

    def _page_of(self, reference: str, reveal: RevealForm, *, whole: bool) -> str:
        try:
            file = self._file(reference)
        except Erased as erased:
            return show_remains(self, erased)
        evidence = self.evidence_of(reference)
        words = words_for(self.services, file, evidence)
        return self.render(
            "console/file.html",
            deliveries=deliveries_of(self.services.transaction, reference, officer=self.officer),
            documents=list_documents(self.services.transaction, reference, officer=self.officer),
            say_document=say_document,
            service_words=ServiceWords(self.services.timing.working_days),
            seals=can_seal(self.services),
            file=file,
            application=file.application,
            basis=read_basis(self.services.library, file.application.pin, file.assessments[0]),
            deadlines=deadlines_of(self.services, file),
            evidence=evidence,
            shown=ShownForm(formdata=None, data={"version": str(file.application.version)}),
            hold=read_holding(self.services.transaction, reference, officer=self.officer).hold,
            reveal=reveal,
            whole=whole,
            closed=CLASSES,
            intake_words=words,
            statistics=statistics_rows(cities_of(self.services), file.statistics),
            objections=read_objections(self.services.transaction, reference, officer=self.officer),
            summons=summons_in_force(file),
            case_clocks=clocks_of(self.services, words.policy, file),
            question_words=QuestionWords(words.policy, evidence.files),
            today=self.services.clock.today(),
            **self._afterwards(file),
            **self.following_words(file),
        )

    def _afterwards(self, file: ApplicationFile) -> dict[str, Any]:
        """Give what a page says of what comes after a decision, and which acts it offers."""
        reference = file.application.reference
        known = (self.services.transaction, self.services.library, self.services.timing)
        reviews = read_reviews(*known, reference, officer=self.officer)
        revocations, settling = self.revocations_of(reference), self.settling_words(reference)
        return {
            "reviews": reviews,
            "revocations": revocations,
            "offered": offered(file, self._standing(file, reviews, revocations, settling)),
            "next_acts": lambda case: next_acts(case, file, reviews, revocations),
            **settling,
        }

    def _standing(
        self, file: ApplicationFile, reviews: FileReviews, revocations: tuple[Revocation, ...], settling: Mapping[str, Any]
    ) -> Standing:
        window: Window | None = settling["window"]
        return Standing(
            may_ask=all(supplement.round != file.application.pin.round for supplement in file.supplements),
            term_is_over=is_term_over(file, self.services.clock.today()),
            may_lapse=window is not None and not settling["hindrance"],
            has_letter=window is not None and window.waiting is not None,
            is_revoking=bool(revocations) and revocations[-1].closing is None,
            is_reviewed=any(review.closing is None for review in reviews.reviews),
        )
