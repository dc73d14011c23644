"""What is asked for in the rarer steps: remote session, complaint, supervisor, article, plan, note, owner?"""

from collections.abc import Callable, Mapping

import streamlit as st

from mysterydesk.i18n import message_id
from pages.parts.desk_drafts import area, line
from pages.parts.desk_drawers import MOMENTS, go_button, open_drawer, phrase_for, send
from pages.parts.desk_moves import Bench
from pages.parts.desk_names import tier_words
from simulator.supervise import may_have

REMOTE_STEPS: Mapping[str, str] = {
    "ask_remote": message_id("remote.ask"),
    "remote_check": message_id("remote.check"),
    "remote_start": message_id("remote.start"),
    "remote_end": message_id("remote.end"),
    "remote_cleanup": message_id("remote.cleanup"),
}

COMPLAINT_STEPS: Mapping[str, str] = {
    "complaint_open": message_id("complaint.open"),
    "complaint_contact": message_id("complaint.contact"),
    "analyse": message_id("complaint.analyse"),
    "correct": message_id("complaint.correct"),
    "feed_back": message_id("complaint.feed_back"),
    "follow_up": message_id("complaint.follow_up"),
}

QUESTIONS: Mapping[str, str] = {
    "who": message_id("w.who"),
    "when": message_id("w.when"),
    "where": message_id("w.where"),
    "what": message_id("w.what"),
    "why": message_id("w.why"),
    "how": message_id("w.how"),
}

REASONS: Mapping[str, str] = {
    "critical": message_id("notify.critical"),
    "help": message_id("notify.help"),
    "breach": message_id("notify.breach"),
    "complaint": message_id("notify.complaint"),
    "privacy": message_id("notify.privacy"),
    "unreachable": message_id("notify.unreachable"),
}
"""Why a supervisor is told."""


def one_text(bench: Bench, kind: str, label: str, go: str) -> None:
    """Ask for words, and make the move with them."""
    key = f"d_{kind}"
    text = area(bench, key, label, default=phrase_for(bench, MOMENTS[kind]) if kind in MOMENTS else "", lines=5)
    if go_button(bench, kind, go, f"{key}_go", {label: text}):
        send(bench, kind, (key,), text=text)


def _at_once(bench: Bench, kind: str, go: str) -> None:
    if go_button(bench, kind, go, f"d_{kind}_go"):
        send(bench, kind, ())


def _step(bench: Bench, key: str, steps: Mapping[str, str], following: str) -> str:
    """Let a step be chosen; the next one by the state is proposed, none is forbidden (DESIGN decision 17)."""
    names = {name: bench.t(label) for name, label in steps.items()}
    chosen = st.pills(bench.t("drawer.step"), list(names), default=following, format_func=names.__getitem__, key=key)
    return str(chosen or following)


def _next_remote(bench: Bench) -> str:
    remote = bench.attempt.state.remote
    if remote.running:
        return "remote_end"
    if remote.ended and not remote.cleaned:
        return "remote_cleanup"
    if not remote.consented:
        return "ask_remote"
    return "remote_start" if remote.checked else "remote_check"


def remote(bench: Bench) -> None:
    """Lead a remote session step by step: ask, have private things closed, start, end, clean up."""
    t = bench.t

    def start() -> None:
        tools = {one.code: one for one in bench.attempt.desk.handbook.lists.get("remote_tools", ())}
        tool = st.radio(
            t("remote.tool"),
            list(tools),
            format_func=lambda code: t.of(tools[code].title),
            captions=[t.of(one.detail) for one in tools.values()],
            key="d_tool",
        )
        if go_button(bench, "remote_start", t("remote.start"), "d_remote_start_go", {t("remote.tool"): tool}):
            send(bench, "remote_start", (), tool=str(tool))

    bodies: Mapping[str, Callable[[], None]] = {
        "ask_remote": lambda: one_text(bench, "ask_remote", t("drawer.words"), t("drawer.say")),
        "remote_check": lambda: one_text(bench, "remote_check", t("drawer.words"), t("drawer.say")),
        "remote_start": start,
        "remote_end": lambda: _at_once(bench, "remote_end", t("remote.end")),
        "remote_cleanup": lambda: _at_once(bench, "remote_cleanup", t("remote.cleanup")),
    }

    def body() -> None:
        st.markdown(f":small[:gray[{t('remote.help')}]]")
        bodies[_step(bench, "d_remote_step", REMOTE_STEPS, _next_remote(bench))]()

    open_drawer(t("act.remote"), body)


def _next_complaint(bench: Bench) -> str:
    one = bench.attempt.state.complaint
    if one is None:
        return "complaint_open"
    done = {
        "complaint_contact": one.contacted,
        "analyse": one.analysed,
        "correct": one.corrected,
        "feed_back": one.fed_back,
    }
    return next((name for name, is_done in done.items() if not is_done), "follow_up")


def _open_complaint(bench: Bench) -> None:
    t = bench.t
    text = area(bench, "d_complaint_open", t("complaint.about"), lines=4)
    urgent = st.checkbox(t("complaint.urgent"), key="d_urgent")
    if go_button(bench, "complaint_open", t("complaint.open"), "d_complaint_open_go", {t("complaint.about"): text}):
        send(bench, "complaint_open", ("d_complaint_open",), text=text, urgent="yes" if urgent else "no")


