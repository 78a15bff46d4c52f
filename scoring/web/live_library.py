"""The library of a running service: it follows what is published, without a restart."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from scoring.casework.kept_policies import newest_event, policy_sources
from scoring.errors import PolicyRefused
from scoring.policy import load_source
from scoring.policy.library import Library
from scoring.policy.model import Policy
from scoring.policy.source_files import PolicySource
from scoring.policy.texts import say_finding

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
"""How old the library may be; asking more often would cost every request a query."""


class LiveLibrary:
    """Holds the library and swaps it when something was published, here or by another process on the same database.

    What is published never changes, so that each version is compiled once; the policies stay the same objects.
    """

    def __init__(
        self, transaction: Callable[[], AbstractContextManager[Session]], timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._transaction, self._timer = transaction, timer
        self._lock = Lock()
        self._due = 0.0
        self._seen: str | None = None
        self._compiled: Mapping[PolicySource, Policy] = {}
        self.library = Library(())
        self.fault: str | None = None

    def follow(self) -> None:
        """Look for news when it is time to. While the database cannot be asked, the service goes on with what it has."""
        if self._timer() < self._due:
            return
        try:
            self.refresh()
        except SQLAlchemyError:
            log.warning("policies: the database cannot be asked for news")
        except PolicyRefused as refused:
            self.fault = f"a published one cannot be read: {_said(refused)}"
            log.exception("policies: %s", self.fault)

    def refresh(self) -> None:
        """Bring the library up to date now.

        Raises:
            PolicyRefused: a published text cannot be read, as by an older version of the product. The library stays as it is.
        """
        with self._lock:
            self._due = self._timer() + EVERY_SECONDS
            newest = newest_event(self._transaction)
            if newest == self._seen:
                return
            self._seen = newest
            sources = policy_sources(self._transaction)
            self._compiled = {source: self._compiled.get(source) or load_source(source) for source in sources}
            self.library, self.fault = Library(self._compiled.values()), None


def _said(refused: PolicyRefused) -> str:
    return "; ".join(f"{finding.position}: {say_finding(finding, 'en')}" for finding in refused.findings)
