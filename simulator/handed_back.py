"""What does an earlier line do with a ticket sent back to it: complete it, or say that nothing is missing?"""

from scenarios.fill import fill
from scenarios.marks import is_recorded
from simulator.chance import fraction, pick
from simulator.draft import Draft, Drafts
from simulator.history import asked_of, records_of
from simulator.state import Desk, Due, State
from simulator.utterance import run_on
from sla.timeline import Json

ASKED_AGAIN = 4
"""Things that a colleague asks the customer for in one call."""


def faults_in(desk: Desk, state: State) -> tuple[str, ...]:
    """Name the slots that first line owes and that are missing from the record, or wrong in it."""
    found = []
    for slot in asked_of(desk.handbook, desk.case):
        fact, held = desk.case.fact(slot), desk.handbook.recorded(slot, state.ticket.fields)
        if fact is not None and desk.handbook.fields_for(slot) and not is_recorded(fact, held):
            found.append(slot)
    return tuple(found)


def completed(desk: Desk, state: State, due: Due) -> Drafts:
    """Give the events of a colleague who completes a ticket and gives it on again."""
    case, line, slots = desk.case, str(due.data["tier"]), faults_in(desk, state)
    facts = [fact for slot in slots if (fact := case.fact(slot)) is not None]
    drafts: list[Draft] = []
    untold = [one for one in facts if one.slot not in state.told][:ASKED_AGAIN]
    if untold:
        told: dict[str, Json] = {
            "text": run_on([one.say for one in untold], case.lang),
            "act": "tell",
            "slots": [one.slot for one in untold],
            "hinted": [],
            "mood": state.mood.band,
            "cause": [],
        }
        drafts.append(Draft(at=due.at, kind="customer.msg", actor="customer", fields=told))
    known = [one for one in facts if one.slot in state.told or one in untold]
    if known:
        fields: dict[str, Json] = dict(records_of(desk.handbook, {one.slot: one.value for one in known}))
        drafts.append(Draft(at=due.at, kind="intake.set", actor=line, fields={"fields": fields}))
    titles = {one.fact: one.title.in_lang(case.lang) for one in desk.handbook.intake}
    names = ("、" if case.lang == "zh" else ", ").join(titles.get(one.slot, one.slot) for one in known)
    options = desk.wording.colleague("completed" if known else "nothing_missing", case.lang)
    text = fill(pick(options, fraction(case.seed, case.id, state.version, "handed_back")), {"fields": names})
    moved: dict[str, Json] = {"from_tier": line, "to_tier": case.seat}
    return (
        *drafts,
        Draft(at=due.at, kind="handover.note", actor=line, fields={"text": text}),
        Draft(at=due.at, kind="ticket.transferred", actor=line, fields=moved),
    )
