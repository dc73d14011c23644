"""Was every target met that was the trainee's to meet, on the judged clock?"""

from dataclasses import replace
from datetime import datetime, timedelta

from policy.handbook import ClockRule
from scenarios.seating import NOT_THEIRS, SUPERVISOR, owed_at
from scoring.ending import ending, is_left, was_there
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question, cured_at
from scoring.spans import is_own_breach, own_spans
from scoring.words import owed
from sla.clock import SlaClock
from sla.kinds import fires
from sla.timeline import Event

ANSWERING = ("explain_plan", "give_solution", "escalate_notice", "workaround_offer", "progress_update")
"""Acts that tell a customer what happens next: a preliminary solution."""

FIRST = "T1"


def timeliness(question: Question) -> Judgements:
    """Judge the clocks (STD-2.2.2, DESIGN decision 6) and the first contact (STD-3.2.1.contact)."""
    elsewhere = ("complaint", "callback")
    others = NOT_THEIRS.get(question.post, frozenset()) if question.came else frozenset[str]()
    rules = [
        one
        for one in question.handbook.clocks
        if not one.name.startswith(elsewhere) and one.name not in others and _concerns(question, one)
    ]
    clocks = tuple(found for rule in rules for found in _clock(question, rule.name, _line(question, rule.owner)))
    return (*clocks, *_preliminary(question), *_reasons(question), *_relaxed(question))


def _concerns(question: Question, rule: ClockRule) -> bool:
    """Tell whether a clock may concern this ticket: one for another channel than the ticket's does not."""
    named = [one for one in rule.starts if one.fields]
    return len(named) < len(rule.starts) or any(fires(one, event) for one in named for event in question.timeline)


def _line(question: Question, owner: str) -> str:
    """Give the line that answers for a clock; seats that the manual puts on no line share the first."""
    lines = {str(one.code) for one in question.handbook.tiers}
    if owner in lines or owner not in {one.code for one in question.handbook.seats}:
        return owner
    return next((str(one.tier) for one in question.handbook.seats if one.code == owner and one.tier), FIRST)


def _event(question: Question, event_id: int | None) -> tuple[Event, ...]:
    return tuple(one for one in question.timeline if event_id is not None and one.id == event_id)


def _proof(question: Question, clock: SlaClock) -> tuple[Event, ...]:
    return (*_event(question, clock.started_by), *_event(question, clock.stopped_by))


def _clock(question: Question, name: str, owner: str) -> Judgements:
    code = f"clock.{name}"
    clock = question.judged.get(name)
    if clock is None:
        own = owner == question.seat and name in {"response", "resolution"}
        return (not_judged(code, question.opened, priority=question.level),) if own else ()
    if question.came and (owner != question.seat or clock.stopped_by in {one.id for one in question.inherited}):
        # Of a ticket that came from another line, only what was still to be met here is judged.
        return _overspent(question, code, clock, owner)
    if clock.state == "met":
        return (met(code, *_proof(question, clock), priority=clock.priority or question.level),)
    if owner != question.seat:
        return ()
    return _unmet_clock(question, code, clock)


def _unmet_clock(question: Question, code: str, clock: SlaClock) -> Judgements:
    """Judge a clock of this seat that is not met: silence does not please, another's delay costs nothing."""
    if clock.state == "not_started":
        return (_missed(question, code, clock),) if clock.name in {"response", "resolution"} else ()
    if clock.state != "breached" or _only_unconfirmed(question, clock) or not breach_is_own(question, clock):
        return ()
    graver = _gravity(question, code, clock)
    if graver == "clock.resolution" and clock.due and is_left(question) and not was_there(question, clock.due):
        # The ticket was left while there was time: that is judged where the cause is (decision 026).
        return ()
    return (_missed(question, graver, clock),)


def _overspent(question: Question, code: str, clock: SlaClock, owner: str) -> Judgements:
    """Judge the solution of a ticket that first line answers for, where the time was spent at a later line.

    Only in what other desks recorded: a drill's later line has the targets of its own (decision 6).
    """
    late = clock.name == "resolution" and owner != question.seat and clock.state == "breached"
    if question.complete or not late or not breach_is_own(question, clock):
        return ()
    return (_missed(question, _gravity(question, code, clock), clock),)


def _only_unconfirmed(question: Question, clock: SlaClock) -> bool:
    """Tell whether only the confirmation is missing, which nobody asked for: that costs once, at the closing."""
    return (
        clock.name == "resolution"
        and clock.due is not None
        and cured_at(question, min(clock.due, question.as_of)) is True
        and clock.stopped_at is None
    )


