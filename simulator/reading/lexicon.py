"""Do the authored lexicons make rules, and where do they not?

A lexicon is YAML: `classes` (named word classes, usable in patterns as `{name}`), `rules`, `slots`, `frames`, `cues`,
`sense`, `precedence` or `pairs` (Traditional characters). Lists of the same name add up over the files, so a message
that mixes languages is read with both. Every pattern is written in the plain form of `simulator.reading.normal`; one
that is not could never match, and is reported.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from policy.problem import Problem, Problems, in_order, problem
from simulator.reading.clauses import Cues
from simulator.reading.normal import STOP, fold, is_han
from simulator.reading.rules import Frames, Precedence, Rule, Rules, Sense, Slot

ENGINE = "reading/1"
"""Version of the engine's own code; raise it when the same lexicons would read a message differently."""

NEVER = re.compile(r"(?!)")
"""Matches nothing."""

_MACRO = re.compile(r"\{([a-z_]+)\}")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_CUES = ("condition", "courtesy", "report", "negation", "harmless", "question", "request")
_FRAMES = ("request", "lacking", "wh", "have", "bare", "handing", "giving")
_SECTIONS = frozenset({"classes", "rules", "slots", "frames", "cues", "sense", "precedence", "pairs"})
_RULE = frozenset(
    ["act", "slot", "scope", "any", "unless", "unless_sentence", "unless_message", "needs", "timed", "mood", "keep", "weak", "voids"]
)
_SLOT = frozenset(["name", "act", "nouns", "direct", "asked", "unless"])


@dataclass(slots=True, kw_only=True)
class _Draft:
    """What one parse has gathered so far."""

    problems: list[Problem] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    script: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One mapping of a lexicon and where it stands."""

    data: Mapping[str, Any]
    source: str
    line: int


def parse_rules(files: Mapping[str, str]) -> tuple[Rules | None, Problems]:
    """Make rules from lexicon texts.

    Args:
        files: Text of each lexicon by its file name.

    Returns:
        The rules, or None with every problem found (`bad_yaml`, `unknown_section`, `unknown_field`, `missing_field`,
        `bad_value`, `unknown_class`, `bad_pattern`, `pattern_not_plain`, `uneven_pair`).
    """
    draft = _Draft()
    trees = [tree for name in sorted(files) if (tree := _tree(files[name], name, draft)) is not None]
    for tree in trees:
        _classes(tree, draft)
    rules = tuple(rule for one in _entries(trees, "rules", draft) if (rule := _rule(one, draft)))
    slots = tuple(slot for one in _entries(trees, "slots", draft) if (slot := _slot(one, draft)))
    precedence = tuple(rank for one in _entries(trees, "precedence", draft) if (rank := _rank(one, draft)))
    cues = Cues(**_lists(trees, "cues", _CUES, draft))
    frames = Frames(**_lists(trees, "frames", _FRAMES, draft))
    sense = _lists(trees, "sense", ("keywords", "function_words"), draft)
    if draft.problems:
        return None, in_order(draft.problems)
    made = Rules(
        rules=rules,
        slots=_merged(slots),
        frames=frames,
        cues=cues,
        sense=Sense(**sense, known=frozenset(draft.words)),
        precedence=precedence,
        script=draft.script,
        digest=digest_of(files),
    )
    return made, ()


def digest_of(files: Mapping[str, str]) -> str:
    """Hash the engine version and the lexicon texts, whatever order they come in.

    >>> digest_of({"b": "2", "a": "1"}) == digest_of({"a": "1", "b": "2"})
    True
    """
    total = hashlib.sha256(ENGINE.encode())
    for name in sorted(files):
        total.update(f"\0{name}\0{files[name]}".encode())
    return total.hexdigest()


def _tree(text: str, source: str, draft: _Draft) -> _Entry | None:
    try:
        data = YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        draft.problems.append(problem(source, line, "bad_yaml", reason=error.problem or ""))
        return None
    if not isinstance(data, Mapping):
        draft.problems.append(problem(source, 1, "bad_value", field="", expected="mapping"))
        return None
    for name in data:
        if name not in _SECTIONS:
            draft.problems.append(problem(source, data.lc.key(name)[0] + 1, "unknown_section", name=name))
    return _Entry(data=data, source=source, line=1)


def _classes(tree: _Entry, draft: _Draft) -> None:
    for name, pattern in dict(tree.data.get("classes") or {}).items():
        draft.classes[name] = pattern if isinstance(pattern, str) else "|".join(pattern)
    for index, pair in enumerate(tree.data.get("pairs") or ()):
        if len(pair) != 2 or len(pair[0]) != len(pair[1]):  # noqa: PLR2004  a pair has two lines
            draft.problems.append(problem(tree.source, tree.data["pairs"].lc.item(index)[0] + 1, "uneven_pair"))
            continue
        draft.script.update(zip(pair[0], pair[1], strict=True))


def _entries(trees: list[_Entry], section: str, draft: _Draft) -> Iterator[_Entry]:
    allowed = {"rules": _RULE, "slots": _SLOT, "precedence": frozenset({"winner", "losers", "within"})}[section]
    for tree in trees:
        for index, data in enumerate(tree.data.get(section) or ()):
            one = _Entry(data=data, source=tree.source, line=tree.data[section].lc.item(index)[0] + 1)
            for name in sorted(set(data) - allowed):
                draft.problems.append(problem(one.source, one.line, "unknown_field", field=name))
            yield one


def _lists(
    trees: list[_Entry], section: str, names: tuple[str, ...], draft: _Draft
) -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for name in names:
        sources = [tree.data[section][name] for tree in trees if name in (tree.data.get(section) or {})]
        patterns = [one for listed in sources for one in listed]
        where = next((tree for tree in trees if section in tree.data), None)
        at = _Entry(data={}, source=where.source if where else "", line=1)
        found[name] = _compiled(patterns, at, draft) or NEVER
    return found


def _rule(one: _Entry, draft: _Draft) -> Rule | None:
    if not _has(one, ("act", "any"), draft) or not _choice(one, draft):
        return None
    part: Callable[[str], re.Pattern[str] | None] = lambda name: _compiled(one.data.get(name) or (), one, draft)  # noqa: E731  named for the six calls below
    text = "|".join(_expanded(pattern, one, draft) for pattern in one.data["any"])
    return Rule(
        act=one.data["act"],
        slot=one.data.get("slot", ""),
        scope=one.data.get("scope", "clause"),
        find=part("any") or NEVER,
        script="han" if any(map(is_han, text)) and one.source.startswith("zh") else "any",
        unless=part("unless"),
        unless_sentence=part("unless_sentence"),
        unless_message=part("unless_message"),
        needs=part("needs"),
        timed=bool(one.data.get("timed")),
        mood=one.data.get("mood", "any"),
        keep=frozenset(one.data.get("keep") or ()),
        weak=bool(one.data.get("weak")),
        voids=tuple(one.data.get("voids") or ()),
    )


def _choice(one: _Entry, draft: _Draft) -> bool:
    allowed = {"scope": ("clause", "sentence", "message"), "mood": ("any", "asks", "states")}
    for name, values in allowed.items():
        if one.data.get(name, values[0]) not in values:
            draft.problems.append(problem(one.source, one.line, "bad_value", field=name, expected="|".join(values)))
            return False
    return True


def _slot(one: _Entry, draft: _Draft) -> Slot | None:
    if not _has(one, ("name",), draft):
        return None
    return Slot(
        name=one.data["name"],
        act=one.data.get("act", "ask"),
        nouns=_compiled(one.data.get("nouns") or (), one, draft),
        direct=_compiled(one.data.get("direct") or (), one, draft),
        asked=_compiled(one.data.get("asked") or (), one, draft),
        unless=_compiled(one.data.get("unless") or (), one, draft),
    )


def _merged(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Put the entries of one slot from several languages together."""
    names = tuple(dict.fromkeys((slot.act, slot.name) for slot in slots))
    groups = {key: [slot for slot in slots if (slot.act, slot.name) == key] for key in names}
    return tuple(
        Slot(
            name=name,
            act=act,
            nouns=_joined([slot.nouns for slot in group]),
            direct=_joined([slot.direct for slot in group]),
            asked=_joined([slot.asked for slot in group]),
            unless=_joined([slot.unless for slot in group]),
        )
        for (act, name), group in groups.items()
    )


