"""From the text of a YAML file to a tree of nodes that know their place; nothing is interpreted, and what is unsafe is refused.

Scalars stay text: the schema reads a number or a date where one is due, so that no rule of YAML's own typing ever applies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

import yaml

from scoring.errors import Finding, Position
from scoring.policy.source_files import MAX_BYTES

MAX_DEPTH = 24
MAX_NODES = 50_000
MAX_ENTRIES = 1000  # of one mapping or list
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Written(str):
    """A scalar as written, with its place and whether it stood in quotes."""

    __slots__ = ("position", "quoted")
    position: Position
    quoted: bool

    @classmethod
    def at(cls, text: str, position: Position, *, quoted: bool) -> Written:
        """Make the scalar *text* found at *position*."""
        written = cls(text)
        written.position, written.quoted = position, quoted
        return written


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping, in the order written."""

    entries: Mapping[Written, Node]
    position: Position


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Node, ...]
    position: Position


Node: TypeAlias = Written | Entries | Items


class SourceRefused(Exception):
    """The text cannot be read as a tree."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(findings[0].code)
        self.findings = findings


def read(text: str, file: str) -> Node:
    """Read *text* as one document; SourceRefused with every finding. *file* names it in positions."""
    return _Reader(text, file).read()


def plain(node: Node) -> Any:
    """Give *node* as dictionaries, lists and `Written` scalars."""
    match node:
        case Written():
            return node
        case Entries(entries=entries):
            return {key: plain(value) for key, value in entries.items()}
        case Items(items=items):
            return [plain(item) for item in items]
        case _:
            assert_never(node)


def position_of(root: Node, path: tuple[object, ...], *, of_key: bool = False) -> Position:
    """Give the place of the node at *path* (keys and indices) below *root*, or of the nearest one above it.

    Of a scalar its own place, or with *of_key* that of its key; of anything larger always that of its key.
    """
    node = root
    for depth, step in enumerate(path, 1):
        match node:
            case Entries(entries=entries) if step in entries:
                key = next(k for k in entries if k == step)
                node = entries[key]
                if depth == len(path) and (of_key or not isinstance(node, Written)):
                    return key.position
            case Items(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                break
    return node.position


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.findings: list[Finding] = []
        self.events: Iterator[Any] = iter(())
        self.nodes = 0

    def read(self) -> Node:
        if len(self.text.encode()) > MAX_BYTES:
            raise SourceRefused([Finding("file_large", Position(self.file, 1, 1), {"limit": str(MAX_BYTES // 1024)})])
        try:
            self.events = iter(list(self._guarded()))
            node = self._node(next(self.events))
        except yaml.YAMLError as error:
            raise SourceRefused([*self.findings, self._syntax(error)]) from None
        if self.findings:
            raise SourceRefused(self.findings)
        return node

    def _syntax(self, error: yaml.YAMLError) -> Finding:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = Position(self.file, mark.line + 1, mark.column + 1) if mark else Position(self.file, 1, 1)
        return Finding("yaml_syntax", place, {"why": str(getattr(error, "problem", None) or error)})

    def _position(self, event: Any) -> Position:
        return Position(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _find(self, code: str, place: Position, **facts: str) -> None:
        self.findings.append(Finding(code, place, facts))

    def _guarded(self) -> Iterator[Any]:
        """Give the events of the first document, refusing at once what could grow without bound."""
        depth = documents = 0
        for event in yaml.parse(self.text, Loader=_PARSER):
            self.nodes += 1
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self._refuse("yaml_documents", event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    depth += 1
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    depth -= 1
            if depth > MAX_DEPTH:
                self._refuse("yaml_deep", event, limit=str(MAX_DEPTH))
            if self.nodes > MAX_NODES:
                self._refuse("yaml_many", event, limit=str(MAX_NODES))
            if isinstance(event, yaml.NodeEvent | yaml.MappingEndEvent | yaml.SequenceEndEvent):
                yield event
        if documents == 0:
            raise SourceRefused([Finding("file_empty", Position(self.file, 1, 1), {})])

    def _refuse(self, code: str, event: Any, **facts: str) -> None:
        raise SourceRefused([*self.findings, Finding(code, self._position(event), facts)])

    def _node(self, event: Any) -> Node:
        place = self._position(event)
        if isinstance(event, yaml.AliasEvent):
            self._find("yaml_alias", place, name=str(event.anchor))
            return Written.at("", place, quoted=True)
        if event.anchor:
            self._find("yaml_anchor", place, name=event.anchor)
        if event.tag is not None:
            self._find("yaml_tag", place, tag=event.tag)
        match event:
            case yaml.ScalarEvent():
                return Written.at(event.value, place, quoted=bool(event.style))
            case yaml.SequenceStartEvent():
                return Items(tuple(self._items()), place)
            case _:
                return self._entries(place)

    def _items(self) -> Iterator[Node]:
        count = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self._node(event)
            if isinstance(item, Written) and not item and not item.quoted:
                self._find("empty_value", item.position, key="-")
            count += 1
            if count > MAX_ENTRIES:
                self._refuse("yaml_many", event, limit=str(MAX_ENTRIES))
            yield item

    def _entries(self, place: Position) -> Entries:
        entries: dict[Written, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key, value = self._node(event), self._node(next(self.events))
            if not isinstance(key, Written):
                self._find("key_form", key.position)
            elif key == "<<" and not key.quoted:
                self._find("yaml_merge", key.position)
            elif key in entries:
                first = next(k for k in entries if k == key)
                self._find("key_twice", key.position, key=key, first=str(first.position.line))
            else:
                if isinstance(value, Written) and not value and not value.quoted:
                    self._find("empty_value", key.position, key=key)
                entries[key] = value
            if len(entries) > MAX_ENTRIES:
                self._refuse("yaml_many", event, limit=str(MAX_ENTRIES))
        return Entries(entries, place)
