"""Commands on scenario files: check, try, export, import, diff."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk import scenario_drafts
from mysterydesk.clock import now
from mysterydesk.commands.kept_store import kept_store
from mysterydesk.commands.output import INPUT_WRONG, pretty, read_bytes, refuse_fault, refuse_problems, speaker
from mysterydesk.commands.scenario_words import change_lines, run_lines
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.i18n import problem_text
from mysterydesk.pack_files import Files, zipped
from mysterydesk.scenario_changes import changes_between
from mysterydesk.scenario_check import checked
from mysterydesk.scenario_files import FIRST, out_files, read_upload
from mysterydesk.scenario_source import NewScenario, text_of
from mysterydesk.scenario_trial import trial
from mysterydesk.scenario_world import with_shipped, without_shipped
from mysterydesk.settings import from_environment
from mysterydesk.store.sqlite import SqliteStore
from policy.problem import Problem, Problems, as_data, in_order
from policy.text import Text

Store = Annotated[Path | None, typer.Option("--store", help="SQLite file that holds own scenarios.")]
Json = Annotated[bool, typer.Option("--json", help="For machines.")]


def _placed(problems: Problems, place: Path, files: Files) -> Problems:
    """Name the file as it was named on the command line; of a zip, the member behind it."""
    alone = set(files) == {FIRST}
    return tuple(
        replace(one, source=str(place) if alone or one.source == place.name else f"{place}/{one.source}")
        for one in problems
    )


def _read(place: Path) -> tuple[Files, Problems]:
    """Read a YAML file or a zip; what it has in common with what ships is left to what ships."""
    files, problems = read_upload(place.name, read_bytes(place))
    return without_shipped(files), problems


def check(
    files: Annotated[list[Path], typer.Argument(help="Scenario files, or zips.")],
    *,
    json: Json = False,
) -> None:
    """Check scenarios: every problem as file:line; status 1 if there is one."""
    found: list[Problem] = []
    for place in files:
        read, problems = _read(place)
        found += _placed(problems or checked(read).problems, place, {} if problems else read)
    if json:
        pretty({"problems": [as_data(one) for one in in_order(found)]})
    if found and not json:
        refuse_problems(in_order(found))
    if found:
        raise typer.Exit(INPUT_WRONG)
    if not json:
        t = speaker()
        typer.echo(t.count("cli.scenario.fine", len(files)))


def try_out(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file, or a zip.")],
    *,
    json: Json = False,
) -> None:
    """Play a scenario: full marks for the ideal handling, no pass for who knows nothing; status 1 if not."""
    t = speaker()
    files, problems = _read(place)
    found = checked(files) if not problems else None
    if found is None or found.sound is None:
        refuse_problems(_placed(problems or (found.problems if found else ()), place, files))
    with typer.progressbar(length=1, label=t("cli.scenario.trying"), file=typer.get_text_stream("stderr")) as bar:

        def told(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        proof = trial(found.sound, found.world, files, told)
    if json:
        pretty({
            "passed": proof.passed,
            "problems": [as_data(one) for one in proof.problems],
            "notes": [as_data(one) for one in proof.notes],
            "runs": [
                {"handbook": one.handbook, "lang": one.lang, "seed": one.seed, "cause": one.cause,
                 "verdict": one.verdict, "total": one.low}
                for one in proof.runs
            ],
            "nulls_failed": proof.nulls,
            "orders_differ": proof.unlike,
        })  # fmt: skip
    else:
        for line in run_lines(t, proof):
            typer.echo(line)
    if not proof.passed and not json:
        refuse_problems(_placed(proof.problems, place, files))
    if not proof.passed:
        raise typer.Exit(INPUT_WRONG)


def export(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a scenario, shipped or own.")],
    *,
    out: Annotated[Path | None, typer.Option(help="A .yaml or .zip file; else YAML on the terminal.")] = None,
    version: Annotated[int, typer.Option(min=0, help="Published version of an own one; 0: the newest.")] = 0,
    store: Store = None,
) -> None:
    """Write a scenario to a file, or to a zip with its products and articles."""
    with kept_store(store) as opened:
        files = text_of(opened, name, version)
    text = files[FIRST]
    if out is None:
        typer.echo(text, nl=False)
        return
    data = zipped(out_files(name, with_shipped(files))) if out.suffix == ".zip" else text.encode()
    try:
        out.write_bytes(data)
    except OSError as error:
        refuse_fault(file_fault("file_unwritable", out, error))
    t = speaker()
    typer.echo(t("cli.scenario.written", path=out))


def bring_in(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file, or a zip.")],
    by: Annotated[str, typer.Option(help="Login of the trainer who brings it.")],
    *,
    slug: Annotated[str, typer.Option(help="Short name in its new id, where its own is taken.")] = "",
    draft: Annotated[bool, typer.Option("--draft", help="Keep it with its problems, to be mended.")] = False,
    store: Store = None,
) -> None:
    """Bring a scenario into a store as a draft: whole, or not at all."""
    files, problems = _read(place)
    if problems:
        refuse_problems(_placed(problems, place, {}))
    found = checked(files).problems
    if found and not draft:
        refuse_problems(_placed(found, place, files))
    database = store or from_environment().database
    if not database.exists():
        refuse_fault(WorldError("file_unreadable", path=database, cause="absent"))
    opened = SqliteStore(database)
    try:
        account = opened.accounts.by_login(by)
        if account is None or not account.active:
            refuse_fault(WorldError("no_such_account", login=by))
        wanted = NewScenario(slug=slug, title=Text(zh="", en=""), origin="upload", files=files)
        begun = scenario_drafts.begin(opened, account, wanted, now())
    except WorldError as fault:
        refuse_fault(fault)
    finally:
        opened.close()
    t = speaker()
    typer.echo(t("cli.scenario.brought", name=begun.id))
    for one in found:
        typer.echo(problem_text(t, one))


def side(name: str, store: Path | None) -> Files:
    """Read one side of a comparison: a file, an id, or an id with a version, `S501-late@2`."""
    if Path(name).exists():
        files, problems = _read(Path(name))
        if problems:
            refuse_problems(_placed(problems, Path(name), {}))
        return files
    known, _, number = name.partition("@")
    with kept_store(store) as opened:
        return text_of(opened, known, int(number) if number.isdecimal() else 0)


def diff(
    before: Annotated[str, typer.Argument(help="A file, an id, or an id with a version: S501-late@2.")],
    after: Annotated[str, typer.Argument(help="The other.")],
    *,
    store: Store = None,
    json: Json = False,
) -> None:
    """Say what is otherwise for the trainee: facts, causes, checks, actions, the derived answer, the ideal."""
    sides = [side(one, store) for one in (before, after)]
    for name, files in zip((before, after), sides, strict=True):
        _readable(name, files)
    found = changes_between(sides[0], sides[1])
    t = speaker()
    if json:
        rows: Sequence[dict[str, object]] = [
            {"part": one.part, "how": one.how, "name": one.name, "before": t.of(one.before), "after": t.of(one.after)}
            for one in found
        ]
        pretty({"changes": rows})
        return
    for line in change_lines(t, found):
        typer.echo(line)


def _readable(name: str, files: Files) -> None:
    found = checked(files)
    if found.scenario is None:
        refuse_problems(_placed(found.problems, Path(name), files))
