"""With what words of a handbook's rubric do checks compare what was said and written?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import Field

from policy.shape import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words that checks compare with, levelled out.

    Attributes:
        blank: Records that honestly hold nothing.
        result: What makes a promise one of a result.
        done: What says that it is done already.
        supposes: What in its clause leaves that open, beside the words of the language itself (`scoring.stated`).
        colleague: Who works on other lines.
        teams: Who else may be said to have done some work.
        at_work: What says that somebody has begun.
        repairs: Work that leaves an action behind.
        records: What can be worked on in the ticket alone.
        denies: What a customer says who cannot work, in transcripts, where nobody has marked it.
        confirms: The same for one who can.
        negates: What turns a confirmation round when it stands before it.
        urgent: Marks of urgency.
        marks: Words by what they show, for what only some manuals ask (`prevents`, `upset`); see the rubrics.
    """

    blank: frozenset[str] = frozenset({""})
    result: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    supposes: tuple[str, ...] = ()
    colleague: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    at_work: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    confirms: tuple[str, ...] = ()
    negates: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class LexiconShape(Shape):
    """The words as authored."""

    blank: list[str] = Field(default_factory=list)
    result: list[str] = Field(default_factory=list)
    done: list[str] = Field(default_factory=list)
    supposes: list[str] = Field(default_factory=list)
    colleague: list[str] = Field(default_factory=list)
    teams: list[str] = Field(default_factory=list)
    at_work: list[str] = Field(default_factory=list)
    repairs: list[str] = Field(default_factory=list)
    records: list[str] = Field(default_factory=list)
    denies: list[str] = Field(default_factory=list)
    confirms: list[str] = Field(default_factory=list)
    negates: list[str] = Field(default_factory=list)
    urgent: list[str] = Field(default_factory=list)
    marks: dict[str, list[str]] = Field(default_factory=dict)

    def value(self) -> Lexicon:
        """Give the frozen value."""
        return Lexicon(
            blank=frozenset({"", *_levelled(self.blank)}),
            result=_levelled(self.result),
            done=_levelled(self.done),
            supposes=_levelled(self.supposes),
            colleague=_levelled(self.colleague),
            teams=_levelled(self.teams),
            at_work=_levelled(self.at_work),
            repairs=_levelled(self.repairs),
            records=_levelled(self.records),
            denies=_levelled(self.denies),
            confirms=_levelled(self.confirms),
            negates=tuple(one.casefold() for one in self.negates),
            urgent=_levelled(self.urgent),
            marks={name: _levelled(words) for name, words in self.marks.items()},
        )


def _levelled(words: list[str]) -> tuple[str, ...]:
    return tuple(one.strip().casefold() for one in words)
