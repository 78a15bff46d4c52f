"""送达: the queue of documents that are not served yet."""

from __future__ import annotations

from flask import request
from flask_admin import expose

from admin.serving_words import say_end, say_term_basis, say_wait
from admin.view import PAGE_SIZES, ConsoleView, page_wanted
from scoring.application.document import DocumentKind
from scoring.casework.lines import Wanted
from scoring.casework.unserved import UnservedSearch, count_unserved, list_unserved
from scoring.notices.document_texts import FORMS
from scoring.pages.own.documents import can_seal
from scoring.web.language import language


class UnservedView(ConsoleView):
    """`/admin/service/`."""

    @expose("/")
    def index(self) -> str:
        """List what waits, the oldest first."""
        services, today = self.services, self.services.clock.today()
        kind, known = request.args.get("kind", ""), (services.transaction, services.library, services.timing)
        asked = DocumentKind(kind) if kind in {each.value for each in DocumentKind} else None
        search = UnservedSearch(asked, overdue=request.args.get("which") == "overdue")
        page = list_unserved(*known, search, Wanted(*page_wanted()), officer=self.officer, today=today)
        every, overdue = count_unserved(*known, officer=self.officer, today=today)
        titles = {each: FORMS[each].title.say(language()) for each in DocumentKind}
        values = {"page": page, "search": search, "every": every, "overdue": overdue, "titles": titles, "today": today}
        words = {"say_wait": say_wait, "say_end": say_end, "say_term_basis": say_term_basis}
        return self.render("console/unserved.html", sizes=PAGE_SIZES, seals=can_seal(services), **values, **words)
