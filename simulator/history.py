"""What stands in the record when a ticket reaches a later line: what was said, recorded, checked and handed over?

One pure function gives the events, each at its own time on the scenario clock and marked `before`: they are folded as
what happened, but nothing is planned from them, and the customer's mood begins where the trainee does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.handbook import Handbook
from scenarios.case import Case, Fact
from scenarios.fault_model import result_of, state_under
from scenarios.fill import fill, names_in
from scenarios.history import History, Turn
from scenarios.severity import right_priority
from simulator.chance import fraction, pick
from simulator.coworker import on_duty
from simulator.draft import Draft
from simulator.evolved import evolved
from simulator.mood import band_of
from simulator.seat_history import came_with, comes_as_complaint, opened, sent_out, typed
from simulator.speech import number_of
from simulator.state import Desk, State, with_ticket
from simulator.supervise import is_supervisor
from simulator.utterance import run_on
from sla.timeline import Event, Json

BEFORE = "before"
"""Field of the events that happened before the trainee came."""

BEGINS = {"T2": "tier2.started", "T3": "tier3.joined"}

UNTOLD = frozenset({"unknown", "via_attachment", "after_consent"})
"""Rules by which a customer tells nothing in the first talk."""

TOGETHER = 2
"""Questions in one message."""

TALK, GRADED, NOTICE = 0.6, 0.65, 0.95
"""Shares of a first turn by which the talk is over, the priority is set, and the customer knows of the hand-over."""

NEWS_EVERY = 25
"""Minutes between two words of a later line to the customer."""


def is_before(event: Event) -> bool:
    """Tell whether an event happened before the trainee came."""
    return event.fields.get(BEFORE) is True


def folded(desk: Desk, was: State, then: State, event: Event) -> State:
    """Take from a fold what happened, and leave what it would have planned.

    Args:
        desk: The drill's fixed things.
        was: State before the event's meaning.
        then: State after it.
        event: The event, one of the history.
    """
    spoken = event.kind == "agent.msg" and not event.fields.get("to")
    calm = evolved(
        then,
        agenda=was.agenda,
        mood=evolved(was.mood, felt_at=event.at),
        words_at=event.at if spoken else was.words_at,
    )
    if event.kind == "ticket.transferred":
        stays = is_supervisor(desk)
        first = then.ticket.assigned if stays else ""
        return with_ticket(calm, joined=False, transferred_at=event.at if stays else None, assigned=first)
    if is_supervisor(desk):
        return with_ticket(calm, joined=event.kind in BEGINS.values() or calm.ticket.joined)
    return with_ticket(calm, joined=event.kind == BEGINS.get(desk.case.seat) or calm.ticket.joined)


def asked_of(handbook: Handbook, case: Case) -> tuple[str, ...]:
    """Name what first line owes a later one: what the form requires, what it has of the issue, the impact."""
    form = handbook.intake
    wanted = [one.fact for one in form if one.required] + [one.fact for one in form if one.group == "issue"]
    facts = {one.slot: one for one in case.facts if one.disclosure not in UNTOLD}
    return tuple(slot for slot in dict.fromkeys((*wanted, "impact_scope")) if slot in facts)


def records_of(handbook: Handbook, values: Mapping[str, str]) -> Mapping[str, str]:
    """Give the fields of the form that hold some slots."""
    return {name: value for slot, value in values.items() for name in handbook.fields_for(slot)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scribe:
    """Writes the events of a history.

    Attributes:
        desk: The drill's fixed things.
        history: What the case says of it.
    """

    desk: Desk
    history: History

    def event(self, at: datetime, kind: str, actor: str, **fields: Json) -> Draft:
        """Make one event of the history."""
        return Draft(at=at, kind=kind, actor=actor, fields={**fields, BEFORE: True})

    def phrase(self, moment: str, at: datetime, **values: str) -> str:
        """Choose a phrase for which everything is at hand."""
        case = self.desk.case
        usable = [one for one in self.desk.wording.phrases(moment, case.lang) if names_in(one) <= set(values)]
        chance = fraction(case.seed, case.id, int(at.timestamp()), f"history-{moment}")
        return fill(pick(usable, chance), values) if usable else ""

    def says(self, at: datetime, line: str, *texts: str) -> Draft:
        """Let a line speak to the customer."""
        glue = "" if self.desk.case.lang == "zh" else " "
        text = glue.join(one for one in texts if one)
        return self.event(at, "agent.msg", line, text=text, channel=self.desk.case.channel)

    def tells(self, at: datetime, facts: Sequence[Fact]) -> Draft:
        """Let the customer answer with some facts."""
        case = self.desk.case
        fields: dict[str, Json] = {
            "text": run_on([one.say for one in facts], case.lang),
            "act": "tell",
            "slots": [one.slot for one in facts],
            "hinted": [],
            "mood": band_of(case.persona.start_mood, "calm"),
            "cause": [],
        }
        return self.event(at, "customer.msg", "customer", **fields)

    def checks(self, turn: Turn, since: datetime, until: datetime) -> Iterator[Draft]:
        """Run the checks of a turn, spread over its time."""
        case = self.desk.case
        model, state = case.fault_model, state_under(case.fault_model, case.true_cause)
        found = [check for name in turn.checks if (check := model.check(name)) is not None]
        for number, check in enumerate(found, start=1):
            result = result_of(check, state)
            at = since + (until - since) * number / (len(found) + 1)
            shown: dict[str, Json] = {"check": check.id, "result": result.id, "via": check.via}
            yield self.event(_whole(at), "check.run", turn.line, text=result.text.in_lang(case.lang), **shown)

    def name(self, line: str) -> str:
        """Name a line as the customer hears it."""
        return self.desk.handbook.tier(line).name.in_lang(self.desk.case.lang)

    def clock(self, at: datetime) -> str:
        """Write a moment as the customer's clock shows it."""
        return at.astimezone(self.desk.case.submitted_at.tzinfo).strftime("%H:%M")

    def first(self, turn: Turn, since: datetime, until: datetime) -> Iterator[Draft]:
        """Give first line's turn: contact, intake, priority, checks, word to the customer."""
        case, handbook = self.desk.case, self.desk.handbook
        here = on_duty(self.desk, turn.line)
        me = here[0].name if here else ""
        yield self.event(since, "ticket.accepted", turn.line, number=number_of(self.desk))
        yield self.event(since, "agent.first_contact", turn.line, channel=case.channel)
        slots = [one for one in asked_of(handbook, case) if one not in self.history.missing]
        facts = [fact for slot in slots if (fact := case.fact(slot)) is not None]
        pairs = [facts[at : at + TOGETHER] for at in range(0, len(facts), TOGETHER)]
        step = (until - since) * TALK / max(1, len(pairs))
        # Of a colleague at the trainee's own line no name is drawn.
        greeting = self.phrase("greet_intro", since, me=me) if me else self.phrase("empathise", since)
        for number, pair in enumerate(pairs):
            at = _whole(since + step * number)
            asked = (self.phrase(f"ask_{one.slot}", at) for one in pair)
            yield self.says(at, turn.line, *(() if number else (greeting,)), *asked)
            told = _whole(at + step * 0.6)
            yield self.tells(told, pair)
            held = {one.slot: self.history.wrong.get(one.slot, one.value) for one in pair}
            fields: dict[str, Json] = dict(records_of(handbook, held))
            if fields:
                yield self.event(told, "intake.set", turn.line, fields=fields)
        graded = _whole(since + (until - since) * GRADED)
        yield self.event(graded, "ticket.severity_set", turn.line, level=self.level(graded))
        if comes_as_complaint(self.desk):
            yield from opened(self, graded, turn.line)
        yield from sent_out(self, graded, turn.line)
        if is_supervisor(self.desk) and not comes_as_complaint(self.desk):
            yield from typed(self, graded, turn.line)
        yield from self.checks(turn, graded, since + (until - since) * NOTICE)

    def level(self, at: datetime) -> str:
        """Give the priority that first line set: the right one, or the next below where it was underrated."""
        case, handbook = self.desk.case, self.desk.handbook
        right = right_priority(case, handbook, state_under(case.fault_model, case.true_cause), at)
        order = [str(one.code) for one in handbook.priorities]
        lower = order.index(right) + 1
        return order[lower] if self.history.underrated and lower < len(order) else right

    def later(self, turn: Turn, since: datetime, until: datetime) -> Iterator[Draft]:
        """Give a later line's turn: it begins, checks, and lets the customer hear of it."""
        yield self.event(since, BEGINS[turn.line], turn.line)
        news: list[Draft] = []
        at = since
        while at < until - timedelta(minutes=5):
            by = self.clock(at + timedelta(minutes=NEWS_EVERY + 5))
            news.append(self.says(at, turn.line, self.phrase("progress", at, tier=self.name(turn.line), time=by)))
            at += timedelta(minutes=NEWS_EVERY)
        yield from sorted((*news, *self.checks(turn, since, until)), key=lambda one: one.at)


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def history_drafts(desk: Desk) -> tuple[Draft, ...]:
    """Give everything that happened between the submission and the trainee, in order of time."""
    history = desk.case.history
    return tuple(_drafts(Scribe(desk=desk, history=history))) if history is not None else ()


