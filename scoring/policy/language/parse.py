"""From the text of an expression to Python's own syntax tree, guarded before Python's parser sees it."""

from __future__ import annotations

import ast
import re
import warnings
from decimal import Decimal

MAX_LENGTH = 2000
MAX_NESTING = 40
MAX_DIGITS = 18
_TOKEN = re.compile(r"""[A-Za-z_]\w*|[0-9][\w.]*|"[^"]*"|'[^']*'|//|[<>=!]=|\S""", re.ASCII)
_PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


class ExpressionProblem(Exception):
    """What is wrong with an expression: a code of `policy.texts`, its facts, and the offset into the text."""

    def __init__(self, code: str, offset: int = 0, **facts: str) -> None:
        super().__init__(code)
        self.code, self.offset, self.facts = code, offset, facts


def parse(text: str) -> ast.expr:
    """Parse *text* as one expression; ExpressionProblem where it is none, too long, too deep or not plain ASCII."""
    _guard(text)
    flat = text.replace("\n", " ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)
            tree = ast.parse(flat.strip(), mode="eval").body
    except (SyntaxError, SyntaxWarning, ValueError, RecursionError, MemoryError) as error:
        offset = (getattr(error, "offset", None) or len(text) + 1) - 1  # Python says 0 where the text ends too early
        raise ExpressionProblem("expression_syntax", offset, text=text, why=getattr(error, "msg", "")) from None
    if _depth(tree) > MAX_NESTING:
        raise ExpressionProblem("expression_deep", limit=str(MAX_NESTING))
    return tree


def _depth(tree: ast.AST) -> int:
    """Count the levels of *tree* without recursion, so that every later reader may recurse."""
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return depth


def _guard(text: str) -> None:
    if not text.strip():
        raise ExpressionProblem("expression_empty")
    if len(text) > MAX_LENGTH:
        raise ExpressionProblem("expression_long", length=str(len(text)), limit=str(MAX_LENGTH))
    for offset, letter in enumerate(text):
        # a comment could swallow a line that follows, and other control characters end lines for Python alone
        if not letter.isascii() or letter == "#" or not (letter.isprintable() or letter in "\n\t"):
            raise ExpressionProblem("expression_letter", offset, letter=letter)
    _guard_nesting(text)
    _guard_digits(text)


def _guard_nesting(text: str) -> None:
    """Refuse deep brackets and long rows of prefix operators, both of which make the parser recurse."""
    depth = signs = 0
    for offset, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        signs = signs + 1 if letter in "+-~" else signs if letter.isspace() else 0
        if max(depth, signs) > MAX_NESTING:
            raise ExpressionProblem("expression_deep", offset, limit=str(MAX_NESTING))


def _guard_digits(text: str) -> None:
    run = 0
    for offset, letter in enumerate(text):
        run = run + 1 if letter.isdigit() else 0
        if run > MAX_DIGITS:
            raise ExpressionProblem("number_long", offset - run + 1, limit=str(MAX_DIGITS))


def normalise(text: str) -> str:
    """Give *text* with one space between its tokens: layout, quotes and the spelling of numbers are no part of a policy's meaning.

    The tokens are told apart here, not by Python, whose own tokenizer changes between versions: digests rest on this.
    """
    return " ".join(_token(token) for token in _TOKEN.findall(text))


def _token(token: str) -> str:
    if _PLAIN_NUMBER.fullmatch(token):
        return f"{Decimal(token).normalize():f}" if len(token) <= 28 else token  # noqa: PLR2004 - what Decimal keeps exactly
    return f'"{token[1:-1]}"' if token[0] in "\"'" and len(token) > 1 else token


def names_in(text: str) -> set[str]:
    """Give every name that *text* reads; none where it cannot be read."""
    try:
        return {node.id for node in ast.walk(parse(text)) if isinstance(node, ast.Name)}
    except ExpressionProblem:
        return set()
