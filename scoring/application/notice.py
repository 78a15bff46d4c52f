"""What a notice to an applicant is: a kind and a few facts, nothing of points or persons; and how its delivery stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from scoring.application.background import Failure, is_impersonal
from scoring.application.contact import Contact, ContactKind
from scoring.application.status import Act
from scoring.errors import InputRefused

_NO_PERSON = "A notice holds the number of the application and days, and nothing of the person."


class NoticeKind(StrEnum):
    """What an applicant is told of."""

    SUBMITTED = "submitted"  # 已提交
    ACCEPTED = "accepted"  # 已受理
    SUPPLEMENT_ASKED = "supplement_asked"  # 待补正
    SUPPLEMENT_DUE = "supplement_due"  # 补正期限将至
    SUPPLEMENT_EXTENDED = "supplement_extended"  # 补正期限已延长
    SUPPLEMENT_ANSWERED = "supplement_answered"  # 补正已收到
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    ABANDONED = "abandoned"  # 视为放弃
    WITHDRAWN = "withdrawn"  # 撤回
    QUESTION_ASKED = "question_asked"  # 请说明
    QUESTION_DUE = "question_due"  # 答复期限将至
    DELAYED = "delayed"  # 办理延期
    POINTS_APPROVED = "points_approved"  # 积分已核定; how many stands in the account alone
    POINTS_ADJUSTED = "points_adjusted"  # 积分调整中
    PUBLISHED = "published"  # 公示中
    ORIGINALS_SUMMONED = "originals_summoned"  # 请查验原件
    ORIGINALS_DUE = "originals_due"  # 查验原件期限将至
    ORIGINALS_MISSED = "originals_missed"  # 未到场，请说明事由
    FORFEITED = "forfeited"  # 弃权
    ADMITTED = "admitted"  # 入围
    NOT_SELECTED = "not_selected"  # 未入围
    TAKEN_OUT = "taken_out"  # 移出批次
    OBJECTION_TOLD = "objection_told"  # 请就异议陈述
    OBJECTION_CLOSED = "objection_closed"  # 异议已处理
    OBJECTION_ANSWERED = "objection_answered"  # 您的异议已处理; to who objected, outside any account, by the number of the receipt
    REVIEW_ASKED = "review_asked"  # 复核申请已收到
    REVIEW_ADMITTED = "review_admitted"  # 逾期复核申请予以受理
    REVIEW_REVISED = "review_revised"  # 复核立新卷
    REVIEW_CLOSED = "review_closed"  # 复核已办结
    DECIDED = "decided"  # 已作出决定; which one stands in the account alone
    SERVED = "served"  # 文书已送达
    REGISTERED = "registered"  # 登记落户
    REVOKING_PROPOSED = "revoking_proposed"  # 拟撤销
    REVOKING_HEARD = "revoking_heard"  # 听证笔录
    REVOKING_DROPPED = "revoking_dropped"  # 不予撤销
    SETTLE_DUE = "settle_due"  # 登记期限提醒
    LAPSED = "lapsed"  # 逾期失效
    CORRECTING = "correcting"  # 已启动更正
    NOT_CORRECTED = "not_corrected"  # 更正已终止
    SUPERSEDED = "superseded"  # 已更正
    ENTITLEMENT_CHANGED = "entitlement_changed"  # 待遇变动; which one stands in the account alone
    CASE = "case"  # 复议、诉讼有进展; which stands in the account alone
    MESSAGE = "message"  # 有新留言
    TO_CONFIRM = "to_confirm"  # somebody else filled it in: the applicant confirms
    CONFIRMED = "confirmed"  # 已确认提交; to who filled it in for the person
    SENT_BACK = "sent_back"  # 退回修改; to who filled it in for the person
    DRAFT_EXPIRES = "draft_expires"  # 草稿将过期
    DRAFT_EXPIRED = "draft_expired"  # 草稿过期
    IDENTITY_VERIFIED = "identity_verified"  # 身份已核验
    ACCOUNT_CHANGED = "account_changed"  # 账户变更
    CONTACT_REPLACED = "contact_replaced"  # 联系方式已更换; goes to the former contact too
    PERSONAL_ANSWERED = "personal_answered"  # 个人信息更正请求已答复
    CONTACT_CODE = "contact_code"  # 联系方式验证码; the code itself goes to the contact alone


OF_THE_ACCOUNT = frozenset(
    {
        NoticeKind.IDENTITY_VERIFIED,
        NoticeKind.ACCOUNT_CHANGED,
        NoticeKind.CONTACT_REPLACED,
        NoticeKind.CONTACT_CODE,
        NoticeKind.PERSONAL_ANSWERED,
    }
)
"""What concerns no application; every other notice names one."""


TOLD_OF: Mapping[Act, NoticeKind] = {
    Act.SUBMIT: NoticeKind.SUBMITTED,
    Act.ACCEPT: NoticeKind.ACCEPTED,
    Act.ASK_SUPPLEMENT: NoticeKind.SUPPLEMENT_ASKED,
    Act.ANSWER_SUPPLEMENT: NoticeKind.SUPPLEMENT_ANSWERED,
    Act.EXTEND: NoticeKind.SUPPLEMENT_EXTENDED,
    Act.ASK_QUESTIONS: NoticeKind.QUESTION_ASKED,
    Act.ABANDON: NoticeKind.ABANDONED,
    Act.NOT_ACCEPT: NoticeKind.NOT_ACCEPTED,
    Act.WITHDRAW: NoticeKind.WITHDRAWN,
    Act.APPROVE: NoticeKind.POINTS_APPROVED,
    Act.ADJUST: NoticeKind.POINTS_ADJUSTED,
    Act.PUBLISH: NoticeKind.PUBLISHED,
    Act.TELL_OBJECTION: NoticeKind.OBJECTION_TOLD,
    Act.SUMMON_ORIGINALS: NoticeKind.ORIGINALS_SUMMONED,
    Act.REMIND_ORIGINALS: NoticeKind.ORIGINALS_DUE,
    Act.ASK_CAUSE: NoticeKind.ORIGINALS_MISSED,
    Act.FORFEIT: NoticeKind.FORFEITED,
    Act.ADMIT: NoticeKind.ADMITTED,
    Act.NOT_SELECT: NoticeKind.NOT_SELECTED,
    Act.TAKE_OUT: NoticeKind.TAKEN_OUT,
    Act.UPHOLD_IN_PART: NoticeKind.OBJECTION_CLOSED,
    Act.UPHOLD: NoticeKind.DECIDED,
    **dict.fromkeys((Act.ASK_REVIEW, Act.RECORD_REVIEW), NoticeKind.REVIEW_ASKED),
    Act.ADMIT_REVIEW: NoticeKind.REVIEW_ADMITTED,
    Act.REVISE: NoticeKind.REVIEW_REVISED,
    **dict.fromkeys((Act.WITHDRAW_REVIEW, Act.RECORD_WITHDRAWN_REVIEW), NoticeKind.REVIEW_CLOSED),
    **dict.fromkeys((Act.TURN_DOWN_REVIEW, Act.KEEP_DECISION), NoticeKind.REVIEW_CLOSED),
    Act.GRANT: NoticeKind.DECIDED,
    Act.REFUSE: NoticeKind.DECIDED,
    Act.REGISTER: NoticeKind.REGISTERED,
    Act.LAPSE: NoticeKind.LAPSED,
    Act.CORRECT: NoticeKind.CORRECTING,
    Act.GIVE_UP: NoticeKind.NOT_CORRECTED,
    Act.SUPERSEDE: NoticeKind.SUPERSEDED,
    Act.PROPOSE_REVOKING: NoticeKind.REVOKING_PROPOSED,
    Act.RECORD_REVOKING_HEARING: NoticeKind.REVOKING_HEARD,
    Act.REVOKE: NoticeKind.DECIDED,
    Act.DROP_REVOKING: NoticeKind.REVOKING_DROPPED,
    **dict.fromkeys((Act.SUSPEND, Act.RESUME, Act.END, Act.RUN_OUT), NoticeKind.ENTITLEMENT_CHANGED),
    Act.SEND_MESSAGE: NoticeKind.MESSAGE,
    **dict.fromkeys((Act.RECORD_CASE, Act.STAY, Act.LIFT_STAY, Act.CLOSE_CASE, Act.RESTORE), NoticeKind.CASE),
    Act.EXPIRE: NoticeKind.DRAFT_EXPIRED,
}
"""The acts of which the holder of the application's account is told, whoever did them."""


