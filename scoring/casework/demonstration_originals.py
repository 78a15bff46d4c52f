"""Of a demonstration: the originals of a made-up application are shown before it is granted, where the rules have them seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.application import Shown
from scoring.application.deadlines import local_day
from scoring.casework.queries import read_file
from scoring.casework.summon_originals import see_originals, summon_originals
from scoring.errors import CalendarUnknown

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def are_seen(transaction: Transaction, library: Library, timing: Timing, reference: str, officer: Officer, at: datetime) -> bool:
    """Let the originals be shown at once where the rules have them seen; whether it can go on after that.

    It waits where no working days are known for that time.
    """
    application = read_file(transaction, reference, officer=officer).application
    if not library.find(application.pin.scheme, application.pin.version).procedure.originals_check:
        return True
    try:
        place = "演示窗口，工作日9:00—17:00"
        summoned = summon_originals(
            transaction, library, timing, Shown(reference, application.version), place, officer=officer, at=at
        )
    except CalendarUnknown:
        return False
    seen = "身份证、学历证书、社保记录和房产证原件，与提交的一致。"
    shown = Shown(reference, summoned.version)
    see_originals(transaction, shown, local_day(at), is_match=True, officer=officer, at=at, found=seen)
    return True
