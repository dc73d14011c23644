"""Did the customer confirm, was anything else asked, is it archived, closed and called back?"""

from collections.abc import Mapping
from functools import partial

from scoring.checks.heard import Heard, heard, is_mixed, last_word
from scoring.checks.unreached import approved, given_up
from scoring.ending import is_left, is_refused
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.hollow import is_hollow
from scoring.question import Question, cured_at
from scoring.records import loose
from scoring.stated import is_stated, places, sentences
from scoring.words import Word, owed
from simulator.puzzle import QUESTION
from sla.timeline import Event

RECORD = ("description", "steps", "feedback")
"""The three fields of the archive (STD-3.3.2)."""

SURVEYS = ("confirm_resolved", "ask_satisfaction", "ask_anything_else", "ask")
"""Acts that want to know something of the customer."""

TELLING = frozenset({"description", "steps", "process", "diagnosis", "solution"})
"""Fields that hold a matter: that it was dealt with, or that something was wrong, is none."""


def closure(question: Question) -> Judgements:
    """Judge the end of the ticket (STD-3.3, STD-6.1.call), by whoever closes it: first line, or another."""
    if question.seat != "T1" and not question.own("ticket.closed"):
        # A later line solves and has it confirmed; the line that has the customer closes (STD-3.3.1).
        asked = (*_confirmed_or_let_go(question), *_anything_else(question)) if question.came else ()
        return (*asked, *_reopened(question))
    return (
        *_confirmed_or_let_go(question),
        *approved(question),
        *_anything_else(question),
        _archived(question),
        *_callback(question),
        *_reopened(question),
    )


def _confirmed_or_let_go(question: Question) -> Judgements:
    """Judge the confirmation, where there is one to get: not of a refusal, nor where nobody can be reached."""
    if is_refused(question) or given_up(question):
        found = _confirmed(question)
        return (found,) if found.code != "confirmed" or found.verdict == "met" else ()
    return (_confirmed(question),)


def _confirmed(question: Question) -> Judgement:
    """Ask for the customer's confirmation before the ticket is closed; against a denial it is a gate.

    A ticket that was opened again has to be confirmed again, and so has one whose customer has said since that it
    fails. The denial is what the customer said of the state, which the drill marks; in a transcript, words that say
    both go to a person.
    """
    since = question.reopened_id()
    closed = next((one for one in question.own("ticket.closed") if one.id > since), None)
    denied = _last_denial(question, closed)
    verified = [one for one in question.all("verify.customer") if one.id > since]
    fresh = [one for one in verified if denied is None or one.id > denied.id]
    right = Right(code="confirm_first")
    if closed is None:
        if fresh:
            return met("confirmed", fresh[-1])
        last = question.last("ticket.resolved") or question.opened
        return not_met("confirmed", last, *((denied,) if denied and verified else ()), right=right)
    last_heard = last_word(question, closed)
    if last_heard is not None and last_heard[1] == "fails" and not _mended_since(question, last_heard[0], closed):
        unclear = is_mixed(question, last_heard[0])
        against = not_judged if unclear else partial(not_met, right=right)
        return against("closed_against_word", last_heard[0], closed)
    before = [one for one in fresh if one.id < closed.id]
    if before:
        return met("confirmed", before[-1], closed)
    if denied is not None and verified and is_mixed(question, denied):
        return not_judged("confirmed", denied, closed)
    return _unverified(question, closed, last_heard)


def _last_denial(question: Question, closed: Event | None) -> Event | None:
    """Give the last message before the closing in which the customer said that it fails."""
    spoken = [one for one in question.all("customer.msg") if closed is None or one.id < closed.id]
    return next((one for one in reversed(spoken) if heard(question, one) == "fails"), None)


def _mended_since(question: Question, denied: Event, closed: Event) -> bool:
    """Tell whether the fault was removed after the customer's denial: that nobody asked again is judged by itself."""
    changed = [one for one in question.all("state.changed") if denied.id < one.id < closed.id]
    return bool(changed) and cured_at(question, closed.at) is True


def _is_claim(question: Question, word: Word) -> bool:
    """Tell whether a message says that it is done: what the customer said before it confirms none of that."""
    return any(
        is_stated(sentence, start, end)
        for sentence in sentences(word.said)
        for start, end in places(sentence.text, question.lexicon.done)
    )


def _unverified(question: Question, closed: Event, last_heard: tuple[Event, Heard] | None) -> Judgement:
    """Judge a closing without the event of a confirmation: in a transcript, words may have been one."""
    unread = [one for one in question.all("customer.msg") if one.id < closed.id and one.fields.get("act") is None]
    fixed = question.last("fix.provided", "workaround.provided", "action.executed")
    if last_heard is not None and last_heard[1] == "works" and last_heard[0] in unread:
        return met("confirmed", last_heard[0], closed)
    claimed = [one for one in question.words if unread and one.event.id > unread[-1].id and _is_claim(question, one)]
    if fixed is not None and any(one.id > fixed.id for one in unread) and not claimed:
        # The customer said something after the last repair, and nobody can read what.
        return not_judged("confirmed", unread[-1], closed)
    return not_met("confirmed", closed, right=Right(code="confirm_first"))


