"""The difference between two policies: each kind of thing changed once is found as that one change, in the words of the regulation."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.inspection.difference import Change, differences
from scoring.inspection.difference.codes import CODES
from scoring.inspection.difference.meaning import decoded, formal
from scoring.inspection.difference.pairing import pair
from scoring.inspection.difference.texts import say_change, what_words
from scoring.inspection.difference.wording import in_words
from scoring.inspection.difference.words import PARTS, SENTENCES, WHAT
from scoring.policy.language.types import Boolean
from scoring.policy.library import read_library
from scoring.policy.model import Policy
from tests.policy.small import load, load_town

VILLAGE = (Path(__file__).parent / "village.yaml").read_text(encoding="utf-8")
LIBRARY = read_library(Path(__file__).parents[2] / "policies")


@cache
def village(*edits: tuple[str, str]) -> Policy:
    """Load the village's policy with some texts replaced; each must stand there once."""
    text = VILLAGE
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return load(text)


def changes(old: Policy, new: Policy) -> list[tuple[str, ...]]:
    """Part, kind, id, row, property, old and new words in English."""
    found = differences(old, new)
    return [(c.part, c.kind, c.id, c.row.say("en"), c.what, c.old.say("en"), c.new.say("en")) for c in found]


def only(*edits: tuple[str, str]) -> Change:
    (change,) = differences(village(), village(*edits))
    return change


