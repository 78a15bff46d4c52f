"""The engine `spark` from file to file: Parquet, a file or a folder of parts, into a folder of parts."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset

from scoring.engine.award import Outcome
from scoring.errors import TableRefused
from scoring.tables.headings import read_headings
from scoring.tables.local import Tally
from scoring.tables.scoring import Scoring
from scoring.tables.spark import PROBLEMS, score_spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17
_FOLDER = ".parquet"


def lacking(environ: Mapping[str, str]) -> list[str]:
    """Name what Spark would need and is not there, since Spark's own words would name neither."""
    home = environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else environ.get("PATH", ""))
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else ""  # noqa: S603 - the Java that Spark takes
    version = re.search(r'version "([0-9]+)', told)
    missing = [] if version and int(version[1]) >= JAVA else [f"Java {JAVA}"]
    return missing + ([] if find_spec("pyspark") else ["PySpark"])


def score_files(scoring: Scoring, session: SparkSession, source: Path, target: Path, *, language: str) -> Tally:
    """Score the Parquet at *source* into a new folder *target*, where rows that cannot be used stand with their `problems`.

    Every machine of *session* must see both places.

    Raises:
        TableRefused: the source is no Parquet or has columns that are no facts, or the target is there or cannot be made.
        OutsideForce, RoundUnknown: as `assess` does.
    """
    _check(scoring, source, target)
    scoring.kernel  # noqa: B018 - what it refuses is refused before Spark begins
    scored = score_spark(scoring, session.read.parquet(_named(source)), language=language)
    scored.write.parquet(_named(target))
    written = pyarrow.dataset.dataset(target, format="parquet")
    rejected = written.count_rows(filter=pc.field(PROBLEMS).is_valid())
    provisional = written.count_rows(filter=pc.field("outcome") == Outcome.PROVISIONAL)
    return Tally(written.count_rows() - rejected, provisional, rejected, target if rejected else None)


def _named(path: Path) -> str:
    """Name *path* as Spark does: no sign of it is encoded."""
    return f"file://{path.resolve()}"


def _check(scoring: Scoring, source: Path, target: Path) -> None:
    if target.exists():
        raise TableRefused(str(target), "exists")
    if not target.parent.is_dir():
        raise TableRefused(str(target), "no_folder", {"found": str(target.parent)})
    for path in (source, target):
        if path.suffix.lower() != _FOLDER and not path.is_dir():
            raise TableRefused(path.name, "format_unknown", {"found": path.suffix, "allowed": _FOLDER})
    try:
        names = pyarrow.dataset.dataset(source, format="parquet").schema.names
    except (pa.ArrowException, OSError) as error:
        raise TableRefused(source.name, "unreadable", {"found": str(error).splitlines()[0]}) from None
    read_headings(source.name, scoring.policy.facts, names)
