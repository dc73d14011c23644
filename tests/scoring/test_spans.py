"""Whose time a clock has used."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from scoring.spans import is_own_breach, others_spans, own_spans
from sla.timeline import Timeline
from tests.scoring.conftest import NINE, Row, written

MINUTE = timedelta(minutes=1)


def own(rows: tuple[Row, ...], start: float, end: float) -> float:
    return own_spans(written(*rows), NINE + start * MINUTE, NINE + end * MINUTE) / MINUTE


TRANSFER: Row = (10, "trainee", "ticket.transferred", {"from_tier": "T1", "to_tier": "T2"})


def test_everything_is_own_time_where_nobody_else_acts() -> None:
    assert own((), 0, 60) == 60
    assert own((), 60, 60) == 0


def test_the_time_of_another_line_ends_with_its_fix() -> None:
    assert own((TRANSFER, (40, "T2", "fix.provided", {})), 0, 60) == 30


def test_another_line_that_never_answers_keeps_the_time() -> None:
    assert own((TRANSFER,), 0, 60) == 10


def test_a_ticket_sent_back_is_own_time_again() -> None:
    assert own((TRANSFER, (20, "T2", "ticket.transferred", {"to_tier": "T1"})), 0, 60) == 50


def test_passing_on_between_other_lines_keeps_it_there() -> None:
    passed: Row = (20, "T2", "ticket.transferred", {"to_tier": "T3"})
    rows: tuple[Row, ...] = (TRANSFER, passed, (50, "T3", "fix.provided", {}))
    assert own(rows, 0, 60) == 20


def test_waiting_for_an_answer_is_the_customers_time() -> None:
    rows: tuple[Row, ...] = (
        (5, "trainee", "agent.msg", {"text": "请问版本？"}),
        (25, "customer", "customer.msg", {"text": "6.3", "act": "tell"}),
    )
    assert own(rows, 0, 60) == 40


def test_being_urged_is_no_answer() -> None:
    rows: tuple[Row, ...] = (
        (5, "trainee", "agent.msg", {"text": "稍等"}),
        (25, "customer", "customer.msg", {"text": "还没好？", "act": "urge_first"}),
    )
    assert own(rows, 0, 60) == 60


def test_a_written_wait_for_the_customer_is_the_customers_time() -> None:
    rows: tuple[Row, ...] = (
        (5, "trainee", "waiting.started", {"for": "customer"}),
        (20, "trainee", "waiting.ended", {"for": "customer"}),
        (30, "trainee", "waiting.started", {"for": "time"}),
        (40, "trainee", "waiting.ended", {"for": "time"}),
        (50, "trainee", "waiting.started", {"for": "customer"}),
    )
    assert own(rows, 0, 60) == 35


def test_a_breach_is_own_when_the_ideal_handling_would_have_met_it() -> None:
    assert is_own_breach(70 * MINUTE, 60 * MINUTE, 40 * MINUTE, 10 * MINUTE)
    assert not is_own_breach(100 * MINUTE, 60 * MINUTE, 40 * MINUTE, 10 * MINUTE)
    assert not is_own_breach(70 * MINUTE, 60 * MINUTE, 5 * MINUTE, 10 * MINUTE)


KINDS = st.sampled_from([
    ("trainee", "ticket.transferred", {"to_tier": "T2"}),
    ("T2", "fix.provided", {}),
    ("T2", "ticket.transferred", {"to_tier": "T1"}),
    ("trainee", "agent.msg", {"text": "x"}),
    ("customer", "customer.msg", {"text": "y", "act": "tell"}),
    ("trainee", "waiting.started", {"for": "customer"}),
    ("trainee", "waiting.ended", {"for": "customer"}),
])  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 120), KINDS), max_size=12))
def test_own_and_others_time_add_up(drawn: list[tuple[int, tuple[str, str, dict[str, str]]]]) -> None:
    ordered = sorted(drawn, key=lambda one: one[0])
    rows = tuple((float(minute), actor, kind, dict(fields)) for minute, (actor, kind, fields) in ordered)
    timeline: Timeline = written(*rows)  # type: ignore[arg-type]  # text fields are JSON
    start, end = NINE, NINE + 120 * MINUTE
    others = sum((one.duration for one in others_spans(timeline, end)), timedelta())
    assert own_spans(timeline, start, end) + others == end - start
