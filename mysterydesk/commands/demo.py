"""Commands of the demo: serve it, walk the whole job headless."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from mysterydesk.clock import now
from mysterydesk.commands.output import refuse_fault, speaker
from mysterydesk.demo_accounts import DEMO_ACCOUNTS, make_demo
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.settings import Settings
from mysterydesk.store.sqlite import SqliteStore

app = typer.Typer(help="The demo: serve, walk.", no_args_is_help=True)


@app.command()
def serve(
    store: Annotated[Path, typer.Option(help="SQLite file of the demo store.")] = Path("var/demo.db"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8501,
) -> None:
    """Prepare a demo store, print its accounts, and serve on this machine only."""
    t = speaker()
    settings = Settings(database=store, host="127.0.0.1", port=port)
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        opened = SqliteStore(store)
        make_demo(opened, at=now())
        opened.close()
        typer.echo(t("demo.ready", store=store))
        typer.echo(t("demo.open", url=settings.url))
        for one in DEMO_ACCOUNTS:
            typer.echo(t("demo.account", login=one.login, phrase=one.phrase, role=t(f"role.{one.role}")))
        from mysterydesk.serve import serve as serve_app  # noqa: PLC0415  Streamlit is slow to load

        serve_app(settings, say=typer.echo)
    except WorldError as fault:
        refuse_fault(fault)


@app.command()
def walk(
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    seed: Annotated[int, typer.Option(help="First seed of the cases.")] = 1,
    at: Annotated[str, typer.Option(help="Wall time, ISO with zone; default is now.")] = "",
) -> None:
    """Walk the whole job without a browser: drills, paper, award, credential; write what came of it."""
    t = speaker()
    if out.exists() and not out.is_dir():
        refuse_fault(WorldError("out_not_a_folder", path=out))
    try:
        begin = datetime.fromisoformat(at) if at else now() - timedelta(hours=1)
    except ValueError:
        refuse_fault(WorldError("not_a_time", path="--at", line=0, value=at))
    from mysterydesk import walk as walking  # noqa: PLC0415  the whole engine, which `serve` does not need

    try:
        out.mkdir(parents=True, exist_ok=True)
        done = walking.walk(begin, seed)
    except OSError as error:
        refuse_fault(file_fault("file_unwritable", out, error))
    except WorldError as fault:
        refuse_fault(fault)
    for name, data in done.files.items():
        (out / name).write_bytes(data)
    for drill in done.drills:
        values = {"scenario": drill.scenario, "verdict": t(f"verdict.{drill.verdict}")}
        typer.echo(t("demo.walk_drill", low=f"{drill.low:g}", high=f"{drill.high:g}", **values))
    typer.echo(t("demo.walk_paper", points=done.points, possible=done.possible))
    if done.refused:
        typer.echo(t("demo.walk_refused", reasons=json.dumps(done.refused, ensure_ascii=False)), err=True)
        raise typer.Exit(1)
    typer.echo(t("demo.walk_done", number=done.number, verdict=t(f"cli.{done.verdict}")))
    typer.echo(t("demo.walk_files", out=out))
    if done.verdict != "verified":
        raise typer.Exit(1)
