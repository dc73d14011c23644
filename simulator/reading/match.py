"""Which rules match a message, once the guards are asked?"""

import re
from collections.abc import Iterator

from simulator.reading.clauses import Clause, Cues, Message, Sentence, negated
from simulator.reading.reading import TimePhrase
from simulator.reading.rules import Hit, Precedence, Rule

_FAR = 10**6


def find_acts(message: Message, rules: tuple[Rule, ...], cues: Cues, times: tuple[TimePhrase, ...]) -> Iterator[Hit]:
    """Find every act but asking; guards asked, precedence not yet."""
    for rule in rules:
        if rule.script == "han" and not message.han:
            continue
        if rule.unless_message and rule.unless_message.search(message.masked):
            continue
        for text, start in _pieces(message, rule):
            for found in rule.find.finditer(text):
                hit = _hit(message, rule, start + found.start(), start + found.end())
                if hit and _stands(message, rule, hit, cues, times):
                    yield hit


def clauses_of(message: Message) -> tuple[Clause, ...]:
    """Give all clauses of a message in order."""
    return tuple(clause for sentence in message.sentences for clause in sentence.clauses)


def _pieces(message: Message, rule: Rule) -> Iterator[tuple[str, int]]:
    if rule.scope == "message":
        yield message.masked, 0
        return
    for sentence in message.sentences:
        if rule.scope == "sentence":
            yield sentence.text, sentence.start
        else:
            yield from ((clause.text, clause.start) for clause in sentence.clauses)


def _hit(message: Message, rule: Rule, start: int, end: int) -> Hit | None:
    clauses = clauses_of(message)
    inside = [index for index, clause in enumerate(clauses) if clause.start < max(end, start + 1)]
    if not inside:
        return None
    at = max([index for index in inside if clauses[index].start <= start] or inside[:1])
    return Hit(
        act=rule.act,
        slot=rule.slot,
        start=start,
        end=max(end, start + 1),
        sentence=clauses[at].sentence,
        clause=at,
        weak=rule.weak,
        voids=rule.voids,
    )


def _stands(message: Message, rule: Rule, hit: Hit, cues: Cues, times: tuple[TimePhrase, ...]) -> bool:
    clause = clauses_of(message)[hit.clause]
    sentence = message.sentences[hit.sentence]
    if (clause.reported and "report" not in rule.keep) or (clause.conditional and "condition" not in rule.keep):
        return False
    if "negation" not in rule.keep and negated(clause, hit.start, cues):
        return False
    if (rule.mood == "asks" and not clause.question) or (rule.mood == "states" and clause.question):
        return False
    if _seen(rule.unless, clause.text) or _seen(rule.unless_sentence, sentence.text):
        return False
    if rule.needs and not rule.needs.search(sentence.text):
        return False
    return not rule.timed or any(_near(rule, time, clause, sentence) for time in times)


def _near(rule: Rule, time: TimePhrase, clause: Clause, sentence: Sentence) -> bool:
    piece = sentence if rule.scope == "sentence" else clause
    return time.kind != "vague" and piece.start <= time.start < piece.start + len(piece.text)


def _seen(pattern: re.Pattern[str] | None, text: str) -> bool:
    return bool(pattern and pattern.search(text))


def settle(hits: tuple[Hit, ...], precedence: tuple[Precedence, ...]) -> tuple[Hit, ...]:
    """Drop acts that another act takes away, and what sarcasm voids.

    >>> def hit(act, place): return Hit(act=act, slot="", start=place, end=place + 1, sentence=0, clause=place)
    >>> order = (Precedence(winner="chase_reply", losers=("hold_request",), within="sentence"),)
    >>> [one.act for one in settle((hit("hold_request", 0), hit("chase_reply", 1)), order)]
    ['chase_reply']
    """
    voided = {act for hit in hits for act in hit.voids}
    kept = [hit for hit in hits if hit.act not in voided]
    for rank in precedence:
        winners = [hit for hit in kept if rank.winner in {hit.act, hit.label}]
        kept = [
            hit
            for hit in kept
            if not ({hit.act, hit.label} & set(rank.losers) and any(_close(hit, one, rank.within) for one in winners))
        ]
    return tuple(sorted(kept, key=lambda hit: (hit.start, hit.end, hit.label)))


def _close(one: Hit, other: Hit, within: str) -> bool:
    if within == "clause":
        return one.clause == other.clause
    return within == "message" or one.sentence == other.sentence
