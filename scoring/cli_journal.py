"""`luohu journal`: verifying every chain of an installation, and noting where they end."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import BinaryIO

import click
from flask.cli import ScriptInfo

from scoring.casework.journal_file import FileFault, check_lines
from scoring.casework.verify_journal import BrokenLink, Seal, Verification, read_seal, read_seals, verification
from scoring.web.services import services_of

BROKEN = 1
WHY: Mapping[str, tuple[str, str]] = {
    "hash": ("内容已被改动", "it was changed"),
    "gap": ("此处缺少一环，或多出一环", "a link is missing here, or one was put in"),
    "order": ("与上一环不相接", "it does not follow the link before it"),
    "cut_off": ("末尾缺少", "the end is missing"),
    "algorithm": ("算法不明", "its algorithm is unknown"),
    "missing": ("对应的操作记录已不存在", "its event is gone"),
    "unlinked": ("未列入总链", "the chain over all streams does not know it"),
    "form": ("不是这种文件的内容", "no line of such a file"),
    "sum": ("内容已被改动", "it was changed"),
    "end": ("末尾缺少，或末尾之后另有内容", "the end is missing, or something follows it"),
    "seal": ("与库外留存的封印不符", "it is not what was sealed"),
}
WORDS: Mapping[str, tuple[str, str]] = {
    "broken": ("第一处断链：{stream} 第 {number} 环：{why}。", "First bad link: {stream}, number {number}: {why}."),
    "remedy": (
        "请停止办理，保留现状，与备份和库外封印比对。",
        "Stop work, keep the database as it is, and compare it with backups and with seals noted elsewhere.",
    ),
    "whole": ("完整：共核验 {links} 环。", "Whole: {links} links verified."),
    "outside": (
        "若有人重写整条链，只有库外封印（--seal）才能发现。",
        "That somebody wrote a whole chain anew shows only against a seal noted elsewhere (--seal).",
    ),
    "file_broken": ("第一处不符：第 {line} 行（{what}）：{why}。", "First bad line: {line} ({what}): {why}."),
    "file_whole": (
        "完整：{links} 环，{decisions} 项决定。文件的 SHA-256：{digest}",
        "Whole: {links} links, {decisions} decisions. SHA-256 of the file: {digest}",
    ),
    "verifying": ("核验中", "Verifying"),
}


@click.group()
def journal() -> None:
    """Verify that nothing that was written down was changed, and note where the chains end."""


@journal.command()
@click.option("--seal", "seals", multiple=True, metavar="SEAL", help="What `luohu journal seal` printed earlier; may be repeated.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of the words.")
@click.argument("file", required=False, type=click.File("rb"))
@click.pass_obj
def verify(info: ScriptInfo, seals: tuple[str, ...], language: str, file: BinaryIO | None) -> None:
    """Verify every link of every chain, and name the first bad one. Exit code 1 where there is one.

    With a FILE that an auditor took away, that file alone, without any database.
    """
    noted = tuple(map(read_seal, seals))
    if file is not None:
        _verify_file(file, noted, language)
        return
    with verification(services_of(info.load_app()).transaction, noted) as found:
        links, broken = _run(found, language)
    if broken is not None:
        why = WHY[broken.why][language == "en"]
        click.echo(_say("broken", language, stream=broken.stream, number=broken.number, why=why), err=True)
        click.echo(_say("remedy", language), err=True)
        raise SystemExit(BROKEN)
    click.echo(_say("whole", language, links=links))
    if not noted:
        click.echo(_say("outside", language))


@journal.command()
@click.pass_obj
def seal(info: ScriptInfo) -> None:
    """Print where each chain ends. Keep it where nobody who can write the database can: on paper, in another system."""
    for head in read_seals(services_of(info.load_app()).transaction):
        click.echo(str(head))


def _verify_file(file: BinaryIO, noted: tuple[Seal, ...], language: str) -> None:
    found = check_lines(file, noted)
    if isinstance(found, FileFault):
        why = WHY[found.why][language == "en"]
        click.echo(_say("file_broken", language, line=found.line, what=found.what, why=why), err=True)
        raise SystemExit(BROKEN)
    click.echo(_say("file_whole", language, links=found.links, decisions=found.decisions, digest=found.digest))


def _run(found: Verification, language: str) -> tuple[int, BrokenLink | None]:
    """Take every step, with a bar on a terminal; give how many links were verified and the first that is broken."""
    links = 0
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=found.amount, label=_say("verifying", language), file=sys.stderr, hidden=hidden) as bar:
        for step in found.steps:
            if isinstance(step, BrokenLink):
                return links, step
            links += step
            bar.update(step)
    return links, None


def _say(code: str, language: str, **facts: object) -> str:
    return WORDS[code][language == "en"].format_map(facts)
