"""How does a person talk whose words nobody tuned for: which words, and what when they are not understood?"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zlib import crc32

from mysterydesk import drills
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.text import Lang
from scenarios.fill import fill, names_in
from simulator.move import Move
from simulator.player import Player
from tests.pages.driver import Hand
from tests.pages.windows import wall

WAYS = 6
"""Ways in which each thing is said, by somebody who had not seen the rules that read them."""

DRAW = 0
"""Number of the draw that is typed; another would do as well."""

ALIKE = {"greet_letter": "greet_intro", "queued": "promise_update"}
"""Moments that came after the words were written, with the one that is closest."""

OWN: Mapping[tuple[str, Lang], str] = {
    ("explain_plan", "zh"): "问您几个问题",
    ("explain_plan", "en"): "ask you a few questions",
    ("progress", "zh"): "正在查原因",
    ("progress", "en"): "they are tracing the cause",
}
"""What the person puts into `{what}` where the search has nothing for it."""

NOT_UNDERSTOOD = ("not_clear", "when_exactly")
"""Acts of a customer who wants to hear it another way."""


LOOKS, BETWEEN_LOOKS_MS = 600, 100
"""How often the store is asked for a move before it counts as lost, and how long after another."""


@cache
def written_words() -> Mapping[str, Mapping[Lang, list[str]]]:
    """Read the words: six by moment and language."""
    words: Mapping[str, Mapping[Lang, list[str]]] = json.loads(
        Path(__file__).with_name("blind_words.json").read_text(encoding="utf-8")
    )
    return words


def ways(moment: str, lang: Lang, values: Mapping[str, str], first: int) -> Iterator[str]:
    """Give the ways to say something in the order of a draw that looks at its name alone.

    Args:
        moment: What is to be said, a key of the phrase book.
        lang: Language of the case.
        values: By name in braces; a way that asks for another is left out.
        first: Number of the draw, from 0 to 5.
    """
    texts = written_words()[ALIKE.get(moment, moment)][lang]
    known = {"what": OWN[moment, lang], **values} if (moment, lang) in OWN else values
    begin = crc32(moment.encode()) + first
    for place in range(len(texts)):
        text = texts[(begin + place) % len(texts)]
        if names_in(text) <= set(known):
            yield fill(text, known)


@dataclass(kw_only=True)
class Speaker(Player):
    """Plays with words of somebody else, drawn without a look at what the rules understand.

    Whoever says the same again says it another way; so does whoever is asked what was meant.

    Attributes:
        first: Number of the draw.
        used: How often each moment came.
        messages: Messages whose answer was waited for.
        again: Those of them that came after the customer had not understood the one before.
    """

    first: int = 0
    used: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    again: int = 0

    def words(self, *moments: str, **values: str) -> str:
        """Put the words of some moments together, each in its next way."""
        lang = self.desk.case.lang
        return ("" if lang == "zh" else " ").join(self._next(moment, lang, values) for moment in moments)

    def _next(self, moment: str, lang: Lang, values: Mapping[str, str]) -> str:
        usable = tuple(ways(moment, lang, values, self.first))
        self.used[moment] += 1
        return usable[(self.used[moment] - 1) % len(usable)]

    def speak(self, kind: str, *moments: str, **values: str) -> None:
        """Say something, and as long as the customer asks what was meant, say it another way."""
        for attempt in range(WAYS):
            heard = len(self.attempt.events)
            # Who is held or taken back once is not held or taken back again.
            Player.speak(self, "say" if attempt and kind in {"hold", "resume"} else kind, *moments, **values)
            if not self.listens:
                return
            self.messages += 1
            self.again += attempt > 0
            said = [one for one in self.attempt.events[heard:] if one.kind == "customer.msg"]
            if not any(one.fields["act"] in NOT_UNDERSTOOD for one in said):
                return


@dataclass(kw_only=True)
class Sitter(Speaker):
    """Plays on the page of a browser: each move is clicked or typed, and the next is chosen by what has come of it.

    Attributes:
        hand: What clicks and types.
        store: Where the attempt lies.
        account: Whose it is.
        seen: Events that the store had of it after the last move.
    """

    hand: Hand
    store: Store
    account: Account
    seen: int

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move on the page, wait until the store has it, and look at what has come of it."""
        self.hand.perform(Move(kind=kind, fields=fields))
        for _ in range(LOOKS):
            sight = drills.see(self.store, self.account, self.attempt.id, wall())
            if sight.seen > self.seen:
                self.attempt, self.seen = sight.attempt, sight.seen
                return
            self.hand.page.wait_for_timeout(BETWEEN_LOOKS_MS)
        raise AssertionError((kind, fields, self.hand.page.locator(".stAlert").all_inner_texts()))
