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


@cache
def families(font: str = "") -> Mapping[str, Path]:
    """Give the file of each family in the order of their use; *font* is a further one that the office named, empty for none.

    Raises:
        ValueError: that file is no font.
    """
    own = {family: folder() / file for family, file in FAMILIES.items()}
    return {**own, family_of(Path(font)): Path(font)} if font else own


def family_of(path: Path) -> str:
    """Give the name of the family that a font file is of. Raises ValueError: it is no font that can be read."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - only who sets documents needs it

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            name = font["name"].getBestFamilyName()
    except (OSError, TTLibError, KeyError) as error:
        raise ValueError(f"{path}: {error}") from None
    return str(name)


def lacking(content: object, font: str = "") -> tuple[str, ...]:
    """Give the characters of a content that no font has, each once, in the order of their numbers."""
    wanted = {character for text in _texts(content) for character in text if not character.isspace()}
    for path in families(font).values():
        wanted = {character for character in wanted if ord(character) not in _characters(path)}
        if not wanted:
            break
    return tuple(sorted(wanted))


def check_glyphs(content: object, field: str = "reason", *, font: str = "") -> None:
    """See that everything a document says can be printed. Raises InputRefused of *field*, which names what cannot."""
    missing = lacking(content, font)
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
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only who sets documents needs it

    with TTFont(path, lazy=True) as font:
        found: dict[int, Any] = font.getBestCmap()
        return frozenset(found)
