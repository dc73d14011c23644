"""A complaint has three clocks and four duties of its own."""

from dataclasses import replace

from policy.handbook import Handbook
from scoring.checks.complaint import complaint
from scoring.rubric import Rubric
from scoring.score import question_of
from scoring.scorecard import Scorecard
from tests.scoring.conftest import (
    GOOD,
    Row,
    Scored,
    added,
    changed,
    dropped,
    key_of,
    said,
    sheet,
    unclear,
    unmet,
    words,
    written,
)

COMPLAINT: tuple[Row, ...] = added(
    (2, "trainee", "complaint.opened", {"channel": "phone", "urgent": True}),
    (3, "trainee", "complaint.contacted", {"text": ""}),
    (3, "customer", "customer.msg", {"text": "要有人负责到底", "act": "tell_demand", "slots": ["demand"]}),
    (3, "trainee", "complaint.apology", {"text": ""}),
    (60, "trainee", "rca.5w1h", {"fields": ["who", "when", "where", "what", "why", "how"]}),
    (90, "trainee", "corrective.done", {}),
    (100, "trainee", "corrective.fed_back", {"text": ""}),
    (120, "trainee", "complaint.followup", {"text": ""}),
)
CODES = (
    "complaint_opened",
    "complaint_urgent",
    "complaint_demand",
    "complaint_apology",
    "complaint_analysis",
    "complaint_contact",
    "complaint_corrective",
    "complaint_followup",
)


def judged(card: Scorecard) -> dict[str, str]:
    return {one.code: one.verdict for one in card.findings if one.code in CODES}


def test_a_complaint_handled_as_one_has_no_finding(scored: Scored) -> None:
    card = scored(COMPLAINT, key_of(complaint=True))
    assert unmet(card) == {}
    assert set(judged(card)) == set(CODES)


def test_a_contact_that_is_no_complaint_owes_none_of_it(scored: Scored) -> None:
    assert judged(scored()) == {}


def test_a_complaint_taken_as_a_question_is_found(scored: Scored) -> None:
    card = scored(key=key_of(complaint=True))
    assert unmet(card) == {
        "complaint_opened": "STD-4.3.1",
        "complaint_apology": "STD-4.3.2",
        "complaint_analysis": "STD-4.3.3",
        "complaint_corrective": "STD-4.3.4",
        "complaint_followup": "STD-4.3.5",
    }


def test_each_step_of_a_complaint_is_asked_for(scored: Scored) -> None:
    steps = {
        "complaint.apology": {"complaint_apology": "STD-4.3.2"},
        "rca.5w1h": {"complaint_analysis": "STD-4.3.3"},
        "corrective.fed_back": {"complaint_corrective": "STD-4.3.4"},
        "corrective.done": {"complaint_followup": "STD-4.3.5"},
    }
    for kind, expected in steps.items():
        assert unmet(scored(dropped(kind, rows=COMPLAINT), key_of(complaint=True))) == expected


def test_contact_is_made_by_speaking_whichever_button_was_pressed(scored: Scored) -> None:
    key = key_of(complaint=True)
    spoken = scored(dropped("complaint.contacted", rows=COMPLAINT), key)
    assert unmet(spoken) == {}
    proof = next(one for one in spoken.findings if one.code == "complaint_contact").evidence
    assert len(proof) == 2
    silent = tuple(row for row in COMPLAINT if row[2] != "complaint.contacted" and not _speaks(row))
    assert judged(scored(silent, key))["complaint_contact"] == "not_met"
    unread = added((8, "trainee", "agent.msg", words("嗯嗯", unsure=True)), rows=silent)
    assert judged(scored(unread, key))["complaint_contact"] == "not_met"


def _speaks(row: Row) -> bool:
    return row[2] == "agent.msg" and 2 <= row[0] < 40


def test_who_leaves_before_any_measure_is_not_blamed_for_the_follow_up(scored: Scored) -> None:
    left = (*(row for row in COMPLAINT if row[0] < 60), (61.0, "trainee", "attempt.ended", {"reason": "finished"}))
    found = judged(scored(left, key_of(complaint=True)))
    assert found["complaint_corrective"] == "not_met"
    assert "complaint_followup" not in found


def test_a_follow_up_that_is_not_due_yet_is_open(scored: Scored) -> None:
    open_still = dropped("complaint.followup", "attempt.ended", rows=COMPLAINT)
    assert "complaint_followup" not in judged(scored(open_still, key_of(complaint=True)))
    given_up = dropped("complaint.followup", rows=COMPLAINT)
    assert unmet(scored(given_up, key_of(complaint=True))) == {"complaint_followup": "STD-4.3.5"}


def test_an_apology_in_words_counts(scored: Scored) -> None:
    rows = said(
        0,
        words("您好，我是小何，很抱歉，先核对", "greet", "self_introduce", "empathise", "explain_plan", "apologise"),
    )
    bare = dropped("complaint.apology", rows=added(*(row for row in COMPLAINT if row not in GOOD), rows=rows))
    assert judged(scored(bare, key_of(complaint=True)))["complaint_apology"] == "met"


def test_clocks_of_a_complaint_need_no_priority(scored: Scored) -> None:
    card = scored(COMPLAINT, key_of(priorities=()))
    assert judged(card)["complaint_contact"] == "met"


def test_a_complaint_is_marked_urgent_in_whatever_words(scored: Scored) -> None:
    key = key_of(complaint=True)
    plain = changed("complaint.opened", rows=COMPLAINT, urgent=False)
    assert unmet(scored(plain, key)) == {"complaint_urgent": "STD-4.3.1"}
    said_so = changed("complaint.opened", rows=COMPLAINT, urgent=None, priority="urgent")
    assert unmet(scored(said_so, key)) == {}


