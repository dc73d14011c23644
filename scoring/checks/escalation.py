"""Did the ticket go to the line it belongs to, with what that line needs, and did the customer know?"""

from collections.abc import Mapping
from datetime import timedelta

from scenarios.seating import SUPERVISOR, own_repairs
from scoring.ending import is_refused
from scoring.finding import Judgement, Judgements, Right, at, met, not_judged, not_met
from scoring.holder import lines_named
from scoring.question import Question, state_at
from scoring.records import loose
from scoring.set_time import is_within, set_time
from scoring.words import owed, quoted
from simulator.colleague import NEEDED
from simulator.diagnose import direct_tier
from simulator.form import needed_slots
from simulator.repair import plan
from sla.timeline import Event

REPAIRED = ("action.executed", "fix.provided", "workaround.provided", "plan.explained")
SECTIONS = ("symptom", "done", "ask")

LEAST_NOTE = 12
"""Letters, figures and Han characters below which a note without sections says nothing."""

LEAST_SECTION = 2

OPERATOR = "operator"
RECORDING = frozenset({OPERATOR, "junior"})
"""Seats that record and forward (DSK-4.1.op, DSK-4.1.junior)."""


def escalation(question: Question) -> Judgements:
    """Judge routing and hand-over (STD-3.1.3, STD-3.2)."""
    if question.post == SUPERVISOR and question.came:
        # What was handed over before was others' doing; where it belongs is judged as leading it.
        moved = question.transfer()
        return () if moved is None else (_told(question, moved), *_eta(question, moved))
    if question.seat != "T1":
        return _handover(question)
    known = () if question.post in RECORDING else _knowledge_first(question)
    return (*known, *_line(question), *_handover(question), *_owner(question))


def _goes_straight(question: Question, at: Event) -> bool:
    """Tell whether the manual sends what is that urgent past the next line (A-l1-direct); only one of them does."""
    level = question.key.priority_at(at.at) if question.key else None
    return bool(level and direct_tier(question.handbook, level))


def _knowledge_first(question: Question) -> Judgements:
    """Ask for a search before anything is done or passed on; what goes straight on is exempt (A-l1-direct)."""
    acted = next(iter(question.own("ticket.transferred", *REPAIRED)), None)
    searches = question.own("kb.search", "kb.opened")
    if acted is None:
        if searches:
            return (met("kb_first", searches[0]),)
        if is_refused(question) or (not question.complete and question.own("complaint.opened")):
            # A complaint taken as one is about what was done: no article answers it (STD-4.3).
            return ()
        return (not_met("kb_first", question.opened, right=Right(code="kb_first")),)
    before = [one for one in searches if (one.at, one.id) < (acted.at, acted.id)]
    if before:
        return (met("kb_first", before[0], acted),)
    if _goes_straight(question, acted) and acted.kind == "ticket.transferred":
        return ()
    return (not_met("kb_first", acted, right=Right(code="kb_first")),)


def _line(question: Question) -> Judgements:
    moved = question.transfer()
    if question.post == OPERATOR:
        # Who gives no solution keeps nothing (DSK-4.1.op).
        return ()
    if question.key is None or not question.key.tier:
        return () if moved is None else (not_judged("kept_first_line", moved),)
    decided = moved or question.last("action.executed", "fix.provided", "verify.customer") or question.opened
    right = question.key.tier_at(question.handbook, decided.at)
    if moved is None:
        return _kept(question, right)
    if right == question.seat:
        gone = not_met("kept_first_line", moved, right=Right(code="solve_here"))
        return () if _is_out_of_time(question, moved) else (gone,)
    return (_sent(question, moved, right),)


def _sent(question: Question, moved: Event, right: str) -> Judgement:
    """Judge to which line it went; a record that does not tell it is held against nobody."""
    targets = [str(one.fields.get("to_tier") or "") for one in question.own("ticket.transferred")]
    if right in targets:
        return met(f"to_line.{right}", moved)
    if not all(targets):
        return not_judged(f"to_line.{right}", moved)
    # Where another line had to send it on, that line's step proves the mistake.
    passed = [one for one in question.all("ticket.transferred") if one.fields.get("to_tier") == right]
    return _wrong(right, moved, *passed)


def _is_out_of_time(question: Question, moved: Event) -> bool:
    """Tell whether what the desk could cure had to go on: its set time would have been over before (DSK-9.1.esc).

    That is so where the ideal handling passes it on too, and where the cure alone takes more than is left.
    """
    key, machine, state = question.key, question.machine, state_at(question, moved.at)
    limit, taken = set_time(question), question.first("ticket.accepted")
    if key is None or machine is None or state is None or limit is None or taken is None:
        return False
    steps = plan(machine.model, state, own_repairs(question.handbook, question.seat, question.post))
    needed = timedelta(seconds=sum(one.cost_s for one in steps or ()))
    return key.passed_on or not is_within(question, limit, taken.at, moved.at, needed)


def _wrong(right: str, *events: Event) -> Judgement:
    return not_met(f"to_line.{right}", *events, right=Right(code="transfer_to", params={"tier": right}))


