"""A manual's own contradictions are proved by its figures, and one mended figure takes the proof away."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.handbook import (
    EscalationRule,
    Grade,
    Handbook,
    Item,
    OpenSpan,
    Satisfaction,
    Tier,
    TierCode,
    Trigger,
    WorkingHours,
)
from policy.parse import parse_handbook
from policy.text import Text
from sla.calendar import Calendar
from sla.contradictions.finding import Contradiction
from sla.contradictions.lint import contradictions_in
from sla.contradictions.order import inversion_at
from sla.own_hours import calendar_of
from tests.sla.std_handbook import BLANK, DAY, HOUR, MINUTE, TO_T2, TO_T3, handbook, rule, trigger

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def pack(root: Path) -> Callable[[str], Handbook]:
    """A shipped pack by its id."""

    def parse(name: str) -> Handbook:
        folder = root / "policy" / "content" / name
        files = {one.name: one.read_text(encoding="utf-8") for one in folder.glob("*.yaml")}
        parsed, problems = parse_handbook(files)
        assert parsed is not None, problems
        return parsed

    return cache(parse)


def of(found: tuple[Contradiction, ...], code: str) -> list[Contradiction]:
    """Those of one kind."""
    return [one for one in found if one.code == code]


def retargeted(book: Handbook, name: str, targets: Mapping[str, timedelta]) -> Handbook:
    """The handbook with other targets on one clock."""
    return replace(
        book, clocks=tuple(replace(one, targets=targets) if one.name == name else one for one in book.clocks)
    )


def spent(found: Contradiction) -> tuple[timedelta, timedelta]:
    """How long the last clock of an example took, and how long it had."""
    last = found.examples[0].dues[-1]
    assert last.reached is not None
    return last.reached - last.since, last.due - last.since


def test_std_by_the_letter_takes_five_hours_for_four(pack: Callable[[str], Handbook]) -> None:
    """Response 30 min, joining 30 min and a solution 4 h do not fit 4 h of resolution (A07)."""
    critical, _ = of(contradictions_in(pack("STD")), "chain_over_limit")
    assert critical.examples[0].priority == "L1"
    assert [one.clock for one in critical.examples[0].dues] == ["response", "t3_join", "t3_solution", "resolution"]
    assert [one.state for one in critical.examples[0].dues] == ["met", "met", "met", "breached"]
    assert spent(critical) == (5 * HOUR, 4 * HOUR)
    assert set(critical.settled_by) == {"A-t3-join-start", "A-t3-solution-start"}
    assert {"STD-2.2.2.L1", "STD-3.2.3.join", "STD-3.2.3.plan"} <= set(critical.clauses)


def test_std_by_the_letter_takes_eight_and_a_half_hours_for_eight(pack: Callable[[str], Handbook]) -> None:
    """The 2 h of the second line count from its start; from the transfer all fits in 7.5 h (A06)."""
    _, major = of(contradictions_in(pack("STD")), "chain_over_limit")
    assert major.examples[0].priority == "L2"
    assert spent(major) == (8.5 * HOUR, 8 * HOUR)
    assert major.params["settled_s"] == 7.5 * 3600
    assert major.settled_by == ("A-t2-limit-start",)


def test_a_resolution_of_nine_hours_mends_the_major_chain(pack: Callable[[str], Handbook]) -> None:
    mended = retargeted(pack("STD"), "resolution", {"L1": 5 * HOUR, "L2": 8.5 * HOUR, "L3": DAY})
    assert of(contradictions_in(mended), "chain_over_limit") == []


def test_a_chain_that_the_pack_itself_has_is_settled_by_nothing(pack: Callable[[str], Handbook]) -> None:
    tight = retargeted(pack("STD"), "resolution", {"L1": 4 * HOUR, "L2": 7 * HOUR, "L3": DAY})
    found = [one for one in of(contradictions_in(tight), "chain_over_limit") if one.examples[0].priority == "L2"]
    assert [(one.settled_by, spent(one)) for one in found] == [((), (7.5 * HOUR, 7 * HOUR))]


def test_a_later_stop_may_not_be_due_before_an_earlier_one(pack: Callable[[str], Handbook]) -> None:
    """The second line may begin after 3 h, yet has to be through with it after 2."""
    slow = retargeted(pack("STD"), "t2_start", {"any": 3 * HOUR})
    found = [one for one in of(contradictions_in(slow), "chain_over_limit") if not one.settled_by]
    late = [one for one in found if one.params["clock"] == "t2_unsolved_escalate"]
    assert {one.params["chain"] for one in late} == {"response t2_start"}
    assert all(spent(one) == (3 * HOUR, 2 * HOUR) for one in late)
    level = contradictions_in(retargeted(slow, "t2_start", {"any": 2 * HOUR}))
    assert [one for one in of(level, "chain_over_limit") if not one.settled_by] == []


def test_asc_has_its_low_ticket_due_before_the_normal_one(pack: Callable[[str], Handbook]) -> None:
    """8 working hours span a weekend, 24 natural ones do not (A14); Friday 9:00 is the last moment without it."""
    (found,) = of(contradictions_in(pack("ASC")), "lesser_due_first")
    assert (found.params["urgent"], found.params["lesser"]) == ("P3", "P4")
    submitted = found.examples[0].timeline[0].at.astimezone(SHANGHAI)
    assert (submitted.strftime("%a %H:%M")) == "Fri 09:01"
    assert found.examples[1].dues[0].due < found.examples[0].dues[0].due


def test_asc_on_friday_at_five_is_due_on_monday_and_on_saturday(pack: Callable[[str], Handbook]) -> None:
    book, friday = pack("ASC"), datetime(2026, 3, 6, 17, tzinfo=SHANGHAI)
    normal, low = book.priorities[2].code, book.priorities[3].code
    found = inversion_at(book, book.clock("response"), (normal, low), calendar_of(book), friday)
    assert found is not None
    dues = [one.dues[0].due.astimezone(SHANGHAI) for one in found.examples]
    assert dues == [datetime(2026, 3, 9, 17, tzinfo=SHANGHAI), datetime(2026, 3, 7, 17, tzinfo=SHANGHAI)]
    thursday = inversion_at(book, book.clock("response"), (normal, low), calendar_of(book), friday - DAY)
    assert thursday is None


def test_a_low_target_of_three_days_mends_it(pack: Callable[[str], Handbook]) -> None:
    book = pack("ASC")
    mended = retargeted(book, "response", {**book.clock("response").targets, "P4": 72 * HOUR})
    assert of(contradictions_in(mended), "lesser_due_first") == []


def test_std_averages_84_minutes_with_every_ticket_in_time(pack: Callable[[str], Handbook]) -> None:
    """2, 3 and 5 of ten at 30, 60 and 120 minutes (A05)."""
    (found,) = of(contradictions_in(pack("STD")), "kpi_over_targets")
    assert (found.params["mean_s"], found.params["target_s"]) == (84 * 60, 30 * 60)
    assert [(one.count, one.dues[0].state) for one in found.examples] == [(2, "met"), (3, "met"), (5, "met")]
    mended = retargeted(pack("STD"), "response", dict.fromkeys(("L1", "L2", "L3"), 30 * MINUTE))
    assert of(contradictions_in(mended), "kpi_over_targets") == []


def test_an_average_that_only_the_least_urgent_break_is_shown_by_them() -> None:
    response = rule(
        "response",
        starts=(trigger("ticket.submitted"),),
        stops=(trigger("agent.first_contact"),),
        targets={"H": MINUTE, "L": HOUR},
    )
    item = Item(code="art", title=BLANK, basis=("T-1",), figures={"target": "50", "op": "le", "unit": "minute"})
    book = replace(handbook("TST", ("H", "L"), (response,)), lists={"kpis": (item,)})
    (found,) = contradictions_in(book)
    assert [one.priority for one in found.examples] == ["L"]


@pytest.mark.parametrize(
    ("code", "target", "unit"),
    [("art", "soon", "minute"), ("art", "50", "page"), ("mood", "50", "minute"), ("art", "60", "minute")],
)
def test_an_indicator_that_averages_no_clock_or_is_kept_is_left_alone(code: str, target: str, unit: str) -> None:
    response = rule(
        "response",
        starts=(trigger("ticket.submitted"),),
        stops=(trigger("agent.first_contact"),),
        targets={"H": MINUTE, "L": HOUR},
    )
    item = Item(code=code, title=BLANK, basis=("T-1",), figures={"target": target, "op": "le", "unit": unit})
    assert contradictions_in(replace(handbook("TST", ("H", "L"), (response,)), lists={"kpis": (item,)})) == ()


def test_a_clock_that_starts_later_is_compared_from_its_own_start() -> None:
    """The second line has 8 working hours for the urgent and 10 natural ones for the rest."""
    begin = rule(
        "begin",
        starts=(TO_T2,),
        stops=(trigger("tier2.started"),),
        targets={"H": 8 * HOUR, "L": 10 * HOUR},
        hours={"H": "business"},
    )
    nine = OpenSpan(start=9 * HOUR, end=18 * HOUR)
    own = WorkingHours(name=BLANK, zone="Asia/Shanghai", weekly=((nine,),) * 7, holidays=(), extra=(), basis=("T-1",))
    (found,) = contradictions_in(handbook("TST", ("H", "L"), (begin,), own))
    assert found.code == "lesser_due_first"
    assert [one.kind for one in found.examples[0].timeline][-1] == "ticket.transferred"


@pytest.mark.parametrize(("best", "found"), [(4.0, ["kpi_over_scale"]), (5.0, [])])
def test_a_rating_beyond_the_best_grade_is_out_of_reach(best: float, found: list[str]) -> None:
    grades = (Grade(code="a", name=BLANK, value=best), Grade(code="b", name=BLANK, value=1))
    scale = Satisfaction(grades=grades, low=("b",), dimensions=(), basis=("T-2",))
    item = Item(code="csat", title=BLANK, basis=("T-1",), figures={"target": "4.5", "op": "ge", "unit": "score_of_5"})
    book = replace(handbook("TST", ("H",), ()), lists={"kpis": (item,)}, satisfaction=scale)
    told = contradictions_in(book)
    assert [one.code for one in told] == found
    rated = [one.examples[0].timeline[-1] for one in told]
    assert [(one.kind, one.fields) for one in rated] == [("csat.received", {"value": "a"})] * len(found)


def test_a_desk_that_never_opens_again_has_no_due_time() -> None:
    """Weekly hours are empty, and the one day with hours of its own has gone by."""
    response = rule(
        "response",
        starts=(trigger("ticket.submitted"),),
        stops=(trigger("agent.first_contact"),),
        targets={"any": HOUR},
        hours={"any": "business"},
    )
    own = WorkingHours(name=BLANK, zone="Asia/Shanghai", weekly=((),) * 7, holidays=(), extra=(), basis=("T-1",))
    closed = handbook("TST", ("H",), (response,), own)
    (found,) = contradictions_in(closed)
    assert (found.code, found.params["clock"]) == ("never_due", "response")
    nine = OpenSpan(start=9 * HOUR, end=18 * HOUR)
    assert contradictions_in(replace(closed, calendar=replace(own, weekly=((nine,), *((),) * 6)))) == ()


def test_working_hours_break_a_chain_that_natural_hours_keep() -> None:
    """A response of 8 working hours fits 24 natural ones on a Monday, and not over the weekend."""
    book = lined(
        handbook(
            "TST",
            ("L1",),
            (
                rule(
                    "response",
                    starts=(trigger("ticket.submitted"),),
                    stops=(trigger("agent.first_contact"),),
                    targets={"any": 8 * HOUR},
                    hours={"any": "business"},
                ),
                rule(
                    "resolution",
                    starts=(trigger("ticket.accepted"),),
                    stops=(trigger("verify.customer"),),
                    targets={"any": DAY},
                ),
            ),
            WorkingHours(
                name=BLANK,
                zone="Asia/Shanghai",
                weekly=(*((OpenSpan(start=9 * HOUR, end=18 * HOUR),),) * 5, (), ()),
                holidays=(),
                extra=(),
                basis=("T-1",),
            ),
        )
    )
    (found,) = contradictions_in(book)
    began = found.examples[0].timeline[0].at
    assert began.strftime("%a %H:%M") == "Fri 10:01"
    plain = Calendar.always_open("Asia/Shanghai")
    assert contradictions_in(book, plain) == ()


def test_holidays_of_the_pack_are_searched_too() -> None:
    """Seven natural days outlast every plain week; a long holiday is another matter."""
    nine = OpenSpan(start=9 * HOUR, end=18 * HOUR)
    own = WorkingHours(name=BLANK, zone="Asia/Shanghai", weekly=((nine,),) * 7, holidays=(), extra=(), basis=("T-1",))
    response = rule(
        "response",
        starts=(trigger("ticket.submitted"),),
        stops=(trigger("agent.first_contact"),),
        targets={"H": 9 * HOUR, "L": 7 * DAY},
        hours={"H": "business"},
    )
    book = handbook("TST", ("H", "L"), (response,), own)
    assert contradictions_in(book) == ()
    away = tuple(date(2026, 10, 1) + timedelta(days=at) for at in range(8))
    (found,) = contradictions_in(replace(book, calendar=replace(own, holidays=away)))
    assert found.examples[0].timeline[0].at.date() < date(2026, 10, 9)


def test_a_limit_that_is_stated_twice_is_stated_alike(pack: Callable[[str], Handbook]) -> None:
    """The second line's 2 h stand on its escalation too, the 30 min of a complaint on a step of its list."""
    slow = retargeted(pack("STD"), "t2_unsolved_escalate", {"any": 3 * HOUR})
    slow = retargeted(slow, "complaint_contact", {"any": HOUR})
    found = of(contradictions_in(slow), "stated_twice")
    places = {one.params["clock"]: one.params["place"] for one in found}
    assert places == {
        "t2_unsolved_escalate": "escalations.T2-T3",
        "complaint_contact": "lists.complaint_steps.contact",
    }
    assert [[due.state for due in one.examples[0].dues] for one in found] == [["met", "breached"]] * 2
    assert of(contradictions_in(pack("STD")), "stated_twice") == []


