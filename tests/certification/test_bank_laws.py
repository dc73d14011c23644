"""Is there enough to choose from in every topic, of every clause, and does nothing but knowledge lead to the key?"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from re import findall, search

import pytest

from certification.item import Item
from certification.pool import Source, units
from mysterydesk import papers, shelf
from mysterydesk.library import list_files, read_text
from policy.document import Plain, read_document
from policy.text import Lang

GRAM, ALIKE = 5, 0.6
LATIN = {"IT", "SLA", "TS", "VPN", "WiFi"}
"""Latin words that an item may show in Chinese: abbreviations in everyday use, and the prefix of ticket numbers."""
HOW_MANY = {"zh": "（选出所有正确的）", "en": " (Choose all that are right.)"}


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
        ("intermediate", "T4", 6),
    ],
)
def test_a_topic_has_several_times_what_a_paper_asks_of_it(level: str, topic: str, times: int) -> None:
    plan = papers.bank().levels[level]
    asked = next(one.items for one in plan.topics if one.topic == topic)
    offered = Counter(one.cell for one in units(sources(), plan, {}, {}))
    assert offered[topic] >= times * asked


@pytest.mark.parametrize(("topic", "least"), [("T3", 16), ("T4", 24), ("C4", 15)])
def test_the_higher_levels_have_items_to_choose_from(topic: str, least: int) -> None:
    assert len([one for one in authored() if one.topic == topic]) >= least


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
    assert {name for name in tagged if named[name] < 2} == set()
    assert len(tagged) > 150


def grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + GRAM] for at in range(len(text) - GRAM + 1))


def bare(item: Item, lang: Lang) -> str:
    """A stem without what many share: the manual's name, and how many options to choose."""
    title = shelf.handbook(item.handbook).title.in_lang(lang)
    return item.stem.in_lang(lang).replace(HOW_MANY[lang], "").casefold().replace(title.casefold(), "")


def alike(lang: Lang) -> Iterator[tuple[str, str]]:
    for topic in {item.topic for item in authored()}:
        cut = [(item.id, grams(bare(item, lang))) for item in authored() if item.topic == topic]
        for (one, first), (other, second) in combinations(cut, 2):
            if first | second and len(first & second) / len(first | second) > ALIKE:
                yield one, other


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_stem_is_another_one_with_a_word_changed(lang: Lang) -> None:
    assert set(alike(lang)) == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_length_does_not_betray_the_key(lang: Lang) -> None:
    """Of four options the key is the longest in a fair share of items, and nowhere twice as long as every other."""
    single = [item for item in authored() if item.kind == "single"]
    own = {item.id: len(item.option(item.key[0]).text.in_lang(lang)) for item in single}
    others = {
        item.id: [len(one.text.in_lang(lang)) for one in item.options if one.id not in item.key] for item in single
    }
    assert sum(own[name] > max(others[name]) for name in own) <= 0.45 * len(single)
    assert {name for name in own if own[name] > 2 * max(others[name]) + 4} == set()


def test_ids_are_unique_over_all_manuals() -> None:
    assert [name for name, count in Counter(item.id for item in authored()).items() if count > 1] == []


def test_items_speak_both_languages_and_chinese_ones_hold_no_latin_word() -> None:
    for item in authored():
        for text in (item.stem, item.explanation, *(one.text for one in item.options)):
            assert text.zh.strip(), item.id
            assert text.en.strip(), item.id
            assert not search(r"[\u4e00-\u9fff]", text.en), item.id
            assert set(findall(r"[A-Za-z]{2,}", text.zh)) <= LATIN, item.id


def test_stems_ask_and_a_negative_one_is_marked() -> None:
    for item in authored():
        assert item.stem.zh.endswith(("？", "）")), item.id
        assert item.stem.en.endswith(("?", ")")), item.id
        asked = [part for part in item.stem.zh.split("。") if part][-1]
        negative = search(r"哪[一几些]?.{0,8}(不属于|不应|不该|不符合|错误)", asked) is not None
        assert negative <= ("【不" in item.stem.zh), item.id
        assert ("【不" in item.stem.zh) == (" NOT " in item.stem.en), item.id


def test_items_on_the_products_name_facts_that_the_catalogue_has() -> None:
    named: set[str] = set()
    for manual in shelf.HANDBOOKS:
        for file in (one for one in list_files("certification", manual) if "/items/" in one):
            document, _ = read_document(read_text("certification", file), file)
            assert document is not None
            named |= set(findall(r"[A-Z]{2}-[0-9]{3,4}", str(facts_in(document.value))))
    assert len(named) > 60
    assert named <= papers.facts()


def facts_in(value: Plain) -> list[Plain]:
    """Every list of facts in a file of items."""
    entries = value.get("items") if isinstance(value, dict) else None
    return [one.get("facts") for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []


def test_no_place_in_the_authors_order_is_the_key_more_often_than_another() -> None:
    single = [item for item in authored() if item.kind == "single" and len(item.options) == 4]
    places = Counter([one.id for one in item.options].index(item.key[0]) for item in single)
    assert min(places.values()) >= 0.8 * len(single) / 4
    assert max(places.values()) <= 1.2 * len(single) / 4
