"""How a rival takes its turns: it makes itself ready, says so, and does the thing once for every line that it reads.

Rivals run in processes of their own, with packages of their own (`benchmarks/peers.lock`), on the files that the benchmark wrote
in the folder BENCH_FOLDER: `in.parquet` with a column of whole numbers for every fact, and `tables.json` with the point tables.
What came out first is kept beside them as `<name>.npy`, the totals in hundredths, and compared before anything is timed.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

FOLDER, FORM = Path(os.environ["BENCH_FOLDER"]), os.environ.get("BENCH_FORM", "")
TABLES: dict[str, Any] = json.loads((FOLDER / "tables.json").read_text("utf-8"))


def serve(name: str, work: Callable[[], Any]) -> None:
    """Keep what *work* gives, then do it whenever asked."""
    np.save(FOLDER / f"{name}.npy", np.asarray(work()))
    _say("ready")
    for _ in sys.stdin:
        work()
        _say("done")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
