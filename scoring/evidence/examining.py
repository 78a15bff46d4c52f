"""What a file is, by its content and never by its name, and whether it may be kept."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from scoring.application.evidence import Media
from scoring.errors import EvidenceRefused
from scoring.evidence.confinement import confined

_STARTS = {b"%PDF-": Media.PDF, b"\xff\xd8\xff": Media.JPEG, b"\x89PNG\r\n\x1a\n": Media.PNG}
_HEIF = frozenset({b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif"})
_HEAD = 1024  # as far as browsers and readers of PDF look for what a file is
_PAGES_OF_THE_WEB = (b"<!doctype", b"<html", b"<script", b"<svg", b"<iframe", b"<?php")


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: what it is, the content to keep, and how many pages it has."""

    media: Media
    content: bytes = field(repr=False)
    pages: int


def examine(content: bytes) -> Examined:
    """Find out what *content* is, make images anew, look PDF files through.

    Raises:
        EvidenceRefused: `empty`, `unknown_type`, `heic`, `polyglot`, `unreadable`, `animated`, `too_many_pixels`, `encrypted`,
            `acting`, `too_many_pages`, `too_heavy`.
    """
    media = media_of(content)
    _refuse_polyglot(content, media)
    if media is Media.PDF:
        said, _ = confined("pdfs", content, "check")
        return Examined(media, content, said["pages"])
    said, made = confined("images", content, "clean", media.name)
    return Examined(media, made, said["pages"])


def show(media: Media, content: bytes, page: int) -> bytes:
    """Paint one page of a kept file (from 1) as a PNG. Raises EvidenceRefused where it cannot be painted."""
    words = ("pdfs", "show", str(page)) if media is Media.PDF else ("images", "show", media.name)
    module, *rest = words
    return confined(module, content, *rest)[1]


def media_of(content: bytes) -> Media:
    """Tell what a file is by how it begins. Raises EvidenceRefused: `empty`, `heic`, `unknown_type`."""
    if not content:
        raise EvidenceRefused("empty")
    for start, media in _STARTS.items():
        if content.startswith(start):
            return media
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Media.WEBP
    raise EvidenceRefused("heic" if content[4:8] == b"ftyp" and content[8:12] in _HEIF else "unknown_type")


def _refuse_polyglot(content: bytes, media: Media) -> None:
    """Refuse what is something else besides: an archive, a page of the web, a PDF within an image."""
    head = content[:_HEAD].lower()
    is_page = any(start in head for start in _PAGES_OF_THE_WEB)
    is_pdf_too = media is not Media.PDF and b"%pdf-" in head
    if is_page or is_pdf_too or zipfile.is_zipfile(io.BytesIO(content)):
        raise EvidenceRefused("polyglot")
