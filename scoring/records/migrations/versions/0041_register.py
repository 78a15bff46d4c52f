"""The register of entitlements: a number for each, four states, and every step kept; what there is gets the steps it came by."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from scoring.application.code import SIGNS, with_check
from scoring.application.deadlines import local_day
from scoring.records.append_only import guard_statements

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_TABLE = "entitlement_changes"
_BEFORE = "state IN ('pending', 'in_force', 'lapsed')"
_AFTER = "state IN ('pending', 'in_force', 'suspended', 'ended')"


def upgrade() -> None:
    """Widen the states, give numbers, and keep steps."""
    op.add_column("entitlements", sa.Column("number", sa.String(length=12), server_default="", nullable=False))
    _changes()
    _check(_BEFORE, _AFTER, "lapsed", "ended")
    connection = op.get_bind()
    for row in connection.execute(_STANDING).mappings().all():
        number = with_check("".join(secrets.choice(SIGNS) for _ in range(11)))
        connection.execute(sa.text("UPDATE entitlements SET number = :number WHERE id = :id"), {"number": number, "id": row["id"]})
        for step, change in enumerate(_steps(row), 1):
            connection.execute(_KEPT, {"entitlement_id": row["id"], "number": step, **change})
    op.create_index(op.f("ix_entitlements_number"), "entitlements", ["number"], unique=True)
    for statement in guard_statements(_TABLE, connection.dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Drop the steps and the numbers. Refused while something is suspended, which the schema before cannot keep."""
    found = op.get_bind().scalar(sa.text("SELECT count(*) FROM entitlements WHERE state = 'suspended'"))
    if found:
        message = f"{found} entitlements are suspended; the schema before cannot keep that"
        raise RuntimeError(message)
    op.drop_table(_TABLE)
    op.drop_index(op.f("ix_entitlements_number"), "entitlements")
    op.drop_column("entitlements", "number")
    _check(_AFTER, _BEFORE, "ended", "lapsed")


_STANDING = sa.text(
    "SELECT e.id, e.application_id, e.starts, e.state, e.since, e.until, e.apply_until, d.at AS granted_at, d.checker_id, "
    "r.recorded_at, r.recorded_by, l.at AS lapsed_at, l.actor_id FROM entitlements e JOIN decisions d ON d.id = e.decision_id "
    "LEFT JOIN registrations r ON r.application_id = e.application_id AND r.number = e.person "
    "LEFT JOIN events l ON l.stream = 'application:' || e.application_id AND l.act = 'lapse'"
).columns(
    since=sa.Date(),
    until=sa.Date(),
    apply_until=sa.Date(),
    granted_at=sa.DateTime(timezone=True),
    recorded_at=sa.DateTime(timezone=True),
    lapsed_at=sa.DateTime(timezone=True),
)
_NAMES = ("application_id", "act", "at", "by", "state", "since", "until", "apply_until")
_KEPT = sa.text(
    f'INSERT INTO {_TABLE} (entitlement_id, number, application_id, act, at, "by", state, since, until, apply_until) '  # noqa: S608
    "VALUES (:entitlement_id, :number, " + ", ".join(f":{name}" for name in _NAMES) + ")"
).bindparams(
    sa.bindparam("at", type_=sa.DateTime(timezone=True)),
    *(sa.bindparam(name, type_=sa.Date()) for name in ("since", "until", "apply_until")),
)


def _steps(row: Any) -> Iterator[dict[str, Any]]:
    """Give the steps by which an entitlement came to stand as it does."""
    waited = row["starts"] == "registration"
    days = {name: row[name] for name in ("since", "until", "apply_until")}
    file, none = {"application_id": row["application_id"]}, dict.fromkeys(days)
    granted = {"act": "grant", "at": row["granted_at"], "by": row["checker_id"]}
    yield {**file, **granted, **(none if waited else days), "state": "pending" if waited else "in_force"}
    if waited and row["since"] is not None:
        yield {**file, "act": "register", "at": row["recorded_at"], "by": row["recorded_by"], **days, "state": "in_force"}
    if row["state"] == "ended":
        ended = {**days, "until": _last(row["since"], row["until"], row["lapsed_at"])}
        yield {**file, "act": "lapse", "at": row["lapsed_at"], "by": row["actor_id"], **ended, "state": "ended"}
        op.get_bind().execute(
            sa.text("UPDATE entitlements SET until = :until WHERE id = :id").bindparams(sa.bindparam("until", type_=sa.Date())),
            {"until": ended["until"], "id": row["id"]},
        )


def _last(since: Any, until: Any, lapsed_at: datetime) -> Any:
    return None if since is None else min(until or local_day(lapsed_at), local_day(lapsed_at))


def _changes() -> None:
    op.create_table(
        _TABLE,
        sa.Column("entitlement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("apply_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_entitlement_changes_number_positive")),
        sa.CheckConstraint(_AFTER, name=op.f("ck_entitlement_changes_state_known")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f(f"fk_{_TABLE}_application_id_applications")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f(f"fk_{_TABLE}_by_accounts")),
        sa.ForeignKeyConstraint(["entitlement_id"], ["entitlements.id"], name=op.f(f"fk_{_TABLE}_entitlement_id_entitlements")),
        sa.PrimaryKeyConstraint("entitlement_id", "number", name=op.f("pk_entitlement_changes")),
    )
    op.create_index(op.f("ix_entitlement_changes_application_id"), _TABLE, ["application_id"])


def _check(before: str, after: str, word: str, other: str) -> None:
    """Put another CHECK in place of the one there is, and the one word in place of the other; as 0038 does on SQLite."""
    connection = op.get_bind()
    renamed = sa.text("UPDATE entitlements SET state = :other WHERE state = :word")
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE entitlements DROP CONSTRAINT ck_entitlements_state_known")
        connection.execute(renamed, {"word": word, "other": other})
        op.execute(f"ALTER TABLE entitlements ADD CONSTRAINT ck_entitlements_state_known CHECK ({after})")
        return
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'entitlements'"),
        {"before": f"({before})", "after": f"({after})"},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
    connection.execute(renamed, {"word": word, "other": other})
