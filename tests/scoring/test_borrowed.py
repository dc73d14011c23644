"""Rules borrowed from other manuals: plans explained, calls on hold, owners, colleagues said to be at work."""

from dataclasses import replace

import pytest

from policy.text import Text
from scenarios.fault_model import FaultModel
from scoring.answer_key import AnswerKey, Machine
from tests.scoring.conftest import (
    GOOD,
    MODEL,
    Row,
    Scored,
    added,
    changed,
    dropped,
    key_of,
    said,
    unclear,
    unmet,
    words,
)


def risky_model() -> FaultModel:
    """The usual model, in which the cure has a risk and asks for an agreement."""
    cure = replace(MODEL.actions[0], needs=("consent",), risk=Text(zh="可能丢设置", en="settings may go"))
    return replace(MODEL, actions=(cure, *MODEL.actions[1:]))


def risky_key() -> AnswerKey:
    known = key_of()
    assert known.machine is not None
    return replace(known, machine=Machine(model=risky_model(), start=known.machine.start, cause="filter_on"))


PLANNED: tuple[Row, ...] = added(
    (7, "trainee", "plan.explained", {"action": "clear_filter", "parts": ["steps", "effect", "risk"], "text": ""}),
    (7, "customer", "customer.approved", {"action": "clear_filter"}),
)
CLAUSE = "ASC-2.4.explain"


def test_a_risky_step_is_explained_and_agreed_to(scored: Scored) -> None:
    assert unmet(scored(PLANNED, risky_key())) == {}
    steps_only = changed("plan.explained", rows=PLANNED, parts=["steps", "effect"])
    assert unmet(scored(steps_only, risky_key())) == {"risk_explained": CLAUSE}
    risk_only = changed("plan.explained", rows=PLANNED, parts=["risk"])
    assert unmet(scored(risk_only, risky_key())) == {"plan_explained": CLAUSE}
    no_yes = dropped("customer.approved", rows=PLANNED)
    assert unmet(scored(no_yes, risky_key())) == {"approved": CLAUSE}
    other = changed("plan.explained", rows=PLANNED, action="hide", parts=None)
    assert set(unmet(scored(other, risky_key()))) == {"plan_explained", "risk_explained"}


def test_a_harmless_step_needs_no_plan(scored: Scored) -> None:
    assert unmet(scored()) == {}


def test_a_step_that_loses_data_is_risky_whatever_the_author_says(scored: Scored) -> None:
    wipe: tuple[Row, ...] = (
        (7, "trainee", "action.executed", {"action": "wipe", "by": "desk"}),
        (7.5, "system", "state.changed", {"set": {"data": "gone"}, "cause": "wipe"}),
    )
    found = unmet(scored(added(*wipe)))
    assert {"plan_explained", "risk_explained", "approved", "data_lost"} <= set(found)
    twice = added(*wipe, (7.6, "trainee", "action.executed", {"action": "wipe", "by": "desk"}))
    assert "data_lost" in unmet(scored(twice))


def test_an_action_nobody_knows_is_not_held_against_a_plan(scored: Scored) -> None:
    odd = changed("action.executed", action="reboot")
    assert "plan_explained" not in unmet(scored(odd))


def test_a_transcript_shows_plans_only_where_its_desk_writes_them(scored: Scored) -> None:
    key = key_of(machine=None)
    assert "plan_explained" not in unmet(scored(GOOD, key, complete=False))
    written_down = changed("plan.explained", rows=PLANNED, parts=["steps"])
    assert "plan_explained" in unmet(scored(written_down, key, complete=False))
    nameless = tuple(
        (*row[:3], {}) if row[2] == "action.executed" else row for row in dropped("plan.explained", rows=PLANNED)
    )
    assert "plan_explained" in unmet(scored(nameless, key, complete=False))


HELD: tuple[Row, ...] = added(
    (5, "trainee", "agent.msg", words("请您在线稍等一分钟，我去核对", "hold_request")),
    (5, "trainee", "call.held", {}),
    (6, "trainee", "call.resumed", {"held_s": 60}),
)


def test_a_hold_is_announced_and_short(scored: Scored) -> None:
    assert unmet(scored(HELD)) == {}
    mute = tuple(row for row in HELD if row[3].get("text") != "请您在线稍等一分钟，我去核对")
    assert unmet(scored(mute)) == {"hold_announced": "NET-2.3.phone"}
    doubtful = added(
        (5, "trainee", "agent.msg", words("先这样哈", doubts=("hold_request",))),
        rows=mute,
    )
    ordered = tuple(sorted(doubtful, key=lambda row: (row[0], row[2] == "call.held")))
    assert unclear(scored(ordered)) == ["hold_announced"]
    asked = added((5.5, "customer", "customer.msg", {"text": "喂？", "act": "held_long", "slots": []}), rows=HELD)
    assert unmet(scored(asked)) == {"hold_kept": "NET-2.3.phone"}
    left = dropped("call.resumed", rows=HELD)
    assert unmet(scored(left)) == {"hold_kept": "NET-2.3.phone"}
    again = added(
        (6, "trainee", "agent.msg", words("麻烦再等一下", "hold_request")),
        (6, "trainee", "call.held", {}),
        (7, "trainee", "call.resumed", {"held_s": 60}),
        rows=HELD,
    )
    assert unmet(scored(again)) == {}


