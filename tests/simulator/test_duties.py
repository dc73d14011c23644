"""Entries that some manuals ask of their desk: who has which, what they write, and when they are refused."""

from dataclasses import replace

import pytest

from mysterydesk import shelf
from policy.vocabulary import problems_of_event
from simulator.cost import OWN, SPOKEN, cost_of
from simulator.drill import advance, replay
from simulator.duties import DESK_MOVES, holds_number, is_low, offers
from simulator.fold import fold
from simulator.move import MOVES, Move
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, people, refused
from tests.simulator.duty_plays import OWN_HANDBOOKS, desk_under, every_duty

DUTIES = ({*OWN} | set(SPOKEN)) & {
    one.code for name in OWN_HANDBOOKS for one in shelf.handbook(name).lists[DESK_MOVES]
}  # fmt: skip


def test_every_move_that_a_pack_names_is_there() -> None:
    named = {one.code for name in OWN_HANDBOOKS for one in shelf.handbook(name).lists[DESK_MOVES]}
    assert named <= set(MOVES)
    assert named - {"scope"} <= set(OWN) | set(SPOKEN)


@pytest.mark.parametrize("handbook", ["STD", *OWN_HANDBOOKS])
def test_a_desk_has_the_moves_of_its_own_manual_alone(handbook: str) -> None:
    attempt = begin(desk_under(handbook))
    for kind in sorted(DUTIES | {"scope"}):
        if not offers(shelf.handbook(handbook), kind):
            fields = dict.fromkeys(MOVES[kind], "x")
            assert refused(attempt, kind, **fields) == "not_at_this_desk", kind


@pytest.mark.parametrize("handbook", OWN_HANDBOOKS)
def test_what_they_write_is_of_the_vocabulary_and_folds_in_two_parts_as_in_one(handbook: str) -> None:
    one = every_duty(handbook, "zh")
    for event in one.attempt.events:
        assert problems_of_event(shelf.vocabulary(), event.kind, event.fields) == (), event.kind
    for cut in range(2, len(one.attempt.events), 17):
        state = replay(one.desk, "test", one.attempt.events[:cut]).state
        for event in one.attempt.events[cut:]:
            state = fold(one.desk, state, event)
        assert replace(state, now=one.attempt.state.now) == one.attempt.state


def test_a_ticket_is_routed_to_a_group_of_the_handbook() -> None:
    attempt = begin(desk_under("ASC"))
    assert refused(attempt, "route", group="nobody") == "no_such_group"
    attempt = do(attempt, "route", group="hardware", text="打印机")
    event = all_of(attempt, "ticket.assigned")[0]
    assert (event.fields["group"], event.fields["text"], event.fields.get("to")) == ("hardware", "打印机", None)
    assert (attempt.state.ticket.group, attempt.state.duties.group, attempt.state.ticket.assigned) == (
        "hardware", "hardware", "",
    )  # fmt: skip


def test_an_assignment_is_acknowledged_once_by_whoever_has_it() -> None:
    attempt = begin(desk_under("ASC"))
    assert refused(attempt, "acknowledge") == "not_assigned"
    mine = do(do(attempt, "assign", to="me"), "acknowledge")
    assert [event.actor for event in all_of(mine, "assignee.ack")] == ["trainee"]
    assert refused(mine, "acknowledge") == "already_done"
    routed = do(mine, "route", group="software")
    assert not routed.state.duties.acknowledged
    assert do(routed, "acknowledge").state.duties.acknowledged


def test_a_colleague_who_picks_up_acknowledges_where_the_manual_has_it() -> None:
    handover = {"to": "T2", "symptom": "s", "done": "d", "ask": "a"}
    for handbook in ("ASC", "DSK", "STD"):
        attempt = do(begin(desk_under(handbook, coworkers=people())), "escalate", **handover)
        attempt = advance(attempt, attempt.state.now.replace(hour=23))[0]
        begun = [one.actor for one in attempt.events if one.kind in {"tier2.started", "tier3.joined"}]
        assert begun
        assert [one.actor for one in all_of(attempt, "assignee.ack")] == (begun if handbook == "ASC" else [])
        assert not attempt.state.duties.acknowledged


def test_a_row_of_the_event_list_is_completed_by_its_result() -> None:
    attempt = begin(desk_under("DSK"))
    assert refused(attempt, "event_row", category=" ", text="x") == "empty_text"
    attempt = do(attempt, "event_row", category="incident", text="网络中断")
    assert attempt.state.duties.row == "open"
    assert all_of(attempt, "eventlist.row")[0].fields["complete"] is False
    attempt = do(attempt, "event_row", category="incident", text="网络中断", result="换了交换机")
    assert attempt.state.duties.row == "complete"
    assert all_of(attempt, "eventlist.row")[1].fields["result"] == "换了交换机"
    assert do(attempt, "event_row", category="incident", text="x").state.duties.row == "complete"


