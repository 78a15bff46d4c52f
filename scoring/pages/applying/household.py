"""The people of an application as its forms have them: what is wrong with each, putting one in, taking one out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from werkzeug.exceptions import NotFound as NoSuchPage
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from scoring.application.application import Intake
from scoring.application.filing import Content, Named
from scoring.application.identity import IdentityNumber, identity_number
from scoring.application.persons import Applicant, FamilyMember, Relation
from scoring.casework.draft_content import PEOPLE_MAX
from scoring.casework.people import check_people
from scoring.errors import InputRefused
from scoring.pages.applying.draft_page import DraftForm
from scoring.pages.applying.forms import MemberForm
from scoring.pages.applying.words import say_relation, say_remedy
from scoring.policy.model import Policy

RELATIONS: tuple[Relation, ...] = ("spouse", "child")


class Household(Protocol):
    """What names people: a draft, or a prepared answer; with the rules, and the day they are read for."""

    @property
    def policy(self) -> Policy:
        """The rules."""

    @property
    def on(self) -> date:
        """The day they are read for."""

    @property
    def content(self) -> Content:
        """The people, and everything else that is handed in."""

    @property
    def answers(self) -> Mapping[str, object]:
        """The answers to the questions of the rules."""


@dataclass(frozen=True, slots=True)
class PersonProblem:
    """What keeps a person from being handed in: `number` is the place among the people, 0 the applicant."""

    number: int
    words: str


def people_problems(sheet: Household) -> tuple[PersonProblem, ...]:
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
        return (PersonProblem(number_of(refused), say_remedy(refused)),)
    return ()


def number_of(refused: InputRefused) -> int:
    """Give the place of the person that a refusal of `check_people` is about (`family/0/name`: the first after the applicant)."""
    where, _slash, rest = refused.field.partition("/")
    return int(rest.partition("/")[0]) + 1 if where == "family" else 0


def masked_number(person: Named, sheet: Household) -> str:
    """Give an identity number masked; as it was typed where it is none, since what is no number hides nothing."""
    try:
        return str(identity_number(person.identity_number, on=sheet.on))
    except InputRefused:
        return "*" * len(person.identity_number)


def members(sheet: Household) -> list[tuple[int, Named, str]]:
    """Give the family members, each with its place and its number masked."""
    return [(n, person, masked_number(person, sheet)) for n, person in enumerate(sheet.content.people) if n]


def is_full(sheet: Household) -> bool:
    """Whether no more persons can be named."""
    return len(sheet.content.people) >= PEOPLE_MAX


def member_form(sheet: Household, number: int) -> MemberForm:
    """Give the form of one family member; the number after the last adds one. Raises NotFound for any other."""
    people = sheet.content.people
    if not 0 < number <= min(len(people), PEOPLE_MAX - 1):
        raise NoSuchPage
    person = people[number] if number < len(people) else None
    known = {"name": person.name, "identity_number": person.identity_number, "relation": person.relation} if person else {}
    form = MemberForm(**known)
    if isinstance(form.relation, RadioField):
        form.relation.choices = [SelectChoice(each, say_relation(each)) for each in _allowed(sheet)]
    return form


def with_member(sheet: Household, form: DraftForm, number: int) -> Content:
    """Put a family member in, in place of the one of that number. Raises InputRefused."""
    relation = next((each for each in RELATIONS if each == form.data.get("relation")), None)
    if relation is None:
        raise InputRefused("relation", "Choose one of the answers listed.")
    name, typed = typed_person(form, sheet)
    if not name:
        raise _nameless()
    people = sheet.content.people
    return replace(sheet.content, people=(*people[:number], Named(relation, name, typed), *people[number + 1 :]))


def member_of(sheet: Household, number: int) -> Named:
    """Give one family member. Raises NotFound."""
    people = sheet.content.people
    if not 0 < number < len(people):
        raise NoSuchPage
    return people[number]


def without_member(sheet: Household, number: int) -> Content:
    """Take a family member out."""
    people = sheet.content.people
    return replace(sheet.content, people=(*people[:number], *people[number + 1 :]))


def typed_person(form: DraftForm, sheet: Household) -> tuple[str, str]:
    """Give name and number as typed, the number in its one form. Raises InputRefused for a number that is none."""
    name, typed = (" ".join((form.data.get(item) or "").split()) for item in ("name", "identity_number"))
    number: IdentityNumber | None = identity_number(typed, on=sheet.on) if typed else None
    return name, number.reveal() if number else ""


def _own_problems(sheet: Household) -> Iterator[PersonProblem]:
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


def _allowed(sheet: Household) -> tuple[Relation, ...]:
    who = sheet.policy.procedure.family.who
    return tuple(each for each in RELATIONS if not who or each in who)
