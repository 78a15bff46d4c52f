"""The list of tasks of a draft, each with how far it is; and what else can be done with the draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.application.application import Shown
from scoring.application.draft_terms import kept_until
from scoring.application.filing import Content
from scoring.application.statistics import NOTHING_SAID
from scoring.casework.save_draft import discard_draft
from scoring.casework.submit_application import receiving_offices
from scoring.errors import Stale
from scoring.pages.account.forms import ConfirmForm
from scoring.pages.applying.draft_page import CONFLICT, DraftPage, shown_version
from scoring.pages.applying.earlier import offered
from scoring.pages.applying.files import evidence_of
from scoring.pages.applying.hindrances import hindrances
from scoring.pages.applying.household import people_problems
from scoring.pages.applying.sheet import Sheet
from scoring.pages.sums import sums
from scoring.pages.values import answer_sections
from scoring.pages.view import Answer
from scoring.web.language import language
from scoring.web.services import Services

YELLOW, GREY = "govuk-tag--yellow", "govuk-tag--grey"


@dataclass(frozen=True, slots=True)
class Task:
    """One task: where it is done, how far it is in words, and the colour of the tag; without one it is done."""

    title: str
    href: str
    state: str
    colour: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Tasks:
    """Tasks under one heading."""

    heading: str
    tasks: tuple[Task, ...]


def all_tasks(services: Services, sheet: Sheet) -> tuple[Tasks, ...]:
    """Give every task, under its heading."""
    is_ready = not hindrances(services, sheet)
    title = _("Check, and have it confirmed") if sheet.prepared else _("Check, declare and submit")
    last = _task(title, sheet.address("draft_check"), _("Ready") if is_ready else "", _("Not ready yet"))
    return (
        Tasks(_("People"), tuple(_people(sheet))),
        Tasks(_("Answers"), (*_earlier(services, sheet), *_answers(sheet))),
        Tasks(_("Evidence"), tuple(_evidence(services, sheet))),
        Tasks(_("Further details"), tuple(_details(services, sheet))),
        Tasks(_("Submit"), (last,)),
    )


def _task(title: str, href: str, done: str, to_do: str) -> Task:
    return Task(title, href, done) if done else Task(title, href, to_do, YELLOW)


def _people(sheet: Sheet) -> Iterator[Task]:
    wrong = {problem.number for problem in people_problems(sheet)}
    own, count = sheet.content.people[0], len(sheet.content.people) - 1
    is_said = bool(own.name and own.identity_number) and 0 not in wrong
    whose = _("The person's details") if sheet.prepared else _("Your details")
    yield _task(whose, sheet.address("draft_you"), _("Completed") if is_said else "", _("To do"))
    family = ngettext("%(num)d person", "%(num)d persons", count) if count else _("Nobody named")
    state = "" if wrong - {0} else family
    yield _task(_("Family members who come along"), sheet.address("draft_family"), state, _("Something is missing"))
    if sheet.prepared is not None:
        return
    is_known = sheet.holder.identity is not None
    words = (_("Verified") if is_known else "", _("Not verified yet"))
    yield replace(
        _task(_("Proof of who you are"), url_for("pages.account", _anchor="identity"), *words),
        hint="" if is_known else _("At a counter, with your identity card. Only the submission needs it."),
    )


def _earlier(services: Services, sheet: Sheet) -> Iterator[Task]:
    """Give the task of taking over what was verified before, where there is something to take over."""
    count = len(offered(services, sheet))
    if count:
        words = ngettext("%(num)d on offer", "%(num)d on offer", count)
        hint = _("Nothing is taken over unless you tick it.")
        yield Task(_("Verified in an earlier file"), sheet.address("draft_earlier"), words, GREY, hint)


def _answers(sheet: Sheet) -> Iterator[Task]:
    wrong = {problem.fact for problem in sheet.contradictions(sheet.answers)}
    for section in answer_sections(sheet.policy, sheet.answers, sheet.asked(), language()):
        open_ones = sum(row.is_open for row in section.rows)
        to_do = ngettext("%(num)d open", "%(num)d open", open_ones) if open_ones else _("Contradiction")
        is_wrong = any(row.fact.id in wrong for row in section.rows)
        if sheet.approved and all(row.fact.id in sheet.settled for row in section.rows):
            yield Task(section.step.section.label.say(language()), sheet.address("draft_check"), _("Approved before"))
            continue
        done = "" if open_ones or is_wrong else _("Completed")
        yield _task(section.step.section.label.say(language()), sheet.step_address(section.step), done, to_do)


def _evidence(services: Services, sheet: Sheet) -> Iterator[Task]:
    """Give a task for each kind of document that the answers demand; where none is, the page that says so."""
    lines = [line for line in evidence_of(services, sheet).lines if line.demand.is_document]
    if not lines:
        yield Task(_("Evidence for your answers"), sheet.address("draft_files"), _("None demanded so far"), GREY)
    for line in lines:
        words = ngettext("%(num)d file", "%(num)d files", len(line.files))
        title, href = line.demand.kind.label.say(language()), f"{sheet.address('draft_files')}#{line.demand.kind.id}"
        yield _task(title, href, "" if line.missing else words, _("Missing"))


def _details(services: Services, sheet: Sheet) -> Iterator[Task]:
    offices = {office.id: office for office in receiving_offices(services.transaction, sheet.policy)}
    if len(offices) > 1:
        chosen = offices.get(sheet.content.office or "")
        done = chosen.name.say(language()) if chosen else ""
        yield _task(_("Office to which the application goes"), sheet.address("draft_office"), done, _("To do"))
    is_said = sheet.content.statistics != NOTHING_SAID
    title, href = _("Details for statistics"), sheet.address("draft_statistics")
    yield Task(title, href, _("Completed")) if is_said else Task(title, href, _("Optional"), GREY)


class DraftTasks(DraftPage):
    """`/zh/draft/<reference>`: the list of tasks. Sent, it takes the draft to the version of the rules that holds now."""

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Show the tasks, the points so far and until when the draft is kept."""
        form = ConfirmForm()
        if request.method == "POST" and form.validate_on_submit():
            try:
                self.save(sheet, _as_it_is(sheet))
            except Stale:
                return self._page(self.again(sheet), form, is_conflict=True), CONFLICT
            return redirect(sheet.address())
        return self._page(sheet, form, is_conflict=False)

    def _page(self, sheet: Sheet, form: ConfirmForm, *, is_conflict: bool) -> str:
        assessment = sheet.assessment()
        return render_template(
            "pages/applying/tasks.html",
            sheet=sheet,
            form=form,
            groups=all_tasks(self.services, sheet),
            sums=sums(assessment) if assessment else (),
            ranks=sheet.policy.selection.ranking is not None,
            until=kept_until(sheet.draft.saved_at, self.services.timing.defaults),
            is_conflict=is_conflict,
        )


def _as_it_is(sheet: Sheet) -> Content:
    return replace(sheet.content, facts=sheet.answers)


class Discard(DraftPage):
    """`/zh/draft/<reference>/delete`: asks first."""

    needs_no_authority = True

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Ask, or delete the draft for good."""
        form = ConfirmForm()
        if not form.validate_on_submit():
            return render_template("pages/applying/discard.html", sheet=sheet, form=form, is_conflict=False)
        shown = Shown(sheet.draft.reference, shown_version())
        try:
            discard_draft(self.services.transaction, shown, holder=sheet.holder, at=self.services.clock.now())
        except Stale:
            return render_template("pages/applying/discard.html", sheet=self.again(sheet), form=form, is_conflict=True), CONFLICT
        flash(_("The draft is deleted."), "account")
        return redirect(sheet.home)
