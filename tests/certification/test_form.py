import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.bank_reading import parse_bank
from certification.chance import pick, shuffled
from certification.draw import items_for
from certification.form import assemble, cut_for, form_from_json, form_to_json, questions
from certification.item import LETTERS
from policy.handbook import Setting
from tests.certification.exam import ITEM, PLAN, demo, shipped, std

SEEDS = st.integers(min_value=0, max_value=2**63 - 1)


@given(SEEDS)
def test_every_form_follows_the_blueprint_and_holds_no_item_twice(seed: int) -> None:
    form = assemble(shipped(), demo(), std(), seed)
    topics = [place.item.topic for place in form.places]
    assert topics == [cell.topic for cell in demo().cells for _ in range(cell.count)]
    assert len({place.item.id for place in form.places}) == form.possible == 20
    families = [place.item.family for place in form.places if place.item.family]
    assert len(set(families)) == len(families)
    assert [place.question for place in form.places] == [f"Q{number:02d}" for number in range(1, 21)]
    assert form.cut == 16


@given(SEEDS)
def test_a_form_survives_being_stored(seed: int) -> None:
    form = assemble(shipped(), demo(), std(), seed)
    data = form_to_json(form)
    assert form_from_json(data) == form
    assert form_to_json(form_from_json(data)) == data


def test_equal_seeds_give_equal_forms_and_other_seeds_other_forms() -> None:
    assert assemble(shipped(), demo(), std(), 4) == assemble(shipped(), demo(), std(), 4)
    assert len({assemble(shipped(), demo(), std(), seed).digest for seed in range(20)}) == 20


def test_a_form_pins_everything_it_was_made_from() -> None:
    form = assemble(shipped(), demo(), std(), 4)
    assert form.handbook_digest == std().digest
    assert form.bank_digest == shipped().digest
    assert form.blueprint_digest == demo().digest
    assert form.assumptions == ("A-paper-pass", "A-paper-form", "A-short-ladder")
    assert (form.level, form.handbook, form.blueprint, form.seed) == ("junior_short", "STD", "std-junior-short", 4)


def test_a_stored_form_that_was_changed_is_refused() -> None:
    data = json.loads(form_to_json(assemble(shipped(), demo(), std(), 4)))
    data["cut"] = 1
    with pytest.raises(ValueError, match="does not fit its digest"):
        form_from_json(json.dumps(data).encode())
    with pytest.raises(ValueError, match="validation error"):
        form_from_json(b'{"cut": 1}')
    with pytest.raises(ValueError, match="Expecting value"):
        form_from_json(b"no form")


def test_questions_carry_the_words_in_the_candidates_order_and_nothing_else() -> None:
    form = assemble(shipped(), demo(), std(), 4)
    for place, question in zip(form.places, questions(form), strict=True):
        assert question.id == place.question
        assert question.stem == place.item.stem
        assert [one.letter for one in question.options] == list(LETTERS[: len(place.item.options)])
        assert [one.text for one in question.options] == [place.item.option(one).text for one in place.shown]
        said = repr(question)
        assert place.item.id not in said
        assert place.item.explanation.zh not in said
        assert "wrong1" not in said


def test_right_options_stand_in_every_place() -> None:
    """A seeded shuffle, not a habit: over many forms the key of single-choice items is spread evenly."""
    seen = dict.fromkeys("ABCD", 0)
    for seed in range(60):
        for place in assemble(shipped(), demo(), std(), seed).places:
            if len(place.item.key) == 1:
                letters = {option: letter for letter, option in place.by_letter().items()}
                seen[letters[place.item.key[0]]] += 1
    share = sum(seen.values()) / 4
    assert all(0.8 * share < count < 1.2 * share for count in seen.values()), seen


def test_an_ordering_is_never_shown_in_its_right_order() -> None:
    shown_orders = set()
    for seed in range(200):
        for place in assemble(shipped(), demo(), std(), seed).places:
            if place.item.kind == "ordering":
                assert place.shown != place.item.key
                assert sorted(place.shown) == sorted(place.item.key)
                shown_orders.add(tuple(place.item.key.index(one) for one in place.shown))
    assert len(shown_orders) > 60


def test_a_short_ordering_shuffled_into_its_key_is_turned() -> None:
    """With three steps one shuffle in six is the key; none of them may reach a candidate."""
    kind = ITEM.replace("kind: single", "kind: ordering").replace("key: [a]", "key: [a, b, c]")
    bank, problems = parse_bank({"i.yaml": kind, "p.yaml": PLAN}, std())
    assert bank is not None, problems
    shown = {assemble(bank, bank.blueprints["small"], std(), seed).places[0].shown for seed in range(60)}
    assert shown == {("a", "c", "b"), ("b", "a", "c"), ("b", "c", "a"), ("c", "a", "b"), ("c", "b", "a")}


def test_items_of_earlier_papers_come_last() -> None:
    first = assemble(shipped(), demo(), std(), 1)
    used = frozenset(place.item.id for place in first.places if place.item.author == "content")
    again = assemble(shipped(), demo(), std(), 1, seen=used)
    assert not used & {place.item.id for place in again.places}
    every = frozenset(one.id for one in shipped().items)
    assert assemble(shipped(), demo(), std(), 1, seen=every) == first


@pytest.mark.parametrize(
    ("share", "possible", "cut"),
    [(0.8, 20, 16), (0.55, 20, 11), (0.7, 20, 14), (0.81, 20, 17), (0.8, 19, 16), (1.0, 20, 20), (0.0, 20, 0)],
)
def test_cut_is_the_share_rounded_up_to_a_whole_point(share: float, possible: int, cut: int) -> None:
    settings = {**std().settings, "paper_pass_share": Setting(value=share, basis=("A-paper-pass",))}
    assert cut_for(replace(std(), settings=settings), possible) == cut


def test_a_bank_that_cannot_fill_the_blueprint_is_refused() -> None:
    small, _ = parse_bank({"items.yaml": ITEM}, std())
    assert small is not None
    with pytest.raises(ValueError, match="expected 3 items for P1 from bank, got 0"):
        assemble(small, demo(), std(), 1)
    sla_only = next(cell for cell in demo().cells if cell.topic == "O4")
    with pytest.raises(ValueError, match="expected a source of items for O4, got sla"):
        items_for(sla_only, small, std(), 1, frozenset())
    with pytest.raises(ValueError, match="expected one handbook"):
        assemble(replace(small, handbook="ASC"), demo(), std(), 1)


@given(st.lists(st.integers(), max_size=8), SEEDS)
def test_shuffling_keeps_every_value(values: list[int], seed: int) -> None:
    assert sorted(shuffled(values, seed, "test")) == sorted(values)


def test_shuffling_gives_every_order_about_as_often() -> None:
    orders = [shuffled("ABC", seed, "test") for seed in range(1200)]
    assert len(set(orders)) == 6
    assert all(150 < orders.count(one) < 250 for one in set(orders))


def test_nothing_to_pick_from_is_an_error() -> None:
    with pytest.raises(ValueError, match="found nothing"):
        pick((), 1, "test")
