"""Command on the logs of other desks: import one and judge it by a handbook."""

import codecs
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from mysterydesk.commands.import_words import summary_lines, why
from mysterydesk.commands.output import line, read_input, refuse_fault, refuse_problems, speaker
from mysterydesk.commands.which_handbook import handbook_meant, hours_of
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.import_mapping import DATES, patterns_of
from mysterydesk.importers.container import MOST_BYTES
from mysterydesk.importers.draft import drafted
from mysterydesk.importers.profile import Profile
from mysterydesk.importers.profile_text import parse_profile, profile_text
from mysterydesk.importers.pseudonym import LEAST_KEY
from mysterydesk.importers.reading import zone_of
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.rejects import rejects_text
from mysterydesk.importers.shipped import AUTO, profile_for
from mysterydesk.importers.table import Table, Watch, open_table, unwatched
from mysterydesk.importers.ticket_json import Joined, merged_rows
from mysterydesk.importers.times import Times
from mysterydesk.importing import Imported, Order, imported
from policy.handbook import Handbook
from policy.problem import problem

MOST_MB = MOST_BYTES // 1_000_000
NOT_RECOGNISED = "import_format_not_recognised"
ZONE_NEEDED = "import_zone_needed"


def import_log(  # noqa: PLR0913, PLR0917  one option each
    log: Annotated[Path, typer.Argument(help="CSV, XLSX, or an archive with one CSV.")],
    form: Annotated[str, typer.Option("--format", help="servicenow, jira, zendesk, zammad, glpi, auto.")] = AUTO,
    zone: Annotated[str, typer.Option(help="Zone of times without one, e.g. Asia/Shanghai.")] = "",
    handbook: Annotated[str, typer.Option(help="Id of a handbook, or a file or folder of one.")] = "STD",
    profile: Annotated[Path | None, typer.Option(help="Your own mapping of columns (YAML).")] = None,
    save_profile: Annotated[Path | None, typer.Option(help="Write the mapping that was used, to change it.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Rows left out: .csv, or else JSON lines.")] = None,
    rows: Annotated[Path | None, typer.Option(help="One JSON line a ticket; joined with what is there.")] = None,
    priority: Annotated[list[str] | None, typer.Option(help="THEIRS=OURS, e.g. 2=L1; may be repeated.")] = None,
    key_file: Annotated[
        Path | None, typer.Option(help="Secret for pseudonyms; without it people are left out.")
    ] = None,
    as_of: Annotated[str, typer.Option(help="Read open tickets at this moment; else at the log's last.")] = "",
    delimiter: Annotated[str, typer.Option(help="Between cells; else it is found out.")] = "",
    encoding: Annotated[str, typer.Option(help="Of a CSV, e.g. cp1252; else it is found out.")] = "",
    dates: Annotated[str, typer.Option(help="What stands first in dates of figures: year, day, month.")] = "",
    most_mb: Annotated[int, typer.Option(min=1, max=4_000, help="Most megabytes, unpacked.")] = MOST_MB,
    store: Annotated[
        Path | None, typer.Option(help="SQLite file with own published handbooks, notices and dates.")
    ] = None,
    *,
    wait_customer: Annotated[
        bool, typer.Option("--wait-customer", help="Waiting pauses clocks that may pause.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="For machines: the summary, then a line a ticket.")] = False,
) -> None:
    """Import a log of tickets and judge every one by the clocks of a handbook."""
    try:
        table = open_table(log, delimiter=_separator(delimiter), encoding=_codec(encoding), most=most_mb * 1_000_000)
        mapping = _dated(_profile(profile) if profile else _shipped(form, table, save_profile), dates)
        meant = handbook_meant(handbook, store)
        order = Order(
            profile=mapping,
            handbook=meant,
            zone=zone_of(zone),
            key=_key(key_file),
            chosen=_pairs(priority or []),
            wait_customer=wait_customer,
            as_of=_moment(as_of, zone),
            calendar=None if store is None else hours_of(meant, store),
        )
        found = _carried_out(table, order)
        joined = _write(found, mapping, rows=rows, rejects=rejects, save_profile=save_profile)
    except ImportRefused as refused:
        refuse_problems(refused.problems)
    except WorldError as fault:
        refuse_fault(fault)
    _say(found, order.handbook, None if rows is None else (rows.name, joined), as_json=json)


def _say(found: Imported, handbook: Handbook, joined: tuple[str, Joined] | None, *, as_json: bool) -> None:
    t = speaker()
    counts = {} if joined is None else {name: getattr(joined[1], name) for name in ("new", "changed", "same", "kept")}
    if not as_json:
        for one in summary_lines(t, found.summary, handbook):
            typer.echo(one)
        if joined is not None:
            typer.echo(t("cli.import.joined", file=joined[0], **counts))
        return
    line({**found.summary, "joined": counts} if joined is not None else found.summary)
    if joined is None and found.rows:
        typer.echo("\n".join(found.rows.values()))


def _carried_out(table: Table, order: Order) -> Imported:
    """Import, asking once for the zone where the file needs one and somebody is there to answer."""
    try:
        with _watched(table.name) as watch:
            return imported(table, order, watch)
    except ImportRefused as refused:
        asked = sys.stdin.isatty() and sys.stderr.isatty()
        if not asked or [one.code for one in refused.problems] != [ZONE_NEEDED]:
            raise
    t = speaker()
    zone = zone_of(typer.prompt(t("cli.import.which_zone"), err=True))
    with _watched(table.name) as watch:
        return imported(table, replace(order, zone=zone), watch)


@contextmanager
def _watched(name: str) -> Iterator[Watch]:
    """Draw a progress bar beside the output, on a terminal only."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def _shipped(form: str, table: Table, save: Path | None) -> Profile:
    """Choose a profile that ships; where none fits, a guess is written down for somebody to correct."""
    try:
        return profile_for(form, table.header, table.name)
    except ImportRefused as refused:
        if save is None or save.exists() or refused.problems[0].code != NOT_RECOGNISED:
            raise
        _write_all({save: profile_text(drafted(table))})
        drafted_to = problem(str(save), 0, "import_drafted", option="--profile")
        raise ImportRefused(*refused.problems, drafted_to) from refused


def _separator(written: str) -> str:
    one = {"tab": "\t", "\\t": "\t"}.get(written.lower(), written)
    if len(one) > 1 or one in {'"', "\n", "\r"}:
        raise ImportRefused(problem("--delimiter", 0, "import_delimiter", got=written))
    return one


def _codec(written: str) -> str:
    try:
        return codecs.lookup(written).name if written else ""
    except LookupError as error:
        raise ImportRefused(problem("--encoding", 0, "import_encoding_unknown", got=written)) from error


def _dated(profile: Profile, first: str) -> Profile:
    if not first:
        return profile
    wish = next((one for one in DATES if one == first), None)
    if wish is None:
        raise ImportRefused(problem("--dates", 0, "import_dates_order", got=first))
    return replace(profile, formats=patterns_of(wish))


def _profile(place: Path) -> Profile:
    profile, problems = parse_profile(read_input(place), str(place))
    if profile is None:
        raise ImportRefused(*problems)
    return profile


def _key(place: Path | None) -> bytes | None:
    if place is None:
        return None
    try:
        key = place.read_bytes().strip()
    except OSError as error:
        raise file_fault("file_unreadable", place, error) from error
    if len(key) < LEAST_KEY:
        raise ImportRefused(problem(str(place), 0, "import_key_short", least=LEAST_KEY))
    return key


def _pairs(written: list[str]) -> Mapping[str, str]:
    pairs = {theirs.strip(): ours.strip() for theirs, sign, ours in (one.rpartition("=") for one in written) if sign}
    if len(pairs) != len(written):
        raise ImportRefused(problem("--priority", 0, "import_priority_pair"))
    return pairs


def _moment(written: str, zone: str) -> datetime | None:
    if not written:
        return None
    try:
        return Times(zone=zone_of(zone)).read(written)
    except ValueError as error:
        raise ImportRefused(problem("--as-of", 0, "import_as_of", got=written)) from error


def _write(
    found: Imported, mapping: Profile, *, rows: Path | None, rejects: Path | None, save_profile: Path | None
) -> Joined:
    """Write what was asked for, and say what it changed."""
    texts: dict[Path, str] = {}
    joined = Joined(rows={})
    if rows is not None:
        joined = _joined(rows, found)
        texts[rows] = "".join(f"{one}\n" for one in joined.rows.values())
    if rejects is not None:
        t = speaker()
        said = {one.code: why(t, "row", one.code) for one in found.rejected}
        texts[rejects] = rejects_text(found.rejected, said, as_json=rejects.suffix.lower() != ".csv")
    if save_profile is not None:
        texts[save_profile] = profile_text(mapping)
    _write_all(texts)
    return joined


def _write_all(texts: Mapping[Path, str]) -> None:
    """Write all files or none."""
    parts = {place: place.with_name(f".{place.name}.part") for place in texts}
    place = Path()
    try:
        for place, text in texts.items():
            # A mark at the start, because spreadsheets read a CSV without one in the encoding of their country.
            encoding = "utf-8-sig" if place.suffix.lower() == ".csv" else "utf-8"
            parts[place].write_text(text, encoding=encoding, newline="")
        for place, part in parts.items():
            part.replace(place)
    except OSError as error:
        raise file_fault("file_unwritable", place, error) from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _joined(place: Path, found: Imported) -> Joined:
    """Put the tickets beside those of earlier imports: one line for each source and number."""
    known = read_input(place).splitlines() if place.exists() else []
    try:
        return merged_rows(known, found.rows.items())
    except ValueError as error:
        raise ImportRefused(problem(str(place), 0, "import_rows_not_ours")) from error
