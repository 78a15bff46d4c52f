"""A list of records as rows of one form: a WTForms FieldList that knows its fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import FieldList, Form, FormField

from scoring.policy.facts import Fact
from scoring.web.language import Language
from scoring.web.typed import whole_number

PART = "of-"  # before a field's id, so that no id can hide an attribute of Form


class RecordForm(Form):
    """One row; its fields are those of the fact."""

    def answers(self) -> dict[str, object]:
        """Give the record, its fields by id."""
        return {field.fact.id: field.data for field in self}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered in the row."""
        return all(field.is_blank for field in self)


class RecordsField(FieldList):
    """The rows of a list. Data: a list of records, each by field id; a row left blank is no record."""

    def __init__(self, fact: Fact, language: Language, row: type[RecordForm], *, said_default: str = "", **kwargs: Any) -> None:
        super().__init__(FormField(row), fact.label.say(language), **kwargs)
        self.fact, self.language, self.said_default = fact, language, said_default
        self.is_part = False
        self.is_heading = False
        self.focus_on_add = False

    @property
    def rows(self) -> list[FormField]:
        """The rows there are."""
        return list(self.entries)

    @property
    def is_full(self) -> bool:
        """Whether no row can be added."""
        return len(self.entries) >= self.fact.max_items

    @property
    def focus_id(self) -> str:
        """The id of the button that adds a row."""
        return f"{self.id}-add"

    @property
    def records(self) -> list[dict[str, object]]:
        """Give what was entered, without blank rows."""
        return [row.form.answers() for row in self.entries if not row.form.is_blank]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the rows that are known, or those that were sent."""
        rows = [{PART + name: value for name, value in record.items()} for record in data] if isinstance(data, list) else ()
        super().process(formdata, rows, **({"extra_filters": extra_filters} if extra_filters else {}))

    def _extract_indices(self, prefix: str, formdata: Mapping[str, Any]) -> Iterator[int]:
        """Give the row numbers of this list only, never of a list whose name merely begins alike."""
        for key in formdata:
            if key.startswith(f"{prefix}-"):
                number = whole_number(key[len(prefix) + 1 :].split("-", 1)[0])
                if number is not None:
                    yield number

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ARG002 - as WTForms calls it
        """Check every row that is not blank, the number of rows, and what must differ between them."""
        self.errors = []
        rows = [row for row in self.entries if not row.form.is_blank]
        is_valid = sum(not row.form.validate() for row in rows) == 0  # every row is asked, so that all errors show
        if len(rows) > self.fact.max_items:
            most = self.fact.max_items
            self.errors = [_("At most %(most)s entries can be given; there are %(count)s.", most=most, count=len(rows))]
        elif is_valid and self.fact.unique:
            self.errors = list(self._alike([row.form.answers() for row in rows]))
        return is_valid and not self.errors

    def _alike(self, records: list[dict[str, object]]) -> Iterator[str]:
        seen: dict[tuple[object, ...], int] = {}
        names = {part.id: part.label.say(self.language) for part in self.fact.fields}
        for number, record in enumerate(records, start=1):
            key = tuple(record[name] for name in self.fact.unique)
            if key in seen:
                same = ", ".join(names[name] for name in self.fact.unique)
                yield _("Entries %(first)s and %(second)s are alike in: %(same)s.", first=seen[key], second=number, same=same)
            seen.setdefault(key, number)
