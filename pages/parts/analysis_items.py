"""How are items shown with what their answers say: the worst first, the unknown last?"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from certification.psychometrics.enough import NotEnough
from certification.psychometrics.item_analysis import ItemFigures
from mysterydesk.exams.analysing import ItemRow
from mysterydesk.i18n import Translation

FLAGS = (
    "too_easy", "too_hard", "no_spread", "negative", "weak", "low", "dead_distractor", "misleading_distractor",
)  # fmt: skip
MOST = 200
"""Rows drawn at once."""


def _cells(t: Translation, one: ItemFigures) -> tuple[str, ...]:
    return (
        str(one.n),
        f"{one.p:.2f} [{one.low:.2f}, {one.high:.2f}]",
        "–" if one.r is None else f"{one.r:.2f}",
        "–" if one.omitted is None else f"{one.omitted * 100:.0f} %",
        "–" if one.seconds is None else t("analysis.seconds", n=round(one.seconds)),
    )


def _flags(t: Translation, one: ItemFigures) -> str:
    said = t("standard.glue").join(t(f"analysis.flag.{name}") for name in one.flags)
    if not said:
        return "–"
    return said if one.act else t("analysis.not_yet", said=said)


def _row(t: Translation, row: ItemRow) -> str:
    name = f"{escape(row.unit)}<br><small>{escape(t(f'topic.{row.topic}'))}</small>"
    if isinstance(row.figures, NotEnough):
        needed = t("analysis.needs_people", need=row.figures.needed, have=row.figures.found)
        return f"<tr><th scope='row'>{name}</th><td colspan='6'>{escape(needed)}</td></tr>"
    cells = "".join(f'<td class="md-num">{escape(one)}</td>' for one in _cells(t, row.figures))
    return f"<tr><th scope='row'>{name}</th>{cells}<td>{escape(_flags(t, row.figures))}</td></tr>"


def items_table(t: Translation, rows: Sequence[ItemRow]) -> None:
    """Draw the table."""
    heads = (
        t("analysis.head_item"), "n", t("analysis.head_p"), t("analysis.head_r"), t("analysis.head_omitted"),
        t("analysis.head_time"), t("analysis.head_flags"),
    )  # fmt: skip
    head = "".join(f"<th scope='col'>{escape(one)}</th>" for one in heads)
    body = "".join(_row(t, row) for row in rows[:MOST])
    table = f'<table class="md-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    st.html(f'<div class="md-wide">{table}</div>')
    if len(rows) > MOST:
        st.markdown(t("analysis.more", n=len(rows) - MOST))
    st.markdown(f":small[{t('analysis.note')}]")
