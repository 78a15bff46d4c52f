"""Taking an application back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.application.own_file import OwnFile
from scoring.application.status import Act, Status
from scoring.casework.own_queries import read_own_file
from scoring.casework.withdraw_application import withdraw_application
from scoring.errors import InputRefused, MoveRefused, Stale
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.files import FileAct, file_address, shown
from scoring.pages.own.forms import WithdrawForm, fault
from scoring.pages.view import Answer

CONFLICT = 409


class WithdrawFile(FileAct):
    """`/zh/account/applications/<reference>/withdraw`."""

    act = Act.WITHDRAW
    comes_again = True

    def answer(self, file: OwnFile, holder: Holder) -> Answer:
        """Ask for a statement; then withdraw. A second click finds it withdrawn, and leads to the file."""
        form = WithdrawForm()
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(file, form), UNPROCESSABLE if request.method == "POST" else 200
        if not form.sure.data:
            fault(form.sure, _("Tick the box to withdraw the application."))
            return self._page(file, form), UNPROCESSABLE
        return self._withdraw(file, form, holder)

    def _withdraw(self, file: OwnFile, form: WithdrawForm, holder: Holder) -> Answer:
        services, seen = self.services, Shown(file.reference, form.shown_version)
        statement = form.statement.data or ""
        try:
            withdraw_application(services.transaction, seen, holder=holder, at=services.clock.now(), statement=statement)
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(file, form), UNPROCESSABLE
        except (Stale, MoveRefused):
            now = read_own_file(services.transaction, file.reference, holder=holder)
            if now.status is Status.WITHDRAWN:
                return redirect(file_address(file.reference))
            return self._page(now, form, is_conflict=True), CONFLICT
        flash(_("The application is withdrawn. Nothing more happens with it."), "own")
        return redirect(file_address(file.reference))

    def _page(self, file: OwnFile, form: WithdrawForm, *, is_conflict: bool = False) -> str:
        form.version.data = str(file.version)
        known = {**shown(self.services, file), "is_conflict": is_conflict, "is_possible": self.act in file.acts}
        return render_template("pages/own/withdraw.html", form=form, **known)
