"""Small, well-typed policies at random, as YAML text, and facts that fit them."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import strategies as st

HEAD = """\
format: 1
scheme: town
version: "1"
title: Town
jurisdiction: "440100"
grants: registration
in_force: {from: 2024-02-01, until: 2026-12-31}
provenance: illustrative
sources: {rules: {title: Rules}}
precision: 0.01
rounding: %s
sections: {about: {label: About}}
facts:
  n: {type: integer, min: -20, max: 40, label: N, ask: {section: about, order: 1}}
  m: {type: integer, min: 0, max: 100, default: 7, label: M, ask: {section: about, order: 2}}
  w: {type: decimal, places: 2, min: -5.25, max: 50, label: W, ask: {section: about, order: 3}}
  d: {type: date, min: 1980-01-01, max: 2030-12-31, label: D, ask: {section: about, order: 4}}
  b: {type: boolean, label: B, ask: {section: about, order: 5}}
  c: {type: boolean, default: true, label: C, ask: {section: about, order: 6, when: "b or n > 3"}}
  q: {type: integer, min: 0, max: 9, default: 3, label: Q, ask: {section: about, order: 7, when: "c"}}
  e: {type: choice, label: E, options: {low: Low, mid: Mid, high: High, top: Top}, ask: {section: about, order: 8}}
  o: {type: integer, optional: true, min: -5, max: 20, label: O, ask: {section: about, order: 11}}
  y: {type: date, optional: true, default: null, min: 1990-01-01, max: 2025-01-01, label: Y}
  z: {type: boolean, optional: true, default: true, label: Z, ask: {section: about, order: 12, when: "n > 0 or given(o)"}}
  x: {type: choice, optional: true, options: e, default: null, label: X}
  f: {type: choice, label: F, options: e, default: mid}
  g: {type: choice, ordered: false, default: red, label: G, options: {red: Red, green: Green, blue: Blue}}
  l:
    type: list
    label: L
    max_items: 3
    ask: {section: about, order: 9}
    of:
      k: {type: choice, label: K, options: {x: X, y: Y, z: Z}}
      i: {type: integer, min: -3, max: 9, label: I}
      t: {type: date, min: 2000-01-01, max: 2026-01-01, label: T}
      u: {type: boolean, default: false, label: U}
  h:
    type: list
    label: H
    max_items: 2
    default: [{j: 2}]
    ask: {section: about, order: 10, when: "n < 5"}
    of: {j: {type: decimal, places: 1, min: 0, max: 5, label: J}}
parameters:
  p: {values: {2020-01-01: 5, 2025-06-01: 7.5}}
  s: {values: {2020-01-01: [1, 2.5, 7], 2025-06-01: [3]}}
  r: {values: {2020-01-01: 2010-02-28}}
tables:
  tab:
    values:
      2020-01-01: {low: 1, mid: {bands: [{is: -2}, {from: 3.5, is: 4.25}]}, top: 9}
      2025-06-01: {low: {bands: [{is: 0}, {from: -1, is: 2}, {from: 12, is: 8}]}, high: 3}
  day: {values: {2019-07-01: {bands: [{is: 2001-05-31}, {from: 2000-01-01, is: {true: 1999-12-31, false: 2015-03-01}}]}}}
"""

NUMBERS = st.one_of(st.integers(-9, 12).map(str), st.sampled_from(["0.5", "2.25", "10.75", "-1.5"]))
DAYS = st.sampled_from(["'2000-02-29'", "'2024-02-29'", "'2025-12-31'", "'2010-06-15'"])
COMPARE = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


def _join(template: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda found: template.format(*found))


@cache
def numbers(depth: int, fields: tuple[str, ...] = (), variables: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Expressions of numbers; *fields* of a record, and *variables* that are numbers, may be named."""
    names = st.sampled_from(["n", "m", "w", "q", "p", "o", *fields, *variables])
    if depth == 0:
        return st.one_of(names, NUMBERS)
    inner, when, day = numbers(depth - 1, fields, variables), conditions(depth - 1, fields), days(depth - 1)
    kinds = [
        names,
        _join("({} + {})", inner, inner),
        _join("({} - {})", inner, inner),
        _join("({} * {})", names, NUMBERS),
        _join("(-{})", names),
        _join("(max(0, {}) // {})", inner, st.sampled_from(["1", "3", "0.5", "2.5"])),
        _join("({} if {} else {})", inner, when, inner),
        _join("{}({}, {})", st.sampled_from(["min", "max"]), inner, inner),
        _join("abs({})", inner),
        _join("clamp({}, {}, {})", inner, st.sampled_from(["-2", "0"]), st.sampled_from(["3", "7.5"])),
        _join("ratio({}, {}, {})", inner, st.sampled_from(["3", "-7", "0.5"]), st.sampled_from(["0", "1", "2"])),
        _join("{}({}, {})", st.sampled_from(["round", "round_down", "round_up"]), inner, st.sampled_from(["0", "1", "2"])),
        _join("{}({})", st.sampled_from(["years_since", "months_since", "days_since", "year", "month"]), day),
        _join("{}({}, {})", st.sampled_from(["years_between", "months_between", "days_between"]), day, day),
        _join("count_of({}, {})", when, when),
        _join("tab(e, {})", names),
        _join("at(tab(f, {}), max({}, '2020-01-01'))", names, day),
        _join("at(p, max({}, '2020-01-01'))", day),
    ]
    if not fields:
        record, cond = numbers(0, ("i",)), conditions(0, ("i",), record=True)
        kinds += [
            _join("{}(l, {}, {})", st.sampled_from(["sum", "best"]), record, cond),
            _join("count(l, {})", cond),
            st.just("sum(h, j)"),
            st.just("count(h)"),
        ]
    return st.one_of(kinds)


