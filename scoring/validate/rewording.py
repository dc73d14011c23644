"""Do other words, other writing and words taken back change a score as they should? (VALIDITY G6, G7)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from scenarios.fill import fill
from scoring.finding import HALVES
from scoring.scorecard import Scorecard
from scoring.validate.count import Count
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.goals import Measured
from scoring.validate.meddler import Fault, meddled
from scoring.validate.other_words import OtherWords, Reteller, Speech, paraphrase, retold
from scoring.validate.talk_faults import UNSAID
from simulator.drill import Attempt, step
from simulator.move import Refusal
from simulator.player import phrase

TURNS = 2
"""Retellings of a case."""

TALK = ("say", "verify", "ask_rating", "update", "call_back")
"""Moves whose text the customer hears."""

NEGATED: Mapping[str, str] = {
    "empathise": "empathy",
    "apologise": "complaint_apology",
    "escalate_notice": "customer_told",
    **{moment: code for code, (moments, _) in UNSAID.items() for moment in moments},
}
"""The criterion that the words of a moment are credited by."""


def verdicts(card: Scorecard, half: str) -> tuple[tuple[str, str, str], ...]:
    """Give what was found in one half of the scorecard, with its clause."""
    return tuple((one.code, one.clause, one.verdict) for one in card.findings if one.family in HALVES[half])


def retellings(trials: Iterable[Trial], other: OtherWords) -> tuple[Measured, Measured]:
    """Measure G7: the share of handlings whose state stays as it is, and of findings on words that do."""
    state, words = Count(), Count()
    for number, trial in enumerate(trials):
        plain = trial.scored(replayed(trial.opened(), trial.ideal))
        for turn in range(TURNS):
            name = f"{trial.desk.case.id} {trial.lang} {turn}"
            attempt = retold(trial, paraphrase(other, trial.desk.case.seed + TURNS * number + turn))
            if attempt is None:
                state.note(f"{name} stuck", hit=False)
                continue
            card = trial.scored(attempt)
            before, after = set(verdicts(plain, "state")), set(verdicts(card, "state"))
            changed = sorted({code for code, _, _ in before ^ after})
            state.note(f"{name} {' '.join(changed)}".rstrip(), hit=before == after)
            now = {(code, clause): verdict for code, clause, verdict in verdicts(card, "words")}
            for code, clause, verdict in verdicts(plain, "words"):
                words.note(f"{name} {code}", hit=now.get((code, clause)) == verdict)
    return state.share(), words.share()


def full_width(text: str) -> str:
    """Write every Latin letter, digit and mark in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def other_marks(text: str) -> str:
    """Write Chinese marks as Latin ones."""
    return text.translate(str.maketrans("，；：！？（）", ",;:!?()"))


def ways_to_write(trial: Trial) -> Mapping[str, Callable[[str], str]]:
    """Give the ways in which the same words may be written."""
    back = {simple: written for written, simple in trial.desk.rules.script.items()}
    return {
        "full_width": full_width,
        "other_marks": other_marks,
        "traditional": lambda text: "".join(back.get(char, char) for char in text),
    }


def rewritten(trial: Trial, change: Callable[[str], str]) -> Attempt:
    """Play the ideal moves with what is said to the customer written otherwise."""
    attempt = trial.opened()
    for one in trial.ideal:
        move = one.move
        if move.kind in TALK and "text" in move.fields:
            move = replace(move, fields={**move.fields, "text": change(str(move.fields["text"]))})
        done = step(attempt, move, one.wall)
        attempt = attempt if isinstance(done, Refusal) else done[0]
    return attempt


def variants(trials: Iterable[Trial]) -> Measured:
    """Measure G7 too: the share of handlings with the same verdicts however their words are written."""
    count = Count()
    for trial in trials:
        plain = trial.scored(replayed(trial.opened(), trial.ideal))
        same = tuple((one.code, one.clause, one.verdict) for one in plain.findings)
        for name, change in ways_to_write(trial).items():
            card = trial.scored(rewritten(trial, change))
            found = tuple((one.code, one.clause, one.verdict) for one in card.findings)
            changed = " ".join(sorted({code for code, _, _ in set(same) ^ set(found)}))
            count.note(f"{trial.desk.case.id} {trial.lang} {name} {changed}".rstrip(), hit=found == same)
    return count.share()


def taken_back(trials: Iterable[Trial], other: OtherWords) -> Measured:
    """Measure G6: the share of claims credited that were taken back in the same breath.

    Only where the words of the moment are what the criterion is met by: said, it is met, and left out, it is not.
    """
    count = Count()
    for trial in trials:
        for moment, lines in other.negated.items():
            if not _rests_on(trial, moment):
                continue
            for line in lines[trial.lang]:
                attempt = retold(trial, _instead(moment, line))
                if attempt is not None:
                    hit = NEGATED[moment] not in _met(trial, attempt)
                    count.note(f"{trial.desk.case.id} {trial.lang} {line}", hit=hit)
    missed = count.missed()
    return replace(missed, value=missed.value / count.n if count.n else 0.0)


def _met(trial: Trial, attempt: Attempt) -> frozenset[str]:
    return frozenset(one.code for one in trial.scored(attempt).findings if one.verdict == "met")


def _rests_on(trial: Trial, moment: str) -> bool:
    code, without = NEGATED[moment], meddled(trial, Fault(unsaid=(moment,)))
    with_it = _met(trial, replayed(trial.opened(), trial.ideal))
    return without is not None and code in with_it and code not in _met(trial, without)


def wordings(trials: tuple[Trial, ...], other: OtherWords) -> Mapping[str, Measured]:
    """Measure what other words change: G7 with its parts, and claims taken back (G6)."""
    state, words = retellings(trials, other)
    return {
        "G6.negated": taken_back(trials, other),
        "G7": words,
        "G7.state": state,
        "G7.variants": variants(trials),
    }


def _instead(moment: str, line: str) -> Speech:
    def speech(player: Reteller, asked: str, values: dict[str, str]) -> str:
        return fill(line, values) if asked == moment else phrase(player.desk, asked, values)

    return speech
