"""Decisions that were served, and cases about them before outside bodies."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from scoring.application.outside import CaseKind, Happened, Recorded
from scoring.casework.record_case import record_case
from tests.casework.scenes import scene
from tests.casework.stories import LATER, TIMING

TODAY = LATER.date()
FILED = TODAY - timedelta(days=1)
TYPED = Recorded(CaseKind.RECONSIDERATION, "广州市人民政府", "穗府行复〔2026〕1号", "请求撤销决定。", FILED, TODAY)
HAPPENED = Happened(TODAY, "穗府行复〔2026〕1号通知", "请于十日内答复。")


@scene
def served(office, application=None):
    """Give a file whose decision is served; it is granted unless one is given."""
    application = application or office.granted()
    for number in (1, 2):
        office.seal(application, number)
    office.serve(application, 2)
    return office.now(application)


def record(office, application, *, by="officer", at=LATER, timing=TIMING, **changes):
    common = {"officer": getattr(office, by), "at": at}
    return record_case(office.transaction, office.library, timing, office.shown(application), replace(TYPED, **changes), **common)


@scene
def contested(office, application=None, **changes):
    """Give a served file with an open case."""
    application = served(office, application)
    record(office, application, **changes)
    return office.now(application)


def do(office, use_case, application, *given, by="officer", at=LATER, n=1, happened=HAPPENED):
    return use_case(office.transaction, office.shown(application), n, *given, happened, officer=getattr(office, by), at=at)
