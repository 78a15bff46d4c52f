"""The letters of a file, to be printed by its officers: the name is masked until a reason is written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import request
from flask_admin import expose
from werkzeug.exceptions import NotFound

from admin.deadlines import recorded_days_of
from admin.forms import RevealForm
from admin.views.acting import Answer
from admin.views.revealing import show_whole
from scoring.casework.read_document import list_documents, read_document
from scoring.casework.seal_document import seal_document
from scoring.notices.letters import Letter, Record, Told, find_letter, letters_of
from scoring.pages.own.documents import sent_document
from scoring.pages.own.files import policy_of
from scoring.pages.own.letters import WORDS, Addressed, number_of
from scoring.web.viewing import already_told

if TYPE_CHECKING:
    from scoring.casework.queries import ApplicationFile
    from scoring.web.services import Services


class LetterPages:
    """The page of one letter; the rest is the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    _file: Callable[[str], ApplicationFile]

    @expose("/<reference>/letters/<letter>", methods=["GET", "POST"])
    def letter(self, reference: str, letter: str) -> Answer:
        """Show one letter; sent with a reason, with the name in full, this once."""
        page = partial(self._letter_page, reference, letter)
        if request.method == "GET":
            return page(RevealForm(formdata=None), whole=False)
        page(RevealForm(formdata=None), whole=False)  # what there is not is not revealed either
        return show_whole(self, reference, page)  # type: ignore[arg-type]  # the view that has these pages

    @expose("/<reference>/documents/<int:number>")
    def document(self, reference: str, number: int) -> Answer:
        """Send one document as it was issued."""
        at, services = self.services.clock.now(), self.services
        font = services.timing.issuing.font
        seal_document(services.transaction, services.settings.seal, reference, number, asked_by=self.officer, at=at, font=font)
        found = read_document(services.transaction, reference, number, officer=self.officer, at=at)
        already_told()
        return sent_document(found, reference, font)

    def _letter_page(self, reference: str, id_: str, reveal: RevealForm, *, whole: bool) -> str:
        file = self._file(reference)
        application = file.application
        policy = policy_of(self.services, application.pin.scheme, application.pin.version)
        found = find_letter(letters_of_file(self.services, file), id_)
        if found is None or policy is None:
            raise NotFound
        name = application.applicant.name if whole else application.applicant.masked_name
        issued = list_documents(self.services.transaction, reference, officer=self.officer)
        addressed = Addressed(found, reference, name, policy, file.office, number_of(found, issued))
        return self.render("console/letter.html", addressed=addressed, reveal=reveal, whole=whole, **WORDS)


def letters_of_file(services: Services, file: ApplicationFile) -> tuple[Letter, ...]:
    """Give the letters of a file; none where its rules are not known here any more."""
    policy = policy_of(services, file.application.pin.scheme, file.application.pin.version)
    if policy is None:
        return ()
    told = [Told(event.act, event.at, event.actor_id is None, event.note) for event in file.events]
    record = Record(told, file.supplements, recorded_days_of(file), file.letters)
    return letters_of(record, policy.procedure, services.timing)
