"""The commands on the policies of an installation: `luohu policy import | submit | publish | export`. They act on its database.

Nobody is signed in at a command line: who acts is named by `--as`, and stands in the journal. Two persons are needed here as
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from flask.cli import ScriptInfo

from scoring.application.moves import Guard
from scoring.application.officer import Officer
from scoring.casework.draft_moves import check_kept_draft
from scoring.casework.draft_queries import officer_named, read_draft
from scoring.casework.drafts import Draft, DraftShown, HandedIn
from scoring.casework.import_policy import import_policy
from scoring.casework.kept_policies import KeptPolicy, kept_policy
from scoring.casework.publish_policy import Confirmed, publish_policy
from scoring.casework.publish_rounds import publish_rounds
from scoring.casework.submit_policy import submit_policy
from scoring.casework.texts import say_obstacle
from scoring.engine.words import Language
from scoring.errors import Finding, NotAllowed, PolicyNotReady, PolicyRefused, ScoringError
from scoring.policy.case_file import case_path
from scoring.policy.schema.fields import VERSION
from scoring.policy.source_files import read_source, read_text
from scoring.web.services import Services, services_of

REFUSED = 1
WORDS: Mapping[str, tuple[str, str]] = {
    "imported": ("{name} 已导入为草稿，第 {revision} 次修订。", "Imported {name} as a draft, revision {revision}."),
    "kept": ("文本已保留，但还不能提交。", "The texts are kept, but cannot be submitted yet."),
    "submitted": ("{name} 已提交，由另一人发布。", "Submitted {name}: another person publishes it."),
    "published": ("{name} 已发布，自 {on} 起施行，摘要值 {digest}。", "Published {name}, in force from {on}, digest {digest}."),
    "rounds": (
        "{name} 已发布，其文本不变：年度文件已导入为草稿，第 {revision} 次修订。",
        "{name} is published and stays as it is: imported its rounds as a draft, revision {revision}.",
    ),
    "announced": ("{name} 的年度文件已发布。", "Published the rounds of {name}."),
    "day": ("请用 --from 写明文本所定的施行日期。", "Give the day of effect with --from, as the text says it."),
    "role": ("{username} 不是政策人员。", "{username} is no policy staff."),
    "one_part": (
        "发布须由另一人进行：导入或提交过这份草稿的人不能发布。请用 --as 另指一个账户。",
        "Publishing needs another person than who imported or submitted the draft. Name another account with --as.",
    ),
    "name": ("请写成 <制度>@<版本>，例如 hamlet@2026。", "Write SCHEME@VERSION, such as hamlet@2026."),
    "exists": (
        "{path} 已存在且内容不同，未写任何文件。请换一个文件夹。",
        "{path} exists and says something else; nothing was written. Choose another folder.",
    ),
    "changed": (
        "{name} 的文本与发布时的 SHA-256 不符，请勿使用。",
        "The text of {name} is not that of its SHA-256: do not use it.",
    ),
}
F = TypeVar("F", bound=Callable[..., Any])


def _language(command: F) -> F:
    choice = click.Choice(["zh", "en"])
    return click.option("--lang", "language", type=choice, default="en", show_default=True, help="Language of the words.")(command)


def _acting(command: F) -> F:
    return click.option("--as", "username", required=True, metavar="ACCOUNT", help="Who acts: policy staff.")(command)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--cases", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its cases; those beside FILE.")
@_acting
@_language
@click.pass_obj
def import_(info: ScriptInfo, file: Path, cases: Path | None, username: str, language: Language) -> None:
    """Import a version from FILE as a draft, with its cases, and with rounds and vocabulary where they lie beside it.

    Of a published version only other rounds are imported: its text and its cases must be the very ones.

    A text with findings is kept too. Exit code 1 where something keeps the draft from being submitted; all of it is told.
    """
    with _told(language, username):
        services, officer = _acts(info, username)
        draft = import_policy(services.transaction, _handed_in(file, cases), officer=officer, at=services.clock.now())
        obstacles = check_kept_draft(services.transaction, draft).obstacles
    kind = "rounds" if draft.line.of_rounds else "imported"
    click.echo(_say(kind, language, name=draft.line.name, revision=draft.line.revision))
    if obstacles:
        _tell(obstacles, language)
        raise SystemExit(_say("kept", language))


@click.command()
@click.argument("name", metavar="SCHEME@VERSION")
@click.option("--reason", required=True, help="What the version changes, and on what instrument it rests.")
@_acting
@_language
@click.pass_obj
def submit(info: ScriptInfo, name: str, reason: str, username: str, language: Language) -> None:
    """Submit the newest revision of a draft, for another person to publish."""
    with _told(language, username):
        services, officer = _acts(info, username)
        draft = _newest(services, name, officer, language)
        submit_policy(services.transaction, _shown(draft), officer=officer, at=services.clock.now(), reason=reason)
    click.echo(_say("submitted", language, name=draft.line.name))


@click.command()
@click.argument("name", metavar="SCHEME@VERSION")
@click.option(
    "--from", "on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Day of effect, as the text says it; rounds have none."
)
@click.option("--reason", default="", help="Why it is published after its day of effect, where another version was served.")
@_acting
@_language
@click.pass_obj
def publish(info: ScriptInfo, name: str, on: datetime | None, reason: str, username: str, language: Language) -> None:
    """Publish a submitted version for good, or submitted rounds of a published one. It is served without a restart."""
    with _told(language, username):
        services, officer = _acts(info, username)
        draft = _newest(services, name, officer, language)
        if draft.line.of_rounds:
            publish_rounds(services.transaction, _shown(draft), officer=officer, at=services.clock.now())
            click.echo(_say("announced", language, name=draft.line.name))
            return
        if on is None:
            raise click.UsageError(_say("day", language))
        confirmed = Confirmed(on.date(), reason)
        pin = publish_policy(services.transaction, _shown(draft), confirmed, officer=officer, at=services.clock.now())
    click.echo(_say("published", language, name=draft.line.name, on=on.date(), digest=pin.digest))


@click.command()
@click.argument("name", metavar="SCHEME@VERSION")
@click.option(
    "-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Folder; here by default."
)
@_language
@click.pass_obj
def export(info: ScriptInfo, name: str, folder: Path, language: Language) -> None:
    """Write a published version as kept, byte for byte: text, cases, rounds and vocabulary, laid out as a folder of policies."""
    scheme, version = _split(name, language)
    with _told(language):
        kept = kept_policy(services_of(info.load_app()).transaction, scheme, version)
    if not kept.is_whole:
        raise click.ClickException(_say("changed", language, name=name))
    files = {folder / place: text.encode() for place, text in _files(kept).items() if text}
    other = next((path for path, raw in files.items() if path.exists() and path.read_bytes() != raw), None)
    if other is not None:
        raise click.ClickException(_say("exists", language, path=other))
    for path, raw in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        click.echo(str(path))


def _files(kept: KeptPolicy) -> Mapping[str, str]:
    source = kept.source
    return {
        f"{source.scheme}/{source.version}.yaml": source.text,
        f"{source.scheme}/{source.version}.cases.yaml": kept.cases,
        f"{source.scheme}/rounds.yaml": source.rounds,
        "vocabulary.yaml": source.vocabulary,
    }


def _handed_in(file: Path, cases: Path | None) -> HandedIn:
    source = read_source(file)
    beside = cases or case_path(file)
    return HandedIn(
        text=source.text,
        cases=read_text(beside) if beside.is_file() else "",
        version=file.stem if VERSION.fullmatch(file.stem) else "",
        vocabulary=source.vocabulary or None,
        rounds=source.rounds or None,
    )


def _acts(info: ScriptInfo, username: str) -> tuple[Services, Officer]:
    services = services_of(info.load_app())
    return services, officer_named(services.transaction, username)


def _newest(services: Services, name: str, officer: Officer, language: Language) -> Draft:
    return read_draft(services.transaction, *_split(name, language), officer=officer)


def _shown(draft: Draft) -> DraftShown:
    return DraftShown(draft.line.scheme, draft.line.version, draft.line.revision)


def _split(name: str, language: Language) -> tuple[str, str]:
    scheme, _, version = name.partition("@")
    if not version:
        raise click.UsageError(_say("name", language))
    return scheme, version


@contextmanager
def _told(language: Language, username: str = "") -> Iterator[None]:
    """Tell what a use case refuses, each finding on its line; exit code 1."""
    try:
        yield
    except NotAllowed as refused:
        code = "one_part" if refused.why == Guard.ONE_PART else "role"
        raise click.ClickException(_say(code, language, username=username)) from None
    except (PolicyRefused, PolicyNotReady) as refused:
        _tell(refused.findings if isinstance(refused, PolicyRefused) else refused.obstacles, language)
        raise SystemExit(REFUSED) from None
    except ScoringError as error:
        raise click.ClickException(str(error)) from None


def _tell(findings: Any, language: Language) -> None:
    found: Finding
    for found in findings:
        click.echo(f"{found.position}: {say_obstacle(found, language)} [{found.code}]")


def _say(code: str, language: Language, **facts: object) -> str:
    return WORDS[code][language == "en"].format_map(facts)
