"""What does the beginning of a file look like, and what is each column taken for?"""

from html import escape

import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.import_seen import Column, Sample
from pages.parts.import_words import data, grid, told

MOST_COLUMNS = 60


def preview(t: Translation, sample: Sample) -> None:
    """Draw what is wrong, the columns with what becomes of them, and the first rows."""
    if sample.problems:
        told(t, sample.problems)
    elif sample.times:
        _times(t, sample)
    if not sample.rows:
        st.info(t("imports.no_rows"))
    shown = sample.columns[:MOST_COLUMNS]
    heads = "".join(f'<th scope="col">{data(one.name) or "–"}{_use(t, one)}</th>' for one in shown)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_cell(row, place)}</td>' for place in range(len(shown)))}</tr>" for row in sample.rows
    )
    label = escape(t("imports.first_rows"), quote=True)
    table = f'<table class="md-imp md-imp-raw"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    head = t.count("imports.first_rows_n", len(sample.rows)) if sample.rows else t("imports.header_only")
    st.html(
        f'<div class="md-head">{escape(head)}</div>'
        f'<div class="md-imp-wide" role="region" tabindex="0" aria-label="{label}">{table}</div>'
    )
    if len(sample.columns) > MOST_COLUMNS:
        st.markdown(f":small[:gray[{t('imports.more_columns', n=len(sample.columns) - MOST_COLUMNS)}]]")
    st.markdown(f":small[:gray[{t('imports.guarded') if sample.guarded else t('imports.masked')}]]")


def _cell(row: tuple[str, ...], place: int) -> str:
    return data(row[place]) if place < len(row) else ""


def _use(t: Translation, one: Column) -> str:
    """Say below a column's name what it is taken for, as HTML."""
    if one.ours:
        names = t("imports.comma").join(t(f"imports.col.{name}") for name in one.ours)
        return f'<div class="md-imp-ours">{escape(names)}</div>'
    return f'<div class="md-muted">{escape(t(f"imports.use.{one.use}"))}</div>'


def _times(t: Translation, sample: Sample) -> None:
    """Show how the first times were read: a day and a month that changed places are seen at a glance."""
    rows = [
        (
            escape(t(f"imports.col.{one.canonical}")),
            data(one.written),
            data(one.read) if one.read else f"<b>{escape(t('imports.no_time'))}</b>",
        )
        for one in sample.times
    ]
    heads = [t(f"imports.times_{name}") for name in ("column", "written", "read")]
    st.html(f'<div class="md-head">{escape(t("imports.times"))}</div>' + grid(heads, rows, t("imports.times")))
