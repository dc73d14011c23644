"""Do the authored lexicons make rules, and where do they not?

A lexicon is YAML: `classes` (named word classes, usable in patterns as `{name}`), `rules`, `slots`, `frames`, `cues`,
`sense`, `precedence`, `pairs` (Traditional characters) or `concepts` (name: words that mean much the same). Lists of
the same name add up over the files, so a message that mixes languages is read with both. Every pattern is written in
the plain form of `simulator.reading.normal`; one that is not could never match, and is reported.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policy.document import Document, Plain, read_document
from policy.problem import Problems, in_order, problem
from simulator.reading.clauses import Cues
from simulator.reading.concepts import Concepts
from simulator.reading.entries import CLASS_NAME, Draft, Entry, by_script, rank_of, rule_of, slots_of
from simulator.reading.pattern import Pattern
from simulator.reading.rules import Frames, Rules, Sense

ENGINE = "reading/4"
"""Version of the engine's own code; raise it when the same lexicons would read a message differently."""

_CUES = ("condition", "courtesy", "report", "negation", "harmless", "question", "request", "waiver")
_FRAMES = ("request", "lacking", "wh", "have", "bare", "handing", "giving")
_SECTIONS = frozenset({"classes", "rules", "slots", "frames", "cues", "sense", "precedence", "pairs", "concepts"})
_RULE = frozenset(
    {"act", "slot", "scope", "any", "unless", "unless_sentence", "unless_message"}
    | {"needs", "timed", "mood", "keep", "weak", "voids"}
)
_RANK = frozenset({"winner", "losers", "within", "doubt"})
_SLOT = frozenset(["name", "act", "nouns", "direct", "asked", "unless", "firm"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    """One lexicon: its sections, and the document that knows their lines."""

    data: dict[str, Plain]
    document: Document

    def rows(self, section: str) -> list[Plain]:
        """Give a section that is a list."""
        found = self.data.get(section)
        return found if isinstance(found, list) else []

    def named(self, section: str) -> dict[str, Plain]:
        """Give a section that is a mapping."""
        found = self.data.get(section)
        return found if isinstance(found, dict) else {}


def parse_rules(files: Mapping[str, str], *, tried: bool = False) -> tuple[Rules | None, Problems]:
    """Make rules from lexicon texts.

    Args:
        files: Text of each lexicon by its file name.
        tried: Compile each pattern now and report the broken ones; else it is compiled when it is first looked for.
            For authors and tests: it takes seconds, and lexicons that ship were tried.

    Returns:
        The rules, or None with every problem found: those of `read_document`, `unknown_section`, `unknown_field`,
        `missing_field`, `bad_value`, `unknown_class`, `bad_pattern`, `pattern_not_plain`, `uneven_pair`.
    """
    draft = Draft(tried=tried)
    trees = [tree for name in sorted(files) if (tree := _tree(files[name], name, draft)) is not None]
    for tree in trees:
        _classes(tree, draft)
    rules = tuple(rule for one in _entries(trees, "rules", draft) if (rule := rule_of(one, draft)))
    slots = slots_of(_entries(trees, "slots", draft), draft)
    precedence = tuple(rank for one in _entries(trees, "precedence", draft) if (rank := rank_of(one, draft)))
    cues = Cues(**_lists(trees, "cues", _CUES, draft))
    frames = Frames(**_lists(trees, "frames", _FRAMES, draft))
    sense = _lists(trees, "sense", ("keywords", "function_words"), draft)
    concepts = _concepts(trees, draft)
    if draft.problems:
        return None, in_order(draft.problems)
    made = Rules(
        rules=rules,
        slots=slots,
        frames=frames,
        cues=cues,
        sense=Sense(**sense, known=frozenset(draft.words)),
        precedence=precedence,
        script=draft.script,
        concepts=Concepts(words=concepts),
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


def _tree(text: str, source: str, draft: Draft) -> _Tree | None:
    document, problems = read_document(text, source)
    draft.problems.extend(problems)
    if document is None or not isinstance(document.value, dict):
        return None
    for name in document.value:
        if name not in _SECTIONS:
            draft.problems.append(problem(source, document.line((name,)), "unknown_section", name=name))
    return _Tree(data=document.value, document=document)


def _classes(tree: _Tree, draft: Draft) -> None:
    for name, pattern in tree.named("classes").items():
        if not CLASS_NAME.fullmatch(name):
            line = tree.document.line(("classes", name))
            draft.problems.append(problem(tree.document.source, line, "bad_value", field=name, expected="a-z|_"))
        draft.classes[name] = "|".join(map(str, pattern)) if isinstance(pattern, list) else str(pattern)
    for index, pair in enumerate(tree.rows("pairs")):
        lines = [str(one) for one in pair] if isinstance(pair, list) else []
        if len(lines) != 2 or len(lines[0]) != len(lines[1]):  # noqa: PLR2004  a pair has two lines
            line = tree.document.line(("pairs", index))
            draft.problems.append(problem(tree.document.source, line, "uneven_pair"))
            continue
        draft.script.update(zip(lines[0], lines[1], strict=True))


def _concepts(trees: list[_Tree], draft: Draft) -> dict[str, tuple[str, ...]]:
    """Give the concepts of each word; a word may stand for several, in the order in which they are listed."""
    found: dict[str, tuple[str, ...]] = {}
    for tree in trees:
        for name, listed in tree.named("concepts").items():
            words = str(listed).split()
            if odd := "".join(sorted({char for char in str(listed) if char != char.lower()})):
                line = tree.document.line(("concepts", name))
                draft.problems.append(problem(tree.document.source, line, "pattern_not_plain", characters=odd))
            for word in words:
                found[word] = tuple(dict.fromkeys((*found.get(word, ()), name)))
    return found


def _entries(trees: list[_Tree], section: str, draft: Draft) -> Iterator[Entry]:
    allowed = {"rules": _RULE, "slots": _SLOT, "precedence": _RANK}[section]
    for tree in trees:
        for index, data in enumerate(tree.rows(section)):
            source, line = tree.document.source, tree.document.line((section, index))
            one = Entry(data=data if isinstance(data, dict) else {}, source=source, line=line)
            for name in sorted(set(one.data) - allowed):
                draft.problems.append(problem(source, line, "unknown_field", field=name))
            yield one


def _lists(trees: list[_Tree], section: str, names: tuple[str, ...], draft: Draft) -> dict[str, Pattern]:
    found: dict[str, Pattern] = {}
    for name in names:
        groups: list[tuple[Entry, list[Plain]]] = []
        for tree in trees:
            listed = tree.named(section).get(name)
            at = Entry(data={}, source=tree.document.source, line=tree.document.line((section, name)))
            groups.append((at, listed if isinstance(listed, list) else []))
        found[name] = by_script(groups, draft)
    return found
