"""How do the customer, the colleagues and the trainee's phrase book word what rules decided to say?

Rules decide what is said (DESIGN decision 9); here are the templates of each language, and which names in braces
they may hold. A template that asks for a value nobody has is never handed out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from policy.digest import digest_of
from policy.document import Document, Path, Plain, read_document
from policy.problem import Problem, Problems, in_order, problem
from policy.text import Lang
from scenarios.answer_words import says_the_answer
from scenarios.fill import has_stray_brace, names_in
from simulator.by_identity import kept_by_identity
from simulator.repertoire import COLLEAGUE_LINES, CUSTOMER_ACTS, LATER, MOMENTS, OPTIONAL, Names

Tone = Literal["polite", "plain", "blunt"]
Lines = tuple[str, ...]

__all__ = (
    "ANY_TONE", "COLLEAGUE_LINES", "CUSTOMER_ACTS", "FILES", "LANGS", "MOMENTS", "OPTIONAL", "TONES", "Wording",
    "parse_wording",
)  # fmt: skip

LANGS: tuple[Lang, ...] = get_args(Lang)
TONES: tuple[Tone, ...] = get_args(Tone)
ANY_TONE = "any"

CUSTOMER, COLLEAGUES, PHRASES = FILES = ("customer.yaml", "colleagues.yaml", "phrases.yaml")

LEAST: Mapping[str, int] = {CUSTOMER: 8, COLLEAGUES: 4, PHRASES: 3}
"""Fewest templates per act and language, optional ones not counted; 8 by the simulation spec, property 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Everything that is worded by templates.

    Attributes:
        acts: The customer's templates; those of every tone stand under each tone.
        lines: The colleagues'.
        moments: The trainee's phrase book.
        digest: sha256 of the content of the three files; comments and the order of acts do not count.
    """

    acts: Mapping[tuple[str, Lang, Tone], Lines]
    lines: Mapping[tuple[str, Lang], Lines]
    moments: Mapping[tuple[str, Lang], Lines]
    digest: str

    def customer(self, act: str, lang: Lang, tone: Tone, given: Collection[str] = ()) -> Lines:
        """Give the templates of an act that can be filled.

        Args:
            act: A key of `CUSTOMER_ACTS`.
            lang: Language of the case.
            tone: How this customer talks.
            given: Names of `OPTIONAL` whose values are at hand.

        Raises:
            KeyError: There is no such act, language or tone.
        """
        if not given:
            return _bare(self)[act, lang, tone]
        filled = CUSTOMER_ACTS[act].union(given)
        return tuple(one for one in self.acts[act, lang, tone] if names_in(one) <= filled)

    def colleague(self, line: str, lang: Lang) -> Lines:
        """Give the templates of a colleague's line, a key of `COLLEAGUE_LINES` (else KeyError)."""
        return self.lines[line, lang]

    def phrases(self, moment: str, lang: Lang) -> Lines:
        """Give the trainee's phrases for a moment, a key of `MOMENTS` (else KeyError)."""
        return self.moments[moment, lang]


@kept_by_identity(8)
def _bare(wording: Wording) -> Mapping[tuple[str, Lang, Tone], Lines]:
    """Give the templates that can be filled without optional values; a customer speaks a dozen times in a drill."""
    return {
        (act, lang, tone): tuple(one for one in lines if names_in(one) <= CUSTOMER_ACTS[act])
        for (act, lang, tone), lines in wording.acts.items()
    }


