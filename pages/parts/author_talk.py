"""How does an author talk to the customer of a draft? Nothing of it is kept, and it counts for nothing."""

from dataclasses import dataclass, field
from datetime import timedelta
from html import escape
from typing import Final, cast

import streamlit as st

from mysterydesk.errors import WorldError
from mysterydesk.i18n import Translation, fault_text
from mysterydesk.pack_files import Files, bundled
from mysterydesk.scenario_answer import opened, seeds_by_cause
from pages.parts.author_bench import Bench
from pages.parts.desk_moves import refusal_text
from pages.parts.guard import Guest
from pages.parts.pack_fields import LANGS
from pages.parts.step_words import what_of
from policy.text import Lang
from scenarios.check import SLOTS
from scenarios.fault_model import Cause
from simulator.drill import Attempt, step
from simulator.move import MAX_TEXT, Move, Refusal
from simulator.urging import next_due
from sla.timeline import Event

KEY: Final = "au_talk"
PACE: Final = timedelta(seconds=20)
"""Wall time between two moves, so that a preview is the same however long its author thinks."""

SHOWN: Final = frozenset({
    "check.run", "action.executed", "ticket.transferred", "ticket.severity_set", "workaround.provided",
    "fix.provided", "identity.verified", "verify.customer", "ticket.resolved",
})  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Talk:
    """A conversation with the customer of one text.

    Attributes:
        data: The text it was begun on.
        attempt: As it stands.
        said: Why the last move was not possible.
        told: Facts that came out with the last answer.
    """

    data: bytes
    attempt: Attempt
    said: str = ""
    told: tuple[str, ...] = field(default=())


def talk(guest: Guest, found: Bench) -> None:
    """Draw the conversation with what can be chosen for it, and its input."""
    t, sound = guest.t, found.checked().sound
    if sound is None:
        st.markdown(t("author.talk_later"))
        return
    here = _choice(t, found, tuple(sound.handbooks))
    try:
        now = _talk(found.files, *here)
    except WorldError as fault:
        st.error(fault_text(t, fault))
        return
    with st.container(height=300, border=True, key="scroll_au_talk"):
        for event in now.attempt.events:
            _line(t, now.attempt, event)
    if now.said:
        st.warning(now.said)
    if now.told:
        names = t("imports.comma").join(t(f"author.slot.{one}") if one in SLOTS else one for one in now.told)
        st.html(f'<div class="md-muted">{escape(t("author.came_out", names=names))}</div>')
    _moves(guest, now)
    st.chat_input(t("author.say"), key="au_say", max_chars=MAX_TEXT, on_submit=_say, args=(guest, now))


def _choice(t: Translation, found: Bench, handbooks: tuple[str, ...]) -> tuple[str, int, Lang]:
    """Ask under which manual, with which cause, in which language."""
    with st.container(horizontal=True, wrap=True, gap="small", vertical_alignment="bottom", key="au_talk_head"):
        book = st.selectbox(t("author.handbook"), handbooks, key="au_book", filter_mode=None, width=100)
        lang = cast("Lang", st.selectbox(
            t("author.lang"), ("zh", "en"), format_func=lambda one: t(LANGS[one]), key="au_lang",
            filter_mode=None, index=0 if t.lang == "zh" else 1, width=110,
        ))  # fmt: skip
        seeds = seeds_by_cause(found.files, book, lang)
        titles = {one.id: t.of(one.title) for one in _causes(found)}
        names = {seed: titles.get(cause, cause) for cause, seed in seeds.items()}
        if st.session_state.get("au_seed") not in names:
            st.session_state["au_seed"] = next(iter(names))
        seed = st.selectbox(
            t("author.true_cause"), list(names), format_func=names.__getitem__, key="au_seed", filter_mode=None,
            width=190,
        )  # fmt: skip
    return book, seed, lang


def _causes(found: Bench) -> tuple[Cause, ...]:
    sound = found.checked().sound
    return sound.fault_model.causes if sound else ()


