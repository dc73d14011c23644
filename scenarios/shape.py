"""What shape must an authored scenario have?"""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from policy.shape import Shape, TextShape, Words
from scenarios.fault_shape import EMPTY, FaultModelShape, Name, Seconds, VariantsShape
from scenarios.history_shape import HistoryShape
from scenarios.partner import PartnerShape, RequestShape
from scenarios.scenario import Disclosure, Draw, FactRule, ImpactRule, Kind, Persona, Tells
from scenarios.seat_setting import SettingShape
from scenarios.twist import Manner, TwistCode
from scenarios.twist_shape import GrievanceShape, MarksShape, PretextShape, SecondShape
from scenarios.variants import Variants

Permille = Annotated[int, Field(ge=0, le=1000)]
ClockName = Annotated[str, Field(pattern=r"^(?:[A-Za-z][A-Za-z0-9_.-]*/)?[a-z][a-z0-9_]*$")]
"""A clock that all of the scenario's manuals have, or `manual/clock` for one of them."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
"""As an author writes it; a case is drawn for the next such day."""

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class FactShape(Shape):
    """What the customer may know of one slot."""

    value: TextShape
    say: VariantsShape
    disclosure: Disclosure
    vague: VariantsShape | None = None
    marks: MarksShape | None = None
    believes: TextShape | None = None
    only_if_asked: bool = False

    def build(self, slot: str) -> FactRule:
        """Give the value."""
        return FactRule(
            slot=slot,
            value=self.value.value(),
            say=self.say.build(),
            disclosure=self.disclosure,
            vague=self.vague.build() if self.vague else Variants(zh=(), en=()),
            marks=self.marks.build() if self.marks else {},
            believes=self.believes.value() if self.believes else EMPTY,
            only_if_asked=self.only_if_asked,
        )


class DrawShape(Shape):
    """A range of whole numbers, or at least two texts to choose from."""

    low: int | None = None
    high: int | None = None
    step: Annotated[int, Field(ge=1)] = 1
    choices: Annotated[list[TextShape], Field(min_length=2)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        ranged = self.low is not None and self.high is not None and self.low < self.high
        if ranged == bool(self.choices) or (self.choices and (self.low, self.high) != (None, None)):
            raise PydanticCustomError("bad_draw", "range or choices")
        return self

    def build(self) -> Draw:
        """Give the value."""
        choices = tuple(one.value() for one in self.choices or ())
        return Draw(low=self.low or 0, high=self.high or 0, step=self.step, choices=choices)


class ImpactShape(Shape):
    """How one business function is hit; numbers may be names of draws."""

    function: Name
    total: int | Name
    stopped: int | Name
    hindered: int | Name
    alternative: bool
    lost_per_hour_share: Annotated[float, Field(ge=0, le=1)] = 0.0
    after_s: Annotated[int, Field(ge=0, le=172_800)] = 0
    news: VariantsShape | None = None

    def build(self) -> ImpactRule:
        """Give the value."""
        return ImpactRule(
            function=self.function,
            total=self.total,
            stopped=self.stopped,
            hindered=self.hindered,
            alternative=self.alternative,
            lost_per_hour_share=self.lost_per_hour_share,
            after_s=self.after_s,
            news=self.news.build() if self.news else Variants(zh=(), en=()),
        )


class PersonaShape(Shape):
    """What kind of person calls."""

    title: TextShape
    temper: Permille
    patience_s: Seconds
    jargon_ok: bool
    verbosity: Literal["terse", "plain", "chatty"]
    start_mood: Permille
    temper_words: Literal["polite", "plain", "blunt"] = "plain"
    tells: Tells = "plain"

    def build(self) -> Persona:
        """Give the value."""
        return Persona(
            title=self.title.value(),
            temper=self.temper,
            patience_s=self.patience_s,
            jargon_ok=self.jargon_ok,
            verbosity=self.verbosity,
            start_mood=self.start_mood,
            temper_words=self.temper_words,
            tells=self.tells,
        )


class ScenarioShape(Shape):
    """A whole scenario file."""

    format: Literal["scenario/1"]
    id: Annotated[str, Field(pattern=r"^[SX][0-9]{3}-[a-z0-9-]{3,50}$")]
    seed_id: Annotated[str, Field(pattern=r"^S[0-9]{3}$")]
    title: TextShape
    kind: Kind
    handbooks: Annotated[list[Words], Field(min_length=1)]
    seat: Words
    product: Name
    channels: Annotated[list[Words], Field(min_length=1)]
    personas: Annotated[list[PersonaShape], Field(min_length=1)]
    lives_on: list[Name]
    company: TextShape
    department: Annotated[list[TextShape], Field(min_length=1)]
    draws: dict[Name, DrawShape]
    facts: dict[Name, FactShape]
    impacts: Annotated[list[ImpactShape], Field(min_length=1)]
    opening: VariantsShape
    fault_model: FaultModelShape
    true_causes: Annotated[list[Name], Field(min_length=1)]
    typical: bool
    time_critical: bool
    unavoidable: dict[ClockName, TextShape] = Field(default_factory=dict)
    submitted: Annotated[
        list[Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]],
        Field(min_length=2, max_length=2),
    ]
    articles: list[Words] = Field(default_factory=list)
    screen: TextShape | None = None
    pretext: PretextShape | None = None
    complaint: GrievanceShape | None = None
    colleagues: dict[Words, Annotated[list[Manner], Field(min_length=1)]] = Field(default_factory=dict)
    twists: list[TwistCode] = Field(default_factory=list)
    second: SecondShape | None = None
    history: HistoryShape | None = None
    post: Words | None = None
    setting: SettingShape | None = None
    weekday: Weekday | None = None
    answers_s: Annotated[list[Seconds], Field(min_length=2, max_length=2)] | None = None
    unhurried: list[Words] = Field(default_factory=list)
    partners: dict[Name, PartnerShape] = Field(default_factory=dict)
    requests: list[RequestShape] = Field(default_factory=list)

    @field_validator("answers_s")
    @classmethod
    def _rising(cls, value: list[int] | None) -> list[int] | None:
        if value is not None and value[0] > value[1]:
            raise PydanticCustomError("bad_draw", "range or choices")
        return value
