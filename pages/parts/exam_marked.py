"""How did a handed-in paper go, question by question?"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from certification.form import Place
from certification.marking import MarkedItem
from mysterydesk.i18n import Translation
from mysterydesk.papers import Sitting
from pages.parts.frame import clause_words
from pages.parts.guard import Guest


def marked_paper(guest: Guest, sitting: Sitting) -> None:
    """Draw the result: points, topics, each question with its key, explanation and clauses."""
    t, marked, form = guest.t, sitting.marked, sitting.form
    if marked is None or form is None:
        return
    with st.container(border=True, key="card_marked"):
        values = {"points": marked.points, "possible": marked.possible, "cut": marked.cut}
        if marked.passed:
            st.success(t("exam.passed", points=marked.points, possible=marked.possible))
        else:
            st.warning(t("exam.failed", **values))
        st.markdown(f"**{t('exam.topics')}**")
        rows = "".join(
            f"<dt>{escape(t(f'topic.{topic.topic}'))}</dt><dd>{topic.points}/{topic.possible}</dd>"
            for topic in marked.topics
        )
        st.html(f'<dl class="md-facts">{rows}</dl>')
    right = _shown(t, marked.items)
    for number, (place, one) in enumerate(zip(form.places, marked.items, strict=True), start=1):
        if one.correct == right:
            with st.container(border=True, key=f"card_item_{number}", gap="small"):
                _item(t, number, place, one)


def _shown(t: Translation, items: Sequence[MarkedItem]) -> bool:
    """Let either what was wrong or what was right be looked at, the wrong first; tell whether it is the right."""
    counts = {False: sum(not one.correct for one in items), True: sum(one.correct for one in items)}
    names = {False: t("exam.wrong"), True: t("exam.right")}
    first = not counts[False]
    chosen = st.segmented_control(
        t("exam.show"), [False, True], default=first, format_func=lambda one: f"{names[one]} {counts[one]}",
        key="exam_filter", label_visibility="collapsed",
    )  # fmt: skip
    return first if chosen is None else chosen


def _item(t: Translation, number: int, place: Place, one: MarkedItem) -> None:
    item = place.item
    words = t("exam.right") if one.correct else t("exam.wrong")
    colour = "green" if one.correct else "orange"
    st.markdown(f"**{number}.** :{colour}-badge[{words}]")
    st.text(t.of(item.stem))
    glue = " → " if place.item.kind == "ordering" else "；"
    chosen = glue.join(t.of(item.option(option).text) for option in one.chosen) or t("exam.nothing")
    st.text(t("exam.your", answer=chosen))
    if not one.correct:
        st.text(t("exam.key", answer=glue.join(t.of(item.option(option).text) for option in item.key)))
    st.text(t.of(item.explanation))
    st.markdown(f":small[:gray[{clause_words(' · '.join(item.clauses))}]]")
