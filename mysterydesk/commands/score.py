"""Commands on scores: judge finished handlings, validate the scorer on drawn cases."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from mysterydesk import clock, shelf, validating
from mysterydesk.commands.output import line, pretty, read_input, refuse_fault, refuse_problems, speaker
from mysterydesk.commands.score_replay import replay
from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, problem_text
from mysterydesk.scores import score_transcript
from mysterydesk.validity_figures import with_figures
from mysterydesk.validity_report import Run, with_section
from mysterydesk.whole_file import write_whole
from mysterydesk.written_words import check_words, reason_words, written_kinds
from policy.problem import Problems
from policy.problem import as_data as problem_data
from scoring.scorecard import Scorecard, finding_as_data
from scoring.transcripts import read_transcripts
from scoring.validate.goals import GOALS, SAMPLED, interval, is_met
from scoring.validate.merged import merged
from scoring.validate.validate import Validation, as_data
from scoring.written.read import read_written
from scoring.written.score import Sheet, score_written
from scoring.written.score import as_data as sheet_data

SHOWN = 60
"""Most of a quote that a terminal shows."""

app = typer.Typer(help="Scores: timeline, written, validate, replay.", no_args_is_help=True)
app.command()(replay)


@app.command()
def timeline(
    file: Annotated[Path, typer.Argument(help="A file of ticket-transcripts/1; - for input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON line a transcript.")] = False,
) -> None:
    """Judge finished handlings as any desk may record them; never reads what was expected."""
    entries, problems = read_transcripts(read_input(file), str(file))
    if problems:
        refuse_problems(problems)
    for entry in entries:
        result = score_transcript(entry)
        if json:
            line(_as_line(str(entry.get("id", "")), result))
        else:
            _tell(str(entry.get("id", "")), result)


def _as_line(name: str, result: Scorecard | Problems) -> Mapping[str, object]:
    if not isinstance(result, Scorecard):
        return {"id": name, "problems": [problem_data(one) for one in result]}
    found = [finding_as_data(one) for one in result.findings]
    return {"id": name, "findings": found, "total": list(result.total), "verdict": result.verdict}


def _tell(name: str, result: Scorecard | Problems) -> None:
    """Say how a handling came out, and what was not met or is for a person."""
    t = speaker()
    if not isinstance(result, Scorecard):
        for one in result:
            typer.echo(problem_text(t, one))
        return
    low, high = result.total
    total = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    typer.echo(f"{name}  {t(f'verdict.{result.verdict}')}  {total}")
    for found in result.findings:
        if found.verdict != "met":
            proof = " ".join(str(one.event) for one in found.evidence)
            said = t(f"finding.{found.code}", gap="", **{"priority": "", "clock": "", **found.params})
            cited = " ".join((found.clause, *found.also))
            typer.echo(f"  {t(f'verdict_of.{found.verdict}')}  {cited}  {said}  [{proof}]")


@app.command()
def written(
    file: Annotated[Path, typer.Argument(help="A file of written-work/1, YAML or JSON; - for input.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON line a document.")] = False,
) -> None:
    """Judge written work against what is true; never reads what was expected."""
    kinds = written_kinds()
    entries, problems = read_written(read_input(file), str(file), kinds, shelf.SCORED)
    if problems:
        refuse_problems(problems)
    for one in entries:
        sheet = score_written(one.written, one.kind, one.references, kinds, shelf.handbook(one.handbook))
        if json:
            line(sheet_data(sheet))
        else:
            _tell_written(sheet)


def _tell_written(sheet: Sheet) -> None:
    """Say how a document came out, and what was not met or is for a person."""
    t, (low, high) = speaker(), sheet.total
    total = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    typer.echo(f"{sheet.id}  {t(f'verdict.{sheet.verdict}')}  {total}")
    for found in sheet.findings:
        if found.verdict != "met":
            said = f"{check_words(t, found.params, found.code)} {reason_words(t, found.params)}"
            quotes = " ".join(f"[{one.section}: {one.quote[:SHOWN]}]" for one in found.evidence)
            typer.echo(f"  {t(f'verdict_of.{found.verdict}')}  {found.clause}  {said} {quotes}".rstrip())


@app.command()
def validate(
    handbook: Annotated[str, typer.Option(help="Handbook whose scorer is validated.")] = "STD",
    cases: Annotated[int, typer.Option(min=1, help="Drawn cases.")] = 100,
    *,
    workers: Annotated[int, typer.Option(min=1, help="Processes to share the cases among.")] = 1,
    report: Annotated[Path | None, typer.Option(help="Write the handbook's section into this file.")] = None,
    figures: Annotated[Path | None, typer.Option(help="Write its figures into this file, as data.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Measure what makes a score defensible; a figure that was not measured says so."""
    try:
        shelf.scored(handbook)
        run = _measured(handbook, cases, workers)
        if report is not None:
            write_whole(report, with_section(read_input(report) if report.exists() else "", run).encode())
        if figures is not None:
            write_whole(figures, with_figures(read_input(figures) if figures.exists() else "", run).encode())
    except WorldError as fault:
        refuse_fault(fault)
    whole = run.whole
    if json:
        pretty(as_data(handbook, whole))
        return
    t = speaker()
    _tell_goals(t, whole)
    _tell_caught(t, whole)
    if any(is_met(name, one) is False for name, one in whole.measured.items()):
        raise typer.Exit(1)


def _measured(handbook: str, cases: int, workers: int) -> Run:
    """Measure case by case; what an interruption leaves unmeasured does not take along what was measured."""
    done: list[Validation] = []
    others: list[Validation] = []
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(handbook, total=cases)
        try:
            for one in validating.validated(handbook, cases, workers):
                done.append(one)
                bar.advance(task)
            others += validating.tried_by_others(handbook, workers)
        except KeyboardInterrupt:
            t = speaker()
            typer.echo(t("validate.interrupted", done=len(done), cases=cases), err=True)
    return Run(handbook=handbook, cases=len(done), day=f"{clock.now():%Y-%m-%d}", whole=merged((*done, *others)))


def _tell_goals(t: Translation, whole: Validation) -> None:
    for name, goal in GOALS.items():
        one, met = whole.measured.get(name), is_met(name, whole.measured.get(name))
        if one is None or met is None:
            typer.echo(f"{name:11} {t('validate.unmeasured')}")
            continue
        said = t("validate.met") if met else t("validate.missed")
        span = interval(name, one)
        value = f"{one.value:g}" if span is None else f"{one.value:.4g} [{span[0]:.3f}, {span[1]:.3f}]"
        typer.echo(f"{name:11} {value}  n={one.n}  {'>=' if goal.least else '<='} {goal.limit:g}  {said}")
        for miss in one.misses[: None if name in SAMPLED else 10]:
            typer.echo(f"     {miss}")


def _tell_caught(t: Translation, whole: Validation) -> None:
    """Say of each published fault how often it was found as the list has it, and what proves nothing."""
    for name, caught in whole.caught.items():
        left = {t("validate.void"): caught.void, t("validate.unplayable"): caught.unplayable}
        notes = [f"{said} {count}" for said, count in left.items() if count]
        if caught.strange:
            notes.append(f"{t('validate.strange')} {' '.join(caught.strange)}")
        typer.echo("  ".join((name, f"{caught.found}/{caught.tried}", " ".join(caught.clauses), *notes)).rstrip())
    for name in whole.unplayable:
        typer.echo(f"{t('validate.unplayable')}  {name}")
