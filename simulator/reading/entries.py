"""What does one entry of a lexicon make: a rule, a slot, a rank, or a problem?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from policy.problem import Problem, problem
from simulator.reading.normal import STOP, fold, is_han
from simulator.reading.pattern import Pattern, Script
from simulator.reading.rules import Precedence, Rule, Slot

_SCRIPTS: Mapping[str, Script] = {"zh": "han", "en": "latin"}
"""The script a message must hold for the rules of a lexicon to be tried, by the language its file is named for."""

CLASS_NAME = re.compile(r"[a-z_]+")
"""How a word class may be named."""
_MACRO = re.compile(r"\{([a-z_]+)\}")
_BRACED = re.compile(r"\{([^{}]+)\}")
_WORD = re.compile("[a-z]{4}")
_COUNT = re.compile(r"\d+(?:,\d*)?|,\d+")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


@dataclass(slots=True, kw_only=True)
class Draft:
    """What one parse has gathered so far.

    Attributes:
        problems: Authors' mistakes.
        classes: Pattern of each word class by name.
        words: Characters and words that occur in patterns.
        script: Traditional characters and what they are read as.
        used: Word classes that a pattern has used already; their words are taken once.
        plain: Whether a character stands as it is in plain form, by character.
        tried: Whether each pattern is compiled to see if it can be.
    """

    problems: list[Problem] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    script: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    plain: dict[str, bool] = field(default_factory=dict)
    tried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One mapping of a lexicon and where it stands.

    Attributes:
        data: The mapping.
        source: Name of the file.
        line: Line it starts in, from 1.
    """

    data: Mapping[str, Any]
    source: str
    line: int


def rule_of(one: Entry, draft: Draft) -> Rule | None:
    """Make a rule; its patterns join into one each."""
    if not _has(one, ("act", "any"), draft) or not _choice(one, draft):
        return None

    def part(name: str) -> Pattern | None:
        rows = plain_parts(one.data.get(name) or (), one, draft)
        # Its script is asked once for the whole message, so its own pattern is held against every clause.
        return Pattern(any=joined(rows)) if rows else None

    return Rule(
        act=one.data["act"],
        slot=one.data.get("slot", ""),
        scope=one.data.get("scope", "clause"),
        find=part("any") or Pattern(),
        script=_script(one),
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


def _choice(one: Entry, draft: Draft) -> bool:
    allowed = {"scope": ("clause", "sentence", "message"), "mood": ("any", "asks", "states")}
    for name, values in allowed.items():
        if one.data.get(name, values[0]) not in values:
            draft.problems.append(problem(one.source, one.line, "bad_value", field=name, expected="|".join(values)))
            return False
    return True


def slots_of(entries: Iterable[Entry], draft: Draft) -> tuple[Slot, ...]:
    """Make the slots; the entries of one slot, from several languages or files, are put together."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        if _has(one, ("name",), draft):
            groups.setdefault((one.data.get("act", "ask"), one.data["name"]), []).append(one)
    return tuple(_slot(act, name, group, draft) for (act, name), group in groups.items())


def _slot(act: str, name: str, group: list[Entry], draft: Draft) -> Slot:
    def part(field: str) -> Pattern | None:
        return by_script([(one, one.data.get(field) or ()) for one in group], draft) or None

    return Slot(
        name=name,
        act=act,
        nouns=part("nouns"),
        direct=part("direct"),
        asked=part("asked"),
        unless=part("unless"),
        firm=any(bool(one.data.get("firm")) for one in group),
    )


def rank_of(one: Entry, draft: Draft) -> Precedence | None:
    """Make a rank of acts."""
    if not _has(one, ("winner", "losers"), draft):
        return None
    return Precedence(
        winner=one.data["winner"],
        losers=tuple(one.data["losers"]),
        within=one.data.get("within", "clause"),
        doubt=one.data.get("doubt", ""),
    )


def _has(one: Entry, names: tuple[str, ...], draft: Draft) -> bool:
    missing = [name for name in names if not one.data.get(name)]
    draft.problems.extend(problem(one.source, one.line, "missing_field", field=name) for name in missing)
    return not missing


def _script(one: Entry) -> Script:
    return _SCRIPTS.get(one.source.rpartition("/")[2][:2], "any")


def _expanded(pattern: str, one: Entry, draft: Draft) -> str:
    while names := _MACRO.findall(pattern):
        unknown = [name for name in names if name not in draft.classes]
        if unknown:
            draft.problems.append(problem(one.source, one.line, "unknown_class", name=unknown[0]))
            return "(?!)"
        for name in set(names) - draft.used:
            draft.used.add(name)
            _take_words(draft.classes[name], one, draft)
        pattern = _MACRO.sub(lambda hit: f"(?:{draft.classes[hit[1]]})", pattern)
    return pattern


def by_script(groups: Iterable[tuple[Entry, Iterable[object]]], draft: Draft) -> Pattern:
    r"""Join patterns of several entries into one by script, classes put in; report the broken and those not plain.

    A pattern that names no word of its language's script (`\?$`), or English words in a Chinese lexicon, is held
    against every text.
    """
    found: dict[Script, list[str]] = {"han": [], "latin": [], "any": []}
    for one, patterns in groups:
        script = _script(one)
        for part in plain_parts(patterns, one, draft):
            found[script if _is_of(script, _ESCAPE.sub("", part)) else "any"].append(part)
    return Pattern(**{script: joined(parts) for script, parts in found.items()})


def _is_of(script: Script, bare: str) -> bool:
    """Tell whether all that a pattern can match is in one script."""
    latin = bool(_WORD.search(bare))
    return latin if script == "latin" else not latin and any(map(is_han, bare))


def joined(parts: Iterable[str]) -> str:
    """Join patterns into one source.

    >>> joined(["a|b", "c"])
    '(?:a|b)|(?:c)'
    """
    return "|".join(f"(?:{part})" for part in parts)


def plain_parts(patterns: Iterable[object], one: Entry, draft: Draft) -> list[str]:
    """Put the classes into patterns and take their words; report what is not plain or does not compile."""
    rows = [str(pattern) for pattern in patterns]
    for row in rows:
        _take_words(row, one, draft)
    parts = [_expanded(row, one, draft) for row in rows]
    for part in parts if draft.tried else ():
        try:
            re.compile(part)
        except re.error as error:
            draft.problems.append(problem(one.source, one.line, "bad_pattern", pattern=part, reason=str(error)))
    return parts


def _take_words(pattern: str, one: Entry, draft: Draft) -> None:
    """Keep the words of a pattern, and report characters that no message has once it is in plain form."""
    plain = _ESCAPE.sub("", pattern)
    for name in _BRACED.findall(plain):
        # What is neither a class nor a count would be looked for as it stands.
        if not (_MACRO.fullmatch(f"{{{name}}}") or _COUNT.fullmatch(name)):
            draft.problems.append(problem(one.source, one.line, "unknown_class", name=name))
    bare = _MACRO.sub("", plain)
    odd = [char for char in set(bare) if not _is_plain(char, draft)]
    if odd:
        draft.problems.append(problem(one.source, one.line, "pattern_not_plain", characters="".join(sorted(odd))))
    draft.words.update(re.findall(r"[a-z]{2,}", bare))
    draft.words.update(char for char in bare if is_han(char))


def _is_plain(char: str, draft: Draft) -> bool:
    if char not in draft.plain:
        draft.plain[char] = char.isspace() or char == STOP or fold(char, draft.script) == char
    return draft.plain[char]
