"""The command that scores the whole store again and says who would change verdict."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from mysterydesk import rescoring, shelf
from mysterydesk.commands.kept_store import kept_store
from mysterydesk.commands.output import pretty, read_input, refuse_fault, refuse_problems, speaker
from mysterydesk.errors import WorldError
from mysterydesk.rescoring import Kept, Part, Rescored
from mysterydesk.settings import from_environment
from mysterydesk.sharing import SHARINGS, Sharing, workers_of
from policy.document import read_document
from scoring.rubric import parse_rubric

MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a whole replay came to.

    Attributes:
        kept: What was known before.
        now: What each is worth now, by attempt.
        left: Attempts that were not scored again, by reason.
        seconds: From the first part to the last.
        peaks: Most memory of each process, this one included.
    """

    kept: tuple[Kept, ...]
    now: Mapping[str, Rescored]
    left: Mapping[str, int]
    seconds: float
    peaks: Mapping[int, int]


def replay(
    *,
    store: Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")] = None,
    rubric: Annotated[list[Path] | None, typer.Option(help="A rubric file, once for each handbook.")] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: one a core.")] = 0,
    backend: Annotated[str, typer.Option(help="joblib, or dask with the extra `cluster`.")] = "joblib",
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Score every finished attempt again, writing nothing, and say whose verdict would be another one."""
    rubrics = _rubrics(rubric or [])
    if backend not in SHARINGS:
        refuse_fault(WorldError("no_such_backend", name=backend[:40], known=", ".join(SHARINGS)))
    with kept_store(store) as opened:
        if opened is None:
            refuse_fault(WorldError("file_unreadable", path=from_environment().database, cause="absent"))
        if opened.pending():
            refuse_fault(WorldError("store_older", path=store or from_environment().database))
        kept, left = rescoring.finished(opened)
    try:
        found = _played(store or from_environment().database, (kept, left), rubrics, workers, SHARINGS[backend])
    except WorldError as fault:
        refuse_fault(fault)
    if json:
        pretty(as_data(found))
    else:
        _tell(found)


def _rubrics(files: Sequence[Path]) -> Mapping[str, str]:
    """Read the rubrics that were given, each checked against its handbook as it ships."""
    texts: dict[str, str] = {}
    for place in files:
        text = read_input(place)
        document, problems = read_document(text, str(place))
        if document is None:
            refuse_problems(problems)
        whole = document.value
        head = whole.get("rubric") if isinstance(whole, Mapping) else None
        book = str(head.get("handbook", "")) if isinstance(head, Mapping) else ""
        try:
            parsed, problems = parse_rubric(text, str(place), shelf.scored(book or "STD"))
        except WorldError as fault:
            refuse_fault(fault)
        if parsed is None:
            refuse_problems(problems)
        texts[book] = text
    return texts


def _played(
    database: Path,
    known: tuple[tuple[Kept, ...], Mapping[str, int]],
    rubrics: Mapping[str, str],
    workers: int,
    sharing: Sharing,
) -> Found:
    kept, left = known
    names = [one.attempt for one in kept]
    began, now, peaks = perf_counter(), dict[str, Rescored](), dict[int, int]()
    for part in sharing(rescoring.jobs(database, names, rubrics), workers_of(workers)):
        now |= {one.attempt: one for one in part.rescored}
        _note(part, peaks)
        _progress(len(now), len(names), perf_counter() - began)
    faults = Counter(one.fault for one in now.values() if one.fault)
    return Found(kept=kept, now=now, left={**left, **faults}, seconds=perf_counter() - began, peaks=peaks)


def _note(part: Part, peaks: dict[int, int]) -> None:
    peaks[part.worker] = max(part.peak_bytes, peaks.get(part.worker, 0))


def _progress(done: int, total: int, seconds: float) -> None:
    """Show how far it is where somebody watches; a pipe gets none."""
    if sys.stderr.isatty():
        t, end = speaker(), "\n" if done == total else ""
        said = t("replay.progress", done=done, total=total, rate=f"{done / max(seconds, 1e-9):,.0f}")
        typer.echo(f"\r{said}{end}", nl=False, err=True)


def as_data(found: Found) -> Mapping[str, object]:
    """Give the outcome as JSON-ready data; `run` alone depends on the machine."""
    scored = [one for one in found.now.values() if one.verdict]
    moved = rescoring.changed(found.kept, found.now)
    return {
        "attempts": len(found.kept),
        "scored": len(scored),
        "not_scored": dict(sorted(found.left.items())),
        "moved": [
            {"before": was, "after": is_now, "attempts": n} for (was, is_now), n in sorted(_moves(moved).items())
        ],
        "changed": [
            {
                "attempt": before.attempt,
                "login": before.login,
                "handbook": after.handbook,
                "scenario": before.scenario,
                "before": before.verdict,
                "after": after.verdict,
                "total_before": list(before.total),
                "total_after": list(after.total),
            }
            for before, after in moved
        ],
        "results": [
            {"attempt": one.attempt, "verdict": one.verdict, "total": list(one.total), "fault": one.fault}
            for one in sorted(found.now.values(), key=lambda one: one.attempt)
        ],
        "run": {
            "seconds": round(found.seconds, 3),
            "rate": round(len(found.now) / max(found.seconds, 1e-9), 1),
            "workers": len(found.peaks),
            "peak_mb": round(sum(found.peaks.values()) / MB, 1),
        },
    }


def _moves(moved: Sequence[tuple[Kept, Rescored]]) -> Counter[tuple[str, str]]:
    return Counter((before.verdict, after.verdict) for before, after in moved)


def _tell(found: Found) -> None:
    t = speaker()
    rate = f"{len(found.now) / max(found.seconds, 1e-9):,.1f}"
    peak = f"{sum(found.peaks.values()) / MB:,.0f}"
    seconds = f"{found.seconds:,.1f}"
    typer.echo(t("replay.done", done=len(found.now), seconds=seconds, rate=rate))
    typer.echo(t("replay.memory", workers=len(found.peaks), peak=peak))
    for reason, count in sorted(found.left.items()):
        typer.echo(t("replay.left", count=count, reason=t(f"replay.left.{reason}")))
    moved = rescoring.changed(found.kept, found.now)
    typer.echo(t("replay.changed", count=len(moved)))
    for (was, is_now), count in sorted(_moves(moved).items()):
        typer.echo(f"  {t(f'verdict.{was}')} -> {t(f'verdict.{is_now}')}  {count}")
    for before, after in moved:
        ends = " -> ".join(f"{one[0]:g}-{one[1]:g}" for one in (before.total, after.total))
        verdicts = " -> ".join(t(f"verdict.{one}") for one in (before.verdict, after.verdict))
        typer.echo(f"  {before.attempt}  {before.login}  {before.scenario}  {verdicts}  {ends}")
