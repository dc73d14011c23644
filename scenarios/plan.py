"""What does the seed decide, before a word is written?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from policy.text import Lang, Text
from scenarios.chance import below
from scenarios.fill import fill
from scenarios.marks import Forms, expand
from scenarios.people import Identity, draw_identity
from scenarios.scenario import Draw, Persona, Scenario
from scenarios.twist import Second, TwistCode
from scenarios.variants import Variants

BEGAN = "began_minutes"
"""The draw that every scenario has: how many minutes before the submission the trouble began."""

SECOND: TwistCode = "second_problem"


class Writer(Protocol):
    """What a case is written from: what chance decided (`Drawn`), or what stands in for it (`tracing.Tracer`)."""

    @property
    def scenario(self) -> Scenario:
        """The template."""

    @property
    def seed(self) -> int:
        """The seed."""

    @property
    def lang(self) -> Lang:
        """Language the customer speaks."""

    @property
    def figures(self) -> Mapping[str, int]:
        """Values of the draws that are ranges."""

    @property
    def persona(self) -> Persona:
        """Who the person is like."""

    @property
    def channel(self) -> str:
        """How the customer comes."""

    @property
    def true_cause(self) -> str:
        """What is broken."""

    @property
    def submitted_at(self) -> datetime:
        """Scenario time, in the desk's zone."""

    @property
    def began_s(self) -> int:
        """Seconds before the submission at which the trouble began."""

    @property
    def twists(self) -> tuple[TwistCode, ...]:
        """What the customer does half-way."""

    def second(self, forms: Forms) -> Second | None:
        """Put the second problem into words, if there is one."""

    def worded(self, variants: Variants, purpose: str, values: Mapping[str, str]) -> str:
        """Choose one wording for this case and fill it."""

    def marked(self, mark: str, forms: Forms) -> tuple[str, ...]:
        """Write a mark out for every form of the names in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Everything that chance decided, before a word is written.

    Attributes:
        figures: Values of the draws that are ranges.
        texts: Values of the draws that are choices.
        persona: Who the person is like.
        identity: Who the person is; swapping it changes nothing but words.
        other: Somebody else's identity, for what must never be told.
        submitted_at: Scenario time, in the desk's zone.
    """

    scenario: Scenario
    seed: int
    lang: Lang
    figures: Mapping[str, int]
    texts: Mapping[str, Text]
    persona: Persona
    channel: str
    true_cause: str
    department: Text
    identity: Identity
    other: Identity
    submitted_at: datetime

    @property
    def began_s(self) -> int:
        """Seconds before the submission at which the trouble began."""
        return self.figures[BEGAN] * 60

    def pick(self, count: int, purpose: str) -> int:
        """Choose one of several, by the seed."""
        return below(count, self.seed, self.scenario.id, purpose)

    @property
    def twists(self) -> tuple[TwistCode, ...]:
        """What the customer does half-way: one of the scenario's twists, or none, each as likely."""
        options = self.scenario.twists
        chosen = self.pick(len(options) + 1, "twist")
        return options[chosen - 1 : chosen] if chosen else ()

    def second(self, forms: Forms) -> Second | None:
        """Put the second problem into words, where the twist of that name was drawn."""
        rule = self.scenario.second
        if rule is None or SECOND not in self.twists:
            return None
        values = {name: ways[0] for name, ways in forms.items()}
        groups = rule.marks[self.lang]
        return Second(
            tell=self.worded(rule.tell, "second.tell", values),
            symptom=fill(rule.symptom.in_lang(self.lang), values),
            marks=tuple(tuple(way for mark in group for way in self.marked(mark, forms)) for group in groups),
        )

    def worded(self, variants: Variants, purpose: str, values: Mapping[str, str]) -> str:
        """Choose one wording for this case and fill it; empty where there is none."""
        options = variants.of(self.lang)
        return fill(options[self.pick(len(options), purpose)], values) if options else ""

    def marked(self, mark: str, forms: Forms) -> tuple[str, ...]:
        """Write a mark out for every form of the names in it."""
        return expand(mark, forms)


def _figure(draw: Draw, seed: int, scenario: str, name: str) -> int:
    steps = (draw.high - draw.low) // draw.step + 1
    return draw.low + draw.step * below(steps, seed, scenario, f"draw.{name}")


def plan_case(scenario: Scenario, seed: int, lang: Lang, *, day: date, zone: str, second: int | None = None) -> Drawn:
    """Let the seed decide everything that differs between two cases of a scenario.

    Args:
        scenario: A checked template.
        seed: Any whole number.
        lang: Language the customer speaks.
        day: Day of the submission, in the desk's zone; of a scenario with a weekday, the next such day is taken.
        zone: IANA name of the desk's zone.
        second: Second of that very day at which the customer comes; None: drawn from the scenario's own hours.
    """

    def pick(count: int, purpose: str) -> int:
        return below(count, seed, scenario.id, purpose)

    first, last = scenario.submitted_minutes
    seconds = first * 60 + pick((last - first) * 60 + 60, "submitted") if second is None else second
    if scenario.weekday is not None and second is None:
        day += timedelta(days=(scenario.weekday - day.weekday()) % 7)
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    who = draw_identity(seed, scenario.id, "customer")
    return Drawn(
        scenario=scenario,
        seed=seed,
        lang=lang,
        figures={
            name: _figure(draw, seed, scenario.id, name) for name, draw in scenario.draws.items() if not draw.choices
        },
        texts={
            name: draw.choices[pick(len(draw.choices), f"draw.{name}")]
            for name, draw in scenario.draws.items()
            if draw.choices
        },
        persona=scenario.personas[pick(len(scenario.personas), "persona")],
        channel=scenario.channels[pick(len(scenario.channels), "channel")],
        true_cause=scenario.true_causes[pick(len(scenario.true_causes), "true_cause")],
        department=scenario.department[pick(len(scenario.department), "department")],
        identity=who,
        other=draw_identity(seed, scenario.id, "other", unlike=who),
        submitted_at=midnight + timedelta(seconds=seconds),
    )
