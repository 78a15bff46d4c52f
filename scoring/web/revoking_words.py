"""What is said to who acts on a proposal to revoke a grant, and may not, or not yet."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_revoking(why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    match why:
        case "not_revoking":
            return (
                _("It is proposed to revoke the grant"),
                _("While that is open nothing else closes the file, and it is not proposed twice. Nothing was changed."),
                _("Open the file and the proposal: it is signed or dropped first."),
            )
        case "term_runs":
            return (
                _("A hearing can no longer be asked for"),
                _("The time to ask for it is over, or one was held. Nothing was changed."),
                _("A case can still be stated as long as nothing is signed."),
            )
        case _:
            return (
                _("No proposal to revoke is open"),
                _("It was signed or dropped meanwhile, or a hearing was recorded already. Nothing of yours was saved."),
                _("Open the file and see where it stands."),
            )
