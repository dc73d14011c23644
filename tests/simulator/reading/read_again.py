"""How does this interpreter read two hundred messages, by rules and by a classifier learnt from just these?

`python -m tests.simulator.reading.read_again` prints the digest of the rules, then one line a message; with `--keep`
it writes them to `readings.jsonl`, which holds the messages and from where `test_readings_kept.py` compares.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from simulator.reading.corpus import Utterance
from simulator.reading.read import read_anew
from simulator.reading.reading import as_data
from simulator.reading.train import samples_of, train
from tests.simulator.reading.figures import shipped_rules

ROOT = Path(__file__).parents[3]
KEPT = Path(__file__).with_name("readings.jsonl")


def read_again() -> Iterator[str]:
    """Give the digest of the rules, then each message with the digest of its reading."""
    rules = shipped_rules(ROOT)
    rows = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()[1:]]
    messages = [Utterance(text=row["text"], lang=row["lang"], labels=frozenset(row["labels"])) for row in rows]
    both = replace(rules, model=train(samples_of(messages, rules), "two hundred"))
    yield json.dumps({"rules": rules.digest})
    for one in messages:
        data = json.dumps(as_data(read_anew(one.text, one.lang, both)), ensure_ascii=False, sort_keys=True)
        row = {
            "reading": sha256(data.encode()).hexdigest()[:16],
            "lang": one.lang,
            "labels": sorted(one.labels),
            "text": one.text,
        }
        yield json.dumps(row, ensure_ascii=False)


def main() -> None:
    """Print the readings, or keep them."""
    lines = "".join(f"{line}\n" for line in read_again())
    if "--keep" in sys.argv[1:]:
        KEPT.write_text(lines, encoding="utf-8")
    else:
        sys.stdout.buffer.write(lines.encode())


if __name__ == "__main__":
    main()
