"""What is said of tables and rows that cannot be read, in Chinese and English: plain format strings."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.errors import TableRefused

TEXTS: Mapping[str, tuple[str, str]] = {
    "format_unknown": (
        "不认识文件扩展名“{found}”，可用：{allowed}。",
        "The extension “{found}” is not known. Use one of {allowed}.",
    ),
    "unreadable": (
        "读不了：{found}。请确认文件完整、扩展名与内容相符。",
        "Cannot be read: {found}. See whether it is whole, and what its extension says.",
    ),
    "encoding": (
        "编码认不出，可用 UTF-8、GB 18030、UTF-16。请在 Excel 中另存为“CSV UTF-8（逗号分隔）”。",
        "Its encoding is none of UTF-8, GB 18030 and UTF-16. Save it as “CSV UTF-8” in Excel.",
    ),
    "cell_large": (
        "有一格超过 4 MB，多半是引号没有成对。请补上缺的引号。",
        "A cell is larger than 4 MB: a quotation mark has no other, probably. Put in the one that is missing.",
    ),
    "column_unknown": (
        "“{found}”列不是本政策的事项（编号列名为 id）。最接近的是“{nearest}”。删去此列，或改用事项代码。",
        "The column “{found}” is no fact of this policy (a column of identifiers is called id). Nearest: “{nearest}”.",
    ),
    "column_twice": ("“{found}”列出现两次，请删去一列。", "The column “{found}” stands there twice. Remove one."),
    "no_columns": ("没有列名。第一行应写事项代码。", "There are no headings. The first row has the ids of facts."),
    "no_ids": (
        "没有 id 列，无法对应申请人。请在两张表中都加上 id 列。",
        "There is no column id to tell the applicants by. Both tables need one.",
    ),
    "no_list": (
        "“{found}”不是本政策的列表事项，列表事项有：{allowed}。",
        "“{found}” is no list of this policy. Its lists: {allowed}.",
    ),
    "no_folder": ("没有文件夹“{found}”，请先建立。", "There is no folder “{found}”. Make it first."),
    "folder": (
        "是文件夹。引擎 local 只读文件；文件夹中的 Parquet 请用 --engine spark。",
        "This is a folder. The engine local reads files; for a folder of Parquet use --engine spark.",
    ),
    "exists": ("已存在，请换一个名称。", "This is there already. Choose another name."),
    "no_spark": (
        "缺少 {found}。引擎 spark 需要 PySpark（pip install luohu[spark]）和 Java 17 或更高版本；引擎 local 都不需要。",
        "No {found}. The engine spark needs PySpark (pip install luohu[spark]) and Java 17 or newer; the engine local neither.",
    ),
    "spark_lists": (
        "引擎 spark 不读另表的列表。请把列表作为 Parquet 的列表列，或用 --engine local。",
        "The engine spark takes no lists from other tables. Make them columns of lists, or use --engine local.",
    ),
    "same_file": ("结果不能写进读取的文件，请换一个名称。", "The result cannot go to the file that is read. Choose another name."),
    "no_file": ("已存在且不是文件，请换一个名称。", "This is there already and is no file. Choose another name."),
    "sheet_full": (
        "Excel 工作表最多 {most} 行。请改用 .csv 或 .parquet。",
        "A sheet of Excel has {most} rows at the most. Write .csv or .parquet instead.",
    ),
}
ROWS: Mapping[str, tuple[str, str]] = {
    "row_length": ("这一行的格数与列名不符。", "The row has another number of cells than there are headings."),
    "record_unknown": ("申请人数据表中没有这一 id。", "The table of applicants has no such id."),
    "key_twice": (
        "这一行有一个键写了两次，不知以哪个为准。请只留一个。",
        "A key stands twice in this line: which counts is not known. Keep one.",
    ),
    "row_form": ("这一行不是一个 JSON 对象。", "The line is no JSON object."),
}


def say_refusal(refused: TableRefused, language: str) -> str:
    """Say why a table is refused, in `zh` or `en`."""
    words = TEXTS[refused.why][language == "en"]
    return f"{refused.file}: {words.format_map({'found': '', 'allowed': '', 'nearest': '–', **refused.facts})}"


def say_broken(code: str, language: str) -> str:
    """Say why a row could not be read."""
    return ROWS[code][language == "en"]
