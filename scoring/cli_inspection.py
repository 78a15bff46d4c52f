"""The commands that look at policy files as texts of law: `luohu policy diff` and `luohu policy fmt`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import click
import orjson

from scoring.cli_facts import REFUSED
from scoring.cli_policy import policy_at
from scoring.engine.words import Language
from scoring.errors import PolicyRefused
from scoring.inspection.difference import Change, differences
from scoring.inspection.difference.texts import say_change, sentence, what_words
from scoring.policy.formatting import LayoutRefused, formatted, say_layout
from scoring.policy.model import Policy
from scoring.policy.source import SourceRefused
from scoring.policy.source_files import read_text
from scoring.policy.texts import say_finding
from scoring.policy.wording import Text

DIFFERENT = 1
_LANGUAGE = click.option(
    "--lang",
    "--language",
    "language",
    type=click.Choice(["zh", "en"]),
    default="en",
    show_default=True,
    help="Language of the words.",
)


class NotCompared(click.ClickException):
    """A policy cannot be read: the exit code is that of `diff`."""

    exit_code = 2


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_LANGUAGE
def diff(old: str, new: str, form: str, language: Language) -> None:
    """Say how policy B differs from policy A: criterion, row, old → new.

    A and B are SCHEME@VERSION, SCHEME (the version in force) or a path to a YAML file. Exit code 0: no difference; 1: some; 2: one
    of them cannot be read.
    """
    before, after = _policy(old, language), _policy(new, language)
    changes = differences(before, after)
    if form == "json":
        document = {"old": _named(before), "new": _named(after), "changes": [_as_document(change) for change in changes]}
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo("\n".join(say_change(change, language) for change in changes) or sentence("same", language))
    if changes:
        raise SystemExit(DIFFERENT)


def _policy(name: str, language: Language) -> Policy:
    try:
        return policy_at(name, language)
    except click.ClickException as error:
        raise NotCompared(error.message) from None


def _named(policy: Policy) -> Mapping[str, str]:
    return {"scheme": policy.scheme, "version": policy.version, "digest": policy.digest}


def _as_document(change: Change) -> Mapping[str, Any]:
    return {
        "part": change.part,
        "kind": change.kind,
        "id": change.id,
        "label": change.label.as_dict(),
        "row": _given(change.row),
        "what": change.what or None,
        "what_words": {each: what_words(change.what, each) for each in ("zh", "en")} if change.what else None,
        "old": _given(change.old),
        "new": _given(change.new),
        "reference": change.reference or None,
    }


def _given(words: Text) -> Mapping[str, str] | None:
    return words.as_dict() if words else None


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "checks", is_flag=True, help="Write nothing; exit code 1 where a file is not laid out so.")
@_LANGUAGE
def fmt(files: tuple[Path, ...], checks: bool, language: Language) -> None:  # noqa: FBT001 - click passes its options by name
    """Lay policy FILES out in one way: what they say, their digests and their comments stay.

    A file that has findings, or whose comments or meaning could not be kept, is left as it is.
    """
    done = [_lay_out(path, language, writes=not checks) for path in files]
    if not all(done):
        raise SystemExit(REFUSED)


def _lay_out(path: Path, language: Language, *, writes: bool) -> bool:
    """Lay one file out; False where it is refused, or where it would change and must not be written."""
    try:
        text = read_text(path)
        laid = formatted(text, str(path))
    except (PolicyRefused, SourceRefused) as refused:
        for finding in refused.findings:
            click.echo(f"{finding.position}: {say_finding(finding, language)}")
        return False
    except LayoutRefused as refused:
        click.echo(f"{refused.position}: {say_layout(refused, language)}")
        return False
    if laid == text:
        return True
    if writes:
        try:
            _write(path, laid)
        except OSError as error:
            click.echo(f"{path}: {error.strerror}")
            return False
    click.echo(_OUTCOMES[writes][language == "en"].format(path=path))
    return writes


_OUTCOMES = {
    True: ("{path}：已排版。", "{path}: laid out."),
    False: ("{path}：未按统一格式排版，请运行 luohu policy fmt。", "{path}: not laid out. Run luohu policy fmt on it."),
}


def _write(path: Path, text: str) -> None:
    """Write a whole file or nothing: beside it, then in its place, with its mode; a link is followed."""
    target = path.resolve()
    with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
        written = Path(draft.name)
        try:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
            written.chmod(target.stat().st_mode & 0o7777)
            written.replace(target)
        except BaseException:
            written.unlink()
            raise
