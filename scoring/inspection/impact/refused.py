"""Why two policies cannot be compared over a table, in Chinese and English: plain format strings."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.words import Language

TEXTS: Mapping[str, tuple[str, str]] = {
    "no_rows": ("{file}：没有数据行。请填入申请人，每人一行。", "{file}: no rows. Enter applicants, a row for each."),
    "columns_lacking": (
        "{file}：缺少 {policy} 必需的列：{columns}。请补上这些列，或在该政策中为这些事项设默认值。",
        "{file}: {policy} needs columns that are not there: {columns}. Add them, or give these facts a default in that policy.",
    ),
    "quota_large": (
        "名额 {quota} 多于可比较的人数 {people}。请用 --quota 指定不超过该人数的名额。",
        "There are {quota} places for {people} people who can be compared. Give --quota a number that is no larger.",
    ),
    "quota_unranked": (
        "{policy} 不排名，名额无从分配。请去掉 --quota，或比较两份有排名的政策。",
        "{policy} ranks nobody, so that places cannot be given. Leave --quota out, or compare policies that both rank.",
    ),
    "fact_unknown": (
        "不能按“{fact}”分组：两份政策中须都有该事项，且不是列表。最接近的是“{nearest}”。",
        "People cannot be grouped by “{fact}”: both policies need to have that fact, and it is no list. Nearest: “{nearest}”.",
    ),
    "bands_misplaced": (
        "“{fact}”不是数字或日期，不能分段。请只写 --by {fact}。",
        "“{fact}” is neither a number nor a date and has no bands. Write --by {fact} alone.",
    ),
    "bands_form": (
        "--by {fact} 的分段“{found}”应为用逗号隔开的数，例如 {fact}:12,60,120。",
        "The bands “{found}” of --by {fact} are no numbers with commas between, such as {fact}:12,60,120.",
    ),
    "day_outside": (
        "{policy} 施行于 {first} 至 {last}，{on} 不在其内。请用 --on 指定两份政策都施行的一天；不写则各按自己的日期。",
        "{policy} holds from {first} to {last}, not on {on}. Give --on a day on which both hold, or leave it out.",
    ),
}


class ImpactRefused(Exception):
    """Two policies cannot be compared: `code` is one of `TEXTS`, whose places `facts` fill."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def say(self, language: Language) -> str:
        """Say why, and what to do."""
        return TEXTS[self.code][language == "en"].format_map(self.facts)
