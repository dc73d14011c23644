"""Which official days does a pasted notice name, and where can it not be read?"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from policy.problem import Problem, in_order, problem
from sla.china import codes_of, named
from sla.notice_draft import Draft, DraftHoliday, DraftSpan
from sla.notice_words import CHINESE, ENGLISH, DayWords, Grammar, Token
from sla.official import DayKind

HAN: Final = re.compile(r"[\u4e00-\u9fff]")

DATED: Final = re.compile(r"^[ \t]*\d{4}年\d{1,2}月\d{1,2}日[ \t]*$", re.MULTILINE)
"""The date beneath the signature: a line of its own."""

DOTTED: Final = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.")

ASIDE: Final = re.compile(r"\([^()]*\)")

LINE_OR_STOP: Final = re.compile(r"[\n。;]")

NEW_YEAR: Final = "new_year"
DECEMBER: Final = 12


@dataclass(slots=True, kw_only=True)
class _Entry:
    """What has been read of one holiday so far."""

    words: str
    codes: tuple[str, ...]
    line: int
    spans: list[DraftSpan] = field(default_factory=list)
    counted: int | None = None
    year: int | None = None
    month: int | None = None


@dataclass(slots=True, kw_only=True)
class _Reader:
    """One reading of one text; whoever reads looks at `found` before using anything."""

    source: str
    year: int
    grammar: Grammar
    text: str
    found: list[Problem] = field(default_factory=list)

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def entries(self) -> Iterator[_Entry]:
        heads = _heads(self.grammar, self.text)
        ends = [*(head.start() for head in heads), len(self.text)]
        self._outside(ends[0])
        for head, end in zip(heads, ends[1:], strict=True):
            line = self.line(head.start(2))
            codes = codes_of(head[2])
            if not codes:
                self.found.append(problem(self.source, line, "notice_unknown_holiday", got=head[2].strip()))
            entry = _Entry(words=head[2].strip(), codes=codes, line=line)
            self._entry(entry, head.end(), end)
            yield entry

    def _outside(self, end: int) -> None:
        """Complain about days off or worked that stand before the first holiday's name."""
        for at, clause in _parts(LINE_OR_STOP, 0, self.text[:end]):
            tokens = {token.kind: token for token in self.grammar.tokens(clause)}
            days = tokens.get("days")
            if days is not None and days.days[0].month and tokens.keys() & {"off", "work"}:
                line = self.line(at + days.at)
                self.found.append(problem(self.source, line, "notice_outside_holiday", got=days.days[0].shown))

    def _entry(self, entry: _Entry, start: int, end: int) -> None:
        before = len(self.found)
        for at, sentence in _parts(self.grammar.sentence, start, self.text[start:end]):
            self._sentence(entry, at, sentence)
        if not any(span.kind == "off" for span in entry.spans) and len(self.found) == before:
            self.found.append(problem(self.source, entry.line, "notice_holiday_without_days", got=entry.words))

    def _sentence(self, entry: _Entry, start: int, sentence: str) -> None:
        advice = self.grammar.advice.search(sentence)
        said = sentence[: advice.start()] if advice else sentence
        again = bool(self.grammar.again.match(sentence))
        pending: list[DraftSpan] = []
        shown = ""
        line = self.line(start)
        for at, clause in _parts(self.grammar.clause, start, said):
            if self.grammar.remark.search(clause):
                continue
            tokens = tuple(self.grammar.tokens(clause))
            self._strange(at, clause, tokens)
            for token in tokens:
                if token.kind == "days":
                    line = self.line(at + token.at)
                    shown = token.days[0].shown
                    pending += self._span(entry, token.days, line)
                elif token.kind == "count":
                    entry.counted = token.count if entry.counted is None else entry.counted
                else:
                    if token.kind == "work" and not shown:
                        where = self.line(at + token.at)
                        self.found.append(problem(self.source, where, "notice_work_without_date", got=clause.strip()))
                    self._settle(entry, pending, token.kind, again=again)
                    pending = []
                    shown = shown or clause
        if pending:
            self.found.append(problem(self.source, line, "notice_date_without_verb", got=shown))

    def _strange(self, at: int, clause: str, tokens: tuple[Token, ...]) -> None:
        """Complain when days were read, but not all that stands beside them: half a range would be a wrong day."""
        if not any(token.kind == "days" for token in tokens):
            return
        cuts = [0, *(edge for token in tokens for edge in (token.at, token.end)), len(clause)]
        rest = " ".join(clause[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))
        if self.grammar.strange.search(ASIDE.sub(" ", rest)):
            line = self.line(at + tokens[0].at)
            self.found.append(problem(self.source, line, "notice_not_understood", got=clause.strip()[:60]))

    @staticmethod
    def _settle(entry: _Entry, pending: list[DraftSpan], kind: DayKind, *, again: bool) -> None:
        known = [(span.first, span.last) for span in entry.spans if span.kind == "off"]
        for span in pending:
            repeated = again and any(first <= span.first and span.last <= last for first, last in known)
            if kind == "work" or not repeated:
                entry.spans.append(DraftSpan(kind=kind, first=span.first, last=span.last, line=span.line))

    def _span(self, entry: _Entry, days: tuple[DayWords, ...], line: int) -> list[DraftSpan]:
        ends = [self._day(entry, one, line) for one in days]
        known = [one for one in ends if one is not None]
        return [DraftSpan(kind="off", first=known[0], last=known[-1], line=line)] if len(known) == len(ends) else []

    def _day(self, entry: _Entry, words: DayWords, line: int) -> date | None:
        """Find the date: without a month it is the one last written, without a year the notice's.

        In the text on New Year, December is the one before it.
        """
        if words.month is None:
            year, month = entry.year, entry.month
        else:
            before = entry.codes == (NEW_YEAR,) and words.month == DECEMBER
            year, month = words.year or self.year - before, words.month
        try:
            day = date(year or 0, month or 0, words.day)
        except ValueError:
            self.found.append(problem(self.source, line, "notice_no_such_date", got=words.shown))
            return None
        entry.year, entry.month = day.year, day.month
        if words.weekday is not None and words.weekday != day.weekday():
            names = self.grammar.weekdays
            expected, got = names[day.weekday()], names[words.weekday]
            self.found.append(
                problem(self.source, line, "notice_wrong_weekday", date=day, expected=expected, got=got)
            )
        return day


