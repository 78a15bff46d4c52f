"""What a forecast says, in Chinese and English: plain format strings, each with the same places in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.words import Language

TEXTS: Mapping[str, tuple[str, str]] = {
    # assumptions
    "version_changes": (
        "自{on}起按新版本{to}（此前为{version}）计算。",
        "From {on} the new version {to} is used (before that, {version}).",
    ),
    "version_goes_on": (
        "版本{version}到期后尚无新版本；假定自{on}起继续适用。",
        "Version {version} ends and no successor is known. It is taken to go on from {on}.",
    ),
    "version_stays": (
        "版本{version}没有规定截止日；假定一直适用，不作修改。",
        "Version {version} states no last day. It is taken to stay as it is.",
    ),
    "round_moved": (
        "之后年度的通知尚未公布；假定“{ids}”每年顺延：自{on}起由{old}改为{new}，此后每满一年再延一年。",
        "Notices of later rounds are not known. “{ids}” is taken to be {new} instead of {old} from {on}, and to move on yearly.",
    ),
    "round_moved_set": (
        "之后年度的通知尚未公布；假定自{on}起，“{ids}”中的日期每满一年顺延一年。",
        "Notices of later rounds are not known. From {on} the days of “{ids}” are taken to move on by a year with each year.",
    ),
    "parameter_stays": (
        "以下数值之后的调整尚不可知，假定不变：{ids}。",
        "Later changes of these figures are not known; they are taken to stay: {ids}.",
    ),
    "facts_grow": (
        "假定以下各项随时间累计：{ids}。",
        "These are taken to go on rising with time: {ids}.",
    ),
    "facts_rest": (
        "以下各项尚未开始，假定不会开始：{ids}。",
        "These have not begun, and are taken not to begin: {ids}.",
    ),
    "facts_stay": (
        "假定以下各项保持不变：{ids}。",
        "These are taken to stay as they are: {ids}.",
    ),
    "facts_missing": (
        "版本{version}需要以下答案而尚未填写，因此给出可能的最低分和最高分：{ids}。",
        "Version {version} needs these answers, which are not given; so there is a lowest and a highest total: {ids}.",
    ),
    "facts_left_out": (
        "版本{version}不采用以下答案：{ids}。",
        "Version {version} does not take these answers: {ids}.",
    ),
    "answers_contradict": (
        "自{on}起，累计后的答案不再符合“{ids}”；此后的结果仅供参考。",
        "From {on} the answers, risen with time, no longer agree with “{ids}”; what follows is uncertain.",
    ),
    # what it comes to
    "reached_now": ("现在就符合条件。", "The outcome is eligible now."),
    "reached": (
        "如果一切照常，{on}起符合条件。",
        "If life goes on as it is, the outcome is eligible from {on}.",
    ),
    "never": (
        "如果一切照常，到{until}为止都不能确定符合条件。",
        "If life goes on as it is, it is not certain to be eligible on any day up to {until}.",
    ),
    "best": (
        "符合条件期间，总积分最高的是{first}至{last}：{total}。",
        "While eligible, the total is highest from {first} to {last}: {total}.",
    ),
    "best_ever": (
        "总积分最高的是{first}至{last}：{total}，但并不确定符合条件。",
        "The total is highest from {first} to {last}: {total}; the outcome is not certain to be eligible then.",
    ),
    "cliff": ("{on}：总积分由{before}变为{after}。{why}", "{on}: the total goes from {before} to {after}.{why}"),
    "award": ("“{label}”由{before}变为{after}。", " “{label}” goes from {before} to {after}."),
    "turn": ("“{label}”由“{before}”变为“{after}”。", " “{label}” turns from “{before}” to “{after}”."),
    "renewal": (
        "“{evidence}”有效期至{last}，届时须重新办理。",
        "“{evidence}” is valid until {last} and must be got again.",
    ),
    "between": ("{low}至{high}", "{low} to {high}"),
    "none": ("无", "none"),
    "met": ("符合", "met"),
    "not_met": ("不符合", "not met"),
    "open": ("待定", "open"),
}


def say(code: str, language: Language, **places: object) -> str:
    """Give the words of *code* with *places* filled in."""
    return TEXTS[code][language == "en"].format_map(places)
