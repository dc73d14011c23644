"""Was whoever outside the lines had to do something brought in, shown why, chased, and spoken of as it was?"""

from datetime import datetime

from scenarios.fault_model import after
from scenarios.partner import Partner
from scoring.checks.progress import NOBODY
from scoring.finding import Judgement, Judgements, Right, met, not_met
from scoring.question import Question, state_at
from scoring.stated import is_stated, places, sentences
from scoring.words import Word
from simulator.partners import AT_WORK
from sla.timeline import Event, Timeline

TELLS = ("progress_update", "work_claimed", "promise_eta", "escalate_notice", "chase_reply")
"""Acts with which somebody tells where things stand."""


def partners(question: Question) -> Judgements:
    """Judge what became of each partner of the case; nothing where it has none."""
    key = question.key
    if key is None or not key.partners:
        return ()
    found = [one for partner in key.partners for one in _of(question, partner)]
    return (*_worst(found), *_true(question, key.partners))


def _worst(found: list[Judgement]) -> Judgements:
    """Give one judgement of each criterion: what went wrong with one partner is not made good by another."""
    by_code: dict[str, Judgement] = {}
    for one in found:
        if one.code not in by_code or (one.verdict == "not_met" and by_code[one.code].verdict == "met"):
            by_code[one.code] = one
    return tuple(by_code.values())


def _of(question: Question, partner: Partner) -> Judgements:
    engaged = _named(question, partner, "partner.engaged")
    if not engaged:
        return _missing(question, partner)
    right = [one for one in engaged if _is_theirs(question, one)]
    brought = (met("partner_brought_in", right[0]),) if right else ()
    return (*brought, *_shown(question, partner, engaged), *_chased(question, partner))


def _named(question: Question, partner: Partner, *kinds: str) -> Timeline:
    return tuple(one for one in question.all(*kinds) if one.fields.get("partner") == partner.id)


def _is_theirs(question: Question, engaged: Event) -> bool:
    """Tell whether what a partner was asked for changes anything for the better as things are."""
    machine, state = question.machine, state_at(question, engaged.at)
    action = machine.model.action(str(engaged.fields["action"])) if machine else None
    return action is not None and state is not None and after(action, state) != state


def _missing(question: Question, partner: Partner) -> Judgements:
    """Ask for a partner who had to be brought in: a line has said so, or the fault is the trainee's own to settle."""
    asked = _named(question, partner, "partner.needed")
    cure = question.key.cures.get(question.seat, ()) if question.key else ()
    machine = question.machine
    theirs = [one.id for one in machine.model.actions if one.partner == partner.id] if machine else []
    own = bool(set(cure) & set(theirs)) and question.key is not None and question.key.tier == question.seat
    if not asked and not own:
        return ()
    right = Right(code="bring_in", params={"partner": partner.name})
    return (not_met("partner_brought_in", *(asked or (question.opened,)), right=right),)


def _shown(question: Question, partner: Partner, engaged: Timeline) -> Judgements:
    """Ask that a partner was approached with what shows their part, not on suspicion."""
    seen = [one for one in question.all("check.run") if one.fields.get("check") == partner.shown_by]
    blind = [one for one in engaged if not any(look.id < one.id for look in seen) or not _is_theirs(question, one)]
    if blind:
        right = Right(code="show_first", params={"partner": partner.name})
        return (not_met("partner_shown", *blind, right=right),)
    return (met("partner_shown", seen[0], engaged[0]),)


def _chased(question: Question, partner: Partner) -> Judgements:
    """Ask that somebody asked, soon, once a named time had passed without a word (DSK-7.5)."""
    named = [one for one in _named(question, partner, "partner.answered") if one.fields.get("eta")]
    late: list[Event] = []
    kept: list[Event] = []
    for one in named:
        eta = datetime.fromisoformat(str(one.fields["eta"]))
        limit = eta + question.span("tolerance_eta_s")
        if limit > question.as_of or _is_over(question, limit):
            continue
        after_it = _named(question, partner, "partner.reported", "partner.answered")
        if any(one.id < other.id and other.at <= eta for other in after_it if other.kind == "partner.reported"):
            continue
        asked = [two for two in _named(question, partner, "partner.chased") if one.id < two.id and two.at <= limit]
        (kept if asked else late).append(one)
    if late:
        right = Right(code="chase_partner", params={"partner": partner.name})
        return (not_met("partner_chased", *late, right=right),)
    return (met("partner_chased", kept[0]),) if kept else ()


def _is_over(question: Question, at: datetime) -> bool:
    """Tell whether the customer had confirmed, or the trainee had gone, by an instant."""
    return any(one.at <= at for one in question.all("verify.customer", "attempt.ended"))


def _true(question: Question, known: tuple[Partner, ...]) -> Judgements:
    """Judge whether a partner who was said to be at work had taken it on, and was not done."""
    told = [(word, one) for word in question.words for one in known if _says_at_work(question, word, one)]
    if not told:
        return ()
    false = {word.event.id: word.event for word, one in told if not _was_at_work(question, one, word.event.at)}
    if false:
        return (not_met("partner_true", *false.values(), right=Right(code="say_who_works")),)
    return (met("partner_true", *{word.event.id: word.event for word, _ in told}.values()),)


def _says_at_work(question: Question, word: Word, partner: Partner) -> bool:
    """Tell whether a message says, and neither asks nor supposes it, that a partner is at work."""
    if partner.id in NOBODY or not word.agreed(*TELLS):
        return False
    return any(
        last <= start and is_stated(sentence, start, end, firm=True)
        for sentence in sentences(word.text)
        for start, end in places(sentence.text, question.lexicon.at_work)
        for _, last in places(sentence.text, (partner.name,))
    )


def _was_at_work(question: Question, partner: Partner, at: datetime) -> bool:
    limit = at + question.span("tolerance_progress_s")
    known = _named(question, partner, "partner.answered", "partner.reported")
    said = [one for one in known if one.at <= limit]
    before = [one for one in said if one.at <= at]
    now = {str(one.fields.get("stance") or "done") for one in (*before[-1:], *said[len(before) :])}
    return bool(now & AT_WORK)
