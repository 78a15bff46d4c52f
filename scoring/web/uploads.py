"""Files of a form as a use case takes them: read no further than shows that one is too large."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import FileStorage

from scoring.casework.kept_files import HandedFile

_MEBIBYTE = 1024 * 1024


def handed_files(uploads: Sequence[FileStorage | str] | None, most_mib: int) -> tuple[HandedFile, ...]:
    """Give the files that were chosen, each as large as one may be and a byte more at most; an input left empty sends none."""
    chosen = [each for each in uploads or () if isinstance(each, FileStorage) and each.filename]
    return tuple(HandedFile(each.read(most_mib * _MEBIBYTE + 1), each.filename or "") for each in chosen)
