"""Commands on official days: show a year, check a notice, add it."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final

import typer

from mysterydesk.calendars import add_notice, known_days, shipped_days
from mysterydesk.clock import now
from mysterydesk.commands.output import pretty, refuse_fault, refuse_problems, speaker
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.i18n import Translation, message_id
from mysterydesk.settings import from_environment
from mysterydesk.store.sqlite import SqliteStore
from sla.notice import MOST, YEARS, parse_notice
from sla.official import Notice, OfficialDays, OfficialSpan

app = typer.Typer(help="Official holidays and make-up days: show, check, add.", no_args_is_help=True)

Where = Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")]
Year = Annotated[int, typer.Option(help="Year of the notice, where its text does not say.")]

ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""UTF-8 with or without its mark, else what spreadsheets write on Chinese Windows."""

MOST_BYTES: Final = 4 * MOST
"""No text of so many bytes is short enough for a notice."""

_WEEKDAYS: Final = (
    message_id("calendar.mon"),
    message_id("calendar.tue"),
    message_id("calendar.wed"),
    message_id("calendar.thu"),
    message_id("calendar.fri"),
    message_id("calendar.sat"),
    message_id("calendar.sun"),
)


def _days_of(store: Path | None) -> OfficialDays:
    """Give the days of a store that is there; without one those that ship."""
    database = store or from_environment().database
    if store is None and not database.exists():
        return shipped_days()
    if not database.exists():
        refuse_fault(WorldError("file_unreadable", path=database, cause="absent"))
    try:
        opened = SqliteStore(database, upgrade=False)
        days = known_days(opened)
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    return days


@app.command()
def show(
    year: Annotated[int, typer.Option(help="Which year; 0 for the last one published.")] = 0,
    store: Where = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show holidays and make-up days of a year, and up to which date they are published."""
    days, t = _days_of(store), speaker()
    wanted = year or max(days.years)
    if wanted not in YEARS:
        refuse_fault(WorldError("not_a_year", value=year))
    spans = _spans_of(days, wanted)
    if json:
        rows = [_row(span) for span in spans]
        until, source = str(days.published_until), dict(days.about)
        known = wanted in days.years
        pretty({"year": wanted, "published": known, "published_until": until, "days": rows, "source": source})
        return
    for span in spans:
        _say_span(t, span)
    if wanted not in days.years:
        typer.echo(t("calendar.unpublished", year=wanted))
    typer.echo(t("calendar.until", day=days.published_until, version=days.about.get("version", "")))


def _spans_of(days: OfficialDays, year: int) -> tuple[OfficialSpan, ...]:
    """List what holds on the days of a year, as runs of what was announced together."""
    runs: list[OfficialSpan] = []
    for day, span in sorted(days.days.items()):
        if day.year != year:
            continue
        last = runs[-1] if runs else None
        if last and (last.kind, last.name) == (span.kind, span.name) and (day - last.last).days == 1:
            runs[-1] = OfficialSpan(kind=span.kind, first=last.first, last=day, name=span.name)
        else:
            runs.append(OfficialSpan(kind=span.kind, first=day, last=day, name=span.name))
    return tuple(runs)


def _row(span: OfficialSpan) -> dict[str, str]:
    name = span.name
    return {"kind": span.kind, "first": str(span.first), "last": str(span.last), "zh": name.zh, "en": name.en}


def _say_span(t: Translation, span: OfficialSpan) -> None:
    first, last = (f"{day} {t(_WEEKDAYS[day.weekday()])}" for day in (span.first, span.last))
    words = {"name": t.of(span.name), "first": first, "last": last}
    if span.kind == "work":
        typer.echo(t("calendar.works", **words) if span.first == span.last else t("calendar.works_all", **words))
    else:
        typer.echo(t("calendar.off", **words) if span.first == span.last else t("calendar.off_all", **words))


def _read(file: Path) -> str:
    """Read a notice in whatever encoding its machine writes; a huge file is not read to its end."""
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with file.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        refuse_fault(file_fault("file_unreadable", file, error))
    text = data.decode("utf-8", "replace") if len(data) > MOST_BYTES else _decoded(data)
    if text is None:
        refuse_fault(WorldError("file_unreadable", path=file, cause="not_utf8"))
    return text


def _decoded(data: bytes) -> str | None:
    for encoding in ENCODINGS:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None


def _parsed(file: Path, year: int, days: OfficialDays) -> tuple[Notice, str]:
    text = _read(file)
    notice, problems = parse_notice(text, str(file), published=days.years, year=year or None)
    if notice is None:
        refuse_problems(problems)
    return notice, text


def _tell(t: Translation, notice: Notice) -> None:
    for span in notice.spans:
        _say_span(t, span)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="CSV or pasted text of a notice; - for input.")],
    year: Year = 0,
    store: Where = None,
) -> None:
    """Check a notice: say how it was read, or every problem with its line and status 1. Changes nothing."""
    t = speaker()
    notice, _ = _parsed(file, year, _days_of(store))
    _tell(t, notice)
    typer.echo(t("calendar.fine", year=notice.year))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="CSV or pasted text of a notice; - for input.")],
    year: Year = 0,
    store: Where = None,
) -> None:
    """Add a notice to the store, whole or not at all; due times that were provisional are then final."""
    t = speaker()
    try:
        opened = SqliteStore(store or from_environment().database)
        notice, text = _parsed(file, year, known_days(opened))
        added = add_notice(opened, notice, text, at=now())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    _tell(t, notice)
    typer.echo(
        t("calendar.added" if added.new else "calendar.there_already", year=notice.year, digest=added.digest[:12])
    )
    typer.echo(t("calendar.until", day=added.days.published_until, version=added.days.about.get("version", "")))