def lined(book: Handbook) -> Handbook:
    """The handbook with three lines, each handing over to the next; its clocks belong to the lines they name."""

    def tier(code: str) -> Tier:
        return Tier(code=TierCode(code), name=BLANK, duties=(), solves=(), receives=(), basis=("T-1",))

    def way(source: str, target: str) -> EscalationRule:
        ends = {"source": TierCode(source), "target": TierCode(target)}
        return EscalationRule(**ends, when=Text(zh="", en=""), requires=(), limit=None, basis=("T-1",))

    return replace(book, tiers=(tier("T1"), tier("T2"), tier("T3")), escalations=(way("T1", "T2"), way("T2", "T3")))


SUBMITTED, CONTACT = trigger("ticket.submitted"), trigger("agent.first_contact")
WITHDRAWN = trigger("ticket.cancelled")
IMPORTED = trigger("clock.resumed")
"""Written in imported files alone, and read as the end of waiting; no clock ever stops at it."""


@pytest.mark.parametrize(("withdrawal", "found"), [((), ["chain_over_limit"]), ((WITHDRAWN,), [])])
def test_what_the_engine_does_not_read_as_a_breach_proves_nothing(
    withdrawal: tuple[object, ...], found: list[str]
) -> None:
    """Contact takes 2 h of a resolution of 1 h; a ticket that is withdrawn after half an hour owes neither."""
    clocks = [
        rule("response", starts=(SUBMITTED,), stops=(CONTACT,), targets={"any": 2 * HOUR}),
        rule(
            "resolution",
            starts=(trigger("ticket.accepted"),),
            stops=(trigger("verify.customer"),),
            targets={"any": HOUR},
        ),
    ]
    if withdrawal:
        clocks.append(rule("withdraw", starts=(SUBMITTED,), stops=(WITHDRAWN,), targets={"any": 30 * MINUTE}))
    assert [one.code for one in contradictions_in(handbook("TST", ("H",), tuple(clocks)))] == found


