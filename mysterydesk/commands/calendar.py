"""Commands on days: show a year, check a notice or a company's own dates, add them."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final

import typer

from mysterydesk.calendars import add_notice, known_days
from mysterydesk.clock import now
from mysterydesk.commands.kept_store import kept_store
from mysterydesk.commands.output import pretty, refuse_fault, refuse_problems, speaker
from mysterydesk.commands.own_date_words import own_lines, own_row
from mysterydesk.commands.weekday_words import dated
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.i18n import Translation
from mysterydesk.own_dates import add_own_dates, own_dates
from mysterydesk.settings import from_environment
from mysterydesk.store.sqlite import SqliteStore
from sla.notice import YEARS, parse_notice
from sla.official import Notice, OfficialDays, OfficialSpan
from sla.own_dates import OwnDate
from sla.own_dates_csv import MOST, is_own_dates, read_own_dates

app = typer.Typer(help="Holidays, make-up days and our own dates: show, check, add.", no_args_is_help=True)

Where = Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")]
Year = Annotated[int, typer.Option(help="Year of the notice, where its text does not say.")]

ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""UTF-8 with or without its mark, else what spreadsheets write on Chinese Windows."""

MOST_BYTES: Final = 4 * MOST
"""No text of so many bytes is short enough."""


def _days_of(store: Path | None) -> tuple[OfficialDays, tuple[OwnDate, ...]]:
    """Give the days of a store that is there, official ones and our own; without one those that ship."""
    with kept_store(store) as opened:
        return known_days(opened), own_dates(opened)


@app.command()
def show(
    year: Annotated[int, typer.Option(help="Which year; 0 for the last one published.")] = 0,
    store: Where = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show holidays and make-up days of a year, our own dates in it, and up to which date the state has published."""
    (days, ours), t = _days_of(store), speaker()
    wanted = year or max(days.years)
    if wanted not in YEARS:
        refuse_fault(WorldError("not_a_year", value=year))
    spans = _spans_of(days, wanted)
    own = [one for one in ours if one.first.year <= wanted <= one.last.year]
    if json:
        rows = [_row(span) for span in spans]
        until, source = str(days.published_until), dict(days.about)
        known = wanted in days.years
        told = {"year": wanted, "published": known, "published_until": until, "days": rows, "source": source}
        told["published_from"] = str(days.published_from)
        pretty({**told, "own": [own_row(one) for one in own]})
        return
    for span in spans:
        _say_span(t, span)
    for row in own_lines(t, own):
        typer.echo(row)
    if wanted not in days.years:
        typer.echo(_missing(t, wanted, days))
    typer.echo(_until(t, days))


def _until(t: Translation, days: OfficialDays) -> str:
    """Say from when until when the state's days are known."""
    words = {"first": days.published_from, "day": days.published_until}
    return t("calendar.until", version=days.about.get("version", ""), **words)


def _missing(t: Translation, year: int, days: OfficialDays) -> str:
    """Say why there are no days for a year: before the first notice, after the last one, or in a gap."""
    first, last = min(days.years), max(days.years)
    if year < first:
        return t("calendar.before", year=year, first=first)
    if year < last:
        return t("calendar.between", year=year, first=first, last=last)
    return t("calendar.unpublished", year=year)


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
    first, last = dated(t, span.first), dated(t, span.last)
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


def _notice(text: str, file: Path, year: int, days: OfficialDays) -> Notice:
    notice, problems = parse_notice(text, str(file), published=days.years, year=year or None)
    if notice is None:
        refuse_problems(problems)
    return notice


def _own(text: str, file: Path) -> tuple[OwnDate, ...]:
    dates, problems = read_own_dates(text, str(file))
    if problems:
        refuse_problems(problems)
    return dates


def _tell(t: Translation, notice: Notice) -> None:
    for span in notice.spans:
        _say_span(t, span)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="Notice (CSV or pasted text) or own dates (CSV); - for input.")],
    year: Year = 0,
    store: Where = None,
) -> None:
    """Check a notice or our own dates: say how it was read, or every problem with its line and status 1."""
    t, text = speaker(), _read(file)
    if is_own_dates(text):
        dates = _own(text, file)
        typer.echo("\n".join(own_lines(t, dates)))
        typer.echo(t("calendar.own.fine", n=len(dates)))
        return
    notice = _notice(text, file, year, _days_of(store)[0])
    _tell(t, notice)
    typer.echo(t("calendar.fine", year=notice.year))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="Notice (CSV or pasted text) or own dates (CSV); - for input.")],
    year: Year = 0,
    store: Where = None,
) -> None:
    """Add a notice or our own dates to the store, whole or not at all; due times come out anew."""
    t, text = speaker(), _read(file)
    if is_own_dates(text):
        _add_own(t, text, file, store)
        return
    try:
        opened = SqliteStore(store or from_environment().database)
        notice = _notice(text, file, year, known_days(opened))
        added = add_notice(opened, notice, text, at=now())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    _tell(t, notice)
    typer.echo(
        t("calendar.added" if added.new else "calendar.there_already", year=notice.year, digest=added.digest[:12])
    )
    typer.echo(_until(t, added.days))


def _add_own(t: Translation, text: str, file: Path, store: Path | None) -> None:
    dates = _own(text, file)
    try:
        opened = SqliteStore(store or from_environment().database)
        added = add_own_dates(opened, dates, text, at=now())
        opened.close()
    except WorldError as fault:
        refuse_fault(fault)
    typer.echo("\n".join(own_lines(t, dates)))
    words = {"n": len(dates), "digest": added.digest[:12]}
    typer.echo(t("calendar.own.added" if added.new else "calendar.own.there_already", **words))
