"""The migrations make exactly the tables that the code knows, and can be taken back."""

import hashlib
from datetime import timedelta

import pytest
import sqlalchemy as sa
from alembic.config import Config

from scoring.application.deadlines import local_day
from scoring.application.officer import Role
from scoring.records.append_only import FORWARD, GUARDED
from scoring.records.barring import BARRED
from scoring.records.citing import BOUND
from scoring.records.database import prepare
from scoring.records.migrating import address, check, downgrade, is_current, upgrade
from scoring.records.parting import PARTED
from scoring.records.tables import Row
from tests.records.conftest import AT


def triggers(engine):
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return set(connection.scalars(sa.text(query)))


def test_migrated_tables_are_those_of_the_code(url):
    check(url)


def test_every_append_only_table_has_its_triggers(engine):
    operations = ("change", "truncate") if engine.dialect.name == "postgresql" else ("update", "delete", "insert")
    guards = {f"{table}_no_{operation}" for table in GUARDED for operation in operations}
    forward = (
        ("forward", "no_delete", "no_truncate") if engine.dialect.name == "postgresql" else ("no_update", "no_delete", "no_insert")
    )
    guards |= {f"{table}_no_interest" for table in BARRED} | {f"{table}_bound" for table in BOUND}
    guards |= {f"{table}_one_part" for table in PARTED}
    guards.add("decisions_signed")
    assert triggers(engine) == guards | {f"{table}_{operation}" for table in FORWARD for operation in forward}


def test_a_database_is_current_only_when_every_step_was_taken(kind, empty_url):
    url = empty_url(kind)
    engine = prepare(sa.create_engine(url))
    assert not is_current(engine)
    upgrade(url, "0002")
    assert not is_current(engine)
    upgrade(url)
    assert is_current(engine)
    upgrade(url)  # once more changes nothing
    assert set(sa.inspect(engine).get_table_names()) == {*Row.metadata.tables, "alembic_version"}
    downgrade(url)
    assert set(sa.inspect(engine).get_table_names()) == {"alembic_version"}
    assert triggers(engine) == set()
    upgrade(url)
    assert is_current(engine)
    engine.dispose()


def test_what_was_published_before_drafts_existed_stays_published(kind, empty_url):
    url = empty_url(kind)
    upgrade(url, "0004")
    engine = prepare(sa.create_engine(url))
    names = "scheme, version, digest, text, vocabulary, published_at"
    with engine.begin() as connection:
        connection.execute(
            sa.text(f"INSERT INTO policies ({names}) VALUES ('x', '1', :digest, '落户', '', :at)"), {"digest": "d" * 64, "at": AT}
        )
    upgrade(url)
    with engine.connect() as connection:
        [row] = connection.execute(sa.text("SELECT text_sha256, cases, draft_id FROM policy_releases")).all()
    engine.dispose()
    assert row == (hashlib.sha256("落户".encode()).hexdigest(), "", None)


DECIDED = {
    "id": 1,
    "reference": "2026-000001-D",
    "application_id": 1,
    "kind": "granted",
    "at": AT,
    "on": AT.date(),
    "scheme": "x",
    "policy_version": "1",
    "digest": "d" * 64,
    "recommendation": 1,
    "maker_id": 1,
    "checker_id": 2,
    "outcome": "eligible",
    "reason": b"r",
    "published_list": "",
    "package": "p" * 64,
    "facts": b"f",
    "document": b"d",
}
HELD = {
    "application_id": 1,
    "decision_id": 1,
    "entitlement": "home",
    "label": "[]",
    "service": "housing",
    "confers": "treatment",
    "granted_by": "[]",
    "reference": "",
    "valid_for": "",
    "apply_within": "",
    "person": 0,
    "since": None,
    "until": None,
}
LAPSED_AT = AT + timedelta(days=9)


