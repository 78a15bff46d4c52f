"""The words of notices about a points record, where points are approved before one applies: no application exists then."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.notice import NoticeKind
from scoring.engine.words import Language

Words = tuple[str, str]  # title, text

POINTS_TEXTS: Mapping[NoticeKind, Mapping[Language, Words]] = {
    NoticeKind.SUBMITTED: {
        "zh": ("积分申报已提交", "您的积分申报 {reference} 已提交。回执和后续步骤请登录账户查看。"),
        "en": ("Points declared", "Your points declaration {reference} was submitted. Receipt and next steps are in your account."),
    },
    NoticeKind.ACCEPTED: {
        "zh": ("积分申报已受理", "您的积分申报 {reference} 已受理。办理期限请登录账户查看。"),
        "en": (
            "Points declaration accepted",
            "Your points declaration {reference} was accepted. Its deadlines are in your account.",
        ),
    },
    NoticeKind.SUPPLEMENT_ASKED: {
        "zh": ("积分申报需要补正", "您的积分申报 {reference} 需要补正。所需内容请登录账户查看。"),
        "en": (
            "Something is missing",
            "Your points declaration {reference} must be supplemented. Your account lists what is missing.",
        ),
    },
    NoticeKind.SUPPLEMENT_DUE: {
        "zh": ("补正期限将至", "您的积分申报 {reference} 仍待补正。"),
        "en": ("A deadline is near", "Your points declaration {reference} still waits to be supplemented."),
    },
    NoticeKind.SUPPLEMENT_EXTENDED: {
        "zh": ("补正期限已延长", "您的积分申报 {reference} 的补正期限已延长一次。"),
        "en": ("More time to answer", "The term to supplement your points declaration {reference} was extended, once."),
    },
    NoticeKind.SUPPLEMENT_ANSWERED: {
        "zh": ("补正已收到", "您的积分申报 {reference} 的补正已收到。"),
        "en": ("Supplement received", "What you added to your points declaration {reference} was received."),
    },
    NoticeKind.NOT_ACCEPTED: {
        "zh": ("积分申报不予受理", "您的积分申报 {reference} 未被受理。决定书、理由和救济途径请登录账户查看。"),
        "en": (
            "Points declaration not accepted",
            "Your points declaration {reference} was not accepted. Your account tells reasons and remedies.",
        ),
    },
    NoticeKind.ABANDONED: {
        "zh": (
            "积分申报视为放弃",
            "您的积分申报 {reference} 因逾期未补正视为放弃。理由和救济途径请登录账户查看；您可以重新申报。",
        ),
        "en": (
            "Points declaration closed",
            "Your points declaration {reference} was closed: it was not supplemented in time. Read why there. Declare anew.",
        ),
    },
    NoticeKind.WITHDRAWN: {
        "zh": ("积分申报已撤回", "您的积分申报 {reference} 已撤回。"),
        "en": ("Points declaration withdrawn", "Your points declaration {reference} was withdrawn."),
    },
    NoticeKind.SERVED: {
        "zh": ("文书已送达", "您的积分申报 {reference} 有文书已送达。送达日期和相关期限请登录账户查看。"),
        "en": ("Document served", "A document about your points declaration {reference} was served. Its day is in your account."),
    },
    NoticeKind.QUESTION_ASKED: {
        "zh": ("请说明有关情况", "经办人员就您的积分申报 {reference} 有问题需要您回答。请登录账户查看。"),
        "en": (
            "A question for you",
            "The office asks something about your points declaration {reference}. Read it in your account.",
        ),
    },
    NoticeKind.QUESTION_DUE: {
        "zh": ("答复期限将至", "经办人员就您的积分申报 {reference} 提出的问题仍待您回答。"),
        "en": ("A deadline is near", "The office still waits for your answer about your points declaration {reference}."),
    },
    NoticeKind.DELAYED: {
        "zh": ("办理延期", "您的积分申报 {reference} 未能如期办理，目前仍在办理中。"),
        "en": (
            "Later than due",
            "Your points declaration {reference} takes longer than it should. It is still being handled.",
        ),
    },
    NoticeKind.MESSAGE: {
        "zh": ("有新留言", "您的积分申报 {reference} 有新留言。请登录账户查看。"),
        "en": ("A message for you", "There is a message about your points declaration {reference}. Read it in your account."),
    },
    NoticeKind.REVIEW_ASKED: {
        "zh": ("复核申请已收到", "对积分申报 {reference} 的复核申请已收到。编号和答复期限请登录账户查看。"),
        "en": ("Review asked for", "A review of your points declaration {reference} was asked for. Your account has its number."),
    },
    NoticeKind.REVIEW_ADMITTED: {
        "zh": ("复核申请予以受理", "对积分申报 {reference} 逾期提出的复核申请已予受理。请登录账户查看。"),
        "en": ("The review goes on", "The late review of your points declaration {reference} was admitted. See your account."),
    },
    NoticeKind.REVIEW_CLOSED: {
        "zh": ("复核已办结", "对积分申报 {reference} 的复核已办结。结果和救济途径请登录账户查看。"),
        "en": ("The review is closed", "The review of your points declaration {reference} is closed. Your account tells how."),
    },
    NoticeKind.TO_CONFIRM: {
        "zh": ("请确认积分申报", "有人为您填写了积分申报 {reference}。请登录账户核对并确认。"),
        "en": ("Please confirm", "A points declaration {reference} was filled in for you. Check and confirm it in your account."),
    },
    NoticeKind.CONFIRMED: {
        "zh": ("本人已确认", "您代为填写的积分申报 {reference} 已由本人确认并提交。"),
        "en": ("Confirmed by the person", "The points declaration {reference} that you filled in was confirmed and submitted."),
    },
    NoticeKind.SENT_BACK: {
        "zh": ("本人退回修改", "您代为填写的积分申报 {reference} 已被本人退回。原因请登录账户查看。"),
        "en": (
            "Sent back by the person",
            "The points declaration {reference} that you filled in was sent back. See why in your account.",
        ),
    },
    NoticeKind.DRAFT_EXPIRES: {
        "zh": ("草稿将过期", "您的积分申报草稿 {reference} 将过期删除。如需保留，请登录账户继续填写。"),
        "en": (
            "Your draft will expire",
            "Your draft of a points declaration {reference} will be deleted. Go on with it in your account to keep it.",
        ),
    },
    NoticeKind.DRAFT_EXPIRED: {
        "zh": ("草稿已过期", "您的积分申报草稿 {reference} 已过期删除。您可以重新开始。"),
        "en": ("Your draft expired", "Your draft of a points declaration {reference} was deleted. You may begin anew."),
    },
}
"""What can be told of a points record; what can be told of nothing else has its words among the others."""
