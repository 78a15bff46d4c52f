"""What keeps a draft of a policy from being published, in Chinese and English: formats over a finding's facts."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.errors import Finding
from scoring.policy.texts import say_finding

TEXTS: Mapping[str, tuple[str, str]] = {
    "cases_missing": (
        "没有用例，不能提交或发布。请把用例文件（{file}）与文本一并导入。",
        "There are no cases, so it can be neither submitted nor published. Import them ({file}) together with the text.",
    ),
    "case_differs": (
        "用例“{case}”不符：{what} 应为 {expected}，实为 {found}。请更正文本或用例后重新导入。",
        "The case “{case}” does not hold: {what} should be {expected} and is {found}. Correct text or case and import again.",
    ),
    "case_refused": (
        "用例“{case}”无法评定：{why} 请更正文本或用例后重新导入。",
        "The case “{case}” cannot be assessed: {why} Correct the text or the case and import again.",
    ),
    "in_flight_unsupported": (
        "in_flight: {rule} 尚不能执行：在办申请一律沿用登记时的版本。请写 in_flight: pin，或删去此项。",
        "in_flight: {rule} cannot be carried out: open applications keep their version. Write in_flight: pin, or leave it out.",
    ),
    "rounds_changed": (
        "导入之后，年度文件另有新的发布。请以最新的年度文件重新导入。",
        "Newer rounds were published since the import. Import again, with rounds that begin from the newest ones.",
    ),
    "round_held": (
        "批次“{name}”（第{number}号）已按年度“{round}”公布的内容开启，{names} 不能另改。请恢复原样；批次开错的，先撤销。",
        (
            "Round {number} “{name}” was opened by what is announced of “{round}”: {names} may not become another. "
            "Put it back as it was; a round that was opened in error is cancelled first."
        ),
    ),
    "round_held_dropped": (
        "批次“{name}”（第{number}号）已按年度“{round}”开启，该年度不能删去，也不能改属其他版本。请恢复原样；批次开错的，先撤销。",
        (
            "Round {number} “{name}” was opened by what is announced of “{round}”, which may neither be left out nor go by another "
            "version. Put it back as it was; a round that was opened in error is cancelled first."
        ),
    ),
    "round_applied": (
        "已有{count}件申请按年度“{round}”提交，{names} 不能另改。请恢复原样。",
        (
            "{count} application(s) were handed in by what is announced of “{round}”: {names} may not become another. "
            "Put it back as it was."
        ),
    ),
    "round_applied_dropped": (
        "已有{count}件申请按年度“{round}”提交，该年度不能删去，也不能改属其他版本。请恢复原样。",
        (
            "{count} application(s) were handed in by what is announced of “{round}”, which may neither be left out nor "
            "go by another version. Put it back as it was."
        ),
    ),
}


def say_obstacle(finding: Finding, language: str) -> str:
    """Give the words of an obstacle or of any other finding in `zh` or `en`."""
    if finding.code not in TEXTS:
        return say_finding(finding, language)
    zh, en = TEXTS[finding.code]
    return (zh if language == "zh" else en).format_map(finding.facts)
