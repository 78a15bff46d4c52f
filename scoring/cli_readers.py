"""The commands that look ahead from a person's answers: `luohu advise | forecast | next-question`. Nothing is stored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson

from scoring.cli_facts import read_facts, read_points, refusals
from scoring.cli_policy import LANGUAGE, find_policy, print_lines, read_policies, this_day
from scoring.cli_readers_words import advice_lines, forecast_lines, question_lines, say
from scoring.engine import advice, day_of
from scoring.engine import forecast as forecasts
from scoring.engine.document import Document, text
from scoring.engine.questions.standing import as_document, questioning
from scoring.engine.texts import PROVENANCE
from scoring.engine.words import Language
from scoring.policy.model import Policy

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Asked:
    """What every one of these commands is given."""

    policy: Policy
    on: date
    ended: bool
    round_id: str | None
    form: str
    language: Language


def _options(command: Command) -> Command:
    """Give *command* what all take: policy, facts, day, round, format, language."""
    options = [
        click.argument("name", metavar="SCHEME[@VERSION]"),
        click.argument("facts_file", metavar="FACTS.yaml|json", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option(
            "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the rules; today, or the last day of an ended version."
        ),
        click.option("--round", "round_id", help="Round whose figures are used; the last one announced."),
        click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True),
        LANGUAGE,
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _costs(_: click.Context, __: click.Parameter, written: str) -> frozenset[str]:
    """Read costs, with commas between."""
    costs = frozenset(cost.strip() for cost in written.split(",") if cost.strip())
    if unknown := costs.difference(advice.COSTS):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}. Choose from: {', '.join(advice.COSTS)}.")
    return costs


@click.command()
@_options
@click.option("--for", "allowed_costs", default="", callback=_costs, help="Costs a way may have: money,health,move,employer.")
@click.option("--aim", type=click.Choice(["threshold", "rank"]), default="threshold", show_default=True, help="What to reach.")
@click.option("--points", callback=read_points, help="With --aim rank: the ranking sum to reach, such as a cut-off.")
def advise(facts_file: Path, allowed_costs: frozenset[str], aim: str, points: Decimal | None, **given: Any) -> None:
    """Find the cheapest lawful ways from FACTS to the threshold, or up the ranking."""
    asked = _asked(**given)
    _check_advises(asked.policy, asked.language)
    if points is not None and aim != "rank":
        raise click.UsageError("--points goes with --aim rank only.")
    with refusals(facts_file, asked.language):
        facts = read_facts(asked.policy, facts_file, asked.language)
        wish = advice.THRESHOLD if aim == "threshold" else advice.Rank(points)
        found = advice.advise(asked.policy, facts, on=asked.on, round_id=asked.round_id, allowed_costs=allowed_costs, aim=wish)
    _tell(asked, advice.as_document(found), advice_lines(found, asked.language, ended=asked.ended))


@click.command()
@_options
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day looked at; ten years ahead.")
def forecast(facts_file: Path, until: datetime | None, **given: Any) -> None:
    """Carry the assessment of FACTS on day by day, as if nothing were done but life went on."""
    asked = _asked(**given)
    _check_advises(asked.policy, asked.language)
    last = until.date() if until is not None else None
    if last is not None and last < asked.on:
        raise click.ClickException(say("until", asked.language, until=last.isoformat(), on=asked.on.isoformat()))
    with refusals(facts_file, asked.language):
        facts = read_facts(asked.policy, facts_file, asked.language)
        ahead = [p for p in read_policies(asked.language, asked.policy.scheme).ahead(asked.policy, asked.on) if _advises(p)]
        found = forecasts.forecast(ahead, facts, on=asked.on, until=last, round_id=asked.round_id)
    _tell(asked, forecasts.as_document(found), forecast_lines(found, asked.language, ended=asked.ended))


@click.command("next-question")
@_options
def next_question(facts_file: Path, **given: Any) -> None:
    """Say which question tells the most once FACTS are known, and which need not be asked any more."""
    asked = _asked(**given)
    with refusals(facts_file, asked.language):
        facts = read_facts(asked.policy, facts_file, asked.language)
        found = questioning(asked.policy, facts, on=asked.on, round_id=asked.round_id)
    _tell(asked, as_document(found), question_lines(found, asked.language, ended=asked.ended))


def _asked(name: str, on: datetime | None, round_id: str | None, form: str, language: Language) -> Asked:
    policy = find_policy(name, language)
    day, ended = day_of(policy, this_day())
    return Asked(policy, on.date() if on is not None else day, ended, round_id, form, language)


def _tell(asked: Asked, document: Document, lines: Iterable[str]) -> None:
    """Print what was found, below the policy's title and the notice of its provenance."""
    if asked.form == "text":
        print_lines(lines)
        return
    notice = dict(zip(("zh", "en"), PROVENANCE[asked.policy.provenance], strict=True))
    whole = {"title": text(asked.policy.title), "notice": notice, **document, "no_longer_in_force": asked.ended}
    click.echo(orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode())


def _advises(policy: Policy) -> bool:
    return advice.advises_the_public(policy) or os.environ.get("LUOHU_MODE") != "production"


def _check_advises(policy: Policy, language: Language) -> None:
    if not _advises(policy):
        raise click.ClickException(say("advises_nobody", language, name=policy.name))
