"""Words shown to people, in the languages a policy gives them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Provenance: TypeAlias = Literal["official", "secondary", "illustrative"]
"""How sure the figures are; shown wherever points are shown."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text by language code (`zh`, `en`, …), in the order given. One plain string has the language code ``""``."""

    translations: tuple[tuple[str, str], ...]

    def say(self, language: str) -> str:
        """Give the words in *language*; where they are missing, in the first language given."""
        for code, words in self.translations:
            if code == language:
                return words
        return self.translations[0][1] if self.translations else ""

    def as_dict(self) -> dict[str, str]:
        """Give `{"zh": …, "en": …}`: both languages always, falling back as `say` does."""
        return {code: self.say(code) for code in ("zh", "en")}

    def __bool__(self) -> bool:
        return bool(self.translations)


EMPTY = Text(())


def text(value: str | Mapping[str, str] | None) -> Text:
    """Make a Text of one plain string, a mapping of languages, or nothing."""
    match value:
        case None:
            return EMPTY
        case str():
            return Text((("", value),))
        case _:
            return Text(tuple(value.items()))