def _reopened(question: Question) -> Judgements:
    """Ask that the ticket is opened again when the customer says that it is back (A-reopen)."""
    ended = question.last("attempt.ended", "attempt.abandoned")
    marked = question.first("ticket.resolved", "ticket.closed")
    if marked is None:
        return ()
    limit = ended.id if ended is not None else question.timeline[-1].id + 1
    spoken = [one for one in question.all("customer.msg") if marked.id < one.id < limit]
    back = next((one for one in spoken if heard(question, one) == "fails"), None)
    if back is None:
        return ()
    again = [one for one in question.all("ticket.reopened") if one.id > back.id]
    if again:
        return (met("reopened", back, again[0]),)
    return (not_met("reopened", back, right=Right(code="reopen")),)


def _anything_else(question: Question) -> Judgements:
    if given_up(question):
        # There is nobody to ask.
        return ()
    ended = question.own("ticket.closed", "attempt.ended")
    words = question.words[1:]
    right = Right(code="anything_else")
    return (owed("anything_else", words, ("ask_anything_else",), right, ended[:1] or (question.opened,)),)


def _archived(question: Question) -> Judgement:
    """Ask for the three fields in the archive and for the mark `closed` (STD-3.3.2)."""
    since = question.reopened_id()
    archived = [one for one in question.own("ticket.archived") if one.id > since]
    closed = [one for one in question.all("ticket.closed") if one.id > since]
    held = archive_fields(archived[-1]) if archived else {}
    missing = [name for name in RECORD if not held.get(name)]
    missing += [] if closed else ["closed"]
    if missing:
        events = (*archived, *closed) or (question.opened,)
        return not_met("archived", *events, right=Right(code="archive"), missing=" ".join(missing))
    return met("archived", archived[-1], closed[-1])


def archive_fields(archived: Event) -> Mapping[str, str]:
    """Give what stands in an archive; a list of names says that these fields are filled.

    A field without content is left out: it says no more of what was done than an empty one.
    """
    fields = archived.fields.get("fields")
    if isinstance(fields, Mapping):
        held = {str(name): str(value) for name, value in fields.items() if loose(str(value))}
        return {name: text for name, text in held.items() if name not in TELLING or not is_hollow(text)}
    return {str(name): str(name) for name in fields} if isinstance(fields, list | tuple) else {}


def _callback(question: Question) -> Judgements:
    """Ask for the callback within a day; the confirming contact counts if it took the rating (A13).

    It is owed on what was solved; on a ticket left unsolved nobody can be called back yet (decision 026).
    """
    resolved = question.first("ticket.resolved")
    # A rating that came with the ticket was of what others had done before.
    rated = tuple(one for one in question.all("csat.received", "csat.asked") if one not in question.inherited)
    called = question.all("callback.done")
    clock = next((one for one in question.handbook.clocks if one.name == "callback"), None)
    # A complaint has its own call after the correction (STD-4.3.5), where nothing was marked resolved to call on.
    fed_back = not question.complete and question.own("complaint.followup", "corrective.fed_back")
    if clock is None or is_left(question) or (resolved is None and fed_back):
        return ()
    limit = clock.targets.get("any")
    right = Right(code="call_back")
    if resolved is None or limit is None:
        return (not_met("callback", question.last("verify.customer") or question.opened, right=right),)
    in_time = [one for one in called if one.at <= resolved.at + limit]
    if in_time:
        silent = not rated and all(_asks_nothing(question, one) for one in in_time)
        called_back = not_met("callback", resolved, in_time[0], right=right) if silent else None
        return called_back or met("callback", resolved, in_time[0]), _rated(question, rated)
    confirmed = question.last("verify.customer")
    taken = [one for one in rated if one.kind == "csat.received" and one.at <= resolved.at + limit]
    if confirmed is not None and taken and not called:
        return (met("callback", confirmed, taken[0]),)
    if resolved.at + limit > question.as_of:
        return ()
    return (not_met("callback", resolved, *called[:1], right=right),)


def _asks_nothing(question: Question, called: Event) -> bool:
    """Tell whether a callback was made in words that ask nothing, and only give notice of something.

    The clause wants to know how content the customer is; words that nobody wrote down may have asked.
    """
    begun = [one for one in question.timeline if one.id < called.id and one.actor == "customer"]
    since = begun[-1].id if begun else -1
    said = [word for word in question.words if since < word.event.id <= called.id]
    text = "\n".join((*(word.text for word in said), str(called.fields.get("text") or "")))
    asking = any(word.agreed(*SURVEYS) or word.modelled(*SURVEYS) for word in said)
    return bool(loose(text)) and question.complete and not asking and not QUESTION.search(text)


def _rated(question: Question, rated: tuple[Event, ...]) -> Judgement:
    """Ask for a rating in the callback or before it: the satisfaction figure is taken there (STD-4.1.csat)."""
    if rated:
        return met("rating_asked", rated[0])
    return owed("rating_asked", question.words, ("ask_satisfaction",), Right(code="ask_rating"))
