"""The forms of the console: plain WTForms whose fields the templates write in GOV.UK markup."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import TextInput

MOST = 4000


_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class DayField(DateField):
    """A day as text: the browser's own date input follows the language of the browser, not of the page."""

    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read `2026-03-02`, `2026/3/2` or `2026年3月2日`, full-width figures too."""
        typed = "".join(unicodedata.normalize("NFKC", valuelist[0]).split()) if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            year, month, day = map(int, _DAY.fullmatch(typed).groups())  # type: ignore[union-attr]  # None has no groups, and is caught
            self.data = date(year, month, day)
        except (AttributeError, ValueError):
            raise ValueError(_("“%(typed)s” is no day. Type year, month and day, such as 2026-03-02.", typed=typed)) from None


def needed(words: object) -> InputRequired:
    """Ask for an input in own words."""
    return InputRequired(message=words)


def written(words: object) -> DataRequired:
    """Ask for a text in own words; blanks alone are none."""
    return DataRequired(message=words)


def at_most(most: int) -> Length:
    """Keep a text to so many characters, and say how many are too many."""
    return Length(max=most, message=_l("Shorten it to %(max)d characters; it has %(length)d."))


class ShownForm(FlaskForm):
    """Carries what the person saw: the version of the file and, for decisions, the hash of the package."""

    version = HiddenField()
    package = HiddenField()

    def refuse(self, name: str, words: str) -> None:
        """Put what a use case found wrong beside its input, else at the first one; the summary has it in any case."""
        shown = (field for field in self if field.type not in {"HiddenField", "CSRFTokenField"})
        field = self._fields.get(name) or next(shown, self.version)
        field.errors = [*field.errors, words]

    def summary(self) -> list[dict[str, str]]:
        """Give every error for the error summary; what is said of several inputs alike names each of them."""
        found = [(field, str(text)) for field in self for text in field.errors]
        times = Counter(text for _field, text in found)
        return [
            {"text": f"{field.label.text}{_(': ')}{text}" if times[text] > 1 else text, "href": f"#{field.id}"}
            for field, text in found
        ]


class CodeForm(ShownForm):
    """The code that the page of an account shows."""

    code = StringField(_l("Code of the account"), description=_l("9 letters and digits, as the person's page shows it."))


class CardForm(ShownForm):
    """Name and number as they stand on the card."""

    code = HiddenField()
    name = StringField(_l("Name"), description=_l("As on the identity card."))
    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))
    saw_card = BooleanField(_l("I saw the card, and it is this person's"))


class CorrectionForm(ShownForm):
    """Name and number as they stand on the card, in place of what was kept."""

    code = HiddenField()
    name = StringField(_l("Name"), description=_l("As on the identity card."))
    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))
    reason = TextAreaField(_l("Reason"), description=_l("Say what was wrong, and how it was found."), validators=[at_most(MOST)])


class AuthorityForm(ShownForm):
    """For whom an account may act. The person who gave authority was identified by the card."""

    code = HiddenField()
    kind = RadioField(
        _l("Who acts"),
        choices=[SelectChoice("proxy", _l("A proxy")), SelectChoice("employer", _l("The employer's agent"))],
        default="proxy",
    )
    name = StringField(_l("Name of the person who gave authority"), description=_l("As on the identity card."))
    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))
    scheme = SelectField(_l("Scheme"), validators=[Optional()])
    first = DayField(_l("From"), description=_l("Year, month and day, such as 2026-03-02."), validators=[needed(_l("Give a day."))])
    last = DayField(_l("Until"), description=_l("Every authority expires."), validators=[needed(_l("Give a day."))])
    proof = TextAreaField(
        _l("Proof"),
        description=_l("Say what proves it: which paper, by whom, of which day."),
        validators=[at_most(MOST)],
    )


class PersonNumberForm(ShownForm):
    """The person at the counter, by the card."""

    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))


class NewStartForm(ShownForm):
    """The card of a person who lost the password."""

    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))
    saw_card = BooleanField(_l("I saw the card, and it is this person's"))


class RevealForm(ShownForm):
    """Names and numbers in full, for this answer only."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("It is written into the log of reads, with your name."),
        validators=[
            needed(_l("Say for what you need names and numbers in full.")),
            at_most(MOST),
        ],
    )


class EraseForm(ShownForm):
    """Nothing but the version that was shown, and a press."""

    sure = BooleanField(
        _l("I looked whether a review, a reconsideration or a case in court is open, and there is none."),
        validators=[needed(_l("Look whether anything is open on this file, and say so."))],
    )


class RecommendForm(ShownForm):
    """初审意见."""

    proposal = RadioField(
        _l("Recommendation"),
        choices=[SelectChoice("grant", _l("Grant")), SelectChoice("refuse", _l("Refuse"))],
        validators=[needed(_l("Choose what you recommend."))],
    )
    published_list = StringField(
        _l("Published list"),
        description=_l("For a grant where places are limited: the list on which the applicant stands, with its date."),
        validators=[Optional(), at_most(300)],
    )
    reason = TextAreaField(
        _l("Reasons"),
        description=_l("In words the applicant will understand."),
        validators=[needed(_l("Give the reasons for the recommendation.")), at_most(MOST)],
    )


class DecideForm(ShownForm):
    """Approve, grant, refuse or return. Where the file stands says which of them are possible."""

    act = RadioField(
        _l("Decision"),
        choices=[
            SelectChoice("approve", _l("Approve")),
            SelectChoice("grant", _l("Grant")),
            SelectChoice("refuse", _l("Refuse")),
            SelectChoice("return", _l("Return to the officer")),
        ],
        validators=[needed(_l("Choose what you decide."))],
    )
    reason = TextAreaField(
        _l("Reasons"),
        description=_l("They stand in the decision; when you return it, say what is to be redone."),
        validators=[needed(_l("Give the reasons.")), at_most(MOST)],
    )


class RegisterForm(ShownForm):
    """The registration of one person."""

    number = RadioField(_l("Person"), coerce=int, validators=[InputRequired(message=_l("Choose the person."))])
    on = DayField(
        _l("Day of the registration"),
        description=_l("Year, month and day, such as 2026-03-02."),
        validators=[needed(_l("Give the day as on the household register."))],
    )
    office = StringField(
        _l("Registering office"), validators=[needed(_l("Name the office that registered the person.")), at_most(120)]
    )


class PersonForm(FlaskForm):
    """One person as typed; checked by the casework rules, not here."""

    class Meta:
        """The whole page has one token."""

        csrf = False

    relation = RadioField(
        _l("Relation"),
        choices=[SelectChoice("spouse", _l("Spouse")), SelectChoice("child", _l("Child"))],
        default="child",
        validators=[Optional()],
    )
    name = StringField(_l("Name"), description=_l("As on the identity card."))
    identity_number = StringField(_l("Identity number"), description=_l("18 characters."))


class DayForm(FlaskForm):
    """The day of the rules, and why facts are amended."""

    on = DayField(
        _l("Day of the rules"),
        description=_l("The assessment reads the rules for this day, such as 2026-03-02."),
        validators=[needed(_l("Give a day."))],
    )
    version = HiddenField()
    reason = StringField(_l("Reason of the amendment"), description=_l("What was wrong, and how you know what is right."))

    def refuse(self, name: str, words: str) -> None:
        """Put an error beside an input."""
        field: Any = self._fields.get(name) or self.on
        field.errors = [*field.errors, words]
