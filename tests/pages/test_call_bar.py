"""What does the bar of a call say of a drill on the telephone, and where is there none? Without a browser."""

from datetime import timedelta
from typing import Any

import pytest

from mysterydesk import drills
from pages.parts.call_bar import began_at
from simulator.move import Move, Refusal
from sla.timeline import Event, EventId
from tests.pages.test_faults import AT, House, Show, house, show

__all__ = ["house", "show"]

ON_THE_PHONE, BY_CHAT = "S006-one-till-broken", "S033-autosave-off"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Keep what the browser would be given."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "pages.parts.call_bar._component", lambda: lambda data, key: found.append({**data, "key": key})
    )
    return found


def test_a_call_says_how_long_it_lasts_since_when_nobody_speaks_and_the_hold(
    house: House, show: Show, drawn: list[dict[str, Any]]
) -> None:
    begin = drills.Begin(scenario=ON_THE_PHONE, lang="zh", mode="practice", key="call")
    name = drills.begin(house.store, house.trainee, begin, AT)
    show("desk", house.trainee, attempt=name)
    first = drawn[-1]
    assert (first["silent_ms"], first["held_ms"], len(first["said"])) == (first["call_ms"], None, 1)
    seen = 2
    for place, (kind, words) in enumerate((("say", "您好，请问您贵姓？"), ("hold", "请您稍等，我查一下。"))):
        move = Move(kind=kind, fields={"text": words}, key=kind)
        at = AT + timedelta(seconds=20 * (place + 1))
        after = drills.move(house.store, house.trainee, name, move, seen=seen, at=at)
        assert not isinstance(after, Refusal)
        seen = len(after.events)
    show("desk", house.trainee, attempt=name)
    last = drawn[-1]
    assert last["call_ms"] == first["call_ms"]
    assert last["call_ms"] < min(last["silent_ms"], last["held_ms"])
    assert [one["id"] for one in last["said"]] == sorted(one["id"] for one in last["said"])
    assert last["lang"] == "zh-CN"


def test_there_is_no_bar_where_nobody_is_on_the_telephone(
    house: House, show: Show, drawn: list[dict[str, Any]]
) -> None:
    begin = drills.Begin(scenario=BY_CHAT, lang="zh", mode="practice", key="chat")
    show("desk", house.trainee, attempt=drills.begin(house.store, house.trainee, begin, AT))
    assert drawn == []


def test_what_an_earlier_line_has_talked_is_not_ones_own_call() -> None:
    def said(minute: int, kind: str, actor: str) -> Event:
        return Event(id=EventId(minute), at=AT + timedelta(minutes=minute), kind=kind, actor=actor, fields={})

    before = (said(0, "ticket.submitted", "customer"), said(1, "call.answered", "T1"), said(2, "agent.msg", "T1"))
    assert began_at(before, taken_over=True) is None
    assert began_at((*before, said(5, "agent.msg", "trainee")), taken_over=True) == AT + timedelta(minutes=5)
    assert began_at(before[:1]) == AT
    assert began_at((*before[:1], said(3, "call.answered", "trainee"))) == AT + timedelta(minutes=3)
