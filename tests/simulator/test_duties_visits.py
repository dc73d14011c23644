"""Somebody is sent on site: arrives when that can be, works, and hands the form in."""

from datetime import timedelta

import pytest

from policy.text import Lang
from simulator.drill import Attempt, advance
from tests.simulator.desks import all_of, begin, do, people, refused
from tests.simulator.duty_plays import cured, desk_under

LANGS: tuple[Lang, ...] = ("zh", "en")


def sent(tools: str, lang: Lang = "zh", seed: int = 3, **changes: object) -> Attempt:
    """Send an engineer out."""
    attempt = begin(desk_under("ASC", lang, "S024", seed, coworkers=people(), **changes))
    return do(attempt, "dispatch", tools=tools, tasks="查看现场设备", when="今天下午")


def later(attempt: Attempt, hours: float = 5) -> Attempt:
    """Let some time pass."""
    return advance(attempt, attempt.state.now + timedelta(hours=hours))[0]


def drive(attempt: Attempt) -> float:
    """Give the minutes until the engineer is there."""
    arrived = all_of(later(attempt), "tier2.started")[0]
    return (arrived.at - all_of(attempt, "dispatch.form")[0].at).total_seconds() / 60


def test_the_form_holds_the_tools_one_by_one() -> None:
    form = all_of(sent("网线钳、测线仪, 备用交换机"), "dispatch.form")[0]
    assert form.fields["form"] == "dispatch"
    assert list(form.fields["tools"]) == ["网线钳", "测线仪", "备用交换机"]  # type: ignore[arg-type]
    assert form.fields["text"] == "查看现场设备\n今天下午"
    assert form.actor == "trainee"


@pytest.mark.parametrize("seed", range(1, 6))
def test_an_engineer_drives_up_to_an_hour_and_a_half_and_half_an_hour_more_without_tools(seed: int) -> None:
    with_tools, without = drive(sent("测线仪", seed=seed)), drive(sent(" ", seed=seed))
    assert 45 <= with_tools <= 90
    assert round((without - with_tools) * 60) == 30 * 60


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("tools", "line"), [("x", "engineer_off"), ("", "engineer_asks")])
def test_the_engineer_says_when_and_asks_for_tools_left_blank(tools: str, line: str, lang: Lang) -> None:
    attempt = sent(tools, lang)
    said = next(one for one in all_of(later(attempt), "agent.msg") if one.actor == "T2")
    there = all_of(later(attempt), "tier2.started")[0].at
    clock = str(said.fields["text"])
    shapes = [one.split("{time}") for one in attempt.desk.wording.colleague(line, lang)]
    named = next(
        clock[len(before) : len(clock) - len(after)]
        for before, after in shapes
        if clock.startswith(before) and clock.endswith(after)
    )
    hour, minute = map(int, named.split(":"))
    told = there.astimezone(attempt.desk.case.submitted_at.tzinfo).replace(hour=hour, minute=minute, second=0)
    assert timedelta() <= told - there < timedelta(minutes=6)


def test_after_the_work_the_form_is_handed_in() -> None:
    attempt = later(sent("测线仪"), 8)
    forms = all_of(attempt, "dispatch.form")
    assert [(one.actor, one.fields["form"]) for one in forms] == [("trainee", "dispatch"), ("T2", "on_site")]
    work = [one for one in attempt.events if one.actor == "T2" and one.kind in {"fix.provided", "ticket.transferred"}]
    assert work
    assert forms[1].at >= work[0].at
    assert attempt.state.duties.visit == 0
    assert attempt.state.duties.dispatched_at == forms[0].at
    assert do(attempt, "dispatch", tools="x", tasks="y").state.duties.visit > 0


@pytest.mark.parametrize("solved", [True, False])
def test_the_form_tells_how_it_was_left(solved: bool) -> None:  # noqa: FBT001  which of two worlds
    attempt = sent("测线仪")
    attempt = later(cured(attempt) if solved else attempt, 8)
    works = all_of(attempt, "dispatch.form")[1]
    lines = {line: attempt.desk.wording.colleague(line, "zh") for line in ("visit_done", "visit_open")}
    before = [one for one in attempt.events[: works.id] if one.kind == "fix.provided"]
    healed = solved or bool(before)
    assert works.fields["text"] in lines["visit_done" if healed else "visit_open"]


def test_nobody_is_sent_out_twice_or_for_nothing() -> None:
    assert refused(sent("x"), "dispatch", tools="x", tasks="y") == "already_done"
    assert refused(begin(desk_under("DSK")), "dispatch", tools="x", tasks=" ") == "empty_text"


@pytest.mark.parametrize("first", ["escalate", "dispatch"])
def test_whoever_is_on_the_road_is_the_one_who_begins(first: str) -> None:
    """A ticket handed to the line and a visit by the same line are one piece of work, in either order."""
    attempt = begin(desk_under("ASC", coworkers=people()))
    moves = {
        "escalate": {"to": "T2", "symptom": "s", "done": "d", "ask": "a"},
        "dispatch": {"tools": "x", "tasks": "y"},
    }
    for kind in (first, *(one for one in moves if one != first)):
        attempt = do(attempt, kind, **moves[kind])
    attempt = do(attempt, "assign", to="t2-2")
    attempt = later(attempt, 6)
    assert len(all_of(attempt, "tier2.started")) == 1
    assert str(all_of(attempt, "tier2.started")[0].fields["due"]).startswith("visit-")
