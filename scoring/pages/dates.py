"""A date as three boxes, each keeping what was typed, in the order in which the reader's language writes a date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms.utils import unset_value

from scoring.engine.saying import day_words
from scoring.pages.fields import FactField, tidy
from scoring.policy.facts import Fact
from scoring.web.language import Language

PARTS = ("year", "month", "day")
MOST = {"year": 9999, "month": 12, "day": 31}


class DateField(FactField):
    """A date. `wrong_parts` are the boxes that an error is about."""

    def __init__(self, fact: Fact, language: Language, **kwargs: Any) -> None:
        super().__init__(fact, language, **kwargs)
        self.parts = dict.fromkeys(PARTS, "")
        self.wrong_parts: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """The boxes as the reader's language writes a date."""
        return PARTS if self.language == "zh" else PARTS[::-1]

    @property
    def focus_id(self) -> str:
        """The id of the first box that is wrong."""
        first = next((part for part in self.order if part in self.wrong_parts), self.order[0])
        return f"{self.id}-{first}"

    @property
    def is_blank(self) -> bool:
        """Whether all boxes are empty."""
        return not any(self.parts.values())

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:  # noqa: ARG002 - as WTForms calls it
        """Take a known value, or the boxes as they were sent."""
        self.process_errors = []
        self.process_data(None if data is unset_value else data)
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in PARTS):
            self._take_parts(formdata)
        self.take_box(formdata)

    def _take_parts(self, formdata: Any) -> None:
        self.is_empty = False
        self.parts = {part: tidy(formdata.get(f"{self.name}-{part}", "")).rstrip("年月日") for part in PARTS}
        self.data = None
        if self.is_blank:
            return
        try:
            self.data = self._date().isoformat()
        except ValueError as error:
            self.process_errors.append(str(error))

    def process_data(self, value: object) -> None:
        """Take a date that is known already, as ISO text."""
        super().process_data(value)
        if isinstance(value, str):
            read = date.fromisoformat(value)
            self.parts = {"year": str(read.year), "month": str(read.month), "day": str(read.day)}

    def _date(self) -> date:
        missing = tuple(part for part in PARTS if not self.parts[part])
        if missing:
            raise self._wrong(missing, _("Enter the %(parts)s as well.", parts=self._names(missing)))
        odd = tuple(part for part in PARTS if not self._is_possible(part))
        if odd:
            names, example = self._names(odd), self.example
            raise self._wrong(odd, _("Check the %(parts)s: a date is written like %(example)s.", parts=names, example=example))
        year, month, day = (int(self.parts[part]) for part in PARTS)
        last = monthrange(year, month)[1]
        if day > last:
            nearest = self.say(date(year, month, last))
            raise self._wrong(("day",), _("There is no such day: that month ends on %(nearest)s.", nearest=nearest))
        return self._within(date(year, month, day))

    def _within(self, given: date) -> date:
        lowest, highest = self.fact.minimum, self.fact.maximum
        if isinstance(lowest, date) and given < lowest:
            raise self._wrong(PARTS, _("The date must be %(nearest)s or later.", nearest=self.say(lowest)))
        if isinstance(highest, date) and given > highest:
            raise self._wrong(PARTS, _("The date must be %(nearest)s or earlier.", nearest=self.say(highest)))
        return given

    def _wrong(self, parts: tuple[str, ...], words: str) -> ValueError:
        self.wrong_parts = parts
        return ValueError(words)

    def _is_possible(self, part: str) -> bool:
        typed, digits = self.parts[part], (4,) if part == "year" else (1, 2)
        return typed.isascii() and typed.isdigit() and len(typed) in digits and 1 <= int(typed) <= MOST[part]

    def _names(self, parts: Sequence[str]) -> str:
        names = {"year": _("year"), "month": _("month"), "day": _("day")}
        return _(" and ").join(names[part] for part in self.order if part in parts)

    def say(self, day: date) -> str:
        """Write a day as the reader's language does."""
        return day_words(day, self.language)

    @property
    def example(self) -> str:
        """A date to imitate."""
        return self.say(date(1990, 3, 27))

    def words_when_blank(self) -> str:
        """Ask for a date."""
        return _("Enter a date, such as %(example)s.", example=self.example)
