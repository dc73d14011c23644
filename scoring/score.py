"""What is a timeline worth?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from policy.handbook import Handbook
from policy.text import Lang
from scoring.answer_key import AnswerKey
from scoring.checked import judged
from scoring.finding import FAMILIES, Finding, Judgements, Verdict
from scoring.plain import Plain
from scoring.points import BORROWED_MOST, WHOLE, findings, total_if
from scoring.question import Question, genuine, restored_at, system_states
from scoring.rubric import Rubric
from scoring.scorecard import Outcome, Reason, Scorecard, Tally, tally
from scoring.words import words_of
from simulator.reading.rules import Rules
from sla.aims import NATURAL
from sla.calendar import Calendar
from sla.clock import ClockOptions, clocks
from sla.kinds import stored
from sla.own_hours import calendar_of
from sla.priorities import PrioritySteps, priorities_as_set
from sla.targets import ANY, Override
from sla.timeline import Timeline, until

ABUSED = "abused"
"""Stands against a pass until a person has looked, and changes nothing for who fails anyway (A-abuse)."""

_ENDS: tuple[Verdict, Verdict] = ("not_met", "met")


class EmptyTimelineError(ValueError):
    """A timeline without events cannot be judged: expected at least the submission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is known of a handling beside its events.

    Attributes:
        id: Name of the attempt or transcript.
        as_of: Instant up to which it is judged.
        lang: Language of the case.
        seat: Where the trainee sat.
        zone: IANA zone of the desk.
        complete: Whether the desk writes down every kind of event; a transcript may lack whole kinds.
        wait_customer: Whether waiting for the customer pauses what may pause (A02).
        calendar: Hours of the desk.
        overrides: Targets changed for a time (STD-2.2.2.special).
        script: Traditional characters and what they are read as.
    """

    id: str
    as_of: datetime
    lang: Lang
    seat: str
    zone: str
    complete: bool = True
    wait_customer: bool = False
    calendar: Calendar = NATURAL
    overrides: tuple[Override, ...] = ()
    script: Mapping[str, str] = field(default_factory=dict)


def score(
    timeline: Timeline,
    key: AnswerKey | None,
    rubric: Rubric,
    handbook: Handbook,
    sheet: Sheet,
    rules: Rules | None = None,
) -> Scorecard:
    """Score one handling.

    Args:
        timeline: Its events.
        key: The truth; without it, what needs hidden truth is not judged.
        rubric: Criteria and their weights.
        handbook: Rules of the desk.
        sheet: What is known beside the events.
        rules: Reads words without a stored reading; without rules these are not judged.

    Raises:
        EmptyTimelineError: There are no events.
    """
    plain = Plain(timeline, rules.script if rules else sheet.script)
    asked = question_of(plain.timeline, key, rubric, handbook, sheet, rules)
    most = WHOLE if sheet.complete else BORROWED_MOST
    result = weighed(plain.as_written(judged(asked)), rubric, handbook, asked.seat, most)
    engines = {word.reading.engine for word in asked.words if word.reading is not None}
    return Scorecard(
        id=sheet.id,
        verdict=result.verdict,
        reasons=result.reasons,
        total=result.total,
        families=result.families,
        findings=result.findings,
        as_of=sheet.as_of,
        handbook=handbook.digest,
        rubric=rubric.digest,
        engine=tuple(sorted(engines)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What judgements come to under a rubric; attributes are those of `Scorecard`."""

    verdict: Outcome
    reasons: tuple[Reason, ...]
    total: tuple[float, float]
    families: Mapping[str, Tally]
    findings: tuple[Finding, ...]


def weighed(said: Judgements, rubric: Rubric, handbook: Handbook, line: str, most: float = WHOLE) -> Weighed:
    """Give judgements their points, and decide.

    Args:
        said: What the checks found, or a person after them.
        rubric: Criteria and their weights.
        handbook: Its settings.
        line: Support line of the seat.
        most: Points that a borrowed criterion may carry.
    """
    ordered = sorted(findings(said, rubric, handbook, line, most), key=lambda one: FAMILIES.index(one.family))
    found = tuple(ordered)
    low, high = (total_if(unjudged, said, rubric, handbook, line, most) for unjudged in _ENDS)
    verdict, reasons = decide(found, (low, high), handbook)
    return Weighed(verdict=verdict, reasons=reasons, total=(low, high), families=_by_family(found), findings=found)


