"""The words of notices about what becomes of a grant: that one must be registered in time, that it is to be revoked."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.notice import NoticeKind
from scoring.engine.words import Language
from scoring.notices.points_texts import Words

AFTER_GRANT: Mapping[NoticeKind, Mapping[Language, Words]] = {
    NoticeKind.REVOKING_PROPOSED: {
        "zh": (
            "拟撤销决定",
            "您的申请 {reference} 的批准决定拟予撤销。查明的事实和您的权利请登录账户查看，您可以陈述申辩、要求听证。",
        ),
        "en": (
            "A decision is to be revoked",
            "The grant of application {reference} is to be revoked. Read why in your account, state your case, ask for a hearing.",
        ),
    },
    NoticeKind.REVOKING_HEARD: {
        "zh": ("听证已记录", "就您的申请 {reference} 举行的听证已记录。笔录请登录账户查看。"),
        "en": (
            "The hearing was recorded",
            "A hearing about application {reference} was recorded. Read the minutes in your account.",
        ),
    },
    NoticeKind.REVOKING_DROPPED: {
        "zh": ("决定不予撤销", "您的申请 {reference} 的批准决定不予撤销，继续有效。理由请登录账户查看。"),
        "en": ("The decision stands", "The grant of application {reference} is not revoked. Your account tells why."),
    },
    NoticeKind.SETTLE_DUE: {
        "zh": (
            "请办理落户登记",
            "您的申请 {reference} 已获准予，尚有人员未办理落户登记。逾期未办的，准予可能失效。期限请登录账户查看。",
        ),
        "en": (
            "Be registered in time",
            "Application {reference} was granted and not everybody is registered. After the last day the grant may lapse.",
        ),
    },
}
