"""How is a hand-over spoiled where one is due, and made where none is?"""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Mutant, moves_of, putting
from scoring.validate.sentences import Sentences
from simulator.player import Player

SOON = timedelta(minutes=20)

KEPT = (
    "clock.resolution",
    "clock.resolution.unrestored",
    "cured",
    "confirmed",
    "archived",
    "callback",
    "anything_else",
    "farewell",
    "updates",
    "promise_kept",
    "rating_asked",
    "kb_first",
    "regraded",
)
"""What follows when a ticket is kept that belongs elsewhere."""


def handing_over(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Give the faults of a hand-over, or of one too many."""
    right = trial.key.tier_at(trial.desk.handbook, trial.key.priorities[0][0])
    return _needless() if right == trial.desk.case.seat else (*_poor(trial, sentences), *_wrong())


def _needless() -> tuple[Mutant, ...]:
    return (
        Mutant(
            name="needless_transfer",
            code="kept_first_line",
            fault=Fault(before="act", then=_transfers("T2")),
            also=("eta_obtained", "eta_told"),
        ),
        Mutant(name="said_escalated", code="escalation_true", fault=Fault(before="check", then=_claims)),
    )


def _poor(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Leave the other line or the customer without what they need."""
    emptied = {"symptom": sentences.vague[trial.lang][0][:1], "done": "", "ask": ""}
    return (
        Mutant(name="empty_note", code="handover_note", fault=Fault(rewrite=putting("escalate", **emptied))),
        Mutant(name="not_told", code="customer_told", fault=Fault(unsaid=("escalate_notice",))),
        Mutant(name="no_eta", code="eta_obtained", fault=Fault(skips=moves_of("ask_eta"))),
        Mutant(
            name="no_updates",
            code="updates",
            fault=Fault(skips=moves_of("update"), idle_s=300),
            also=("promise_kept", "eta_told", "empathy"),
        ),
    )


def _wrong() -> tuple[Mutant, ...]:
    """Go to the wrong line, or to none."""
    return (
        Mutant(
            name="wrong_line",
            code="to_line.T3",
            fault=Fault(rewrite=putting("escalate", to="T2")),
            also=("clock.resolution", "clock.resolution.unrestored", "handover_note", "promise_kept", "updates"),
        ),
        Mutant(name="kept_too_long", code="to_line.T3", fault=Fault(stop="escalate"), critical=True, also=KEPT),
    )


def _claims(player: Meddler) -> None:
    """Tell the customer that second line has the ticket, and a time by which there will be news."""
    case = player.desk.case
    tier = player.desk.handbook.tier("T2").name.in_lang(case.lang)
    due = (player.state.now + SOON).astimezone(ZoneInfo(case.zone))
    player.say("escalate_notice", tier=tier, time=f"{due:%H:%M}")


def _transfers(target: str) -> Callable[[Meddler], None]:
    def then(player: Meddler) -> None:
        fields = player.state.ticket.fields
        text = fields.get("symptom", "") or player.desk.case.opening
        Player.do(player, "escalate", to=target, symptom=text, done=text, ask=text)
        _claims(player)

    return then
