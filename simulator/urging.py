"""When does the customer call again, and when does trouble grow or come back by itself?"""

from collections.abc import Callable
from datetime import datetime, timedelta

from scenarios.fault_model import holds_strictly, is_working
from simulator.evolved import evolved
from simulator.state import Desk, Due, State
from simulator.strand import Promise
from simulator.supervise import next_request
from simulator.twist_channel import here
from simulator.twist_happen import next_turn

MOST_URGES = 6
"""Urging calls in one silence; after that the customer waits, angry."""

NEAR = 0.8
"""Share of a promised time after which the customer asks whether it holds (simulation spec)."""


RINGS = "call.rung"
"""What a caller does whom nobody has answered."""

HOLDS = 0.5
"""Share of the patience for which a customer holds the line without a word, where the handbook names none."""


PATIENCE = {"calm": 1.0, "anxious": 0.8, "angry": 0.6, "complaint": 0.5}
"""Share of the persona's patience that is left in each band of the mood."""


def _patience(desk: Desk, state: State) -> timedelta:
    """Shrink with the mood: an angry customer bears half the silence."""
    return timedelta(seconds=int(desk.case.persona.patience_s * PATIENCE[state.mood.band]))


def _is_quiet(desk: Desk, state: State) -> bool:
    """Tell whether there is nothing to urge about."""
    if state.twist.away or state.twist.relief == "said":
        return True
    answered = any(due.what == "customer" for due in state.agenda)
    if answered or state.ticket.verified or state.urges >= MOST_URGES or state.status == "abandoned":
        return True
    return state.relieved and is_working(desk.case.fault_model, state.system)


def _promised(promise: Promise, since: datetime) -> tuple[datetime, str]:
    near = promise.made_at + (promise.due - promise.made_at) * NEAR
    return (near, "urge_promise_near") if since < near else (promise.due, "urge_promise_broken")


def _on_hold(desk: Desk, state: State, since: datetime) -> Due:
    """Whoever was asked to hold is quiet for a share of the patience, whatever was promised, then asks."""
    last = max(since, state.urged_at or since)
    named = desk.handbook.settings.get("hold_share")
    share = named.value if named else HOLDS
    at = last + timedelta(seconds=int(desk.case.persona.patience_s * share))
    return Due(id=f"urge-{state.version}", at=at, what="urge", data={"act": "held_long"})


def _rings_again(desk: Desk, state: State) -> Due | None:
    """A caller whom nobody answers has no words: the phone rings again, unless the call is on its way to a mobile."""
    rung_at = state.duties.rung_at
    if rung_at is None or state.duties.forwarded:
        return None
    return Due(id=f"urge-{state.version}", at=rung_at + _patience(desk, state), what="urge", data={"act": RINGS})


def next_urge(desk: Desk, state: State) -> Due | None:
    """Say when the next urging call (催促) comes, if the trainee stays silent.

    At intervals of the persona's patience after the last word of either side; with a promised time open, at 80 % and
    at 100 % of it, then at intervals again; on hold at intervals of half the patience.
    """
    if _is_quiet(desk, state):
        return None
    if state.held_at is not None:
        return _on_hold(desk, state, state.held_at)
    if state.duties.ringing:
        return _rings_again(desk, state)
    spoken = state.words_at or desk.case.submitted_at
    since = max(spoken, state.urged_at or spoken, state.mood.felt_at)
    act = "urge_again" if state.urges else "urge_first"
    at = since + _patience(desk, state)
    coming = [one for one in state.promises if one.open and one.due > since]
    if coming:
        at, act = _promised(min(coming, key=lambda one: one.due), since)
    return Due(id=f"urge-{state.version}", at=at, what="urge", data={"act": act})


def next_growth(desk: Desk, state: State) -> Due | None:
    """Say when the impact grows, while the fault lasts."""
    index = state.stage + 1
    if index >= len(desk.case.stages) or state.status != "open":
        return None
    model, stage = desk.case.fault_model, desk.case.stages[index]
    if is_working(model, state.system) or holds_strictly(model.detour, state.system):
        return None
    at = desk.case.submitted_at + timedelta(seconds=stage.after_s)
    return Due(id=f"growth-{index}", at=at, what="growth", data={"stage": index})


def next_relapse(desk: Desk, state: State) -> Due | None:
    """Say when a masked fault comes back."""
    system = state.system
    for index, relapse in enumerate(desk.case.fault_model.relapses):
        if holds_strictly(relapse.when, system) and not relapse.sets.items() <= system.items():
            at = state.system_since + timedelta(seconds=relapse.after_s)
            return Due(id=f"relapse-{index}-{state.version}", at=at, what="relapse", data={"index": index})
    return None


def next_due(desk: Desk, state: State) -> Due | None:
    """Give the earliest thing that will happen by itself; equal times in the order of their kind.

    What was held back for a while, and would have come before the last event, comes with it.
    """
    desk, last = here(desk, state), state.last_at
    coming = list(state.agenda)
    for rule in _RULES:
        due = rule(desk, state)
        if due is not None:
            coming.append(due if due.at >= last else evolved(due, at=last))
    if len(coming) > 1:
        return min(coming, key=_order)
    return coming[0] if coming else None


_RULES: tuple[Callable[[Desk, State], Due | None], ...] = (
    next_growth,
    next_relapse,
    next_urge,
    next_turn,
    next_request,
)
"""What comes by itself and stands on no agenda."""


def _order(due: Due) -> tuple[datetime, int, str]:
    return due.at, _RANK[due.what], due.id


_RANK = {
    "effect": 0, "relapse": 1, "growth": 2, "colleague": 3, "duty": 3, "partner": 3, "request": 3, "customer": 4,
    "twist": 4, "urge": 5,
}  # fmt: skip
