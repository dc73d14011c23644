"""Plays edits on the cases of the faults that others wrote, in words of its own."""

from functools import cache

from mysterydesk import validating
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.other_hands import parse_other_hands
from scoring.validate.other_played import Act, acts_of, play_other

FILE = """cases:
  one: {{scenario: {scenario}, handbook: {handbook}, seat: {seat}, lang: {lang}, seed: {seed}}}
faults:
  X-1:
    case: one
    clauses: [A-gates]
    what: {{zh: "一处改动", en: "one change"}}
    edits:
{edits}
"""


@cache
def room(handbook: str, case: str) -> tuple[Trial, tuple[Act, ...]]:
    hands = validating.written_by_others(handbook)
    assert hands is not None
    trial = validating.other_trial(hands.cases[case])
    return trial, acts_of(trial)


def change(kind: str, name: str, value: str) -> str:
    """Write the edit that gives the first move of a kind another value."""
    return f'{{change: {{kind: {kind}}}, to: {{{name}: "{value}"}}}}'


def verdicts(handbook: str, case: str, *edits: str) -> dict[str, str]:
    """Play edits on a shipped case, and give the verdict on every criterion by its code."""
    trial, acts = room(handbook, case)
    if not edits:
        return {one.code: one.verdict for one in trial.scored(replayed(trial.opened(), trial.ideal)).findings}
    hands = validating.written_by_others(handbook)
    assert hands is not None
    held = hands.cases[case]
    text = FILE.format(
        scenario=held.scenario,
        handbook=handbook,
        seat=held.seat,
        lang=held.lang,
        seed=held.seed,
        edits="\n".join(f"      - {one}" for one in edits),
    )
    read, problems = parse_other_hands(text, "x.yaml")
    assert read is not None, problems
    played = play_other(trial, acts, read.faults[0])
    assert played.refused == ()
    return {one.code: one.verdict for one in trial.scored(played.attempt).findings}
