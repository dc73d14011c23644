"""What a seat may do, what it passes on and to whom, and which clocks it owes, follow from the seat."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pytest

from mysterydesk import shelf, validating
from mysterydesk.attempts import desk_for
from mysterydesk.scores import rubric_for
from policy.text import Lang
from scenarios.draw import draw_case, seated
from scenarios.seating import COMPLAINTS, default_post, owed_at, post_of, seats_at
from scoring.validate.exam_room import Trial, prepared, replayed
from scoring.validate.nulls import play_null
from simulator.drill import Attempt, step
from simulator.history import is_before
from simulator.move import Move, Refusal
from simulator.slack import slacks

WALL = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


@lru_cache(maxsize=8)
def trial(scenario: str, seed: int, lang: Lang, handbook: str = "DSK") -> Trial:
    name = next(one for one in shelf.scenarios() if one.startswith(scenario))
    book = shelf.handbook(handbook)
    case = draw_case(shelf.scenario(name), book, shelf.world(), seed=seed, lang=lang, day=date(2026, 3, 10))
    return prepared(desk_for(case), rubric_for(book), WALL)


def played(one: Trial, *, instead: tuple[str, ...] = (), moves: tuple[Move, ...] = ()) -> Attempt:
    """Play the ideal moves with others in the place of some kinds, the first time one of these comes up."""
    attempt, wall, waits = one.opened(), WALL, list(moves)
    for timed in one.ideal:
        made: tuple[Move, ...] = (timed.move,)
        if timed.move.kind in instead:
            made, waits = tuple(waits), []
        for move in made:
            wall += timedelta(seconds=10)
            result = step(attempt, move, wall)
            if not isinstance(result, Refusal):
                attempt = result[0]
    return attempt


def verdict(one: Trial, attempt: Attempt, code: str) -> set[str]:
    return {found.verdict for found in one.scored(attempt).findings if found.code == code}


def move(kind: str, **fields: str) -> Move:
    return Move(kind=kind, fields=fields)


@pytest.mark.parametrize(
    "which",
    [
        ("S058", 1, "zh", "STD"),
        ("S058", 2, "en", "ASC"),
        ("S061", 1, "zh", "DSK"),
        ("S062", 1, "en", "DSK"),
        ("S064", 2, "zh", "DSK"),
        ("S066", 2, "en", "DSK"),
        ("S078", 4, "en", "STD"),
    ],
    ids=str,
)
def test_the_ideal_at_each_seat_reaches_full_marks(which: tuple[str, int, Lang, str]) -> None:
    one = trial(*which)
    card = one.scored(replayed(one.opened(), one.ideal))
    assert (card.verdict, card.total) == ("pass", (100.0, 100.0))


def test_a_seat_made_for_a_case_is_proposed_to_nobody_else() -> None:
    for name in ("STD", "ASC", "SMO", "DSK"):
        book = shelf.handbook(name)
        assert COMPLAINTS not in {one.code for one in seats_at(book, "T1")}
        assert default_post(book, "T1") != COMPLAINTS
        assert post_of(book, "T1", COMPLAINTS) == COMPLAINTS
        assert {"response", "desk_solve_limit"}.isdisjoint(owed_at(book, "T1", COMPLAINTS))
    assert post_of(shelf.handbook("NET"), "T1", COMPLAINTS) == default_post(shelf.handbook("NET"), "T1")


def test_a_complaint_handler_finds_the_complaint_open_and_its_clock_running() -> None:
    one = trial("S058", 1, "zh", "STD")
    opened = next(event for event in one.opened().events if event.kind == "complaint.opened")
    assert is_before(opened)
    assert one.opened().state.complaint is not None
    late = played(one, instead=("assign",), moves=(move("wait", seconds="2100"),))
    assert verdict(one, late, "complaint_contact") == {"not_met"}
    assert verdict(one, late, "complaint_opened") == set()


def test_what_a_colleague_wrote_down_wrong_costs_whoever_leaves_it() -> None:
    one = trial("S058", 1, "zh", "STD")
    left = one.scored(played(one, instead=("field",)))
    assert left.total[1] < 100


def test_an_operator_who_tells_how_to_do_it_oversteps_the_seat() -> None:
    one = trial("S066", 2, "en")
    told = move("say", text="Please do the following: withdraw the form and press Submit again.")
    assert verdict(one, played(one, instead=("escalate",), moves=(told,)), "operator_silent") == {"not_met"}
    assert verdict(one, replayed(one.opened(), one.ideal), "operator_silent") == {"met"}


def test_what_comes_from_inside_goes_to_operations_and_to_no_liaison() -> None:
    one = trial("S064", 2, "zh")
    assert verdict(one, replayed(one.opened(), one.ideal), "routed") == {"met"}
    astray = move("route", group="liaison", text="内部同事电脑蓝屏")
    assert verdict(one, played(one, instead=("route",), moves=(astray,)), "routed") == {"not_met"}


def test_nobody_on_the_list_is_passed_over_when_the_liaison_does_not_answer() -> None:
    one = trial("S061", 1, "zh")
    whole = replayed(one.opened(), one.ideal)
    tried = [
        (event.kind, event.fields["ok"])
        for event in whole.events
        if event.kind in {"liaison.contacted", "chain.escalated"}
    ]
    assert tried == [("liaison.contacted", False), ("chain.escalated", True)]
    above = move("chain", level="3", text="同步停了")
    assert verdict(one, played(one, instead=("chain",), moves=(above,)), "level_by_level") == {"not_met"}


def test_a_call_that_nobody_is_there_for_is_sent_on_and_taken_on_the_mobile() -> None:
    one = trial("S062", 1, "en")
    for blocked in (move("answer_call"), move("say", text="Hello, service desk.")):
        result = step(one.opened(), blocked, WALL)
        assert isinstance(result, Refusal)
        assert result.code == "nobody_at_desk"
    sent = [event for event in replayed(one.opened(), one.ideal).events if event.kind.startswith("call.")]
    assert [event.kind for event in sent][:3] == ["call.rung", "call.forwarded", "call.answered"]
    assert sent[2].fields["by"] == "mobile"


@lru_cache(maxsize=8)
def at_seat(post: str, scenario: str, seed: int, lang: Lang = "en") -> Trial:
    """Prepare a case at one of the four seats of the desk (DSK-4.1)."""
    desk = trial(scenario, seed, lang).desk
    return prepared(replace(desk, case=seated(desk.case, post)), rubric_for(desk.handbook), WALL)


def at_expert(scenario: str, seed: int) -> Trial:
    """Prepare a case as the desk's expert has it, who carries out second line's repairs too (A-expert-reach)."""
    return at_seat("expert", scenario, seed)


def test_an_expert_repairs_what_the_set_time_allows_and_passes_on_what_would_outlast_it() -> None:
    """DSK-9.1.esc: what cannot be solved in the set time goes on. A disk takes 40 minutes, transmit power six."""
    long, short = at_expert("S031", 1), at_expert("S023", 1)
    for one, moves, keeps in ((long, set(), set()), (short, {"act"}, {"met"})):
        whole = replayed(one.opened(), one.ideal)
        assert {timed.move.kind for timed in one.ideal} & {"act"} == moves
        assert verdict(one, whole, "kept_first_line") == keeps
        assert verdict(one, whole, "desk_limit") == {"met"}
        assert (one.key.tier, one.key.passed_on) == ("T1", not moves)
        assert one.scored(whole).total == (100.0, 100.0)
        assert [each.clock for each in slacks(whole) if not each.is_enough] == []


def test_an_expert_who_begins_a_long_repair_misses_the_set_time() -> None:
    one = at_expert("S031", 1)
    swapped = move("act", action="change_disk_on_site")
    explained = move("explain", what="change_disk_on_site", steps="I will change bay two.", effect="It rebuilds.")
    kept = played(one, instead=("escalate",), moves=(explained, move("wait", seconds="0"), swapped))
    assert "state.changed" in {event.kind for event in kept.events}
    assert verdict(one, kept, "desk_limit") == {"not_met"}


def test_a_quick_repair_that_is_passed_on_at_once_was_the_experts_own() -> None:
    one = at_expert("S023", 1)
    note = {"symptom": "the wireless drops", "done": "looked at the log", "ask": "when will it be seen to?"}
    early = played(one, instead=("act",), moves=(move("escalate", to="T2", **note),))
    assert verdict(one, early, "kept_first_line") == {"not_met"}
    late = played(one, instead=("act",), moves=(move("wait", seconds="1500"), move("escalate", to="T2", **note)))
    assert verdict(one, late, "kept_first_line") == set()


def test_an_operator_is_not_held_to_a_number_that_the_customer_gives_nobody() -> None:
    """DSK-10.02 has contacts recorded; to fill in what nobody tells would be to make it up (A-gates)."""
    one = at_seat("operator", "S046", 1)
    whole = replayed(one.opened(), one.ideal)
    assert "contact_method" not in whole.state.told
    assert verdict(one, whole, "handover_note") == {"met"}
    assert verdict(one, whole, "contact_before_transfer") == set()
    assert one.scored(whole).total == (100.0, 100.0)
    told = at_seat("operator", "S066", 2)
    assert verdict(told, replayed(told.opened(), told.ideal), "contact_before_transfer") == {"met"}
    at_once = move("escalate", to="T2", symptom="cannot submit", done="took it down", ask="when will it be seen to?")
    bare = played(told, instead=("event_row",), moves=(at_once,))
    assert verdict(told, bare, "contact_before_transfer") == {"not_met"}


def test_a_note_that_tells_of_the_complaint_about_a_visit_tells_of_no_visit_of_ours() -> None:
    one = at_seat("operator", "S051", 1, "zh")
    assert verdict(one, replayed(one.opened(), one.ideal), "visit_form") == set()
    sections = {"symptom": "工程师上门迟到", "done": "已派工程师上门，换了读码器", "ask": "几点完"}
    went = played(one, instead=("escalate",), moves=(move("escalate", to="T2", **sections),))
    assert verdict(one, went, "visit_form") == {"not_met"}


def test_the_same_words_in_every_field_are_no_record_and_wait_for_no_person() -> None:
    one = trial("S055", 1, "zh", "STD")
    card = one.scored(play_null(one, "click_everything", validating.sentences()))
    assert card.verdict == "fail"
    assert {found.verdict for found in card.findings if found.code == "customer_fields"} == {"not_met"}
    assert "not_judged" not in {found.verdict for found in card.findings if found.critical}


@pytest.mark.parametrize(
    "which", [("S021", 3, "en", "NET"), ("S028", 2, "zh", "NET"), ("S052", 1, "en", "SMO")], ids=str
)
def test_what_is_promised_by_letter_is_kept(which: tuple[str, int, Lang, str]) -> None:
    """Work begins before the letter is answered; who cannot be reached any more is owed no further word."""
    one = trial(*which)
    whole = replayed(one.opened(), one.ideal)
    assert whole.desk.case.channel == "email"
    assert verdict(one, whole, "promise_kept") == {"met"}
    assert one.scored(whole).total == (100.0, 100.0)


def test_a_supervisor_reviews_a_complaint_from_the_apology_to_the_follow_up() -> None:
    """STD-4.3.2 to 4.3.5 at the seat it is reported to, with the ticket placed and a request answered."""
    one = trial("S105", 1, "zh", "STD")
    whole = replayed(one.opened(), one.ideal)
    assert one.opened().state.complaint is not None
    assert is_before(next(event for event in whole.events if event.kind == "complaint.opened"))
    parts = ("contact", "apology", "demand", "analysis", "causes", "corrective", "followup")
    for code in (*(f"complaint_{part}" for part in parts), "lead_placed", "override_decided"):
        assert verdict(one, whole, code) == {"met"}, code
    assert one.scored(whole).total == (100.0, 100.0)
    assert [each.clock for each in slacks(whole) if not each.is_enough] == []


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ("complaint_contact", "complaint_apology"),
        ("analyse", "complaint_analysis"),
        ("feed_back", "complaint_corrective"),
        ("follow_up", "complaint_followup"),
        ("assign", "lead_placed"),
        ("authorise", "override_decided"),
    ],
)
def test_what_a_supervisor_leaves_out_of_the_review_is_found(left_out: str, code: str) -> None:
    one = trial("S105", 1, "zh", "STD")
    assert verdict(one, played(one, instead=(left_out,)), code) == {"not_met"}


def test_leave_to_send_it_all_again_before_the_cause_is_known_was_wrong() -> None:
    one = trial("S105", 1, "zh", "STD")
    granted = move("authorise", action="send_batch_again", verdict="yes", text="发吧")
    assert verdict(one, played(one, instead=("authorise",), moves=(granted,)), "override_decided") == {"not_met"}


def test_a_line_was_at_work_although_the_ticket_left_it_half_a_minute_later() -> None:
    """The impact grew, second line is said to work on it, and then the ticket goes straight to third line."""
    desk = trial("S077", 2, "zh").desk
    one = prepared(replace(desk, case=seated(desk.case, "operator")), rubric_for(desk.handbook), WALL)
    whole = replayed(one.opened(), one.ideal)
    assert verdict(one, whole, "progress_true") == {"met"}
    assert one.scored(whole).verdict == "pass"


def test_neither_letters_nor_the_tries_of_who_is_out_of_reach_are_the_experts_set_time() -> None:
    """Half an hour of work in two of letters, and then three quarters of trying somebody who never comes back."""
    book = shelf.handbook("DSK")
    name = next(one for one in shelf.scenarios() if one.startswith("S028"))
    case = seated(draw_case(shelf.scenario(name), book, shelf.world(), 2, "en", day=date(2026, 3, 10)), "expert")
    one = prepared(desk_for(case), rubric_for(book), WALL)
    assert one.scored(replayed(one.opened(), one.ideal)).total == (100.0, 100.0)
    slow = played(one, instead=("check",), moves=(move("wait", seconds="2400"), move("check", check="send_probe")))
    assert verdict(one, slow, "desk_limit") == {"not_met"}
