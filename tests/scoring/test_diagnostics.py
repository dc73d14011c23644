"""Figures of a handling are counted from its events, carry no points, and leave out what never came up."""

from datetime import timedelta
from typing import cast

from scoring.diagnostics import CODES, Diagnostic, diagnostics
from simulator.reading.read import read
from simulator.reading.reading import as_data
from simulator.reading.rules import Rules
from sla.timeline import Event, EventId, Json, Timeline
from tests.scoring.conftest import NINE

Row = tuple[int, str, str, dict[str, Json]]


def timeline(*rows: Row) -> Timeline:
    return tuple(
        Event(id=EventId(place), at=NINE + timedelta(seconds=at), kind=kind, actor=actor, fields=fields)
        for place, (at, kind, actor, fields) in enumerate(rows)
    )


def test_each_figure_is_what_the_events_say(rules: Rules) -> None:
    def say(at: int, text: str) -> Row:
        return (at, "agent.msg", "trainee", {"text": text, "reading": cast("Json", as_data(read(text, "zh", rules)))})

    events = timeline(
        (0, "ticket.submitted", "customer", {"channel": "chat"}),
        say(40, "您好，请问您怎么称呼？"),
        (60, "customer.msg", "customer", {"text": "我姓李。"}),
        (70, "customer.msg", "customer", {"text": "在吗？"}),
        say(150, "请问您怎么称呼？"),
        (160, "call.held", "trainee", {"text": ""}),
        (190, "call.resumed", "trainee", {"text": ""}),
        (200, "kb.search", "trainee", {"query": "打印", "hits": 2}),
        (210, "check.run", "trainee", {"check": "log"}),
        (220, "action.executed", "trainee", {"action": "restart"}),
        (230, "action.executed", "T2", {"action": "patch"}),
        (240, "chase.received", "customer", {"text": "怎么还没好"}),
    )
    found = {one.code: one.value for one in diagnostics(events, "zh")}
    assert found == {
        "first_word": 40,
        "longest_wait": 90,
        "held": 30,
        "messages": 2,
        "message_length": 10,
        "questions": 2,
        "asked_again": 1,
        "checks": 1,
        "actions": 1,
        "searches": 1,
        "urged": 1,
    }
    assert set(found) <= set(CODES)


def test_a_handling_without_a_word_has_no_figure_of_words() -> None:
    events = timeline((0, "ticket.submitted", "customer", {}), (9, "check.run", "trainee", {"check": "log"}))
    assert diagnostics(events, "en") == (Diagnostic(code="checks", value=1, unit="n"),)


def test_a_message_nobody_read_is_counted_as_such() -> None:
    events = timeline((0, "ticket.submitted", "customer", {}), (9, "agent.msg", "trainee", {"text": "blub"}))
    found = {one.code: one.value for one in diagnostics(events, "en")}
    assert found["unread"] == 1
