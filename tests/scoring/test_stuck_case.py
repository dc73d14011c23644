"""A case between several teams is judged by what was shown, chased, allowed and said, each against the state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scenarios.draw import seated
from scoring.answer_key import answer_key
from scoring.spans import own_spans
from scoring.validate.exam_room import Trial
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.player import TimedMove
from sla.timeline import Event, EventId
from tests.scoring.test_later_line import WALL, later, verdicts

REWRITE = Mapping[str, Mapping[str, str]]


def played(trial: Trial, *, skips: tuple[str, ...] = (), rewrite: REWRITE | None = None) -> Attempt:
    """Play the ideal moves but for some kinds, with fields of others changed; a refused one changes nothing."""
    attempt, wall = trial.opened(), WALL
    for one in trial.ideal:
        if one.move.kind in skips:
            continue
        wall += timedelta(seconds=10)
        fields = {**one.move.fields, **(rewrite or {}).get(one.move.kind, {})}
        result = step(attempt, Move(kind=one.move.kind, fields=fields), wall)
        attempt = attempt if isinstance(result, Refusal) else result[0]
    return attempt


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("scenario", "seed"), [("S101", 1), ("S101", 2), ("S102", 5)])
def test_the_ideal_has_full_marks_with_every_duty_of_the_seat_met(scenario: str, seed: int, lang: str) -> None:
    trial = later(scenario, seed, "zh" if lang == "zh" else "en")
    card = trial.scored(played(trial))
    assert card.verdict == "pass"
    assert {one.verdict for one in card.findings} == {"met"}
    own = {"partner_brought_in", "partner_shown", "partner_true"}
    own |= {"lead_placed"} if scenario == "S101" else {"handover_settled"}
    assert own <= set(verdicts(card))


def test_what_would_harm_may_not_be_allowed_and_what_would_help_not_refused() -> None:
    for seed, wrong in ((1, "no"), (2, "yes")):
        trial = later("S101", seed, "zh")
        decided = played(trial, rewrite={"authorise": {"verdict": wrong}})
        assert verdicts(trial.scored(decided))["override_decided"] == "not_met"
    assert verdicts(trial.scored(played(trial, skips=("authorise",))))["override_decided"] == "not_met"


def test_a_ticket_left_with_who_is_stuck_is_led_by_nobody() -> None:
    trial = later("S101", 1, "zh")
    assert verdicts(trial.scored(played(trial, skips=("assign",))))["lead_placed"] == "not_met"
    back = played(trial, rewrite={"assign": {"to": "t2-1"}})
    assert verdicts(trial.scored(back))["lead_placed"] == "not_met"


def test_who_leads_a_case_has_to_close_it_and_to_tell_the_customer() -> None:
    """So does whoever works off a complaint: what others took down before is no excuse for the end."""
    trial = later("S101", 1, "zh")
    assert verdicts(trial.scored(played(trial, skips=("close",))))["archived"] == "not_met"
    assert verdicts(trial.scored(played(trial, skips=("ask_eta",))))["eta_obtained"] == "not_met"
    handler = later("S058", 1, "zh")
    assert verdicts(handler.scored(played(handler, skips=("close",))))["archived"] == "not_met"


def test_a_partners_time_is_theirs_until_it_has_passed_in_silence() -> None:
    """DESIGN decision 6: from the named time on it is the trainee's to ask."""
    start = datetime(2026, 3, 10, 9, tzinfo=UTC)

    def at(minute: int, kind: str, actor: str, **fields: str) -> Event:
        when = start + timedelta(minutes=minute)
        return Event(id=EventId(minute), at=when, kind=kind, actor=actor, fields={"partner": "carrier", **fields})

    eta = (start + timedelta(minutes=40)).isoformat()
    told = (
        at(5, "partner.engaged", "trainee"),
        at(15, "partner.answered", "carrier", stance="accepts", eta=eta),
        at(70, "partner.chased", "trainee"),
        at(75, "partner.answered", "carrier", stance="slips", eta=(start + timedelta(minutes=90)).isoformat()),
        at(88, "partner.reported", "carrier"),
    )
    # Five before the question, thirty in which nobody asked, twelve after the report.
    assert own_spans(told, start, start + timedelta(minutes=100)) == timedelta(minutes=5 + 30 + 12)


def test_a_partner_nobody_brings_in_or_chases_is_found() -> None:
    trial = later("S102", 1, "zh")
    assert {one.manner for one in trial.desk.case.coworkers if one.id == "makers"} == {"slow"}
    without = verdicts(trial.scored(played(trial, skips=("engage", "chase_partner"))))
    assert without["partner_brought_in"] == "not_met"
    silent = verdicts(trial.scored(played(trial, skips=("chase_partner",))))
    assert (silent["partner_brought_in"], silent["partner_chased"]) == ("met", "not_met")


def test_a_partner_approached_on_suspicion_was_shown_nothing() -> None:
    trial = later("S102", 1, "zh")
    early = Move(kind="engage", fields={"partner": "carrier", "action": "file_numbers_again", "text": "肯定是你们"})
    ideal = (trial.ideal[0], TimedMove(wall=WALL, move=early), *trial.ideal[1:])
    card = trial.scored(played(replace(trial, ideal=ideal)))
    assert verdicts(card)["partner_shown"] == "not_met"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("檐铃研发组正在处理，有消息告诉您。", "not_met"),
        ("我已经请檐铃研发组来看，他们还没有答复。", "met"),
    ],
)
def test_who_is_said_to_be_at_work_must_have_taken_it_on(words: str, verdict: str) -> None:
    """Said right after the request, before any answer, it is not so yet."""
    trial = later("S102", 1, "zh")
    place = next(at for at, one in enumerate(trial.ideal) if one.move.kind == "engage")
    said = TimedMove(wall=WALL, move=Move(kind="update", fields={"text": words}))
    card = trial.scored(played(replace(trial, ideal=(*trial.ideal[: place + 1], said, *trial.ideal[place + 1 :]))))
    assert verdicts(card)["partner_true"] == verdict


def test_the_right_line_of_a_case_follows_the_experts_reach() -> None:
    """DSK-4.1.expert: kept at the desk; from any other of the four seats it belongs to second line."""
    trial = later("S103", 2, "zh", "DSK")
    assert trial.key.tier == "T1"
    case = seated(trial.desk.case, "skilled")
    assert answer_key(case, trial.desk.handbook).tier == "T2"
    assert verdicts(trial.scored(played(trial)))["kept_first_line"] == "met"


def test_a_departments_liaison_is_shown_a_reading_and_asked_once_the_time_has_passed() -> None:
    """DSK-7.5: who has the closet's power denies it until shown; who goes on without them loses it."""
    for seed in (1, 3):
        trial = later("S104", seed, "zh", "DSK")
        attempt = played(trial)
        said = [one.fields.get("stance") for one in attempt.events if one.kind == "partner.answered"]
        assert {one.role for one in trial.desk.case.partners} == {"liaison"}
        assert "accepts" in said
        found = verdicts(trial.scored(attempt))
        assert {found[code] for code in ("partner_brought_in", "partner_shown", "partner_true")} == {"met"}
    alone = verdicts(trial.scored(played(trial, skips=("engage",))))
    assert alone["partner_brought_in"] == "not_met"
