"""The forms of rounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from admin.forms import MOST, ShownForm, at_most, needed, written
from admin.proving_forms import ProvingForm
from admin.refusal_words import say_refusal
from scoring.application.districts import Known, read_districts
from scoring.application.rounds import QUOTA_KINDS, Limit
from scoring.errors import InputRefused

_MOMENT = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日| ?T ?| )(\d{1,2}) ?[:时] ?(\d{1,2}) ?分?", re.ASCII)


def _plain(typed: str) -> str:
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _spaced(typed: str) -> str:
    """Give it with one blank at most between figures, and none beside the signs of a day."""
    plain = " ".join(unicodedata.normalize("NFKC", typed).split())
    return re.sub(r" ?([-/.年月日]) ?", r"\1", plain)


class MomentField(Field):
    """A moment to the minute as notices write it, in the hours of the offices: `2026-03-02 09:00`."""

    widget = TextInput()
    data: datetime | None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read it, with other signs between the figures too; day and hour stand apart, or 2 19:00 would be 21 9:00."""
        self.data = None
        match = _MOMENT.fullmatch(_spaced(valuelist[0])) if valuelist else None
        try:
            self.data = datetime.strptime("-".join(match.groups()), "%Y-%m-%d-%H-%M") if match else None  # noqa: DTZ007 - as notices write
        except ValueError:
            self.data = None
        if self.data is None:
            raise ValueError(_("Type day and time, such as 2026-03-02 09:00."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%Y-%m-%d %H:%M}" if self.data else ""


class RoundForm(ShownForm):
    """What the notice of a round says."""

    round = HiddenField()
    name = StringField(_l("Name of the round"), description=_l("As in its notice."))
    window_from = MomentField(
        _l("Applications are taken from"), description=_l("Day and time at the offices, such as 2026-03-02 09:00.")
    )
    window_until = MomentField(_l("Applications are taken until"), description=_l("The last minute is included."))
    kind = RadioField(
        _l("Places"),
        choices=[
            SelectChoice("number", _l("A number of places")),
            SelectChoice("districts", _l("A number for each district")),
            SelectChoice("line", _l("No number: whoever reaches a line that is set beforehand")),
        ],
        default="number",
    )
    number = StringField(_l("Number of places"), description=_l("Where the notice gives one number."))
    districts = TextAreaField(
        _l("Places of each district"), description=_l("A line each: division code and number, such as 440106 120.")
    )
    line = StringField(_l("Points of the line"), description=_l("Where the notice sets one beforehand."))
    fills_up = RadioField(
        _l("Places of who falls out before the result is published"),
        choices=[SelectChoice("no", _l("Stay empty")), SelectChoice("yes", _l("Go to the next in rank"))],
        default="no",
    )

    def limit(self, known: Known) -> Limit:
        """Give the places as they were typed; what cannot be read is left out, and named as an error here or later."""
        kind = self.kind.data if self.kind.data in QUOTA_KINDS else "number"
        match kind:
            case "districts":
                districts, faults = read_districts(self.districts.data or "", known)
                for fault in faults:
                    self.refuse("districts", say_refusal(InputRefused("districts", fault)))
                return Limit("districts", districts={} if faults else districts)
            case "line":
                return Limit("line", line=_points(self.line.data or ""))
            case _:
                return Limit("number", _whole(self.number.data or ""))


class FollowUpForm(ShownForm):
    """Opens a follow-up list of a published round."""

    name = StringField(
        _l("Name of the list"),
        description=_l("As it is announced, and as the notice to who is not selected says it."),
        validators=[written(_l("Give the list the name by which it is announced."))],
    )
    looked = BooleanField(
        _l("I know that the list has no places but those the round left free"),
        validators=[
            needed(_l("Confirm that you know: the list has no places but those the round left free, and is measured by its line."))
        ],
    )


def _whole(typed: str) -> int | None:
    plain = _plain(typed)
    return int(plain) if re.fullmatch(r"\d{1,9}", plain, re.ASCII) else None


def _points(typed: str) -> Decimal | None:
    try:
        found = Decimal(_plain(typed))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < MOST * 1000 else None


IMPERSONAL = _l("Name no person, only files by their number: it is about the whole round, and stays readable for good.")


class ListForm(ShownForm):
    """Settles the list that was displayed: `digest` says which."""

    digest = HiddenField()
    looked = BooleanField(_l("I looked at the list"), validators=[needed(_l("Look at the list, and confirm that you did."))])


class ResultForm(ShownForm):
    """Gives back the result that was displayed."""

    digest = HiddenField()
    hold = HiddenField()
    reason = TextAreaField(_l("Reason"), description=IMPERSONAL, validators=[at_most(MOST)])


class HoldForm(ResultForm, ProvingForm):
    """Agrees to the result that was displayed, in one's own name."""

    drawn = SelectMultipleField(
        _l("Selected among those tied at the line"),
        description=_l("By the further rule of the office, and only as many as places are left."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def offer(self, tied: Sequence[str]) -> None:
        """Offer those who are tied."""
        self.drawn.choices = [SelectChoice(each, each) for each in tied]


class AgreeForm(ProvingForm):
    """Publishes the result that was displayed, in one's own name."""

    digest = HiddenField()
    hold = HiddenField()
    looked = BooleanField(
        _l("I looked at list, cut-off and ties myself"),
        validators=[needed(_l("Look at list, cut-off and ties, and confirm that you did."))],
    )


class CancelForm(ShownForm):
    """Cancels a round."""

    reason = TextAreaField(
        _l("Reason"), description=IMPERSONAL, validators=[written(_l("Say what is wrong with the round.")), at_most(MOST)]
    )
    looked = BooleanField(
        _l("This round is to count nothing any more"),
        validators=[needed(_l("Confirm that the round is to count nothing any more."))],
    )


class OutForm(ShownForm):
    """Takes a file out of its round."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("The applicant reads it."),
        validators=[written(_l("Say what is to be looked at once more.")), at_most(MOST)],
    )


def typed_number(value: Any) -> int:
    """Read a number of ours that a form carries; 0 where it is none."""
    return _whole(str(value or "")) or 0
