"""`luohu verify`: checking a proof bundle and computing its decision again, without network or database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from scoring.notices.proof_form_1.verify import BrokenBundle
from scoring.notices.recomputing import verify_bundle

CHANGED = 1
WORDS: Mapping[str, tuple[str, str]] = {
    "changed": ("已被改动或不符：{broken}", "Changed, or not what was decided: {broken}"),
    "equal": (
        "完整：{reference}（{kind}）。按包内规则重新计算，结果一致到最后一个字节。",
        "Whole: {reference} ({kind}). Computed again by the rules inside, the result is equal to the last byte.",
    ),
    "withheld": (
        "完整：{reference}（{kind}）。有事实未披露，因此未重新计算。",
        "Whole: {reference} ({kind}). Not computed again: facts are withheld.",
    ),
    "pieces": ("已披露 {shown} 项，未披露 {withheld} 项。", "{shown} pieces are shown, {withheld} withheld."),
    "key": ("服务公钥：{service}", "Key of the service: {service}"),
    "compare": (
        "请与受理机构公布的公钥核对，或以 --service-key 给出：自洽的文件包人人可造。",
        "Compare it with what the office publishes, or give that as --service-key: anyone can make a bundle that fits itself.",
    ),
    "other": ("服务公钥不是所给出的：{service}", "The key of the service is not the one given: {service}"),
}


@click.command()
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--service-key", "expected", default="", metavar="KEY", help="The key that the office publishes, 64 digits.")
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of the words.")
def verify(bundle: Path, expected: str, language: str) -> None:
    """Check a proof bundle and compute its decision again. Exit code 1 where something was changed, and it says what."""

    def say(code: str, **facts: object) -> str:
        return WORDS[code][language == "en"].format_map(facts)

    try:
        verdict, decided, told = verify_bundle(bundle.read_bytes())
    except BrokenBundle as broken:
        click.echo(say("changed", broken=broken), err=True)
        raise SystemExit(CHANGED) from None
    if expected and expected.strip().lower() != told["service"]:
        click.echo(say("other", **told), err=True)
        raise SystemExit(CHANGED)
    click.echo(say(verdict, **decided["decision"]))
    click.echo(say("pieces", **told))
    if not expected:
        click.echo(say("key", **told))
        click.echo(say("compare"))
