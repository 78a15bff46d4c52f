"""Authority to act for somebody: a proxy whom the person named, or the employer's agent where the policy allows one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from scoring.application.contact import Contact
from scoring.application.holder import Card
from scoring.errors import InputRefused


class AuthorityKind(StrEnum):
    """Who acts for the person; the words are those of `procedure.channels`."""

    PROXY = "proxy"  # 代理人
    EMPLOYER = "employer"  # 用人单位经办人


@dataclass(frozen=True, slots=True)
class Authorization:
    """What an officer records of an authority: whose, under which scheme (None: any), on which days, by which proof."""

    kind: AuthorityKind
    principal: Card
    scheme: str | None
    first: date
    last: date
    proof: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Authority:
    """A recorded authority. It holds on both days of its period, until it is ended; `agent_id` and `agent` are who acts."""

    id: int
    agent_id: int
    agent: Contact
    given: Authorization
    recorded_at: datetime
    ended_at: datetime | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.ended_at is None and self.given.first <= on <= self.given.last


def check_period(first: date, last: date, on: date) -> None:
    """Raise InputRefused for a period that cannot be recorded on the day *on*: every authority expires, none has expired yet."""
    if last < first:
        raise InputRefused("last", "The last day lies before the first. Correct one of them.")
    if last < on:
        raise InputRefused("last", "The last day is over. An authority that has expired is not recorded.")


def check_channel(kind: AuthorityKind, scheme: str | None, channels: tuple[str, ...]) -> None:
    """Raise InputRefused for an employer's agent whom the policy does not name among the *channels* of its procedure.

    A proxy needs no word of the policy: anybody may name one (Civil Code, article 161).
    """
    if kind is not AuthorityKind.EMPLOYER:
        return
    if scheme is None:
        raise InputRefused("scheme", "Choose the scheme: only where its policy says so may an employer's agent apply.")
    if kind not in channels:
        remedy = f"The policy of {scheme} does not let an employer's agent apply. The person applies, or a proxy."
        raise InputRefused("kind", remedy)
