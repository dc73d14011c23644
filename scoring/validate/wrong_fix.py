"""What does a trainee do who knows the job and ends it on the wrong repair? Nobody may pass so (VALIDITY G5).

Everything is done as the ideal handling does it but the repair: one action that does not cure takes its place, the
customer is asked, and the ticket is resolved and closed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from scenarios.fault_model import Action, State, after, is_cured, outcome, state_under
from scoring.validate.exam_room import Trial
from scoring.validate.goals import Measured
from simulator.accompany import assign
from simulator.drill import Attempt
from simulator.needs import disconnect, run_action
from simulator.player import NotWinnableError, Player
from simulator.solve import handle

MOST_WAITS = 60
AWAIT_S = 1_200
"""How often, and for how long at a time, another line is waited for."""

OFFERS = frozenset({"workaround.provided", "fix.provided"})

ASKED, UNASKED, REOPENED = "asked", "unasked", "reopened"
MANNERS = (ASKED, UNASKED, REOPENED)
"""The customer is asked and the answer let be; nobody is asked; the closed ticket is opened again and left."""

OTHERS = "handed_over"
"""Instead of an action: the ticket is handed over, and closed on the first thing that the other line offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongEnding:
    """One way to end without a cure.

    Attributes:
        action: Action of this seat that takes the place of the cure; empty for none, `handed_over` for the first
            thing another line offers.
        worth: What it does to the system: masks, works_around, nothing, worsens, loses_data.
        manner: What follows: `asked`, `unasked`, `reopened`.
    """

    action: str
    worth: str
    manner: str

    @property
    def name(self) -> str:
        """Both parts, for a report."""
        return f"{self.action or 'no_action'}/{self.manner}"


def wrong_endings(trial: Trial, manners: tuple[str, ...] = MANNERS) -> Iterator[WrongEnding]:
    """Give every ending that does not cure: each action of the seat, none, and another line's first offer."""
    desk, model = trial.desk, trial.desk.case.fault_model
    start = state_under(model, desk.case.true_cause)
    own = [one for one in model.actions if one.repair in desk.handbook.tier(desk.case.seat).solves]
    worths = {one.id: str(outcome(model, start, after(one, start))) for one in own}
    wrong = {name: worth for name, worth in worths.items() if worth != "solves"} | {"": "nothing"}
    if trial.key.tier != desk.case.seat:
        wrong[OTHERS] = "works_around"
    for manner in manners:
        for name, worth in wrong.items():
            yield WrongEnding(action=name, worth=worth, manner=manner)


def play_wrong(trial: Trial, ending: WrongEnding) -> Attempt | None:
    """Play a handling that ends so; None where it cannot be played to its end, or cured the fault after all."""
    player = Player(attempt=trial.opened(), wall=trial.wall)

    def mending(mender: Player, _target: str, _wanted: list[str]) -> None:
        model = mender.desk.case.fault_model
        action = model.action(ending.action)
        if ending.action == OTHERS:
            disconnect(mender)
            _take_first_offer(mender, trial.key.tier)
        elif action is not None:
            _carry_out(mender, action)
        disconnect(mender)
        if ending.manner != UNASKED:
            mender.speak("verify", "verify", "anything_else")

    def finish(mender: Player) -> None:
        if ending.manner == REOPENED:
            mender.do("reopen", text=mender.words("log_refusal", what=mender.desk.case.title))
        mender.do("finish")

    try:
        handle(player, finish, mending)
    except NotWinnableError:
        return None
    cured = any(is_cured(trial.desk.case.fault_model, state) for state in _states(trial, player.attempt))
    return None if cured else player.attempt


def _states(trial: Trial, attempt: Attempt) -> Iterator[State]:
    """Give the states of the system up to the closing: what another line offers first may be the cure."""
    state = state_under(trial.desk.case.fault_model, trial.desk.case.true_cause)
    yield state
    for event in takewhile(lambda one: one.kind != "ticket.closed", attempt.events):
        sets = event.fields.get("set") if event.kind == "state.changed" else None
        if isinstance(sets, Mapping):
            state = {**state, **{name: one for name, one in sets.items() if isinstance(one, str | int)}}
            yield state


def _carry_out(player: Player, action: Action) -> None:
    """Carry the action out and wait for its effect; what needs another person's yes may be out of reach."""
    run_action(player, action)
    player.do("wait", seconds=action.cost_s + 1)


def _take_first_offer(player: Player, tier: str) -> None:
    """Hand over and wait for a way around or a fix, whichever comes first."""
    fields = player.state.ticket.fields
    player.do(
        "escalate",
        to=tier,
        symptom=fields.get("symptom") or player.desk.case.opening,
        done=" ".join((*player.state.checks, *player.state.seen)) or player.desk.case.opening,
        ask=player.words("ask_eta"),
    )
    assign(player)
    name = player.desk.handbook.tier(tier).name.in_lang(player.desk.case.lang)
    player.speak("say", "escalate_notice", "promise_update", tier=name, time=player.clock(player.news_by()))
    any(_waits_on(player) for _ in range(MOST_WAITS))


def _waits_on(player: Player) -> bool:
    """Wait a while with a word to the customer, and tell whether the other line has offered anything."""
    player.do("wait", seconds=AWAIT_S)
    player.speak("update", "promise_update", time=player.clock(player.news_by()))
    return any(one.kind in OFFERS for one in player.attempt.events)


def wrong_passes(trials: Iterable[Trial], manners: tuple[str, ...] = MANNERS) -> Measured:
    """Measure how many handlings pass that end without a cure."""
    verdicts = [
        (f"{trial.desk.case.id} {trial.lang} {ending.name}", trial.scored(attempt).verdict)
        for trial in trials
        for ending in wrong_endings(trial, manners)
        if (attempt := play_wrong(trial, ending)) is not None
    ]
    misses = tuple(name for name, verdict in verdicts if verdict == "pass")
    return Measured(value=float(len(misses)), n=len(verdicts), misses=misses)
