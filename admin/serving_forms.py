"""The forms of service: what an officer types of it, and what a supervisor corrects."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from admin.forms import MOST, DayField, ShownForm, at_most, needed
from scoring.application.document import Service, ServiceChannel
from scoring.application.serving import PROOF_MAX, TYPED, Serving
from scoring.pages.own.service_words import say_channel


class ServeForm(ShownForm):
    """送达."""

    channel = RadioField(_l("How it was served"), validators=[needed(_l("Say how it was served."))])
    on = DayField(
        _l("Day of service"),
        description=_l(
            "On which it was signed for, or the notice was hung; such as 2026-03-02. Served by the account it is so today: leave "
            "this and the rest empty."
        ),
    )
    proof = StringField(
        _l("What proves it"),
        description=_l(
            "At the counter: who signed the proof of service, and as what. By post: the tracking number. By public notice: where "
            "it hung. It is kept encrypted."
        ),
        validators=[at_most(PROOF_MAX)],
    )
    receipt = FileField(
        _l("The signed proof (optional)"),
        description=_l(
            "A scan of the proof of service as it was signed, or of what the post gave back: PDF, JPEG or PNG. It is kept "
            "encrypted, with its digest in the journal."
        ),
    )
    until = DayField(_l("Of a public notice: until which day it hung"), description=_l("To the end of its term at least."))

    def offer(self, *, by_account: bool) -> None:
        """Let the officer choose among the channels that are open."""
        channels = (ServiceChannel.ACCOUNT, *TYPED) if by_account else TYPED
        self.channel.choices = [SelectChoice(channel.value, say_channel(channel)) for channel in channels]

    def serving(self, number: int) -> Serving:
        """Give what was typed of the service of a document."""
        channel = ServiceChannel(self.channel.data)
        if channel is ServiceChannel.ACCOUNT:
            return Serving(number, channel)
        return Serving(number, channel, self.on.data, self.proof.data or "", self.until.data)


class ReceiptForm(ShownForm):
    """补交送达回证."""

    receipt = FileField(
        _l("The signed proof"),
        description=_l(
            "A scan of the proof of service as it was signed, or of what the post gave back: PDF, JPEG or PNG. It is kept "
            "encrypted, with its digest in the journal."
        ),
    )


class CorrectServiceForm(ServeForm):
    """更正送达记录. It begins with what was recorded: mostly one thing of it is wrong."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("What was recorded wrong, and how you know. It stands in the journal beside the first record."),
        validators=[needed(_l("Say what was recorded wrong, and how you know.")), at_most(MOST)],
    )

    def begin_with(self, service: Service) -> None:
        """Show what was recorded, to be corrected."""
        self.channel.data, self.on.data = service.channel.value, service.on
        self.proof.data, self.until.data = service.proof, service.until
