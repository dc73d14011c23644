"""What is true of the matter that written work is about?"""

from dataclasses import dataclass
from typing import Literal

from policy.text import Lang
from scenarios.twist import Groups

FactKind = Literal["words", "figure", "time", "name", "choice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Something else that could be said in place of a fact, and is false."""

    value: str
    marks: Groups = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is so.

    Attributes:
        topic: What it is about; sections ask for topics.
        value: As a good text would say it.
        kind: How it is compared.
        marks: Groups of words, one of each must stand in a text that says it; empty: the value itself.
        about: Words that say which figure or time is meant; empty: any in the section.
        rivals: What contradicts it.
        slot: How a name or number is compared (`scoring.likeness`).
        ways: Other values that are as true, where marks are missing.
        denied_too: Whoever says that it is not so tells it as well, as of a cause that was ruled out.
    """

    topic: str
    value: str
    kind: FactKind = "words"
    marks: Groups = ()
    about: Groups = ()
    rivals: tuple[Rival, ...] = ()
    slot: str = ""
    ways: tuple[str, ...] = ()
    denied_too: bool = False

    @property
    def groups(self) -> Groups:
        """Groups of words by which it is recognised."""
        return self.marks or ((self.value,),)


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """All that is known.

    Attributes:
        lang: Language of the matter.
        facts: What must be told, steps in their order.
        private: Names, numbers and addresses of people.
        secrets: What must stand in no text at all.
        known: Whatever else a truthful text can rest on.
        prompt: The task as it was put.
    """

    lang: Lang
    facts: tuple[Fact, ...]
    private: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    known: str = ""
    prompt: str = ""

    def of(self, topic: str) -> tuple[Fact, ...]:
        """Give the facts of a topic."""
        return tuple(one for one in self.facts if one.topic == topic)

    @property
    def everything(self) -> str:
        """All texts that a figure or name may have been taken from."""
        rivals = (one.value for fact in self.facts for one in fact.rivals)
        values = (value for fact in self.facts for value in (fact.value, *fact.ways))
        return "\n".join((*values, *rivals, *self.private, *self.secrets, self.known, self.prompt))
