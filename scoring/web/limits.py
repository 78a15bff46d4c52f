"""How often one may ask: signing in, looking things up, sending something in. Too often is answered 429, with how long to wait.

Attempts to sign in are counted in the database, so that every process knows of them: by the name that was typed, whether there
is such an account or not, and by the address they come from. The other limits hold in each process for itself: they
keep one client from taking the service for itself, and a service of n processes answers up to n times as much.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from flask import Flask, request
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from scoring.application.kept_file import FILES_MAX
from scoring.casework.attempts import Subject, count_attempt, forget_attempts, take_off
from scoring.casework.sheets import SHEET_MAX
from scoring.settings import Settings
from scoring.web.access import may_open
from scoring.web.person import visitor
from scoring.web.services import Services

MINUTE = 60.0
MOST_KEPT = 10_000
"""How many askers are kept at once; where there are more, those whose minute is over make room."""

API = frozenset({"Assessments", "OfBatches", "OfBounds", "OfAdvice", "OfForecast", "OfNextQuestion"})
"""What programs are answered that costs more than reading: these routes of every version of the API."""
LOOK_UPS = frozenset(
    {
        *("applications.index", "applications.file", "decisions.index", "decisions.decision", "entitlements.index"),
        "entitlements.person",
        *("applications.evidence", "applications.evidence_page", "applications.evidence_file", "requests.batch_file"),
        *("applications.document", "pages.own_document", "decisions.proof", "pages.own_proof"),
        *("pages.verify_document", "pages.progress"),
        *("pages.own_evidence", "pages.draft_file", "pages.prepared_file", "pages.own_archive"),
        *("applications.verify", "requests.index", "requests.answer"),
        *("counter.index", "counter.verify", "counter.correct", "counter.new_start"),
        *("journal.index_view", "access_log.index", "accounts.index_view"),
        *("counter.authorize", "counter.authorities", "counter.end"),
        *(
            "pages.public_lists",
            "pages.public_list",
            "pages.object",
            "pages.objection_receipt",
            "applications.objection",
            "applications.review",
            "applications.record_withdrawn_review",
            "applications.originals",
            "applications.revocation",
            "personal.answer",
            "pages.personal_requests",
            "applications.outside_case",
            "applications.export_case",
            "publicity.new",
            "publicity.published",
        ),
        *("pages.questions", "pages.answers", "pages.result", "pages.ways", "pages.forecast"),
        *("pages.plan", "pages.checklist", "pages.what_if"),
        *("pages.short_check", "pages.save_answers", "pages.feedback_given"),
    }
)
REVEALS = frozenset({"applications.reveal", "applications.letter", "decisions.reveal"})
SHEETS = frozenset({"requests.batch", "requests.import_answers", "requests.bad_rows"})
"""Where a request may be larger by as much as a sheet, which comes in as a file or, once it was looked through, in the form."""
EVIDENCE: Mapping[str, int] = {
    "applications.add_evidence": 1,
    "counter.take_form": 1,
    "pages.draft_add_file": 1,
    "pages.own_supplement_file": 1,
    "pages.own_review_file": 1,
    "pages.own_questions": 4,
    "pages.object": FILES_MAX,
    "applications.record_objection": FILES_MAX,
    "applications.serve": 1,
    "applications.correct_service": 1,
    "applications.add_receipt": 1,
}
"""Where a request may be larger than elsewhere: by how many files of evidence, each as large as one may be."""
UPLOADS = (
    SHEETS | frozenset(EVIDENCE) | {"drafts.new", "pages.load_answers", "pages.sign_up", "pages.contact_code", "pages.feedback"}
)

_FORM = 64 * 1024  # what stands in such a form beside the file


@dataclass(slots=True)
class Minutes:
    """Counts what each asker asks within a minute that begins with the first question."""

    timer: Callable[[], float] = time.monotonic
    _seen: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, kind: str, who: str, most: int) -> int:
        """Count a question; give the seconds to wait where it is one more than *most*, else 0. With 0 there is no limit."""
        if not most:
            return 0
        now = self.timer()
        with self._lock:
            self._make_room(now)
            began, count = self._seen.get((kind, who), (now, 0))
            if now - began >= MINUTE:
                began, count = now, 0
            if count >= most:
                return math.ceil(began + MINUTE - now)
            self._seen[kind, who] = (began, count + 1)
        return 0

    def _make_room(self, now: float) -> None:
        if len(self._seen) >= MOST_KEPT:
            self._seen = {asker: seen for asker, seen in self._seen.items() if now - seen[0] < MINUTE}
        while len(self._seen) >= MOST_KEPT:
            self._seen.pop(next(iter(self._seen)))


@dataclass(frozen=True, slots=True)
class Guesses:
    """Attempts to sign in of one request: counted before they are looked at, taken off again where they succeed."""

    services: Services

    def begin(self, kind: str, who: str) -> None:
        """Count an attempt. Raises TooManyRequests where one must wait; nothing is looked at then."""
        wait = count_attempt(self.services.transaction, (self._whose(kind, who), self._from()), at=self.services.clock.now())
        if wait > timedelta(0):
            raise TooManyRequests(retry_after=math.ceil(wait.total_seconds()))

    def succeed(self, kind: str, who: str) -> None:
        """Forget what was tried before; of the address only this one, or one good account would cover for guesses at others."""
        forget_attempts(self.services.transaction, (self._whose(kind, who),), at=self.services.clock.now())
        take_off(self.services.transaction, self._from())

    def _whose(self, kind: str, who: str) -> Subject:
        return Subject(kind, who.strip().casefold(), self.services.settings.limits.sign_in)

    def _from(self) -> Subject:
        return Subject("address", address(), self.services.settings.limits.sign_in_address)


def address() -> str:
    """Give where the request comes from: an IPv4 address, or the network of an IPv6 address, since a household has all of it."""
    try:
        found = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))  # noqa: PLR2004 - the version


def register_api(app: Flask, services: Services) -> None:
    """Refuse what one address asks too often of the application that answers programs."""
    minutes, most = Minutes(), services.settings.limits.api

    def refuse() -> None:
        blueprint, _, name = (request.endpoint or "").rpartition(".")
        if most and name in API and blueprint.startswith("policies_v"):
            wait = minutes.wait("api", address(), most)
            if wait:
                raise TooManyRequests(retry_after=wait)

    app.before_request(refuse)


def register(app: Flask, services: Services) -> None:
    """Refuse what is asked too often of the pages, before anything is done for it."""
    minutes, settings, limits = Minutes(), services.settings, services.settings.limits
    most: Mapping[str, int] = {"look_up": limits.look_up, "upload": limits.upload, "reveal": limits.reveal}

    def refuse() -> None:
        if request.endpoint in EVIDENCE and may_open(visitor(), request.endpoint or ""):
            request.max_content_length = _room_for_files(settings)
        if request.endpoint in SHEETS and may_open(visitor(), request.endpoint):
            request.max_content_length = request.max_form_memory_size = SHEET_MAX * 3 // 2 + _FORM  # in a form it is Base64
        kind = _kind(request.endpoint or "", request.method)
        if kind is None:
            return
        in_console = not (request.endpoint or "").startswith("pages.")
        who = f"account {current_user.id}" if in_console and current_user.is_authenticated else address()
        wait = minutes.wait(kind, who, most[kind])
        if wait:
            raise TooManyRequests(retry_after=wait)

    app.before_request(refuse)


def pass_over_files(settings: Settings) -> None:
    """Let the other inputs of a form be read that brings files from who cannot hand them in: nothing of these is kept."""
    if request.endpoint in EVIDENCE:
        request.max_content_length = _room_for_files(settings)
        request.forgets_files = True  # type: ignore[attr-defined]  # of `DisklessRequest`


def _room_for_files(settings: Settings) -> int:
    most: int = EVIDENCE[request.endpoint or ""] * settings.evidence.file_mib * 1024 * 1024 + _FORM
    return most


def _kind(endpoint: str, method: str) -> str | None:
    """Give which limit an action falls under."""
    if endpoint in UPLOADS and method == "POST":
        return "upload"
    if endpoint in REVEALS and method == "POST":
        return "reveal"
    return "look_up" if endpoint in LOOK_UPS else None
