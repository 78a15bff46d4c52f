"""Putting the family members right where the office asks for it: changing, adding, taking out; kept with the prepared answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound as NoSuchPage

from scoring.application.answering import Preparing
from scoring.application.application import Shown
from scoring.casework.ask_supplement import FAMILY
from scoring.casework.prepare_answer import prepare_answer
from scoring.errors import FactsRefused, InputRefused, MoveRefused, Stale
from scoring.pages.account.forms import ConfirmForm
from scoring.pages.applying.household import (
    is_full,
    member_form,
    member_of,
    members,
    people_problems,
    with_member,
    without_member,
)
from scoring.pages.applying.words import say_relation
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.answer_sheet import AnswerPage, AnswerSheet
from scoring.pages.own.forms import counted
from scoring.pages.own.withdraw import CONFLICT
from scoring.pages.view import Answer

if TYPE_CHECKING:
    from scoring.application.filing import Content, Item
    from scoring.pages.applying.forms import MemberForm


class HouseholdPage(AnswerPage):
    """A page on the people, for an item that is about them."""

    def item(self, sheet: AnswerSheet, number: int) -> Item:
        """Give the item. Raises NotFound where nothing of the family is asked for by it."""
        item = sheet.item(number)
        if item is None or item.about != FAMILY:
            raise NoSuchPage
        return item

    def keep(self, sheet: AnswerSheet, content: Content) -> None:
        """Keep the people with the prepared answer.

        Raises:
            Stale, MoveRefused, InputRefused, FactsRefused: as `prepare_answer`.
        """
        shown = Shown(sheet.file.reference, counted(request.form.get("version")))
        preparing = Preparing(shown, sheet.prepared.items, replace(sheet.prepared.content, people=content.people))
        services, at = self.services, self.services.clock.now()
        prepare_answer(services.transaction, services.library, preparing, holder=sheet.holder, at=at)

    def household(self, sheet: AnswerSheet, item: Item, *, is_conflict: bool = False) -> str:
        """Show the family members, each with what is wrong with them."""
        known = {
            **self.shown(sheet),
            "item": item,
            "members": members(sheet),
            "wrong": {problem.number: problem.words for problem in people_problems(sheet)},
            "say_relation": say_relation,
            "is_full": is_full(sheet),
        }
        return render_template("pages/own/family.html", is_conflict=is_conflict, **known)


class AnswerFamily(HouseholdPage):
    """`/zh/account/applications/<reference>/supplement/<number>/family`: who comes along, as it would be handed in."""

    methods: ClassVar[list[str]] = ["GET"]

    def answer(self, sheet: AnswerSheet, **where: int) -> Answer:
        """Show the family members."""
        return self.household(sheet, self.item(sheet, where["number"]))


class AnswerMember(HouseholdPage):
    """`…/family/<member>`: one family member; the number after the last adds one."""

    comes_again = True

    def answer(self, sheet: AnswerSheet, **where: int) -> Answer:
        """Show the form, or keep what was typed."""
        item, member = self.item(sheet, where["number"]), where["member"]
        form = member_form(sheet, member)
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(sheet, item, form, member), UNPROCESSABLE if request.method == "POST" else 200
        try:
            self.keep(sheet, with_member(sheet, form, member))
        except (Stale, MoveRefused):
            return self._page(self.again(sheet), item, form, member, is_conflict=True), CONFLICT
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(sheet, item, form, member), UNPROCESSABLE
        except FactsRefused:  # of answers that were kept before: the page of the item names them
            return redirect(url_for("pages.own_supplement_item", reference=sheet.file.reference, number=item.number))
        return redirect(_address(sheet, item))

    def _page(self, sheet: AnswerSheet, item: Item, form: MemberForm, member: int, *, is_conflict: bool = False) -> str:
        known = {**self.shown(sheet), "item": item, "form": form, "member": member, "back": _address(sheet, item)}
        known["is_new"] = member >= len(sheet.content.people)
        return render_template("pages/own/family_member.html", is_conflict=is_conflict, **known)


class RemoveAnswerMember(HouseholdPage):
    """`…/family/<member>/remove`: asks first."""

    comes_again = True

    def answer(self, sheet: AnswerSheet, **where: int) -> Answer:
        """Ask, or take the person out; where something was saved meanwhile the list is shown as it is now."""
        item, member, form = self.item(sheet, where["number"]), where["member"], ConfirmForm()
        person = member_of(sheet, member)
        if not form.validate_on_submit():
            known = {
                **self.shown(sheet),
                "form": form,
                "person": person,
                "say_relation": say_relation,
                "back": _address(sheet, item),
            }
            return render_template("pages/own/family_remove.html", **known)
        try:
            self.keep(sheet, without_member(sheet, member))
        except (Stale, MoveRefused):
            return self.household(self.again(sheet), item, is_conflict=True), CONFLICT
        return redirect(_address(sheet, item))


def say_person(number: int, problem: str) -> str:
    """Say what is wrong with a person of the application."""
    return _("Family member %(number)d: %(problem)s", number=number, problem=problem)


def _address(sheet: AnswerSheet, item: Item) -> str:
    return url_for("pages.own_supplement_family", reference=sheet.file.reference, number=item.number)
