"""The words of documents by which a grant is to be revoked and is revoked, in both languages; a part of `document_texts.WORDS`."""

from __future__ import annotations

from collections.abc import Mapping

REVOKING: Mapping[str, tuple[str, str]] = {
    "to_be_revoked": (
        "您依据《{title}》提出的申请（申请编号：{reference}）已获批准。经查，存在下列情形，本机关拟撤销该决定。决定作出前，您享有下述权利。",
        (
            "Your application {reference} under “{title}” was granted. The office found what follows and means to revoke that "
            "decision. Before it decides you have the rights stated below."
        ),
    ),
    "ground_fraud": ("情形：以欺骗等不正当手段取得。", "Ground: it was got by fraud or other improper means."),
    "ground_legal_error": (
        "情形：作出该决定违反法律、法规、规章或者本办法。",
        "Ground: the decision is against the law or these rules.",
    ),
    "findings": ("查明的事实", "What was found"),
    "by_article": ("依据：{article}", "Basis: {article}"),
    "rights": ("您的权利", "Your rights"),
    "may_state": (
        "您有权进行陈述和申辩，可以登录账户提出，也可以到受理机构提出。",
        "You may state and defend your case, by your account or at the office.",
    ),
    "may_be_heard": (
        "您有权要求听证，应当自{start}之日起{time}内提出{basis}。逾期未提出的，视为放弃听证。",
        "You may ask for a hearing, within {time} of {start}{basis}. Whoever does not ask within that time waives it.",
    ),
    "revoked": (
        "您依据《{title}》提出的申请（申请编号：{reference}）曾获批准。经查，并听取意见后，本机关决定撤销该批准决定，自本决定作出之日起不再有效。",
        (
            "Your application {reference} under “{title}” was granted. Having looked into it and offered you a hearing, the office "
            "revokes that decision; from this day on it is no longer valid."
        ),
    ),
    "how_heard": ("听取意见的情况", "How you were heard"),
    "step_stated": ("{day}，您陈述申辩。", "On {day} you stated your case."),
    "step_asked": ("{day}，您要求听证。", "On {day} you asked for a hearing."),
    "step_waived": ("{day}，您放弃听证。", "On {day} you waived the hearing."),
    "step_heard": ("{day}，举行听证。", "On {day} a hearing was held."),
    "step_none": ("至{day}止，您未要求听证。", "Until {day} you asked for no hearing."),
    "effects": ("对各人的影响", "What this means for each person"),
    "effect_ended": ("{who}（{relation}）：{label}，自本决定之日起终止。", "{who} ({relation}): {label} ends with this decision."),
    "effect_cancelled": (
        "{who}（{relation}）：{label}，尚未生效，予以取消。",
        "{who} ({relation}): {label}, not begun yet, is cancelled.",
    ),
    "effect_over": ("{who}（{relation}）：{label}，此前已终止。", "{who} ({relation}): {label} had ended before."),
    "effect_none": ("{who}（{relation}）：没有待终止的事项。", "{who} ({relation}): there is nothing that could end."),
}
