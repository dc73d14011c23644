"""Did the desk pass the event on in time, up the list where nobody answered, and stay in charge of it?"""

from datetime import timedelta

from scoring.ending import is_solved, last_own
from scoring.finding import Judgements, Right, met, not_met
from scoring.question import Question
from scoring.set_time import is_within, set_time
from scoring.words import Word
from sla.timeline import Event, Timeline

BELONGS = "liaison"
PASSED = ("ticket.transferred", "ticket.assigned", "liaison.contacted", "chain.escalated")
"""What shows that the desk has handed on."""

SOLVES = ("fix.provided", "workaround.provided", "action.executed")
OPERATOR = "operator"
FIRST_LEVEL, TOP_LEVEL = 2, 3
MINE = frozenset({"me", "trainee"})
OWNS = frozenset({"trainee", "customer", "system"})


def desk_lines(question: Question) -> Judgements:
    """Judge the lines behind a desk (DSK-7.3, DSK-9.1.esc) and who was in charge (DSK-7.8, SMO-3.3.c)."""
    if question.seat != "T1":
        return ()
    if question.came:
        # What came over from the desk was passed on in its time by whoever took it there.
        return (*_eta(question), *_orphaned(question))
    return (
        *_liaison(question),
        *_chain(question),
        *_eta(question),
        *_limit(question),
        *_operator(question),
        *_orphaned(question),
    )


def _is_beyond(question: Question) -> bool:
    """Tell whether an event is not the desk's own to solve, and comes from outside."""
    key = question.key
    if key is not None and key.origin == "internal":
        return False
    sent = question.own("ticket.transferred") or [
        one for one in question.own("ticket.assigned") if str(one.fields.get("to") or "") not in MINE
    ]
    elsewhere = key is not None and key.tier not in {"", question.seat}
    return bool(sent) or elsewhere or question.post == OPERATOR


def _liaison(question: Question) -> Judgements:
    """Ask that the department's liaison heard of what goes beyond the desk (DSK-7.3)."""
    told = question.own("liaison.contacted")
    limit = set_time(question)
    known = question.first("ticket.accepted", "eventlist.row")
    if told and limit is not None and known is not None and not is_within(question, limit, known.at, told[0].at):
        # Passed on only when it should have been off the desk's hands already, it was not passed on promptly.
        return (not_met("liaison_told", known, told[0], right=Right(code="tell_liaison")),)
    if told:
        return (met("liaison_told", told[0]),)
    if not _is_beyond(question):
        return ()
    right = Right(code="tell_liaison")
    return (not_met("liaison_told", *question.all("eventlist.row")[:1], last_own(question), right=right),)


def _chain(question: Question) -> Judgements:
    """Ask, where the liaison was not reached, for the next name, level by level, until somebody is (7.3.chain)."""
    missed = [one for one in question.own("liaison.contacted") if one.fields.get("ok") is False]
    tried = question.own("chain.escalated")
    if not missed and not tried:
        return ()
    reached = [one for one in question.own("liaison.contacted") if one.fields.get("ok") is True]
    levels = [(one, _level(one)) for one in tried]
    skipped = [
        one
        for index, (one, level) in enumerate(levels)
        if level > max([FIRST_LEVEL - 1, *(before for _, before in levels[:index])]) + 1
    ]
    right = Right(code="level_by_level")
    if skipped:
        return (not_met("level_by_level", *missed[:1], *skipped, right=right),)
    if not missed:
        # Nobody has to go up a list whose first name answered.
        return ()
    found = [one for one in tried if one.fields.get("ok") is not False] or reached
    gave_up = not found and not any(level >= TOP_LEVEL for _, level in levels)
    if gave_up:
        return (not_met("level_by_level", missed[0], last_own(question), *tried[-1:], right=right),)
    return (met("level_by_level", missed[0], *(tried[-1:] or found[-1:])),)


def _level(tried: Event) -> int:
    try:
        return int(str(tried.fields.get("level") or FIRST_LEVEL))
    except ValueError:
        return FIRST_LEVEL


