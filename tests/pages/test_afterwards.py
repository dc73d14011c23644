"""What do the result and the replay of a finished drill say, to its owner and to a trainer? Without a browser."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from mysterydesk import attempts, drills, results, rewind, shelf
from mysterydesk.branches import beside
from mysterydesk.dossier import dossier, note
from mysterydesk.i18n import LANGS, translation
from mysterydesk.store import SqliteStore
from pages.parts.clauses_now import clauses_now
from pages.parts.finding_urges import parted, urged
from pages.parts.replay_steps import steps_of, unheard
from pages.parts.result_findings import _cadence, rows_of
from pages.parts.step_words import time_of
from pages.parts.timeline_rows import axis_span, beyond
from pages.parts.verdicts import drill_line
from policy.handbook import ClockName
from simulator.drill import advance, replay
from simulator.move import Move, Refusal
from sla.clock import SlaClock
from sla.timeline import Event, EventId
from tests.pages.test_faults import AT, SCENARIO, House, Show, _person, show, told
from tests.simulator.desks import begin, do, twisted

__all__ = ["show"]

MOVES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("say", {"text": "您好，这里是技术支持，请问您贵姓？"}),
    ("priority", {"level": "L3"}),
    ("wait", {"seconds": "7200"}),
    ("say", {"text": "让您久等了，我还在查。"}),
    ("finish", {}),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all tests: scoring a drill takes a while."""
    place = tmp_path_factory.mktemp("afterwards") / "desk.db"
    with closing(SqliteStore(place)) as store:
        trainee = _person(store, "chenxiao", "trainee", "陈晓", "Chen Xiao")
        trainer = _person(store, "zhoulan", "trainer", "周岚", "Zhou Lan")
        attempt = drills.begin(store, trainee, drills.Begin(scenario=SCENARIO, lang="zh", mode="practice"), AT)
        yield House(store=store, place=place, trainee=trainee, trainer=trainer, attempt=attempt)


@pytest.fixture(scope="module")
def done(house: House) -> str:
    """The drill of the house, with a wait of two hours in the middle, ended early."""
    seen = len(attempts.load(house.store, house.attempt).events)
    for place, (kind, fields) in enumerate(MOVES, start=1):
        move = Move(kind=kind, fields=fields, key=str(place))
        after = drills.move(
            house.store, house.trainee, house.attempt, move, seen=seen, at=AT + timedelta(seconds=5 * place)
        )
        assert not isinstance(after, Refusal)
        seen = len(after.events)
    return house.attempt


def words(page: AppTest) -> str:
    """Give everything a page says."""
    return "\n".join(str(getattr(one, "value", "")) + str(getattr(one, "label", "")) for one in page.main)


