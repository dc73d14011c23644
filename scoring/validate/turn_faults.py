"""How is what the customer does half-way mishandled, in a case that has such a turn? (VALIDITY G2)."""

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Mutant, moves_in, putting
from scoring.validate.time_faults import LATE
from simulator.player import Player
from sla.timeline import Timeline

PATIENT = 8
"""Minutes for which the fault waits for the customer's word."""

FOLLOW = (
    "closed_uncured", "closed_against_word", "confirmed", "resolved_true", "reopened", "kb_first", "callback",
    "owner_kept", "remote_disconnected", "remote_cleanup", "closed_last", "closed_content", "row_completed",
    "called_back", "satisfaction_asked", "signed", *LATE,
)  # fmt: skip
"""What follows where a ticket is closed on a broken state."""


def with_turns(trial: Trial) -> tuple[Mutant, ...]:
    """Give the faults of the turn that the case has."""
    found: list[Mutant] = []
    acts = {one.fields.get("act") for one in trial.timeline if one.kind == "customer.msg"}
    if "early_relief" in acts:
        found.append(_closed_on_relief(trial))
    if "withdraws_consent" in acts:
        found.append(_went_on(trial))
    if "changes_channel" in acts:
        found.append(_not_followed())
    if trial.desk.case.second is not None and _made(trial.timeline, "ticket.raised"):
        found.extend(_second_dropped(trial))
    return tuple(found)


def _made(events: Timeline, kind: str) -> bool:
    return any(one.kind == kind for one in events)


def _closed_on_relief(trial: Trial) -> Mutant:
    """Take the word for it: resolve and close as soon as the customer says that it seems fine."""

    def closes(player: Meddler) -> None:
        for _ in range(PATIENT):
            if player.state.twist.relief:
                break
            Player.do(player, "wait", seconds=60)
        for kind in ("resolve", "close"):
            Player.do(player, kind)

    fault = Fault(
        before="act" if trial.key.tier == trial.desk.case.seat else "escalate",
        then=closes,
        skips=moves_in("resolve", "close"),
    )
    return Mutant(name="closed_on_relief", code="relief_tested", critical=True, also=FOLLOW, fault=fault)


def _went_on(trial: Trial) -> Mutant:
    """Go on working on the screen after the consent was taken back, before the session is ended."""
    model = trial.desk.case.fault_model
    looks = [one.id for one in model.checks if one.via != "ask" and one.tier == trial.desk.case.seat]

    def goes_on(player: Meddler) -> None:
        check = next((one for one in looks if _is_free(player, one)), "")
        if check:
            Player.do(player, "check", check=check)

    def nothing(events: Timeline) -> bool:
        said = next(one for one in events if one.fields.get("act") == "withdraws_consent")
        ended = next((one.id for one in events if one.kind == "remote.ended" and one.id > said.id), 1 << 30)
        return not any(one.kind == "check.run" and said.id < one.id < ended for one in events)

    fault = Fault(before="remote_end", then=goes_on)
    return Mutant(name="went_on_unwanted", code="consent_withdrawn", also=("empathy",), fault=fault, void=nothing)


def _is_free(player: Meddler, name: str) -> bool:
    check = player.desk.case.fault_model.check(name)
    return check is not None and set(check.needs) <= {"remote"}


def _not_followed() -> Mutant:
    """Go on talking on the old channel, where nobody listens, and follow only then."""

    def talks_on(player: Meddler) -> None:
        for moment in ("empathise", "explain_plan"):
            player.make("say", text=player.words(moment))

    fault = Fault(before="switch_channel", then=talks_on)
    return Mutant(name="not_followed", code="channel_followed", also=LATE, fault=fault)


def _second_dropped(trial: Trial) -> tuple[Mutant, ...]:
    """Drop the second problem, or write it into the first ticket."""
    second = trial.desk.case.second
    symptom = second.symptom if second else ""
    return (
        Mutant(name="second_dropped", code="second_recorded", fault=Fault(skips=moves_in("second_ticket"))),
        Mutant(
            name="second_mixed_in",
            code="second_unmixed",
            also=("archive_true",),
            fault=Fault(rewrite=putting("archive", feedback=symptom)),
        ),
    )
