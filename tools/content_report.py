# ruff: noqa: INP001, T201  a script that prints
"""Prints how much content there is of each kind, and how much is nearly the same twice (`make content-report`).

Status 1 when a kind holds more than 5 % of near-duplicates.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator

from mysterydesk import shelf
from mysterydesk.library import list_files, read_text
from policy.text import Text
from scenarios.duplicates import share_of_near
from scenarios.fault_model import FaultModel
from scenarios.scenario import Scenario

MOST = 0.05
SHOWN = 6

_NAME = re.compile(r"\{[a-z0-9_]+\}")
"""What the draw fills in is nobody's writing."""

Named = tuple[str, str, Text]
"""Kind, name, text."""


def _model(name: str, model: FaultModel) -> Iterator[Named]:
    for check in model.checks:
        yield "checks", f"{name}/{check.id}", check.title
        for seen in check.results:
            yield "what checks show", f"{name}/{check.id}/{seen.id}", seen.text
    for action in model.actions:
        yield "actions", f"{name}/{action.id}", action.title
        yield "risks", f"{name}/{action.id}", action.risk
    for cause in model.causes:
        yield "causes", f"{name}/{cause.id}", cause.title


def _scenario(one: Scenario) -> Iterator[Named]:
    yield "titles", one.id, one.title
    for number, persona in enumerate(one.personas):
        yield "personas", f"{one.id}/{number}", persona.title
    for number, (zh, en) in enumerate(zip(one.opening.zh, one.opening.en, strict=False)):
        yield "openings", f"{one.id}/{number}", Text(zh=zh, en=en)
    for fact in one.facts:
        for number, (zh, en) in enumerate(zip(fact.say.zh, fact.say.en, strict=False)):
            yield "what customers say", f"{one.id}/{fact.slot}/{number}", Text(zh=zh, en=en)
    yield from _model(one.id, one.fault_model)


def texts() -> Iterator[Named]:
    """Give every authored text with its kind and name."""
    for one in shelf.scenarios().values():
        yield from _scenario(one)
    world = shelf.world()
    for article in world.articles.values():
        yield (
            "articles",
            article.id,
            Text(
                zh="\n".join(text.zh for text in article.sections.values()),
                en="\n".join(text.en for text in article.sections.values()),
            ),
        )
        for name, text in article.sections.items():
            yield "sections of articles", f"{article.id}/{name}", text
    for product in world.products.values():
        for number, note in enumerate(product.notes):
            yield "notes on products", f"{product.id}/{number}", note
        for issue in product.known_issues:
            yield "known issues", issue.id, issue.text


def utterances() -> Iterator[tuple[str, str, str]]:
    """Give the labelled utterances: language, name, text."""
    for file in list_files("simulator", "corpus"):
        for number, line in enumerate(read_text("simulator", file).splitlines(), start=1):
            row = json.loads(line)
            yield str(row["lang"]), f"{file}:{number}", str(row["text"])


def main() -> int:
    """Print the report."""
    kinds: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for kind, name, text in texts():
        for lang in ("zh", "en"):
            if words := _NAME.sub("", text.in_lang(lang)):
                kinds[kind, lang][name] = words
    for lang, name, words in utterances():
        kinds["utterances", lang][name] = words
    worst = 0.0
    print(f"{'kind':<24}{'':<4}{'texts':>7}{'nearly the same':>17}")
    for (kind, lang), found in kinds.items():
        share, pairs = share_of_near(found)
        worst = max(worst, share)
        print(f"{kind:<24}{lang:<4}{len(found):>7}{share:>16.1%}{'  <<<' if share > MOST else ''}")
        if share > MOST:
            for one, other, how in sorted(pairs, key=lambda pair: -pair[2])[:SHOWN]:
                print(f"      {how:.2f}  {one}  {other}")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
