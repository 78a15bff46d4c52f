"""One chain over all streams of the journal, and the algorithm of each link.

What was written is not written again: events get a column that says under which algorithm they always were, and each gets its
place in the new chain, in the order in which they were kept.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

from scoring.records.append_only import forward_statements, guard_statements

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FIRST = "0" * 64
_AT_ONCE = 1000


def upgrade() -> None:
    """Create the chain, link every event there is, and guard it."""
    op.add_column("events", sa.Column("algorithm", sa.String(length=16), server_default="sha256", nullable=False))
    _create()
    _link_what_is_kept()
    dialect = op.get_bind().dialect.name
    for statement in (*guard_statements("journal_links", dialect), *forward_statements("chain_heads", dialect)):
        op.execute(statement)


def downgrade() -> None:
    """Drop the chain; the streams stay as they are."""
    op.drop_table("journal_links")
    op.drop_table("chain_heads")
    op.drop_column("events", "algorithm")


def _create() -> None:
    op.create_table(
        "chain_heads",
        sa.Column("chain", sa.String(length=16), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_chain_heads_count_whole")),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_chain_heads")),
    )
    op.create_table(
        "journal_links",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_journal_links_hash_length")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_journal_links_event_id_events")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_journal_links")),
        sa.UniqueConstraint("event_id", name=op.f("uq_journal_links_event_id")),
        sa.UniqueConstraint("previous", name=op.f("uq_journal_links_previous")),
    )


def _link_what_is_kept() -> None:
    """Give each event its link, a thousand at a time."""
    connection = op.get_bind()
    events = sa.table("events", *(sa.column(name) for name in ("id", "stream", "number", "algorithm", "hash")))
    names = ("sequence", "event_id", "algorithm", "previous", "hash")
    links = sa.table("journal_links", *(sa.column(name) for name in names))
    heads = sa.table("chain_heads", sa.column("chain"), sa.column("count"), sa.column("hash"))
    sequence, previous, after = 0, _FIRST, 0
    while True:
        some = connection.execute(sa.select(events).where(events.c.id > after).order_by(events.c.id).limit(_AT_ONCE)).all()
        if not some:
            break
        made = []
        for row in some:
            sequence += 1
            parts = (previous, str(sequence), row.stream, str(row.number), row.algorithm, row.hash)
            link = (sequence, row.id, "sha256", previous, _sha256(parts))
            made.append(dict(zip(names, link, strict=True)))
            previous, after = link[-1], row.id
        connection.execute(links.insert(), made)
    connection.execute(heads.insert().values(chain="journal", count=sequence, hash=previous))


def _sha256(texts: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        part = text.encode()
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
