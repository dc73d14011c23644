"""What is the one thing a person should do now, and why?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mysterydesk.dossier import DrillEntry
from simulator.state import Mode

Code = Literal["go_on", "claim", "first", "again", "new_kind", "certify", "paper", "keep"]

EASY_FIRST = ("how_to", "transfer", "complaint", "outage")
"""Kinds of drills, the ones to begin with first: an outage asks for everything the others ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to do.

    Attributes:
        code: What and why; the catalogue has a title and a reason for each.
        scenario: Which mystery customer, where it is a drill.
        mode: Practice or certifying, where it is a drill.
        attempt: The open drill, for `go_on`.
    """

    code: Code
    scenario: str = ""
    mode: Mode = "practice"
    attempt: str = ""


def passed_kinds(drills: Sequence[DrillEntry]) -> frozenset[str]:
    """Name the kinds of drills that were passed."""
    return frozenset(one.kind for one in drills if one.verdict == "pass")


def last_of(drills: Sequence[DrillEntry], scenario: str) -> DrillEntry | None:
    """Give the newest scored drill of a scenario."""
    return next((one for one in reversed(drills) if one.scenario == scenario and one.scored_at is not None), None)


def _least_done(drills: Sequence[DrillEntry], scenarios: Sequence[str]) -> str:
    """Choose the scenario that was taken least often; the order of the list decides among equals."""
    return min(scenarios, key=lambda name: sum(one.scenario == name for one in drills))


def _easy_first(kinds: Mapping[str, str]) -> Mapping[str, str]:
    """Order scenarios by their kind; within one, and behind the known kinds, their order stays."""
    known = {kind: place for place, kind in enumerate(EASY_FIRST)}
    return dict(sorted(kinds.items(), key=lambda one: known.get(one[1], len(known))))


def next_step(
    drills: Sequence[DrillEntry],
    kinds: Mapping[str, str],
    *,
    missing: frozenset[str] | None,
    wanted: frozenset[str] = frozenset(),
    ready: bool,
) -> NextStep:
    """Choose what to do now: finish what is open, mend what failed, try what is new, then what counts.

    Args:
        drills: What the person has done, oldest first.
        kinds: Scenarios in their order, each with its kind of drill; the easier kinds are proposed first.
        missing: Codes of the unmet conditions of the credential; None for whoever aims at none.
        wanted: Kinds of drill that an unmet condition asks for; empty where any will do.
        ready: The credential may be claimed.
    """
    kinds = _easy_first(kinds)
    still_open = [one for one in drills if not one.is_over]
    if still_open:
        last = still_open[-1]
        return NextStep(code="go_on", scenario=last.scenario, attempt=last.attempt, mode=_mode(last.mode))
    if ready:
        return NextStep(code="claim")
    scored = [one for one in drills if one.scored_at is not None]
    if not scored:
        return NextStep(code="first", scenario=next(iter(kinds), ""))
    newest = scored[-1]
    if newest.verdict == "fail" and newest.scenario in kinds:
        return NextStep(code="again", scenario=newest.scenario)
    new = [name for name, kind in kinds.items() if kind not in passed_kinds(drills)]
    if new:
        return NextStep(code="new_kind", scenario=_least_done(drills, new))
    return _what_counts(drills, kinds, missing, wanted)


def _what_counts(
    drills: Sequence[DrillEntry], kinds: Mapping[str, str], missing: frozenset[str] | None, wanted: frozenset[str]
) -> NextStep:
    if missing is not None and missing - {"paper_passed"}:
        left = [name for name, kind in kinds.items() if kind in wanted] or list(kinds)
        return NextStep(code="certify", scenario=_least_done(drills, left), mode="certifying")
    if missing:
        return NextStep(code="paper")
    return NextStep(code="keep", scenario=_least_done(drills, list(kinds)))


def _mode(text: str) -> Mode:
    return "certifying" if text == "certifying" else "practice"