@cache
def days(depth: int) -> st.SearchStrategy[str]:
    """Expressions of dates."""
    simple = st.one_of(st.sampled_from(["d", "r", "assessment_date", "y"]), DAYS)
    if depth == 0:
        return simple
    return st.one_of(
        simple,
        _join("add_months({}, {})", simple, st.sampled_from(["-13", "1", "24", "q"])),
        st.sampled_from(["date(year(d), 2, 28)", "date(year(assessment_date) - 1, 1, 1)"]),
        _join("{}({}, {})", st.sampled_from(["min", "max"]), simple, simple),
        _join("day({}, {})", simple, st.sampled_from(["b", "c"])),
    )


@cache
def conditions(depth: int, fields: tuple[str, ...] = (), *, record: bool = False) -> st.SearchStrategy[str]:
    """Conditions."""
    simple = [
        st.sampled_from(
            ["b", "c", "not b", "true", "z", "not z", "given(o)", "not given(y)", "x >= mid", "z == b", "x not in [low]"]
        ),
        _join("{} {} {}", st.sampled_from(["n", "m", "w", "q", *fields]), COMPARE, NUMBERS),
        _join("e {} {}", COMPARE, st.sampled_from(["low", "mid", "high", "f"])),
        _join("g {} {}", st.sampled_from(["==", "!="]), st.sampled_from(["red", "blue"])),
        st.sampled_from(
            [
                "mid <= e",
                "e in [low, high]",
                "g not in [red]",
                "n in [1, 2.5, 7]",
                "n in s",
                "w in s",
                "b == c",
                "b != c",
                "0 < n <= 12.5",
                "n in at(s, max(d, '2020-01-01'))",
            ]
        ),
        _join("{} {} {}", st.sampled_from(["d", "assessment_date", "r"]), COMPARE, DAYS),
    ]
    if record:
        simple += [st.sampled_from(["k >= y", "k == z", "u", "not u", "years_since(t) >= 5", "i > q", "i in [1, 3]"])]
    if depth == 0:
        return st.one_of(simple)
    inner = conditions(depth - 1, fields, record=record)
    kinds = [*simple, _join("({} and {})", inner, inner), _join("({} or {})", inner, inner), _join("(not {})", inner)]
    kinds.append(_join("{} {} {}", numbers(depth - 1, fields), COMPARE, numbers(depth - 1, fields)))
    if not fields and not record:
        cond = conditions(0, ("i",), record=True)
        kinds += [_join("any(l, {})", cond), _join("all(l, {})", cond), st.just("any(l)")]
    return st.one_of(kinds)


