"""Does a scenario hold when it is played: full marks for the ideal handling, no pass for who knows nothing?

The searching and playing takes up to a minute, so it runs when it is asked for and says how far it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Final

from mysterydesk import attempts, shelf
from mysterydesk.errors import WorldError
from mysterydesk.pack_files import Files
from mysterydesk.scenario_files import FIRST
from mysterydesk.scenario_world import world_bundle
from mysterydesk.scores import rubric_for
from mysterydesk.validating import sentences
from policy.problem import Problem, Problems, in_order, problem
from policy.text import Lang
from scenarios.draw import draw_case
from scenarios.scenario import Scenario
from scenarios.world import World
from scoring.scorecard import Scorecard
from scoring.validate.exam_room import Trial, prepared, replayed
from scoring.validate.nulls import NULLS, play_null
from simulator.player import NotWinnableError
from simulator.slack import broken_by_dawdling, ideal_slacks
from simulator.state import Desk
from sla.timeline import Timeline

BEGIN: Final = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
"""A fixed day, so that the same text is tried on the same cases."""

SEEDS: Final = 4
"""Cases drawn under the first manual in each language; one under each other."""

UNLIKE: Final = 0.30
"""Share of pairs of cases whose best order of moves differs, as the library is held to."""

STEPS: Final = {"check.run": "check", "action.executed": "action", "ticket.transferred": "to_tier"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The ideal handling of one drawn case.

    Attributes:
        handbook: Manual.
        lang: Language of the case.
        seed: Its seed.
        cause: What was broken; empty where nothing could be played.
        verdict: Of the scorecard; empty where no handling was found.
        low: Lower end of the total.
    """

    handbook: str
    lang: Lang
    seed: int
    cause: str
    verdict: str
    low: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of a trial run.

    Attributes:
        problems: Why it may not be published.
        notes: What is allowed and worth a second look.
        runs: Every case whose ideal handling was played.
        nulls: How many attempts of trainees who know nothing were failed.
        unlike: Share of pairs of cases with another best order of moves; None where too few were played.
    """

    problems: Problems
    notes: Problems
    runs: tuple[Run, ...]
    nulls: int
    unlike: float | None

    @property
    def passed(self) -> bool:
        """Whether nothing stands against publishing."""
        return not self.problems


Told = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""


def _plan(scenario: Scenario, seeds: int) -> Iterator[tuple[str, Lang, int]]:
    langs: tuple[Lang, Lang] = ("zh", "en")
    for at, name in enumerate(scenario.handbooks):
        for lang in langs if at == 0 else langs[at % 2 :][:1]:
            for seed in range(1, seeds + 1 if at == 0 else 2):
                yield name, lang, seed


@dataclass(slots=True, kw_only=True)
class _Ledger:
    """What has been found so far."""

    found: list[Problem] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    orders: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    nulls: int = 0


def trial(
    scenario: Scenario, world: World, files: Files, told: Told = lambda _done, _of: None, *, seeds: int = SEEDS
) -> Proof:
    """Play a scenario that has no problem left.

    Args:
        scenario: As parsed and checked.
        world: Products and articles that it sees.
        files: Its files, of which the desk is built.
        told: Hears how far it is.
        seeds: Cases drawn under the first manual in each language.
    """
    plan, kept, bundle = tuple(_plan(scenario, seeds)), _Ledger(), world_bundle(files)
    for done, (name, lang, seed) in enumerate(plan):
        told(done, len(plan))
        case = draw_case(scenario, shelf.handbook(name), world, seed=seed, lang=lang, day=BEGIN.date())
        _one(kept, scenario, attempts.desk_for(case, bundle), ignorant=at_first(plan, done))
    told(len(plan), len(plan))
    unlike = _share(kept.orders)
    notes = (problem(FIRST, 0, "trial_orders_alike", share=f"{unlike:.2f}"),) if unlike < UNLIKE else ()
    return Proof(problems=in_order(kept.found), notes=notes, runs=tuple(kept.runs), nulls=kept.nulls, unlike=unlike)


def _one(kept: _Ledger, scenario: Scenario, desk: Desk, *, ignorant: bool) -> None:
    """Play one drawn case: ideally, late, and by those who know nothing."""
    case, rubric = desk.case, rubric_for(desk.handbook)
    where = f"{case.handbook} {case.lang} {case.seed} {case.true_cause}"
    run = Run(handbook=case.handbook, lang=case.lang, seed=case.seed, cause=case.true_cause, verdict="", low=0.0)
    try:
        played = prepared(desk, rubric, BEGIN)
    except (NotWinnableError, WorldError):
        kept.found.append(problem(FIRST, 0, "trial_not_won", case=where))
        kept.runs.append(run)
        return
    card = played.scored(replayed(played.opened(), played.ideal))
    kept.runs.append(replace(run, verdict=card.verdict, low=card.total[0]))
    kept.found += _of_ideal(card, where)
    kept.found += _of_time(desk, where)
    if ignorant:
        failed, passing = _of_nulls(played, where)
        kept.nulls += failed
        kept.found += passing
    if case.handbook == scenario.handbooks[0]:
        kept.orders.append(order_of(played.timeline))


def at_first(plan: tuple[tuple[str, Lang, int], ...], at: int) -> bool:
    """Tell whether this is the first case under its manual: on it those who know nothing are tried."""
    return all(one[0] != plan[at][0] for one in plan[:at])


def _of_ideal(card: Scorecard, where: str) -> Iterator[Problem]:
    """Find what keeps the ideal handling from full marks, and findings that cite nothing."""
    for one in card.findings:
        if one.verdict != "met":
            yield problem(FIRST, 0, "trial_blemish", finding=one.code, clause=one.clause, case=where)
        if not one.clause:
            yield problem(FIRST, 0, "trial_no_clause", finding=one.code, case=where)
    if card.verdict != "pass":
        yield problem(FIRST, 0, "trial_not_passed", total=f"{card.total[0]:.0f}", case=where)


def _of_time(desk: Desk, where: str) -> Iterator[Problem]:
    """Find targets that even the ideal handling hardly meets, and a pressure of time that is none (decision 11)."""
    for one in ideal_slacks(desk, BEGIN):
        if not one.is_enough:
            yield problem(FIRST, 0, "trial_tight", clock=one.clock, share=f"{max(one.share, 0):.0%}", case=where)
    if desk.case.time_critical and desk.case.seed == 1 and not broken_by_dawdling(desk, BEGIN):
        yield problem(FIRST, 0, "trial_not_critical", case=where)


def _of_nulls(played: Trial, where: str) -> tuple[int, list[Problem]]:
    """Let those handle it who know nothing; none may pass."""
    passing = [
        problem(FIRST, 0, "trial_null_passes", who=name, case=where)
        for name in NULLS
        if played.scored(play_null(played, name, sentences())).verdict != "fail"
    ]
    return len(NULLS) - len(passing), passing


def order_of(events: Timeline) -> tuple[tuple[str, str], ...]:
    """Give what was looked at, done and handed on, in order."""
    return tuple((one.kind, str(one.fields.get(STEPS[one.kind], ""))) for one in events if one.kind in STEPS)


def _share(orders: list[tuple[tuple[str, str], ...]]) -> float:
    pairs = list(combinations(orders, 2))
    return sum(one != other for one, other in pairs) / len(pairs) if pairs else 0.0
