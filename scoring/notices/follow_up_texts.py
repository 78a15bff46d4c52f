"""The words of 未入围告知书 of a follow-up list, in both languages; a part of the table in `document_texts`."""

from __future__ import annotations

from collections.abc import Mapping

FOLLOW_UP_WORDS: Mapping[str, tuple[str, str]] = {
    "not_reached": (
        (
            "您依据《{title}》提出的申请（申请编号：{reference}）经审核拟予批准，列入{round}。{followed}公布结果时未计入的申请，"
            "一律按该批次的入围线衡量；除该批次未用完的名额外，不另设名额。您的申请未入围。"
        ),
        (
            "You applied under “{title}” (application {reference}). It was approved, and stands on {round}. Applications that the "
            "published result of {followed} did not count are measured by the line of that round; there are no further places but "
            "those it left free. Yours was not selected."
        ),
    ),
    "how_measured": ("衡量情况", "How it was measured"),
    "line_fell": (
        "{followed}的入围线：最后一名入围者的排名分值为{points}分；分值相同的，依次比较下列各项。",
        "The line of {followed}: {points} points, those of the last one selected. Where points are equal, what follows decides.",
    ),
    "line_was_drawn": (
        "在{followed}中，各项均与最后一名相同的，已按本机关公布的办法确定；其后各项均相同的，不再入围。",
        (
            "In {followed} the office decided, as announced, among those equal to the last one in everything; nobody equal to them "
            "is selected later."
        ),
    ),
    "line_set": ("{followed}事先确定的分数线：{points}分。", "The line of {followed} was set beforehand: {points} points."),
    "line_of_free": (
        "{followed}未用完的名额，按名次依次补入。两者合计，最后一名入围者的排名分值为{points}分；分值相同的，依次比较下列各项。",
        (
            "Places that {followed} left free are for this list, in the order of rank. The last one selected, there or here, has "
            "{points} points. Where points are equal, what follows decides."
        ),
    ),
    "line_of_nobody": (
        "{followed}在您参加排名的范围内无人入围，按该批次的结果，其后亦无人入围。",
        "In {followed} nobody was selected where your application is ranked; so nobody is selected there later.",
    ),
    "takes_place": (
        "本结果取代申请{older}此前的结果。您申请的复核（复核编号：{receipt}）已另立新卷重新办理，就此办结。",
        (
            "This takes the place of what became of application {older}. The review you asked for (number {receipt}) led to this "
            "new file, and is closed with it."
        ),
    ),
    "takes_place_alone": (
        "本结果取代申请{older}此前的结果。",
        "This takes the place of what became of application {older}.",
    ),
}
