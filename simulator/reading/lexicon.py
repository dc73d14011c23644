"""Do the authored lexicons make rules, and where do they not?

A lexicon is YAML: `classes` (named word classes, usable in patterns as `{name}`), `rules`, `slots`, `frames`, `cues`,
`sense`, `precedence` or `pairs` (Traditional characters). Lists of the same name add up over the files, so a message
that mixes languages is read with both. Every pattern is written in the plain form of `simulator.reading.normal`; one
that is not could never match, and is reported.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from policy.problem import Problems, in_order, problem
from simulator.reading.clauses import Cues
from simulator.reading.entries import NEVER, Draft, Entry, compiled, merged, rank_of, rule_of, slot_of
from simulator.reading.rules import Frames, Rules, Sense

ENGINE = "reading/1"
"""Version of the engine's own code; raise it when the same lexicons would read a message differently."""

_CUES = ("condition", "courtesy", "report", "negation", "harmless", "question", "request")
_FRAMES = ("request", "lacking", "wh", "have", "bare", "handing", "giving")
_SECTIONS = frozenset({"classes", "rules", "slots", "frames", "cues", "sense", "precedence", "pairs"})
_RULE = frozenset(
    {"act", "slot", "scope", "any", "unless", "unless_sentence", "unless_message"}
    | {"needs", "timed", "mood", "keep", "weak", "voids"}
)
_SLOT = frozenset(["name", "act", "nouns", "direct", "asked", "unless"])


def parse_rules(files: Mapping[str, str]) -> tuple[Rules | None, Problems]:
    """Make rules from lexicon texts.

    Args:
        files: Text of each lexicon by its file name.

    Returns:
        The rules, or None with every problem found (`bad_yaml`, `unknown_section`, `unknown_field`, `missing_field`,
        `bad_value`, `unknown_class`, `bad_pattern`, `pattern_not_plain`, `uneven_pair`).
    """
    draft = Draft()
    trees = [tree for name in sorted(files) if (tree := _tree(files[name], name, draft)) is not None]
    for tree in trees:
        _classes(tree, draft)
    rules = tuple(rule for one in _entries(trees, "rules", draft) if (rule := rule_of(one, draft)))
    slots = tuple(slot for one in _entries(trees, "slots", draft) if (slot := slot_of(one, draft)))
    precedence = tuple(rank for one in _entries(trees, "precedence", draft) if (rank := rank_of(one, draft)))
    cues = Cues(**_lists(trees, "cues", _CUES, draft))
    frames = Frames(**_lists(trees, "frames", _FRAMES, draft))
    sense = _lists(trees, "sense", ("keywords", "function_words"), draft)
    if draft.problems:
        return None, in_order(draft.problems)
    made = Rules(
        rules=rules,
        slots=merged(slots),
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


def _tree(text: str, source: str, draft: Draft) -> Entry | None:
    try:
        data = YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        draft.problems.append(problem(source, line, "bad_yaml", reason=error.problem or ""))
        return None
    if not isinstance(data, Mapping):
        draft.problems.append(problem(source, 1, "bad_value", field="", expected="mapping"))
        return None
    unknown = [name for name in data if name not in _SECTIONS]
    places: Any = data
    for name in unknown:
        draft.problems.append(problem(source, places.lc.key(name)[0] + 1, "unknown_section", name=name))
    return Entry(data=data, source=source, line=1)


def _classes(tree: Entry, draft: Draft) -> None:
    for name, pattern in dict(tree.data.get("classes") or {}).items():
        draft.classes[name] = pattern if isinstance(pattern, str) else "|".join(pattern)
    pairs: Any = tree.data.get("pairs") or ()
    for index, pair in enumerate(pairs):
        if len(pair) != 2 or len(pair[0]) != len(pair[1]):  # noqa: PLR2004  a pair has two lines
            draft.problems.append(problem(tree.source, pairs.lc.item(index)[0] + 1, "uneven_pair"))
            continue
        draft.script.update(zip(pair[0], pair[1], strict=True))


def _entries(trees: list[Entry], section: str, draft: Draft) -> Iterator[Entry]:
    allowed = {"rules": _RULE, "slots": _SLOT, "precedence": frozenset({"winner", "losers", "within"})}[section]
    for tree in trees:
        for index, data in enumerate(tree.data.get(section) or ()):
            one = Entry(data=data, source=tree.source, line=tree.data[section].lc.item(index)[0] + 1)
            for name in sorted(set(data) - allowed):
                draft.problems.append(problem(one.source, one.line, "unknown_field", field=name))
            yield one


def _lists(trees: list[Entry], section: str, names: tuple[str, ...], draft: Draft) -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for name in names:
        sources = [tree.data[section][name] for tree in trees if name in (tree.data.get(section) or {})]
        patterns = [one for listed in sources for one in listed]
        where = next((tree for tree in trees if section in tree.data), None)
        at = Entry(data={}, source=where.source if where else "", line=1)
        found[name] = compiled(patterns, at, draft) or NEVER
    return found
