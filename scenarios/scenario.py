"""What did an author write: the template from which cases are drawn?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from policy.text import Text
from scenarios.fault_model import FaultModel
from scenarios.history import HistoryRule
from scenarios.partner import PartnerRule, RequestRule
from scenarios.seat_setting import Setting
from scenarios.twist import Manner, TwistCode
from scenarios.twist_rule import GrievanceRule, PretextRule, SecondRule
from scenarios.variants import Variants

Disclosure = Literal[
    "open",
    "on_ask",
    "on_clarify",
    "after_empathy",
    "after_verify",
    "after_consent",
    "via_attachment",
    "unknown",
]
"""When the customer tells a fact (simulation spec): `open` in the first message, `on_clarify` after a vague first
answer, `unknown` never, because the customer does not know it."""

Kind = Literal["how_to", "transfer", "complaint", "outage"]

Tells = Literal["plain", "inflates", "understates"]
"""How a person tells how bad it is (simulation spec: inflates or understates the problem)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """One thing the customer may know.

    Attributes:
        slot: Name of the slot, e.g. `product_version`; each manual's intake fields say which slot fills them.
        value: The fact in short, as a good record would hold it; `{names}` are filled by the draw.
        say: How the customer tells it.
        vague: What the first question yields when `disclosure` is `on_clarify`.
        disclosure: When it is told.
        marks: Groups of words per language: a record of it must hold one of each group; empty means the value.
        believes: A wrong value that the customer holds and tells, else empty texts.
        only_if_asked: It is drawn only under a manual that has a field for it: one ticket has the same facts under
            two manuals, but for what one of them alone wants to know.
    """

    slot: str
    value: Text
    say: Variants
    disclosure: Disclosure
    vague: Variants = field(default_factory=lambda: Variants(zh=(), en=()))
    marks: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    believes: Text = field(default_factory=lambda: Text(zh="", en=""))
    only_if_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One variation point: a whole number of a range, or one of several texts.

    Attributes:
        low: Smallest number, for a range.
        high: Largest number, for a range.
        step: Distance between numbers.
        choices: Texts to choose from; empty for a range.
    """

    low: int = 0
    high: int = 0
    step: int = 1
    choices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactRule:
    """How the problem hits one business function; numbers may be names of draws.

    Attributes:
        after_s: Seconds after submission from which it holds (0 for the opening; later ones are growth).
    """

    function: str
    total: int | str
    stopped: int | str
    hindered: int | str
    alternative: bool
    lost_per_hour_share: float = 0.0
    after_s: int = 0
    news: Variants = field(default_factory=lambda: Variants(zh=(), en=()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """What kind of person calls.

    Attributes:
        title: e.g. `赶着开门的店长`.
        temper: 0 calm .. 1000 hot: how fast frustration rises.
        patience_s: Waiting without news that is borne before the first urging call.
        jargon_ok: Whether technical terms are understood.
        verbosity: `terse`, `plain` or `chatty`.
        start_mood: Frustration at the opening, 0..1000.
        temper_words: Which wording set suits: `polite`, `plain` or `blunt`.
        tells: How the impact is told when first asked for: `plain` as the fact has it; who `inflates` or
            `understates` it gives the figures only when asked again.
    """

    title: Text
    temper: int
    patience_s: int
    jargon_ok: bool
    verbosity: Literal["terse", "plain", "chatty"]
    start_mood: int
    temper_words: Literal["polite", "plain", "blunt"] = "plain"
    tells: Tells = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One authored template, in both languages.

    Attributes:
        seed_id: Situation it was written from, e.g. `S006`.
        kind: For the award rule: drills of different kinds.
        handbooks: Handbooks under which it is valid.
        seat: Where the trainee sits.
        channels: One is drawn.
        lives_on: Functions that this customer's business stands on.
        company: Template of the company's name, with `{name}` from the draw.
        opening: First message.
        true_causes: One is drawn; all others of the fault model are the wrong ones.
        typical: Whether such a case asks for a knowledge article (STD-3.3.3).
        time_critical: Whether delay of 30 % of the running target breaks it (DESIGN decision 11).
        unhurried: Manuals under which it does not, for they have no target that such a delay breaks.
        unavoidable: Clocks that cannot be met even by the ideal handling, with the reason owed; `manual/clock` is
            one that only this manual has.
        submitted_minutes: Earliest and latest minute of the day of submission.
        digest: sha256 of the whole content.
        screen: The private thing that is open on the customer's screen; empty texts where nothing is.
        pretext: What the caller tries to get, if anything.
        complaint: What the caller complains about, if anything.
        colleagues: Manners drawn for the people on duty, by tier; steady where not named.
        twists: What the customer may do half-way; the seed draws one of them, or none.
        second: The second problem that the twist of that name brings up.
        history: What happened before the ticket reached a later line; None for a case of first line.
        post: Seat that the case is made for, where the manual has it; empty: the one that the manual proposes.
        setting: What is particular about the desk, if anything.
        weekday: Day of the week on which the customer comes (0 Monday), None for any.
        answers_s: Fewest and most seconds before the customer answers; empty for the channel's own.
        partners: Who outside the lines has a share in the trouble.
        requests: What colleagues ask the supervisor's leave for.
    """

    id: str
    seed_id: str
    title: Text
    kind: Kind
    handbooks: tuple[str, ...]
    seat: str
    product: str
    channels: tuple[str, ...]
    personas: tuple[Persona, ...]
    lives_on: tuple[str, ...]
    company: Text
    department: tuple[Text, ...]
    draws: Mapping[str, Draw]
    facts: tuple[FactRule, ...]
    impacts: tuple[ImpactRule, ...]
    opening: Variants
    fault_model: FaultModel
    true_causes: tuple[str, ...]
    typical: bool
    time_critical: bool
    unavoidable: Mapping[str, Text]
    submitted_minutes: tuple[int, int]
    digest: str
    articles: tuple[str, ...] = ()
    screen: Text = field(default_factory=lambda: Text(zh="", en=""))
    pretext: PretextRule | None = None
    complaint: GrievanceRule | None = None
    colleagues: Mapping[str, tuple[Manner, ...]] = field(default_factory=dict)
    twists: tuple[TwistCode, ...] = ()
    second: SecondRule | None = None
    history: HistoryRule | None = None
    post: str = ""
    setting: Setting | None = None
    weekday: int | None = None
    answers_s: tuple[int, ...] = ()
    unhurried: tuple[str, ...] = ()
    partners: tuple[PartnerRule, ...] = ()
    requests: tuple[RequestRule, ...] = ()
