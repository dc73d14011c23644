"""How do words change the state: the trainee's, and the customer's?"""

from datetime import datetime, timedelta

from simulator import consent, customer, pretext, twist_second
from simulator.duties import holds_number, offers
from simulator.evolved import evolved
from simulator.mood import PROGRESS, after_words, moved, waited
from simulator.puzzle import is_puzzling
from simulator.reading.reading import Reading
from simulator.reading.stored import reading_from
from simulator.reading.times import resolve
from simulator.state import Desk, Mood, State, planned, whole_of, with_duties, with_ticket
from simulator.strand import Complaint, Promise
from simulator.twist_channel import hears_at
from simulator.utterance import Reply, Request, as_due, say
from sla.timeline import Event

PROMISING = ("promise_eta", "progress_update", "chase_reply", "escalate_notice", "explain_plan")
"""Acts in which a time that cannot be put on a clock makes the customer ask 具体几点？."""

RELIEVING = ("reports_working", "confirm_fixed", "confirm_detour", "callback_ok", "signs")
ALARMING = (
    "it_is_back", "still_waiting_after_close", "reports_lost", "deny_fixed", "callback_bad", "news", "relief_gone",
)  # fmt: skip
"""What the customer says on seeing that it works, or does not."""

SOOTHED = ("accepts_measures",)
"""What the customer says when something has come of a complaint; nothing is repaired by it."""

REPEATED = 60
BROKEN = 90
HEARD = 150
"""Relief when the desk makes contact on a complaint and apologises: once (STD-4.3.2)."""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _promises(state: State, event: Event, reading: Reading, zone: str) -> tuple[Promise, ...]:
    """Close what was waited for (the customer has news now) and open what was promised."""
    kept = tuple([evolved(one, open=False) if one.open else one for one in state.promises])
    if not reading.has("promise_eta"):
        return kept
    moments = [due for phrase in reading.times if (due := resolve(phrase, event.at, zone)) is not None]
    return (*kept, *(Promise(due=due, made_at=event.at, event=event.id) for due in moments if due > event.at))


def _broken(state: State, at: datetime) -> bool:
    return any(one.open and at > one.due for one in state.promises)


def _felt(desk: Desk, state: State, event: Event, reading: Reading) -> Mood:
    """Let a message act on the mood: the waiting before it, its words, and what it asks again."""
    mood = waited(state.mood, desk.case.persona, event.at, state.promises, relieved=state.relieved)
    if _broken(state, event.at):
        mood = moved(mood, BROKEN, "promise_broken")
    mood = after_words(mood, desk.case.persona, reading)
    if _is_apology(state, event, reading):
        mood = moved(mood, -HEARD, "complaint_heard")
    for slot in reading.asked():
        if slot in state.told:
            mood = moved(mood, REPEATED, "repeated_question")
    return mood


def _is_apology(state: State, event: Event, reading: Reading) -> bool:
    """Tell whether a message is the first apology on a complaint; one on the measures comes too late."""
    open_still = state.complaint is not None and not state.complaint.apologised
    return open_still and reading.has("apologise") and event.fields.get("intent") != "feedback"


def _apologised(state: State, event: Event, reading: Reading) -> Complaint | None:
    if state.complaint is None or not _is_apology(state, event, reading):
        return state.complaint
    return evolved(state.complaint, apologised=True)


def _told_number(desk: Desk, state: State, event: Event) -> State:
    """Tell the number, wherever it stands in words to a customer who has to be told it (ASC-2.1.tell)."""
    told = offers(desk.handbook, "tell_number") and holds_number(
        str(event.fields.get("text", "")), state.ticket.number
    )
    return with_duties(state, number_told=True) if told else state


