"""What findings say, in Chinese and English: what was found, what was expected, what to do. Formats over a finding’s facts."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.errors import Finding

TEXTS: Mapping[str, tuple[str, str]] = {
    "file_large": ("文件超过 {limit} KB，请拆分或精简。", "The file is larger than {limit} KB. Split or shorten it."),
    "file_encoding": ("文件不是 UTF-8 编码，请另存为 UTF-8。", "The file is not UTF-8 from here on. Save it as UTF-8."),
    "file_empty": ("文件是空的。", "The file is empty."),
    "yaml_syntax": ("YAML 格式有误：{why}。", "This is not well-formed YAML: {why}."),
    "yaml_documents": ("一个文件只能有一份文档，请删去“---”。", "One file holds one document. Take out the second “---”."),
    "yaml_alias": ("不允许引用“*{name}”，请把内容写全。", "Aliases such as “*{name}” are not allowed. Write the value out."),
    "yaml_anchor": ("不允许锚点“&{name}”，请删去。", "Anchors such as “&{name}” are not allowed. Take it out."),
    "yaml_tag": ("不允许标签“{tag}”，请删去。", "Tags such as “{tag}” are not allowed. Take it out."),
    "yaml_merge": ("不允许合并键“<<”，请把内容写全。", "The merge key “<<” is not allowed. Write the entries out."),
    "yaml_deep": ("嵌套超过 {limit} 层。", "Nested more than {limit} levels deep."),
    "yaml_many": ("内容超过 {limit} 项。", "More than {limit} items."),
    "key_form": ("键必须是一个词。", "A key must be one word."),
    "key_twice": ("“{key}”重复，第一次在第 {first} 行。", "“{key}” stands twice; first on line {first}."),
    "name_form": ("“{name}”不能用作名称，应为：{expected}。", "“{name}” will not do as a name. Expected: {expected}."),
    "empty_value": (
        "“{key}”没有值。花括号内含逗号、方括号或花括号的文字请加引号。",
        "“{key}” has no value. Inside {{…}}, put text with a comma, bracket or brace in quotes.",
    ),
    "mapping_expected": ("此处应为“键: 值”。", "Entries of the form “key: value” are expected here."),
    "key_missing": ("“{inside}”缺少“{key}”。", "“{key}” is missing in “{inside}”."),
    "key_unknown": ("不认识“{key}”。最接近的是“{nearest}”。", "“{key}” is not known here. Nearest: “{nearest}”."),
    "key_misplaced": ("“{key}”不能用于 {kind}。", "“{key}” has no place in a {kind}."),
    "value_form": ("“{found}”不符合要求，应为：{expected}。", "“{found}” will not do here. Expected: {expected}."),
    "words_language": ("语言代码“{language}”有误，或其后不是文字。", "“{language}” is no language code, or no text follows it."),
    "options_few": ("选择题至少要有两个选项。", "A choice needs at least two options."),
    "options_unknown": (
        "“{name}”不是有选项的事项。最接近的是“{nearest}”。",
        "“{name}” is no choice with options of its own. Nearest: “{nearest}”.",
    ),
    "shared_unknown": ("共用词表中没有“{name}”。最接近的是“{nearest}”。", "The vocabulary has no “{name}”. Nearest: “{nearest}”."),
    "shared_redefined": (
        "“{name}”已在共用词表中定义，请写“{name}: shared”；此处另有所指的，写“shared: false”。",
        "“{name}” is defined in the vocabulary. Write “{name}: shared”; where it means something else here, “shared: false”.",
    ),
    "shared_key": (
        "共用事项“{name}”不能改“{key}”，可改：{allowed}。",
        "The shared fact “{name}” keeps its “{key}”. It may replace: {allowed}.",
    ),
    "extends_unknown": (
        "“{name}”不是已有的政策，或补充层数太多；应为“方案@版本”，其文件在 <方案>/<版本>.yaml；请先发布它。",
        "“{name}” is no policy there is, or too long a chain. Write scheme@version (<scheme>/<version>.yaml). Publish it first.",
    ),
    "remove_unknown": (
        "“{name}”在被补充的政策中不存在，无法删去。最接近的是“{nearest}”。",
        "There is no “{name}” to remove in what is extended. Nearest: “{nearest}”.",
    ),
    "name_twice": ("“{name}”重名，第一次在第 {first} 行。", "The name “{name}” is taken on line {first}."),
    "name_reserved": ("“{name}”是保留词，请改名。", "“{name}” is a reserved word. Choose another name."),
    "name_of_file": (
        "文件写的{key}是“{found}”，而路径是“{expected}”，两者须一致。",
        "The file says {key} “{found}”, its path says “{expected}”. They must agree.",
    ),
    "evidence_unknown": (
        "没有“{name}”这种证明材料。最接近的是“{nearest}”。",
        "There is no evidence “{name}”. Nearest: “{nearest}”.",
    ),
    "section_unknown": ("没有“{name}”这一部分。最接近的是“{nearest}”。", "There is no section “{name}”. Nearest: “{nearest}”."),
    "department_unknown": (
        "没有“{name}”这个部门。最接近的是“{nearest}”。",
        "There is no department “{name}”. Nearest: “{nearest}”.",
    ),
    "field_unknown": ("记录中没有“{name}”。最接近的是“{nearest}”。", "The record has no field “{name}”. Nearest: “{nearest}”."),
    "list_unknown": ("“{name}”不是列表事项。最接近的是“{nearest}”。", "“{name}” is no list fact. Nearest: “{nearest}”."),
    "criterion_unknown": ("没有积分指标“{name}”。最接近的是“{nearest}”。", "There is no criterion “{name}”. Nearest: “{nearest}”."),
    "award_unknown": (
        "没有积分指标或类别“{name}”。最接近的是“{nearest}”。",
        "There is no criterion or group “{name}”. Nearest: “{nearest}”.",
    ),
    "default_needed": (
        "“{name}”有 {why} 的限制时须有 default：不问本人，或有条件才问。",
        "“{name}” needs a default: without “ask” nobody asks it, and with “when” it is asked only sometimes ({why}).",
    ),
    "default_refused": (
        "“{name}”的默认值“{value}”不在允许范围：{allowed}。",
        "The default “{value}” of “{name}” is not allowed: {allowed}.",
    ),
    "bounds_crossed": ("最小值 {low} 大于最大值 {high}。", "The minimum {low} is above the maximum {high}."),
    "matrix_axes": (
        "“{id}”的 matrix 至少要有两个维度；只有一个时用 lookup、bands 或 cases。",
        "The matrix of “{id}” needs two axes at least. For one, write lookup, bands or cases.",
    ),
    "table_form": (
        "表“{name}”的值应逐层写成：{expected}，每一层方式一致。",
        "The values of the table “{name}” nest level by level as {expected}, each level in one way.",
    ),
    "table_unlisted": (
        "表“{name}”的值是日期，必须列出每个选项；缺少“{option}”。",
        "The values of the table “{name}” are dates, so that every option must be listed; “{option}” is missing.",
    ),
    "given_optional": (
        "given(…) 只用于可空的事项（optional: true），“{name}”不是。最接近的是“{nearest}”。",
        "given(…) asks about a fact with “optional: true”; “{name}” is none. Nearest: “{nearest}”.",
    ),
    "optional_here": (
        "“{text}”可能没有值，此处必须有值。请写成“… if given(…) else …”。",
        "“{text}” may have no value, and one is needed here. Write “… if given(…) else …”.",
    ),
    "at_what": (
        "at(…) 的第一项应为参数或表，“{name}”不是。最接近的是“{nearest}”。",
        "at(…) takes a parameter or a table first; “{name}” is neither. Nearest: “{nearest}”.",
    ),
    "at_round": (
        "“{name}”按批次确定，不能用 at(…) 取某日的值。",
        "“{name}” is set by round, so that at(…) has no day to look up.",
    ),
    "at_before": (
        "“{name}”最早的值自 {first} 起，而此处可能用到 {day}。请补上更早的值，或用 max(…) 限定日期。",
        "The values of “{name}” begin on {first}, but {day} can be asked for. Add earlier values, or limit the day with max(…).",
    ),
    "list_in_list": ("列表不能套列表。", "A list inside a list is not allowed."),
    "text_outside_list": ("“{name}”：文字类事项只能在列表记录中。", "“{name}”: a text stands only inside the records of a list."),
    "circle": ("“{name}”绕了一圈又依赖自己。", "“{name}” depends on itself in a circle."),
    "period_crossed": ("施行止于 {last}，早于起始日 {first}。", "The period ends on {last}, before it begins on {first}."),
    "parameter_form": (
        "参数“{name}”的各个值须同为数字、日期或一组选项。",
        "The values of “{name}” must all be numbers, all dates, or all sets of one kind.",
    ),
    "parameter_late": (
        "参数“{name}”的第一个值自 {first} 起，晚于施行日 {in_force}。",
        "The first value of “{name}” begins on {first}, after the policy’s first day {in_force}.",
    ),
    "case_unknown": (
        "前面没有名为“{name}”的用例。最接近的是“{nearest}”。",
        "No earlier case is called “{name}”. Nearest: “{nearest}”.",
    ),
    "round_lacks": ("年度“{round}”缺少参数值：{names}。", "Round “{round}” has no value for: {names}."),
    "round_parameter_unknown": (
        "政策没有按年度的参数“{name}”。最接近的是“{nearest}”。",
        "The policy has no per-round parameter “{name}”. Nearest: “{nearest}”.",
    ),
    "rule_count": ("“{id}”须有且只有一种计分规则，现有：{found}。", "“{id}” needs exactly one rule; found: {found}."),
    "key_for_rule": ("规则“{rule}”不用“{key}”。", "“{key}” does not go with the rule “{rule}”."),
    "points_form": ("此处的分值应写成：{expected}。", "Points are written here as: {expected}."),
    "finer_than_precision": (
        "“{text}”可能得出 {found} 位小数，细于本政策的 {places} 位。请用 round(…) 或 ratio(…)。",
        "“{text}” can give {found} decimal places, finer than the policy’s {places}. Say round(…) or ratio(…).",
    ),
    "band_start_missing": (
        "第 {number} 档没有写起点（from 或 above）。",
        "Band {number} does not say where it starts (from or above).",
    ),
    "band_start_twice": ("一档只能写 from 或 above 之一。", "A band says either from or above."),
    "band_start_order": ("“{id}”各档起点须严格递增。", "The bands of “{id}” must start one above the other."),
    "every_positive": ("every 须大于 0。", "“every” must be above 0."),
    "case_form": (
        "每种情形写 when 和 points，最后一种可写 otherwise。",
        "Each case has “when” and “points”; the last may be “otherwise: points”.",
    ),
    "over_types": ("over 中各项须为同一类型。", "What “over” names must all be of one type."),
    "group_empty": ("类别“{id}”没有指标。", "The group “{id}” has no criteria."),
    "expression_empty": ("表达式是空的。", "The expression is empty."),
    "expression_long": (
        "表达式长 {length} 字，上限 {limit}。请拆成变量。",
        "The expression has {length} characters, more than {limit}. Split it into variables.",
    ),
    "expression_letter": (
        "表达式中不能有“{letter}”，请用半角英文字符。",
        "“{letter}” cannot stand in an expression. Use plain ASCII.",
    ),
    "expression_deep": (
        "表达式嵌套超过 {limit} 层。请拆成变量。",
        "The expression is nested more than {limit} deep. Split it into variables.",
    ),
    "expression_syntax": ("“{text}”读不懂：{why}。", "“{text}” cannot be read: {why}."),
    "expression_form": ("表达式中不允许 {form}。", "{form} is not allowed in an expression."),
    "number_long": ("数字超过 {limit} 位。", "The number has more than {limit} digits."),
    "constant_form": (
        "“{text}”不是数字，也不是“YYYY-MM-DD”格式的日期。",
        '“{text}” is neither a number nor a date of the form "YYYY-MM-DD".',
    ),
    "division": (
        "不能用“/”。除法须写明如何取整：ratio(a, b, 位数) 或 //。",
        "“/” does not exist. Say how to round: ratio(a, b, places) or //.",
    ),
    "name_unknown": ("不认识“{name}”。最接近的是“{nearest}”。", "“{name}” is not known. Nearest: “{nearest}”."),
    "option_unknown": ("没有选项“{name}”。最接近的是“{nearest}”。", "There is no option “{name}”. Nearest: “{nearest}”."),
    "name_not_here": ("此处不能用“{name}”。", "“{name}” is not in reach here."),
    "function_bare": ("“{name}”是函数，须写括号。", "“{name}” is a function. Write its arguments in brackets."),
    "function_unknown": ("没有函数“{name}”。最接近的是“{nearest}”。", "There is no function “{name}”. Nearest: “{nearest}”."),
    "function_arguments": ("{name} 需要 {expected} 个参数，写了 {found} 个。", "{name} takes {expected} arguments; found {found}."),
    "places": ("小数位数须写成 0 至 {limit} 的数字。", "The number of places must be written as 0 to {limit}."),
    "type_expected": (
        "此处应为 {expected}，“{text}”是 {found}。",
        "The type {expected} is expected here; “{text}” is of type {found}.",
    ),
    "types_differ": ("{left} 不能与 {right} 比较或混用。", "The types {left} and {right} cannot be compared or mixed."),
    "not_ordered": (
        "“{choice}”的选项没有高低之分，不能比大小。",
        "The options of “{choice}” have no order, so < and > mean nothing.",
    ),
    "words_compared": ("文字不能比较，只用于 unique。", "Text is not compared; only “unique” reads it."),
    "set_expected": ("in 之后应为 [..] 或一组值的参数。", "After “in” comes [..] or a parameter that is a set."),
    "set_constant": ("[..] 中只能写数字、日期或选项。", "Inside [..] stand numbers, dates or options only."),
    "floor": (
        "“//”只用于不小于 0 的数除以正数；此处被除数可低至 {low}，除数可低至 {divisor}。",
        "“//” divides a number not below 0 by a positive one; here they can be {low} and {divisor}.",
    ),
    "scale_large": (
        "乘积有 {found} 位小数，上限 {limit}。请先用 round(…) 取舍。",
        "The product has {found} decimal places, more than {limit}. Round a factor first.",
    ),
    "ratio_by_zero": ("ratio 的除数可能为 0。", "The divisor of ratio can be 0."),
    "date_invalid": ("date(…) 可能得出不存在的日期。", "date(…) can give a day that does not exist."),
    "too_large": (
        "结果可达 {highest}，超出 64 位。请收紧 min、max。",
        "The result can reach {highest}, beyond 64 bits. Narrow the facts’ min and max.",
    ),
}


def say_finding(finding: Finding, language: str) -> str:
    """Give the words of *finding* in `zh` or `en`."""
    zh, en = TEXTS[finding.code]
    facts = _Facts({key: value or "–" for key, value in finding.facts.items()})
    return (zh if language == "zh" else en).format_map(facts)


class _Facts(dict[str, str]):
    """A finding may lack a fact that only some of its places know."""

    def __missing__(self, key: str) -> str:
        return "–"
