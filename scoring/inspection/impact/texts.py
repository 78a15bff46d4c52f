"""The words of a report on the impact of a change, in Chinese and English: plain format strings with the same places."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine.words import Language

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("政策影响分析", "Impact of a policy change"),
    "change": ("{before} → {after}", "{before} → {after}"),
    "synthetic": (
        "合成数据：本表人物均为虚构，以下数字不代表任何真实申请人。",
        "Synthetic data: the people of this table are made up. The figures say nothing about real applicants.",
    ),
    "no_decision": (
        "本报告只作比较，不是任何人的核定或决定，也不改动任何申请。",
        "This report compares. It assesses and decides nobody, and touches no application.",
    ),
    "provenance": ("{policy}：{notice}", "{policy}: {notice}"),
    "withheld": (
        "“–”表示隐去：不足 {k} 人，或据此可推算出不足 {k} 人的数字。",
        "“–” stands for what is withheld: fewer than {k} people, or a number from which such a one could be worked out.",
    ),
    # what was compared
    "compared": ("比较范围", "What was compared"),
    "what": ("项目", "What"),
    "before_policy": ("原政策", "Policy before"),
    "after_policy": ("新政策", "Policy after"),
    "policy": ("{title}（{name}，摘要值 {digest}），评定日 {on}", "{title} ({name}, digest {digest}), as of {on}"),
    "table": ("数据表", "Table"),
    "rows": ("总人数", "People in the table"),
    "people": ("可比较人数", "People compared"),
    "left_out": ("未能比较人数", "People who could not be compared"),
    "default_facts": ("表中没有、按默认值计的事项（{policy}）", "Facts not in the table, counted by their default ({policy})"),
    "only_facts": ("只有 {policy} 采用的事项", "Facts that only {policy} reads"),
    # who could not be compared
    "unscored": ("未能比较的原因", "Why people could not be compared"),
    "reason": ("原因", "Reason"),
    "number": ("人数", "People"),
    "missing": ("{policy}：未填“{x}”", "{policy}: “{x}” is missing"),
    "refused": ("{policy}：“{x}”的值不能用", "{policy}: the value of “{x}” cannot be used"),
    "contradicted": ("{policy}：答案与核对“{x}”矛盾", "{policy}: answers contradict the check “{x}”"),
    "unreadable": ("{policy}：该行读不了", "{policy}: the row cannot be read"),
    # everybody
    "everybody": ("总体影响", "Everybody"),
    "lose": ("分数减少", "Lose points"),
    "same": ("分数不变", "Keep their points"),
    "gain": ("分数增加", "Gain points"),
    "lose_line": ("失去资格", "Eligible no more"),
    "keep_line": ("仍有资格", "Still eligible"),
    "below_line": ("仍无资格", "Still not eligible"),
    "gain_line": ("新获资格", "Newly eligible"),
    "eligible": (
        "“资格”指符合申请条件、无一票否决且达到合格分值（如有）。",
        "“Eligible” means that requirements are met, nothing vetoes, and the threshold, where there is one, is reached.",
    ),
    "measure": ("指标", "Measure"),
    "before": ("原政策", "Before"),
    "after": ("新政策", "After"),
    "shift": ("变化", "Shift"),
    "points": ("分值", "Points"),
    "mean": ("平均分", "Mean"),
    "median": ("中位分", "Median"),
    "sum": ("总和", "Sum"),
    # distribution
    "bins": ("积分分布", "Points before and after"),
    "bin": ("{low} 至不足 {high}", "{low} to below {high}"),
    "bins_chart": ("各分数段人数：空心为原政策，实心为新政策", "People by points: outlined before, filled after"),
    # groups
    "cut": ("按“{x}”分组", "By “{x}”"),
    "group": ("组别", "Group"),
    "mean_shift": ("平均分变化", "Shift of the mean"),
    "cut_chart": (
        "各组分数减少（左）与增加（右）的比例：{x}",
        "Share of each group that loses (left) and gains (right) points: {x}",
    ),
    "one_group": ("所有人都在同一组，不另列。", "Everybody is in one group, which is not shown apart."),
    # quota
    "quota": ("名额 {quota} 时的分数线", "The cut-off with {quota} places"),
    "ranked": ("有资格并参加排名", "Eligible and ranked"),
    "cut_off": ("分数线", "Cut-off"),
    "within": ("入围", "Within the places"),
    "open": ("同分待定", "Tied at the line, still open"),
    "both": ("两份政策下都入围", "Within under both"),
    "lose_place": ("不再入围", "Within no more"),
    "gain_place": ("新入围", "Newly within"),
    # terminal
    "written": ("报告已写入 {path}。", "The report is in {path}."),
    "hits": ("减分最多的行（仅供核对，不写入报告）", "Rows that lose most (to look into; not in the report)"),
    "hit": ("第 {row} 行：{before} → {after}", "row {row}: {before} → {after}"),
    "few": ("可比较的人数不足 {k} 人，不列结果。", "Fewer than {k} people could be compared: no results are shown."),
    "separator": ("、", ", "),
}


def say(code: str, language: Language, **places: object) -> str:
    """Give the words of *code* with *places* filled in."""
    return WORDS[code][language == "en"].format_map(places)
