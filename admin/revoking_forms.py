"""The forms of revoking a grant: proposing it, and everything that is done about the proposal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from admin.forms import MOST, DayField, ShownForm, at_most, needed
from admin.proving_forms import ProvingForm
from admin.revoking_words import say_ground
from scoring.application.revocation import ARTICLE_MAX, PRESENT_MAX, Ground


class ProposeRevokingForm(ShownForm):
    """A supervisor's findings."""

    ground = RadioField(_l("Ground"), validators=[needed(_l("Choose the ground."))])
    words = TextAreaField(
        _l("What was found"),
        description=_l("Which facts, and how they are known. The applicant reads it in the notice, without who reported it."),
        validators=[at_most(MOST)],
    )
    article = StringField(_l("Article"), description=_l("By which the decision is revoked."), validators=[at_most(ARTICLE_MAX)])
    reported_by = StringField(
        _l("Who reported it (optional)"),
        description=_l("Read by supervisors and the head alone; the applicant never learns it."),
        validators=[at_most(ARTICLE_MAX)],
    )

    def offer(self) -> None:
        """Name the grounds; there is no other."""
        self.ground.choices = [SelectChoice(ground.value, say_ground(ground)) for ground in Ground]


class RevokingActForm(ProvingForm):
    """What is done about a proposal, with its words; revoking and dropping are signed."""

    act = RadioField(_l("What you do"), validate_choice=False)
    on = DayField(_l("Day of the hearing"), description=_l("Of a hearing alone; such as 2026-03-02."))
    present = StringField(
        _l("Who was there"), description=_l("Of a hearing alone: names, and as what."), validators=[at_most(PRESENT_MAX)]
    )
    reason = TextAreaField(
        _l("Words"),
        description=_l(
            "What the person said, the minutes of the hearing, or the reasons of the outcome. The applicant reads them."
        ),
        validators=[at_most(MOST)],
    )

    @property
    def is_signed(self) -> bool:
        """The outcome is signed."""
        return self.act.data in {"revoke", "drop"}
