"""What a policy cites, in the reader's words: `housing art. 22(2)` names the source by its title and the place as it is usual.

A policy writes a place in short English words whatever the language, since it is an address and no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from scoring.policy.model import Policy
from scoring.web.language import Language, language

BETWEEN: Mapping[Language, str] = {"zh": "；", "en": "; "}
_PLACES = (
    (r"\bart\. ?(\d+)\((\d+)\)", r"第\1条第（\2）项"),
    (r"\bart\. ?(\d+)", r"第\1条"),
    (r"\bpart (\d+)", r"第\1部分"),
    (r"\bindicator (\d+)", r"第\1项指标"),
    (r"^(\d+)$", r"第\1项"),
)
_WORDS = {
    "annex": "附件",
    "base": "基础指标",
    "plus": "加分指标",
    "minus": "减分指标",
    "entry": "申请条件",
    "veto": "一票否决",
    "wage": "平均工资",
    "remark": "备注",
    "to": "至",
}
_WORD = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b")
_GAP = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")


def say_basis(policy: Policy, reference: str) -> str:
    """Give *reference* in the language of the page; empty for none."""
    here = language()
    return BETWEEN[here].join(_say(policy, part.strip(), here) for part in reference.split(";") if part.strip())


def _say(policy: Policy, part: str, here: Language) -> str:
    first, _space, rest = part.partition(" ")
    source = policy.sources.get(first.rstrip(","))
    place = rest if source else part
    if here == "zh":
        place = _in_chinese(place)
    if source is None:
        return place
    title = re.split("[（(]", source.title.say(here), maxsplit=1)[0].strip()  # what it is, without what is remarked about it
    name = f"《{title}》" if here == "zh" else f"{title}, "
    return f"{name}{place}".removesuffix(", ")


def _in_chinese(place: str) -> str:
    for english, chinese in _PLACES:
        place = re.sub(english, chinese, place)
    return _GAP.sub("", _WORD.sub(lambda found: _WORDS[found[0]], place))
