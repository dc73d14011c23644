"""The ideal handling is found by search, never scripted, and does what each kind of case asks for."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from policy.text import Lang
from scenarios.case import Fact
from scenarios.fault_model import holds_strictly, is_cured, state_under
from scenarios.marks import is_recorded
from scenarios.twist import QUESTIONS, Manner
from simulator import diagnose
from simulator.drill import as_of
from simulator.player import WANTED, WRITTEN, phrase
from simulator.reading.stored import reading_from
from simulator.repair import plan
from simulator.repertoire import MOMENTS
from simulator.search_kb import search
from simulator.slack import LEAST, broken_by_dawdling, ideal_slacks, slacks
from simulator.solve import solve
from simulator.solve_complaint import answer_of
from simulator.state import Desk
from sla.timeline import Event
from tests.simulator.conftest import WALL, drawn
from tests.simulator.ideals import Ideal, ideal, played
from tests.simulator.manners import with_manners, without_names

EVERY: tuple[tuple[str, int, Lang], ...] = (
    ("S006", 2, "en"), ("S006", 3, "zh"), ("S047", 2, "zh"), ("S047", 3, "en"),
    ("S024", 2, "en"), ("S040", 2, "zh"), ("S055", 2, "zh"), ("S067", 2, "en"), ("S069", 2, "zh"),
)  # fmt: skip
"""An outage, how-tos, a transfer, a letter, a complaint, a remote session and a pretext."""


def of(one: Ideal, *kinds: str) -> list[Event]:
    return [event for event in one.attempt.events if event.kind in kinds]


def text(event: Event) -> str:
    return str(event.fields.get("text") or "")


def said(one: Ideal) -> list[Event]:
    """What the customer heard from the trainee."""
    return [event for event in of(one, "agent.msg") if event.actor == "trainee" and not event.fields.get("to")]


def acts(event: Event) -> set[str]:
    return {act.name for act in reading_from(event.fields["reading"]).acts}


@pytest.mark.parametrize(("scenario", "seed", "lang"), EVERY)
def test_every_case_is_winnable_with_slack_and_ends_in_order(scenario: str, seed: int, lang: Lang) -> None:
    """DESIGN decision 11: each judged target of this seat is met with at least 15 % slack."""
    one = ideal(scenario, seed, lang)
    model, state = one.desk.case.fault_model, one.attempt.state
    assert is_cured(model, state.system)
    assert not holds_strictly(model.lost, state.system)
    assert state.ticket.verified
    assert state.ticket.closed
    assert state.ticket.type
    assert state.ticket.assigned
    assert not state.remote.running
    left = slacks(one.attempt)
    assert {"response", "resolution", "callback"} <= {each.clock for each in left}
    assert [each for each in left if not each.is_enough] == []
    assert as_of(one.attempt) > one.attempt.events[-1].at


def test_slack_is_what_is_left_of_the_target() -> None:
    found = {each.clock: each for each in ideal_slacks(drawn("S047", 2, "zh"), WALL)}
    assert found["response"].share == 1
    assert LEAST < found["resolution"].share < 1
    tight = replace(found["resolution"], left=found["resolution"].target * 0.14)
    assert not tight.is_enough
    assert replace(tight, excused=True).is_enough
    assert not replace(found["resolution"], state="breached").is_enough


def test_dawdling_breaks_a_time_critical_case_and_a_little_does_not() -> None:
    desk = drawn("S006", 2, "zh")
    assert desk.case.time_critical
    assert broken_by_dawdling(desk, WALL) == ("resolution",)
    assert broken_by_dawdling(desk, WALL, share=0.01) == ()


@pytest.mark.parametrize(
    ("scenario", "lang", "channel"), [("S006", "zh", "email"), ("S006", "en", "wecom"), ("S067", "en", "web_form")]
)
def test_a_slow_channel_is_answered_at_once_and_kept_informed(scenario: str, lang: Lang, channel: str) -> None:
    """Letters take tens of minutes each way: what matters is asked first, and nobody is left without a word."""
    desk = drawn(scenario, 2, lang)
    one = played(replace(desk, case=replace(desk.case, channel=channel)))
    assert [each for each in slacks(one.attempt) if not each.is_enough] == []
    assert of(one, "agent.first_contact")[0].at == desk.case.submitted_at
    confirmed = of(one, "verify.customer")[0].at
    moments = [event.at for event in said(one) if event.at < confirmed] + [confirmed]
    level = one.attempt.state.ticket.level
    cadence = timedelta(seconds=desk.handbook.settings[f"update_cadence_{level}_s"].value)
    assert max(later - at for at, later in pairwise(moments)) <= cadence


def test_the_required_fields_are_recorded_only_after_they_were_told() -> None:
    one = ideal("S040", 2, "zh")
    told: set[str] = set()
    for event in one.attempt.events:
        slots = event.fields.get("slots")
        told |= {str(slot) for slot in slots} if isinstance(slots, list | tuple) else set()
        fields = event.fields.get("fields") if event.kind == "intake.set" else None
        assert set(fields if isinstance(fields, dict) else ()) <= told
    required = {field.name for field in one.desk.handbook.intake if field.required}
    assert required <= set(one.attempt.state.ticket.fields)


def test_a_remote_session_is_agreed_checked_started_with_an_approved_tool_and_cleaned_up() -> None:
    one = ideal("S067", 2, "en")
    steps = ("remote.requested", "remote.consent", "remote.sensitive_check", "remote.started", "remote.ended",
             "remote.tempfiles_deleted")  # fmt: skip
    assert [event.kind for event in of(one, *steps)] == list(steps)
    begun, ended = of(one, "remote.started")[0], of(one, "remote.ended")[0]
    tool = next(item for item in one.desk.handbook.lists["remote_tools"] if item.code == begun.fields["tool"])
    assert tool.figures.get("approved") != "no"
    model = one.desk.case.fault_model
    for event in of(one, "check.run"):
        check = model.check(str(event.fields["check"]))
        assert check is not None
        assert ("remote" not in check.needs) or begun.id < event.id < ended.id


def test_a_pretext_is_refused_with_a_reason_and_another_way_and_logged() -> None:
    """A silent refusal is none: no, why, what else, and a note (VALIDITY, rules)."""
    for lang in ("zh", "en"):
        one = ideal("S069", 2, lang)
        case, pressing = one.desk.case, one.attempt.state.pretext
        assert case.pretext is not None
        assert pressing.over
        assert not pressing.granted
        refusals = [event for event in said(one) if "refuse_disclosure" in acts(event)]
        assert len(refusals) == pressing.refused >= 2
        assert all("explain_plan" in acts(event) for event in refusals)
        secret = case.secrets[case.pretext.secret]
        assert not any(secret in text(event) for event in (*said(one), *of(one, "action.logged")))
        assert [case.pretext.wants in text(note) for note in of(one, "action.logged")] == [True]
        assert one.attempt.state.ticket.verified, "the real question is answered all the same"


def test_a_complaint_goes_through_its_five_steps() -> None:
    for lang in ("zh", "en"):
        one = ideal("S055", 2, lang)
        grievance = one.desk.case.grievance
        assert grievance is not None
        opened, contacted = of(one, "complaint.opened")[0], of(one, "complaint.contacted")[0]
        assert opened.fields["urgent"] is True
        assert contacted.at - opened.at <= timedelta(minutes=30)
        assert of(one, "complaint.apology")
        assert "demand" in one.attempt.state.told
        analysis = of(one, "rca.5w1h")[0].fields["fields"]
        assert isinstance(analysis, dict)
        for question in QUESTIONS:
            wanted = Fact(slot="", value="", say="", disclosure="open", marks=grievance.analysis[question])
            assert is_recorded(wanted, str(analysis[question])), question
        assert grievance.demand.rstrip("。.") in text(of(one, "corrective.done")[0])
        fed, followed = of(one, "corrective.fed_back")[0], of(one, "complaint.followup")[0]
        assert fed.at - opened.at <= timedelta(hours=24)
        assert timedelta(hours=8) <= followed.at - fed.at <= timedelta(days=7)
        assert one.attempt.state.complaint is not None
        assert one.attempt.state.complaint.accepted


def test_an_answer_that_no_line_of_the_history_gives_is_added() -> None:
    grievance = ideal("S055", 2, "en").desk.case.grievance
    assert grievance is not None
    lines = replace(grievance, history=("Sam called on Monday.",), analysis={"who": (("Sam",), ("night shift",))})
    assert answer_of(lines, "who", " ") == "Sam called on Monday. night shift"


@pytest.mark.parametrize(("manner", "scenario"), [("wrong", "S024"), ("slow", "S024"), ("wrong", "S006")])
def test_a_colleague_who_is_wrong_or_late_is_chased_and_the_customer_knows(manner: Manner, scenario: str) -> None:
    one = played(with_manners(drawn(scenario, 3, "zh"), manner))
    assert one.attempt.state.ticket.verified
    assert is_cured(one.desk.case.fault_model, one.attempt.state.system)
    asked = [event for event in of(one, "agent.msg") if event.actor == "trainee" and event.fields.get("to")]
    if manner == "wrong":
        first = of(one, "fix.provided")[0]
        answers = [event for event in of(one, "customer.msg") if event.id > first.id]
        denied = next(event for event in answers if event.fields["act"] in {"deny_fixed", "confirm_detour"})
        notes = [event for event in of(one, "handover.note") if event.id > denied.id]
        assert text(denied) in text(notes[0])
        assert len(of(one, "fix.provided")) == 2
        assert any(event.id > denied.id for event in asked)
        news = next(event for event in said(one) if event.id > denied.id)
    else:
        slipped = next(event for event in of(one, "escalation.eta_obtained") if "due" in event.fields)
        news = next(event for event in said(one) if event.id > slipped.id)
        assert news.at - slipped.at <= timedelta(minutes=5)
    assert "promise_eta" in acts(news)


def test_a_transferred_ticket_goes_to_the_colleague_with_the_fewest_tickets() -> None:
    desk = with_manners(drawn("S006", 3, "zh"), "steady")
    fewer = tuple(replace(person, load=0) if person.id == "t3-2" else person for person in desk.case.coworkers)
    one = played(replace(desk, case=replace(desk.case, coworkers=fewer)))
    assert [event.fields["to"] for event in of(one, "ticket.assigned") if event.actor == "trainee"] == ["me", "t3-2"]
    alone = played(without_names(drawn("S006", 3, "zh")))
    assert [event.fields["to"] for event in of(alone, "ticket.assigned")] == ["me"]


def test_an_article_is_drafted_on_a_typical_case_with_the_steps_in_order() -> None:
    one = ideal("S006", 3, "zh")
    assert one.desk.case.typical
    (article,) = of(one, "kb.draft")
    sections = article.fields["sections"]
    assert isinstance(sections, dict)
    assert set(sections) == {"problem", "applies", "steps", "cautions"}
    model = one.desk.case.fault_model
    done = [model.action(str(event.fields["action"])) for event in of(one, "action.executed")]
    places = [str(sections["steps"]).index(action.title.zh) for action in done if action is not None]
    assert places == sorted(places)
    assert not of(one, "kb.published"), "first line drafts, another line publishes (STD-5b.2.perm)"
    assert not of(ideal("S047", 2, "zh"), "kb.draft")


def test_a_risky_step_is_explained_with_its_risk_and_agreed_before_it_is_taken() -> None:
    desk = drawn("S047", 2, "zh")
    model = desk.case.fault_model
    cure = plan(model, state_under(model, desk.case.true_cause), desk.handbook.tier("T1").solves)
    assert cure is not None
    risk = next(action.risk for action in model.actions if action.risk.zh)
    risky = tuple(
        replace(action, needs=("approval",), risk=risk) if action.id == cure[0].id else action
        for action in model.actions
    )
    one = played(replace(desk, case=replace(desk.case, fault_model=replace(model, actions=risky))))
    explained, agreed = of(one, "plan.explained")[0], of(one, "customer.approved")[0]
    taken = of(one, "action.executed")[0]
    assert explained.fields["action"] == agreed.fields["action"] == taken.fields["action"] == cure[0].id
    assert explained.fields["parts"] == ["steps", "effect", "risk"]
    assert explained.id < agreed.id < taken.id
    assert any(risk.zh.rstrip("。") in text(event) for event in said(one))


def test_long_work_at_the_desk_is_announced_on_the_phone() -> None:
    """A check the desk does alone is held for, and the customer thanked; nobody urges meanwhile."""
    one = ideal("S067", 2, "en")
    held, back = of(one, "call.held"), of(one, "call.resumed")
    assert held
    assert len(held) == len(back)
    assert not of(one, "chase.received")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_phrase_book_gives_words_for_every_moment_of_the_ideal_handling(lang: Lang) -> None:
    desk = drawn("S067", 2, lang)
    values = {"me": "小何", "name": "冯静", "tier": "二线", "time": "14:30", "what": "查看日志", "number": "TS1"}
    if lang == "en":
        values |= {"me": "Dan", "name": "Ines Roth", "tier": "Tier 2", "what": "restart the service"}
    for moment in (*WANTED, *WRITTEN):
        assert moment in MOMENTS
        assert "{" not in phrase(desk, moment, values)


def test_handlings_of_two_causes_differ_because_checks_tell_them_apart() -> None:
    ways = {
        desk.case.true_cause: [m.move.text("action") for m in solve(desk, WALL) if m.move.kind == "act"]
        for desk in (drawn("S047", seed, "zh") for seed in (2, 3))
    }
    assert len(ways) == 2
    assert len({tuple(way) for way in ways.values()}) == 2


def test_the_plan_never_loses_data_on_the_way(desk: Desk) -> None:
    model = desk.case.fault_model
    for cause in model.causes:
        for tier in desk.handbook.tiers:
            state = state_under(model, cause.id)
            actions = plan(model, state, tier.solves)
            assert all(action.repair in tier.solves for action in actions or ())


def test_a_check_that_tells_nothing_is_never_chosen(desk: Desk) -> None:
    model = desk.case.fault_model
    alone = (model.causes[0].id,)
    assert diagnose.best_check(desk.case, alone, {}) is None
    every = tuple(cause.id for cause in model.causes)
    chosen = diagnose.best_check(desk.case, every, {})
    assert chosen is not None
    assert diagnose.information(model, chosen, every) > 0


def test_a_need_makes_a_check_dearer_and_a_letter_makes_a_question_dearer(desk: Desk) -> None:
    check = next(one for one in desk.case.fault_model.checks if one.via == "ask" and not one.needs)
    by_letter = replace(desk.case, channel="email")
    for need in ("identity", "consent", "remote"):
        assert diagnose.price(desk.case, replace(check, needs=(need,))) > diagnose.price(desk.case, check)
    assert diagnose.price(by_letter, check) > diagnose.price(desk.case, check) + 600


def test_what_a_check_showed_rules_causes_out(desk: Desk) -> None:
    model = desk.case.fault_model
    every = tuple(cause.id for cause in model.causes)
    seen = {c.id: next(r for r in c.results).id for c in model.checks[:1]}
    left = diagnose.consistent(model, every, seen)
    assert set(left) < set(every)


def test_search_finds_two_character_chinese_words() -> None:
    desk = drawn("S047", 1, "zh")
    assert "KB-0201" in search(desk.articles, "草稿", "zh")
    texts = {name: "".join(one.zh for one in found.sections.values()) for name, found in desk.articles.items()}
    apart = r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?![\u4e00-\u9fff])"
    words = sorted({word for text in texts.values() for word in re.findall(apart, text)})[::2]
    lost = [one for one in words if not any(one in texts[hit] for hit in search(desk.articles, one, "zh"))]
    assert (len(words) > 10, lost) == (True, [])
    assert search(desk.articles, "", "zh") == ()
    assert search(desk.articles, "xyzzy", "zh") == ()