Found = dict[Path, str]


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """One file while it is checked; every complaint goes into `problems`."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def note(self, path: Path, code: str, **params: object) -> None:
        self.problems.append(problem(self.document.source, self.document.line(path), code, **params))

    def value(self, path: Path) -> Plain:
        value = self.document.value
        for key in path:
            value = value[str(key)] if isinstance(value, dict) else None
        return value

    def members(self, path: Path, kind: str, names: Collection[str], optional: str = "") -> Lines:
        """Give the known members of a mapping, and complain of unknown and missing ones."""
        value = self.value(path)
        if not isinstance(value, dict):
            self.note(path, "not_a_mapping")
            return ()
        for name in value:
            if name not in names and not (optional and name == optional):
                self.note((*path, name), f"unknown_{kind}", **{kind: name[:40]})
        for name in names:
            if name not in value and name not in LATER:
                self.note(path, f"missing_{kind}", **{kind: name})
        return tuple(name for name in value if name in names or (optional and name == optional))

    def lines(self, path: Path, allowed: Names) -> Found:
        """Give the usable templates of one list by their paths."""
        value = self.value(path)
        if not isinstance(value, list):
            self.note(path, "not_a_list")
            return {}
        found: Found = {}
        for at, text in enumerate(value):
            if not isinstance(text, str) or not text.strip():
                self.note((*path, at), "not_text")
            elif has_stray_brace(text):
                self.note((*path, at), "stray_brace")
            elif unknown := names_in(text) - allowed:
                self.note((*path, at), "unknown_placeholder", name=min(unknown), allowed=" ".join(sorted(allowed)))
            else:
                found[*path, at] = text
        return found

    def check(self, path: Path, found: Found, always: Names) -> None:
        """Complain of repetitions, and of too few templates that can always be filled."""
        seen: set[str] = set()
        for where, text in found.items():
            if text in seen:
                self.note(where, "repeated_line")
            seen.add(text)
        usable = {text for text in found.values() if names_in(text) <= always}
        least = LEAST[self.document.source]
        if len(usable) < least:
            self.note(path, "too_few_lines", least=least, found=len(usable))


def _customer(sheet: _Sheet) -> dict[tuple[str, Lang, Tone], Lines]:
    acts: dict[tuple[str, Lang, Tone], Lines] = {}
    for act in sheet.members((), "act", CUSTOMER_ACTS):
        always = CUSTOMER_ACTS[act]
        for lang in _langs(sheet, act):
            tones = sheet.members((act, lang), "tone", TONES, ANY_TONE)
            found = {tone: sheet.lines((act, lang, tone), always | OPTIONAL.get(act, frozenset())) for tone in tones}
            every = {path: text for one in found.values() for path, text in one.items()}
            sheet.check((act, lang), every, always)
            for path in (path for path, text in every.items() if says_the_answer(text)):
                sheet.note(path, "names_the_answer", name=act)
            for tone in TONES:
                lines = (*found.get(ANY_TONE, {}).values(), *found.get(tone, {}).values())
                if tone in found and not any(names_in(one) <= always for one in lines):
                    sheet.note((act, lang, tone), "too_few_lines", least=1, found=0)
                acts[act, lang, tone] = lines
    return acts


def _others(sheet: _Sheet, names: Mapping[str, Names]) -> dict[tuple[str, Lang], Lines]:
    lines: dict[tuple[str, Lang], Lines] = {}
    for act in sheet.members((), "act", names):
        for lang in _langs(sheet, act):
            found = sheet.lines((act, lang), names[act])
            sheet.check((act, lang), found, names[act])
            lines[act, lang] = tuple(found.values())
    return lines


def _with_later(
    acts: dict[tuple[str, Lang, Tone], Lines],
    lines: dict[tuple[str, Lang], Lines],
    moments: dict[tuple[str, Lang], Lines],
) -> None:
    """Let older sentences stand in for what templates from before do not have (`LATER`)."""
    for lang in LANGS:
        for name, older in LATER.items():
            if name in CUSTOMER_ACTS:
                for tone in TONES:
                    acts.setdefault((name, lang, tone), acts.get((older, lang, tone), ()))
            elif name in COLLEAGUE_LINES:
                lines.setdefault((name, lang), lines.get((older, lang), ()))
            else:
                moments.setdefault((name, lang), moments.get((older, lang), ()))


def _langs(sheet: _Sheet, act: str) -> tuple[Lang, ...]:
    present = sheet.members((act,), "lang", LANGS)
    return tuple(lang for lang in LANGS if lang in present)


def parse_wording(files: Mapping[str, str]) -> tuple[Wording | None, Problems]:
    """Read the three files of templates.

    Args:
        files: Text by file name, the names of `FILES`; others are not looked at.

    Returns:
        The wording, or None; and every problem of every file with its line.
    """
    problems = [problem(name, 0, "missing_file", file=name) for name in FILES if name not in files]
    sheets: dict[str, _Sheet] = {}
    for name in FILES:
        document, found = read_document(files.get(name, ""), name) if name in files else (None, ())
        problems.extend(found)
        if document is not None:
            sheets[name] = _Sheet(document=document)
    acts = _customer(sheets[CUSTOMER]) if CUSTOMER in sheets else {}
    lines = _others(sheets[COLLEAGUES], COLLEAGUE_LINES) if COLLEAGUES in sheets else {}
    moments = _others(sheets[PHRASES], MOMENTS) if PHRASES in sheets else {}
    problems.extend(one for sheet in sheets.values() for one in sheet.problems)
    if problems:
        return None, in_order(problems)
    _with_later(acts, lines, moments)
    content = {name: sheet.document.value for name, sheet in sheets.items()}
    return Wording(acts=acts, lines=lines, moments=moments, digest=digest_of(content)), ()
