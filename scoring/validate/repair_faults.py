"""How is a repair spoiled: guessed, destroying data, or hiding the fault? (VALIDITY G2)."""

from collections.abc import Callable
from itertools import cycle, islice

from scenarios.fault_model import Action, after, outcome, state_under
from scenarios.seating import allowed_repairs
from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Mutant, noted, putting
from simulator.diagnose import consistent
from simulator.history import is_before
from simulator.player import Player

GUESSES = 3
"""Steps taken before anything was looked at, from which on the list calls it guessing (F048)."""

BROKEN = (
    "cured", "closed_uncured", "resolved_true", "closed_against_word", "isolated", "archive_true", "plan_explained",
    "risk_explained", "approved", "reopened", "article_steps", "verified_self",
)  # fmt: skip
"""What follows when the system is left broken."""


def in_repair(trial: Trial) -> tuple[Mutant, ...]:
    """Act before looking, lose data, hide the fault, where first line repairs."""
    model, desk = trial.desk.case.fault_model, trial.desk
    start = state_under(model, desk.case.true_cause)
    allowed = allowed_repairs(desk.handbook, desk.case.seat, desk.case.post)
    own = [one for one in model.actions if one.repair in allowed and not one.needs and not one.partner]
    kinds = {one.id: outcome(model, start, after(one, start)) for one in own}
    idle = [name for name, worth in kinds.items() if worth == "nothing"]
    mask = [name for name, worth in kinds.items() if worth == "masks"]
    repairs = trial.key.tier == desk.case.seat
    return (
        *(_guessed(idle) if idle and repairs and _is_open(trial) else ()),
        *_lost(trial, own),
        *(_masked(mask[0]) if mask and repairs else ()),
    )


def _is_open(trial: Trial) -> bool:
    """Tell whether more than one cause is open when the ticket comes: after that, no repair can be a guess."""
    model = trial.desk.case.fault_model
    checks = [one for one in trial.timeline if one.kind == "check.run" and is_before(one)]
    seen = {str(one.fields["check"]): str(one.fields["result"]) for one in checks}
    return len(consistent(model, tuple(one.id for one in model.causes), seen)) > 1


def _acts(*names: str) -> Callable[[Meddler], None]:
    def then(player: Meddler) -> None:
        for name in names:
            Player.do(player, "act", action=name)
            noted(player, name)

    return then


def _guessed(idle: list[str]) -> tuple[Mutant, ...]:
    """Take one step after another that changes nothing, before the first check."""
    steps = tuple(islice(cycle(idle), GUESSES))
    return (
        Mutant(
            name="guessed",
            code="isolated",
            ids=("F048",),
            also=("plan_explained", "risk_explained", "approved", "archive_true"),
            fault=Fault(before="check", then=_acts(*steps)),
        ),
    )


def _lost(trial: Trial, own: list[Action]) -> tuple[Mutant, ...]:
    """Destroy the customer's data once the fault is cured, without a word of the risk."""
    model = trial.desk.case.fault_model
    cured = state_under(model, trial.desk.case.true_cause)
    for action in trial.key.cures.get(trial.key.tier, ()):
        step = model.action(action)
        cured = after(step, cured) if step else cured
    harm = [one.id for one in own if outcome(model, cured, after(one, cured)) == "loses_data"]
    if not harm:
        return ()
    fault = Fault(before="resolve", then=_acts(harm[0]))
    return (
        Mutant(name="lost_data", code="data_lost", critical=True, fault=fault, also=BROKEN),
        # The list files it under the clause on explaining a risk: it is found there, and the loss fails the attempt.
        Mutant(
            name="dangerous_step",
            code="risk_explained",
            critical=True,
            ids=("F049",),
            fault=fault,
            also=("data_lost", *BROKEN),
        ),
    )


def _masked(name: str) -> tuple[Mutant, ...]:
    fault = Fault(rewrite=putting("act", action=name))
    also = ("isolated", "resolved_true", *BROKEN)
    return (Mutant(name="masked", code="closed_uncured", critical=True, fault=fault, also=also),)
