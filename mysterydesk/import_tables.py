"""How does somebody take the results of an import to a spreadsheet: tickets, figures, what was left out?

The tables are made when they are asked for, from what lies beside the upload; what a spreadsheet would compute is
marked as text.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from mysterydesk.errors import file_fault
from mysterydesk.explain_words import STATES
from mysterydesk.i18n import Translation
from mysterydesk.import_page import REJECTS, TICKETS, Outcome
from mysterydesk.importers.cells import harmless
from mysterydesk.importers.workbook import Cell, Sheet, write_workbook
from sla.timeline import Json

TABLE, BOOK = "tickets.csv", "results.xlsx"

MOMENTS: Final = ("opened_at", "first_response_at", "resolved_at", "closed_at")
AFTER_LEVEL: Final = ("impact", "urgency", "state")
AFTER_OPEN: Final = ("group", "assignee", "channel", "category", "reopen_count", "reassign_count")
LEFT: Final = ("row", "ticket", "column", "value", "code", "why", "whole")
"""Columns of what was left out, in the order of `importers.rejects.COLUMNS`."""

SUMS: Final = (
    "file", "handbook", "version", "zone", "rows", "rows_taken", "rows_left_out", "rows_repeated", "rejected_tickets",
    "tickets_guessed",
)  # fmt: skip
"""What the sheet of figures says before the outcomes."""

OF_CLOCK: Final = ("state", "due", "took")
FIGURES: Final = ("tickets", "met", "breached", "running", "not_judged", "open")


def write_table(t: Translation, outcome: Outcome, place: Path) -> None:
    """Write the tickets as a CSV, a row each, in the words of a language.

    Raises:
        WorldError: `file_unwritable`.
    """
    sheet = _tickets(t, outcome)
    try:
        # A mark at the start, because spreadsheets read a CSV without one in the encoding of their country.
        with place.open("w", encoding="utf-8-sig", newline="") as written:
            table = csv.writer(written, lineterminator="\r\n")
            table.writerow(map(harmless, sheet.head))
            table.writerows(map(_flat, sheet.rows))
    except OSError as error:
        raise file_fault("file_unwritable", Path(place.name), error) from error


def write_book(t: Translation, outcome: Outcome, place: Path) -> None:
    """Write figures, tickets and what was left out as a workbook.

    Raises:
        WorldError: `file_unwritable`.
    """
    try:
        write_workbook(place, _sheets(t, outcome))
    except OSError as error:
        raise file_fault("file_unwritable", Path(place.name), error) from error


def _flat(row: Sequence[Cell]) -> list[str | int | float]:
    """Give a row as a CSV holds it."""
    return [
        harmless(one)
        if isinstance(one, str)
        else str(one)
        if isinstance(one, datetime)
        else ""
        if one is None
        else one
        for one in row
    ]


def _sheets(t: Translation, outcome: Outcome) -> Iterator[Sheet]:
    yield Sheet(
        title=t("imports.view.result"),
        head=(t("imports.sheet.what"), t("imports.sheet.figure")),
        rows=tuple(_figures(t, outcome)),
    )
    yield _tickets(t, outcome)
    if outcome.rejected:
        heads = tuple(t(f"imports.left_{one}") for one in LEFT)
        yield Sheet(title=t("imports.view.left_out"), head=heads, rows=_left_out(t, outcome.files[REJECTS]))


def _figures(t: Translation, outcome: Outcome) -> Iterator[tuple[Cell, Cell]]:
    """Say what was judged by what, and the sums."""
    summary = outcome.summary
    by = {"handbook": t.of(outcome.handbook.title), "version": outcome.handbook.version}
    by["zone"] = str(summary["zone"] or "UTC")
    for name in SUMS:
        yield t(f"imports.sheet.{name}"), _plain(by.get(name) or summary[name])
    for name in FIGURES:
        yield t(f"imports.part.{name}"), _plain(summary[name])


def _tickets(t: Translation, outcome: Outcome) -> Sheet:
    """Lay out the tickets: what the record says, the handbook's priority with its mark, then every clock."""
    handbook = outcome.handbook
    judged = outcome.summary["clocks"]
    clocks = [name for name in judged if isinstance(judged, Mapping)] if isinstance(judged, Mapping) else []
    titles = [t.of(handbook.clock(name).title) for name in clocks]
    known = ("ticket_id", *MOMENTS, "priority")
    heads = [t(f"imports.col.{one}") for one in known]
    heads += [t("imports.sheet.level"), t("imports.sheet.level_note")]
    heads += [t(f"imports.col.{one}") for one in AFTER_LEVEL] + [t("imports.part.open")]
    heads += [t(f"imports.col.{one}") for one in AFTER_OPEN]
    heads += [t("imports.sheet.paused"), t("imports.col.csat"), t("imports.col.sla_met"), t("imports.sheet.outcome")]
    for title in titles:
        heads += [t(f"imports.sheet.clock_{one}", clock=title) for one in OF_CLOCK]
    return Sheet(title=t("imports.part.tickets"), head=heads, rows=_rows(t, outcome, clocks))


