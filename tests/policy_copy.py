"""The policies that the tests' service goes by: those of the product, but Guangzhou verifies points with the application.

Most tests only need somebody who applies. Those of points that are approved before publish the rules as they are, under another name.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

BEFORE = "verification: before_application"


def copied(policies: Path) -> Path:
    """Copy the folder for as long as the tests run."""
    folder = Path(tempfile.mkdtemp(prefix="luohu-policies-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(policies, folder, dirs_exist_ok=True)
    path = folder / "guangzhou" / "2025.yaml"
    text = path.read_text("utf-8")
    assert BEFORE in text
    path.write_text(text.replace(BEFORE, "verification: with_application"), "utf-8")
    return folder
