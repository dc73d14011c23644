"""Entries on the ticket: type, reason, notes, owner, notices, reopening, articles, explained plans."""

from dataclasses import replace

import pytest

from mysterydesk import shelf
from policy.text import Lang, Text
from policy.vocabulary import problems_of_event
from scenarios.fault_model import Action, Effect
from simulator.cost import OWN, SETTING, SPOKEN, cost_of
from simulator.drill import replay
from simulator.fold import fold
from simulator.move import MOVES, OPTIONAL, Move
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, grievance, heard, people, phrase, pretext, refused, twisted

LANGS: tuple[Lang, ...] = ("zh", "en")
HANDOVER = {"to": "T2", "symptom": "s", "done": "d", "ask": "a"}
ARTICLE = {"title": "t", "problem": "p", "applies": "", "steps": "s", "cautions": " "}


def staffed(lang: Lang = "zh") -> Desk:
    """Give a desk with colleagues."""
    return twisted(lang=lang, coworkers=people())


def test_the_type_is_one_of_the_handbooks() -> None:
    attempt = begin(drawn("S006", 3, "zh"))
    for value in ("incident", "request", "complaint"):
        assert do(attempt, "type", value=value).state.ticket.type == value
    assert refused(attempt, "type", value="mystery") == "no_such_type"


def test_a_priority_may_carry_its_reason() -> None:
    attempt = begin(drawn("S006", 3, "zh"))
    with_reason = do(attempt, "priority", level="L1", reason="全部停了")
    assert all_of(with_reason, "ticket.severity_set")[0].fields["reason"] == "全部停了"
    assert "reason" not in all_of(do(attempt, "priority", level="L1"), "ticket.severity_set")[0].fields


def test_notes_are_kept_in_order_and_say_nothing_to_the_customer() -> None:
    attempt = do(do(begin(drawn("S006", 3, "zh")), "log", text="一"), "log", text="二")
    assert attempt.state.ticket.notes == ("一", "二")
    assert all_of(attempt, "customer.msg") == []
    assert refused(attempt, "log", text=" ") == "empty_text"


def test_the_owner_is_oneself_or_somebody_of_the_line_that_holds_the_ticket() -> None:
    attempt = do(begin(staffed()), "assign", to="me")
    assert attempt.state.ticket.assigned == "me"
    assert all_of(attempt, "ticket.assigned")[0].fields["group"] == "T1"
    assert refused(attempt, "assign", to="t2-1") == "not_their_line"
    assert refused(attempt, "assign", to="nobody") == "no_such_colleague"
    attempt = do(attempt, "escalate", **HANDOVER)
    assert attempt.state.ticket.assigned == "t2-1"
    assert refused(attempt, "assign", to="t3-1") == "not_their_line"


def test_a_colleague_named_before_anybody_began_takes_over_the_pick_up_once() -> None:
    attempt = do(do(begin(staffed()), "escalate", **HANDOVER), "wait", seconds=60)
    attempt = do(attempt, "assign", to="t2-2")
    pick_ups = [due for due in attempt.state.agenda if due.what == "colleague"]
    assert len(pick_ups) == 1
    assert pick_ups[0].at > attempt.state.now
    later = do(attempt, "wait", seconds=3 * 3600)
    assert len(all_of(later, "tier2.started")) == 1
    assert later.state.ticket.assigned == "t2-2"


def test_the_supervisor_hears_and_answers_even_after_a_transfer() -> None:
    attempt = do(begin(staffed()), "notify", reason="help", text="请帮忙看一下")
    assert attempt.state.notified == ("help",)
    attempt = do(do(attempt, "escalate", **HANDOVER), "wait", seconds=3600)
    assert [event.actor for event in all_of(attempt, "agent.msg")].count("supervisor") == 1
    assert refused(attempt, "notify", reason="lunch", text="x") == "no_such_reason"
    assert refused(attempt, "notify", reason="help", text=" ") == "empty_text"


def test_a_solved_or_closed_ticket_can_be_opened_again() -> None:
    attempt = begin(drawn("S006", 3, "zh"))
    assert refused(attempt, "reopen", text="x") == "not_closed"
    for kind in ("resolve", "close"):
        again = do(do(attempt, kind), "reopen", text="x")
        ticket = again.state.ticket
        assert (ticket.resolved, ticket.closed, ticket.archived, ticket.verified) == (False, False, False, False)
        assert refused(again, "reopen", text="x") == "not_closed"


def test_an_article_is_drafted_without_its_blank_sections_and_may_be_published() -> None:
    attempt = begin(drawn("S006", 3, "zh"))
    assert refused(attempt, "kb_publish", article="") == "nothing_drafted"
    assert refused(attempt, "kb_publish", article="KB-0") == "no_such_article"
    assert refused(attempt, "kb_draft", **dict.fromkeys(ARTICLE, "")) == "empty_text"
    attempt = do(attempt, "kb_draft", **ARTICLE)
    assert all_of(attempt, "kb.draft")[0].fields["sections"] == {"problem": "p", "steps": "s"}
    assert attempt.state.drafted == ("t",)
    published = do(attempt, "kb_publish", article="")
    assert len(all_of(published, "kb.published")) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_an_explained_plan_is_approved_by_name(lang: Lang) -> None:
    desk = drawn("S047", 7, lang)
    action = desk.case.fault_model.actions[0]
    attempt = do(begin(desk), "explain", what=action.id, steps="x", effect="y")
    plan, said = all_of(attempt, "plan.explained")[0], all_of(attempt, "agent.msg")[0]
    assert plan.fields["parts"] == ["steps", "effect"]
    assert said.fields["text"] == ("x。y。" if lang == "zh" else "x. y.")
    assert attempt.state.approved == (action.id,)
    assert heard(attempt).fields["act"] == "ack_plan"
    assert attempt.state.explained == {action.id: ("steps", "effect")}


