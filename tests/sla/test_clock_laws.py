"""What holds for every timeline, whatever happens in it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sla.clock import ClockOptions, SlaClock, clocks
from sla.priorities import PrioritySteps, priorities_as_set
from sla.timeline import Event, EventId, Json, Timeline, until
from tests.sla.std_handbook import STD
from tests.sla.timelines import ASC_HOURS, at

KINDS: tuple[tuple[str, dict[str, Json]], ...] = (
    ("ticket.submitted", {}),
    ("ticket.accepted", {}),
    ("ticket.severity_set", {"level": "L1"}),
    ("ticket.severity_set", {"level": "L2"}),
    ("ticket.severity_set", {"level": "L3"}),
    ("agent.msg", {}),
    ("agent.msg", {"to": "T2"}),
    ("clock.paused", {}),
    ("clock.resumed", {}),
    ("ticket.transferred", {"to_tier": "T2"}),
    ("ticket.transferred", {"to_tier": "T3"}),
    ("tier2.started", {}),
    ("tier3.joined", {}),
    ("workaround.provided", {}),
    ("ticket.resolved", {}),
    ("verify.customer", {}),
    ("callback.done", {}),
    ("ticket.reopened", {}),
    ("ticket.cancelled", {}),
)

minutes = st.integers(0, 2000)
moments = minutes.map(lambda count: at("08:00") + timedelta(minutes=count))
options = st.builds(ClockOptions, reading=st.sampled_from(["operational", "judged"]), wait_customer=st.booleans())


def numbered(pairs: list[tuple[int, tuple[str, dict[str, Json]]]]) -> Timeline:
    return tuple(
        Event(
            id=EventId(index),
            at=at("08:00") + timedelta(minutes=minute),
            kind=kind,
            actor="trainee",
            fields=fields,
        )
        for index, (minute, (kind, fields)) in enumerate(pairs)
    )


timelines = st.lists(st.tuples(minutes, st.sampled_from(KINDS)), max_size=14).map(numbered)


def read(timeline: Timeline, as_of_minute: int, chosen: ClockOptions) -> tuple[SlaClock, ...]:
    as_of = at("08:00") + timedelta(minutes=as_of_minute)
    return clocks(STD, timeline, priorities_as_set(timeline), as_of, ASC_HOURS, chosen)


@given(timelines, minutes, options)
def test_a_prefix_says_all_that_can_be_said_at_its_end(timeline: Timeline, minute: int, chosen: ClockOptions) -> None:
    known = until(timeline, at("08:00") + timedelta(minutes=minute))
    assert read(timeline, minute, chosen) == read(known, minute, chosen)


@given(timelines, st.randoms(use_true_random=False), minutes, options)
def test_the_order_of_the_file_does_not_matter(
    timeline: Timeline, chance: object, minute: int, chosen: ClockOptions
) -> None:
    shuffled = list(timeline)
    getattr(chance, "shuffle")(shuffled)  # noqa: B009  hypothesis types it as random.Random, banned here
    assert read(tuple(shuffled), minute, chosen) == read(timeline, minute, chosen)


@given(timelines, minutes)
def test_pausing_never_moves_a_deadline_earlier(timeline: Timeline, minute: int) -> None:
    strict = read(timeline, minute, ClockOptions())
    lenient = read(timeline, minute, ClockOptions(wait_customer=True))
    for one, other in zip(strict, lenient, strict=True):
        assert (one.due is None) == (other.due is None) or one.state == "breached"
        if one.due is not None and other.due is not None:
            assert one.due <= other.due


@given(timelines, minutes, options)
def test_states_agree_with_their_own_figures(timeline: Timeline, minute: int, chosen: ClockOptions) -> None:
    as_of = at("08:00") + timedelta(minutes=minute)
    for clock in read(timeline, minute, chosen):
        assert (clock.state == "not_started") == (clock.started_at is None)
        if clock.due is None or clock.started_at is None:
            assert clock.state in {"not_started", "cancelled"}
            continue
        assert clock.started_at <= as_of
        assert clock.elapsed is not None
        assert clock.elapsed >= timedelta()
        assert (clock.state == "breached") == ((clock.stopped_at or as_of) > clock.due)


FINAL = {"met", "breached", "cancelled"}

steady = st.lists(
    st.tuples(
        minutes,
        st.sampled_from([kind for kind in KINDS if kind[0] not in {"ticket.reopened", "ticket.severity_set"}]),
    ),
    max_size=14,
).map(numbered)


@given(steady, minutes, minutes, st.booleans())
def test_what_is_decided_stays_decided_while_the_priority_stands(
    timeline: Timeline,
    one: int,
    two: int,
    waits: bool,  # noqa: FBT001  hypothesis passes by position
) -> None:
    early, late = min(one, two), max(one, two)
    steps = PrioritySteps(steps=())
    chosen = ClockOptions(wait_customer=waits)

    def states(minute: int) -> list[str]:
        as_of = at("08:00") + timedelta(minutes=minute)
        return [clock.state for clock in clocks(STD, timeline, steps, as_of, ASC_HOURS, chosen)]

    for before, after in zip(states(early), states(late), strict=True):
        assert after == before or before not in FINAL
        assert after != "not_started" or before == "not_started"
