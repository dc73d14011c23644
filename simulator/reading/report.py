"""How much of what people labelled was found, act by act?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policy.text import Lang
from simulator.reading.corpus import LABELS
from simulator.reading.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One labelled message and what was found in it.

    Attributes:
        lang: Language it was read in.
        wanted: Labels that a person gave it.
        found: Labels that were found.
        unsure: The message as a whole was left open.
        trap: Kind of near miss that its writer meant it for, e.g. `negation`; empty where it is none.
    """

    lang: Lang
    wanted: frozenset[str]
    found: frozenset[str]
    unsure: bool
    trap: str = ""


def marked(lang: Lang, wanted: Iterable[str], reading: Reading, trap: str = "") -> Marked:
    """Hold a reading against the labels of a person; what the annotation guide does not name is left aside."""
    found = {f"ask:{act.slot}" if act.name == "ask" else act.name for act in reading.understood}
    known = frozenset(LABELS)
    return Marked(lang=lang, wanted=known & set(wanted), found=known & found, unsure=reading.undecided, trap=trap)


def report(rows: Iterable[Marked]) -> tuple[Mapping[str, object], ...]:
    """Give the figures of each language: one entry a label that was given or found, then one for all.

    Returns:
        Entries with `lang`, `act`, `n` (messages so labelled), `precision`, `recall`, `f1`; and with `lang`, `n`
        (messages), the same three over all labels (`micro`), `macro_f1` over labels given at least once, `unsure`
        (share of messages), `traps` (messages that do nothing though they may sound so: negations, quotations,
        suppositions, harmless words; `n`, and the share `right` in which nothing was found); where messages are
        marked as traps, `trap_kinds` (the same two of each kind; right is one in which nothing was found that is not
        there). A share of nothing is 1.0.

    >>> one = Marked(lang="en", wanted=frozenset({"greet"}), found=frozenset({"greet", "thank"}), unsure=False)
    >>> report([one])[-1]["micro"]
    {'precision': 0.5, 'recall': 1.0, 'f1': 0.6667}
    """
    listed = tuple(rows)
    langs: tuple[Lang, ...] = ("zh", "en")
    return tuple(
        entry for lang in langs if (mine := [one for one in listed if one.lang == lang]) for entry in _of(lang, mine)
    )


def _of(lang: Lang, rows: list[Marked]) -> list[Mapping[str, object]]:
    right = Counter(label for one in rows for label in one.found & one.wanted)
    wrong = Counter(label for one in rows for label in one.found - one.wanted)
    missed = Counter(label for one in rows for label in one.wanted - one.found)
    named = [label for label in LABELS if right[label] + wrong[label] + missed[label]]
    entries: list[Mapping[str, object]] = [
        {
            "lang": lang,
            "act": label,
            "n": right[label] + missed[label],
            **_shares(right[label], wrong[label], missed[label]),
        }
        for label in named
    ]
    given = [label for label in named if right[label] + missed[label]]
    peaks = [_shares(right[label], wrong[label], missed[label])["f1"] for label in given]
    total: Mapping[str, object] = {
        "lang": lang,
        "n": len(rows),
        "micro": _shares(right.total(), wrong.total(), missed.total()),
        "macro_f1": round(sum(peaks) / len(peaks), 4) if peaks else 1.0,
        "unsure": round(sum(one.unsure for one in rows) / len(rows), 4),
        "traps": _traps([one for one in rows if not one.wanted]),
    }
    kinds = sorted({one.trap for one in rows if one.trap})
    if kinds:
        total = {**total, "trap_kinds": {kind: _traps([one for one in rows if one.trap == kind]) for kind in kinds}}
    return [*entries, total]


def _traps(rows: list[Marked]) -> dict[str, float]:
    right = sum(one.found <= one.wanted for one in rows)
    return {"n": len(rows), "right": round(right / len(rows), 4) if rows else 1.0}


def _shares(right: int, wrong: int, missed: int) -> dict[str, float]:
    def share(part: int, whole: int) -> float:
        return round(part / whole, 4) if whole else 1.0

    return {
        "precision": share(right, right + wrong),
        "recall": share(right, right + missed),
        "f1": share(2 * right, 2 * right + wrong + missed),
    }
