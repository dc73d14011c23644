"""The shipped STD pack: complete, true to its clauses, and honest about what is ours."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policy.handbook import Handbook, Trigger
from policy.parse import parse_handbook
from policy.triage import priority_for
from policy.vocabulary import Vocabulary, problems_of_event
from tests.policy.whole import figures, span


def test_assumptions_have_short_stable_ids_and_fill_what_is_silent(std: Handbook) -> None:
    named = (
        "A-calendar A-pause A-t2-limit-start A-t3-join-start A-t3-solution-start A-corrective-start A-t1-limit "
        "A-ticket-number A-pass-total A-review-share A-weights A-costs A-grace A-absence A-paper-pass A-validity "
        "A-short-ladder A-update-cadence A-priority-order A-gates A-callback-same-contact A-l1-direct A-slack "
        "A-kb-draft A-core-share A-major-loss"
    )
    assert set(named.split()) <= set(std.assumptions)


def test_silent_items_of_the_manual_are_named(std: Handbook, shared: Path) -> None:
    pack = YAML(typ="safe", pure=True).load((shared / "handbooks" / "packs" / "std.yaml").read_text(encoding="utf-8"))
    assert set(pack["silent"]) <= set(std.silent)
    open_starts = {f"{one['name']}_start" for one in pack["clocks"]["items"] if one["starts"] is None}
    assert open_starts <= set(std.silent)
    assert {one["name"] for one in pack["clocks"]["items"]} == {one.name for one in std.clocks}
    assert [one["code"] for one in pack["severity"]] == [one.code for one in std.priorities]
    slots = [one.replace("trigger_condition", "trigger") for one in pack["intake"]["required"] if one != "severity"]
    assert [one.name for one in std.intake if one.required] == slots
    assert [one.name for one in std.intake if not one.required] == ["attachment"]


@pytest.mark.parametrize("code", ["L1", "L2", "L3"])
def test_response_and_resolution_targets_are_the_manuals(
    std: Handbook, shared_clauses: Mapping[str, Any], code: str
) -> None:
    numbers = figures(shared_clauses, "STD")
    for clock in ("response", "resolution"):
        assert std.clock(clock).targets[code] == span(numbers[f"{clock}.{code}"])
        assert f"STD-2.2.2.{code}" in std.clock(clock).basis


@pytest.mark.parametrize(
    ("clock", "number", "clause"),
    [
        ("t2_start", "t2_start", "STD-3.2.2.start"),
        ("t2_unsolved_escalate", "t2_to_t3", "STD-3.2.2.esc"),
        ("t3_join", "t3_join", "STD-3.2.3.join"),
        ("t3_solution", "t3_solution", "STD-3.2.3.plan"),
        ("complaint_contact", "complaint_contact", "STD-4.3.2"),
        ("complaint_corrective", "corrective", "STD-4.3.4"),
        ("complaint_followup", "complaint_followup", "STD-4.3.5"),
        ("callback", "callback", "STD-6.1.call"),
    ],
)
def test_targets_for_any_priority_are_the_manuals(
    std: Handbook, shared_clauses: Mapping[str, Any], clock: str, number: str, clause: str
) -> None:
    assert std.clock(clock).targets == {"any": span(figures(shared_clauses, "STD")[number])}
    assert clause in std.clock(clock).basis


def test_starts_that_the_manual_leaves_open_are_ours(std: Handbook) -> None:
    to_t2 = Trigger(kind="ticket.transferred", fields={"to_tier": "T2"})
    to_t3 = Trigger(kind="ticket.transferred", fields={"to_tier": "T3"})
    assert std.clock("t2_unsolved_escalate").starts == (to_t2,)
    assert std.clock("t3_join").starts == (to_t3,)
    graded = Trigger(kind="ticket.severity_set", fields={"level": "L1"})
    assert std.clock("t3_join").starts_by_priority == {"L1": (graded,)}
    assert std.clock("t3_solution").starts_by_priority == {"L1": (Trigger(kind="ticket.accepted"),)}
    assert std.clock("complaint_corrective").starts == (Trigger(kind="complaint.opened"),)
    ours = {one.name: one.start_basis for one in std.clocks if one.start_basis}
    assert ours == {
        "t2_unsolved_escalate": ("A-t2-limit-start",),
        "t3_join": ("A-t3-join-start",),
        "t3_solution": ("A-t3-solution-start",),
        "complaint_corrective": ("A-corrective-start",),
    }
    assert [one.name for one in std.clocks if one.pausable] == ["resolution"]


@pytest.mark.parametrize(
    ("code", "number", "scale"),
    [("fcr", "fcr", 100), ("art", "art", 1 / 60), ("csat", "csat", 1), ("recurrence", "recurrence", 100)],
)
def test_kpi_targets_are_the_manuals(
    std: Handbook, shared_clauses: Mapping[str, Any], code: str, number: str, scale: float
) -> None:
    written = next(item for item in std.lists["kpis"] if item.code == code).figures
    stated = figures(shared_clauses, "STD")[number]
    assert float(written["target"]) * scale == pytest.approx(stated["value"])
    assert written["op"] == stated["op"]


def test_other_figures_are_the_manuals(std: Handbook, shared_clauses: Mapping[str, Any]) -> None:
    numbers = {name: one["value"] for name, one in figures(shared_clauses, "STD").items()}
    written = {(name, item.code): item.figures for name, items in std.lists.items() for item in items}
    assert written["kpis", "recurrence"]["window_days"] == str(numbers["recurrence_window"])
    assert float(written["quality_checks", "ticket_audit"]["sample"]) * 100 == pytest.approx(numbers["audit_sample"])
    assert float(written["quality_checks", "call_review"]["sample"]) * 100 == pytest.approx(numbers["call_sample"])
    assert written["training", "onboarding"]["weeks"] == str(numbers["onboarding"])
    for part in ("product", "process", "communication", "practice"):
        assert written["training", part]["days"] == str(numbers[part])
    assert written["training", "inservice"]["per_month"] == str(numbers["inservice"])
    for half in ("quantitative", "qualitative"):
        assert written["performance", half]["percent"] == str(numbers[half])
        parts = [one for one in std.lists["performance"] if one.figures.get("of") == half]
        assert sum(int(one.figures["percent"]) for one in parts) == numbers[half]
    assert written["performance", "missed"]["months"] == str(numbers["kpi_miss"])
    assert written["article_rights", "monthly"]["per_month"] == str(numbers["kb_update"])
    assert written["improvement", "revision"]["per_year"] == str(numbers["revision"])


def test_onboarding_days_fill_the_two_weeks(std: Handbook) -> None:
    days = [int(item.figures["days"]) for item in std.lists["training"] if "days" in item.figures]
    assert sum(days) == 10


@pytest.mark.parametrize(
    ("measures", "code"),
    [
        ({"core_share_stopped": 1.0, "any_share_hit": 1.0}, "L1"),
        ({"core_share_stopped": 0.99, "any_share_hit": 1.0}, "L2"),
        ({"core_share_stopped": 0.5, "any_share_hit": 0.5, "money_lost_share": 0.10}, "L1"),
        ({"any_share_hit": 0.01, "money_lost_share": 0.09}, "L2"),
        ({"data_lost": True}, "L1"),
        ({"any_share_hit": 1.0, "has_alternative": True}, "L2"),
        ({"any_share_hit": 0.2, "has_alternative": False}, "L2"),
        ({"any_share_hit": 0.0, "data_lost": False}, "L3"),
        ({}, "L3"),
    ],
)
def test_impact_gives_the_priority(std: Handbook, measures: Mapping[str, float | bool], code: str) -> None:
    assert priority_for(std, measures).code == code


def test_settings_carry_the_assumed_figures(std: Handbook) -> None:
    value = {name: one.value for name, one in std.settings.items()}
    assert sum(share for name, share in value.items() if name.startswith("weight_")) == 100
    words_and_record = ("communication", "truth", "privacy", "closure", "record")
    assert sum(value[f"weight_{one}"] for one in words_and_record) == 40
    assert (value["pass_total"], value["review_share"], value["paper_pass_share"]) == (80, 0.10, 0.80)
    assert (value["grace_s"], value["grace_per_spoken"]) == (60, 3)
    assert (value["absence_s"], value["abandon_s"]) == (300, 86400)
    assert (value["t1_limit_L2_s"], value["t1_limit_L3_s"]) == (1800, 3600)
    cadence = [value[f"update_cadence_{one.code}_s"] for one in std.priorities]
    assert cadence == [1800, 7200, 86400]
    for channel in {item.code for name in ("channels", "complaint_channels") for item in std.lists[name]}:
        assert value[f"rate_{channel}_zh"] > 0
        assert value[f"rate_{channel}_en"] > 0


def test_the_longest_chain_of_lines_stays_inside_resolution(std: Handbook) -> None:
    """First line's hour, two of second line, half an hour to join, four for a solution (ambiguity A06)."""
    chain = std.clock("response").targets["L2"]
    for clock in ("t2_unsolved_escalate", "t3_join", "t3_solution"):
        chain += std.clock(clock).targets["any"]
    assert chain == timedelta(hours=7, minutes=30)
    assert chain <= std.clock("resolution").targets["L2"]


