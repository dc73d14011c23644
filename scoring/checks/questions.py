"""Was the fault asked about, with data, was it isolated, checked by the desk, and the right way shown (NET-3)?"""

from scoring.checks.heard import heard
from scoring.checks.marked import saying
from scoring.checks.unreached import given_up
from scoring.ending import last_own
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import expected_in, recorded, shared_share, told_slots
from scoring.words import Word
from simulator.disclosure import ASKED_AS
from simulator.reading.reading import Act
from sla.timeline import Event, Timeline

REPAIRS = ("action.executed", "fix.provided", "workaround.provided")
LOOKED = ("check.run", "verify.agent")
ALONE = frozenset({"log", "test"})
"""Ways of looking at something without the customer."""

GUESSES = 3
"""Changes without a look at anything that make guessing of a search (the published fault says three)."""

FAULT = "incident"
ASKED_TYPES = frozenset({"request", "consult"})
"""Types of what nobody calls broken: a case that may be either asks how to do something."""

FOUR = ("occurred_at", "error_message")
"""Fields for two of the four things that are asked of a fault; symptom and steps are told in many ways."""

ASKS_FOR = frozenset({"attachment", "error_text", "error_message"})
TELLING = 0.4
"""Share of the words of a message that name the step, from which on it tells how; from half of it on, it may."""

SHOWS, PLANS = "give_solution", "explain_plan"
SHOWS_HOW = (SHOWS, PLANS)


def questions(question: Question) -> Judgements:
    """Judge the diagnosis by what was asked and looked at."""
    if question.seat != "T1":
        return ()
    return (
        *_asked(question),
        *_data(question),
        *_guessed(question),
        *_looked(question),
        *_guided(question),
    )


def _is_fault(question: Question) -> bool:
    types = question.key.types if question.key else frozenset()
    typed = question.last("ticket.type_set")
    return (
        FAULT in types and not types & ASKED_TYPES
        if types
        else typed is not None and typed.fields.get("value") == FAULT
    )


def _asked(question: Question) -> Judgements:
    """Ask for questions about a fault before it is repaired, unless all was told anyway (NET-3.2.ask)."""
    repaired = question.first(*REPAIRS)
    before = [word for word in question.words if repaired is None or word.event.id < repaired.id]
    asking = [word.event for word in before if word.agreed("ask") or any(mark in word.said for mark in "?？")]
    if asking and repaired is not None and (left := _left_out(question, before)):
        right = Right(code="ask_four")
        return (not_met("asked_fault", asking[0], repaired, right=right, missing=" ".join(left)),)
    if asking:
        return (met("asked_fault", asking[0]),)
    if not _is_fault(question) or not question.words or repaired is None:
        return ()
    held = recorded(question)
    wanted = [one.name for one in question.handbook.intake if one.required]
    if all(not question.is_blank(held.get(name, "")) for name in wanted):
        return ()
    disputed = [word.event for word in before if word.disputed("ask")]
    if disputed:
        return (not_judged("asked_fault", *disputed),)
    return (not_met("asked_fault", before[0].event if before else repaired, repaired, right=Right(code="ask_four")),)


def _left_out(question: Question, before: list[Word]) -> tuple[str, ...]:
    """Name time and error message of a fault if neither was asked for, told or written down (NET-3.2.ask).

    One of them alone may have been plain; words that may have asked leave it open.
    """
    wanted = [one for one in question.handbook.intake if one.name in FOUR]
    slots = [slot for one in wanted if (slot := expected_in(question, one)) is not None and slot.reachable]
    if not question.complete or not _is_fault(question) or len(slots) < len(FOUR):
        return ()
    if any(word.doubts("ask") for word in before):
        return ()
    held, told = recorded(question), told_slots(question)
    asked = {act.slot for word in before for act in word.acts("ask")}
    known = [slot.name in told or ASKED_AS.get(slot.name, slot.name) in asked for slot in slots]
    filled = [not question.is_blank(held.get(one.name, "")) for one in wanted]
    return () if any(known) or any(filled) else tuple(one.name for one in wanted)


def _data(question: Question) -> Judgements:
    """Ask that the customer was guided to send a log or a picture of a fault, or had sent one (NET-3.2.info)."""
    asked = [
        *(word.event for word in saying(question, "asks_data", question.words)),
        *(word.event for word in question.words if any(_is_data(act) for act in word.agreed("ask"))),
    ]
    sent = [one for one in question.all("customer.msg", "ticket.submitted") if one.fields.get("attachment")]
    kept = not question.is_blank(recorded(question).get("attachment", ""))
    if asked or sent or kept:
        return (met("data_asked", *(asked or sent or list(question.all("intake.set")))[:1]),)
    worked = question.first(*REPAIRS, "ticket.transferred")
    if not _is_fault(question) or worked is None:
        return ()
    disputed = [word.event for word in question.words if any(_is_data(act) for act in word.disputed("ask"))]
    if disputed:
        return (not_judged("data_asked", *disputed),)
    return (not_met("data_asked", worked, last_own(question), *_closings(question), right=Right(code="ask_data")),)