def test_an_indicator_that_neither_caps_nor_asks_for_a_least_is_left_alone() -> None:
    response = rule("response", starts=(SUBMITTED,), stops=(CONTACT,), targets={"H": HOUR})
    item = Item(code="art", title=BLANK, basis=("T-1",), figures={"target": "1", "op": "eq", "unit": "minute"})
    assert contradictions_in(replace(handbook("TST", ("H",), (response,)), lists={"kpis": (item,)})) == ()


@pytest.mark.parametrize(("start", "stop"), [(WITHDRAWN, CONTACT), (SUBMITTED, IMPORTED)])
def test_a_clock_that_is_never_due_or_never_stopped_has_no_average(start: Trigger, stop: Trigger) -> None:
    response = rule("response", starts=(start,), stops=(stop,), targets={"H": HOUR})
    item = Item(code="art", title=BLANK, basis=("T-1",), figures={"target": "1", "op": "le", "unit": "minute"})
    assert contradictions_in(replace(handbook("TST", ("H",), (response,)), lists={"kpis": (item,)})) == ()


@pytest.mark.parametrize(("start", "found"), [(SUBMITTED, ["lesser_due_first"]), (WITHDRAWN, [])])
def test_an_order_of_due_times_that_never_come_is_no_contradiction(start: Trigger, found: list[str]) -> None:
    response = rule("response", starts=(start,), stops=(CONTACT,), targets={"H": 2 * HOUR, "L": HOUR})
    assert [one.code for one in contradictions_in(handbook("TST", ("H", "L"), (response,)))] == found


