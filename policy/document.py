"""What does an authored YAML text hold, and on which line does each part stand?

The text may come from a stranger: it is read event by event, so that no tag is resolved, no object built, no
recursion driven by the input, and no alias unfolded beyond a limit.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from policy.problem import Problem, Problems, in_order, problem

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]

MAX_CHARS = 400_000
"""Longest text read; the longest shipped pack is a tenth of it."""
MAX_DEPTH = 24
MAX_NODES = 50_000
"""Most values in one text, aliases unfolded."""

_INTEGER, _DECIMAL = re.compile(r"[-+]?[0-9]{1,18}"), re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
# YAML 1.2 core schema; `yes` and `on` are words.
_WORDS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_BAD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text, read.

    Attributes:
        source: File name as the author knows it.
        value: What it holds, as plain data.
        lines: Line of each value by its path, from 1.
    """

    source: str
    value: Plain
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Give the line of a value, or of the nearest value around it; 0 for a text without any."""
        known = (self.lines.get(path[:length], 0) for length in range(len(path), -1, -1))
        return next(filter(None, known), 0)


@dataclass(slots=True, kw_only=True)
class _Node:
    """A value under construction: `size` and `height` count aliases as what they stand for."""

    line: int
    kind: Literal["scalar", "list", "mapping"]
    scalar: Scalar = None
    members: "dict[str | int, _Node]" = field(default_factory=dict)
    size: int = 1
    height: int = 1
    key: tuple[str, int] | None = None
    complete: bool = True


class _Refused(Exception):  # noqa: N818  leaves the reading, never this module
    """Reading cannot go on; the problem says why."""

    def __init__(self, why: Problem) -> None:
        super().__init__(why.code)
        self.why = why


@dataclass(slots=True, kw_only=True)
class _Tree:
    """Builds nodes from events, with a stack of the collections that are still open; of a key twice, one stands."""

    source: str
    last: bool = False
    nodes: int = MAX_NODES
    problems: list[Problem] = field(default_factory=list)
    roots: list[_Node] = field(default_factory=list)
    stack: list[_Node] = field(default_factory=list)
    anchors: dict[str, _Node] = field(default_factory=dict)
    count: int = 0

    def complain(self, line: int, code: str, **params: object) -> None:
        """Note a mistake that reading survives."""
        self.problems.append(problem(self.source, line, code, **params))

    def stop(self, line: int, code: str, **params: object) -> _Refused:
        """Make the exception of a text that is not read to its end."""
        return _Refused(problem(self.source, line, code, **params))

    def take(self, event: Event) -> None:
        """Add one event of the parser."""
        line = event.start_mark.line + 1
        match event:
            case CollectionEndEvent():
                self._close(self.stack.pop())
            case AliasEvent():
                self._alias(str(event.anchor), line)
            case ScalarEvent():
                self._add(event, _Node(line=line, kind="scalar", scalar=self._scalar(event, line)))
            case CollectionStartEvent():
                mapping = isinstance(event, MappingStartEvent)
                node = _Node(line=line, kind="mapping" if mapping else "list", complete=False)
                self._add(event, node)
                self.stack.append(node)
                if len(self.stack) > MAX_DEPTH:
                    raise self.stop(line, "too_deep", limit=MAX_DEPTH)
            case DocumentStartEvent() if self.roots:
                raise self.stop(line, "many_documents")

    def _add(self, event: ScalarEvent | CollectionStartEvent, node: _Node) -> None:
        self.count += 1
        if self.count > self.nodes:
            raise self.stop(node.line, "too_large", limit=self.nodes)
        if event.tag is not None:
            self.complain(node.line, "tag_refused", tag=event.tag)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self._place(node)

    def _alias(self, name: str, line: int) -> None:
        target = self.anchors.get(name)
        if target is None:
            self.complain(line, "unknown_alias", alias=name)
            target = _Node(line=line, kind="scalar")
        elif not target.complete:
            raise self.stop(line, "alias_bomb", alias=name)
        self._place(replace(target, line=line))

    def _place(self, node: _Node) -> None:
        if not self.stack:
            self.roots.append(node)
        elif self.stack[-1].kind == "list":
            members = self.stack[-1].members
            members[len(members)] = node
        else:
            self._place_in(self.stack[-1], node)

    def _place_in(self, around: _Node, node: _Node) -> None:
        if around.key is None:
            key = node.scalar if isinstance(node.scalar, str) else None
            if key is None:
                self.complain(node.line, "key_not_text")
            # Such a key gets a stand-in, so that it is not told as a duplicate too.
            around.key = (f"? {node.line}" if key is None else key, node.line)
            return
        key, line = around.key
        around.key = None
        if key in around.members:
            self.complain(line, "duplicate_key", key=key)
        node.line = line
        if self.last or key not in around.members:
            around.members[key] = node

    def _close(self, node: _Node) -> None:
        node.size = 1 + sum(member.size for member in node.members.values())
        node.height = 1 + max((member.height for member in node.members.values()), default=0)
        node.complete = True
        if node.size > self.nodes or node.height > MAX_DEPTH + 1:
            raise self.stop(node.line, "alias_bomb", limit=self.nodes)

    def _scalar(self, event: ScalarEvent, line: int) -> Scalar:
        if _BAD_CHARACTER.search(text := str(event.value)):
            self.complain(line, "bad_character")
        is_key = bool(self.stack) and self.stack[-1].kind == "mapping" and self.stack[-1].key is None
        if is_key or not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _DECIMAL.fullmatch(text) else text


def _unfold(node: _Node, path: Path, lines: dict[Path, int]) -> Plain:
    lines[path] = node.line
    if node.kind == "scalar":
        return node.scalar
    inside = [(key, _unfold(member, (*path, key), lines)) for key, member in node.members.items()]
    return [value for _, value in inside] if node.kind == "list" else {str(key): value for key, value in inside}


def _events(text: str, tree: _Tree) -> Iterator[Event]:
    """Give the parser's events, its complaints turned into ours."""
    try:
        yield from YAML(typ="safe").parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # An end that came too early is noticed behind the last line.
        line = 0 if mark is None else min(mark.line + 1, len(text.splitlines()) or 1)
        raise tree.stop(line, "yaml_syntax", reason=error.problem or error.context) from error
    except (YAMLError, ValueError, OverflowError) as error:
        # such as an escape for a character that does not exist
        raise tree.stop(0, "yaml_syntax", reason=type(error).__name__) from error


