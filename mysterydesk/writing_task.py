"""What is a trainee to write about: a finished attempt, or the tickets of a month drawn for it?

The words of what a task tells beside the case stand in the catalogue, in the language of the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from mysterydesk import shelf
from mysterydesk.i18n import Translation, translation
from mysterydesk.scores import key_of
from mysterydesk.written_words import written_kinds
from policy.text import Lang
from scenarios.case import Case
from scenarios.draw import draw_case
from scoring.written.drawn import references_of
from scoring.written.kind import Kind
from scoring.written.month import Month, cause_of, month_of
from scoring.written.reference import Fact, References, Rival
from simulator.chance import fraction, pick, whole
from simulator.drill import Attempt

MONTHLY = {"monthly_report": "DSK", "review_report": "ASC"}
"""Kinds that are about a month, and whose manual asks for them."""

YEAR = 2026
FEWEST, MOST = 18, 30
"""Tickets of a drawn month: as many as can be counted by hand."""

SCENARIOS = 12
"""From how many scenarios they come, so that some are frequent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One ticket of a drawn month, as the task shows it."""

    day: date
    title: str
    product: str
    cause: str
    first_line: bool
    outage: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be written about.

    Attributes:
        kind: What is to be written.
        handbook: Manual it is judged by.
        told: What the task tells, in the language of the matter.
        references: What is true.
        rows: Tickets of the month; empty for an attempt.
    """

    kind: Kind
    handbook: str
    told: tuple[str, ...]
    references: References
    rows: tuple[Row, ...] = ()


def of_attempt(kind: Kind, attempt: Attempt) -> Task:
    """Make the task of writing about a finished attempt."""
    desk = attempt.desk
    case, t = desk.case, translation(desk.case.lang)
    told, more = _told(kind, case, t)
    prompt = t("writing.prompt", kind=t.of(kind.title))
    references = references_of(case, key_of(desk), attempt.events, more, prompt)
    return Task(kind=kind, handbook=str(desk.handbook.id), told=(prompt, *told), references=references)


def _told(kind: Kind, case: Case, t: Translation) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
    """Tell what the case does not hold and the kind asks for: drawn from the case, so always the same."""

    def at(low: int, high: int, purpose: str) -> int:
        return whole(low, high, fraction(case.seed, case.id, 0, f"writing.{purpose}"))

    call = (case.submitted_at + timedelta(hours=at(2, 5, "call"))).strftime("%H:00")
    visit = f"{at(9, 16, 'visit'):02}:{at(1, 11, 'minute') * 5:02}"
    serial, due = f"SN-{at(100_000, 999_999, 'serial')}", at(8, 27, "due")
    cause = cause_of(case)
    when = case.submitted_at.date()
    day = t("writing.date", year=when.year, month=when.month, day=when.day)
    grades = [pick(written_kinds().grades, fraction(case.seed, case.id, 0, f"writing.{one}")) for one in GRADED]
    monthly = ((*_words(t, "monthly"),), (*_words(t, "check"),))
    facts = {
        "promise": (t("writing.told.promise", time=call), Fact(topic="promise", value=call, kind="time")),
        "visit": (t("writing.told.visit", time=visit), Fact(topic="visit", value=visit, kind="time")),
        "device": (t("writing.told.device", serial=serial), Fact(topic="device", value=serial, kind="name")),
        "owner": (t("writing.told.owner"), Fact(topic="owner", value=t("writing.value.owner"))),
        "due": (
            t("writing.told.due", day=due),
            Fact(topic="due", value=t("writing.value.due", day=due), kind="figure"),
        ),
        "measure": (
            t("writing.told.measure", cause=cause),
            Fact(topic="measure", value=t("writing.value.measure"), marks=monthly),
        ),
        "outcome": (
            t("writing.told.outcome"),
            Fact(topic="outcome", value=t("writing.value.outcome"), marks=(_words(t, "works"),)),
        ),
        "date": (t("writing.told.date", date=day), Fact(topic="date", value=day, kind="time")),
        "email": (
            t("writing.told.email", mail=_mail(case)),
            Fact(topic="email", value=_mail(case), kind="name", slot="email"),
        ),
    }
    for name, grade in zip(GRADED, grades, strict=True):
        facts[name] = (
            t(f"writing.grade.{name}", grade=t.of(grade)),
            Fact(topic=name, value=t.of(grade), kind="choice"),
        )
    wanted = {topic for section in kind.sections for topic in section.carries}
    chosen = [facts[name] for name in facts if name in wanted]
    return tuple(one for one, _ in chosen), tuple(one for _, one in chosen)


GRADED = ("attitude", "quality", "skill")


