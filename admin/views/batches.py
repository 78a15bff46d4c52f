"""The batch way of a department: open requests out as a sheet, answers in by one, looked through before they are signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import request
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.batch_words import say_column, say_row_problem
from admin.carried import pack, unpack
from admin.department_forms import CarriedSheetForm, SheetForm
from admin.views.acting import UNPROCESSABLE, Answer
from scoring.application.sheet_columns import Column
from scoring.casework.batches import list_batches
from scoring.casework.department_queries import count_requests
from scoring.casework.export_requests import EXPORT_MAX, Part, export_requests
from scoring.casework.import_answers import REQUESTS_MAX, Judged, check_answers, import_answers
from scoring.casework.sheets import KINDS, SHEET_MAX, SheetKind, kind_of, write_sheet
from scoring.errors import SheetRefused
from scoring.evidence.sheets import ROWS_MAX
from scoring.web.language import language
from scoring.web.services import Services
from scoring.web.sheet_words import say_sheet_refusal
from scoring.web.viewing import tell_rows

SHOWN = 100
"""How many bad rows a page names; the file of bad rows has them all."""


class BatchPages:
    """The pages of sheets; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]

    @expose("/batch", methods=["GET", "POST"])
    def batch(self) -> Answer:
        """Offer what is open as sheets, and look a filled one through."""
        form = SheetForm()
        if request.method == "GET":
            return self._offer(form)
        if not form.validate():
            return self._offer(form), UNPROCESSABLE
        content = form.file.data.read(SHEET_MAX + 1)
        return self._judged(content, form, check_answers)

    @expose("/batch/file")
    def batch_file(self) -> Response:
        """Send one part of the open requests."""
        asked, number = request.args.get("as", ""), request.args.get("part", 1, int)
        kind = cast("SheetKind", asked if asked in KINDS else "xlsx")
        services = self.services
        made = export_requests(services.transaction, services.library, Part(number, kind, language()), officer=self.officer)
        tell_rows(made.rows)
        return _attached(made.content, kind, f"requests-{services.clock.today()}-{made.number}-{made.parts}")

    @expose("/batch/import", methods=["POST"])
    def import_answers(self) -> Answer:
        """Keep the good answers of a sheet that was looked through, under the name of who is signed in."""
        form = CarriedSheetForm()
        content = unpack(form.sheet.data or "") if form.validate() else None
        return self._judged(content, SheetForm(formdata=None), import_answers)

    @expose("/batch/bad-rows", methods=["POST"])
    def bad_rows(self) -> Answer:
        """Send the rows that do not count, each with what is wrong, to be put right and sent again."""
        form = CarriedSheetForm()
        content = unpack(form.sheet.data or "") if form.validate() else None
        if content is None:
            return self._ask_again(SheetForm(formdata=None))
        services = self.services
        judged = check_answers(services.transaction, services.library, content, officer=self.officer, at=services.clock.now())
        rows = _bad(judged)
        tell_rows(len(rows))
        kind = kind_of(content)
        return _attached(write_sheet(kind, tuple(Column), rows, language()), kind, f"bad-rows-{services.clock.today()}")

    def _judged(self, content: bytes | None, form: SheetForm, judge: Callable[..., Judged]) -> Answer:
        if content is None:
            return self._ask_again(form)
        services = self.services
        try:
            judged = judge(services.transaction, services.library, content, officer=self.officer, at=services.clock.now())
        except SheetRefused as refused:
            form.refuse("file", " ".join(say_sheet_refusal(refused)))
            return self._offer(form), UNPROCESSABLE
        carried = CarriedSheetForm(formdata=None)
        carried.sheet.data = pack(content)
        tell_rows(judged.bad_rows)
        is_done = judge is import_answers
        values = {"form": carried, "shown": SHOWN, "say_column": say_column, "say_row_problem": say_row_problem}
        return self.render("console/batch_judged.html", judged=judged, is_done=is_done, **values)

    def _ask_again(self, form: SheetForm) -> Answer:
        form.refuse("file", _("Choose the file again."))
        return self._offer(form), UNPROCESSABLE

    def _offer(self, form: SheetForm) -> str:
        transaction, common = self.services.transaction, {"officer": self.officer}
        inbox = count_requests(transaction, today=self.services.clock.today(), **common)
        parts, limits = max(1, -(-inbox.open // EXPORT_MAX)), {"rows": ROWS_MAX, "requests": REQUESTS_MAX, "mib": SHEET_MAX >> 20}
        values = {"inbox": inbox, "parts": parts, "size": EXPORT_MAX, "limits": limits, "kinds": tuple(KINDS)}
        return self.render("console/batch.html", form=form, batches=list_batches(transaction, **common), **values)


def _bad(judged: Judged) -> list[dict[Column, str]]:
    """Give the rows that do not count, as they came in, with what is wrong with each."""
    wrong: dict[int, list[str]] = {}
    for problem in judged.problems:
        wrong.setdefault(problem.row, []).append(f"{say_column(problem.column)}: {say_row_problem(problem)}")
    return [{**line.cells, Column.PROBLEM: " ".join(wrong[line.row])} for line in judged.lines if line.row in wrong]


def _attached(content: bytes, kind: SheetKind, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "no-store"}
    return Response(content, headers=headers, content_type=KINDS[kind])
