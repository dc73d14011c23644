"""What does a rubric say: points of each family, what is judged, by whose clause, and what is wrong with its text?"""

from html import escape

import streamlit as st

from mysterydesk import shelf
from mysterydesk.authored_files import Version
from mysterydesk.i18n import Translation
from mysterydesk.scores import rubric_for
from pages.parts.calibration_table import criterion
from pages.parts.frame import clause_words
from pages.parts.guard import Guest
from pages.parts.pack_told import MOST, problem_html
from pages.parts.rubric_bench import Bench, look
from pages.parts.written_rows import moment, saved_rows, version_rows, who
from scoring.finding import FAMILIES
from scoring.rubric import PRIORITY, Criterion, Rubric


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
    t, all_of = guest.t, found.checked().problems
    if not all_of:
        st.success(t("packs.no_problem"))
        return
    st.warning(t.count("packs.problems_n", len(all_of)))
    for at, one in enumerate(all_of[:MOST]):
        with st.container(horizontal=True, wrap=False, gap="small", key=f"ru_problem_{at}"):
            st.button(
                t("packs.line", n=one.line) if one.line else t("packs.whole"), key=f"ru_to_{at}",
                on_click=found.show, args=(one.source, one.line), type="tertiary",
            )  # fmt: skip
            st.html(f"<div>{problem_html(t, one)}</div>")
    if len(all_of) > MOST:
        st.markdown(t("packs.more", n=len(all_of) - MOST))


def versions(guest: Guest, found: Bench) -> None:
    """Draw what was published, and what was kept, each to be looked at."""
    t = guest.t

    def line(one: Version) -> str:
        by, author, at = who(guest, one.by), who(guest, one.author), moment(one.at)
        return t("packs.version_line", n=one.number, label=one.label, by=by, author=author, at=at)

    def drawn(place: int) -> None:
        shown = found.place == place
        st.button(
            t("packs.look_draft") if shown else t("packs.look"), key=f"ru_look_{place}", type="tertiary",
            on_click=found.look if shown else look, args=(None,) if shown else (found, guest, place),
        )  # fmt: skip

    version_rows(t, "ru", found.now, line, drawn)
    saved_rows(guest, t("packs.saves"), found.now.saves, drawn)
