"""How do checks look at words, however they were written?

Traditional characters and full-width letters mean what Simplified and half-width ones do (annotation guide, rule 9):
before anything is judged each is put in its plain form, one for one, so that places in a message keep. What is quoted
as evidence is put back as it was written.
"""

from collections.abc import Mapping
from dataclasses import replace

from scoring.finding import Evidence, Judgement, Judgements
from sla.timeline import Event, Timeline

_KEPT = "！（），：；？"
"""Full-width marks that Chinese is written with; the checks know them as they are."""

_WIDTH: Mapping[int, str] = {
    0x3000: " ",
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT},
}


def _plain_form(text: str, script: Mapping[str, str]) -> str:
    return "".join([script.get(char, char) for char in text.translate(_WIDTH)])


class Plain:
    """A timeline in plain form.

    Attributes:
        timeline: The events, words in plain form.
        written: Text of each event that was written otherwise, by its id.
    """

    def __init__(self, timeline: Timeline, script: Mapping[str, str]) -> None:
        self.written: dict[int, str] = {}
        self.timeline: Timeline = tuple(self._plain(one, script) for one in timeline)

    def _plain(self, event: Event, script: Mapping[str, str]) -> Event:
        changed = {
            name: plain
            for name, value in event.fields.items()
            if isinstance(value, str) and not value.isascii() and (plain := _plain_form(value, script)) != value
        }
        if not changed:
            return event
        if "text" in changed:
            self.written[int(event.id)] = str(event.fields["text"])
        return replace(event, fields={**event.fields, **changed})

    def as_written(self, said: Judgements) -> Judgements:
        """Quote evidence in the words that stand in the ticket."""
        if not self.written:
            return said
        return tuple(self._quoted(one) for one in said)

    def _quoted(self, one: Judgement) -> Judgement:
        return replace(one, evidence=tuple(self._evidence(proof) for proof in one.evidence))

    def _evidence(self, proof: Evidence) -> Evidence:
        text = self.written.get(proof.event)
        if text is None or not proof.quote:
            return proof
        return replace(proof, quote=text[proof.start : proof.end])
