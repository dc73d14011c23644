"""How does the customer feel, and why? Every change has a named cause (simulation spec, property 4)."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime

from scenarios.scenario import Persona
from simulator.evolved import evolved
from simulator.reading.reading import Reading
from simulator.state import Mood
from simulator.strand import Promise

BANDS: tuple[tuple[str, int], ...] = (("calm", 0), ("anxious", 300), ("angry", 600), ("complaint", 850))
"""Bands with the frustration from which they hold."""

_NAMES, _FROM = tuple(name for name, _ in BANDS), tuple(limit for _, limit in BANDS)

HYSTERESIS = 60
"""A band is left downwards only this far below its threshold."""

WORDS: Mapping[str, tuple[str, int]] = {
    "rude": ("rude_words", 220),
    "forbidden_phrase": ("cold_words", 140),
    "blame_shift": ("blamed", 140),
    "ask_secret": ("asked_for_secret", 80),
}
"""Acts that hurt, with the cause they are recorded under."""

TALK_S = 60
"""Seconds between two things said that nobody feels as waiting."""

EMPATHY = 150
APOLOGY = 60
PROGRESS = 120


def band_of(frustration: int, before: str) -> str:
    """Name the band, with hysteresis downwards.

    >>> band_of(280, "anxious"), band_of(230, "anxious"), band_of(310, "calm")
    ('anxious', 'calm', 'anxious')
    """
    reached = bisect_right(_FROM, frustration) - 1
    kept = _NAMES.index(before)
    while kept > reached and frustration < _FROM[kept] - HYSTERESIS:
        kept -= 1
    return _NAMES[max(reached, kept)]


def moved(mood: Mood, by: int, cause: str) -> Mood:
    """Move the frustration by a named cause, kept within 0..1000."""
    if by == 0:
        return mood
    frustration = min(1000, max(0, mood.frustration + by))
    return evolved(mood, frustration=frustration, band=band_of(frustration, mood.band), causes=(*mood.causes, cause))


def waited(mood: Mood, persona: Persona, at: datetime, promises: tuple[Promise, ...], *, relieved: bool) -> Mood:
    """Count the waiting up to an instant: faster for a hot temper, twice as fast past a promised time.

    A minute of talk is no waiting, and nobody waits who has seen that it works again.
    """
    felt = evolved(mood, felt_at=at) if at > mood.felt_at else mood
    seconds = max(0, int((at - mood.felt_at).total_seconds()) - TALK_S)
    if relieved or not seconds:
        return felt
    late = max((int((at - max(one.due, mood.felt_at)).total_seconds()) for one in promises if one.open), default=0)
    gain = (seconds + max(0, late)) * (120 + persona.temper) // 6000
    return moved(felt, gain, "waiting" if late <= 0 else "promise_passed")


def after_words(mood: Mood, persona: Persona, reading: Reading) -> Mood:
    """Let the words of a message act on the mood; the n-th empathy is worth 1/n (not farmable)."""
    for act, (cause, weight) in WORDS.items():
        if reading.has(act):
            mood = moved(mood, weight, cause)
    if reading.has("jargon") and not persona.jargon_ok:
        mood = moved(mood, 50, "jargon")
    if reading.has("empathise") and not reading.has("rude") and mood.band != "calm":
        worth = EMPATHY // (mood.empathies + 1)
        mood = evolved(moved(mood, -worth, "empathy"), empathies=mood.empathies + 1)
    if reading.has("apologise") and not reading.has("rude") and mood.band != "calm":
        worth = APOLOGY // (mood.apologies + 1)
        mood = evolved(moved(mood, -worth, "apology"), apologies=mood.apologies + 1)
    return mood
