"""Was a complaint handled as one?"""

from collections.abc import Mapping

from scenarios.case import Fact
from scenarios.marks import is_recorded
from scoring.checks.timeliness import breach_is_own
from scoring.checks.turns import turn
from scoring.ending import ending
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.hollow import is_vow
from scoring.question import Question
from scoring.records import said_by_customer, shared_share
from scoring.words import Word, owed
from simulator.history import is_before
from sla.timeline import Event, Timeline

CONTACT = "complaint_contact"
CORRECTIVE = "complaint_corrective"
STEPS = (CONTACT, CORRECTIVE, "complaint_followup")
"""Clocks of a complaint."""

QUESTIONS = ("who", "when", "where", "what", "why", "how")
"""The six of STD-4.3.3."""

DEMAND = "demand"
GROUNDED = 0.3
"""Share of an answer that stands in the record, so that it may be right in other words."""

MOST_UNLIKE = 2
"""Answers without the expected words that may still be right in other words."""


def complaint(question: Question) -> Judgements:
    """Judge the five steps of a complaint (STD-4.3), where the contact is one."""
    opened, turned = question.first("complaint.opened"), turn(question, "turns_complaint")
    if opened is None and turned is not None:
        return (not_met("complaint_turned", turned, right=Right(code="open_complaint")),)
    if opened is None and (question.key is None or not question.key.complaint):
        return ()
    if opened is None:
        return _unopened(question)
    if turned is not None and not (question.key and question.key.complaint):
        return _turned(question, turned, opened)
    clocks = tuple(found for name in _steps(question) for found in _clock(question, name, opened))
    return (
        *((met("complaint_opened", opened), _urgent(question, opened)) if not is_before(opened) else ()),
        _apology(question, opened),
        *_demand(question, opened),
        *_analysis(question, opened),
        *clocks,
    )


def _turned(question: Question, turned: Event, opened: Event) -> Judgements:
    """Judge a contact that became a complaint: it is opened as one, with its own clocks (STD-4.3.1, 4.3.2, 4.3.4)."""
    return (
        met("complaint_turned", turned, opened),
        _urgent(question, opened),
        _apology(question, opened),
        *_demand(question, opened),
        *(found for name in _steps(question) for found in _clock(question, name, opened)),
    )


def _unopened(question: Question) -> Judgements:
    """Judge a complaint taken as any other contact: nothing that it asks for was done."""
    event = question.opened
    return (
        not_met("complaint_opened", event, right=Right(code="open_complaint")),
        not_met("complaint_analysis", event, right=Right(code="analyse_six"), missing=" ".join(QUESTIONS)),
        not_met("complaint_corrective", event, right=Right(code="complaint_corrective")),
        not_met("complaint_followup", event, right=Right(code="complaint_followup")),
        _apology(question, event),
    )


def _urgent(question: Question, opened: Event) -> Judgement:
    """Ask for the mark of urgency on the complaint (STD-4.3.1), however a desk writes it."""
    marked = opened.fields.get("urgent")
    if isinstance(marked, bool):
        urgent = marked
    else:
        written = (str(value) for name, value in opened.fields.items() if name != "channel")
        said = " ".join(written).casefold()
        urgent = any(mark in said for mark in question.lexicon.urgent)
    if urgent:
        return met("complaint_urgent", opened)
    return not_met("complaint_urgent", opened, right=Right(code="mark_urgent"))


def _apology(question: Question, opened: Event) -> Judgement:
    said = question.own("complaint.apology")
    if said:
        return met("complaint_apology", said[0])
    # What is said on the measures comes too late to be the apology, and may only quote the demand for one.
    over = question.first("corrective.done", "corrective.fed_back")
    words = tuple(word for word in question.words if over is None or word.event.id < over.id)
    return owed("complaint_apology", words, ("apologise",), Right(code="apologise"), (opened,))


def contact_in_words(question: Question, opened: Event) -> Word | None:
    """Give the first understood message to the customer after the complaint was opened: contact is made with it.

    The clause asks for contact, an apology and the demand (STD-4.3.2); the latter two are judged by themselves.
    """
    return next((word for word in question.words if word.event.id > opened.id and word.clear), None)


