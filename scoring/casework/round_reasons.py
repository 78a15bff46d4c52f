"""Why something was done about a round as a whole: words that stay readable once its files are erased, and so name no person."""

from __future__ import annotations

import re
import unicodedata

from scoring.casework.file import words
from scoring.errors import InputRefused

_NUMBER_OF_A_PERSON = re.compile(r"\d{11}")
_IMPERSONAL = re.compile(r"(?<!\d)20\d\d-\d{6}(?!\d)|[0-9a-f]{40,}")
"""Numbers of files, which stand for nobody once a file is erased, and digests."""


def impersonal(reason: str, remedy: str) -> str:
    """Give the reason without blanks around.

    No file's key seals it, since it is about all of them: it would go with the first that is erased.

    Raises:
        InputRefused: `reason`: it is empty (*remedy* says what to write) or too long, or has the number of a person or a telephone.
    """
    said = words(reason, "reason", remedy)
    digits = re.sub(r"[\s-]", "", _IMPERSONAL.sub(".", unicodedata.normalize("NFKC", said)))
    if _NUMBER_OF_A_PERSON.search(digits):
        wanted = "Leave out numbers of persons and telephones: this stays readable for good. Name files by their number."
        raise InputRefused("reason", wanted)
    return said
