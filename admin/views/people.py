"""The people of an application as an officer types them: the applicant, and family members added and taken away one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from admin.forms import PersonForm
from admin.refusal_words import say_refusal
from scoring.application.identity import identity_number
from scoring.application.persons import Applicant, FamilyMember
from scoring.errors import InputRefused
from scoring.web.typed import whole_number

MOST = 12


@dataclass(slots=True)
class People:
    """The applicant and the family. `pressed`: a button added or took away a row, so nothing is submitted."""

    applicant: PersonForm
    family: list[PersonForm] = field(default_factory=list)
    pressed: bool = False
    focus: int | None = None

    @classmethod
    def empty(cls) -> People:
        """Give the form of one applicant alone."""
        return cls(PersonForm(formdata=None, prefix="applicant-"))

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> People:
        """Read what was sent, and do what a pressed button asks for."""
        rows = sorted({int(n) for key in form if (n := _number(key)) is not None and n < MOST})
        family = [PersonForm(formdata=form, prefix=f"family-{n}-") for n in rows]
        people = cls(PersonForm(formdata=form, prefix="applicant-"), family)
        people._press(form)
        return people

    def _press(self, form: Mapping[str, str]) -> None:
        match form.get("press", "").split(":"):
            case ["add-person"]:
                self.pressed = True
                if len(self.family) < MOST:
                    self.focus = len(self.family)
                    self.family.append(PersonForm(formdata=None, prefix=f"family-{len(self.family)}-"))
            case ["remove-person", typed] if (number := whole_number(typed)) is not None and number < len(self.family):
                self.pressed = True
                del self.family[number]
        self._renumber()

    def _renumber(self) -> None:
        """Number the rows anew from 0, keeping what was typed."""
        kept = [{name: f.data for name, f in member._fields.items()} for member in self.family]
        self.family = [PersonForm(formdata=None, prefix=f"family-{n}-", data=data) for n, data in enumerate(kept)]

    def check(self, today: date) -> bool:
        """Whether every person can be read; what is wrong stands beside its input."""
        try:
            self.read(today)
        except InputRefused as refused:
            self.refuse(refused.field, say_refusal(refused))
            return False
        return True

    def read(self, today: date) -> tuple[Applicant, tuple[FamilyMember, ...]]:
        """Give the people. Raises InputRefused for the first identity number or name that cannot be."""
        applicant = Applicant(_name(self.applicant, "name"), identity_number(self.applicant.identity_number.data or "", on=today))
        members = []
        for n, member in enumerate(self.family):
            number = identity_number(member.identity_number.data or "", on=today, at=f"family/{n}/identity_number")
            relation = "spouse" if member.relation.data == "spouse" else "child"
            members.append(FamilyMember(relation, _name(member, f"family/{n}/name"), number))
        return applicant, tuple(members)

    def refuse(self, name: str, words: str) -> bool:
        """Put an error beside the input called *name*; False where there is none."""
        match name.split("/"):
            case ["family", number, part]:
                form, key = self.family[int(number)], part
            case [key]:
                form = self.applicant
            case _:
                return False
        if key not in form:
            return False
        form[key].errors = [*form[key].errors, words]
        return True

    def errors(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        forms = [self.applicant, *self.family]
        return [{"text": str(text), "href": f"#{f.id}"} for form in forms for f in form for text in f.errors]


def _number(key: str) -> int | None:
    """Give the row that an input belongs to."""
    match key.split("-"):
        case ["family", number, *_]:
            return whole_number(number)
    return None


def _name(person: PersonForm, field_name: str) -> str:
    name = (person.name.data or "").strip()
    if not name:
        raise InputRefused(field_name, "Type the name as it stands on the identity card.")
    return name
