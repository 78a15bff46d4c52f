"""The people of a draft: the applicant, and the family members who come along, each a person of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import redirect, render_template, request
from werkzeug.exceptions import NotFound as NoSuchPage
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from scoring.application.application import Intake
from scoring.application.filing import Content, Named
from scoring.application.identity import IdentityNumber, identity_number
from scoring.application.persons import Applicant, FamilyMember, Relation
from scoring.casework.draft_content import PEOPLE_MAX
from scoring.casework.people import check_people
from scoring.errors import InputRefused, Stale
from scoring.pages.account.forms import ConfirmForm
from scoring.pages.applying.draft_page import CONFLICT, DraftForm, DraftPage, FormPage, way_back
from scoring.pages.applying.forms import MemberForm, PersonForm
from scoring.pages.applying.sheet import Sheet
from scoring.pages.applying.words import say_relation, say_remedy
from scoring.pages.view import Answer

RELATIONS: tuple[Relation, ...] = ("spouse", "child")


@dataclass(frozen=True, slots=True)
class PersonProblem:
    """What keeps a person from being handed in: `number` is the place among the people, 0 the applicant."""

    number: int
    words: str


def people_problems(sheet: Sheet) -> tuple[PersonProblem, ...]:
    """Give what is wrong with the people, each on its own; once every one is right, what is wrong between them."""
    people = sheet.content.people
    found = tuple(_own_problems(sheet))
    if found:
        return found
    numbers = [identity_number(person.identity_number, on=sheet.on) for person in people]
    family = tuple(FamilyMember(_kin(p), p.name, n) for p, n in zip(people[1:], numbers[1:], strict=True))
    intake = Intake(
        sheet.policy.scheme, sheet.policy.version, Applicant(people[0].name, numbers[0]), family, sheet.answers, sheet.on
    )
    try:
        check_people(intake, sheet.policy)
    except InputRefused as refused:
        return (PersonProblem(_number(refused), say_remedy(refused)),)
    return ()


def _own_problems(sheet: Sheet) -> Iterator[PersonProblem]:
    for number, person in enumerate(sheet.content.people):
        if not person.name.strip():
            yield PersonProblem(number, say_remedy(_nameless()))
            continue
        try:
            identity_number(person.identity_number, on=sheet.on)
        except InputRefused as refused:
            yield PersonProblem(number, say_remedy(refused))


def _nameless() -> InputRefused:
    return InputRefused("name", "Type the name as it stands on the identity card.")


def _kin(person: Named) -> Relation:
    return "spouse" if person.relation == "spouse" else "child"


def _number(refused: InputRefused) -> int:
    """Give the place of the person that a refusal of `check_people` is about (`family/0/name`: the first after the applicant)."""
    where, _slash, rest = refused.field.partition("/")
    return int(rest.partition("/")[0]) + 1 if where == "family" else 0


def masked_number(person: Named, sheet: Sheet) -> str:
    """Give an identity number masked; as it was typed where it is none, since what is no number hides nothing."""
    try:
        return str(identity_number(person.identity_number, on=sheet.on))
    except InputRefused:
        return "*" * len(person.identity_number)


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
        first = Named("applicant", *_typed(form, sheet))
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
        members=[(n, person, masked_number(person, sheet)) for n, person in enumerate(sheet.content.people) if n],
        wrong={problem.number: problem.words for problem in people_problems(sheet)},
        say_relation=say_relation,
        is_full=len(sheet.content.people) >= PEOPLE_MAX,
        is_conflict=is_conflict,
        back=way_back(sheet),
    )


class Member(FormPage):
    """`/zh/draft/<reference>/family/<number>`: one family member; the number after the last adds one."""

    template = "member.html"

    def form(self, sheet: Sheet, **where: str | int) -> DraftForm:
        """Give the form of one person."""
        people, number = sheet.content.people, int(where["number"])
        if not 0 < number <= min(len(people), PEOPLE_MAX - 1):
            raise NoSuchPage
        person = people[number] if number < len(people) else None
        known = {"name": person.name, "identity_number": person.identity_number, "relation": person.relation} if person else {}
        form = MemberForm(**known)
        if isinstance(form.relation, RadioField):
            form.relation.choices = [SelectChoice(each, say_relation(each)) for each in _allowed(sheet)]
        return form

    def content(self, sheet: Sheet, form: DraftForm, **where: str | int) -> Content:
        """Put the person in. Raises InputRefused."""
        relation = next((each for each in RELATIONS if each == form.data.get("relation")), None)
        if relation is None:
            raise InputRefused("relation", "Choose one of the answers listed.")
        name, number = _typed(form, sheet)
        if not name:
            raise _nameless()
        people, place = sheet.content.people, int(where["number"])
        return replace(sheet.content, people=(*people[:place], Named(relation, name, number), *people[place + 1 :]))

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
        number, form, people = int(where["number"]), ConfirmForm(), sheet.content.people
        if not 0 < number < len(people):
            raise NoSuchPage
        if not form.validate_on_submit():
            known = {"person": people[number], "say_relation": say_relation}
            return render_template("pages/applying/remove_member.html", sheet=sheet, form=form, **known)
        try:
            self.save(sheet, replace(sheet.content, people=(*people[:number], *people[number + 1 :])))
        except Stale:
            return _family_page(self.again(sheet), is_conflict=True), CONFLICT
        return redirect(sheet.address("draft_family"))


def _allowed(sheet: Sheet) -> tuple[Relation, ...]:
    who = sheet.policy.procedure.family.who
    return tuple(each for each in RELATIONS if not who or each in who)


def _typed(form: DraftForm, sheet: Sheet) -> tuple[str, str]:
    """Give name and number as typed, the number in its one form. Raises InputRefused for a number that is none."""
    name, typed = (" ".join((form.data.get(item) or "").split()) for item in ("name", "identity_number"))
    number: IdentityNumber | None = identity_number(typed, on=sheet.on) if typed else None
    return name, number.reveal() if number else ""