def test_an_owner_is_named_before_the_ticket_leaves(scored: Scored) -> None:
    moved = added((14.5, "trainee", "ticket.transferred", {"from_tier": "T1", "to_tier": "T2"}))
    orphan = dropped("ticket.closed", rows=moved)
    assert "owner_kept" in unmet(scored(orphan))
    taken = added((14.7, "T2", "tier2.started", {}), rows=orphan)
    assert "owner_kept" not in unmet(scored(taken))


def test_a_colleague_said_to_be_at_work_has_begun(scored: Scored) -> None:
    claim = added((5, "trainee", "agent.msg", words("二线的工程师正在处理您的问题", "progress_update")))
    assert unmet(scored(claim)) == {"colleague_true": "NET-4.1.acc"}
    joined = added((6, "T2", "tier2.started", {}), rows=claim)
    assert unmet(scored(joined)) == {}
    own = added((5, "trainee", "agent.msg", words("我正在处理", "progress_update")))
    assert unmet(scored(own)) == {}


def test_who_says_that_it_is_done_has_seen_it_work(scored: Scored) -> None:
    early: Row = (5, "trainee", "agent.msg", words("已经修好了", "progress_update"))
    assert unmet(scored(added(early))) == {"fixed_claim": "NET-3.4.verify"}
    late: Row = (10, "trainee", "agent.msg", words("已经修好了", "progress_update"))
    assert unmet(scored(added(late))) == {}
    unknown = scored(added(late), key_of(machine=None, tier="T1"))
    assert "fixed_claim" not in {one.code for one in unknown.findings}


def test_progress_in_doubt_goes_to_a_person(scored: Scored) -> None:
    idle = tuple(
        row
        for row in GOOD
        if row[0] <= 1 and row[2] in {"ticket.submitted", "ticket.accepted", "agent.msg", "agent.first_contact"}
    )
    vague: Row = (20, "trainee", "agent.msg", words("在弄了在弄了", doubts=("progress_update",)))
    assert "progress_true" in unclear(scored((*idle, vague)))
    assert "progress_true" not in unclear(scored(added((9.5, *vague[1:]))))


@pytest.mark.parametrize("seat", ["T2", "T3"])
def test_another_line_is_not_held_to_first_lines_duties(scored: Scored, seat: str) -> None:
    rows: tuple[Row, ...] = (
        (0, "customer", "ticket.submitted", {"channel": "phone", "text": "打不开"}),
        (5, "T1", "ticket.accepted", {}),
        (6, "T1", "ticket.severity_set", {"level": "L3"}),
        (9, "T1", "ticket.transferred", {"from_tier": "T1", "to_tier": seat}),
        (15, "trainee", "tier2.started" if seat == "T2" else "tier3.joined", {}),
        (30, "trainee", "fix.provided", {"text": "已更新"}),
    )
    found = unmet(scored(rows, key_of(machine=None, tier=seat), seat=seat, complete=False))
    assert set(found) <= {"cured"}


def test_another_line_that_says_nothing_owes_no_courtesy(scored: Scored) -> None:
    rows: tuple[Row, ...] = (
        (0, "customer", "ticket.submitted", {"channel": "phone", "text": "打不开"}),
        (9, "T1", "ticket.transferred", {"from_tier": "T1", "to_tier": "T2"}),
        (15, "trainee", "tier2.started", {}),
    )
    assert "greeting" not in unmet(scored(rows, key_of(machine=None, tier="T2"), seat="T2", complete=False))


def test_a_desk_that_writes_no_screen_checks_down_is_not_asked_for_them(scored: Scored) -> None:
    rows = added((7, "customer", "remote.consent", {}), (8, "trainee", "remote.started", {}))
    found = scored(rows, key_of(machine=None), complete=False)
    assert "remote_checked" not in {one.code for one in found.findings}


def test_a_message_with_one_doubt_is_not_doubted_as_a_whole(scored: Scored) -> None:
    mixed = said(
        0,
        words(
            "您好，我是小何，别急，我先核对",
            "greet",
            "self_introduce",
            "empathise",
            "explain_plan",
            doubts=("promise_eta",),
        ),
    )
    assert (unmet(scored(mixed)), unclear(scored(mixed))) == ({}, [])
    weak = said(
        0, words("在的，我是小何，别急，我先核对", "self_introduce", "empathise", "explain_plan", doubts=("greet",))
    )
    assert unclear(scored(weak)) == ["greeting"]
    rude = said(2, words("点清除筛选", "give_solution", doubts=("rude",)))
    assert (unmet(scored(rude)), unclear(scored(rude))) == ({}, [])
    secret = said(2, words("点清除筛选，密码那个", "give_solution", doubts=("ask_secret",)))
    assert unclear(scored(secret)) == ["no_secret_asked"]
