"""`luohu setup administrator`: the account of who opens all others."""

from __future__ import annotations

import click
from flask.cli import ScriptInfo
from flask_security import hash_password

from scoring.application.officer import Role
from scoring.casework.open_account import StaffMember, open_account
from scoring.web.services import services_of


@click.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's name, as it stands under what they do.")
@click.option("--email", required=True, help="An address of the office, which signs in too.")
@click.pass_obj
def administrator(info: ScriptInfo, username: str, name: str, email: str) -> None:
    """Open the account of an administrator, who opens all others in the console. Its password is shown only now."""
    app = info.load_app()
    services = services_of(app)
    member = StaffMember(username, email, name, frozenset({Role.ADMINISTRATOR}))
    with app.app_context():
        opened = open_account(services.transaction, member, officer=None, at=services.clock.now(), hash_password=hash_password)
    click.echo(f"Opened the account {opened.username}. Its password, shown only now: {opened.password}")
    click.echo("Sign in at /sign-in: an authenticator app is set up there. Then choose another password at /change-password.")
