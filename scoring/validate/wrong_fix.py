"""What does a trainee do who knows the job and ends it on the wrong repair? Nobody may pass so (VALIDITY G5).

Everything is done as the ideal handling does it but the repair: one action that does not cure takes its place, the
customer is asked, and the ticket is resolved and closed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scenarios.fault_model import Action, after, is_cured, outcome, state_under
from scenarios.seating import allowed_repairs
from scoring.validate.count import Count
from scoring.validate.exam_room import AWAIT_S, MOST_WAITS, Trial
from scoring.validate.goals import Measured
from simulator.accompany import assign
from simulator.drill import Attempt
from simulator.needs import disconnect, run_action
from simulator.player import NotWinnableError, Player
from simulator.solve import handle
from sla.timeline import Timeline

OFFERS = frozenset({"workaround.provided", "fix.provided"})

ASKED, UNASKED, REOPENED = "asked", "unasked", "reopened"
MANNERS = (ASKED, UNASKED, REOPENED)
"""The customer is asked and the answer let be; nobody is asked; the closed ticket is opened again and left."""

HANDED_OVER = "handed_over"
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
    allowed = allowed_repairs(desk.handbook, desk.case.seat, desk.case.post)
    own = [one for one in model.actions if one.repair in allowed and not one.partner]
    worths = {one.id: str(outcome(model, start, after(one, start))) for one in own}
    wrong = {name: worth for name, worth in worths.items() if worth != "solves"} | {"": "nothing"}
    if trial.key.tier != desk.case.seat:
        wrong[HANDED_OVER] = "works_around"
    for manner in manners:
        for name, worth in wrong.items():
            yield WrongEnding(action=name, worth=worth, manner=manner)


@dataclass(slots=True, kw_only=True)
class _Mender(Player):
    """Plays a handling, and sees whether the cause was ever gone before the ticket was closed.

    Attributes:
        cured: What another line offers first may be the cure.
    """

    cured: bool = False

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move, and look at the system."""
        was_open = not any(one.kind == "ticket.closed" for one in self.attempt.events)
        Player.do(self, kind, **fields)
        self.cured = self.cured or (was_open and is_cured(self.desk.case.fault_model, self.state.system))


def play_wrong(trial: Trial, ending: WrongEnding) -> Attempt | None:
    """Play a handling that ends so; None where it cannot be played to its end, or cured the fault after all."""
    player = _Mender(attempt=trial.opened(), wall=trial.wall)

    def mending(mender: Player, _target: str, _wanted: list[str]) -> None:
        model = mender.desk.case.fault_model
        action = model.action(ending.action)
        if ending.action == HANDED_OVER:
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
    return None if player.cured else player.attempt


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


MARKED = frozenset({"ticket.resolved", "ticket.closed"})


def is_let_off(verdict: str, events: Timeline) -> bool:
    """Tell whether a handling without a cure got off: marked solved or closed it must fail, else it must not pass."""
    marked = any(one.kind in MARKED and one.actor == "trainee" for one in events)
    return verdict != "fail" if marked else verdict == "pass"


def let_off(trials: Iterable[Trial], manners: tuple[str, ...] = MANNERS) -> Measured:
    """Measure how many handlings that end without a cure get off."""
    count = Count()
    for trial in trials:
        played = ((ending, play_wrong(trial, ending)) for ending in wrong_endings(trial, manners))
        for ending, attempt in ((ending, attempt) for ending, attempt in played if attempt is not None):
            verdict = trial.scored(attempt).verdict
            name = f"{trial.desk.case.id} {trial.lang} {ending.name} {verdict}"
            count.note(name, hit=not is_let_off(verdict, attempt.events))
    return count.missed()
