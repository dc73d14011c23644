"""Is the customer writing an answer just now? In scenario time, and of no weight: a score never looks here."""

from html import escape

from mysterydesk.i18n import Translation
from simulator.cost import spoken
from simulator.drill import Attempt

TYPED = ("chat", "online_chat", "wecom")
"""Channels on which the other side can be seen writing."""


def is_typing(attempt: Attempt) -> bool:
    """Tell whether the customer is writing now, in scenario time: as long as the words of the answer take.

    An answer that is further off is still being thought about, or waits until somebody is back at the screen.
    """
    desk, state = attempt.here, attempt.state
    if desk.case.channel not in TYPED or state.status != "open":
        return False
    answers = [due for due in state.agenda if due.what == "customer" and due.data.get("text")]
    return any(due.at - state.now <= spoken(desk.handbook, desk.case, str(due.data["text"])) for due in answers)


def waiting_line(t: Translation, attempt: Attempt, name: str) -> str:
    """Say in one line, as HTML, that an answer is to come: being written just now, or not yet."""
    if not is_typing(attempt):
        return f'<div class="md-sys" data-key="Alt+6">{escape(t("desk.no_answer_yet", who=name))}</div>'
    dots = '<span class="md-typing" aria-hidden="true"><i></i><i></i><i></i></span>'
    return f'<div class="md-sys" data-key="Alt+6">{escape(t("desk.typing", who=name))}{dots}</div>'
