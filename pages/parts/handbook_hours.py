"""How are the working hours of a handbook drawn?"""

from collections.abc import Sequence
from html import escape

from mysterydesk.calendars import shipped_days
from mysterydesk.hours_words import HoursRow, date_rows, week_rows, zone_words
from mysterydesk.i18n import Translation
from pages.parts.handbook_words import basis, said, table
from policy.handbook import Handbook
from policy.working_hours import WorkingHours


def hours(t: Translation, handbook: Handbook, given: WorkingHours) -> str:
    """Give name, grounds, week, dates of its own and zone of the hours as HTML."""
    heads = [t("handbooks.col_days"), t("handbooks.col_open"), t("handbooks.col_breaks")]
    parts = [said(t.of(given.name)), basis(t, handbook, given.basis)]
    parts.append(table(heads, _cells(week_rows(t, given)), t("handbooks.hours")))
    dated = date_rows(t, given)
    if dated:
        title = t("handbooks.hours_dated")
        parts += [f"<div><b>{escape(title)}</b></div>", table(heads, _cells(dated), title)]
    notes = [t("handbooks.hours_zone", zone=zone_words(t, given.zone))]
    if given.zone == shipped_days().about.get("zone"):
        notes.append(t("handbooks.hours_official"))
    parts += [f'<div class="md-muted">{escape(one)}</div>' for one in notes]
    return "".join(parts)


def _cells(rows: Sequence[HoursRow]) -> list[list[str]]:
    return [[f"<b>{escape(one.days)}</b>", escape(one.opened), escape(one.breaks or "–")] for one in rows]
