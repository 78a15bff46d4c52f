"""The words of notices about objections, in both languages; a part of the table in `texts`."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.notice import NoticeKind
from scoring.engine.words import Language
from scoring.notices.points_texts import Words

OBJECTION_NOTICES: Mapping[NoticeKind, Mapping[Language, Words]] = {
    NoticeKind.OBJECTION_TOLD: {
        "zh": ("请就异议陈述", "有人对您的申请 {reference} 提出异议。异议要点请登录账户查看，并可陈述。"),
        "en": ("An objection", "Somebody objects to your application {reference}. Read what in your account, and answer."),
    },
    NoticeKind.OBJECTION_CLOSED: {
        "zh": ("异议已处理", "对您的申请 {reference} 的异议已处理。结果请登录账户查看。"),
        "en": ("The objection is closed", "The objection to your application {reference} is closed. Your account tells how."),
    },
    NoticeKind.OBJECTION_ANSWERED: {
        "zh": ("您的异议已处理", "您提出的异议已处理。请在公示页面凭回执编号 {reference} 查看结果。请勿将编号告诉他人。"),
        "en": (
            "Your objection was looked into",
            (
                "Your objection is closed. Enter {reference}, the number of your receipt, on the page of public lists to read the "
                "outcome. Tell the number to nobody."
            ),
        ),
    },
}
