"""How does the search make a move and find words that are understood?"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scenarios.fill import fill, names_in
from simulator import twist_play
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.owed_word import owed_word
from simulator.state import Desk, Due, State, is_live
from simulator.titles import read_words

BETWEEN = timedelta(seconds=10)
"""Wall time between two moves: inside every grace."""

KEEP = 0.7
"""Share of a promised time, or of the longest silence, after which the next word is given."""

SOON = timedelta(minutes=1)
"""Nothing is promised for a moment nearer than this."""

SOON_BY_LETTER = timedelta(minutes=5)
"""The same where nobody hears silence, and a letter takes its time."""

MOST_REFUSALS = 4
"""Times one caller is refused; nobody tries more often than three times."""


class NotWinnableError(RuntimeError):
    """The search found no handling: the scenario or the handbook is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedMove:
    """A move and the wall time it is made at."""

    wall: datetime
    move: Move


@dataclass(slots=True, kw_only=True)
class Player:
    """Plays moves on an attempt and keeps them; the one changing thing of the search.

    Attributes:
        attempt: As it stands.
        wall: Wall time of the last move.
        made: Moves so far.
        listens: Whether an answer is waited for after each message; not while other things may happen first.
        refusals: Times the caller was refused what belongs to somebody else.
        attended: Turns of the customer that were dealt with (`twist_play`).
    """

    attempt: Attempt
    wall: datetime
    made: list[TimedMove] = field(default_factory=list)
    listens: bool = True
    refusals: int = 0
    attended: list[str] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """What the attempt stands on."""
        return self.attempt.here

    @property
    def state(self) -> State:
        """State after the last move."""
        return self.attempt.state

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move, having done what the customer's own turns ask for; words nobody heard are said again."""
        twist_play.attend(self, kind, fields)
        self.make(kind, **fields)
        if twist_play.was_missed(self, kind):
            twist_play.await_return(self)
            self.make(kind, **fields)

    def make(self, kind: str, **fields: str | int) -> None:
        """Make one move as it is; a refusal means that the search is wrong, and says where."""
        self.wall += BETWEEN
        move = Move(kind=kind, fields=fields, key=f"ideal-{len(self.made)}")
        result = step(self.attempt, move, self.wall)
        if isinstance(result, Refusal):
            raise NotWinnableError(f"{self.desk.case.id}: {kind} refused: {result.code} {dict(result.params)}")
        self.attempt = result[0]
        self.made.append(TimedMove(wall=self.wall, move=move))

    def speak(self, kind: str, *moments: str, **values: str) -> None:
        """Say the phrases of some moments, and wait for the answer where that is what to do next."""
        self.do(kind, text=self.words(*moments, **values))
        if self.listens:
            self.listen()

    def words(self, *moments: str, **values: str) -> str:
        """Put the phrases of some moments together."""
        glue = "" if self.desk.case.lang == "zh" else " "
        return glue.join(phrase(self.desk, moment, values) for moment in moments)

    def listen(self) -> None:
        """Wait for what the customer is going to say, with a word where it takes long; refuse what is pressed for."""
        self._hear()
        if self.is_pressed():
            self.refuse()

    def refuse(self) -> None:
        """Say no with the reason and another way to go, as often as it is tried, and leave a note (STD-5b.3.sec)."""
        rule = self.desk.case.pretext
        if rule is None or self.refusals == MOST_REFUSALS:
            return
        first = self.refusals == 0
        self.refusals += 1
        self.speak("say", "refuse_reason", "other_way")
        if first:
            self.do("log", text=self.words("log_refusal", what=rule.wants))

    def is_pressed(self) -> bool:
        """Tell whether the caller has asked for what belongs to somebody else, and is owed an answer."""
        pressing = self.state.pretext
        return 0 < pressing.made == pressing.heard and not pressing.over

    def _hear(self) -> None:
        """Wait for the answers under way; those to a word of comfort in between are not waited for."""
        wanted = {due.id for due in self._answers()}
        while coming := [due.at for due in self._answers() if due.id in wanted]:
            quiet = self.speaks_by()
            if is_live(self.desk) or self.state.ticket.verified or min(coming) <= quiet:
                self.do("wait", seconds=0)
                continue
            self.do("wait", seconds=max(1, int((quiet - self.state.now).total_seconds())))
            self.do("update", text=self.words("promise_update", time=self.clock(self.news_by())))

    def _answers(self) -> tuple[Due, ...]:
        return tuple(due for due in self.state.agenda if due.what == "customer")

    def clock(self, at: datetime) -> str:
        """Write a moment as the customer's clock shows it."""
        return at.astimezone(self.desk.case.submitted_at.tzinfo).strftime("%H:%M")

    def cadence(self) -> timedelta:
        """Give the longest silence that the priority allows (A-update-cadence); the strictest before triage."""
        settings = self.desk.handbook.settings
        levels = (
            [self.state.ticket.level]
            if self.state.ticket.level
            else [one.code for one in self.desk.handbook.priorities]
        )
        spans = [
            settings[f"update_cadence_{level}_s"].value for level in levels if f"update_cadence_{level}_s" in settings
        ]
        return timedelta(seconds=min(spans, default=86400))

    def speaks_by(self) -> datetime:
        """Say when the customer must hear from us next: well inside what was promised, borne, and allowed."""
        state = self.state
        by = [(state.words_at or state.now) + self.cadence() * KEEP]
        owed = owed_word(state, self.attempt.events)
        if owed is not None:
            by.append(owed.made_at + (owed.due - owed.made_at) * KEEP)
        elif not self._answers():
            by.append((state.words_at or state.now) + timedelta(seconds=self.desk.case.persona.patience_s) * KEEP)
        return min(by)

    def news_by(self) -> datetime:
        """Choose a time by which the customer hears from us again, not later than the target allows to promise.

        Half an hour on the phone; longer where letters go to and fro. The last minutes of a target that can no longer
        be met are waited out: no time inside it can be named.
        """
        due = self._due()
        soon = SOON if is_live(self.desk) else SOON_BY_LETTER
        if due is not None and self.state.now < due < self.state.now + soon:
            self.make("wait", seconds=int((due - self.state.now).total_seconds()) + 1)
        far = timedelta(minutes=28) if is_live(self.desk) else min(timedelta(minutes=90), self.cadence() * 0.9)
        at = self.state.now + far
        return min(at, due) if due is not None and due > self.state.now else at

    def _due(self) -> datetime | None:
        """Give when the ticket has to be solved, by the priority set."""
        rules = (one for one in self.desk.handbook.clocks if one.name == "resolution")
        target = next((one.targets.get(self.state.ticket.level) for one in rules), None)
        accepted = next((one.at for one in self.attempt.events if one.kind == "ticket.accepted"), None)
        return accepted + target if accepted is not None and target is not None else None


