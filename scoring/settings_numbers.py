"""Reading a setting that is a whole number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scoring.errors import SettingsRefused


def read_number(values: Mapping[str, str], name: str, default: int, most: int, least: int = 0) -> int:
    """Give the setting *name*, *default* where it is not set. Raises SettingsRefused outside *least* to *most*."""
    text = values.get(name) or str(default)
    if not re.fullmatch(r"[0-9]{1,5}", text) or not least <= int(text) <= most:
        raise SettingsRefused(name, f"is {text!r}. Write a whole number from {least} to {most}.")
    return int(text)