# an edit; then part, kind, id, row, property, old and new words
ONE = [
    ('version: "1"\n', 'version: "2"\n', ("head", "changed", "", "", "version", "1", "2")),
    ("{zh: 小村, en: Village}", "{zh: 小庄, en: Village}", ("head", "changed", "", "", "title", "小村", "小庄")),
    ('"440100"', '"440200"', ("head", "changed", "", "", "jurisdiction", "440100", "440200")),
    ("en: Council}", "en: Mayor}", ("head", "changed", "", "", "authority", "Council", "Mayor")),
    (
        "until: 2026-12-31}",
        "until: 2027-12-31}",
        ("head", "changed", "", "", "in_force", "1 January 2025 – 31 December 2026", "1 January 2025 – 31 December 2027"),
    ),
    ("provenance: illustrative", "provenance: secondary", ("head", "changed", "", "", "provenance", "illustrative", "secondary")),
    ("number: No. 8", "number: No. 9", ("head", "changed", "", "Rules of the village", "sources.number", "No. 8", "No. 9")),
    ("  guide: {title: Guide}\n", "", ("head", "removed", "", "Guide", "sources", "Guide", "")),
    ("en: Made up}", "en: Invented}", ("head", "changed", "", "", "note", "Made up", "Invented")),
    ("precision: 0.01", "precision: 0.001", ("head", "changed", "", "", "places", "2", "3")),
    ("rounding: half_up", "rounding: down", ("head", "changed", "", "", "rounding", "half up", "down")),
    ("work: {label: Work}", "work: {label: Job}", ("head", "changed", "", "Job", "sections.label", "Work", "Job")),
    ("work: {label: Work}}", "work: {label: Work}, more: {label: More}}", ("head", "added", "", "More", "sections", "", "More")),
    (
        "sections: {about: {label: About you}, work: {label: Work}}",
        "sections: {work: {label: Work}, about: {label: About you}}",
        ("head", "moved", "", "Work", "sections.order", "after “About you”", "first"),
    ),
    ("tax: {label: Tax office}", "tax: {label: Taxes}", ("head", "changed", "", "Taxes", "departments", "Tax office", "Taxes")),
    ("proof: document", "proof: registry", ("evidence", "changed", "card", "", "proof", "document", "registry")),
    ("  diploma: {label: Diploma}\n", "", ("evidence", "removed", "diploma", "", "", "document", "")),
    (
        "  diploma: {label: Diploma}\n",
        "  diploma: {label: Diploma}\n  deed: {label: Deed, proof: registry}\n",
        ("evidence", "added", "deed", "", "", "", "registry"),
    ),
    ("label: Age, help", "label: Years of age, help", ("fact", "changed", "age", "", "label", "Age", "Years of age")),
    ("In full years,", "In years,", ("fact", "changed", "age", "", "help", "In full years", "In years")),
    ("max: 120", "max: 121", ("fact", "changed", "age", "", "maximum", "120 years", "121 years")),
    ("default: 10,", "default: 11.5,", ("fact", "changed", "wage", "", "default", "10", "11.5")),
    ("effort: 2", "effort: 3", ("fact", "changed", "wage", "", "attainable.effort", "2", "3")),
    (
        ", attainable: {effort: 2, step: 100, costs: [money]}",
        "",
        ("fact", "changed", "wage", "", "attainable", "2; 100; money", ""),
    ),
    ("[money]", "[money, health]", ("fact", "changed", "wage", "", "attainable.costs", "money", "money; health")),
    ("grows: monthly", "grows: yearly", ("fact", "changed", "months", "", "grows", "monthly", "yearly")),
    ("label: Married, elective: true", "label: Married", ("fact", "changed", "married", "", "elective", "yes", "no")),
    ("label: Patent, sensitive: true", "label: Patent", ("fact", "changed", "patent", "", "sensitive", "yes", "no")),
    ("min: 1990-01-01", "min: 1991-01-01", ("fact", "changed", "moved_in", "", "minimum", "1 January 1990", "1 January 1991")),
    (
        "{section: work, order: 2, when: years > 1}",
        "{section: work, order: 2, when: years > 2}",
        ("fact", "changed", "moved_in", "", "ask.when", "“Years lived here” is more than 1", "“Years lived here” is more than 2"),
    ),
    (
        "{section: work, order: 2, when: years > 1}",
        "{section: about, order: 2, when: years > 1}",
        ("fact", "changed", "moved_in", "", "ask.section", "Work", "About you"),
    ),
    (
        "college: College, bachelor: Bachelor, master: Master}",
        "college: College, bachelor: Bachelor, master: Master, doctor: Doctor}",
        ("fact", "added", "education", "Doctor", "options", "", "Doctor"),
    ),
    ("master: Master", "master: M. A.", ("fact", "changed", "education", "M. A.", "options.label", "Master", "M. A.")),
    ("unique: [name]", "unique: [won_in]", ("fact", "changed", "honours", "", "unique", "Name", "Year")),
    ("max_items: 5", "max_items: 6", ("fact", "changed", "honours", "", "max_items", "5", "6")),
    (
        "name: {type: text, label: Name}",
        "name: {type: text, label: Names}",
        ("fact", "changed", "honours", "Names", "fields.label", "Name", "Names"),
    ),
    ("min: 1990, max: 2026", "min: 1991, max: 2026", ("fact", "changed", "honours", "Year", "fields.minimum", "1990", "1991")),
    ("help: In full years, ", "", ("fact", "changed", "age", "", "help", "In full years", "")),
    (
        "evidence: [card]}\n  wage",
        "evidence: [card, diploma]}\n  wage",
        ("fact", "changed", "age", "", "evidence", "Identity card", "Identity card; Diploma"),
    ),
    ("unit: year", "unit: month", ("fact", "changed", "age", "", "unit", "year", "month")),
    ("places: 2", "places: 3", ("fact", "changed", "wage", "", "places", "2", "3")),
    (
        "age < 14",
        "age < 15",
        (
            "check",
            "changed",
            "child",
            "",
            "require",
            "not so: Married: yes, and “Age” is less than 14 years",
            "not so: Married: yes, and “Age” is less than 15 years",
        ),
    ),
    (
        "  - {id: child, label: A child is not married, require: not (married and age < 14)}\n",
        "",
        ("check", "removed", "child", "", "", "not so: Married: yes, and “Age” is less than 14 years", ""),
    ),
    (
        "  - {id: child, label: A child is not married, require: not (married and age < 14)}\n  - {id: settled, label: Lived here after moving in, require: years >= 0 or age > 1}\n",
        "  - {id: settled, label: Lived here after moving in, require: years >= 0 or age > 1}\n  - {id: child, label: A child is not married, require: not (married and age < 14)}\n",
        ("check", "moved", "settled", "", "order", "after “A child is not married”", "first"),
    ),
    (
        "2026-01-01: 6000",
        "2026-01-01: 6000.5",
        ("parameter", "changed", "wage_line", "1 January 2026", "values", "6,000 yuan", "6,000.5 yuan"),
    ),
    (
        "2024-01-01: 5000, ",
        "2024-01-01: 5000, 2025-05-01: 5500, ",
        ("parameter", "added", "wage_line", "1 May 2025", "values", "", "5,500 yuan"),
    ),
    ("label: Line of wages", "label: Wages", ("parameter", "changed", "wage_line", "", "label", "Line of wages", "Wages")),
    (
        "[college, master]",
        "[college]",
        ("parameter", "changed", "trades", "1 January 2024", "values", "College, Master", "College"),
    ),
    ("2025-09-30", "2025-10-30", ("parameter", "changed", "counted_to", "2025", "values", "30 September 2025", "30 October 2025")),
    (
        "  trades: {values: {2024-01-01: [college, master]}}\n",
        "",
        ("parameter", "removed", "trades", "", "", "1 January 2024: College, Master", ""),
    ),
    ("{from: 10, is: 2}", "{from: 10, is: 3}", ("table", "changed", "reading", "1 January 2024; none; ≥ 10", "values", "2", "3")),
    (
        "{from: 20, is: 4}",
        "{from: 21, is: 4}",
        (
            "table",
            "changed",
            "reading",
            "1 January 2024; college; ≥ 21",
            "values.condition",
            "1 January 2024; college; ≥ 20",
            "1 January 2024; college; ≥ 21",
        ),
    ),
    ("    label: Reading\n", "    label: To read\n", ("table", "changed", "reading", "", "label", "Reading", "To read")),
    (
        "rich: wage > wage_line",
        "rich: wage >= wage_line",
        ("variable", "changed", "rich", "", "condition", "“Wage” is more than Line of wages", "“Wage” is at least Line of wages"),
    ),
    ("  rich: wage > wage_line\n", "", ("variable", "removed", "rich", "", "", "“Wage” is more than Line of wages", "")),
    (
        "  rich: wage > wage_line\n",
        "  rich: wage > wage_line\n  poor: not rich\n",
        ("variable", "added", "poor", "", "", "", "not so: “Wage” is more than Line of wages"),
    ),
    (
        "age > 16,",
        "age > 17,",
        (
            "requirement",
            "changed",
            "of_age",
            "",
            "unless",
            "Married: yes, and “Age” is more than 16 years",
            "Married: yes, and “Age” is more than 17 years",
        ),
    ),
    ("reference: art. 2", "reference: art. 2(1)", ("requirement", "changed", "of_age", "", "reference", "art. 2", "art. 2(1)")),
    (
        "years >= 1}",
        "years >= 2}",
        (
            "requirement",
            "changed",
            "lives_here",
            "",
            "require",
            "“Years lived here” is at least 1",
            "“Years lived here” is at least 2",
        ),
    ),
    (
        "  - {id: lives_here, label: Lives here, require: years >= 1}\n",
        "",
        ("requirement", "removed", "lives_here", "", "", "“Years lived here” is at least 1", ""),
    ),
    (
        "age > 100}",
        "age > 101}",
        ("veto", "changed", "too_old", "", "when", "“Age” is more than 100 years", "“Age” is more than 101 years"),
    ),
    ("    max: 100\n", "    max: 90\n", ("group", "changed", "base", "", "maximum", "100 points", "90 points")),
    ("    max: 100\n", "", ("group", "changed", "base", "", "maximum", "100 points", "")),
    (
        "combine: highest\n",
        "combine: {highest: 2}\n",
        ("group", "changed", "more", "", "combine", "the highest", "only the 2 highest count"),
    ),
    (
        "applies: years > 0",
        "applies: years > 1",
        ("group", "changed", "more", "", "applies", "“Years lived here” is more than 0", "“Years lived here” is more than 1"),
    ),
    ("label: More\n", "label: Extra\n", ("group", "changed", "more", "", "label", "More", "Extra")),
    (
        "points: 30}, {above",
        "points: 28}, {above",
        ("row", "changed", "age_points", "Age: from 18 years, 45 years or less", "points", "30 points", "28 points"),
    ),
    (
        "{above: 45,",
        "{above: 46,",
        ("row", "changed", "age_points", "Age: above 46 years", "condition", "above 45 years", "above 46 years"),
    ),
    (
        "{above: 45,",
        "{from: 45,",
        ("row", "changed", "age_points", "Age: from 45 years", "condition", "above 45 years", "from 45 years"),
    ),
    (", {above: 45, points: 5}]", "]", ("row", "removed", "age_points", "Age: above 45 years", "", "5 points", "")),
    (
        "{above: 45, points: 5}]",
        "{above: 45, points: 5}, {from: 60, points: 0}]",
        ("row", "added", "age_points", "Age: from 60 years", "", "", "0 points"),
    ),
    (
        "bands: age, points: [{points: 1}",
        "bands: years, points: [{points: 1}",
        ("criterion", "changed", "age_points", "", "subject", "Age", "Years lived here"),
    ),
    ("{college: 20,", "{master: 40, college: 20,", ("row", "added", "school", "Education: Master", "", "", "40 points")),
    (
        "points: 30.5, label: A bachelor",
        "points: 31, label: A bachelor",
        ("row", "changed", "school", "A bachelor", "points", "30.5 points", "31 points"),
    ),
    ("label: A bachelor", "label: A degree", ("row", "changed", "school", "A degree", "label", "A bachelor", "A degree")),
    ("reference: art. 4", "reference: art. 5", ("row", "changed", "school", "A bachelor", "reference", "art. 4", "art. 5")),
    ("every: 12, points: 3", "every: 6, points: 3", ("criterion", "changed", "insured", "", "every", "12 months", "6 months")),
    ("points: 3, after: 12", "points: 4, after: 12", ("criterion", "changed", "insured", "", "points", "3 points", "4 points")),
    ("after: 12", "after: 6", ("criterion", "changed", "insured", "", "after", "12 months", "6 months")),
    ("at_least: 24", "at_least: 36", ("criterion", "changed", "insured", "", "at_least", "24 months", "36 months")),
    ("max: 40, min: 1}", "max: 41, min: 1}", ("criterion", "changed", "insured", "", "maximum", "40 points", "41 points")),
    ("min: 1}\n", "min: 2}\n", ("criterion", "changed", "insured", "", "minimum", "1 point", "2 points")),
    (
        "when: patent, points: 10",
        "when: married, points: 10",
        ("criterion", "changed", "invention", "", "when", "Patent: yes", "Married: yes"),
    ),
    (
        "when: patent, points: 10",
        "when: patent, points: 12",
        ("criterion", "changed", "invention", "", "points", "10 points", "12 points"),
    ),
    (
        "applies: adult, yields",
        "applies: rich, yields",
        ("criterion", "changed", "invention", "", "applies", "“Age” is at least 18 years", "“Wage” is more than Line of wages"),
    ),
    (", yields_to: [school]", "", ("criterion", "changed", "invention", "", "yields_to", "School", "")),
    (
        "when: patent, points: 10",
        "formula: age",
        ("criterion", "changed", "invention", "", "rule", "Patent: yes — 10 points", "by formula — Age (points)"),
    ),
    (
        "true: 9, false",
        "true: 10, false",
        ("row", "changed", "both", "Age: from 18 years, below 60 years, and Married: yes", "points", "9 points", "10 points"),
    ),
    (
        "{from: 60, points: {true: 2, false: 1}}",
        "{from: 60, points: {true: 2}}",
        ("row", "removed", "both", "Age: from 60 years, and Married: no", "", "1 point", ""),
    ),
    (
        "matrix: [age, married]",
        "matrix: [years, married]",
        ("criterion", "changed", "both", "", "subject", "Age; Married: yes", "Years lived here; Married: yes"),
    ),
    (
        "{when: married, points: 3}",
        "{when: married, points: 4}",
        ("row", "changed", "cases", "Married: yes", "points", "3 points", "4 points"),
    ),
    (
        "years > 9, points",
        "years > 8, points",
        (
            "row",
            "changed",
            "cases",
            "Married: yes, and “Years lived here” is more than 8",
            "condition",
            "Married: yes, and “Years lived here” is more than 9",
            "Married: yes, and “Years lived here” is more than 8",
        ),
    ),
    ("{otherwise: 1}", "{otherwise: 0}", ("row", "changed", "cases", "otherwise", "points", "1 point", "0 points")),
    (
        "{when: married, points: 3}, {when: years > 20, points: 2}",
        "{when: years > 20, points: 2}, {when: married, points: 3}",
        (
            "row",
            "moved",
            "cases",
            "“Years lived here” is more than 20",
            "order",
            "after “Married: yes”",
            "after “Married: yes, and “Years lived here” is more than 9”",
        ),
    ),
    (
        "clamp(age - 20, 0, 30)",
        "clamp(age - 20, 0, 25)",
        (
            "criterion",
            "changed",
            "formula",
            "",
            "expression",
            "(Age − 20), at least 0 and at most 30 (points)",
            "(Age − 20), at least 0 and at most 25 (points)",
        ),
    ),
    (
        "verification: {by: [police], agree: single}",
        "verification: {by: [police, tax], agree: single}",
        ("criterion", "changed", "formula", "", "verification.by", "Police", "Police; Tax office"),
    ),
    ("agree: single", "agree: highest", ("criterion", "changed", "formula", "", "verification.agree", "one", "the highest")),
    (
        ", verification: {by: [police], agree: single}",
        "",
        ("criterion", "changed", "formula", "", "verification", "Police; one", ""),
    ),
    (
        "won_in > 2000",
        "won_in > 2001",
        ("criterion", "changed", "honoured", "", "where", "“Year” is more than 2000", "“Year” is more than 2001"),
    ),
    ("{city: 2, state: 4}", "{city: 3, state: 4}", ("row", "changed", "honoured", "Level: City", "points", "2 points", "3 points")),
    ("max_each: 3", "max_each: 4", ("criterion", "changed", "honoured", "", "max_each", "3 points", "4 points")),
    (
        "combine: {highest: 2}}",
        "combine: highest}",
        ("criterion", "changed", "honoured", "", "combine", "only the 2 highest count", "the highest"),
    ),
    ("first: 20,", "first: 21,", ("criterion", "changed", "given_gifts", "", "first", "20 points", "21 points")),
    ("further: 5", "further: 6", ("criterion", "changed", "given_gifts", "", "further", "5 points", "6 points")),
    (
        "first: 20, further: 5",
        "points: 20",
        (
            "criterion",
            "changed",
            "given_gifts",
            "",
            "rule",
            "each entry in “Gifts” counts by itself; the first entry — 20 points; each further entry — 5 points",
            "each entry in “Gifts” counts by itself; each entry — 20 points",
        ),
    ),
    (
        "over: [months, years]",
        "over: [months, age]",
        ("criterion", "changed", "together", "", "subjects", "Months insured; Years lived here", "Months insured; Age"),
    ),
    (
        "per: value, every: 12, points: 2",
        "per: value, every: 12, points: 1",
        ("criterion", "changed", "together", "", "points", "2 points", "1 point"),
    ),
    (
        "over: [months, years]",
        "over: [age, wage]",
        (
            "criterion",
            "changed",
            "together",
            "",
            "rule",
            "each of Months insured, Years lived here by itself: for every full 12 months — 2 points",
            "each of Age, Wage by itself: for every full 12 years — 2 points",
        ),
    ),
    (
        "reading(education, age)",
        "reading(education, years)",
        (
            "criterion",
            "changed",
            "read",
            "",
            "expression",
            "the value for “Education”, “Age” by the table “Reading” (points)",
            "the value for “Education”, “Years lived here” by the table “Reading” (points)",
        ),
    ),
    ("threshold: 60", "threshold: 61", ("selection", "changed", "", "", "threshold", "60 points", "61 points")),
    ("  threshold: 60\n", "", ("selection", "changed", "", "", "threshold", "60 points", "")),
    (
        "age > 90",
        "age > 91",
        ("selection", "changed", "", "", "unless", "“Age” is more than 90 years", "“Age” is more than 91 years"),
    ),
    (
        "[-months, moved_in]",
        "[-months, -moved_in]",
        (
            "selection",
            "changed",
            "",
            "",
            "ranking.then",
            "Months insured (highest first); Moved in (earliest first)",
            "Months insured (highest first); Moved in (latest first)",
        ),
    ),
    ("by: total", "by: points(base)", ("selection", "changed", "", "", "ranking.by", "the total", "the points for “Base”")),
    (
        "ties_at_cut_off: admit_all",
        "ties_at_cut_off: admit_none",
        ("selection", "changed", "", "", "ranking.ties_at_cut_off", "all admitted", "none admitted"),
    ),
    (
        "  ranking: {by: total, then: [-months, moved_in], ties_at_cut_off: admit_all}\n",
        "",
        (
            "selection",
            "changed",
            "",
            "",
            "ranking",
            "the total; Months insured (highest first); Moved in (earliest first); all admitted",
            "",
        ),
    ),
    (
        "confers: right_to_apply",
        "confers: treatment",
        ("entitlement", "changed", "home", "", "confers", "may be applied for", "received"),
    ),
    (
        "[applicant, spouse]",
        "[applicant]",
        ("entitlement", "changed", "home", "", "beneficiaries", "applicant; spouse", "applicant"),
    ),
    (
        "when: admitted\n",
        "when: total > 9\n",
        ("entitlement", "changed", "home", "", "when", "admitted", "the total is more than 9"),
    ),
    (
        "starts: decision",
        "starts: registration",
        ("entitlement", "changed", "home", "", "starts", "from the decision", "from registration"),
    ),
    (", {label: No home}", "", ("entitlement", "removed", "home", "No home", "further_conditions", "No home", "")),
    (
        "label: No home",
        "label: No other home",
        ("entitlement", "changed", "home", "No other home", "further_conditions.label", "No home", "No other home"),
    ),
    (
        "reference: art. 7",
        "reference: art. 8",
        ("entitlement", "changed", "home", "Low income", "further_conditions.reference", "art. 7", "art. 8"),
    ),
    ("valid_for: 12 months", "valid_for: 24 months", ("entitlement", "changed", "home", "", "valid_for", "12 months", "24 months")),
    ("documents: [card]", "documents: [diploma]", ("entitlement", "changed", "home", "", "documents", "Identity card", "Diploma")),
    (
        "  - {id: lessons, label: Lessons, service: schooling, beneficiaries: [child], when: admitted}\n",
        "",
        ("entitlement", "removed", "lessons", "", "", "admitted", ""),
    ),
    ("mode: ranked", "mode: threshold", ("procedure", "changed", "", "", "mode", "ranked", "by threshold")),
    (
        "{is: Bureau, reference: art. 8}",
        "{is: Office, reference: art. 8}",
        ("procedure", "changed", "", "", "organ", "Bureau", "Office"),
    ),
    (
        "{is: Bureau, reference: art. 8}",
        "{is: Bureau, reference: art. 9}",
        ("procedure", "changed", "", "organ", "references", "art. 8", "art. 9"),
    ),
    ('phone: "1"', 'phone: "2"', ("procedure", "changed", "", "Hall", "offices.phone", "1", "2")),
    ("{name: Annex}", "{name: Annexe}", ("procedure", "changed", "", "Annexe", "offices.name", "Annex", "Annexe")),
    (
        '[{name: Hall, phone: "1"}, {name: Annex}]',
        '[{name: Annex}, {name: Hall, phone: "1"}]',
        ("procedure", "moved", "", "Annex", "offices.order", "after “Hall”", "first"),
    ),
    (
        "channels: [counter]",
        "channels: [counter, online]",
        ("procedure", "changed", "", "", "channels", "counter", "counter; online"),
    ),
    ("fee: none", "fee: 5", ("procedure", "changed", "", "", "fee", "none", "5")),
    ("{n: 5, unit: working_days", "{n: 6, unit: working_days", ("procedure", "changed", "", "acceptance", "days.n", "5", "6")),
    (", decide: {n: 20, unit: days}", "", ("procedure", "removed", "", "decision", "days", "20 days", "")),
    ("[masked_name]", "[name]", ("procedure", "changed", "", "", "publication.fields", "masked_name", "name")),
    ("days: {n: 7, unit: days}", "days: {n: 8, unit: days}", ("procedure", "changed", "", "", "publication.days.n", "7", "8")),
    (", days: {n: 7, unit: days}", "", ("procedure", "changed", "", "", "publication.days", "7 days", "")),
    ("originals_check: true", "originals_check: false", ("procedure", "changed", "", "", "originals_check", "yes", "no")),
    ("within: {n: 10,", "within: {n: 15,", ("procedure", "changed", "", "review", "remedies.within.n", "10", "15")),
    ("who: [spouse, child]", "who: [child]", ("procedure", "changed", "", "", "family.who", "spouse; minor child", "minor child")),
    ("[Unmarried]", "[Single]", ("procedure", "changed", "", "", "family.conditions", "Unmarried", "Single")),
    ("form: copy", "form: original", ("evidence", "changed", "card", "", "form", "copy", "original")),
    ('{name: Mayor, phone: "2"}', '{name: Mayor, phone: "3"}', ("procedure", "changed", "", "Mayor", "complaints.phone", "2", "3")),
    ("A month.", "A year.", ("procedure", "changed", "", "How long?", "questions.answer", "A month.", "A year.")),
    (
        "duplicates: flag",
        "duplicates: refuse",
        ("procedure", "changed", "", "", "duplicates", "the officer is told", "refused"),
    ),
    (
        "questions_pause: true",
        "questions_pause: false",
        ("procedure", "changed", "", "", "questions_pause", "yes", "no"),
    ),
    ("in_flight: pin", "in_flight: move", ("procedure", "changed", "", "", "in_flight", "the old rules", "the new rules")),
]


