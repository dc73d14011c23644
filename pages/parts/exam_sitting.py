"""The room in which a level's paper is sat: one question a screen, time beside it, covered when nobody is there."""

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from importlib.resources import files

import streamlit as st

from certification.decision import Decision
from certification.item import Question
from mysterydesk import issuing
from mysterydesk.clock import now
from mysterydesk.errors import WorldError
from mysterydesk.exams import deciding, levels, opening, paper, sitting
from mysterydesk.exams.sitting import Act, Seen
from mysterydesk.i18n import Translation
from pages.parts.exam_appeal import appeal_card
from pages.parts.exam_cases import cases
from pages.parts.exam_doors import TOLD, tab_of, told
from pages.parts.exam_question import Asked, question_form
from pages.parts.guard import Guest
from pages.parts.links import go

PLACE, LEFT, HERE = "exam_at", "exam_left", "exam_here"
CLOCK = "exam_clock"
ROW = 10


def sat(guest: Guest) -> str:
    """Name the exam that waits for something, or whose answer was not left yet; empty for none."""
    mine = opening.own_exams(guest.world.store, guest.account)
    last = mine[-1] if mine else None
    if last is None or st.session_state.get(LEFT) == last.id:
        return ""
    to_come = last.answer == "waiting" and last.annulled is None
    if to_come:
        st.session_state[HERE] = last.id
    return last.id if to_come or st.session_state.get(HERE) == last.id else ""


def _act(exam: str) -> Act:
    return Act(exam=exam, tab=tab_of(), at=now())


def _tried(what: Callable[[], None]) -> None:
    """Do what was clicked; what is refused is said above the paper."""
    try:
        what()
    except WorldError as fault:
        st.session_state[TOLD] = fault


def sitting_room(guest: Guest, exam: str) -> None:
    """Draw the paper as far as it may be seen now."""
    seen = sitting.see(guest.world.store, guest.account, _act(exam))
    t, plan = guest.t, levels.plan_of(seen.exam.level)
    st.header(t.of(plan.paper), anchor=False)
    told(t)
    if seen.clock.state != "open":
        _over(guest, seen)
        return
    _clock(guest, seen)
    if not seen.here or seen.clock.covered:
        _aside(guest, seen)
        return
    place = min(int(st.session_state.get(PLACE, 0)), len(seen.questions))
    with st.container(border=True, key="card_paper"):
        if place == len(seen.questions):
            _review(guest, seen)
        else:
            _one(guest, seen, place)


def _clock(guest: Guest, seen: Seen) -> None:
    """Show the time left; the browser tells when it is up, when to cover the paper, and when it was not in front."""
    t, exam = guest.t, seen.exam.id

    def reported() -> None:
        state = st.session_state.get(CLOCK)
        lost = state.get("lost") if state is not None else None
        if isinstance(lost, int | float) and lost >= 1:
            _tried(lambda: sitting.lose_focus(guest.world.store, guest.account, _act(exam), int(lost)))

    folder = files("pages").joinpath("parts", "assets")
    component = st.components.v2.component(
        "mysterydesk_exam_clock",
        html='<div class="exam-clock"><span class="left" role="timer"></span>'
        '<span class="said" role="status"></span></div>',
        css=folder.joinpath("exam_clock.css").read_text(encoding="utf-8"),
        js=folder.joinpath("exam_clock.js").read_text(encoding="utf-8"),
    )
    rule = levels.time_rule(levels.plan_of(seen.exam.level))
    component(
        data={
            "due_ms": _ms(seen.clock.due),
            "server_ms": _ms(now()),
            "cover_ms": _ms(seen.exam.acts[-1] + rule.away_after),
            "covered": seen.clock.covered or not seen.here,
            "words": {"left": t("exam.clock.left", t="{t}"), "warn": t("exam.clock.warn", n="{n}")},
        },
        key=CLOCK,
        on_lost_change=reported,
        on_turn_change=lambda: None,
    )


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _aside(guest: Guest, seen: Seen) -> None:
    """Cover the paper: nobody was there, or it is open in another window."""
    t = guest.t
    why = "away" if seen.here else "other_tab"
    with st.container(border=True, key="card_covered"):
        st.subheader(t(f"exam.covered.{why}"), anchor=False)
        st.markdown(t(f"exam.covered.{why}_says", left=_span(t, seen)))
        if seen.clock.excess:
            st.markdown(t("exam.covered.excess", n=seen.clock.excess))
        act = lambda: sitting.come_back(guest.world.store, guest.account, _act(seen.exam.id))  # noqa: E731
        st.button(t("exam.covered.go_on"), type="primary", key="exam_go_on", on_click=lambda: _tried(act))


