"""The words of requests to departments: acts, how far a fact is settled and by which rule, what is refused and what to do then."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.application.departments import AgencyRequest, FactStanding
from scoring.pages.words import say_day
from scoring.policy.facts import Verification
from scoring.policy.model import Policy
from scoring.policy.wording import Text
from scoring.web.language import language
from scoring.web.refusal_words import Remedies
from scoring.web.services import services_here


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        say_department=say_department,
        say_rule=say_rule,
        say_request=say_request,
        request_colour=request_colour,
        say_settled=say_settled,
        say_due=say_due,
        say_validity=say_validity,
    )


def departments_of(policy: Policy) -> Mapping[str, Text]:
    """Give whom one can ask under a policy: whom the policy names, and whom the office asks."""
    return {**services_here().timing.departments, **policy.departments}


def departments_known() -> Mapping[str, Text]:
    """Give every department that a policy or the office names."""
    services = services_here()
    named = (policy.departments for policy in services.library.policies)
    return {**{id_: label for departments in named for id_, label in departments.items()}, **services.timing.departments}


def say_department(policy: Policy, name: str) -> str:
    """Name a department as the policy does, else as the office does."""
    label = departments_of(policy).get(name)
    return label.say(language()) if label else name


def acts() -> dict[str, str]:
    """Name the acts as the journal has them."""
    return {
        "ask_departments": _("Departments asked"),
        "answer_request": _("A department answered"),
        "decline_request": _("A department declined to answer"),
        "import_answers": _("Answers imported by a department"),
        "contest_answer": _("A department's answer contested"),
        "withdraw_request": _("Request to a department taken back"),
    }


def say_rule(policy: Policy, rule: Verification) -> str:
    """Say who confirms a fact and how several answers combine."""
    if not rule.by:
        return _("The policy names no department: the answer of any one suffices.")
    by = _(", ").join(say_department(policy, name) for name in rule.by)
    match rule.agree:
        case "highest":
            return _("Confirmed by %(by)s: the answer that gives the most points counts.", by=by)
        case "must_agree":
            return _("Confirmed by %(by)s: all of them must answer, and alike.", by=by)
        case "sum":
            return _("Confirmed by %(by)s: all of them must answer, and what they say is added.", by=by)
        case _:
            return _("Confirmed by %(by)s: one answer suffices.", by=by)


def say_settled(one: FactStanding) -> str:
    """Say how far departments have settled a fact."""
    return {
        "none": _("no answer in force"),
        "open": _("with a department"),
        "stands": _("confirmed"),
        "differ": _("the answers differ"),
        "incomplete": _("another department must answer too"),
        "refused": _("a department declined"),
    }[one.state]


def say_department_obstacle(fact: str, kind: str) -> str:
    """Say what a fact waits for at the departments."""
    match kind:
        case "awaiting":
            return _("%(fact)s: a department has not answered yet", fact=fact)
        case "differ":
            return _("%(fact)s: the departments' answers differ. Contest one of them", fact=fact)
        case "incomplete":
            return _("%(fact)s: the policy wants another department's answer too. Ask it", fact=fact)
        case _:
            return _("%(fact)s: departments contradict each other. Contest one of the answers", fact=fact)


def say_request(request: AgencyRequest) -> str:
    """Say how a request stands."""
    if request.closing is None:
        return _("Waits")
    return {"answer": _("Answer given"), "decline": _("No answer given"), "withdraw": _("Taken back")}[request.closing.kind]


def request_colour(request: AgencyRequest) -> str:
    """Give the colour of that."""
    if request.closing is None:
        return "light-blue"
    return {"answer": "green", "decline": "orange", "withdraw": "grey"}[request.closing.kind]


def say_due(request: AgencyRequest) -> str:
    """Say until when an answer is wanted, and how far off that is."""
    if request.due is None:
        return _("No term is set.")
    left = (request.due - services_here().clock.today()).days
    if left < 0:
        return ngettext("%(day)s: overdue by %(num)d day", "%(day)s: overdue by %(num)d days", -left, day=say_day(request.due))
    if left == 0:
        return _("%(day)s: today is the last day", day=say_day(request.due))
    return ngettext("%(day)s: %(num)d day left", "%(day)s: %(num)d days left", left, day=say_day(request.due))


def say_validity(request: AgencyRequest) -> str:
    """Say from when to when an answer holds."""
    closing = request.closing
    if closing is None or closing.valid_from is None:
        return ""
    if closing.valid_until is None:
        return _("holds from %(first)s", first=say_day(closing.valid_from))
    return _("holds from %(first)s to %(last)s", first=say_day(closing.valid_from), last=say_day(closing.valid_until))


REMEDIES: Remedies = (
    (r"Choose at least one fact to ask about\.", lambda: _("Choose at least one fact to ask about.")),
    (r"Say for what the departments are asked\.", lambda: _("Say for what the departments are asked.")),
    (r"There is no such department.*", lambda: _("There is no such department. Choose one of the list.")),
    (r"Ask each department once\.", lambda: _("Ask each department once.")),
    (
        r"(\S+) is confirmed by others: (.*)\. Ask them\.",
        lambda fact, by: _("%(fact)s is confirmed by others: %(by)s. Ask them.", fact=fact, by=by),
    ),
    (
        r"(\S+) is with this department.*",
        lambda fact: _("%(fact)s is with this department, or answered by it. Contest the answer instead.", fact=fact),
    ),
    (
        r"(\S+) is with departments.*",
        lambda fact: _("%(fact)s is with departments. Contest their answer, or take the request back.", fact=fact),
    ),
    (r"Say what you contest.*", lambda: _("Say what you contest, and on what: the department reads it.")),
    (r"Say why the request is taken back\.", lambda: _("Say why the request is taken back.")),
    (r"Say why your department cannot.*", lambda: _("Say why your department cannot answer, and who could.")),
    (r"Answer everything that is asked.*", lambda: _("Answer everything that is asked, and nothing else.")),
    (r"The answer must hold today.*", lambda: _("The answer must hold today: choose today or a day before.")),
    (
        r"The last day must not be over.*",
        lambda: _("The last day must not be over: choose today or a later day, or leave it out."),
    ),
)
