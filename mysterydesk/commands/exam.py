"""Commands on exams: simulate, scheme."""

import sys
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from certification.psychometrics.enough import NotEnough
from certification.psychometrics.generalizability import Components, design, tasks_for
from certification.simulation.figures import Share
from mysterydesk.clock import now
from mysterydesk.commands.kept_store import kept_store
from mysterydesk.commands.output import pretty, refuse_fault, speaker
from mysterydesk.errors import WorldError
from mysterydesk.exams.levels import plan_of
from mysterydesk.exams.scheme import compiled, printed
from mysterydesk.exams.simulating import Row, Simulated, Wanted, simulated
from mysterydesk.i18n import Translation, as_lang, translation
from mysterydesk.settings import from_environment
from mysterydesk.whole_file import write_whole

app = typer.Typer(help="Exams: simulate, scheme.", no_args_is_help=True)

WANTED_PHI = (0.8, 0.9)
"""Absolute coefficients that a number of cases is asked for (PSYCHOMETRICS 3)."""

ASSUMED = ("misses", "critical", "curves", "people")


@app.command()
def simulate(  # noqa: PLR0913, PLR0917  the options of the command, each named
    level: Annotated[str, typer.Option(help="junior, intermediate or senior.")] = "junior",
    candidates: Annotated[int, typer.Option(min=100, max=100_000, help="Simulated candidates.")] = 2_000,
    plays: Annotated[int, typer.Option(min=2, max=200, help="Handlings a scenario and chance of a miss.")] = 20,
    misses: Annotated[float, typer.Option(min=0.0, max=0.5, help="Chance of a miss at the cut; 0: assumed.")] = 0.0,
    pass_mark: Annotated[float, typer.Option(min=0.0, max=0.99, help="Paper's mark where not the cut.")] = 0.0,
    seed: Annotated[int, typer.Option(min=0, help="Everything drawn comes from it.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Processes that play the cases.")] = 1,
    *,
    figures: Annotated[Path | None, typer.Option(help="Write the answer into this file, as data.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Send candidates of known ability through paper, cases and decision: who passes or fails wrongly?"""
    wanted = Wanted(
        level=level,
        candidates=candidates,
        plays=plays,
        misses=misses,
        pass_mark=pass_mark,
        seed=seed,
        workers=workers,
    )
    try:
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task(level, total=None)
            found = simulated(wanted, lambda done, whole: bar.update(task, completed=done, total=whole))
        if figures is not None:
            write_whole(figures, (dumps(as_data(found), ensure_ascii=False, indent=1) + "\n").encode())
    except WorldError as fault:
        refuse_fault(fault)
    if json:
        pretty(as_data(found))
    else:
        _tell(speaker(), found)
    if not found.own.figures.meets(found.reference):
        raise typer.Exit(1)


@app.command()
def scheme(
    out: Annotated[Path, typer.Option(help="File for the PDF.")],
    level: Annotated[str, typer.Option(help="junior, intermediate or senior.")] = "junior",
    lang: Annotated[str, typer.Option(help="zh or en; default MYSTERYDESK_LANG.")] = "",
    store: Annotated[Path | None, typer.Option(help="SQLite file; default MYSTERYDESK_DB.")] = None,
) -> None:
    """Write the scheme document of a level for an auditor: rules, cut, figures and assumptions in force."""
    chosen = as_lang(lang) if lang else speaker().lang
    if chosen is None:
        raise typer.BadParameter("zh, en", param_hint="--lang")
    try:
        with kept_store(store or from_environment().database) as kept:
            if kept is None:  # a store that is named and absent has ended the command
                return
            write_whole(out, printed(compiled(kept, level, translation(chosen), now())))
    except WorldError as fault:
        refuse_fault(fault)
    t = speaker()
    typer.echo(t("cli.exam.scheme_written", path=out))


def as_data(found: Simulated) -> dict[str, object]:
    """Give an answer as data, every share with its interval."""
    return {
        "asked": asdict(found.wanted),
        "reference": asdict(found.reference),
        "design": {"cases": dict(found.design), "cut": found.cut, "tries": found.own.tries, "plan": found.plan},
        "played": found.played,
        "left_out": list(found.unwritten),
        "papers": found.papers,
        "own": _row(found.own),
        "met": found.own.figures.meets(found.reference),
        "by_tries": [_row(one) for one in found.by_tries],
        "by_cases": [_row(one) for one in found.by_cases],
        "by_misses": [_row(one) for one in found.by_misses],
        "cases_that_are_enough": found.enough,
        "generalizability": _coefficients(found.tasks),
        "assumed": [f"A-sim-{one}" for one in ASSUMED],
    }


def _row(one: Row) -> dict[str, object]:
    shares = {name: getattr(one.figures, name) for name in one.figures.__slots__}
    told = {name: {"value": each.value, "interval": each.interval, "n": each.n} for name, each in shares.items()}
    return {"cases": one.cases, "misses": one.misses, "tries": one.tries, **told}


def _coefficients(found: Components | NotEnough) -> dict[str, object]:
    if isinstance(found, NotEnough):
        return {"not_enough": asdict(found)}
    needed = {str(target): tasks_for(found, target) for target in WANTED_PHI}
    return {
        "variance": dict(found.variance),
        "persons": found.persons,
        "phi": {str(tasks): design(found, tasks).phi for tasks in (1, 3, 5, 9)},
        "cases_for": {target: None if one is None else one.tasks for target, one in needed.items()},
    }


def _said(share: Share) -> str:
    low, high = share.interval
    return f"{share.value * 100:.1f} % [{low * 100:.1f}, {high * 100:.1f}]"


def _line(t: Translation, one: Row, name: str) -> str:
    shown = one.figures
    return t(
        "simulate.line",
        name=name,
        passed=_said(shown.false_pass),
        failed=_said(shown.false_fail),
        waiting=f"{shown.waiting.value * 100:.1f} %",
        awarded=f"{shown.awarded.value * 100:.1f} %",
    )


def _tell(t: Translation, found: Simulated) -> None:
    cases = " + ".join(str(count) for count in found.design.values())
    typer.echo(
        t(
            "simulate.head",
            level=plan_of(found.wanted.level).title.in_lang(t.lang),
            candidates=found.wanted.candidates,
        )
    )
    typer.echo(t("simulate.design", cases=cases, cut=f"{found.cut * 100:.0f} %", tries=found.own.tries))
    typer.echo(t("simulate.played", played=found.played, papers=found.papers))
    if found.unwritten:
        typer.echo(t("simulate.unwritten", n=len(found.unwritten)))
    typer.echo(t("simulate.missing", share=f"{found.own.misses * 100:.2g} %"))
    typer.echo(_line(t, found.own, t("simulate.own")))
    near, reference = found.own.figures.near_wrong, found.reference
    typer.echo(t("simulate.near", zone=reference.zone, share=_said(near), n=near.n))
    able, unable = found.own.figures.refused_of_able, found.own.figures.passed_of_unable
    typer.echo(t("simulate.conditional", able=_said(able), unable=_said(unable)))
    goal = {"passed": f"{reference.most_false_pass:.0%}", "failed": f"{reference.most_false_fail:.0%}"}
    met = t("validate.met") if found.own.figures.meets(reference) else t("validate.missed")
    typer.echo(t("simulate.goal", met=met, **goal))
    for one in found.by_tries:
        typer.echo(_line(t, one, t("simulate.tries", n=one.tries)))
    for one in found.by_cases:
        typer.echo(_line(t, one, t("simulate.cases", n=one.cases)))
    typer.echo(t("simulate.enough", n=found.enough) if found.enough else t("simulate.never_enough"))
    for one in found.by_misses:
        typer.echo(_line(t, one, t("simulate.misses", share=f"{one.misses * 100:.2g} %")))
    _tell_tasks(t, found.tasks)
    for name in ASSUMED:
        typer.echo(f"A-sim-{name}: {t(f'simulate.assumed.{name}')}")


def _tell_tasks(t: Translation, found: Components | NotEnough) -> None:
    if isinstance(found, NotEnough):
        typer.echo(t("simulate.too_few", need=found.needed, have=found.found))
        return
    for tasks in (1, 3, 5, 9):
        typer.echo(t("simulate.phi", n=tasks, phi=f"{design(found, tasks).phi:.2f}"))
    for target in WANTED_PHI:
        needed = tasks_for(found, target)
        params = {"target": f"{target:.2f}"}
        typer.echo(t("simulate.needs", n=needed.tasks, **params) if needed else t("simulate.never", **params))
