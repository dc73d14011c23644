"""How is agreement shown: by criterion, among people and with the scorer, with how many and an interval?"""

from html import escape

import streamlit as st

from mysterydesk.calibration_figures import TOTAL, Figures, Row
from mysterydesk.i18n import Translation
from scoring.agreement import Agreement

OPEN = ("priority", "clock", "tier", "sections", "partner")
"""Parameters of a finding that are not gaps."""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _alpha(one: Agreement) -> str:
    if one.alpha is None or one.low is None or one.high is None:
        return _number(one.alpha)
    return f"{one.alpha:.2f} [{one.low:.2f}, {one.high:.2f}]"


def _cells(one: Agreement) -> str:
    said = (_number(one.raw), _number(one.kappa), _number(one.ac1), _alpha(one))
    return "".join(f'<td class="md-num">{escape(cell)}</td>' for cell in said)


def criterion(t: Translation, code: str) -> str:
    """Name a criterion apart from any handling: what hangs on one is left open."""
    return t(f"finding.{code}", gap="", **dict.fromkeys(OPEN, "…"))


def _name(t: Translation, row: Row) -> str:
    return t("calibrate.total") if row.code == TOTAL else criterion(t, row.code)


def agreement_table(t: Translation, found: Figures) -> None:
    """Draw the table; what was judged too seldom shows a dash."""
    heads = (t("calibrate.raw"), t("calibrate.kappa"), t("calibrate.ac1"), t("calibrate.alpha"))
    columns = "".join(f"<th>{escape(one)}</th>" for one in (*heads, *heads))
    body = "".join(
        f"<tr><th scope='row'>{escape(_name(t, row))}</th><td class='md-num'>{row.people.n}</td>"
        f"{_cells(row.people)}{_cells(row.scorer)}</tr>"
        for row in found.rows
    )
    people, scorer = escape(t("calibrate.among")), escape(t("calibrate.with_scorer"))
    st.html(
        f'<div class="md-wide"><table class="md-table"><thead><tr><th rowspan="2">{escape(t("calibrate.what"))}</th>'
        f'<th rowspan="2">n</th><th colspan="4">{people}</th><th colspan="4">{scorer}</th></tr>'
        f"<tr>{columns}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
    st.markdown(f":small[:gray[{t('calibrate.table_note')}]]")
