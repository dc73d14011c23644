"""What did the trainee do with this message?

The one way in: plain form, clauses with guards, rules, asking, precedence. Pure; the same text and rules give the
same reading for ever.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from policy.text import Lang
from simulator.reading.asks import find_asks
from simulator.reading.classify import FAINT, judge
from simulator.reading.clauses import Message, take_apart
from simulator.reading.heaps import find_heaps, masked
from simulator.reading.match import find_acts, settle
from simulator.reading.normal import is_han, normalise
from simulator.reading.prepared import prepared
from simulator.reading.reading import SCORING_ONLY, UNSHOWN, Act, Reading, Second, Span, TimePhrase
from simulator.reading.rules import INNER, Hit, Rules
from simulator.reading.sense import makes_sense
from simulator.reading.times import find_plain_times
from simulator.reading.unread import unread_clauses

KEPT = 512
"""Readings that are kept: the search for the ideal handling says the same words on every way it tries."""


def read(text: str, lang: Lang, rules: Rules) -> Reading:
    """Read one message as `read_anew` does, or give what was read of it before."""
    return _kept(text, lang, rules)


def read_anew(text: str, lang: Lang, rules: Rules) -> Reading:
    """Read one message.

    Args:
        text: The message as written.
        lang: Language of the desk; a message may mix both, and is read with both.
        rules: The parsed lexicons.

    Returns:
        The acts and times in the order of their quotes. Text that is no speech has no acts; `unsure` is set where
        only weak evidence spoke.
    """
    stage = first_stage(text, rules)
    message, hits = stage.message, stage.hits
    strong = {hit.label: hit for hit in reversed(hits) if not hit.weak}
    shown = tuple(hit for hit in hits if hit.act not in SCORING_ONLY)
    doubts = tuple(dict.fromkeys(hit.label for hit in hits if hit.weak and hit.label not in strong))
    unread = unread_clauses(message, shown, stage.rules.cues.waiver)
    weak = tuple((hit.start, hit.end) for hit in hits if hit.weak and hit.label in doubts)
    return Reading(
        lang=lang,
        acts=tuple(_act(hit, message, text) for hit in sorted(strong.values(), key=_place)),
        times=tuple(_as_written(time, message, text) for time in stage.times),
        unsure=bool(doubts) or (bool(unread) and all(hit.weak for hit in shown)),
        engine=rules.engine,
        doubts=doubts,
        unread=bool(unread),
        unread_at=_spans(unread, message),
        doubted_at=_spans(weak, message),
        heaps_at=_spans(stage.heaps, message),
        second=_second(stage, text),
    )


_kept = lru_cache(maxsize=KEPT)(read_anew)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the first stage, by rules, makes of a message.

    Attributes:
        rules: The rules that its scripts can need.
        message: The message taken apart.
        times: Time expressions, in places of the plain form.
        hits: Acts, weak evidence included; guards and precedence asked.
        is_speech: It reads as sentences; keyword stuffing and gibberish do not.
        heaps: Where, in the plain form, words stand that nobody tied into a sentence.
    """

    rules: Rules
    message: Message
    times: tuple[TimePhrase, ...]
    hits: tuple[Hit, ...]
    is_speech: bool
    heaps: tuple[tuple[int, int], ...] = ()


def first_stage(text: str, rules: Rules) -> Stage:
    """Take a message apart and hold the rules against it."""
    normal = normalise(text, rules.script)
    rules = prepared(rules, han=any(map(is_han, normal.text)), latin=any("a" <= char <= "z" for char in normal.text))
    heaps = find_heaps(normal.text, rules.sense)
    message = take_apart(normal, rules.cues, masked(normal.text, heaps))
    times = find_plain_times(message.masked)
    speech = makes_sense(message, rules.sense)
    hits = _hits(message, rules, times) if speech else ()
    return Stage(rules=rules, message=message, times=times, hits=hits, is_speech=speech, heaps=heaps)


def _second(stage: Stage, text: str) -> Second | None:
    """Ask the classifier, where there is one, what the rules left."""
    if stage.rules.model is None:
        return None
    if not stage.is_speech:
        return Second()
    judged = judge(stage.rules.model, stage.message, stage.hits, stage.rules)
    acts = tuple(replace(_act(hit, stage.message, text), source="model") for hit in judged.hits)
    found = acts or any(not hit.weak and hit.act not in UNSHOWN for hit in stage.hits)
    faint = not found and judged.best > FAINT
    return Second(acts=acts, wavering=judged.wavering, faint=faint, disputed=judged.disputed)


def _hits(message: Message, rules: Rules, times: tuple[TimePhrase, ...]) -> tuple[Hit, ...]:
    acts = find_acts(message, rules.rules, rules.cues, times)
    asks = find_asks(message, rules.slots, rules.frames, rules.cues)
    return tuple(hit for hit in settle((*acts, *asks), rules.precedence) if hit.act not in INNER)


def _place(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.label


def _act(hit: Hit, message: Message, text: str) -> Act:
    start, end = message.normal.span(hit.start, hit.end)
    return Act(name=hit.act, slot=hit.slot, quote=text[start:end], start=start, end=end)


def _spans(places: tuple[tuple[int, int], ...], message: Message) -> tuple[Span, ...]:
    """Give places of the plain form as places of the message as written, each once."""
    written = (message.normal.span(start, end) for start, end in places)
    return tuple(Span(start=start, end=end) for start, end in dict.fromkeys(written))


def _as_written(time: TimePhrase, message: Message, text: str) -> TimePhrase:
    start, end = message.normal.span(time.start, time.end)
    return replace(time, quote=text[start:end], start=start, end=end)
