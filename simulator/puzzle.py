"""Was something asked of the customer that was not understood?"""

import re

from simulator.reading.reading import Reading

AWAITED = (
    "ask", "ask_demand", "confirm_resolved", "ask_satisfaction", "request_remote_consent", "ask_anything_else",
)  # fmt: skip
"""Acts that wait for an answer."""

QUESTION = re.compile(r"[?？]|请问|[吗嗎呢么]\s*(?:[，,。.!！;；、\n]|$)")
"""Marks of a question, in both languages."""


def is_puzzling(reading: Reading, text: str) -> bool:
    """Tell whether a message asks for an answer that its reading does not show.

    Either there is weak evidence of a question, or a clause was not understood in a message that reads as one.
    Whoever hears it asks what was meant: a courtesy might be taken for a yes.

    >>> unread = Reading(lang="zh", acts=(), times=(), unsure=True, engine="", unread=True)
    >>> is_puzzling(unread, "屏上瞅一眼成吗？"), is_puzzling(unread, "屏上瞅一眼。")
    (True, False)
    """
    if reading.doubts_any(*AWAITED):
        return True
    return (reading.unread or reading.unsure) and QUESTION.search(text) is not None
