"""What is said of one thing that a section had to do?"""

from dataclasses import dataclass
from typing import Literal

from scoring.finding import Evidence, Verdict

Check = Literal["present", "fact", "order", "true", "private", "stages"]

REASONS = (
    *("missing", "copied", "repeated", "heaped", "stuffed", "wrong_figure", "contradicted", "denied", "no_grade"),
    *("step_missing", "out_of_order", "invented", "personal", "secret"),
    *(
        "told_both",
        "hedged",
        "other_words",
        "other_cause",
        "unclear",
        "order_unclear",
        "order_in_words",
        "odd_figure",
    ),
    "no_reference",
)
"""Why something is not met, or left to a person; the catalogue says each."""

UNITS = {"present": 1, "fact": 2, "order": 2, "true": 1, "private": 0, "stages": 1}
"""What each weighs inside its section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One verdict before it has points.

    Attributes:
        check: What was looked at.
        section: Where; empty for the document.
        verdict: Met, not met, not judged.
        name: Topic of the fact, with its number where there are several; else the check.
        reason: Why not, as a code; empty for met.
        value: What would have been right, or the words that are wrong.
        evidence: Words that prove it.
        critical: It fails the whole.
    """

    check: Check
    section: str
    verdict: Verdict
    name: str
    reason: str = ""
    value: str = ""
    evidence: tuple[Evidence, ...] = ()
    critical: bool = False

    @property
    def label(self) -> str:
        """Short name: `section.topic`, or the check of a whole document."""
        return f"{self.section}.{self.name}" if self.section else self.name
