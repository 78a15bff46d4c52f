"""The command `luohu impact`: two policies over one table of people. It needs no application and no database.

What compares is loaded when somebody does: it brings NumPy and Arrow, which no other command needs.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_impact_words import hit_lines, report_lines
from scoring.cli_policy import LANGUAGE, policy_at, print_lines, this_day
from scoring.cli_progress import progress
from scoring.engine import day_of
from scoring.engine.words import Language
from scoring.errors import ScoringError, TableRefused

if TYPE_CHECKING:
    from scoring.inspection.impact.report import Report

_HTML = {"zh": "报告是 HTML 文件，名称须以 .html 结尾。", "en": "The report is an HTML file: its name ends in .html."}
_FOLDER = {"zh": "没有 {path} 所在的文件夹，请先建立。", "en": "There is no folder for {path}. Make it first."}
_MOST_HITS = 100


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.argument("table", metavar="TABLE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the rules of both; else today, or the nearest of each.")
@click.option("--quota", type=click.IntRange(1), help="A number of places: who is within, and where the cut-off stands.")
@click.option(
    "--by", "by", multiple=True, metavar="FACT[:N,N…]", help="Fact to group people by, with where bands begin (of a date: ages)."
)
@click.option(
    "--hits", type=click.IntRange(0, _MOST_HITS), default=0, help="Name so many rows that lose most; never in the report."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this HTML file as well.")
@LANGUAGE
def impact(  # noqa: PLR0913, PLR0917 - click gives every argument by itself
    old: str,
    new: str,
    table: Path,
    on: datetime | None,
    quota: int | None,
    by: tuple[str, ...],
    hits: int,
    out: Path | None,
    language: Language,
) -> None:
    """Say what becomes of the people of TABLE (.csv, .parquet, .jsonl or .xlsx) if policy B takes the place of policy A.

    A and B are SCHEME@VERSION, SCHEME (the version in force) or a path to a YAML file. Nothing is stored, nobody is decided on, and
    what would tell of fewer than five people is withheld.
    """
    from scoring.inspection.impact.asking import Asked, report_on  # noqa: PLC0415 - see above
    from scoring.inspection.impact.refused import ImpactRefused  # noqa: PLC0415 - see above
    from scoring.tables.texts import say_refusal  # noqa: PLC0415 - see above

    if out is not None and out.suffix.lower() != ".html":
        raise click.ClickException(_HTML[language])
    if out is not None and not out.parent.is_dir():
        raise click.ClickException(_FOLDER[language].format(path=out))
    before, after = policy_at(old, language), policy_at(new, language)
    days = (on.date(), on.date()) if on is not None else (day_of(before, this_day())[0], day_of(after, this_day())[0])
    try:
        with progress(language) as tell:
            report, named = report_on(Asked(before, after, days, quota, by, hits), table, tell)
    except ImpactRefused as refused:
        raise click.ClickException(refused.say(language)) from None
    except TableRefused as refused:
        raise click.ClickException(say_refusal(refused, language)) from None
    except ScoringError as error:
        raise click.ClickException(str(error)) from None
    print_lines(report_lines(report, language))
    print_lines(hit_lines(named, language))
    if out is not None:
        _write(report, out, language)


def _write(report: Report, path: Path, language: Language) -> None:
    from scoring.inspection.impact.page import page  # noqa: PLC0415 - see above
    from scoring.inspection.impact.texts import say  # noqa: PLC0415 - see above

    try:
        path.write_text(page(report, language), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    click.echo()
    click.echo(say("written", language, path=path))
