"""Was a ticket from another line taken over with open eyes: put right, not sent to and fro, reported back?"""

from collections.abc import Mapping

from scenarios.case import Fact
from scenarios.marks import is_recorded
from scenarios.seating import SUPERVISOR
from scoring.answer_key import ExpectedSlot
from scoring.finding import Judgements, Right, met, not_met
from scoring.question import Question, works_at
from simulator.colleague import NEEDED
from simulator.form import needed_slots
from sla.timeline import Event


def taken_over(question: Question) -> Judgements:
    """Judge what a later line made of a hand-over, good or poor; nothing where the ticket began here."""
    if not question.came or question.key is None:
        return ()
    return (*_settled(question), *_sent_back(question), *_kept_line(question), *_reported(question))


def _held(question: Question, until: int | None = None) -> Mapping[str, str]:
    """Give the fields as they stood before an event, or at the end."""
    held: dict[str, str] = {}
    for event in question.all("intake.set"):
        fields = event.fields.get("fields")
        if isinstance(fields, Mapping) and (until is None or event.id < until):
            held |= {str(name): str(value or "") for name, value in fields.items()}
    return held


def _is_recorded(slot: ExpectedSlot, text: str) -> bool:
    fact = Fact(slot=slot.name, value=slot.value, say="", disclosure="on_ask", marks=slot.marks)
    return is_recorded(fact, text)


def _faults(question: Question, held: Mapping[str, str]) -> tuple[str, ...]:
    """Name what is missing of what a line cannot work without, and what stands there otherwise than it is."""
    if question.key is None:
        return ()
    handbook, found = question.handbook, []
    needed = needed_slots(handbook, NEEDED)
    for slot in question.key.slots:
        text = handbook.recorded(slot.name, held)
        if not handbook.fields_for(slot.name) or not slot.reachable or (slot.believes and slot.believes in text):
            continue
        if (text and not _is_recorded(slot, text)) or (not text and slot.name in needed):
            found.append(slot.name)
    return tuple(found)


def _came_id(question: Question) -> int:
    return int(question.inherited[-1].id) + 1


def _settled(question: Question) -> Judgements:
    """Ask that a poor hand-over was put right, by oneself or by whoever wrote it, not worked on as it was."""
    poor = _faults(question, _held(question, _came_id(question)))
    if not poor:
        return ()
    # Without a note, the last thing that came with the ticket shows what was handed over.
    notes = [one for one in question.inherited if one.kind == "handover.note"]
    note = (notes or list(question.inherited))[-1]
    left = [slot for slot in _faults(question, _held(question)) if slot in poor]
    if left:
        right = Right(code="put_record_right", params={"fields": " ".join(left)})
        return (not_met("handover_settled", note, right=right, missing=" ".join(left)),)
    mended = [one for one in question.all("intake.set") if int(one.id) >= _came_id(question)]
    return (met("handover_settled", note, *mended[-1:]),)


def _sent_back(question: Question) -> Judgements:
    """Find a ticket that was sent back although nothing was missing (NET-2.1.b: nobody shirks)."""
    order = [str(one.code) for one in question.handbook.tiers]
    back = [
        one
        for one in question.own("ticket.transferred")
        if order.index(str(one.fields["to_tier"])) < order.index(question.seat)
    ]
    idle = [one for one in back if not _faults(question, _held(question, int(one.id)))]
    if idle:
        return (not_met("sent_back", *idle, right=Right(code="keep_and_work")),)
    return (met("sent_back", *back),) if back else ()


def _kept_line(question: Question) -> Judgements:
    """Judge whether a later line kept what is its own and passed on what is not (STD-3.2.2.scope)."""
    moved, key = question.transfer(), question.key
    if key is None or not key.tier or question.post == SUPERVISOR:
        # Who leads gives the ticket to a person of the right line, which is judged as leading (A-supervisor-seat).
        return ()
    decided = moved or question.last("action.executed", "verify.customer") or question.timeline[-1]
    right = max(key.tier_at(question.handbook, decided.at), question.seat)
    if right == question.seat:
        if moved is not None:
            return (not_met("kept_later_line", moved, right=Right(code="solve_here")),)
        solved = question.last("verify.customer", "action.executed")
        return (met("kept_later_line", solved),) if solved is not None else ()
    targets = [str(one.fields["to_tier"]) for one in question.own("ticket.transferred")]
    if moved is not None and right in targets:
        return (met(f"to_line.{right}", moved),)
    wrong = Right(code="transfer_to", params={"tier": right})
    return (not_met(f"to_line.{right}", moved or question.opened, right=wrong),)


def _reported(question: Question) -> Judgements:
    """Ask that the line which sent the ticket hears what was done, and that it is so (DSK-11.2.4)."""
    solved = question.last("ticket.resolved", "verify.customer")
    reports: tuple[Event, ...] = question.own("fix.provided", "workaround.provided")
    closes_itself = not question.complete and bool(question.own("ticket.closed"))
    if (solved is None or closes_itself) and not reports:
        # Who tells the customer and closes the ticket itself leaves nobody to report to.
        return ()
    if not reports:
        return (not_met("reported_back", *((solved,) if solved else ()), right=Right(code="report_back")),)
    false = [one for one in reports if one.kind == "fix.provided" and works_at(question, one.at) is False]
    if false:
        return (not_met("reported_back", *false, right=Right(code="report_what_is")),)
    return (met("reported_back", reports[-1]),)
