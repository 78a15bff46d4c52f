"""The words of answers that come in as a sheet: what is wrong with a row, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask_babel import gettext as _

from admin.refusal_words import say_refusal
from scoring.application.batch import RowProblem
from scoring.application.sheet_answers import say_allowed
from scoring.application.sheet_columns import HEADS, Column
from scoring.errors import FactProblem, InputRefused
from scoring.pages.values import say_refusal as say_fact_refusal
from scoring.policy.model import Policy
from scoring.web.language import language


def say_column(column: Column) -> str:
    """Name a column as its head does."""
    return HEADS[column].say(language())


def say_row_problem(problem: RowProblem) -> str:
    """Say what is wrong with a row, with the remedy."""
    match problem:
        case RowProblem(about=FactProblem() as about, policy=Policy() as policy):
            return _say_value(policy, about)
        case RowProblem(code="refused", column=column, detail=remedy):
            return say_refusal(InputRefused(column, remedy))
        case RowProblem(code="fact_missing", detail=fact, policy=Policy() as policy):
            label = policy.facts[fact].label.say(language())
            return _("The request also asks: %(fact)s. Put its row back, with an answer.", fact=label)
        case _:
            return _WORDS[problem.code](problem.detail)


def _say_value(policy: Policy, about: FactProblem) -> str:
    if about.code == "on_page":
        return _("Entries can only be answered on the page of the request. Take its rows out of the file, or write “none”.")
    if about.check is not None:
        return say_fact_refusal(policy, about)
    return say_fact_refusal(policy, replace(about, allowed=say_allowed(policy.facts[about.fact], language()), nearest=None))


_WORDS: dict[str, Callable[[str], str]] = {
    "request_missing": lambda _of: _("The row does not say which request it answers. Write the number of the request."),
    "request_unknown": lambda _of: _(
        "Your department has no such request: the number is another, or the office took the request back. Compare the number, "
        "or take the row out."
    ),
    "request_closed": lambda _of: _("The request was answered otherwise, declined or taken back meanwhile. Take its rows out."),
    "not_verified": lambda _of: _("The file is not verified any more: an answer is not wanted now. Take the rows out."),
    "not_yours": lambda _of: _("You may not answer this request. Ask a colleague to do it."),
    "left_out": lambda _of: _("It was not kept when this file was imported, and could be now. Send its rows in a new file."),
    "other_row": lambda row: _(
        "Another row of this request is wrong (row %(row)s). Put that right; the rows stay together.", row=row
    ),
    "formula": lambda _of: _("The cell holds a formula. Write what it comes to."),
    "person_differs": lambda _of: _(
        "The identity number is not that of the request: rows may have been mixed up. Fetch the request again and compare."
    ),
    "fact_unknown": lambda _of: _("The request does not ask this. Write the code of the fact as it came, or take the row out."),
    "fact_twice": lambda _of: _("The same fact of the same request stands in a row above. Leave one of the two."),
    "answer_missing": lambda _of: _("Other rows of this request are filled in, this one is not. Answer everything that is asked."),
    "answer_and_reason": lambda _of: _("The request has both an answer and a reason for giving none. Leave one of the two."),
    "reasons_differ": lambda row: _("Row %(row)s gives another reason. Write one reason for the whole request.", row=row),
    "days_differ": lambda row: _("Row %(row)s gives another day. Write one day for the whole request.", row=row),
    "no_day": lambda _of: _("This is no day. Type year, month and day, such as 2026-03-02."),
    "valid_from_missing": lambda _of: _("Give the day from which the answer holds."),
}
