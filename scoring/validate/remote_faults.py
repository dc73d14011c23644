"""How is a remote session spoiled, in a case where one is needed? (VALIDITY G2)."""

from scoring.validate.exam_room import Trial
from scoring.validate.meddler import Fault
from scoring.validate.mutant import Mutant, moves_in, moves_of, putting

FOLLOW = ("confirmed", "anything_else")
"""What a frightened customer may lead to."""


def with_remote(trial: Trial) -> tuple[Mutant, ...]:
    """Give the faults of a remote session, where the ideal handling has one."""
    if not any(one.move.kind == "remote_start" for one in trial.ideal):
        return ()
    tools = trial.desk.handbook.lists.get("remote_tools", ())
    barred = next((one.code for one in tools if one.figures.get("approved") == "no"), "")
    return (
        Mutant(
            name="no_consent",
            code="remote_consent",
            critical=True,
            ids=("F057",),
            also=("empathy", *FOLLOW),
            fault=Fault(skips=moves_in("ask_remote")),
        ),
        Mutant(
            name="files_left", code="remote_cleanup", ids=("F058",), fault=Fault(skips=moves_in("remote_cleanup"))
        ),
        Mutant(
            name="left_connected",
            code="remote_disconnected",
            ids=("F059",),
            fault=Fault(skips=moves_in("remote_end")),
        ),
        Mutant(
            name="screen_not_cleared",
            code="remote_checked",
            ids=("F060",),
            also=("empathy",),
            fault=Fault(skips=moves_in("remote_check")),
        ),
        Mutant(
            name="barred_tool",
            code="remote_tool",
            ids=("F061",),
            fault=Fault(rewrite=putting("remote_start", tool=barred)),
        ),
        Mutant(
            name="unasked_and_uncleaned",
            code="remote_consent",
            critical=True,
            also=("remote_cleanup", "empathy", *FOLLOW),
            fault=Fault(skips=lambda kind, fields: moves_of("ask_remote")(kind, fields) or kind == "remote_cleanup"),
        ),
    )