@pytest.mark.parametrize(
    ("old", "new", "change"), [pytest.param(*each, id=f"{each[0].strip()} → {each[1].strip()}") for each in ONE]
)
def test_each_kind_of_thing_changed_once_is_one_change(old, new, change):
    assert changes(village(), village((old, new))) == [change]


@pytest.mark.parametrize(
    ("old", "new", "change"), [pytest.param(*each, id=f"{each[0].strip()} → {each[1].strip()}") for each in ONE]
)
def test_the_other_way_round_is_one_change_too(old, new, change):
    """What was added is removed; what was changed goes from new to old."""
    ((part, kind, id_, _, what, before, after),) = changes(village((old, new)), village())
    opposite = {"added": "removed", "removed": "added", "changed": "changed", "moved": "moved"}
    assert (part, kind, what) == (change[0], opposite[change[1]], change[4])
    if kind != "moved":  # of two that changed places either may be the one that moved
        assert (id_, before, after) == (change[2], change[6], change[5])


SEVERAL = [
    (
        "grants: registration",
        "grants: residence",
        [
            ("head", "changed", "", "", "grants", "registration", "residence"),
            ("entitlement", "changed", "lessons", "", "starts", "from registration", "from the decision"),
        ],
    ),
    (
        "years: {type: integer, min: 0, max: 50, default: 0, label: Years lived here}",
        "years: {type: integer, min: 0, max: 50, ask: {section: work, order: 9}, label: Years lived here}",
        [("fact", "changed", "years", "", "default", "0", ""), ("fact", "changed", "years", "", "ask", "", "Work; 9")],
    ),
    (
        "2026-01-01: 6000",
        "2026-02-01: 6000",
        [
            ("parameter", "removed", "wage_line", "1 January 2026", "values", "6,000 yuan", ""),
            ("parameter", "added", "wage_line", "1 February 2026", "values", "", "6,000 yuan"),
        ],
    ),
    (
        "{college: 20, bachelor",
        "{none: 20, bachelor",
        [
            ("row", "removed", "school", "Education: College", "", "20 points", ""),
            ("row", "added", "school", "Education: None", "", "", "20 points"),
        ],
    ),
    (
        "[{from: 18, points: {true: 9, false: 8}}, {from: 60, points: {true: 2, false: 1}}]",
        "[{from: 18, points: 3}, {from: 60, points: {true: 2, false: 1}}]",
        [
            ("row", "removed", "both", "Age: from 18 years, below 60 years, and Married: yes", "", "9 points", ""),
            ("row", "removed", "both", "Age: from 18 years, below 60 years, and Married: no", "", "8 points", ""),
            ("row", "added", "both", "Age: from 18 years, below 60 years", "", "", "3 points"),
        ],
    ),
    (
        "{id: invention, label",
        "{id: discovery, label",
        [
            (
                "criterion",
                "removed",
                "invention",
                "",
                "",
                "only where “Age” is at least 18 years; Patent: yes — 10 points; not counted where “School” gives points",
                "",
            ),
            (
                "criterion",
                "added",
                "discovery",
                "",
                "",
                "",
                "only where “Age” is at least 18 years; Patent: yes — 10 points; not counted where “School” gives points",
            ),
        ],
    ),
    (
        "{kind: litigation}",
        "{kind: reconsideration}",
        [
            ("procedure", "removed", "", "litigation", "remedies", "litigation", ""),
            ("procedure", "added", "", "administrative reconsideration", "remedies", "", "administrative reconsideration"),
        ],
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "found"), [pytest.param(*each, id=f"{each[0].strip()} → {each[1].strip()}") for each in SEVERAL]
)
def test_what_changes_in_several_places_is_several_changes(old, new, found):
    assert changes(village(), village((old, new))) == found


