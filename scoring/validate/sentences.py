"""What do null trainees and mutants say?"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from policy.document import read_document
from policy.problem import Problems, in_order
from policy.shape import Shape, TextShape, shaped
from policy.text import Lang, Text


class LinesShape(Shape):
    """Sentences in both languages."""

    zh: list[str] = Field(min_length=1)
    en: list[str] = Field(min_length=1)


class NullsShape(Shape):
    """Sentences of the null trainees."""

    template: LinesShape
    vague: LinesShape
    filler: TextShape


class SentencesShape(Shape):
    """The whole file."""

    nulls: NullsShape
    faults: dict[str, TextShape]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Sentences that the scorer is tried on.

    Attributes:
        template: Polite phrases that fit any ticket, by language.
        vague: Words that could mean anything, by language.
        filler: What stands in every field.
        faults: A faulty sentence by the act it is.
    """

    template: Mapping[Lang, tuple[str, ...]]
    vague: Mapping[Lang, tuple[str, ...]]
    filler: Text
    faults: Mapping[str, Text]


def parse_sentences(text: str, source: str) -> tuple[Sentences | None, Problems]:
    """Read the sentences, or every problem with its line."""
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    whole, problems = shaped(SentencesShape, document.value, document, ())
    if whole is None or unread:
        return None, in_order((*unread, *problems))
    nulls = whole.nulls
    made = Sentences(
        template={"zh": tuple(nulls.template.zh), "en": tuple(nulls.template.en)},
        vague={"zh": tuple(nulls.vague.zh), "en": tuple(nulls.vague.en)},
        filler=nulls.filler.value(),
        faults={act: one.value() for act, one in whole.faults.items()},
    )
    return made, ()
