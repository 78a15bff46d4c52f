"""Are the translations complete? Compares the texts in code and templates with the catalogues: `python tests/check_catalogues.py`.

A message is at fault that is missing, untranslated, marked fuzzy, no longer used or repeated, or whose placeholders differ; so is
one that two packages translate differently, since one service speaks both and only one translation is ever shown.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "_l": None}
CATALOGUES = {path.parents[3].name: path for path in ROOT.glob("*/translations/*/LC_MESSAGES/messages.po")}


def used(package: str) -> Catalog:
    """Give the messages that stand in the code and the templates of *package*."""
    catalogue = Catalog()
    for file, line, message, _comments, context in extract_from_dir(ROOT / package, METHODS, keywords=KEYWORDS):
        catalogue.add(message, locations=[(f"{package}/{file}", line)], context=context)
    return catalogue


def faults(package: str, path: Path) -> list[str]:
    """Give a line for everything that is wrong with the catalogue of *package*."""
    kept = kept_catalogue(path)
    expected = used(package)
    found = [fault for message in expected if message.id for fault in _faults_of(message, kept)]
    unused = [message for message in kept if message.id and expected.get(message.id, message.context) is None]
    found += [f"{path.name}: repeated: {id_}" for id_ in repeated(path.read_text("utf-8"))]
    return found + [f"{path.name}:{message.lineno}: no longer used: {message.id!r}" for message in unused]


def repeated(text: str) -> list[str]:
    """Give the messages that stand more than once in a catalogue: only the first is ever shown."""
    every = Counter(re.findall(r'^msgid ((?:".*"\n)+)', text, re.MULTILINE))
    return [id_.strip() for id_, times in every.items() if times > 1]


def disagreements(*catalogues: Catalog) -> list[str]:
    """Give a line for every message that two catalogues translate differently."""
    pairs = [(one, other.get(one.id)) for a, other in combinations(catalogues, 2) for one in a if one.id]
    return [
        f"translated differently: {one.id!r}: {one.string!r}, {other.string!r}"
        for one, other in pairs
        if other and one.string != other.string
    ]


def kept_catalogue(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN")


def _faults_of(message, kept: Catalog) -> list[str]:
    place = "{}:{}".format(*message.locations[0])
    translated = kept.get(message.id, message.context)
    if translated is None:
        return [f"{place}: missing: {message.id!r}"]
    if translated.fuzzy:
        return [f"{place}: marked fuzzy: {message.id!r}"]
    if not (all(translated.string) if isinstance(translated.string, tuple | list) else translated.string):
        return [f"{place}: untranslated: {message.id!r}"]
    return [f"{place}: {error}: {message.id!r}" for error in translated.check(kept)]


def main() -> int:
    """Print every fault; 1 when there is one."""
    found = [fault for package, path in CATALOGUES.items() for fault in faults(package, path)]
    found += disagreements(*map(kept_catalogue, CATALOGUES.values()))
    print("\n".join(found) or "Translations are complete.")  # noqa: T201 - a command
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