def _span(t: Translation, seen: Seen) -> str:
    return t("exam.minutes", n=int(seen.clock.left.total_seconds() // 60))


def _move(place: int) -> None:
    st.session_state[PLACE] = place


def _one(guest: Guest, seen: Seen, place: int) -> None:
    t, question, total = guest.t, seen.questions[place], len(seen.questions)
    store, exam = guest.world.store, seen.exam.id

    def save(about: Question, letters: tuple[str, ...]) -> None:
        _tried(lambda: sitting.answer(store, guest.account, _act(exam), about.id, letters))

    answered = sum(bool(seen.exam.answers.get(one.id)) for one in seen.questions)
    st.markdown(f"**{t('exam.place', n=place + 1, total=total)} · {t('exam.answered', n=answered)}**")
    saved = seen.exam.answers.get(question.id, ())
    question_form(Asked(t=t, paper=exam, question=question, saved=saved, save=save))
    st.markdown(f":small[:gray[{t('exam.saved') if saved else t('exam.not_yet')}]]")
    flagged = question.id in seen.exam.flagged

    def turn() -> None:
        _tried(lambda: sitting.flag(store, guest.account, _act(exam), question.id, on=not flagged))

    with st.container(horizontal=True):
        st.button(t("exam.before"), key="exam_prev", disabled=place == 0, on_click=_move, args=(place - 1,))
        st.button(t("exam.after"), key="exam_next", type="primary", on_click=_move, args=(place + 1,))
        label = t("exam.unflag") if flagged else t("exam.flag")
        st.button(label, key="exam_flag", icon=":material/flag:", on_click=turn)
        st.button(t("exam.review"), key="exam_review", on_click=_move, args=(total,))


def _review(guest: Guest, seen: Seen) -> None:
    """Show every question with whether it is answered and flagged, what was put on record, and the way out."""
    t, questions = guest.t, seen.questions
    st.markdown(f"**{t('exam.review')}**")
    for row in range(0, len(questions), ROW):
        with st.container(horizontal=True):
            for index, one in enumerate(questions[row : row + ROW], start=row):
                mark = t("exam.done") if seen.exam.answers.get(one.id) else t("exam.open")
                icon = ":material/flag:" if one.id in seen.exam.flagged else None
                st.button(f"{index + 1} · {mark}", key=f"to_{index}", icon=icon, on_click=_move, args=(index,))
    _recorded(t, seen)
    left = sum(not seen.exam.answers.get(one.id) for one in questions)

    def hand_in() -> None:
        _tried(lambda: sitting.hand_in(guest.world.store, guest.account, _act(seen.exam.id)))

    with st.container(horizontal=True):
        st.button(t("exam.back"), key="exam_back", on_click=_move, args=(0,))
        label = t("exam.hand_in_open", n=left) if left else t("exam.hand_in")
        st.button(label, type="primary", key="exam_hand_in", on_click=hand_in)


def _recorded(t: Translation, seen: Seen) -> None:
    """Tell the candidate everything that an examiner will see of them."""
    lost = sum(one.seconds for one in seen.exam.lost)
    if seen.exam.lost:
        st.markdown(f":small[{t('exam.recorded.lost', times=len(seen.exam.lost), seconds=lost)}]")
    if seen.clock.absences:
        minutes = int(seen.clock.excused.total_seconds() // 60)
        st.markdown(f":small[{t('exam.recorded.away', times=len(seen.clock.absences), minutes=minutes)}]")


def _over(guest: Guest, seen: Seen) -> None:
    """Say how it ended, what it came to, and what is still to come; keys stay closed, since items are used again."""
    t, store = guest.t, guest.world.store
    here = issuing.house(store, guest.world.settings)
    settled = deciding.settle(store, here, guest.account, _act(seen.exam.id))
    with st.container(border=True, key="card_over"):
        st.markdown(t(f"exam.ended.{seen.clock.state}"))
        if seen.exam.annulled is not None:
            st.markdown(t("exam.ended.reason", reason=seen.exam.annulled.reason))
        else:
            _result(guest, seen)
        if settled is not None:
            _grounds(t, settled.decision)
        _recorded(t, seen)
        appeal_card(guest, seen.exam)
        if settled is not None and settled.credential:
            _to_credential(t)
    if settled is not None and settled.decision.answer == "waiting":
        cases(guest, seen.exam)

    def leave() -> None:
        st.session_state[LEFT] = seen.exam.id

    st.button(t("exam.leave"), key="exam_leave", on_click=leave)


def _to_credential(t: Translation) -> None:
    if st.button(t("exam.credential"), type="primary", key="exam_credential"):
        go("credentials")


def _result(guest: Guest, seen: Seen) -> None:
    t, store = guest.t, guest.world.store
    score, plan = paper.score_of(store, seen.exam), levels.plan_of(seen.exam.level)
    titles: Mapping[str, str] = {part: t.of(title) for part, title, _ in plan.parts}
    if score is None:
        return
    error = "" if score.error is None else t("exam.result.error", error=round(score.error * 100, 1))
    st.markdown(f"**{t('exam.result.share', share=_hundredth(score.low), cut=_hundredth(score.cut))}** {error}")
    rows = "".join(
        f"<dt>{escape(titles[one.part])}</dt><dd>"
        f"{escape(t('exam.result.part', share=_hundredth(one.low), least=_hundredth(one.minimum)))}</dd>"
        for one in score.parts
    )
    st.html(f'<dl class="md-facts">{rows}</dl>')


def _hundredth(share: float) -> str:
    return f"{share * 100:.1f}"


def _grounds(t: Translation, decided: Decision) -> None:
    """Give the answer with its reasons; once something speaks against, what is open no longer matters."""
    st.markdown(f"**{t(f'exam.answer.{decided.answer}')}**")
    refused = decided.answer == "refused"
    said = dict.fromkeys(t(f"exam.ground.{one.code}") for one in decided.grounds if one.against or not refused)
    if said:
        st.markdown("\n".join(f"- {one}" for one in said))