def test_the_replay_is_of_the_step_and_the_way_back_from_a_branch_leads_to_it(
    house: House, show: Show, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clocks are those of the step and not of the wait after it; the address follows the step."""
    drawn: list[datetime] = []
    monkeypatch.setattr("pages.parts.clock_bar.clock_bar", lambda _r, _h, moment, _t: drawn.append(moment.now))
    attempt = attempts.load(house.store, done)
    steps = steps_of(attempt.events)

    def silence(number: int) -> timedelta:
        """Tell how long the silent wait after a step is."""
        step = steps[number - 1]
        return replay(attempt.desk, done, attempt.events[: step.end]).state.now - step.events[-1].at

    number = max(range(1, len(steps)), key=silence)
    step, later = steps[number - 1], steps[number]
    assert silence(number) > timedelta(minutes=30)
    page = show("replay", house.trainee, attempt=done, step=str(step.first))
    assert drawn == [step.events[-1].at]
    page = next(one for one in page.button if one.label == "下一步").click().run()
    assert (page.query_params["step"], drawn[-1]) == (str(later.first), later.events[-1].at)
    branch = rewind.rewind(house.store, house.trainee, done, later.first, key="k", at=AT + timedelta(minutes=1))
    back = show("replay", house.trainee, attempt=branch, step=str(later.first))
    assert [one.book for one in dossier(house.store, house.trainee).drills] == ["STD", "STD"]
    line = drill_line(translation("zh"), dossier(house.store, house.trainee).drills[-1])
    assert "练习 · STD" in line
    assert (told(back), back.slider[0].value) == ([], number + 1)
    nothing = show("result", house.trainee, attempt=branch)
    assert [one.label for one in nothing.button] == ["接着做", "回到首页"]


def test_a_finished_branch_stands_beside_what_it_came_from(house: House, show: Show, done: str) -> None:
    """Outcome, the steps of each from the parting on, and the findings that turned; the origin has no such card."""
    old = attempts.load(house.store, done).events
    first = next(place for place, event in enumerate(old) if event.kind == "ticket.severity_set")
    branch = rewind.rewind(house.store, house.trainee, done, first, key="beside", at=AT + timedelta(minutes=1))
    seen = len(attempts.load(house.store, branch).events)
    assert "与原来那次并排" not in words(show("result", house.trainee, attempt=done))
    for place, (kind, fields) in enumerate((("priority", {"level": "L2"}), ("finish", {})), start=1):
        at = AT + timedelta(minutes=1, seconds=5 * place)
        after = drills.move(
            house.store, house.trainee, branch, Move(kind=kind, fields=fields, key=f"b{place}"), seen=seen, at=at
        )
        assert not isinstance(after, Refusal)
        seen = len(after.events)
    both = beside(house.store, house.trainer, results.result(house.store, house.trainer, branch))
    assert both is not None
    assert both.taken == first
    mine, theirs = both.own_parts()
    levels = [[e.fields["level"] for e in own if e.kind == "ticket.severity_set"] for own in (mine, theirs)]
    assert levels == [["L3"], ["L2"]]
    page = show("result", house.trainee, attempt=branch)
    said = "\n".join([words(page), *(one.value for one in page.markdown)])
    assert ("与原来那次并排" in said, "结论有变化的" in said or "各项结论都一样" in said) == (True, True)
    assert "L2" not in said


def test_a_trainer_reads_whose_result_it_is_and_who_decides(
    house: House, show: Show, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`You` is the reader; a trainer is not the one who handled the drill."""
    title = show("result", house.trainee, attempt=done).header[0].value
    judged = results.result

    def doubtful(*asked: Any) -> results.Result:
        """Give the result as it would be had the program been unsure of everything."""
        shown = judged(*asked)
        rows = [{**row, "verdict": "not_judged", "lost": 0} for row in rows_of(shown.card["findings"])]
        return replace(shown, card={**shown.card, "findings": rows, "verdict": "person"})

    monkeypatch.setattr(results, "result", doubtful)
    own = ("您：", "谁定的，您在这里看得到")
    other = ("陈晓：", "这几项由您来定", "由您来定，不扣分")
    for who, head in ((house.trainee, title), (house.trainer, f"陈晓：{title}")):
        page = show("result", who, attempt=done)
        said = " ".join(one.value for one in page.markdown)
        assert page.header[0].value == head
        there = {words for words in (*own, *other) if words in said}
        assert there == set(own if who == house.trainee else other)


def test_what_a_caller_wants_is_not_in_the_replay_before_the_call_was_taken() -> None:
    kinds = ("attempt.started", "ticket.submitted", "call.rung", "call.answered", "agent.msg")
    events = tuple(Event(id=EventId(place), at=AT, kind=kind, actor="system") for place, kind in enumerate(kinds))
    assert [unheard(events, end) for end in range(1, 6)] == [True, True, True, False, False]
    assert not unheard(events[:2], 2)  # a ticket that came in writing


def test_the_steps_of_a_replay_are_the_trainees(house: House, show: Show, done: str) -> None:
    for who, name in ((house.trainee, "您"), (house.trainer, "陈晓")):
        page = show("replay", who, attempt=done, step="3")
        said = "".join(one.proto.body for one in page.get("html"))
        assert {one: f"{one}　" in said for one in ("您", "陈晓")} == {"您": name == "您", "陈晓": name == "陈晓"}
    assert show("replay", house.trainer, "en", attempt=done).header[0].value.startswith("Replay: Chen Xiao: ")


def test_what_has_happened_is_not_asked_for_again(house: House, done: str) -> None:
    """Once the priority is set and third line has joined, neither setting it nor joining matters now."""
    attempt = attempts.load(house.store, done)
    state = replace(attempt.state, ticket=replace(attempt.state.ticket, tier="T3"))
    handbook, seat = attempt.desk.handbook, attempt.desk.case.seat
    running = SlaClock(name=ClockName("t3_join"), priority=None, basis=(), state="running", started_at=AT)
    stopped = running._replace(state="met", stopped_at=AT)
    assert "STD-3.2.3.join" in clauses_now(handbook, state, seat, [running])
    found = clauses_now(handbook, state, seat, [stopped])
    assert ("STD-3.2.3.join" in found, "STD-3.1.2.prio" in found, "STD-3.2.3.plan" in found) == (False, False, True)


def test_a_callback_after_the_close_is_on_the_axis_or_named_below(house: House, done: str) -> None:
    attempt = attempts.load(house.store, done)
    begins = attempt.events[0]
    closed = Event(id=EventId(1), at=begins.at + timedelta(hours=1), kind="ticket.closed", actor="trainee", fields={})
    for hours, inside in ((2, True), (24, False)):
        called = replace(closed, id=EventId(2), at=begins.at + timedelta(hours=hours), kind="callback.done")
        played = replace(attempt, events=(begins, closed, called))
        assert (axis_span(played).ends >= called.at, beyond(played, {})) == (inside, () if inside else (called,))


def test_informing_the_customer_is_said_with_its_minutes() -> None:
    """No clock on the desk shows how often; a miss says it."""
    row = {"code": "updates", "params": {"priority": "L1"}}
    assert _cadence(row, shelf.handbook(), translation("zh")) == "一级至少每 30 分钟一次。"
    assert _cadence(row, shelf.handbook(), translation("en")) == " For Critical, at least every 30 min."
    assert _cadence({**row, "code": "greeting"}, shelf.handbook(), translation("en")) == ""


def test_a_practice_drill_left_for_a_day_is_not_in_progress(
    house: House, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner may never come back; a drill that counts stays open."""
    lina = _person(house.store, "lina", "trainee", "李娜", "Li Na")
    drills.begin(house.store, lina, drills.Begin(scenario=SCENARIO, lang="zh", mode="practice"), AT)
    drills.begin(house.store, lina, drills.Begin(scenario=SCENARIO, lang="zh", mode="certifying"), AT)
    entries = dossier(house.store, lina).drills
    day, later = AT + timedelta(days=1), AT + timedelta(days=1, seconds=1)
    found = [[results.as_it_stands(house.store, one, at).status for one in entries] for at in (day, later)]
    assert found == [["open", "open"], ["abandoned", "open"]]

    def lines(page: AppTest) -> tuple[int, int]:
        said = [one.value for one in page.markdown]
        return sum("已作废" in one for one in said), sum("别的没做完的演练" in one for one in said)

    listed = show("attempts", house.trainer)
    assert lines(listed) == (0, 0)
    monkeypatch.setattr("mysterydesk.clock.now", lambda: later)
    assert lines(listed.run())[0] == 1
    home = show("home", lina)
    assert lines(home)[1] == 1
    monkeypatch.setattr("mysterydesk.clock.now", lambda: later)
    assert lines(home.run())[1] == 0


def test_no_drill_is_left_out_of_ones_own_lists(house: House, show: Show) -> None:
    """Neither the finished nor the open ones end without a word."""
    wei = _person(house.store, "wei", "trainer", "魏强", "Wei Qiang")
    body = {"scenario": SCENARIO, "kind": "how_to", "mode": "certifying", "lang": "zh", "title": {}}
    scored = {"verdict": "pass", "low": 90, "high": 90, "scorecard": "0" * 64}
    for number in range(16):
        name, at = f"wei{number:02}", AT + timedelta(seconds=number)
        note(house.store, wei.id, "drill.begun", name, body | {"attempt": name}, at)
        if number < 8:
            note(house.store, wei.id, "drill.scored", f"s{name}", scored | {"attempt": name}, at)
    page = show("home", wei)
    seen: dict[str, list[str]] = {"done": [], "open": []}
    for name in seen:
        while True:
            seen[name] += [str(one.key) for one in page.button if str(one.key).startswith(f"{name}_wei")]
            older = page.button(key=f"older_{name}")
            if older.disabled:
                break
            page = older.click().run()
    assert seen == {
        "done": [f"done_wei{number:02}" for number in range(7, -1, -1)],
        "open": [f"open_wei{number:02}" for number in range(14, 7, -1)],
    }


def test_many_urging_calls_are_told_once_with_their_number_and_moments() -> None:
    """Each is on record twice, by its words and as a call that urges; what is none of them stays by itself."""
    attempt = do(begin(twisted("S047")), "say", text="您好，请问用的是哪个版本？")
    silent = advance(attempt, attempt.state.now + timedelta(hours=3))[0]
    chases = [one for one in silent.events if one.kind == "chase.received"]
    words = [one for one in silent.events if one.kind == "customer.msg" and one.at in {each.at for each in chases}]
    assert len(chases) == len(words) > 2
    answer = next(one for one in silent.events if one.kind == "customer.msg" and one not in words)
    proofs = [{"event": int(one.id)} for one in (answer, *chases, *words)]
    calls, others = parted(proofs, silent)
    assert ([one.at for one in calls], others) == ([one.at for one in chases], ({"event": int(answer.id)},))
    for lang in LANGS:
        said = urged(translation(lang), silent, calls)
        assert str(len(chases)) in said
        assert all(time_of(silent, one) in said for one in calls)
        assert str(words[-1].fields["text"]) in said
    assert parted(proofs[:2], silent) == ((), tuple(proofs[:2]))