@cache
def points(fields: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    """Points: mostly plain, sometimes an expression."""
    return st.one_of(NUMBERS, NUMBERS, _join('"round({}, 2)"', numbers(1, fields)))


@cache
@st.composite
def _bands(draw, fields: tuple[str, ...]):
    if not fields and draw(st.booleans()):
        starts = ["'1990-01-01'", "'2000-02-29'", "r"]
        rows = [f'{{{draw(st.sampled_from(["from", "above"]))}: "{start}", points: {draw(points())}}}' for start in starts]
        return f"bands: d, points: [{', '.join(rows)}]"
    subject = draw(numbers(1, fields))
    first = [f"{{points: {draw(points(fields))}}}"] if draw(st.booleans()) else []
    starts = sorted(draw(st.sets(st.integers(-9, 60), min_size=1, max_size=3)))
    rows = [f"{{{draw(st.sampled_from(['from', 'above']))}: {start}, points: {draw(points(fields))}}}" for start in starts]
    if draw(st.booleans()):
        rows.append(f"{{from: 60 + p, points: {draw(points(fields))}}}")
    return f'bands: "{subject}", points: [{", ".join([*first, *rows])}]'


@cache
@st.composite
def _per(draw, fields: tuple[str, ...]):
    more = [f"every: {draw(st.sampled_from(['1', '2', '0.5', '3', 'p']))}"] if draw(st.booleans()) else []
    more += [f"after: {draw(st.sampled_from(['2', '0.25', 'q', '-3']))}"] if draw(st.booleans()) else []
    more += [f"at_least: {draw(st.sampled_from(['4', '1.5', 'q']))}"] if draw(st.booleans()) else []
    return f'per: "{draw(numbers(1, fields))}", points: {draw(points(fields))}' + "".join(f", {m}" for m in more)


@st.composite
def _axis(draw, axes: list[str], fields: tuple[str, ...], *, record: bool):
    """One level of a matrix over *axes*, and what is below it."""
    if not axes or draw(st.integers(0, 4)) == 0:
        return draw(points(fields))
    below = _axis(axes[1:], fields, record=record)
    options = {"e": "low high top", "x": "low high top", "g": "red green blue", "k": "x z"}.get(axes[0], "true false")
    if axes[0] in {"n", "i", "d"}:
        starts = (
            ["1990-01-01", "2000-02-29"] if axes[0] == "d" else sorted(draw(st.sets(st.integers(-3, 20), min_size=1, max_size=3)))
        )
        first = [f"{{points: {draw(below)}}}"] if draw(st.booleans()) else []
        rows = [
            f'{{{draw(st.sampled_from(["from", "above"]))}: "{repr(s) if axes[0] == "d" else s}", points: {draw(below)}}}'
            for s in starts
        ]
        return f"[{', '.join([*first, *rows])}]"
    chosen = draw(st.sets(st.sampled_from(options.split()), min_size=1))
    return f"{{{', '.join(f'{o}: {draw(below)}' for o in sorted(chosen))}}}"


@cache
@st.composite
def _matrix(draw, fields: tuple[str, ...], *, record: bool):
    known = ["e", "x", "g", "n", "d", "b", "'n > 3 or c'", *(["k", "i", "u"] if record else [])]
    axes = draw(st.lists(st.sampled_from(known), min_size=2, max_size=3, unique=True))
    nested = draw(_axis(axes, fields, record=record).filter(lambda text: text[0] in "[{"))
    return f"matrix: [{', '.join(axes)}], points: {nested}"


@cache
@st.composite
def _simple(draw, fields: tuple[str, ...] = (), *, record: bool = False):
    when = conditions(1, fields, record=record)
    match draw(st.sampled_from(["fixed", "lookup", "bands", "matrix", "per", "cases", "formula"])):
        case "fixed":
            return f'when: "{draw(when)}", points: {draw(points(fields))}'
        case "lookup":
            subject, options = draw(
                st.sampled_from([("e", "low high top"), ("g", "red blue"), ("x", "mid top"), ("k", "x z")][: 4 if record else 3])
            )
            chosen = draw(st.sets(st.sampled_from(options.split()), min_size=1))
            return f"lookup: {subject}, points: {{{', '.join(f'{o}: {draw(points(fields))}' for o in sorted(chosen))}}}"
        case "bands":
            return draw(_bands(fields))
        case "matrix":
            return draw(_matrix(fields, record=record))
        case "per":
            return draw(_per(fields))
        case "cases":
            rows = [f'{{when: "{draw(when)}", points: {draw(points(fields))}}}' for _ in range(draw(st.integers(1, 3)))]
            rows += [f"{{otherwise: {draw(points(fields))}}}"] if draw(st.booleans()) else []
            return f"cases: [{', '.join(rows)}]"
    return f'formula: "round({draw(numbers(1, fields))}, {draw(st.sampled_from("012"))})"'


@st.composite
def _rule(draw):
    match draw(st.sampled_from(["simple", "simple", "each", "over"])):
        case "each":
            more = f', where: "{draw(conditions(1, ("i",), record=True))}"' if draw(st.booleans()) else ""
            more += f", max_each: {draw(NUMBERS)}" if draw(st.booleans()) else ""
            more += (
                f", combine: {draw(st.sampled_from(['sum', 'highest', '{highest: 1}', '{highest: 2}']))}"
                if draw(st.booleans())
                else ""
            )
            inner = [
                _simple(("i",), record=True),
                points(("i",)).map("points: {}".format),
                st.tuples(points(("i",)), points(("i",))).map(lambda p: f"first: {p[0]}, further: {p[1]}"),
            ]
            return f"each: l{more}, {draw(st.one_of(inner))}"
        case "over":
            subjects = draw(st.lists(numbers(1), min_size=1, max_size=3))
            inner = draw(
                st.sampled_from(
                    [
                        "per: value, points: 2, every: 3",
                        "bands: value, points: [{from: 2, points: 1.5}, {above: 9, points: -4}]",
                        'when: "value > 3", points: 5',
                        'formula: "round(value, 1)"',
                    ]
                )
            )
            return f"over: [{', '.join(repr(s) for s in subjects)}], {inner}"
    return draw(_simple())


@st.composite
def _limits(draw):
    more = f', applies: "{draw(conditions(1))}"' if draw(st.integers(0, 3)) == 0 else ""
    more += f", max: {draw(st.sampled_from(['8', '2.5', '-1', '5 if b else 9', 'q']))}" if draw(st.integers(0, 2)) == 0 else ""
    return more + (f", min: {draw(st.sampled_from(['-3', '0', '1.25', 'q - 9']))}" if draw(st.integers(0, 2)) == 0 else "")


@st.composite
def policies(draw) -> str:
    """Give the text of a policy."""
    ids: list[str] = []

    def criterion() -> str:
        yields = f", yields_to: {draw(st.sampled_from(ids))}" if ids and draw(st.integers(0, 3)) == 0 else ""
        ids.append(f"k{len(ids)}")
        return f"{{id: {ids[-1]}, label: K, {draw(_rule())}{draw(_limits())}{yields}}}"

    def group(id_: str, depth: int) -> str:
        items = [criterion() for _ in range(draw(st.integers(1, 3)))]
        if depth and draw(st.booleans()):
            items.insert(draw(st.integers(0, len(items))), group(f"{id_}_in", depth - 1))
        how = draw(st.sampled_from(["sum", "sum", "highest", "{highest: 2}"]))
        return f"{{id: {id_}, label: G, combine: {how}{draw(_limits())}, criteria: [{', '.join(items)}]}}"

    text = HEAD % draw(st.sampled_from(["half_up", "down", "up"]))
    variables = [numbers(2), conditions(2), days(1), numbers(1, (), ("v0",))]
    text += "variables:\n" + "".join(f'  v{i}: "{draw(kind)}"\n' for i, kind in enumerate(variables))
    text += f'requirements:\n  - {{id: r0, label: R, require: "{draw(conditions(1))}", unless: "{draw(conditions(0))}"}}\n'
    text += '  - {id: r1, label: R, require: "v1 or n > -19"}\n'
    text += f'vetoes:\n  - {{id: x0, label: X, when: "n > 36 and {draw(conditions(0))}"}}\n'
    text += f"groups:\n  - {group('g0', 1)}\n" + (f"  - {group('g1', 0)}\n" if draw(st.booleans()) else "")
    text += f'selection:\n  threshold: {draw(st.sampled_from(["3", "q", "-2.5"]))}\n  unless: "{draw(conditions(0))}"\n'
    text += '  ranking: {by: points(g0), then: [-n, d, "-d", b, e, w]}\n'
    text += "entitlements:\n" + "".join(
        f'  - {{id: e{i}, label: E, service: other, beneficiaries: [applicant], when: "{when}"}}\n'
        for i, when in enumerate(["admitted", "total >= 4 and b", "points(k0) != 0 or admitted"])
    )
    return text


RECORDS = st.fixed_dictionaries(
    {"k": st.sampled_from("xyz"), "i": st.integers(-3, 9), "t": st.dates(date(2000, 1, 1), date(2026, 1, 1))},
    optional={"u": st.booleans()},
)
REQUIRED = {
    "n": st.integers(-20, 40),
    "w": st.integers(-525, 5000).map(lambda cents: f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"),
    "d": st.dates(date(1980, 1, 1), date(2030, 12, 31)),
    "b": st.booleans(),
    "e": st.sampled_from(["low", "mid", "high", "top"]),
    "l": st.lists(RECORDS, max_size=3),
    "o": st.one_of(st.none(), st.integers(-5, 20)),
}
OPTIONAL = {
    "m": st.integers(0, 100),
    "c": st.booleans(),
    "q": st.integers(0, 9),
    "f": st.sampled_from(["low", "top"]),
    "x": st.one_of(st.none(), st.sampled_from(["low", "top"])),
    "y": st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2025, 1, 1))),
    "z": st.one_of(st.none(), st.booleans()),
    "g": st.sampled_from(["red", "green", "blue"]),
    "h": st.lists(st.fixed_dictionaries({"j": st.sampled_from(["0", "1.5", "5"])}), max_size=2),
}
FACTS = st.fixed_dictionaries(REQUIRED, optional=OPTIONAL)
ON = st.dates(date(2024, 2, 1), date(2026, 12, 31))
