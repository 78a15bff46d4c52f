"""The words of documents by which a grant ends, in both languages; a part of `document_texts.WORDS`."""

from __future__ import annotations

from collections.abc import Mapping

CLOSING: Mapping[str, tuple[str, str]] = {
    "lapsed": (
        "您依据《{title}》提出的申请（申请编号：{reference}）已获批准。规定的登记期限届满，尚有人员未办理登记。现告知：对未登记的人员，批准失效。",
        (
            "Your application {reference} under “{title}” was granted. The time to be registered is over, and not everybody is "
            "registered. For those who are not, the grant lapses."
        ),
    ),
    "window": (
        "登记期限：自{start}之日起{time}，至{day}止{basis}。",
        "The time to be registered: {time} from {start}, until {day}{basis}.",
    ),
    "stayed": (
        "{first}至{last}批准被停止执行，期间各日不计入登记期限。",
        "From {first} to {last} the grant was suspended by an outside body; these days were not counted.",
    ),
    "grant_served": ("准予决定书送达", "service of the decision to grant"),
    "reminders": ("此前的提醒", "Reminders before"),
    "reminded_account": ("第{number}次：{day}，账户通知", "{number}: on {day}, by a notice in the account"),
    "reminded_post": ("第{number}次：{day}，书面邮寄", "{number}: on {day}, by post"),
    "who_lapses": ("各人情况", "What this means for each person"),
    "loses": (
        "{who}：未登记，待登记生效的事项和登记资格终止。",
        "{who}: not registered; what waited for the registration, and the right to be registered, end.",
    ),
    "keeps": ("{who}：已登记，已取得的待遇不变。", "{who}: registered, and keeps everything."),
}
