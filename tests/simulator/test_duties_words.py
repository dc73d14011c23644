"""What some manuals want said: the number, a signature, scope, prevention, a word after a low rating, no gifts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.text import Lang
from simulator import gift
from simulator.drill import Attempt, advance, replay
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, heard, phrase, refused
from tests.simulator.duty_plays import GREETING, cured, desk_under

LANGS: tuple[Lang, ...] = ("zh", "en")


def number(attempt: Attempt) -> str:
    """Give the ticket's number as the desk knows it."""
    return str(all_of(do(attempt, "log", text="x"), "ticket.accepted")[0].fields["number"])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["tell_number", "say", "update"])
def test_a_number_in_the_words_is_told_whatever_the_button(kind: str, lang: Lang) -> None:
    attempt = begin(desk_under("ASC", lang))
    attempt = do(attempt, kind, text=f"{GREETING[lang]} {number(attempt)}")
    assert [one.fields["number"] for one in all_of(attempt, "ticket.number_told")] == [attempt.state.ticket.number]
    assert attempt.state.duties.number_told


def test_words_without_the_number_tell_none() -> None:
    attempt = do(begin(desk_under("ASC")), "tell_number", text="单号稍后发您。")
    assert all_of(attempt, "ticket.number_told") == []
    assert not attempt.state.duties.number_told
    assert heard(attempt).fields["act"] == "not_clear"
    told = do(attempt, "tell_number", text=f"您的单号是{attempt.state.ticket.number}。")
    assert heard(told).fields["act"] == "notes_number"
    assert refused(attempt, "tell_number", text=" ") == "empty_text"


def test_where_no_manual_asks_for_it_nothing_is_marked() -> None:
    for desk in (drawn("S006", 3, "zh"), desk_under("DSK")):
        attempt = begin(desk)
        attempt = do(attempt, "say", text=f"您的单号是{number(attempt)}。")
        assert all_of(attempt, "ticket.number_told") == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_customer_who_sees_it_work_signs(lang: Lang) -> None:
    attempt = do(cured(begin(desk_under("ASC", lang))), "sign_off", text=phrase(desk_under("ASC", lang), "sign_off"))
    signed = all_of(attempt, "customer.signed")[0]
    assert (signed.actor, signed.fields["text"]) == ("customer", heard(attempt).fields["text"])
    assert heard(attempt).fields["act"] == "signs"
    assert attempt.state.duties.signed
    assert attempt.state.ticket.verified
    again = do(attempt, "sign_off", text=phrase(attempt.desk, "sign_off"))
    assert len(all_of(again, "customer.signed")) == 1


def test_nobody_signs_what_does_not_work() -> None:
    attempt = do(begin(desk_under("ASC")), "sign_off", text=phrase(desk_under("ASC"), "sign_off"))
    assert heard(attempt).fields["act"] == "deny_fixed"
    assert all_of(attempt, "customer.signed") == []
    assert refused(attempt, "sign_off", text="") == "empty_text"


def rated(desk: Desk, frustration: int, *, works: bool = True) -> Attempt:
    """Have the service rated by a customer in a given mood."""
    attempt = do(begin(desk), "say", text=GREETING[desk.case.lang])
    attempt = cured(attempt) if works else attempt
    attempt = do(attempt, "verify", text=phrase(desk, "verify"))
    mood = replace(attempt.state.mood, frustration=frustration)
    attempt = replace(attempt, state=replace(attempt.state, mood=mood))
    return do(attempt, "ask_rating", text=phrase(desk, "ask_rating"))


def test_a_rating_is_a_grade_of_the_scale_and_is_said_in_its_words() -> None:
    grades = []
    for frustration in (0, 300, 600, 900):
        attempt = rated(desk_under("ASC", "en"), frustration)
        grade = attempt.desk.handbook.satisfaction and attempt.desk.handbook.satisfaction.grade(
            str(all_of(attempt, "csat.received")[0].fields["value"])
        )
        assert grade
        assert grade.name.en in str(heard(attempt).fields["text"])
        assert attempt.state.duties.low_rated is (grade.code in {"average", "dissatisfied"})
        grades.append(grade.code)
    assert grades[0] == "very_satisfied"
    assert len(set(grades)) == 4
    assert all_of(rated(drawn("S006", 3, "zh"), 0), "csat.received")[0].fields["value"] == 5


@pytest.mark.parametrize("lang", LANGS)
def test_a_low_rating_is_followed_up_and_the_customer_says_why(lang: Lang) -> None:
    desk = desk_under("ASC", lang)
    text = phrase(desk, "low_rating")
    assert refused(rated(desk, 0), "low_rating_contact", text=text) == "no_low_rating"
    attempt = rated(desk, 900)
    assert refused(attempt, "low_rating_contact", text=" ") == "empty_text"
    upset = {"waiting": "low_slow", "rude_words": "low_manner", "": "low_vague"}
    for cause, act in upset.items():
        duties = replace(attempt.state.duties, upset=(cause,))
        contacted = do(replace(attempt, state=replace(attempt.state, duties=duties)), "low_rating_contact", text=text)
        assert all_of(contacted, "dissat.contacted")
        assert heard(contacted).fields["act"] == act
        assert contacted.state.duties.followed_up
    unsolved = do(rated(desk, 900, works=False), "low_rating_contact", text=text)
    assert heard(unsolved).fields["act"] == "low_unsolved"


