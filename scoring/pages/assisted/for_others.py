"""Filing for others: for whom the account may act until when, what it filled in, and beginning."""

from __future__ import annotations

from typing import ClassVar

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from scoring.application import consent
from scoring.application.authority import Authority
from scoring.application.persons import masked
from scoring.casework.authorities import authorities_held
from scoring.casework.preparations import list_prepared
from scoring.casework.prepare_application import ByAuthority, prepare_by_authority
from scoring.casework.record_application import Here
from scoring.errors import InputRefused, PolicyNotInForce
from scoring.pages.applying.draft_page import DraftForm
from scoring.pages.applying.hindrances import rules_in_the_way
from scoring.pages.assisted.words import say_refused
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.words import say_status
from scoring.pages.view import Answer, Page
from scoring.web.language import language
from scoring.web.person import signed_in_holder
from scoring.web.typed import whole_number


class ForOthersForm(DraftForm):
    """For whom and under which rules; the person agreed to what is kept."""

    authority = SelectField(_l("For whom"), validate_choice=False)
    scheme = SelectField(_l("Under which rules"), validate_choice=False)
    consent = BooleanField(_l("The person has read what is kept and for what, and agrees"))
    agreed = HiddenField()  # the version that was shown

    def refuse(self, refused: InputRefused) -> None:
        """Put what is wrong beside its input."""
        self.fault("authority" if refused.field == "kind" else refused.field, say_refused(refused))


class ForOthers(Page):
    """`/zh/account/for-others`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> Answer:
        """Show the list, or begin for one of them; who has a draft for the person already goes on with it."""
        services, holder = self.services, signed_in_holder()
        on = services.clock.today()
        held = authorities_held(services.transaction, holder, on=on)
        form = self._form([one for one in held if one.holds(on)])
        if form.validate_on_submit():
            version = (form.agreed.data or "") if form.consent.data else ""
            preparing = ByAuthority(form.scheme.data or "", version, whole_number(form.authority.data) or 0)
            here = Here(services.settings.mode, services.timing)
            given = {"holder": holder, "at": services.clock.now(), "here": here}
            try:
                draft = prepare_by_authority(services.transaction, services.library, preparing, **given)
            except InputRefused as refused:
                form.refuse(refused)
            except PolicyNotInForce:
                form.fault("scheme", rules_in_the_way(services, services.library.current(preparing.scheme, on)))
            else:
                return redirect(url_for("pages.draft", reference=draft.reference))
        form.agreed.data = consent.CURRENT
        titles = {policy.scheme: policy.title.say(language()) for policy in services.library.policies}
        known = {"held": held, "on": on, "titles": titles, "lines": list_prepared(services.transaction, holder.account_id)}
        texts = consent.TEXTS[consent.CURRENT]
        page = render_template("pages/assisted/for_others.html", form=form, consent=texts, say_status=say_status, **known)
        return page, UNPROCESSABLE if request.method == "POST" else 200

    def _form(self, held: list[Authority]) -> ForOthersForm:
        """Give the form with those for whom the account may act today, and the rules under which."""
        form, schemes = ForOthersForm(), {one.given.scheme for one in held}
        form.authority.choices = [SelectChoice(str(one.id), _say_person(one)) for one in held]
        newest = {policy.scheme: policy for policy in self.services.library.policies}
        form.scheme.choices = [
            SelectChoice(policy.scheme, policy.title.say(language()))
            for policy in newest.values()
            if (None in schemes or policy.scheme in schemes) and not rules_in_the_way(self.services, policy)
        ]
        return form


def _say_person(authority: Authority) -> str:
    principal = authority.given.principal
    return f"{masked(principal.name)} {principal.identity_number}"
