"""What is said where something cannot be done about originals."""

from __future__ import annotations

from flask_babel import gettext as _


def words_of_originals(why: str) -> tuple[str, str, str]:
    """Say title, what happened, next step."""
    match why:
        case "checks_originals":
            return (
                _("These rules have no originals seen"),
                _("The rules that this application goes by do not ask for originals. Nothing was changed."),
                _("Publish or grant it without."),
            )
        case "unsummoned":
            return (
                _("The applicant is summoned already"),
                _("Somebody is summoned once, and a second time where a cause was given for not coming. Nothing was changed."),
                _("Record what is shown, or the cause; or wait for the last day."),
            )
        case "absent":
            return (
                _("Nobody has missed the last day"),
                _("The last day to show originals is not over, or somebody came. Nothing was changed."),
                _("Wait for the day after, or record what was shown."),
            )
        case "reminded_twice":
            return (
                _("The reminders are not proven"),
                _("Nobody forfeits before two reminders are recorded. Nothing was changed."),
                _("Remind the person by telephone or by post, and record what proves it."),
            )
        case _:
            return (
                _("Nobody is summoned"),
                _("Nobody is summoned to show originals, or they were seen. Nothing was changed."),
                _("Open the page of originals, and see where it stands."),
            )