def _joined(patterns: list[re.Pattern[str] | None]) -> re.Pattern[str] | None:
    parts = [one.pattern for one in patterns if one is not None]
    return re.compile("|".join(parts)) if parts else None


def _rank(one: _Entry, draft: _Draft) -> Precedence | None:
    if not _has(one, ("winner", "losers"), draft):
        return None
    return Precedence(
        winner=one.data["winner"], losers=tuple(one.data["losers"]), within=one.data.get("within", "clause")
    )


def _has(one: _Entry, names: tuple[str, ...], draft: _Draft) -> bool:
    missing = [name for name in names if not one.data.get(name)]
    draft.problems.extend(problem(one.source, one.line, "missing_field", field=name) for name in missing)
    return not missing


def _expanded(pattern: str, one: _Entry, draft: _Draft) -> str:
    while names := _MACRO.findall(pattern):
        unknown = [name for name in names if name not in draft.classes]
        if unknown:
            draft.problems.append(problem(one.source, one.line, "unknown_class", name=unknown[0]))
            return "(?!)"
        pattern = _MACRO.sub(lambda hit: f"(?:{draft.classes[hit[1]]})", pattern)
    return pattern


def _compiled(patterns: Any, one: _Entry, draft: _Draft) -> re.Pattern[str] | None:  # noqa: ANN401  what the YAML holds
    parts: list[str] = []
    for pattern in patterns:
        whole = _expanded(str(pattern), one, draft)
        bare = _ESCAPE.sub("", whole)
        odd = [char for char in bare if not char.isspace() and char != STOP and fold(char, draft.script) != char]
        if odd:
            draft.problems.append(problem(one.source, one.line, "pattern_not_plain", characters="".join(odd)))
        try:
            re.compile(whole)
        except re.error as error:
            draft.problems.append(problem(one.source, one.line, "bad_pattern", pattern=pattern, reason=str(error)))
            continue
        parts.append(f"(?:{whole})")
        draft.words.update(re.findall(r"[a-z]{2,}", bare))
        draft.words.update(char for char in bare if is_han(char))
    return re.compile("|".join(parts)) if parts else None
