"""How well do the rules read labelled messages?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from policy.text import Lang
from simulator.reading.lexicon import parse_rules
from simulator.reading.read import read
from simulator.reading.reading import UNSHOWN, Reading
from simulator.reading.rules import Rules

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A message and the acts it has according to the guide."""

    text: str
    acts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Right, wrong and missed acts by label."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    def precision(self, labels: Iterable[str]) -> float:
        """Share of the found acts that are there; 1.0 where none was found."""
        right, wrong = self._sum(self.right, labels), self._sum(self.wrong, labels)
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, labels: Iterable[str]) -> float:
        """Share of the acts that are there and were found."""
        right, missed = self._sum(self.right, labels), self._sum(self.missed, labels)
        return right / (right + missed) if right + missed else 1.0

    @staticmethod
    def _sum(counts: Mapping[str, int], labels: Iterable[str]) -> int:
        wanted = set(labels)
        return sum(count for label, count in counts.items() if label.partition(":")[0] in wanted or label in wanted)


@cache
def shipped_rules(root: Path) -> Rules:
    """Parse the shipped lexicons."""
    folder = root / "simulator" / "content" / "lexicon"
    parsed, problems = parse_rules({one.name: one.read_text("utf-8") for one in folder.glob("*.yaml")})
    assert problems == ()
    assert parsed is not None
    return parsed


def labelled(name: str, section: str = "") -> tuple[Labelled, ...]:
    """Read a set of labelled messages beside this file."""
    data: Any = YAML(typ="safe").load((HERE / name).read_text("utf-8"))
    rows = data[section] if section else data
    return tuple(Labelled(text=row["text"], acts=frozenset(row["acts"])) for row in rows)


def labels(reading: Reading) -> frozenset[str]:
    """Give the acts of a reading as the sets name them."""
    shown = (act for act in reading.acts if act.name not in UNSHOWN)
    return frozenset(f"{act.name}:{act.slot}" if act.slot else act.name for act in shown)


def measure(rows: Iterable[Labelled], lang: Lang, rules: Rules) -> Figures:
    """Count right, wrong and missed acts; nothing that an unsure reading found counts as found."""
    figures = Figures(right=Counter(), wrong=Counter(), missed=Counter())
    for row in rows:
        reading = read(row.text, lang, rules)
        found = frozenset[str]() if reading.unsure else labels(reading)
        figures.right.update(found & row.acts)
        figures.wrong.update(found - row.acts)
        figures.missed.update(row.acts - found)
    return figures
