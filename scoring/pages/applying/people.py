"""The people of a draft: the applicant, and the family members who come along, each a person of their own."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, request

from scoring.application.filing import Content, Named
from scoring.errors import Stale
from scoring.pages.account.forms import ConfirmForm
from scoring.pages.applying.draft_page import CONFLICT, DraftForm, DraftPage, FormPage, way_back
from scoring.pages.applying.forms import PersonForm
from scoring.pages.applying.household import (
    is_full,
    member_form,
    member_of,
    members,
    people_problems,
    typed_person,
    with_member,
    without_member,
)
from scoring.pages.applying.sheet import Sheet
from scoring.pages.applying.words import say_relation
from scoring.pages.view import Answer


class You(FormPage):
    """`/zh/draft/<reference>/you`: the applicant's own name and number, filled in where the identity is verified."""

    template = "you.html"

    def form(self, sheet: Sheet, **_where: str | int) -> DraftForm:
        """Give the form; what was verified stands in it as long as nothing else was typed."""
        own, identity = sheet.content.people[0], sheet.holder.identity
        if not own.name and not own.identity_number and identity:
            own = replace(own, name=identity.name, identity_number=identity.identity_number.reveal())
        return PersonForm(name=own.name, identity_number=own.identity_number)

    def content(self, sheet: Sheet, form: DraftForm, **_where: str | int) -> Content:
        """Put name and number in. Raises InputRefused for a number that is none."""
        first = Named("applicant", *typed_person(form, sheet))
        return replace(sheet.content, people=(first, *sheet.content.people[1:]))


class Family(DraftPage):
    """`/zh/draft/<reference>/family`: who comes along."""

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Show the family members."""
        return _family_page(sheet)


def _family_page(sheet: Sheet, *, is_conflict: bool = False) -> str:
    """Show the family members, each with what is wrong with them."""
    return render_template(
        "pages/applying/family.html",
        sheet=sheet,
        members=members(sheet),
        wrong={problem.number: problem.words for problem in people_problems(sheet)},
        say_relation=say_relation,
        is_full=is_full(sheet),
        is_conflict=is_conflict,
        back=way_back(sheet),
    )


class Member(FormPage):
    """`/zh/draft/<reference>/family/<number>`: one family member; the number after the last adds one."""

    template = "member.html"

    def form(self, sheet: Sheet, **where: str | int) -> DraftForm:
        """Give the form of one person."""
        return member_form(sheet, int(where["number"]))

    def content(self, sheet: Sheet, form: DraftForm, **where: str | int) -> Content:
        """Put the person in. Raises InputRefused."""
        return with_member(sheet, form, int(where["number"]))

    def more(self, sheet: Sheet, **where: str | int) -> dict[str, object]:
        """Say who the page is about, and who may come along."""
        return {"number": where["number"], "is_new": int(where["number"]) >= len(sheet.content.people)}

    def onward(self, sheet: Sheet) -> str:
        """Go on to the list of the family."""
        return sheet.address("draft_family", change=request.args.get("change"))


class RemoveMember(DraftPage):
    """`/zh/draft/<reference>/family/<number>/remove`: asks first."""

    def answer(self, sheet: Sheet, **where: str | int) -> Answer:
        """Ask, or take the person out; where the draft was saved elsewhere meanwhile the list is shown as it is now."""
        number, form = int(where["number"]), ConfirmForm()
        person = member_of(sheet, number)
        if not form.validate_on_submit():
            known = {"person": person, "say_relation": say_relation}
            return render_template("pages/applying/remove_member.html", sheet=sheet, form=form, **known)
        try:
            self.save(sheet, without_member(sheet, number))
        except Stale:
            return _family_page(self.again(sheet), is_conflict=True), CONFLICT
        return redirect(sheet.address("draft_family"))
