"""The words of documents, in both languages: formats over texts, days and names. The Chinese words are the document's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.application.document import DocumentKind
from scoring.engine.naming import day_words
from scoring.engine.words import LANGUAGES, Language
from scoring.notices.closing_texts import CLOSING
from scoring.notices.correction_texts import CORRECTION
from scoring.notices.follow_up_texts import FOLLOW_UP_WORDS
from scoring.notices.review_texts import REVIEW_WORDS
from scoring.notices.revoking_texts import REVOKING
from scoring.notices.round_texts import ROUND_WORDS
from scoring.policy.wording import Text, text


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of document: its title, the word of its numbers, and what it calls itself in its own text."""

    word: str
    title: Text
    itself: Text


_NOTICE, _DECISION = text({"zh": "本通知书", "en": "this notice"}), text({"zh": "本决定书", "en": "this decision"})
_TOLD = text({"zh": "本告知书", "en": "this notice"})

FORMS: Mapping[DocumentKind, Form] = {
    DocumentKind.ACCEPTANCE: Form("受", text({"zh": "受理通知书", "en": "Notice of acceptance"}), _NOTICE),
    DocumentKind.SUPPLEMENT: Form(
        "补",
        text({"zh": "一次性补正告知书", "en": "Notice of everything that is missing"}),
        _TOLD,
    ),
    DocumentKind.NOT_ACCEPTED: Form("不受", text({"zh": "不予受理决定书", "en": "Decision not to accept"}), _DECISION),
    DocumentKind.GRANTED: Form("准", text({"zh": "准予决定书", "en": "Decision to grant"}), _DECISION),
    DocumentKind.REVIEWED: Form("复", text({"zh": "复核决定书", "en": "Decision on a review"}), _DECISION),
    DocumentKind.REVIEW_NOT_ADMITTED: Form(
        "复不受", text({"zh": "复核申请不予受理决定书", "en": "Decision not to admit a review"}), _DECISION
    ),
    DocumentKind.REFUSED: Form("不准", text({"zh": "不予决定书", "en": "Decision to refuse"}), _DECISION),
    DocumentKind.CORRECTED: Form("更", text({"zh": "更正决定书", "en": "Decision to correct"}), _DECISION),
    DocumentKind.TO_BE_REVOKED: Form("撤告", text({"zh": "撤销告知书", "en": "Notice that a grant is to be revoked"}), _TOLD),
    DocumentKind.REVOKED: Form("撤", text({"zh": "撤销决定书", "en": "Decision to revoke"}), _DECISION),
    DocumentKind.LAPSED: Form("失", text({"zh": "逾期失效告知书", "en": "Notice that the grant lapsed"}), _TOLD),
    DocumentKind.FORFEITED: Form(
        "弃",
        text({"zh": "弃权告知书", "en": "Notice of forfeiture"}),
        text({"zh": "本告知书", "en": "this notice"}),
    ),
    DocumentKind.NOT_SELECTED: Form(
        "未入", text({"zh": "未入围告知书", "en": "Notice that the application was not selected"}), _TOLD
    ),
}

