"""What typing an expression needs everywhere: its scope, problems at their place, and demanding one kind of value."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from typing import Self

from scoring.policy.language.emptiness import asking, has_value
from scoring.policy.language.parse import ExpressionProblem
from scoring.policy.language.scope import Scope
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Boolean, Choice, Day, Number, name_of


class Demanding(ABC):
    """Types the parts of one expression. `beside` is the choice whose option names may stand where a name is expected."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope = text, scope

    @abstractmethod
    def check(self, node: ast.expr, beside: Choice | None = None) -> Expression:
        """Type *node* and everything below it."""

    def inside(self, scope: Scope) -> Self:
        """Give the same for a part of the text that has another scope."""
        return type(self)(self.text, scope)

    def problem(self, code: str, node: ast.AST, **facts: str) -> ExpressionProblem:
        """Make the problem *code* at the place of *node*."""
        return ExpressionProblem(code, getattr(node, "col_offset", 0), **facts)

    def condition(self, node: ast.expr) -> Expression:
        """Type *node* and require a condition."""
        typed = self.of_kind(node, Boolean)
        return asking(typed, has_value(typed, self.scope.guards))

    def number(self, node: ast.expr) -> Expression:
        """Type *node* and require a number."""
        return self.of_kind(node, Number)

    def day(self, node: ast.expr) -> Expression:
        """Type *node* and require a date."""
        return self.of_kind(node, Day)

    def of_kind(self, node: ast.expr, kind: type[Boolean | Number | Day]) -> Expression:
        """Type *node* and require one kind of value."""
        typed = self.check(node)
        if not isinstance(typed.type, kind):
            raise self.problem("type_expected", node, expected=name_of(kind()), found=name_of(typed.type))
        return typed


def check_count(checker: Demanding, node: ast.Call, name: str, least: int, most: int) -> None:
    """Require a plain call with from *least* to *most* arguments."""
    plain = not node.keywords and not any(isinstance(arg, ast.Starred) for arg in node.args)
    if not plain or not least <= len(node.args) <= most:
        expected = str(least) if least == most else f"{least}–{most}"
        raise checker.problem("function_arguments", node, name=name, expected=expected, found=str(len(node.args)))
