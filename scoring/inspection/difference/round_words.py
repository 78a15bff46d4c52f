"""The words of what rounds.yaml says of a round, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

OF_ROUNDS: Words = {
    "above_cut_off": ("分数线以上人数", "above the cut-off"),
    "admitted": ("入围人数", "admitted"),
    "announced": ("公布日期", "announced on"),
    "cut_off": ("分数线", "cut-off"),
    "highest": ("最高分", "highest"),
    "policy": ("适用版本", "version"),
    "quota": ("名额", "places"),
    "quota_without_points": ("不计分名额", "places without points"),
    "source": ("公布文件", "notice"),
    "tied_at_cut_off": ("与分数线同分人数", "tied at the cut-off"),
    "window": ("受理时间", "applications taken"),
}
