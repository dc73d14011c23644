"""What do a third party, R&D or a liaison bring about: an opinion on whose it is, a time, a slip, a claim?

A partner who has not been shown what is wrong at their end says that it is not theirs. One who accepts names a time.
How they work (`Coworker.manner`) is hidden: a slow one lets the time pass in silence until somebody chases; a wrong
one says that it is done when it is not. All of it is planned on the agenda and happens at its own time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from scenarios.fault_model import Action, after
from scenarios.partner import Partner
from simulator.chance import fraction, whole
from simulator.coworker import coworker, rounded
from simulator.evolved import evolved
from simulator.line_times import PARTNER_ANSWERS, PARTNER_BUSY, PARTNER_REPLIES, PARTNER_WORKS, Span
from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, opening
from simulator.state import Desk, Due, State, planned
from simulator.strand import Engaged
from sla.timeline import Event

Stance = Literal["denies", "waits", "accepts", "stands", "slips", "again", "done"]
"""What a partner says: not ours; still looking; ours, by then; that time holds; it does not; not done yet after all;
done, and it is."""

AT_WORK: frozenset[str] = frozenset({"accepts", "stands", "slips", "again"})
"""Opinions of a partner who has taken it on."""

BEGIN: frozenset[str] = frozenset({"accepts", "slips", "again"})
"""Opinions that name a new time, and after which something is begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a partner answers at an instant, and the time that is named, if any."""

    stance: Stance
    eta: datetime | None = None


def engage(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Bring a partner in to do something at their end (DSK-7.5); without being shown why, they decline."""
    partner, action = desk.case.partner(move.text("partner")), desk.case.fault_model.action(move.text("action"))
    if partner is None:
        return Refusal(code="no_such_partner", params={"partner": move.text("partner")[:40]})
    if action is None or action.partner != partner.id:
        return Refusal(code="no_such_action", params={"action": move.text("action")[:40]})
    text = move.text("text").strip()
    if not text:
        return Refusal(code="empty_text")
    before = state.partners.get(partner.id)
    if before is not None and (before.stance in AT_WORK or not before.stance):
        return Refusal(code="already_engaged", params={"partner": partner.name})
    first = opening(desk, state, at, speaks=False)
    return (*first, draft(at, "partner.engaged", partner=partner.id, action=action.id, text=text))


