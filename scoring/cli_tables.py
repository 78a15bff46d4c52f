"""The commands on tables of applicants: `luohu score-table` and `luohu template`. They need no application and no database.

What reads tables is loaded when a table is: it is large, and no other command needs it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_engine import ENGINE, asked_engine, spark_session
from scoring.cli_facts import REFUSED
from scoring.cli_head import head_lines
from scoring.cli_policy import LANGUAGE, find_policy, print_lines, this_day
from scoring.cli_progress import progress
from scoring.engine import day_of
from scoring.engine.figures import check_day, round_of
from scoring.engine.words import Language
from scoring.errors import ScoringError, TableRefused

if TYPE_CHECKING:
    from scoring.policy.model import Policy
    from scoring.settings_tables import TableEngine
    from scoring.tables.local import Tally
    from scoring.tables.scoring import Scoring

_WORDS = {
    "tally": (
        "{scored} 行已计分，其中 {provisional} 行因事项未填而暂定。",
        "{scored} rows scored, {provisional} of them provisional.",
    ),
    "rejected": ("{rejected} 行另存于 {apart}，附原因。", "{rejected} rows set apart in {apart}, with the reasons."),
    "exists": ("{path} 已存在，请换一个名称。", "{path} is there already. Choose another name."),
    "no_folder": ("没有 {path} 所在的文件夹，请先建立。", "There is no folder for {path}. Make it first."),
    "extension": ("模板是 Excel 文件，名称须以 .xlsx 结尾。", "The template is an Excel file: its name ends in .xlsx."),
    "written": (
        "已写入 {path}：每位申请人一行，填好后用 luohu score-table 计分。",
        "Written: {path}. A row for each applicant; score it with luohu score-table.",
    ),
}


@click.command("score-table")
@click.argument("name", metavar="SCHEME[@VERSION]")
@click.argument("source", metavar="IN", type=click.Path(exists=True, path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the rules; today, or the last day of an ended version.")
@click.option("--round", "round_id", help="Round whose figures are used; the last one announced.")
@click.option(
    "--explain", is_flag=True, help="Also the row of the point table that each criterion matched, with its words and article."
)
@click.option(
    "--list", "lists", metavar="FACT=FILE", multiple=True, help="A list from a table of its own: a row a record, with the id."
)
@ENGINE
@LANGUAGE
def score_table(  # noqa: PLR0913, PLR0917 - click gives every argument by itself
    name: str,
    source: Path,
    target: Path,
    on: datetime | None,
    round_id: str | None,
    explain: bool,  # noqa: FBT001 - click gives a switch as such
    lists: tuple[str, ...],
    engine: TableEngine | None,
    language: Language,
) -> None:
    """Score the table IN (.csv, .parquet, .jsonl or .xlsx; a column for each fact) into the table OUT.

    Rows that cannot be used go to OUT.rejected.csv with fact and reason; then the command ends with code 1. Rows are numbered from
    1, the headings not counted. The engine spark reads Parquet, a file or a folder, and writes a folder of it, in which such rows
    stand with their problems.
    """
    from scoring.tables import scoring  # noqa: PLC0415 - see above

    found = find_policy(name, language)
    day, ended = day_of(found, this_day())
    day = on.date() if on else day
    try:
        check_day(found, day)
        print_lines(head_lines(found, day, round_of(found, day, round_id), language, ended=ended))
        asked = scoring.Scoring(found, day, round_id, language if explain else None)
        tally = _WORK[asked_engine(engine)](asked, (source, target), _lists(found, lists), language)
    except TableRefused as refused:
        from scoring.tables.texts import say_refusal  # noqa: PLC0415 - see above

        raise click.ClickException(say_refusal(refused, language)) from None
    except ScoringError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{target}: {error.strerror or error}") from None
    _tell(tally, language)


@click.command()
@click.argument("name", metavar="SCHEME[@VERSION]")
@click.argument("target", metavar="[OUT.xlsx]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
def template(name: str, target: Path | None, language: Language) -> None:
    """Write an empty workbook for a policy, with headings and allowed values in both languages."""
    from scoring.tables.template import write_template  # noqa: PLC0415 - see above

    found = find_policy(name, language)
    path = target or Path(f"{found.scheme}-{found.version}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise click.ClickException(_say("extension", language))
    if path.exists() or not path.parent.is_dir():
        raise click.ClickException(_say("exists" if path.exists() else "no_folder", language, path=path))
    try:
        write_template(found, path)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    click.echo(_say("written", language, path=path))


TABLES = (score_table, template)


def _local(asked: Scoring, files: tuple[Path, Path], lists: dict[str, Path], language: Language) -> Tally:
    from scoring.tables import local  # noqa: PLC0415 - see above

    with progress(language) as tell:
        return local.score_table(asked, *files, language=language, tell=tell, lists=lists)


def _spark(asked: Scoring, files: tuple[Path, Path], lists: dict[str, Path], language: Language) -> Tally:
    from scoring.tables.spark_files import score_files  # noqa: PLC0415 - see above

    if lists:
        raise TableRefused("--list", "spark_lists")
    with spark_session() as session:
        return score_files(asked, session, *files, language=language)


_WORK = {"local": _local, "spark": _spark}


def _lists(policy: Policy, given: tuple[str, ...]) -> dict[str, Path]:
    """Read which list stands in which file."""
    lists = [fact.id for fact in policy.facts.values() if fact.kind == "list"]
    found = {}
    for each in given:
        id_, _, path = each.partition("=")
        if id_ not in lists:
            raise TableRefused(path or each, "no_list", {"found": id_, "allowed": ", ".join(lists) or "–"})
        if not Path(path).is_file():
            raise TableRefused(path, "unreadable", {"found": path or "–"})
        found[id_] = Path(path)
    return found


def _tell(tally: Tally, language: Language) -> None:
    click.echo(_say("tally", language, scored=f"{tally.scored:,}", provisional=f"{tally.provisional:,}"))
    if tally.rejected:
        click.echo(_say("rejected", language, rejected=f"{tally.rejected:,}", apart=tally.apart), err=True)
        raise SystemExit(REFUSED)


def _say(code: str, language: Language, **places: object) -> str:
    return _WORDS[code][language == "en"].format_map(places)
