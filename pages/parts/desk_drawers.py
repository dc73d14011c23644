"""What is asked for before a larger step: drawers over the form, the conversation stays readable beside them."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.parts.desk_callback import CALLBACK, asks_callback
from pages.parts.desk_drafts import area, drop
from pages.parts.desk_moves import FOCUS, Bench, add_to_note, has_moved_on, move, nonce
from pages.parts.desk_seat import say_notes
from pages.parts.duty_forms import SPOKEN_DUTIES
from simulator.seat_moves import is_beyond

WIDTH = 460

MOMENTS: Mapping[str, str] = {
    "update": "progress",
    "verify": "verify",
    "ask_rating": "ask_rating",
    "call_back": "callback",
    "hold": "hold",
    "resume": "resume",
    "ask_remote": "remote_consent",
    "remote_check": "remote_check",
    "complaint_contact": "complaint_contact",
    "feed_back": "feed_back",
    "follow_up": "follow_up",
}
"""Moves whose purpose is fixed, with the moment of the phrases that suit them."""


SPOKEN = frozenset({*MOMENTS, "explain", *SPOKEN_DUTIES})
"""Moves that say something to the customer: the next message follows from them."""


def send(bench: Bench, kind: str, keys: Sequence[str], **fields: str | int) -> None:
    """Make the move of a drawer; taken, its words are forgotten and the drawer closes.

    It closes too when another window has gone on: it was drawn for the older state, and its words are kept.
    """
    if move(bench, kind, widget=f"drawer_{kind}", **fields):
        drop(bench, *keys)
        _focus_after(bench, kind)
        st.rerun()
    not_taken(bench, kind)


def _focus_after(bench: Bench, kind: str) -> None:
    """Lead the focus on when the drawer closes: to what a closed ticket still asks for, or to the next message."""
    made = bench.seat.made
    if kind in {"close", "call_back"} and made is not None and made.state.ticket.closed:
        st.session_state[FOCUS] = "banner"
    elif kind in SPOKEN:
        st.session_state[FOCUS] = "say"


def not_taken(bench: Bench, kind: str) -> None:
    """Say why the move of a drawer was not taken: inside it, or on the page where it has to be opened anew."""
    if has_moved_on(bench, f"drawer_{kind}"):
        add_to_note(bench, f"drawer_{kind}", bench.t("desk.drawer_kept"))
        st.rerun()
    say_notes(bench.t, bench.seat)


def go_button(bench: Bench, kind: str, label: str, key: str, needs: Mapping[str, str | None] | None = None) -> bool:
    """Draw the one button that makes the move; Ctrl and Enter press it from inside a field.

    It can always be pressed: one key sends what is still being typed, and what is missing is said below it;
    `needs` holds what must not be empty, by its label.
    """
    nonce(bench, f"drawer_{kind}")
    if not st.button(label, type="primary", key=key, shortcut="Ctrl+Enter"):
        return False
    missing = [name for name, value in (needs or {}).items() if not (value or "").strip()]
    if missing:
        st.warning(bench.t("refusal.missing_field", field=missing[0]), icon=":material/info:")
    return not missing


def open_drawer(title: str, body: Callable[[], None]) -> None:
    """Open a drawer on the right: Esc closes it, and the focus returns to what opened it."""
    st.dialog(title, position="right", width=WIDTH)(body)()


def phrase_for(bench: Bench, moment: str) -> str:
    """Offer the first phrase without open slots, in practice only; the ticket's number is written in."""
    desk = bench.attempt.desk
    if bench.attempt.state.mode != "practice":
        return ""
    try:
        options = desk.wording.phrases(moment, desk.case.lang)
    except KeyError:
        return ""
    number = bench.attempt.state.ticket.number
    filled = (one.replace("{number}", number) if number else one for one in options)
    return next((one for one in filled if "{" not in one), "")


def _help(bench: Bench, kind: str) -> str:
    """Say what belongs into the words; of a scale or a time only what this handbook has."""
    t, handbook = bench.t, bench.attempt.desk.handbook
    if kind == "call_back" and all(one.name != CALLBACK for one in handbook.clocks):
        return t("drawer.call_back_asked" if asks_callback(handbook) else "drawer.call_back_free")
    if kind == "ask_rating" and handbook.satisfaction is not None:
        grades = [t.of(one.name) for one in handbook.satisfaction.grades]
        return t("drawer.ask_rating_grades", grades=("、" if t.lang == "zh" else ", ").join(grades))
    return t(f"drawer.{kind}_help")


def words(bench: Bench, kind: str) -> None:
    """Say something whose purpose is fixed: ask whether it works, tell progress, hold the line or call back."""
    t, key = bench.t, f"words_{kind}"

    def body() -> None:
        st.markdown(f":small[:gray[{_help(bench, kind)}]]")
        text = area(bench, key, t("drawer.words"), default=phrase_for(bench, MOMENTS[kind]), lines=5)
        if go_button(bench, kind, t("drawer.say"), f"{key}_go", {t("drawer.words"): text}):
            send(bench, kind, (key,), text=text)

    open_drawer(t(f"drawer.{kind}"), body)


