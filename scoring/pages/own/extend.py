"""Asking, once, for more time to answer what is missing."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from scoring.application.application import Shown
from scoring.casework.extend_supplement import extend_supplement
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.answer_sheet import AnswerPage, AnswerSheet
from scoring.pages.own.forms import ExtendForm
from scoring.pages.own.withdraw import CONFLICT
from scoring.pages.view import Answer
from scoring.pages.words import say_day


class ExtendSupplement(AnswerPage):
    """`/zh/account/applications/<reference>/supplement/extend`."""

    comes_again = True

    def answer(self, sheet: AnswerSheet, **_where: int) -> Answer:
        """Ask for the reason, or move the last day. A second click finds it moved, and leads to the list."""
        form, back = ExtendForm(), url_for("pages.own_supplement", reference=sheet.file.reference)
        if request.method == "GET" or not form.validate_on_submit():
            if request.method == "GET" and sheet.extension is None:
                return redirect(back)
            return self._page(sheet, form), UNPROCESSABLE if request.method == "POST" else 200
        try:
            self._extend(sheet, form)
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(sheet, form), UNPROCESSABLE
        except (NotAllowed, CalendarUnknown) as error:
            form.form_errors = [*form.form_errors, _say_why(error)]
            return self._page(sheet, form), CONFLICT
        except (Stale, MoveRefused):
            return self._page(self.again(sheet), form, is_conflict=True), CONFLICT
        return redirect(back)

    def _extend(self, sheet: AnswerSheet, form: ExtendForm) -> None:
        services = self.services
        asking = (Shown(sheet.file.reference, form.shown_version), form.reason.data or "")
        given = {"holder": sheet.holder, "at": services.clock.now()}
        until = extend_supplement(services.transaction, services.library, services.timing, asking, **given)
        flash(_("You may answer until %(day)s.", day=say_day(until)), "own")

    def _page(self, sheet: AnswerSheet, form: ExtendForm, *, is_conflict: bool = False) -> str:
        form.version.data = str(sheet.file.version)
        return render_template("pages/own/extend.html", form=form, is_conflict=is_conflict, **self.shown(sheet))


def _say_why(error: NotAllowed | CalendarUnknown) -> str:
    """Say why the last day cannot be moved."""
    match error:
        case NotAllowed(why="extensible"):
            return _("The term was extended already, or these rules do not extend it: it can be extended once and no more.")
        case NotAllowed():
            return _("The last day to answer is over and cannot be moved. Answer now: it still counts while the file is open.")
        case CalendarUnknown():
            return _("The working days of %(year)d are not known yet, so that no new day can be told.", year=error.year)
