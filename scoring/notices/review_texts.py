"""The words of notices and documents about reviews, in both languages; parts of the tables in `texts` and `document_texts`."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.notice import NoticeKind
from scoring.engine.words import Language
from scoring.notices.points_texts import Words

REVIEW_NOTICES: Mapping[NoticeKind, Mapping[Language, Words]] = {
    NoticeKind.REVIEW_ASKED: {
        "zh": ("复核申请已收到", "对申请 {reference} 的复核申请已收到。编号和答复期限请登录账户查看。"),
        "en": ("Review asked for", "A review of your application {reference} was asked for. Its number is in your account."),
    },
    NoticeKind.REVIEW_ADMITTED: {
        "zh": ("复核申请予以受理", "对申请 {reference} 逾期提出的复核申请已予受理。请登录账户查看。"),
        "en": ("The review goes on", "The late review of your application {reference} was admitted. See your account."),
    },
    NoticeKind.REVIEW_REVISED: {
        "zh": ("复核：重新办理", "经复核，申请 {reference} 将另立新卷重新办理，原决定在新决定作出前仍有效。请登录账户查看。"),
        "en": (
            "Reviewed, and handled anew",
            "After the review your application {reference} is handled anew. Until it is decided, the decision there is holds.",
        ),
    },
    NoticeKind.REVIEW_CLOSED: {
        "zh": ("复核已办结", "对申请 {reference} 的复核已办结。结果和救济途径请登录账户查看。"),
        "en": ("The review is closed", "The review of your application {reference} is closed. Your account tells how."),
    },
}

REVIEW_WORDS: Mapping[str, tuple[str, str]] = {
    "review_kept": (
        (
            "您依据《{title}》提出申请（申请编号：{reference}），并于{asked}申请复核（复核编号：{receipt}）。"
            "复核由未参与过原申请办理的两名工作人员进行。经复核，本机关决定维持{contests}。"
        ),
        (
            "You applied under “{title}” (application {reference}) and asked on {asked} for a review (number {receipt}). It was "
            "made by two people who never took part in handling the application. After the review {contests} stands."
        ),
    ),
    "review_turned_down": (
        (
            "您依据《{title}》提出申请（申请编号：{reference}），并于{asked}申请复核（复核编号：{receipt}）。"
            "申请复核的期限已于{last}届满。经审查，本机关决定对该复核申请不予受理。"
        ),
        (
            "You applied under “{title}” (application {reference}) and asked on {asked} for a review (number {receipt}). The time "
            "to ask ended on {last}. The office does not admit the review."
        ),
    ),
    "review_changed": (
        (
            "您依据《{title}》提出申请，并申请复核（复核编号：{receipt}，{asked}）。复核由未参与过原申请办理的工作人员进行，"
            "另立新卷（编号：{reference}）重新办理。经复核，本机关以{decision}取代{contests}。"
        ),
        (
            "You applied under “{title}” and asked on {asked} for a review (number {receipt}). It was made by people who never "
            "took part in handling the application, in a new file ({reference}). After the review {decision} takes the place of "
            "{contests}."
        ),
    ),
    "what_changed": ("变更内容", "What is changed"),
    "changed_to": ("{what}：{before} → {after}", "{what}: {before} → {after}"),
    "the_outcome": ("结论", "Outcome"),
    "the_total": ("总积分", "Total"),
    "outcome_granted": ("准予", "granted"),
    "outcome_refused": ("不予", "refused"),
    "outcome_not_accepted": ("不予受理", "not accepted"),
    "outcome_forfeited": ("弃权", "closed as forfeited"),
    "outcome_not_selected": ("未入围", "not selected"),
    "outcome_abandoned": ("视为放弃", "closed as given up"),
    "ways_in_decision": (
        "对复核结果不服的，按照{decision}载明的途径和期限，自该决定书送达之日起计算。",
        "How the result can be contested, and within what time from its service, is said in {decision}.",
    ),
    "of_document": ("{name}（{number}）", "the {name} ({number})"),
    "of_refusal": ("不予决定", "the refusal"),
    "of_grant": ("准予决定", "the grant"),
    "of_non_acceptance": ("不予受理决定", "the decision not to accept"),
    "of_non_selection": ("未入围的结果", "the result that the application was not selected"),
    "of_forfeiture": ("弃权的处理", "the closing of the application as forfeited"),
    "of_abandonment": ("视为放弃的处理", "the closing of the application"),
    "grounds": ("您的复核理由", "Your grounds"),
    "cause": ("您说明的逾期原因", "Why you asked late, as you said"),
    "contested": ("您争议的事项", "What you contest"),
    "contested_item": (
        "{fact}：申报{claimed}，原认定{established}。",
        "{fact}: claimed {claimed}, established {established}.",
    ),
    "would_change": ("如以上事项全部按申报认定：{result}。", "If all of these were accepted as claimed: {result}."),
    "points_and_line": ("总积分{points}分（合格分值{line}分）", "{points} points in total (line {line})"),
    "points_alone": ("总积分{points}分", "{points} points in total"),
    "another_outcome": ("{result}，结论将改变", "{result}, and the outcome would be another"),
    "same_outcome": ("{result}，结论不变", "{result}, and the outcome would be the same"),
    "not_possible": ("与其他已认定事项相矛盾", "this contradicts what else is established"),
    "looked_at": ("复核中审阅的内容", "What was looked at"),
    "the_whole_file": (
        "原申请的申报事项、核查结论、初审意见和决定，以作出决定时的内容为准",
        "What was stated, what was found of it, the proposal and the decision, as they were when it was decided",
    ),
    "the_evidence": ("证明材料：{kinds}", "Evidence: {kinds}"),
    "several": ("{one}、{other}", "{one}, {other}"),
    "other_ways": ("其他救济途径", "How else it can be contested"),
    "not_paused": (
        "申请复核和本决定书均不停止、不重新计算下列期限。",
        "Neither the review nor this decision pauses these terms or begins them anew.",
    ),
    "reconsideration_until": (
        "向{organ}申请行政复议：至{day}止（自原文书送达之日起计算）。",
        "Administrative reconsideration, before {organ}: until {day} (from service of what is contested).",
    ),
    "litigation_until": (
        "向{organ}提起行政诉讼：至{day}止（自原文书送达之日起计算）。",
        "An action before {organ}: until {day} (from service of what is contested).",
    ),
    "reconsideration_not_begun": (
        "向{organ}申请行政复议：期限尚不能计算，自原文书送达之日起计算。",
        "Administrative reconsideration, before {organ}: its last day cannot be told yet; it runs from service.",
    ),
    "litigation_not_begun": (
        "向{organ}提起行政诉讼：期限尚不能计算，自原文书送达之日起计算。",
        "An action before {organ}: its last day cannot be told yet; it runs from service.",
    ),
}
