"""What makes a case more than a fault: who tries to get what, what has gone wrong before, who is on duty?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Manner = Literal["steady", "busy", "slow", "wrong"]
"""How a colleague works: as planned, begins late, lets a named time slip, or repairs the wrong thing first."""

Secret = Literal["customer_id", "contact_name", "contact_method", "organisation"]
"""Which of somebody else's data a caller wants (`Case.secrets`)."""

Question = Literal["who", "when", "where", "what", "why", "how"]
QUESTIONS: tuple[Question, ...] = ("who", "when", "where", "what", "why", "how")
"""The six questions of a root-cause analysis (STD-4.3.3)."""

Groups = tuple[tuple[str, ...], ...]
"""Groups of words; a text must hold one of each."""

TwistCode = Literal[
    "early_relief", "withdraws_consent", "changes_channel", "goes_silent", "second_problem", "turns_complaint",
    "low_rating", "falls_silent", "never_returns",
]  # fmt: skip
"""What a customer may do half-way that nobody expects (simulation spec, twists)."""

TWISTS: tuple[TwistCode, ...] = get_args(TwistCode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretext:
    """A caller's attempt to get what belongs to somebody else.

    Attributes:
        secret: Which of the case's secrets is wanted.
        wants: In short what is asked for.
        attempts: What is said, rising: authority, urgency, flattery.
        yields: What is said when refused for good.
    """

    secret: Secret
    wants: str
    attempts: tuple[str, ...]
    yields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grievance:
    """What the customer complains about.

    Attributes:
        demand: What the customer wants in the end, as a good record would hold it.
        tell: How the customer says it.
        history: The earlier ticket, line by line, as the trainee finds it.
        analysis: For each question, the words an analysis must hold one of.
    """

    demand: str
    tell: str
    history: tuple[str, ...]
    analysis: Mapping[Question, Groups]


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """A second, unrelated problem that the customer brings up near the end.

    Attributes:
        tell: How the customer says it.
        symptom: In short, as a good record would hold it.
        marks: Groups of words, one of each must stand in a record of it.
    """

    tell: str
    symptom: str
    marks: Groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Coworker:
    """A colleague on duty.

    Attributes:
        id: e.g. `t2-1`; `sup-1` is the supervisor.
        tier: Line, or `supervisor`.
        name: Of the person, in the language of the case.
        manner: Hidden.
        load: Tickets this person holds, which everybody may see.
    """

    id: str
    tier: str
    name: str
    manner: Manner
    load: int
