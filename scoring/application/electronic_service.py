"""同意电子送达: what a person agrees to who is served by the account. A version is never edited: it can be read as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from scoring.policy.wording import Text, text

if TYPE_CHECKING:
    from datetime import datetime

CURRENT = "1"
"""The version that is asked for."""

_FIRST = (
    text(
        {
            "zh": "您同意受理机关以电子方式向您送达文书：盖章后的文书存入您的账号，并同时在账号“消息”中通知您。",
            "en": "You agree that the office serves documents on you electronically: the sealed document is put into your "
            "account, and a message there tells you so at once.",
        }
    ),
    text(
        {
            "zh": "文书存入账号之日为送达日期，无论您是否已经打开。"
            "复核、行政复议、行政诉讼等期限自送达之日起计算，请及时查看账号。",
            "en": "The day on which it is put into the account is the day of service, whether or not you have opened it. The time "
            "for review, reconsideration and litigation runs from then, so look into your account in good time.",
        }
    ),
    text(
        {
            "zh": "您可以随时撤回同意；撤回后的文书以其他方式送达，已经送达的不受影响。不同意或者撤回同意，不影响申请的办理。",
            "en": "You may withdraw this at any time: later documents are then served in another way, and what was served stays "
            "so. Not agreeing, or withdrawing, changes nothing in how your application is handled.",
        }
    ),
)

TEXTS: Mapping[str, tuple[Text, ...]] = MappingProxyType({"1": _FIRST})
"""The paragraphs of each version, in both languages."""


@dataclass(frozen=True, slots=True)
class ServiceConsent:
    """What a person said last: agreed to a version (`is_given`), or withdrew it. `turn` counts from 1."""

    turn: int
    version: str
    is_given: bool
    at: datetime