WANTED = {
    "greet_intro": "greet",
    "greet_letter": "greet",
    "take_over": "greet",
    "empathise": "empathise",
    "apologise": "apologise",
    "thank": "thank",
    "explain_plan": "explain_plan",
    "plan_steps": "explain_plan",
    "plan_effect": "explain_plan",
    "plan_risk": "explain_plan",
    "guide_step": "give_solution",
    "hold": "hold_request",
    "resume": "thank",
    "remote_consent": "request_remote_consent",
    "remote_done": "progress_update",
    "refuse_reason": "refuse_disclosure",
    "other_way": "explain_plan",
    "complaint_contact": "apologise",
    "hear_demand": "explain_plan",
    "feed_back": "progress_update",
    "follow_up": "confirm_resolved",
    "escalate_notice": "escalate_notice",
    "promise_update": "promise_eta",
    "progress": "progress_update",
    "queued": "promise_eta",
    "delay": "promise_eta",
    "still_broken": "promise_eta",
    "workaround_offer": "give_solution",
    "verify": "confirm_resolved",
    "ask_rating": "ask_satisfaction",
    "anything_else": "ask_anything_else",
    "farewell": "farewell",
    "low_rating": "apologise",
}
"""The act that a phrase of a moment must be read as."""

WRITTEN = (
    "ask_eta", "chase_colleague", "log_refusal", "log_demand", "measure", "late_reason", "article_applies",
    "article_caution", "partner_time", "partner_false",
)  # fmt: skip
"""Moments whose phrases the customer never hears; how they would be read does not matter."""


def phrase(desk: Desk, moment: str, values: dict[str, str]) -> str:
    """Choose a phrase of a moment that is read as what it is meant to be.

    Phrases that say most come first, and those of which every word was understood before the others.

    Raises:
        NotWinnableError: None is read so.
    """
    case, given = desk.case, set(values)
    usable = [option for option in desk.wording.phrases(moment, case.lang) if names_in(option) <= given]
    ranked = [fill(option, values) for option in sorted(usable, key=lambda one: -len(names_in(one)))]
    if moment in WRITTEN:
        return ranked[0]
    wanted, asks = WANTED.get(moment, ""), moment.startswith("ask_") and moment not in WANTED
    half: list[str] = []
    for text in ranked:
        reading = read_words(desk, text)
        if reading.asked() if asks else not wanted or reading.has(wanted):
            if not reading.unsure:
                return text
            half.append(text)
    if not half:
        raise NotWinnableError(f"no phrase of {moment} ({case.lang}) is read as {wanted or 'a question'}")
    return half[0]
