"""The shape of a whole policy file, of the vocabulary and of a list of rounds."""

from __future__ import annotations

import re

from scoring.policy.schema.criteria import GroupShape, RequirementShape, VetoShape
from scoring.policy.schema.facts import CheckShape, EvidenceShape, FactShape, ParameterShape, SectionShape, TableShape
from scoring.policy.schema.fields import (
    SCHEME,
    VERSION,
    ListOf,
    MapOf,
    Part,
    Scalar,
    Shape,
    Words,
    day,
    expression,
    one_of,
    pattern,
    plain,
)
from scoring.policy.schema.outcome import PROVENANCE, EntitlementShape, ProcedureShape, SelectionShape


class PeriodShape(Shape):
    """Both days inclusive."""

    start = day(data_key="from", required=True)
    until = day()


class SourceShape(Shape):
    """An instrument."""

    title = Words(required=True)
    number = plain()
    url = pattern(re.compile(r"https?://\S+"), "https://…")


class DepartmentShape(Shape):
    """Who verifies."""

    label = Words(required=True)


class PolicyShape(Shape):
    """One policy file, shared facts already merged in."""

    format = one_of("1", required=True)
    extends = plain()
    scheme = pattern(SCHEME, "scheme name", required=True)
    version = Scalar('"version", in quotes', lambda w: w if w.quoted and VERSION.fullmatch(w) else None, required=True)
    title = Words(required=True)
    jurisdiction = pattern(re.compile(r"[0-9A-Z]{2,12}(-[0-9A-Z]{1,3})?"), "division code", required=True)
    authority = Words()
    grants = one_of("registration", "residence", "residence_treatment", "school_place", required=True)
    in_force = Part(PeriodShape, required=True)
    provenance = one_of(*PROVENANCE, required=True)
    sources = MapOf(Part(SourceShape), required=True)
    note = Words()
    precision = pattern(re.compile(r"1|0\.0{0,5}1"), "1 | 0.1 | 0.01 | …")
    rounding = one_of("half_up", "down", "up")
    sections = MapOf(Part(SectionShape))
    evidence = MapOf(Part(EvidenceShape))
    departments = MapOf(Part(DepartmentShape))
    facts = MapOf(Part(FactShape), required=True)
    checks = ListOf(Part(CheckShape))
    parameters = MapOf(Part(ParameterShape))
    tables = MapOf(Part(TableShape))
    variables = MapOf(expression())
    requirements = ListOf(Part(RequirementShape))
    vetoes = ListOf(Part(VetoShape))
    groups = ListOf(Part(GroupShape), required=True)
    selection = Part(SelectionShape)
    entitlements = ListOf(Part(EntitlementShape))
    procedure = Part(ProcedureShape)


class VocabularyShape(Shape):
    """Facts that schemes share."""

    format = one_of("1", required=True)
    facts = MapOf(Part(FactShape), required=True)