def _rows(t: Translation, outcome: Outcome, clocks: Sequence[str]) -> Iterator[Sequence[Cell]]:
    levels = {str(one.code): t.of(one.name) for one in outcome.handbook.priorities}
    states = {str(state): t(key) for state, key in STATES.items()} | {"not_judged": t("imports.part.not_judged")}
    parts = {one: t(f"imports.part.{one}") for one in ("met", "breached", "running", "not_judged")}
    answers = {True: t("imports.yes"), False: t("imports.no"), None: ""}
    unknown = t("imports.not_in_handbook")
    with outcome.files[TICKETS].open(encoding="utf-8") as lines:
        for line in lines:
            one: Mapping[str, Any] = json.loads(line)
            read = {each["clock"]: each for each in one["clocks"]}
            row: list[Cell] = [one["ticket"], *(_moment(one[name]) for name in MOMENTS), one["priority"]]
            row += [levels.get(one["level"], ""), unknown if one["level_guessed"] else ""]
            row += [*(one[name] for name in AFTER_LEVEL), answers[one["open"]], *(one[name] for name in AFTER_OPEN)]
            row += [one["paused_min"], one["csat"], answers[one["sla_met"]], parts[one["outcome"]]]
            for name in clocks:
                row += _clock(read.get(name), states)
            yield row


def _clock(read: Mapping[str, Any] | None, states: Mapping[str, str]) -> tuple[Cell, Cell, Cell]:
    """Give how a clock stands, when it was due, and the minutes that it took."""
    if read is None:
        return "", None, None
    took = read["elapsed_s"]
    return states[read["state"]], _moment(read["due"]), None if took is None else round(took / 60, 2)


def _moment(written: str | None) -> Cell:
    """Give an instant as the clock on the wall of the import's zone shows it: spreadsheets know no zones."""
    return None if written is None else datetime.fromisoformat(written).replace(tzinfo=None)


def _left_out(t: Translation, place: Path) -> Iterator[Sequence[Cell]]:
    """Read again what was left out, with rows as figures and answers as words."""
    answers = {"True": t("imports.yes"), "False": t("imports.no")}
    with place.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        next(rows, None)
        for row, *middle, whole in rows:
            yield int(row), *middle, answers[whole]


def _plain(value: Json) -> Cell:
    return value if isinstance(value, str | int | float) else None


WRITERS: Final[Mapping[str, Callable[[Translation, Outcome, Path], None]]] = {TABLE: write_table, BOOK: write_book}
"""Name of a download that is made when it is asked for, to what makes it."""


def made(t: Translation, outcome: Outcome, name: str) -> Path:
    """Make a download in a language, unless it was made before.

    Raises:
        WorldError: `file_unwritable`.
    """
    place = outcome.files[TICKETS].with_name(f"{t.lang}-{name}")
    if not place.exists():
        part = place.with_name(f".{place.name}.part")
        WRITERS[name](t, outcome, part)
        part.replace(place)
    return place