def _talk(files: Files, book: str, seed: int, lang: Lang) -> Talk:
    """Give the conversation at hand; a text or choice that has changed begins it anew."""
    data = b"|".join((bundled(files), book.encode(), str(seed).encode(), lang.encode()))
    now = st.session_state.get(KEY)
    if isinstance(now, Talk) and now.data == data:
        return now
    made = Talk(data=data, attempt=opened(files, book, seed, lang))
    st.session_state[KEY] = made
    return made


def _try(guest: Guest, now: Talk, kind: str, **fields: str | int) -> None:
    """Make a move in the preview."""
    before = frozenset(now.attempt.state.told)
    done = step(now.attempt, Move(kind=kind, fields=fields), now.attempt.state.wall + PACE)
    if isinstance(done, Refusal):
        now.said = refusal_text(guest.t, done, now.attempt.desk.handbook)
        return
    now.attempt, now.said = done[0], ""
    now.told = tuple(sorted(frozenset(now.attempt.state.told) - before))


def _say(guest: Guest, now: Talk) -> None:
    text = st.session_state.get("au_say")
    if isinstance(text, str) and text.strip():
        _try(guest, now, "say", text=text)
        if not now.said and next_due(now.attempt.desk, now.attempt.state) is not None:
            _answer(now)


def _answer(now: Talk) -> None:
    """Let the customer's answer come, if one is on its way: nobody waits for it in a preview."""
    waiting = any(due.what == "customer" for due in now.attempt.state.agenda)
    if waiting:
        before = frozenset(now.attempt.state.told)
        done = step(now.attempt, Move(kind="wait", fields={"seconds": 0}), now.attempt.state.wall + PACE)
        if not isinstance(done, Refusal):
            now.attempt = done[0]
            now.told = tuple(sorted({*now.told, *(frozenset(now.attempt.state.told) - before)}))


def _moves(guest: Guest, now: Talk) -> None:
    """Draw what can be done besides talking: look, act, go on, begin again."""
    t, model = guest.t, now.attempt.desk.case.fault_model
    names = {("check", one.id): t.of(one.title) for one in model.checks}
    names |= {("act", one.id): t.of(one.title) for one in model.actions}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="au_talk_acts"):
        kind, name = st.selectbox(
            t("author.do"), list(names), format_func=names.__getitem__, key="au_do", label_visibility="collapsed",
            width=230,
        )  # fmt: skip
        st.button(t("author.do_it"), key="au_do_go", on_click=_do, args=(guest, now, kind, name))
        st.button(t("author.go_on"), key="au_wait", on_click=_wait, args=(guest, now))
        st.button(t("author.again"), key="au_again", on_click=_again, icon=":material/restart_alt:")


def _do(guest: Guest, now: Talk, kind: str, name: str) -> None:
    if kind == "check":
        _try(guest, now, "check", check=name)
    else:
        _try(guest, now, "act", action=name)


def _wait(guest: Guest, now: Talk) -> None:
    _try(guest, now, "wait", seconds=0)


def _again() -> None:
    st.session_state.pop(KEY, None)


def _line(t: Translation, attempt: Attempt, event: Event) -> None:
    """Draw one event of the preview: words as bubbles, all else as grey lines."""
    if event.kind in {"ticket.submitted", "customer.msg"}:
        _bubble(t("chart.customer"), str(event.fields["text"]), "theirs")
    elif event.kind == "agent.msg":
        _bubble(t("chart.you"), str(event.fields["text"]), "mine")
    elif event.kind in SHOWN:
        words = str(event.fields.get("text") or "")
        said = what_of(t, attempt, event)
        st.html(f'<div class="md-sys">{escape(said)}{": " + escape(words) if words else ""}</div>')


def _bubble(who: str, text: str, side: str) -> None:
    said = f'<div class="md-who">{escape(who)}</div><div class="md-said">{escape(text)}</div>'
    st.html(f'<div class="md-au-bubble md-au-{side}">{said}</div>')