def _eta(question: Question) -> Judgements:
    """Ask for the planned time once another line has it, and that the customer heard a time (DSK-9.1.esc-eta)."""
    moved = question.transfer()
    if moved is None:
        return ()
    fixed = next((one for one in question.all("fix.provided") if one.actor not in OWNS), None)
    if fixed is not None and fixed.at - moved.at < question.span("tolerance_eta_s"):
        return ()
    got = [one for one in question.all("escalation.eta_obtained") if one.id > moved.id]
    if not got:
        return (not_met("eta_learnt", moved, right=Right(code="ask_eta")),)
    done = question.first("verify.customer")
    until = fixed.at if fixed is not None else done.at if done is not None else question.as_of
    words = [word for word in question.words if got[0].at <= word.event.at <= until]
    told = [word.event for word in words if _names_time(word)]
    learnt = met("eta_learnt", moved, got[0])
    if told:
        return learnt, met("eta_passed_on", got[0], told[0])
    return learnt, not_met("eta_passed_on", moved, got[0], right=Right(code="tell_eta"))


def _names_time(word: Word) -> bool:
    return bool(word.agreed("promise_eta")) or (word.reading is not None and bool(word.reading.times))


def _limit(question: Question) -> Judgements:
    """Ask that what the desk cannot solve is passed on within its limit (A-desk-limit)."""
    limit = set_time(question)
    accepted = question.first("ticket.accepted", "eventlist.row")
    if limit is None or accepted is None:
        return ()
    done = [*_arrived(question), *question.own("ticket.resolved", "fix.provided"), *question.all("verify.customer")]
    ends = sorted((one for one in done if one.id > accepted.id), key=lambda one: one.id)
    if ends and ends[0].at <= accepted.at + limit:
        return (met("desk_limit", accepted, ends[0]),)
    if is_within(question, limit, accepted.at, ends[0].at if ends else question.as_of):
        return ()
    return (not_met("desk_limit", accepted, *ends[:1], right=Right(code="pass_on_in_time")),)


def _passed(question: Question) -> Timeline:
    return tuple(
        one
        for one in question.own(*PASSED)
        if one.kind != "ticket.assigned" or str(one.fields.get("to") or "") not in MINE
    )


def _arrived(question: Question) -> Timeline:
    """Give the hand-overs that reached somebody: a call nobody took, and a group nobody could be told of, did not."""
    return tuple(
        one
        for one in _passed(question)
        if one.fields.get("ok") is not False and not (one.kind == "ticket.assigned" and is_unheard(question, one))
    )


def is_unheard(question: Question, assigned: Event) -> bool:
    """Tell whether a ticket lay with a department whose people had not been told of it, then or within the limit."""
    tried = question.own("liaison.contacted", "chain.escalated")
    if not tried or assigned.fields.get("to"):
        return False
    reached = [one for one in tried if one.fields.get("ok") is not False]
    limit = set_time(question)
    if not reached or limit is None:
        return not reached
    return reached[0].at > assigned.at + limit


def _operator(question: Question) -> Judgements:
    """Find a solution that the operator gave, who only records and forwards (DSK-4.1.op)."""
    if question.post != OPERATOR:
        return ()
    told = [word.event for word in question.words if word.agreed("give_solution")]
    settled = question.first("verify.customer")
    given = [
        one
        for one in (*question.own(*SOLVES), *told)
        # What is advised once it works is no solution any more (DSK-12.6).
        if not is_passed_on(question, one) and (settled is None or one.id < settled.id)
    ]
    if given:
        return (not_met("operator_silent", *given, right=Right(code="forward_only")),)
    return (met("operator_silent", *(_passed(question)[:1] or (question.opened,))),)


def is_passed_on(question: Question, told: Event) -> bool:
    """Tell whether another line had given a way out before: who tells the customer of it only passes it on."""
    theirs = [one for one in question.all("fix.provided", "workaround.provided") if one.actor not in OWNS]
    return any(one.id < told.id for one in theirs)


def _orphaned(question: Question) -> Judgements:
    """Find an event that nobody saw to any more while its customer was still waiting (DSK-7.8, SMO-3.3.c)."""
    closed = question.all("ticket.closed")
    if closed:
        return (met("kept_charge", closed[-1]),)
    if is_solved(question) or question.all("verify.customer"):
        return ()
    left = last_own(question)
    passed = _passed(question)
    taken = [one for one in question.timeline if passed and one.id > passed[0].id and one.actor not in OWNS]
    mine = [one for one in question.timeline if one.actor == "trainee"]
    idle = question.as_of - mine[-1].at if mine else timedelta.max
    if taken or (not question.complete and idle < question.span("abandon_s")):
        return ()
    return (not_met("kept_charge", *mine[-1:], left, right=Right(code="stay_in_charge")),)