@pytest.mark.parametrize(("stop", "found"), [(CONTACT, ["stated_twice"]), (IMPORTED, [])])
def test_a_limit_stated_twice_shows_only_on_a_clock_that_stops(stop: Trigger, found: list[str]) -> None:
    response = rule("response", starts=(SUBMITTED,), stops=(stop,), targets={"any": HOUR})
    item = Item(code="quick", title=BLANK, basis=("T-1",), figures={"limit": "2h"})
    book = replace(handbook("TST", ("H",), (response,)), lists={"rules": (item,)})
    assert [one.code for one in contradictions_in(book)] == found


SPANS = st.integers(min_value=1, max_value=600).map(lambda minutes: minutes * MINUTE)


@settings(max_examples=30)
@given(limits=st.tuples(SPANS, SPANS, SPANS, SPANS, SPANS), target=st.integers(min_value=1, max_value=3000))
def test_a_chain_is_found_if_and_only_if_its_sum_exceeds_the_target(
    limits: tuple[timedelta, ...], target: int
) -> None:
    """Limits that follow one another through three lines, under one on the whole."""
    starts = (trigger("ticket.submitted"), TO_T2, trigger("tier2.started"), TO_T3, trigger("tier3.joined"))
    stops = (trigger("agent.first_contact"), trigger("tier2.started"), TO_T3, trigger("tier3.joined"))
    pairs = zip(
        ("response", "begin", "pass_on", "join", "solve"),
        starts,
        (*stops, trigger("fix.provided")),
        limits,
        strict=True,
    )
    inner = [rule(name, starts=(start,), stops=(stop,), targets={"any": span}) for name, start, stop, span in pairs]
    whole = rule(
        "resolution",
        starts=(trigger("ticket.accepted"),),
        stops=(trigger("verify.customer"),),
        targets={"any": target * MINUTE},
    )
    found = contradictions_in(lined(handbook("TST", ("L1",), (*inner, whole))))
    # Ways that end at an earlier line are shorter, so the whole way decides.
    assert bool(found) == (sum(limits, timedelta()) > target * MINUTE)
    for one in found:
        assert one.params["clock"] == "resolution"
        needed, allowed = spent(one)
        assert allowed < needed <= sum(limits, timedelta())
