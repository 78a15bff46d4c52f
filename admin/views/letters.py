"""The documents of a file, to be read and printed by its officers: names are masked until a reason is written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import request
from flask_admin import expose
from werkzeug.exceptions import NotFound

from admin.forms import RevealForm
from admin.views.acting import Answer
from admin.views.revealing import show_whole
from scoring.casework.read_document import list_documents, read_document
from scoring.casework.seal_document import seal_document
from scoring.pages.own.documents import sent_document
from scoring.pages.own.letters import Sheet
from scoring.pages.own.service_words import ServiceWords
from scoring.web.viewing import already_told

if TYPE_CHECKING:
    from scoring.casework.queries import ApplicationFile
    from scoring.web.services import Services


class LetterPages:
    """The pages of one document; the rest is the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    _file: Callable[[str], ApplicationFile]

    @expose("/<reference>/documents/<int:number>/read", methods=["GET", "POST"])
    def letter(self, reference: str, number: int) -> Answer:
        """Show one document; sent with a reason, with names in full, this once."""
        page = partial(self._letter_page, reference, number)
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

    def _letter_page(self, reference: str, number: int, reveal: RevealForm, *, whole: bool) -> str:
        application = self._file(reference).application
        documents = list_documents(self.services.transaction, reference, officer=self.officer)
        found = next((each for each in documents if each.number == number), None)
        if found is None:
            raise NotFound
        hidden = {} if whole else {person.name: person.masked_name for person in application.persons}
        words = {"service_words": ServiceWords(self.services.timing.working_days)}
        sheet = Sheet(found, hidden)
        return self.render("console/letter.html", sheet=sheet, reference=reference, reveal=reveal, whole=whole, **words)
