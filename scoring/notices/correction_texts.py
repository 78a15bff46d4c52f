"""The words of the decision that corrects another one, in both languages; a part of `document_texts.WORDS`."""

from __future__ import annotations

from collections.abc import Mapping

CORRECTION: Mapping[str, tuple[str, str]] = {
    "corrected": (
        "就您的申请（原申请编号：{older}），本机关于{on}作出决定（决定编号：{decision}）。该决定有误，现予更正。自本决定作出之日起，原决定由本决定取代。",
        (
            "On your application {older} there is a decision of {on} (decision {decision}). It contains an error, which is put "
            "right here. From today on this decision takes its place."
        ),
    ),
    "corrected_document": ("原决定书文号：{document}。", "The decision was issued as {document}."),
    "what_changed": ("更正的内容", "What is put right"),
    "why_corrected": ("更正的理由和依据", "Why, and by what that is known"),
    "as_corrected": ("更正后的决定", "The decision as it is from now on"),
    "changed": ("{what}：原为“{before}”，更正为“{after}”。", "{what}: “{before}” before, “{after}” now."),
    "added": ("{what}：原无，现为“{after}”。", "{what}: nothing before, “{after}” now."),
    "removed": ("{what}：原为“{before}”，现予删除。", "{what}: “{before}” before, nothing now."),
    "unchanged": ("决定的内容不变。", "What the decision says stays the same."),
    "name_of": ("{who}的姓名", "Name ({who})"),
    "identity_number_of": ("{who}的公民身份号码", "Identity number ({who})"),
    "relation_of": ("{who}与申请人的关系", "Relation ({who})"),
    "total_points": ("总积分", "Total"),
    "conclusion": ("结论", "Conclusion"),
    "threshold_points": ("合格分值", "Threshold"),
    "outcome_eligible": ("符合条件", "eligible"),
    "outcome_below_threshold": ("未达到合格分值", "below the threshold"),
    "outcome_requirements_not_met": ("不符合申请条件", "a requirement is not met"),
    "outcome_vetoed": ("属于一票否决情形", "vetoed"),
    "outcome_provisional": ("尚无结论", "open"),
    "state_met": ("符合", "met"),
    "state_not_met": ("不符合", "not met"),
    "state_open": ("未定", "open"),
    "gained": ("{who}：增加“{label}”。", "{who}: “{label}” is added."),
    "lost": ("{who}：不再有“{label}”。", "{who}: “{label}” falls away."),
}
