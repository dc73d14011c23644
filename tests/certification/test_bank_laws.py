"""Is there enough to choose from in every topic, of every clause, and does nothing but knowledge lead to the key?"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from certification.item import Item
from certification.pool import Source, units
from mysterydesk import papers, shelf
from policy.text import Lang

LEVELS_TO_COME = {"DSK-12", "STD-4.1", "STD-4.2", "STD-5.3", "STD-6.1", "STD-5.1.T3", "STD-5.2.3.senior", "SMO-2.3", "DSK-7", "DSK-4.1.expert"}  # fmt: skip  # noqa: E501
"""Clauses of the senior level, whose items are not written yet."""

GRAM, ALIKE = 5, 0.6


@cache
def sources() -> tuple[Source, ...]:
    return tuple(Source(bank=papers.bank(one), handbook=shelf.handbook(one)) for one in shelf.HANDBOOKS)


@cache
def authored() -> tuple[Item, ...]:
    return tuple(item for source in sources() for item in source.bank.items if item.status == "active")


@pytest.mark.parametrize(
    ("level", "topic", "times"),
    [
        *((("junior"), topic, 6) for topic in ("P1", "P2", "O1", "O2", "O5", "O6", "O7", "O8")),
        ("junior", "O3", 2),  # six times is to come with the templates of the other manuals
        ("junior", "O4", 4),
        ("intermediate", "T3", 2),
        ("intermediate", "T4", 5),
    ],
)
def test_a_topic_has_several_times_what_a_paper_asks_of_it(level: str, topic: str, times: int) -> None:
    plan = papers.bank().levels[level]
    asked = next(one.items for one in plan.topics if one.topic == topic)
    offered = Counter(one.cell for one in units(sources(), plan, {}, {}))
    assert offered[topic] >= times * asked


def test_junior_has_at_least_240_items_to_choose_from() -> None:
    junior = [one for one in authored() if one.topic[0] in "PO"]
    assert len(junior) >= 240
    assert len(authored()) >= 360


def test_every_clause_that_is_examined_has_two_items() -> None:
    named = Counter(clause for item in authored() for clause in item.clauses)
    tagged = {
        str(name)
        for source in sources()
        for name, clause in source.handbook.clauses.items()
        if any(str(feature).startswith("exam") for feature in clause.features)
    }
    few = {name for name in tagged if named[name] < 2}
    assert {name for name in few if not any(name.startswith(one) for one in LEVELS_TO_COME)} == set()
    assert len(tagged) > 150


def grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + GRAM] for at in range(len(text) - GRAM + 1))


def alike(lang: Lang) -> Iterator[tuple[str, str]]:
    for topic in {item.topic for item in authored()}:
        cut = [(item.id, grams(item.stem.in_lang(lang))) for item in authored() if item.topic == topic]
        for (one, first), (other, second) in combinations(cut, 2):
            if first | second and len(first & second) / len(first | second) > ALIKE:
                yield one, other


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_stem_is_another_one_with_a_word_changed(lang: Lang) -> None:
    found = set(alike(lang))
    assert len(found) <= 0.01 * len(authored()), found


def test_no_place_in_the_authors_order_is_the_key_more_often_than_another() -> None:
    single = [item for item in authored() if item.kind == "single" and len(item.options) == 4]
    places = Counter([one.id for one in item.options].index(item.key[0]) for item in single)
    assert min(places.values()) >= 0.8 * len(single) / 4
    assert max(places.values()) <= 1.2 * len(single) / 4
