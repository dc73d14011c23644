"""When does a customer do what nobody expects, and what is said then (`Case.twists`)?

`noticed` sets the moment when an event makes it possible; `twist_acts` says what happens then, if it still can.
Everything is decided by the seed and by what has happened, so that any partition of time gives the same events.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from scenarios.twist import TwistCode
from simulator import mood as moods
from simulator.chance import fraction, pick
from simulator.draft import Draft, Drafts
from simulator.evolved import evolved
from simulator.state import Desk, Due, State, planned
from simulator.twist_absence import drawn_span, falls_silent, found_again, is_spared, turn_due, vanishes, with_twist
from simulator.twist_channel import followed, ways_from
from simulator.utterance import as_data, as_due, say, spoken_act
from sla.timeline import Event, Json

HALF_WAY = "ticket.severity_set"
"""What shows that the talk has come half-way: the trainee has understood enough to set a priority."""

AT_ONCE = 0.6
"""Share of the early reliefs that come at a moment of their own; the others come after a step that cured nothing."""

RELIEF_S, AFTER_STEP_S, FINDS_OUT_S = (60, 300), (20, 90), (1200, 3600)
MOVES_S = (20, 120)
WITHDRAWS_S = (15, 60)
COMPLAINS_S = (60, 300)
"""Seconds, fewest and most, until each thing happens, or for which it lasts."""

IGNORED = 200
"""Frustration of a customer on whose screen somebody goes on after the consent was taken back."""


def plays(desk: Desk, code: TwistCode) -> bool:
    """Tell whether the case has a twist."""
    return code in desk.case.twists


def _relieved_early(desk: Desk, state: State, event: Event) -> State:
    at_once = fraction(desk.case.seed, desk.case.id, 0, "relief.way") < AT_ONCE
    if event.kind != (HALF_WAY if at_once else "state.changed") or is_spared(desk, state):
        return state
    span = RELIEF_S if at_once else AFTER_STEP_S
    return planned(
        with_twist(state, planned=True), turn_due("relief", event.at + drawn_span(desk, span, "relief.at"))
    )


def _goes_over(desk: Desk, state: State, event: Event) -> State:
    if event.kind != HALF_WAY or not ways_from(desk):
        return state
    return with_twist(state, planned=True, moves_at=event.at + drawn_span(desk, MOVES_S, "channel.at"))


def _takes_back(desk: Desk, state: State, event: Event) -> State:
    """Take the consent back soon after the session has begun."""
    if event.kind != "remote.started" or not state.remote.consented:
        return state
    answer = spoken_act(desk, state, "withdraws_consent")
    cost = event.fields.get("cost_s")
    begun = event.at + timedelta(seconds=cost if isinstance(cost, int) else 0)
    at = begun + drawn_span(desk, WITHDRAWS_S, "withdraws.at")
    due = Due(id="twist-withdraw", at=at, what="customer", data=as_data(desk, answer))
    return planned(with_twist(state, planned=True), due)


_PLANS: Mapping[str, Callable[[Desk, State, Event], State]] = {
    "early_relief": _relieved_early,
    "changes_channel": _goes_over,
    "goes_silent": vanishes,
    "never_returns": vanishes,
    "falls_silent": falls_silent,
    "withdraws_consent": _takes_back,
}
"""How the moment of each twist is set."""


def noticed(desk: Desk, state: State, event: Event) -> State:
    """Let a twist take notice of an event that has been folded."""
    if not desk.case.twists:
        return state
    then = _HEARD[str(event.fields.get("act"))](desk, state, event) if _is_own(event) else state
    if event.kind == "contact.attempted":
        then = found_again(followed(then, event), event)
    if event.kind in {"check.run", "action.executed"}:
        then = _ignored(desk, then, event)
    if event.kind == "ticket.raised" and then.twist.second == "told":
        then = with_twist(then, second="recorded")
    if event.kind == "verify.customer" and then.twist.relief == "said":
        then = with_twist(then, relief="over")
    plan = _PLANS.get(desk.case.twists[0])
    if plan is None or then.twist.planned or then.status != "open":
        return then
    return plan(desk, then, event)


def _is_own(event: Event) -> bool:
    return event.kind == "customer.msg" and event.fields.get("act") in _HEARD


def _ignored(desk: Desk, state: State, event: Event) -> State:
    """Let a customer protest on whose screen somebody goes on after the consent was taken back."""
    if state.twist.consent != "withdrawn" or not state.remote.running or event.actor != "trainee":
        return state
    felt = evolved(state, mood=moods.moved(state.mood, IGNORED, "consent_ignored"))
    return planned(felt, as_due(desk, felt, spoken_act(desk, felt, "consent_reminded"), event.at))


def _said_relief(desk: Desk, state: State, event: Event) -> State:
    return planned(
        with_twist(state, relief="said"), turn_due("gone", event.at + drawn_span(desk, FINDS_OUT_S, "relief.gone"))
    )


def _went_over(desk: Desk, state: State, event: Event) -> State:
    then = with_twist(
        state, channel=str(event.fields["channel"]), left=desk.case.channel, followed=False, moves_at=None
    )
    return evolved(then, held_at=None, urges=0, urged_at=event.at)


def _came_back(_desk: Desk, state: State, event: Event) -> State:
    return evolved(with_twist(state, away=False), urges=0, urged_at=event.at)


def _took_back(_desk: Desk, state: State, _event: Event) -> State:
    return evolved(with_twist(state, consent="withdrawn"), remote=evolved(state.remote, consented=False))


_HEARD: Mapping[str, Callable[[Desk, State, Event], State]] = {
    "early_relief": _said_relief,
    **dict.fromkeys(("relief_gone", "still_waiting_after_close"), lambda _d, s, _e: with_twist(s, relief="over")),
    "changes_channel": _went_over,
    "back_again": _came_back,
    "withdraws_consent": _took_back,
    "turns_complaint": lambda _d, s, _e: with_twist(s, complains=True),
}
"""How the words of a twist change the state."""


def next_turn(desk: Desk, state: State) -> Due | None:
    """Say when the customer goes over to another channel, or has had enough and complains.

    Nobody goes over while on hold, or once all is well; a complaint comes when somebody is angry enough, or left
    waiting past a promised time.
    """
    moves_at = state.twist.moves_at
    if moves_at is not None:
        ready = state.held_at is None and state.status == "open" and not state.ticket.verified
        return turn_due("move", max(moves_at, state.last_at)) if ready else None
    if not plays(desk, "turns_complaint") or state.twist.complains or state.complaint is not None:
        return None
    if state.status != "open" or not state.contacted or state.ticket.verified:
        return None
    if state.mood.band == "complaint":
        return turn_due("complain", state.last_at)
    open_still = [one.due for one in state.promises if one.open]
    return (
        turn_due("complain", min(open_still) + drawn_span(desk, COMPLAINS_S, "complains.at")) if open_still else None
    )


def _words(desk: Desk, state: State, at: datetime, act: str, **fields: str) -> Draft:
    felt = moods.waited(state.mood, desk.case.persona, at, state.promises, relieved=state.relieved)
    values = {name: _channel_name(desk, value) for name, value in fields.items()}
    said: dict[str, Json] = {"text": say(desk, state.version, act, **values), "act": act, "slots": ()}
    carried: dict[str, Json] = {"mood": felt.band, "cause": felt.causes, **fields}
    return Draft(at=at, kind="customer.msg", actor="customer", fields={**said, **carried})


def _channel_name(desk: Desk, code: str) -> str:
    listed = desk.handbook.lists.get("channels", ())
    return next((one.title.in_lang(desk.case.lang) for one in listed if one.code == code), code)


def _relief(desk: Desk, state: State, due: Due) -> Drafts:
    if is_spared(desk, state) or state.status != "open" or state.twist.lost_touch:
        return ()
    return (_words(desk, state, due.at, "early_relief"),)


def _gone(desk: Desk, state: State, due: Due) -> Drafts:
    if state.twist.relief != "said" or is_spared(desk, state):
        return ()
    act = "still_waiting_after_close" if state.ticket.closed else "relief_gone"
    return (_words(desk, state, due.at, act),)


def _move(desk: Desk, state: State, due: Due) -> Drafts:
    channel = pick(ways_from(desk), fraction(desk.case.seed, desk.case.id, 0, "channel.to"))
    return (_words(desk, state, due.at, "changes_channel", channel=channel),)


def _back(desk: Desk, state: State, due: Due) -> Drafts:
    still_away = state.status == "open" and state.twist.away
    return (_words(desk, state, due.at, "back_again"),) if still_away else ()


def _complain(desk: Desk, state: State, due: Due) -> Drafts:
    return (_words(desk, state, due.at, "turns_complaint"),)


_DO: Mapping[str, Callable[[Desk, State, Due], Drafts]] = {
    "relief": _relief,
    "gone": _gone,
    "move": _move,
    "back": _back,
    "complain": _complain,
}


def twist_acts(desk: Desk, state: State, due: Due) -> Drafts:
    """Give the events of one thing that a twist has planned; none where it can no longer happen."""
    return _DO[str(due.data["do"])](desk, state, due)
