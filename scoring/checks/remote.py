"""Was a remote session opened with consent, on a cleared screen, with an approved tool, and cleaned up after?"""

from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import loose
from sla.timeline import Event, Timeline

CLEANED = ("remote.ended", "remote.tempfiles_deleted")
ASKS = "request_remote_consent"
REPLIES = ("customer.msg", "customer.approved", "verify.customer")
"""What a customer may have said yes with."""


NOT_YET = frozenset({"consent_later"})
"""What a customer says who has understood that somebody wants to connect, and has not agreed."""


def remote(question: Question) -> Judgements:
    """Judge remote sessions (STD-5b.3; borrowed: ASC-4.4); a consent holds for one session."""
    started = question.own("remote.started")
    if not started:
        return ()
    return (
        _consent(question, started),
        *_checked(question, started),
        *_tool(question, started),
        _after(question, started, "remote.ended", "remote_disconnected", Right(code="disconnect")),
        _after(question, started, "remote.tempfiles_deleted", "remote_cleanup", Right(code="clean_up")),
    )


def _since(question: Question, start: Event) -> int:
    """Give the id from which an act belongs to this session: the end of the one before."""
    ended = [int(one.id) for one in question.all("remote.ended") if one.id < start.id]
    return max(ended, default=-1)


def _before(question: Question, started: Timeline, kind: str, code: str, right: Right) -> Judgement:
    """Ask for something before every session."""
    proofs: list[Event] = []
    for start in started:
        since = _since(question, start)
        before = [one for one in question.all(kind) if since < one.id < start.id]
        if not before:
            return not_met(code, start, right=right)
        proofs += [before[-1], start]
    return met(code, *proofs)


def _consent(question: Question, started: Timeline) -> Judgement:
    """Ask for the customer's yes before every session (STD-5b.3.consent).

    The yes is an event of the customer. Where it is missing, somebody may have asked for it in words that were not
    understood, and have taken a courtesy for the answer: that a person reads.
    """
    judged = _before(question, started, "remote.consent", "remote_consent", Right(code="ask_consent"))
    if judged.verdict != "not_met":
        return judged
    start = next(one for one in started if int(one.id) == judged.evidence[0].event)
    since = _since(question, start)
    asking = [
        word.event
        for word in question.words
        if since < word.event.id < start.id and word.doubts(ASKS) and not word.acts(ASKS)
    ]
    asked = [one for one in question.own("remote.requested") if since < one.id < start.id] or asking
    heard = [one for one in question.all(*REPLIES) if asking and asked[0].id < one.id < start.id]
    if any(one.fields.get("act") in NOT_YET for one in heard):
        # The customer understood what was asked, and put it off: nobody took that for a yes.
        return judged
    # Where another desk shows no word of the customer in between, nothing can have been taken for a yes.
    return not_judged("remote_consent", *asking, start) if heard or (asking and question.complete) else judged


def _checked(question: Question, started: Timeline) -> Judgements:
    if not question.keeps("remote.sensitive_check"):
        return ()
    return (_before(question, started, "remote.sensitive_check", "remote_checked", Right(code="check_screen")),)


def _after(question: Question, started: Timeline, kind: str, code: str, right: Right) -> Judgement:
    """Ask for something after every session, before the next one begins and before the ticket is closed."""
    closed, proofs = question.own("ticket.closed"), list[Event]()
    for place, start in enumerate(started):
        ends = [one for one in (*started[place + 1 : place + 2], *closed) if one.id > start.id]
        limit = min((int(one.id) for one in ends), default=None)
        done = [one for one in question.own(kind) if one.id > start.id and (limit is None or one.id < limit)]
        if not done:
            return not_met(code, start, *ends[:1], right=right)
        proofs += [start, done[0]]
    return met(code, *proofs)


def _tool(question: Question, started: Timeline) -> Judgements:
    listed = question.handbook.lists.get("remote_tools", ())
    approved = [one for one in listed if one.figures.get("approved") != "no"]
    allowed = {loose(name) for one in approved for name in (one.code, one.title.en, one.title.zh)}
    named = [one for one in started if loose(str(one.fields.get("tool") or ""))]
    if not named or not allowed:
        return ()
    wrong = [one for one in named if loose(str(one.fields["tool"])) not in allowed]
    if not wrong:
        return (met("remote_tool", *named),)
    tool = str(wrong[0].fields["tool"])
    titles = {one.code: one.title for one in listed}
    said = titles[tool].in_lang("zh" if question.lang == "zh" else "en") if tool in titles else tool
    return (not_met("remote_tool", *wrong, right=Right(code="approved_tool"), tool=said),)
