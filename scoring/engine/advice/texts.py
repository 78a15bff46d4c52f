"""What advice says, in Chinese and English: plain format strings, each with the same places in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.words import Language

TEXTS: Mapping[str, tuple[str, str]] = {
    # changes
    "raise": ("把“{label}”从{old}提高到{new}", "raise “{label}” from {old} to {new}"),
    "lower": ("把“{label}”从{old}降低到{new}", "lower “{label}” from {old} to {new}"),
    "become": ("使“{label}”由“{old}”变为“{new}”", "turn “{label}” from “{old}” to “{new}”"),
    "choose": ("“{label}”选择“{new}”（现为“{old}”）", "for “{label}” choose “{new}” (now “{old}”)"),
    "add": ("“{label}”增加{records}", "add to “{label}”: {records}"),
    "records": ("{n}（{fields}）", "{n} ({fields})"),
    "and": ("{a}，并{b}", "{a}, and {b}"),
    # ways
    "way": (
        "{changes}。共需努力{cost}；总积分增加{gained}，达到{total}。",
        "{changes}. Effort {cost} in all; {gained} more, {total} in total.",
    ),
    "way_open": (
        "{changes}。共需努力{cost}；总积分增加{gained}，至少达到{total}。",
        "{changes}. Effort {cost} in all; {gained} more, at least {total} in total.",
    ),
    "way_rank": (
        "{changes}。共需努力{cost}；排名分增加{gained}，达到{total}。",
        "{changes}. Effort {cost} in all; {gained} more in the ranking, {total} there.",
    ),
    "way_rank_open": (
        "{changes}。共需努力{cost}；排名分增加{gained}，至少达到{total}。",
        "{changes}. Effort {cost} in all; {gained} more in the ranking, at least {total} there.",
    ),
    "beside": ("此外还要付出：{x}。", "It also costs {x}."),
    "proof": ("证明材料：{x}。", "Proof: {x}."),
    # where the person stands
    "reached": ("已经达到，不必再做什么。", "This is reached already; nothing needs to be done."),
    "ways": ("第一个办法最省力，已证明没有更省力的。", "The first way takes the least effort; it is proved that none takes less."),
    "ways_unproven": (
        "第一个办法是目前找到的最省力的，不能保证没有更省力的。",
        "The first way is the best found; there may be one that takes less effort.",
    ),
    "gains": (
        "以下改变各自都能提高排名分，最划算的在前。",
        "Each of these by itself raises the ranking sum, the best value for effort first.",
    ),
    "gains_unproven": (
        "以下改变各自都能提高排名分，是目前找到的最划算的。",
        "Each of these by itself raises the ranking sum; they are the best found.",
    ),
    "unreachable": (
        "靠自己依法能做到的，达不到：最多{points}，结论为“{outcome}”。",
        "What you can lawfully do yourself does not reach it: at most {points}, with the outcome “{outcome}”.",
    ),
    "unreachable_unproven": (
        "靠自己依法能做到的，达不到：目前找到的最高为{points}，结论为“{outcome}”。",
        "What you can lawfully do yourself does not reach it: the highest found is {points}, with the outcome “{outcome}”.",
    ),
    "no_gains": (
        "没有一项自己依法能做到的改变会提高排名分。",
        "No single thing you can lawfully do yourself raises the ranking sum.",
    ),
    "missing": (
        "以下答案未填，还没有一个办法是确定可行的：{x}。",
        "While these answers are missing no way is certain: {x}.",
    ),
    "not_found": (
        "没有找到办法，但也未能证明没有。",
        "No way was found, but it is not proved that there is none.",
    ),
    "not_ranked": ("不参加排名。", "There is no ranking here to rise in."),
    "withheld": (
        "要付出以下代价的办法没有列出，需要时请另行选择：{x}。",
        "Ways with these costs are not shown; choose them if you want to see them: {x}.",
    ),
    # costs beside effort
    "money": ("钱", "money"),
    "health": ("身体负担（如献血）", "a strain on health (such as giving blood)"),
    "move": ("搬家", "moving home"),
    "employer": ("更换用人单位", "a change of employer"),
    # outcomes
    "outcome_vetoed": ("一票否决", "vetoed"),
    "outcome_requirements_not_met": ("不符合申请条件", "requirements not met"),
    "outcome_below_threshold": ("未达到合格分值", "below the threshold"),
    "outcome_eligible": ("符合条件", "eligible"),
    "outcome_provisional": ("暂定", "provisional"),
}


def say(code: str, language: Language, **places: object) -> str:
    """Give the words of *code* with *places* filled in."""
    return TEXTS[code][language == "en"].format_map(places)
