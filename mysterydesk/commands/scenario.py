"""Commands on scenarios and cases: list, draw; those on files stand in `scenario_files`."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

import typer

from mysterydesk import clock, shelf
from mysterydesk.commands import scenario_difficulty, scenario_draft, scenario_files
from mysterydesk.commands.output import pretty, refuse_fault, speaker
from mysterydesk.errors import WorldError, shown
from mysterydesk.scenario_matrix import matrix
from policy.handbook import Handbook
from policy.text import Lang
from scenarios.scenario import Scenario
from scenarios.seating import seats_at
from scenarios.sheet import sheet

app = typer.Typer(help="Scenarios: list, check, try, export, import, diff, draft, difficulty.", no_args_is_help=True)
case_app = typer.Typer(help="Cases: draw.", no_args_is_help=True)


@app.command("list")
def list_all(*, json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """List the scenarios that ship."""
    t = speaker()
    rows = [
        {
            "id": one.id,
            "handbooks": list(one.handbooks),
            "seat": one.seat,
            "kind": one.kind,
            "product": one.product,
            "channels": list(one.channels),
            "zh": one.title.zh,
            "en": one.title.en,
        }
        for one in shelf.scenarios().values()
    ]
    if json:
        pretty({"scenarios": rows})
        return
    for one in shelf.scenarios().values():
        typer.echo(f"{one.id}  {t.of(one.title)}  {', '.join(one.handbooks)}  {one.seat}")


@app.command("matrix")
def cover(*, json: Annotated[bool, typer.Option("--json", help="With every pair crossed.")] = False) -> None:
    """Tell what the library covers by product, channel, priority, person, twist, seat and handbook."""
    t, found = speaker(), matrix()
    if json:
        counts = {name: {one: found.count(name, one) for one in values} for name, values in found.values.items()}
        empty = [{"dimension": name, "value": one} for name, one in found.empty()]
        pretty({"scenarios": len(found.rows), "counts": counts, "empty": empty, "crossed": found.crossed()})
        return
    typer.echo(t.count("count.scenarios", len(found.rows)))
    for name, values in found.values.items():
        typer.echo(f"{name:9} " + "  ".join(f"{one} {found.count(name, one)}" for one in values))
    typer.echo(t.count("matrix.empty", len(found.empty())))
    for name, value in found.empty():
        typer.echo(f"  {name}: {value}")


app.command("check")(scenario_files.check)
app.command("try")(scenario_files.try_out)
app.command("export")(scenario_files.export)
app.command("import")(scenario_files.bring_in)
app.command("diff")(scenario_files.diff)
app.command("draft")(scenario_draft.draft)
app.command("difficulty")(scenario_difficulty.difficulty)


@case_app.command()
def draw(  # noqa: PLR0913  each is an option of the command
    *,
    handbook: Annotated[str, typer.Option(help="Handbook of the cases.")] = "STD",
    scenario: Annotated[str, typer.Option(help="Only this scenario.")] = "",
    seed: Annotated[int, typer.Option(help="First seed.")] = 1,
    count: Annotated[int, typer.Option(min=1, max=100_000, help="How many cases.")] = 1,
    lang: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    post: Annotated[str, typer.Option(help="Seat of the manual; empty: the one it proposes.")] = "",
    day: Annotated[str, typer.Option(help="Day of the submission, YYYY-MM-DD.")] = "",
) -> None:
    """Draw frozen cases, one JSON line each; the seed counts up from the first."""
    try:
        one_handbook = shelf.handbook(handbook)
        chosen = [shelf.scenario(scenario)] if scenario else list(shelf.scenarios().values())
        when = date.fromisoformat(day) if day else clock.now().date()
    except WorldError as fault:
        refuse_fault(fault)
    except ValueError:
        refuse_fault(WorldError("not_a_day", value=day))
    language = _lang(lang)
    chosen = [one for one in chosen if handbook in one.handbooks]
    if not chosen:
        refuse_fault(WorldError("no_such_scenario", name=scenario, known=", ".join(shelf.scenarios())))
    _known_post(post, one_handbook, chosen)
    cut = [sheet(one, one_handbook, shelf.world(), language, post) for one in chosen[:count]]
    for number in range(count):
        sys.stdout.write(cut[number % len(cut)].draw(seed + number, when) + "\n")


def _known_post(post: str, handbook: Handbook, chosen: Sequence[Scenario]) -> None:
    """Refuse a seat that the handbook does not have at the line of the scenarios."""
    posts = {seat.code for one in chosen for seat in seats_at(handbook, one.seat)}
    if post and post not in posts:
        refuse_fault(WorldError("no_such_post", name=shown(post), known=", ".join(sorted(posts))))


def _lang(word: str) -> Lang:
    known: dict[str, Literal["zh", "en"]] = {"zh": "zh", "en": "en"}
    if word not in known:
        refuse_fault(WorldError("no_such_language", value=word))
    return known[word]