def chase(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Ask a partner where it stands."""
    partner, text = desk.case.partner(move.text("partner")), move.text("text").strip()
    if partner is None:
        return Refusal(code="no_such_partner", params={"partner": move.text("partner")[:40]})
    if partner.id not in state.partners:
        return Refusal(code="not_engaged", params={"partner": partner.name})
    if not text:
        return Refusal(code="empty_text")
    return (*opening(desk, state, at, speaks=False), draft(at, "partner.chased", partner=partner.id, text=text))


def _spell(desk: Desk, span: Span, partner: Partner, purpose: str) -> timedelta:
    """Draw a span that hangs on the case and the partner alone."""
    return timedelta(seconds=whole(*span, fraction(desk.case.seed, desk.case.id, 0, f"{partner.id}-{purpose}")))


def manner_of(desk: Desk, partner: Partner) -> str:
    """Give how a partner works, which nobody sees."""
    return coworker(desk, partner.role, partner.id).manner


def is_shown(state: State, partner: Partner) -> bool:
    """Tell whether what would convince a partner stands in the record."""
    return partner.shown_by in state.checks


def _due(state: State, at: datetime, partner: Partner, do: str) -> Due:
    data = {"do": do, "partner": partner.id}
    return Due(id=f"{partner.id}-{do}-{state.version}", at=at, what="partner", data=data)


def engaged(desk: Desk, state: State, event: Event) -> State:
    """Fold the request to a partner, who will answer."""
    partner = desk.case.partner(str(event.fields["partner"]))
    if partner is None:
        return state
    span = PARTNER_BUSY if manner_of(desk, partner) == "busy" else PARTNER_ANSWERS
    now = Engaged(action=str(event.fields["action"]))
    then = evolved(state, partners={**state.partners, partner.id: now})
    return planned(then, _due(state, event.at + _spell(desk, span, partner, "answer"), partner, "answer"))


def chased(desk: Desk, state: State, event: Event) -> State:
    """Fold a question where it stands: one answer comes, however often it is asked."""
    partner = desk.case.partner(str(event.fields["partner"]))
    if partner is None or any(due.data.get("partner") == partner.id and _says(due) for due in state.agenda):
        return state
    return planned(state, _due(state, event.at + _spell(desk, PARTNER_REPLIES, partner, "reply"), partner, "reply"))


def _says(due: Due) -> bool:
    return due.data.get("do") in {"answer", "reply"}


def answered(desk: Desk, state: State, event: Event) -> State:
    """Fold what a partner says; one who takes it on begins, each in their own manner."""
    partner = desk.case.partner(str(event.fields["partner"]))
    known = state.partners.get(str(event.fields["partner"]))
    if partner is None or known is None:
        return state
    stance, named = str(event.fields["stance"]), event.fields.get("eta")
    eta = datetime.fromisoformat(str(named)) if named else known.eta
    reported = known.reported and stance != "again"
    now = Engaged(action=known.action, stance=stance, eta=eta, reported=reported, done=known.done)
    then = evolved(state, partners={**state.partners, partner.id: now})
    if stance not in BEGIN or eta is None:
        return then
    manner = manner_of(desk, partner)
    if stance == "accepts" and manner == "slow":
        # It lies in a queue until somebody asks.
        return then
    ready = event.at + (eta - event.at) * READY
    do = "claim" if stance == "accepts" and manner == "wrong" else "finish"
    return planned(then, _due(state, ready, partner, do))


READY = 0.9
"""Share of a named time after which a partner who keeps it is done."""


def reported(_desk: Desk, state: State, event: Event) -> State:
    """Fold a partner's word that it is done, whether it is or not."""
    name = str(event.fields["partner"])
    known = state.partners.get(name)
    if known is None:
        return state
    now = Engaged(
        action=known.action, stance="done", eta=known.eta, reported=True, done=event.fields.get("did") is True
    )
    return evolved(state, partners={**state.partners, name: now})


def opinion(desk: Desk, state: State, partner: Partner, at: datetime) -> Answer:
    """Say what a partner answers first: whether it is theirs, as far as they have been shown, and by when."""
    if not is_shown(state, partner) or not _theirs(desk, state, partner):
        return Answer(stance="denies")
    return Answer(
        stance="accepts", eta=rounded(desk, at + _spell(desk, PARTNER_WORKS[partner.role], partner, "works"))
    )


def _theirs(desk: Desk, state: State, partner: Partner) -> bool:
    action = action_of(desk, state, partner)
    return action is not None and after(action, state.system) != state.system


def action_of(desk: Desk, state: State, partner: Partner) -> Action | None:
    """Give what a partner was asked to do."""
    known = state.partners.get(partner.id)
    return desk.case.fault_model.action(known.action) if known else None


def reply(desk: Desk, state: State, partner: Partner, at: datetime) -> Answer:
    """Say what a partner answers who is asked again, as things stand by then."""
    known = state.partners[partner.id]
    if known.stance in {"", "denies", "waits"}:
        return opinion(desk, state, partner, at) if known.stance == "denies" else Answer(stance="waits")
    if known.reported:
        return Answer(stance="done") if known.done else Answer(stance="again", eta=_again(desk, partner, at))
    slipped = manner_of(desk, partner) == "slow" and known.eta is not None and at >= known.eta
    if slipped and not any(due.data.get("partner") == partner.id for due in state.agenda if not _says(due)):
        return Answer(stance="slips", eta=_again(desk, partner, at))
    return Answer(stance="stands", eta=known.eta)


def _again(desk: Desk, partner: Partner, at: datetime) -> datetime:
    return rounded(desk, at + _spell(desk, PARTNER_WORKS[partner.role], partner, "again") * AGAIN)


AGAIN = 0.6
"""Share of the first time that a partner needs who is chased: it is known by then where to look."""
