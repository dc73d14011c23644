"""What is true in this one instance: frozen, hashed, stored?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from policy.text import Lang
from scenarios.fault_model import FaultModel
from scenarios.history import History
from scenarios.impact import BusinessImpact
from scenarios.partner import Partner, Request
from scenarios.scenario import Disclosure, Kind, Persona
from scenarios.seat_setting import Setting
from scenarios.twist import Coworker, Grievance, Pretext, Second, TwistCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of the case, in the language of the case.

    Attributes:
        slot: Name of the slot.
        value: As a good record would hold it.
        say: How the customer tells it.
        vague: What the first question yields, or empty.
        disclosure: When it is told.
        marks: Groups of words, one of each must stand in a record of it; empty means the value itself.
        believes: A wrong value that the customer holds, or empty.
    """

    slot: str
    value: str
    say: str
    disclosure: Disclosure
    vague: str = ""
    marks: tuple[tuple[str, ...], ...] = ()
    believes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Impact from an instant on; the first stage begins before the submission.

    Attributes:
        after_s: Seconds after the submission.
        impacts: What each function suffers from then on, while the fault lasts.
        news: What the customer says when it happens, empty for the first stage.
    """

    after_s: int
    impacts: tuple[BusinessImpact, ...]
    news: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One drawn instance. `digest` is the sha256 of its canonical JSON without the digest.

    Attributes:
        id: `<scenario>-<seed>`.
        zone: IANA zone of the desk.
        submitted_at: Scenario time of the submission.
        began_s: Seconds before the submission at which the trouble began.
        true_cause: Hidden.
        fault_model: Texts already filled in both languages.
        secrets: Values that belong to somebody else and must never be told, by slot.
        screen: The private thing that is open on the customer's screen, or empty.
        pretext: What the caller tries to get, or None.
        grievance: What the caller complains about, or None.
        coworkers: Who is on duty; empty in cases drawn before colleagues had names.
        post: Seat of the manual at which the trainee sits, e.g. `skilled` (DSK-4.1); empty where it names none.
            `seat` is the line of that seat, which says what it may do.
        twists: What the customer does half-way: one thing at most.
        second: The second problem that this customer brings up, or None.
        history: What happened before the ticket reached the trainee; None where the customer comes first.
        setting: What is particular about the desk, if anything.
        equipment: What is broken is the customer's own equipment and no product of ours (`Product.kind`).
        answers_s: Fewest and most seconds before this customer answers on the channel of the case; empty for the
            channel's own.
        partners: Who outside the lines has a share in the trouble; how they work stands in `coworkers`.
        requests: What colleagues ask the supervisor's leave for.
    """

    id: str
    scenario: str
    scenario_digest: str
    handbook: str
    handbook_digest: str
    world_digest: str
    seed: int
    lang: Lang
    kind: Kind
    seat: str
    channel: str
    zone: str
    submitted_at: datetime
    began_s: int
    title: str
    product: str
    company: str
    persona: Persona
    facts: tuple[Fact, ...]
    lives_on: tuple[str, ...]
    stages: tuple[Stage, ...]
    opening: str
    fault_model: FaultModel
    true_cause: str
    typical: bool
    time_critical: bool
    unavoidable: Mapping[str, str]
    articles: tuple[str, ...]
    digest: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict)
    screen: str = ""
    pretext: Pretext | None = None
    grievance: Grievance | None = None
    coworkers: tuple[Coworker, ...] = ()
    post: str = ""
    twists: tuple[TwistCode, ...] = ()
    second: Second | None = None
    history: History | None = None
    setting: Setting | None = None
    equipment: bool = False
    answers_s: tuple[int, ...] = ()
    partners: tuple[Partner, ...] = ()
    requests: tuple[Request, ...] = ()

    def fact(self, slot: str) -> Fact | None:
        """Find a fact by its slot."""
        return next((one for one in self.facts if one.slot == slot), None)

    def partner(self, partner_id: str) -> Partner | None:
        """Find a partner by id."""
        return next((one for one in self.partners if one.id == partner_id), None)
