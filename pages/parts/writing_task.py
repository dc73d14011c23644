"""The task of a document: which kind, about what, what is known, and a field for each section."""

from collections.abc import Mapping

import streamlit as st

from mysterydesk import writing
from mysterydesk.writing import Ask
from mysterydesk.writing_task import MONTHLY, Task
from mysterydesk.written_words import written_kinds
from pages.parts.frame import clause_words
from pages.parts.guard import Guest
from pages.parts.links import go
from policy.text import Lang, Text
from scoring.written.document import LONGEST
from scoring.written.kind import Section


def asked(guest: Guest) -> Ask | None:
    """Let a person choose what to write about what; None while there is nothing to write about."""
    t = guest.t
    titles = {one.code: t.of(one.title) for one in written_kinds().kinds}
    kind = st.selectbox(t("writing.what"), list(titles), format_func=titles.__getitem__, key="kind")
    return _month(guest, kind) if kind in MONTHLY else _drill(guest, kind)


def _month(guest: Guest, kind: str) -> Ask:
    t = guest.t
    if "month" not in st.session_state:
        st.session_state["month"] = writing.some_month()
    if st.button(t("writing.new_month"), icon=":material/refresh:", key="new_month"):
        st.session_state["month"] = writing.some_month()
        st.rerun()
    return Ask(kind=kind, about=st.session_state["month"], lang=t.lang)


def _drill(guest: Guest, kind: str) -> Ask | None:
    t = guest.t
    done = [one.entry for one in writing.finished(guest.world.store, guest.account)]
    if not done:
        st.info(t("writing.no_drills"))
        return None
    titles = {
        one.attempt: f"{t.of(Text(zh=one.title['zh'], en=one.title['en']))} · {one.begun_at:%Y-%m-%d}" for one in done
    }
    if "about" not in st.session_state and st.query_params.get("attempt", "") in titles:
        st.session_state["about"] = st.query_params["attempt"]
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        about = st.selectbox(t("writing.about"), list(titles), format_func=titles.__getitem__, key="about")
    with right:
        if st.button(t("writing.to_result"), icon=":material/fact_check:", key="to_result"):
            go("result", attempt=about)
    return Ask(kind=kind, about=about, lang=t.lang)


def draw_task(guest: Guest, ask: Ask, task: Task) -> Mapping[str, str]:
    """Draw what is known and the fields; give what stands in them."""
    t = guest.t
    with st.container(border=True, key="card_told", gap="small"):
        st.markdown(f"**{t('writing.told')}**")
        for one in task.told:
            st.text(one)
        if task.rows:
            _table(guest, task)
    return {
        one.code: _field(guest, one, task.references.lang, f"{ask.kind}|{ask.about}|{one.code}")
        for one in task.kind.sections
    }


def _table(guest: Guest, task: Task) -> None:
    t = guest.t
    said = {True: t("writing.yes"), False: t("writing.no")}
    rows = [
        {
            t("writing.col_day"): f"{one.day:%Y-%m-%d}",
            t("writing.col_title"): one.title,
            t("writing.col_product"): one.product,
            t("writing.col_cause"): one.cause,
            t("writing.col_first"): said[one.first_line],
            t("writing.col_outage"): said[one.outage],
        }
        for one in task.rows
    ]
    st.table(rows)


def _field(guest: Guest, section: Section, lang: Lang, key: str) -> str:
    """Draw the field of a section; what is written survives the choice of another document in between."""
    t, kept = guest.t, st.session_state.setdefault("written", {})
    label, tip = t.of(section.title), t("writing.clause", clause=clause_words(section.clauses[0]))
    value = str(kept.get(key, ""))
    if section.form == "choice":
        grades = [one.in_lang(lang) for one in written_kinds().grades]
        default = value if value in grades else None
        chosen = st.segmented_control(label, grades, default=default, key=f"w|{key}", help=tip)
        kept[key] = chosen or ""
    elif section.form == "short":
        kept[key] = st.text_input(label, value, key=f"w|{key}", help=tip, max_chars=LONGEST)
    else:
        kept[key] = st.text_area(label, value, key=f"w|{key}", help=tip, max_chars=LONGEST, height=100)
    return str(kept[key])
