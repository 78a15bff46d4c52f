"""The words of `prose`, in Chinese and English: plain format strings, each with the same places in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")

WORDS: Mapping[str, tuple[str, str]] = {
    # values
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "not_given": ("未填写", "not given"),
    "entries": ("{n}条", "{n} entries"),
    "entry": ("{n}条", "{n} entry"),
    "day": ("{year}年{month}月{day}日", "{day} {name} {year}"),
    "points": ("{n}分", "{n} points"),
    "point": ("{n}分", "{n} point"),
    "points_of_formula": ("{formula}（分）", "{formula} (points)"),
    # joining
    "and": ("{a}，且{b}", "{a}, and {b}"),
    "or": ("{a}，或{b}", "{a}, or {b}"),
    "list": ("{a}、{b}", "{a}, {b}"),
    "facts": ("{a}；{b}", "{a}; {b}"),
    "row": ("{subject}：{band}", "{subject}: {band}"),
    "bracket": ("（{x}）", "({x})"),
    "named": ("{x}", "“{x}”"),
    "quoted": ("“{x}”", "“{x}”"),
    # comparisons
    "is_true": ("{x}：是", "{x}: yes"),
    "is_false": ("{x}：否", "{x}: no"),
    "not": ("并非“{x}”", "not so: {x}"),
    "==": ("{a}为{b}", "{a} is {b}"),
    "!=": ("{a}不为{b}", "{a} is not {b}"),
    "<": ("{a}少于{b}", "{a} is less than {b}"),
    "<=": ("{a}不超过{b}", "{a} is at most {b}"),
    ">": ("{a}超过{b}", "{a} is more than {b}"),
    ">=": ("{a}不少于{b}", "{a} is at least {b}"),
    "day<": ("{a}早于{b}", "{a} is before {b}"),
    "day<=": ("{a}不晚于{b}", "{a} is not after {b}"),
    "day>": ("{a}晚于{b}", "{a} is after {b}"),
    "day>=": ("{a}不早于{b}", "{a} is not before {b}"),
    "choice<": ("{a}低于“{b}”", "{a} is below “{b}”"),
    "choice<=": ("{a}为“{b}”及以下", "{a} is “{b}” or below"),
    "choice>": ("{a}高于“{b}”", "{a} is above “{b}”"),
    "choice>=": ("{a}为“{b}”及以上", "{a} is “{b}” or above"),
    "choice==": ("{a}为“{b}”", "{a} is “{b}”"),
    "choice!=": ("{a}不是“{b}”", "{a} is not “{b}”"),
    "period<": ("{a}至{b}不满{n}", "less than {n} from {a} to {b}"),
    "period>=": ("{a}至{b}满{n}", "at least {n} from {a} to {b}"),
    "given": ("已填写“{x}”", "“{x}” is given"),
    "between": ("{x}在{low}至{high}之间（含首尾）", "{x} is from {low} to {high}, both included"),
    "in": ("{a}为{b}之一", "{a} is one of {b}"),
    # functions
    "years_between": ("{a}至{b}的整年数", "full years from {a} to {b}"),
    "months_between": ("{a}至{b}的整月数", "full months from {a} to {b}"),
    "days_between": ("{a}至{b}的天数", "days from {a} to {b}"),
    "table": ("按“{name}”由{x}换算的值", "the value for {x} by the table “{name}”"),
    "at": ("{day}时的{x}", "{x} as of {day}"),
    "assessment_date": ("评定之日", "the day of assessment"),
    "date": ("{a}年{b}月{c}日", "the day {a}-{b}-{c}"),
    "date_in_year": ("{a}当年{month}月{day}日", "{day} {name} of the year of {a}"),
    "date_year_before": ("{a}上一年{month}月{day}日", "{day} {name} of the year before {a}"),
    "year": ("{a}的年份", "the year of {a}"),
    "month": ("{a}的月份", "the month of {a}"),
    "add_months": ("{a}之后{b}个月的同日", "{a} plus {b} months"),
    "min": ("{x}中最小的一项", "the least of {x}"),
    "max": ("{x}中最大的一项", "the greatest of {x}"),
    "min_limit": ("{a}，最多为{b}", "{a}, at most {b}"),
    "max_limit": ("{a}，最少为{b}", "{a}, at least {b}"),
    "abs": ("{a}的绝对值", "the absolute value of {a}"),
    "clamp": ("{a}，最少为{b}，最多为{c}", "{a}, at least {b} and at most {c}"),
    "count_of": ("下列条件中成立的个数：{x}", "how many hold of: {x}"),
    "ratio": ("{a} ÷ {b}，{how}{places}", "{a} ÷ {b}, {how} to {places}"),
    "rounded": ("{a}，{how}{places}", "{a}, {how} to {places}"),
    "half_up": ("四舍五入至", "rounded half up"),
    "down": ("舍去至", "rounded down"),
    "up": ("进位至", "rounded up"),
    "floor": ("{a} ÷ {b}的整数部分", "the whole part of {a} ÷ {b}"),
    "if": ("若{c}则为{a}，否则为{b}", "{a} if {c}, otherwise {b}"),
    "points_of": ("“{x}”得分", "the points for “{x}”"),
    "total": ("总积分", "the total"),
    "admitted": ("取得资格", "admitted"),
    # lists
    "count": ("“{list}”的条数", "the number of entries in “{list}”"),
    "count_if": ("“{list}”中符合条件的条数（{c}）", "the number of entries in “{list}” where {c}"),
    "sum": ("“{list}”中{x}之和", "the sum of {x} over “{list}”"),
    "sum_if": ("“{list}”中符合条件的{x}之和（{c}）", "the sum of {x} over the entries of “{list}” where {c}"),
    "best": ("“{list}”中最高的{x}", "the highest {x} in “{list}”"),
    "best_if": ("“{list}”中符合条件的最高{x}（{c}）", "the highest {x} among the entries of “{list}” where {c}"),
    "any": ("有“{list}”", "there is an entry in “{list}”"),
    "any_if": ("“{list}”中有一条符合：{c}", "for an entry in “{list}”: {c}"),
    "none": ("没有“{list}”", "there is no entry in “{list}”"),
    "none_if": ("“{list}”中没有一条符合：{c}", "for no entry in “{list}”: {c}"),
    "all_if": ("“{list}”中每一条都符合：{c}", "for every entry in “{list}”: {c}"),
    # rules
    "band_first": ("不足{to}", "below {to}"),
    "band_first_through": ("{to}及以下", "{to} or less"),
    "band_from": ("满{start}", "from {start}"),
    "band_above": ("超过{start}", "above {start}"),
    "band_between": ("{start}，{to}", "{start}, {to}"),
    "band_any": ("任何值", "any value"),
    "per": ("{x}，每满{every}", "{x}: for every full {every}"),
    "per_one": ("{x}，每{every}", "{x}: for every {every}"),
    "per_each": ("{x}，每1项", "{x}: for each one"),
    "per_entry": ("“{list}”每条", "each entry in “{list}”"),
    "per_entry_if": ("“{list}”中符合条件的每条（{c}）", "each entry in “{list}” where {c}"),
    "after": ("{x}超过{after}的部分", "what exceeds {after} of {x}"),
    "at_least": ("{rule}（满{least}起计）", "{rule} (counted from {least} on)"),
    "each": ("“{list}”逐条计分", "each entry in “{list}” counts by itself"),
    "each_where": ("“{list}”中符合下列条件的逐条计分：{c}", "each entry in “{list}” counts by itself where {c}"),
    "each_plain": ("每条", "each entry"),
    "first": ("第一条", "the first entry"),
    "further": ("以后每条", "each further entry"),
    "max_each": ("每条最多", "at most for each entry"),
    "highest_only": ("只计最高的一项", "only the highest counts"),
    "highest_n": ("只计最高的{n}项", "only the {n} highest count"),
    "each_of": ("{x}分别计算", "each of {x} by itself"),
    "otherwise": ("其他情形", "otherwise"),
    "formula": ("按公式计算", "by formula"),
    "cap": ("最高", "at most"),
    "floor_points": ("最低", "at least"),
    "applies": ("仅限：{c}", "only where {c}"),
    "yields": ("已按“{x}”计分的，本项不计", "not counted where “{x}” gives points"),
    # ranking
    "key_high": ("{x}（从高到低）", "{x} (highest first)"),
    "key_low": ("{x}（从低到高）", "{x} (lowest first)"),
    "key_late": ("{x}（从晚到早）", "{x} (latest first)"),
    "key_early": ("{x}（从早到晚）", "{x} (earliest first)"),
    "key_met": ("{x}（符合的在先）", "{x} (those who meet it first)"),
    "key_unmet": ("{x}（不符合的在先）", "{x} (those who do not meet it first)"),
    # awards
    "award_given": ("{facts}{how}，得{points}{limit}。", "{facts}{how}. {points}{limit}."),
    "award_plain": ("得{points}{limit}。", "{points}{limit}."),
    "award_fact": ("{label}：{value}", "{label}: {value}"),
    "award_units": ("，计{n}次", ", counted {n} times"),
    "award_unit": ("，计1次", ", counted once"),
    "award_row": ("，属于“{x}”这一档", " (row “{x}”)"),
    "award_capped": ("（按规则为{raw}，以{cap}为限）", " (by the rule {raw}, limited to {cap})"),
    "award_not_counted": ("（同组就高，本项不另计）", " (another item of the group is higher, so this one does not count)"),
    "award_yields": ("（已按“{x}”计分，本项不计）", " (not counted, since “{x}” gives points)"),
    "award_not_applicable": ("不适用，不计分。", "Not applicable, no points."),
    "award_open": ("尚缺“{x}”，得分在{low}到{high}之间。", "Not known yet: “{x}”. Between {low} and {high}."),
    "award_open_plain": ("得分在{low}到{high}之间。", "Between {low} and {high}."),
    "group_sum": ("各项合计{points}{limit}。", "Together {points}{limit}."),
    "group_highest": ("就高计{points}{limit}。", "The highest counts: {points}{limit}."),
}

UNITS: Mapping[str, tuple[str, str, str]] = {
    "month": ("个月", "month", "months"),
    "year": ("年", "year", "years"),
    "day": ("天", "day", "days"),
    "hour": ("小时", "hour", "hours"),
    "person": ("人", "person", "persons"),
    "time": ("次", "time", "times"),
    "CNY": ("元", "yuan", "yuan"),
    "point": ("分", "point", "points"),
    "place": ("位小数", "decimal place", "decimal places"),
}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def say(code: str, language: Language, **places: object) -> str:
    """Give the words of *code* with *places* filled in."""
    return WORDS[code][language == "en"].format_map(places)


def with_unit(number: str, unit: str, language: Language) -> str:
    """Give a number with its unit, in the singular for 1."""
    if not unit:
        return number
    zh, one, many = UNITS.get(unit, (unit, unit, unit))
    return f"{number}{zh}" if language == "zh" else f"{number} {one if number == '1' else many}"
