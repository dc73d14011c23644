"""How is what a session came to shown: the cut with its error, both rounds, and how far the judges agreed?"""

from html import escape

import streamlit as st

from certification.psychometrics.angoff import Cut, Judge
from certification.psychometrics.enough import NotEnough
from mysterydesk.exams.standard_approval import figures
from mysterydesk.exams.standard_record import Standard
from mysterydesk.i18n import Translation
from pages.parts.guard import Guest


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _round(name: str, cut: Cut) -> str:
    cells = (
        f"{cut.share * 100:.1f} %",
        f"{cut.error:.1f}",
        f"{cut.spread:.1f}",
        _number(cut.agreement),
        _number(cut.single),
    )
    body = "".join(f'<td class="md-num">{escape(one)}</td>' for one in cells)
    return f"<tr><th scope='row'>{escape(name)}</th>{body}</tr>"


def _judge(t: Translation, one: Judge, moved: float) -> str:
    strange = {"sum": t("standard.far_sum"), "order": t("standard.far_order")}
    notes = t("standard.glue").join(strange[name] for name in one.outlier) or "–"
    cells = (f"{one.total:.1f}", _number(one.others), f"{moved * 100:.1f}")
    body = "".join(f'<td class="md-num">{escape(cell)}</td>' for cell in cells)
    name = t("standard.judge", n=one.judge)
    return f"<tr><th scope='row'>{escape(name)}</th>{body}<td>{escape(notes)}</td></tr>"


def _table(heads: tuple[str, ...], rows: str) -> None:
    head = "".join(f"<th scope='col'>{escape(one)}</th>" for one in heads)
    table = f'<table class="md-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    st.html(f'<div class="md-wide">{table}</div>')


def figures_of(guest: Guest, one: Standard) -> None:
    """Draw the figures of a session that is over."""
    t, found = guest.t, figures(guest.world.store, guest.account, one.id)
    st.subheader(t("standard.cut"), anchor=False)
    if isinstance(found, NotEnough):
        st.markdown(t("standard.too_few", need=found.needed, have=found.found))
        return
    cut = found.second
    share, error = f"{cut.share * 100:.1f}", f"{cut.error:.1f}"
    st.markdown(t("standard.result", share=share, error=error, n=len(cut.judges), items=cut.items))
    rounds = _round(t("standard.round_one"), found.first) + _round(t("standard.round_two"), cut)
    agreed = (t("standard.head_panel"), t("standard.head_single"))
    _table(("", t("standard.head_cut"), t("standard.head_error"), t("standard.head_spread"), *agreed), rounds)
    rows = "".join(_judge(t, judge, moved) for judge, moved in zip(cut.judges, found.moved, strict=True))
    judges = (t("standard.head_sum"), t("standard.head_others"), t("standard.head_moved"), t("standard.head_note"))
    _table(("", *judges), rows)
    st.markdown(f":small[{t('standard.note')}]")
