"""Form fields for facts: what a person typed becomes the plain value a file or JSON would hold, or an error in own words.

Data by kind: boolean True/False, integer an int, decimal and date their text (`"12.50"`, `"1990-03-27"`), choice the
option's id; None while open. An open answer is allowed and never taken for zero; in a record nothing may stay open. A fact
that may be known to be empty has one more answer, “none, or does not apply”: `is_empty` is then true, and the data None.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from scoring.policy.facts import Fact
from scoring.web.language import Language

SELECT_FROM = 12  # so many options are a drop-down rather than radio buttons
LONGEST_TEXT = 60
NONE = "~"  # sent for “none, or does not apply”; no option can have it for its id


class Empty(Enum):
    """What an optional fact holds that is known to be empty, where None would say that it is open."""

    EMPTY = "empty"


EMPTY = Empty.EMPTY


class FactField(Field):
    """One question. `is_part` is true inside a record, where an answer is needed; `said_default` says what holds without one."""

    def __init__(self, fact: Fact, language: Language, *, is_part: bool = False, said_default: str = "", **kwargs: Any) -> None:
        super().__init__(fact.label.say(language), **kwargs)
        self.fact, self.language, self.is_part, self.said_default = fact, language, is_part, said_default
        self.autofocus = False
        self.is_heading = False  # whether the page asks nothing else
        self.typed = ""
        self.is_empty = False

    @property
    def may_be_empty(self) -> bool:
        """Whether “none, or does not apply” is an answer."""
        return self.fact.optional

    @property
    def box(self) -> str:
        """The name of the box beside the question that says “none, or does not apply”."""
        return f"{self.name}-none"

    @property
    def answer(self) -> object:
        """The answer: a plain value, EMPTY, or None while open."""
        return EMPTY if self.is_empty else self.data

    @property
    def focus_id(self) -> str:
        """The id of the control that an error message leads to."""
        return str(self.id)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or chosen."""
        return not self.typed

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take a known value, or what was sent, with the box beside it that says “none, or does not apply”."""
        super().process(formdata, data, extra_filters)
        self.take_box(formdata)

    def take_box(self, formdata: Any) -> None:
        """Take the box “none, or does not apply” where it was sent; a value beside it contradicts it."""
        if not formdata or not self.may_be_empty or not formdata.get(self.box):
            return
        self.is_empty = True
        if not self.is_blank:
            self.process_errors = [_("You gave an answer and also ticked “%(none)s”. Leave only one of them.", none=say_none())]

    def process_data(self, value: object) -> None:
        """Take a plain value that is known already."""
        self.is_empty = value is EMPTY
        self.data = None if self.is_empty else value
        self.typed = "" if self.data is None else str(value)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed."""
        self.is_empty = False
        self.typed = tidy(valuelist[0]) if valuelist else ""
        self.data = self.read(self.typed) if self.typed else None

    def read(self, typed: str) -> object:
        """Give the value of what was typed; ValueError carries the words for the person."""
        return typed

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - WTForms passes the form
        """Ask for an answer where none may be missing."""
        if self.is_part and self.is_blank:
            raise StopValidation(self.words_when_blank())

    def words_when_blank(self) -> str:
        """What to do where an answer is needed."""
        return _("Enter an answer.")


class ChoiceField(FactField):
    """One of several options; a boolean is a choice of yes and no."""

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Give value and words of every option."""
        if self.fact.kind == "boolean":
            return ("yes", _("Yes")), ("no", _("No"))
        return tuple((option.id, option.label.say(self.language)) for option in self.fact.options)

    @property
    def is_select(self) -> bool:
        """Whether the options are too many for radio buttons."""
        return len(self.fact.options) >= SELECT_FROM

    @property
    def may_be_unknown(self) -> bool:
        """Whether “I do not know” is offered: where no default stands in."""
        return self.fact.required and not self.is_part and not self.is_heading

    def process_data(self, value: object) -> None:
        """Take a plain value that is known already."""
        super().process_data(value)
        if isinstance(value, bool):
            self.typed = "yes" if value else "no"

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was chosen."""
        is_none = self.may_be_empty and NONE in valuelist
        super().process_formdata(() if is_none else valuelist)
        self.is_empty = is_none

    def read(self, typed: str) -> object:
        """Give the option's id, or True or False."""
        if typed not in {value for value, _words in self.options}:
            raise ValueError(_("Choose one of the answers listed."))
        return typed == "yes" if self.fact.kind == "boolean" else typed

    def words_when_blank(self) -> str:
        """Ask for a choice."""
        return _("Choose one of the answers.")


