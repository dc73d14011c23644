"""How well are messages read that the classifier has not learnt from?

Cross-validation on the shipped corpus, near-duplicates (shingles of five characters, Jaccard above .6) kept in one
fold. Calibration and thresholds are chosen within each fold's own part, so that nothing of a message had a say in how
it is read. Run: `python -m benchmarks.understand_folds [folds] [--by-source]`; by source, whole files stay together:
each was written in one go on one matter, so that a fold is read by what other sittings taught.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mysterydesk import understanding
from simulator.reading.corpus import Utterance, kin_groups, parse_corpus
from simulator.reading.read import read_anew
from simulator.reading.report import Marked, marked, report
from simulator.reading.rules import Rules
from simulator.reading.train import samples_of, train

FOLDS = 3
"""Each fold trains a model on the rest."""


def folded(
    utterances: Sequence[Utterance], rules: Rules, folds: int, sources: Mapping[str, int] | None = None
) -> Iterator[tuple[Marked, Marked]]:
    """Read every message by a model that it and its near-duplicates had no part in.

    Args:
        utterances: The messages.
        rules: Read before the classifier.
        folds: How many parts there are.
        sources: Number of the file of each text, where whole files stay together; near-duplicates go with the first.

    Yields:
        What rules alone found, and what rules and classifier did.
    """
    samples = samples_of(utterances, rules)
    groups = kin_groups([one.text for one in utterances])
    order = {group: place % folds for place, group in enumerate(dict.fromkeys(groups))}
    if sources is not None:
        firsts = {group: one.text for one, group in reversed(list(zip(utterances, groups, strict=True)))}
        order = {group: sources[text] % folds for group, text in firsts.items()}
    for fold in range(folds):
        rest = [one for one, group in zip(samples, groups, strict=True) if order[group] != fold]
        second = replace(rules, model=train(rest, f"fold {fold}"))
        for one, group in zip(utterances, groups, strict=True):
            if order[group] == fold:
                reading = read_anew(one.text, one.lang, second)
                alone = marked(one.lang, one.labels, replace(reading, second=None))
                yield alone, marked(one.lang, one.labels, reading)


def _sources() -> dict[str, int]:
    """Number the file of each text; the Chinese and the English file of one matter have one number."""
    found: dict[str, int] = {}
    for name, text in sorted(understanding.corpus_files().items()):
        messages, _ = parse_corpus({name: text})
        for one in messages:
            found.setdefault(one.text, int(name.split("-")[1]))
    return found


def main() -> None:
    """Print the figures of the shipped corpus as JSON lines: rules alone as a whole, then both act by act."""
    numbers = [one for one in sys.argv[1:] if one.isdigit()]
    folds = int(numbers[0]) if numbers else FOLDS
    utterances, problems = parse_corpus(understanding.corpus_files())
    sources = _sources() if "--by-source" in sys.argv[1:] else None
    print(
        json.dumps(
            {"messages": len(utterances), "unusable": len(problems), "folds": folds, "by_source": sources is not None}
        )
    )
    pairs = tuple(folded(utterances, understanding.rules_alone(), folds, sources))
    for entry in report(alone for alone, _ in pairs):
        if "act" not in entry:
            print(json.dumps({"read_by": "rules", **entry}))
    for entry in report(both for _, both in pairs):
        print(json.dumps({"read_by": "both", **entry}))


if __name__ == "__main__":
    main()
