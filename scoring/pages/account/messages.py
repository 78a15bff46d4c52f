"""The messages of an account: every notice, and the word of its holder that it was read."""

from __future__ import annotations

from typing import ClassVar

from flask import redirect, render_template, request, url_for

from scoring.casework.lines import Wanted
from scoring.casework.messages import count_unread, list_notices, mark_read
from scoring.notices.texts import say_notice
from scoring.pages.account.forms import ConfirmForm
from scoring.pages.view import Answer, Page
from scoring.web.language import language
from scoring.web.person import signed_in_holder

SIZE = 20


def _seen_from(page: int) -> str:
    """Give the page on which it was said that a notice is read: that of a file, or the list."""
    reference = request.form.get("reference", "")
    return url_for("pages.own_file", reference=reference, _anchor="messages") if reference else url_for("pages.messages", page=page)


class Messages(Page):
    """`/zh/account/messages`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]

    def dispatch_request(self) -> Answer:
        """Show the notices, the newest first; or keep that one was read. To look at the page alone keeps nothing."""
        holder, number = signed_in_holder(), request.args.get("page", 1, int)
        if ConfirmForm().validate_on_submit():
            notice = request.form.get("notice", 0, int)
            mark_read(self.services.transaction, notice, holder=holder, at=self.services.clock.now())
            return redirect(_seen_from(number))
        return render_template(
            "pages/account/messages.html",
            page=list_notices(self.services.transaction, holder, Wanted(number, SIZE)),
            unread=count_unread(self.services.transaction, holder),
            say=lambda notice: say_notice(notice.kind, notice.facts, language()),
        )
