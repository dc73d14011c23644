"""How is a complaint mishandled, and how is a caller with a pretext? (VALIDITY G2)."""

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault, Meddler
from scoring.validate.mutant import Fields, Mutant, moves_in, putting
from scoring.validate.time_faults import LATE, MINUTE, waits
from simulator.player import Player

STEPS = ("complaint_open", "complaint_contact", "analyse", "correct", "feed_back", "follow_up")


def with_complaint(trial: Trial) -> tuple[Mutant, ...]:
    """Give the faults of a complaint, where the contact is one."""
    return (*_not_taken_for_one(), *_steps_spoiled()) if trial.key.complaint else ()


def _as_inquiry(_player: Meddler, kind: str, fields: Fields) -> Fields:
    return {**fields, "value": "request"} if kind == "type" else fields


def _not_taken_for_one() -> tuple[Mutant, ...]:
    """File the complaint as a question, or without its mark."""
    return (
        Mutant(
            name="filed_as_inquiry",
            code="complaint_opened",
            ids=("F022",),
            also=(
                "complaint_type",
                "complaint_apology",
                "complaint_analysis",
                "complaint_corrective",
                "complaint_followup",
                "empathy",
            ),
            fault=Fault(skips=moves_in(*STEPS), rewrite=_as_inquiry),
        ),
        Mutant(name="typed_as_request", code="complaint_type", ids=("F022",), fault=Fault(rewrite=_as_inquiry)),
        Mutant(
            name="not_urgent",
            code="complaint_urgent",
            ids=("F090",),
            fault=Fault(rewrite=putting("complaint_open", urgent="no")),
        ),
    )


def _steps_spoiled() -> tuple[Mutant, ...]:
    """Leave out or empty one step of the procedure (STD-4.3.2 to 4.3.5)."""
    return (
        Mutant(
            name="no_apology",
            code="complaint_apology",
            ids=("F086",),
            fault=Fault(unsaid=("complaint_contact", "apologise")),
        ),
        # Whoever goes on speaking has made contact, but has neither apologised nor heard what is demanded.
        Mutant(
            name="no_complaint_contact",
            code="complaint_demand",
            also=("complaint_contact", "complaint_apology", "empathy"),
            fault=Fault(skips=moves_in("complaint_contact")),
        ),
        Mutant(
            name="late_complaint_contact",
            code="complaint_contact",
            also=LATE,
            fault=Fault(before="complaint_contact", then=waits(31 * MINUTE)),
        ),
        Mutant(name="five_answers", code="complaint_analysis", fault=Fault(rewrite=putting("analyse", why=""))),
        Mutant(
            name="empty_answers",
            code="complaint_causes",
            fault=Fault(rewrite=putting("analyse", who="ZX", what="ZX", how="ZX")),
        ),
        Mutant(
            name="not_fed_back", code="complaint_corrective", ids=("F088",), fault=Fault(skips=moves_in("feed_back"))
        ),
        Mutant(
            name="not_followed_up",
            code="complaint_followup",
            ids=("F089",),
            fault=Fault(stop="follow_up"),
        ),
    )


def with_pretext(trial: Trial) -> tuple[Mutant, ...]:
    """Give the faults of a refusal, where a caller wants what belongs to somebody else."""
    rule = trial.desk.case.pretext
    if rule is None:
        return ()
    secret = trial.desk.case.secrets.get(rule.secret, "")

    def gives(player: Meddler) -> None:
        Player.do(player, "say", text=secret)

    return (
        Mutant(
            name="given_away",
            code="no_leak",
            critical=True,
            also=("refused", "refusal_explained"),
            fault=Fault(before="log", then=gives),
        ),
        Mutant(
            name="not_refused",
            code="refused",
            also=("refusal_explained",),
            fault=Fault(unsaid=("refuse_reason",)),
        ),
        Mutant(name="not_explained", code="refusal_explained", fault=Fault(unsaid=("other_way",))),
        Mutant(name="not_logged", code="refusal_logged", fault=Fault(skips=moves_in("log"))),
    )