def _analyse(bench: Bench) -> None:
    t = bench.t
    fields = {name: line(bench, f"d_w_{name}", t(label)) for name, label in QUESTIONS.items()}
    needs = {t(QUESTIONS["who"]): "".join(fields.values())}
    if go_button(bench, "analyse", t("drawer.log"), "d_analyse_go", needs):
        send(bench, "analyse", tuple(f"d_w_{name}" for name in fields), **fields)


def complaint(bench: Bench) -> None:
    """Lead a complaint from its opening to the follow-up (STD-4.3)."""
    t = bench.t
    bodies: Mapping[str, Callable[[], None]] = {
        "complaint_open": lambda: _open_complaint(bench),
        "complaint_contact": lambda: one_text(bench, "complaint_contact", t("drawer.words"), t("drawer.say")),
        "analyse": lambda: _analyse(bench),
        "correct": lambda: one_text(bench, "correct", t("complaint.measure"), t("drawer.log")),
        "feed_back": lambda: one_text(bench, "feed_back", t("drawer.words"), t("drawer.say")),
        "follow_up": lambda: one_text(bench, "follow_up", t("drawer.words"), t("drawer.say")),
    }

    def body() -> None:
        bodies[_step(bench, "d_complaint_step", COMPLAINT_STEPS, _next_complaint(bench))]()

    open_drawer(t("act.complaint"), body)


def supervisor(bench: Bench) -> None:
    """Tell the supervisor, with a reason."""
    t = bench.t

    def body() -> None:
        names = {name: t(label) for name, label in REASONS.items()}
        reason = st.selectbox(
            t("notify.reason"), list(names), index=None, format_func=names.__getitem__, key="d_notify_reason",
            placeholder=t("desk.choose"), filter_mode=None,
        )  # fmt: skip
        text = area(bench, "d_notify", t("notify.text"), lines=4)
        needs = {t("notify.reason"): reason, t("notify.text"): text}
        if go_button(bench, "notify", t("notify.go"), "d_notify_go", needs):
            send(bench, "notify", ("d_notify",), reason=str(reason), text=text)

    open_drawer(t("act.supervisor"), body)


def explain(bench: Bench, what: str, title: str) -> None:
    """Say what is about to be done, what it brings and what it risks, and so ask for the customer's yes."""
    t = bench.t
    keys = tuple(f"d_plan_{name}_{what}" for name in ("steps", "effect", "risk"))

    def body() -> None:
        if title:
            st.markdown(f"**{title}**")
        st.markdown(f":small[:gray[{t('drawer.explain_help')}]]")
        steps = area(bench, keys[0], t("drawer.plan_steps"))
        effect = area(bench, keys[1], t("drawer.plan_effect"))
        risk = area(bench, keys[2], t("drawer.plan_risk"))
        if go_button(bench, "explain", t("drawer.say"), "d_explain_go", {t("drawer.plan_steps"): steps}):
            more = {name: text for name, text in (("effect", effect), ("risk", risk)) if text.strip()}
            send(bench, "explain", keys, what=what, steps=steps, **more)

    open_drawer(t("act.explain"), body)


def article(bench: Bench) -> None:
    """Write a draft for the knowledge base; publishing is offered, and the handbook says who may."""
    t = bench.t
    sections = ("problem", "applies", "steps", "cautions")
    keys = ("d_kb_title", *(f"d_kb_{name}" for name in sections))

    def body() -> None:
        st.markdown(f":small[:gray[{t('article.help')}]]")
        title = line(bench, "d_kb_title", t("article.title"))
        texts = {name: area(bench, f"d_kb_{name}", t(f"section.{name}"), lines=2) for name in sections}
        if go_button(bench, "kb_draft", t("article.draft"), "d_kb_go", {t("article.title"): title}):
            send(bench, "kb_draft", keys, title=title, **texts)
        drafted = bench.attempt.state.drafted
        if st.button(t("article.publish"), key="d_kb_publish", disabled=not drafted):
            send(bench, "kb_publish", (), article=drafted[-1])

    open_drawer(t("act.article"), body)


def assign(bench: Bench) -> None:
    """Choose who owns the ticket: oneself, or a colleague of the line that holds it; a supervisor, of any line."""
    t, state, desk = bench.t, bench.attempt.state, bench.attempt.desk
    crew = {one.id: one for one in desk.case.coworkers if one.tier == state.ticket.tier or may_have(desk, one)}

    def body() -> None:
        lines = {one.tier: tier_words(t, desk.handbook, one.tier) for one in crew.values()}
        many = len(lines) > 1
        called = {
            name: t("assign.of_line", name=one.name, line=lines[one.tier]) if many else one.name
            for name, one in crew.items()
        }
        names = {"me": t("desk.me"), **called}
        loads = ["", *(t.count("assign.load", one.load) for one in crew.values())]
        to = st.radio(t("assign.to"), list(names), format_func=names.__getitem__, captions=loads, key="d_assign_to")
        if go_button(bench, "assign", t("act.assign"), "d_assign_go", {t("assign.to"): to}):
            send(bench, "assign", (), to=str(to))

    open_drawer(t("act.assign"), body)
