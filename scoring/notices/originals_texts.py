"""The words of notices about originals and cases before outside bodies, in both languages; a part of the table in `texts`."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.notice import NoticeKind
from scoring.engine.words import Language
from scoring.notices.points_texts import Words

ORIGINALS_NOTICES: Mapping[NoticeKind, Mapping[Language, Words]] = {
    NoticeKind.CASE: {
        "zh": ("复议或诉讼有进展", "您的申请 {reference} 的行政复议或行政诉讼已有登记或进展。请登录账户查看。"),
        "en": (
            "Before an outside body",
            "Something was recorded of a case about application {reference} before an outside body. Read it in your account.",
        ),
    },
    NoticeKind.ORIGINALS_SUMMONED: {
        "zh": ("请到窗口查验原件", "您的申请 {reference} 需查验材料原件。地点和期限请登录账户查看。"),
        "en": (
            "Show your originals",
            "Show the originals of your documents for application {reference}. Where, and until when, is in your account.",
        ),
    },
    NoticeKind.ORIGINALS_DUE: {
        "zh": ("查验原件期限将至", "您的申请 {reference} 的材料原件尚未查验。"),
        "en": ("A deadline is near", "The originals for your application {reference} were not seen yet."),
    },
    NoticeKind.ORIGINALS_MISSED: {
        "zh": ("未到场查验原件，请说明事由", "您的申请 {reference} 未在期限内查验原件。请登录账户查看并说明事由。"),
        "en": (
            "Your originals were not shown",
            "Nobody showed the originals for application {reference} in time. Read in your account what follows, and say why.",
        ),
    },
    NoticeKind.FORFEITED: {
        "zh": ("申请已认定弃权", "您的申请 {reference} 因未查验原件认定弃权。理由和救济途径请登录账户查看；您可以重新申请。"),
        "en": (
            "Application forfeited",
            "Application {reference} is forfeited: no originals were shown. Read why in your account. You may apply again.",
        ),
    },
}
