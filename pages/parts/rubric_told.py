"""What does a rubric say: points of each family, what is judged, by whose clause, and what is wrong with its text?"""

from html import escape

import streamlit as st

from mysterydesk import shelf
from mysterydesk.i18n import Translation
from mysterydesk.scores import rubric_for
from pages.parts.calibration_table import criterion
from pages.parts.frame import clause_words
from pages.parts.guard import Guest
from pages.parts.pack_told import problem_rows
from pages.parts.rubric_bench import Bench, look
from pages.parts.written_rows import look_button, saved_rows, version_line, version_rows
from scoring.criterion import PRIORITY, Criterion
from scoring.finding import FAMILIES
from scoring.rubric import Rubric


def overview(guest: Guest, found: Bench) -> None:
    """Draw what is judged, family by family, with what is otherwise than in the shipped rubric marked."""
    t, rubric = guest.t, found.checked().rubric
    if rubric is None:
        st.markdown(t("rubrics.mend_first"))
        return
    handbook = shelf.handbook(found.name)
    shipped = rubric_for(handbook)
    settings = {family: handbook.settings[f"weight_{family}"].value for family in FAMILIES}
    points = rubric.weights or settings
    body = ""
    for family in FAMILIES:
        changed = "" if points[family] == settings[family] else _was(t, f"{settings[family]:g}")
        body += (
            f'<tr><th scope="rowgroup" colspan="3">{escape(t(f"family.{family}"))} · '
            f"{escape(t('rubrics.points', n=f'{points[family]:g}'))}{changed}</th></tr>"
        )
        rows = [one for one in rubric.criteria.values() if one.family == family]
        body += "".join(_row(t, one, shipped) for one in rows)
    st.html(f'<div class="md-wide"><table class="md-table"><tbody>{body}</tbody></table></div>')


def _was(t: Translation, value: str) -> str:
    return f" <b>({escape(t('rubrics.was', value=value))})</b>"


def _row(t: Translation, one: Criterion, shipped: Rubric) -> str:
    before = shipped.criteria.get(one.code)
    weight = t(f"rubrics.weight_{one.weight}")
    same = before is None or before.weight == one.weight
    was = "" if same or before is None else _was(t, t(f"rubrics.weight_{before.weight}"))
    clause = one.clause.replace(PRIORITY, "…")
    gate = f" · {escape(t('result.gate'))}" if one.critical else ""
    return (
        f"<tr><td>{escape(criterion(t, one.code))}</td><td>{escape(weight)}{gate}{was}</td>"
        f"<td>{escape(clause_words(clause))}</td></tr>"
    )


def problems(guest: Guest, found: Bench) -> None:
    """Draw every problem with a button to its line."""
    problem_rows(guest.t, found, found.checked().problems, "ru")


def versions(guest: Guest, found: Bench) -> None:
    """Draw what was published, and what was kept, each to be looked at."""
    t = guest.t

    def drawn(place: int) -> None:
        look_button(t, "ru", found, place, lambda at: look(found, guest, at))

    version_rows(t, "ru", found.now, lambda one: version_line(guest, one), drawn)
    saved_rows(guest, t("packs.saves"), found.now.saves, drawn)