def test_a_plan_for_nothing_in_particular_is_heard_and_approves_nothing() -> None:
    attempt = do(begin(drawn("S047", 7, "zh")), "explain", what="", steps="先看日志")
    assert attempt.state.approved == ()
    assert all_of(attempt, "customer.msg")
    assert refused(attempt, "explain", what="pray", steps="x") == "no_such_action"
    assert refused(attempt, "explain", what="", steps=" ") == "empty_text"


def risky() -> tuple[Desk, str]:
    """Give a desk with an action that would wipe the customer's work."""
    desk = drawn("S047", 7, "zh")
    model = desk.case.fault_model
    wipe = Action(
        id="wipe", title=Text(zh="清空", en="Wipe"), hand="desk", repair="guidance", cost_s=30, needs=("approval",),
        risk=Text(zh="会丢", en="loses"), effects=(Effect(when=(), sets=dict(model.lost[0])),),
    )  # fmt: skip
    model = replace(model, actions=(*model.actions, wipe))
    return replace(desk, case=replace(desk.case, fault_model=model)), wipe.id


def test_a_customer_who_is_told_that_data_would_go_says_no_and_one_who_is_not_says_yes() -> None:
    desk, wipe = risky()
    told = do(begin(desk), "explain", what=wipe, steps="清空", risk="没保存的会丢")
    assert heard(told).fields["act"] == "refuses_risk"
    assert refused(told, "act", action=wipe) == "not_yet"
    again = do(told, "explain", what=wipe, steps="清空")
    assert heard(again).fields["act"] == "refuses_risk"
    untold = do(do(begin(desk), "explain", what=wipe, steps="清空"), "act", action=wipe)
    assert heard(do(untold, "verify", text=phrase(desk, "verify"))).fields["act"] == "reports_lost"


def test_a_risk_that_loses_nothing_is_taken() -> None:
    desk = drawn("S047", 7, "zh")
    harmless = desk.case.fault_model.actions[0].id
    attempt = do(begin(desk), "explain", what=harmless, steps="x", risk="没有风险")
    assert attempt.state.approved == (harmless,)


def test_every_move_but_waiting_and_ending_has_a_price() -> None:
    free = set(MOVES) - set(SETTING) - set(SPOKEN) - set(OWN) - {"check", "act"}
    assert free == {"wait", "finish"}
    handbook = shelf.handbook()
    assert [name for name in SETTING.values() if name not in handbook.settings] == []


def test_a_handbook_from_before_prices_new_moves_like_a_note() -> None:
    desk = drawn("S006", 3, "zh")
    older = {name: one for name, one in desk.handbook.settings.items() if name != "cost_log_s"}
    handbook = replace(desk.handbook, settings=older)
    price = cost_of(handbook, desk.case, Move(kind="log", fields={"text": "x"}))
    assert price.total_seconds() == older["cost_note_s"].value


def test_optional_fields_may_be_left_out_and_unknown_ones_not() -> None:
    attempt = begin(drawn("S006", 3, "zh"))
    assert set(OPTIONAL) <= set(MOVES)
    assert refused(attempt, "priority", level="L1", reasons="x") == "unknown_field"
    assert refused(attempt, "explain", what="") == "missing_field"
    assert refused(attempt, "explain", what="", steps="x", risk="长" * 5000) == "too_long"


def test_all_moves_leave_events_of_the_vocabulary_and_fold_in_two_parts_as_in_one() -> None:
    """A careless handling through every kind of move; replay and any cut give the same state."""
    desk = twisted(coworkers=people(), screen="x", grievance=grievance("zh"), pretext=pretext("zh"))
    text = "您好，非常抱歉，给您添麻烦了。"
    attempt = do(begin(desk), "say", text=text)
    for kind, fields in (
        ("type", {"value": "complaint"}), ("priority", {"level": "L2", "reason": "x"}), ("log", {"text": "x"}),
        ("assign", {"to": "me"}), ("notify", {"reason": "complaint", "text": "x"}), ("hold", {"text": "请稍等"}),
        ("kb_draft", ARTICLE), ("resume", {"text": "久等了"}),
        ("ask_remote", {"text": phrase(desk, "remote_consent")}), ("remote_check", {"text": "请先关掉私人窗口"}),
        ("remote_start", {"tool": "anydesk"}), ("remote_end", {}), ("remote_cleanup", {}),
        ("explain", {"what": "", "steps": "x", "effect": "y", "risk": "z"}),
        ("complaint_open", {"text": "x", "urgent": "no"}), ("complaint_contact", {"text": text}),
        ("analyse", dict.fromkeys(("who", "when", "where", "what", "why", "how"), "x")), ("correct", {"text": "x"}),
        ("feed_back", {"text": "已改好"}), ("escalate", HANDOVER), ("assign", {"to": "t2-2"}),
        ("wait", {"seconds": 3 * 3600}), ("follow_up", {"text": "您好，现在好了吗？"}), ("resolve", {}),
        ("close", {}), ("reopen", {"text": "x"}), ("kb_publish", {"article": ""}), ("finish", {}),
    ):  # fmt: skip
        attempt = do(attempt, kind, **fields)
    for event in attempt.events:
        assert problems_of_event(shelf.vocabulary(), event.kind, event.fields) == ()
    for cut in range(2, len(attempt.events), 13):
        state = replay(desk, "test", attempt.events[:cut]).state
        for event in attempt.events[cut:]:
            state = fold(desk, state, event)
        assert replace(state, now=attempt.state.now) == attempt.state
