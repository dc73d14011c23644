"""Each key is worked out again from the situation's facts by the manual's own words, written out here."""

import re
from collections import Counter

import pytest

from certification.generate.triage import draw_call, triage_items
from certification.generate.triage_stems import Situation, TriageStems
from certification.item import Item, Topic
from mysterydesk.library import list_files, read_text
from scenarios.parse import parse_world
from tests.certification.exam import found_in, shipped, shipped_files, std

O3 = Topic("O3")
STEMS = "STD/stems/triage.yaml"


def stems() -> TriageStems:
    found = shipped().triage
    assert found is not None
    return found


def by_hand(situation: Situation) -> str:
    """Core business stopped everywhere with no other way, or a major loss; else anything hit; else the rest."""
    core_down = any(
        hit.function in situation.lives_on and hit.stopped == "all" and not hit.alternative for hit in situation.hits
    )
    lost = sum(hit.lost_per_hour_percent for hit in situation.hits) * situation.hours[0] >= 10
    if core_down or situation.data_lost or lost:
        return "L1"
    return "L2" if any(hit.stopped != "none" or hit.hindered != "none" for hit in situation.hits) else "L3"


def every_item(seed: int) -> tuple[Item, ...]:
    return triage_items(std(), stems(), seed, 100, O3)


def test_key_is_what_the_facts_give_by_hand() -> None:
    situations = {f"triage.{one.id}": one for one in stems().situations}
    for seed in range(40):
        items = every_item(seed)
        assert len(items) == len(situations)
        for item in items:
            assert item.key == (by_hand(situations[item.family]),), item.family


def test_no_situation_lies_where_the_manual_is_silent() -> None:
    """Part of the core business stopped with no other way is undefined (A03); so is a loss near a figure of ours."""
    for situation in stems().situations:
        for hit in situation.hits:
            assert not (hit.stopped == "some" and not hit.alternative), situation.id
            assert not (hit.hindered != "none" and not hit.alternative and by_hand(situation) == "L2"), situation.id
        worst = sum(hit.lost_per_hour_percent for hit in situation.hits) * situation.hours[0]
        assert worst == 0 or worst >= 40, situation.id


def test_words_carry_the_numbers_of_the_facts() -> None:
    for seed in range(40):
        items = {item.family.removeprefix("triage."): item for item in every_item(seed)}
        for situation in stems().situations:
            call = draw_call(situation, seed)
            assert situation.total[0] <= call.total <= situation.total[1]
            assert 2 <= call.some < call.total
            needed = {call.total, *({call.some} if "{some}" in situation.text.zh else ())}
            for text in (items[situation.id].stem.zh, items[situation.id].stem.en):
                assert needed <= {int(one) for one in re.findall(r"\d+", text)}, situation.id


def test_shops_that_are_partly_hit_say_so_in_words() -> None:
    for situation in stems().situations:
        partly = any("some" in {hit.stopped, hit.hindered} for hit in situation.hits)
        assert partly == ("{some}" in situation.text.zh) == ("{some}" in situation.text.en), situation.id


def test_functions_of_the_situations_are_the_products() -> None:
    names = (*list_files("scenarios", "products"), *list_files("scenarios", "articles"))
    world, problems = parse_world({name: read_text("scenarios", name) for name in names})
    assert world is not None, problems
    functions = set(world.products["tillbrook"].functions)
    used = {hit.function for one in stems().situations for hit in one.hits} | {
        function for one in stems().situations for function in one.lives_on
    }
    assert used <= functions
    assert len(used) >= 7


def test_tone_and_standing_of_the_caller_never_move_the_key() -> None:
    keys: dict[str, set[str]] = {}
    tones: dict[str, set[str]] = {}
    for seed in range(40):
        for item in every_item(seed):
            keys.setdefault(item.family, set()).add(item.key[0])
            tones.setdefault(item.family, set()).update(one.zh for one in stems().tones if one.zh in item.stem.zh)
    assert all(len(one) == 1 for one in keys.values())
    assert all(len(one) > 3 for one in tones.values())


def test_four_items_of_a_paper_cover_every_priority_and_no_situation_twice() -> None:
    for seed in range(40):
        items = triage_items(std(), stems(), seed, 4, O3)
        assert len({item.family for item in items}) == 4
        assert set(Counter(item.key[0] for item in items)) == {"L1", "L2", "L3"}


def test_options_are_the_priorities_and_one_way_of_not_deciding() -> None:
    for item in every_item(3):
        assert [one.id for one in item.options] == ["L1", "L2", "L3", "untriaged"]
        assert [one.text.zh for one in item.options][:3] == ["一级", "二级", "三级"]
        assert "{" not in item.stem.zh + item.stem.en + item.explanation.zh + item.explanation.en


def test_equal_seeds_give_equal_items() -> None:
    assert triage_items(std(), stems(), 9, 4, O3) == triage_items(std(), stems(), 9, 4, O3)
    assert len({tuple(one.id for one in triage_items(std(), stems(), seed, 4, O3)) for seed in range(20)}) == 20


def test_clauses_are_those_of_the_priority() -> None:
    item = next(one for one in every_item(1) if one.key == ("L2",))
    assert item.clauses == ("STD-2.2.1.L2", "STD-3.1.2.prio")
    assert item.assumptions == ("A-priority-order",)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("handbook: STD", "handbook: ASC", "other_handbook"),
        ("- id: unmanned-shops", "- id: no-payments", "duplicate_id"),
        ("total: [6, 40]", "total: [40, 6]", "empty_range"),
        ("hours: [2, 3]", "hours: [3, 2]", "empty_range"),
        ("小票上的店标印得偏大", "这是个三级问题", "names_the_answer"),
        ("which is an eyesore", "a minor eyesore", "names_the_answer"),
        ("{total}家{shop}的连锁", "{count}家{shop}的连锁", "wrong_fields"),
        ("按《{manual}》，这个问题", "按手册，这个问题", "wrong_fields"),
        ("{reason}手册对", "手册对", "wrong_fields"),
        ("stopped: all", "stopped: most", "unknown_value"),
        ("一线接到一通电话。", "一线接到{n}通电话。", "wrong_fields"),
        ("需解答疑问", "需解答{n}个疑问", "wrong_fields"),
    ],
)
def test_a_mistake_in_the_stems_is_told(old: str, new: str, code: str) -> None:
    text = shipped_files()[STEMS]
    assert old in text
    found = found_in({STEMS: text.replace(old, new)})
    assert code in {kind for _, _, kind in found}
    assert all(line > 0 for _, line, _ in found)


def test_stems_stand_once_in_a_bank() -> None:
    text = shipped_files()[STEMS]
    assert [code for _, _, code in found_in({"a.yaml": text, "b.yaml": text})] == ["duplicate_section"]
