"""The counter: finding an account by the code its page shows, verifying the identity from the card, a new start of a password."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, request
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from admin.forms import AuthorityForm, CardForm, CodeForm, CorrectionForm, NewStartForm, ShownForm
from admin.refusal_words import say_refusal
from admin.view import ConsoleView
from admin.views.assisting import AssistingPages
from admin.views.authority import AuthorityPages
from scoring.application.holder import Card
from scoring.application.identity import IdentityNumber, identity_number
from scoring.casework.correct_identity import Correction, correct_identity
from scoring.casework.counter import AtCounter, find_at_counter
from scoring.casework.new_start import give_new_start
from scoring.casework.verify_identity import verify_identity
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.web.typed import whole_number

Answer = Response | str | tuple[str, int]
UNPROCESSABLE, CONFLICT = 422, 409


class CounterView(AssistingPages, AuthorityPages, ConsoleView):
    """`/admin/counter/`."""

    @expose("/", methods=["GET", "POST"])
    def index(self) -> Answer:
        """Ask for the code, then show the account that has it. The code stands in no address."""
        form = CodeForm()
        if not form.validate_on_submit():
            return self._ask(form)
        return self._open(form)

    @expose("/verify", methods=["POST"])
    def verify(self) -> Answer:
        """Keep what stands on the card that the officer saw."""
        form = CardForm()

        def do() -> str:
            given = {"officer": self.officer, "at": self.services.clock.now(), "saw_card": form.saw_card.data}
            verify_identity(self.services.transaction, form.code.data or "", self._card(form), **given)
            return _("The identity of this account is verified.")

        return self._act(form, do)

    @expose("/correct", methods=["POST"])
    def correct(self) -> Answer:
        """Put right what was typed wrongly."""
        form = CorrectionForm()

        def do() -> str:
            version = whole_number(form.version.data) or 0
            correction = Correction(form.code.data or "", self._card(form), form.reason.data or "", version)
            correct_identity(self.services.transaction, correction, officer=self.officer, at=self.services.clock.now())
            return _("The identity of this account is corrected.")

        return self._act(form, do)

    @expose("/new-start", methods=["GET", "POST"])
    def new_start(self) -> Answer:
        """Give the account of a person whose card the officer saw a code for a new password, shown this once."""
        form = NewStartForm()
        if form.validate_on_submit():
            try:
                number = self._number(form)
                given = {"officer": self.officer, "at": self.services.clock.now(), "saw_card": form.saw_card.data}
                made = give_new_start(self.services.transaction, number, **given)
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            else:
                return self.render("console/new_start_given.html", made=made)
        page = self.render("console/new_start.html", form=form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    def _ask(self, form: CodeForm) -> Answer:
        page = self.render("console/counter.html", form=form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    def _open(self, form: CodeForm, act: ShownForm | None = None) -> Answer:
        """Show the account, or what is wrong with the code; with the form of an act that was refused in its place."""
        code = form.code.data or ""
        try:
            found = find_at_counter(self.services.transaction, code, officer=self.officer, at=self.services.clock.now())
        except InputRefused as refused:
            form.refuse("code", say_refusal(refused))
            return self._ask(form)
        return self._account(found, code, act or self._form(code, found))

    def _account(self, found: AtCounter, code: str, form: ShownForm) -> str:
        given = {"found": found, "form": form, "code": code, "held": self.held(found), "titles": self.titles()}
        own = form if isinstance(form, AuthorityForm) else self.authority_form(code)
        card = self._form(code, found) if own is form else form
        return self.render("console/at_counter.html", **(given | {"form": card, "authority": own, "summary": form.summary()}))

    def _form(self, code: str, found: AtCounter) -> ShownForm:
        kind = CardForm if found.holder.identity is None else CorrectionForm
        return kind(formdata=None, data={"code": code, "version": str(found.version)})

    def _act(self, form: ShownForm, do: Callable[[], str]) -> Answer:
        code = CodeForm(formdata=None, data={"code": form.code.data})
        try:
            if form.validate_on_submit():
                flash(do(), "success")
                return self._open(code)
        except InputRefused as refused:
            if refused.field == "code":
                code.refuse("code", say_refusal(refused))
                return self._ask(code)
            form.refuse(refused.field, say_refusal(refused))
        except (Stale, NotAllowed) as conflict:
            found = find_at_counter(self.services.transaction, code.code.data, officer=self.officer, at=self.services.clock.now())
            form.version.data = str(found.version)
            form.refuse("name", _say(conflict))
            return self._account(found, code.code.data, form), CONFLICT
        answer = self._open(code, form)
        return answer if isinstance(answer, tuple) else (answer, UNPROCESSABLE)

    def _card(self, form: ShownForm) -> Card:
        return Card(form.name.data or "", self._number(form))

    def _number(self, form: ShownForm) -> IdentityNumber:
        return identity_number(form.identity_number.data or "", on=self.services.clock.today())


def _say(conflict: Stale | NotAllowed) -> str:
    if isinstance(conflict, Stale):
        return _("It was corrected meanwhile. Compare what stands here now with the card.")
    return _("You verified this identity yourself: another supervisor corrects it.")
