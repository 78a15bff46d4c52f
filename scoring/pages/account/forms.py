"""The forms of an applicant's account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, PasswordField, StringField

from scoring.errors import InputRefused
from scoring.pages.account.words import say_remedy


def telling_fields(form: FlaskForm) -> list[Field]:
    """Give the fields whose faults a form tells: that of its token is told by the frame of the page."""
    return [field for field in form if field.type != "CSRFTokenField"]


class AccountForm(FlaskForm):
    """A form that shows what a use case refused beside the input it is about."""

    def refuse(self, refused: InputRefused) -> None:
        """Put what is wrong beside its input."""
        self.fault(refused.field, say_remedy(refused))

    def fault(self, name: str, words: str) -> None:
        """Put *words* beside the input *name*, or the first one where there is none of that name."""
        field = self._fields.get(name) or next(field for field in self if field.type not in {"HiddenField", "CSRFTokenField"})
        field.errors = [*field.errors, words]

    def summary(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        return [{"text": str(text), "href": f"#{field.id}"} for field in telling_fields(self) for text in field.errors]


class ConfirmForm(AccountForm):
    """Asks for nothing but the press of a button."""


class SignUpForm(AccountForm):
    """A new account."""

    contact = StringField(
        _l("Mail address or mobile number"),
        description=_l("You sign in with it. A mobile number of the mainland has 11 digits."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        description=_l("At least 12 characters. Several words are easier to keep than signs."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(_l("Password again"), render_kw={"autocomplete": "new-password"})
    consent = BooleanField(_l("I have read what the account keeps and for what, and agree"))
    version = HiddenField()  # of the text that was shown
    next = HiddenField()


class SignInForm(AccountForm):
    """Contact and password."""

    contact = StringField(
        _l("Mail address or mobile number"),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(_l("Password"), render_kw={"autocomplete": "current-password"})
    next = HiddenField()
    kept = HiddenField()  # what was typed into a form whose session ended, sealed


class NewStartForm(AccountForm):
    """Another password with a code from the counter."""

    contact = StringField(
        _l("Mail address or mobile number"),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    code = StringField(
        _l("Code from the counter"),
        description=_l("15 letters and digits, as the officer gave it."),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("New password"),
        description=_l("At least 12 characters. Several words are easier to keep than signs."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(_l("New password again"), render_kw={"autocomplete": "new-password"})


class PasswordForm(AccountForm):
    """Another password."""

    current = PasswordField(_l("Current password"), render_kw={"autocomplete": "current-password"})
    password = PasswordField(
        _l("New password"),
        description=_l("At least 12 characters. Several words are easier to keep than signs."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(_l("New password again"), render_kw={"autocomplete": "new-password"})


class ArchiveForm(AccountForm):
    """Taking everything away."""

    password = PasswordField(
        _l("Password"),
        description=_l("Type your password, so that nobody else takes it from a screen left open."),
        render_kw={"autocomplete": "current-password"},
    )


class ContactCodeForm(AccountForm):
    """The code that was sent to the contact."""

    code = StringField(
        _l("Code from the message"),
        description=_l("6 digits."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )
    next = HiddenField()


class ChangeContactForm(AccountForm):
    """Another contact."""

    contact = StringField(
        _l("New mail address or mobile number"),
        description=_l("You sign in with it from then on. A mobile number of the mainland has 11 digits."),
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(_l("Password"), render_kw={"autocomplete": "current-password"})


class CloseForm(AccountForm):
    """Closing the account."""

    password = PasswordField(_l("Password"), render_kw={"autocomplete": "current-password"})
