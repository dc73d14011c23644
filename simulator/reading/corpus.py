"""Which labelled messages is the classifier trained on, and which of their lines cannot be used?

A corpus is JSON lines: `{"text", "lang", "labels"}`, the labels those of the annotation guide. `kin_groups` puts
near-duplicates together, so that no figure is earned by having seen the same sentence with one word changed.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy.problem import Problem, Problems, in_order, problem
from policy.text import Lang

SLOTS = (
    "customer_id", "contact_name", "contact_method", "department", "organisation", "product_version", "device_model",
    "serial_number", "symptom", "trigger", "scope", "since_when", "error_text", "tried_steps", "attachment",
    "workaround", "environment", "repro_steps", "permission",
)  # fmt: skip
"""Slots of the annotation guide."""

FAULTS = ("forbidden_phrase", "blame_shift", "jargon", "privacy_leak", "overpromise", "rude", "slang_emoji")
"""Acts of the annotation guide that are faults."""

ACTS = (
    "greet", "self_introduce", "empathise", "apologise", "thank", "confirm_understanding", "give_ticket_number",
    "promise_eta", "progress_update", "request_remote_consent", "explain_plan", "give_solution", "escalate_notice",
    "confirm_resolved", "ask_satisfaction", "ask_anything_else", "farewell", "hold_request", "chase_reply",
    "refuse_disclosure", *FAULTS,
)  # fmt: skip
"""Acts of the annotation guide that name no slot."""

LABELS = (*ACTS, *(f"ask:{slot}" for slot in SLOTS))
"""Everything a message can be labelled with, in the order of the guide."""

LONGEST = 4_000
"""Characters of the longest text that is taken into a corpus."""

SHINGLE, KIN = 5, 0.6
"""Characters of a shingle, and the share of common ones above which two texts are near-duplicates."""
_SPACE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One labelled message.

    Attributes:
        text: As a trainee would type it.
        lang: Language it is in.
        labels: What it does, some of `LABELS`; none for what earns and costs nothing.
        source: Name of the file it stands in, if any; messages of one file are mostly one writer's.
    """

    text: str
    lang: Lang
    labels: frozenset[str]
    source: str = ""


def parse_corpus(files: Mapping[str, str]) -> tuple[tuple[Utterance, ...], Problems]:
    """Read the labelled messages of some files, in the order of the files' names.

    Returns:
        The good ones, and a problem for every other line: `not_json`, `not_a_message`, `unknown_label`,
        `labelled_twice` (the same text with other labels), `too_long`.
    """
    found: dict[tuple[str, Lang], Utterance] = {}
    problems: list[Problem] = []
    for name in sorted(files):
        for number, line in enumerate(files[name].splitlines(), start=1):
            if not line.strip():
                continue
            one = _utterance(line, name, number)
            if isinstance(one, Problem):
                problems.append(one)
                continue
            before = found.setdefault((one.text, one.lang), one)
            if before.labels != one.labels:
                problems.append(problem(name, number, "labelled_twice", text=one.text))
    return tuple(found.values()), in_order(problems)


def _utterance(line: str, source: str, number: int) -> Utterance | Problem:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return problem(source, number, "not_json")
    text, lang, labels = (
        (row.get(key) for key in ("text", "lang", "labels")) if isinstance(row, dict) else (None,) * 3
    )
    if not (isinstance(text, str) and text.strip() and lang in {"zh", "en"} and isinstance(labels, list)):
        return problem(source, number, "not_a_message")
    if len(text) > LONGEST:
        return problem(source, number, "too_long", size=len(text), most=LONGEST)
    unknown = [str(one) for one in labels if one not in LABELS]
    if unknown:
        return problem(source, number, "unknown_label", label=", ".join(unknown))
    return Utterance(text=text, lang="en" if lang == "en" else "zh", labels=frozenset(labels), source=source)


def kin_groups(texts: Sequence[str]) -> tuple[int, ...]:
    """Give each text the number of its group of near-duplicates: shingles of five characters, Jaccard above .6.

    >>> kin_groups(["the printer is on fire", "your ticket is closed", "the printer is on fire!"])
    (0, 1, 0)
    """
    shingles = [_shingles(text) for text in texts]
    parents = list(range(len(texts)))
    for one, other in _pairs(shingles):
        low, high = sorted((_root(parents, one), _root(parents, other)))
        parents[high] = low
    return tuple(_root(parents, one) for one in range(len(texts)))


def _pairs(shingles: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for index, mine in enumerate(shingles):
        common: dict[int, int] = defaultdict(int)
        for shingle in mine:
            for other in holders[shingle]:
                common[other] += 1
            holders[shingle].append(index)
        for other, size in common.items():
            if size > KIN * (len(mine) + len(shingles[other]) - size):
                yield other, index


def _shingles(text: str) -> frozenset[str]:
    plain = _SPACE.sub("", text.lower())
    return frozenset(plain[at : at + SHINGLE] for at in range(max(1, len(plain) - SHINGLE + 1)))


def _root(parents: list[int], one: int) -> int:
    while parents[one] != one:
        parents[one] = one = parents[parents[one]]
    return one
