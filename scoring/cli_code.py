"""`luohu code`: the code of a demonstration account, for who has no authenticator app."""

from __future__ import annotations

import click
from flask.cli import ScriptInfo

from scoring.casework.second_factor import kept_factor
from scoring.errors import SettingsRefused
from scoring.web.second_factor import codes_of
from scoring.web.services import services_of


@click.command()
@click.argument("username")
@click.pass_obj
def code(info: ScriptInfo, username: str) -> None:
    """Tell the code that the account USERNAME signs in with now, in a demonstration only."""
    app = info.load_app()
    services = services_of(app)
    if not services.settings.is_demonstration:
        raise SettingsRefused("LUOHU_MODE", "is production, where codes come from each person's own app alone.")
    kept = kept_factor(services.transaction, username)
    if kept is None:
        raise click.ClickException(f"{username} has no second factor yet: sign in with the password, and the page shows a secret.")
    click.echo(codes_of(app).next_code(*kept))
