"""How does the page of imports say figures, spans, columns, and what is wrong?"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from mysterydesk.commands.import_words import why
from mysterydesk.explain_words import span
from mysterydesk.i18n import Translation
from mysterydesk.import_upload import MOST_MB
from policy.handbook import Handbook
from policy.problem import Problem
from sla.timeline import Json

OWN: Final = frozenset({
    "import_too_large", "import_zone_needed", "import_column_missing", "import_key_short", "import_header_repeated",
    "import_western", "import_dates_day_first", "import_dates_month_first", "profile_column_needed",
    "profile_states_needed",
})  # fmt: skip
"""Problems that the page says in its own words: the command's name its options."""

OWN_ASSUMED: Final = frozenset({"no_pause", "dates_day_first", "dates_month_first"})
"""The same of what is assumed."""

MOST_TOLD: Final = 30

Cell = str
"""HTML of a table's cell."""


def data(text: str) -> str:
    """Give words of somebody's file as HTML: they are what they are, in whatever language."""
    return f'<span class="md-said">{escape(text)}</span>' if text else ""


def grid(heads: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str, *, figures: int = 99) -> str:
    """Give a table as HTML; cells are HTML, heads and caption are not.

    Args:
        heads: Of the columns.
        rows: Cells.
        caption: For readers of the screen.
        figures: From which column on cells hold figures, which stand to the right.
    """
    head = "".join(f'<th scope="col"{_kind(place, figures)}>{escape(one)}</th>' for place, one in enumerate(heads))
    body = "".join(
        f"<tr>{''.join(f'<td{_kind(place, figures)}>{cell}</td>' for place, cell in enumerate(row))}</tr>"
        for row in rows
    )
    label = escape(caption, quote=True)
    return f'<table class="md-imp" aria-label="{label}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _kind(place: int, figures: int) -> str:
    return ' class="md-imp-n"' if place >= figures else ""


def length(t: Translation, value: Json) -> str:
    """Say a span in seconds, to the minute; that not so many tickets are done yet, where there is none."""
    if not isinstance(value, int | float):
        return t("cli.import.not_reached")
    return span(t, round(value / 60) * 60) if value >= 60 else span(t, round(value))  # noqa: PLR2004  a minute


def assumed(t: Translation, code: str) -> str:
    """Say what was assumed."""
    return t(f"imports.assumed.{code}") if code in OWN_ASSUMED else why(t, "assumed", code)


def unknown_mark(t: Translation) -> str:
    """Give the mark of a priority that the handbook does not have, as HTML."""
    return f'<span class="md-badge md-imp-unknown">{escape(t("imports.not_in_handbook"))}</span>'


def part_name(t: Translation, handbook: Handbook, name: str, *, by_priority: bool) -> str:
    """Name a group, a priority of the handbook, or one that it does not have, with its mark, as HTML."""
    if not by_priority:
        return escape(t("imports.nobody")) if name == "-" else data(name)
    own = next((t.of(one.name) for one in handbook.priorities if one.code == name), None)
    if name == "-":
        return escape(t("imports.no_priority"))
    return f"{data(name)} {unknown_mark(t)}" if own is None else escape(own)


def said(t: Translation, one: Problem) -> str:
    """Say one problem with its row."""
    params: dict[str, str] = dict(one.params)
    if one.code in {"import_column_missing", "profile_column_needed"}:
        params["name"] = t(f"imports.col.{params['name']}")
    if one.code == "import_too_large":
        params["most"] = f"{MOST_MB} MB"
    words = t(f"imports.problem.{one.code}", **params) if one.code in OWN else t(f"problem.{one.code}", **params)
    return t("imports.at_row", row=one.line, words=words) if one.line else words


def told(t: Translation, problems: Sequence[Problem]) -> None:
    """Say all that is wrong, with its place."""
    st.warning(t.count("imports.refused", len(problems)), icon=":material/error:")
    rows = "".join(f"<li>{_code(escape(said(t, one)))}</li>" for one in problems[:MOST_TOLD])
    more = t("imports.more_problems", n=len(problems) - MOST_TOLD) if len(problems) > MOST_TOLD else ""
    st.html(f'<ul class="md-imp-told">{rows}</ul>{escape(more)}')


def _code(words: str) -> str:
    """Give what stands in backticks as code."""
    pieces = words.split("`")
    return "".join(f"<code>{one}</code>" if place % 2 else one for place, one in enumerate(pieces))


def counts(value: Json) -> Mapping[str, int]:
    """Read figures by name."""
    return {name: n for name, n in value.items() if isinstance(n, int)} if isinstance(value, Mapping) else {}


def parts(value: Json) -> Mapping[str, Mapping[str, Json]]:
    """Read parts by name."""
    return (
        {name: one for name, one in value.items() if isinstance(one, Mapping)} if isinstance(value, Mapping) else {}
    )


def figure(part: Mapping[str, Json], name: str) -> int:
    """Read one figure; 0 where it is not there."""
    value = part.get(name)
    return value if isinstance(value, int) else 0
