"""`luohu setup | serve | worker | run`: setting an installation up, and serving it."""

from __future__ import annotations

import base64
import os
import secrets
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import flask_migrate
import gunicorn.__main__
from flask import Flask
from flask.cli import ScriptInfo
from flask_migrate.cli import db as migrations
from flask_security import hash_password
from gunicorn.app.wsgiapp import WSGIApplication
from sqlalchemy.exc import OperationalError

from scoring.casework import demonstration, demonstration_round
from scoring.casework.offices import keep_offices, read_offices
from scoring.casework.publish_folder import publish_folder
from scoring.casework.seed_policy import Published
from scoring.cli_accounts import administrator
from scoring.errors import SettingsRefused
from scoring.jobs.worker import work, working_beside
from scoring.settings import ENV_FILE, KEY_BYTES, Settings, read_env_file
from scoring.web.second_factor import codes_of
from scoring.web.services import close, services_of

KEYS = ("LUOHU_SECRET_KEY", "LUOHU_MASTER_KEY", "LUOHU_INDEX_KEY")
UNREACHABLE = "the database cannot be reached. See whether its server runs, and whether name and password are right."
LARGEST_HEADER = 65534  # the answers of a self-check travel in a cookie
HEADING = "# Secrets of this installation. Keep a copy apart: without them no record can be read.\n"

migrations.help = "Migrate the database by hand."


@click.group(invoke_without_command=True)
@click.pass_context
def setup(context: click.Context) -> None:
    """Make this installation ready: keys, database, policies, offices and, for a demonstration, accounts and applications.

    Each step does only what is not done yet.
    """
    if context.invoked_subcommand is None:
        for step in (keys, database, policies, offices, demonstrate):
            context.invoke(step)


setup.add_command(administrator)


@setup.command()
def keys() -> None:
    """Make the secret keys at random, where there are none, in instance/luohu.env (readable by you alone)."""
    instance = Path(os.environ.get("LUOHU_INSTANCE") or "instance").resolve()
    made = make_keys(instance, os.environ)
    if made:
        click.echo(f"Keys made: {', '.join(made)} in {instance / ENV_FILE}")


@setup.command()
@click.pass_obj
def database(info: ScriptInfo) -> None:
    """Bring the database to the newest schema."""
    try:
        with info.load_app().app_context():
            flask_migrate.upgrade()
    except OperationalError:
        raise SettingsRefused("DATABASE_URL", UNREACHABLE) from None


@setup.command()
@click.pass_obj
def policies(info: ScriptInfo) -> None:
    """Publish the policies of the folder that are not published yet; a demonstration keeps those whose files were changed."""
    services = services_of(info.load_app())
    for published in publish_folder(services.transaction, services.settings.policies, at=services.clock.now()):
        if isinstance(published, Published):
            if published.new:
                click.echo(f"Published {published.pin.scheme}@{published.pin.version}")
        elif services.settings.is_demonstration:
            click.echo(f"{published} This demonstration keeps what it has published; an empty database begins anew.", err=True)
        else:
            raise published


@setup.command()
@click.pass_obj
def offices(info: ScriptInfo) -> None:
    """Keep the offices of offices.yaml, in the folder of policies, as the file names them now."""
    services = services_of(info.load_app())
    path = services.settings.policies / "offices.yaml"
    if path.is_file():
        for office in keep_offices(services.transaction, read_offices(path), at=services.clock.now()):
            click.echo(f"Kept the office {office.id}")


@setup.command("demonstration")
@click.pass_obj
def demonstrate(info: ScriptInfo) -> None:
    """Create accounts for every role, two applications and a ranked round, in a demonstration installation that has none."""
    app = info.load_app()
    if not services_of(app).settings.is_demonstration:
        return
    services_of(app).live.refresh()  # the policies may have been published just now
    _demonstrate(app)
    close(app)


