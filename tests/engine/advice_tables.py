"""Small policies at random in which several facts can be changed and the points hang together, and facts that fit them."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.policy.small import HEAD

FACTS = {
    "a": ("integer, min: 0, max: 12", ["step: 3", "step: 5", "step: 12"]),
    "b": ("boolean", ["costs: [money]", "step: 1", "step: -1"]),
    "c": ("choice, options: {none: N, low: L, mid: M, high: H}", ["step: 1", "step: 2", "costs: [health, money]"]),
    "d": ("decimal, places: 2, min: 0, max: 2.25", ["step: 0.5", "step: 0.75, costs: [move]"]),
    "e": ("choice, ordered: false, options: {x: X, y: Y, z: Z}", ["step: 1"]),
    "f": ("integer, min: 0, max: 4", ["step: -1", "step: -3", "step: 0.5"]),
    "g": ("boolean, default: false, ask: {section: about, order: 1, when: b or a >= 6}", ["step: 1"]),
    "h": ("integer, min: 0, max: 3, default: 1, ask: {section: about, order: 2, when: g}", ["step: 1"]),
}
LIST = """\
  l:
    type: list
    label: L
    max_items: 2
    %s
    of:
      k: {type: choice, label: K, options: {low: L, top: T}}
      i: {type: integer, min: 0, max: 2, label: I}
      t: {type: date, min: 2020-01-01, label: T}
      w: {type: text, label: W}
"""
RULES = [
    "per: a, every: 3, points: {p}",
    "per: a, points: {p}, max: 9",
    "when: b, points: {p}",
    "lookup: c, points: {{low: 3, mid: 5, high: {p}}}",
    "bands: d, points: [{{from: 0.5, points: 2}}, {{above: 1, points: {p}}}, {{from: 2, points: 9}}]",
    "lookup: e, points: {{x: 1, y: {p}}}",
    "per: f, points: -{p}",
    "when: g, points: {p}",
    "per: h, points: {p}, max: 7",
    "per: v, points: {p}",
    "cases: [{{when: b and c >= mid, points: {p}}}, {{when: e == z or g, points: 2}}]",
    "formula: 'abs(a - 7)'",
    "formula: 'max(0, a * 2 - f * {p})'",
    "each: l, where: i >= 1, lookup: k, points: {{low: 1, top: {p}}}, max: 6",
    "per: 'count(l, t == assessment_date)', points: {p}",
    "each: l, first: {p}, further: 1, max_each: 5",
    "formula: 'sum(l, i)'",
]
RECORD = st.fixed_dictionaries(
    {"k": st.sampled_from(["low", "top"]), "i": st.integers(0, 2), "t": st.just("2024-05-01"), "w": st.sampled_from(["one", "two"])}
)
ANSWERS = {
    "a": st.integers(0, 7),
    "b": st.booleans(),
    "c": st.sampled_from(["none", "low", "mid", "high"]),
    "d": st.sampled_from(["0", "0.5", "1.1"]),
    "e": st.sampled_from("xyz"),
    "f": st.integers(0, 4),
}
LATER = {"g": st.booleans(), "h": st.integers(0, 3), "l": st.lists(RECORD, max_size=2, unique_by=lambda r: r["k"])}
ALL_ANSWERS = st.fixed_dictionaries(ANSWERS, optional=LATER)


@st.composite
def tables(draw) -> str:
    """Give the text of a policy."""
    chosen = draw(st.sets(st.sampled_from([*FACTS, "l"]), min_size=3, max_size=4))

    def mark(id_: str, how: list[str]) -> str:
        if id_ not in chosen:
            return ""
        if id_ not in {"d", "l"} and draw(st.integers(0, 4)) == 0:
            return "elective: true, "
        return f"attainable: {{effort: {draw(st.integers(1, 5))}, {draw(st.sampled_from(how))}}}, "

    def ask(kind: str) -> str:
        return "" if "ask:" in kind else "ask: {section: about, order: 9}, "

    text = HEAD + "facts:\n"
    text += "".join(f"  {id_}: {{label: F, {mark(id_, how)}{ask(kind)}type: {kind}}}\n" for id_, (kind, how) in FACTS.items())
    more = ["default: []"] + (["unique: [k]"] if draw(st.booleans()) else [])
    more += [mark("l", ["step: 1"]).rstrip(", ")] if "l" in chosen else []
    text += LIST % "\n    ".join(more)
    text += "variables:\n  v: count_of(b, c >= low, a > 4, any(l, k == top))\n"
    text += "checks:\n  - {id: k0, label: C, require: not b or f < 4}\n"
    text += f"requirements:\n  - {{id: r0, label: R, require: {draw(st.sampled_from(['f <= 3', 'a >= 3 or g', 'e != y', 'c > none']))}}}\n"
    text += "vetoes:\n  - {id: x0, label: X, when: a == 5 and f == 2}\n"
    rules = draw(st.lists(st.sampled_from(RULES), min_size=4, max_size=8, unique=True))
    items = [f"{{id: k{i}, label: K, {rule.format(p=draw(st.integers(1, 8)))}}}" for i, rule in enumerate(rules)]
    inner = f"{{id: g1, label: G, combine: {draw(st.sampled_from(['sum', 'highest', '{highest: 2}']))}, criteria: [{', '.join(items[:2])}]}}"
    text += (
        f"groups:\n  - {{id: g0, label: G, max: {draw(st.sampled_from([30, 15]))}, criteria: [{', '.join([inner, *items[2:]])}]}}\n"
    )
    return text + f"selection: {{threshold: {draw(st.integers(8, 26))}, ranking: {{by: points(g1) + total}}}}\n"
