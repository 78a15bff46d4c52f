"""The forms by which an applicant acts on what was submitted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, TextAreaField

from scoring.errors import InputRefused
from scoring.pages.account.forms import telling_fields
from scoring.pages.own.words import say_refused
from scoring.web.typed import whole_number


class ActForm(FlaskForm):
    """A form that carries the version it showed."""

    version = HiddenField()

    def refuse(self, refused: InputRefused) -> None:
        """Put what a use case refused beside its input, or on the whole form where it is about none of the inputs."""
        field = self._fields.get(refused.field)
        words = say_refused(refused)
        if field is None:
            self.form_errors = [*self.form_errors, words]
        else:
            fault(field, words)

    def summary(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        fields = [{"text": str(text), "href": f"#{field.id}"} for field in telling_fields(self) for text in field.errors]
        return [*({"text": str(text), "href": "#main-content"} for text in self.form_errors), *fields]

    @property
    def shown_version(self) -> int:
        """The version of the file that the form showed; none that there is for anything else."""
        return counted(self.version.data)


class WithdrawForm(ActForm):
    """Taking an application back."""

    statement = TextAreaField(
        _l("Your statement"), description=_l("Write that you withdraw the application. You may say why; you need not.")
    )
    sure = BooleanField(_l("I know that the application is closed without a decision, and that this cannot be undone"))


class ExtendForm(ActForm):
    """Asking for more time to answer."""

    reason = TextAreaField(_l("Why you need more time"))


class SendForm(ActForm):
    """Sending what is prepared; `revision` is that of the prepared answer that was shown."""

    revision = HiddenField()
    key = HiddenField()
    declared = HiddenField()  # the version that was shown
    declaration = BooleanField(_l("I declare this"))


def fault(field: Field, words: str) -> None:
    """Put *words* beside an input."""
    field.errors = [*field.errors, words]


def counted(typed: str | None) -> int:
    """Read a version or revision that a form carried; -1, which none is, for anything else."""
    number = whole_number(typed)
    return -1 if number is None else number