def test_what_hurt_is_remembered_from_what_the_customer_showed() -> None:
    attempt = do(begin(desk_under("ASC")), "wait", seconds=3 * 3600)
    attempt = do(attempt, "say", text=GREETING["zh"])
    assert "waiting" in attempt.state.duties.upset
    assert do(begin(drawn("S006", 3, "zh")), "wait", seconds=3 * 3600).state.duties.upset == ()


def test_scope_is_noted_or_told() -> None:
    attempt = do(begin(desk_under("NET")), "answer_call")
    assert refused(attempt, "scope", verdict="perhaps", text="x") == "bad_field"
    assert refused(attempt, "scope", verdict="out", text=" ") == "empty_text"
    within = do(attempt, "scope", verdict="in", text="本团队负责")
    assert within.state.duties.scope == "in"
    assert all_of(within, "agent.msg") == []
    out = do(attempt, "scope", verdict="out", text="您说的这台打印机由行政部负责，我把他们的电话给您。")
    assert out.state.duties.scope == "out"
    assert [one.kind for one in out.events if one.kind in {"agent.msg", "scope.refused"}] == [
        "agent.msg", "scope.refused",
    ]  # fmt: skip
    assert "asks_elsewhere" in {one.fields["act"] for one in all_of(out, "customer.msg")}


@pytest.mark.parametrize("lang", LANGS)
def test_advice_on_prevention_is_heard(lang: Lang) -> None:
    desk = desk_under("DSK", lang)
    attempt = do(begin(desk), "prevent", text=phrase(desk, "prevention"))
    assert attempt.state.duties.advised
    assert all_of(attempt, "prevention.advised")
    assert heard(attempt).fields["text"] in desk.wording.customer("ack_advice", lang, desk.case.persona.temper_words)
    assert refused(attempt, "prevent", text="") == "empty_text"


def generous(lang: Lang = "zh", *, wanted: bool = True) -> Desk:
    """Give a desk whose customer will offer something, or will not."""
    desk = desk_under("NET", lang)
    seeds = (replace(desk, case=replace(desk.case, seed=seed)) for seed in range(60))
    return next(one for one in seeds if gift.is_generous(one) is wanted)


def thankful(desk: Desk) -> Attempt:
    """Play up to the moment at which something may be offered."""
    attempt = do(begin(desk), "say", text=GREETING[desk.case.lang])
    attempt = do(cured(attempt), "verify", text=phrase(desk, "verify"))
    return advance(attempt, attempt.state.now + timedelta(minutes=2))[0]


def test_one_customer_in_four_offers_something() -> None:
    desk = desk_under("NET")
    offering = [gift.is_generous(replace(desk, case=replace(desk.case, seed=seed))) for seed in range(800)]
    assert abs(sum(offering) / 800 - 0.25) < 0.05
    assert not any(
        gift.is_generous(replace(one, case=replace(one.case, seed=seed)))
        for one in (drawn("S006", 3, "zh"), desk_under("ASC"))
        for seed in range(20)
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_gift_is_offered_once_and_declined_in_words(lang: Lang) -> None:
    attempt = thankful(generous(lang))
    offer = all_of(attempt, "gift.offered")
    assert [one.actor for one in offer] == ["customer"]
    assert heard(attempt).fields["act"] == "offers_gift"
    assert attempt.state.duties.gift == "offered"
    assert refused(attempt, "decline_gift", text=" ") == "empty_text"
    declined = do(attempt, "decline_gift", text=phrase(attempt.desk, "decline_gift"))
    assert all_of(declined, "gift.declined")
    assert heard(declined).fields["act"] == "gift_understood"
    for kind, fields in (("decline_gift", {"text": "x"}), ("accept_gift", {})):
        assert refused(declined, kind, **fields) == "no_gift"
    again = do(declined, "verify", text=phrase(attempt.desk, "verify"))
    assert len(all_of(advance(again, again.state.now + timedelta(hours=1))[0], "gift.offered")) == 1


def test_a_gift_may_be_taken() -> None:
    attempt = do(thankful(generous()), "accept_gift")
    assert attempt.state.duties.gift == "accepted"
    assert heard(attempt).fields["act"] == "gift_taken"


def test_nothing_is_offered_by_others_before_it_works_or_after_the_end() -> None:
    assert all_of(thankful(generous(wanted=False)), "gift.offered") == []
    desk = generous()
    broken = do(begin(desk), "verify", text=phrase(desk, "verify"))
    assert all_of(advance(broken, broken.state.now + timedelta(minutes=9))[0], "gift.offered") == []
    assert refused(begin(desk), "accept_gift") == "no_gift"
    attempt = do(cured(do(begin(desk), "say", text=GREETING["zh"])), "verify", text=phrase(desk, "verify"))
    assert any(due.id == gift.OFFER for due in attempt.state.agenda)
    ended = do(attempt, "finish")
    assert all_of(ended, "gift.offered") == []
    assert replay(desk, "test", ended.events).state.duties == ended.state.duties
