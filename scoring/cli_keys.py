"""`luohu keys`: a new master key in place of the old one, without a record being written anew."""

from __future__ import annotations

import base64
import secrets
import sys

import click
from flask.cli import ScriptInfo

from scoring.casework.rotate_keys import BATCH, count_keys_left, look_at_keys, rotate_keys
from scoring.settings import KEY_BYTES
from scoring.web.services import services_of

MOST_NAMED = 5


@click.group("keys")
def key_commands() -> None:
    r"""Replace the master key.

    \b
    1. luohu keys make prints a new one: write it as LUOHU_MASTER_KEY, and what stood there as LUOHU_MASTER_KEY_OLD.
    2. Start every process of the service again; with both keys each reads everything.
    3. luohu keys rotate rewraps the data keys; it may be stopped and run again. Then luohu keys verify.
    4. Take LUOHU_MASTER_KEY_OLD away, keep the old key as long as backups from before are kept, and start again.
    """


@key_commands.command()
def make() -> None:
    """Print a new key, made at random."""
    click.echo(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode())


@key_commands.command()
@click.option("--batch", type=click.IntRange(1, 10_000), default=BATCH, show_default=True, help="Keys in one transaction.")
@click.pass_obj
def rotate(info: ScriptInfo, batch: int) -> None:
    """Rewrap every data key under LUOHU_MASTER_KEY. May be stopped at any moment and run again."""
    services = services_of(info.load_app())
    total, hidden = 0, not sys.stderr.isatty()
    left = count_keys_left(services.transaction)
    with click.progressbar(length=left, label="Rewrapping", file=sys.stderr, hidden=hidden) as bar:
        for done in rotate_keys(services.transaction, at=services.clock.now(), batch=batch):
            total += done
            bar.update(done)
    click.echo(f"Rewrapped {total} data keys." if total else "Every data key is under the master key already.")


@key_commands.command()
@click.pass_obj
def verify(info: ScriptInfo) -> None:
    """Unwrap every data key with LUOHU_MASTER_KEY. Exit code 1 where one is under another key."""
    found = look_at_keys(services_of(info.load_app()).transaction)
    if found.other:
        named = ", ".join(found.other[:MOST_NAMED]) + (" …" if len(found.other) > MOST_NAMED else "")
        raise click.ClickException(f"{len(found.other)} of {found.total} data keys are not: {named}. Run `luohu keys rotate`.")
    click.echo(f"All {found.total} data keys are under the master key.")
