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
        _without("ask_remote", "no_consent", "remote_consent", "F057", critical=True, also=("empathy", *FOLLOW)),
        _without("remote_cleanup", "files_left", "remote_cleanup", "F058"),
        _without("remote_end", "left_connected", "remote_disconnected", "F059"),
        _without("remote_check", "screen_not_cleared", "remote_checked", "F060", also=("empathy",)),
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


def _without(
    move: str, name: str, code: str, published: str, *, critical: bool = False, also: tuple[str, ...] = ()
) -> Mutant:
    """Leave out one kind of move."""
    fault = Fault(skips=moves_in(move))
    return Mutant(name=name, code=code, critical=critical, ids=(published,), also=also, fault=fault)
