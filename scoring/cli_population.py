"""The command `luohu population`: made-up people for trying policies out. It needs no application and no database.

What draws them is loaded when somebody asks: it brings NumPy and Arrow, which no other command needs.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.cli_policy import LANGUAGE, find_policy, this_day
from scoring.cli_progress import progress
from scoring.engine import day_of
from scoring.engine.figures import check_day
from scoring.engine.words import Language
from scoring.errors import PolicyRefused, ScoringError, TableRefused
from scoring.policy.texts import say_finding
from scoring.settings import policies_folder

if TYPE_CHECKING:
    from scoring.inspection.population import Population

MOST = 1_000_000_000
MOST_IN_A_SHEET = 1_048_575  # a workbook has no more rows, and one is for headings
_WORDS = {
    "exists": ("{path} 已存在，请换一个名称。", "{path} is there already. Choose another name."),
    "no_shapes": (
        "没有 {path}：请在其中声明各事项的分布。",
        "There is no {path}. Declare there how facts are spread.",
    ),
    "sheet": (
        "Excel 工作表最多 {most} 行。请改用 .csv 或 .parquet。",
        "A sheet of Excel has {most} rows at the most. Write .csv or .parquet instead.",
    ),
    "unused": (
        "{policy} 没有这些事项，其分布未用：{facts}。",
        "{policy} has none of these facts, whose shapes are not used: {facts}.",
    ),
    "unmarked": (
        "建议在文件名中写明 synthetic，例如 {path}，以免与真实数据混淆。",
        "Say synthetic in the name of the file, such as {path}, so that nobody takes it for real.",
    ),
    "written": ("已写入 {path}：{n} 人，种子 {seed}。", "Written: {path}, {n} people, seed {seed}."),
}


@click.command()
@click.argument("name", metavar="SCHEME[@VERSION]")
@click.argument("number", metavar="N", type=click.IntRange(1, MOST))
@click.option(
    "--seed", type=click.IntRange(0), required=True, help="Any whole number; the same one gives the same people for ever."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A .csv, .parquet, .jsonl or .xlsx file.")
@click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day on which they answer; today, or the last day of an ended version."
)
@LANGUAGE
def population(name: str, number: int, seed: int, out: Path | None, on: datetime | None, language: Language) -> None:
    """Write N made-up people with lawful, plausible answers, for trying policies out.

    How facts are spread is declared in population.yaml, in the folder of policies. Nothing of it is a statistic. Every row says
    in its id that it is synthetic.
    """
    from scoring.inspection.population import Population, PopulationRefused, plan_for, read_shapes  # noqa: PLC0415 - see above
    from scoring.tables.texts import say_refusal  # noqa: PLC0415 - see above

    policy = find_policy(name, language)
    path = out or Path(f"{policy.scheme}-{policy.version}.synthetic.csv")
    shapes = policies_folder(os.environ) / "population.yaml"
    _check(path, shapes, number, language)
    day = on.date() if on is not None else day_of(policy, this_day())[0]
    try:
        check_day(policy, day)
        plan = plan_for(policy, read_shapes(shapes))
        if plan.unused:
            click.echo(_say("unused", language, policy=policy.name, facts=", ".join(plan.unused)), err=True)
        _write(Population(plan, number, seed, day), path, language)
    except PolicyRefused as refused:
        raise click.ClickException("\n".join(f"{f.position}: {say_finding(f, language)}" for f in refused.findings)) from None
    except PopulationRefused as refused:
        raise click.ClickException(refused.say(language)) from None
    except TableRefused as refused:
        raise click.ClickException(say_refusal(refused, language)) from None
    except ScoringError as error:
        raise click.ClickException(str(error)) from None
    click.echo(plan.note.say(language))
    click.echo(_say("written", language, path=path, n=f"{number:,}", seed=seed))


def _check(path: Path, shapes: Path, number: int, language: Language) -> None:
    """ClickException where nothing can be written; what would be better is told."""
    if path.exists():
        raise click.ClickException(_say("exists", language, path=path))
    if not shapes.is_file():
        raise click.ClickException(_say("no_shapes", language, path=shapes))
    if path.suffix.lower() == ".xlsx" and number > MOST_IN_A_SHEET:
        raise click.ClickException(_say("sheet", language, most=f"{MOST_IN_A_SHEET:,}"))
    if "synthetic" not in path.name:
        click.echo(_say("unmarked", language, path=path.with_name(f"{path.stem}.synthetic{path.suffix}")), err=True)


def _write(population: Population, path: Path, language: Language) -> None:
    from scoring.inspection.population.table import batches, schema_of  # noqa: PLC0415 - see above
    from scoring.tables.writing import written  # noqa: PLC0415 - see above

    schema = schema_of(population, nested=path.suffix.lower() not in (".csv", ".xlsx"))
    done = 0
    try:
        with written(path, schema) as write, progress(language) as tell:
            for batch in batches(population, schema):
                write(batch)
                done += batch.num_rows
                tell(done / population.size)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None


def _say(code: str, language: Language, **places: object) -> str:
    return _WORDS[code][language == "en"].format_map(places)
