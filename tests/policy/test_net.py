"""The shipped NET pack: a manual without figures, and what is borrowed or ours in its place."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from policy.handbook import Handbook
from policy.triage import priority_for
from tests.policy.whole import figures, sketched


@pytest.fixture(scope="session")
def net(shipped: Callable[[str], Handbook]) -> Handbook:
    """The shipped NET handbook."""
    return shipped("NET")


@pytest.fixture(scope="session")
def draft(shared: Path) -> Mapping[str, Any]:
    """The pack as the interchange files sketch it."""
    return sketched(shared, "NET")


def test_the_manual_states_no_figure_so_every_target_is_an_assumption(
    net: Handbook, shared_clauses: Mapping[str, Any]
) -> None:
    assert [one["value"] for one in figures(shared_clauses, "NET").values()] == [None]
    for clock in net.clocks:
        fills = {net.assumptions[one].fills for one in clock.basis if one in net.assumptions}  # type: ignore[index]
        assert clock.name in net.silent
        assert clock.name in fills


def test_each_channel_has_the_time_that_was_proposed(net: Handbook, draft: Mapping[str, Any]) -> None:
    proposed = draft["defaults_proposed"]["response_by_channel"]
    assert (proposed["phone"], proposed["chat"], proposed["email"]) == ("20s", "60s", "4h")
    targets = {str(one.name): one.targets for one in net.clocks}
    assert targets["call_answer"] == {"any": timedelta(seconds=20)}
    assert targets["chat_answer"] == {"any": timedelta(seconds=60)}
    assert targets["email_answer"] == {"any": timedelta(hours=4)}
    channels = {fields["channel"] for one in net.clocks for start in one.starts if (fields := start.fields)}
    assert channels == {item.code for item in net.lists["channels"]}


def test_priorities_and_times_of_tickets_are_borrowed_as_they_are(
    net: Handbook, shipped: Callable[[str], Handbook]
) -> None:
    std = shipped("STD")
    assert [(one.code, one.when, one.definition) for one in net.priorities] == [
        (one.code, one.when, one.definition) for one in std.priorities
    ]
    assert net.clock("response").targets == std.clock("response").targets
    assert all("A-levels" in one.basis for one in net.priorities)
    assert priority_for(net, {"data_lost": True}).code == "L1"


def test_what_is_not_stated_is_not_there(net: Handbook) -> None:
    assert (net.groups, net.ladder) == ((), ())
    assert (net.ticket_number, net.satisfaction, net.calendar) == (None, None, None)
    absent = {"article_sections", "statuses", "kpis", "complaint_steps", "training"}
    assert absent & set(net.lists) == set()
    assert absent <= set(net.silent)


def test_what_a_drill_cannot_do_without_is_filled_by_assumptions(net: Handbook) -> None:
    # Who may carry out which repair, and with what one connects: the manual names neither lines nor tools.
    assert {"tiers", "remote_tools"} <= set(net.silent)
    assert [str(one.code) for one in net.tiers] == ["T1", "T2", "T3"]
    assert all("A-lines" in one.basis for one in net.tiers)
    assert [one.basis for one in net.lists["remote_tools"]] == [("A-remote-tools",)]


def test_the_intake_and_the_record_are_the_manuals(net: Handbook, draft: Mapping[str, Any]) -> None:
    assert [one.name for one in net.intake if one.required] == draft["intake"]["required"]
    asked = {one.name for one in net.intake if not one.required}
    assert set(draft["intake"]["diagnosis_questions"]) - {"symptom"} <= asked
    assert [item.code for item in net.lists["closure_record"]] == draft["closure"]["record_fields"]


def test_taboos_start_with_the_five_that_were_proposed(net: Handbook) -> None:
    proposed = ["不知道", "不归我管", "你自己弄", "没办法", "等着吧"]
    assert [item.title.zh for item in net.lists["forbidden_phrases"]] == proposed
    assert all("A-taboos" in item.basis for item in net.lists["forbidden_phrases"])
    assert net.settings["identity_items"].value == 2


def test_what_must_never_be_done_is_said_so(net: Handbook) -> None:
    never = {one.id for one in net.clauses.values() if one.obligation == "must_not"}
    assert never == {"NET-2.1.b", "NET-2.1.c", "NET-2.3.ban", "NET-2.4.user", "NET-2.4.corp"}