HANDED_OVER = ("symptom", "impact_scope")
"""Facts that a note of handing over begins with."""


def escalate(bench: Bench) -> None:
    """Hand the ticket over: the note goes with it, and is all that the other line sees."""
    t, desk = bench.t, bench.attempt.desk
    fields = bench.attempt.state.ticket.fields
    keys = ("esc_symptom", "esc_done", "esc_ask")

    def body() -> None:
        st.markdown(f":small[:gray[{t('drawer.escalate_help')}]]")
        names = {str(one.code): t.of(one.name) for one in desk.handbook.tiers if is_beyond(desk, str(one.code))}
        target = st.segmented_control(
            t("drawer.to"), list(names), format_func=names.__getitem__, key="esc_to", width="stretch"
        )
        glue = "；" if desk.case.lang == "zh" else "; "
        before = glue.join(filter(None, (desk.handbook.recorded(name, fields) for name in HANDED_OVER)))
        symptom = area(bench, "esc_symptom", t("drawer.symptom"), default=before)
        done = area(bench, "esc_done", t("drawer.done"))
        ask = area(bench, "esc_ask", t("drawer.ask"))
        if go_button(bench, "escalate", t("drawer.hand_over"), "esc_go", {t("drawer.to"): target}):
            send(bench, "escalate", keys, to=str(target), symptom=symptom, done=done, ask=ask)

    open_drawer(t("drawer.escalate"), body)


ARCHIVED = ("description", "steps", "feedback")


def _archived(bench: Bench) -> Mapping[str, str]:
    """Give what the ticket was archived with last, by part."""
    found = [event.fields["fields"] for event in bench.attempt.events if event.kind == "ticket.archived"]
    last = found[-1] if found else None
    return {name: str(last.get(name, "")) for name in ARCHIVED} if isinstance(last, dict) else {}


def close(bench: Bench) -> None:
    """Archive and close: description, steps, feedback (STD-3.3.2)."""
    t, ticket, before = bench.t, bench.attempt.state.ticket, _archived(bench)
    symptom = bench.attempt.desk.handbook.recorded("symptom", ticket.fields)

    def part(name: str, label: str, default: str = "") -> str:
        return area(bench, f"arc_{name}", label, default=before.get(name, default), disabled=ticket.archived)

    def body() -> None:
        st.markdown(f":small[:gray[{t('drawer.close_help')}]]")
        description = part("description", t("drawer.description"), symptom)
        steps, feedback = part("steps", t("drawer.steps")), part("feedback", t("drawer.feedback"))
        with st.container(horizontal=True):
            chosen = _asked(bench)
        if chosen == ("close",):
            send(bench, "close", ())
        elif chosen:
            filed = {"description": description, "steps": steps, "feedback": feedback}
            _file(bench, filed, and_close="close" in chosen)

    open_drawer(t("drawer.close"), body)


def _asked(bench: Bench) -> tuple[str, ...]:
    """Offer to archive and close in one go, or either of them; once archived, to close."""
    t = bench.t
    if bench.attempt.state.ticket.archived:
        return ("close",) if go_button(bench, "close", t("drawer.close_go"), "close_go") else ()
    if go_button(bench, "archive", t("drawer.archive_close"), "arc_close_go"):
        return ("archive", "close")
    if st.button(t("drawer.archive"), key="arc_go"):
        return ("archive",)
    return ("close",) if st.button(t("drawer.close_go"), key="close_go") else ()


def _file(bench: Bench, filed: Mapping[str, str], *, and_close: bool) -> None:
    """Archive, and go on to closing; what is archived stays so when the closing is not taken."""
    if not move(bench, "archive", widget="drawer_archive", **filed):
        not_taken(bench, "archive")
        return
    drop(bench, *(f"arc_{name}" for name in filed))
    if and_close and move(bench, "close", widget="drawer_close"):
        _focus_after(bench, "close")
    st.rerun()


def reason(bench: Bench) -> None:
    """Log why a target was missed."""
    t, handbook = bench.t, bench.attempt.desk.handbook

    def body() -> None:
        names = {str(one.name): t.of(one.title) for one in handbook.clocks}
        clock = st.selectbox(
            t("drawer.clock"), list(names), index=None, format_func=names.__getitem__, key="reason_clock",
            placeholder=t("desk.choose"), filter_mode=None,
        )  # fmt: skip
        text = area(bench, "d_reason", t("drawer.reason_text"))
        needs = {t("drawer.clock"): clock, t("drawer.reason_text"): text}
        if go_button(bench, "reason", t("drawer.log"), "reason_go", needs):
            send(bench, "reason", ("d_reason",), clock=str(clock), text=text)

    open_drawer(t("drawer.reason"), body)


def wait(bench: Bench) -> None:
    """Let a while pass, for a call-back later in the day."""
    t = bench.t

    def body() -> None:
        minutes = st.number_input(t("drawer.wait_for"), min_value=1, max_value=1440, value=15, step=5, key="wait_for")
        if go_button(bench, "wait", t("drawer.wait_go"), "wait_go"):
            send(bench, "wait", (), seconds=60 * int(minutes))

    open_drawer(t("drawer.wait"), body)