@pytest.mark.parametrize("policy", LIBRARY.policies, ids=lambda policy: policy.name)
def test_a_policy_does_not_differ_from_itself(policy):
    assert differences(policy, policy) == ()


@pytest.mark.parametrize("old", LIBRARY.policies, ids=lambda policy: policy.name)
@pytest.mark.parametrize("new", LIBRARY.policies, ids=lambda policy: policy.name)
def test_two_policies_differ_and_every_change_has_its_words(old, new):
    found = differences(old, new)
    assert bool(found) == (old.digest != new.digest)
    for change in found:
        for language in ("zh", "en"):
            assert say_change(change, language)
            if change.kind in {"changed", "moved"}:
                assert change.old.say(language) != change.new.say(language), change


def test_a_row_is_told_in_both_languages_with_its_article():
    change = only(("points: 30}, {above", "points: 28}, {above"))
    assert (
        say_change(change, "en")
        == "criterion “Age”, “Age: from 18 years, 45 years or less”, points: 30 points → 28 points [reference art. 3]"
    )
    assert say_change(change, "zh") == "积分指标“年龄”，“Age：满18年，45年及以下”，分值：30分 → 28分〔依据 art. 3〕"


@pytest.mark.parametrize(
    ("edit", "zh", "en"),
    [
        (
            ("  threshold: 60\n", ""),
            "录取，合格分值：60分 → 无",
            "selection, threshold: 60 points → nothing",
        ),
        (
            (
                "  - {id: too_old, label: Too old, when: age > 100}",
                "  - {id: too_old, label: Too old, when: age > 100}\n  - {id: poor, label: Poor, when: wage < 9}",
            ),
            "一票否决“Poor”：新增（Wage少于9）",
            "veto “Poor”: added (“Wage” is less than 9)",
        ),
        (
            (", {label: No home}", ""),
            "待遇“Home”，“No home”，另有条件：删去",
            "entitlement “Home”, “No home”, further conditions: removed",
        ),
        (
            (
                "sections: {about: {label: About you}, work: {label: Work}}",
                "sections: {work: {label: Work}, about: {label: About you}}",
            ),
            "政策，“Work”，问卷部分 · 次序：移动，在“About you”之后 → 最前",
            "policy, “Work”, sections · order: moved, after “About you” → first",
        ),
    ],
)
def test_every_kind_of_change_has_its_sentence(edit, zh, en):
    change = only(edit)
    assert (say_change(change, "zh"), say_change(change, "en")) == (zh, en)


