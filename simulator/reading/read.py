"""What did the trainee do with this message?

The one way in: plain form, clauses with guards, rules, asking, precedence. Pure; the same text and rules give the
same reading for ever.
"""

from dataclasses import replace

from policy.text import Lang
from simulator.reading.asks import find_asks
from simulator.reading.clauses import Message, take_apart
from simulator.reading.match import find_acts, settle
from simulator.reading.normal import normalise
from simulator.reading.reading import Act, Reading, TimePhrase
from simulator.reading.rules import Hit, Rules
from simulator.reading.sense import makes_sense
from simulator.reading.times import find_plain_times


def read(text: str, lang: Lang, rules: Rules) -> Reading:
    """Read one message.

    Args:
        text: The message as written.
        lang: Language of the desk; a message may mix both, and is read with both.
        rules: The parsed lexicons.

    Returns:
        The acts and times in the order of their quotes. Text that is no speech has no acts; `unsure` is set where
        only weak evidence spoke.
    """
    message = take_apart(normalise(text, rules.script), rules.cues)
    times = find_plain_times(message.masked)
    strong, unsure = _decide(message, rules, times)
    return Reading(
        lang=lang,
        acts=tuple(_act(hit, message, text) for hit in strong),
        times=tuple(_as_written(time, message, text) for time in times),
        unsure=unsure,
        engine=rules.digest,
    )


def _decide(message: Message, rules: Rules, times: tuple[TimePhrase, ...]) -> tuple[tuple[Hit, ...], bool]:
    if not makes_sense(message, rules.sense):
        return (), False
    acts = find_acts(message, rules.rules, rules.cues, times)
    asks = find_asks(message, rules.slots, rules.frames, rules.cues)
    hits = settle((*acts, *asks), rules.precedence)
    strong: dict[str, Hit] = {}
    for hit in hits:
        if not hit.weak:
            strong.setdefault(hit.label, hit)
    unsure = any(hit.weak and hit.label not in strong for hit in hits)
    return tuple(strong.values()), unsure


def _act(hit: Hit, message: Message, text: str) -> Act:
    start, end = message.normal.span(hit.start, hit.end)
    return Act(name=hit.act, slot=hit.slot, quote=text[start:end], start=start, end=end)


def _as_written(time: TimePhrase, message: Message, text: str) -> TimePhrase:
    start, end = message.normal.span(time.start, time.end)
    return replace(time, quote=text[start:end], start=start, end=end)
