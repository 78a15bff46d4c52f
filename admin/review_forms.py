"""The forms of reviews."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField

from admin.forms import MOST, ShownForm, at_most, written
from admin.proving_forms import ProvingForm
from scoring.application.serving import PROOF_MAX


class ReviewActForm(ProvingForm):
    """What is done about a review, with its words; what is decided of it is signed."""

    act = RadioField(_l("What you do"), validate_choice=False)
    reason = TextAreaField(
        _l("Words"),
        description=_l("The applicant reads the reasons of an outcome; a proposal and its return stay within the office."),
        validators=[at_most(MOST)],
    )

    @property
    def is_signed(self) -> bool:
        """Confirming the decision, and not admitting a review, are decisions."""
        return self.act.data in {"keep", "turn_down"}


class TakenBackForm(ShownForm):
    """That a review is taken back, at the counter."""

    statement = TextAreaField(
        _l("What the person says"),
        description=_l("That they take it back; the applicant reads it."),
        validators=[written(_l("Write what the person says: that the review is taken back.")), at_most(MOST)],
    )
    proof = StringField(
        _l("What proves it"),
        description=_l("Such as the signed statement on the file, and the card that you saw."),
        validators=[written(_l("Say what proves that the person takes it back.")), at_most(PROOF_MAX)],
    )


class CounterReviewForm(ShownForm):
    """A review that is asked for at the counter, on paper or by word of mouth."""

    items = SelectMultipleField(_l("What is contested"), coerce=int, validate_choice=False)
    grounds = TextAreaField(_l("Grounds"), description=_l("As the person gives them."), validators=[at_most(MOST)])
    cause = TextAreaField(
        _l("What kept the person from asking in time"),
        description=_l("Only where the time to ask is over."),
        validators=[at_most(MOST)],
    )
    key = HiddenField()
