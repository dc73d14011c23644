"""What does one entry of a lexicon make: a rule, a slot, a rank, or a problem?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from policy.problem import Problem, problem
from simulator.reading.normal import STOP, fold, is_han
from simulator.reading.rules import Precedence, Rule, Script, Slot

NEVER = re.compile(r"(?!)")
"""Matches nothing."""

_SCRIPTS: Mapping[str, Script] = {"zh": "han", "en": "latin"}
"""The script a message must hold for the rules of a lexicon to be tried, by the language its file is named for."""

_MACRO = re.compile(r"\{([a-z_]+)\}")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


@dataclass(slots=True, kw_only=True)
class Draft:
    """What one parse has gathered so far.

    Attributes:
        problems: Authors' mistakes.
        classes: Pattern of each word class by name.
        words: Characters and words that occur in patterns.
        script: Traditional characters and what they are read as.
    """

    problems: list[Problem] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    script: dict[str, str] = field(default_factory=dict)


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

    def part(name: str) -> re.Pattern[str] | None:
        return compiled(one.data.get(name) or (), one, draft)

    return Rule(
        act=one.data["act"],
        slot=one.data.get("slot", ""),
        scope=one.data.get("scope", "clause"),
        find=part("any") or NEVER,
        script=_SCRIPTS.get(one.source.rpartition("/")[2][:2], "any"),
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


def slot_of(one: Entry, draft: Draft) -> Slot | None:
    """Make one language's part of a slot."""
    if not _has(one, ("name",), draft):
        return None
    return Slot(
        name=one.data["name"],
        act=one.data.get("act", "ask"),
        nouns=compiled(one.data.get("nouns") or (), one, draft),
        direct=compiled(one.data.get("direct") or (), one, draft),
        asked=compiled(one.data.get("asked") or (), one, draft),
        unless=compiled(one.data.get("unless") or (), one, draft),
    )


def merged(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
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
    parts = [one for one in patterns if one is not None]
    if len(parts) == 1:
        return parts[0]
    return re.compile("|".join(one.pattern for one in parts)) if parts else None


def rank_of(one: Entry, draft: Draft) -> Precedence | None:
    """Make a rank of acts."""
    if not _has(one, ("winner", "losers"), draft):
        return None
    return Precedence(
        winner=one.data["winner"], losers=tuple(one.data["losers"]), within=one.data.get("within", "clause")
    )


def _has(one: Entry, names: tuple[str, ...], draft: Draft) -> bool:
    missing = [name for name in names if not one.data.get(name)]
    draft.problems.extend(problem(one.source, one.line, "missing_field", field=name) for name in missing)
    return not missing


def _expanded(pattern: str, one: Entry, draft: Draft) -> str:
    while names := _MACRO.findall(pattern):
        unknown = [name for name in names if name not in draft.classes]
        if unknown:
            draft.problems.append(problem(one.source, one.line, "unknown_class", name=unknown[0]))
            return "(?!)"
        pattern = _MACRO.sub(lambda hit: f"(?:{draft.classes[hit[1]]})", pattern)
    return pattern


def compiled(patterns: Iterable[object], one: Entry, draft: Draft) -> re.Pattern[str] | None:
    """Join patterns into one, classes put in; report those that are broken or not plain."""
    parts = [_expanded(str(pattern), one, draft) for pattern in patterns]
    for part in parts:
        _take_words(part, one, draft)
    if not parts:
        return None
    try:
        return re.compile("|".join(f"(?:{part})" for part in parts))
    except re.error:
        draft.problems.extend(_broken(parts, one))
        return None


def _take_words(pattern: str, one: Entry, draft: Draft) -> None:
    """Keep the words of a pattern, and report characters that no message has once it is in plain form."""
    bare = _ESCAPE.sub("", pattern)
    odd = [char for char in set(bare) if not char.isspace() and char != STOP and fold(char, draft.script) != char]
    if odd:
        draft.problems.append(problem(one.source, one.line, "pattern_not_plain", characters="".join(sorted(odd))))
    draft.words.update(re.findall(r"[a-z]{2,}", bare))
    draft.words.update(char for char in bare if is_han(char))


def _broken(patterns: Iterable[str], one: Entry) -> Iterator[Problem]:
    """Find the patterns that do not compile by themselves."""
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield problem(one.source, one.line, "bad_pattern", pattern=pattern, reason=str(error))