def _missed(question: Question, code: str, clock: SlaClock) -> Judgement:
    due = {} if clock.due is None else {"due": clock.due.isoformat()}
    proof = _proof(question, clock) or (question.opened,)
    left = ending(question)
    right = Right(code=code, params=due)
    if left is not None and clock.due is not None and clock.due > left.at and clock.stopped_at is None:
        # Whoever leaves before the time is over lets it run out: the end is what was done wrong.
        proof, right = (*proof, left), Right(code="stay_until_done", params=due)
    return not_met(code, *proof, right=right, priority=clock.priority or question.level, **due)


def _gravity(question: Question, code: str, clock: SlaClock) -> str:
    """Tell the worst case apart: the most urgent priority unsolved, and not even a workaround in time."""
    top = question.handbook.priorities[0].code
    if clock.name != "resolution" or clock.priority != top or clock.due is None:
        return code
    around = [one for one in question.all("workaround.provided") if one.at <= clock.due]
    return code if around else "clock.resolution.unrestored"


def breach_is_own(question: Question, clock: SlaClock) -> bool:
    """Tell whether a breach is the trainee's (DESIGN decision 6)."""
    if clock.started_at is None or clock.elapsed is None or clock.target is None or clock.due is None:
        return False
    end = clock.stopped_at or question.as_of
    own = own_spans(question.timeline, clock.started_at, end, question.seat if question.came else FIRST)
    ideal = question.key.ideal.get(clock.name, timedelta()) if question.key else timedelta()
    # The due time, not the target, decides: a priority that grew is held to the growth plus the new target.
    return is_own_breach(end - clock.started_at, clock.due - clock.started_at, own, ideal)


def _preliminary(question: Question) -> Judgements:
    """Ask for a first plan within the response target; a late first contact is a fault of the clock alone.

    Where nobody knows the target, a plan within the shortest is in time, and one after the longest is not.
    """
    clock = question.judged.get("response")
    late = clock is not None and clock.state == "breached"
    complained = not question.complete and bool(question.own("complaint.opened"))
    if question.seat != "T1" or _is_led(question) or not question.words or late or complained:
        # Of a complaint the measures are judged, not a plan at the first contact (STD-4.3.4).
        return ()
    first, last = (clock.due, clock.due) if clock is not None and clock.due is not None else _response(question)
    right = Right(code="preliminary", params={} if first is None or first != last else {"due": first.isoformat()})
    done = question.own("fix.provided", "workaround.provided", "action.executed")
    early = [one for one in done if first is not None and one.at <= first]
    if early:
        return (met("preliminary", early[0]),)
    sure = tuple(word for word in question.words if first is None or word.event.at <= first)
    within = tuple(word for word in question.words if last is None or word.event.at <= last)
    found = owed("preliminary", within, ANSWERING, right, () if within else (question.words[0].event,))
    if found.verdict == "met" and not any(word.agreed(*ANSWERING) for word in sure):
        found = replace(found, verdict="not_judged")
    return (found,)


def _is_led(question: Question) -> bool:
    """Tell whether the first contact was another's, and a supervisor leads the case since."""
    return question.post == SUPERVISOR and question.came is not None


def _response(question: Question) -> tuple[datetime | None, datetime | None]:
    """Give the shortest and the longest time by which the manual asks for the first contact, if it does at all."""
    rules = [one for one in question.handbook.clocks if one.name == "response"]
    targets = [span for one in rules for span in one.targets.values()]
    if not targets:
        return None, None
    return question.opened.at + min(targets), question.opened.at + max(targets)


def _reasons(question: Question) -> Judgements:
    """Judge whether a breach, whoever it was due to, is explained in the ticket (borrowed: ASC-4.2).

    Only of one that the trainee saw: nobody can explain what happens after the end (decision 026).
    """
    if question.seat != "T1" and not question.came:
        return ()
    stated = {str(one.fields.get("clock") or "") for one in question.own("breach.reason_logged")}
    found: list[Judgement] = []
    names = (
        sorted(owed_at(question.handbook, question.seat, question.post))
        if question.came
        else ("response", "resolution")
    )
    for name in names:
        clock = question.judged.get(name)
        if clock is None or clock.state != "breached" or _only_unconfirmed(question, clock):
            continue
        if clock.due is not None and not was_there(question, clock.due):
            continue
        if stated & {name, ""}:
            found.append(met("breach_reason", *question.own("breach.reason_logged"), clock=name))
        else:
            right = Right(code="state_reason", params={"clock": name})
            found.append(not_met("breach_reason", *_proof(question, clock), right=right, clock=name))
    return tuple(found)


def _relaxed(question: Question) -> Judgements:
    """Judge whether changed targets that would bind this ticket were announced before (STD-2.2.2.special)."""
    due = [one for one in question.overrides if one.start <= question.opened.at < one.end]
    if not due:
        return ()
    told = question.all("sla.change_notified")
    bare = [
        one
        for one in due
        if not any(event.fields.get("override") == one.id and event.at < one.start for event in told)
    ]
    if bare:
        return (not_met("sla_change_told", question.opened, *told, right=Right(code="announce_change")),)
    return (met("sla_change_told", *told),)