def _by_family(found: tuple[Finding, ...]) -> dict[str, Tally]:
    members = {family: tuple(one for one in found if one.family == family) for family in FAMILIES}
    return {family: tally(those) for family, those in members.items() if those}


def line_of(handbook: Handbook, seat: str) -> str:
    """Give the support line of a seat; a seat is its own line where the manual does not place it on one."""
    return next((str(one.tier) for one in handbook.seats if one.code == seat and one.tier), seat)


def question_of(
    timeline: Timeline,
    key: AnswerKey | None,
    rubric: Rubric,
    handbook: Handbook,
    sheet: Sheet,
    rules: Rules | None = None,
) -> Question:
    """Put together what the checks look at; the judged clocks follow the true priority until work went on."""
    events = genuine(stored(until(timeline, sheet.as_of)))
    if not events:
        raise EmptyTimelineError(f"{sheet.id}: expected events, got none up to {sheet.as_of.isoformat()}")
    asked = Question(
        timeline=events,
        handbook=handbook,
        key=key,
        judged={},
        words=words_of(events, sheet.lang, rules),
        lexicon=rubric.lexicon,
        seat=line_of(handbook, sheet.seat),
        zone=sheet.zone,
        calendar=calendar_of(handbook, None if sheet.calendar is NATURAL else sheet.calendar),
        lang=sheet.lang,
        as_of=sheet.as_of,
        complete=sheet.complete,
        overrides=sheet.overrides,
        post=sheet.seat,
        criteria=frozenset(rubric.criteria),
        writes=rubric.writes,
        optional=rubric.optional,
    )
    options = ClockOptions(reading="judged", wait_customer=sheet.wait_customer, overrides=sheet.overrides)
    if key is None or not key.priorities:
        # Without the true priority only what does not depend on it is judged.
        read = clocks(handbook, events, priorities_as_set(events), sheet.as_of, sheet.calendar, options)
        fixed = {rule.name for rule in handbook.clocks if set(rule.targets) == {ANY}}
        return asked.with_clocks({one.name: one for one in read if one.name in fixed})
    works = restored_at(key, system_states(asked), events)
    held = tuple(step for at, step in enumerate(key.priorities) if at == 0 or works is None or step[0] <= works)
    read = clocks(handbook, events, PrioritySteps(steps=held), sheet.as_of, sheet.calendar, options)
    return asked.with_clocks({one.name: one for one in read})


def decide(
    found: tuple[Finding, ...], total: tuple[float, float], handbook: Handbook
) -> tuple[Outcome, tuple[Reason, ...]]:
    """Decide pass, fail or person (DESIGN decision 14, A-abuse).

    Args:
        found: All findings.
        total: Points if all that was not judged counts as unmet, and as met.
        handbook: Its settings `pass_total` and `review_share`.
    """
    critical = [one for one in found if one.critical]
    gates = tuple(Reason(code="critical_not_met", criterion=one.code) for one in critical if one.verdict == "not_met")
    if gates:
        return "fail", gates
    open_gates = [one for one in critical if one.verdict == "not_judged"]
    unclear = tuple(
        Reason(code="critical_not_judged", criterion=one.code) for one in open_gates if one.code != ABUSED
    )
    share = sum(one.possible for one in found if one.verdict == "not_judged") / WHOLE
    if share > handbook.settings["review_share"].value:
        unclear = (*unclear, Reason(code="too_much_unjudged"))
    if unclear:
        return "person", unclear
    low, high = total
    limit = handbook.settings["pass_total"].value
    if low >= limit and any(one.code == ABUSED for one in open_gates):
        return "person", (Reason(code="critical_not_judged", criterion=ABUSED),)
    if low >= limit:
        return "pass", (Reason(code="reached_pass"),)
    if high < limit:
        return "fail", (Reason(code="below_pass"),)
    return "person", (Reason(code="around_pass"),)