def unchecked(url):
    """A connection that looks at no foreign key, as a table of an older time is filled."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "postgresql":
        sa.event.listen(engine, "connect", lambda dbapi, _record: dbapi.execute("SET session_replication_role = replica"))
    return engine


def fill(connection, table, **values):
    columns = sa.Table(table, sa.MetaData(), autoload_with=connection)
    connection.execute(columns.insert().values(**values))


def test_what_was_entitled_before_the_register_gets_the_steps_it_came_by(kind, empty_url):
    url = empty_url(kind)
    upgrade(url, "0037")  # from the next step on no grant is taken that was not approved before
    engine, day = unchecked(url), AT.date()
    with engine.begin() as connection:
        for id_ in (1, 2, 3):
            names = dict.fromkeys(("username", "email", "name", "fs_uniquifier"), f"he{id_}")
            fill(connection, "accounts", id=id_, active=True, created_at=AT, **names)
        rules = {"scheme": "x", "policy_version": "1", "on": day, "recorded_at": AT, "recorded_by": 1}
        fill(connection, "applications", id=1, reference="2026-000001", version=1, status="lapsed", **rules)
        for number in range(4):
            whose = {"relation": "child" if number else "applicant", "name": b"n", "identity_number": b"i"}
            fill(connection, "persons", application_id=1, number=number, **whose)
        fill(connection, "decisions", **DECIDED)
        fill(connection, "registrations", application_id=1, number=1, on=day, office="x", recorded_at=AT, recorded_by=3)
        lapse = {"stream": "application:1", "number": 1, "act": "lapse", "actor_id": 2, "at": LAPSED_AT, "facts": "{}"}
        fill(connection, "events", **lapse, previous="", hash="h" * 64)
        for id_, starts, state, days in (
            (1, "registration", "lapsed", {}),
            (2, "registration", "in_force", {"person": 1, "since": day}),
            (3, "decision", "lapsed", {"person": 2, "since": day}),
            (4, "registration", "pending", {"person": 3}),
        ):
            fill(connection, "entitlements", id=id_, starts=starts, state=state, **HELD | days)
    upgrade(url)
    with engine.connect() as connection:
        steps = sa.text('SELECT entitlement_id, number, act, state, "by" FROM entitlement_changes ORDER BY entitlement_id, number')
        assert [tuple(row) for row in connection.execute(steps)] == [
            *((1, 1, "grant", "pending", 2), (1, 2, "lapse", "ended", 2)),
            *((2, 1, "grant", "pending", 2), (2, 2, "register", "in_force", 3)),
            *((3, 1, "grant", "in_force", 2), (3, 2, "lapse", "ended", 2)),
            (4, 1, "grant", "pending", 2),
        ]
        rows = connection.execute(sa.text("SELECT number, state, until FROM entitlements ORDER BY id")).all()
    assert [row.state for row in rows] == ["ended", "in_force", "ended", "pending"]
    assert [str(row.until) for row in rows] == ["None", "None", str(local_day(LAPSED_AT)), "None"]
    assert len({row.number for row in rows if len(row.number) == 12}) == 4
    engine.dispose()
    downgrade(url, "0037")


def test_accounts_and_roles_outlive_the_coming_and_going_of_offices(kind, empty_url):
    url = empty_url(kind)
    upgrade(url, "0005")
    engine = prepare(sa.create_engine(url))
    columns = "username, email, name, active, fs_uniquifier, created_at"

    def held():
        query = "SELECT username, roles.name FROM accounts JOIN accounts_roles ON account_id = accounts.id JOIN roles ON roles.id = role_id"
        with engine.connect() as connection:
            return connection.execute(sa.text(query)).all()

    with engine.begin() as connection:
        connection.execute(sa.text(f"INSERT INTO accounts ({columns}) VALUES ('he', 'he@x', '何', true, 'u', :at)"), {"at": AT})
        connection.execute(sa.text("INSERT INTO accounts_roles SELECT 1, id FROM roles WHERE name = 'auditor'"))
    for step in ("head", "0005"):
        (upgrade if step == "head" else downgrade)(url, step)
        assert held() == [("he", "auditor")]
    upgrade(url)
    with engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT office_id FROM accounts")) is None
        connection.execute(sa.text("INSERT INTO accounts_roles SELECT 1, id FROM roles WHERE name = 'head'"))
    downgrade(url, "0005")
    assert held() == [("he", "auditor")]
    engine.dispose()


def test_a_draft_of_rounds_alone_is_not_taken_back_to_a_schema_that_would_publish_it_as_a_version(kind, empty_url):
    url = empty_url(kind)
    upgrade(url, "0130")
    engine = unchecked(url)
    texts = dict.fromkeys(("text", "cases", "vocabulary", "rounds"), "")
    draft = {"scheme": "x", "version": "1", "rounds_number": 0, "imported_at": AT, "imported_by": 1, **texts}
    with engine.begin() as connection:
        fill(connection, "policy_drafts", revision=1, **draft)
    upgrade(url, "0140")
    with engine.begin() as connection:
        assert not connection.scalar(sa.text("SELECT of_rounds FROM policy_drafts"))
        fill(connection, "policy_drafts", revision=2, of_rounds=True, **draft)
    with pytest.raises(RuntimeError, match="1 drafts are about rounds alone"):
        downgrade(url, "0130")
    engine.dispose()


def test_every_role_is_there(engine):
    with engine.connect() as connection:
        names = connection.scalars(sa.text("SELECT name FROM roles ORDER BY id")).all()
    assert names == list(Role)


def test_the_commands_of_flask_migrate_are_told_the_address():
    assert address("sqlite:///x.db")(Config()).attributes["url"] == "sqlite:///x.db"
