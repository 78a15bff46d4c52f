"""Linting: what is probably wrong with a policy's meaning, though it loads. One module for each family of findings."""

from __future__ import annotations

from scoring.inspection.lint.finding import LintFinding
from scoring.inspection.lint.linting import lint

__all__ = ["LintFinding", "lint"]
