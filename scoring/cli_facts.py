"""Answers given to a command: a file read exactly, and every answer that cannot be used told with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from scoring.engine.texts import say_problem
from scoring.engine.words import Language
from scoring.errors import FactsRefused, PolicyRefused, ScoringError
from scoring.policy.model import Policy
from scoring.policy.source import SourceRefused, plain, read
from scoring.policy.source_files import read_text
from scoring.policy.texts import say_finding
from scoring.policy.values import from_text

REFUSED = 1  # the exit code of findings and of answers that cannot be used
POINTS = re.compile(r"[0-9]{1,18}(\.[0-9]{1,9})?")


def read_facts(found: Policy, path: Path, language: Language) -> Mapping[str, Any]:
    """Read the answers: JSON with exact decimals, or YAML through the guarded reader; ClickException with the place."""
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


def read_points(_: click.Context, __: click.Parameter, written: str | None) -> Decimal | None:
    """Read a number of points exactly, as the callback of an option."""
    if written is not None and not POINTS.fullmatch(written):
        raise click.BadParameter(written)
    return None if written is None else Decimal(written)


@contextmanager
def refusals(path: Path, language: Language) -> Iterator[None]:
    """Tell each answer of the file at *path* that cannot be used, and any other refusal, and end the command with `REFUSED`."""
    try:
        yield
    except FactsRefused as refused:
        for problem in refused.problems:
            click.echo(f"{path}#{problem.pointer}: {_shown(problem.value)}: {say_problem(problem, language)}", err=True)
        raise SystemExit(REFUSED) from None
    except ScoringError as error:
        raise click.ClickException(str(error)) from None


def _shown(value: object) -> str:
    return str(value) if not isinstance(value, str) else f"“{value}”"
