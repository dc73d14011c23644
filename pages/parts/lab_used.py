"""How is shown who used the time of a clock?"""

from collections.abc import Mapping, Sequence
from html import escape
from importlib import import_module
from typing import Any, Final

import altair as alt
import streamlit as st

from mysterydesk.clock_details import who
from mysterydesk.clock_lab import Lab
from mysterydesk.detail_changes import used_words
from mysterydesk.explain_words import span
from mysterydesk.i18n import Translation
from pages.parts.handbook_words import whose
from pages.parts.lab_details import lab_table
from policy.clause import ClockName
from policy.handbook import Handbook
from sla.consumption import Share
from sla.details import Details
from sla.timeline import seconds

INK, GRID = "#15171D", "#E6E2DA"
PAINT: Final[Mapping[str, str]] = {"used": "#3B6FB6", "late": "#B3401F"}
"""Colours of the day; `assets/lab.css` has the counterpart of each by night."""

ROW_PX, AXIS_PX = 34, 34
MINUTE, HOUR = 60, 3600
IN_HOURS = 3 * HOUR
"""From this total on the axis counts hours."""


def used(t: Translation, lab: Lab) -> None:
    """Let a clock be chosen, and draw what each who had the ticket used of it."""
    reading = lab.reading
    if reading is None:
        return
    found = {one.clock.name: one for one in lab.details if one.shares}
    if not found:
        st.info(t("lab.nothing_used"))
        return
    if st.session_state.get("lab_used_of") not in found:
        st.session_state["lab_used_of"] = _first(tuple(found.values()))
    titles = {name: t.of(reading.handbook.clock(name).title) for name in found}
    chosen = st.selectbox(t("lab.used_of"), list(found), key="lab_used_of", format_func=titles.__getitem__)
    one = found[chosen]
    _chart(t, one, reading.handbook, titles[chosen])
    st.html(_legend(t, one) + _table(t, one, reading.handbook))
    owner = whose(t, reading.handbook, reading.handbook.clock(chosen).owner)
    if owner:
        st.markdown(f":small[:gray[{t('lab.owed_by', who=owner)}]]")


def _first(found: Sequence[Details]) -> ClockName:
    """Begin with what was late, else with what has most hands."""
    return max(found, key=lambda one: (one.clock.state == "breached", len(one.shares))).clock.name


def _parts(share: Share) -> tuple[tuple[str, int], ...]:
    late = seconds(share.late)
    return tuple((part, n) for part, n in (("used", seconds(share.spent) - late), ("late", late)) if n)


def _chart(t: Translation, one: Details, handbook: Handbook, title: str) -> None:
    # Altair asks pandas whenever it is among the loaded modules, be it half loaded by another thread: wait for it.
    import_module("pandas")
    names = [who(t, share.holder, handbook) for share in one.shares]
    total = max(seconds(share.spent) for share in one.shares)
    unit, word = (HOUR, t("lab.unit_hours")) if total >= IN_HOURS else (MINUTE, t("lab.unit_minutes"))
    words = {"used": t("lab.in_time"), "late": t("lab.late")}
    rows = [
        {"who": name, "part": part, "said": words[part], "n": n / unit, "long": span(t, n), "place": place}
        for name, share in zip(names, one.shares, strict=True)
        for place, (part, n) in enumerate(_parts(share))
    ]
    ends = [
        {"who": name, "n": seconds(share.spent) / unit, "long": span(t, seconds(share.spent))}
        for name, share in zip(names, one.shares, strict=True)
    ]
    plain: dict[str, Any] = {"title": None, "ticks": False, "domain": False, "labelFontSize": 12.5, "aria": False}
    x_axis = alt.Axis(labelColor=INK, gridColor=GRID, tickCount=5, labelExpr=f"datum.label + '{word}'", **plain)
    y_axis = alt.Axis(labelColor=INK, grid=False, labelLimit=190, **plain)
    # Room for the words behind the longest bar.
    x = alt.X("n:Q", axis=x_axis, stack="zero", scale=alt.Scale(domain=[0, total / unit * 1.25], nice=False))
    y = alt.Y("who:N", axis=y_axis, sort=names, scale=alt.Scale(domain=names))
    colour = alt.Color("part:N", scale=alt.Scale(domain=list(PAINT), range=list(PAINT.values())), legend=None)
    tips = [
        alt.Tooltip("who:N", title=t("lab.who")),
        alt.Tooltip("said:N", title=t("lab.what")),
        alt.Tooltip("long:N", title=t("lab.spent")),
    ]
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar(cornerRadius=2, height=14, aria=False)
    ended = alt.Chart(alt.InlineData(values=ends)).mark_text(align="left", dx=6, fontSize=12.5, color=INK, aria=False)
    drawn = bars.encode(x=x, y=y, color=colour, order=alt.Order("place:Q"), tooltip=tips)
    said = ended.encode(x=x, y=y, text="long:N")
    padding = {"left": 0, "top": 4, "right": 8, "bottom": 0}
    whole = (drawn + said).properties(height=AXIS_PX + ROW_PX * len(names), padding=padding)
    with st.container(key="lab_chart"):
        st.altair_chart(
            whole.configure(background="transparent").configure_view(strokeWidth=0),
            alt=t("lab.used_alt", clock=title, said=_spoken(t, one, handbook)),
        )


def _spoken(t: Translation, one: Details, handbook: Handbook) -> str:
    said = (t("sla.used", who=who(t, each.holder, handbook), spent=used_words(t, each)) for each in one.shares)
    return t("lab.comma").join(said)


def _legend(t: Translation, one: Details) -> str:
    """Say in words which colour is which, where there are two."""
    if not any(share.late for share in one.shares):
        return ""
    said = {"used": t("lab.in_time"), "late": t("lab.late")}
    keys = "".join(
        f'<span class="md-lab-key md-lab-{part}"><i aria-hidden="true"></i>{escape(words)}</span>'
        for part, words in said.items()
    )
    return f'<div class="md-lab-legend">{keys}</div>'


def _table(t: Translation, one: Details, handbook: Handbook) -> str:
    rows = [
        _row(who(t, share.holder, handbook), span(t, seconds(share.spent)), _late(t, seconds(share.late)))
        for share in one.shares
    ]
    spent = sum(seconds(share.spent) for share in one.shares)
    late = sum(seconds(share.late) for share in one.shares)
    if len(rows) > 1:
        rows.append(_row(t("lab.together"), span(t, spent), _late(t, late)))
    return lab_table((t("lab.who"), t("lab.spent"), t("lab.of_it_late")), rows, t("lab.used"))


def _late(t: Translation, late: int) -> str:
    return span(t, late) if late else "–"


def _row(name: str, spent: str, late: str) -> str:
    return f'<tr><th scope="row">{escape(name)}</th><td>{escape(spent)}</td><td>{escape(late)}</td></tr>'
