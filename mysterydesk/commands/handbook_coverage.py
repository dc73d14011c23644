"""The command that lists what cites each clause, what shows it, and which clauses stand on record only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from mysterydesk import shelf
from mysterydesk.commands.output import pretty, speaker
from mysterydesk.i18n import Translation

if TYPE_CHECKING:
    from mysterydesk.coverage.matrix import Row


def coverage(*, json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """List every clause with each place that cites it and the test that shows it; count what no test shows."""
    from mysterydesk.coverage import matrix  # noqa: PLC0415  scoring and exams are slow to load

    rows = matrix.coverage()
    if json:
        pretty(matrix.as_data(rows))
        return
    t = speaker()
    for row in rows:
        typer.echo(f"{row.clause}  {t(f'coverage.shown.{row.shown}')}")
        for one in row.cited_by:
            typer.echo("  " + t("coverage.place", where=one.where, test=one.test))
    for name in shelf.HANDBOOKS:
        typer.echo(t("coverage.manual", name=name, **matrix.figures(row for row in rows if row.handbook == name)))
    whole = matrix.figures(rows)
    typer.echo(t("coverage.manual", name=t("coverage.all"), **whole))
    _standing(t, rows)
    if whole["unshown"]:
        typer.echo(t.count("coverage.unshown", whole["unshown"]))


def _standing(t: Translation, rows: Sequence["Row"]) -> None:
    """Say which clauses are shown by how much, the weakest last."""
    from mysterydesk.coverage.elsewhere import MOST, elsewhere  # noqa: PLC0415  as above

    by: dict[str, list[str]] = {}
    for row in rows:
        by.setdefault(row.shown, []).append(row.clause)
    typer.echo(t.count("coverage.with_behaviour", len(by.get("behaviour", ()))))
    typer.echo(t.count("coverage.elsewhere", len(by.get("elsewhere", ())), most=MOST))
    for clause in by.get("elsewhere", ()):
        typer.echo(f"  {clause}  {elsewhere()[clause]}")
    typer.echo(t.count("coverage.on_figures", len(by.get("figures", ())), ids=" ".join(by.get("figures", ()))))
    typer.echo(t.count("coverage.on_record", len(by.get("record", ())), ids=" ".join(by.get("record", ()))))
    if "nothing" in by:
        typer.echo(t("coverage.uncited", ids=" ".join(by["nothing"])))