def _demand(question: Question, opened: Event) -> Judgements:
    """Ask that the customer was heard on what is demanded, once contact was made (STD-4.3.2)."""
    spoken = contact_in_words(question, opened)
    made = sorted(
        (*question.own("complaint.contacted"), *((spoken.event,) if spoken else ())), key=lambda one: one.id
    )
    if not made:
        # That nobody made contact is found by the clock.
        return ()
    after = [one for one in question.all("customer.msg") if one.id > opened.id]
    told = [one for one in after if _tells(one)]
    if told:
        return (met("complaint_demand", made[0], told[0]),)
    return (not_met("complaint_demand", made[0], right=Right(code="hear_demand")),)


def _tells(event: Event) -> bool:
    """Tell whether a customer says what is demanded; in a transcript, whatever is said then may be it."""
    slots = event.fields.get("slots")
    return event.fields.get("act") is None or (isinstance(slots, list | tuple) and DEMAND in slots)


def _analysis(question: Question, opened: Event) -> Judgements:
    done = question.own("rca.5w1h")
    fields = done[-1].fields.get("fields") if done else None
    right = Right(code="analyse_six")
    if not done:
        return (not_met("complaint_analysis", opened, right=right, missing=" ".join(QUESTIONS)),)
    if not isinstance(fields, Mapping):
        names = fields if isinstance(fields, list | tuple) else ()
        full = len(names) >= len(QUESTIONS)
        return (
            met("complaint_analysis", done[-1]) if full else not_met("complaint_analysis", done[-1], right=right),
        )
    missing = [name for name in QUESTIONS if question.is_blank(str(fields.get(name) or ""))]
    if missing and sum(not question.is_blank(str(one or "")) for one in fields.values()) < len(QUESTIONS):
        return (not_met("complaint_analysis", done[-1], right=right, missing=" ".join(missing)),)
    return (met("complaint_analysis", done[-1]), *_causes(question, done[-1], fields))


def _causes(question: Question, done: Event, fields: Mapping[str, object]) -> Judgements:
    """Hold the answers against what the record shows, where that is known."""
    if question.key is None or not question.key.analysis:
        return ()
    answers = {name: str(fields.get(name) or "") for name in question.key.analysis}
    unlike = [
        name
        for name, groups in question.key.analysis.items()
        if not is_recorded(Fact(slot=name, value="", say="", disclosure="open", marks=groups), answers[name])
    ]
    if not unlike:
        return (met("complaint_causes", done),)
    known = "\n".join((said_by_customer(question), *question.key.history))
    strange = [name for name in unlike if shared_share(answers[name], known) < GROUNDED]
    if strange or len(unlike) > MOST_UNLIKE:
        right = Right(code="analyse_record")
        return (not_met("complaint_causes", done, right=right, wrong=" ".join(unlike)),)
    return (not_judged("complaint_causes", done, unclear=" ".join(unlike)),)


def _steps(question: Question) -> tuple[str, ...]:
    """Name the clocks that apply: what was never corrected cannot be followed up, it costs by itself (026)."""
    corrected = question.own("corrective.done", "corrective.fed_back", "complaint.followup")
    return STEPS if corrected or ending(question) is None else STEPS[:2]


def _only_vows(question: Question) -> Timeline:
    """Give the corrections if all are vows to do better; what was told in figures may be more."""
    done = question.own("corrective.done")
    texts = [str(one.fields.get("text") or "") for one in done]
    told = [word for word in question.words if done and word.event.id > done[0].id]
    measured = any(any(letter.isdigit() for letter in word.text) for word in told)
    return done if texts and all(is_vow(one) for one in texts) and not measured else ()


def _clock(question: Question, name: str, opened: Event) -> Judgements:
    clock = question.judged.get(name)
    if clock is None:
        return ()
    spoken = contact_in_words(question, opened) if name == CONTACT else None
    in_words = spoken is not None and clock.due is not None and spoken.event.at <= clock.due
    proof: Timeline = tuple(one for one in question.timeline if one.id in {clock.started_by, clock.stopped_by})
    if name == CORRECTIVE and (vows := _only_vows(question)):
        return (not_met(name, *vows, right=Right(code=name)),)
    if clock.state == "met" or in_words:
        return (met(name, *proof, *((spoken.event,) if spoken and in_words else ())),)
    # Once the attempt has ended nobody can do any more what was still open.
    ended = ending(question) is not None
    if (
        clock.state == "breached"
        and (clock.stopped_at is not None or not ended)
        and not breach_is_own(question, clock)
    ):
        # Done late, or not yet, over another's delay (DESIGN decision 6); what was never done at all, nobody delayed.
        return ()
    if clock.state in {"breached", "not_started"} or (clock.state == "running" and ended):
        return (not_met(name, *(proof or (opened,)), right=Right(code=name)),)
    return ()
