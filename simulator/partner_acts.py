"""What events does a partner's answer, work or claim leave on the ticket?"""

from collections.abc import Callable, Mapping

from scenarios.fault_model import after
from scenarios.partner import Partner
from simulator import partners
from simulator.colleague_acts import sentence
from simulator.draft import Draft, Drafts, change
from simulator.partners import Answer
from simulator.state import Desk, Due, State
from sla.timeline import Json

LINES: Mapping[str, str] = {
    "accepts": "partner_accepts",
    "stands": "partner_stands",
    "slips": "partner_slips",
    "again": "partner_again",
    "waits": "partner_waits",
    "done": "partner_done_long",
}
"""The wording of each answer; that it is not theirs each partner says in words of its own."""


def partner_acts(desk: Desk, state: State, due: Due) -> Drafts:
    """Give the events of one planned act of a partner; none once it has no sense any more."""
    partner = desk.case.partner(str(due.data["partner"]))
    if partner is None or partner.id not in state.partners:
        return ()
    return _ACTS[str(due.data["do"])](desk, state, due, partner)


def _told(desk: Desk, state: State, due: Due, partner: Partner, answer: Answer) -> Drafts:
    clock = answer.eta.astimezone(desk.case.submitted_at.tzinfo).strftime("%H:%M") if answer.eta else ""
    words = partner.denies
    if answer.stance != "denies":
        words = sentence(desk, state, LINES[answer.stance], time=clock)
    fields: dict[str, Json] = {"partner": partner.id, "stance": answer.stance, "text": words}
    if answer.eta is not None:
        fields["eta"] = answer.eta.isoformat()
    return (Draft(at=due.at, kind="partner.answered", actor=partner.id, fields=fields),)


def _answer(desk: Desk, state: State, due: Due, partner: Partner) -> Drafts:
    return _told(desk, state, due, partner, partners.opinion(desk, state, partner, due.at))


def _reply(desk: Desk, state: State, due: Due, partner: Partner) -> Drafts:
    return _told(desk, state, due, partner, partners.reply(desk, state, partner, due.at))


def _finish(desk: Desk, state: State, due: Due, partner: Partner) -> Drafts:
    """Do it, and say so."""
    action = partners.action_of(desk, state, partner)
    if action is None:
        return ()
    done = Draft(at=due.at, kind="action.executed", actor=partner.id, fields={"action": action.id, "by": partner.id})
    changes = change(state, due.at, after(action, state.system), action.id)
    return (done, *changes, _report(desk, state, due, partner, did=True))


def _claim(desk: Desk, state: State, due: Due, partner: Partner) -> Drafts:
    """Say that it is done when it is not."""
    return (_report(desk, state, due, partner, did=False),)


def _report(desk: Desk, state: State, due: Due, partner: Partner, *, did: bool) -> Draft:
    action = partners.action_of(desk, state, partner)
    what = action.title.in_lang(desk.case.lang) if action else ""
    text = sentence(desk, state, "partner_done", what=what)
    fields: dict[str, Json] = {"partner": partner.id, "action": action.id if action else "", "text": text}
    if did:
        fields["did"] = True
    return Draft(at=due.at, kind="partner.reported", actor=partner.id, fields=fields)


_ACTS: Mapping[str, Callable[[Desk, State, Due, Partner], Drafts]] = {
    "answer": _answer,
    "reply": _reply,
    "finish": _finish,
    "claim": _claim,
}
