"""The fonts that documents are set in, and which characters none of them has.

What no font has is set as an empty box, without a word of warning: that is asked before anything is issued.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scoring.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FAMILIES: Mapping[str, str] = {
    "Noto Sans SC": "notosanssc/NotoSansSC[wght].ttf",
    "Noto Sans JP": "notosansjp/NotoSansJP[wght].ttf",
    "Noto Sans TC": "notosanstc/NotoSansTC[wght].ttf",
}
"""The families by which text is set, the first that has a character before the others; rare names need the second and third."""


REMEDY = "Write it another way; where it stands in a name, ask who runs this installation for a font that has it."


def folder() -> Path:
    """Give where the fonts lie."""
    import justmytype_intl_cjk  # noqa: PLC0415 - only who sets documents needs it

    return Path(justmytype_intl_cjk.__file__).parent / "fonts" / "ofl"


def lacking(content: object) -> tuple[str, ...]:
    """Give the characters of a content that no font has, each once, in the order of their numbers."""
    wanted = {character for text in _texts(content) for character in text if not character.isspace()}
    for family in FAMILIES:
        wanted = {character for character in wanted if ord(character) not in _characters(family)}
        if not wanted:
            break
    return tuple(sorted(wanted))


def check_glyphs(content: object, field: str = "reason") -> None:
    """See that everything a document says can be printed. Raises InputRefused of *field*, which names what cannot."""
    missing = lacking(content)
    if missing:
        named = " ".join(f"{character} (U+{ord(character):04X})" for character in missing)
        raise InputRefused(field, f"The fonts of documents lack {named}. {REMEDY}")


def _texts(content: object) -> Iterator[str]:
    match content:
        case str():
            yield content
        case dict():
            for each in content.values():
                yield from _texts(each)
        case list() | tuple():
            for each in content:
                yield from _texts(each)


@cache
def _characters(family: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who sets documents needs it

    with TTFont(folder() / FAMILIES[family], lazy=True) as font:
        found: dict[int, Any] = font.getBestCmap()
        return frozenset(found)
