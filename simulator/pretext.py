"""How does a caller press for what belongs to somebody else? Three attempts, rising, each after a refusal."""

import unicodedata

from simulator.evolved import evolved
from simulator.reading.reading import Reading
from simulator.state import Desk, State
from simulator.strand import Pressing
from simulator.utterance import Reply, say, with_words

ENOUGH = 3
"""Refusals after which anybody gives up."""

ANOTHER_WAY = ("explain_plan", "give_solution", "promise_eta")
"""Acts that make the second refusal final: a reason with another way to go."""

BARE = ("ack", "not_clear")
"""Courtesies that are left out when the caller presses on."""


def _plain(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def _granted(desk: Desk, reading: Reading, text: str) -> bool:
    rule = desk.case.pretext
    secret = _plain(desk.case.secrets.get(rule.secret, "")) if rule else ""
    return reading.has("privacy_leak") or bool(secret and secret in _plain(text))


def heard(so_far: Pressing, attempt: int) -> Pressing:
    """Note that an attempt was said."""
    return evolved(so_far, heard=attempt) if attempt else so_far


def _next(so_far: Pressing, most: int) -> Pressing:
    """Go on to the next attempt; after the last one nothing more is tried."""
    if so_far.made >= most:
        return evolved(so_far, over=True)
    return evolved(so_far, made=so_far.made + 1, heard=so_far.made, repeated=False)


def _pressing(so_far: Pressing, reading: Reading, most: int) -> tuple[Pressing, bool]:
    """Decide what follows an open attempt that was not granted, and whether the caller gives up aloud."""
    if not reading.has("refuse_disclosure"):
        if so_far.repeated:
            return _next(so_far, most), False
        return evolved(so_far, repeated=True, heard=so_far.made - 1), False
    refused = evolved(so_far, refused=so_far.refused + 1)
    another_way = any(reading.has(act) for act in ANOTHER_WAY)
    final = refused.refused >= ENOUGH or (refused.refused == ENOUGH - 1 and another_way) or refused.made >= most
    return (evolved(refused, over=True), True) if final else (_next(refused, most), False)


def pressed(desk: Desk, state: State, answer: Reply, reading: Reading, text: str) -> tuple[Pressing, Reply]:
    """Add to an answer what the caller presses for, if this is one who does.

    Args:
        desk: The drill's fixed things.
        state: State before the message.
        answer: What the caller says anyway; the real question is never dropped.
        reading: What was understood of the trainee's message.
        text: The message, in which the secret itself may stand.

    Returns:
        How far the caller has come, and the answer with the words of an attempt.
    """
    rule, so_far = desk.case.pretext, state.pretext
    waiting = so_far.heard < so_far.made
    if rule is None or so_far.over or waiting:
        return so_far, answer
    if so_far.made and _granted(desk, reading, text):
        thanks = say(desk, state.version, "got_it")
        return evolved(so_far, over=True, granted=True), with_words(answer, thanks)
    gives_up = False
    if so_far.made:
        so_far, gives_up = _pressing(so_far, reading, len(rule.attempts))
    else:
        so_far = Pressing(made=1)
    if so_far.over and not gives_up:
        return so_far, answer
    words = rule.yields if gives_up else rule.attempts[so_far.made - 1]
    spoken = evolved(answer, parts=()) if answer.act in BARE else answer
    number = 0 if gives_up else so_far.made
    return so_far, evolved(with_words(spoken, words), attempt=number, yields=gives_up)
