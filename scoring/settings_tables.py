"""The setting of tables: which engine scores them where a command names none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from scoring.errors import SettingsRefused

TableEngine = Literal["local", "spark"]
ENGINES: tuple[TableEngine, ...] = get_args(TableEngine)


def table_engine(values: Mapping[str, str]) -> TableEngine:
    """Read `LUOHU_TABLE_ENGINE`, local where it is not set. Raises SettingsRefused."""
    text = values.get("LUOHU_TABLE_ENGINE") or "local"
    for engine in ENGINES:
        if engine == text:
            return engine
    raise SettingsRefused("LUOHU_TABLE_ENGINE", f"is {text!r}. Set it to local (the default) or spark.")
