"""A file that is kept beside the evidence of an application: with an objection, or as the signed proof of a service."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scoring.application.evidence import Media, Scan

FILES_MAX = 5
"""How many files one objection takes."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What a file is; its content is read apart. `number` counts those of one objection; `name` is the one it came in under."""

    number: int
    name: str = field(repr=False)
    media: Media
    size: int  # bytes
    pages: int
    digest: str
    scan: Scan
    at: datetime
