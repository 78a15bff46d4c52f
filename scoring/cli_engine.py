"""Which engine scores a table, and the Spark that the engine `spark` works with."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scoring.errors import TableRefused
from scoring.settings import ENV_FILE, read_env_file
from scoring.settings_tables import ENGINES, TableEngine, table_engine

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ENGINE = click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="What does the work: this machine, or Spark; as LUOHU_TABLE_ENGINE says, else local.",
)


def asked_engine(engine: TableEngine | None) -> TableEngine:
    """Give the engine that was named, else the one of the settings. Raises SettingsRefused."""
    if engine is not None:
        return engine
    instance = Path(os.environ.get("LUOHU_INSTANCE") or "instance")
    return table_engine({**read_env_file(instance / ENV_FILE), **os.environ})


@contextmanager
def spark_session() -> Iterator[SparkSession]:
    """Give the Spark that Spark's own configuration names, this machine without any; TableRefused where there is none."""
    from scoring.tables.spark_files import lacking  # noqa: PLC0415 - large, and few commands need it

    if missing := lacking(os.environ):
        raise TableRefused("spark", "no_spark", {"found": ", ".join(missing)})
    from pyspark.errors import PySparkException  # noqa: PLC0415 - Spark is an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415 - Spark is an extra

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else whatever is called python3
    try:
        session = SparkSession.builder.appName("luohu score-table").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
    except PySparkException as error:
        raise click.ClickException(str(error).splitlines()[0]) from None
