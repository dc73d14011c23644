"""How does a generated SLA item say times, spans, verdicts and reasons?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from certification.chance import pick
from certification.generate.sla_stems import SlaStems
from certification.generate.story import Story
from certification.generate.wording import filled, joined
from policy.handbook import Handbook
from policy.text import Text
from sla.clock import SlaClock
from sla.targets import ANY
from sla.timeline import EventId

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one story.

    Attributes:
        stems: Sentences with blanks.
        story: What they are filled from.
        handbook: Names of clocks and priorities.
    """

    stems: SlaStems
    story: Story
    handbook: Handbook

    def say(self, name: str, **values: Text | int) -> Text:
        """Fill in one sentence."""
        return filled(self.stems.words[name], values)

    def lines(self, seed: int) -> tuple[Text, ...]:
        """Tell the timeline, a line an event."""
        purpose = f"sla.{self.story.stem.id}.line"
        return tuple(
            self._line(pick(self.stems.lines[event], seed, f"{purpose}.{number}"), at)
            for number, (event, at) in enumerate(self.story.moments)
        )

    def _line(self, line: Text, at: datetime) -> Text:
        priority = self.story.priority
        return filled(line, {"time": self.moment(at), **({"priority": priority.name} if priority else {})})

    def moment(self, at: datetime) -> Text:
        """Say a time of day, and of which day after the first."""
        first = self.story.moments[0][1]
        local = at.astimezone(first.tzinfo)
        clock = local.strftime("%H:%M")
        return self.say(f"day_{(local.date() - first.date()).days}", time=Text(zh=clock, en=clock))

    def span(self, span: timedelta) -> Text:
        """Say a span in hours and minutes.

        Zero parts are left out: 90 minutes are 1 hour 30 minutes, 60 are 1 hour.
        """
        hours, rest = divmod(span, HOUR)
        parts = [(hours, "hour"), (rest // MINUTE, "minute")]
        said = [self.say(unit if n == 1 else f"{unit}s", n=n) for n, unit in parts if n]
        return joined(tuple(said))

    def clock(self, name: str) -> Text:
        """Name a clock."""
        return self.say("clock", title=self.handbook.clock(name).title)

    def verdict(self, span: timedelta, *, met: bool) -> Text:
        """Say that a clock was met or breached after a span."""
        return self.say("met" if met else "breached", span=self.span(span))

    def ask_due(self) -> Text:
        """Ask when the clock of the story is due."""
        return self.say("ask_due", clock=self.clock(self.story.stem.clock))

    def ask_verdict(self) -> Text:
        """Ask whether the clock of the story was met."""
        return self.say("ask_verdict", clock=self.clock(self.story.stem.clock))

    def ask_running(self) -> Text:
        """Ask which clock is running."""
        return self.say("ask_running")

    def explain_due(self, clock: SlaClock) -> Text:
        """Say from where and how long it counts."""
        return self.say("explain_due", **self._started(clock), **self._aimed(clock))

    def explain_verdict(self, clock: SlaClock) -> Text:
        """Say from where to where it counted, and against what."""
        stopped = {
            "stop_event": self._event(clock.stopped_by),
            "stop": self._moment(clock.stopped_at),
        }
        return self.say("explain_verdict", **self._started(clock), **stopped, **self._aimed(clock))

    def explain_running(self, clock: SlaClock) -> Text:
        """Say what started the one that runs."""
        return self.say("explain_running", **self._started(clock))

    def _started(self, clock: SlaClock) -> dict[str, Text]:
        return {
            "clock": self.clock(clock.name),
            "event": self._event(clock.started_by),
            "start": self._moment(clock.started_at),
        }

    def _aimed(self, clock: SlaClock) -> dict[str, Text]:
        return {"target": self._target(clock), "due": self._moment(clock.due)}

    def _target(self, clock: SlaClock) -> Text:
        span = self.span(clock.target or timedelta())
        priority = self.story.priority
        if priority is None or ANY in self.handbook.clock(clock.name).targets:
            return span
        return self.say("span_with_priority", priority=priority.name, span=span)

    def _event(self, event_id: EventId | None) -> Text:
        if event_id is None:
            raise ValueError(f"timeline {self.story.stem.id}: expected an event, got none")
        return self.stems.events[self.story.name_of(event_id)]

    def _moment(self, at: datetime | None) -> Text:
        if at is None:
            raise ValueError(f"timeline {self.story.stem.id}: expected a moment, got none")
        return self.moment(at)
