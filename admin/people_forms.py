"""The form that puts mistyped names and numbers of a file right: what is left empty stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from admin.forms import MOST, ShownForm, at_most, needed
from admin.words import say_relation
from scoring.application.identity import identity_number
from scoring.application.persons import Applicant, FamilyMember, Person
from scoring.errors import InputRefused

NAME, NUMBER = "name", "identity_number"


class NamesForm(ShownForm):
    """The reason; the inputs of each person come before it, by `names_form`."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("Say what was wrong, and how it was found."),
        validators=[needed(_l("Give the reasons.")), at_most(MOST)],
    )


def names_form(persons: Sequence[Person]) -> NamesForm:
    """Make the form for these people. Names and numbers are masked, as everywhere."""
    fields: dict[str, Any] = {}
    for number, person in enumerate(persons):
        who = say_relation(person.relation)
        kept = _("Now: %(value)s. Leave it empty where it is right.", value=person.masked_name)
        fields[f"{NAME}_{number}"] = StringField(_("Name (%(who)s)", who=who), description=kept)
        kept = _("Now: %(value)s. Leave it empty where it is right.", value=person.identity_number)
        fields[f"{NUMBER}_{number}"] = StringField(_("Identity number (%(who)s)", who=who), description=kept)
    form: NamesForm = type("NamesOfAll", (NamesForm,), fields)()
    return form


def read_names(form: NamesForm, persons: Sequence[Person], on: date) -> tuple[Applicant, tuple[FamilyMember, ...]]:
    """Give the people as they are to be. Raises InputRefused at the input of a number that is none."""
    people = [_read(form, number, person, on) for number, person in enumerate(persons)]
    return people[0], tuple(people[1:])  # type: ignore[return-value]  # the applicant first, as they were


def at_input(refused: InputRefused) -> InputRefused:
    """Give what was refused of a person at the input of this form, such as `family/0/name` at that of the second person."""
    place, _slash, item = refused.field.rpartition("/")
    if item not in {NAME, NUMBER}:
        return refused
    return InputRefused(f"{item}_{int(place.split('/')[1]) + 1 if place else 0}", refused.remedy)


def _read(form: NamesForm, number: int, person: Person, on: date) -> Person:
    name = form[f"{NAME}_{number}"].data or person.name
    typed = form[f"{NUMBER}_{number}"].data
    known = identity_number(typed, on=on, at=f"{NUMBER}_{number}") if typed else person.identity_number
    return replace(person, name=name, identity_number=known)
