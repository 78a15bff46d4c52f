"""PDF files: looked through by two independent readers, and painted page by page, so that no browser opens the file itself.

pypdf gives every object of the file, so that what would act (scripts, programs to start, files within) is found wherever it
stands. pdfium, the reader of a browser, paints the pages. Where the two do not see the same pages, the file deceives one of them.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from scoring.evidence.confinement import Unfit, serve

MOST_PAGES = 200
MOST_OBJECTS = 200_000
SHOWN = 1600  # the longest side of a painted page
LARGEST_SCALE = 3.0  # of 72 dots to the inch

_ACTING = frozenset(
    {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA", "/FileAttachment"}
)
_ACTING |= {"/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound", "/3D", "/Trans3D"}
_BROKEN = (PyPdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError)


def work(content: bytes, words: list[str]) -> tuple[dict[str, int], bytes]:
    """`check` gives the number of pages; `show PAGE` paints one, counted from 1."""
    try:
        return ({"pages": check(content)}, b"") if words[0] == "check" else ({}, paint(content, int(words[1])))
    except (*_BROKEN, MemoryError):
        raise Unfit("unreadable") from None


def check(content: bytes) -> int:
    """Give the number of pages of a harmless file. Raises Unfit, or what the readers raise where it cannot be read."""
    if content[content.rfind(b"%%EOF") + 5 :].strip(b"\0 \t\r\n") or b"%%EOF" not in content:
        raise Unfit("polyglot")
    logging.disable(logging.CRITICAL)  # pypdf tells of every oddity
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unfit("encrypted")
    if any(_acts(found) for found in _objects(reader)):
        raise Unfit("acting")
    with pypdfium2.PdfDocument(content) as painted:
        pages = len(painted)
    if pages > MOST_PAGES:
        raise Unfit("too_many_pages", MOST_PAGES)
    if not pages or pages != len(reader.pages):
        raise Unfit("unreadable")
    return pages


def paint(content: bytes, number: int) -> bytes:
    """Give one page as a PNG."""
    with pypdfium2.PdfDocument(content) as document:
        if document.get_formtype():
            document.init_forms()  # else what was typed into a form would not show
        page = document[number - 1]
        scale = min(LARGEST_SCALE, SHOWN / max(*page.get_size(), 1))
        made = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(made, "PNG")
        return made.getvalue()


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Give the trailer, and every object that the file's tables name, also those within streams of objects."""
    yield reader.trailer
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise Unfit("too_heavy")
    for number, generation in sorted(numbers):
        if number:
            yield reader.get_object(IndirectObject(number, generation, reader))


def _acts(found: object) -> bool:
    """Whether an object is, names or holds something that acts; other objects it points to are looked at by themselves."""
    pending = [found]
    while pending:
        match pending.pop():
            case NameObject() as name if name in _ACTING:
                return True
            case DictionaryObject() as dictionary:
                pending += [*map(NameObject, dictionary), *dict.values(dictionary)]
            case ArrayObject() as array:
                pending += list.__iter__(array)
            case _:
                pass
    return False


if __name__ == "__main__":
    serve(work)