def _closings(question: Question) -> Timeline:
    return question.own("ticket.closed")[-1:]


def _is_data(act: Act) -> bool:
    return act.slot in ASKS_FOR and act.slot == "attachment"


def _guessed(question: Question) -> Judgements:
    """Find changes one after another without a look at anything (NET-3.2.isolate); in a drill the system tells."""
    acts = question.own("action.executed")
    if question.machine is not None or len(acts) < GUESSES:
        return ()
    looked = [one for one in question.all(*LOOKED) if one.id < acts[-1].id]
    noted = [one for one in question.own("action.logged") if one.id < acts[-1].id]
    if looked or noted or saying(question, "isolates", question.words):
        return (met("guessed", *(looked or noted or list(acts))[:1]),)
    return (not_met("guessed", *acts, right=Right(code="check_first")),)


def _looked(question: Question) -> Judgements:
    """Ask for a look of the desk's own before it says that all works (NET-3.4.verify)."""
    repaired, marked = question.last(*REPAIRS), question.own("ticket.resolved")
    if repaired is None or repaired.actor != "trainee":
        return ()
    looked = [one for one in question.all(*LOOKED) if one.id > repaired.id]
    if looked:
        return (met("verified_self", repaired, looked[0]),)
    said = [one for one in marked if one.id > repaired.id]
    told = [one for one in question.all("customer.msg", "verify.customer") if one.id > repaired.id]
    works = next((one for one in told if heard(question, one) == "works"), None)
    first = said[0] if said else None
    if given_up(question) and not _could_look(question):
        # Whatever could be looked at needs the customer, who is gone.
        return ()
    if first is None or (works is not None and works.id < first.id):
        return ()
    return (not_met("verified_self", repaired, first, right=Right(code="see_it_work")),)


def _could_look(question: Question) -> bool:
    """Tell whether first line has a check that needs nobody else."""
    if question.machine is None:
        return True
    return any(
        one.via in ALONE and not one.needs and one.tier == question.seat for one in question.machine.model.checks
    )


def _guided(question: Question) -> Judgements:
    """Ask that the right way was shown where the customer's own doing was the cause (NET-3.4.guide)."""
    if question.key is not None and not question.key.user_error:
        return _told_how(question)
    if question.key is None:
        return ()
    shown = [word for word in question.words if _shows_how(question, word)]
    if shown:
        return (met("guided", shown[-1].event),)
    disputed = [word.event for word in question.words if word.disputed(*SHOWS_HOW)]
    if disputed:
        return (not_judged("guided", *disputed),)
    last = question.words[-1].event if question.words else question.opened
    return (not_met("guided", last, *_ends(question), right=Right(code="show_how")),)


def _told_how(question: Question) -> Judgements:
    """Ask that a customer who did a step was told how, as whoever did it wrong before needs (NET-3.4.guide).

    Only a drill writes down who did a step; words that nobody read may have told it.
    """
    done = [one for one in question.own("action.executed") if one.fields.get("by") == "customer"]
    if not done or not question.complete or question.machine is None:
        return ()
    before = [word for word in question.words if word.event.id < done[-1].id]
    names = {str(one.fields.get("action")) for one in done}
    model = question.machine.model
    titles = "\n".join(f"{one.title.zh}\n{one.title.en}" for one in model.actions if one.id in names)
    told = [
        word
        for word in before
        if word.agreed(SHOWS) or word.modelled(SHOWS) or shared_share(word.text, titles) >= TELLING
    ]
    if told or saying(question, "guides", tuple(before)):
        return (met("guided", *(word.event for word in told[-1:]), done[0]),)
    looked = max((one.id for one in question.own("check.run") if one.id < done[-1].id), default=-1)
    near = [word for word in before if word.event.id > looked and word.agreed(PLANS)]
    likely = any(shared_share(word.text, titles) >= TELLING / 2 for word in before if word.event.id > looked)
    if near or likely or any(word.disputed(SHOWS) or word.doubts(SHOWS) for word in before):
        return (not_judged("guided", *(word.event for word in near[:1]), done[0]),)
    return (not_met("guided", done[0], right=Right(code="show_how")),)


def _ends(question: Question) -> tuple[Event, ...]:
    return question.own("ticket.closed")[:1]


def _shows_how(question: Question, word: Word) -> bool:
    repaired = question.first("fix.provided", "action.executed")
    after = repaired is None or word.event.id > repaired.id
    return bool(saying(question, "guides", (word,))) or (after and bool(word.agreed(*SHOWS_HOW)))