def said(desk: Desk, state: State, event: Event) -> State:
    """Fold a message of the trainee: the customer feels it, and plans an answer."""
    if event.actor != "trainee" or event.fields.get("to") or event.fields.get("reached") is False:
        return state
    reading = reading_from(event.fields["reading"])
    mood = _felt(desk, state, event, reading)
    asked = {**state.asked}
    for slot in reading.asked():
        asked[slot] = asked.get(slot, 0) + 1
    promises = _promises(state, event, reading, desk.case.zone)
    vague = any(one.kind == "vague" for one in reading.times) and not any(one.open for one in promises)
    request = Request(
        intent=str(event.fields.get("intent", "")),
        about=str(event.fields.get("about", "")),
        parts=_texts(event.fields.get("parts")),
        vague_promise=vague and any(reading.has(act) for act in PROMISING),
        puzzling=is_puzzling(reading, str(event.fields.get("text", ""))),
    )
    heard = hears_at(state, event.at + timedelta(seconds=whole_of(event.fields.get("cost_s"))))
    state = _told_number(desk, state, event)
    felt = evolved(
        state,
        mood=mood,
        introduced=state.introduced or reading.has("self_introduce"),
        soothed=state.soothed or reading.has("empathise"),
    )
    answer = customer.reply(desk, felt, reading, request)
    pressing, answer = pretext.pressed(desk, state, answer, reading, str(event.fields.get("text", "")))
    then = evolved(
        felt,
        asked=asked,
        promises=promises,
        told=tuple(dict.fromkeys((*state.told, *answer.slots))),
        hinted=tuple(dict.fromkeys((*state.hinted, *answer.hinted))),
        words_at=event.at,
        urges=0,
        urged_at=None,
        pretext=pressing,
        complaint=_apologised(state, event, reading),
        twist=consent.explained(state, reading, request),
    )
    return planned(then, as_due(desk, then, answer, heard)) if state.status == "open" else then


def _later(desk: Desk, state: State, event: Event) -> State:
    """Plan the yes that the customer put off."""
    due = consent.late_consent(desk, state, event.at + timedelta(seconds=whole_of(event.fields.get("cost_s"))))
    return planned(state, due) if state.status == "open" else state


def answered(desk: Desk, state: State, event: Event) -> State:
    """Fold words of the customer."""
    mood = waited(state.mood, desk.case.persona, event.at, state.promises, relieved=state.relieved)
    act = str(event.fields["act"])
    complaint = state.complaint
    accepts = act in SOOTHED and complaint is not None and not complaint.accepted
    if act in RELIEVING or accepts:
        mood = moved(mood, -PROGRESS, "progress")
    if act == "reports_lost":
        mood = moved(mood, 300, "data_lost")
    then = evolved(
        state,
        mood=evolved(mood, causes=()),
        told=tuple(dict.fromkeys((*state.told, *_texts(event.fields.get("slots"))))),
        relieved=(state.relieved or act in RELIEVING) and act not in ALARMING,
        complaint=evolved(complaint, accepted=True) if complaint is not None and accepts else complaint,
        pretext=pretext.heard(state.pretext, whole_of(event.fields.get("pretext"))),
    )
    if offers(desk.handbook, "low_rating_contact"):
        # What has hurt is told to whoever asks after a low rating.
        then = with_duties(then, upset=tuple(dict.fromkeys((*state.duties.upset, *mood.causes))))
    if act == "consent_later":
        then = _later(desk, then, event)
    then = twist_second.heard(then, _texts(event.fields.get("slots")))
    return with_ticket(then, verified=False) if act in {"it_is_back", "still_waiting_after_close"} else then


def urged(_desk: Desk, state: State, event: Event) -> State:
    """Fold an urging call."""
    return evolved(state, urges=state.urges + 1, urged_at=event.at)


def _answer(desk: Desk, state: State, event: Event, answer: Reply) -> State:
    """Plan what the customer answers to something that was no message."""
    heard = event.at + timedelta(seconds=whole_of(event.fields.get("cost_s")))
    then = evolved(state, words_at=event.at, urges=0, urged_at=None)
    return planned(then, as_due(desk, then, answer, heard))


def checked(desk: Desk, state: State, event: Event) -> State:
    """Fold a check; the customer answers one that asks."""
    name, text = str(event.fields["check"]), str(event.fields["text"])
    then = evolved(state, checks={**state.checks, name: str(event.fields["result"])})
    if event.fields["via"] != "ask":
        return then
    return _answer(desk, then, event, Reply(parts=(text,), act="answer_check"))


def explained(desk: Desk, state: State, event: Event) -> State:
    """Fold an explained plan; the message beside it is answered, which older attempts did not have."""
    name, parts = str(event.fields.get("action") or ""), _texts(event.fields.get("parts"))
    then = evolved(state, explained={**state.explained, name: parts})
    if not event.fields.get("text"):
        return then
    words = (say(desk, state.version, "ack_plan"),)
    return _answer(desk, then, event, Reply(parts=words, act="ack_plan", event="customer.approved", about=name))


def surprised(desk: Desk, state: State, event: Event) -> State:
    """Let the customer protest at a session that was begun unasked, or with something private on the screen."""
    answer, cause, weight = consent.on_session(desk, state)
    if answer is None:
        return state
    mood = waited(state.mood, desk.case.persona, event.at, state.promises, relieved=state.relieved)
    then = evolved(state, mood=moved(mood, weight, cause))
    heard = event.at + timedelta(seconds=whole_of(event.fields.get("cost_s")))
    return planned(then, as_due(desk, then, answer, heard))
