"""Which words stand on the print of an award?"""

from dataclasses import dataclass

from certification.award import Award
from certification.credential import Issuer
from certification.evidence import figure
from certification.wording import Wording
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that is set on the paper, already in words.

    Attributes:
        heading: Kind of document.
        holder: Words before the name.
        name: Name of the person.
        statement: Words before the level.
        level: Name of the level.
        facts: Paper, drills, period, issuer, number.
        notes: Assumptions with their badges, and what the print is worth.
        demo: Mark and note of a demo; None on the real thing.
        scan: Words under the code.
        address: What the code leads to.
    """

    heading: Text
    holder: Text
    name: str
    statement: Text
    level: Text
    facts: tuple[Text, ...]
    notes: tuple[Text, ...]
    demo: tuple[Text, Text] | None
    scan: Text
    address: str

    def texts(self) -> tuple[str, ...]:
        """List every text of the sheet, to be checked against the font."""
        pairs = (self.heading, self.holder, self.statement, self.level, self.scan, *self.facts, *self.notes)
        said = (*pairs, *(self.demo or ()))
        return (self.name, self.address, *(one.zh for one in said), *(one.en for one in said))


def sheet(award: Award, issuer: Issuer, address: str, wording: Wording) -> Sheet:
    """Put an award into the words of its print.

    Args:
        award: What was proven.
        issuer: Who awards; a demo issuer puts the demo mark on the sheet.
        address: URL of the page that verifies this credential.
        wording: The sentences of `content/credential.yaml`.
    """
    paper = award.paper
    scores = ", ".join(_span(drill.score_low, drill.score_high) for drill in award.drills)
    start, end = award.awarded_at.date().isoformat(), award.valid_until.date().isoformat()
    assumed = (wording.both("assumption", id=one.id, text=one.text) for one in award.assumptions)
    return Sheet(
        heading=wording.both("print_heading"),
        holder=wording.both("print_holder"),
        name=award.holder_name,
        statement=wording.both("print_statement", handbook=award.handbook_title),
        level=award.title,
        facts=(
            wording.both(
                "print_paper", points=figure(paper.points), total=figure(paper.total), cut=figure(paper.cut)
            ),
            wording.both("print_drills", count=len(award.drills), scores=scores),
            wording.both("print_period", start=start, end=end),
            wording.both("print_issuer", issuer=issuer.name),
            wording.both("print_number", id=award.id),
        ),
        notes=(*assumed, wording.both("print_subject")),
        demo=(wording.both("print_demo"), wording.both("print_demo_note")) if issuer.is_demo else None,
        scan=wording.both("print_verify"),
        address=address,
    )


def _span(low: float, high: float) -> str:
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"
