"""The page that feedback was opened from: its address as a page of the service has it, and nothing that names a person's things."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import current_app, request  # noqa: TID251 - the package that reads the app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule

from scoring.application.feedback import PAGE_MAX, Opened
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.services import Services

PAGES = "pages."
OWN = "pages.feedback"
"""What the names of the pages of feedback itself begin with: it is not about itself."""

LEFT_OUT = frozenset({"-", "0"})
"""What stands for what is left out of a path: a word, a number."""

_PART = re.compile(r"<(?:([^<>:]*):)?(\w+)>")
_SECTION = re.compile(r"[a-z_]{1,40}")


def here() -> str:
    """Give the path of the page that is being answered, as feedback may carry it along; empty for what is none of the pages."""
    rule = request.url_rule
    if rule is None or not rule.endpoint.startswith(PAGES) or rule.endpoint.startswith(OWN):
        return ""
    return _plain(rule, {**(request.view_args or {}), "lang": language()})


def opened(path: str, services: Services) -> Opened:
    """Give the page of that path; nothing for what is none, so that only what the service itself knows is kept of an address."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not path:
        return Opened()
    try:
        rule, named = adapter.match(path, method="GET", return_rule=True)
    except (HTTPException, RequestRedirect):
        return Opened()
    scheme = str(named.get("scheme", ""))
    if (
        not rule.endpoint.startswith(PAGES)
        or rule.endpoint.startswith(OWN)
        or not _is_known(services, scheme, named.get("version"))
    ):
        return Opened()
    plain = _plain(rule, named)
    return Opened(plain, scheme) if len(plain) <= PAGE_MAX else Opened()


def is_whole(found: Opened) -> bool:
    """Whether nothing was left out of the path, so that the page can be opened by it."""
    return bool(found.path) and LEFT_OUT.isdisjoint(found.path.split("/"))


def versions_of(services: Services, scheme: str) -> tuple[Policy, ...]:
    """Give every published version of a scheme, oldest first; none of what is no scheme."""
    match services:
        case Services(library=known):
            return known.versions(scheme) if scheme in known.schemes() else ()


def _is_known(services: Services, scheme: str, version: object) -> bool:
    found = versions_of(services, scheme)
    return not scheme or bool(found if version is None else [each for each in found if each.version == version])


def _plain(rule: Rule, named: Mapping[str, object]) -> str:
    """Write the path of *rule* with language, scheme, version and section; numbers of files, lists and receipts are left out."""

    def part(found: re.Match[str]) -> str:
        name, value = found[2], str(named.get(found[2], ""))
        if name in {"lang", "scheme", "version"} or (name == "section" and _SECTION.fullmatch(value)):
            return value
        return "0" if found[1] == "int" else "-"

    return _PART.sub(part, rule.rule)