def test_a_change_in_one_language_shows_in_the_other_too():
    change = only(("{zh: 小村, en: Village}", "{zh: 小庄, en: Village}"))
    assert (change.old.say("en"), change.new.say("en")) == ("小村", "小庄")


def test_the_same_words_for_different_conditions_are_told_apart():
    change = only(("applies: adult, yields", "applies: age >= 18, yields"))
    assert (change.what, change.old.say("zh"), change.new.say("zh")) == (
        "applies",
        "variable(adult)",
        "Comparison(>=, fact(age), 18)",
    )


def test_a_change_of_a_variable_or_fact_is_not_repeated_where_it_is_read():
    assert [c.part for c in differences(village(), village(("adult: age >= 18", "adult: age >= 19")))] == ["variable"]
    assert [c.part for c in differences(village(), village(("places: 2, min: 0", "places: 4, min: 0")))] == ["fact"]
    assert [c.what for c in differences(village(), village(("{none: None, college", "{zero: Zero, none: None, college")))] == [
        "options"
    ]


def test_what_is_written_otherwise_and_means_the_same_is_told_by_the_digest():
    change = only(("rounding: half_up\n", ""))
    assert (change.part, change.what) == ("head", "digest")
    assert change.old.say("en") == village().digest[:12]


def test_items_move_between_groups_and_among_each_other():
    read = '      - {id: read, label: Read, formula: "reading(education, age)"}\n'
    first = ("    criteria:\n      - {id: age_points", f"    criteria:\n{read}      - {{id: age_points")
    assert changes(village(), village((read, ""), first)) == [("criterion", "moved", "read", "", "group", "More", "Base")]
    cases = "    criteria:\n      - {id: cases"
    assert changes(village(), village((read, ""), (cases, f"    criteria:\n{read}      - {{id: cases"))) == [
        ("criterion", "moved", "read", "", "order", "after “Together”", "first")
    ]