def test_the_ladder_holds_the_manuals_levels_and_a_demonstration(std: Handbook) -> None:
    assert [(one.level, one.tier, one.drills, one.drill_kinds) for one in std.ladder] == [
        ("junior", "T1", 9, 3),
        ("intermediate", "T2", 5, 2),
        ("senior", "T3", 5, 5),
        ("junior_short", "T1", 3, 3),
    ]
    for rung in std.ladder:
        assert rung.pass_share == std.settings["paper_pass_share"].value
        assert rung.validity_days == std.settings["validity_days"].value


def test_a_wrong_figure_in_the_shipped_pack_is_found(std_files: Mapping[str, str]) -> None:
    wrong = std_files["handbook.yaml"].replace(
        "targets: {L1: 30m, L2: 1h, L3: 2h}", "targets: {L1: 9h, L2: 1h, L3: 2h}"
    )
    assert wrong != std_files["handbook.yaml"]
    handbook, problems = parse_handbook({**std_files, "handbook.yaml": wrong})
    assert handbook is None
    assert {one.code for one in problems} == {"target_out_of_order"}


def test_every_kind_of_the_interchange_vocabulary_is_known(
    vocabulary: Vocabulary, shared_clauses: Mapping[str, Any]
) -> None:
    assert set(shared_clauses["events"]) <= set(vocabulary)
    ours = {"attempt.started", "attempt.paused", "attempt.ended", "attempt.abandoned", "identity.verified"}
    ours |= {"contact.attempted", "call.held", "call.resumed", "waiting.started", "waiting.ended", "kb.opened"}
    ours |= {"kb.cited", "check.run", "state.changed", "fact.grew", "scope.refused", "workaround.accepted"}
    assert ours | {"move.refused"} <= set(vocabulary)
    derived = {name for name, kind in vocabulary.items() if not kind.stored}
    assert derived == {"sla.breached", "sla.warned", "clock.paused", "clock.resumed"}


@pytest.mark.parametrize(
    ("file", "section"), [("sla/handbook_cases.yaml", "cases"), ("scoring/transcripts.yaml", "transcripts")]
)
def test_events_of_the_interchange_files_can_be_said(
    vocabulary: Vocabulary, shared: Path, file: str, section: str
) -> None:
    """Only what is read as something else (a paused clock) may not be written as it stands."""
    cases = YAML(typ="safe", pure=True).load((shared / file).read_text(encoding="utf-8"))[section]
    events = [event for case in cases for event in case["timeline"]]
    found = {
        (event["type"], one.code, one.params)
        for event in events
        for one in problems_of_event(
            vocabulary,
            event["type"],
            {name: value for name, value in event.items() if name not in {"at", "type", "actor"}},
        )
    }
    assert len(events) > 100
    assert {kind for kind, _, _ in found} <= {"clock.paused", "clock.resumed"}
    assert {code for _, code, _ in found} <= {"derived_event"}
