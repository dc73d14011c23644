"""What does reading one message cost on one core, by rules alone and with the classifier?

Run `python -m benchmarks.understand`. Every third message of the shipped corpus is read once, nothing kept.
"""

from collections.abc import Sequence
from time import process_time

from benchmarks.figures import table
from mysterydesk import understanding
from simulator.reading.corpus import Utterance, parse_corpus
from simulator.reading.read import read_anew
from simulator.reading.rules import Rules

EVERY, WARM = 3, 60
"""Of how many messages one is read, and how many are read before to compile what is compiled once."""


def _measured(messages: Sequence[Utterance], rules: Rules) -> list[float]:
    for one in messages[:WARM]:
        read_anew(one.text, one.lang, rules)
    return [_once(one, rules) for one in messages]


def _once(one: Utterance, rules: Rules) -> float:
    """Give the seconds of this process: what others do on the machine does not count."""
    began = process_time()
    read_anew(one.text, one.lang, rules)
    return process_time() - began


def main() -> None:
    """Print median, quartiles and 95th percentile with n, each language by itself."""
    messages, _ = parse_corpus(understanding.corpus_files())
    began = process_time()
    both = understanding.rules_and_model()
    print(f"rules and classifier there after {process_time() - began:.2f} s of one core")
    rows: list[tuple[str, Sequence[float]]] = []
    for lang in ("zh", "en"):
        mine = [one for one in messages if one.lang == lang][::EVERY]
        rows.append((f"{lang} rules alone", _measured(mine, understanding.rules_alone())))
        rows.append((f"{lang} rules, classifier", _measured(mine, both)))
    print(table("reading one message", rows))


if __name__ == "__main__":
    main()