class NumberField(FactField):
    """An integer or a decimal. Full-width digits, thousands separators and blanks are taken as they were meant."""

    def read(self, typed: str) -> object:
        """Give an int, or a decimal as text with the fact's places."""
        number = self._number(typed)
        self._within(typed, number)
        if self.fact.kind == "integer":
            return int(number)
        step = Decimal(1).scaleb(-self.fact.places)
        if number != number.quantize(step):
            nearest = number.quantize(step, ROUND_DOWN)
            raise ValueError(
                _(
                    "“%(typed)s” has too many digits behind the point: %(places)s are allowed, such as %(nearest)s.",
                    typed=typed,
                    places=self.fact.places,
                    nearest=nearest,
                )
            )
        return format(number.quantize(step), "f")

    def _number(self, typed: str) -> Decimal:
        number = Decimal("NaN")
        with suppress(InvalidOperation):
            number = Decimal(typed.replace(",", "").replace("_", "x"))
        is_whole = self.fact.kind == "decimal" or (number.is_finite() and number == number.to_integral_value())
        if number.is_finite() and is_whole and len(number.as_tuple().digits) + abs(int(number.as_tuple().exponent)) < LONGEST_TEXT:
            return number
        if self.fact.kind == "integer":
            raise ValueError(_("“%(typed)s” is not a whole number. Enter %(allowed)s.", typed=typed, allowed=self.allowed))
        raise ValueError(_("“%(typed)s” is not a number. Enter %(allowed)s.", typed=typed, allowed=self.allowed))

    def _within(self, typed: str, number: Decimal) -> None:
        lowest, highest = self.fact.minimum, self.fact.maximum
        if isinstance(lowest, int | Decimal) and number < lowest:
            words = _("“%(typed)s” is too low. Enter %(allowed)s; the nearest is %(nearest)s.", **self._told(typed, lowest))
            raise ValueError(words)
        if isinstance(highest, int | Decimal) and number > highest:
            words = _("“%(typed)s” is too high. Enter %(allowed)s; the nearest is %(nearest)s.", **self._told(typed, highest))
            raise ValueError(words)

    def _told(self, typed: str, nearest: int | Decimal) -> dict[str, object]:
        return {"typed": typed, "allowed": self.allowed, "nearest": nearest}

    @property
    def allowed(self) -> str:
        """What may be typed, in words."""
        lowest, highest = self.fact.minimum, self.fact.maximum
        if self.fact.kind == "integer":
            return _("a whole number from %(lowest)s to %(highest)s", lowest=lowest, highest=highest)
        return _("a number from %(lowest)s to %(highest)s", lowest=lowest, highest=highest)

    def words_when_blank(self) -> str:
        """Ask for a number, saying which."""
        return _("Enter %(allowed)s.", allowed=self.allowed)


class TextField(FactField):
    """A name or a number in a record."""

    def read(self, typed: str) -> object:
        """Give the text, if it is not too long."""
        if len(typed) > LONGEST_TEXT:
            raise ValueError(ngettext("Use at most %(num)s character.", "Use at most %(num)s characters.", LONGEST_TEXT))
        return typed


def say_none() -> str:
    """Name the answer of what is known to be empty."""
    return _("None, or does not apply")


def tidy(typed: str) -> str:
    """Take full-width digits and stray blanks as they were meant."""
    return unicodedata.normalize("NFKC", typed).strip()
