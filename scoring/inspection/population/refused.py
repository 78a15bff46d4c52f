"""Made-up answers that contradict each other by the policy's own check, however often they are drawn."""

from __future__ import annotations

from scoring.engine.words import Language

WORDS = {
    "zh": "{file}：按声明的分布抽取 {tries} 次，答案仍与 {policy} 的核对“{check}”矛盾。请修改该核对所用事项的分布。",
    "en": "{file}: answers drawn {tries} times contradict the check “{check}” of {policy}. Change the shapes of its facts.",
}


class PopulationRefused(Exception):
    """The shapes in `file` never pass the `check` of `policy`: drawn `tries` times."""

    def __init__(self, file: str, policy: str, check: str, tries: int) -> None:
        super().__init__(check)
        self.file, self.policy, self.check, self.tries = file, policy, check, tries

    def say(self, language: Language) -> str:
        """Say which check, and what to do."""
        return WORDS[language].format(file=self.file, policy=self.policy, check=self.check, tries=self.tries)
