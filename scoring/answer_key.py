"""What was right in this case, derived from its facts and its handbook, never typed by an author?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from policy.handbook import Handbook, PriorityCode
from scenarios.case import Case
from scenarios.fault_model import FaultModel, State, after, outcome, state_under
from scenarios.partner import Partner
from scenarios.scenario import Disclosure
from scenarios.severity import true_priorities
from scenarios.twist import Groups
from scenarios.world import Article
from scoring.advice import advised
from scoring.spans import FIRST, own_spans
from simulator.diagnose import at_seat, direct_tier, owner
from simulator.mood import band_of
from simulator.repair import plan
from sla.clock import ClockOptions, clocks
from sla.priorities import PrioritySteps
from sla.timeline import Timeline

STRUCTURED = frozenset({"customer_id", "contact_name", "contact_method", "department", "product_version"})
"""Slots whose value is a name or a number, so that a record either is it or is not."""

COMPLAINT = "complaint"
"""The type that has a flow of its own (STD-4.3)."""
QUESTIONS = ("request", "consult")
"""What manuals call a question."""

NO_ARTICLES: Mapping[str, Article] = MappingProxyType({})
"""Of a desk without a knowledge base."""

LONGEST = timedelta(hours=48)
"""As far as priorities are followed: the aftermath of a drill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSlot:
    """What a record of one slot must hold.

    Attributes:
        name: Slot.
        value: True value.
        marks: Groups of words, one of each must stand in a record; empty means the value itself.
        believes: A wrong value the customer holds; who records it was told so.
        disclosure: When the customer tells it, empty where nobody knows (transcripts).
    """

    name: str
    value: str
    marks: tuple[tuple[str, ...], ...] = ()
    believes: str = ""
    disclosure: Disclosure | None = None

    @property
    def structured(self) -> bool:
        """Whether it is compared as a name or number."""
        return self.name in STRUCTURED

    @property
    def reachable(self) -> bool:
        """Whether the customer can tell it at all."""
        return self.disclosure != "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The system under support, for what was done to it.

    Attributes:
        model: Fault model of the case.
        start: State under the true cause.
        cause: The true one.
    """

    model: FaultModel
    start: State
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKey:
    """The truth that a score compares with. What a source does not tell stays empty and is not judged.

    Attributes:
        priorities: The right priority as a step function of time, while the fault lasts.
        tier: Lowest line that can cure the cause; empty where unknown.
        slots: What a record must hold.
        cures: For each line that can cure: the quickest set of actions.
        harmful: Actions that make it worse or lose data.
        machine: The system, None for transcripts.
        upset: The customer is not calm at the opening; None where nobody knows.
        lay: The customer does not speak the trade's language.
        typical: Such a case asks for a knowledge article; None where nobody knows.
        complaint: The contact is a complaint.
        unavoidable: Clocks that nobody could have met, with the reason.
        secrets: Values that must never be told, by slot.
        ideal: Own time that the ideal handling uses on each clock.
        types: Types that are right; empty where nobody knows.
        pretext: What the caller tries to get that belongs to somebody else, or empty.
        analysis: For each question of a root-cause analysis, the words an answer must hold one of.
        history: What the record of the earlier handling shows.
        articles: Every text of the desk's knowledge base by article, in both languages: what a record may name
            without having made it up.
        advised: For each sound article that covers the case, the actions that its procedure consists of.
        group: Group or department that the ticket belongs to, as the source names it; empty where nobody knows.
        origin: `internal` or `external`, empty where nobody knows (DSK-10.02).
        vague: The first description leaves open what it is about; None where nobody knows.
        user_error: The customer's own doing was the cause; None where nobody knows.
        out_of_scope: The request is not this team's; None where nobody knows.
        second: Groups of words of a second problem, one of each of which its own record must hold.
        partners: Who outside the lines has a share in it.
        passed_on: The ideal handling hands on what the seat could cure, for its set time would be over (DSK-9.1.esc).
    """

    priorities: tuple[tuple[datetime, PriorityCode], ...]
    tier: str
    slots: tuple[ExpectedSlot, ...]
    cures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    harmful: frozenset[str] = frozenset()
    machine: Machine | None = None
    upset: bool | None = None
    lay: bool | None = None
    typical: bool | None = None
    complaint: bool = False
    unavoidable: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    ideal: Mapping[str, timedelta] = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    pretext: str = ""
    analysis: Mapping[str, Groups] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    articles: Mapping[str, str] = field(default_factory=dict)
    advised: Mapping[str, frozenset[str]] = field(default_factory=dict)
    group: str = ""
    origin: str = ""
    vague: bool | None = None
    user_error: bool | None = None
    out_of_scope: bool | None = None
    second: Groups = ()
    partners: tuple[Partner, ...] = ()
    passed_on: bool = False

    def slot(self, name: str) -> ExpectedSlot | None:
        """Find what is expected of a slot."""
        return next((one for one in self.slots if one.name == name), None)

    def priority_at(self, at: datetime) -> PriorityCode | None:
        """Give the right priority at an instant, the first one before it; None where nobody knows."""
        held = [code for since, code in self.priorities if since <= at] or [code for _, code in self.priorities[:1]]
        return held[-1] if held else None

    def tier_at(self, handbook: Handbook, at: datetime) -> str:
        """Give the right line at an instant: the priority's own (A-l1-direct), else the one that can cure."""
        return direct_tier(handbook, self.priority_at(at) or "") or self.tier


