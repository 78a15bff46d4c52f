"""The forms of the officers' desk: a reason beside what was shown, and the choice of files and officer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from admin.forms import MOST, ShownForm, at_most, needed


class ReleaseForm(ShownForm):
    """A file is taken from who holds it."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("For example until when the colleague is absent. It stands in the journal."),
        validators=[needed(_l("Say why the file is taken from who holds it.")), at_most(MOST)],
    )


class DeclareForm(ShownForm):
    """An interest in a file."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("In which way you are concerned, for example that the applicant is a relative. It is kept encrypted."),
        validators=[needed(_l("Say in which way you are concerned.")), at_most(MOST)],
    )


class CloseFlagForm(ShownForm):
    """A flag that was looked into."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("What you looked into and what you found."),
        validators=[needed(_l("Say what you looked into and what you found.")), at_most(MOST)],
    )


class AdjustForm(ShownForm):
    """Approved points are taken up again."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("What turned out to be otherwise, and how you know. The applicant reads it."),
        validators=[
            needed(_l("Say what is looked into anew, and why: the applicant reads it.")),
            at_most(MOST),
        ],
    )


class NoteForm(ShownForm):
    """A note for colleagues."""

    reason = TextAreaField(
        _l("Internal note"),
        description=_l("For colleagues who may open this file. The applicant is never sent it. It cannot be changed later."),
        validators=[needed(_l("Write what your colleagues should know.")), at_most(MOST)],
    )


class MessageForm(ShownForm):
    """A message to the applicant."""

    reason = TextAreaField(
        _l("Message to the applicant"),
        description=_l("In plain words. The applicant reads it on the page of this file, under the name of the office, not yours."),
        validators=[needed(_l("Write what the applicant should know.")), at_most(MOST)],
    )


class VerdictForm(ShownForm):
    """What was found of one fact."""

    fact = HiddenField()
    kind = RadioField(
        _l("What was found"),
        choices=[
            SelectChoice("accept", _l("Accept as declared")),
            SelectChoice("adjust", _l("Adjust")),
            SelectChoice("reject", _l("Reject")),
        ],
        validators=[needed(_l("Say what was found."))],
    )
    reason = TextAreaField(
        _l("Reasons"),
        description=_l("Needed unless it is accepted, in words the applicant will understand."),
        validators=[Optional(), at_most(MOST)],
    )
    reference = StringField(
        _l("Article"),
        description=_l("Needed where it is rejected: what the rejection rests on."),
        validators=[Optional(), at_most(300)],
    )


class AssignForm(FlaskForm):
    """To whom the chosen files go."""

    officer = RadioField(_l("Officer"), coerce=int, validators=[needed(_l("Choose an officer."))])

    def refuse(self, words: str) -> None:
        """Put what a use case found wrong beside the officers."""
        self.officer.errors = [*self.officer.errors, words]


class HoldForm(ShownForm):
    """Holding a file back from erasure, or lifting the hold that was shown."""

    lifting = HiddenField()
    reason = TextAreaField(_l("Reason"), description=_l("Which court or body, which case."), validators=[at_most(MOST)])
