"""What the linter's findings say, in Chinese and English: what was found, and what to do. Formats over a finding's facts.

`where` is the id of what a finding is about, `at` its row.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring.inspection.lint.finding import LintFinding

TEXTS: Mapping[str, tuple[str, str]] = {
    "fact_unread": (
        "事项“{where}”没有任何规则用到。请删去，或检查本应用到它的指标、条件。",
        "Nothing reads the fact “{where}”. Take it out, or look at the criterion or condition that should read it.",
    ),
    "field_unread": (
        "列表“{list}”的“{field}”没有任何规则用到。请删去，或检查本应用到它的指标。",
        "Nothing reads “{field}” of the list “{list}”. Take it out, or look at the criterion that should read it.",
    ),
    "parameter_unread": (
        "参数“{where}”没有任何规则用到。请删去，或把写死的数字改为参数。",
        "Nothing reads the parameter “{where}”. Take it out, or put it where the figure is written out.",
    ),
    "table_unread": (
        "表“{where}”没有任何规则用到。请删去，或检查本应查它的指标。",
        "Nothing reads the table “{where}”. Take it out, or look at the criterion that should look it up.",
    ),
    "variable_unread": (
        "变量“{where}”没有任何规则用到。请删去，或检查本应用到它的指标、条件。",
        "Nothing reads the variable “{where}”. Take it out, or look at the criterion or condition that should read it.",
    ),
    "question_never": (
        "“{where}”的提问条件（when）永远不成立，这个问题不会出现。请改正条件。",
        "The question “{where}” is never asked: its “when” cannot hold. Correct the condition.",
    ),
    "check_never": (
        "核对“{where}”永远不能通过，所有答案都会被退回。请改正条件。",
        "The check “{where}” can never hold, so that every answer is sent back. Correct its condition.",
    ),
    "check_always": (
        "核对“{where}”总是通过，不起作用。请改正条件或删去。",
        "The check “{where}” always holds and finds nothing. Correct its condition or take it out.",
    ),
    "requirement_never": (
        "条件“{where}”没有人能够符合。请改正条件，或放宽所用事项的范围。",
        "Nobody can meet the requirement “{where}”. Correct its condition, or widen the bounds of the facts it reads.",
    ),
    "requirement_always": (
        "条件“{where}”人人符合，不起作用。请改正条件或删去。",
        "Everybody meets the requirement “{where}”. Correct its condition or take it out.",
    ),
    "veto_never": (
        "一票否决“{where}”永远不会成立。请改正条件，或放宽所用事项的范围。",
        "The veto “{where}” can never be met. Correct its condition, or widen the bounds of the facts it reads.",
    ),
    "veto_always": (
        "一票否决“{where}”对所有人成立。请改正条件。",
        "The veto “{where}” is met by everybody. Correct its condition.",
    ),
    "group_never": (
        "类别“{where}”对任何人都不适用（applies 不可能成立）。请改正条件。",
        "The group “{where}” never applies. Correct its “applies”.",
    ),
    "criterion_never": (
        "任何答案都不能使积分指标“{where}”得到或减去计入的分数。请检查其条件、分值，以及所用事项的范围。",
        "No answers give the criterion “{where}” points that count. Look at its conditions, points, and the bounds of its facts.",
    ),
    "row_never": (
        "“{where}”计入时，任何答案都不会落到{at}。请检查上下各行，以及所用事项的范围。",
        "Where “{where}” counts, no answers reach {at}. Look at the rows beside it, and at the bounds of the facts it reads.",
    ),
    "threshold_never": (
        "合格分值 {threshold} 高于可能的最高总分 {highest}，没有人能达到。请检查分值和上限。",
        "The threshold {threshold} is above the highest possible total, {highest}. Look at points and caps.",
    ),
    "entitlement_never": (
        "待遇“{where}”的条件永远不成立，没有人能享受。请改正条件。",
        "Nobody can get the entitlement “{where}”: its “when” cannot hold. Correct the condition.",
    ),
    "cap_never": (
        "“{where}”的上限 {cap} 高于可能的最高分 {highest}，不起作用。请核对上限，或所用事项的范围。",
        (
            "The cap {cap} of “{where}” is above all it can reach, {highest}. Compare the cap with the "
            "regulation, or the bounds of the facts."
        ),
    ),
    "cap_each_never": (
        "“{where}”每条的上限 {cap} 高于一条可能的最高分 {highest}，不起作用。请核对 max_each。",
        (
            "The cap {cap} for each record of “{where}” is above all that one can give, {highest}. "
            "Compare max_each with the regulation."
        ),
    ),
    "row_like_lower": (
        "“{where}”的{at}计 {points} 分，但“{of}”的上限是 {cap}，与第 {like} 行结果相同。请核对上限和分值。",
        (
            "{at} of “{where}” is worth {points}, but “{of}” is capped at {cap}, so that it gives no "
            "more than row {like}. Compare cap and points."
        ),
    ),
    "row_above_cap": (
        "“{where}”的{at}计 {points} 分，但“{of}”的上限是 {cap}，永远得不满。请核对上限和分值。",
        (
            "{at} of “{where}” is worth {points}, but “{of}” is capped at {cap}, so that it never "
            "counts in full. Compare cap and points."
        ),
    ),
    "key_same": (
        "排名依据中的第 {row} 项（0 为排名分）对同一批次的人都相同，分不出先后。请改用能区分个人的事项。",
        "Ranking key {row} (0 is the sum that ranks) is the same for all applicants of a round. Name one that tells them apart.",
    ),
    "key_repeated": (
        "排名依据中的第 {row} 项与第 {earlier} 项（0 为排名分）相同，不会再分出先后。请删去或改正。",
        "Ranking key {row} repeats key {earlier} (0 is the sum that ranks) and settles nothing more. Take it out or correct it.",
    ),
    "figure_outdated": (
        "“{where}”最新的值自 {newest} 起，以往最长 {days} 天调整一次，而政策施行到 {last}。请补上新值，或确认沿用。",
        (
            "The newest value of “{where}” is of {newest}; none has lasted longer than {days} days so "
            "far, and the policy runs to {last}. Add the next value, or confirm that it stays."
        ),
    ),
    "round_missing": (
        "参数 {names} 按批次确定，但 rounds.yaml 中没有适用版本“{version}”的批次，无法评分。请补上批次。",
        (
            "{names} are set by round, but rounds.yaml has no round of version “{version}”, so that "
            "nobody can be assessed. Add the round."
        ),
    ),
    "round_lacks": (
        "批次“{round}”缺少参数值：{names}。请在 rounds.yaml 中补上。",
        "Round “{round}” has no value for: {names}. Add them in rounds.yaml.",
    ),
    "reference_missing": (
        "“{where}”没有写明依据（reference）。请补上条款。",
        "“{where}” names no article. Add its “reference”.",
    ),
    "better_lowers_total": (
        "“{fact}”从 {from} 增进到 {to}，总积分反而从 {before} 降到 {after}（“{where}”）。请检查该指标的各行和条件。",
        (
            "When “{fact}” betters from {from} to {to}, the total falls from {before} to {after} "
            "(“{where}”). Look at its rows and conditions."
        ),
    ),
    "better_lowers_ranking": (
        "“{fact}”从 {from} 增进到 {to}，排名分反而从 {before} 降到 {after}（“{where}”）。请检查该指标和排名分。",
        (
            "When “{fact}” betters from {from} to {to}, the sum that ranks falls from {before} to "
            "{after} (“{where}”). Look at the criterion and at the ranking."
        ),
    ),
    "cliff": (
        "“{fact}”从 {from} 到 {to} 只差一步，总积分却从 {before} 变为 {after}（“{where}”）。请核对是否与规定一致。",
        (
            "One step of “{fact}”, from {from} to {to}, takes the total from {before} to {after} "
            "(“{where}”). Make sure that the regulation means it."
        ),
    ),
    "counted_twice": (
        "同一事项“{fact}”（从 {from} 到 {to}）在“{where}”和“{other}”中都加分。请核对规定是否允许重复计分。",
        (
            "The fact “{fact}” (from {from} to {to}) gives points under “{where}” and again under "
            "“{other}”. Make sure that the regulation counts it twice."
        ),
    ),
}

_ROW = {"zh": ("第 {row} 行", "第 {row} 行（{key}）"), "en": ("row {row}", "row {row} ({key})")}


def say_lint(finding: LintFinding, language: str) -> str:
    """Give the words of *finding* in `zh` or `en`."""
    language = "zh" if language == "zh" else "en"
    facts = {**finding.facts, "where": finding.where}
    if finding.row is not None:
        plain, keyed = _ROW[language]
        facts["at"] = (keyed if facts.get("key") else plain).format_map(facts)
    words = TEXTS[finding.code][language == "en"].format_map(facts)
    return words[:1].upper() + words[1:]
