"""`/zh/cities/you`: what every scheme asks alike, once; the answers count in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from scoring.pages.check import UNPROCESSABLE
from scoring.pages.cities.asking import AskingPage, Part, profile_parts, withheld
from scoring.pages.cookies import TooMuch, fits
from scoring.pages.forms import FactsForm, FormError, as_form_data, facts_form, received
from scoring.pages.questions import merged
from scoring.policy.model import Policy
from scoring.web.language import language


class Profile(AskingPage):
    """Asks, or takes what was answered."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self) -> AnyResponse:
        """Show the form, or keep the answers and lead back to the comparison."""
        policies = [one.policy for one in self.compared()]
        parts = profile_parts(policies)
        if not parts:
            return redirect(url_for("pages.cities"))
        kept = self.cookies.profile(request)
        facts = {fact.id: fact for part in parts for fact in part.facts}
        form_class = facts_form(facts.values(), language())
        if request.method == "GET":
            known = {id_: value for id_, value in kept.answers.items() if id_ in facts and fits(facts[id_], value)}
            response = make_response(_page(policies, parts, form_class(formdata=None, data=as_form_data(known))))
            self.cookies.forget_spoilt(request, response)
            return response
        form, press = received(form_class, request.form)
        if press is not None:
            return make_response(_page(policies, parts, form))
        if not form.validate():
            return make_response(_page(policies, parts, form), UNPROCESSABLE)
        response = redirect(url_for("pages.cities"))
        try:
            self.cookies.write_profile(request, response, merged(kept.answers, list(facts.values()), form.answers()))
        except TooMuch:
            words = _("These are more answers than your browser can keep. Shorten a list, or delete your other answers.")
            return make_response(_page(policies, parts, form, FormError(words, "main-content")), UNPROCESSABLE)
        return response


def _page(policies: Sequence[Policy], parts: Sequence[Part], form: FactsForm, *further: FormError) -> str:
    errors = [*form.problems(), *further]
    return render_template(
        "pages/cities/profile.html",
        parts=[(part, [form.find(fact.id) for fact in part.facts]) for part in parts],
        form=form,
        remarks={fact.id: remarks(policies, fact.id) for part in parts for fact in part.facts},
        not_asked=withheld(policies),
        errors=[{"text": error.text, "href": f"#{error.focus_id}"} for error in errors],
        has_errors=bool(errors),
    )


def remarks(policies: Sequence[Policy], fact: str) -> list[tuple[Policy, str]]:
    """Give what single schemes say of a shared question in words of their own."""
    asking = [(policy, policy.facts[fact]) for policy in policies if fact in policy.facts and policy.facts[fact].shared]
    said = [(policy, own.help.say(language())) for policy, own in asking if own.help != own.common_help]
    return [(policy, words) for policy, words in said if words]
