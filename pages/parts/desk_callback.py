"""Does the handbook of this desk ask for a call-back?"""

from typing import Final

from policy.handbook import Handbook

CALLBACK: Final = "callback"


def asks_callback(handbook: Handbook) -> bool:
    """Say whether the handbook asks for a call-back: by a clock of its own, or among the steps of closing."""
    steps = (*handbook.lists.get("closure_steps", ()), *handbook.lists.get("process_steps", ()))
    return any(one.name == CALLBACK for one in handbook.clocks) or any(one.code == CALLBACK for one in steps)
