"""Forms by which something is signed: where the last proof is too long ago, they ask for password and code again."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField

from admin.forms import DecideForm, RecommendForm, ShownForm
from scoring.web.person import signed_in_officer
from scoring.web.proving import prove


class ProvingForm(ShownForm):
    """Password and code, looked at only where they are asked for."""

    own_password = PasswordField(_l("Your password"))
    own_code = StringField(
        _l("Code of your authenticator app"),
        description=_l("6 figures. A code counts once: after signing in, wait for the next one."),
    )

    @property
    def asks_proof(self) -> bool:
        """Whether password and code are to be given again."""
        return self.is_signed and not signed_in_officer().is_proved

    @property
    def is_signed(self) -> bool:
        """Whether what the form does is signed."""
        return True

    def is_proved(self) -> bool:
        """Whether who sent the form proved who they are; else say so beside the inputs. Raises TooManyRequests."""
        if not self.asks_proof:
            return True
        if self.own_password.data or self.own_code.data:
            if prove(self.own_password.data or "", self.own_code.data or ""):
                return True
            words = _("Password or code is not right. Nothing was signed. Type both again, with the code that the app shows now.")
        else:
            words = _("Some time has passed since you signed in. What you do here is signed in your name: type password and code.")
        self.refuse("own_password", words)
        return False


class SignedRecommendForm(RecommendForm, ProvingForm):
    """初审意见, signed by the maker."""


class SignedDecideForm(DecideForm, ProvingForm):
    """The decision, signed by the checker; what is returned is signed by nobody."""

    @property
    def is_signed(self) -> bool:
        """All but returning is signed."""
        return bool(self.act.data != "return")
