"""Pictures of what the browser's stories see, in the folder that SCREENSHOTS names; `python -m tests.screenshots` lists them, and
fails where an applicants' page has none.

One picture of each page and state in each language and width: pages of one address but for its numbers, with one title, are one.
"""

from __future__ import annotations

import os
import re
import sys
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page

VARIABLE = "SCREENSHOTS"
NO_PAGES = frozenset(
    {
        *("current", "check"),  # lead on at once
        *("policy_file", "policy_files", "own_document", "own_evidence", "draft_file", "prepared_file"),  # files
        *("sign_out", "identity_service", "contact_code", "end_authority", "counter_code"),  # take a form and lead back
        *("own_supplement_send", "own_supplement_extend", "draft_remove_file", "own_remove_evidence"),
    }
)
"""What applicants reach by an address and never see as a page of its own, by endpoint."""
_NUMBER = re.compile(r"(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]*")
_NAME = re.compile(r"(?P<path>.*)~(?P<language>zh|en)~(?P<width>\d+)~(?P<state>[0-9a-f]{8})\.png")
PHONE = 390
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>body {{ font-family: sans-serif }} img {{ max-width: 100%; border: 1px solid #aaa }} li {{ display: inline-block;
vertical-align: top; width: 22rem; margin: .5rem }} .wide {{ width: 40rem }}</style>
<h1>{count} pictures of {pages} pages</h1>
{sections}
</html>
"""


def keep(page: Page) -> None:
    """Keep a picture of the page as it stands, if a folder is named and none is there of it yet."""
    if not (named := os.environ.get(VARIABLE)):
        return
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name_of(page.url, page.title(), page.locator("html").get_attribute("lang") or "", page.viewport_size["width"])
    if not path.exists():
        page.screenshot(path=path, full_page=True)


def name_of(url: str, title: str, lang: str, width: int) -> str:
    """Name the picture of a page: its path with `N` for each number, the language, the width, and what tells states of it apart."""
    parts = [part for part in urlsplit(url).path.split("/") if part not in ("", "zh", "en")]
    path = "_".join(_NUMBER.sub("N", part) for part in parts) or "start"
    state = sha256(_NUMBER.sub("N", title).encode()).hexdigest()[:8]
    return f"{path[:150]}~{lang[:2]}~{width}~{state}.png"


def write_index(folder: Path) -> int:
    """Write `index.html` beside the pictures, a heading a page; gives their number."""
    pages: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(folder.glob("*.png")):
        if found := _NAME.fullmatch(file.name):
            pages.setdefault(found["path"], []).append((file.name, found["width"]))
    sections = "\n".join(f"<h2>{escape(path)}</h2><ul>{''.join(map(_item, files))}</ul>" for path, files in pages.items())
    count = sum(map(len, pages.values()))
    (folder / "index.html").write_text(PAGE.format(count=count, pages=len(pages), sections=sections), encoding="utf-8")
    return count


def _item(file: tuple[str, str]) -> str:
    name, width = map(escape, file)
    wide = ' class="wide"' if int(width) > PHONE else ""
    return f'<li{wide}><a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a></li>'


def without_picture(folder: Path, addresses: Iterable[tuple[str, str]]) -> list[str]:
    """Give the addresses that no picture in *folder* is of; *addresses* are pairs of a rule below the language and its endpoint."""
    taken = {found["path"] for file in folder.glob("*.png") if (found := _NAME.fullmatch(file.name))}
    wanted = {rule: _of(rule) for rule, endpoint in addresses if endpoint not in NO_PAGES}
    return sorted(rule for rule, pattern in wanted.items() if not any(map(pattern.fullmatch, taken)))


def _of(rule: str) -> re.Pattern[str]:
    """Give what the pictures' names of the pages under *rule* look like: anything in the place of a variable."""
    named = re.split(r"<(?:int:)?(\w+)>", rule.replace("/", "_") or "start")
    variables = {"kind": ".+", "section": ".+"}  # theirs may be of several words
    return re.compile("".join(variables.get(part, "[^_]+") if which % 2 else re.escape(part) for which, part in enumerate(named)))


def pages() -> list[tuple[str, str]]:
    """Give rule and endpoint of every page for applicants."""
    from scoring.pages import PAGES

    return [(rule, endpoint) for rule, endpoint, _page in PAGES]


if __name__ == "__main__":
    where = Path(os.environ[VARIABLE])
    sys.stdout.write(f"{write_index(where)} pictures: {where / 'index.html'}\n")
    if lacking := without_picture(where, pages()):
        sys.exit("No picture of " + ", ".join(f"/{rule}" for rule in lacking))
