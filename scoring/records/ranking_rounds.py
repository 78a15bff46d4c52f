"""批次: rounds of schemes whose places are limited, with all that was done about each. Everything here is append-only."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.rounds import OUTCOMES, Place
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of

ROUNDS = "rounds"
"""The stream of the journal that rounds are written to; each file that is in or out has its own event besides."""

TIES = ("admit_all", "admit_none", "draw_line")


class RankingRoundRow(Row):
    """One round, as its notice says it. `round` is that of the rules, `policy_digest` and `round_digest` are what they say.

    `places` and `figures` are canonical JSON: of `application.rounds.Limit`, and what the rules set for the round, coded. Moments
    of the window are those of the notice. `office_id` is None for the whole installation.

    `places` says besides how many are selected without points, `without_points`: null where the rules announce no number. Rows that
    lack it were written before it was kept; what the rules say now holds for them.
    A follow-up list `follows` a published round and has only places that it left free: it says what that one says, by another name.
    """

    __tablename__ = "ranking_rounds"
    __table_args__ = (
        sa.ForeignKeyConstraint(("scheme", "policy_version"), ("policies.scheme", "policies.version")),
        sa.CheckConstraint(one_of("ties", TIES), name="ties_known"),
        sa.CheckConstraint("window_from < window_until", name="window_in_order"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64), index=True)
    policy_version: Mapped[str] = mapped_column(sa.String(32))
    policy_digest: Mapped[str] = mapped_column(sa.String(64))
    round: Mapped[str | None] = mapped_column(sa.String(32))
    round_digest: Mapped[str | None] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(100))
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"), index=True)
    window_from: Mapped[datetime]
    window_until: Mapped[datetime]
    places: Mapped[str] = mapped_column(sa.Text)
    figures: Mapped[str] = mapped_column(sa.Text)
    ties: Mapped[str] = mapped_column(sa.String(16))
    fills_up: Mapped[bool]
    follows_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ranking_rounds.id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))


class RoundFreezeRow(Row):
    """The list of a round stands: so many files, and the digest of which they are, in which version."""

    __tablename__ = "round_freezes"
    __table_args__ = (
        sa.CheckConstraint("files > 0", name="somebody"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ranking_rounds.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    files: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class RoundFileRow(Row):
    """One file on the list: by which recommendation it was approved, and the district whose places it is ranked for."""

    __tablename__ = "round_files"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "recommendation"),
            ("grant_approvals.application_id", "grant_approvals.recommendation"),
            name="fk_round_files_approval",
        ),
    )

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round_freezes.round_id"), primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False, index=True)
    recommendation: Mapped[int]
    district: Mapped[str] = mapped_column(sa.String(12))


class RoundRemovalRow(Row):
    """A file that was taken out before the result was published, and why; it gets no place in this round."""

    __tablename__ = "round_removals"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("round_id", "application_id"), ("round_files.round_id", "round_files.application_id"), name="fk_round_removals_file"
        ),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    reason: Mapped[bytes]


class RoundResultRow(Row):
    """What one ranking came to, once `removed` files were taken out. `digest` is that of `casework.round_places.Ranking`.

    `outside` are admitted without points. `cuts` is canonical JSON: for each district its counts and the points of its cut-off. All
    the keys of it stand in `line` alone, encrypted: beyond the points they are what ranks one person, and nobody else's business.
    They are sealed under a key of the round and not computed anew from that person's file, since the line holds on once the file is
    erased. Rows without `line` are older: in theirs `cuts` has the keys as `cut_off`.
    """

    __tablename__ = "round_results"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "turn", "digest"),  # for the foreign key of who agrees to it
        sa.CheckConstraint("turn > 0", name="turn_positive"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round_freezes.round_id"), primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    removed: Mapped[int]
    outside: Mapped[int]
    cuts: Mapped[str] = mapped_column(sa.Text)
    line: Mapped[bytes | None]
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class RoundPlaceRow(Row):
    """Where one file stands in a result. The keys it is ranked by are computed from its facts, and kept nowhere in clear."""

    __tablename__ = "round_places"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("round_id", "turn"), ("round_results.round_id", "round_results.turn"), name="fk_round_places_result"
        ),
        sa.ForeignKeyConstraint(
            ("round_id", "application_id"), ("round_files.round_id", "round_files.application_id"), name="fk_round_places_file"
        ),
        sa.CheckConstraint(one_of("place", Place), name="place_known"),
        sa.CheckConstraint("rank > 0", name="rank_positive"),
        sa.CheckConstraint("(rank IS NULL) = (place = 'outside')", name="ranked"),
        sa.Index("ix_round_places_order", "round_id", "turn", "rank"),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rank: Mapped[int | None]
    place: Mapped[str] = mapped_column(sa.String(16))


class RoundHoldRow(Row):
    """A first person of the committee agrees to a result. `drawn` are the files that a further rule admits among the tied."""

    __tablename__ = "round_holds"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("round_id", "turn", "digest"),
            ("round_results.round_id", "round_results.turn", "round_results.digest"),
            name="fk_round_holds_result",
        ),
        sa.UniqueConstraint("round_id", "number", "by"),  # for the foreign keys of the second person
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)
    drawn: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))


class RoundReturnRow(Row):
    """A second person does not agree, and says why."""

    __tablename__ = "round_returns"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("round_id", "number", "held_by"),
            ("round_holds.round_id", "round_holds.number", "round_holds.by"),
            name="fk_round_returns_hold",
        ),
        sa.CheckConstraint('held_by <> "by"', name="two_people"),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    held_by: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(sa.Text)


class RoundPublicationRow(Row):
    """The second person agrees: the result is published, once and for good. `digest` covers it and who was drawn."""

    __tablename__ = "round_publications"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("round_id", "number", "held_by"),
            ("round_holds.round_id", "round_holds.number", "round_holds.by"),
            name="fk_round_publications_hold",
        ),
        sa.CheckConstraint('held_by <> "by"', name="two_people"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    held_by: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class RoundOutcomeRow(Row):
    """What became of a file by a published round, for one approval of it.

    A later approval of the same file, or of a new version of it, that still reaches the line is admitted by a row of its own.
    """

    __tablename__ = "round_outcomes"
    __table_args__ = (sa.CheckConstraint(one_of("outcome", OUTCOMES), name="outcome_known"),)

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round_publications.round_id"), primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False, index=True)
    recommendation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(sa.String(16))


def removal_place(round_id: int) -> str:
    """Give where stands why a file was taken out."""
    return f"round_removals.reason/{round_id}"
