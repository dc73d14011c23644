import re

import pytest

from certification.generate.flow import in_order, later_events
from certification.generate.ordering import ordering_item
from certification.item import Topic
from tests.certification.exam import found_in, shipped, shipped_files, std

STEMS = "STD/stems/ordering.yaml"
O5 = Topic("O5")

# The orders of the manual, written out by hand (STD-4.3.1 to 4.3.5, STD-3.3.1 to 3.3.2, STD-3.1.3 to 3.2.3.plan).
BY_HAND = {
    "complaint_steps": ["receive", "contact", "analyse", "correct", "follow_up"],
    "closure_steps": ["confirm", "archive", "close"],
    "escalation_steps": [
        "ticket.submitted",
        "kb.search",
        "ticket.transferred-T2",
        "tier2.started",
        "ticket.transferred-T3",
        "tier3.joined",
        "fix.provided",
    ],
    "critical_steps": ["ticket.submitted", "ticket.severity_set", "tier3.joined", "workaround.provided"],
}


def test_every_recipe_ships_with_an_order_written_out_here() -> None:
    assert set(shipped().orderings) == set(BY_HAND)


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_key_is_the_manuals_order(name: str) -> None:
    recipe = shipped().orderings[name]
    assert [one.code for one in recipe.steps] == BY_HAND[name]
    for seed in range(40):
        item = ordering_item(std(), recipe, seed, O5)
        assert list(item.key) == [one for one in BY_HAND[name] if one in item.key]
        assert len(item.key) == len(item.options) == recipe.take
        assert set(item.clauses) <= set(std().clauses)
        assert std().title.zh in item.stem.zh


def test_a_long_flow_is_asked_about_in_different_parts() -> None:
    recipe = shipped().orderings["escalation_steps"]
    items = [ordering_item(std(), recipe, seed, O5) for seed in range(40)]
    assert len({item.key for item in items}) > 5
    assert len({item.stem.zh for item in items}) == 2


def test_what_the_manual_leaves_open_has_no_order() -> None:
    after = later_events(std(), None)
    assert in_order(["agent.first_contact", "ticket.accepted"], after) is None
    assert in_order(["ticket.accepted", "ticket.severity_set"], after) is None
    assert in_order(["verify.customer", "ticket.accepted"], after) == ("ticket.accepted", "verify.customer")


def test_setting_the_priority_comes_before_what_only_that_priority_gets() -> None:
    critical = later_events(std(), "L1")
    assert in_order(["ticket.transferred-T3", "ticket.severity_set"], critical) is not None
    assert in_order(["ticket.transferred-T3", "ticket.severity_set"], later_events(std(), "L2")) is None


def test_explanations_and_steps_read_in_both_languages() -> None:
    for recipe in shipped().orderings.values():
        for step in recipe.steps:
            assert not re.search("[a-z]{4}", step.text.zh)
            assert not re.search("[\u3400-\u9fff]", step.text.en)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("handbook: STD", "handbook: ASC", "other_handbook"),
        ("from_list: closure_steps", "from_list: closing_steps", "unknown_list"),
        ("codes: [confirm, archive, close]", "codes: [confirm, archive, shut]", "unknown_code"),
        ("codes: [confirm, archive, close]", "codes: [confirm, archive]", "too_few_steps"),
        ("event: kb.search", "event: agent.first_contact", "order_open"),
        ("event: kb.search", "event: no.such_event", "order_open"),
        ("clauses: [STD-3.2.2.start]", "clauses: [STD-0]", "unknown_clause"),
        ("《{manual}》，闭环的三个步骤", "手册，闭环的三个步骤", "wrong_fields"),
        ("take: 4", "take: 1", "wrong_value"),
        ("- id: critical_steps", "- id: closure_steps", "duplicate_id"),
        ("- id: critical_steps", "- id: bank", "duplicate_id"),
    ],
)
def test_a_mistake_in_a_recipe_is_told(old: str, new: str, code: str) -> None:
    text = shipped_files()[STEMS]
    assert old in text
    found = found_in({STEMS: text.replace(old, new)})
    assert code in {kind for _, _, kind in found}
    assert all(line > 0 for _, line, _ in found)
