"""The theory paper: one question a screen, saved at once, no right or wrong before it is handed in."""

import streamlit as st

from certification.item import Question
from mysterydesk import papers, shelf
from mysterydesk.clock import now
from mysterydesk.dossier import PaperEntry, dossier
from mysterydesk.papers import Sitting
from pages.parts.exam_doors import level_doors
from pages.parts.exam_marked import marked_paper
from pages.parts.exam_past import past_tries
from pages.parts.exam_question import Asked, question_form
from pages.parts.exam_sitting import sat, sitting_room
from pages.parts.frame import badges, style
from pages.parts.guard import Guest, guard

guest = guard("exam")


def _begin(guest: Guest) -> None:
    papers.begin(guest.world.store, guest.account, now())
    st.session_state["exam_place"] = 0


def _start(guest: Guest, last: PaperEntry | None) -> None:
    t, handbook, plan = guest.t, shelf.handbook(), papers.blueprint()
    cut = papers.cut(plan)
    with st.container(border=True, key="card_start"):
        st.markdown(t("exam.intro"))
        st.markdown(t("exam.rule", possible=plan.total, cut=cut))
        badges(t, handbook, *plan.basis)
        label = t("exam.again") if last else t("exam.begin")
        st.button(label, type="primary", key="exam_begin", on_click=_begin, args=(guest,))


def _ask(guest: Guest, sitting: Sitting, question: Question) -> None:
    def save(about: Question, letters: tuple[str, ...]) -> None:
        papers.answer(guest.world.store, guest.account, sitting.paper, about.id, letters, now())

    saved = sitting.answers.get(question.id, ())
    question_form(Asked(t=guest.t, paper=sitting.paper, question=question, saved=saved, save=save))


def _move(place: int) -> None:
    st.session_state["exam_place"] = place


def _hand_in(guest: Guest, sitting: Sitting) -> None:
    papers.hand_in(guest.world.store, guest.account, sitting.paper, now())
    st.session_state["exam_place"] = 0


def _review(guest: Guest, sitting: Sitting) -> None:
    t, total = guest.t, len(sitting.questions)
    st.markdown(f"**{t('exam.review')}**")
    answered = [bool(sitting.answers.get(one.id)) for one in sitting.questions]
    for row in range(0, total, 5):
        with st.container(horizontal=True):
            for index in range(row, min(row + 5, total)):
                mark = t("exam.done") if answered[index] else t("exam.open")
                st.button(f"{index + 1} · {mark}", key=f"to_{index}", on_click=_move, args=(index,))
    left = answered.count(False)
    label = t("exam.hand_in_open", n=left) if left else t("exam.hand_in")
    with st.container(horizontal=True):
        st.button(t("exam.back"), key="exam_back", on_click=_move, args=(0,))
        st.button(label, type="primary", key="exam_hand_in", on_click=_hand_in, args=(guest, sitting))


def _sit(guest: Guest, sitting: Sitting) -> None:
    t, total = guest.t, len(sitting.questions)
    place = min(int(st.session_state.get("exam_place", 0)), total)
    with st.container(border=True, key="card_paper"):
        if place == total:
            _review(guest, sitting)
            return
        answered = sum(bool(sitting.answers.get(one.id)) for one in sitting.questions)
        head = f"{t('exam.place', n=place + 1, total=total)} · {t('exam.answered', n=answered)}"
        st.markdown(f"**{head}**")
        _ask(guest, sitting, sitting.questions[place])
        if sitting.answers.get(sitting.questions[place].id):
            st.markdown(f":small[:gray[{t('exam.saved')}]]")
        with st.container(horizontal=True):
            st.button(t("exam.before"), key="exam_prev", disabled=place == 0, on_click=_move, args=(place - 1,))
            st.button(t("exam.after"), key="exam_next", type="primary", on_click=_move, args=(place + 1,))
            st.button(t("exam.review"), key="exam_review", on_click=_move, args=(total,))


def main(guest: Guest) -> None:
    """Draw the exam or the paper that is open, or the doors to all of them."""
    style(guest.t, "exam")
    exam = sat(guest)
    mine = dossier(guest.world.store, guest.account).papers
    last = mine[-1] if mine else None
    with st.container(key="narrow"):
        if exam:
            sitting_room(guest, exam)
            return
        st.header(guest.t("exam.title"), anchor=False)
        if last is None or last.handed_in_at is not None:
            level_doors(guest)
            past_tries(guest)
        st.subheader(guest.t("exam.short"), anchor=False)
        _short_form(guest, last)


def _short_form(guest: Guest, last: PaperEntry | None) -> None:
    """Draw the paper that is open, or the way to one."""
    if last is None:
        _start(guest, last)
        return
    sitting = papers.sitting(guest.world.store, guest.account, last.paper)
    if sitting.marked is None:
        _sit(guest, sitting)
    else:
        marked_paper(guest, sitting)
        _start(guest, last)


main(guest)
