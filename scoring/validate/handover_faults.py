"""How is a hand-over spoiled where one is due, and made where none is?"""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Mutant, moves_of, putting
from scoring.validate.sentences import Sentences
from scoring.validate.time_faults import LATE
from simulator.player import Player
from sla.timeline import Timeline

SOON = timedelta(minutes=20)

KEPT = (
    "clock.resolution",
    "clock.resolution.unrestored",
    "cured",
    "closed_uncured",
    "confirmed",
    "archived",
    "callback",
    "anything_else",
    "farewell",
    "updates",
    "promise_kept",
    "rating_asked",
    "breach_reason",
    "article",
    "complaint_corrective",
    "owner_kept",
    "kb_first",
    "regraded",
)
"""What follows when a ticket is kept that belongs elsewhere."""


def handing_over(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Give the faults of a hand-over, or of one too many."""
    right = trial.key.tier_at(trial.desk.handbook, trial.key.priorities[0][0])
    if right != trial.desk.case.seat:
        return (*_poor(trial, sentences), *_wrong(trial, right))
    # Of the last line nobody can say that the line behind has it.
    return _needless()[: 1 if trial.desk.case.seat == trial.desk.handbook.tiers[-1].code else None]


def _needless() -> tuple[Mutant, ...]:
    return (
        Mutant(
            name="needless_transfer",
            code="kept_first_line",
            ids=("F037",),
            fault=Fault(before="act", then=_transfers("T2")),
            also=("eta_obtained", "eta_told"),
        ),
        Mutant(
            name="said_escalated", code="escalation_true", ids=("F074",), fault=Fault(before="check", then=_claims)
        ),
    )


def _poor(trial: Trial, sentences: Sentences) -> tuple[Mutant, ...]:
    """Leave the other line or the customer without what they need."""
    emptied = {"symptom": sentences.vague[trial.lang][0][:1], "done": "", "ask": ""}
    return (
        Mutant(
            name="empty_note",
            code="handover_note",
            ids=("F045",),
            fault=Fault(rewrite=putting("escalate", **emptied)),
        ),
        Mutant(name="not_told", code="customer_told", ids=("F044",), fault=Fault(unsaid=("escalate_notice",))),
        Mutant(name="no_eta", code="eta_obtained", ids=("F043",), fault=Fault(skips=moves_of("ask_eta"))),
        Mutant(
            name="no_updates",
            code="updates",
            ids=("F073",),
            fault=Fault(skips=moves_of("update"), idle_s=300),
            also=("promise_kept", "eta_told", "empathy", "chase_answered"),
            void=lambda events: not _is_quiet(trial, events),
        ),
    )


def _wrong(trial: Trial, right: str) -> tuple[Mutant, ...]:
    """Go to the wrong line, or to none."""
    top = trial.key.priorities[0][1] == trial.desk.handbook.priorities[0].code
    other = "T2" if right == "T3" else "T3"
    return (
        Mutant(
            name="wrong_line",
            code=f"to_line.{right}",
            fault=Fault(rewrite=putting("escalate", to=other)),
            also=(*LATE, "handover_note", "cured", "closed_uncured"),
        ),
        Mutant(
            name="kept_too_long",
            code=f"to_line.{right}",
            fault=Fault(stop="escalate"),
            critical=top,
            also=(*KEPT, f"to_line.{right}"),
        ),
    )


def _is_quiet(trial: Trial, events: Timeline) -> bool:
    """Tell whether the customer ever waited for a word longer than the priority allows (A-update-cadence)."""
    settings, level = trial.desk.handbook.settings, trial.key.priorities[0][1]
    said = [one.at for one in events if one.kind == "agent.msg" and one.fields.get("text")]
    done = [one.at for one in events if one.kind in {"verify.customer", "ticket.closed"}]
    end = min(done, default=events[-1].at)
    moments = [*(at for at in said if at < end), end]
    longest = max((second - first for first, second in pairwise(moments)), default=timedelta())
    return longest > timedelta(
        seconds=settings[f"update_cadence_{level}_s"].value + settings["tolerance_message_s"].value
    )


def _claims(player: Meddler) -> None:
    """Tell the customer that the line behind has the ticket, and a time by which there will be news."""
    case, tiers = player.desk.case, player.desk.handbook.tiers
    place = next((at for at, one in enumerate(tiers) if one.code == case.seat), 0)
    tier = tiers[min(place + 1, len(tiers) - 1)].name.in_lang(case.lang)
    due = (player.state.now + SOON).astimezone(ZoneInfo(case.zone))
    player.say("escalate_notice", tier=tier, time=f"{due:%H:%M}")


def _transfers(target: str) -> Callable[[Meddler], None]:
    def then(player: Meddler) -> None:
        fields = player.state.ticket.fields
        text = fields.get("symptom", "") or player.desk.case.opening
        Player.do(player, "escalate", to=target, symptom=text, done=text, ask=text)
        _claims(player)

    return then