def _demonstrate(app: Flask) -> None:
    services = services_of(app)
    with app.app_context():
        codes = codes_of(app)
        now, new_secret = services.clock.now(), codes.generate_totp_secret
        accounts = demonstration.create_accounts(
            services.transaction, at=now, hash_password=hash_password, new_second_factor=new_secret
        )
    if accounts:
        click.echo("\nAccounts of this demonstration. Passwords and the secrets for an authenticator app are shown only now;")
        click.echo("without an app, `luohu code USERNAME` tells the code that is asked after the password:")
    for account in accounts:
        click.echo(
            f"  {account.role:<14} {account.username:<16} {account.password}  {codes.get_totp_b32_key(account.second_factor)}"
        )
    ways = services.transaction, services.library, services.timing
    recorded = demonstration.create_applications(*ways, at=services.clock.now())
    for reference in recorded:
        click.echo(f"Recorded the demonstration application {reference}")
    if recorded and (number := demonstration_round.create_round(*ways, at=services.clock.now())) is not None:
        click.echo(f"Ranked the demonstration round {number}: two supervisors publish it under /admin/rounds/{number}")


@click.command()
def serve() -> None:
    """Serve with gunicorn on HOST and PORT (127.0.0.1:8000), until interrupted; WEB_CONCURRENCY sets the number of processes."""
    settings = Settings.from_environment(os.environ)
    _refuse_taken(settings)
    address = f"http://{settings.host}:{settings.port}"
    click.echo(f"\n  Check points:   {address}/\n  Staff sign in:  {address}/admin/\n  JSON API:       {address}/api/docs\n")
    sys.stdout.flush()
    sys.argv = [gunicorn.__main__.__file__, *gunicorn_arguments(settings, os.environ)]
    WSGIApplication(prog="gunicorn").run()


def _refuse_taken(settings: Settings) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except OSError as error:
            reason = f"{settings.host}:{settings.port} cannot be listened on ({error.strerror}). Set PORT, or HOST, to another one."
            raise SettingsRefused("PORT", reason) from None


@click.command()
@click.pass_obj
def worker(info: ScriptInfo) -> None:
    """Do background work, until interrupted; LUOHU_JOBS_WORKERS sets the number of processes."""
    app = info.load_app()
    close(app)  # a connection must not be shared with the processes that do the work
    work(services_of(app).background)


@click.command()
@click.pass_context
def run(context: click.Context) -> None:
    """Make ready what is missing (`luohu setup`), then serve (`luohu serve`) and do background work (`luohu worker`)."""
    context.invoke(setup)
    app = context.obj.load_app()
    close(app)  # a connection must not be shared with the processes that the server forks
    _refuse_taken(services_of(app).settings)
    with working_beside(services_of(app).background):
        context.invoke(serve)


def gunicorn_arguments(settings: Settings, environ: Mapping[str, str]) -> list[str]:
    """Give the command line of the server."""
    return [
        "wsgi:app",
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--worker-class", "gthread", "--threads", "4"),
        *("--workers", environ.get("WEB_CONCURRENCY") or "2"),
        *("--limit-request-field_size", str(LARGEST_HEADER)),
        *("--no-control-socket", "--log-level", "warning"),
    ]


def make_keys(instance: Path, environ: Mapping[str, str]) -> list[str]:
    """Write the keys that neither *environ* nor the file has to `luohu.env`, mode 600. Gives the names of those made.

    Raises:
        SettingsRefused: a database stands there already, whose keys these cannot be.
    """
    path = instance / ENV_FILE
    missing = [name for name in KEYS if not (environ.get(name) or read_env_file(path).get(name))]
    if not missing:
        return []
    if (instance / "luohu.db").exists():
        raise SettingsRefused(
            missing[0],
            f"is missing, but {instance / 'luohu.db'} was written with one. Restore {path}, or delete the database to begin anew.",
        )
    instance.mkdir(parents=True, exist_ok=True)
    text = path.read_text("utf-8").rstrip("\n") + "\n" if path.exists() else HEADING
    text += "".join(f"{name}={_random_key()}\n" for name in missing)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text, "utf-8")
    draft.replace(path)
    return missing


def _random_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
