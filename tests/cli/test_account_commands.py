"""`luohu setup administrator` opens the account of who opens all others."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from scoring.cli import command
from scoring.records.tables import EventRow
from tests.signing_in import give_password

pytestmark = pytest.mark.both_databases


def test_an_installation_gets_its_first_administrator(app, transaction):
    def luohu(*changes):
        given = ["setup", "administrator", "zheng", "--name", "郑管", "--email", "zheng@office.cn", *changes]
        return CliRunner().invoke(command(lambda: app), given)

    opened = luohu()
    password = re.search(r"shown only now: (\S+)", opened.output)[1]
    answer = give_password(app.test_client(), "zheng", password)
    assert (answer.status_code, "/tf-setup" in answer.location) == (302, True), "the app for the codes is set up at once"
    again = luohu("--email", "other@office.cn")
    assert (again.exit_code, again.exception.field) == (1, "username")
    with transaction() as session:
        event = session.scalars(sa.select(EventRow).where(EventRow.facts.contains('"zheng"'))).one()
        assert (event.act, event.actor_id, password in event.facts) == ("open", None, False)
