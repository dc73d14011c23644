"""How are the figures of the scorer shown: each goal with its figure, over how many, and whether it is reached?"""

from html import escape

import streamlit as st

from mysterydesk.i18n import Translation
from mysterydesk.validity_figures import SWAPPED, Figure, Section
from scoring.validate.goals import GOALS, Measured, interval

LANGUAGES = "G8"


def _value(one: Figure) -> str:
    if one.value is None:
        return "–"
    span = interval(one.goal, Measured(value=one.value, n=one.n))
    return f"{one.value:.4g}" + ("" if span is None else f" [{span[0]:.3f}, {span[1]:.3f}]")


def _name(t: Translation, one: Figure) -> str:
    """Name a goal by its number in the list and what it is; its short name is for machines."""
    return f"{one.goal.partition('.')[0]} {t(f'validate.goal.{one.goal}')}"


def _result(t: Translation, one: Figure) -> str:
    return t("validate.unmeasured" if one.met is None else "validate.met" if one.met else "validate.missed")


def _row(*cells: str) -> str:
    first, *rest = (escape(cell) for cell in cells)
    return f"<tr><th scope='row'>{first}</th>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>"


def _table(heads: tuple[str, ...], rows: list[str]) -> None:
    columns = "".join(f"<th scope='col'>{escape(one)}</th>" for one in heads)
    st.html(
        f'<div class="md-wide"><table class="md-table"><thead><tr>{columns}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def goals_table(t: Translation, section: Section) -> None:
    """Draw every goal of one manual; what was not measured says so."""
    heads = ("goal", "value", "n", "limit", "result")
    rows = []
    for one in section.figures:
        goal = GOALS[one.goal]
        limit = f"{'≥' if goal.least else '≤'} {goal.limit:g}"
        rows.append(_row(_name(t, one), _value(one), f"{one.n:,}", limit, _result(t, one)))
    _table(tuple(t(f"validate.report.{name}") for name in heads), rows)


def swaps_table(t: Translation, found: tuple[Section, ...]) -> None:
    """Draw, by manual, how many verdicts changed with who calls, and by how many points the languages differ."""
    rows = []
    for goal in (*SWAPPED, LANGUAGES):
        cells = []
        for section in found:
            one = section.of(goal)
            cells.append(t("validate.unmeasured") if one.value is None else f"{one.value:g} / {one.n:,}")
        rows.append(_row(t(f"validity.swap.{goal}"), *cells))
    _table((t("validity.swapped"), *(one.handbook for one in found)), rows)
    st.markdown(f":small[:gray[{t('validity.swap_note')}]]")
