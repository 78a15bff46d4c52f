"""What an applicant declares on submitting. A version is never edited: what was declared can be read as it was."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scoring.policy.wording import Text, text

CURRENT = "1"
"""The version that is asked for on submission."""

_FIRST = (
    text(
        {
            "zh": "我申报的内容和提交的材料真实、完整；如有不实，我知道须承担相应的法律责任，已获得的积分和入户资格可被撤销。",
            "en": "What I state and hand in is true and complete. I know that I answer for what is not, and that points and the "
            "right to be registered can be withdrawn for it.",
        }
    ),
    text(
        {
            "zh": "我同意受理机关为办理本申请向有关部门核实申报事项。",
            "en": "I agree that the office asks the departments in charge about what I state, for this application alone.",
        }
    ),
    text(
        {
            "zh": "申请所列的家庭成员知道并同意以其信息一并申请；未成年人由监护人同意。",
            "en": "The family members named know of this application and agree to it; for minors their guardian does.",
        }
    ),
)

TEXTS: Mapping[str, tuple[Text, ...]] = MappingProxyType({"1": _FIRST})
"""The paragraphs of each version, in both languages."""
