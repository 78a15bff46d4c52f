"""The commands on policy files: `luohu policy list | check | show` and `luohu score`. They need no application and no database."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import click
import orjson

from scoring.cli_facts import REFUSED, read_facts, read_points, refusals
from scoring.cli_later import LaterGroup
from scoring.cli_policy_words import Lines, assessment_lines, lint_lines, policy_lines
from scoring.clock import today
from scoring.engine import assess, day_of
from scoring.engine.document import as_document
from scoring.engine.words import Language
from scoring.errors import PolicyRefused, ScoringError
from scoring.inspection.cases import CaseResult, run_cases
from scoring.inspection.lint import lint
from scoring.policy import load_policy, load_source
from scoring.policy.case_file import case_path
from scoring.policy.library import Library, read_library, read_scheme
from scoring.policy.model import Policy
from scoring.policy.source import read
from scoring.policy.source_files import policy_files, read_source, read_text
from scoring.policy.texts import say_finding
from scoring.settings import fixed_day, policies_folder

WARN_DAYS = 90
_SCHEME = re.compile(r"^scheme: *([a-z][a-z0-9_-]*)", re.MULTILINE)
LANGUAGE = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of the words."
)


@click.group(cls=LaterGroup)
def policy() -> None:
    """List, check and show policy files."""


@policy.command("list")
@LANGUAGE
def list_(language: Language) -> None:
    """List every policy of the folder with its period and provenance."""
    on = this_day()
    library = read_policies(language)
    if not library.policies:
        click.echo("没有政策文件。" if language == "zh" else "There are no policy files here.")
    for found in library.policies:
        last = found.in_force.last
        ended = {"zh": "（已失效）", "en": " (ended)"}[language] if last is not None and last < on else ""
        period = f"{found.in_force.first} – {last or '…'}{ended}"
        click.echo(f"{found.name:<24} {period:<36} {found.provenance:<13} {found.title.say(language)}")


@policy.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings fail too; notes never do.")
@click.option("--cliff", callback=read_points, help="Points that one step may change; without it, a third of the threshold.")
@LANGUAGE
def check(files: tuple[Path, ...], strict: bool, cliff: Decimal | None, language: Language) -> None:  # noqa: FBT001 - click gives a switch as such
    """Check policy FILES (all of the folder without any): every finding with its place, then the policy's own cases."""
    paths = list(files) or policy_files(policies_folder(os.environ))
    checked = [_check(path, cliff, language) for path in paths]
    if not all(one.holds for one in checked) or (strict and any(one.warnings for one in checked)):
        raise SystemExit(REFUSED)


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a policy can be published, and how many warnings it has."""

    holds: bool
    warnings: int = 0


def _check(path: Path, cliff: Decimal | None, language: Language) -> Checked:
    try:
        found = load_policy(path)
        results = run_cases(found, case_path(path)) if case_path(path).is_file() else []
    except PolicyRefused as refused:
        for finding in refused.findings:
            click.echo(f"{finding.position}: {say_finding(finding, language)} [{finding.code}]")
        return Checked(holds=False)
    failed = [result for result in results if not result.holds]
    for result in failed:
        _tell_case(result, language)
    warnings = _warnings(found, results, path, language)
    for warning in warnings:
        click.echo(f"{path}:1:1: {warning}")
    findings = lint(found, cliff=cliff)
    for lint_finding in findings:
        print_lines(lint_lines(found, read(read_text(path), str(path)), lint_finding, language))
    held = f"{len(results) - len(failed)}/{len(results)}"
    words = f"{found.digest[:12]}，用例 {held}" if language == "zh" else f"{found.digest[:12]}, cases {held}"
    click.echo(f"{found.name}: {words}")
    warned = [finding for finding in findings if finding.severity == "warning"]
    return Checked(not failed and bool(results), len(warnings) + len(warned))


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
    left = (last - this_day()).days if last is not None else WARN_DAYS + 1
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
@LANGUAGE
def show(name: str, language: Language) -> None:
    """Show a policy in words: conditions, point table, entitlements."""
    print_lines(policy_lines(find_policy(name, language), this_day(), language))


@click.command()
@click.argument("name", metavar="SCHEME[@VERSION]")
@click.argument("facts_file", metavar="FACTS.yaml|json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the rules; today, or the last day of an ended version.")
@click.option("--round", "round_id", help="Round whose figures are used; the last one announced.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def score(name: str, facts_file: Path, on: datetime | None, round_id: str | None, form: str, language: Language) -> None:
    """Assess the answers of FACTS under a policy. Nothing is stored."""
    found = find_policy(name, language)
    day, ended = day_of(found, this_day())
    with refusals(facts_file, language):
        assessment = assess(found, read_facts(found, facts_file, language), on=on.date() if on else day, round_id=round_id)
    if form == "json":
        document = {**as_document(assessment), "no_longer_in_force": ended}
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    else:
        print_lines(assessment_lines(assessment, language, ended=ended))


def print_lines(lines: Lines) -> None:
    """Print each line."""
    for line in lines:
        click.echo(line)


def this_day() -> date:
    """Give the day of a command: today in Shanghai, or the one that LUOHU_TODAY fixes."""
    return today(fixed_day(os.environ, "production" if os.environ.get("LUOHU_MODE") == "production" else "demonstration"))


def read_policies(language: Language, scheme: str = "") -> Library:
    """Read the folder of policies, or one scheme of it; ClickException with the findings of the first that has some."""
    folder = policies_folder(os.environ)
    try:
        return read_scheme(folder, scheme) if scheme else read_library(folder)
    except PolicyRefused as refused:
        words = [f"{finding.position}: {say_finding(finding, language)}" for finding in refused.findings]
        raise click.ClickException("\n".join(words)) from None


def find_policy(name: str, language: Language) -> Policy:
    """Find the policy that was named, in the folder; ClickException with the nearest name."""
    scheme, _, version = name.partition("@")
    library = read_policies(language, scheme)
    try:
        return library.find(scheme, version) if version else library.current(scheme, this_day())
    except ScoringError as error:
        raise click.ClickException(str(error)) from None


def policy_at(name: str, language: Language) -> Policy:
    """Find the policy that was named, or load the file of any name at a path; ClickException with what is wrong.

    A file that stands apart takes its shared facts, and the rounds of the scheme it names, from the folder of policies.
    """
    path = Path(name)
    if path.suffix != ".yaml":
        return find_policy(name, language)
    try:
        source = read_source(path)
        folder, scheme = policies_folder(os.environ), _SCHEME.search(source.text)
        vocabulary, rounds = folder / "vocabulary.yaml", folder / (scheme[1] if scheme else "") / "rounds.yaml"
        if not source.vocabulary and vocabulary.is_file():
            source = replace(source, vocabulary=read_text(vocabulary))
        if not source.rounds and rounds.is_file():
            source = replace(source, rounds=read_text(rounds))
        return load_source(source)
    except PolicyRefused as refused:
        raise click.ClickException("\n".join(f"{f.position}: {say_finding(f, language)}" for f in refused.findings)) from None
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
