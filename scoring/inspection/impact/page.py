"""The report as one HTML file: it needs nothing beside it, runs nothing, prints, and reads the same with charts or without."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scoring.engine.words import Language
from scoring.inspection.impact.hiding import K
from scoring.inspection.impact.report import Report, notices, tables
from scoring.inspection.impact.texts import say

_LANGUAGES = {"zh": "zh-Hans-CN", "en": "en"}


@cache
def _environment() -> Environment:
    loader = PackageLoader("scoring.inspection.impact")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(report: Report, language: Language) -> str:
    """Give the whole file; the same report is the same bytes."""
    style = _environment().get_template("style.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("report.html")
        .render(
            language=_LANGUAGES[language],
            title=say("title", language),
            change=say("change", language, before=report.before.name, after=report.after.name),
            notices=list(notices(report, language)),
            few=None if report.impact.everybody.people else say("few", language, k=K),
            tables=[(table, Markup(table.chart)) for table in tables(report, language)],  # noqa: S704 - charts escape what they say
            style=Markup(style),  # noqa: S704 - the file beside this one
            csp=f"default-src 'none'; style-src 'sha256-{digest}'",
        )
    )
