"""Reading `office_defaults.yaml`: the terms, the organ and the remedies that the office goes by where a policy says nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from marshmallow import ValidationError

from scoring.errors import PolicyRefused
from scoring.policy.building.outcome import build_duration, build_office, build_remedy
from scoring.policy.procedure import (
    DRAFT,
    DRAFT_WARNING,
    ORIGINALS_WARNINGS,
    PERSONAL_CORRECTION,
    QUESTION_WARNING,
    SETTLE_WARNINGS,
    SUPPLEMENT_WARNING,
    Duration,
    Kind,
    Procedure,
)
from scoring.policy.schema.fields import ListOf, MapOf, Part, Scalar, Shape, Words, identifier, one_of, pattern, whole
from scoring.policy.schema.outcome import DurationShape, OfficeShape, RemedyShape
from scoring.policy.source import SourceRefused, read
from scoring.policy.source import plain as plain_of
from scoring.policy.source_files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scoring.policy.wording import Text

SERIES = re.compile(r"[^\s〔〕\[\]()（）]{1,20}")
ADDRESS = re.compile(r"https?://\S{1,200}")
FONT = re.compile(r"\S.{0,200}\.(ttf|otf)")
KINDS = (
    *get_args(Kind),
    DRAFT,
    DRAFT_WARNING,
    SUPPLEMENT_WARNING,
    QUESTION_WARNING,
    PERSONAL_CORRECTION,
    *SETTLE_WARNINGS,
    *ORIGINALS_WARNINGS,
)


class DefaultTermShape(DurationShape):
    """A term that says from which act it runs: nobody else could."""

    start = identifier(data_key="from", required=True)


class DefaultRemedyShape(RemedyShape):
    """A remedy with such a term."""

    within = Part(DefaultTermShape, required=True)


class RetentionShape(Shape):
    """How long a closed file of one class is kept."""

    n = whole(required=True)
    unit = one_of("days", "months", required=True)


class DocumentsShape(Shape):
    """What the numbers of documents begin with, for each office, and where anybody can have a document verified."""

    series = pattern(SERIES, "1–20 characters without blanks or brackets")
    offices = MapOf(pattern(SERIES, "1–20 characters without blanks or brackets"), identifier())
    verify_at = pattern(ADDRESS, "https://…")
    font = pattern(FONT, "a file name that ends in .ttf or .otf")


class DefaultsShape(Shape):
    """The whole file."""

    format = one_of("1", required=True)
    organ = Words(required=True)
    channels = ListOf(one_of("counter", "online", "proxy", "employer"))
    days = MapOf(Part(DefaultTermShape), Scalar(" | ".join(KINDS), lambda name: name if name in KINDS else None), required=True)
    remedies = ListOf(Part(DefaultRemedyShape), required=True)
    complaints = ListOf(Part(OfficeShape))
    retention = MapOf(Part(RetentionShape), identifier())
    departments = MapOf(Words(), identifier())
    documents = Part(DocumentsShape)


def read_office_defaults(path: Path) -> Procedure:
    """Read organ, channels, days, remedies, where complaints are taken; else nothing is stated. PolicyRefused has every finding."""
    data = _read(path)
    return Procedure(
        organ=data["organ"],
        channels=tuple(map(str, data.get("channels") or ())),
        days={str(kind): build_duration(term) for kind, term in data["days"].items()},
        remedies=tuple(build_remedy(remedy) for remedy in data["remedies"]),
        complaints=tuple(build_office(office) for office in data.get("complaints") or ()),
    )


def read_retention(path: Path) -> Mapping[str, Duration]:
    """Read how long closed files and feedback are kept, by retention class; a class that is not named is kept for good."""
    kept = _read(path).get("retention") or {}
    return {str(name): Duration(int(term["n"]), term["unit"], "closing") for name, term in kept.items()}


def read_departments(path: Path) -> Mapping[str, Text]:
    """Read which departments and communities the office asks where a policy names none."""
    return {str(name): label for name, label in (_read(path).get("departments") or {}).items()}


def read_issuing(path: Path) -> tuple[str, Mapping[str, str], str, str]:
    """Read what numbers of documents begin with where an office has no word of its own, those words, where one verifies, a font.

    The font's file lies beside this one unless its whole path is given.
    """
    stated = _read(path).get("documents") or {}
    font = str(path.parent / str(stated["font"])) if stated.get("font") else ""
    offices = {str(office): str(series) for office, series in (stated.get("offices") or {}).items()}
    return str(stated.get("series") or ""), offices, str(stated.get("verify_at") or ""), font


def _read(path: Path) -> dict[str, Any]:
    from scoring.policy.loading import findings_of  # noqa: PLC0415 - loading imports most of this package

    try:
        node = read(read_text(path), str(path))
    except SourceRefused as refused:
        raise PolicyRefused(str(path), refused.findings) from None
    try:
        data: dict[str, Any] = DefaultsShape().load(plain_of(node))
    except ValidationError as error:
        raise PolicyRefused(str(path), findings_of(DefaultsShape(), node, error)) from None
    return data
