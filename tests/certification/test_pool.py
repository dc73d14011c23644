"""Is a level's paper drawn from everything there is, to its plan, and never twice the same for one person?"""

from collections import Counter
from dataclasses import replace
from functools import lru_cache

from certification.assembly import Short
from certification.form import form_from_json, form_to_json, questions
from certification.level_plan import LevelPlan
from certification.pool import Calibration, Cycle, Drawn, Source, draw, item_of, units
from tests.certification.exam import shipped, std

NEVER = Cycle(papers=0, uses={}, seen=frozenset(), known={})
SMALL = {"P1": 3, "O1": 1, "O2": 2, "O3": 4, "O4": 4, "O5": 2, "O7": 1, "O8": 2}


@lru_cache
def sources() -> tuple[Source, ...]:
    return (Source(bank=shipped(), handbook=std()),)


def plan() -> LevelPlan:
    """The junior level, with as many items a topic as leave something to choose from."""
    whole = shipped().levels["junior"]
    topics = tuple(replace(one, items=SMALL.get(one.topic, 0)) for one in whole.topics)
    return replace(whole, topics=topics)


def drawn(seed: int, cycle: Cycle = NEVER) -> Drawn:
    found = draw(sources(), plan(), 0.8, seed, cycle)
    assert isinstance(found, Drawn), found
    return found


def test_a_paper_follows_the_plan_and_is_frozen_with_all_it_was_made_from() -> None:
    paper = drawn(7)
    assert Counter(place.item.topic for place in paper.form.places) == SMALL
    assert (paper.form.level, paper.form.possible, paper.form.cut) == ("junior", 19, 16)
    assert paper.form.blueprint_digest == plan().digest
    assert form_from_json(form_to_json(paper.form)) == paper.form
    assert drawn(7) == paper


def test_what_leaves_the_server_holds_no_key() -> None:
    paper = drawn(7)
    for question, place in zip(questions(paper.form), paper.form.places, strict=True):
        assert {one.letter for one in question.options} == set(place.by_letter())
        assert not any(option in repr(question) for option in place.item.key if len(option) > 3)


def test_a_template_is_one_unit_whatever_figures_it_draws() -> None:
    topics = {one.id: one.cell for one in units(sources(), plan(), {}, {})}
    template = next(one for one in topics if ":sla." in one)
    topic = drawn(1).form.places[0].item.topic
    items = {item_of(sources(), template, topic, seed).id for seed in range(20)}
    assert len(items) > 3
    assert {item_of(sources(), template, topic, seed).family for seed in range(20)} == {template.partition(":")[2]}


def test_what_a_person_has_seen_does_not_come_again() -> None:
    first = drawn(1)
    second = drawn(2, replace(NEVER, papers=1, seen=frozenset(first.units)))
    assert not set(first.units) & set(second.units)
    stems = {place.item.id for place in first.form.places} & {place.item.id for place in second.form.places}
    assert not stems


def test_a_topic_that_is_too_small_for_this_person_is_named() -> None:
    everything = frozenset(one.id for one in units(sources(), plan(), {}, {}) if one.cell == "O7")
    found = draw(sources(), plan(), 0.8, 1, replace(NEVER, seen=everything))
    assert found == (Short(cell="O7", need=1, have=0),)


def test_what_answers_have_shown_makes_papers_parallel() -> None:
    """Half of each topic is hard: without knowing, a paper may hold any mixture of them."""
    names = [one.id for one in units(sources(), plan(), {}, {})]
    known = {name: Calibration(a=1.2, b=1.5 if place % 2 else -1.5) for place, name in enumerate(sorted(names))}
    shares = []
    for seed in range(6):
        paper = drawn(seed, replace(NEVER, known=known))
        assert paper.choice.off <= 0.05 + 1e-6
        shares.append(sum(known[one].b > 0 for one in paper.units) / len(paper.units))
    assert max(shares) - min(shares) < 0.35