def test_the_demand_has_to_be_heard(scored: Scored) -> None:
    deaf = tuple(row for row in COMPLAINT if row[3].get("act") != "tell_demand")
    assert unmet(scored(deaf, key_of(complaint=True))) == {"complaint_demand": "STD-4.3.2"}


def test_a_complaint_has_the_type_of_one(scored: Scored) -> None:
    key = key_of(complaint=True, types=frozenset({"complaint"}))
    assert unmet(scored(COMPLAINT, key)) == {"complaint_type": "STD-4.3.1"}
    typed = changed("ticket.type_set", rows=COMPLAINT, value="complaint")
    assert unmet(scored(typed, key)) == {}


SIX = {
    "who": "收银员小陈",
    "when": "周一上午",
    "where": "解放路门店",
    "what": "收银机死机三次",
    "why": "备件没有预留",
    "how": "更换主板并登记备件",
}
MARKS = {name: ((text[-2:],),) for name, text in SIX.items()}


def answered(**changes: str) -> tuple[Row, ...]:
    return changed("rca.5w1h", rows=COMPLAINT, fields={**SIX, **changes})


def test_six_answers_are_held_against_the_record(scored: Scored) -> None:
    key = key_of(complaint=True, analysis=MARKS, history=("门店报修，备件缺货，没人预留。",))
    assert unmet(scored(answered(), key)) == {}
    assert unmet(scored(answered(why=""), key)) == {"complaint_analysis": "STD-4.3.3"}
    assert unmet(scored(answered(why="天气太热"), key)) == {"complaint_causes": "STD-4.3.3"}
    other_words = scored(answered(why="备件缺货没人管"), key)
    assert (unmet(other_words), unclear(other_words)) == ({}, ["complaint_causes"])


def test_an_analysis_is_counted_where_nobody_knows_more(scored: Scored) -> None:
    key = key_of(complaint=True)
    assert unmet(scored(answered(), key)) == {}
    five = changed("rca.5w1h", rows=COMPLAINT, fields=["who", "when", "where", "what", "why"])
    assert unmet(scored(five, key)) == {"complaint_analysis": "STD-4.3.3"}
    none = changed("rca.5w1h", rows=COMPLAINT, fields=None)
    assert unmet(scored(none, key)) == {"complaint_analysis": "STD-4.3.3"}
    named_otherwise = {f"问{index}": text for index, text in enumerate(SIX.values())}
    assert unmet(scored(changed("rca.5w1h", rows=COMPLAINT, fields=named_otherwise), key)) == {}


def test_an_apology_on_the_measures_comes_too_late(scored: Scored) -> None:
    late = added(
        (100, "trainee", "agent.msg", words("给您一个道歉", "progress_update", "apologise")),
        rows=dropped("complaint.apology", rows=COMPLAINT),
    )
    assert unmet(scored(late, key_of(complaint=True))) == {"complaint_apology": "STD-4.3.2"}


def test_a_handbook_without_clocks_for_it_judges_the_rest(handbook: Handbook, rubric: Rubric) -> None:
    bare = replace(handbook, clocks=tuple(one for one in handbook.clocks if not one.name.startswith("complaint")))
    asked = question_of(written(*COMPLAINT), key_of(complaint=True), rubric, bare, sheet())
    found = {one.code for one in complaint(asked)}
    assert "complaint_opened" in found
    assert "complaint_contact" not in found


def delayed(fed_back_h: float, *, away: tuple[float, float] | None) -> tuple[Row, ...]:
    """Feed the measures back so many hours after nine, the ticket being with second line between two of them."""
    late = tuple(row for row in COMPLAINT if row[2] not in {"corrective.fed_back", "attempt.ended"})
    rows: tuple[Row, ...] = (
        (fed_back_h * 60, "trainee", "corrective.fed_back", {"text": ""}),
        (fed_back_h * 60 + 1, "trainee", "attempt.ended", {"reason": "finished"}),
    )
    if away is not None:
        began, ended = away
        rows = (
            *rows,
            (began * 60, "trainee", "ticket.transferred", {"from_tier": "T1", "to_tier": "T2"}),
            (ended * 60, "colleague", "fix.provided", {"text": ""}),
        )
    return added(*rows, rows=late)


def test_a_complaint_late_over_another_line_costs_nothing(scored: Scored) -> None:
    key = key_of(complaint=True)
    assert judged(scored(delayed(20, away=None), key))["complaint_corrective"] == "met"
    assert judged(scored(delayed(27, away=None), key))["complaint_corrective"] == "not_met"
    # Without any own time at all it would have been late too.
    assert "complaint_corrective" not in judged(scored(delayed(27, away=(2.2, 26.9)), key))
    assert judged(scored(delayed(27, away=(2.5, 4)), key))["complaint_corrective"] == "not_met"
    assert judged(scored(delayed(27, away=(2.5, 26)), key))["complaint_corrective"] == "not_met"


def test_what_was_never_fed_back_nobody_delayed(scored: Scored) -> None:
    never = tuple(row for row in delayed(27, away=(2.2, 26.9)) if row[2] != "corrective.fed_back")
    assert judged(scored(never, key_of(complaint=True)))["complaint_corrective"] == "not_met"


def test_where_nobody_spoke_after_the_opening_only_the_contact_is_found(scored: Scored) -> None:
    mute = tuple(row for row in COMPLAINT if row[2] not in {"complaint.contacted", "agent.msg"} or row[0] < 2)
    found = judged(scored(mute, key_of(complaint=True)))
    assert found["complaint_contact"] == "not_met"
    assert "complaint_demand" not in found
