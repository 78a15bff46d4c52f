"""Reading what terms are counted by, once, from the folder of policies: the office's defaults and the working days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.document import Issuing
from scoring.application.due import Timing
from scoring.application.working_days import WorkingDays, Year
from scoring.documents.glyphs import families
from scoring.errors import SettingsRefused
from scoring.policy.calendar_file import read_calendar
from scoring.policy.office_defaults import read_departments, read_issuing, read_office_defaults, read_retention
from scoring.policy.procedure import Procedure

if TYPE_CHECKING:
    from pathlib import Path

DEFAULTS, CALENDAR = "office_defaults.yaml", "working_days.yaml"


def read_timing(folder: Path) -> Timing:
    """Read both files. Without the first the office sets nothing of its own, without the second no year is known.

    Raises PolicyRefused for a file that cannot be used, SettingsRefused for a further font that is none.
    """
    defaults, calendar = folder / DEFAULTS, folder / CALENDAR
    years = read_calendar(calendar) if calendar.is_file() else {}
    issuing = Issuing(*read_issuing(defaults)) if defaults.is_file() else Issuing()
    try:
        families(issuing.font)
    except ValueError as error:
        raise SettingsRefused(f"{defaults}: documents.font", f"is no font ({error}). Name a .ttf or .otf file.") from None
    return Timing(
        read_office_defaults(defaults) if defaults.is_file() else Procedure(),
        WorkingDays({year: Year(*days) for year, days in years.items()}),
        read_retention(defaults) if defaults.is_file() else {},
        read_departments(defaults) if defaults.is_file() else {},
        issuing,
    )
