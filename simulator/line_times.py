"""How long do other lines take for what they do? No manual says; the spans are ours."""

from collections.abc import Mapping

from scenarios.twist import Manner

Span = tuple[int, int]
"""Fewest and most seconds."""

STARTS: Mapping[str, Span] = {"T2": (8 * 60, 34 * 60), "T3": (5 * 60, 17 * 60)}
"""Seconds until a tier begins on a transferred ticket."""

LATE_STARTS: Mapping[str, Span] = {"T2": (45 * 60, 80 * 60), "T3": (20 * 60, 45 * 60)}
"""The same for a busy colleague: at second line it may pass the hour of STD-3.2.2.start."""

LOOKS: Mapping[str, Span] = {"T2": (25 * 60, 55 * 60), "T3": (12 * 60, 30 * 60)}
"""Seconds a tier needs to see the cause."""

SLIPS: Span = (20 * 60, 40 * 60)
"""Seconds by which a slow colleague passes the time that was named."""

LOOKS_AGAIN: Span = (10 * 60, 25 * 60)
"""Seconds in which a colleague who was wrong finds the cure, once chased."""

ANSWERS: Mapping[Manner, Span] = {"busy": (25 * 60, 50 * 60)}
QUICK_ANSWER: Span = (3 * 60, 8 * 60)
"""Seconds until the supervisor answers."""

COMPLETES: Span = (6 * 60, 14 * 60)
"""Seconds in which an earlier line completes a ticket that was sent back."""

ASKS_BACK_S = 14 * 60
"""Seconds lost for each thing that a handover leaves out, three at most."""

WARNS_S = 5 * 60
"""Seconds before a named time at which a slow colleague says that it slips."""

PARTNER_ANSWERS: Span = (6 * 60, 14 * 60)
PARTNER_BUSY: Span = (18 * 60, 30 * 60)
"""Seconds until a partner says whose it is, and until a busy one does."""

PARTNER_REPLIES: Span = (2 * 60, 6 * 60)
"""Seconds until a partner who is chased answers."""

PARTNER_WORKS: Mapping[str, Span] = {
    "third_party": (20 * 60, 35 * 60),
    "rnd": (25 * 60, 45 * 60),
    "liaison": (10 * 60, 20 * 60),
}
"""Seconds that a partner names for what was accepted."""
