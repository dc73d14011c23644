"""What does a JSON or YAML text hold, on which line does each value stand, and which keys stand twice in one mapping?

Lines are asked for only where something is wrong, so those of a JSON text are looked up then.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

Place = tuple[str | int, ...]

Found = tuple[Mapping[Place, int], tuple[Place, ...]]
"""Line of each value by its path, from 1; paths of the keys that stand twice."""

MOST_VALUES: Final = 2_000_000
"""Most values of a YAML text, aliases unfolded."""

MOST_DEPTH: Final = 60

_MERGE: Final = "tag:yaml.org,2002:merge"
_PART = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)


@dataclass(slots=True)
class Lines:
    """Where the values of a text stand.

    Attributes:
        find: Looks it up.
        any_twice: Whether some key stands twice.
    """

    find: Callable[[], Found]
    any_twice: bool
    _known: list[Found] = field(default_factory=list)

    def _found(self) -> Found:
        if not self._known:
            self._known.append(self.find())
        return self._known[0]

    def twice(self) -> tuple[Place, ...]:
        """List the keys that stand twice in their mapping."""
        return self._found()[1] if self.any_twice else ()

    def line(self, path: Place) -> int:
        """Give the line of a value, or of the nearest value around it; 0 where nothing is known."""
        lines = self._found()[0]
        return next((lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in lines), 0)


def place_of(place: str) -> Place:
    """Read a place as problems write it.

    >>> place_of("timeline[3].at")
    ('timeline', 3, 'at')
    """
    return tuple(int(number) if number else name for number, name in _PART.findall(place))


def written_place(path: Place) -> str:
    """Write a path as problems do.

    >>> written_place(("timeline", 3, "at"))
    'timeline[3].at'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def json_text(text: str) -> tuple[object, Lines]:
    """Read a JSON text; of a key that stands twice the last value is taken, and that is told.

    Raises:
        ValueError: It is not JSON.
    """
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) != len(pairs):
            twice.append("")
        return made

    data: object = json.loads(text, object_pairs_hook=mapping)
    return data, Lines(find=lambda: _json_lines(text), any_twice=bool(twice))


def _json_lines(text: str) -> Found:
    """Walk the tokens of a text that is known to be JSON."""
    ends = [mark.start() for mark in re.finditer("\n", text)]
    lines: dict[Place, int] = {}
    twice: list[Place] = []
    path: list[str | int] = []
    around: list[set[str] | None] = []  # keys of each mapping that is open; None for a list
    is_key = False
    for found in _TOKEN.finditer(text):
        part, line = found[0], bisect_right(ends, found.start()) + 1
        if part in "}]":
            path.pop()
            around.pop()
            is_key = False
        elif part == ",":
            is_key = around[-1] is not None
            if not is_key:
                path[-1] = int(path[-1]) + 1
        elif is_key and part[0] == '"':
            key = path[-1] = str(json.loads(part))
            keys = around[-1]
            if keys is not None and key in keys:
                twice.append(tuple(path))
            elif keys is not None:
                keys.add(key)
            lines[tuple(path)] = line
        elif part == ":":
            is_key = False
        else:
            lines.setdefault(tuple(path), line)
            if part in "{[":
                is_key = part == "{"
                around.append(set() if is_key else None)
                path.append("" if is_key else 0)
    return lines, tuple(twice)


@dataclass(slots=True)
class _Walk:
    """Builds values from nodes and notes where they stand."""

    constructor: SafeConstructor
    lines: dict[Place, int] = field(default_factory=dict)
    twice: list[Place] = field(default_factory=list)

    def value(self, node: Node, path: Place) -> object:
        """Build one value."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if len(self.lines) > MOST_VALUES or len(path) > MOST_DEPTH:
            raise ValueError(f"more than {MOST_VALUES} values, or deeper than {MOST_DEPTH}")
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, ScalarNode):
            built: object = self.constructor.construct_object(node)
            return built
        return [self.value(one, (*path, number)) for number, one in enumerate(node.value)]

    def _mapping(self, node: MappingNode, path: Place) -> Mapping[str, object]:
        made: dict[str, object] = {}
        base: dict[str, object] = {}
        for key, node_of in node.value:
            name = str(key.value) if isinstance(key, ScalarNode) else f"? {key.start_mark.line + 1}"
            inside = (*path, name)
            if name in made:
                self.twice.append(inside)
            self.lines[inside] = key.start_mark.line + 1
            value = self.value(node_of, inside)
            if key.tag == _MERGE:
                parts = value if isinstance(value, list) else [value]
                base |= {name: one for part in parts if isinstance(part, Mapping) for name, one in part.items()}
            else:
                made[name] = value
        return {**base, **made}


def yaml_text(text: str) -> tuple[object, Lines]:
    """Read a YAML text; of a key that stands twice the last value is taken, and that is told.

    Raises:
        ValueError: It is not YAML, or too large; the line is told.
    """
    plain = YAML(typ="safe", pure=True)
    try:
        try:
            root = YAML(typ="safe").compose(text)
        except YAMLError:
            # The parser in C takes no bare time between braces, which YAML allows.
            root = plain.compose(text)
        walk = _Walk(constructor=plain.constructor)
        data = None if root is None else walk.value(root, ())
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ValueError(f"line {mark.line + 1 if mark else 0}: {error.problem or error.context}") from error
    except YAMLError as error:
        raise ValueError(str(error)) from error
    found: Found = walk.lines, tuple(walk.twice)
    return data, Lines(find=lambda: found, any_twice=bool(walk.twice))
