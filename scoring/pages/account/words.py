"""What the use cases of an account refuse, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.errors import InputRefused
from scoring.web.refusal_words import Remedies, say_known


def say_remedy(refused: InputRefused) -> str:
    """Say what a use case found wrong with an input."""
    return say_known(refused, _REMEDIES) or refused.remedy


_REMEDIES: Remedies = (
    (r"Sign the objection: .*", lambda: _("Sign the objection: one that nobody signs is not looked into.")),
    (r"Give your name as it .*", lambda: _("Give your name as it stands on the identity card.")),
    (r"Say what is wrong, and how .*", lambda: _("Say what is wrong, and how you know it.")),
    (r"Say which datum it is.*", lambda: _("Say which datum it is, such as the number of a certificate.")),
    (r"Say what is right\.", lambda: _("Say what is right.")),
    (r"This is no mail address.*", lambda: _("This is no mail address. Type one such as name@example.cn.")),
    (
        r"Type a mobile number of the mainland.*",
        lambda: _("Type a mobile number of the mainland, 11 digits that begin with 1, or a mail address such as name@example.cn."),
    ),
    (
        r"Use at least (\d+) characters.*",
        lambda least: _("Use at least %(least)s characters. Several words are easier to keep than signs.", least=least),
    ),
    (r"Use at most (\d+) characters\.", lambda most: _("Use at most %(most)s characters.", most=most)),
    (
        r"Use at least (\d+) different characters.*",
        lambda least: _("Use at least %(least)s different characters: this one is guessed at once.", least=least),
    ),
    (
        r"Read what you agree to.*",
        lambda: _("Read what you agree to, and tick the box: without it there can be no account."),
    ),
    (r"There is an account with this already.*", lambda: _("There is an account with this already. Sign in with it instead.")),
    (r"This is the present one\..*", lambda: _("This is the present one. Type another one.")),
    (r"This contact is proven already\.", lambda: _("This contact is proven already.")),
    (
        r"Nothing can be sent there.*",
        lambda: _("Nothing is sent there by this service: what you are told stands under Messages alone."),
    ),
    (
        r"Codes were asked for too often\. Wait (\d+) min.*",
        lambda minutes: _("Codes were asked for too often. Wait %(minutes)s min, then ask again.", minutes=minutes),
    ),
    (r"Type the (\d+) digits.*", lambda count: _("Type the %(count)s digits of the code.", count=count)),
    (r"No code is waiting.*", lambda: _("No code is waiting to be typed. Ask for another code.")),
    (r"This code has expired.*", lambda: _("This code has expired. Ask for another code.")),
    (r"This code was tried too often.*", lambda: _("This code was tried too often. Ask for another code.")),
    (
        r"This is not the code\. (\d+).*",
        lambda left: _("This is not the code. Compare it with the newest message. Tries left: %(left)s.", left=left),
    ),
    (r"This is the present password.*", lambda: _("This is the present password. Choose another one.")),
    (r"A sign of the code is wrong.*", lambda: _("A sign of the code is wrong. Compare it, sign by sign.")),
    (
        r"This code does not belong.*",
        lambda: _("This code does not belong to this account, has expired or was used. Ask at the counter for another one."),
    ),
    (
        r"An application of yours is being handled.*",
        lambda: _("An application of yours is being handled. Withdraw it first, or wait until it is closed."),
    ),
)
