"""Places of each district, as they are typed: a line each with a division code of GB/T 2260 and a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from scoring.policy.language.nearest import nearest

_LINE = re.compile(r"(\d{6})[\s,:：，]+(\d{1,9})", re.ASCII)
_CODE = re.compile(r"\d{6}", re.ASCII)
_CITY = "00"


@dataclass(frozen=True, slots=True)
class Known:
    """The districts that a notice can give places to: those of *jurisdiction* among the divisions that are known here."""

    jurisdiction: str
    divisions: Collection[str]

    def fault(self, code: str) -> str:
        """Say what is wrong with a code; empty where nothing is."""
        if _CODE.fullmatch(self.jurisdiction) and not code.startswith(re.sub(r"(00)+$", "", self.jurisdiction)):
            return f"{code} does not lie in {self.jurisdiction}, where these rules hold. Take a code of a district there."
        districts = sorted(division for division in self.divisions if not division.endswith(_CITY))
        if code in districts:
            return ""
        like = nearest(code, districts)
        hint = f" The nearest one known is {like}." if like else ""
        return f"{code} is no district known here.{hint} Districts are entered in offices.yaml."


def read_districts(typed: str, known: Known) -> tuple[dict[str, int], tuple[str, ...]]:
    """Read the places of each district; gives them, and what is wrong with each line that cannot be used, by number and content."""
    found: dict[str, tuple[int, int]] = {}
    faults = []
    for number, line in _lines(typed):
        match = _LINE.fullmatch(line)
        fault = _fault(match, found, known)
        if match is None or fault:
            faults.append(f"Line {number}, “{line[:40]}”: {fault}")
        else:
            found[match[1]] = number, int(match[2])
    return {code: places for code, (_, places) in found.items()}, tuple(faults)


def _fault(match: re.Match[str] | None, found: dict[str, tuple[int, int]], known: Known) -> str:
    if match is None:
        return "write a division code and a number of places, such as 440106 120."
    if match[1] in found:
        return f"{match[1]} stands in line {found[match[1]][0]} already. Give each district once."
    return known.fault(match[1])


def _lines(typed: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(typed.splitlines(), 1):
        if stripped := unicodedata.normalize("NFKC", line).strip():
            yield number, stripped