def _drafts(scribe: Scribe) -> Iterator[Draft]:
    desk, turns = scribe.desk, scribe.history.turns
    came = desk.case.submitted_at
    yield from came_with(scribe, came)
    for index, turn in enumerate(turns):
        since = came + timedelta(minutes=turn.begins)
        came = since + timedelta(minutes=turn.keeps)
        yield from (scribe.later if index else scribe.first)(turn, since, came)
        last = turn.line if is_supervisor(desk) else desk.case.seat
        target = turns[index + 1].line if index + 1 < len(turns) else last
        if target != turn.line and not index:
            by = scribe.clock(came + timedelta(minutes=30))
            told = scribe.phrase("escalate_notice", came, tier=scribe.name(target), time=by)
            yield scribe.says(_whole(came - timedelta(seconds=40)), turn.line, told)
        sections: dict[str, Json] = {"symptom": _held(scribe), "done": turn.note, "ask": ""}
        yield scribe.event(came, "handover.note", turn.line, text=turn.note, sections=sections)
        if index + 1 == len(turns) and is_supervisor(desk):
            yield scribe.event(came, "supervisor.notified", turn.line, reason="help", text=turn.note)
        if target != turn.line:
            yield scribe.event(came, "ticket.transferred", turn.line, from_tier=turn.line, to_tier=target)


def _held(scribe: Scribe) -> str:
    """Give the symptom as first line wrote it down."""
    fact = scribe.desk.case.fact("symptom")
    return scribe.history.wrong.get("symptom", fact.value) if fact is not None else ""
