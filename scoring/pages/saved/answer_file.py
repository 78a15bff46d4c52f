"""The file of answers: a JSON document that names its scheme, version and digest, with the facts as the API takes them.

{"kind": "luohu-answers", "format": 1, "scheme": "guangzhou", "version": "2025", "digest": "…", "saved_on": "2026-03-02",
 "facts": {"birth_date": "1987-02-01", "holds_valid_permit": true, "patents": [{"kind": "invention", …}]}}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from scoring.pages.cookies import fits
from scoring.policy.model import Policy

KIND = "luohu-answers"
FORMAT = 1
MOST_BYTES = 64 * 1024  # ten times what a browser keeps
Fault = Literal["empty", "too_large", "not_text", "not_json", "twice", "too_deep", "other_kind", "other_format", "other_scheme"]
Reason = Literal["unknown", "not_asked", "not_allowed", "sensitive"]


class Unreadable(Exception):
    """A file that cannot be taken: which fault, and what it is about (a key, a place, a scheme)."""

    def __init__(self, fault: Fault, about: str = "") -> None:
        super().__init__(fault, about)
        self.fault, self.about = fault, about


class _Twice(ValueError):
    """A key that stands twice in an object."""


@dataclass(frozen=True, slots=True)
class Left:
    """An answer that was not taken: its fact as the file names it, and why."""

    fact: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds for one policy: the answers that fit, those left out, and its version where that is another."""

    answers: Mapping[str, object]
    left: tuple[Left, ...]
    version: str | None


def write(policy: Policy, answers: Mapping[str, object], *, on: date) -> bytes:
    """Give the file of *answers*."""
    document = {
        "kind": KIND,
        "format": FORMAT,
        "scheme": policy.scheme,
        "version": policy.version,
        "digest": policy.digest,
        "saved_on": on.isoformat(),
        "facts": answers,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read(content: bytes, policy: Policy, *, with_sensitive: bool) -> Loaded:
    """Give what the file *content* holds for *policy*; sensitive answers are left out, unless the person wishes to keep them.

    Raises:
        Unreadable: it is no file of answers, or one of another scheme.
    """
    document = _document(content)
    if document.get("kind") != KIND or not isinstance(document.get("facts"), dict):
        raise Unreadable("other_kind")
    if document.get("format") != FORMAT or isinstance(document["format"], bool):
        raise Unreadable("other_format", _shown(document.get("format")))
    if document.get("scheme") != policy.scheme:
        raise Unreadable("other_scheme", _shown(document.get("scheme")))
    facts: dict[str, object] = document["facts"]
    left = {id_: reason for id_, value in facts.items() if (reason := _reason(policy, id_, value, with_sensitive=with_sensitive))}
    is_same = (document.get("version"), document.get("digest")) == (policy.version, policy.digest)
    return Loaded(
        {id_: value for id_, value in facts.items() if id_ not in left},
        tuple(Left(_shown(id_), reason) for id_, reason in left.items()),
        None if is_same else _shown(document.get("version")),
    )


def _reason(policy: Policy, id_: str, value: object, *, with_sensitive: bool) -> Reason | None:
    """Say why an answer is left out; None where it is taken."""
    fact = policy.facts.get(id_)
    if fact is None:
        return "unknown"
    if fact.ask is None:
        return "not_asked"
    if not fits(fact, value) or any(_is_odd(text) for text in _texts(value)):
        return "not_allowed"
    return "sensitive" if fact.sensitive and not with_sensitive else None


def _document(content: bytes) -> dict[str, Any]:
    if not content.strip():
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("not_text") from None
    try:
        document = json.loads(text, object_pairs_hook=_pairs, parse_float=str, parse_constant=_refuse)
    except _Twice as twice:
        raise Unreadable("twice", str(twice)) from None
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", str(error.lineno)) from None
    except RecursionError:
        raise Unreadable("too_deep") from None
    except ValueError:  # a number that is none, or endless
        raise Unreadable("not_json") from None
    if not isinstance(document, dict):
        raise Unreadable("other_kind")
    return document


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _Twice(_shown(next(key for key in keys if keys.count(key) > 1)))
    return found


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _texts(value: object) -> Iterator[str]:
    """Give every text within an answer that fits: records hold nothing deeper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for record in value for text in record.values() if isinstance(text, str))


def _is_odd(text: str) -> bool:
    """Whether a text holds what nobody types: control characters, or halves of characters."""
    return not text.isprintable()


def _shown(found: object) -> str:
    """Give what a file says as far as a page can show it."""
    return "".join(each if each.isprintable() else "�" for each in str(found))[:60]
