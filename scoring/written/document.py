"""How is one piece of written work judged as a whole?"""

from collections.abc import Mapping
from dataclasses import dataclass

from policy.text import Text
from scenarios.marks import level, standing
from scoring.finding import Evidence
from scoring.written.gaming import fillings, is_nothing
from scoring.written.invented import contacts
from scoring.written.kind import Kind
from scoring.written.outcome import Outcome
from scoring.written.reference import References
from scoring.written.section import Page, outcomes
from scoring.written.told import plain_of

LONGEST = 20_000
"""Most characters of a section; nobody reads more, and a desk's field holds less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a trainee has written.

    Attributes:
        id: Name.
        sections: Texts by section, in the order in which they stand.
    """

    id: str
    sections: Mapping[str, str]


def judged(written: Written, kind: Kind, references: References, grades: tuple[Text, ...]) -> tuple[Outcome, ...]:
    """Judge every section, then what only the whole shows: the order of stages, and what must not stand in it."""
    filled = fillings(kind, written.sections, references)
    pages = tuple(
        Page(
            section=one,
            number=at,
            text=written.sections.get(one.code, ""),
            filling=filled[one.code],
            references=references,
            grades=grades,
        )
        for at, one in enumerate(kind.sections)
    )
    found = tuple(one for page in pages for one in outcomes(page))
    if all(is_nothing(page.text) for page in pages):
        return found
    return (*found, *_stages(written, kind, found), _private(pages, kind, references))


def _stages(written: Written, kind: Kind, found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Ask that stages stand in their order (SMO-2.2.1); two that tell nothing are in none."""
    told = {one.section for one in found if one.check == "present" and one.verdict == "met"}
    stand = [code for code in written.sections if code in told]
    if not kind.ordered or len(stand) <= 1:
        return ()
    wanted = [one.code for one in kind.sections if one.code in told]
    if stand == wanted:
        return (Outcome(check="stages", section="", verdict="met", name="stages"),)
    value = " ".join(wanted)
    return (
        Outcome(check="stages", section="", verdict="not_met", name="stages", reason="out_of_order", value=value),
    )


def _private(pages: tuple[Page, ...], kind: Kind, references: References) -> Outcome:
    """Ask that no secret stands in it, and nobody's personal data where others read it (A-gates)."""
    secrets = tuple(proof for page in pages for proof in _standing(page, references.secrets))
    personal: tuple[Evidence, ...] = ()
    if not kind.personal:
        personal = tuple(
            proof for page in pages for proof in (*_standing(page, references.private), *_contacts(page))
        )
    leaks = secrets or personal
    if not leaks:
        return Outcome(check="private", section="", verdict="met", name="privacy")
    reason = "secret" if secrets else "personal"
    return Outcome(
        check="private", section="", verdict="not_met", name="privacy", reason=reason, evidence=leaks, critical=True
    )


def _contacts(page: Page) -> tuple[Evidence, ...]:
    return tuple(proof for hit in contacts(page.text) for proof in page.proof(*hit.span()))


def _standing(page: Page, values: tuple[str, ...]) -> tuple[Evidence, ...]:
    """Find values in a section; what is only found levelled out is proven by the whole section."""
    found: list[Evidence] = []
    for value in values:
        if not level(value) or next(standing(value, plain_of(page.text)), None) is None:
            continue
        start = page.text.find(value)
        found += page.proof(start, start + len(value)) if start >= 0 else page.proof(0, len(page.text))
    return tuple(found)