WORDS: Mapping[str, tuple[str, str]] = {
    "accepted": (
        "您依据《{title}》提出的申请（申请编号：{reference}）收悉。经审查，申请材料齐全、符合规定形式，自{since}起予以受理。",
        (
            "You applied under “{title}” (application {reference}). Everything is there and in due form; the application is "
            "accepted as of {since}."
        ),
    ),
    "accepted_on_silence": (
        "您依据《{title}》提出的申请（申请编号：{reference}）收悉。本机关未在规定期限内作出受理或者补正的答复，该申请自{since}起即为受理。",
        (
            "You applied under “{title}” (application {reference}). The office neither accepted nor asked for anything within its "
            "term; the application therefore counts as accepted since {since}."
        ),
    ),
    "what_follows": ("办理事项及期限", "What follows, and until when"),
    "verify": ("核查申报事项", "Verifying what you stated"),
    "decide": ("作出决定", "Deciding"),
    "until": ("{what}：自{start}之日起{time}内，至{day}止{basis}。", "{what}: within {time} of {start}, until {day}{basis}."),
    "within": ("{what}：自{start}之日起{time}内{basis}。", "{what}: within {time} of {start}{basis}."),
    "in_time": ("{what}：{time}内{basis}。", "{what}: within {time}{basis}."),
    "without_term": ("{what}：未规定期限。", "{what}: no term is set."),
    "missing": (
        "您依据《{title}》提出的申请（申请编号：{reference}）收悉。经审查，需要补正以下全部内容，现一次性告知：",
        (
            "You applied under “{title}” (application {reference}). The following is missing or must be put right. This is "
            "everything: it is asked for once."
        ),
    ),
    "item": ("{about}：{words}（依据：{basis}）", "{about}: {words} (basis: {basis})"),
    "item_without_basis": ("{about}：{words}", "{about}: {words}"),
    "family": ("家庭成员", "Family members"),
    "hand_in": (
        "请在{day}前（含当日）补正。补正期限为自{start}之日起{time}{basis}。逾期未补正的，视为放弃申请；可以随时重新申请。",
        (
            "Hand it in by {day}, that day included. The term is {time} of {start}{basis}. Whoever hands nothing in by then gives "
            "the application up; one may apply again at any time."
        ),
    ),
    "hand_in_without_term": ("未规定补正期限，请尽快补正。", "No last day is set; please hand it in soon."),
    "not_accepted": (
        "您依据《{title}》提出的申请（申请编号：{reference}）收悉。经审查，本机关决定不予受理。",
        "You applied under “{title}” (application {reference}). The office has decided not to accept the application.",
    ),
    "granted": (
        "您依据《{title}》提出的申请（申请编号：{reference}）收悉。经审查，申请符合规定条件，本机关决定予以批准。",
        (
            "You applied under “{title}” (application {reference}). The conditions are met; the office has decided to grant the "
            "application."
        ),
    ),
    "refused": (
        "您依据《{title}》提出的申请（申请编号：{reference}）收悉。经审查，本机关决定不予批准。",
        "You applied under “{title}” (application {reference}). The office has decided to refuse the application.",
    ),
    "forfeited": (
        "您依据《{title}》提出的申请（申请编号：{reference}）拟予批准。经通知，您未在{until}前到场查验原件。本机关认定您放弃本次申请。",
        (
            "You applied under “{title}” (application {reference}), and it was to be granted. You were summoned, and did not show "
            "the originals by {until}. The office takes the application as forfeited."
        ),
    ),
    "summoned": ("通知和提醒", "How you were summoned and reminded"),
    "summons": ("{on}通知，查验期限至{until}。", "Summoned on {on}, to show them by {until}."),
    "reminder": ("{on}提醒。", "Reminded on {on}."),
    "cause_given": ("您说明的事由：{words}", "The cause that you gave: {words}"),
    "no_cause": ("您未说明事由。", "You gave no cause."),
    "total": ("总积分：{total}分（按{on}的规则和情况核定）。", "Total: {total} points, by rules and facts as of {on}."),
    "list": ("所依据的名单：{list}。", "The published list it rests on: {list}."),
    "people": ("申请人及随迁人员", "The applicant and those who come along"),
    "person": ("{relation}：{name}", "{relation}: {name}"),
    "applicant": ("申请人", "applicant"),
    "spouse": ("配偶", "spouse"),
    "child": ("子女", "child"),
    "unlocks": ("批准事项", "What is granted"),
    "at_decision": ("{who}：{label}（自决定之日起生效）", "{who}: {label} (from the decision)"),
    "at_registration": ("{who}：{label}（自本人办理登记之日起生效）", "{who}: {label} (from this person’s registration)"),
    "stated": ("{words}{basis}", "{words}{basis}"),
    "own_words": ("本机关说明", "In the office’s own words"),
    "reasons": ("理由", "Reasons"),
    "ways": ("救济途径", "How to contest it"),
    "review": ("{when}向{organ}申请复核{basis}。{note}", "{when} one may apply to {organ} for a review{basis}. {note}"),
    "reconsideration": (
        "{when}向{organ}申请行政复议{basis}。{note}",
        "{when} one may apply to {organ} for administrative reconsideration{basis}. {note}",
    ),
    "litigation": (
        "{when}向{organ}提起行政诉讼{basis}。{note}",
        "{when} one may bring an action before {organ}{basis}. {note}",
    ),
    "contest_within": ("如不服{itself}，可以自{start}之日起{time}内", "Whoever disagrees with {itself}: within {time} of {start},"),
    "contest_in_time": ("如不服{itself}，可以在{time}内", "Whoever disagrees with {itself}: within {time},"),
    "contest": ("如不服{itself}，可以", "Whoever disagrees with {itself}:"),
    "apply_again": ("您也可以随时重新申请。", "You may also apply again at any time."),
    "rules": ("依据：《{title}》（版本：{version}）。", "Rules: “{title}” (version {version})."),
    "from_service": (
        "自送达起算的期限，从本文书盖章后送达之日起计算。",
        "Terms from service run from the day on which the sealed document is served.",
    ),
    "basis": ("（{reference}）", " ({reference})"),
    "general_term": ("（一般期限，以法律规定为准）", " (the general term; what the law says decides)"),
    "office_default": ("（本机关自定期限，非法定期限）", " (a term of the office, none of law)"),
    "receipt": ("收到申请", "receipt of the application"),
    "acceptance": ("受理", "acceptance"),
    "recommendation": ("提出初审意见", "the recommendation"),
    "decision": ("作出决定", "the decision"),
    "service": ("收到{itself}", "service of {itself}"),
    "notice": ("发出{itself}", "the issue of {itself}"),
    "days": ("{n}日", "{n} days"),
    "working_days": ("{n}个工作日", "{n} working days"),
    "months": ("{n}个月", "{n} months"),
    **CLOSING,
    **REVIEW_WORDS,
    **CORRECTION,
    **REVOKING,
    **ROUND_WORDS,
    **FOLLOW_UP_WORDS,
}

_STARTS = ("receipt", "acceptance", "recommendation", "decision", "service")


def both(key: str, **facts: Text | date | str | int) -> Text:
    """Say one text of `WORDS` in both languages; texts and days among *facts* are said in each."""
    return text({language: _say(key, language, facts) for language in LANGUAGES})


def start_of(name: str, itself: Text) -> Text:
    """Name the act from which a term runs; one that the table does not know stands for the document's issue."""
    return both(name if name in _STARTS else "notice", itself=itself)


def _say(key: str, language: Language, facts: Mapping[str, Text | date | str | int]) -> str:
    words = WORDS[key][0 if language == "zh" else 1]
    return words.format_map({name: _fact(fact, language) for name, fact in facts.items()}).rstrip()


def _fact(fact: Text | date | str | int, language: Language) -> str:
    match fact:
        case Text():
            return fact.say(language)
        case date():
            return day_words(fact, language)
        case _:
            return str(fact)