def _words(t: Translation, name: str) -> tuple[str, ...]:
    """Give the words by which something is recognised in a language."""
    return tuple(t(f"writing.mark.{name}").split("|"))


def _mail(case: Case) -> str:
    """Give the customer's address, a made-up one of a reserved domain where the case has none."""
    marks = (mark for one in case.facts if one.slot == "contact_method" for group in one.marks for mark in group)
    return next((one for one in marks if "@" in one), f"desk-{case.seed % 1000}@customer.example")


def of_month(kind: Kind, seed: int, lang: Lang) -> Task:
    """Make the task of writing about a month: its tickets drawn by a seed, the figures left to be counted."""
    handbook, t = MONTHLY[kind.code], translation(lang)
    month, rows = _month(handbook, seed, lang)
    prompt = t("writing.prompt", kind=t.of(kind.title))
    told = (t("writing.told.month", month=t(f"writing.month.{month.month}").split("|")[0], before=month.before),)
    references = References(
        lang=lang,
        facts=_month_facts(month, t),
        known="\n".join(
            (*told, *(f"{one.day} {one.title} {one.product} {one.cause}" for one in rows), *_counts(rows))
        ),
        prompt=prompt,
    )
    return Task(kind=kind, handbook=handbook, told=(prompt, *told), references=references, rows=rows)


def _counts(rows: Sequence[Row]) -> list[str]:
    """Give every figure that may be counted off the table: nobody makes one of them up."""
    groups = [[one.product for one in rows], [one.cause for one in rows]]
    return [str(group.count(name)) for group in groups for name in dict.fromkeys(group)]


@lru_cache(maxsize=16)
def _month(handbook_id: str, seed: int, lang: Lang) -> tuple[Month, tuple[Row, ...]]:
    handbook, world = shelf.handbook(handbook_id), shelf.world()
    name, month = f"month-{seed}", whole(1, 12, fraction(seed, "month", 0, "writing.month"))
    known = sorted(one for one in shelf.scenarios() if handbook_id in shelf.scenario(one).handbooks)
    chosen = [pick(known, fraction(seed, name, at, "writing.scenario")) for at in range(SCENARIOS)]
    total = whole(FEWEST, MOST, fraction(seed, name, 0, "writing.total"))
    before = total + pick((-5, -4, -3, 3, 4, 5), fraction(seed, name, 0, "writing.before"))
    days = sorted(whole(1, 28, fraction(seed, name, at, "writing.day")) for at in range(total))
    drawn = [
        draw_case(
            shelf.scenario(pick(chosen, fraction(seed, name, at, "writing.pick"))),
            handbook,
            world,
            seed + at,
            lang,
            day=date(YEAR, month, day),
        )
        for at, day in enumerate(days)
    ]
    figures = month_of(drawn, before, handbook, YEAR, month)
    return figures, tuple(
        _row(one, date(YEAR, month, day), handbook_id) for one, day in zip(drawn, days, strict=True)
    )


def _row(case: Case, day: date, handbook_id: str) -> Row:
    handbook = shelf.handbook(handbook_id)
    alone = month_of([case], 0, handbook, day.year, day.month)
    return Row(
        day=day,
        title=case.title,
        product=case.product,
        cause=cause_of(case),
        first_line=alone.first_line == 1,
        outage=alone.outages == 1,
    )


def _month_facts(month: Month, t: Translation) -> tuple[Fact, ...]:
    """Give what a report on the month must tell; a tie or a quiet month leaves the rest to a person."""
    more = month.total > month.before
    trend = ("more", "fewer") if more else ("fewer", "more")
    names = tuple(t(f"writing.month.{month.month}").split("|"))
    figures = (
        Fact(
            topic="figure", value=t("writing.value.total", n=month.total), kind="figure", about=(_words(t, "total"),)
        ),
        Fact(
            topic="figure",
            value=t("writing.value.first", n=month.first_line),
            kind="figure",
            about=(_words(t, "first"),),
        ),
        Fact(
            topic="figure",
            value=t("writing.value.outages", n=month.outages),
            kind="figure",
            about=(_words(t, "outages"),),
        ),
    )
    return (
        *figures,
        Fact(topic="period", value=names[0], marks=(names,)),
        Fact(topic="frequent", value=t("writing.value.frequent", product=month.product), marks=((month.product,),)),
        Fact(
            topic="trend",
            value=t(f"writing.trend.{trend[0]}"),
            marks=(_words(t, trend[0]), _words(t, "before")),
            rivals=(Rival(value=t(f"writing.trend.{trend[1]}"), marks=(_words(t, trend[1]), _words(t, "before"))),),
        ),
        Fact(topic="target", value=month.product, ways=(month.cause,)),
        Fact(topic="common_cause", value=month.cause),
    )
