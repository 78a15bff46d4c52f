"""The words of notices, in both languages. They tell that something happened and where to read it, and nothing of the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.application.notice import NoticeKind, Parcel
from scoring.engine.saying import day_words
from scoring.engine.words import Language
from scoring.notices.after_grant_texts import AFTER_GRANT
from scoring.notices.objection_texts import OBJECTION_NOTICES
from scoring.notices.originals_texts import ORIGINALS_NOTICES
from scoring.notices.points_texts import POINTS_TEXTS, Words
from scoring.notices.review_texts import REVIEW_NOTICES
from scoring.notices.round_texts import ROUND_NOTICES

TEXTS: Mapping[NoticeKind, Mapping[Language, Words]] = {
    NoticeKind.SUBMITTED: {
        "zh": ("申请已提交", "您的申请 {reference} 已提交。回执和后续步骤请登录账户查看。"),
        "en": ("Application submitted", "Your application {reference} was submitted. Receipt and next steps are in your account."),
    },
    NoticeKind.ACCEPTED: {
        "zh": ("申请已受理", "您的申请 {reference} 已受理。办理期限请登录账户查看。"),
        "en": ("Application accepted", "Your application {reference} was accepted. Its deadlines are in your account."),
    },
    NoticeKind.SUPPLEMENT_ASKED: {
        "zh": ("需要补正材料", "您的申请 {reference} 需要补正。所需内容请登录账户查看。"),
        "en": (
            "Something is missing",
            "Your application {reference} must be supplemented. Your account lists what is missing.",
        ),
    },
    NoticeKind.SUPPLEMENT_DUE: {
        "zh": ("补正期限将至", "您的申请 {reference} 仍待补正。"),
        "en": ("A deadline is near", "Your application {reference} still waits to be supplemented."),
    },
    NoticeKind.SUPPLEMENT_EXTENDED: {
        "zh": ("补正期限已延长", "您的申请 {reference} 的补正期限已延长一次。"),
        "en": ("More time to answer", "The term to supplement your application {reference} was extended, once."),
    },
    NoticeKind.SUPPLEMENT_ANSWERED: {
        "zh": ("补正已收到", "您的申请 {reference} 的补正已收到。"),
        "en": ("Supplement received", "What you added to your application {reference} was received."),
    },
    NoticeKind.NOT_ACCEPTED: {
        "zh": ("申请不予受理", "您的申请 {reference} 未被受理。决定书、理由和救济途径请登录账户查看。"),
        "en": (
            "Application not accepted",
            "Your application {reference} was not accepted. Your account tells reasons and remedies.",
        ),
    },
    NoticeKind.ABANDONED: {
        "zh": ("申请视为放弃", "您的申请 {reference} 因逾期未补正视为放弃。理由和救济途径请登录账户查看；您可以重新申请。"),
        "en": (
            "Application closed",
            "Your application {reference} was closed: it was not supplemented in time. Read why in your account. Apply again.",
        ),
    },
    NoticeKind.WITHDRAWN: {
        "zh": ("申请已撤回", "您的申请 {reference} 已撤回。"),
        "en": ("Application withdrawn", "Your application {reference} was withdrawn."),
    },
    NoticeKind.QUESTION_ASKED: {
        "zh": ("请说明有关情况", "经办人员就您的申请 {reference} 有问题需要您回答。请登录账户查看。"),
        "en": ("A question for you", "The office has a question about your application {reference}. Read it in your account."),
    },
    NoticeKind.QUESTION_DUE: {
        "zh": ("答复期限将至", "经办人员就您的申请 {reference} 提出的问题仍待您回答。"),
        "en": ("A deadline is near", "The office still waits for your answer about your application {reference}."),
    },
    NoticeKind.DELAYED: {
        "zh": ("办理延期", "您的申请 {reference} 未能如期办理，目前仍在办理中。"),
        "en": ("Later than due", "Your application {reference} takes longer than it should. It is still being handled."),
    },
    NoticeKind.POINTS_APPROVED: {
        "zh": ("积分已核定", "您的积分 {reference} 已核定，可据此提出申请。核定结果请登录账户查看。"),
        "en": ("Points approved", "Your points {reference} were approved; you may apply by them. Read the result in your account."),
    },
    NoticeKind.POINTS_ADJUSTED: {
        "zh": ("积分调整中", "您的积分 {reference} 正在调整，重新核定前没有核定积分。原因请登录账户查看。"),
        "en": (
            "Points being adjusted",
            "Your points {reference} are being adjusted; until they are approved anew there are none. Read why in your account.",
        ),
    },
    NoticeKind.PUBLISHED: {
        "zh": ("已列入公示名单", "您的申请 {reference} 已列入公示名单。公示期间和名单请登录账户查看。"),
        "en": (
            "On a public list",
            "Your application {reference} stands on a public list. Your account tells which and until when.",
        ),
    },
    **OBJECTION_NOTICES,
    **REVIEW_NOTICES,
    **ORIGINALS_NOTICES,
    **ROUND_NOTICES,
    NoticeKind.DECIDED: {
        "zh": ("已作出决定", "您的申请 {reference} 已有决定。请登录账户查看。"),
        "en": ("A decision was made", "There is a decision on your application {reference}. Read it in your account."),
    },
    NoticeKind.REGISTERED: {
        "zh": ("登记信息已更新", "您的申请 {reference} 的登记信息已更新。请登录账户查看。"),
        "en": ("Registration recorded", "A registration was recorded for your application {reference}. See your account."),
    },
    NoticeKind.SERVED: {
        "zh": ("文书已送达", "您的申请 {reference} 有文书已送达。送达日期和救济期限请登录账户查看。"),
        "en": (
            "Document served",
            "A document about your application {reference} was served. Its day, and the time to contest it, are in your account.",
        ),
    },
    **AFTER_GRANT,
    NoticeKind.LAPSED: {
        "zh": ("申请已失效", "您的申请 {reference} 因逾期失效。理由和救济途径请登录账户查看。"),
        "en": ("Application lapsed", "Your application {reference} lapsed. Reasons and remedies are in your account."),
    },
    NoticeKind.CORRECTING: {
        "zh": ("已启动更正", "您的申请 {reference} 的决定有误，已启动更正。更正前原决定有效。详情请登录账户查看。"),
        "en": (
            "A correction has begun",
            "The decision on your application {reference} is being corrected. Until then it holds. See your account.",
        ),
    },
    NoticeKind.NOT_CORRECTED: {
        "zh": ("新卷已终止", "新卷 {reference} 已终止，原决定继续有效。理由请登录账户查看。"),
        "en": (
            "The earlier decision holds",
            "The new file version {reference} was given up; the earlier decision holds. Read why in your account.",
        ),
    },
    NoticeKind.SUPERSEDED: {
        "zh": ("原决定已被取代", "您的申请 {reference} 的决定已由新卷的决定取代。请登录账户查看新卷。"),
        "en": (
            "A new decision holds",
            "The decision on your application {reference} was replaced by that of a new file version. See your account.",
        ),
    },
    NoticeKind.ENTITLEMENT_CHANGED: {
        "zh": ("待遇有变动", "您的申请 {reference} 所取得的待遇有变动。哪一项、为什么，请登录账户查看。"),
        "en": (
            "An entitlement changed",
            "What application {reference} unlocked has changed. Which, and why, is in your account.",
        ),
    },
    NoticeKind.MESSAGE: {
        "zh": ("有新留言", "您的申请 {reference} 有新留言。请登录账户查看。"),
        "en": ("A message for you", "There is a message about your application {reference}. Read it in your account."),
    },
    NoticeKind.TO_CONFIRM: {
        "zh": ("请确认申请", "有人为您填写了申请 {reference}。请登录账户核对并确认。"),
        "en": ("Please confirm", "An application {reference} was filled in for you. Check and confirm it in your account."),
    },
    NoticeKind.CONFIRMED: {
        "zh": ("本人已确认", "您代为填写的申请 {reference} 已由本人确认并提交。"),
        "en": ("Confirmed by the person", "The application {reference} that you filled in was confirmed and submitted."),
    },
    NoticeKind.SENT_BACK: {
        "zh": ("本人退回修改", "您代为填写的申请 {reference} 已被本人退回。原因请登录账户查看。"),
        "en": (
            "Sent back by the person",
            "The application {reference} that you filled in was sent back. See why in your account.",
        ),
    },
    NoticeKind.DRAFT_EXPIRES: {
        "zh": ("草稿将过期", "您的申请草稿 {reference} 将过期删除。如需保留，请登录账户继续填写。"),
        "en": ("Your draft will expire", "Your draft {reference} will be deleted. Go on with it in your account to keep it."),
    },
    NoticeKind.DRAFT_EXPIRED: {
        "zh": ("草稿已过期", "您的申请草稿 {reference} 已过期删除。您可以重新开始。"),
        "en": ("Your draft expired", "Your draft {reference} was deleted. You may begin anew."),
    },
    NoticeKind.IDENTITY_VERIFIED: {
        "zh": ("身份已核验", "您账户的身份已核验，可以提交申请。"),
        "en": ("Identity verified", "The identity of your account was verified. You may now submit applications."),
    },
    NoticeKind.ACCOUNT_CHANGED: {
        "zh": ("账户信息已变更", "您的账户信息已变更。如非本人操作，请立即联系受理机构。"),
        "en": ("Your account was changed", "Your account was changed. If that was not you, contact the office at once."),
    },
    NoticeKind.CONTACT_REPLACED: {
        "zh": (
            "联系方式已更换",
            "您账户的联系方式已更换，原联系方式不再接收通知，也不能再用于登录。如非本人操作，请立即联系受理机构。",
        ),
        "en": (
            "Your contact was replaced",
            "The contact of your account was replaced; the former one no longer signs in. Not you? Contact the office at once.",
        ),
    },
    NoticeKind.PERSONAL_ANSWERED: {
        "zh": ("个人信息更正请求已答复", "您更正、补充个人信息的请求已有答复。请登录账户查看。"),
        "en": ("Your request was answered", "Your request to put personal data right was answered. Read it in your account."),
    },
    NoticeKind.CONTACT_CODE: {
        "zh": ("联系方式验证码", "为确认账户的联系方式，验证码已发往该联系方式。如非本人操作，请忽略。"),
        "en": (
            "Code for your contact",
            "A code goes to the contact of the account, to prove it. Did you not ask? Ignore it.",
        ),
    },
}

ON: Mapping[Language, str] = {"zh": "日期：{on}。", "en": " Day: {on}."}
CODE: Mapping[Language, str] = {
    "zh": "验证码：{code}，请在账户页面输入。",
    "en": " The code: {code}. Type it on the page of your account.",
}
UNTIL: Mapping[Language, str] = {"zh": "请在 {until} 前（含当日）办理。", "en": " Do it by {until}, that day included."}
GREETING: Mapping[Language, str] = {
    "zh": "这是系统自动发送的通知，请勿回复。工作人员不会索要您的密码或验证码。",
    "en": "This notice was sent automatically; please do not answer it. The office never asks for your password or a code.",
}


@dataclass(frozen=True, slots=True)
class SaidNotice:
    """A notice in one language."""

    title: str
    text: str


def say_parcel(parcel: Parcel, language: Language) -> SaidNotice:
    """Say what goes to the contact: the notice, and the code where that is what is sent."""
    said = say_notice(parcel.kind, parcel.facts, language)
    return said if parcel.code is None else SaidNotice(said.title, said.text + CODE[language].format(code=parcel.code))


def words_of(kind: NoticeKind, of: str, language: Language) -> Words:
    """Give title and text of a notice about a file of the kind *of*."""
    texts = POINTS_TEXTS if of == "points" and kind in POINTS_TEXTS else TEXTS
    return texts[kind][language]


def say_notice(kind: NoticeKind, facts: Mapping[str, Any], language: Language) -> SaidNotice:
    """Say a notice."""
    title, text = words_of(kind, facts.get("of", ""), language)
    said = {
        name: day_words(date.fromisoformat(value), language) if name in {"on", "until"} else value for name, value in facts.items()
    }
    for name, sentence in (("on", ON), ("until", UNTIL)):
        text += sentence[language] if name in facts else ""
    return SaidNotice(title, text.format(**said))
