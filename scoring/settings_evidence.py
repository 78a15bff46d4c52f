"""The settings of evidence: where it lies, how much is kept, and what looks for viruses in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring.errors import SettingsRefused

FOLDER = "evidence"


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """`scanner` is a command, `clamd:` and a socket, or nothing; the sizes are those of one file and of one application's files."""

    folder: Path = Path("instance", FOLDER)
    file_mib: int = 10
    application_mib: int = 100
    scanner: str = ""


def read_evidence(values: Mapping[str, str], instance: Path, file_mib: int, application_mib: int) -> EvidenceSettings:
    """Read `LUOHU_EVIDENCE` and `LUOHU_SCANNER`. Raises SettingsRefused."""
    scanner = values.get("LUOHU_SCANNER", "").strip()
    if scanner.startswith("clamd:") and not re.fullmatch(r"clamd:(/.+|[^/\s]+:[0-9]{1,5})", scanner):
        raise SettingsRefused("LUOHU_SCANNER", f"is {scanner!r}. Write clamd:/path/of/socket, clamd:host:port, or a command.")
    folder = Path(values.get("LUOHU_EVIDENCE") or instance / FOLDER).resolve()
    return EvidenceSettings(folder, file_mib, application_mib, scanner)