@pytest.mark.parametrize(
    ("kind", "fields", "event"),
    [
        ("update_asset", {"asset": "SN1", "text": "换了硬盘"}, "asset.updated"),
        ("inspection_plan", {"department": "财务部", "text": "每月一次"}, "inspection.planned"),
        ("inspection_report", {"text": "正常", "changes": "换了电池"}, "inspection.reported"),
    ],
)
def test_papers_of_the_desk_are_kept_as_written(kind: str, fields: dict[str, str], event: str) -> None:
    attempt = begin(desk_under("DSK"))
    for name in MOVES[kind]:
        assert refused(attempt, kind, **{**fields, name: " "}) == "empty_text"
    kept = all_of(do(attempt, kind, **fields), event)[0].fields
    assert {name: kept[name] for name in fields} == fields


def test_a_report_without_changes_names_none() -> None:
    attempt = do(begin(desk_under("DSK")), "inspection_report", text="正常")
    assert "changes" not in all_of(attempt, "inspection.reported")[0].fields


def test_a_fault_report_holds_what_is_known() -> None:
    attempt = begin(desk_under("SMO"))
    blank = dict.fromkeys(MOVES["fault_report"], " ")
    assert refused(attempt, "fault_report", **blank) == "empty_text"
    attempt = do(attempt, "fault_report", occurred_at="9:00", place="", symptom="打不开", reporter="张")
    written = all_of(attempt, "fault.reported")[0].fields["fields"]
    assert written == {"occurred_at": "9:00", "symptom": "打不开", "reporter": "张"}


def test_tags_are_typed_with_any_comma_and_kept_once() -> None:
    attempt = begin(desk_under("NET"))
    assert refused(attempt, "tag", tags=" ，, ") == "empty_text"
    attempt = do(do(attempt, "tag", tags="网络，登录, 网络"), "tag", tags="登录;账号")
    assert list(all_of(attempt, "ticket.tagged")[0].fields["tags"]) == ["网络", "登录"]  # type: ignore[arg-type]
    assert attempt.state.duties.tags == ("网络", "登录", "账号")


def test_a_note_may_claim_the_time_at_which_it_was_done() -> None:
    attempt = begin(drawn("S006", 3, "zh"))
    claimed = do(attempt, "log", text="x", recorded_time="2026-11-23T09:00:00+08:00")
    assert all_of(claimed, "action.logged")[0].fields["recorded_time"] == "2026-11-23T09:00:00+08:00"
    assert "recorded_time" not in all_of(do(attempt, "log", text="x"), "action.logged")[0].fields


def test_a_pack_may_price_a_duty_and_a_desk_without_a_price_takes_the_usual_one() -> None:
    desk = desk_under("DSK")
    move, settings = Move(kind="event_row", fields={"category": "x", "text": "y"}), desk.handbook.settings
    assert cost_of(desk.handbook, desk.case, move).total_seconds() == settings["cost_note_s"].value
    dear = replace(settings["cost_note_s"], value=77)
    priced = replace(desk.handbook, settings={**settings, "cost_event_row_s": dear})
    assert cost_of(priced, desk.case, move).total_seconds() == 77


def test_what_is_said_of_the_scope_costs_what_saying_it_takes_and_a_note_does_not() -> None:
    desk = desk_under("NET")
    out, within = (Move(kind="scope", fields={"verdict": one, "text": "长" * 400}) for one in ("out", "in"))
    assert cost_of(desk.handbook, desk.case, out) > cost_of(desk.handbook, desk.case, within)
    assert cost_of(desk.handbook, desk.case, within).total_seconds() == desk.handbook.settings["cost_note_s"].value


def test_a_low_rating_is_one_that_the_scale_calls_so() -> None:
    asc, std = shelf.handbook("ASC"), shelf.handbook("STD")
    assert [is_low(asc, one) for one in (5, 4, 3, 1, "average", "不满意", "satisfied", "?")] == [
        False, False, True, True, True, True, False, False,
    ]  # fmt: skip
    assert not is_low(std, 1)
    assert not is_low(shelf.handbook("DSK"), 1)


@pytest.mark.parametrize(
    ("text", "held"),
    [("TS20261123008", True), ("ｔｓ２０２６１１２３００８", True), ("TS-20261123 008", True), ("TS20261123", False)],
)
def test_a_number_is_heard_however_it_is_written(text: str, held: bool) -> None:  # noqa: FBT001  a table's column
    assert holds_number(f"您的单号是{text}。", "TS20261123008") is held
    assert not holds_number(text, "")
