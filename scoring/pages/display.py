"""Larger letters and a stronger contrast, for every page of the service, without a script."""

from __future__ import annotations

from typing import ClassVar

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice

from scoring.pages.view import Answer, Page
from scoring.web.display import display, keep_display, read_display

SIZES = (("usual", _l("Usual")), ("large", _l("Large")), ("larger", _l("Very large")))
CONTRASTS = (("usual", _l("Usual")), ("high", _l("High: dark letters on white")))


class DisplayForm(FlaskForm):
    """What is chosen, and the page to go back to."""

    size = RadioField(_l("Letters"), choices=[SelectChoice(*each) for each in SIZES])
    contrast = RadioField(_l("Contrast"), choices=[SelectChoice(*each) for each in CONTRASTS])
    back = HiddenField()


class DisplayPage(Page):
    """`/zh/display`: what is chosen holds on every page of this browser."""

    methods: ClassVar[list[str]] = ["GET", "POST"]

    def dispatch_request(self) -> Answer:
        """Ask, or keep what is chosen and go back."""
        if request.method == "GET":
            now = display()
            form = DisplayForm(formdata=None, size=now.size, contrast=now.contrast, back=own_path(request.args.get("back", "")))
            return render_template("pages/display.html", form=form)
        form = DisplayForm()
        answer = redirect(own_path(form.back.data or "") or url_for("pages.start"))
        keep_display(answer, read_display(form.size.data or "", form.contrast.data or ""))
        return answer


def own_path(path: str) -> str:
    """Give *path* if it is one of this service, else nothing: a link must not lead elsewhere."""
    is_own = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if is_own else ""
