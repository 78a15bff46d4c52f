"""The words of accounts of the office: acts, and what is refused when one is opened, changed or closed."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.web.refusal_words import Remedies
from scoring.web.status_words import Words


def acts() -> dict[str, str]:
    """Name the acts as the journal has them."""
    return {
        "open": _("Account opened"),
        "open_again": _("Account opened again"),
        "change_duties": _("Roles and office of an account changed"),
        "reset_factor": _("Second factor given a new start"),
        "identify_staff": _("Identity number of a colleague recorded"),
        "ask_personal_correction": _("Correction of personal data asked for"),
        "answer_personal_request": _("Request about personal data answered"),
        "set_department": _("Department of an account set"),
    }


def words_of_stale() -> Words:
    """Say that another administrator was quicker."""
    return Words(
        _("Somebody else changed this account"),
        _("It was changed after you opened it. Nothing of yours was saved."),
        _("Open the account again from the list, read what is new, and decide anew."),
    )


REMEDIES: Remedies = (
    (
        r"Use 2 to 64 small letters.*",
        lambda: _("Use 2 to 64 small letters, digits, dots, hyphens or underscores; begin with a letter."),
    ),
    (r"Type an address such as.*", lambda: _("Type an address such as name@office.gov.cn.")),
    (
        r"Type the name as it stands under decisions, at most (\d+) characters\.",
        lambda most: _("Type the name as it stands under decisions, at most %(most)s characters.", most=most),
    ),
    (r"Another account has it already.*", lambda: _("Another account has it already. Choose another.")),
    (r"Choose at least one role.*", lambda: _("Choose at least one role.")),
    (
        r"Name the department by the id.*",
        lambda: _("Choose the department."),
    ),
    (
        r"Leave the department out.*",
        lambda: _("Leave the department out: only the role of a department has one."),
    ),
    (
        r"Who answers for a department handles no file.*",
        lambda: _("Who answers for a department handles no file. Open another account for the other roles."),
    ),
    (
        r"Choose the office: its files.*",
        lambda: _("Choose the office: its files and those of the offices below it are all this person sees."),
    ),
    (r"There is no such office.*", lambda: _("There is no such office. Choose one of the list.")),
    (r"Say why the account is closed\.", lambda: _("Say why the account is closed.")),
    (
        r"This is the last open account of an administrator.*",
        lambda: _("This is the last open account of an administrator. Open another one first."),
    ),
)
