"""The policies that the tests' service goes by: those of the product, but Guangzhou verifies points with the application and grants at once.

Most tests only need somebody who applies, or is granted. Those of points that are approved before, of public lists and of originals
publish the rules as they are, under another name.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from pathlib import Path

BEFORE = "verification: before_application"
LISTED = re.compile(r"^  publication:\n(    .*\n)+^  originals_check: true.*\n", re.MULTILINE)


def copied(policies: Path) -> Path:
    """Copy the folder for as long as the tests run."""
    folder = Path(tempfile.mkdtemp(prefix="luohu-policies-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(policies, folder, dirs_exist_ok=True)
    path = folder / "guangzhou" / "2025.yaml"
    text = path.read_text("utf-8")
    assert BEFORE in text
    text, count = LISTED.subn("", text.replace(BEFORE, "verification: with_application"))
    assert count == 1
    path.write_text(text, "utf-8")
    return folder
