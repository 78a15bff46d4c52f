"""What a person reads where a file was refused: what is wrong with it, and how to get one that can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.errors import EvidenceRefused


def say_evidence_refusal(refused: EvidenceRefused) -> tuple[str, str]:
    """Say why a file was refused, and the remedy."""
    return _WHY[refused.why](refused.limit)


_WHY: dict[str, Callable[[int | None], tuple[str, str]]] = {
    "empty": lambda _limit: (_("The file is empty."), _("Choose the file again, or save it anew first.")),
    "too_large": lambda most: (
        _("The file is larger than %(most)s MB.", most=most),
        _("Scan it with fewer dots to the inch, or hand in its parts as several files."),
    ),
    "too_much": lambda most: (
        _("The files of this application together are larger than %(most)s MB.", most=most),
        _("Take out what is not needed, or hand in smaller files."),
    ),
    "unknown_type": lambda _limit: (
        _("The content is neither a PDF nor a JPEG, PNG or WebP image, whatever the name says."),
        _("Save or print the document as a PDF, or take a photograph of it."),
    ),
    "heic": lambda _limit: (
        _("This is an image in a telephone's own format (HEIC)."),
        _("Send it as JPEG: choose “Most compatible” in the camera's settings, or save a copy as JPEG."),
    ),
    "polyglot": lambda _limit: (
        _("The file holds something else beside the document."),
        _("Open it, print it as a PDF or save it as a new image, and hand that in."),
    ),
    "unreadable": lambda _limit: (
        _("The file is damaged and cannot be read."),
        _("Open it yourself to see whether it is whole, then save it anew or scan the document again."),
    ),
    "animated": lambda _limit: (_("The image moves."), _("Hand in one still image for each page, or a PDF.")),
    "too_many_pixels": lambda most: (
        _("The image has more than %(most)s million dots.", most=most),
        _("Make it smaller: half the width and height are enough to read it."),
    ),
    "encrypted": lambda _limit: (
        _("The PDF asks for a password."),
        _("Open it with the password, print it as a PDF without one, and hand that in."),
    ),
    "acting": lambda _limit: (
        _("The PDF holds a script, a file or a form that acts by itself."),
        _("Open it and print it as a PDF; what is printed shows the same and acts no more."),
    ),
    "too_many_pages": lambda most: (
        _("The PDF has more than %(most)s pages.", most=most),
        _("Hand in only the pages that prove the answer."),
    ),
    "too_heavy": lambda _limit: (
        _("The file takes too long to read."),
        _("Print it as a PDF, or make the image smaller, and hand that in."),
    ),
    "infected": lambda _limit: (
        _("The virus scanner refuses the file."),
        _("Do not open it again. Get the document anew from where it was issued, and look after your device."),
    ),
    "scanner_down": lambda _limit: (
        _("The virus scanner does not answer, and no file is kept without it."),
        _("Try again in a few minutes. If it stays, tell the administrator."),
    ),
}
