"""The words of 未入围告知书 and of notices about rounds, in both languages; parts of the tables in `document_texts` and `texts`."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.application.notice import NoticeKind
from scoring.engine.words import Language
from scoring.notices.points_texts import Words

ROUND_WORDS: Mapping[str, tuple[str, str]] = {
    "not_selected": (
        "您依据《{title}》提出的申请（申请编号：{reference}）经审核拟予批准，并参加了{round}的排名。该批次名额有限，您的申请未入围。",
        (
            "You applied under “{title}” (application {reference}). It was approved, and ranked in {round}. Its places are "
            "limited; your application was not selected."
        ),
    ),
    "no_refusal": (
        "本结果不是不予批准的决定：您的申请符合条件，仅因名额有限未入围。",
        "This is no refusal: your application meets the conditions, and was not selected only since places are limited.",
    ),
    "how_ranked": ("排名情况", "How it was ranked"),
    "own_points": (
        "您的排名分值：{points}分（按{on}的规则和情况核定）。",
        "Your points for the ranking: {points}, by rules and facts as of {on}.",
    ),
    "own_rank": ("您的排名：第{rank}名，参加排名共{of}人。", "Your rank: {rank}, of {of} who were ranked."),
    "places_by_number": ("本批次名额：{number}个。", "Places in this round: {number}."),
    "places_by_district": (
        "本批次名额按区分配。您的申请参加{office}所在区（行政区划代码{district}）的排名，该区名额：{number}个；以下各项均为该区情况。",
        (
            "The places of this round are set district by district. Your application was ranked for the district of {office} "
            "(division code {district}), which has {number}; what follows is of that district."
        ),
    ),
    "places_in_no_district": (
        "本批次名额按区分配。您的申请不属于任何一个有名额的区，以下各项均为此类申请的情况。",
        (
            "The places of this round are set district by district. Your application belongs to no district that has any; what "
            "follows is of such applications."
        ),
    ),
    "places_by_line": ("本批次事先确定的分数线：{points}分。", "The line of this round was set beforehand: {points} points."),
    "cut_off": (
        "入围分数线：{points}分；入围{admitted}人，其中高于该名次的{above}人，与最后一名同分且各项排序依据均相同的共{tied}人。",
        (
            "The cut-off: {points} points. {admitted} were selected; {above} stand above that place, and {tied} are equal at it in "
            "everything that ranks."
        ),
    ),
    "in_by_line": ("达到该分数线而入围的：{admitted}人。", "{admitted} reached it and were selected."),
    "stay_empty": (
        "以上名次和参加排名人数计入结果公布前移出本批次的{empty}人；其中达到入围名次者的名额，按公告不递补。",
        (
            "Rank and number of the ranked count {empty} who were taken out before the result was published. Places that these "
            "would have had stay empty, as announced."
        ),
    ),
    "nobody_in": ("本批次无人入围。", "Nobody was selected in this round."),
    "admit_all": ("最后名次并列的，全部入围。", "Whoever is tied at the last place is selected."),
    "admit_none": (
        "最后名次并列超出名额的，均不入围。",
        "Where a tie at the last place exceeds the places, none of the tied is selected.",
    ),
    "draw_line": (
        "最后名次并列超出名额的，按本机关公布的办法在并列者中确定。",
        "Where a tie at the last place exceeds the places, the office decides among the tied as it has announced.",
    ),
    "ranked_in_order": ("依次比较的排名依据", "What ranks, in this order"),
    "facts_hold": (
        "经核查属实的事项，您再次申请时可以沿用；以届时有效的规则为准。",
        "What was verified can be taken over when you apply again; the rules in force then prevail.",
    ),
}

ROUND_NOTICES: Mapping[NoticeKind, Mapping[Language, Words]] = {
    NoticeKind.ADMITTED: {
        "zh": ("已入围", "您的申请 {reference} 已入围。后续步骤请登录账户查看。"),
        "en": ("Selected", "Application {reference} was selected in its round. What follows is in your account."),
    },
    NoticeKind.NOT_SELECTED: {
        "zh": ("未入围", "您的申请 {reference} 未入围。告知书和救济途径请登录账户查看；您可以重新申请。"),
        "en": (
            "Not selected",
            "Application {reference} was not selected in its round. Read the notice in your account. You may apply again.",
        ),
    },
    NoticeKind.TAKEN_OUT: {
        "zh": ("已移出本批次", "您的申请 {reference} 已移出本批次的排名，将再次审核。原因请登录账户查看。"),
        "en": (
            "Taken out of the round",
            "Application {reference} was taken out of its round to be looked at once more. Read why in your account.",
        ),
    },
}