TOLD_OF_ACCOUNT: Mapping[str, NoticeKind] = {
    "verify_identity": NoticeKind.IDENTITY_VERIFIED,
    "correct_identity": NoticeKind.ACCOUNT_CHANGED,
    "change_password": NoticeKind.ACCOUNT_CHANGED,
    "use_new_start": NoticeKind.ACCOUNT_CHANGED,
}
"""The acts on an account itself of which its holder is told, so that nobody changes it unseen. Of another contact
`change_contact` tells, and the former one too."""


class Channel(StrEnum):
    """A way to the applicant beside the account itself."""

    EMAIL = "email"
    SMS = "sms"

    @classmethod
    def to(cls, kind: ContactKind) -> Channel:
        """Give the way to a contact of this kind."""
        return cls.SMS if kind == "phone" else cls.EMAIL


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"  # for the first time or again
    SENDING = "sending"  # handed over, the answer is not known yet
    SENT = "sent"  # the mail server or the gateway took it
    DEAD = "dead"  # tried as often as it may be, or refused for good
    OFF = "off"  # the installation has no such channel


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it stands in the account. `facts` are `reference`, `of`, `on` and `until`, as far as they are given.

    `of` is the kind of the file, where it is no application: a points record.
    """

    id: int
    kind: NoticeKind
    facts: Mapping[str, Any]
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a notice fared on one channel, for the officers of its application. The account has it in any case."""

    kind: NoticeKind
    of: str  # the kind of the file
    at: datetime
    read_at: datetime | None
    channel: Channel | None  # None: the account had no contact that was proven
    state: DeliveryState | None
    attempts: int
    sent_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class ObjectorTold:
    """How what who objected is told fared, once their objection was closed; they have no account that has it too."""

    channel: Channel
    state: DeliveryState
    attempts: int
    sent_at: datetime | None
    error: str | None
    is_lost: bool  # it will not reach them by this way


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent now, and to whom. `key` is the same at every try, so that a receiver can tell a repetition.

    `code` is what proves the contact, where that is what is sent; it stands in no notice.
    """

    delivery_id: int
    key: str
    attempt: int
    kind: NoticeKind
    facts: Mapping[str, Any]
    contact: Contact = field(repr=False)
    at: datetime
    code: str | None = field(default=None, repr=False)


class NotDelivered(Exception):
    """A channel did not take a parcel; `failure` says why, without the contact."""

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.failure = Failure(code, code, is_final)


def checked_facts(kind: NoticeKind, facts: Mapping[str, object]) -> dict[str, Any]:
    """Give the facts as plain values.

    Raises:
        InputRefused: one is missing, unknown, or may be of a person.
    """
    needed = set() if kind in OF_THE_ACCOUNT else {"reference"}
    if not needed <= set(facts) <= needed | {"of", "on", "until"}:
        raise InputRefused(kind, f"{_NO_PERSON} Needed: {', '.join(sorted(needed)) or 'nothing'}; may be given: of, on, until.")
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    for name, value in plain.items():
        if not isinstance(value, str) or not is_impersonal(value):
            raise InputRefused(name, _NO_PERSON)
    return plain