def read_text(text: str, source: str, year: int | None) -> Draft:
    """Read a notice as it is pasted, in Chinese or in the plain English form.

    Args:
        text: The notice, with or without what stands around the holidays.
        source: Its name for the problems.
        year: Year that whoever adds it says it is for; else the text has to say.
    """
    grammar = CHINESE if HAN.search(text) else ENGLISH
    plain = _plain(text)
    heads = _heads(grammar, plain)
    said = grammar.year.search(plain, 0, heads[0].end() if heads else len(plain))
    written = int(said[said.lastindex or 0]) if said else None
    wanted = written if year is None else year
    if wanted is None:
        return Draft(year=None, holidays=(), problems=())
    reader = _Reader(source=source, year=wanted, grammar=grammar, text=plain)
    holidays = tuple(_holiday(entry) for entry in reader.entries() if entry.codes)
    return Draft(year=wanted, holidays=holidays, problems=in_order([*_other(source, written, wanted), *reader.found]))


def _heads(grammar: Grammar, text: str) -> list[re.Match[str]]:
    """Find where holidays begin: at a numbered name, or at one of the names known."""
    return [one for one in grammar.holiday.finditer(text) if one[1] or codes_of(one[2])]


def _other(source: str, written: int | None, wanted: int) -> Iterator[Problem]:
    if written is not None and written != wanted:
        yield problem(source, 0, "notice_other_year", expected=wanted, got=written)


def _holiday(entry: _Entry) -> DraftHoliday:
    return DraftHoliday(
        name=named(entry.codes),
        codes=entry.codes,
        line=entry.line,
        spans=tuple(entry.spans),
        counted=entry.counted,
    )


def _plain(text: str) -> str:
    """Fold full-width signs, line by line, and blank out the date beneath the signature."""
    lines = (unicodedata.normalize("NFKC", line) for line in text.replace("\r\n", "\n").split("\n"))
    return DOTTED.sub(r"\1", DATED.sub("", "\n".join(lines)))


def _parts(end: re.Pattern[str], start: int, text: str) -> Iterator[tuple[int, str]]:
    """Cut a text at every match, and give each part with where it begins in the whole."""
    at = 0
    for mark in end.finditer(text):
        yield start + at, text[at : mark.start()]
        at = mark.end()
    yield start + at, text[at:]
