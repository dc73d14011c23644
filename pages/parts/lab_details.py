"""How is shown what follows from the clocks of a timeline: reasons owed and warnings?"""

from collections.abc import Sequence
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from mysterydesk.clock_details import PER_CENT
from mysterydesk.clock_lab import Lab, Reading
from mysterydesk.detail_changes import reason_words
from mysterydesk.explain_words import time_words
from mysterydesk.i18n import Translation
from pages.parts.handbook_words import basis
from sla.details import Details
from sla.obligation import Obligation
from sla.warned import SHARES, Warned


def lab_table(heads: Sequence[str], rows: Sequence[str], label: str) -> str:
    """Give a table of the lab as HTML; rows are HTML already, heads and label are not."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    name = escape(label, quote=True)
    return (
        f'<table class="md-lab" aria-label="{name}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def follows(t: Translation, lab: Lab) -> None:
    """Draw the reasons owed for breaches, and when somebody is warned of each target."""
    reading = lab.reading
    if reading is None:
        return
    zone = ZoneInfo(reading.calendar.zone)
    st.html(f'<div class="md-lab-head">{escape(t("lab.reasons"))}</div>{_reasons(t, reading, lab.details, zone)}')
    st.html(f'<div class="md-lab-head">{escape(t("lab.warnings"))}</div>{_warnings(t, reading, lab.details, zone)}')
    st.markdown(f":small[:gray[{t('lab.warnings_note')}]]")


def _titled(t: Translation, reading: Reading, one: Details) -> str:
    return f'<th scope="row">{escape(t.of(reading.handbook.clock(one.clock.name).title))}</th>'


def _reasons(t: Translation, reading: Reading, found: Sequence[Details], zone: ZoneInfo) -> str:
    owed = [(one, each) for one in found for each in one.obligations]
    if not owed:
        return f'<div class="md-muted">{escape(t("lab.no_reasons"))}</div>'
    # Where the manual asks for no reason, the rule is ours alone and there is nothing to cite.
    cites = any(each.basis for _, each in owed)
    heads = (t("lab.clock"), t("lab.reason"), *((t("lab.basis"),) if cites else ()))
    rows = [
        f"<tr>{_titled(t, reading, one)}<td>{_reason(t, each, zone)}</td>"
        + (f"<td>{basis(t, reading.handbook, each.basis)}</td></tr>" if cites else "</tr>")
        for one, each in owed
    ]
    return lab_table(heads, rows, t("lab.reasons"))


def _reason(t: Translation, owed: Obligation, zone: ZoneInfo) -> str:
    """Give shape and words of an obligation as HTML: colour never says it alone."""
    shape, paint = ("×", "breached") if owed.is_open else ("✓", "met")
    words = escape(reason_words(t, owed, zone))
    return f'<span class="md-state-{paint}"><span aria-hidden="true">{shape}</span> {words}</span>'


def _warnings(t: Translation, reading: Reading, found: Sequence[Details], zone: ZoneInfo) -> str:
    rows = []
    for one in found:
        given = {each.share: each for each in one.warnings}
        cells = "".join(f"<td>{_warned(t, reading, given.get(share), zone)}</td>" for share in SHARES)
        rows.append(f"<tr>{_titled(t, reading, one)}{cells}</tr>")
    heads = (t("lab.clock"), *(t("lab.used_up", share=round(one * PER_CENT)) for one in SHARES))
    return lab_table(heads, rows, t("lab.warnings")) if rows else ""


def _warned(t: Translation, reading: Reading, one: Warned | None, zone: ZoneInfo) -> str:
    if one is None:
        return f'<span class="md-muted">{escape(t("lab.not_warned"))}</span>'
    later = f'<div class="md-muted">{escape(t("lab.to_come"))}</div>' if one.at > reading.as_of else ""
    return escape(time_words(one.at, zone)) + later
