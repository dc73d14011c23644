"""How well are messages read that the classifier has not learnt from?

Cross-validation on the shipped corpus, near-duplicates (shingles of five characters, Jaccard above .6) kept in one
fold. Calibration and thresholds are chosen within each fold's own part, so that nothing of a message had a say in how
it is read. Run: `python -m benchmarks.understand_folds [folds]`.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mysterydesk import understanding
from simulator.reading.corpus import Utterance, kin_groups, parse_corpus
from simulator.reading.read import read_anew
from simulator.reading.report import Marked, marked, report
from simulator.reading.rules import Rules
from simulator.reading.train import samples_of, train

FOLDS = 3
"""Each fold trains a model on the rest."""


def folded(utterances: Sequence[Utterance], rules: Rules, folds: int) -> Iterator[tuple[Marked, Marked]]:
    """Read every message by a model that it and its near-duplicates had no part in.

    Yields:
        What rules alone found, and what rules and classifier did.
    """
    samples = samples_of(utterances, rules)
    groups = kin_groups([one.text for one in utterances])
    order = {group: place % folds for place, group in enumerate(dict.fromkeys(groups))}
    for fold in range(folds):
        rest = [one for one, group in zip(samples, groups, strict=True) if order[group] != fold]
        second = replace(rules, model=train(rest, f"fold {fold}"))
        for one, group in zip(utterances, groups, strict=True):
            if order[group] == fold:
                reading = read_anew(one.text, one.lang, second)
                alone = marked(one.lang, one.labels, replace(reading, second=None))
                yield alone, marked(one.lang, one.labels, reading)


def main() -> None:
    """Print the figures of the shipped corpus as JSON lines: rules alone as a whole, then both act by act."""
    folds = int(sys.argv[1]) if len(sys.argv) > 1 else FOLDS
    utterances, problems = parse_corpus(understanding.corpus_files())
    print(json.dumps({"messages": len(utterances), "unusable": len(problems), "folds": folds}))
    pairs = tuple(folded(utterances, understanding.rules_alone(), folds))
    for entry in report(alone for alone, _ in pairs):
        if "act" not in entry:
            print(json.dumps({"read_by": "rules", **entry}))
    for entry in report(both for _, both in pairs):
        print(json.dumps({"read_by": "both", **entry}))


if __name__ == "__main__":
    main()