def _cures(model: FaultModel, start: State, handbook: Handbook) -> Mapping[str, tuple[str, ...]]:
    found = {tier.code: plan(model, start, tier.solves) for tier in handbook.tiers}
    return {code: tuple(action.id for action in actions) for code, actions in found.items() if actions is not None}


def _harmful(model: FaultModel, start: State) -> frozenset[str]:
    harm = {"worsens", "loses_data"}
    return frozenset(one.id for one in model.actions if outcome(model, start, after(one, start)) in harm)


def _types(case: Case) -> frozenset[str]:
    """Give the types a ticket may have: a complaint is one, a question may count as a fault or as a request.

    Where faults are told apart by what is broken (ASC-1.b), our products are software and other equipment is not.
    """
    if case.kind == "complaint" or case.grievance is not None:
        return frozenset({COMPLAINT})
    broken = "hardware" if case.equipment else "software"
    return frozenset({"incident", *QUESTIONS} if case.kind == "how_to" else {"incident", broken})


def _seat(case: Case) -> str:
    return case.seat if case.history is not None else FIRST


def ideal_spans(
    handbook: Handbook, priorities: PrioritySteps, ideal: Timeline, seat: str = FIRST
) -> Mapping[str, timedelta]:
    """Measure how much of each clock's time the ideal handling itself used."""
    if not ideal:
        return {}
    read = clocks(handbook, ideal, priorities, ideal[-1].at, options=ClockOptions(reading="judged"))
    return {
        one.name: own_spans(ideal, one.started_at, one.stopped_at or ideal[-1].at, seat)
        for one in read
        if one.started_at is not None
    }


def article_text(article: Article) -> str:
    """Join all that an article shows: its id, titles, sections and versions, in both languages."""
    texts = (article.title, *(article.sections[name] for name in sorted(article.sections)), *article.keywords)
    return "\n".join((article.id, *(said for one in texts for said in (one.zh, one.en)), *article.versions))


def answer_key(
    case: Case, handbook: Handbook, ideal: Timeline = (), articles: Mapping[str, Article] = NO_ARTICLES
) -> AnswerKey:
    """Derive the truth of a drawn case.

    Args:
        case: Facts, impact, fault model.
        handbook: Definitions of priorities, duties of the lines.
        ideal: Events of the ideal handling (`simulator.solve`), for whose delay a breach was.
        articles: Knowledge base of the desk, by id; what a truthful archive may quote.
    """
    model = case.fault_model
    start = state_under(model, case.true_cause)
    priorities = true_priorities(case, handbook, start, case.submitted_at + LONGEST)
    return AnswerKey(
        priorities=priorities,
        tier=at_seat(handbook, case, owner(handbook, model, case.true_cause), case.true_cause),
        slots=tuple(
            ExpectedSlot(
                name=fact.slot,
                value=fact.value,
                marks=fact.marks,
                believes=fact.believes,
                disclosure=fact.disclosure,
            )
            for fact in case.facts
        ),
        cures=_cures(model, start, handbook),
        harmful=_harmful(model, start),
        machine=Machine(model=model, start=start, cause=case.true_cause),
        upset=band_of(case.persona.start_mood, "calm") != "calm",
        lay=not case.persona.jargon_ok,
        typical=case.typical,
        complaint=COMPLAINT in _types(case),
        unavoidable=case.unavoidable,
        secrets=case.secrets,
        ideal=ideal_spans(handbook, PrioritySteps(steps=priorities), ideal, _seat(case)),
        types=_types(case),
        pretext=case.pretext.wants if case.pretext else "",
        analysis={str(name): groups for name, groups in case.grievance.analysis.items()} if case.grievance else {},
        history=case.grievance.history if case.grievance else (),
        articles={name: article_text(one) for name, one in articles.items()},
        advised=advised(case, articles),
        second=case.second.marks if case.second else (),
        origin=case.setting.origin if case.setting else "",
        partners=case.partners,
        passed_on=any(one.kind == "ticket.transferred" and one.actor == "trainee" for one in ideal),
    )
