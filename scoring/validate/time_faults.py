"""How does a trainee come too late, or fall silent? (VALIDITY G2)."""

from collections.abc import Callable
from datetime import timedelta

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Mutant, moves_in
from simulator.player import Player
from simulator.slack import judged

MINUTE = timedelta(minutes=1)
FIRST_WORD = ("response", "call_answer", "chat_answer", "email_answer")
"""Clocks that stop with the first word, or with the call that is taken."""

RINGS = "call.rung"
LATE = (
    "clock.resolution", "clock.resolution.unrestored", "updates", "promise_kept", "promise_possible", "empathy",
    "breach_reason", "regraded", "priority_right", "polite", "eta_told", "callback", "owner_kept", "colleague_true",
    "anything_else", "chase_answered",
)  # fmt: skip
"""What follows from hours of silence."""


def waits(span: timedelta) -> Callable[[Meddler], None]:
    """Let time go by, in as many moves as it takes."""

    def then(player: Meddler) -> None:
        left, most = int(span.total_seconds()), 25 * 3600
        while left > 0:
            Player.do(player, "wait", seconds=min(left, most))
            left -= most

    return then


def _past(clock: str) -> Callable[[Meddler], None]:
    """Let time go by until a clock is over, in whatever hours it runs."""

    def then(player: Meddler) -> None:
        now = player.state.now
        due = next((one.due for one in judged(player.desk, player.attempt.events, now) if one.name == clock), None)
        if due is not None and due >= now:
            waits(due - now + MINUTE)(player)

    return then


def _target(trial: Trial, clock: str) -> timedelta | None:
    """Give the time that the case's handbook sets, None where it sets none."""
    rules = (one for one in trial.desk.handbook.clocks if one.name == clock)
    right = trial.key.priorities[0][1]
    return next((one.targets.get(right, one.targets.get("any")) for one in rules), None)


def _begins(trial: Trial, clock: str) -> bool:
    """Tell whether the handbook has a clock that runs for contacts on the case's channel."""
    channel = trial.desk.case.channel
    return any(
        one.name == clock
        and any(start.fields.get("channel", channel) == channel and start.kind != RINGS for start in one.starts)
        for one in trial.desk.handbook.clocks
    )


def in_time(trial: Trial) -> tuple[Mutant, ...]:
    """Give the faults of the clocks: first contact, solution, reason."""
    right = trial.key.priorities[0][1]
    clock = next((one for one in FIRST_WORD if _begins(trial, one)), "")
    span = _target(trial, clock)
    if span is None:
        return _late_solution(trial)
    ids = {"L1": ("F026",), "L3": ("F028",)}.get(right, ()) if clock == "response" else ()
    return (
        Mutant(
            name="late_contact",
            code=f"clock.{clock}",
            ids=ids,
            fault=Fault(before=_first(trial), then=_past(clock)),
            # A phone that was let ring until it rang again was not answered the first time.
            also=(*LATE, "call_taken"),
        ),
        *_late_solution(trial),
    )


def _first(trial: Trial) -> str:
    """Give the kind of the first move that answers the customer: the words, or the call that is taken."""
    return next(one.move.kind for one in trial.ideal if one.move.kind == "answer_call" or "text" in one.move.fields)


def _late_solution(trial: Trial) -> tuple[Mutant, ...]:
    right, top = trial.key.priorities[0][1], trial.desk.handbook.priorities[0].code
    span = _target(trial, "resolution")
    if span is None:
        return ()
    offered = any(one.kind == "workaround.provided" for one in trial.timeline)
    late = Fault(before="verify" if right != top or offered else "escalate", then=waits(span))
    ids = {"L1": ("F092",) if offered else ("F091",), "L2": ("F093",)}.get(right, ())
    code = "clock.resolution.unrestored" if right == top and not offered else "clock.resolution"
    unsaid = Fault(before=late.before, then=late.then, skips=moves_in("reason"))
    return (
        Mutant(name="late_solution", code=code, critical=code.endswith("unrestored"), ids=ids, fault=late, also=LATE),
        Mutant(name="no_reason", code="breach_reason", ids=("F030",), fault=unsaid, also=LATE),
        *(_unrestored(span) if right == top and offered else ()),
    )


def _unrestored(span: timedelta) -> tuple[Mutant, ...]:
    """Keep the most urgent ticket until its time is over: nobody offers a way around in time either."""
    return (
        Mutant(
            name="late_unrestored",
            code="clock.resolution.unrestored",
            critical=True,
            ids=("F091",),
            fault=Fault(before="escalate", then=waits(span)),
            also=LATE,
        ),
    )
