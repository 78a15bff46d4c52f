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
}
