"""Which rules match a message, once the guards are asked?"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from simulator.reading.clauses import Clause, Cues, Message, Sentence, negated
from simulator.reading.pattern import Matcher
from simulator.reading.reading import TimePhrase
from simulator.reading.rules import Hit, Precedence, Rule


def find_acts(message: Message, rules: tuple[Rule, ...], cues: Cues, times: tuple[TimePhrase, ...]) -> Iterator[Hit]:
    """Find every act but asking; guards asked, precedence not yet."""
    clauses = clauses_of(message)
    starts = [clause.start for clause in clauses]
    for rule in rules if clauses else ():
        if (rule.script == "han" and not message.han) or (rule.script == "latin" and not message.latin):
            continue
        if rule.unless_message and rule.unless_message.search(message.masked):
            continue
        for text, start in _pieces(message, rule):
            for found in rule.find.finditer(text):
                place = start + found.start()
                at = max(0, bisect_right(starts, place) - 1)
                hit = _hit(rule, place, start + found.end(), at, clauses[at].sentence)
                if _stands(clauses[at], message.sentences[hit.sentence], rule, hit, cues) and _timed(
                    rule, times, clauses[at], message.sentences[hit.sentence]
                ):
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


def _hit(rule: Rule, start: int, end: int, clause: int, sentence: int) -> Hit:
    return Hit(
        act=rule.act,
        slot=rule.slot,
        start=start,
        end=max(end, start + 1),
        sentence=sentence,
        clause=clause,
        weak=rule.weak,
        voids=rule.voids,
    )


def _stands(clause: Clause, sentence: Sentence, rule: Rule, hit: Hit, cues: Cues) -> bool:
    if (clause.reported and "report" not in rule.keep) or (clause.conditional and "condition" not in rule.keep):
        return False
    if "negation" not in rule.keep and negated(clause, hit.start, cues):
        return False
    if (rule.mood == "asks" and not clause.question) or (rule.mood == "states" and clause.question):
        return False
    if _seen(rule.unless, clause.text) or _seen(rule.unless_sentence, sentence.text):
        return False
    return not rule.needs or bool(rule.needs.search(sentence.text))


def _timed(rule: Rule, times: tuple[TimePhrase, ...], clause: Clause, sentence: Sentence) -> bool:
    return not rule.timed or any(_near(rule, time, clause, sentence) for time in times)


def _near(rule: Rule, time: TimePhrase, clause: Clause, sentence: Sentence) -> bool:
    piece = sentence if rule.scope == "sentence" else clause
    return time.kind != "vague" and piece.start <= time.start < piece.start + len(piece.text)


def _seen(pattern: Matcher | None, text: str) -> bool:
    return bool(pattern and pattern.search(text))


def settle(hits: tuple[Hit, ...], precedence: tuple[Precedence, ...]) -> tuple[Hit, ...]:
    """Drop acts that another act takes away, and what sarcasm voids.

    >>> def hit(act, place): return Hit(act=act, slot="", start=place, end=place + 1, sentence=0, clause=place)
    >>> order = (Precedence(winner="chase_reply", losers=("hold_request",), within="sentence"),)
    >>> [one.act for one in settle((hit("hold_request", 0), hit("chase_reply", 1)), order)]
    ['chase_reply']
    """
    voided = {act for hit in hits if not hit.weak for act in hit.voids}
    kept = [hit for hit in hits if hit.act not in voided]
    for rank in precedence:
        # Weak evidence never takes another act away.
        won = {_place(hit, rank.within) for hit in kept if not hit.weak and rank.winner in {hit.act, hit.label}}
        if won:
            kept = list(_after(kept, rank, won))
    return tuple(sorted(kept, key=lambda hit: (hit.start, hit.end, hit.label)))


def _after(hits: list[Hit], rank: Precedence, won: set[int]) -> Iterator[Hit]:
    """Give what one rank leaves, of the places where it was won."""
    clear = {_place(hit, rank.within) for hit in hits if not hit.weak and hit.act == rank.doubt}
    losers = set(rank.losers)
    for hit in hits:
        place = _place(hit, rank.within)
        if place not in won or not {hit.act, hit.label} & losers:
            yield hit
        elif rank.doubt and place not in clear:
            yield replace(hit, weak=True)


def _place(hit: Hit, within: str) -> int:
    return {"clause": hit.clause, "sentence": hit.sentence}.get(within, 0)
