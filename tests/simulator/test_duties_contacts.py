"""Who is reached: the liaison, the names above, a customer who does not answer; and what comes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.text import Lang
from simulator import contacts
from simulator.drill import Attempt, advance
from simulator.move import Move, Refusal
from tests.simulator.desks import all_of, begin, do, refused
from tests.simulator.duty_plays import GREETING, desk_under

LANGS: tuple[Lang, ...] = ("zh", "en")
MANY = 400


def share(kind: str, **fields: str) -> float:
    """Give how often somebody is reached, over many seeds."""
    decide = {"liaison": contacts.liaison, "chain": contacts.chain, "try_contact": contacts.try_contact}[kind]
    attempt, reached = begin(desk_under("DSK", channel="email")), 0
    for seed in range(MANY):
        desk = replace(attempt.desk, case=replace(attempt.desk.case, seed=seed))
        made = decide(desk, attempt.state, Move(kind=kind, fields=fields), attempt.state.now)
        assert not isinstance(made, Refusal)
        told = next(one for one in made if one.kind.startswith(("liaison", "chain", "contact")))
        reached += told.fields.get("ok", told.fields.get("reached")) is True
    return reached / MANY


@pytest.mark.parametrize(
    ("kind", "fields", "chance"),
    [
        ("liaison", {"text": "x"}, 0.6), ("chain", {"level": "2", "text": "x"}, 0.7),
        ("chain", {"level": "3", "text": "x"}, 1.0), ("try_contact", {"channel": "phone", "text": "x"}, 0.6),
        ("try_contact", {"channel": "fax", "text": "x"}, 0.3),
    ],
)  # fmt: skip
def test_people_are_reached_as_often_as_is_said(kind: str, fields: dict[str, str], chance: float) -> None:
    assert abs(share(kind, **fields) - chance) < 0.08


def calls(reached: bool, lang: Lang = "zh") -> Attempt:  # noqa: FBT001  which of two worlds
    """Call the liaison on a seed on which this person is reached, or is not."""
    for seed in range(1, 30):
        attempt = do(begin(desk_under("DSK", lang, seed=3, channel="email")), "log", text="x")
        case = replace(attempt.desk.case, seed=seed)
        attempt = do(replace(attempt, desk=replace(attempt.desk, case=case)), "liaison", text="网络断了")
        if (attempt.state.duties.liaison == "reached") is reached:
            return attempt
    raise AssertionError


def later(attempt: Attempt, hours: float = 1) -> Attempt:
    """Let some time pass."""
    return advance(attempt, attempt.state.now + timedelta(hours=hours))[0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_liaison_who_is_reached_answers_and_waits_for_the_ticket(lang: Lang) -> None:
    attempt = later(calls(reached=True, lang=lang))
    said = [event for event in all_of(attempt, "agent.msg") if event.actor == "liaison"]
    assert len(said) == 1
    assert said[0].fields["text"] in attempt.desk.wording.colleague("liaison_hears", lang)
    assert attempt.state.ticket.tier == "T1"
    routed = later(do(attempt, "route", group="liaison"), 5)
    moved = all_of(routed, "ticket.transferred")[0]
    assert (moved.actor, moved.fields["to_tier"]) == ("liaison", "T2")
    assert all_of(routed, "tier2.started")


def test_what_was_routed_before_goes_on_once_the_liaison_is_reached() -> None:
    attempt = calls(reached=True)
    routed_first = do(begin(attempt.desk), "route", group="liaison")
    for _ in range(12):
        routed_first = do(routed_first, "liaison", text="网络断了")
        if routed_first.state.duties.liaison == "reached":
            break
    assert routed_first.state.ticket.note == "网络断了"
    assert [one.fields["to_tier"] for one in all_of(later(routed_first), "ticket.transferred")][:1] == ["T2"]
    assert len([one for one in all_of(later(routed_first), "ticket.transferred") if one.actor == "liaison"]) == 1


def test_nobody_answers_and_nothing_goes_on_when_the_liaison_is_missed() -> None:
    attempt = later(do(calls(reached=False), "route", group="liaison"), 5)
    assert attempt.state.duties.liaison == "missed"
    assert all_of(attempt, "liaison.contacted")[0].fields["ok"] is False
    assert [one for one in attempt.events if one.actor == "liaison"] == []
    assert all_of(attempt, "ticket.transferred") == []


def test_the_head_of_the_department_takes_what_was_routed_there() -> None:
    attempt = do(do(calls(reached=False), "route", group="department_head"), "chain", level=3, text="网络断了")
    assert attempt.state.duties.level == 3
    assert attempt.state.duties.calls == 2
    assert all_of(later(attempt), "ticket.transferred")[0].actor == "liaison"


def test_the_operations_department_waits_for_no_liaison() -> None:
    attempt = later(do(calls(reached=True), "route", group="ops_department"), 3)
    assert all_of(attempt, "ticket.transferred") == []


def test_whoever_was_reached_is_reached_again() -> None:
    attempt = calls(reached=True)
    for _ in range(6):
        attempt = do(attempt, "liaison", text="x")
    assert {one.fields["ok"] for one in all_of(attempt, "liaison.contacted")} == {True}


def test_a_ticket_that_has_gone_is_not_taken_twice() -> None:
    attempt = do(calls(reached=True), "escalate", to="T2", symptom="x", done="y", ask="z")
    attempt = later(do(attempt, "route", group="liaison"), 1)
    assert [one.actor for one in all_of(attempt, "ticket.transferred") if one.actor == "liaison"] == []


def test_what_cannot_be_called_is_refused() -> None:
    attempt = begin(desk_under("DSK"))
    for level in ("1", "4", 0, "x"):
        assert refused(attempt, "chain", level=level, text="x") == "bad_field"
    assert refused(attempt, "chain", level=2, text=" ") == "empty_text"
    assert refused(attempt, "liaison", text=" ") == "empty_text"
    assert refused(attempt, "try_contact", channel="pigeon", text="x") == "no_such_channel"
    assert refused(attempt, "try_contact", channel="phone", text="") == "empty_text"


@pytest.mark.parametrize("handbook", ["ASC", "SMO", "DSK", "NET"])
def test_a_customer_on_the_line_hears_every_try(handbook: str) -> None:
    attempt = do(begin(desk_under(handbook)), "try_contact", channel="email", text=GREETING["zh"])
    assert all_of(attempt, "contact.attempted")[0].fields == {
        "channel": "email", "reached": True, **_envelope(attempt, "contact.attempted"),
    }  # fmt: skip
    said = all_of(attempt, "agent.msg")[0]
    assert (said.fields["channel"], said.fields["intent"]) == ("email", "confirm_resolved")
    assert attempt.state.duties.tries == ("email",)


def _envelope(attempt: Attempt, kind: str) -> dict[str, object]:
    fields = all_of(attempt, kind)[0].fields
    return {name: fields[name] for name in ("wall", "move", "cost_s") if name in fields}


def test_a_customer_who_is_missed_hears_nothing() -> None:
    attempt = begin(desk_under("SMO", channel="email"))
    while all(event.fields["reached"] for event in all_of(attempt, "contact.attempted")):
        attempt = do(attempt, "try_contact", channel="email", text=GREETING["zh"])
    tries, words = all_of(attempt, "contact.attempted"), all_of(attempt, "agent.msg")
    assert len(words) == len([one for one in tries if one.fields["reached"]])
    assert attempt.state.duties.tries == ("email",) * len(tries)