def test_a_group_that_goes_takes_its_criteria_along_or_leaves_them():
    base = VILLAGE.index("  - id: more\n"), VILLAGE.index("selection:\n")
    without = load(VILLAGE[: base[0]] + VILLAGE[base[1] :])
    found = differences(village(), without)
    assert [(c.part, c.kind) for c in found] == [("group", "removed"), *[("criterion", "removed")] * 6]
    assert found[0].old.say("en") == "only where “Years lived here” is more than 0; only the highest counts"
    first = "    criteria:\n      - {id: age_points"
    inner = village(
        (
            first,
            "    criteria:\n      - {id: inner, label: Inner, max: 9, criteria: [{id: one, label: One, when: adult, points: 1}]}\n      - {id: age_points",
        )
    )
    assert [(c.part, c.kind, c.id, c.new.say("en")) for c in differences(village(), inner)] == [
        ("group", "added", "inner", "at most — 9 points"),
        ("criterion", "added", "one", "“Age” is at least 18 years — 1 point"),
    ]


def test_the_first_subject_may_change_without_the_rule():
    assert changes(village(), village(("over: [months, years]", "over: [age, years]"))) == [
        ("criterion", "changed", "together", "", "subjects", "Months insured; Years lived here", "Age; Years lived here")
    ]


