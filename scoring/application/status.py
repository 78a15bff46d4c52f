"""Where an application stands, and what can be done with it."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The legal state of an application. A returned one is accepted again, with a note of what to redo."""

    ACCEPTED = "accepted"  # 已受理: facts may still be amended, an officer works on it
    RECOMMENDED = "recommended"  # 初审意见: the maker's proposal is frozen
    GRANTED = "granted"  # 准予: decided; entitlements wait for the registration of each person
    REFUSED = "refused"  # 不予
    SETTLED = "settled"  # 已落户: every person is registered
    LAPSED = "lapsed"  # 逾期失效: the registration was not done in time; what was pending is cancelled


OPEN = frozenset({Status.ACCEPTED, Status.RECOMMENDED, Status.GRANTED})
"""A person has at most one application in one of these states under one scheme."""


class Act(StrEnum):
    """Everything that can be done with an application. Each leaves one event."""

    RECORD = "record"  # 受理登记
    AMEND = "amend"  # 更正申报事项
    RECOMMEND = "recommend"  # 初审意见
    RETURN = "return"  # 退回重办
    GRANT = "grant"  # 准予
    REFUSE = "refuse"  # 不予
    REGISTER = "register"  # 登记落户
    LAPSE = "lapse"  # 逾期失效


class Part(StrEnum):
    """What a person is on one file, for good: nobody is both."""

    MAKER = "maker"
    CHECKER = "checker"