def _kept(question: Question, right: str) -> Judgements:
    solved = question.last("verify.customer", "fix.provided", "action.executed")
    if right != question.seat:
        return (_wrong(right, question.opened, *((solved,) if solved else ())),)
    return (met("kept_first_line", solved),) if solved is not None else ()


def _handover(question: Question) -> Judgements:
    moved = question.transfer()
    if moved is None:
        return ()
    return (*_note(question, moved), _told(question, moved), *_eta(question, moved))


def _note(question: Question, moved: Event) -> Judgements:
    """Judge the note: what is wrong, what was done, what is asked; and no need to ask the customer again."""
    room = question.span("tolerance_told_before_s")
    notes = [one for one in question.own("handover.note") if one.at <= moved.at + room]
    gaps = _gaps(question, moved)
    right = Right(code="handover_note", params={"sections": " ".join(SECTIONS)})
    if not notes and question.lacks("handover.note"):
        return ()
    if not notes:
        return (not_met("handover_note", moved, right=right, missing="note"),)
    sections, text = notes[-1].fields.get("sections"), str(notes[-1].fields.get("text") or "")
    if isinstance(sections, Mapping):
        empty = [name for name in SECTIONS if len(loose(str(sections.get(name) or ""))) < LEAST_SECTION]
        gaps = (*empty, *(() if "symptom" in empty else gaps))
    elif len(loose(text)) < LEAST_NOTE:
        gaps = ("note",)
    if gaps:
        return (not_met("handover_note", notes[-1], moved, right=right, missing=" ".join(gaps)),)
    return (met("handover_note", notes[-1], moved),)


def _gaps(question: Question, moved: Event) -> tuple[str, ...]:
    """Name what the receiving line could find nowhere in the ticket, in a drill, where it has to ask.

    What the customer does not tell anybody is no gap of the note: to fill it would be to make it up.
    """
    if question.key is None or question.key.machine is None:
        return ()
    filled: dict[str, str] = {}
    joined = _joined(question, moved)
    limit = joined.at if joined else moved.at
    for event in question.all("intake.set"):
        fields = event.fields.get("fields")
        if event.at <= limit and isinstance(fields, Mapping):
            filled.update({str(name): str(value or "") for name, value in fields.items()})
    handbook = question.handbook
    needed = needed_slots(handbook, NEEDED)
    wanted = (slot for slot in needed if slot != "symptom" and not question.is_untellable(slot))
    return tuple(slot for slot in wanted if question.is_blank(handbook.recorded(slot, filled)))


def _joined(question: Question, moved: Event) -> Event | None:
    """Give the event with which the receiving line began; at a later line, what came before is another's."""
    kinds = ("tier2.started", "tier3.joined")
    if not question.came:
        return question.first(*kinds)
    return next((one for one in question.all(*kinds) if one.id > moved.id), None)


def _told(question: Question, moved: Event) -> Judgement:
    marked = question.own("escalation.customer_told")
    if marked:
        return met("customer_told", moved, marked[0])
    room = question.span("tolerance_told_before_s")
    words = tuple(word for word in question.words if word.event.at >= moved.at - room)
    judged = owed("customer_told", words, ("escalate_notice",), Right(code="tell_escalation"), (moved,))
    named = [one.event for one in words if lines_named(question, one.text) - {question.seat}]
    if judged.verdict != "met" and named and not question.complete:
        # Who tells what another line is doing has told that it has the ticket.
        return met("customer_told", moved, named[0])
    return judged


def _eta(question: Question, moved: Event) -> Judgements:
    """Ask for the planned time, and that the customer hears a time, where another line works long enough."""
    joined = _joined(question, moved)
    fixed = next((one for one in question.all("fix.provided") if one.actor != "trainee"), None)
    if joined is None or (fixed is not None and fixed.at - joined.at < question.span("tolerance_eta_s")):
        return ()
    got = question.all("escalation.eta_obtained")
    if not got:
        return (not_met("eta_obtained", moved, joined, right=Right(code="ask_eta")),)
    words = tuple(word for word in question.words if word.event.at >= got[0].at)
    until = [word for word in words if fixed is None or word.event.at <= fixed.at]
    told = quoted(until, "promise_eta")
    obtained = met("eta_obtained", got[0])
    if told:
        return obtained, Judgement(code="eta_told", verdict="met", evidence=(*at(got[0]), *told))
    return obtained, owed("eta_told", tuple(until), ("promise_eta",), Right(code="tell_eta"), (got[0],))


def _owner(question: Question) -> Judgements:
    """Ask that somebody owned the ticket at every time (borrowed: DSK-7.8)."""
    if not question.keeps("ticket.assigned"):
        return ()
    moved, closed = question.transfer(), question.all("ticket.closed")
    named = [one for one in question.all("ticket.assigned") if one.fields.get("to") or one.fields.get("group")]
    right = Right(code="keep_owner")
    leaves = moved or (closed[0] if closed else question.timeline[-1])
    before = [one for one in named if one.id < leaves.id]
    if not before:
        return (not_met("owner_kept", leaves, right=right),)
    taken = [one for one in (*named, *question.all("tier2.started", "tier3.joined")) if moved and one.id > moved.id]
    if moved is not None and not taken and not closed:
        return (not_met("owner_kept", moved, right=right),)
    return (met("owner_kept", before[0], *taken[:1]),)