def test_a_rule_within_a_rule_may_be_of_another_kind():
    (change,) = differences(village(), village(("lookup: level, points: {city: 2, state: 4}", "points: 2")))
    assert (change.part, change.what) == ("criterion", "rule")
    assert "Level: State — 4 points" in change.old.say("en")
    assert "Level: State — 4分" not in change.new.say("zh")


def test_an_optional_fact_is_not_repeated_where_it_is_read():
    optional = ("years: {type: integer,", "years: {type: integer, optional: true,")
    assert changes(village(), village(optional)) == [("fact", "changed", "years", "", "optional", "no", "yes")]
    asked = ("require: years >= 1}", "require: given(years)}")
    assert [c.what for c in differences(village(optional), village(optional, asked))] == ["require"]
    both = ("require: years >= 1}", "require: given(years) and years < 9 and age > 1}")
    assert [c.what for c in differences(village(optional), village(optional, both))] == ["require"]


def test_several_edits_are_several_changes_in_the_order_of_the_file():
    edits = [
        (old, new) for old, new, _ in ONE if old in {'version: "1"\n', "In full years,", "age < 14", "threshold: 60", "fee: none"}
    ]
    assert [c.part for c in differences(village(), village(*edits))] == ["head", "fact", "check", "selection", "procedure"]


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_every_item_is_paired_removed_or_added(old, new):
    pairing = pair(old, new, lambda _old, _new: True)
    assert sorted([*(i for i, _ in pairing.pairs), *pairing.removed]) == list(range(len(old)))
    assert sorted([*(j for _, j in pairing.pairs), *pairing.added]) == list(range(len(new)))
    assert set(pairing.moved) <= {(i, j) for i, j in pairing.pairs if old[i] == new[j]}
    assert pair(old, old).moved == ()


def test_the_words_are_complete_in_both_languages():
    for words in (PARTS, SENTENCES, WHAT, CODES):
        for code, (zh, en) in words.items():
            places = [{name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (zh, en)]
            assert places[0] == places[1], code
            assert zh
            assert en


def test_every_property_of_a_policy_has_words():
    whats = {c.what for old in LIBRARY.policies for new in LIBRARY.policies for c in differences(old, new)}
    whats |= {change[4] for _, _, change in ONE}
    assert {step for what in whats for step in what.split(".") if step} <= set(WHAT)


def test_a_property_that_is_new_is_named_as_it_is_written():
    assert what_words("ask.colour", "en") == "question · colour"
    assert in_words(village(), {"b": 1}.keys()).say("en").startswith("dict_keys")
    assert decoded(Boolean(), True) is True  # noqa: FBT003 - a coded value
    assert formal((("option", "a"), 1)) == "(option(a), 1)"


def test_the_town_too():
    assert len(differences(load_town(), village())) > 50
