"""The commands on policy files: `luohu policy list | check | show` and `luohu score`. They need no application and no database."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import orjson

from scoring.cli_policy_words import Lines, assessment_lines, policy_lines
from scoring.clock import today
from scoring.engine import assess, day_of
from scoring.engine.document import as_document
from scoring.engine.texts import say_problem
from scoring.engine.words import Language
from scoring.errors import FactsRefused, PolicyRefused, ScoringError
from scoring.inspection.cases import CaseResult, run_cases
from scoring.policy import load_policy
from scoring.policy.case_file import case_path
from scoring.policy.library import Library, read_library
from scoring.policy.model import Policy
from scoring.policy.source import SourceRefused, plain, read
from scoring.policy.source_files import policy_files, read_text
from scoring.policy.texts import say_finding
from scoring.policy.values import from_text
from scoring.settings import fixed_day, policies_folder

WARN_DAYS = 90
REFUSED = 1  # the exit code of findings and of answers that cannot be used
_LANGUAGE = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of the words."
)


@click.group()
def policy() -> None:
    """List, check and show policy files."""


@policy.command("list")
@_LANGUAGE
def list_(language: Language) -> None:
    """List every policy of the folder with its period and provenance."""
    on = _today()
    library = _library(language)
    if not library.policies:
        click.echo("没有政策文件。" if language == "zh" else "There are no policy files here.")
    for found in library.policies:
        last = found.in_force.last
        ended = {"zh": "（已失效）", "en": " (ended)"}[language] if last is not None and last < on else ""
        period = f"{found.in_force.first} – {last or '…'}{ended}"
        click.echo(f"{found.name:<24} {period:<36} {found.provenance:<13} {found.title.say(language)}")


@policy.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_LANGUAGE
def check(files: tuple[Path, ...], language: Language) -> None:
    """Check policy FILES (all of the folder without any): every finding with its place, then the policy's own cases."""
    paths = list(files) or policy_files(policies_folder(os.environ))
    checked = [_check(path, language) for path in paths]
    if not all(checked):
        raise SystemExit(REFUSED)


def _check(path: Path, language: Language) -> bool:
    try:
        found = load_policy(path)
        results = run_cases(found, case_path(path)) if case_path(path).is_file() else []
    except PolicyRefused as refused:
        for finding in refused.findings:
            click.echo(f"{finding.position}: {say_finding(finding, language)} [{finding.code}]")
        return False
    failed = [result for result in results if not result.holds]
    for result in failed:
        _tell_case(result, language)
    for warning in _warnings(found, results, path, language):
        click.echo(f"{path}:1:1: {warning}")
    held = f"{len(results) - len(failed)}/{len(results)}"
    words = f"{found.digest[:12]}，用例 {held}" if language == "zh" else f"{found.digest[:12]}, cases {held}"
    click.echo(f"{found.name}: {words}")
    return not failed and bool(results)


def _tell_case(result: CaseResult, language: Language) -> None:
    expected, but = ("应为", "实为") if language == "zh" else ("expected", "found")
    if result.refused:
        click.echo(f"{result.case.position}: {result.case.name}: {result.refused}")
    for d in result.differences:
        click.echo(f"{result.case.position}: {result.case.name}: {d.what}: {expected} {d.expected}, {but} {d.found}")


def _warnings(found: Policy, results: list[CaseResult], path: Path, language: Language) -> list[str]:
    """Say what is no error yet: a period that ends soon without a successor, no cases."""
    warnings = []
    last = found.in_force.last
    left = (last - _today()).days if last is not None else WARN_DAYS + 1
    if 0 <= left <= WARN_DAYS and _successor(found, path) is None:
        zh, en = f"还有 {left} 天失效（{last}），尚无后续版本。", f"ends in {left} days ({last}), and no version follows it."
        warnings.append(zh if language == "zh" else en)
    if not results:
        name = case_path(path).name
        warnings.append(
            f"没有用例，不能发布。请编写 {name}。" if language == "zh" else f"has no cases and cannot be published. Write {name}."
        )
    return warnings


def _successor(found: Policy, path: Path) -> Policy | None:
    siblings = []
    for other in policy_files(path.parent.parent):
        if other.parent == path.parent:
            try:
                siblings.append(load_policy(other))
            except PolicyRefused:
                continue  # it has its own findings, and follows nothing until they are mended
    return Library(siblings).successor(found)


@policy.command()
@click.argument("name", metavar="SCHEME[@VERSION]")
@_LANGUAGE
def show(name: str, language: Language) -> None:
    """Show a policy in words: conditions, point table, entitlements."""
    _print(policy_lines(_find(name, language), _today(), language))


@click.command()
@click.argument("name", metavar="SCHEME[@VERSION]")
@click.argument("facts_file", metavar="FACTS.yaml|json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the rules; today, or the last day of an ended version.")
@click.option("--round", "round_id", help="Round whose figures are used; the last one announced.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_LANGUAGE
def score(name: str, facts_file: Path, on: datetime | None, round_id: str | None, form: str, language: Language) -> None:
    """Assess the answers of FACTS under a policy. Nothing is stored."""
    found = _find(name, language)
    day, ended = day_of(found, _today())
    try:
        assessment = assess(found, _facts(found, facts_file, language), on=on.date() if on else day, round_id=round_id)
    except FactsRefused as refused:
        for problem in refused.problems:
            click.echo(f"{facts_file}#{problem.pointer}: {_shown(problem.value)}: {say_problem(problem, language)}", err=True)
        raise SystemExit(REFUSED) from None
    except ScoringError as error:
        raise click.ClickException(str(error)) from None
    if form == "json":
        document = {**as_document(assessment), "no_longer_in_force": ended}
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    else:
        _print(assessment_lines(assessment, language, ended=ended))


def _print(lines: Lines) -> None:
    for line in lines:
        click.echo(line)


def _today() -> date:
    return today(fixed_day(os.environ, "production" if os.environ.get("LUOHU_MODE") == "production" else "demonstration"))


def _library(language: Language) -> Library:
    try:
        return read_library(policies_folder(os.environ))
    except PolicyRefused as refused:
        words = [f"{finding.position}: {say_finding(finding, language)}" for finding in refused.findings]
        raise click.ClickException("\n".join(words)) from None


def _find(name: str, language: Language) -> Policy:
    scheme, _, version = name.partition("@")
    library = _library(language)
    try:
        return library.find(scheme, version) if version else library.current(scheme, _today())
    except ScoringError as error:
        raise click.ClickException(str(error)) from None


def _facts(found: Policy, path: Path, language: Language) -> Mapping[str, Any]:
    """Read the answers: JSON with exact decimals, or YAML through the guarded reader."""
    if path.suffix == ".json":
        given = _json(path)
    else:
        try:
            given = plain(read(read_text(path), str(path)))
        except (PolicyRefused, SourceRefused) as refused:
            raise click.ClickException("\n".join(f"{f.position}: {say_finding(f, language)}" for f in refused.findings)) from None
    if not isinstance(given, dict):
        message = f"{path}: 应为“事项: 值”。" if language == "zh" else f"{path}: expected “fact: value” entries."
        raise click.ClickException(message)
    return {str(k): from_text(found.facts[k], v) if k in found.facts else v for k, v in given.items()}


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or nested too deep
        raise click.ClickException(f"{path}: {error}") from None


def _shown(value: object) -> str:
    return str(value) if not isinstance(value, str) else f"“{value}”"