def read_document(text: str, source: str, *, limit: int = MAX_CHARS) -> tuple[Document | None, Problems]:
    """Read one YAML text whose top is a mapping.

    Args:
        text: The text, from anybody.
        source: Name for the problems.
        limit: Characters it may have; values in proportion.

    Returns:
        The document, or None with the problems that kept it from being read; never an exception.
    """
    document, problems = _read(text, source, limit=limit)
    return None if problems else document, problems


def read_partly(text: str, source: str) -> tuple[tuple[Document, ...], Problems]:
    """Read one YAML text as far as it goes: twice where a key stands twice, with its first and its last value."""
    document, problems = _read(text, source)
    twice = any(one.code == "duplicate_key" for one in problems)
    other = _read(text, source, last=True)[0] if document is not None and twice else None
    return tuple(one for one in (document, other) if one is not None), problems


def _read(text: str, source: str, *, last: bool = False, limit: int = MAX_CHARS) -> tuple[Document | None, Problems]:
    """Read what can be read beside the problems; of a key that stands twice, the first value or the last one."""
    if len(text) > limit:
        return None, (problem(source, 0, "too_large", limit=limit),)
    # A longer text may hold as many more values.
    tree = _Tree(source=source, last=last, nodes=MAX_NODES * limit // MAX_CHARS)
    try:
        for event in _events(text, tree):
            tree.take(event)
    except _Refused as refused:
        tree.problems.append(refused.why)
        return None, in_order(tree.problems)
    if tree.roots and tree.roots[0].kind == "mapping":
        lines: dict[Path, int] = {}
        value = _unfold(tree.roots[0], (), lines)
        return Document(source=source, value=value, lines=lines), in_order(tree.problems)
    return None, in_order(tree.problems) or (problem(source, 1, "not_a_mapping"),)
