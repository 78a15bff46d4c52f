"""Are the translations complete? Compares the texts in code and templates with the catalogues: `python tests/check_catalogues.py`.

A message is at fault that is missing, untranslated, marked fuzzy, no longer used, or whose placeholders differ.
"""

from __future__ import annotations

import sys
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
    with path.open("rb") as file:
        kept = read_po(file, locale="zh_CN")
    expected = used(package)
    found = [fault for message in expected if message.id for fault in _faults_of(message, kept)]
    unused = [message for message in kept if message.id and expected.get(message.id, message.context) is None]
    return found + [f"{path.name}:{message.lineno}: no longer used: {message.id!r}" for message in unused]


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
    print("\n".join(found) or "Translations are complete.")  # noqa: T201 - a command
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
