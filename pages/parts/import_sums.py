"""How do the rows and tickets of an import add up, and which priorities does the handbook not have?"""

from collections.abc import Mapping
from html import escape

from mysterydesk.i18n import Translation
from mysterydesk.import_page import Outcome
from pages.parts.import_words import data, figure, parts, unknown_mark
from sla.timeline import Json


def balance(t: Translation, summary: Mapping[str, Json]) -> str:
    """Say how rows and tickets add up, as HTML."""
    rows = ("rows", "rows_taken", "rows_left_out", "rows_repeated")
    names = ("tickets", "met", "breached", "running", "not_judged", "open", "rejected_tickets")
    said = [
        t("imports.balance_rows", **{one: f"{figure(summary, one):,}" for one in rows}),
        t("imports.balance_tickets", **{one: f"{figure(summary, one):,}" for one in names}),
    ]
    return "".join(f'<div class="md-muted">{escape(one)}</div>' for one in said)


def guessed_levels(t: Translation, outcome: Outcome) -> str:
    """Mark the priorities that the handbook does not have, with what was assumed of each, as HTML."""
    names = {str(one.code): t.of(one.name) for one in outcome.handbook.priorities}
    found = parts(outcome.summary["levels_guessed"])
    if not found:
        return ""
    lines = [
        escape(
            t(
                f"imports.guess_{one['guess']}",
                theirs="\0", n=figure(one, "tickets"), rank=one["rank"], ours=names.get(str(one["level"]), ""),
            )
        ).replace("\0", data(word))
        for word, one in found.items()
    ]  # fmt: skip
    head = escape(t.count("imports.guessed", figure(outcome.summary, "tickets_guessed")))
    listed = "".join(f"<li>{one}</li>" for one in lines)
    return f'<div class="md-imp-guessed">{unknown_mark(t)} <b>{head}</b><ul class="md-imp-told">{listed}</ul></div>'
